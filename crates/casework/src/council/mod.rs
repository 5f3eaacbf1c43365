//! Northbridge: an invented council, made from a seed, for the demo, tests and benchmarks. Its people do what real people do, through the same use
//! cases, in simulated time: siblings share events, babies are unborn, fathers live elsewhere, names are misspelt, families move, some records are
//! restricted, police notifications come in batches on Monday mornings and children are met at night (proportions: domain register, appendix C).
//!
//! The same seed, size and day give the same council.

mod audit;
mod child_in_need;
mod childs_story;
mod chronology;
mod conference;
mod dice;
mod document;
mod event;
mod family;
mod front_door;
mod hub;
mod intake;
mod long_story;
mod make;
mod meetings;
mod months;
mod night;
mod power;
mod readings;
mod safety_plan;
mod section47;
mod staff;
mod step;
mod strategy;
mod watch;
mod who_is_who;

mod assessment;
mod words;

mod local_form;

pub use make::{Made, Plan, make};
pub use staff::{DEMO_PASSWORD, DEMO_PEOPLE, DemoPerson};
