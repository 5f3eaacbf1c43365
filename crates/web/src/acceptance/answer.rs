//! A referral accepted or not. The referral date, the source and whether it is a re-referral are computed and shown; nobody types them. Opening it,
//! the need, the worker and the button are four clicks.

use casework::Stop;
use casework::referral::{Answer, Because, ReferralView, answer, view};
use casework::staff::colleagues;
use design::govuk::{BackLink, Button, Details, SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::TeamKind;
use domain::person::name::shown_in_line;
use domain::referral::{ANSWER_FORM, Kind, Referral, Stage};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::shown;
use crate::contact::{page, told};
use crate::forms::page::{Given, Sheet, further_told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static ANSWER: Act<Id<Referral>> = Act {
    path: "/acceptances/{referral}",
    name: "accept a referral",
    action: Action::AcceptReferral,
    prefill,
    show,
    send,
};

/// The buttons.
const ACT: &str = "answer";
const ACCEPT: &str = "accept";
const NOT: &str = "no_further_action";
const OPEN: &str = "new_information";
/// The sections of the form that one of the buttons alone asks for.
const ACCEPTED: &[&str] = &["transfer", "acceptance"];
const NOT_ACCEPTED: &[&str] = &["not_accepted"];

fn prefill(visit: &Visit<'_>, id: &Id<Referral>, _: At) -> Result<Prefilled, Stop> {
    let view = view(&visit.session, *id)?;
    let council = &visit.house().pack.council;
    let own = |kind: TeamKind| {
        visit.session.actor.teams.iter().find(|team| council.team(team).is_some_and(|team| team.kind == kind))
    };
    let team = own(TeamKind::Assessment).cloned().unwrap_or_default();
    Ok(Prefilled { fields: Fields::default().with("team", team), version: view.referral.version.0 })
}

/// The form, with the needs of the pack, the teams and whoever can be given the child.
fn sheet(visit: &Visit<'_>, view: &ReferralView) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let needs = pack.code_list("primary_need").map_or(&[][..], |list| &list.codes);
    let needs = needs.iter().filter(|code| !code.withdrawn);
    let needs = needs.map(|code| (code.code.clone(), format!("{} {}", code.code, code.words)));
    let teams = pack.council.teams.iter().map(|team| (team.id.clone(), team.name.clone()));
    let workers = colleagues(&visit.session)?;
    let workers = workers.iter().map(|worker| (worker.id.to_string(), shown_in_line(&worker.name)));
    let sheet = Sheet::new(pack, &ANSWER_FORM, None)?
        .offering("need", needs)
        .offering("team", teams)
        .offering("worker", workers);
    let out: &[&str] = match view.referral.record.kind {
        Kind::TransferIn => &[],
        Kind::Request => &["authority", "notified_on"],
    };
    Ok(sheet.without(out))
}

fn show(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let referral = &view.referral.record;
    let sheet = sheet(visit, &view)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Referral " (referral.reference) ": " bdi { (shown_in_line(&view.child)) } }
        (facts(visit, &view))
        div class="app-split" {
            div {
                (decision(visit, &view))
                (page::previous(visit, &view.contact))
                h2 class="govuk-heading-m" { "The contact" }
                (page::care(&view.contact))
                (page::said(visit, &view.contact))
            }
            div { (acts(visit, &view, &sheet, filling)) }
        }
    };
    let back = BackLink { content: "Back to the referrals that wait".into(), ..BackLink::to("/acceptances") };
    Ok(View::new("Accept a referral", body).before(back.render()).wide())
}

/// What is computed and not typed.
fn facts(visit: &Visit<'_>, view: &ReferralView) -> Markup {
    let (referral, house) = (&view.referral.record, visit.house());
    let source =
        house.pack.code_list(domain::contact::CONTACT_SOURCES).and_then(|list| list.words(referral.source()));
    let again = match &view.re_referral {
        None => "No: no referral in the 12 months before, or the child was not closed since".to_owned(),
        Some(before) => format!(
            "Yes: referred on {}{}",
            london::date_in_words(before.previous),
            before.closed.map_or_else(
                || ", no further action".to_owned(),
                |closed| format!(", closed on {}", london::date_in_words(closed))
            )
        ),
    };
    let date = match referral.kind {
        Kind::Request => london::date_in_words(view.referral_date),
        Kind::TransferIn => "The day of formal notification, which you write below".into(),
    };
    let clock = referral.clocks.first().map(|clock| clock.in_words(visit.session.at, &house.calendar));
    let rows = vec![
        SummaryRow::new("Referral date", date),
        SummaryRow::new("Source", source.unwrap_or("Not known").to_owned()),
        SummaryRow::new(
            "Asked for by",
            format!(
                "{} contact{}",
                referral.requests.len(),
                if referral.requests.len() == 1 { "" } else { "s" }
            ),
        ),
        SummaryRow::new("Re-referral", again),
        SummaryRow::new("Decide", clock.unwrap_or_default()),
        SummaryRow::new("Stands", referral.stage.words()),
    ];
    SummaryList::new(rows).render()
}

/// What the contact's manager decided.
fn decision(visit: &Visit<'_>, view: &ReferralView) -> Markup {
    let known = &view.contact.contact.record;
    let Some(decision) = known.decision() else { return Markup::default() };
    html! {
        h2 class="govuk-heading-m" { "Why it was asked for" }
        p class="govuk-body" { "Decided by " (view.contact.names.name(decision.by)) ", " (london::moment_in_words(decision.at)) }
        @if let Some(basis) = &decision.outcomes { (crate::contact::basis::told(&visit.house().pack, basis, &view.contact.names)) }
        h3 class="govuk-heading-s" { "The manager’s words" }
        div class="govuk-body" { (told::verbatim(&decision.words)) }
        (further_told(&visit.house().pack, decision.further.as_ref()))
    }
}

fn acts(visit: &Visit<'_>, view: &ReferralView, sheet: &Sheet, filling: &Filling) -> Markup {
    let referral = &view.referral.record;
    if referral.stage != Stage::Waiting {
        return shown::ruling(visit, referral, &view.contact.names);
    }
    if referral.asked_by == visit.session.staff.id {
        return html! { p class="govuk-body" { "You decided the contact that asks for this referral, so somebody else must accept it." } };
    }
    let questions = html! {
        (crate::contact::pressed_by_enter("Read this again"))
        (sheet.asked_but(filling, NOT_ACCEPTED))
        (Button::new("Accept the referral").sends(ACT, ACCEPT))
        (Details { open: refuses(filling), ..Details::new("It is not accepted", not_accepted(view, sheet, filling)) })
    };
    html! { (visit.form(filling, questions)) }
}

/// Whether what was typed so far is about a referral that is not accepted.
fn refuses(filling: &Filling) -> bool {
    filling.fields.has("only_advice") || filling.problem("only_advice").is_some()
}

fn not_accepted(view: &ReferralView, sheet: &Sheet, filling: &Filling) -> Markup {
    let open = view.episodes.iter().any(|episode| !episode.no_further_action && episode.closed_on.is_none());
    html! {
        (sheet.asked_only(filling, NOT_ACCEPTED))
        (Button::new("No further action").secondary().sends(ACT, NOT))
        @if open {
            p class="govuk-body" { "The child is open already: this is new information for the allocated worker, and no referral." }
            (Button::new("New information for the worker").secondary().sends(ACT, OPEN))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<Sent, Stop> {
    let act = filling.get(ACT);
    // What nobody is asked with this answer is not missing.
    let others = if act == ACCEPT { NOT_ACCEPTED } else { ACCEPTED };
    let sheet = sheet(visit, &view(&visit.session, id)?)?.passing_over(others.iter().copied());
    let given = sheet.read(&filling.fields)?;
    let asked = match act {
        ACCEPT => accepted(&given)?,
        NOT => Answer::NoFurtherAction { only_advice: given.ticked("only_advice") },
        OPEN => Answer::NewInformation,
        _ => return Err(Refusal::field("rationale", "Choose one of the buttons: accept it, or not.").into()),
    };
    given.all_right()?;
    let because = Because { rationale: given.words("rationale"), further: given.further() };
    answer(&visit.session, &filling.sending(), id, asked, because)?;
    Ok(Sent::to("/acceptances"))
}

/// What cannot be read is said here, with what the council wants answered; what may not be, where it is decided.
fn accepted(given: &Given<'_>) -> Result<Answer, Refusal> {
    let mut problems = given.problems.clone();
    let (need, team) = (given.words("need"), given.words("team"));
    if need.is_empty() {
        problems.push(Problem::new("need", "Choose the primary need."));
    }
    if team.is_empty() {
        problems.push(Problem::new("team", "Choose the team that takes it."));
    }
    let worker = given.words("worker").parse();
    if worker.is_err() && !problems.iter().any(|problem| problem.field == "worker") {
        problems.push(Problem::new("worker", "Choose a worker who can sign in."));
    }
    match worker {
        Ok(worker) if problems.is_empty() => {
            let transfer = given.day("notified_on").map(|day| (given.words("authority"), day));
            Ok(Answer::Accept { need, team, worker, transfer })
        }
        _ => Err(Refusal::Invalid(problems)),
    }
}
