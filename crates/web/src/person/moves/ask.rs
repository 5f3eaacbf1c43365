//! "Something here belongs to another child": what of the record it is, whose it is, and how that is known. Nothing moves yet.

use casework::Stop;
use casework::child::{ChildPage, Party};
use casework::person::moved::{movable, propose};
use casework::person::who_is;
use design::govuk::{
    Button, Checkboxes, Choice, Details, InsetText, Radios, SummaryList, SummaryRow, Textarea,
};
use domain::access::Action;
use domain::id::Id;
use domain::person::moved::offer::{Offer, Offered, Stays};
use domain::person::moved::{Item, MoveAsked, REASON, WHAT, WHOSE};
use domain::person::name::shown_in_line;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::address;
use crate::child::{another, identity, words};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Asking for something to be moved.
pub(super) static ASK: Act<Id<Person>> = Act {
    path: "/children/{child}/moves",
    name: "say that something belongs to another child",
    action: Action::MoveRecords,
    prefill,
    show,
    send,
};

/// What the page is called.
pub(super) fn title(page: &ChildPage) -> &'static str {
    match page.file.child.record.standing {
        Standing::Child => "Something here belongs to another child",
        Standing::Adult => "Something here belongs to another adult",
    }
}

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::MoveRecords)?;
    Ok(Prefilled { version: movable(&visit.session, *child)?.version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::MoveRecords)?;
    let filling = &led_to(visit, filling);
    let Offer { may, stays } = movable(&visit.session, child)?.offer;
    let title = title(&page);
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "What was written on the wrong record is moved to the right one. Nothing is lost: whoever looks at what was known before finds it here as it was, and both records say what was moved, when, by whom and why." }
        @if may.is_empty() {
            (InsetText::new("Nothing on this record is of a kind that is moved."))
        } @else {
            (visit.form(filling, html! {
                (what(&may, filling))
                (whose(visit, child, filling)?)
                (Textarea::new(REASON, "How do you know whose it is?")
                    .hint("It is read on both records, so name neither of the two: “The school rang: the teacher meant the younger brother.”")
                    .value(filling.get(REASON))
                    .error(filling.error(REASON)))
                (Button::new("See what goes where"))
            }))
        }
        (what_stays(&stays))
    };
    Ok(identity::around(&page, title, body))
}

/// The form with what the address asks for, where a page led here: ticked and chosen beside what somebody chose themselves.
fn led_to(visit: &Visit<'_>, filling: &Filling) -> Filling {
    let mut filling = filling.clone();
    for item in visit.query.all(WHAT) {
        if !filling.fields.all(WHAT).any(|ticked| ticked == item) {
            filling.fields.add(WHAT, item);
        }
    }
    if filling.get(WHOSE).is_empty() && visit.query.has(WHOSE) {
        filling.fields.set(WHOSE, visit.query.get(WHOSE));
    }
    filling
}

/// What can be moved, kind by kind. The first group has the id that the error summary leads to.
fn what(may: &[Offered], filling: &Filling) -> Markup {
    let mut groups: Vec<(&str, Vec<Choice>)> = Vec::new();
    for one in may {
        let choice = Choice::new(one.item.code(), html! { bdi { (shown_in_line(&one.words)) } });
        match groups.iter_mut().find(|(kind, _)| *kind == one.kind) {
            Some((_, choices)) => choices.push(choice),
            None => groups.push((one.kind, vec![choice])),
        }
    }
    html! {
        h2 class="govuk-heading-m" { "What is it?" }
        @for (place, (kind, choices)) in groups.into_iter().enumerate() {
            @let id = if place == 0 { WHAT.to_owned() } else { format!("{WHAT}-of-{place}") };
            @let error = if place == 0 { filling.error(WHAT) } else { None };
            (Checkboxes { id, classes: "govuk-checkboxes--small".into(), ..Checkboxes::new(WHAT, kind, choices) }
                .values(filling.fields.all(WHAT))
                .error(error))
        }
    }
}

fn whose(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let (mut choices, said) = another::found(visit, child, filling)?;
    let chosen = filling.get(WHOSE).parse::<Id<Person>>().ok().filter(|chosen| *chosen != child);
    if let Some(chosen) = chosen.filter(|chosen| choices.iter().all(|one| one.value != chosen.to_string()))
        && let Party::Person(person, name) = who_is(&visit.session, chosen)?
    {
        choices.insert(0, Choice::new(person.to_string(), words::name(&name)));
    }
    Ok(html! {
        h2 class="govuk-heading-m" { "Whose is it?" }
        (another::search_for(filling, "Search for the other record", "A name, a date of birth, an address. The search stays off the address line."))
        (said)
        @if !choices.is_empty() {
            (Radios::new(WHOSE, "Which record is it?", choices).value(filling.get(WHOSE)).error(filling.error(WHOSE)))
        }
    })
}

/// What is not moved, and what is done instead.
fn what_stays(stays: &[Stays]) -> Markup {
    let rows: Vec<SummaryRow> = stays
        .iter()
        .map(|one| SummaryRow::new(html! { bdi { (shown_in_line(&one.what)) } }, one.instead))
        .collect();
    html! {
        @if !rows.is_empty() {
            (Details::new("What is not moved from here, and what to do instead", html! { (SummaryList::new(rows)) }))
        }
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    if another::is_search(filling) {
        identity::content(visit, child, Action::MoveRecords)?;
        return another::searched(visit, filling);
    }
    let items: Option<Vec<Item>> = filling.fields.all(WHAT).map(Item::from_code).collect();
    let items = items.ok_or_else(|| Refusal::field(WHAT, "Tick what is the other child’s."))?;
    let asked =
        MoveAsked { to: filling.get(WHOSE).parse().ok(), items, reason: filling.get(REASON).to_owned() };
    let moved =
        propose(&visit.session, &filling.sending(), child, asked).map_err(|stop| to_search(stop, filling))?;
    Ok(Sent::to(address(moved)))
}

/// Where nobody was found there is nothing to choose from: the error leads to the search.
fn to_search(stop: Stop, filling: &Filling) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(mut problems)) if filling.get(another::FIND).trim().is_empty() => {
            for problem in problems.iter_mut().filter(|problem| problem.field == WHOSE) {
                problem.field = another::FIND.into();
            }
            Refusal::Invalid(problems).into()
        }
        stop => stop,
    }
}
