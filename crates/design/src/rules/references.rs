//! Ids are unique, and whatever names one finds it.

use std::collections::BTreeSet;

use super::{Checked, Finding, attribute, found, missing};

pub(super) fn unique_ids(page: &Checked) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for element in page.all("[id]") {
        let id = attribute(element, "id");
        if id.is_empty() || id.contains(char::is_whitespace) {
            findings.push(found("An id is a word", element));
        } else if !seen.insert(id) {
            findings.push(found("Ids are unique", element));
        }
    }
    findings
}

pub(super) fn landings(page: &Checked) -> Vec<Finding> {
    let ids: BTreeSet<&str> = page.all("[id]").into_iter().map(|element| attribute(element, "id")).collect();
    let mut findings = Vec::new();
    let naming =
        ["for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls", "form", "list"];
    for name in naming {
        for element in page.all(&format!("[{name}]")) {
            for id in attribute(element, name).split_whitespace().filter(|id| !ids.contains(id)) {
                findings.push(missing(
                    "What names an id finds it",
                    format!("{name}={id} on {}", super::tag(element)),
                ));
            }
        }
    }
    for link in page.all("a[href^='#']") {
        let id = attribute(link, "href").trim_start_matches('#');
        if !ids.contains(id) {
            findings.push(found("A link within the page lands", link));
        }
    }
    findings.extend(error_links(page));
    findings
}

/// A link of the error summary moves the focus into the field, so it must land on one.
fn error_links(page: &Checked) -> Vec<Finding> {
    let lands_on_field = |id: &str| {
        page.by_id(id)
            .is_some_and(|e| matches!(e.value().name(), "input" | "select" | "textarea" | "button" | "a"))
    };
    let links = page.all(".govuk-error-summary a").into_iter();
    links
        .filter(|link| !lands_on_field(attribute(*link, "href").trim_start_matches('#')))
        .map(|link| found("An error's link lands on its field", link))
        .collect()
}
