//! Somebody of an agency: raises a disagreement, sees those they take part in, answers, takes one up, says that it is settled. Short enough for a phone.

use casework::Stop;
use casework::disagreement::{Own, OwnStage, move_up_own, own, own_list, raise_own, say_own, withdraw};
use design::govuk::{BackLink, Button, InsetText, SummaryList, SummaryRow, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::disagreement::{AGENCY_FORM, Disagreement, RaiseAsked};
use domain::id::Id;
use maud::{Markup, Render, html};

use super::answer::{ACT, SETTLED, UP, at_words};
use super::raise::{said, sheet};
use super::section::standing;
use super::{heading, name, verbatim};
use crate::conference;
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::forms::page::further_told;
use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

/// The disagreements somebody of an agency takes part in.
pub(super) static LIST: Page<()> = Page {
    path: "/disagreements/mine",
    name: "my disagreements",
    action: Action::SeeOwnDisagreements,
    show: show_list,
};

/// Raising one.
pub(super) static NEW: Act<()> = Act {
    path: "/disagreements/new",
    name: "raise a disagreement for an agency",
    action: Action::SendDisagreement,
    prefill: |_, (), _| Ok(Prefilled::default()),
    show: show_new,
    send: send_new,
};

/// One of them.
pub(super) static ONE: Act<Id<Disagreement>> = Act {
    path: "/disagreements/mine/{disagreement}",
    name: "my disagreement",
    action: Action::ReadOwnDisagreement,
    prefill: |visit, disagreement, at| {
        let version = match at {
            At::Now => own(&visit.session, *disagreement)?.version,
            At::Version(version) => version,
        };
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show: show_one,
    send: send_one,
};

fn at(disagreement: Id<Disagreement>) -> String {
    format!("/disagreements/mine/{disagreement}")
}

/// On an agency's first page: those that are open, and the way to raise one.
pub(crate) fn on_first_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeOwnDisagreements) {
        return Ok(Markup::default());
    }
    let open = own_list(&visit.session)?.iter().filter(|one| one.resolved.is_none()).count();
    Ok(html! {
        p class="govuk-body" {
            @if open > 0 { a class="govuk-link" href="/disagreements/mine" { "Your disagreements that are open: " (open) } ". " }
            a class="govuk-link" href="/disagreements/new" { "Disagree with a decision about a child" }
        }
    })
}

fn show_list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = own_list(&visit.session)?;
    let ladder = &visit.house().pack.disagreements;
    let body = html! {
        h1 class="govuk-heading-l" { "Your disagreements" }
        (Button::link("Disagree with a decision", "/disagreements/new").secondary())
        @if found.is_empty() { p class="govuk-body" { "You have raised none, and speak in none." } }
        @for one in &found {
            p class="govuk-body" {
                (standing(one.resolved.is_none())) " "
                a class="govuk-link" href=(at(one.id)) { (one.reference) ": " (name(&one.said_children)) }
                br;
                (ladder.about(&one.about)) ", raised " (london::moment_in_words(one.raised_at)) ". "
                @if let Some(stage) = one.stages.last().filter(|_| one.resolved.is_none()) { (title(visit, stage)) ": " (conference::clock(visit, &stage.clock)) }
            }
        }
    };
    Ok(View::new("Your disagreements", body))
}

fn title(visit: &Visit<'_>, stage: &OwnStage) -> String {
    let known = visit.house().pack.disagreements.stage(&stage.code);
    known.map_or_else(|| stage.code.clone(), |(_, known)| known.name.clone())
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let sheet = sheet(visit, &AGENCY_FORM)?;
    let council = &visit.house().pack.council;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Disagree with a decision about a child" }
        (InsetText::new(format!("If the child is in danger now, ring 999 first, and then {}. What keeps the child safe goes on meanwhile.", council.duty_phone)))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Send it"))
        }))
    };
    Ok(View::new("Disagree with a decision about a child", body)
        .before(BackLink::to("/disagreements/mine").render()))
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, &AGENCY_FORM)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = RaiseAsked {
        said_children: given.words("said_children").trim().to_owned(),
        said_number: given.words("said_number").trim().to_owned(),
        ..said(&given)
    };
    let made = raise_own(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(at(made)))
}

