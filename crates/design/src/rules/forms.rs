//! Every field is named, choices stand under their question, every form can be sent, and one that changes something can be sent twice.

use std::collections::BTreeMap;

use scraper::ElementRef;

use super::{Checked, Finding, attribute, found, within, words};

pub(super) fn rules(page: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let labelled: Vec<&str> = page.all("label[for]").into_iter().map(|l| attribute(l, "for")).collect();
    for field in fields(page) {
        if !is_named(field, &labelled) {
            findings.push(found("Every field has a label", field));
        }
        if attribute(field, "name").is_empty() && attribute(field, "type") != "range" {
            findings.push(found("Every field has a name in its form", field));
        }
    }
    for label in page.all("label").into_iter().filter(|label| words(*label).is_empty()) {
        findings.push(found("A label has words", label));
    }
    findings.extend(choices(page));
    for fieldset in page.all("fieldset").into_iter().filter(|f| !has_legend(*f)) {
        findings.push(found("A fieldset has a legend", fieldset));
    }
    findings.extend(page.all("form").into_iter().flat_map(form));
    findings
}

fn fields(page: &Checked) -> impl Iterator<Item = ElementRef<'_>> {
    let unnamed = ["hidden", "submit", "button", "image", "reset"];
    let all = page.all("input, select, textarea").into_iter();
    all.filter(move |field| !unnamed.contains(&attribute(*field, "type")))
}

fn is_named(field: ElementRef<'_>, labelled: &[&str]) -> bool {
    let by_attribute =
        ["aria-label", "aria-labelledby"].iter().any(|name| !attribute(field, name).is_empty());
    let wrapped = field.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "label");
    let id = attribute(field, "id");
    by_attribute || wrapped || (!id.is_empty() && labelled.contains(&id))
}

fn has_legend(fieldset: ElementRef<'_>) -> bool {
    let children = fieldset.children().filter_map(ElementRef::wrap);
    children.into_iter().any(|child| child.value().name() == "legend" && !words(child).is_empty())
}

/// Several buttons or boxes of one name are one question: it is asked in a fieldset's legend.
fn choices(page: &Checked) -> Vec<Finding> {
    let mut groups: BTreeMap<&str, Vec<ElementRef<'_>>> = BTreeMap::new();
    for choice in page.all("input[type=radio], input[type=checkbox]") {
        groups.entry(attribute(choice, "name")).or_default().push(choice);
    }
    let several = groups.into_values().filter(|group| group.len() > 1);
    let in_fieldset = |choice: &ElementRef<'_>| {
        choice.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "fieldset")
    };
    several
        .filter_map(|group| group.into_iter().find(|choice| !in_fieldset(choice)))
        .map(|choice| found("Choices stand in a fieldset", choice))
        .collect()
}

fn form(form: ElementRef<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sends = "button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]";
    if within(form, sends).is_empty() {
        findings.push(found("A form has a button that sends it", form));
    }
    let posts = attribute(form, "method").eq_ignore_ascii_case("post");
    if posts && attribute(form, "action").is_empty() {
        findings.push(found("A form that changes something says where it goes", form));
    }
    // A long form is one whose loss would hurt: its draft is kept, and sending it twice is one act.
    let long = !attribute(form, "data-draft-url").is_empty() || !within(form, "textarea").is_empty();
    let has_id =
        within(form, "input[type=hidden][name=form]").iter().any(|f| !attribute(*f, "value").is_empty());
    if posts && long && !has_id {
        findings.push(found("A long form carries its client-made id", form));
    }
    if !within(form, "form").is_empty() {
        findings.push(found("No form stands in another", form));
    }
    findings
}
