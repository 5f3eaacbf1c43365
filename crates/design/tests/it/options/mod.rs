//! From the options of GOV.UK's macros, as its fixtures write them, to our typed values. What a typed list cannot hold (`null` or `false`
//! between items) is dropped here, with the ids that the macros would have counted.

mod facts;
mod questions;

use design::govuk::Plural;
use design::{Attributes, Content, Markup, PreEscaped, Render};
use serde_json::Value;

/// Draws a component from a fixture's options; `None` for a component we do not have.
pub fn draw(component: &str, o: &Value) -> Option<Markup> {
    let drawn = match component {
        "back-link" => facts::back_link(o).render(),
        "breadcrumbs" => facts::breadcrumbs(o).render(),
        "button" => questions::button(o).render(),
        "character-count" => questions::character_count(o).render(),
        "checkboxes" => questions::checkboxes(o).render(),
        "date-input" => questions::date_input(o).render(),
        "details" => facts::details(o).render(),
        "error-message" => questions::error_message(o).render(),
        "error-summary" => facts::error_summary(o).render(),
        "exit-this-page" => facts::exit_this_page(o).render(),
        "fieldset" => questions::fieldset(o).render(),
        "file-upload" => questions::file_upload(o).render(),
        "generic-header" => facts::generic_header(o).render(),
        "hint" => questions::hint(o).render(),
        "input" => questions::input(o).render(),
        "inset-text" => facts::inset_text(o).render(),
        "label" => questions::label(o).render(),
        "notification-banner" => facts::notification_banner(o).render(),
        "pagination" => facts::pagination(o).render(),
        "panel" => facts::panel(o).render(),
        "password-input" => questions::password_input(o).render(),
        "phase-banner" => facts::phase_banner(o).render(),
        "radios" => questions::radios(o).render(),
        "select" => questions::select(o).render(),
        "service-navigation" => facts::service_navigation(o).render(),
        "skip-link" => facts::skip_link(o).render(),
        "summary-list" => facts::summary_list(o).render(),
        "table" => facts::table(o).render(),
        "tabs" => facts::tabs(o).render(),
        "tag" => facts::tag(o).render(),
        "task-list" => facts::task_list(o).render(),
        "textarea" => questions::textarea(o).render(),
        "warning-text" => facts::warning_text(o).render(),
        _ => return None,
    };
    Some(drawn)
}

/// As a template writes a value: nothing for null and missing, `true` and `false` in words.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn text(o: &Value, key: &str) -> String {
    written(&o[key])
}

/// As a template's `if` sees it.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn flag(o: &Value, key: &str) -> bool {
    truthy(&o[key])
}

fn choice(o: &Value, key: &str) -> Option<bool> {
    o[key].as_bool()
}

fn number(o: &Value, key: &str) -> Option<u32> {
    o[key].as_u64().and_then(|n| u32::try_from(n).ok())
}

fn html(markup: &str) -> Markup {
    PreEscaped(markup.to_owned())
}

fn content_of(o: &Value, html_key: &str, text_key: &str) -> Content {
    if truthy(&o[html_key]) {
        Content::Html(html(&text(o, html_key)))
    } else {
        Content::Text(text(o, text_key))
    }
}

fn content(o: &Value) -> Content {
    content_of(o, "html", "text")
}

fn attributes_at(o: &Value, key: &str) -> Attributes {
    let pairs = o[key].as_object().into_iter().flatten();
    pairs.fold(Attributes::new(), |all, (name, value)| all.with(name, written(value)))
}

fn attributes(o: &Value) -> Attributes {
    attributes_at(o, "attributes")
}

fn classes(o: &Value) -> String {
    text(o, "classes")
}

fn items<'a>(o: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    o[key].as_array().into_iter().flatten()
}

fn present<'a>(o: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    items(o, key).filter(|item| truthy(item))
}

fn optional<T>(o: &Value, key: &str, make: impl Fn(&Value) -> T) -> Option<T> {
    truthy(&o[key]).then(|| make(&o[key]))
}

fn plural(o: &Value, key: &str) -> Plural {
    let forms = o[key].as_object().into_iter().flatten();
    Plural(forms.map(|(form, words)| (form.clone(), written(words))).collect())
}
