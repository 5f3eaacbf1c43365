//! Pages as browsers meet them: through the router, with the real use cases and a store of each test's own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod asked;
mod assessment;
mod bad_inputs;
mod canary;
mod child;
mod conference;
mod contact;
mod core;
mod house;
mod mash;
mod meeting;
mod neighbour;
mod notification;
#[cfg(test)]
mod partner;
#[cfg(test)]
mod referral;
mod section47;
mod sign_in;
mod strategy;
mod typing;
mod walk;

// Documents that are given to somebody.
mod local_form;

mod audit;
mod child_in_need;
mod page_form;
mod press;
// National returns.
mod data_quality;
// What an inspector is given.
mod inspection;
// What is sent to the Department each day.
mod daily_feed;
// Moving in.
mod import;
mod moved;
