//! Strategy discussions, page by page (ux 3.6): should we meet, with what rose beside what is in hand; holding it now or gathering first; one page while
//! it is held; what was known when; why it was late.

mod arrange;
mod begun_from;
mod convene;
mod early;
mod information;
mod items;
mod known;
mod late;
mod list;
mod measures;
mod new;
mod not_held;
mod page;
mod pictures;
mod planner;
mod record;
mod record_form;
mod record_read;
mod ring;
mod scorecard;
mod sheet;
mod sign;
mod steps;
mod telephone;
mod told;

pub(crate) use begun_from::{begin_from, of_child, of_contact};
pub(crate) use list::on_work_page;
pub(crate) use sheet::of_invitation;
pub(crate) use steps::of_meeting;

use design::govuk::BackLink;
use domain::id::Id;
use domain::strategy::Discussion;
use maud::{Markup, Render};

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        list::LATE.mount(),
        list::OF_CHILD.mount(),
        measures::MEASURES.mount(),
        scorecard::SCORECARD.mount(),
        scorecard::BEHIND.mount(),
        new::NEW.mount(),
        page::DISCUSSION.mount(),
        information::INFORMATION.mount(),
        convene::CONVENE.mount(),
        ring::RING.mount(),
        arrange::ARRANGE.mount(),
        telephone::TELEPHONE.mount(),
        record::RECORD.mount(),
        sign::SIGN.mount(),
        known::KNOWN.mount(),
        late::LATE.mount(),
        early::EARLY.mount(),
        not_held::NOT_HELD.mount(),
    ]
}

/// The address of a discussion's page, or of one below it.
fn address(discussion: Id<Discussion>, below: &str) -> String {
    format!("/strategy/{discussion}{below}")
}

/// The way back to the discussion.
fn back(discussion: Id<Discussion>) -> Markup {
    BackLink { content: "Back to the discussion".into(), ..BackLink::to(address(discussion, "")) }.render()
}
