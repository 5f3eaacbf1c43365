//! A child's file: as much of it as this viewer may have, as it stands or as it was known at an earlier moment.

use std::collections::BTreeMap;

use domain::access::{Action, Layer, Role, Subject, Unsealing};
use domain::child_file::ChildFile;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::Person;
use domain::person::known::Known as Told;
use domain::person::partial_date::PartialDate;
use domain::power::Countdown;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::{Event, events, seq_at};
use store::{Door, Known, Permit, Seq, Stop};

use super::around::{Around, Housemate, Linked, close_restricted};
use super::load::{load_file, sealed_as_now};
use super::open::open_until;
use super::summary::{Summary, summary};
use crate::person::moved::{MoveLine, lines};
use crate::person::{AlsoOnRecord, also_on_record};
use crate::session::Session;
use crate::staff::Names;

/// Which moment of knowledge a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moment {
    /// As it stands.
    #[default]
    Now,
    /// All that was known at an instant.
    Then(Timestamp),
    /// All that was known after an entry of the ledger.
    Entry(Seq),
    /// All that was known after the child's own first, second, … event: the stops of the slider.
    Event(usize),
}

/// As much of a child's record as the viewer may have.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// The record.
    Content(Box<ChildPage>),
    /// Status, hazards, earlier contacts by date and outcome.
    Summary(Box<Summary>),
    /// That the child is known, and whom to ring.
    Existence(Existence),
    /// A restricted record: the words to show, and nothing else.
    Restricted(String),
}

/// A child's file with what a page about it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildPage {
    /// The file.
    pub file: ChildFile,
    /// How much of it.
    pub layer: Layer,
    /// Why the viewer may have it.
    pub grounds: &'static str,
    /// Until when it is open to a viewer who opened it with a reason.
    pub open_until: Option<Timestamp>,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// The staff named in it.
    pub names: Names,
    /// Everything that became known about the child, in order: the stops of the slider.
    pub events: Vec<Event>,
    /// How many of the events were known at the moment the page is about.
    pub events_known: usize,
    /// Who lives at the child's address on the day, as far as the viewer may learn of them.
    pub household: Vec<Housemate>,
    /// Other children linked by a parent or by a contact.
    pub linked: Vec<Linked>,
    /// People around the child whose record is restricted: the words to show instead of them.
    pub withheld: BTreeMap<Id<Person>, String>,
    /// Contacts left out because they are also about a restricted child: the words to show instead, one for each contact.
    pub closed: Vec<String>,
    /// What was moved from this record or to it, or is to be.
    pub moves: Vec<MoveLine>,
    /// The moment the page is about: then, or now.
    pub at: Timestamp,
    /// What protected the child at that moment, and how long it still had.
    pub countdowns: Vec<Countdown>,
    /// Under which other records the child is on record, as it was said at that moment.
    pub also: Vec<AlsoOnRecord>,
}

/// That a child is known, and whom to ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Existence {
    /// The child.
    pub child: Id<Person>,
    /// The name.
    pub name: String,
    /// Birth.
    pub birth: Told<PartialDate>,
    /// Who works with the child: name, role and team.
    pub involved: Vec<String>,
}

/// Reads a child's file.
///
/// # Errors
/// When there is nothing the viewer may know of.
pub fn file(session: &Session<'_>, child: Id<Person>, moment: Moment) -> Result<Shown, Stop> {
    session.read("child's record", |door| {
        match door.permit(Action::ReadFile, Subject::Child(child)) {
            Ok(permit) => {
                return page_of(session, door, &permit, child, moment)
                    .map(|page| Shown::Content(Box::new(page)));
            }
            Err(stop) => refused(stop)?,
        }
        match door.permit(Action::ReadSummary, Subject::Child(child)) {
            Ok(permit) => {
                return summary(session, &permit, child, moment)
                    .map(|summary| Shown::Summary(Box::new(summary)));
            }
            Err(stop) => refused(stop)?,
        }
        match door.permit(Action::KnowExists, Subject::Child(child)) {
            Ok(permit) => existence(session, &permit, child).map(Shown::Existence),
            Err(Stop::Refusal(Refusal::NotAllowed(words))) if may_know(session) => {
                Ok(Shown::Restricted(words))
            }
            Err(stop) => Err(stop),
        }
    })
}

