//! The family and network around a child: who is who, as far as this viewer may learn of them, as at a day and as it was known; and relationships
//! written down, changed and ended by form.
//!
//! A restricted relative stands nowhere in it: not by name, not by a symbol without one, not by a count. Whom to ring stands once, as everywhere.

mod edit;

pub(crate) use edit::reads;
pub use edit::{NewTie, add_tie, change_tie, end_tie, tie_version};

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::network::{Badges, Household, badges, households, is_adopted, is_by_birth, may_join};
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use store::{Door, Known, Permit, Seq, Stop, Version, load};

use crate::child::{ChildPage, sealed_as_now};
use crate::session::Session;

/// A relationship with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Tied {
    /// The relationship.
    pub tie: Relationship,
    /// Its version: what a form that changes it says it was opened at.
    pub version: u64,
}

/// A household with what it is called for this viewer.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Who lives there.
    pub members: Vec<Id<Person>>,
    /// What it is called: the first line of the address where the viewer may read it, that it is protected, or nothing more than a household.
    pub label: String,
}

/// A child's family and network.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkView {
    /// The people, the child first, then by how many steps they are from the child.
    pub people: Vec<Person>,
    /// How they stand to each other.
    pub ties: Vec<Tied>,
    /// Who lives together on the day.
    pub homes: Vec<Home>,
    /// Their marks.
    pub badges: Badges,
    /// Whom to ring about restricted people.
    pub withheld: Vec<String>,
    /// Whether there are more people than the picture holds.
    pub more: bool,
    /// The day it is drawn for.
    pub day: Date,
}

/// The family and network of a child whose record is read already, as at a day.
///
/// # Errors
/// When the viewer may not read the record.
pub fn of_page(session: &Session<'_>, page: &ChildPage, day: Date) -> Result<NetworkView, Stop> {
    session.read("family and network", |door| of_door(session, door, page, day))
}

/// The same, where the door is open already.
///
/// # Errors
/// When the viewer may not read the record.
pub(crate) fn of_door(
    session: &Session<'_>,
    door: &Door,
    page: &ChildPage,
    day: Date,
) -> Result<NetworkView, Stop> {
    let child = page.file.child.record.id;
    let known = match page.file.known {
        domain::child_file::Known::Now => Known::Now,
        domain::child_file::Known::At(seq) => Known::At(Seq(seq)),
    };
    let permit = door.permit(Action::ReadFile, Subject::Child(child))?;
    let rules = &session.house.pack.network;
    let mut walk = Walk {
        door,
        child,
        own: store::read_as_one::of(&permit, child, known)?.all,
        viewer: session.staff.id,
        known,
        steps: rules.steps,
        most: rules.most_people,
        people: vec![page.file.child.record.clone()],
        looked: BTreeMap::new(),
        withheld: BTreeSet::new(),
        ties: Vec::new(),
        seen: BTreeSet::new(),
        more: false,
    };
    walk.from(&permit, child)?;
    walk.housemates(&permit, page, day)?;
    let homes = walk.homes(&permit, day)?;
    let badges = badges(&page.file, &walk.people);
    let mut withheld: BTreeSet<String> = page.withheld.values().cloned().collect();
    withheld.extend(walk.withheld);
    Ok(NetworkView {
        people: walk.people,
        ties: walk.ties,
        homes,
        badges,
        withheld: withheld.into_iter().collect(),
        more: walk.more,
        day,
    })
}

