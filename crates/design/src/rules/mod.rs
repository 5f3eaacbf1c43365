//! The rules every page keeps (WCAG 2.2 AA where a machine can tell, and a content security policy without inline code). Other crates'
//! tests hand every page they render to [`check_page`], and every fragment to [`check_fragment`]; nothing found means the rules are kept.

mod forms;
mod names;
mod order;
mod references;
mod safety;
mod tables;

use std::fmt;

use scraper::{ElementRef, Html, Selector};

/// A rule that a page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule, in words.
    pub rule: &'static str,
    /// Where: the element's opening tag, or what is missing.
    pub at: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.at)
    }
}

/// Everything a whole page breaks.
pub fn check_page(html: &str) -> Vec<Finding> {
    let page = Checked::new(Html::parse_document(html), html);
    let mut findings = check_parts(&page);
    findings.extend(order::page(&page));
    findings
}

/// Everything a part of a page breaks by itself: references may lead out of it.
pub fn check_fragment(html: &str) -> Vec<Finding> {
    check_parts(&Checked::new(Html::parse_fragment(html), html))
}

fn check_parts(page: &Checked) -> Vec<Finding> {
    let mut findings = references::unique_ids(page);
    if page.whole {
        findings.extend(references::landings(page));
    }
    findings.extend(forms::rules(page));
    findings.extend(tables::rules(page));
    findings.extend(names::rules(page));
    findings.extend(safety::rules(page));
    findings
}

/// The page under the rules.
struct Checked {
    html: Html,
    whole: bool,
}

impl Checked {
    fn new(html: Html, source: &str) -> Self {
        Checked { html, whole: source.contains("<html") }
    }

    /// Elements by a selector of ours; none for a selector that cannot be read, which the tests would show.
    fn all<'a>(&'a self, selector: &str) -> Vec<ElementRef<'a>> {
        within(self.html.root_element(), selector)
    }

    fn by_id<'a>(&'a self, id: &str) -> Option<ElementRef<'a>> {
        self.all("[id]").into_iter().find(|element| element.value().id() == Some(id))
    }
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    match Selector::parse(selector) {
        Ok(selector) => element.select(&selector).collect(),
        Err(_) => Vec::new(),
    }
}

/// The element's opening tag.
fn tag(element: ElementRef<'_>) -> String {
    let html = element.html();
    let end = html.find('>').map_or(html.len(), |at| at + 1);
    html.get(..end).unwrap_or_default().to_owned()
}

fn found(rule: &'static str, element: ElementRef<'_>) -> Finding {
    Finding { rule, at: tag(element) }
}

fn missing(rule: &'static str, what: impl Into<String>) -> Finding {
    Finding { rule, at: what.into() }
}

/// The element's words, without the space round them.
fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

fn attribute<'a>(element: ElementRef<'a>, name: &str) -> &'a str {
    element.value().attr(name).unwrap_or_default()
}

fn is_hidden_from_all(element: ElementRef<'_>) -> bool {
    let itself = std::iter::once(element);
    let above = element.ancestors().filter_map(ElementRef::wrap);
    itself.chain(above).any(|e| attribute(e, "aria-hidden") == "true")
}
