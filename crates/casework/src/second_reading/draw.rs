//! Drawing a decision, and finding somebody free of it to read it: not whoever proposed, decided, held it or owns what follows from it, not
//! the child's own worker, and nobody outside the circle of a restricted child.

use std::collections::BTreeSet;

use domain::access::Role;
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::involvement::Involvement;
use domain::person::Person;
use domain::second_reading::{Drawn, First, Read, SecondReading, Seed};
use domain::staff::Staff;
use store::{Permit, Seq, Stop, Version, WritePermit, load, save};

use super::contact_of;
use crate::session::Session;

/// Draws a contact's decision, or not. The seed was made before the month's first decision, so whoever decides cannot know.
pub(crate) fn draw(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: &Contact,
    decided_in: Seq,
) -> Result<(), Stop> {
    let house = session.house;
    let share = house.pack.consistency.second_reading.share;
    let Some(decision) = contact.decision() else { return Ok(()) };
    let Some(basis) = &decision.outcomes else { return Ok(()) };
    if share == 0 {
        return Ok(());
    }
    let seed = seed(session, permit)?;
    let ruling = contact.decisions.len();
    if !seed.draws(contact.id.any(), ruling, share) {
        return Ok(());
    }
    let team = load(permit, decision.by)?.and_then(|known| known.record.teams.first().cloned());
    let first = First {
        by: decision.by,
        team: team.unwrap_or_default(),
        proposed_by: match crate::mash::within(permit, contact.id)? {
            Some(enquiry) => enquiry.recommended_by(),
            None => contact.proposal.as_ref().map(|proposal| proposal.by),
        },
        at: decision.at,
        level: basis.level,
        paragraphs: basis.paragraphs().map(str::to_owned).collect(),
        outcome: basis.outcomes.primary.clone(),
    };
    let reader = seed.order(contact.id.any(), ruling, free(session, permit, contact)?).into_iter().next();
    let drawn = Drawn {
        id: house.id(),
        of: Read::Contact(contact.id),
        reference: contact.reference.clone(),
        children: contact.people().collect::<BTreeSet<_>>().into_iter().collect(),
        first,
        decided_in: decided_in.0,
        seed: seed.id,
        reader,
    };
    let reading = SecondReading::draw(drawn, session.at, &house.pack, &house.calendar);
    save(permit, &reading, Version::NONE, "draw_second_reading", None)?;
    Ok(())
}

/// The month's seed: made by chance with the month's first decision, and kept.
fn seed(session: &Session<'_>, permit: &WritePermit<'_>) -> Result<Seed, Stop> {
    let name = Seed::name_for(london::date_of(session.at));
    if let Some(known) = load(permit, name)? {
        return Ok(known.record);
    }
    let seed = Seed::make(session.house.chance::<32>(), session.at);
    save(permit, &seed, Version::NONE, "make_reading_seed", None)?;
    Ok(seed)
}

/// The next in the order of the draw when a reader gives it back.
pub(super) fn next_reader(
    session: &Session<'_>,
    permit: &Permit<'_>,
    reading: &SecondReading,
    gives_back: Id<Staff>,
) -> Result<Option<Id<Staff>>, Stop> {
    let Some(seed) = load(permit, reading.seed)?.map(|known| known.record) else { return Ok(None) };
    let Some(contact) = load(permit, contact_of(reading))?.map(|known| known.record) else { return Ok(None) };
    let order = seed.order(contact.id.any(), contact.decisions.len(), free(session, permit, &contact)?);
    Ok(order.into_iter().find(|reader| *reader != gives_back && !reading.had_a_part(*reader)))
}

/// The managers who may read a contact's decision: those free of it.
fn free(session: &Session<'_>, permit: &Permit<'_>, contact: &Contact) -> Result<Vec<Id<Staff>>, Stop> {
    let mut had_a_part: BTreeSet<Id<Staff>> = contact.decisions.iter().map(|decision| decision.by).collect();
    had_a_part.extend(contact.proposal.as_ref().map(|proposal| proposal.by));
    had_a_part.extend(contact.holder);
    had_a_part.extend(contact.logged_by);
    let bases = contact.decisions.iter().filter_map(|decision| decision.outcomes.as_ref());
    had_a_part.extend(bases.flat_map(|basis| &basis.actions).map(|action| action.owner));
    if let Some(enquiry) = crate::mash::within(permit, contact.id)? {
        had_a_part.extend(enquiry.recommended_by());
        had_a_part.extend(enquiry.conflicts.iter().map(|conflict| conflict.by));
        had_a_part.extend(enquiry.ratings.iter().map(|rated| rated.by));
        had_a_part.extend(enquiry.rulings.iter().map(|ruling| ruling.by));
    }
    let children: Vec<Id<Person>> = contact.people().collect();
    for child in &children {
        let involved = store::involvement::of_child(permit, *child)?;
        had_a_part.extend(involved.iter().filter_map(Involvement::worker));
    }
    let mut readers = Vec::new();
    for role in &session.house.pack.consistency.second_reading.readers {
        let Some(role) = Role::from_code(role) else { continue };
        for reader in store::staff::holders(permit, role)? {
            if !had_a_part.contains(&reader) && is_inside(permit, &children, reader)? {
                readers.push(reader);
            }
        }
    }
    Ok(readers)
}

/// Whether somebody is inside the circle of every one of these children who is restricted.
pub(crate) fn is_inside(
    permit: &Permit<'_>,
    children: &[Id<Person>],
    staff: Id<Staff>,
) -> Result<bool, Stop> {
    for child in store::read_as_one::with_all(permit, children.iter().copied())? {
        let restriction = load(permit, child)?.and_then(|known| known.record.restriction);
        if restriction.is_some_and(|restriction| !restriction.circle.contains(&staff)) {
            return Ok(false);
        }
    }
    Ok(true)
}
