//! A child's file out of the ledger: the same way for now and for then, so that every page has its past.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Guard;
use domain::child_file::{ChildFile, Filed};
use domain::chronology::{Source, Told};
use domain::contact::Contact;
use domain::episode::Episode;
use domain::id::{Any, Id};
use domain::involvement::Involvement;
use domain::person::Person;
use domain::person::address::Place;
use domain::referral::Referral;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::{Event, child_records, events_of};
use store::read_as_one::Group;
use store::{Entry, Kept, Known, Permit, Seq, Stop};

/// The file from the ledger: the same for now and for then.
pub(crate) fn load_file(
    permit: &Permit<'_>,
    child: Id<Person>,
    known: Known,
    events: &[Event],
) -> Result<ChildFile, Stop> {
    let group = store::read_as_one::of(permit, child, known)?;
    let mut first_known: BTreeMap<Id<Any>, Timestamp> = BTreeMap::new();
    // Of records that were read as one with the child's once, the events of today's file say nothing.
    let then = if group.is_alone() { Vec::new() } else { events_of(permit, child, known)? };
    for event in events.iter().chain(&then) {
        let first = first_known.entry(event.record).or_insert(event.known_at);
        *first = event.known_at.min(*first);
    }
    let entries = child_records(permit, child, known)?;
    let known_at = match known {
        Known::Now => None,
        Known::At(seq) => store::ledger::known_at(permit, seq)?,
    };
    let mut file = ChildFile {
        child: as_one(permit, child, &group, &filed(&entries, &first_known)?)?,
        relationships: filed(&entries, &first_known)?,
        relatives: Vec::new(),
        contacts: filed(&entries, &first_known)?,
        referrals: filed(&entries, &first_known)?,
        episodes: filed(&entries, &first_known)?,
        involvements: filed(&entries, &first_known)?,
        bases: filed(&entries, &first_known)?,
        cards: filed(&entries, &first_known)?,
        night_notes: filed(&entries, &first_known)?,
        night_items: filed(&entries, &first_known)?,
        feedback: filed(&entries, &first_known)?,
        notices: filed(&entries, &first_known)?,
        possible_matches: filed(&entries, &first_known)?,
        break_glass: filed(&entries, &first_known)?,
        curations: filed(&entries, &first_known)?,
        events: filed(&entries, &first_known)?,
        section47s: filed(&entries, &first_known)?,
        direct_work: filed(&entries, &first_known)?,
        powers: filed(&entries, &first_known)?,
        known: match known {
            Known::Now => domain::child_file::Known::Now,
            Known::At(seq) => domain::child_file::Known::At(seq.0),
        },
        known_at,
        conferences: filed(&entries, &first_known)?,
        safety_plans: filed(&entries, &first_known)?,
        own_plans: filed(&entries, &first_known)?,
        discussions: filed(&entries, &first_known)?,
        need_plans: filed(&entries, &first_known)?,
        closures: filed(&entries, &first_known)?,
        documents: filed(&entries, &first_known)?,
        moved: filed(&entries, &first_known)?,
        written: filed(&entries, &first_known)?,
        selections: filed(&entries, &first_known)?,
        first_stood: BTreeMap::new(),
        assessments: filed(&entries, &first_known)?,
        case_summaries: filed(&entries, &first_known)?,
        voices: filed(&entries, &first_known)?,
        form_answers: filed(&entries, &first_known)?,
    };
    file.episodes.retain(|filed: &Filed<Episode>| !filed.record.taken_back);
    relatives_once(permit, &mut file, known)?;
    file.first_stood = first_stood(permit, &file, known)?;
    blinded(permit, &mut file)?;
    Ok(file)
}

/// The child from every record that is read as one with theirs.
fn as_one(
    permit: &Permit<'_>,
    child: Id<Person>,
    group: &Group,
    people: &[Filed<Person>],
) -> Result<Filed<Person>, Stop> {
    let of = |record: Id<Person>| people.iter().find(|filed| filed.record.id == record).cloned();
    let own = of(child).ok_or(Refusal::NotFound)?;
    if group.is_alone() {
        return Ok(own);
    }
    let mut records = Vec::new();
    for filed in group.all.iter().filter_map(|record| of(*record)) {
        let mut record = filed.record;
        // Another record's home is hidden as that record hides it today.
        sealed_as_now(permit, &mut record)?;
        records.push(record);
    }
    Ok(Filed { record: own.record.as_one(&records), ..own })
}

/// A relative who is on record twice stands in the file once, under the record that stands for them.
fn relatives_once(permit: &Permit<'_>, file: &mut ChildFile, known: Known) -> Result<(), Stop> {
    let child = file.child.record.id;
    let mut seen = BTreeSet::new();
    let mut once = Vec::with_capacity(file.relationships.len());
    for mut filed in std::mem::take(&mut file.relationships) {
        let relationship = &mut filed.record;
        if store::relationship::leads_past_adoption(permit, relationship)? {
            continue;
        }
        let mut is_twice = false;
        for end in [&mut relationship.from, &mut relationship.to] {
            if *end != child {
                let group = store::read_as_one::of(permit, *end, known)?;
                is_twice |= !group.is_alone();
                *end = group.stands;
            }
        }
        let itself = relationship.from == relationship.to;
        let first = seen.insert((relationship.from, relationship.to, relationship.kind));
        if !itself && (first || !is_twice) {
            once.push(filed);
        }
    }
    file.relationships = once;
    Ok(())
}

