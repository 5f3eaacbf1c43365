//! The only crate that speaks SQL: engines, door, ledger, jobs, and a file a record.
