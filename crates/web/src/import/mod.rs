//! Moving in: the files that came, what each would change, and deciding it: one proposal, all of a kind, or the whole taken back. Large files are brought at the
//! terminal; here they are looked at and decided.

pub(crate) mod about;
mod decide;
mod list;
mod page;

use domain::id::Id;
use domain::import::Import;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        page::PAGE.mount(),
        page::REPORT.mount(),
        page::ORIGINAL.mount(),
        decide::ONE.mount(),
        decide::BROUGHT.mount(),
        decide::ALL.mount(),
        decide::BACK.mount(),
    ]
}

/// The address of an import, or of a page below it.
fn address(import: Id<Import>, below: &str) -> String {
    format!("/imports/{import}{below}")
}
