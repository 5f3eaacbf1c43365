//! Local forms: a council's own forms filled in about a child, from the pack alone.

use domain::access::{Action, Subject};
use domain::form::{Answers, CommentAsked};
use domain::id::Id;
use domain::local_form::{FormAnswer, FormSent, of_child, of_viewer, offered};
use domain::person::name::shown;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::ledger::history;
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};
use crate::staff::Names;
use crate::standing::{at_version, unchanged};

/// An answered form as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerView {
    /// The answered form.
    pub answer: Versioned<FormAnswer>,
    /// The child's name.
    pub child: String,
    /// Its versions, oldest first.
    pub versions: Vec<Kept>,
    /// The staff named in it.
    pub names: Names,
    /// Whether the viewer may write in it.
    pub may_write: bool,
}

/// One version: who kept it, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The version.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Id<Staff>,
    /// Why, where a reason was given.
    pub reason: String,
}

/// What a form about a child begins with: what the record and the worker's account already answer.
///
/// # Errors
/// When the pack offers no such form, or the person may not fill one in for the child.
pub fn blank(session: &Session<'_>, child: Id<Person>, form: &str) -> Result<Answers, Stop> {
    let pack = &session.house.pack;
    let form = offered(pack, form).ok_or(Refusal::NotFound)?;
    session.read("begin a local form", |door| {
        let permit = door.permit(Action::FillLocalForm, Subject::Child(child))?;
        let person = about_a_child(&permit, child)?;
        let mut answers = form.blank();
        form.prefill(&mut answers, |source, index| match source {
            domain::form::Source::Record(target) if index.unwrap_or(0) == 0 => of_child(&person, target),
            domain::form::Source::Record(_) => None,
            viewer => (index.unwrap_or(0) == 0).then(|| of_viewer(&session.staff, viewer, pack)).flatten(),
        });
        Ok(answers)
    })
}

/// Begins an answer, or keeps it whole when it is finished at once.
///
/// # Errors
/// When something is missing, or the person may not fill in forms for the child.
pub fn begin(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    sent: FormSent,
) -> Result<Id<FormAnswer>, Stop> {
    session.send(sending, "begin_local_form", |door| {
        let permit = door.permit(Action::FillLocalForm, Subject::Child(child))?;
        about_a_child(&permit, child)?;
        let id = session.house.id();
        let answer = FormAnswer::begin(child, sent, id, session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &answer, Version::NONE, "begin_local_form", None)?;
        Ok(id)
    })
}

/// Goes on with an answer, finishes it, or corrects one that is finished.
///
/// # Errors
/// As [`begin`], when no reason is given for a correction, and when somebody else changed it.
pub fn write(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    sent: FormSent,
) -> Result<(), Stop> {
    session.send(sending, "write_local_form", |door| {
        let permit = door.permit(Action::FillLocalForm, Subject::record(answer))?;
        let known = unchanged(&permit, answer, sending.opened)?;
        let now = known.record.write(sent, session.staff.id, session.at, &session.house.pack)?;
        let reason = now.corrected.as_ref().filter(|act| known.record.corrected.as_ref() != Some(act));
        let reason = reason.map(|act| shown(&act.reason));
        save(&permit, &now, known.version, "write_local_form", reason.as_deref())?;
        Ok(())
    })
}

/// Says that an answer was recorded in error.
///
/// # Errors
/// When no reason is given, or somebody else changed it.
pub fn withdraw(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "local_form_in_error", |door| {
        let permit = door.permit(Action::FillLocalForm, Subject::record(answer))?;
        let known = load(&permit, answer)?.ok_or(Refusal::NotFound)?;
        let withdrawn = known.record.withdraw(reason, session.staff.id, session.at)?;
        save(&permit, &withdrawn, Version(sending.opened), "local_form_in_error", Some(&shown(reason)))?;
        Ok(())
    })
}

