//! A scenario tells a family's story in a text file (who, when, what they do, what must then be true) and runs it through the real use cases, in
//! simulated time, on either engine. The same files are tests, demonstrations and a way to try a changed pack.
//!
//! ```toml
//! title = "A repeat low-level contact"
//! begins = "2026-03-02 09:00"
//!
//! [people.asha]
//! name = "Asha Pillai"
//! roles = ["contact_officer"]
//!
//! [[step]]
//! at = "09:05"            # the same day; or "+2h", "+3d", or a whole "2026-03-04 10:15"
//! who = "asha"
//! does = "record"
//! contact = "first"
//! source = "1B"
//! facts = "Shouting most nights, a small child crying."
//! child = [{ name = "Ava Exampleton", age = "7" }]
//! then = [{ clock = "T01", of = "first", is = "running" }]
//! ```

mod act;
mod audit;
mod childs_story;
mod chronology;
mod conference;
mod consistency;
mod does;
mod event;
mod expect;
mod hub;
mod meets;
mod night;
mod notified;
mod partner;
mod power;
mod report;
mod run;
mod safety_plan;
// Documents that are given to somebody.
mod document;
pub(crate) mod section47;
mod story;
mod strategy;
mod watch;

pub(crate) mod assessment;
mod child_in_need;
// A council's own forms.
mod local_form;

pub use report::{Became, ClockLine, Entry, MessageLine, PromptLine, Report, WatchedLine};
pub use run::{Stage, run};
pub use story::{Story, StoryProblem};
