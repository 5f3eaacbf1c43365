//! The quick way out for somebody who may be watched. <https://design-system.service.gov.uk/components/exit-this-page/>

use maud::{Markup, Render, html};

use super::Button;
use crate::content::Content;
use crate::element::{Attributes, Element};

/// The quick way out: a button, and Shift three times.
#[derive(Debug, Clone, Default)]
pub struct ExitThisPage {
    /// What it says: "Emergency Exit this page" when empty.
    pub content: Content,
    /// Where it goes: a weather page when empty.
    pub redirect_url: String,
    /// Identifier.
    pub id: String,
    /// Words when leaving.
    pub activated_text: String,
    /// Words when the presses came too slowly.
    pub timed_out_text: String,
    /// Words after the first press.
    pub press_two_more_times_text: String,
    /// Words after the second press.
    pub press_one_more_time_text: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Render for ExitThisPage {
    fn render(&self) -> Markup {
        let default = Content::Html(html! {
            span class="govuk-visually-hidden" { "Emergency" } " Exit this page"
        });
        let url =
            if self.redirect_url.is_empty() { "https://www.bbc.co.uk/weather" } else { &self.redirect_url };
        let button = Button {
            content: self.content.or(&default).clone(),
            classes: "govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button"
                .to_owned(),
            href: url.to_owned(),
            attributes: [("rel", "nofollow noreferrer")].into(),
            ..Button::default()
        };
        Element::new("div")
            .class("govuk-exit-this-page")
            .class(&self.classes)
            .optional("id", &self.id)
            .attribute("data-module", "govuk-exit-this-page")
            .attributes(&self.attributes)
            .optional("data-i18n.activated", &self.activated_text)
            .optional("data-i18n.timed-out", &self.timed_out_text)
            .optional("data-i18n.press-two-more-times", &self.press_two_more_times_text)
            .optional("data-i18n.press-one-more-time", &self.press_one_more_time_text)
            .holding(button)
    }
}
