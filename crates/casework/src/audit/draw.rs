//! Drawing a sample: the decisions of a period in the order of the lot, those of the theme kept, each given to somebody who had no part in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Actor, Subject};
use domain::audit::{Audit, Audited, Candidate, Draw, Drawn, Only, Sample, SampleAsked, is_free};
use domain::calendar::london;
use domain::id::{Any, Id};
use domain::involvement::Involved;
use domain::lot;
use domain::mash::Enquiry;
use domain::meeting::{Meeting, Who};
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;
use domain::strategy::Discussion;
use store::ledger::{events, seq_at};
use store::{Known, Permit, Seq, Stop, Version, WriteDoor, WritePermit, load, save};

use crate::session::{Sending, Session};

/// Draws a sample. The seed is made by chance in this act and kept with it.
///
/// # Errors
/// When something is missing, or the person draws no samples.
pub fn draw_sample(
    session: &Session<'_>,
    sending: &Sending,
    asked: &SampleAsked,
) -> Result<Id<Sample>, Stop> {
    session.send(sending, "draw_audit_sample", |door| {
        let permit = door.permit(Action::DrawSample, Subject::House)?;
        let house = session.house;
        let (draw, only, from, until, many) = asked.checked(london::date_of(session.at), &house.pack)?;
        let candidates = candidates(&permit, draw, from, until)?;
        let digits = lot::digits(house.chance::<32>());
        let mut sample = Sample {
            id: house.id(),
            reference: String::new(),
            draw,
            theme: Some(asked.theme.clone()).filter(|theme| !theme.is_empty()),
            from,
            until,
            many,
            why: asked.why.clone(),
            digits,
            known: seq_at(&permit, session.at)?.map_or(0, |seq| seq.0),
            considered: u32::try_from(candidates.len()).unwrap_or(u32::MAX),
            drawn: Vec::new(),
            nobody_free: 0,
            follows: asked.follows,
            by: session.staff.id,
            at: session.at,
        };
        sample.reference = format!("AS-{}", sample.id.spoken(5));
        for candidate in Sample::order(&sample.digits, candidates) {
            if sample.drawn.len() >= usize::try_from(many).unwrap_or(usize::MAX) {
                break;
            }
            let children = store::audit::children_of(&permit, Seq(candidate.entry))?;
            if !is_of_theme(door, &only, &children, candidate.entry)? {
                continue;
            }
            let of = audited(&permit, draw, &candidate, children)?;
            match audit(session, &permit, &sample, of)? {
                Some(audit) => {
                    sample.drawn.push(audit.id);
                    save(&permit, &audit, Version::NONE, "draw_audit", None)?;
                }
                None => sample.nobody_free += 1,
            }
        }
        save(&permit, &sample, Version::NONE, "draw_audit_sample", Some(&asked.why))?;
        Ok(sample.id)
    })
}

/// Each record's last decision of the kind in the period that was not audited yet.
fn candidates(
    permit: &Permit<'_>,
    draw: Draw,
    from: jiff::civil::Date,
    until: jiff::civil::Date,
) -> Result<Vec<Candidate>, Stop> {
    let (begins, ends) = (london::start_of(from), london::end_of(until));
    let mut latest: BTreeMap<Id<Any>, Candidate> = BTreeMap::new();
    for decided in store::audit::decided(permit, draw.decided_by(), begins, ends)? {
        let (record, entry, at, by) = (decided.record, decided.seq.0, decided.known_at, decided.actor);
        latest.insert(record, Candidate { record, entry, at, by });
    }
    let mut fresh = Vec::new();
    for candidate in latest.into_values() {
        if store::audit::of_record(permit, candidate.record)?.is_empty() {
            fresh.push(candidate);
        }
    }
    Ok(fresh)
}

