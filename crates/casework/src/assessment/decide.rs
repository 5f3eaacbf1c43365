//! Signing: put before a manager, sent back, authorised by another person who saw the mirror, more time decided, ended, told.

use domain::access::{Action, Subject};
use domain::assessment::{
    Assessment, AuthoriseAsked, CommentAsked, EndAsked, SubmitAsked, ToldAsked, mirror,
};
use domain::chronology::Entry;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use store::{Permit, Stop, load};

use super::around::{entries, file_of};
use super::copies::compared;
use super::{add, change, form_of, keep, tell_person};
use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// The children's chronologies as this person may read them, before the act: the mirror is made from them.
fn history(session: &Session<'_>, id: Id<Assessment>) -> Result<Vec<Vec<Entry>>, Stop> {
    session.read("assessment's history", |door| {
        let permit = door.permit(Action::ReadAssessment, Subject::record(id))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        let children = known.children.iter().map(|assessed| file_of(door, assessed.child));
        Ok(entries(session, &children.collect::<Result<Vec<_>, Stop>>()?))
    })
}

/// Puts it before a manager. What is missing needs a reason; managers of the team are told.
///
/// # Errors
/// With everything that is missing; when somebody else changed it, or the person may not.
pub fn submit(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: SubmitAsked,
) -> Result<(), Stop> {
    let entries = history(session, id)?;
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    session.send(sending, "submit_assessment", |door| {
        let permit = door.permit(Action::SubmitAssessment, Subject::record(id))?;
        let known = unchanged(&permit, id, sending.opened)?;
        let form = form_of(session, &known.record)?;
        // Other families' records may have been written since: all of it is compared again.
        let assessment = compared(session, door, &permit, &known.record, form, |_| true)?;
        let mirror = mirror(&assessment, form, &entries, &pack.assessment);
        let after = assessment.submitted(asked, &mirror, form, pack, by, at)?;
        keep(&permit, &known, &after, "submit_assessment", None)?;
        for manager in managers(&permit, &after)? {
            tell_person(session, door, &permit, &after, manager, "waits for you to authorise it.")?;
        }
        Ok(())
    })
}

/// The managers of the team who did not write it.
pub(super) fn managers(permit: &Permit<'_>, assessment: &Assessment) -> Result<Vec<Id<Staff>>, Stop> {
    let managers = store::watch::managers_of(permit, Role::TeamManager, &assessment.team)?;
    Ok(managers.into_iter().filter(|manager| !assessment.wrote(*manager)).collect())
}

/// Sends it back to be worked on again, with comments at their place. Whoever sent it and whoever makes it are told.
///
/// # Errors
/// When it does not wait, no reason is given, the manager wrote it, somebody else changed it, or the person may not.
pub fn send_back(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    why: &str,
    comments: Vec<CommentAsked>,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(
        session,
        sending,
        id,
        Action::AuthoriseAssessment,
        "send_back_assessment",
        |door, permit, assessment| {
            let mut commented = assessment.clone();
            for comment in comments {
                commented = commented.commented(comment, by, at)?;
            }
            let back = commented.sent_back(why, by, at, pack)?;
            tell_writers(session, door, permit, &back, "came back to you to be worked on again.")?;
            Ok(back)
        },
    )
}

/// Authorises it. What whoever signs was shown of the mirror is what is kept.
///
/// # Errors
/// With everything that is missing; when the mirror shows something else by now, a passage of another family's record is not explained, the manager wrote
/// it, somebody else changed it, or the person may not.
pub fn authorise(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: AuthoriseAsked,
) -> Result<(), Stop> {
    let entries = history(session, id)?;
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(
        session,
        sending,
        id,
        Action::AuthoriseAssessment,
        "authorise_assessment",
        |door, permit, assessment| {
            let form = form_of(session, assessment)?;
            let mirror = mirror(assessment, form, &entries, &pack.assessment);
            let after = assessment.authorise(asked, mirror, form, pack, by, at)?;
            tell_writers(session, door, permit, &after, "was authorised.")?;
            Ok(after)
        },
    )
}

/// A manager decides on more time. No clock moves; whoever makes it is told.
///
/// # Errors
/// When none waits, no reason is given, the manager works on it, somebody else changed it, or the person may not.
pub fn decide_exception(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    approved: bool,
    words: &str,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(
        session,
        sending,
        id,
        Action::AuthoriseAssessment,
        "decide_exception",
        |door, permit, assessment| {
            let after = assessment.exception_decided(approved, words, by, at, pack)?;
            let told = if approved {
                "has more time: its limit stays, with the reason beside it."
            } else {
                "has no more time."
            };
            tell_person(session, door, permit, &after, after.worker, told)?;
            Ok(after)
        },
    )
}

/// Ends it without authorising it, with the reason.
///
/// # Errors
/// When it is over, the manager works on it, something is missing, somebody else changed it, or the person may not.
pub fn end(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: &EndAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(session, sending, id, Action::EndAssessment, "end_assessment", |door, permit, assessment| {
        let after = assessment.ends(asked, by, at, pack)?;
        tell_writers(session, door, permit, &after, "was ended without being authorised.")?;
        Ok(after)
    })
}

/// Writes down that somebody was told what came of it.
///
/// # Errors
/// When nothing is authorised, something is missing, or the person may not.
pub fn tell(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: ToldAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    add(session, sending, id, Action::WriteAssessment, "tell_of_outcome", |_, assessment| {
        Ok(assessment.tells(asked, by, at, pack)?)
    })
}

/// Whoever makes it and whoever put it before a manager last.
fn tell_writers(
    session: &Session<'_>,
    door: &store::WriteDoor,
    permit: &store::WritePermit<'_>,
    assessment: &Assessment,
    words: &str,
) -> Result<(), Stop> {
    let mut writers = vec![assessment.worker];
    writers.extend(
        assessment.submission().map(|submission| submission.by).filter(|by| *by != assessment.worker),
    );
    for writer in writers {
        tell_person(session, door, permit, assessment, writer, words)?;
    }
    Ok(())
}
