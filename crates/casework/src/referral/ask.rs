//! What a contact's decision asks for: a referral of each child who is not open. An open child's worker is told by the contact itself.

use domain::calendar::london;
use domain::contact::{Contact, RulingBasis};
use domain::id::Id;
use domain::person::Person;
use domain::referral::{self, Referral};
use jiff::Timestamp;
use store::{Permit, Stop, Version, WritePermit, load, save};

use crate::session::Session;

/// Refuses an outcome that asks for a referral when every child of the contact is open already.
pub(crate) fn may_be_asked(
    session: &Session<'_>,
    permit: &Permit<'_>,
    contact: &Contact,
    basis: &RulingBasis,
) -> Result<(), Stop> {
    let Some(outcome) = session.house.pack.outcome(&basis.outcomes.primary) else { return Ok(()) };
    if outcome.referral.is_none() {
        return Ok(());
    }
    let (mut open, mut children) = (0, 0);
    for child in contact.people() {
        children += 1;
        open += usize::from(is_open(permit, child, session.at)?);
    }
    Ok(referral::may_be_asked(outcome, open, children)?)
}

/// Makes the referrals that a decided contact asks for. Where one of a child waits already the new request joins it.
pub(crate) fn ask(session: &Session<'_>, permit: &WritePermit<'_>, contact: &Contact) -> Result<(), Stop> {
    let house = session.house;
    let Some(decision) = contact.decision() else { return Ok(()) };
    for child in contact.people() {
        if is_open(permit, child, session.at)? {
            continue;
        }
        let id = house.id();
        let asked = Referral::asked(id, child, contact, decision, &house.pack, &house.calendar)?;
        let Some(asked) = asked else { return Ok(()) };
        let waiting = store::referral::waiting_of_child(permit, child)?;
        match waiting.first().map(|id| load(permit, *id)).transpose()?.flatten() {
            Some(known) => {
                let joined = known.record.joined(&asked, &house.calendar)?;
                save(permit, &joined, known.version, "join_referral", None)?;
            }
            None => {
                save(permit, &asked, Version::NONE, "ask_for_referral", None)?;
            }
        }
    }
    Ok(())
}

fn is_open(permit: &Permit<'_>, child: Id<Person>, at: Timestamp) -> Result<bool, Stop> {
    let day = london::date_of(at);
    Ok(store::episode::of_child(permit, child)?.iter().any(|episode| episode.is_open_on(day)))
}
