//! Use cases: one function for each thing a person can do. Pages, the command line, imports, jobs and scenarios all come in here, as a
//! [`Session`] for one person at one moment. A use case opens the door, loads what the decision needs, lets `domain` decide, and saves.

pub mod child;
pub mod consent;
pub mod contact;
pub mod council;
pub mod draft;
pub mod handover;
mod house;
pub mod import;
pub mod known_people;
pub mod mash;
pub mod meeting;
pub mod notification;
pub mod outbox;
pub mod partner;
pub mod person;
pub mod referral;
pub mod scenario;
pub mod search;
pub mod second_reading;
pub mod section47;
mod session;
pub mod sign_in;
pub mod simulation;
pub mod staff;
mod standing;
pub mod threshold;
pub mod watch;
pub mod work;

pub mod event;
pub mod strategy;
// Conferences and professional disagreements.
pub mod conference;
pub mod disagreement;
// Safety now.
pub mod power;

pub mod safety_plan;
// Documents that are given to somebody.
pub mod document;
// Chronology entries written by hand, and versions for others.
pub mod chronology;

pub mod assessment;

// The child's story.
pub mod case_summary;
pub mod network;
pub mod voice;

// A council's own forms about a child.
pub mod local_form;

// Plans for children in need, and closing.
pub mod child_in_need;
pub mod closure;
// Audits, calibration, practice development and the measures of consistency.
pub mod audit;
pub mod calibration;
pub mod practice_development;
pub mod quality;
// National returns, and what they will ask of the record.
pub mod census;
pub mod data_quality;
// What an inspector is given, and what the Department is sent each day.
pub mod dataset;
pub mod feed;
pub mod inspection;
mod made_file;

/// Files of returns read and checked by themselves, without a record.
pub use returns;

pub use draft::Draft;
pub use house::{Chance, Clock, House};
pub use session::{Sending, Session};
pub use sign_in::{Resumed, resume};
pub use store::staff::Colleague;
pub use store::submission::Form as SentForm;
pub use store::{Failure, Seq, Stop, Versioned};
