//! Whatever can be pressed or looked at has words for those who hear the page.

use scraper::ElementRef;

use super::{Checked, Finding, attribute, found, is_hidden_from_all, within, words};

pub(super) fn rules(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    for link in page.all("a") {
        if attribute(link, "href").is_empty() {
            findings.push(found("A link goes somewhere", link));
        }
        if !has_words(link) {
            findings.push(found("A link has words", link));
        }
    }
    for button in page.all("button").into_iter().filter(|button| !has_words(*button)) {
        findings.push(found("A button has words", button));
    }
    for image in page.all("img").into_iter().filter(|image| image.value().attr("alt").is_none()) {
        findings.push(found("A picture has words or says that it needs none", image));
    }
    for drawing in page.all("svg").into_iter().filter(|drawing| !is_named_drawing(*drawing)) {
        findings.push(found("A drawing has a title or is hidden from screen readers", drawing));
    }
    for summary in page.all("details") {
        if !within(summary, "summary").iter().any(|s| !words(*s).is_empty()) {
            findings.push(found("What is folded away says what it is", summary));
        }
    }
    let unnamed = |element: &ElementRef<'_>| {
        attribute(*element, "aria-label").is_empty() && attribute(*element, "aria-labelledby").is_empty()
    };
    for region in page.all("[role=region], section, aside, dialog").into_iter().filter(unnamed) {
        findings.push(found("A region has a name", region));
    }
    let navigations = page.all("nav");
    if navigations.len() > 1 {
        findings.extend(
            navigations.into_iter().filter(unnamed).map(|nav| found("Several navigations have names", nav)),
        );
    }
    findings
}

fn has_words(element: ElementRef<'_>) -> bool {
    let spoken = within(element, "img[alt], svg title");
    !words(element).is_empty()
        || !attribute(element, "aria-label").is_empty()
        || !attribute(element, "aria-labelledby").is_empty()
        || spoken.iter().any(|e| !words(*e).is_empty() || !attribute(*e, "alt").is_empty())
}

/// A drawing that says something has a role and a title; one beside words that say the same is hidden.
fn is_named_drawing(drawing: ElementRef<'_>) -> bool {
    if is_hidden_from_all(drawing) {
        return true;
    }
    let role = attribute(drawing, "role");
    matches!(role, "img" | "group") && within(drawing, "title").iter().any(|title| !words(*title).is_empty())
}
