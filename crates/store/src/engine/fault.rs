//! What an engine said when it could not do something, without the values it was given.

use std::fmt;

/// What a fault means to its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Another holds what was needed for too long.
    Busy,
    /// The row is already there.
    Unique,
    /// A trigger or constraint refused the change: the evidence tables may not be changed.
    Refused,
    /// The connection is lost, the disk failed or the file is damaged: the connection is not used again.
    Broken,
    /// Anything else.
    Other,
}

/// A fault: the engine's code and its words about tables and columns, never its details, which quote values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it means.
    pub kind: FaultKind,
    /// The engine's own code.
    pub code: String,
    /// The engine's own words.
    pub message: String,
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl Fault {
    /// A fault of our own making.
    pub(crate) fn own(message: impl Into<String>) -> Self {
        Fault { kind: FaultKind::Other, code: "frontdoor".to_owned(), message: message.into() }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let rusqlite::Error::SqliteFailure(failure, words) = &error else {
            return match error {
                rusqlite::Error::SqlInputError { msg, .. } => Fault::own(msg),
                rusqlite::Error::Utf8Error(_, _) => Fault::own("a text column does not hold text"),
                other => Fault::own(kind_of(&other)),
            };
        };
        let kind = match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => FaultKind::Busy,
            ErrorCode::ConstraintViolation => match failure.extended_code {
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                    FaultKind::Unique
                }
                _ => FaultKind::Refused,
            },
            ErrorCode::SystemIoFailure
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::DiskFull
            | ErrorCode::CannotOpen
            | ErrorCode::NotADatabase => FaultKind::Broken,
            _ => FaultKind::Other,
        };
        let message = words.clone().unwrap_or_else(|| format!("{:?}", failure.code));
        Fault { kind, code: format!("sqlite {}", failure.extended_code), message }
    }
}

/// The variant's name: rusqlite's other errors are about how it was called and may hold a value in their words.
fn kind_of(error: &rusqlite::Error) -> String {
    let debug = format!("{error:?}");
    debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("unknown").to_owned()
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        let Some(answer) = error.as_db_error() else {
            return Fault {
                kind: if error.is_closed() || std::error::Error::source(&error).is_some() {
                    FaultKind::Broken
                } else {
                    FaultKind::Other
                },
                code: "postgres".to_owned(),
                message: error.to_string(),
            };
        };
        let code = answer.code().code();
        let kind = match code {
            // Lock not available, deadlock, serialization failure, statement cancelled by its limit, too many connections.
            "55P03" | "40P01" | "40001" | "57014" | "53300" => FaultKind::Busy,
            "23505" => FaultKind::Unique,
            // A trigger of ours raises P0001; 23… are the other constraints; 42501 is a missing right.
            "P0001" | "42501" => FaultKind::Refused,
            _ if code.starts_with("23") => FaultKind::Refused,
            _ if code.starts_with("08") || code.starts_with("57P") || code.starts_with("58") => {
                FaultKind::Broken
            }
            _ => FaultKind::Other,
        };
        Fault { kind, code: format!("postgres {code}"), message: answer.message().to_owned() }
    }
}
