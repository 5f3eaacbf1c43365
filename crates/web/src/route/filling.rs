//! A form being filled in: what is typed, under which client-made id, against which version of the record.

use domain::id::Id;
use domain::refusal::Problem;
use jiff::Timestamp;

use super::Fields;
use casework::Sending;

/// Which version of a record a form is filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// As it stands.
    Now,
    /// As it stood at a version: the base of a conflict.
    Version(u64),
}

/// What a form starts from.
#[derive(Debug, Clone, Default)]
pub struct Prefilled {
    /// The answers the record already holds.
    pub fields: Fields,
    /// The version they come from; 0 for a record that is yet to be made.
    pub version: u64,
}

/// A form as the page shows it and as the person sent it.
#[derive(Debug, Clone)]
pub struct Filling {
    /// What is typed.
    pub fields: Fields,
    /// The client-made id: the same form sent twice is one act.
    pub form: Id<Sending>,
    /// The version the form was opened at.
    pub opened: u64,
    /// What cannot be taken as it stands.
    pub problems: Vec<Problem>,
    /// When a draft of it was last kept.
    pub draft_saved_at: Option<Timestamp>,
    /// What somebody else saved meanwhile.
    pub conflict: Option<Conflict>,
}

/// Two people edited at once: the form as it was opened, and as the other person saved it. Yours is the filling itself.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// As it was opened.
    pub base: Fields,
    /// As it stands now.
    pub theirs: Fields,
    /// The version that stands now: saving again saves over it, knowingly.
    pub now: u64,
}

impl Filling {
    /// The value of a field.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// The words of the problem with a field.
    pub fn problem(&self, name: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.field == name).map(|problem| problem.words.as_str())
    }

    /// What the use case is told about the sending.
    pub fn sending(&self) -> Sending {
        Sending { form: self.form, opened: self.opened }
    }
}