/// Takes out of a file what was decided on contacts that the viewer is to read a second time, and whatever came of it: until they have given their
/// own answer they meet those contacts as they were before anybody proposed anything.
fn blinded(permit: &Permit<'_>, file: &mut ChildFile) -> Result<(), Stop> {
    let blind = store::second_reading::blind_to(permit)?;
    if blind.is_empty() {
        return Ok(());
    }
    let is_blind = |contact: Id<Contact>| blind.contains(&contact.any());
    for filed in file.contacts.iter_mut().filter(|filed| is_blind(filed.record.id)) {
        filed.record = filed.record.undecided();
    }
    let asked_by_blind =
        |referral: &Referral| referral.requests.iter().any(|request| is_blind(request.contact));
    let hidden: Vec<Id<Referral>> = file
        .referrals
        .iter()
        .map(|filed| &filed.record)
        .filter(|one| asked_by_blind(one))
        .map(|one| one.id)
        .collect();
    file.referrals.retain(|filed| !hidden.contains(&filed.record.id));
    file.episodes.retain(|filed| filed.record.referral.is_none_or(|referral| !hidden.contains(&referral)));
    // What an enquiry is about tells what was decided on the contact behind it.
    if file.contacts.iter().any(|filed| is_blind(filed.record.id)) {
        file.section47s.clear();
        file.direct_work.clear();
        file.case_summaries.clear();
        file.discussions.clear();
        file.selections.clear();
        file.assessments.clear();
        file.need_plans.clear();
        file.closures.clear();
        file.documents.clear();
    }
    file.feedback.retain(|filed| !is_blind(filed.record.contact));
    Ok(())
}

/// When each part of a record first stood in it, from every version that the record had by then: where the child lives, the lines of an episode, the end of
/// an involvement. Other records say themselves when what they tell was known.
fn first_stood(
    permit: &Permit<'_>,
    file: &ChildFile,
    known: Known,
) -> Result<BTreeMap<Source, Timestamp>, Stop> {
    let mut first = BTreeMap::new();
    let child = file.child.record.id;
    let group = store::read_as_one::of(permit, child, known)?;
    if file.child.version > 1 || !group.is_alone() {
        for record in group.all {
            each_version::<Person>(permit, record, known, &mut first, |person| {
                let person = Person { id: child, ..person.clone() };
                domain::chronology::standing(Told::Child(&person, Timestamp::UNIX_EPOCH))
            })?;
        }
    }
    for episode in file.episodes.iter().filter(|filed| filed.version > 1) {
        each_version::<Episode>(permit, episode.record.id, known, &mut first, |episode| {
            domain::chronology::standing(Told::Episode(episode, Timestamp::UNIX_EPOCH))
        })?;
    }
    for involvement in file.involvements.iter().filter(|filed| filed.version > 1) {
        each_version::<Involvement>(permit, involvement.record.id, known, &mut first, |involvement| {
            domain::chronology::standing(Told::Involvement(involvement, Timestamp::UNIX_EPOCH))
        })?;
    }
    Ok(first)
}

fn each_version<R: Kept>(
    permit: &Permit<'_>,
    id: Id<R>,
    known: Known,
    first: &mut BTreeMap<Source, Timestamp>,
    standing: impl Fn(&R) -> Vec<Source>,
) -> Result<(), Stop> {
    let by_then = |seq: Seq| match known {
        Known::Now => true,
        Known::At(last) => seq <= last,
    };
    for version in store::ledger::history(permit, id)?.into_iter().filter(|version| by_then(version.seq)) {
        for source in standing(&version.record) {
            first.entry(source).or_insert(version.known_at);
        }
    }
    Ok(())
}

fn filed<R: Kept>(
    entries: &[Entry],
    first_known: &BTreeMap<Id<Any>, Timestamp>,
) -> Result<Vec<Filed<R>>, Stop> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind == R::KIND) {
        let first_known = first_known.get(&entry.record).copied().unwrap_or(entry.known_at);
        found.extend(entry.read::<R>()?.map(|record| Filed {
            record,
            version: entry.version.0,
            first_known,
        }));
    }
    Ok(found)
}

/// A person as they were known, under the seals of today: an address that was protected since stands on no page of the past either.
pub(crate) fn sealed_as_now(permit: &Permit<'_>, person: &mut Person) -> Result<(), Stop> {
    let Some(now) = store::load(permit, person.id)?.map(|known| known.record) else { return Ok(()) };
    let mut versions = vec![now];
    // One that has left the record since, because it is another child's, is as protected as it was when it left.
    if person.addresses.iter().any(|stay| versions.iter().all(|one| !lives_at(one, stay.place))) {
        versions.extend(store::ledger::history(permit, person.id)?.into_iter().map(|known| known.record));
    }
    let stays = || versions.iter().flat_map(|one| &one.addresses);
    let protected = |place| stays().any(|stay| stay.place == place && stay.is_protected());
    for stay in person.addresses.iter_mut().filter(|stay| protected(stay.place)) {
        stay.lines = stay.lines.clone().guarded(Guard::Protected);
    }
    Ok(())
}

fn lives_at(person: &Person, place: Id<Place>) -> bool {
    person.addresses.iter().any(|stay| stay.place == place)
}
