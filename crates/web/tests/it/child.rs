//! A child's pages: who may have how much of them, what stands on none of them, what they said before, and what can be changed there.

mod changed;
mod childs_story;
mod chronology;
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
mod who_is_who;
