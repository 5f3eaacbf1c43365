//! Nothing inline and nothing from elsewhere, so that the strictest content security policy holds.

use scraper::ElementRef;

use super::{Checked, Finding, attribute, found};

pub(super) fn rules(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    for script in page.all("script").into_iter().filter(|script| attribute(*script, "src").is_empty()) {
        findings.push(found("No script is inline", script));
    }
    for element in page.all("style, [style]") {
        findings.push(found("No style is inline", element));
    }
    for element in page.all("iframe, object, embed, base, foreignObject, meta[http-equiv]") {
        findings.push(found("Nothing is embedded or redirected", element));
    }
    for element in page.all("*") {
        if element.value().attrs().any(|(name, _)| name.starts_with("on")) {
            findings.push(found("No handler is inline", element));
        }
        if addresses(element).any(is_script_address) {
            findings.push(found("No address is a script", element));
        }
    }
    for element in page.all("script[src], link[href], img[src], source[src], use[href], image[href]") {
        if addresses(element).any(is_elsewhere) {
            findings.push(found("Nothing is loaded from elsewhere", element));
        }
    }
    findings
}

fn addresses(element: ElementRef<'_>) -> impl Iterator<Item = &str> {
    ["href", "src", "action", "formaction"].into_iter().filter_map(move |name| element.value().attr(name))
}

fn is_script_address(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| plain.starts_with(scheme))
}

fn is_elsewhere(address: &str) -> bool {
    address.starts_with("//") || address.contains("://")
}
