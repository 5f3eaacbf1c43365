//! Day and night (ux 3.18): tonight's cards, the notes of the night, the morning list; and the pages of the downtime pack.

mod authorise;
mod board;
mod card;
mod desk;
pub mod downtime;
mod end;
pub(crate) mod moment;
mod morning;
mod note;
mod record;
mod take;
mod words;

use domain::handover::NightItem;
use domain::id::Id;

pub(crate) use desk::desk;
pub(crate) use record::{acts, of_child, of_contact};

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        board::TONIGHT.mount(),
        morning::MORNING.mount(),
        take::ACCEPT.mount(),
        take::HAND.mount(),
        card::CARD.mount(),
        authorise::AUTHORISE.mount(),
        end::END.mount(),
        note::ON_CHILD.mount(),
        note::ON_CONTACT.mount(),
    ]
}

/// The address of a piece of what the night left, or of a page below it.
fn at_item(item: Id<NightItem>, below: &str) -> String {
    format!("/morning/{item}{below}")
}
