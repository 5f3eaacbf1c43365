//! What people do to an audit.

use domain::access::Action;
use domain::audit::{ActionAsked, Audit, Feedback, GradingAsked, Moved};
use domain::calendar::{london, working_days};
use domain::form::Answers;
use domain::id::Id;
use store::Stop;

use super::{added, changed, draw};
use crate::session::{Sending, Session};

/// Gives one's grades.
///
/// # Errors
/// When the audit is not theirs, is graded by them already, or something is missing.
pub fn grade(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    asked: GradingAsked,
) -> Result<(), Stop> {
    changed(session, sending, id, (Action::GradeAudit, "grade_audit"), |_, _, audit| {
        let after = audit.grade_by(session.staff.id, asked, session.at, &session.house.pack)?;
        Ok((after, String::new()))
    })
}

/// Gives an audit back: it goes to the next who is free.
///
/// # Errors
/// When it is not theirs or graded by them, no reason is given, or nobody else is free.
pub fn give_back(session: &Session<'_>, sending: &Sending, id: Id<Audit>, why: String) -> Result<(), Stop> {
    changed(session, sending, id, (Action::GradeAudit, "give_audit_back"), |_, permit, audit| {
        let next = draw::next(session, permit, audit)?;
        Ok((audit.give_back(session.staff.id, why.clone(), next, session.at)?, why))
    })
}

/// Sets grades after both auditors, or the one there is.
///
/// # Errors
/// When it is not graded, the person is one of its auditors or had a part in the work, or a reason is missing.
pub fn moderate(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    moved: &[Moved],
) -> Result<(), Stop> {
    changed(session, sending, id, (Action::ModerateAudit, "moderate_audit"), |_, _, audit| {
        let why: Vec<&str> =
            moved.iter().map(|moved| moved.why.trim()).filter(|why| !why.is_empty()).collect();
        Ok((audit.moderate(session.staff.id, moved, session.at)?, why.join(" ")))
    })
}

/// Writes down what the child or a parent said about the help they had, or why they were not heard. `of` is the pack's code of who was asked.
///
/// # Errors
/// When nobody is chosen or nothing is written.
pub fn hear(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    of: String,
    (words, why_not): (String, String),
    further: Option<Answers>,
) -> Result<(), Stop> {
    added(session, sending, id, (Action::HearAudit, "hear_in_audit"), |_, _, audit| {
        let feedback = Feedback { of, words, why_not, further, by: session.staff.id, at: session.at };
        Ok((audit.hear(session.staff.id, feedback, &session.house.pack)?, String::new()))
    })
}

/// The practitioner says what they think of it.
///
/// # Errors
/// When it is not graded, the work is somebody else's, or nothing is written.
pub fn reply(session: &Session<'_>, sending: &Sending, id: Id<Audit>, words: String) -> Result<(), Stop> {
    changed(session, sending, id, (Action::ReplyAudit, "reply_to_audit"), |_, _, audit| {
        Ok((audit.answer(session.staff.id, words, session.at)?, String::new()))
    })
}

/// Sets an action.
///
/// # Errors
/// When it is not graded or something is missing.
pub fn set_action(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    asked: ActionAsked,
) -> Result<(), Stop> {
    added(session, sending, id, (Action::SetAuditAction, "set_audit_action"), |_, _, audit| {
        let today = london::date_of(session.at);
        let days = u32::from(session.house.pack.audit.action_within_working_days);
        let usual = working_days::add(today, days, &session.house.calendar.holidays);
        Ok((audit.set_action(session.staff.id, asked, session.at, today, usual)?, String::new()))
    })
}

/// The owner says that an action is done, and how one can see it. `number` counts the audit's actions from 0.
///
/// # Errors
/// When it is somebody else's, is done, or no evidence is given.
pub fn action_done(
    session: &Session<'_>,
    sending: &Sending,
    (id, number): (Id<Audit>, usize),
    evidence: String,
) -> Result<(), Stop> {
    changed(session, sending, id, (Action::DoAuditAction, "audit_action_done"), |_, _, audit| {
        Ok((audit.action_done(session.staff.id, number, evidence, session.at)?, String::new()))
    })
}

/// Somebody other than the owner looks whether an action is done.
///
/// # Errors
/// When the owner looks, nothing was said to be done, or nothing is written.
pub fn look_at_action(
    session: &Session<'_>,
    sending: &Sending,
    (id, number): (Id<Audit>, usize),
    looked: (Option<bool>, String),
) -> Result<(), Stop> {
    changed(session, sending, id, (Action::CloseAuditAction, "look_at_audit_action"), |_, _, audit| {
        let reason = looked.1.clone();
        Ok((audit.look_at_action(session.staff.id, number, looked, session.at)?, reason))
    })
}
