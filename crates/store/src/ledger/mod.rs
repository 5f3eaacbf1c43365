//! The record as evidence. Every version of every record stands here once and whole, in the order in which it became known, with who, when,
//! by which command and why. Nothing is ever changed: a correction is a new version with a reason. Each entry's hash takes in the one before,
//! so a change anywhere shows (DESIGN §5).

mod append;
mod chain;
mod digest;
mod kept;
mod load;
mod remake;
mod save;
mod timeline;
pub mod verify;

pub(crate) use append::{New, Writer};
pub use chain::{Chain, Head};
pub(crate) use chain::{Place, copy_head, head_seq, heads, move_head, take_head};
pub(crate) use digest::{AccessColumns, access_hash};
pub(crate) use kept::TableRows;
pub use kept::{FurtherRow, Kept, KeptKind, Table};
pub use load::{Entry, Version, Versioned, at, child_records, history, load, version};
pub(crate) use load::{latest, latest_until, latest_version, read_body};
pub(crate) use remake::remake;
pub use save::{Saved, save};
pub(crate) use timeline::last_seq;
pub use timeline::{Event, events, events_of, known_at, next_event, previous_event, seq_at, subject_of};

use std::fmt;

use crate::engine::{Cell, Field, Kind, Statement, Value};

/// A place in the order of knowledge: 1 is the first thing the council ever recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Seq {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        u64::read(cell).map(Seq)
    }
}

impl From<Seq> for Value {
    fn from(seq: Seq) -> Value {
        seq.0.into()
    }
}

/// As it is known now, or as it was known once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All that is known.
    Now,
    /// Nothing later than this entry.
    At(Seq),
}

impl Known {
    /// The last entry that counts.
    pub(crate) fn last(self) -> Value {
        match self {
            Known::Now => Value::Integer(i64::MAX),
            Known::At(seq) => seq.into(),
        }
    }
}

/// The statements of the ledger, for the register.
pub(crate) static STATEMENTS: &[&[&dyn Statement]] =
    &[append::STATEMENTS, chain::STATEMENTS, load::STATEMENTS, timeline::STATEMENTS];
