//! What every component draws, held to GOV.UK's fixtures and to the rules every page keeps.

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod normalise;
#[cfg(test)]
mod options;
#[cfg(test)]
mod own;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod rules;
