//! A table says what it holds, and each of its headings says whether it heads a column or a row.

use super::{Checked, Finding, attribute, found, within, words};

pub(super) fn rules(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in page.all("table") {
        if !within(table, "caption").iter().any(|caption| !words(*caption).is_empty()) {
            findings.push(found("A table has a caption", table));
        }
        if within(table, "th").is_empty() {
            findings.push(found("A table has headings", table));
        }
    }
    for heading in page.all("th") {
        if !["col", "row", "colgroup", "rowgroup"].contains(&attribute(heading, "scope")) {
            findings.push(found("A table's heading says what it heads", heading));
        }
        if words(heading).is_empty() && within(heading, "svg title, img[alt]").is_empty() {
            findings.push(found("A table's heading has words", heading));
        }
    }
    findings
}