/// Whether one of the children is of the theme, by what was known at the decision.
fn is_of_theme(door: &WriteDoor, only: &Only, children: &[Id<Person>], entry: u64) -> Result<bool, Stop> {
    if *only == Only::All {
        return Ok(true);
    }
    for child in children {
        if !door.would_permit_to(door.actor(), Action::ReadFile, Subject::Child(*child))? {
            continue;
        }
        let permit = door.permit(Action::ReadFile, Subject::Child(*child))?;
        let told = events(&permit, *child)?;
        let file = crate::child::load_file(&permit, *child, Known::At(Seq(entry)), &told)?;
        if only.holds(&file) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is audited: whose work it is, and everybody and every team that had a part in it.
fn audited(
    permit: &Permit<'_>,
    draw: Draw,
    candidate: &Candidate,
    children: Vec<Id<Person>>,
) -> Result<Audited, Stop> {
    let hands = store::audit::hands(permit, draw.decided_by().0, candidate.record, Seq(candidate.entry))?;
    let mut had_a_part: BTreeSet<Id<Staff>> = hands.iter().copied().collect();
    had_a_part.insert(candidate.by);
    had_a_part.extend(beside_the_record(permit, draw, candidate)?);
    let (mut teams, mut working) = (BTreeSet::new(), None);
    for child in &children {
        for involvement in store::involvement::of_child(permit, *child)? {
            let Involved::Worker { staff, team } = &involvement.who else { continue };
            had_a_part.insert(*staff);
            teams.insert(team.clone());
            if working.is_none() && involvement.holds_at(candidate.at) {
                working = Some((*staff, team.clone()));
            }
        }
    }
    let mut practitioner = candidate.by;
    for hand in hands {
        // Whoever referred from an agency began the record; the work is the council's.
        let is_ours = load(permit, hand)?.is_some_and(|known| known.record.agency.is_none());
        if is_ours {
            practitioner = hand;
            break;
        }
    }
    let (practitioner, team) = match working {
        Some(working) => working,
        None => (
            practitioner,
            store::audit::teams_of(permit, practitioner)?.into_iter().next().unwrap_or_default(),
        ),
    };
    if !team.is_empty() {
        teams.insert(team.clone());
    }
    let (record, entry, at) = (candidate.record, candidate.entry, candidate.at);
    Ok(Audited { draw, record, entry, at, practitioner, had_a_part, team, teams, children })
}

/// Those who had a part in it without writing in its record: whoever worked on the contact's enquiry, whoever was asked to the discussion's meeting.
fn beside_the_record(permit: &Permit<'_>, draw: Draw, candidate: &Candidate) -> Result<Vec<Id<Staff>>, Stop> {
    let until = Seq(candidate.entry);
    match draw {
        Draw::Contact => match store::mash::of_contact(permit, candidate.record.of_kind())? {
            Some(enquiry) => Ok(store::audit::hands(permit, Enquiry::KIND, enquiry.any(), until)?),
            None => Ok(Vec::new()),
        },
        Draw::Strategy => {
            let discussion: Id<Discussion> = candidate.record.of_kind();
            let then = store::ledger::at(permit, discussion, Known::At(until))?;
            let Some(meeting) = then.and_then(|known| known.record.meeting) else { return Ok(Vec::new()) };
            let mut there = store::audit::hands(permit, Meeting::KIND, meeting.any(), until)?;
            if let Some(known) = store::ledger::at(permit, meeting, Known::At(until))? {
                there.push(known.record.chair);
                there.extend(known.record.asked().filter_map(|(_, invited)| match invited.who {
                    Who::Account(staff) => Some(staff),
                    Who::Guest { .. } => None,
                }));
            }
            Ok(there)
        }
        Draw::Section47 | Draw::Assessment | Draw::Closure => Ok(Vec::new()),
    }
}

/// The audit of a decision by whoever the lot names first of those who are free, and a second where one is drawn for; nothing when nobody is free.
fn audit(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    sample: &Sample,
    of: Audited,
) -> Result<Option<Audit>, Stop> {
    let pack = &session.house.pack;
    let free = free(session, permit, &of)?;
    let asked = Sample::auditors(&sample.digits, of.record, free);
    let Some(first) = asked.first() else { return Ok(None) };
    let twice = Sample::is_second(&sample.digits, of.record, pack.audit.second_share);
    let auditors: Vec<Id<Staff>> =
        std::iter::once(*first).chain(asked.get(1).copied().filter(|_| twice)).collect();
    let second_missing = twice && auditors.len() < 2;
    let drawn = Drawn { id: session.house.id(), sample: Some(sample.id), of, auditors, second_missing };
    Ok(Some(Audit::draw(drawn, session.at, pack, &session.house.calendar)))
}

/// Those who audit and had no part in the work, nor a team of theirs; inside the circle of each restricted child.
fn free(session: &Session<'_>, permit: &Permit<'_>, of: &Audited) -> Result<Vec<Id<Staff>>, Stop> {
    let mut free = Vec::new();
    for role in session.house.pack.audit.roles() {
        for id in store::staff::holders(permit, role)? {
            let Some(staff) = load(permit, id)?.map(|known| known.record) else { continue };
            let actor = Actor {
                staff: id,
                roles: staff.roles,
                teams: staff.teams,
                agency: staff.agency,
                scope: None,
            };
            let is_free = staff.active && is_free(&actor, &of.had_a_part, &of.teams);
            if is_free && !free.contains(&id) && crate::second_reading::is_inside(permit, &of.children, id)? {
                free.push(id);
            }
        }
    }
    Ok(free)
}

/// The next in the order of the lot when an auditor gives an audit back.
pub(super) fn next(
    session: &Session<'_>,
    permit: &Permit<'_>,
    audit: &Audit,
) -> Result<Option<Id<Staff>>, Stop> {
    let free = free(session, permit, &audit.of)?;
    let digits = match audit.sample {
        Some(sample) => load(permit, sample)?.map(|known| known.record.digits).unwrap_or_default(),
        None => String::new(),
    };
    let asked = Sample::auditors(&digits, audit.of.record, free);
    let had_it = |staff: &Id<Staff>| {
        audit.auditors.contains(staff) || audit.given_back.iter().any(|given| given.by == *staff)
    };
    Ok(asked.into_iter().find(|staff| !had_it(staff)))
}
