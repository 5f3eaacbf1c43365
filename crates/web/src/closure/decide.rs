//! A manager decides: what was proposed in full, what the program knows, and the questions that consent withdrawn and repeated contacts bring with them.

use casework::Stop;
use casework::closure::{ClosureView, decide, view};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::closure::{Closure, DECISION_FORM, DecideAsked, RulingAsked};
use domain::id::Id;
use maud::html;

use super::{address, at_version, back, heading, page, words};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Deciding.
pub(super) static DECIDE: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/decide",
    name: "decide a closing",
    action: Action::DecideClosure,
    prefill: |visit, closure, at| at_version(visit, *closure, at),
    show,
    send,
};

/// What is chosen where no colleague takes over.
const ALLOCATED: &str = "allocated";

/// The form as far as it makes sense of this proposal: a strategy discussion is asked about where consent was withdrawn.
fn sheet(visit: &Visit<'_>, view: &ClosureView) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let standing = &view.found.standing;
    let withdrawn = view.closure.record.proposal.withdrawn || standing.service_withdrawn.is_some();
    let rule = &pack.closure.repeated;
    let hint = if standing.repeated(pack).is_some() {
        format!("Needed: contacts repeat. {}.", rule.source)
    } else {
        format!("Needed from {} contacts within {} months.", rule.contacts, rule.months)
    };
    let risk = (!withdrawn).then_some("How do you see the risk to the child, if you want to say it?");
    let colleagues = casework::staff::colleagues(&visit.session)?;
    let colleagues = colleagues.into_iter().map(|one| (one.id.to_string(), one.name));
    let goes_on = (ALLOCATED.to_owned(), "Whoever is allocated now".to_owned());
    let colleagues = std::iter::once(goes_on).chain(colleagues);
    let out: &[&str] = if withdrawn { &[] } else { &["considered", "held_on", "considered_words"] };
    Ok(Sheet::new(pack, &DECISION_FORM, None)?
        .offering("hand_to", colleagues)
        .worded("risk", risk, None)
        .worded("considered", None, Some(&hint))
        .worded("hand_to", None, Some(&allocated(view)))
        .without(out))
}

/// Who does what is left: whoever is allocated, unless a colleague takes it over.
fn allocated(view: &ClosureView) -> String {
    let allocated: Vec<String> =
        view.allocated.iter().map(|(staff, role)| format!("{}, {role}", view.names.name(*staff))).collect();
    let now = if allocated.is_empty() {
        "Nobody is allocated.".to_owned()
    } else {
        format!("Now: {}.", allocated.join("; "))
    };
    format!("{now} Allocations end by themselves once everybody was told.")
}

fn show(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let sheet = sheet(visit, &view)?;
    let record = &view.closure.record;
    let may = view.may.contains(&Action::DecideClosure);
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Close, or not?"))
        (page::proposal(visit, &view, &record.proposal))
        @if may {
            (words::found(&view.found, view.found.standing.repeated(&visit.house().pack)))
            (page::census(&view))
            @if view.may.contains(&Action::BeginDiscussion) {
                p class="govuk-body" { a class="govuk-link" href={ "/children/" (record.child) "/strategy" } { "Begin a strategy discussion" } }
            }
            (visit.form(filling, html! {
                (sheet.asked(filling))
                (Button::new("Save the decision"))
            }))
        } @else if record.proposal.by == visit.session.staff.id {
            (InsetText::new("You proposed it, so somebody else must decide."))
        } @else {
            (InsetText::new("Nothing waits to be decided here."))
        }
    };
    Ok(View::new("Decide a closing", body).before(back(closure)).wide())
}

fn send(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, &view(&visit.session, closure)?)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let considered = given.words("considered");
    let asked = DecideAsked {
        ruling: RulingAsked::from_code(&given.words("ruling")),
        reasons: given.words("reasons").trim().to_owned(),
        risk: given.words("risk").trim().to_owned(),
        held_on: given.day("held_on").filter(|_| considered == "held"),
        considered,
        considered_words: given.words("considered_words").trim().to_owned(),
        hand_to: given.words("hand_to").parse().ok(),
        further: given.further(),
    };
    decide(&visit.session, &filling.sending(), closure, asked).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(closure, "")))
}
