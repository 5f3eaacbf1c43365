//! The question above a field. <https://design-system.service.gov.uk/components/text-input/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// A field's question. Nothing is drawn when it is empty.
#[derive(Debug, Clone, Default)]
pub struct Label {
    /// The question.
    pub content: Content,
    /// The field's id; form components give it themselves.
    pub for_id: String,
    /// More classes, such as `govuk-label--m`.
    pub classes: String,
    /// Whether the question is the page's only heading.
    pub is_page_heading: bool,
    /// More attributes.
    pub attributes: Attributes,
}

impl<C: Into<Content>> From<C> for Label {
    fn from(content: C) -> Self {
        Label { content: content.into(), ..Label::default() }
    }
}

impl Render for Label {
    fn render(&self) -> Markup {
        self.render_for(&self.for_id, "")
    }
}

impl Label {
    /// The question as the page's heading.
    pub fn page_heading(content: impl Into<Content>) -> Self {
        Label {
            content: content.into(),
            classes: "govuk-label--l".to_owned(),
            is_page_heading: true,
            ..Label::default()
        }
    }

    /// Draws for the field with that id, with the class that the surrounding component gives.
    pub(crate) fn render_for(&self, id: &str, class: &str) -> Markup {
        if self.content.is_empty() {
            return Markup::default();
        }
        let label = Element::new("label")
            .class("govuk-label")
            .class(class)
            .class(&self.classes)
            .attributes(&self.attributes)
            .optional("for", id)
            .holding(&self.content);
        html! {
            @if self.is_page_heading {
                h1 class="govuk-label-wrapper" { (label) }
            } @else {
                (label)
            }
        }
    }
}
