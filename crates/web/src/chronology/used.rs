//! Where an entry of the chronology is used: which reasoning rests on it. Citing and being cited are one fact, kept with whatever cites.

use std::collections::BTreeMap;

use casework::child::ChildPage;
use domain::chronology::Source;
use maud::{Markup, html};

/// One place that uses an entry.
pub(super) struct Use {
    /// In words: "the enquiry SE-4F7, significant harm".
    words: String,
    /// Where it is.
    href: String,
}

/// Every use of the child's entries that this viewer may read.
pub(super) fn uses(page: &ChildPage) -> BTreeMap<Source, Vec<Use>> {
    let mut uses: BTreeMap<Source, Vec<Use>> = BTreeMap::new();
    for section47 in page.file.section47s.iter().map(|filed| &filed.record) {
        for source in section47.harm.iter().flat_map(|harm| &harm.evidence) {
            uses.entry(source.clone()).or_default().push(Use {
                words: format!("the enquiry {}, significant harm", section47.reference),
                href: format!("/section47/{}", section47.id),
            });
        }
    }
    uses
}

/// The uses of one entry, for its row.
pub(super) fn shown(uses: Option<&Vec<Use>>) -> Markup {
    html! {
        @for used in uses.into_iter().flatten() {
            span class="govuk-hint" { "Cited in " a class="govuk-link" href=(used.href) { (used.words) } }
        }
    }
}
