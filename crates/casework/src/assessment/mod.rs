//! Child and family assessments: begun for one child or for brothers and sisters, written section by section, put before a manager, sent back or authorised,
//! told. One function for each thing a person does. The assessment's line in each child's episode is saved with it, in the same transaction.

mod around;
mod begin;
mod copies;
mod decide;
mod list;
mod measures;
mod view;
mod write;

pub use begin::{
    BeginAsked, Offered, OfferedChild, begin, hand_to, join_child, name_carer, offered, place_carer,
};
pub use decide::{authorise, decide_exception, end, send_back, submit, tell};
pub use domain::assessment::measures::DEFINITIONS;
pub use list::{OfChild, OnDesk, Row, of_child, on_my_desk, queues, running};
pub(crate) use measures::under as measures_under;
pub use measures::{Counted, measures};
pub use store::assessment::Listed;
pub use view::{AssessmentView, Sheet, sheet, version, view};
pub use write::{
    answer_comment, ask_exception, cite, comment, explain_copy, hold_review, link, mark, save, set_review,
    share_review, uncite, unlink, weigh,
};

use domain::access::{Action, Subject};
use domain::assessment::{ASSESSMENT_FORM, Assessment, DECISION};
use domain::form::Form;
use domain::id::Id;
use domain::notice::Notice;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Stop, Version, Versioned, WriteDoor, WritePermit, load};

use crate::outbox;
use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// The version of the form that an assessment answers: the next one uses the newest, an old one keeps its own.
fn form_of<'s>(session: &Session<'s>, assessment: &Assessment) -> Result<&'s Form, Refusal> {
    let answers = &assessment.answers;
    session.house.pack.form_version(ASSESSMENT_FORM, answers.version).ok_or_else(|| {
        Refusal::NotNow(format!(
            "The practice pack has version {} of the assessment's form no more, which these answers belong to. Tell the administrator.",
            answers.version
        ))
    })
}

/// Saves an assessment as it is now, and its line in each child's episode where that changed.
fn keep(
    permit: &WritePermit<'_>,
    before: &Versioned<Assessment>,
    after: &Assessment,
    command: &str,
    reason: Option<&str>,
) -> Result<(), Stop> {
    store::save(permit, after, before.version, command, reason)?;
    let met = after.clock(DECISION).and_then(|clock| clock.met);
    for assessed in &after.children {
        let line = after.line(assessed.child);
        if before.record.line(assessed.child) == line {
            continue;
        }
        let episode = load(permit, assessed.episode)?.ok_or(Refusal::NotFound)?;
        let changed = match line {
            Some(line) => episode.record.with_assessment(line, met)?,
            None => episode.record.without_assessment(after.id),
        };
        if changed != episode.record {
            store::save(permit, &changed, episode.version, command, None)?;
        }
    }
    Ok(())
}

/// Changes an assessment by a form that says the whole of something: it must have been opened at what stands now.
fn change(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    action: Action,
    command: &'static str,
    act: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Assessment) -> Result<Assessment, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::record(id))?;
        let known = unchanged(&permit, id, sending.opened)?;
        let after = act(door, &permit, &known.record)?;
        keep(&permit, &known, &after, command, None)
    })
}

/// Adds to an assessment: two people who write at once both add.
fn add(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    action: Action,
    command: &'static str,
    act: impl FnOnce(&WritePermit<'_>, &Assessment) -> Result<Assessment, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::record(id))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let after = act(&permit, &known.record)?;
        keep(&permit, &known, &after, command, None)
    })
}

/// Tells somebody, here and by e-mail, but for whoever does it themselves. Nobody is told of what they may not open.
fn tell_person(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    assessment: &Assessment,
    to: Id<Staff>,
    words: &str,
) -> Result<(), Stop> {
    let Some(first) = assessment.children.first().filter(|_| to != session.staff.id) else { return Ok(()) };
    let Some(staff) = load::<Staff>(permit, to)?.map(|known| known.record) else { return Ok(()) };
    let actor = session.house.session(staff).actor;
    for assessed in &assessment.children {
        if !door.would_permit_to(&actor, Action::ReadAssessment, Subject::Child(assessed.child))? {
            return Ok(());
        }
    }
    let reference = &assessment.reference;
    let notice = Notice {
        id: session.house.id(),
        to,
        child: first.child,
        contact: None,
        words: format!("Assessment {reference} {words}"),
        sent_at: session.at,
        acknowledged_at: None,
    };
    store::save(permit, &notice, Version::NONE, "tell_of_assessment", None)?;
    outbox::tell_colleague(session, door, to, &format!("Assessment {reference} {words} Sign in to read it."))
}
