//! What a person is told when something may not happen: words they can act on. A failure of ours is never a `Refusal`.

use serde::{Deserialize, Serialize};

/// Why a command or a reading was not done, in words for the page. Every one can be put right by a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Answers that cannot be taken as they stand, each beside its question.
    #[error("{}", .0.iter().map(|p| p.words.as_str()).collect::<Vec<_>>().join(" "))]
    Invalid(Vec<Problem>),
    /// The viewer may not do or see this. The words say whom to ring and reveal nothing else.
    #[error("{0}")]
    NotAllowed(String),
    /// There is no such record, or the viewer may not learn that there is one.
    #[error("There is nothing here that you can see.")]
    NotFound,
    /// The state of the record does not allow it: already decided, already sent.
    #[error("{0}")]
    NotNow(String),
    /// Somebody else changed the record after this form was opened.
    #[error("Someone else saved this while you were writing. Nothing you wrote is lost.")]
    Changed {
        /// The version the form was opened at.
        opened: u64,
        /// The version that stands now.
        now: u64,
    },
    /// The service is full at this moment; what was typed is kept.
    #[error("The service is busy. Nothing is lost: try again in a few seconds.")]
    Busy,
}

/// One answer that cannot be taken, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The name of the form's field, so that the error summary's link lands on it.
    pub field: String,
    /// What is wrong and how to mend it.
    pub words: String,
}

impl Problem {
    /// A problem with one field.
    pub fn new(field: impl Into<String>, words: impl Into<String>) -> Self {
        Problem { field: field.into(), words: words.into() }
    }
}

impl Refusal {
    /// A refusal about one field.
    pub fn field(field: impl Into<String>, words: impl Into<String>) -> Self {
        Refusal::Invalid(vec![Problem::new(field, words)])
    }

    /// A refusal of access, with the words to show.
    pub fn not_allowed(words: impl Into<String>) -> Self {
        Refusal::NotAllowed(words.into())
    }
}
