//! One child laid beside one record, in three columns (ux 3.3): what the caller said, what we hold, and whether they agree and why; below it what to ask that
//! would settle it. The same, a different child, or not sure: somebody says.

use casework::Stop;
use casework::contact::ContactView;
use casework::known_people::Like;
use design::Content;
use design::govuk::{BackLink, Button, button_group};
use design::own::{Agreement, CaseTable, Column, MatchReason};
use domain::access::{Action, Layer};
use domain::calendar::london;
use domain::contact::{Contact, SubjectChild};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::child::{self, Place, THEN, WHOM};
use super::filled::Asked;
use super::likeness::{self, Facts};
use super::{address, record, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A child of a contact beside one record.
pub(super) static BESIDE: Act<(Id<Contact>, usize, Id<Person>)> = Act {
    path: "/contacts/{contact}/children/{place}/beside/{child}",
    name: "a child beside a record",
    action: Action::MatchChild,
    prefill,
    show,
    send,
};

fn prefill(
    visit: &Visit<'_>,
    (contact, place, _): &(Id<Contact>, usize, Id<Person>),
    at: At,
) -> Result<Prefilled, Stop> {
    let (contact, version) = record(visit, *contact, at)?;
    let child = contact.children.get(*place).ok_or(Refusal::NotFound)?;
    Ok(Prefilled { fields: Fields::default().with(WHOM, child::code(&child.found)), version })
}

fn show(
    visit: &Visit<'_>,
    (contact, place, held): (Id<Contact>, usize, Id<Person>),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let said = view.contact.record.children.get(place).ok_or(Refusal::NotFound)?;
    let like = casework::contact::beside(&visit.session, contact, place, held)?;
    let asked = Asked::new(filling, &[]);
    let offered =
        if view.contact.record.is_not_them(place, held) { Offered::Different } else { Offered::First };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" {
            "Is " (told::bdi(&told::name(said))) " the same child as " (told::bdi(&shown_in_line(&like.existence.name))) "?"
        }
        (asked.conflict(&[(WHOM, "Who the child is")], &child::words))
        p class="govuk-body" { (child::outcome(&said.found)) }
        (asked.short_form(visit, html! {
            (child::then(visit, filling))
            (who(visit, &like))
            (table(visit, &view, said, &like, Facts::All))
            (ask(&like))
            (buttons(&view, &like, offered, WHOM))
        }))
    };
    let link = BackLink::to(address(contact, &format!("/children/{place}")));
    let back = BackLink { content: "Back to everybody who may be the child".into(), ..link }.render();
    Ok(View::new("A child beside a record", body).before(back))
}

fn send(
    visit: &Visit<'_>,
    (contact, place, held): (Id<Contact>, usize, Id<Person>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let is_of_this = filling.get(WHOM).split_once('-').is_some_and(|(_, person)| person == held.to_string());
    if !is_of_this {
        return Err(
            Refusal::field(WHOM, "Say whether it is the same child, a different one, or not sure.").into()
        );
    }
    child::answer(visit, (contact, place), filling)
}

/// How somebody on the record is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offered {
    /// The likeliest by far, or the only one on the page.
    First,
    /// One among others.
    Beside,
    /// Said to be a different child already.
    Different,
    /// Said of the two records, and not on this contact.
    OfRecords,
}

/// One person who may be the child, with the buttons that say so.
pub(super) fn candidate(
    visit: &Visit<'_>,
    view: &ContactView,
    (contact, place): Place,
    like: &Like,
    offered: Offered,
) -> Markup {
    let Some(said) = view.contact.record.children.get(place) else { return Markup::default() };
    let name = shown_in_line(&like.existence.name);
    let on = if visit.query.get(THEN) == "decide" { "?then=decide" } else { "" };
    let alone = address(contact, &format!("/children/{place}/beside/{}{on}", like.existence.child));
    html! {
        div class="app-match" {
            h3 class="app-match__name" {
                @if like.layer >= Layer::Summary {
                    a class="govuk-link" href=(format!("/children/{}", like.existence.child)) { (told::bdi(&name)) }
                } @else { (told::bdi(&name)) }
            }
            (who(visit, like))
            (table(visit, view, said, like, Facts::Told))
            (ask(like))
            p class="govuk-body" {
                a class="govuk-link" href=(alone) { "Lay the two side by side" span class="govuk-visually-hidden" { ": " (name) } }
            }
            (buttons(view, like, offered, ""))
        }
    }
}

