//! All that is held of one child that any return asks for. What a return needs to know besides, such as its day, it asks for itself.

use domain::assessment::Assessment;
use domain::conference::Conference;
use domain::contact::Contact;
use domain::episode::Episode;
use domain::event::Event;
use domain::involvement::Involvement;
use domain::person::Person;
use domain::power::Power;
use domain::section47::{DirectWork, Section47};
use domain::voice::ChildVoice;

/// One child's record.
#[derive(Clone, Copy)]
pub struct Held<'h> {
    /// The child.
    pub person: &'h Person,
    /// The council's identifier of the child in returns: one to twenty letters and figures.
    pub identifier: &'h str,
    /// Contacts about the child.
    pub contacts: &'h [Contact],
    /// Episodes, oldest first.
    pub episodes: &'h [Episode],
    /// Conferences.
    pub conferences: &'h [Conference],
    /// Assessments.
    pub assessments: &'h [Assessment],
    /// Section 47 enquiries.
    pub enquiries: &'h [Section47],
    /// Who is and was involved, oldest first.
    pub involvements: &'h [Involvement],
    /// Powers and orders.
    pub powers: &'h [Power],
    /// Days on which the child was listened to.
    pub voices: &'h [ChildVoice],
    /// Direct work.
    pub direct_work: &'h [DirectWork],
    /// Significant events.
    pub events: &'h [Event],
}

impl<'h> Held<'h> {
    /// A child of whom nothing is held but who they are.
    pub const fn of(person: &'h Person, identifier: &'h str) -> Self {
        Held {
            person,
            identifier,
            contacts: &[],
            episodes: &[],
            conferences: &[],
            assessments: &[],
            enquiries: &[],
            involvements: &[],
            powers: &[],
            voices: &[],
            direct_work: &[],
            events: &[],
        }
    }
}
