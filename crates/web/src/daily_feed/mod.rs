//! The Department's daily feed for those who make returns: when it was sent last, what waits, what was refused and why; and having it sent now.

mod page;
mod send;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), send::SEND.mount()]
}
