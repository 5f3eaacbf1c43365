//! Everybody who cares for one of the children, or should: a father who lives elsewhere and a new partner are named here, and have pages of their own from
//! then on. A person we know nothing about is a gap, and a gap with a name is seen.

use casework::Stop;
use casework::assessment;
use design::govuk::{Button, Choice, SelectItem, SummaryList, SummaryRow};
use domain::access::Action;
use domain::assessment::{Assessment, CarerNamed, Stands};
use domain::id::Id;
use maud::html;

use super::around_family::around_family;
use super::{address, below, blank, carer_name, heading, name, open, writes};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Naming somebody.
pub(super) static CARERS: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/carers",
    name: "parents and carers of an assessment",
    action: Action::WriteAssessment,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let asked = Asked::new(filling, &[]);
    let rows = view.assessment.record.carers.iter().enumerate().map(|(place, carer)| {
        let words =
            html! { (name(&carer.relation)) @if !carer.relation.is_empty() { ". " } (carer.stands.words()) };
        SummaryRow::new(carer_name(&view, place), words)
    });
    let rows: Vec<SummaryRow> = rows.collect();
    let around = around_family(visit, &view)?;
    let stands = Stands::ALL.into_iter().map(|stands| Choice::new(stands.code(), stands.words())).collect();
    let mut known: Vec<SelectItem> = around
        .adults
        .iter()
        .map(|(person, name)| SelectItem::new(person.to_string(), name.as_str()))
        .collect();
    known.sort_by_key(|item| item.text.clone());
    let body = html! {
        (asked.summary())
        (heading(&view, "Parents and carers"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        @if rows.is_empty() { p class="govuk-body" { "Nobody is named yet." } } @else { (SummaryList::new(rows)) }
        h2 class="govuk-heading-m" { "Add somebody" }
        p class="govuk-body" { "Is there a father who lives elsewhere? A new partner? A grandparent who does most of it? Name them, even when you know nothing yet." }
        (asked.form(visit, html! {
            @if !known.is_empty() { (asked.list("person", "Somebody on the record", known)) }
            (asked.line("name", "Or the name, or the words by which they are known").hint("For example, “the man called Dez”"))
            (asked.line("relation", "What are they to the children?").hint("For example, father of Ava; mother’s new partner"))
            (asked.one_of("stands", "Where do they stand?", stands).classes("govuk-radios--small"))
            (Button::new("Add them"))
        }))
    };
    below(visit, &view, "Parents and carers", body)
}

fn send(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let named = CarerNamed {
        person: filling.get("person").parse().ok(),
        name: filling.get("name").into(),
        relation: filling.get("relation").into(),
        stands: Stands::from_code(filling.get("stands")),
    };
    assessment::name_carer(&visit.session, &filling.sending(), id, named)?;
    Ok(Sent::to(address(id, "/carers")))
}
