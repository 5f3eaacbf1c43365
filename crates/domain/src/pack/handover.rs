//! Day and night: when the night team answers, by when the day team accepts what the night left, and the kinds of card it is given.

use jiff::civil::Time;
use serde::Deserialize;

/// The council's hours of handing over, and its kinds of card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// When the day team goes on a working day.
    pub night_begins: Time,
    /// When it comes back on the next.
    pub night_ends: Time,
    /// By when a named worker must have accepted each thing the night left; then it goes to the manager.
    pub accept_by: Time,
    /// For how many days a card may hold before it is looked at again.
    pub longest_days: u16,
    /// The kinds of card.
    #[serde(rename = "kind")]
    pub kinds: Vec<CardKind>,
}

/// A kind of card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardKind {
    /// The kind's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether such cards stand first on the board.
    #[serde(default)]
    pub danger: bool,
}

impl Handover {
    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&CardKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }
}
