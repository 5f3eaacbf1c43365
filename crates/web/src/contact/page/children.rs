//! The children of a contact: what was said of each, whom we found them to be, and what is already known: earlier contacts with their outcomes,
//! who is involved, open episodes, other children and adults. A restricted record shows whom to ring, and nothing else.

use casework::contact::{ContactView, History};
use design::govuk::{InsetText, SummaryList, SummaryRow};
use design::own::{PreviousContact, PreviousContacts};
use domain::access::{Action, Layer};
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::contact::{Contact, Found};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::super::{address, child, likeness, told};
use crate::route::Visit;

/// How many months back earlier contacts are counted together.
const MONTHS_BACK: i32 = 12;
/// How many earlier contacts stand in the strip.
const IN_SIGHT: usize = 6;

/// Each child with what was said and what is known.
pub(super) fn children(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    html! {
        @for (place, (child, history)) in known.children.iter().zip(&view.history).enumerate() {
            h2 class="govuk-heading-m" { "Child " (place + 1) ": " (told::bdi(&told::name(child))) }
            // Where nobody has looked the history says so.
            @if child.found != Found::NotLooked { p class="govuk-body" { (child::outcome(&child.found)) } }
            (history_of(visit, view, history.as_ref(), 3))
            (crate::power::record_link(visit, child.found.person(), history.as_ref()))
            (design::govuk::Details::new("What was said of this child", child::said(child, view.unsealing).render()))
        }
    }
}

/// What is known of every child, beside a form.
pub(crate) fn previous(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    html! {
        @for (place, (child, history)) in known.children.iter().zip(&view.history).enumerate() {
            h2 class="govuk-heading-m" { "What we know of " (told::bdi(&told::name(child))) }
            @if matches!(child.found, Found::NotSure { .. }) { (open_question(visit, known, place)) }
            @if let Some(History::Known(file, layer, _)) = history {
                @if *layer >= Layer::Summary {
                    (crate::power::said(&file.countdowns(&visit.house().pack, visit.session.at)))
                }
            }
            (history_of(visit, view, history.as_ref(), 3))
        }
    }
}

/// That the child may be somebody known: what stands below it is no history, and nobody is to take it for one.
fn open_question(visit: &Visit<'_>, contact: &Contact, place: usize) -> InsetText {
    InsetText::new(html! {
        "It is not settled whether this child is already known: what we hold of whoever it may be is not here."
        @if visit.may(Action::MatchChild) {
            " " a class="govuk-link" href=(address(contact.id, &format!("/children/{place}"))) { "Who it may be" }
        }
    })
}

fn history_of(visit: &Visit<'_>, view: &ContactView, history: Option<&History>, level: u8) -> Markup {
    match history {
        None => {
            html! { p class="govuk-body" { "Nobody has looked for this child yet, so nothing from the record stands here." } }
        }
        Some(History::Restricted(words)) => likeness::restricted(words).render(),
        Some(History::Existence(existence)) => html! {
            p class="govuk-body" {
                (told::bdi(&existence.name)) " is known. "
                @if existence.involved.is_empty() { "Nobody is involved now." } @else { "Ring: " (existence.involved.join("; ")) "." }
            }
        },
        Some(History::Known(file, layer, restricted)) => html! {
            (strip(visit, &view.contact.record, file, level))
            (standing(visit, view, file, *layer))
            @for words in restricted { (likeness::restricted(words)) }
        },
    }
}

/// "4th contact in 9 months", and the earlier ones with their outcomes, the newest first.
fn strip(visit: &Visit<'_>, this: &Contact, file: &ChildFile, level: u8) -> PreviousContacts {
    let pack = &visit.house().pack;
    let mut earlier: Vec<&Contact> = file.contacts.iter().map(|filed| &filed.record).collect();
    earlier.retain(|contact| contact.id != this.id && contact.received_at <= this.received_at);
    earlier.sort_by_key(|contact| std::cmp::Reverse(contact.received_at));
    let days: Vec<Date> = earlier.iter().map(|contact| london::date_of(contact.received_at)).collect();
    let contacts = earlier.iter().take(IN_SIGHT).map(|contact| {
        let outcome = contact.decision().and_then(|decision| decision.outcomes.as_ref());
        let outcome = outcome.and_then(|basis| pack.outcome(&basis.outcomes.primary));
        PreviousContact {
            when: london::date_in_words(london::date_of(contact.received_at)),
            source: told::source(contact, pack),
            outcome: outcome.map_or_else(|| contact.stage.words().to_owned(), |outcome| outcome.name.clone()),
            href: format!("/contacts/{}", contact.id),
        }
    });
    PreviousContacts {
        summary: pattern(london::date_of(this.received_at), &days),
        heading_level: level,
        contacts: contacts.collect(),
        all_href: if earlier.len() > IN_SIGHT { file_address(file.child.record.id) } else { String::new() },
    }
}