fn show_one(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<View, Stop> {
    let one = own(&visit.session, disagreement)?;
    let ladder = &visit.house().pack.disagreements;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&one.reference, ladder.about(&one.about)))
        (asked.conflict(&[("words", "What you write")], &|_, words| words.to_owned()))
        p class="govuk-body" { (standing(one.resolved.is_none())) }
        (what_was_said(visit, &one))
        @for stage in one.stages.iter().rev() { (self::stage(visit, stage)) }
        @match &one.resolved {
            Some((outcome, changed, at)) => {
                h2 class="govuk-heading-m" { "How it ended" }
                p class="govuk-body" { (ladder.outcome(outcome).map_or("", |outcome| outcome.words.as_str())) ", " (london::moment_in_words(*at)) "." }
                p class="govuk-body" { (verbatim(changed)) }
            }
            None => (asked.form(visit, html! {
                (pressed_by_enter("Send"))
                (asked.lines("words", "What do you say, or what did this stage not settle, or what settled it?"))
                (button_group(html! {
                    (Button::new("Send").sends(ACT, "say"))
                    @if one.can_climb { (Button::new("Take it up to the next stage").secondary().sends(ACT, UP)) }
                    (Button::new("It is settled").secondary().sends(ACT, SETTLED))
                }))
            })),
        }
    };
    Ok(View::new("Your disagreement", body).before(BackLink::to("/disagreements/mine").render()))
}

fn what_was_said(visit: &Visit<'_>, one: &Own) -> Markup {
    let mut rows = vec![
        SummaryRow::new("About", verbatim(&one.said_children)),
        SummaryRow::new("What you disagree with, and why", verbatim(&one.issue)),
        SummaryRow::new("What should be different", verbatim(&one.wanted)),
    ];
    if !one.meanwhile.trim().is_empty() {
        rows.push(SummaryRow::new("What keeps the child safe meanwhile", verbatim(&one.meanwhile)));
    }
    if !one.said_number.is_empty() {
        rows.push(SummaryRow::new("The number you gave", name(&one.said_number)));
    }
    rows.push(SummaryRow::new("Raised", london::moment_in_words(one.raised_at)));
    html! {
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, one.further.as_ref()))
    }
}

fn stage(visit: &Visit<'_>, stage: &OwnStage) -> Markup {
    let pack = &visit.house().pack;
    let mut rows = vec![
        SummaryRow::new(
            "By when",
            html! { @if stage.moved.is_some() { "Left" } @else { (conference::clock(visit, &stage.clock)) } },
        ),
        SummaryRow::new("Speaks for the council", name(stage.ours.as_deref().unwrap_or("Nobody yet"))),
        SummaryRow::new(
            "Speaks for you",
            name(if stage.theirs.is_empty() { "Nobody yet" } else { &stage.theirs }),
        ),
    ];
    for said in &stage.said {
        let whose = said.agency.as_deref().map_or("The council", |agency| pack.agency_name(agency));
        rows.push(SummaryRow::new(
            format!("{whose}, {}", london::moment_in_words(said.at)),
            html! { (name(&said.by)) ": " (verbatim(&said.words)) },
        ));
    }
    if let Some((because, at)) = &stage.moved {
        rows.push(SummaryRow::new(
            "Went up",
            html! { (london::moment_in_words(*at)) ": " (verbatim(because)) },
        ));
    }
    html! {
        h2 class="govuk-heading-m" { (title(visit, stage)) }
        (SummaryList::new(rows))
    }
}

fn send_one(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<Sent, Stop> {
    let (session, sending, words) = (&visit.session, &filling.sending(), filling.get("words"));
    match filling.get(ACT) {
        UP => move_up_own(session, sending, disagreement, words).map_err(at_words)?,
        SETTLED => withdraw(session, sending, disagreement, words)?,
        _ => say_own(session, sending, disagreement, words)?,
    }
    Ok(Sent::to(at(disagreement)))
}
