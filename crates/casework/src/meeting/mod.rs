//! Meetings of several agencies, from asking people to everybody having their own copy of the minutes. What an agency may read is composed for it
//! when it looks; there is no file that goes to all.

mod arrange;
mod calendar;
mod copies;
mod invitation;
mod measures;
mod minutes;
mod own;
mod planner;
mod secrets;
mod slots;
mod view;

pub(crate) use arrange::arranged;
pub use arrange::{Planned, arrange, call_off, replan};
pub use calendar::calendar;
pub use copies::{OwnCopy, Preview, distribute, family_copy, own_copy, preview, previews};
pub use invitation::{AboutIt, Answering, Invitation, Ours, answer, answer_for, invitation};
pub use measures::{DEFINITIONS, Measures, measures};
pub(crate) use minutes::write_within;
pub use minutes::{Offered, Room, Written, room, version, write};
pub use own::{AskedOfMe, OwnAction, action_done, asked_of_me, own_actions};
pub use planner::Of;
pub(crate) use planner::plan;
pub use planner::{AgencyPeople, Planner, about, agenda_for, planner, planner_again};
pub(crate) use secrets::Secrets;
pub use slots::{own_slots, publish, take_back};
pub use store::meeting::{Attending, Leaving, Listed};
pub use view::{MeetingView, about_child, about_contact, list, reopen, sign, view};

pub(crate) use crate::standing::{standing, unchanged};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::person::Person;

/// What a meeting is arranged about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A contact, with all its children.
    Contact(Id<Contact>),
    /// An enquiry, with the contact it was opened from.
    Enquiry(Id<Enquiry>),
    /// One child.
    Child(Id<Person>),
}
