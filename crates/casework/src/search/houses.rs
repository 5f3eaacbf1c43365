//! Houses: by what of an address was typed, and where those live who were found by name. A protected address is no result for anybody, and neither is a
//! house in which anybody's address is protected.

use std::collections::BTreeMap;

use domain::access::{Action, Layer, Subject, Unsealing};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::address::{Address, AddressLines, Place};
use store::search::{Asked, Piece, people, snippet};
use store::{Door, Known, Permit, Stop, load};

use super::all::{Household, Resident};
use super::{Agrees, Found, Kind, Reason, Strength};
use crate::child::existence;
use crate::session::Session;

/// The most houses that are shown, and the most people found by name whose house is.
const MOST_HOUSES: usize = 10;
const MOST_FOUND: usize = 3;
/// The most people of a house: of more it is no household.
const MOST_RESIDENTS: usize = 40;

/// Why a house is a result.
struct Why {
    words: String,
    lines: AddressLines,
}

/// The houses that were meant.
pub(super) fn found(
    session: &Session<'_>,
    door: &Door,
    search: &Permit<'_>,
    asked: &Asked,
    found: &[Found],
) -> Result<Vec<Household>, Stop> {
    let mut places: BTreeMap<Id<Place>, Why> = BTreeMap::new();
    for row in people(search, asked, Action::KnowExists, Layer::Existence)? {
        for (place, lines) in open_addresses(door, row.id, |_| true)? {
            if !snippet(&lines.one_line(), asked).is_empty() || postcode(&lines, asked) {
                let why = || Why { words: "The address holds what you typed".to_owned(), lines };
                places.entry(place).or_insert_with(why);
            }
        }
        if places.len() == MOST_HOUSES {
            break;
        }
    }
    let today = london::date_of(session.at);
    let meant = found.iter().filter_map(|one| match one {
        Found::Person { existence, strength, reasons, .. } if is_meant(*strength, reasons) => Some(existence),
        Found::Person { .. } | Found::Restricted(_) => None,
    });
    for existence in meant.take(MOST_FOUND) {
        for (place, lines) in open_addresses(door, existence.child, |address| address.holds_on(today))? {
            let why = || Why { words: format!("{} lives here", existence.name.trim()), lines };
            places.entry(place).or_insert_with(why);
        }
    }
    let mut houses = Vec::new();
    for (place, why) in places.into_iter().take(MOST_HOUSES + MOST_FOUND) {
        houses.extend(house(session, door, search, asked, (place, why))?);
    }
    houses.sort_by_key(|house| std::cmp::Reverse(house.residents.iter().filter(|one| one.now).count()));
    Ok(houses)
}

/// Whether it is somebody of exactly the name that was typed, or very likely the one who was meant.
fn is_meant(strength: Strength, reasons: &[Reason]) -> bool {
    let named = |reason: &Reason| reason.kind == Kind::Name && reason.agrees == Agrees::Same;
    strength >= Strength::Likely || reasons.iter().any(named)
}

/// Whether the words are the postcode written without its space.
fn postcode(lines: &AddressLines, asked: &Asked) -> bool {
    lines.postcode.as_ref().is_some_and(|code| {
        let squeezed: String = code.typed().split_whitespace().collect();
        !snippet(&squeezed, asked).is_empty()
    })
}

/// A person's addresses that are not protected, as far as the viewer may learn of the person.
fn open_addresses(
    door: &Door,
    person: Id<Person>,
    wanted: impl Fn(&Address) -> bool,
) -> Result<Vec<(Id<Place>, AddressLines)>, Stop> {
    let permit = door.permit(Action::KnowExists, Subject::Child(person))?;
    let Some(known) = load(&permit, person)? else { return Ok(Vec::new()) };
    // Many a child was placed with those who adopted them: no house leads to or from a closed identity.
    if known.record.is_closed_by_adoption() {
        return Ok(Vec::new());
    }
    let known = store::read_as_one::sealed_as_one(&permit, known.record)?;
    let addresses = known.addresses.iter().filter(|address| wanted(address));
    Ok(addresses
        .filter_map(|address| Some((address.place, opened(address, permit.unsealing())?.clone())))
        .collect())
}

/// The lines of an address that is not protected: a search reveals none that is.
fn opened(address: &Address, unsealing: Unsealing) -> Option<&AddressLines> {
    if address.is_protected() { None } else { address.lines.open(unsealing) }
}

/// A house with whom the viewer may learn of; nothing when there is nobody, or somebody's address there is protected.
fn house(
    session: &Session<'_>,
    door: &Door,
    search: &Permit<'_>,
    asked: &Asked,
    (place, why): (Id<Place>, Why),
) -> Result<Option<Household>, Stop> {
    let mut residents = Vec::new();
    let mut layer = Layer::Nothing;
    let there = store::person::at_place(search, place)?;
    for id in &there {
        if hides(search, *id, &why.lines)? {
            return Ok(None);
        }
    }
    for id in there.into_iter().take(MOST_RESIDENTS) {
        let Some(known) = load(search, id)? else { continue };
        let mut stays: Vec<&Address> =
            known.record.addresses.iter().filter(|address| address.place == place).collect();
        stays.sort_by_key(|address| {
            address.from.as_ref().and_then(domain::person::partial_date::PartialDate::earliest)
        });
        let Some(stay) = stays.pop() else { continue };
        if !door.would_permit(Action::KnowExists, Subject::Child(id))? {
            continue;
        }
        let permit = door.permit(Action::KnowExists, Subject::Child(id))?;
        layer = layer.max(permit.layer());
        let now = stay.holds_on(london::date_of(session.at));
        residents.push(Resident { existence: existence(session, &permit, id)?, when: when(stay, now), now });
    }
    if residents.is_empty() {
        return Ok(None);
    }
    residents.sort_by_key(|resident| !resident.now);
    let address = (layer >= Layer::Summary).then(|| marked(&why.lines, asked));
    Ok(Some(Household { address, why: why.words, residents }))
}

/// Whether somebody's record, or another that is read as one with it, protects an address of these words, however it was written there.
fn hides(search: &Permit<'_>, person: Id<Person>, lines: &AddressLines) -> Result<bool, Stop> {
    for record in store::read_as_one::of(search, person, Known::Now)?.all {
        let Some(known) = load(search, record)? else { continue };
        if known
            .record
            .addresses
            .iter()
            .any(|stay| stay.is_protected() && stay.lines.unshown().is_same_place(lines))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An address with the words that were typed marked.
fn marked(lines: &AddressLines, asked: &Asked) -> Vec<Piece> {
    let line = lines.one_line();
    let pieces = snippet(&line, asked);
    if pieces.is_empty() { vec![Piece { text: line, marked: false }] } else { pieces }
}

/// Since when and until when somebody lived in a house.
fn when(stay: &Address, now: bool) -> String {
    let from = stay.from.as_ref().filter(|from| from.earliest().is_some());
    let until = stay.until.as_ref().filter(|until| until.earliest().is_some());
    match (now, from, until) {
        (true, Some(from), _) => format!("lives here since {from}"),
        (true, None, _) => "lives here".to_owned(),
        (false, Some(from), Some(until)) => format!("lived here from {from} until {until}"),
        (false, _, Some(until)) => format!("lived here until {until}"),
        (false, Some(from), None) => format!("here from {from}"),
        (false, None, None) => "lived here".to_owned(),
    }
}