/// Whether learning that a child is known is part of the viewer's work at all: to others a restriction is not named either.
fn may_know(session: &Session<'_>) -> bool {
    session.actor.roles.iter().any(|role: &Role| Action::KnowExists.is_for(*role))
}

/// A refusal of more leads on to asking for less; anything else stops.
fn refused(stop: Stop) -> Result<(), Stop> {
    match stop {
        Stop::Refusal(Refusal::NotAllowed(_) | Refusal::NotFound) => Ok(()),
        stop => Err(stop),
    }
}

/// That a child is known, under a permit that allows no more.
pub(crate) fn existence(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Existence, Stop> {
    let person = store::load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    let involved = store::involvement::of_child(permit, child)?;
    let now: Vec<Involvement> =
        involved.into_iter().filter(|involvement| involvement.holds_at(session.at)).collect();
    let names = Names::of(permit, now.iter().filter_map(Involvement::worker))?;
    let involved = now.iter().map(|involvement| who(session, involvement, &names)).collect();
    Ok(Existence { child, name: person.name(), birth: person.birth, involved })
}

/// Somebody who works with a child, in the words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// What they are called.
    pub name: String,
    /// In what capacity.
    pub role: String,
    /// Their team or agency.
    pub team: String,
    /// Where to ring.
    pub phone: String,
}

/// Who is involved, part by part.
pub fn worker_of(session: &Session<'_>, involvement: &Involvement, names: &Names) -> Worker {
    let pack = &session.house.pack;
    let role = involvement.role.clone();
    match &involvement.who {
        Involved::Worker { staff, team } => {
            let found = pack.council.team(team);
            let (team, phone) = found.map_or((team.as_str(), ""), |team| (&team.name, &team.phone));
            Worker { name: names.name(*staff).into(), role, team: team.into(), phone: phone.into() }
        }
        Involved::Agency { agency, name, phone } => {
            let team = pack.agency(agency).map_or(agency.as_str(), |agency| agency.name.as_str());
            Worker { name: name.clone(), role, team: team.into(), phone: phone.clone() }
        }
    }
}

