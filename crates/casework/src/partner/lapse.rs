//! Leavers lapse: a partner's account that is not used, or that its administrator does not confirm, closes at the next sign-in and by itself every
//! hour. Whoever may add people of that agency opens it again; nothing of what they did is lost.
//!
//! When somebody was last confirmed is when their record was last saved: added, let in again or confirmed. So nothing is kept twice.

use domain::access::{Action, Actor, Subject};
use domain::partner::lapsed;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Stop, Versioned, load, save};

use crate::house::House;

/// The act that closes an account by itself.
pub(super) const LAPSE: &str = "lapse_partner";

fn back(house: &House) -> Stop {
    let words = format!(
        "Your account has closed by itself, because it was not used or not confirmed for a while. Nothing is lost. Ask your agency's own administrator \
         to let you in again, or ring {}.",
        house.pack.council.duty_phone
    );
    Refusal::NotNow(words).into()
}

/// Whether the password of somebody who may not sign in is worth checking: their account lapsed, and they are told so.
///
/// # Errors
/// When the store fails.
pub(crate) fn may_be_told(house: &House, staff: &Staff) -> Result<bool, Stop> {
    if staff.active || staff.agency.is_none() {
        return Ok(false);
    }
    let (account, _) = house.store.own_account(staff.id)?;
    Ok(account.is_some_and(|account| account.command == LAPSE))
}

/// Says of a partner whose password was right whether the account is still theirs.
///
/// # Errors
/// When it has lapsed, with words on how to come back.
pub(crate) fn still_theirs(house: &House, staff: &Staff, at: Timestamp) -> Result<(), Stop> {
    if staff.agency.is_none() {
        return Ok(());
    }
    let (account, used) = house.store.own_account(staff.id)?;
    let Some(account) = account else { return Ok(()) };
    if !account.record.active {
        return Err(back(house));
    }
    if lapsed(used, account.known_at, at, &house.pack.hub.partner).is_none() {
        return Ok(());
    }
    lapse(house, &account, at)?;
    Err(back(house))
}

/// Closes every account of a partner that has lapsed, and says how many.
///
/// # Errors
/// When the store fails.
pub fn lapse_unused(house: &House) -> Result<usize, Stop> {
    let at = house.now();
    let over = house.system().read("accounts that lapsed", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        let mut over: Vec<Versioned<Staff>> = Vec::new();
        for id in store::partner::account::all(&permit)? {
            let known: Versioned<Staff> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
            let used = store::partner::account::used(&permit, id)?;
            if lapsed(used, known.known_at, at, &house.pack.hub.partner).is_some() {
                over.push(known);
            }
        }
        Ok(over)
    })?;
    for account in &over {
        lapse(house, account, at)?;
    }
    Ok(over.len())
}

fn lapse(house: &House, account: &Versioned<Staff>, at: Timestamp) -> Result<(), Stop> {
    house.store.write(&Actor::system(), at, LAPSE, |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        let id = account.record.id;
        let known: Versioned<Staff> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let used = store::partner::account::used(&permit, id)?;
        // Somebody may have let them in again, or they may have signed in, since it was asked.
        let Some(lapse) = lapsed(used, known.known_at, at, &house.pack.hub.partner) else { return Ok(()) };
        if !known.record.active {
            return Ok(());
        }
        let closed = Staff { active: false, ..known.record };
        save(&permit, &closed, known.version, LAPSE, Some(&lapse.words()))?;
        Ok(())
    })
}
