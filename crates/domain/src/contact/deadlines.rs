//! The clocks of a contact: T01 decision within one working day (Working Together), T02 acknowledgement, T03 referrer told.

use jiff::Timestamp;

use crate::calendar::clock::Clock;
use crate::contact::Contact;

/// Contact received to manager's decision.
pub const DECISION: &str = "T01";
/// Contact received to referrer acknowledged.
pub const ACKNOWLEDGEMENT: &str = "T02";
/// Decision to referrer told the outcome.
pub const OUTCOME_TOLD: &str = "T03";

impl Contact {
    /// One of the contact's clocks: the latest of its name.
    pub fn clock(&self, timer: &str) -> Option<&Clock> {
        self.clocks.iter().rfind(|clock| clock.timer == timer)
    }

    /// Stops a clock that is running; a clock once stopped keeps its time.
    pub(super) fn stop(&mut self, timer: &str, at: Timestamp) {
        for clock in &mut self.clocks {
            if clock.timer == timer && clock.met.is_none() {
                clock.met = Some(at);
            }
        }
    }
}