/// Says something about one answer of a form, or about the whole.
///
/// # Errors
/// When nothing is said, or the person may not write in the child's forms.
pub fn comment(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    asked: CommentAsked,
) -> Result<(), Stop> {
    changed(session, sending, answer, "comment_local_form", |known| {
        known.comment(asked, session.staff.id, session.at, &session.house.pack)
    })
}

/// Answers a comment.
///
/// # Errors
/// When nothing is said, or it was answered or taken back.
pub fn answer_comment(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    number: u32,
    words: &str,
) -> Result<(), Stop> {
    changed(session, sending, answer, "answer_local_form_comment", |known| {
        known.answer_comment(number, words, session.staff.id, session.at)
    })
}

/// Takes one's own comment back.
///
/// # Errors
/// When somebody else wrote it, or it was answered.
pub fn withdraw_comment(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    number: u32,
) -> Result<(), Stop> {
    changed(session, sending, answer, "withdraw_local_form_comment", |known| {
        known.withdraw_comment(number, session.staff.id, session.at)
    })
}

/// A comment adds a line and overwrites nobody's: it is taken whatever was written since the page was opened.
fn changed(
    session: &Session<'_>,
    sending: &Sending,
    answer: Id<FormAnswer>,
    command: &'static str,
    change: impl FnOnce(&FormAnswer) -> Result<FormAnswer, Refusal>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(Action::FillLocalForm, Subject::record(answer))?;
        let known = load(&permit, answer)?.ok_or(Refusal::NotFound)?;
        save(&permit, &change(&known.record)?, known.version, command, None)?;
        Ok(())
    })
}

/// One answered form.
///
/// # Errors
/// When there is none, or the viewer may not read it.
pub fn view(session: &Session<'_>, answer: Id<FormAnswer>) -> Result<AnswerView, Stop> {
    session.read("local form", |door| {
        let subject = Subject::record(answer);
        let permit = door.permit(Action::ReadLocalForm, subject)?;
        let known = load(&permit, answer)?.ok_or(Refusal::NotFound)?;
        let child = known.record.child;
        permit.shown(child);
        let child = load(&permit, child)?.map(|person| person.record.name()).unwrap_or_default();
        let versions: Vec<Kept> = history(&permit, answer)?.into_iter().map(kept).collect();
        let staff: Vec<Id<Staff>> =
            versions.iter().map(|kept| kept.by).chain(staff_in(&known.record)).collect();
        let names = Names::of(&permit, staff)?;
        let may_write =
            known.record.in_error.is_none() && door.would_permit(Action::FillLocalForm, subject)?;
        Ok(AnswerView { answer: known, child, versions, names, may_write })
    })
}

/// One version of an answer: what a page that was opened at it began from, and what stood at the time.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn kept_version(session: &Session<'_>, answer: Id<FormAnswer>, version: u64) -> Result<FormAnswer, Stop> {
    session.read("local form as it was", |door| {
        let permit = door.permit(Action::ReadLocalForm, Subject::record(answer))?;
        at_version(&permit, answer, version)
    })
}

/// The staff named in an answer.
pub(crate) fn staff_in(answer: &FormAnswer) -> impl Iterator<Item = Id<Staff>> {
    let acts = answer.finished.iter().chain(&answer.corrected).chain(&answer.in_error);
    let said = answer.comments.iter().flat_map(|comment| {
        std::iter::once(comment.by).chain(comment.answered.as_ref().map(|answered| answered.by))
    });
    std::iter::once(answer.by).chain(acts.map(|act| act.by)).chain(said)
}

fn kept(version: Versioned<FormAnswer>) -> Kept {
    let Versioned { version, known_at, actor, reason, .. } = version;
    Kept { version: version.0, at: known_at, by: actor, reason: reason.unwrap_or_default() }
}

fn about_a_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Person, Stop> {
    let person = load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    if person.standing == Standing::Adult {
        let words = "A local form is about a child. Open it on the record of the child it is about.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    Ok(person)
}
