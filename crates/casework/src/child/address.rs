//! Revealing a protected address: a refuge, a confidential placement, a hidden home. It stands on no page. Whoever needs it asks, with a reason; the
//! asking is an entry of its own in the access log, and so is every showing in the minutes after it.
//!
//! Two records of one person are read as one: whoever asks for the addresses of the one asks for those of the other, for the same reason, and the asking stands
//! with both. What was linked after the asking was not asked for.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use store::access_log::{self, Outcome};
use store::submission::Submission;
use store::{Known, Stop, load, read_as_one};

use crate::session::{Sending, Session};

/// How long an address stays in sight of whoever asked: long enough to write it down or to send a car.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(5);

/// How far back the asking is looked for among the viewer's own entries.
const ENTRIES: u32 = 200;

/// A protected stay, opened for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// The address on one line.
    pub address: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// Who said so.
    pub source: String,
}

/// Asks to see a child's protected addresses, in every record that is read as one with theirs.
///
/// # Errors
/// When no reason is given, or the person may not reveal them.
pub fn ask_to_reveal(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    reason: &str,
) -> Result<(), Stop> {
    let reason: String = reason.trim().chars().take(500).collect();
    // The reason stands in the access entry itself, beside who and when.
    let purpose = format!("reveal a protected address: {reason}");
    let submission = Submission { form: sending.form, command: "reveal_address", content: &sending.content };
    session.house.store.write(&session.actor, session.at, &purpose, |door| {
        door.once(&submission, |door| {
            let permit = door.permit(Action::RevealAddress, Subject::Child(child))?;
            for other in read_as_one::of(&permit, child, Known::Now)?.others(child) {
                door.permit(Action::RevealAddress, Subject::Child(other))?;
            }
            if reason.chars().count() < 10 {
                let words = "Say why you need the address, so that somebody else can review it.";
                return Err(Refusal::field("reason", words).into());
            }
            door.drop_draft(sending.form)?;
            Ok(())
        })
    })
}

/// The protected addresses, for somebody who asked for them in the last minutes; nothing for anybody else.
///
/// # Errors
/// When the person may not read the record.
pub fn revealed(session: &Session<'_>, child: Id<Person>) -> Result<Option<Vec<Revealed>>, Stop> {
    session.read("protected address", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let mine = access_log::by_actor(&own, session.staff.id, None, ENTRIES)?;
        let asked = |record: &Id<Person>| {
            mine.iter().any(|look| {
                look.act == Action::RevealAddress.code()
                    && look.child == Some(*record)
                    && look.outcome == Outcome::Allowed.code()
                    && look.purpose.starts_with("reveal a protected address")
                    && session.at.duration_since(look.at) <= SHOWN_FOR
            })
        };
        let group = read_as_one::of(&own, child, Known::Now)?;
        if !group.all.iter().all(asked) {
            door.permit(Action::ReadFile, Subject::Child(child))?;
            return Ok(None);
        }
        let permit = door.permit(Action::RevealAddress, Subject::Child(child))?;
        let mut people = Vec::new();
        for record in &group.all {
            people.push(load(&permit, *record)?.ok_or(Refusal::NotFound)?.record);
        }
        for other in group.others(child) {
            permit.shown(other);
        }
        let own = people.iter().find(|person| person.id == child).cloned().ok_or(Refusal::NotFound)?;
        let person = own.as_one(&people);
        let unsealing = permit.unsealing();
        let revealed =
            person.addresses.iter().filter(|address| address.is_protected()).filter_map(|address| {
                let lines = address.lines.open(unsealing)?;
                let (from, until) = (address.from, address.until);
                Some(Revealed { address: lines.one_line(), from, until, source: address.source.clone() })
            });
        Ok(Some(revealed.collect()))
    })
}
