//! Referrals: asked for by a contact's decision, accepted by the team's manager or not. (The forms by which partners send us a referral are contacts:
//! see `contact::refer`.)

mod accept;
mod ask;
mod view;

pub use accept::{Answer, Because, answer, conference_held};
pub(crate) use ask::{ask, may_be_asked};
pub(crate) use view::of_contact;
pub use view::{ReferralView, Waiting, view, waiting};
