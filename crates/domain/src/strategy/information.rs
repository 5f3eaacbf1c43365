//! What is known before the discussion, item by item: known with its source and date, asked of whom until when, unknown and why that can or cannot
//! wait, or not applicable (Appendix B2). An item about which nobody said anything counts as unknown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Discussion;
use crate::id::{Any, Id};
use crate::pack::{Pack, StrategyWords};
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Which: a code of the pack.
    pub code: String,
    /// How it stands.
    pub state: ItemState,
    /// Who said so, and when; nobody for what nobody has touched.
    pub said: Option<(Id<Staff>, Timestamp)>,
    /// The record from which it was offered: its kind and name.
    pub origin: Option<(String, Id<Any>)>,
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Nobody has said anything: it counts as unknown.
    NotSaid,
    /// Known.
    Known {
        /// What.
        words: String,
        /// From whom or what.
        source: String,
        /// From which day the knowledge is.
        on: Date,
    },
    /// Asked for.
    Asked {
        /// Who was asked.
        whom: String,
        /// Until when.
        due: Timestamp,
    },
    /// Not known.
    Unknown {
        /// Why it can or cannot wait.
        why: String,
        /// Whether it can.
        can_wait: bool,
    },
    /// Does not apply to this child.
    NotApplicable {
        /// Why not.
        why: String,
    },
}

impl ItemState {
    /// The code in forms.
    pub const fn code(&self) -> &'static str {
        match self {
            ItemState::NotSaid => "not_said",
            ItemState::Known { .. } => "known",
            ItemState::Asked { .. } => "asked",
            ItemState::Unknown { .. } => "unknown",
            ItemState::NotApplicable { .. } => "not_applicable",
        }
    }

    /// In words.
    pub const fn words(&self) -> &'static str {
        match self {
            ItemState::NotSaid => "Not looked at",
            ItemState::Known { .. } => "Known",
            ItemState::Asked { .. } => "Asked",
            ItemState::Unknown { .. } => "Not known",
            ItemState::NotApplicable { .. } => "Does not apply",
        }
    }

    /// Whether it is not known: asked for is not known yet.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, ItemState::NotSaid | ItemState::Asked { .. } | ItemState::Unknown { .. })
    }
}

/// The items as a form sends them.
pub type InformedAsked = Vec<Informed>;

/// One item as it is typed: what is not asked by its state is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Informed {
    /// Which.
    pub code: String,
    /// The code of its state; empty while nobody said anything.
    pub state: String,
    /// What is known, or why it is not or does not apply.
    pub words: String,
    /// From whom it is known, or who was asked.
    pub source: String,
    /// From which day.
    pub on: Option<Date>,
    /// Until when it was asked.
    pub due: Option<Timestamp>,
    /// Whether it can wait.
    pub can_wait: Option<bool>,
}

/// At what moment the information was kept whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// When it was found better to gather first.
    Gathering,
    /// At convening.
    Convening,
    /// At the decision.
    Decision,
}

impl Moment {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Moment::Gathering => "gathering",
            Moment::Convening => "convening",
            Moment::Decision => "decision",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Moment::Gathering => "When it was decided to gather first",
            Moment::Convening => "At convening",
            Moment::Decision => "At the decision",
        }
    }
}

/// What was known at a moment. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Which moment.
    pub moment: Moment,
    /// When.
    pub at: Timestamp,
    /// By whose act.
    pub by: Id<Staff>,
    /// Every item as it stood.
    pub items: Vec<Item>,
    /// How many of the first items were unknown.
    pub first_unknown: usize,
}

impl Item {
    /// Items of the pack about which nobody has said anything, with what the record offers put in.
    pub fn offered(strategy: &StrategyWords, offers: &[Item]) -> Vec<Item> {
        let blank =
            |code: &str| Item { code: code.to_owned(), state: ItemState::NotSaid, said: None, origin: None };
        let found = |code: &str| offers.iter().find(|offer| offer.code == code).cloned();
        strategy.items.iter().map(|item| found(&item.code).unwrap_or_else(|| blank(&item.code))).collect()
    }
}

impl Discussion {
    /// How many of the first items are unknown.
    pub fn first_unknown(&self, strategy: &StrategyWords) -> usize {
        self.unknown_first(strategy).count()
    }

