//! Who is around a child, as far as this viewer may learn of them: relatives, the people at the same address on the day, other children linked by
//! a parent or by a contact. Where a record is restricted, its words stand instead of the person.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::assessment::Assessment;
use domain::calendar::london;
use domain::child_file::{ChildFile, Filed};
use domain::contact::Contact;
use domain::event::Event;
use domain::handover::{Left, NightNote};
use domain::id::Id;
use domain::person::known::Known as Told;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::{Person, Standing};
use domain::record::Record;
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Door, Kept, Known, Permit, Stop};

/// Somebody who lives where the child lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Housemate {
    /// Who.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
    /// Birth.
    pub birth: Told<PartialDate>,
    /// Child or adult.
    pub standing: Standing,
}

/// Another child whose story touches this one's.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// Who.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
    /// Birth.
    pub birth: Told<PartialDate>,
    /// How they are linked, in words.
    pub why: String,
}

/// The people around a child.
pub(super) struct Around {
    pub(super) household: Vec<Housemate>,
    pub(super) linked: Vec<Linked>,
    pub(super) withheld: BTreeMap<Id<Person>, String>,
}

impl Around {
    /// Finds them as they were known; the relatives go into the file.
    pub(super) fn of(
        door: &Door,
        permit: &Permit<'_>,
        file: &mut ChildFile,
        known: Known,
        at: Timestamp,
    ) -> Result<Self, Stop> {
        let mut seen = Seen { door, known, people: BTreeMap::new(), withheld: BTreeMap::new() };
        let others: BTreeSet<Id<Person>> =
            file.relationships.iter().map(|filed| file.other(&filed.record)).collect();
        for other in others {
            file.relatives.extend(seen.person(other)?.cloned());
        }
        let household = seen.household(permit, file, london::date_of(at))?;
        let linked = seen.linked(permit, file)?;
        Ok(Around { household, linked, withheld: seen.withheld })
    }
}

/// The people asked for so far: each is asked for once, so that the log holds one look.
struct Seen<'d> {
    door: &'d Door,
    known: Known,
    people: BTreeMap<Id<Person>, Option<Filed<Person>>>,
    withheld: BTreeMap<Id<Person>, String>,
}

impl Seen<'_> {
    /// A person as they were known, if this viewer may learn of them.
    fn person(&mut self, id: Id<Person>) -> Result<Option<&Filed<Person>>, Stop> {
        if !self.people.contains_key(&id) {
            let filed = match self.door.permit(Action::KnowExists, Subject::Child(id)) {
                Ok(permit) => filed_person(&permit, id, self.known)?,
                Err(Stop::Refusal(Refusal::NotAllowed(words))) => {
                    self.withheld.insert(id, words);
                    None
                }
                Err(Stop::Refusal(_)) => None,
                Err(stop) => return Err(stop),
            };
            self.people.insert(id, filed);
        }
        Ok(self.people.get(&id).and_then(Option::as_ref))
    }

    /// Whoever's stay at the child's place covers the day.
    fn household(
        &mut self,
        permit: &Permit<'_>,
        file: &ChildFile,
        day: Date,
    ) -> Result<Vec<Housemate>, Stop> {
        let child = &file.child.record;
        let Some(place) = child.address_on(day).map(|home| home.place) else { return Ok(Vec::new()) };
        let mut candidates: BTreeSet<Id<Person>> =
            store::person::housemates(permit, child.id, place)?.into_iter().collect();
        candidates.extend(file.relatives.iter().map(|relative| relative.record.id));
        for record in store::read_as_one::of(permit, child.id, self.known)?.all {
            candidates.remove(&record);
        }
        let mut household = Vec::new();
        for candidate in candidates {
            let Some(Filed { record, .. }) = self.person(candidate)? else { continue };
            if record.address_on(day).is_some_and(|home| home.place == place) {
                household.push(Housemate {
                    person: record.id,
                    name: record.name(),
                    birth: record.birth,
                    standing: record.standing,
                });
            }
        }
        // Adults first, then children from the eldest.
        household.sort_by_key(|mate| {
            let born = mate.birth.answer().and_then(PartialDate::earliest);
            (mate.standing == Standing::Child, born.is_none(), born)
        });
        Ok(household)
    }

    /// Other children of the same parents, and children named in the same contacts, who are not relatives on record.
    fn linked(&mut self, permit: &Permit<'_>, file: &ChildFile) -> Result<Vec<Linked>, Stop> {
        let own = store::read_as_one::of(permit, file.child.record.id, self.known)?.all;
        let child = file.child.record.id;
        let related: BTreeSet<Id<Person>> =
            file.relationships.iter().map(|filed| file.other(&filed.record)).collect();
        let mut whys: BTreeMap<Id<Person>, String> = BTreeMap::new();
        for parent in file.relationships.iter().map(|filed| &filed.record).filter(|one| is_parent(one, child))
        {
            for other in self.children_of(permit, parent.from)? {
                whys.entry(other).or_insert_with(|| format!("a child of the same {}", parent.kind.words()));
            }
        }
        for contact in file.contacts.iter().map(|filed| &filed.record) {
            for other in contact.people() {
                whys.entry(other).or_insert_with(|| named_in(contact));
            }
        }
        let mut linked = Vec::new();
        for (other, why) in
            whys.into_iter().filter(|(other, _)| !own.contains(other) && !related.contains(other))
        {
            if let Some(Filed { record, .. }) = self.person(other)? {
                linked.push(Linked { person: other, name: record.name(), birth: record.birth, why });
            }
        }
        Ok(linked)
    }

    /// Those whose parent somebody was known to be. Nothing for a restricted parent: their children would tell who they are.
    fn children_of(&self, permit: &Permit<'_>, parent: Id<Person>) -> Result<Vec<Id<Person>>, Stop> {
        let mut children = Vec::new();
        if self.withheld.contains_key(&parent) {
            return Ok(children);
        }
        let parents = store::read_as_one::of(permit, parent, self.known)?.all;
        for standing in store::relationship::of_person(permit, parent)? {
            let then = store::ledger::at(permit, standing.record.id, self.known)?.map(|found| found.record);
            let child = then.filter(|then| is_parent_kind(then.kind) && parents.contains(&then.from));
            if let Some(then) = child {
                children.push(store::read_as_one::stands(permit, then.to, self.known)?);
            }
        }
        Ok(children)
    }
}

