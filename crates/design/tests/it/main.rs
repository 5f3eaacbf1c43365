//! What every component draws, held to GOV.UK's fixtures and to the rules every page keeps.

mod conformance;
mod normalise;
mod options;
