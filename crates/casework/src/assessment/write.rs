//! Writing an assessment: sections, links to history, citations, what is said at a place, review points. Two people who write in different sections both
//! keep what they wrote; a second editor of the same section is shown theirs, yours and the base.

use domain::access::{Action, Subject};
use domain::assessment::{Assessment, CommentAsked, ExceptionAsked, LinkAsked, ReviewAsked, SectionSaved};
use domain::chronology::Source;
use domain::form::Place;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Permit, Stop, Version, load};

use super::copies::compared;
use super::{add, change, form_of, keep, tell_person};
use crate::session::{Sending, Session};

/// Saves sections of the form. What stands elsewhere too is found as it is saved, and keeps where it comes from.
///
/// # Errors
/// [`Refusal::Changed`] when somebody saved one of these sections after the page was opened; when an answer cannot be kept, it is not being written, or
/// the person may not.
pub fn save(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    saved: SectionSaved,
) -> Result<(), Stop> {
    session.send(sending, "save_assessment", |door| {
        let permit = door.permit(Action::WriteAssessment, Subject::record(id))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        if known.version != Version(sending.opened) {
            let opened = at_version(&permit, id, sending.opened)?;
            let same = opened.is_some_and(|opened| known.record.same_in(&opened, &saved.sections));
            if !same {
                return Err(Refusal::Changed { opened: sending.opened, now: known.version.0 }.into());
            }
        }
        let form = form_of(session, &known.record)?;
        let after = known.record.saved(saved, form, session.staff.id)?;
        let before = &known.record.answers;
        let changed = |place: &Place| before.at(place) != after.answers.at(place);
        let after = compared(session, door, &permit, &after, form, changed)?;
        if after == known.record {
            return Ok(());
        }
        keep(&permit, &known, &after, "save_assessment", None)
    })
}

/// One version, out of the ledger.
pub(super) fn at_version(
    permit: &Permit<'_>,
    id: Id<Assessment>,
    version: u64,
) -> Result<Option<Assessment>, Stop> {
    Ok(store::ledger::version(permit, id, Version(version))?.map(|known| known.record))
}

/// Links an event to now, or sets it aside with a reason.
///
/// # Errors
/// When something is missing, it is not being written, or the person may not.
pub fn link(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    child: Id<Person>,
    source: Source,
    asked: LinkAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "link_history", |_, assessment| {
        Ok(assessment.linked(child, source, asked, by, at)?)
    })
}

/// Takes back what was said about an event.
///
/// # Errors
/// When nothing was said, it is not being written, or the person may not.
pub fn unlink(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    child: Id<Person>,
    source: &Source,
) -> Result<(), Stop> {
    let by = session.staff.id;
    add(session, sending, id, Action::WriteAssessment, "unlink_history", |_, assessment| {
        Ok(assessment.unlinked(child, source, by)?)
    })
}

/// "Use this": an answer rests on an event.
///
/// # Errors
/// When there is no such question or child, it is not being written, or the person may not.
pub fn cite(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    place: Place,
    child: Id<Person>,
    source: Source,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "cite_event", |_, assessment| {
        let form = form_of(session, assessment)?;
        Ok(assessment.cites(place, child, source, form, by, at)?)
    })
}

/// An answer does not rest on an event after all.
///
/// # Errors
/// When it was not cited, it is not being written, or the person may not.
pub fn uncite(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    place: &Place,
    source: &Source,
) -> Result<(), Stop> {
    let by = session.staff.id;
    add(session, sending, id, Action::WriteAssessment, "uncite_event", |_, assessment| {
        Ok(assessment.uncites(place, source, by)?)
    })
}

/// Says something about it, at its place: whoever writes it, or a manager while it waits.
///
/// # Errors
/// When nothing is said, it is over, or the person may not.
pub fn comment(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: CommentAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "comment_on_assessment", |_, assessment| {
        Ok(assessment.commented(asked, by, at)?)
    })
}

/// Says what was done about a comment.
///
/// # Errors
/// When there is none, it was answered, nothing is said, or the person may not.
pub fn answer_comment(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    number: u32,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "answer_comment", |_, assessment| {
        Ok(assessment.comment_answered(number, words, by, at)?)
    })
}

/// Marks a contradiction.
///
/// # Errors
/// When nothing is said, it is not being written, or the person may not.
pub fn mark(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    place: Option<Place>,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "mark_contradiction", |_, assessment| {
        Ok(assessment.marks(place, words, by, at)?)
    })
}

/// Says what is made of a contradiction.
///
/// # Errors
/// When nothing is said, it is not being written, or the person may not.
pub fn weigh(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    key: &str,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "weigh_contradiction", |_, assessment| {
        Ok(assessment.weighs(key, words, by, at)?)
    })
}

/// Says why a text stands here as it stands elsewhere: `number` is its place in the record's list as the page showed it.
///
/// # Errors
/// When there is none, nothing is said, somebody else changed it, or the person may not.
pub fn explain_copy(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    number: usize,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    change(session, sending, id, Action::WriteAssessment, "explain_copy", |_, _, assessment| {
        Ok(assessment.explains(number, words, by, at)?)
    })
}

/// Sets another review point, with why.
///
/// # Errors
/// When something is missing, it is over, or the person may not.
pub fn set_review(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: &ReviewAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    change(session, sending, id, Action::WriteAssessment, "set_review_point", |_, _, assessment| {
        Ok(assessment.review_set(asked, by, at)?)
    })
}

/// Says on which day the family was told of the review point.
///
/// # Errors
/// When the day lies ahead, nobody is named, or the person may not.
pub fn share_review(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    on: Date,
    with: &str,
) -> Result<(), Stop> {
    let at = session.at;
    add(session, sending, id, Action::WriteAssessment, "share_review_point", |_, assessment| {
        Ok(assessment.review_shared(on, with, at)?)
    })
}

/// Writes down that the review point was held.
///
/// # Errors
/// When none waits, something is missing, or the person may not.
pub fn hold_review(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    on: Option<Date>,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::WriteAssessment, "hold_review_point", |_, assessment| {
        Ok(assessment.review_held(on, words, by, at)?)
    })
}

/// Asks for more time than the limit gives. Managers of the team are told.
///
/// # Errors
/// When something is missing, one waits already, it is over, or the person may not.
pub fn ask_exception(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: &ExceptionAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    session.send(sending, "ask_exception", |door| {
        let permit = door.permit(Action::WriteAssessment, Subject::record(id))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let after = known.record.exception_asked_for(asked, by, at)?;
        keep(&permit, &known, &after, "ask_exception", None)?;
        for manager in super::decide::managers(&permit, &after)? {
            tell_person(session, door, &permit, &after, manager, "asks for more time than the limit gives.")?;
        }
        Ok(())
    })
}
