//! What law and practice say. Pure and synchronous: a decision is a function of what is known, the command, the time and the pack.
//!
//! A folder is a thing social workers name. Inside an area, `mod.rs` holds the record and its states, `decide.rs` what may happen,
//! `deadlines.rs` by when.

pub mod access;
pub mod calendar;
pub mod child_file;
pub mod chronology;
pub mod consent;
pub mod contact;
pub mod episode;
pub mod feedback;
pub mod form;
pub mod handover;
pub mod id;
pub mod involvement;
pub mod mash;
pub mod meeting;
pub mod notice;
pub mod notification;
pub mod pack;
pub mod partner;
pub mod passage;
pub mod person;
pub mod record;
pub mod referral;
pub mod refusal;
pub mod second_reading;
pub mod staff;
pub mod threshold;
pub mod watch;
// Section 47 enquiries.
pub mod section47;

pub mod event;
pub mod strategy;
// Conferences, and professional disagreements.
pub mod conference;
pub mod disagreement;
// Safety now: powers, orders and conditions.
pub mod power;

pub mod safety_plan;

// Plans for children in need, and closing as a decision.
pub mod child_in_need;
pub mod closure;
// Documents that are given to somebody.
pub mod document;
// Whether the work is good, and whether people would judge it alike.
pub mod audit;
pub mod calibration;
pub mod lot;
pub mod practice_development;
pub mod statistics;
// Assessments that think.
pub mod assessment;
// The child's story: case summaries, the genogram and network, the child's own voice.
pub mod case_summary;
pub mod network;
pub mod voice;
// A council's own forms about a child.
pub mod local_form;
// What is sent to the Department each day.
pub mod daily_feed;
// Moving in: what comes from the system a council had.
pub mod import;
