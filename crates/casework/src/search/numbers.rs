//! Numbers of records and of people: exactly as typed, or with one slip. A number is looked for where there is one in what was typed; everything else is
//! words.

use std::collections::BTreeSet;

use domain::access::{Action, Layer, Subject};
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::passage::{IDENTIFIER, NUMBER};
use domain::person::Person;
use domain::record::Record;
use store::search::{Asked, Hit, Told, found as hits, people, snippet, told};
use store::{Door, Permit, Stop, load};

use super::all::{NumberOf, Numbered, named};

/// The most that are shown.
const MOST: usize = 10;
/// The most words of which a number is made: 999 000 0018.
const MOST_WORDS: usize = 4;

/// The records and people whose number was meant, those exactly so first.
pub(super) fn found(door: &Door, search: &Permit<'_>, typed: &str) -> Result<Vec<Numbered>, Stop> {
    if !may_be_number(typed) {
        return Ok(Vec::new());
    }
    let Some(asked) = Asked::one_slip(typed) else { return Ok(Vec::new()) };
    let mut found = of_people(door, search, typed, &asked)?;
    if door.would_permit(Action::SearchText, Subject::House)? {
        let permit = door.permit(Action::SearchText, Subject::House)?;
        // A record's number is the first thing it tells.
        let numbered = hits(&permit, &asked)?.into_iter().filter(|hit| hit.places.contains(&0));
        for hit in numbered.take(MOST * 2) {
            found.extend(of_record(door, &hit, typed, &asked)?);
        }
    }
    found.sort_by_key(|one| !one.exact);
    found.truncate(MOST);
    Ok(found)
}

/// Whether there is a number in what was typed and little else.
fn may_be_number(typed: &str) -> bool {
    let typed = typed.trim();
    let signs = typed.chars().take(60).any(|sign| sign.is_ascii_digit() || sign == '-');
    signs && typed.chars().count() < 40 && typed.split_whitespace().count() <= MOST_WORDS
}

fn squeezed(number: &str) -> String {
    let signs = number.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|sign| sign.to_ascii_lowercase()).collect()
}

fn of_people(door: &Door, search: &Permit<'_>, typed: &str, asked: &Asked) -> Result<Vec<Numbered>, Stop> {
    let mut found: Vec<Numbered> = Vec::new();
    for row in people(search, asked, Action::KnowExists, Layer::Existence)?.into_iter().take(MOST * 2) {
        let permit = door.permit(Action::KnowExists, Subject::Child(row.id))?;
        let Some(person) = load(&permit, row.id)?.map(|known| known.record) else { continue };
        let numbers = person.passages().into_iter().filter(|passage| passage.label == IDENTIFIER);
        let numbers: Vec<String> = numbers
            .filter(|passage| !snippet(&passage.words, asked).is_empty())
            .map(|passage| squeezed(&passage.words))
            .collect();
        if numbers.is_empty() {
            continue;
        }
        let exact = numbers.contains(&squeezed(typed));
        // Nothing that is only like it leads to the closed record of an adopted child.
        if !exact && person.is_closed_by_adoption() {
            continue;
        }
        found.push(Numbered { of: NumberOf::Person, children: named(door, [row.id])?, exact });
    }
    found.dedup();
    Ok(found)
}

fn of_record(door: &Door, hit: &Hit, typed: &str, asked: &Asked) -> Result<Option<Numbered>, Stop> {
    let Some(Told { passages, children }) = opened(door, hit)? else { return Ok(None) };
    let number = passages
        .into_iter()
        .find(|passage| passage.label == NUMBER && !snippet(&passage.words, asked).is_empty());
    let Some(number) = number else { return Ok(None) };
    let exact = number.words.split(' ').any(|written| squeezed(written) == squeezed(typed));
    let written = number.words.split(' ').next().unwrap_or_default().to_owned();
    let of =
        NumberOf::Record { kind: hit.searched.kind, id: hit.id, name: hit.searched.name, number: written };
    Ok(Some(Numbered { of, children: named(door, children)?, exact }))
}

/// What a record that was found tells, when the door lets the viewer read it.
pub(super) fn opened(door: &Door, hit: &Hit) -> Result<Option<Told>, Stop> {
    let subject = hit.searched.subject(hit.id);
    if !door.would_permit(hit.searched.reads, subject)? || !door.would_permit(Action::SearchText, subject)? {
        return Ok(None);
    }
    let permit = door.permit(Action::SearchText, subject)?;
    let Some(told) = told(&permit, hit)? else { return Ok(None) };
    // Whoever is to read a contact a second time finds nothing by its words, nor about its children, until they have given their own answer.
    let unread = store::second_reading::blind_to(&permit)?;
    let children = children_of(&permit, &unread)?;
    let is_unread = unread.contains(&hit.id) || told.children.iter().any(|child| children.contains(child));
    Ok(Some(told).filter(|_| !is_unread))
}

/// The children in contacts.
fn children_of(permit: &Permit<'_>, contacts: &[Id<Any>]) -> Result<BTreeSet<Id<Person>>, Stop> {
    let mut children = BTreeSet::new();
    for contact in contacts {
        let contact = load::<Contact>(permit, Id::from_bits(contact.bits()))?;
        children.extend(contact.iter().flat_map(|known| known.record.children()));
    }
    Ok(children)
}
