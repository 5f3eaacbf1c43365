//! A referral accepted or not. The referral date, the source and whether it is a re-referral are computed and shown; nobody types them. Opening it,
//! the need, the worker and the button are four clicks.

use casework::Stop;
use casework::referral::{Answer, ReferralView, answer, view};
use casework::staff::colleagues;
use design::govuk::{BackLink, Button, Details, SelectItem, SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::pack::TeamKind;
use domain::person::name::shown_in_line;
use domain::referral::{Kind, Referral, Stage};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::shown;
use crate::contact::filled::Asked;
use crate::contact::{page, told};
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

fn prefill(visit: &Visit<'_>, id: &Id<Referral>, _: At) -> Result<Prefilled, Stop> {
    let view = view(&visit.session, *id)?;
    let council = &visit.house().pack.council;
    let own = |kind: TeamKind| {
        visit.session.actor.teams.iter().find(|team| council.team(team).is_some_and(|team| team.kind == kind))
    };
    let team = own(TeamKind::Assessment).cloned().unwrap_or_default();
    Ok(Prefilled { fields: Fields::default().with("team", team), version: view.referral.version.0 })
}

fn show(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let referral = &view.referral.record;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
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
            div { (acts(visit, &view, &asked)?) }
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
    }
}

fn acts(visit: &Visit<'_>, view: &ReferralView, asked: &Asked<'_>) -> Result<Markup, Stop> {
    let referral = &view.referral.record;
    if referral.stage != Stage::Waiting {
        return Ok(shown::ruling(visit, referral, &view.contact.names));
    }
    if referral.asked_by == visit.session.staff.id {
        return Ok(
            html! { p class="govuk-body" { "You decided the contact that asks for this referral, so somebody else must accept it." } },
        );
    }
    let pack = &visit.house().pack;
    let needs = pack.code_list("primary_need").map_or(&[][..], |list| &list.codes);
    let needs = needs
        .iter()
        .filter(|code| !code.withdrawn)
        .map(|code| SelectItem::new(&code.code, format!("{} {}", code.code, code.words)));
    let teams = pack.council.teams.iter().map(|team| SelectItem::new(&team.id, &team.name));
    let workers = colleagues(&visit.session)?;
    let workers =
        workers.iter().map(|worker| SelectItem::new(worker.id.to_string(), shown_in_line(&worker.name)));
    let questions = html! {
        (crate::contact::pressed_by_enter("Read this again"))
        h2 class="govuk-heading-m" { "Your decision" }
        (asked.lines("rationale", "Why?").hint("What it is like for the child, and what is to be found out or is not needed").rows(5))
        @if referral.kind == Kind::TransferIn {
            (asked.line("authority", "Which council’s plan is the child on?"))
            (asked.line("notified_on", "When did that council formally tell us of the move?").hint("Like 4 9 2026. This is the referral date, and the conference is due within 15 working days of it").classes("govuk-input--width-10"))
        }
        (asked.list("need", "Primary need", needs.collect()))
        (asked.list("team", "Team", teams.collect()))
        (asked.list("worker", "Worker", workers.collect()))
        (Button::new("Accept the referral").sends(ACT, ACCEPT))
        (Details { open: asked.ticked_already("only_advice"), ..Details::new("It is not accepted", not_accepted(view, asked)) })
    };
    Ok(html! { (asked.form(visit, questions)) })
}

fn not_accepted(view: &ReferralView, asked: &Asked<'_>) -> Markup {
    let open = view.episodes.iter().any(|episode| !episode.no_further_action && episode.closed_on.is_none());
    html! {
        p class="govuk-body" { "“No further action” has one meaning in the national returns: after initial consideration nothing is done beyond advice or passing it on. A child who is assessed and then closed was accepted." }
        (asked.ticked("only_advice", "Nothing is done beyond advice or passing it on"))
        (Button::new("No further action").secondary().sends(ACT, NOT))
        @if open {
            p class="govuk-body" { "The child is open already: this is new information for the allocated worker, and no referral." }
            (Button::new("New information for the worker").secondary().sends(ACT, OPEN))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = match filling.get(ACT) {
        ACCEPT => accepted(filling)?,
        NOT => Answer::NoFurtherAction { only_advice: filling.fields.has("only_advice") },
        OPEN => Answer::NewInformation,
        _ => return Err(Refusal::field("rationale", "Choose one of the buttons: accept it, or not.").into()),
    };
    answer(&visit.session, &filling.sending(), id, asked, filling.get("rationale").to_owned())?;
    Ok(Sent::to("/acceptances"))
}

/// What cannot be read is said here; what may not be, where it is decided.
fn accepted(filling: &Filling) -> Result<Answer, Refusal> {
    let mut problems = Vec::new();
    if filling.get("need").is_empty() {
        problems.push(Problem::new("need", "Choose the primary need."));
    }
    if filling.get("team").is_empty() {
        problems.push(Problem::new("team", "Choose the team that takes it."));
    }
    let worker = filling.get("worker").parse();
    if worker.is_err() {
        problems.push(Problem::new("worker", "Choose a worker who can sign in."));
    }
    let mut transfer = None;
    if filling.fields.has("notified_on") {
        match parse_date(filling.get("notified_on")) {
            Ok(day) => transfer = Some((filling.get("authority").to_owned(), day)),
            Err(wrong) => problems.push(Problem::new("notified_on", wrong.to_string())),
        }
    }
    match worker {
        Ok(worker) if problems.is_empty() => Ok(Answer::Accept {
            need: filling.get("need").into(),
            team: filling.get("team").into(),
            worker,
            transfer,
        }),
        _ => Err(Refusal::Invalid(problems)),
    }
}
