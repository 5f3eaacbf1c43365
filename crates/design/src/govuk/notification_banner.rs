//! News that is not part of the page's own work. <https://design-system.service.gov.uk/components/notification-banner/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Whether the news is of something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BannerKind {
    /// Something to know.
    #[default]
    Important,
    /// Something was done; the focus goes to it.
    Success,
}

/// News that is not part of the page's own work. At most one a page.
#[derive(Debug, Clone, Default)]
pub struct NotificationBanner {
    /// The news. Words become the banner's heading; markup is taken as it is.
    pub content: Content,
    /// Its kind.
    pub kind: BannerKind,
    /// The small heading: "Important" or "Success" when empty.
    pub title: Content,
    /// The small heading's level: 2 when `None`.
    pub title_heading_level: Option<u8>,
    /// The small heading's id, when there are two banners.
    pub title_id: String,
    /// `alert` for success and `region` otherwise when empty.
    pub role: String,
    /// Whether the page leaves the focus where it was.
    pub disable_auto_focus: Option<bool>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl NotificationBanner {
    /// Something to know.
    pub fn important(content: impl Into<Content>) -> Self {
        NotificationBanner { content: content.into(), ..NotificationBanner::default() }
    }

    /// Something was done.
    pub fn success(content: impl Into<Content>) -> Self {
        NotificationBanner {
            content: content.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
    }
}

impl Render for NotificationBanner {
    fn render(&self) -> Markup {
        let done = self.kind == BannerKind::Success;
        let title_id =
            if self.title_id.is_empty() { "govuk-notification-banner-title" } else { &self.title_id };
        let role = match (self.role.as_str(), done) {
            ("", true) => "alert",
            ("", false) => "region",
            (role, _) => role,
        };
        let title = if done { "Success" } else { "Important" };
        Element::new("div")
            .class("govuk-notification-banner")
            .class_if(done, "govuk-notification-banner--success")
            .class(&self.classes)
            .attribute("role", role)
            .attribute("aria-labelledby", title_id)
            .attribute("data-module", "govuk-notification-banner")
            .choice("data-disable-auto-focus", self.disable_auto_focus)
            .attributes(&self.attributes)
            .holding(html! {
                div class="govuk-notification-banner__header" {
                    (Element::heading(self.title_heading_level.unwrap_or(2))
                        .class("govuk-notification-banner__title")
                        .attribute("id", title_id)
                        .holding(self.title.or(&title.into())))
                }
                div class="govuk-notification-banner__content" { (news(&self.content)) }
            })
    }
}

fn news(content: &Content) -> Markup {
    match content {
        Content::Html(markup) => markup.clone(),
        Content::Text(words) if words.is_empty() => Markup::default(),
        Content::Text(words) => html! { p class="govuk-notification-banner__heading" { (words) } },
    }
}