/// A person as they were known, with when they first stood on the record.
fn filed_person(permit: &Permit<'_>, id: Id<Person>, known: Known) -> Result<Option<Filed<Person>>, Stop> {
    let Some(found) = store::ledger::at(permit, id, known)? else { return Ok(None) };
    let first =
        if found.version.0 > 1 { store::ledger::history(permit, id)?.into_iter().next() } else { None };
    let first_known = first.map_or(found.known_at, |first| first.known_at);
    let record = store::read_as_one::restricted_as_one(permit, found.record)?;
    Ok(Some(Filed { record, version: found.version.0, first_known }))
}

fn is_parent(relationship: &Relationship, child: Id<Person>) -> bool {
    relationship.to == child && is_parent_kind(relationship.kind)
}

fn is_parent_kind(kind: Kinship) -> bool {
    matches!(kind, Kinship::Mother | Kinship::Father | Kinship::Parent | Kinship::StepParent | Kinship::Carer)
}

fn named_in(contact: &Contact) -> String {
    format!("in the contact of {}", london::date_in_words(london::date_of(contact.received_at)))
}

/// The same for events. A child who was added to one since counts too.
fn close_events(
    asked: &mut AskedOf<'_>,
    permit: &Permit<'_>,
    file: &mut ChildFile,
    words: &mut Vec<String>,
) -> Result<(), Stop> {
    let mut closed: BTreeSet<Id<Event>> = BTreeSet::new();
    let now = file.known == domain::child_file::Known::Now;
    for event in file.events.iter().map(|filed| &filed.record) {
        let mut children: BTreeSet<Id<Person>> = event.children.iter().copied().collect();
        // As it stands, there is no since.
        if !now {
            children
                .extend(store::load(permit, event.id)?.into_iter().flat_map(|known| known.record.children));
        }
        if let Some(refusal) = asked.first_closed(children)? {
            closed.insert(event.id);
            words.push(refusal);
        }
    }
    file.events.retain(|filed| !closed.contains(&filed.record.id));
    Ok(())
}

/// Of whom the viewer may learn. A long file names the same few children in thousands of records: whether one is open is asked once.
struct AskedOf<'d> {
    door: &'d Door,
    open: BTreeSet<Id<Person>>,
}

impl AskedOf<'_> {
    /// The words of the first child of whom the viewer may not learn. Asked for once more so that the refusal stands in the log.
    fn first_closed(
        &mut self,
        children: impl IntoIterator<Item = Id<Person>>,
    ) -> Result<Option<String>, Stop> {
        for child in children {
            if self.open.contains(&child) {
                continue;
            }
            if self.door.would_permit(Action::KnowExists, Subject::Child(child))? {
                self.open.insert(child);
                continue;
            }
            if let Err(Stop::Refusal(refusal)) =
                self.door.permit(Action::KnowExists, Subject::Child(child)).map(drop)
            {
                return Ok(Some(refusal.to_string()));
            }
        }
        Ok(None)
    }
}

