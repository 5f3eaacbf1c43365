//! Beginning a discussion: from a prompt of the watch, a contact, an enquiry or a child. What the record knows already is put in, with its source.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use domain::strategy::{Discussion, NewDiscussion, WhyNow};
use domain::watch::{Answer, Prompt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Permit, Stop, Version, WriteDoor, load, save};

use super::offers::offers_for;
use super::prepare::no_protected_address;
use crate::meeting::About;
use crate::session::{Sending, Session};

/// A discussion as it is begun on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// What it is begun from.
    pub about: About,
    /// The children; those of the contact or enquiry, or the child, when none is chosen.
    pub children: Vec<Id<Person>>,
    /// Why now.
    pub why: WhyNow,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a discussion comes from, beside what it is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origin {
    /// The prompts of the watch that it answers.
    pub prompts: Vec<Id<Any>>,
    /// When the first of them was raised.
    pub raised_at: Option<Timestamp>,
    /// By when the watch wants an answer, or wanted one that did not come.
    pub watch_due: Option<Timestamp>,
    /// Who decided to hold it, and when, where that was before now.
    pub decided: Option<(Id<Staff>, Timestamp)>,
    /// The discussion that it follows.
    pub follows: Option<Id<Discussion>>,
}

/// Where a discussion comes from that a prompt of the watch asks for, and the children it asks about.
///
/// # Errors
/// When the person may not read the prompt.
pub fn of_prompt(session: &Session<'_>, prompt: Id<Prompt>) -> Result<(Origin, Vec<Id<Person>>), Stop> {
    let prompt = crate::watch::view(session, prompt)?.prompt.record;
    let wanted = prompt.answers.iter().rev().find(|answer| matches!(answer.what, Answer::HoldNow { .. }));
    let origin = Origin {
        prompts: vec![prompt.id.any()],
        raised_at: Some(prompt.triggered_at()),
        watch_due: prompt.unanswered_at().or(prompt.due),
        decided: wanted.map(|answer| (answer.by, answer.at)),
        follows: None,
    };
    Ok((origin, prompt.children))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    discussion: Id<Discussion>,
}

/// Begins a discussion: it is decided to hold it.
///
/// # Errors
/// When the person may not begin one about one of the children, or harm and event are not said.
pub fn begin(session: &Session<'_>, sending: &Sending, begun: Begun) -> Result<Id<Discussion>, Stop> {
    let offers = offers_for(session, begun.about, &begun.children)?;
    let made: Made = session.send(sending, "begin_discussion", |door| {
        let permit = door.permit(Action::BeginDiscussion, begun.about.subject())?;
        let of = begun.about.of(&permit)?;
        let children = if begun.children.is_empty() { of.children } else { begun.children };
        may_be_about(door, &children)?;
        let typed = vec![
            ("harm".to_owned(), begun.why.harm.as_str()),
            ("event".to_owned(), begun.why.event.as_str()),
        ];
        no_protected_address(&permit, &children, of.contact, typed)?;
        let house = session.house;
        let id = house.id();
        let threshold =
            of.contact.map(|contact| decided_in(&permit, session, contact)).transpose()?.flatten();
        let origin = begun.origin;
        let discussion = Discussion::begin(
            NewDiscussion {
                id,
                reference: reference(id),
                children,
                contact: of.contact,
                enquiry: of.enquiry,
                prompts: origin.prompts,
                follows: origin.follows,
                why: begun.why,
                threshold_at: origin.raised_at.into_iter().chain(threshold.map(|(_, at)| at)).min(),
                decided: origin.decided.or(threshold),
                watch_due: origin.watch_due,
                offers,
            },
            session.staff.id,
            session.at,
            &house.pack,
            &house.calendar,
        )?;
        save(&permit, &discussion, Version::NONE, "begin_discussion", None)?;
        Ok(Made { discussion: id })
    })?;
    Ok(made.discussion)
}

/// A discussion is begun about children whom the person may know of. A restricted one stops it with whom to ring.
fn may_be_about(door: &WriteDoor, children: &[Id<Person>]) -> Result<(), Stop> {
    for child in children {
        door.permit(Action::BeginDiscussion, Subject::Child(*child))?;
    }
    Ok(())
}

/// Who decided on a contact that there is reasonable cause to suspect significant harm, and when: its clock runs from there.
fn decided_in(
    permit: &Permit<'_>,
    session: &Session<'_>,
    contact: Id<Contact>,
) -> Result<Option<(Id<Staff>, Timestamp)>, Stop> {
    let contact = load(permit, contact)?.ok_or(Refusal::NotFound)?.record;
    let suspects = |code: &str| {
        session.house.pack.outcome(code).is_some_and(|outcome| outcome.ssd_flag == "CP_ENQUIRY_FLAG")
    };
    let decided = contact.decision().filter(|decision| {
        decision.outcomes.as_ref().map(|basis| &basis.outcomes).is_some_and(|outcomes| {
            suspects(&outcomes.primary) || outcomes.also.iter().any(|code| suspects(code))
        })
    });
    Ok(decided.map(|decision| (decision.by, decision.at)))
}

/// A number that people can say on the telephone, and that tells nothing.
fn reference(id: Id<Discussion>) -> String {
    format!("SD-{}", id.spoken(6))
}
