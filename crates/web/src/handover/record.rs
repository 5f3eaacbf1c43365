//! Day and night on the record itself: the card, what the night recorded, what it left and who accepted it, now or as it was known.

use casework::Stop;
use casework::child::ChildPage;
use casework::handover::NightOfContact;
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::words;
use crate::route::Visit;

/// What can be done about the night, as links for a child's page.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    let offered = [
        (Action::DraftCard, "card", "Card for the night"),
        (Action::WriteNightNote, "night-note", "Write a night note"),
    ];
    let offered: Vec<_> = offered.into_iter().filter(|(action, ..)| may.contains(action)).collect();
    html! {
        @if !offered.is_empty() {
            nav aria-label="Day and night" {
                ul class="app-acts" {
                    @for (_, page, said) in offered {
                        li { a class="govuk-link" href={ "/children/" (child) "/" (page) } { (said) } }
                    }
                }
            }
        }
    }
}

/// The child's card, night notes and who took over what.
pub(crate) fn of_child(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let file = &page.file;
    if file.cards.is_empty() && file.night_notes.is_empty() && file.night_items.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" { "Day and night" }
        @for card in file.cards.iter().rev().map(|filed| &filed.record) { (card_of(visit, page, card)) }
        @for note in file.night_notes.iter().rev().map(|filed| &filed.record) {
            h3 class="govuk-heading-s" { "Night note, " (london::moment_in_words(note.at)) }
            (words::note(&visit.house().pack, note, page.names.name(note.by)))
        }
        @for item in file.night_items.iter().map(|filed| &filed.record) {
            p class="govuk-body" {
                "Left for the morning on " (london::moment_in_words(item.at)) ": "
                (words::who_has(item, &page.names, page.at))
            }
        }
    }
}

fn card_of(visit: &Visit<'_>, page: &ChildPage, card: &domain::handover::Card) -> Markup {
    let hours = &visit.house().pack.handover;
    let written = card.draft.as_ref().map(|draft| &draft.words);
    let said = card.stands.as_ref().map(|stands| &stands.words).or(written);
    html! {
        @if let Some(said) = said {
            h3 class="govuk-heading-s" { "Card for the night: " (words::kind(hours, &said.kind)) }
            p class="govuk-body" {
                @match (&card.ended, &card.stands) {
                    (Some(ended), _) => {
                        (Tone::Quiet.tag("Ended")) " by " (words::name(page.names.name(ended.by))) " on " (london::moment_in_words(ended.at)) ": " (words::verbatim(&ended.reason))
                    },
                    (None, Some(stands)) => {
                        (Tone::Active.tag("Authorised")) " by " (words::name(page.names.name(stands.by))) " on " (london::moment_in_words(stands.at)) "."
                        @if card.draft.is_some() { " A change waits to be authorised." }
                    },
                    (None, None) => { (Tone::Waiting.tag("Waits for a manager")) },
                }
            }
            @if card.ended.is_none() { (words::card(&visit.house().pack, said)) }
        }
    }
}

/// What the night recorded about a contact, and who took over what it left.
pub(crate) fn of_contact(visit: &Visit<'_>, contact: Id<Contact>) -> Result<Markup, Stop> {
    let NightOfContact { notes, items, names } =
        casework::handover::night_of_contact(&visit.session, contact)?;
    Ok(html! {
        @if !notes.is_empty() || !items.is_empty() { h2 class="govuk-heading-m" { "By night" } }
        @for note in &notes { (words::note(&visit.house().pack, note, names.name(note.by))) }
        @for item in &items {
            p class="govuk-body" {
                "Left for the morning on " (london::moment_in_words(item.at)) ": "
                (words::who_has(item, &names, visit.session.at))
            }
        }
    })
}