/// What contacts on these days amount to, seen from the day of this one.
fn pattern(this: Date, earlier: &[Date]) -> String {
    let back = this.saturating_sub(jiff::Span::new().months(MONTHS_BACK));
    let recent: Vec<Date> = earlier.iter().copied().filter(|day| *day > back).collect();
    let Some(first) = recent.iter().min() else {
        return if earlier.is_empty() {
            "First contact".into()
        } else {
            format!("First contact in {MONTHS_BACK} months")
        };
    };
    let months = (i32::from(this.year()) - i32::from(first.year())) * 12 + i32::from(this.month())
        - i32::from(first.month());
    let months = months + i32::from(this.day() > first.day());
    let which = told::ordinal(recent.len() + 1);
    match months {
        ..=1 => format!("{which} contact in a month"),
        months => format!("{which} contact in {months} months"),
    }
}

/// Who works with the child, what is open, and who else there is.
fn standing(visit: &Visit<'_>, view: &ContactView, file: &ChildFile, layer: Layer) -> Markup {
    let today = london::date_of(visit.session.at);
    let person = &file.child.record;
    let involved: Vec<String> = file
        .involved_at(visit.session.at)
        .map(|involvement| casework::child::who(&visit.session, involvement, &view.names))
        .collect();
    let open = file.episodes.iter().map(|filed| &filed.record).filter(|episode| episode.is_open_on(today));
    let open: Vec<String> =
        open.map(|episode| format!("since {}", london::date_in_words(episode.referral_date))).collect();
    let said =
        |words: Vec<String>, none: &str| if words.is_empty() { none.to_owned() } else { words.join("; ") };
    let rows = vec![
        SummaryRow::new(
            "On the record",
            html! {
                @if layer >= Layer::Summary {
                    a class="govuk-link" href=(file_address(person.id)) { (told::bdi(&person.name())) }
                } @else { (told::bdi(&person.name())) }
                ", " (birth(&person.birth, today))
            },
        ),
        SummaryRow::new("Involved now", said(involved, "Nobody")),
        SummaryRow::new("Open episode", said(open, "None")),
        SummaryRow::new("Family", relatives(file, today)),
    ];
    html! { (SummaryList::new(rows)) }
}

/// The birth after a name: a silence says what it is silent about.
fn birth(birth: &Known<PartialDate>, today: Date) -> String {
    match birth {
        Known::Is(_) => likeness::birth(birth, today),
        Known::NotKnown | Known::NotAsked => {
            format!("date of birth {}", birth.words().to_lowercase())
        }
    }
}

fn relatives(file: &ChildFile, today: Date) -> Markup {
    let child = file.child.record.id;
    let related = file
        .relationships
        .iter()
        .map(|filed| &filed.record)
        .filter(|relationship| relationship.holds_on(today));
    let related = related.filter_map(|relationship| {
        let other = file.other(relationship);
        let person = file.relatives.iter().map(|filed| &filed.record).find(|person| person.id == other)?;
        let kind = if relationship.to == child {
            relationship.kind.words()
        } else {
            relationship.kind.seen_from_the_other()
        };
        Some((person, kind))
    });
    let related: Vec<_> = related.collect();
    html! {
        @if related.is_empty() { "Nobody recorded" } @else {
            ul class="govuk-list" {
                @for (person, kind) in related {
                    li { a class="govuk-link" href=(file_address(person.id)) { (told::bdi(&shown_in_line(&person.name()))) } ", " (kind) }
                }
            }
        }
    }
}

/// The address of a child's record.
fn file_address(child: Id<domain::person::Person>) -> String {
    format!("/children/{child}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_contacts_make_a_pattern() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let check = |earlier: &[&str], expected: &str| {
            let earlier: Vec<Date> = earlier.iter().map(|text| day(text)).collect();
            assert_eq!(pattern(day("2026-09-04"), &earlier), expected, "{earlier:?}");
        };
        check(&[], "First contact");
        check(&["2020-01-01"], "First contact in 12 months");
        check(&["2026-09-04"], "2nd contact in a month");
        check(&["2026-08-04"], "2nd contact in a month");
        check(&["2026-08-03"], "2nd contact in 2 months");
        check(&["2026-06-01", "2026-01-04", "2025-12-04", "2024-12-04"], "4th contact in 9 months");
        check(&["2025-09-04"], "First contact in 12 months");
        check(&["2025-09-05"], "2nd contact in 12 months");
    }
}