    /// The codes of the first items that are unknown.
    pub fn unknown_first<'a>(&'a self, strategy: &'a StrategyWords) -> impl Iterator<Item = &'a str> {
        let unknown = strategy.items.iter().filter(|item| item.first).filter(|item| {
            let known = self.information.iter().find(|known| known.code == item.code);
            known.is_none_or(|known| known.state.is_unknown() || item.to_be_read && known.said.is_none())
        });
        unknown.map(|item| item.code.as_str())
    }

    /// What was known at a moment; the last time, where it was more than once.
    pub fn known_at(&self, moment: Moment) -> Option<&Frozen> {
        self.frozen.iter().rev().find(|frozen| frozen.moment == moment)
    }

    /// Takes what was typed about the items that are sent; the others stay.
    ///
    /// # Errors
    /// When it is signed or called off, or an item is typed by halves.
    pub fn informed(
        &self,
        asked: InformedAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Discussion, Refusal> {
        self.must_be_open()?;
        let mut problems = Vec::new();
        let mut discussion = self.clone();
        for typed in asked {
            if pack.strategy.item(&typed.code).is_none() {
                return Err(Refusal::NotNow(format!(
                    "The practice pack has no item “{}” any more. Open the page again.",
                    typed.code
                )));
            }
            let code = typed.code.clone();
            let Some(state) = state(typed, &mut problems) else { continue };
            let known = discussion.information.iter_mut().find(|item| item.code == code);
            let said = Some((by, now));
            match known {
                // What was offered from the record and left as it was keeps where it came from.
                Some(item) if item.state == state && item.said.is_some() => {}
                Some(item) if item.state == state => item.said = said,
                Some(item) => *item = Item { code, state, said, origin: None },
                None => discussion.information.push(Item { code, state, said, origin: None }),
            }
        }
        if problems.is_empty() { Ok(discussion) } else { Err(Refusal::Invalid(problems)) }
    }

    pub(super) fn freeze(&mut self, moment: Moment, by: Id<Staff>, at: Timestamp, strategy: &StrategyWords) {
        let first_unknown = self.first_unknown(strategy);
        self.frozen.push(Frozen { moment, at, by, items: self.information.clone(), first_unknown });
    }
}

/// The state that was typed. Fields are named `item-<code>-<part>`.
fn state(typed: Informed, problems: &mut Vec<Problem>) -> Option<ItemState> {
    let Informed { code, state, words, source, on, due, can_wait } = typed;
    let before = problems.len();
    let mut wrong = |part: &str, words: &str| {
        problems.push(Problem::new(format!("item-{code}-{part}"), words));
    };
    let said = match state.as_str() {
        "" | "not_said" => ItemState::NotSaid,
        "known" => {
            if words.trim().is_empty() {
                wrong("words", "Write what is known.");
            }
            if source.trim().is_empty() {
                wrong("source", "Write from whom or what it is known.");
            }
            match on {
                Some(on) => ItemState::Known { words, source, on },
                None => {
                    wrong("on", "Write from which day this knowledge is.");
                    ItemState::NotSaid
                }
            }
        }
        "asked" => {
            if source.trim().is_empty() {
                wrong("source", "Write who was asked.");
            }
            match due {
                Some(due) => ItemState::Asked { whom: source, due },
                None => {
                    wrong("due", "Write until when they were asked to answer.");
                    ItemState::NotSaid
                }
            }
        }
        "unknown" => {
            if words.trim().is_empty() {
                wrong("words", "Write why it can or cannot wait.");
            }
            match can_wait {
                Some(can_wait) => ItemState::Unknown { why: words, can_wait },
                None => {
                    wrong("wait", "Say whether it can wait.");
                    ItemState::NotSaid
                }
            }
        }
        "not_applicable" => {
            if words.trim().is_empty() {
                wrong("words", "Write why it does not apply.");
            }
            ItemState::NotApplicable { why: words }
        }
        _ => {
            wrong("state", "Say how this stands: known, asked, not known, or does not apply.");
            ItemState::NotSaid
        }
    };
    (problems.len() == before).then_some(said)
}