/// Takes out those records that are also about a child of whom the viewer may not learn.
fn keep_open<R>(
    asked: &mut AskedOf<'_>,
    records: &mut Vec<Filed<R>>,
    children: impl Fn(&R) -> Result<Vec<Id<Person>>, Stop>,
) -> Result<(), Stop> {
    for filed in std::mem::take(records) {
        if asked.first_closed(children(&filed.record)?)?.is_none() {
            records.push(filed);
        }
    }
    Ok(())
}

/// Takes out of a file the contacts that are also about a restricted child, with what was recorded in them: one restricted child closes the whole
/// contact, because its words are about all the children. Gives back the words to show, one for each contact.
pub(crate) fn close_restricted(
    door: &Door,
    permit: &Permit<'_>,
    file: &mut ChildFile,
) -> Result<Vec<String>, Stop> {
    let mut asked = AskedOf { door, open: BTreeSet::new() };
    let mut words = Vec::new();
    let mut closed: BTreeSet<Id<Contact>> = BTreeSet::new();
    for contact in file.contacts.iter().map(|filed| &filed.record) {
        // A child named in the words then may have been found only since.
        let since = store::load(permit, contact.id)?.map(|known| known.record);
        let people: BTreeSet<Id<Person>> =
            contact.people().chain(since.iter().flat_map(Contact::people)).collect();
        if let Some(refusal) = asked.first_closed(people)? {
            closed.insert(contact.id);
            words.push(refusal);
        }
    }
    close_events(&mut asked, permit, file, &mut words)?;
    file.contacts.retain(|filed| !closed.contains(&filed.record.id));
    file.feedback.retain(|filed| !closed.contains(&filed.record.contact));
    file.bases.retain(|filed| filed.record.contact.is_none_or(|contact| !closed.contains(&contact)));
    file.possible_matches.retain(|filed| !closed.contains(&filed.record.contact));
    let mut notes: BTreeSet<Id<NightNote>> = file
        .night_notes
        .iter()
        .filter(|filed| filed.record.contact.is_some_and(|contact| closed.contains(&contact)))
        .map(|filed| filed.record.id)
        .collect();
    for note in file.night_notes.iter().map(|filed| &filed.record).filter(|note| note.children.len() > 1) {
        // A note's words are about all its children.
        if asked.first_closed(note.children.iter().copied())?.is_some() {
            notes.insert(note.id);
        }
    }
    file.night_notes.retain(|filed| !notes.contains(&filed.record.id));
    file.night_items.retain(|filed| match filed.record.left {
        Left::Note(note) => !notes.contains(&note),
        Left::Contact(contact) => !closed.contains(&contact),
        Left::Opening(_) | Left::Card(_) | Left::Power(_) | Left::SafetyPlan(_) => true,
    });
    crate::safety_plan::close_restricted(door, file)?;
    // The words of each of these are about all its children, those who joined an assessment since too.
    keep_open(&mut asked, &mut file.discussions, |discussion| Ok(discussion.children.clone()))?;
    keep_open(&mut asked, &mut file.assessments, |assessment| {
        let since: Option<Assessment> = store::load(permit, assessment.id)?.map(|known| known.record);
        Ok([assessment].into_iter().chain(&since).flat_map(Record::children).collect())
    })?;
    keep_open(&mut asked, &mut file.documents, |document| Ok(document.children.clone()))?;
    if file.known != domain::child_file::Known::Now {
        close_moved(&mut asked, permit, file)?;
    }
    Ok(words)
}

/// What was moved since to a child of whom the viewer may not learn is closed on the pages of the past too.
fn close_moved(asked: &mut AskedOf<'_>, permit: &Permit<'_>, file: &mut ChildFile) -> Result<(), Stop> {
    keep_open(asked, &mut file.written, |one| since(permit, one))?;
    keep_open(asked, &mut file.voices, |one| since(permit, one))?;
    keep_open(asked, &mut file.direct_work, |one| since(permit, one))?;
    keep_open(asked, &mut file.form_answers, |one| since(permit, one))?;
    keep_open(asked, &mut file.night_notes, |one| since(permit, one))?;
    keep_open(asked, &mut file.referrals, |one| since(permit, one))
}

/// Whom a record is about as it stands.
fn since<R: Kept>(permit: &Permit<'_>, record: &R) -> Result<Vec<Id<Person>>, Stop> {
    Ok(store::load(permit, record.id())?.map_or_else(Vec::new, |known| known.record.children()))
}
