//! What can go wrong that is not the person's doing. A failure is logged with its chain; the page says sorry and what happened to the answers.
//!
//! No failure carries the value of a parameter: a child's name must not reach a log.

use std::time::Duration;

use domain::refusal::Refusal;

use crate::engine::Fault;

/// Something of ours failed: nothing was changed, unless the words say otherwise.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database could not carry out a statement.
    #[error("the database could not carry out {statement}: {fault}")]
    Engine {
        /// The statement's name.
        statement: String,
        /// What the engine said, without values.
        #[source]
        fault: Fault,
    },
    /// Too many were waiting for a connection, or waiting took too long.
    #[error("the database is saturated: {waiting} were waiting, the limit of waiting is {longest:?}")]
    Saturated {
        /// How many others were waiting.
        waiting: usize,
        /// How long anyone waits.
        longest: Duration,
    },
    /// Another program or process held what was needed for too long.
    #[error("{statement} waited too long for another: {fault}")]
    Locked {
        /// The statement's name.
        statement: String,
        /// What the engine said, without values.
        #[source]
        fault: Fault,
    },
    /// A column holds something else than the program expects.
    #[error("{statement} answered with a column {column} that cannot be read")]
    Unreadable {
        /// The statement's name.
        statement: String,
        /// The column.
        column: String,
    },
    /// A statement that must answer with exactly one row did not.
    #[error("{statement} should have answered with one row and answered with {rows}")]
    NotOne {
        /// The statement's name.
        statement: String,
        /// How many rows came.
        rows: usize,
    },
    /// A record's body cannot be written or read as JSON.
    #[error("a record of kind {kind} cannot be written or read")]
    Body {
        /// The record's kind.
        kind: &'static str,
        /// Where in the document, without its values.
        #[source]
        source: BodyFault,
    },
    /// A record's tables do not fit its declaration: a mistake in the program, found by the first test that saves one.
    #[error("the tables of records of kind {kind} are declared wrongly: {what}")]
    Declaration {
        /// The record's kind.
        kind: &'static str,
        /// What does not fit.
        what: String,
    },
    /// The database was made by another program, a newer version, or has been changed by hand.
    #[error("the database cannot be used: {0}")]
    Schema(String),
    /// The entry of who looked at what could not be written, so nothing is shown.
    #[error("the reading could not be recorded, so nothing is shown: {0}")]
    NotRecorded(String),
    /// The key file is missing or is not a key.
    #[error("the key file cannot be used: {0}")]
    Key(String),
    /// A sealed value does not open: it was changed, moved, or sealed under another key.
    #[error(
        "a sealed value does not open: it was changed, moved from its place, or sealed under another key"
    )]
    Sealed,
    /// A file could not be read or written.
    #[error("{what}")]
    File {
        /// What was being done, with the file's path.
        what: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

/// A JSON fault without the text it stumbled over: serde's own words may quote a value.
#[derive(Debug, thiserror::Error)]
#[error("{category} at line {line} column {column}")]
pub struct BodyFault {
    category: &'static str,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for BodyFault {
    fn from(error: serde_json::Error) -> Self {
        let category = match error.classify() {
            serde_json::error::Category::Io => "could not be written",
            serde_json::error::Category::Syntax => "not JSON",
            serde_json::error::Category::Data => "not what this kind of record holds",
            serde_json::error::Category::Eof => "cut short",
        };
        BodyFault { category, line: error.line(), column: error.column() }
    }
}

impl Failure {
    /// A fault of the engine in a statement.
    pub(crate) fn engine(statement: &str, fault: Fault) -> Self {
        Failure::Engine { statement: statement.to_owned(), fault }
    }

    /// A file that could not be read or written.
    pub(crate) fn file(what: impl Into<String>, source: std::io::Error) -> Self {
        Failure::File { what: what.into(), source }
    }
}

/// Why a session stopped: a person can put it right, or it is ours.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Words for the page.
    #[error(transparent)]
    Refusal(Refusal),
    /// For the log.
    #[error(transparent)]
    Failure(Failure),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Refusal(refusal)
    }
}

/// A full house is a refusal: the person tries again in a few seconds and nothing is lost.
impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Saturated { .. } | Failure::Locked { .. } => Stop::Refusal(Refusal::Busy),
            other => Stop::Failure(other),
        }
    }
}
