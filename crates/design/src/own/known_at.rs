//! The record as it was known at a moment: the banner that says so on every such page, and the ways to choose the moment without
//! dragging. Both forms are `GET`, so what was known on a day has an address that can be sent to a manager.

use maud::{Markup, Render, html};

use crate::element::Element;
use crate::govuk::{DateInput, DatePart, ErrorMessage, Legend};

/// The banner over a page of the past.
#[derive(Debug, Clone, Default)]
pub struct KnownBanner {
    /// The moment, in words: "15 February 2026, 09:40".
    pub as_at: String,
    /// How much of what is known now was known then: "6 of 10 events known".
    pub extent: String,
    /// Where the same page stands as known now.
    pub now_href: String,
}

impl Render for KnownBanner {
    fn render(&self) -> Markup {
        html! {
            section class="app-known" aria-label="As it was known" {
                p role="status" {
                    strong { "As known on " (self.as_at) "." }
                    " This is not the record as it stands now."
                    @if !self.extent.is_empty() { " " (self.extent) "." }
                }
                p { a class="govuk-link" href=(self.now_href) { "Go back to what is known now" } }
            }
        }
    }
}

/// A slider over the moments at which something became known.
#[derive(Debug, Clone, Default)]
pub struct Slider {
    /// The field's name in the address.
    pub name: String,
    /// What it moves over.
    pub label: String,
    /// The first place.
    pub min: u64,
    /// The last place.
    pub max: u64,
    /// Where it stands.
    pub value: u64,
    /// Where it stands, in words: "15 February 2026".
    pub value_words: String,
}

/// The ways to choose the moment.
#[derive(Debug, Clone, Default)]
pub struct KnownControls {
    /// The page's own address, without a query.
    pub action: String,
    /// The beginning of the date fields' names: `known` gives `known-day`.
    pub date_name: String,
    /// Day, month and year as they were typed.
    pub date: [String; 3],
    /// What is wrong with the date, if something is.
    pub problem: Option<ErrorMessage>,
    /// The slider, where there is something to move over.
    pub slider: Option<Slider>,
    /// Where the page stands one event earlier; empty at the first.
    pub previous_href: String,
    /// Where the page stands one event later; empty at the last.
    pub next_href: String,
    /// What else the address must keep.
    pub kept: Vec<(String, String)>,
}

impl KnownControls {
    fn kept(&self) -> Markup {
        html! { @for (name, value) in &self.kept { input type="hidden" name=(name) value=(value); } }
    }

    fn date(&self) -> Markup {
        let [day, month, year] = &self.date;
        let mut input = DateInput::new(
            &self.date_name,
            Legend {
                content: "See what was known on".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
        );
        input.items = DatePart::all(day, month, year);
        input.error_message = self.problem.clone();
        html! {
            form class="app-known__row" method="get" action=(self.action) novalidate {
                (self.kept())
                (input)
                button class="govuk-button govuk-button--secondary" type="submit" { "Show that day" }
            }
        }
    }

    fn slider(&self, slider: &Slider) -> Markup {
        let id = format!("{}-slider", slider.name);
        let range = Element::new("input")
            .class("app-slider")
            .attribute("type", "range")
            .attribute("id", &id)
            .attribute("name", &slider.name)
            .attribute("min", &slider.min.to_string())
            .attribute("max", &slider.max.to_string())
            .attribute("value", &slider.value.to_string())
            .optional("aria-valuetext", &slider.value_words)
            .void();
        html! {
            form class="app-known__row" method="get" action=(self.action) data-slider {
                (self.kept())
                div class="app-known__slider" {
                    label class="govuk-label" for=(id) { (slider.label) }
                    (range)
                }
                button class="govuk-button govuk-button--secondary" type="submit" { "Show that moment" }
            }
        }
    }
}

impl Render for KnownControls {
    fn render(&self) -> Markup {
        html! {
            (self.date())
            @if let Some(slider) = &self.slider { (self.slider(slider)) }
            @if !self.previous_href.is_empty() || !self.next_href.is_empty() {
                nav class="app-known__row" aria-label="From event to event" {
                    @if !self.previous_href.is_empty() {
                        a class="govuk-link" href=(self.previous_href) rel="prev" { "Previous event" }
                    }
                    @if !self.next_href.is_empty() {
                        a class="govuk-link" href=(self.next_href) rel="next" { "Next event" }
                    }
                }
            }
        }
    }
}
