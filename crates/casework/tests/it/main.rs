//! Stories through the real use cases, on each database there is.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod child;
mod conference;
#[cfg(test)]
mod consistency;
mod council;
mod draft;
mod handover;
mod house;
mod import;
mod lists;
mod meeting;
mod notification;
mod outbox;
mod partner;
mod person;
mod power;
#[cfg(test)]
mod referral;
mod same_words;
mod scenarios;
mod search;
#[cfg(test)]
mod section47;
mod sign_in;
mod watch;

mod safety_plan;
// Documents that are given to somebody.
mod document;

mod assessment;
#[cfg(test)]
mod audit;
mod chronology;
mod counted;
mod local_form;
// National returns.
mod census;
// What an inspector is given.
mod inspection;
// Who may already be known.
mod found_live;
mod known_people;
mod network;
// What is sent to the Department each day.
mod daily_feed;
// The tables that regional tools read.
mod dataset;
// Whose record something stands on.
mod moved;
