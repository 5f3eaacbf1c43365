//! Records that are probably one person, for whoever keeps the record in order: the likeliest first, records of one person together, each with whether the
//! household is on record twice as well.
//!
//! **Of a restricted record nothing is listed to anybody outside its circle: no count tells of it, and no two records are shown as one person because of a third
//! that the viewer may not know of. A record that was closed by adoption is in no pair.**

mod made;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::access::{Action, Layer, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use jiff::Timestamp;
use matching::{Kind, Match, Reason, Strength, compare};
use store::{Door, Known, Permit, Seq, Stop, load, read_as_one};

pub(crate) use made::Doubles;
pub use made::look_through;
use made::{Group, Joined};

use super::alike::described;
use super::household::{may_be_one, relations};
use crate::session::Session;

/// So many people a page shows.
const ON_PAGE: usize = 25;

/// A page of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Duplicates {
    /// When the record was gone through. Nothing while that is being done for the first time.
    pub as_of: Option<Timestamp>,
    /// People who are probably on record several times, the likeliest first.
    pub people: Vec<Together>,
    /// The record after which the next page begins, where there is one. It tells no number: some of the list is not the viewer's to know of.
    pub next: Option<Id<Person>>,
}

/// Records that are probably one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The two, or as many pairs as it takes to decide about all of them, the likeliest first.
    pub pairs: Vec<Pair>,
}

/// Two records that are probably one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The older record, by id.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// How strongly they seem to be one.
    pub strength: Strength,
    /// Why, in words, the weightiest first.
    pub reasons: Vec<String>,
    /// Whoever of the household may be on record twice as well: "Kim Quillon, mother".
    pub household: Vec<String>,
}

/// One record of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The record.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
    /// Birth, in words that stand alone: "Born 4 March 2019".
    pub birth: String,
}

impl Together {
    /// How many records it is about.
    pub fn records(&self) -> usize {
        self.pairs.len() + 1
    }
}

/// A page of the records that are probably one person, the likeliest first; after a record of the page before, or from the beginning.
///
/// # Errors
/// When the person does not see them.
pub fn duplicates(session: &Session<'_>, after: Option<Id<Person>>) -> Result<Duplicates, Stop> {
    session.read("records that may be one person", |door| {
        let permit = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let Some(made) = made::list(session, &permit)? else { return Ok(Duplicates::default()) };
        let look = Look {
            session,
            door,
            permit: &permit,
            position: made.position,
            answered: Answered::of(&permit)?,
        };
        // Whoever names a record that is not theirs to know of learns nothing of its place.
        let begins_after = match after {
            Some(record) if look.may_know(record)? => {
                made.groups.iter().position(|group| group.records().contains(&record))
            }
            Some(_) | None => None,
        };
        let mut page = Duplicates { as_of: Some(made.at), ..Duplicates::default() };
        let mut last = None;
        for group in made.groups.iter().skip(begins_after.map_or(0, |place| place + 1)) {
            let found = look.at(group)?;
            let Some(first) = found.first() else { continue };
            if page.people.len() >= ON_PAGE {
                page.next = last;
                break;
            }
            last = Some(first.record);
            for Found { pairs, .. } in found {
                page.people.push(Together { pairs: look.told(pairs)? });
            }
        }
        Ok(page)
    })
}

/// Two records that the viewer may know of and nobody has said anything about, compared as they are now.
struct Compared {
    one: Person,
    other: Person,
    matched: Match,
}

/// Records of one person, and one of those that the list itself names.
struct Found {
    record: Id<Person>,
    records: BTreeSet<Id<Person>>,
    pairs: Vec<Compared>,
}

/// What is asked of each group of the list.
struct Look<'a> {
    session: &'a Session<'a>,
    door: &'a Door,
    permit: &'a Permit<'a>,
    /// Whoever has a later entry was compared in older words.
    position: Seq,
    answered: Answered,
}

