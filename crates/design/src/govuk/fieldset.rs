//! Questions that belong together. <https://design-system.service.gov.uk/components/fieldset/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// What the questions are about, read out before each of them.
#[derive(Debug, Clone, Default)]
pub struct Legend {
    /// The words.
    pub content: Content,
    /// More classes, such as `govuk-fieldset__legend--m`.
    pub classes: String,
    /// Whether it is the page's only heading.
    pub is_page_heading: bool,
}

impl<C: Into<Content>> From<C> for Legend {
    fn from(content: C) -> Self {
        Legend { content: content.into(), ..Legend::default() }
    }
}

impl Legend {
    /// A legend set as a heading of medium size.
    pub fn medium(content: impl Into<Content>) -> Self {
        Legend {
            content: content.into(),
            classes: "govuk-fieldset__legend--m".to_owned(),
            is_page_heading: false,
        }
    }

    /// The legend as the page's heading.
    pub fn page_heading(content: impl Into<Content>) -> Self {
        Legend {
            content: content.into(),
            classes: "govuk-fieldset__legend--l".to_owned(),
            is_page_heading: true,
        }
    }
}

/// Questions that belong together, with what they are about.
#[derive(Debug, Clone, Default)]
pub struct Fieldset {
    /// What they are about.
    pub legend: Legend,
    /// The questions; form components fill it themselves.
    pub html: Markup,
    /// Ids of elements that describe the group.
    pub described_by: String,
    /// A role, where the default does not serve.
    pub role: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Fieldset {
    /// Questions under a legend.
    pub fn new(legend: impl Into<Legend>, html: Markup) -> Self {
        Fieldset { legend: legend.into(), html, ..Fieldset::default() }
    }

    /// Draws around other content than its own.
    pub(crate) fn render_around(&self, described_by: &str, role: &str, html: &Markup) -> Markup {
        let legend = &self.legend;
        let inside = html! {
            @if !legend.content.is_empty() {
                (Element::new("legend").class("govuk-fieldset__legend").class(&legend.classes).holding(html! {
                    @if legend.is_page_heading {
                        h1 class="govuk-fieldset__heading" { (legend.content) }
                    } @else {
                        (legend.content)
                    }
                }))
            }
            (html)
        };
        Element::new("fieldset")
            .class("govuk-fieldset")
            .class(&self.classes)
            .optional("role", role)
            .optional("aria-describedby", described_by)
            .attributes(&self.attributes)
            .holding(inside)
    }
}

impl Render for Fieldset {
    fn render(&self) -> Markup {
        self.render_around(&self.described_by, &self.role, &self.html)
    }
}
