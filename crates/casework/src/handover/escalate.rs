//! What nobody has accepted by the hour of acceptance goes to the MASH managers: each child once to each of them, and one message that names
//! nobody. It is done in one transaction with the mark that it was done, so that any number of processes, and a process that dies, do it once.

use std::collections::BTreeSet;

use domain::access::{Action, Actor, Subject};
use domain::calendar::london;
use domain::handover::{Left, NightItem};
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::staff::Role;
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::house::House;
use crate::outbox;

/// Sends what is overdue to the managers; nothing when there is nothing.
pub(crate) fn unaccepted_to_manager(house: &House) -> Result<(), Stop> {
    let session = house.system();
    house.store.write(&Actor::system(), session.at, "morning_to_manager", |door| {
        let permit = door.permit(Action::SeeMorning, Subject::House)?;
        let (mut children, mut pieces) = (BTreeSet::new(), 0_usize);
        for id in store::handover::overdue_items(&permit)? {
            let Some(known): Option<Versioned<NightItem>> = load(&permit, id)? else { continue };
            let Some(gone) = known.record.goes_to_manager(session.at) else { continue };
            save(&permit, &gone, known.version, "morning_to_manager", None)?;
            pieces += 1;
            children.extend(children_of(&permit, &gone)?);
        }
        if pieces == 0 {
            return Ok(());
        }
        let by = london::time_in_words(session.at);
        for manager in store::staff::holders(&permit, Role::MashManager)? {
            for child in &children {
                let notice = Notice {
                    id: house.id(),
                    to: manager,
                    child: *child,
                    contact: None,
                    words: format!("Left by the night, and accepted by nobody by {by}. It is yours now."),
                    sent_at: session.at,
                    acknowledged_at: None,
                };
                save(&permit, &notice, Version::NONE, "morning_to_manager", None)?;
            }
        }
        let what = if pieces == 1 { "1 thing".to_owned() } else { format!("{pieces} things") };
        let words = format!("{what} left by the night, accepted by nobody by {by}: see the morning list.");
        outbox::alert(&session, door, Role::MashManager, &words)
    })
}

/// The children a piece is about: of a contact those who have been found since.
fn children_of(permit: &Permit<'_>, item: &NightItem) -> Result<Vec<Id<Person>>, Stop> {
    Ok(match item.left {
        Left::Contact(contact) => {
            load(permit, contact)?.map(|known| known.record.people().collect()).unwrap_or_default()
        }
        Left::Note(_) | Left::Opening(_) | Left::Card(_) | Left::Power(_) | Left::SafetyPlan(_) => {
            item.children.clone()
        }
    })
}