/// Whether a new relationship may join two people ([`domain::network::may_join`]); and whether somebody who was adopted may have it written on their record: not
/// while that is read as one with another, which may be the old identity. `reads` says of whom whoever writes it may read a summary: what only the ties of
/// somebody else forbid is refused as if they were not there, because the words tell who was adopted.
///
/// # Errors
/// When it would lead from the old identity of an adopted child to the new one, stands already, or joins somebody to themselves.
pub(crate) fn may_relate(
    permit: &Permit<'_>,
    (from, kind, to): (Id<Person>, Kinship, Id<Person>),
    reads: &dyn Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<(), Stop> {
    let ties = |person| -> Result<Vec<Relationship>, Stop> {
        Ok(store::relationship::of_person(permit, person)?.into_iter().map(|known| known.record).collect())
    };
    let (of_from, of_to) = (ties(from)?, ties(to)?);
    let read = [(from, reads(from)?), (to, reads(to)?)];
    let is_read = |tie: &&Relationship| {
        read.iter().any(|(person, reads)| *reads && [tie.from, tie.to].contains(person))
    };
    let own = |ties: &[Relationship]| ties.iter().filter(is_read).cloned().collect::<Vec<_>>();
    may_join((from, kind, to), &own(&of_from), &own(&of_to))?;
    may_join((from, kind, to), &of_from, &of_to).map_err(|_| Refusal::NotFound)?;
    let group = store::read_as_one::of(permit, to, Known::Now)?;
    let is_first =
        !of_to.iter().any(|tie| tie.kind == Kinship::AdoptiveParent && group.all.contains(&tie.to));
    if kind == Kinship::AdoptiveParent && is_first && !group.is_alone() {
        let words = "This record is read as one with another. Undo that first: the new record of an adopted child is joined with no other.";
        return Err(Refusal::field("kinship", words).into());
    }
    Ok(())
}

/// Whether what is said in a relationship is for a viewer of this child: it is the child's own, or none of its people is a child whom the viewer may not
/// read.
fn may_be_read(
    permit: &Permit<'_>,
    child: Id<Person>,
    tie: &Relationship,
    may_read: impl Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<bool, Stop> {
    let ends = [tie.from, tie.to];
    if ends.contains(&child) {
        return Ok(true);
    }
    for end in ends {
        let person = load::<Person>(permit, end)?.map(|known| known.record);
        if person.is_some_and(|person| person.standing == Standing::Child) && !may_read(end)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A relationship with those of its words that the viewer wrote last, and without all others.
fn own_words(
    permit: &Permit<'_>,
    tie: &Relationship,
    until: Version,
    viewer: Id<Staff>,
) -> Result<Relationship, Stop> {
    let mut own = Relationship { tie: Tie::default(), source: String::new(), ..tie.clone() };
    let mut before = Relationship { tie: Tie::default(), source: String::new(), ..tie.clone() };
    for known in store::ledger::history(permit, tie.id)? {
        if known.version.0 > until.0 {
            break;
        }
        let mine = known.actor == viewer;
        let said = known.record;
        let keep = |changed: bool, stood: &str, now: &str| match (changed, mine) {
            (false, _) => stood.to_owned(),
            (true, true) => now.to_owned(),
            (true, false) => String::new(),
        };
        own.source = keep(said.source != before.source, &own.source, &said.source);
        own.tie.closeness =
            keep(said.tie.closeness != before.tie.closeness, &own.tie.closeness, &said.tie.closeness);
        own.tie.says = keep(said.tie.says != before.tie.says, &own.tie.says, &said.tie.says);
        if said.tie.ended != before.tie.ended {
            own.tie.ended = said.tie.ended.clone().filter(|_| mine);
        }
        before = said;
    }
    Ok(own)
}

/// The way from the child through their relationships.
struct Walk<'d> {
    door: &'d Door,
    child: Id<Person>,
    /// Every record that is read as one with the child's.
    own: Vec<Id<Person>>,
    viewer: Id<Staff>,
    known: Known,
    steps: usize,
    most: usize,
    people: Vec<Person>,
    /// Whom the viewer may learn of, asked once each.
    looked: BTreeMap<Id<Person>, bool>,
    withheld: BTreeSet<String>,
    ties: Vec<Tied>,
    seen: BTreeSet<Id<Relationship>>,
    more: bool,
}

impl Walk<'_> {
    fn from(&mut self, permit: &Permit<'_>, child: Id<Person>) -> Result<(), Stop> {
        let mut waiting = VecDeque::from([(child, 0)]);
        while let Some((person, step)) = waiting.pop_front() {
            let ties = self.ties_of(permit, person)?;
            let adopted = is_adopted(person, ties.iter().map(|(tie, _)| tie));
            for (tie, version) in ties {
                let other = if tie.from == person { tie.to } else { tie.from };
                // From an adopted child nobody goes to a family by birth, and from there nobody comes to the child.
                let by_birth_to =
                    |one: Id<Person>| is_by_birth(tie.kind) && (tie.to == one || !tie.kind.is_birth_parent());
                if adopted && by_birth_to(person) {
                    continue;
                }
                if by_birth_to(other) {
                    let theirs = self.ties_of(permit, other)?;
                    if is_adopted(other, theirs.iter().map(|(tie, _)| tie)) {
                        continue;
                    }
                }
                let here = self.people.iter().any(|known| known.id == other);
                if !here && (step >= self.steps || !self.joins(permit, other)?) {
                    continue;
                }
                if !here && tie.kind.is_family() {
                    waiting.push_back((other, step + 1));
                }
                if self.seen.insert(tie.id) {
                    let tie = self.as_far_as_read(permit, (tie, version), child)?;
                    self.ties.push(Tied { tie, version: version.0 });
                }
            }
        }
        Ok(())
    }

    /// A relationship without what is said in it, where one of its people is a child whom the viewer may not read: that two people are friends stands
    /// in the picture, what one told of the other does not. What the viewer wrote of it themselves they read again, and nothing else.
    fn as_far_as_read(
        &self,
        permit: &Permit<'_>,
        (tie, version): (Relationship, Version),
        child: Id<Person>,
    ) -> Result<Relationship, Stop> {
        let may_read = |end| Ok(self.door.would_permit(Action::ReadFile, Subject::Child(end))?);
        if may_be_read(permit, child, &tie, may_read)? {
            return Ok(tie);
        }
        own_words(permit, &tie, version, self.viewer)
    }

    /// A person's relationships as they were known.
    fn ties_of(&self, permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<(Relationship, Version)>, Stop> {
        let mut ties = Vec::new();
        for standing in store::relationship::of_person(permit, person)? {
            let then = match self.known {
                Known::Now => Some((standing.record, standing.version)),
                known @ Known::At(_) => store::ledger::at(permit, standing.record.id, known)?
                    .map(|then| (then.record, then.version)),
            };
            let Some((mut tie, version)) = then else { continue };
            tie.from = self.once(permit, tie.from)?;
            tie.to = self.once(permit, tie.to)?;
            if tie.from != tie.to {
                ties.push((tie, version));
            }
        }
        Ok(ties)
    }

    /// Somebody under the record that stands for them, and the child under the child's.
    fn once(&self, permit: &Permit<'_>, person: Id<Person>) -> Result<Id<Person>, Stop> {
        if self.own.contains(&person) {
            return Ok(self.child);
        }
        Ok(store::read_as_one::stands(permit, person, self.known)?)
    }

    /// Takes a person into the picture, if the viewer may learn of them and there is room.
    fn joins(&mut self, permit: &Permit<'_>, id: Id<Person>) -> Result<bool, Stop> {
        if let Some(known) = self.looked.get(&id) {
            return Ok(*known);
        }
        if self.people.len() >= self.most {
            self.more = true;
            return Ok(false);
        }
        let found = match self.door.permit(Action::KnowExists, Subject::Child(id)) {
            Ok(theirs) => store::ledger::at(&theirs, id, self.known)?,
            Err(Stop::Refusal(Refusal::NotAllowed(words))) => {
                self.withheld.insert(words);
                None
            }
            Err(Stop::Refusal(_)) => None,
            Err(stop) => return Err(stop),
        };
        let joins = found.is_some();
        if let Some(mut found) = found {
            sealed_as_now(permit, &mut found.record)?;
            self.people.push(store::read_as_one::restricted_as_one(permit, found.record)?);
        }
        self.looked.insert(id, joins);
        Ok(joins)
    }

    /// Whoever lives where the child lives and is no relative on record stands in the picture too: who they are to the child is the question.
    fn housemates(&mut self, permit: &Permit<'_>, page: &ChildPage, day: Date) -> Result<(), Stop> {
        let Some(home) = page.file.child.record.address_on(day).map(|stay| stay.place) else { return Ok(()) };
        for id in store::person::housemates(permit, self.child, home)? {
            let id = self.once(permit, id)?;
            if self.people.iter().any(|known| known.id == id) || !self.joins(permit, id)? {
                continue;
            }
            let lives_here = |person: &Person| person.address_on(day).is_some_and(|stay| stay.place == home);
            self.people.retain(|person| person.id != id || lives_here(person));
        }
        Ok(())
    }

    /// The households with their names for this viewer.
    fn homes(&self, permit: &Permit<'_>, day: Date) -> Result<Vec<Home>, Stop> {
        let mut homes = Vec::new();
        for Household { place, members, protected } in households(&self.people, day) {
            let mut label = None;
            for person in self.people.iter().filter(|person| members.contains(&person.id)) {
                if protected
                    || label.is_some()
                    || !self.door.would_permit(Action::ReadFile, Subject::Child(person.id))?
                {
                    continue;
                }
                let stay = person.addresses.iter().find(|stay| stay.place == place);
                let lines = stay.and_then(|stay| stay.lines.open(permit.unsealing()));
                label = lines
                    .and_then(|lines| lines.lines.first())
                    .filter(|line| !line.trim().is_empty())
                    .cloned();
            }
            let label = match label {
                _ if protected => "Address protected".to_owned(),
                Some(line) => line,
                None => "Household".to_owned(),
            };
            homes.push(Home { members, label });
        }
        Ok(homes)
    }
}
