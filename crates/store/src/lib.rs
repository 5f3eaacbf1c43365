//! The only crate that speaks SQL: engines, door, ledger, jobs, and a file a record.
//!
//! Invariants (each says what is *absent*): **no question about a case is answered without a [`Permit`]**, and only the door makes one;
//! **nothing is shown whose reading could not be recorded**; **no ledger row changes**; **no statement exists outside the register**;
//! **no clock is read and no chance is taken here**: both come from the session.

pub mod engine;

mod access_facts;
pub mod access_log;
pub mod backup;
pub mod credential;
pub mod door;
pub mod draft;
pub mod everybody;
mod fact;
mod failure;
pub mod job;
pub mod ledger;
mod open;
mod recorder;
pub mod schema;
pub mod seal;
pub mod search;
pub mod session;
pub mod submission;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod throttle;
mod visible;

// A file a record.
pub mod break_glass;
mod chronology;
pub mod consent;
pub mod contact;
pub mod different_people;
pub mod doubles;
pub mod episode;
pub mod feedback;
pub mod handover;
pub mod involvement;
pub mod mash;
pub mod meeting;
pub mod notice;
pub mod partner;
pub mod person;
pub mod person_link;
pub mod possible_match;
pub mod read_as_one;
pub mod relationship;
pub mod staff;
// Thresholds consistently, and referrals.
pub mod referral;
pub mod ruling;
pub mod second_reading;
pub mod threshold;

pub mod agency_key;
pub mod notification;
pub mod notification_batch;
pub mod watch;

mod event;
pub mod section47;
pub mod strategy;

// Conferences and professional disagreements.
pub mod conference;
pub mod disagreement;
// Safety now.
pub mod power;

pub mod safety_plan;
// Documents that are given to somebody.
pub mod document;

// Plans for children in need, and closing.
pub mod assessment;
pub mod child_in_need;
pub mod closure;
// Audits, calibration and practice development.
pub mod audit;
pub mod calibration;
pub mod practice_development;
// The child's story.
pub mod case_summary;
pub mod voice;
// A council's own forms about a child.
mod local_form;
// What national returns read.
pub mod census;
// What an inspector is given.
pub mod inspection;
// What is sent to the Department each day.
pub mod daily_feed;
// What a council moved in with.
pub mod import;
// What was moved from one record to another.
pub mod moved;

pub use door::{Door, Permit, WriteDoor, WritePermit};
pub use engine::{Database, Transaction};
pub use failure::{BodyFault, Failure, Stop};
pub use ledger::{Entry, Kept, KeptKind, Known, Saved, Seq, Table, Version, Versioned, load, save};
pub use open::{Settings, Store};
pub use schema::Schema;
pub use seal::Key;

use std::fmt::Write;

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The bytes of hexadecimal digits.
pub(crate) fn from_hex(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}
