//! A child's pages: who may have how much of them, what stands on none of them, what they said before, and what can be changed there.

mod changed;
mod chronology;
mod childs_story;
mod events;
pub mod family;
mod layers;
mod night;
mod openings;
mod past;
mod power;
mod safety_plan;
mod sealed;
mod watch;
