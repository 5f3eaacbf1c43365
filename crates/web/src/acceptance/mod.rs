//! Referrals accepted or not, by the meanings of the Department for Education. (The forms by which a partner or a member of the public tells us
//! something are in `referral`: what they send is a contact.)

mod answer;
mod conference;
mod list;
mod shown;

pub(crate) use list::on_work_page;
pub(crate) use shown::{of_child, of_contact};

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![list::LIST.mount(), answer::ANSWER.mount(), conference::CONFERENCE.mount()]
}
