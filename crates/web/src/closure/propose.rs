//! Proposing to close, proposing again what was sent back, and taking it back.

use casework::Stop;
use casework::closure::{before, propose, propose_again, take_back, version, view};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::closure::{Closure, Stage};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::{address, at_version, back, heading, questions, words};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Proposing.
pub(super) static PROPOSE: Act<Id<Person>> = Act {
    path: "/children/{child}/close",
    name: "propose to close",
    action: Action::ProposeClosure,
    prefill,
    show,
    send: |visit, child, filling| {
        let sheet = questions::sheet(visit, None)?;
        let given = sheet.read(&filling.fields)?;
        let asked = questions::read(&given)?;
        let done = propose(&visit.session, &filling.sending(), child, asked);
        let closure = done.map_err(|stop| given.refused(stop))?;
        Ok(Sent::to(address(closure, "")))
    },
};

/// Proposing again.
pub(super) static AGAIN: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/again",
    name: "propose to close again",
    action: Action::ProposeClosure,
    prefill: prefill_again,
    show: show_again,
    send: |visit, closure, filling| {
        let before = view(&visit.session, closure)?.closure.record.proposal;
        let sheet = questions::sheet(visit, before.further.as_ref())?;
        let given = sheet.read(&filling.fields)?;
        let asked = questions::read(&given)?;
        let done = propose_again(&visit.session, &filling.sending(), closure, asked);
        done.map_err(|stop| given.refused(stop))?;
        Ok(Sent::to(address(closure, "")))
    },
};

/// Taking a proposal back.
pub(super) static TAKE_BACK: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/take-back",
    name: "take a proposal to close back",
    action: Action::ProposeClosure,
    prefill: |visit, closure, at| at_version(visit, *closure, at),
    show: show_take_back,
    send: |visit, closure, filling| {
        take_back(&visit.session, &filling.sending(), closure)?;
        Ok(Sent::to(address(closure, "")))
    },
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::ProposeClosure, "", Markup::default())?;
    let known = before(&visit.session, *child)?;
    let today = london::date_of(visit.session.at);
    let mut fields = Fields::default().with("closed_on", london::date_in_words(today));
    questions::fill_told(&mut fields, &known.to_tell);
    Ok(Prefilled { fields, version: 0 })
}

fn prefill_again(visit: &Visit<'_>, closure: &Id<Closure>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let known = view(&visit.session, *closure)?.closure;
            (known.record, known.version.0)
        }
        At::Version(number) => (version(&visit.session, *closure, number)?, number),
    };
    let to_tell: Vec<String> = record.to_tell.iter().map(|one| one.whom.clone()).collect();
    let sheet = questions::sheet(visit, record.proposal.further.as_ref())?;
    Ok(Prefilled { fields: questions::fields(&sheet, &record.proposal, &to_tell), version })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let known = before(&visit.session, child)?;
    let sheet = questions::sheet(visit, None)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Propose to close" }
        @match (&known.waits, &known.episode) {
            (Some(waits), _) => {
                (InsetText::new(html! {
                    "Somebody proposed it already. " a class="govuk-link" href=(address(*waits, "")) { "Open that proposal" } "."
                }))
            },
            (None, None) => { (InsetText::new("The child is not open: there is nothing to close.")) },
            (None, Some(episode)) => {
                p class="govuk-body" { "A manager decides. Until then the child stays open, and new information is recorded as before." }
                (in_the_way(child, episode))
                (words::found(&known.found, known.found.standing.repeated(&visit.house().pack)))
                (visit.form(filling, html! {
                    (pressed_by_enter("Propose to close"))
                    (sheet.asked(filling))
                    (Button::new("Propose to close"))
                }))
            },
        }
    };
    identity::about(visit, child, Action::ProposeClosure, "Propose to close", body)
}

/// What the census's rules put in the way, each with where it is put right.
fn in_the_way(child: Id<Person>, episode: &Episode) -> Markup {
    let running = episode.plans.iter().any(|plan| plan.ended_on.is_none());
    let assessed = episode.assessments.iter().any(|assessment| assessment.authorised_on.is_none());
    let enquired = episode.enquiries.iter().any(domain::episode::Enquiry::awaits);
    html! {
        @if enquired || assessed || running {
            (InsetText::new(html! {
                p class="govuk-body" { "First, because nothing is closed over it:" }
                ul class="govuk-list govuk-list--bullet" {
                    @if enquired { li { "a section 47 enquiry is open" } }
                    @if assessed { li { "an assessment is not authorised" } }
                    @if running { li { "a plan runs: " a class="govuk-link" href={ "/children/" (child) "/plan" } { "review it or end it" } } }
                }
            }))
        }
    }
}

fn show_again(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let record = &view.closure.record;
    let sheet = questions::sheet(visit, record.proposal.further.as_ref())?;
    let question = record.answers.last().filter(|_| record.stage == Stage::Returned);
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Propose again"))
        @if let Some(question) = question {
            (InsetText::new(html! { (words::name(view.names.name(question.by))) " asked: " (words::verbatim(&question.words)) }))
        }
        (words::found(&view.found, view.found.standing.repeated(&visit.house().pack)))
        (visit.form(filling, html! {
            (pressed_by_enter("Propose again"))
            (sheet.asked(filling))
            (Button::new("Propose again"))
        }))
    };
    Ok(View::new("Propose to close again", body).before(back(closure)))
}

fn show_take_back(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Take the proposal back"))
        p class="govuk-body" { "The child stays open, and no manager has to decide. What you wrote is kept." }
        (asked.short_form(visit, html! { (Button::new("Take it back")) }))
    };
    Ok(View::new("Take a proposal to close back", body).before(back(closure)))
}
