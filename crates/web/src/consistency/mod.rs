//! How far two managers decide alike: the figures, and the readings behind each of them.

mod behind;
mod report;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![report::REPORT.mount(), behind::BEHIND.mount()]
}
