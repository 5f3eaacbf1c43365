//! Who is asked to a meeting, what they answered, and whether they came. Somebody with an account signs in and answers; a guest has none, and somebody
//! else writes down what they said.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Reader;
use crate::access::Sealed;
use crate::id::Id;
use crate::staff::Staff;

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Who.
    pub who: Who,
    /// The name they are known by at the meeting.
    pub name: String,
    /// Their agency; nothing for the council.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// In which capacity.
    pub title: String,
    /// Whether the meeting cannot do without them.
    pub needed: bool,
    /// Whose place they take.
    pub instead_of: Option<usize>,
    /// When they were asked, for the time that stands now.
    pub asked_at: Timestamp,
    /// By when they answer.
    pub answer_by: Timestamp,
    /// Whether their organisation had published no free time that holds the meeting when they were asked.
    pub had_no_slot: bool,
    /// What they answered.
    pub reply: Option<Reply>,
    /// Whether they came.
    pub attendance: Option<Attendance>,
    /// When they were told that they are not asked any more.
    pub withdrawn: Option<Timestamp>,
}

/// Somebody with or without an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Signs in.
    Account(Id<Staff>),
    /// Does not sign in.
    Guest {
        /// Where the invitation goes.
        email: Option<Sealed<String>>,
        /// One of the family: they get what may be told to the family, and nothing else.
        family: bool,
    },
}

/// An answer to an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What.
    pub coming: Coming,
    /// Why not, or what else.
    pub words: String,
    /// Who answered: they themselves, a colleague of theirs, or whoever took the call.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Whether somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// In person.
    InPerson,
    /// By telephone or video.
    DiallingIn,
    /// Does not come, and sends what they know.
    SendsInformation,
    /// Cannot.
    Cannot,
}

impl Coming {
    /// Every answer.
    pub const ALL: [Coming; 4] =
        [Coming::InPerson, Coming::DiallingIn, Coming::SendsInformation, Coming::Cannot];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Coming::InPerson => "coming",
            Coming::DiallingIn => "dialling_in",
            Coming::SendsInformation => "sends_information",
            Coming::Cannot => "cannot",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<Coming> {
        Coming::ALL.into_iter().find(|coming| coming.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Coming::InPerson => "Coming",
            Coming::DiallingIn => "Dialling in",
            Coming::SendsInformation => "Sends information instead",
            Coming::Cannot => "Cannot come",
        }
    }
}

/// Whether somebody came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// How.
    pub how: Attended,
    /// Why not, for who was absent.
    pub words: String,
}

/// How somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attended {
    /// In the room.
    InPerson,
    /// By telephone or video.
    Dialled,
    /// Was not there, and had sent what they know.
    SentInformation,
    /// Was not there.
    Absent,
}

impl Attended {
    /// Every way.
    pub const ALL: [Attended; 4] =
        [Attended::InPerson, Attended::Dialled, Attended::SentInformation, Attended::Absent];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Attended::InPerson => "in_person",
            Attended::Dialled => "dialled",
            Attended::SentInformation => "sent_information",
            Attended::Absent => "absent",
        }
    }

    /// The way with this code.
    pub fn from_code(code: &str) -> Option<Attended> {
        Attended::ALL.into_iter().find(|how| how.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Attended::InPerson => "In person",
            Attended::Dialled => "Dialled in",
            Attended::SentInformation => "Sent information",
            Attended::Absent => "Absent",
        }
    }

    /// Whether somebody spoke for the agency: written information cannot be asked back.
    pub const fn was_there(self) -> bool {
        matches!(self, Attended::InPerson | Attended::Dialled)
    }
}

impl Invited {
    /// Who they read the minutes as.
    pub fn reader(&self) -> Reader {
        match (&self.who, &self.agency) {
            (Who::Guest { family: true, .. }, _) => Reader::Family,
            (_, None) => Reader::Council,
            (_, Some(agency)) => {
                Reader::Agency { agency: agency.clone(), organisation: self.organisation.clone() }
            }
        }
    }

    /// Whether they were there.
    pub fn was_there(&self) -> bool {
        self.attendance.as_ref().is_some_and(|attendance| attendance.how.was_there())
    }

    /// Whether the minutes are theirs to get at once: they were there, or had sent what they know.
    pub fn took_part(&self) -> bool {
        self.attendance.as_ref().is_some_and(|attendance| attendance.how != Attended::Absent)
    }

    /// Whether they belong to this agency and organisation.
    pub fn is_of(&self, agency: &str, organisation: &str) -> bool {
        self.agency.as_deref() == Some(agency) && self.organisation == organisation
    }
}
