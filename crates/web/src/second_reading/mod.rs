//! Second readings, page by page: what waits for its reader, the answer without the first one, giving it back, both answers beside each other, and
//! what was learnt where they differ.

mod answer;
mod both;
mod give_back;
mod mine;
mod moderation;

pub(crate) use both::address as both_address;
pub(crate) use mine::on_work_page;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        mine::MINE.mount(),
        answer::ANSWER.mount(),
        give_back::GIVE_BACK.mount(),
        both::BOTH.mount(),
        moderation::MODERATION.mount(),
    ]
}
