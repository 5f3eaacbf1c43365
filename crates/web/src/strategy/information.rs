//! What is known, item by item, as it is said and changed. What the record offers anew is taken with one tick.

use casework::Stop;
use design::govuk::{Button, Checkboxes, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::strategy::{Discussion, Informed, Item, ItemState};
use maud::{Markup, html};

use super::{address, back, items, page, steps};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying what is known.
pub(super) static INFORMATION: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/information",
    name: "say what is known before a strategy discussion",
    action: Action::PrepareDiscussion,
    prefill,
    show,
    send,
};

/// The items whose offer is taken.
const TAKE: &str = "take";

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let (discussion, version) = match at {
        At::Now => {
            let known = casework::strategy::view(&visit.session, *id)?.discussion;
            (known.record, known.version.0)
        }
        At::Version(version) => (casework::strategy::version(&visit.session, *id, version)?, version),
    };
    let mut fields = Fields::default();
    items::fill(&mut fields, &discussion.information);
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let plan = casework::strategy::planner(&visit.session, id)?;
    let known = &plan.view.discussion.record;
    let words = &visit.house().pack.strategy;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (page::heading(&plan.view, "What is known"))
        (steps::steps(visit, &plan.view))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (items::bar(words, &known.information, "hand", "Information in hand", ""))
        (asked.form(visit, html! {
            (crate::contact::pressed_by_enter("Save what is known"))
            (offered(visit, filling, &plan.offers))
            (items::questions(words, &asked, filling, &known.information, true))
            (Button::new("Save what is known"))
        }))
    };
    Ok(View::new("What is known", body).before(back(id)))
}

/// What the record offers now: one tick takes it over, with its source.
fn offered(visit: &Visit<'_>, filling: &Filling, offers: &[Item]) -> Markup {
    let words = &visit.house().pack.strategy;
    let boxes = offers.iter().filter(|offer| offer.state != ItemState::NotSaid).map(|offer| {
        let called = words.item(&offer.code).map_or(offer.code.as_str(), |item| item.name.as_str());
        let what = html! { strong { (called) } ": " (items::told(&offer.state)) };
        Choice::new(&offer.code, what)
    });
    let boxes: Vec<Choice> = boxes.collect();
    let ticked = filling.fields.all(TAKE).map(str::to_owned);
    html! {
        @if !boxes.is_empty() {
            (Checkboxes::new(TAKE, "The record offers these answers now. Tick what is taken over", boxes).values(ticked).classes("govuk-checkboxes--small"))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let words = &visit.house().pack.strategy;
    let mut problems: Vec<Problem> = Vec::new();
    let mut typed = items::read(words, fields, &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let taken: Vec<&str> = fields.all(TAKE).collect();
    if !taken.is_empty() {
        let offers = casework::strategy::planner(&visit.session, id)?.offers;
        for offer in offers.into_iter().filter(|offer| taken.contains(&offer.code.as_str())) {
            typed.retain(|item| item.code != offer.code);
            typed.push(taken_over(offer));
        }
    }
    let said = casework::strategy::inform(&visit.session, &filling.sending(), id, typed);
    said.map_err(|stop| placed(stop, fields))?;
    Ok(Sent::to(address(id, "")))
}

/// An offer as if it had been typed.
fn taken_over(offer: Item) -> Informed {
    let state = offer.state.code().to_owned();
    let mut informed = Informed { code: offer.code, state, ..Informed::default() };
    match offer.state {
        ItemState::Known { words, source, on } => {
            informed.words = words;
            informed.source = source;
            informed.on = Some(on);
        }
        ItemState::Asked { whom, due } => {
            informed.source = whom;
            informed.due = Some(due);
        }
        ItemState::Unknown { why, can_wait } => {
            informed.words = why;
            informed.can_wait = Some(can_wait);
        }
        ItemState::NotApplicable { why } => informed.words = why,
        ItemState::NotSaid => {}
    }
    informed
}

fn placed(stop: Stop, fields: &Fields) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(problems)) => {
            let problems = problems.into_iter().map(|problem| items::placed(problem, fields));
            Refusal::Invalid(problems.collect()).into()
        }
        stop => stop,
    }
}
