//! A stage whose time has gone by is left for the next one. It is done in one transaction with the mark that it was done, so that any number of processes,
//! and one that dies, do it once; and the next clock begins when the time was over, however late the machine looked.

use domain::access::{Action, Actor, Subject};
use domain::disagreement::Disagreement;
use domain::id::Id;
use store::{Stop, Versioned, load, save};

use super::tell::{begun, climbed};
use crate::house::House;

/// Moves a disagreement up as far as time has gone by; nothing when it was settled or moved meanwhile.
pub(crate) fn time_passed(house: &House, disagreement: Id<Disagreement>) -> Result<(), Stop> {
    let session = house.system();
    house.store.write(&Actor::system(), session.at, "disagreement_time_passed", |door| {
        let permit = door.permit(Action::AnswerDisagreement, Subject::Disagreement(disagreement))?;
        let Some(known): Option<Versioned<Disagreement>> = load(&permit, disagreement)? else {
            return Ok(());
        };
        let Some(after) = known.record.time_passed(session.at, &house.pack, &house.calendar) else {
            return Ok(());
        };
        save(&permit, &after, known.version, "disagreement_time_passed", None)?;
        begun(&session, door, &after)?;
        climbed(&session, door, &after)
    })
}