/// Who is involved, in words: "Asha Patel, allocated social worker, Assessment team 1, 01632 960001".
pub fn who(session: &Session<'_>, involvement: &Involvement, names: &Names) -> String {
    let Worker { name, role, team, phone } = worker_of(session, involvement, names);
    [name, role, team, phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The moment in the ledger's own order.
pub(crate) fn known_at(permit: &Permit<'_>, moment: Moment, events: &[Event]) -> Result<Known, Stop> {
    let seq = match moment {
        Moment::Now => return Ok(Known::Now),
        Moment::Then(instant) => seq_at(permit, instant)?,
        // Numbers beyond what the ledger can count come from addresses typed by hand.
        Moment::Entry(seq) if i64::try_from(seq.0).is_err() => None,
        Moment::Entry(seq) => store::ledger::known_at(permit, seq)?.map(|_| seq),
        Moment::Event(number) => {
            number.checked_sub(1).and_then(|place| events.get(place)).map(|event| event.seq)
        }
    };
    Ok(Known::At(seq.ok_or(Refusal::NotFound)?))
}

/// As much of a child's record as a permit that stands already gives.
///
/// # Errors
/// When there was nothing at that moment.
pub(crate) fn page_of(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    child: Id<Person>,
    moment: Moment,
) -> Result<ChildPage, Stop> {
    let events = events(permit, child)?;
    let known = known_at(permit, moment, &events)?;
    let mut file = load_file(permit, child, known, &events)?;
    sealed_as_now(permit, &mut file.child.record)?;
    let at = file.known_at.unwrap_or(session.at);
    let closed = close_restricted(door, permit, &mut file)?;
    let Around { household, linked, withheld } = Around::of(door, permit, &mut file, known, at)?;
    let moves = lines(door, permit, &file)?;
    let names = Names::of(permit, staff_in(&file, &events))?;
    let countdowns = file.countdowns(&session.house.pack, at);
    let events_known = match known {
        Known::Now => events.len(),
        Known::At(seq) => events.iter().filter(|event| event.seq <= seq).count(),
    };
    Ok(ChildPage {
        file,
        layer: permit.layer(),
        grounds: permit.grounds(),
        open_until: open_until(session, permit, child)?,
        unsealing: permit.unsealing(),
        names,
        events,
        events_known,
        household,
        linked,
        withheld,
        closed,
        moves,
        at,
        countdowns,
        also: also_on_record(permit, child, known)?,
    })
}

fn staff_in(file: &ChildFile, events: &[Event]) -> impl Iterator<Item = Id<domain::staff::Staff>> {
    let mut staff: Vec<Id<domain::staff::Staff>> = events.iter().map(|event| event.actor).collect();
    staff.extend(file.involvements.iter().filter_map(|filed| filed.record.worker()));
    staff.extend(file.child.record.not_to_stand.as_ref().map(|said| said.by));
    for contact in file.contacts.iter().map(|filed| &filed.record) {
        staff.extend(contact.logged_by);
        staff.extend(contact.holder);
        staff.extend(contact.proposal.as_ref().map(|proposal| proposal.by));
        staff.extend(contact.decisions.iter().map(|decision| decision.by));
    }
    for ruling in file.referrals.iter().filter_map(|filed| filed.record.ruling.as_ref()) {
        staff.push(ruling.by);
        staff.extend(ruling.allocated.as_ref().map(|(_, worker)| *worker));
    }
    staff.extend(file.curations.iter().map(|filed| filed.record.by));
    staff.extend(file.break_glass.iter().map(|filed| filed.record.staff));
    staff.extend(file.bases.iter().map(|filed| filed.record.by));
    staff.extend(file.night_notes.iter().map(|filed| filed.record.by));
    for item in file.night_items.iter().map(|filed| &filed.record) {
        staff.extend(item.handed.as_ref().map(|handed| handed.to));
        staff.extend(item.accepted.as_ref().map(|accepted| accepted.by));
    }
    for card in file.cards.iter().map(|filed| &filed.record) {
        staff.extend(card.draft.as_ref().map(|draft| draft.by));
        staff.extend(card.stands.iter().flat_map(|stands| [stands.drafted_by, stands.by]));
        staff.extend(card.ended.as_ref().map(|ended| ended.by));
    }
    for event in file.events.iter().map(|filed| &filed.record) {
        staff.push(event.by);
        staff.extend(event.corrected.iter().chain(&event.in_error).map(|said| said.by));
    }
    for power in file.powers.iter().map(|filed| &filed.record) {
        staff.extend(crate::power::staff_in(power));
    }
    for plan in file.safety_plans.iter().map(|filed| &filed.record) {
        staff.extend(crate::safety_plan::staff_in(plan));
    }
    staff.extend(file.own_plans.iter().map(|filed| filed.record.now.by));
    for written in file.written.iter().map(|filed| &filed.record) {
        staff.push(written.by);
        staff.extend(written.withdrawn.as_ref().map(|said| said.by));
    }
    for selection in file.selections.iter().map(|filed| &filed.record) {
        staff.push(selection.by);
        staff.extend(selection.made.map(|(by, _)| by));
    }
    staff.extend(file.moved.iter().flat_map(|filed| filed.record.staff()));
    staff.extend(file.form_answers.iter().flat_map(|filed| crate::local_form::staff_in(&filed.record)));
    staff.into_iter()
}
