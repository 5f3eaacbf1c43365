//! What one of ours does with a disagreement: says who speaks, answers, moves it up, writes down how it ended.

use domain::access::{Action, Subject};
use domain::disagreement::{Disagreement, ResolveAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Permit, Stop, load, save};

use super::tell::{begun, climbed, raiser};
use super::{standing, unchanged};
use crate::conference;
use crate::session::{Sending, Session};

/// Says who speaks in the stage it is in.
///
/// # Errors
/// When they do not speak in this stage, somebody else changed it, or it is resolved.
pub fn speakers(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    ours: Option<Id<Staff>>,
    (theirs, account): (String, Option<Id<Staff>>),
) -> Result<(), Stop> {
    session.send(sending, "disagreement_speakers", |door| {
        let permit = door.permit(Action::AnswerDisagreement, Subject::Disagreement(disagreement))?;
        let known = unchanged(&permit, disagreement, sending.opened)?;
        let ours = ours.map(|ours| active(&permit, ours)).transpose()?;
        let account = account.map(|account| active(&permit, account)).transpose()?;
        let agency = account.as_ref().and_then(|staff| staff.agency.clone());
        if account.is_some() && agency != known.record.raised.agency {
            let words = "Choose somebody of the agency that disagrees.";
            return Err(Refusal::field("theirs_account", words).into());
        }
        let theirs = match &account {
            Some(staff) if theirs.trim().is_empty() => staff.name.clone(),
            _ => theirs,
        };
        let told: Vec<Id<Staff>> = ours.iter().chain(&account).map(|staff| staff.id).collect();
        let after = known.record.speakers(
            ours.as_ref(),
            (theirs, account.map(|staff| staff.id)),
            &session.house.pack,
        )?;
        save(&permit, &after, known.version, "disagreement_speakers", None)?;
        for staff in told.into_iter().filter(|staff| *staff != session.staff.id) {
            let words =
                format!("You speak in disagreement {}. Sign in to read and answer it.", after.reference);
            crate::outbox::tell_colleague(session, door, staff, &words)?;
        }
        Ok(())
    })
}

fn active(permit: &Permit<'_>, staff: Id<Staff>) -> Result<Staff, Stop> {
    let found = load(permit, staff)?.map(|known| known.record).filter(|staff| staff.active);
    Ok(found.ok_or_else(|| Refusal::field("ours", "Somebody you chose has left. Choose again."))?)
}

/// Answers, for the council. Whoever raised it reads it and is told that there is an answer.
///
/// # Errors
/// When nothing is said, or it is resolved.
pub fn say(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "answer_disagreement", |door| {
        let permit = door.permit(Action::AnswerDisagreement, Subject::Disagreement(disagreement))?;
        let known = standing(&permit, disagreement)?;
        let after = known.record.say(&session.staff, words, session.at)?;
        save(&permit, &after, known.version, "answer_disagreement", None)?;
        raiser(session, door, &after, "has an answer")
    })
}

/// Moves it up: this stage did not settle it.
///
/// # Errors
/// When nothing says why, it is in the last stage, or somebody else changed it.
pub fn move_up(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    because: &str,
) -> Result<(), Stop> {
    session.send(sending, "move_disagreement_up", |door| {
        let permit = door.permit(Action::AnswerDisagreement, Subject::Disagreement(disagreement))?;
        let known = unchanged(&permit, disagreement, sending.opened)?;
        let house = session.house;
        let after =
            known.record.move_up(session.staff.id, because, session.at, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "move_disagreement_up", Some(because))?;
        begun(session, door, &after)?;
        climbed(session, door, &after)
    })
}

/// Writes down how it ended. When a declined conference is held after all, it is asked for in the same transaction.
///
/// # Errors
/// When the person raised it, whoever raised it does not agree and there is a stage above, or something is missing.
pub fn resolve(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    asked: ResolveAsked,
) -> Result<(), Stop> {
    session.send(sending, "resolve_disagreement", |door| {
        let permit = door.permit(Action::ResolveDisagreement, Subject::Disagreement(disagreement))?;
        let known = unchanged(&permit, disagreement, sending.opened)?;
        let pack = &session.house.pack;
        let changes = pack.disagreements.outcome(&asked.outcome).is_some_and(|outcome| outcome.changed);
        let after = known.record.resolve(session.staff.id, asked, session.at, pack)?;
        save(&permit, &after, known.version, "resolve_disagreement", None)?;
        if changes {
            conference::asked_after_all(session, door, &permit, &after)?;
        }
        raiser(session, door, &after, "has been resolved")
    })
}