/// How strong it is, when they were born, with whom they are and who works with them.
fn who(visit: &Visit<'_>, like: &Like) -> Markup {
    let born = likeness::birth(&like.existence.birth, london::date_of(visit.session.at));
    let with: Vec<String> = like.with.iter().map(|with| shown_in_line(with)).collect();
    html! {
        p class="govuk-body" {
            strong { (likeness::strength(like.strength)) } " Born: " (born) ". "
            @if !with.is_empty() { "With: " bdi { (with.join("; ")) } ". " }
            (likeness::standing(&like.existence))
        }
    }
}

/// What to ask that would settle it.
fn ask(like: &Like) -> Markup {
    html! {
        @if !like.ask.is_empty() {
            p class="govuk-body govuk-!-margin-bottom-1" { "What would settle it:" }
            ul class="govuk-list govuk-list--bullet" { @for question in &like.ask { li { (question) } } }
        }
    }
}

fn table(visit: &Visit<'_>, view: &ContactView, said: &SubjectChild, like: &Like, which: Facts) -> CaseTable {
    let name = shown_in_line(&like.existence.name);
    let facts = likeness::facts(&said.said, like, visit, Some(view.unsealing), which);
    let columns = ["Fact", "Said", "We hold", "Do they agree?"].map(Column::new).into();
    CaseTable {
        caption_hidden: true,
        stacked: true,
        ..CaseTable::new(
            format!("What was said, and what we hold of {name}"),
            columns,
            facts.into_iter().map(compared).collect(),
        )
    }
}

/// One fact on both sides, and why it agrees or not. Where names are only alike, the letters that differ stand out.
fn compared(reason: MatchReason) -> Vec<Content> {
    let why = likeness::why(reason.agreement, &reason.why).into();
    let is_name = reason.fact == likeness::NAME;
    let [said, held] = if is_name && matches!(reason.agreement, Agreement::Near | Agreement::Differs) {
        likeness::side_by_side(&reason.said, &reason.held).map(Content::from)
    } else {
        [reason.said.into(), reason.held.into()]
    };
    vec![reason.fact.into(), said, held, why]
}

/// The buttons that say who the child is; a problem lands on the first where it has an id. Whoever was said to be different can only be laid beside the child again.
fn buttons(view: &ContactView, like: &Like, offered: Offered, first: &str) -> Markup {
    if view.contact.record.stage.is_decided() {
        return Markup::default();
    }
    let (name, id) = (shown_in_line(&like.existence.name), like.existence.child);
    let button = |words: &str, rest: &str, code: &str| {
        Button::new(html! { (words) span class="govuk-visually-hidden" { (rest) (name) } })
            .sends(WHOM, format!("{code}-{id}"))
    };
    let same = Button { id: first.into(), ..button("The same child", ": ", "same") };
    let perhaps = Button { id: first.into(), ..button("Perhaps the same after all", ": ", "perhaps") };
    if offered == Offered::OfRecords {
        return html! {
            p class="govuk-body" { "Somebody said of the two records that they are different people. It is taken back on the child’s record, under “Same person as another record”." }
        };
    }
    button_group(html! {
        @match offered {
            Offered::Different | Offered::OfRecords => (perhaps.secondary()),
            Offered::First => (same),
            Offered::Beside => (same.secondary()),
        }
        @if offered != Offered::Different {
            (button("A different child", ": not ", "different").secondary())
            (button("Not sure", " whether it is ", "unsure").secondary())
        }
    })
}
