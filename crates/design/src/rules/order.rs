//! A page says what it is: language, title, one main part, one `h1`, and headings that skip no level.

use super::{Checked, Finding, attribute, found, missing, tag, words};

pub(super) fn page(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    if attribute(page.html.root_element(), "lang").is_empty() {
        findings.push(missing("A page says its language", "html has no lang"));
    }
    if !page.all("head > title").iter().any(|title| !words(*title).is_empty()) {
        findings.push(missing("A page has a title", "no title, or an empty one"));
    }
    if !page.all("meta[content*='maximum-scale'], meta[content*='user-scalable=no']").is_empty() {
        findings.push(missing("A page can be enlarged", "the viewport forbids it"));
    }
    findings.extend(exactly_one(page, "main", "A page has one main part"));
    findings.extend(exactly_one(page, "h1", "A page has one h1"));
    findings.extend(headings(page));
    findings.extend(error_title(page));
    findings
}

fn exactly_one(page: &Checked, name: &str, rule: &'static str) -> Option<Finding> {
    let count = page.all(name).len();
    (count != 1).then(|| missing(rule, format!("{count} {name} elements")))
}

fn headings(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last = 0;
    for heading in page.all("main h1, main h2, main h3, main h4, main h5, main h6") {
        let level = heading.value().name().bytes().last().map_or(0, |digit| digit.saturating_sub(b'0'));
        // An error summary or a banner stands before the page's own heading.
        let before_the_first = last == 0 && level == 2;
        if level > last + 1 && !before_the_first {
            findings.push(missing(
                "Headings skip no level",
                format!("{} after a heading of level {last}: {}", tag(heading), words(heading)),
            ));
        }
        if words(heading).is_empty() {
            findings.push(found("A heading has words", heading));
        }
        last = level;
    }
    findings
}

/// With an error summary the title begins with "Error:", so that a screen reader says it first.
fn error_title(page: &Checked) -> Option<Finding> {
    let title = page.all("head > title").first().map(|title| words(*title)).unwrap_or_default();
    let has_summary = !page.all(".govuk-error-summary").is_empty();
    (has_summary != title.starts_with("Error: "))
        .then(|| missing("The title says that there are errors, and only then", title))
}
