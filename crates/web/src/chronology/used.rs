//! Where an entry of the chronology is used: which reasoning rests on it. Citing and being cited are one fact, kept with whatever cites.

use std::collections::BTreeMap;

use casework::child::ChildPage;
use domain::chronology::Source;
use domain::pack::Pack;
use maud::{Markup, html};

/// One place that uses an entry.
pub(super) struct Use {
    /// In words: "the enquiry SE-4F7, significant harm".
    words: String,
    /// Where it is.
    href: String,
}

/// Every use of the child's entries that this viewer may read.
pub(super) fn uses(page: &ChildPage, pack: &Pack) -> BTreeMap<Source, Vec<Use>> {
    let mut uses: BTreeMap<Source, Vec<Use>> = BTreeMap::new();
    for section47 in page.file.section47s.iter().map(|filed| &filed.record) {
        for source in section47.harm.iter().flat_map(|harm| &harm.evidence) {
            uses.entry(source.clone()).or_default().push(Use {
                words: format!("the enquiry {}, significant harm", section47.reference),
                href: format!("/section47/{}", section47.id),
            });
        }
    }
    let child = page.file.child.record.id;
    for assessment in page.file.assessments.iter().map(|filed| &filed.record) {
        let href = format!("/assessments/{}", assessment.id);
        for citation in assessment.citations.iter().filter(|citation| citation.child == child) {
            let form = pack.form_version(&assessment.answers.form, assessment.answers.version);
            let question = form.and_then(|form| form.question(&citation.place));
            let question =
                question.map_or(String::new(), |question| format!(", question “{}”", question.label));
            let words = format!("the assessment {}{question}", assessment.reference);
            uses.entry(citation.source.clone()).or_default().push(Use { words, href: href.clone() });
        }
        for link in assessment.links.iter().filter(|link| link.child == child) {
            let words = format!("the assessment {}, history linked to now", assessment.reference);
            uses.entry(link.source.clone()).or_default().push(Use { words, href: href.clone() });
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
