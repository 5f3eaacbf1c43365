//! Our own components, for what GOV.UK's do not have: whom a page is about, by when, as it was known, what was said and what we hold.

mod case_table;
mod clock;
mod compare;
mod identity_bar;
mod in_hand;
mod known_at;
mod match_panel;
mod pane;
mod person_card;
mod previous_contacts;
mod quote;
mod restricted;
mod timeline;
mod tone;

mod symbol;

pub use case_table::{CaseTable, Column, Sorted};
pub use clock::{Clock, ClockState};
pub use compare::{Compare, ComparedField};
pub use identity_bar::{Hazard, IdentityBar};
pub use in_hand::{InHand, Part, PartState};
pub use known_at::{KnownBanner, KnownControls, Slider};
pub use match_panel::{Agreement, LiveMatches, Match, MatchPanel, MatchReason, facts_compared};
pub use pane::scroll_pane;
pub use person_card::PersonCard;
pub use previous_contacts::{PreviousContact, PreviousContacts};
pub use quote::quote;
pub use restricted::Restricted;
pub use timeline::{Event, Timeline};
pub use tone::Tone;

pub use symbol::{symbol, symbol_codes};
