//! The sheet that goes with an invitation: which items are known, asked or unknown, and which of them the reader's own agency usually knows, so that
//! agencies arrive prepared. It holds no word of what is known: what one agency said does not reach another by it.

use jiff::Timestamp;

use super::{Discussion, ItemState};
use crate::pack::Pack;

/// The sheet for one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Item by item, in the pack's order.
    pub lines: Vec<SheetLine>,
    /// As of when.
    pub at: Timestamp,
}

/// One item of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// The item's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What belongs in it.
    pub ask: String,
    /// How it stands.
    pub state: SheetState,
    /// Whether the reader's agency usually knows it: bring it.
    pub yours: bool,
}

/// How an item stands, for somebody of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    /// Known.
    Known,
    /// Asked for, until then.
    Asked(Timestamp),
    /// Not known.
    Unknown,
    /// Does not apply.
    NotApplicable,
}

impl SheetState {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            SheetState::Known => "Known",
            SheetState::Asked(_) => "Asked for",
            SheetState::Unknown => "Not known",
            SheetState::NotApplicable => "Does not apply",
        }
    }
}

impl Discussion {
    /// The sheet for somebody of an agency; of none for the council's own people.
    pub fn sheet_for(&self, agency: Option<&str>, now: Timestamp, pack: &Pack) -> Sheet {
        let lines = self.information.iter().filter_map(|known| {
            let item = pack.strategy.item(&known.code)?;
            let state = match &known.state {
                ItemState::Known { .. } => SheetState::Known,
                ItemState::Asked { due, .. } => SheetState::Asked(*due),
                ItemState::NotSaid | ItemState::Unknown { .. } => SheetState::Unknown,
                ItemState::NotApplicable { .. } => SheetState::NotApplicable,
            };
            let yours = agency.is_some() && item.agency.as_deref() == agency;
            Some(SheetLine {
                code: item.code.clone(),
                name: item.name.clone(),
                ask: item.ask.clone(),
                state,
                yours,
            })
        });
        Sheet { lines: lines.collect(), at: now }
    }
}
