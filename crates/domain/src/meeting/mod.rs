//! A meeting of several agencies: who is needed, who came, what each told, what was decided, who saw it differently, who does what by when
//! (domain.md 1.5, agenda and record; 1.11 to 1.13 for MARAC, MACE and team around the family, which are kinds in the pack).
//!
//! One record, and a copy of it for each who gets one: what police tell for the meeting only stands in no other agency's minutes ([`copy`]).
//! A copy is composed when it is opened. There is no file that goes to all.

mod arrange;
mod calendar_file;
mod copy;
mod invited;
mod minutes;
mod quorum;
mod reply;
mod sign;
mod slot;

pub use arrange::{Arranged, FORM, GuestAsked, PlanAsked};
pub use calendar_file::{CalendarFile, Method, calendar_file};
pub use copy::{Copied, MeetingCopy, Reader, holds_any, without};
pub use invited::{Attendance, Attended, Coming, Invited, Reply, Who};
pub use minutes::{
    ActionAsked, Dissent, Gap, GapAsked, MeetingAction, MinutesAsked, Origin, Resolution, Said, SaidAsked,
    Writer,
};
pub use quorum::Quorum;
pub use sign::{Given, Reopened};
pub use slot::{NewSlot, Slot, free_for_all};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::Clock;
use crate::contact::Contact;
use crate::form::Answers;
use crate::id::Id;
use crate::mash::Enquiry;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// The name of the clock from the end of a meeting until its minutes are distributed. Its limit is the kind's.
pub const MINUTES: &str = "minutes";

/// One meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The record's name.
    pub id: Id<Meeting>,
    /// The number people say, and all that an e-mail says of it.
    pub reference: String,
    /// The kind: a code of the pack.
    pub kind: String,
    /// Why these people meet.
    pub purpose: String,
    /// The contact it is about, with all its children.
    pub contact: Option<Id<Contact>>,
    /// The enquiry whose answers are told.
    pub enquiry: Option<Id<Enquiry>>,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// Who arranged it.
    pub arranged_by: Id<Staff>,
    /// When it was arranged.
    pub arranged_at: Timestamp,
    /// Who chairs it, and signs its minutes.
    pub chair: Id<Staff>,
    /// Who writes its minutes, where it is not the chair.
    pub minute_taker: Option<Id<Staff>>,
    /// When it begins.
    pub starts: Timestamp,
    /// When it is planned to end.
    pub ends: Timestamp,
    /// Where. It stands in e-mails, so that no family's address and no child's name may.
    pub place: String,
    /// How to dial in; it stands in e-mails too.
    pub dial_in: String,
    /// How often the invitation was changed: calendars keep the highest.
    pub sequence: u32,
    /// When the invitation was last changed.
    pub changed_at: Timestamp,
    /// What is to be talked about, line by line.
    pub agenda: Vec<String>,
    /// Everybody who was asked, in order. Nobody is ever taken out: whoever is not asked any more is marked so.
    pub invited: Vec<Invited>,
    /// What was told, by agency.
    pub said: Vec<Said>,
    /// What was decided.
    pub decision: Option<Resolution>,
    /// Who does what by when.
    pub actions: Vec<MeetingAction>,
    /// When they meet next.
    pub next: Option<Timestamp>,
    /// Why it was held although somebody needed was missing.
    pub gap: Option<Gap>,
    /// Who wrote in the minutes, and for which chair.
    pub writers: Vec<Writer>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The clock of the minutes, from the end on.
    pub clock: Option<Clock>,
    /// Who signed the minutes, and when.
    pub signed: Option<(Id<Staff>, Timestamp)>,
    /// When the chair took the signature back, and why.
    pub reopened: Vec<Reopened>,
    /// Who got which copy when.
    pub given: Vec<Given>,
    /// When it was called off, by whom and why.
    pub cancelled: Option<(Id<Staff>, Timestamp, String)>,
    /// When agencies' access to it ends; nothing while it is not distributed.
    pub closes_at: Option<Timestamp>,
    /// Answers to the council's own questions about the plan, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// To come, or being held.
    Planned,
    /// Ended; its minutes wait for the chair.
    Held,
    /// Signed; not everybody who was there has their copy.
    Signed,
    /// Everybody who was there has their copy.
    Distributed,
    /// Called off.
    Cancelled,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 5] =
        [Stage::Planned, Stage::Held, Stage::Signed, Stage::Distributed, Stage::Cancelled];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Planned => "planned",
            Stage::Held => "held",
            Stage::Signed => "signed",
            Stage::Distributed => "distributed",
            Stage::Cancelled => "cancelled",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// What the stage means, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Planned => "Planned",
            Stage::Held => "Held: minutes to be signed",
            Stage::Signed => "Signed: minutes to be distributed",
            Stage::Distributed => "Minutes distributed",
            Stage::Cancelled => "Called off",
        }
    }
}

impl Meeting {
    /// Where it stands: said by what has happened.
    pub fn stage(&self) -> Stage {
        if self.cancelled.is_some() {
            Stage::Cancelled
        } else if self.ended_at.is_none() {
            Stage::Planned
        } else if self.signed.is_none() {
            Stage::Held
        } else if self.clock.as_ref().is_some_and(|clock| clock.met.is_some()) {
            Stage::Distributed
        } else {
            Stage::Signed
        }
    }

    /// Those who are asked now, with their places in the list.
    pub fn asked(&self) -> impl Iterator<Item = (usize, &Invited)> {
        self.invited.iter().enumerate().filter(|(_, invited)| invited.withdrawn.is_none())
    }

    /// The place of somebody with an account among those who are asked.
    pub fn place_of(&self, staff: Id<Staff>) -> Option<usize> {
        self.asked().find(|(_, invited)| invited.who == Who::Account(staff)).map(|(place, _)| place)
    }
}

impl Record for Meeting {
    const KIND: &'static str = "meeting";

    fn id(&self) -> Id<Meeting> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_meeting(self)
    }
}

#[cfg(test)]
mod tests;
