//! The store on both engines: what is saved is kept, what is shown is on record, and whatever is done to the database shows.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "every function here is part of a test, the shared ones too"
)]

mod backup;
mod beside;
mod door;
mod history;
mod jobs;
mod jotting;
mod kill;
mod migrations;
mod replay;
mod saving;
mod submission;
mod tampering;
mod torn;