impl Look<'_> {
    fn may_know(&self, record: Id<Person>) -> Result<bool, Stop> {
        Ok(self.door.would_permit(Action::LinkRecords, Subject::Child(record))?)
    }

    /// What of a group is for this viewer, and still to be decided: as few pairs as it takes to decide about all of its records, the likeliest first.
    fn at(&self, group: &Group) -> Result<Vec<Found>, Stop> {
        let mut known = BTreeSet::new();
        let records = group.records();
        for record in &records {
            if self.may_know(*record)? {
                known.insert(*record);
            }
        }
        let knows_all = known.len() == records.len();
        let is_known = |pair: &&Joined| {
            known.contains(&pair.one) && known.contains(&pair.other) && (pair.is_by_itself() || knows_all)
        };
        let mut found: Vec<Found> = Vec::new();
        for pair in group.pairs.iter().filter(is_known) {
            // A record that is read under another speaks for the one that stands.
            let (one, other) = self.answered.stand(pair.one, pair.other);
            let ties = |found: &Found, record| found.records.contains(&record);
            if one == other || found.iter().any(|found| ties(found, one) && ties(found, other)) {
                continue;
            }
            let Some(compared) = self.compared(one, other)? else { continue };
            let mut joined = Found { record: pair.one, records: [one, other].into(), pairs: vec![compared] };
            let (tied, apart): (Vec<Found>, Vec<Found>) =
                found.into_iter().partition(|found| ties(found, one) || ties(found, other));
            found = apart;
            for Found { records, pairs, .. } in tied {
                joined.records.extend(records);
                joined.pairs.extend(pairs);
            }
            found.push(joined);
        }
        Ok(found)
    }

    /// Two records as they are now; nothing where somebody said something of them, nothing may join them, or they look like two since one was changed.
    fn compared(&self, one: Id<Person>, other: Id<Person>) -> Result<Option<Compared>, Stop> {
        if self.answered.holds(one, other) || !self.may_know(one)? || !self.may_know(other)? {
            return Ok(None);
        }
        let records = load(self.permit, one)?.zip(load(self.permit, other)?);
        let Some((one, other)) = records.filter(|(one, other)| one.record.standing == other.record.standing)
        else {
            return Ok(None);
        };
        let matched = compare(&described(self.permit, &one.record)?, &described(self.permit, &other.record)?);
        let is_as_listed = one.seq <= self.position && other.seq <= self.position;
        let enough = if is_as_listed { Strength::Possible } else { Strength::Likely };
        if matched.strength < enough
            || !may_be_one(self.session, self.permit, one.record.id, other.record.id)?
        {
            return Ok(None);
        }
        Ok(Some(Compared { one: one.record, other: other.record, matched }))
    }

    /// Pairs as they are shown; only now is it written down that the viewer learnt of them.
    fn told(&self, mut pairs: Vec<Compared>) -> Result<Vec<Pair>, Stop> {
        pairs.sort_by_key(|pair| (Reverse(pair.matched.rank()), pair.one.id));
        let mut told = Vec::new();
        for Compared { one, other, matched } in pairs {
            let layer = |person: &Person| -> Result<Layer, Stop> {
                Ok(self.door.permit(Action::LinkRecords, Subject::Child(person.id))?.layer())
            };
            let least = layer(&one)?.min(layer(&other)?);
            // Who is around somebody, and what a relative is called, is learnt with a summary and not before.
            let household = match least >= Layer::Summary {
                true => relations(self.session, self.door, self.permit, (other.id, one.id))?,
                false => Vec::new(),
            };
            told.push(Pair {
                one: side(&one),
                other: side(&other),
                strength: matched.strength,
                reasons: matched
                    .reasons
                    .into_iter()
                    .filter(|reason| is_for(least, reason))
                    .map(|reason| reason.words)
                    .collect(),
                household: household
                    .into_iter()
                    .map(|relation| format!("{}, {}", relation.names.1, relation.relation))
                    .collect(),
            });
        }
        Ok(told)
    }
}

/// Whether a reason is for somebody who may have so much of both records: as where the two are laid side by side, of whom they only know to be known they see
/// names and births.
fn is_for(layer: Layer, reason: &Reason) -> bool {
    match reason.kind {
        Kind::Name | Kind::Birth => true,
        Kind::Together
        | Kind::Sex
        | Kind::NhsNumber
        | Kind::Upn
        | Kind::Address
        | Kind::Phone
        | Kind::Relative => layer >= Layer::Summary,
    }
}

/// What was said already: which records are read as one, and of which nobody is to be asked.
struct Answered {
    together: read_as_one::Everybody,
    pairs: BTreeSet<(Id<Person>, Id<Person>)>,
}

impl Answered {
    fn of(permit: &Permit<'_>) -> Result<Self, Stop> {
        let mut answered =
            Answered { together: read_as_one::everybody(permit, Known::Now)?, pairs: BTreeSet::new() };
        for pair in store::doubles::answered(permit)? {
            let pair = answered.stand(pair.one, pair.other);
            answered.pairs.insert(pair);
        }
        Ok(answered)
    }

    /// The records under which two are read, the older first.
    fn stand(&self, one: Id<Person>, other: Id<Person>) -> (Id<Person>, Id<Person>) {
        let (one, other) = (self.together.stands(one), self.together.stands(other));
        (one.min(other), one.max(other))
    }

    fn holds(&self, one: Id<Person>, other: Id<Person>) -> bool {
        self.pairs.contains(&(one, other))
    }
}

fn side(person: &Person) -> Side {
    let birth = match person.birth.answer() {
        None | Some(PartialDate::NotKnown) => "Date of birth not known".to_owned(),
        Some(PartialDate::Expected(day)) => format!("Due {}", london::date_in_words(*day)),
        Some(born) => format!("Born {born}"),
    };
    Side { person: person.id, name: person.name(), birth }
}
