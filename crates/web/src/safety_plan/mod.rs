//! Safety plans page by page (ux 3.11): made in one form at two in the morning, the worker's version, the family's, what changed, who holds a copy and
//! who must not; and the child's own plan, in the child's own words, on paper and on a phone.

mod act;
mod blocks;
mod changes;
mod copies;
mod desk;
mod list;
mod make;
mod make_read;
mod of_child;
mod own;
mod own_paper;
mod own_write;
mod page;
mod paper;
mod promise;
mod record;
mod words;

pub(crate) use desk::on_work_page;
pub(crate) use record::{acts, left_by_night, of_child, tonight};

use domain::id::Id;
use domain::safety_plan::SafetyPlan;

use crate::route::Mount;

/// Every page about safety plans.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        of_child::OF_CHILD.mount(),
        make::MAKE.mount(),
        make::RENEW.mount(),
        make::REPLACE.mount(),
        page::PLAN.mount(),
        changes::CHANGES.mount(),
        paper::FAMILY.mount(),
        paper::PRINTED.mount(),
        act::END.mount(),
        act::CHECK.mount(),
        act::AGREE.mount(),
        act::EXPLAIN.mount(),
        copies::GIVE.mount(),
        copies::COLLECT.mount(),
        copies::WITHHOLD.mount(),
        copies::LIFT.mount(),
        own::OWN.mount(),
        own_write::WRITE.mount(),
        own_paper::PAPER.mount(),
        promise::PROMISE.mount(),
    ]
}

/// The address of a plan, or of a page below it.
fn at(plan: Id<SafetyPlan>, below: &str) -> String {
    format!("/safety-plans/{plan}{below}")
}
