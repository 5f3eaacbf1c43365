//! What a page answers.

use maud::Markup;

/// A page to show: the shell around it is added by the mount.
#[derive(Debug)]
pub struct View {
    /// The title, without the service's name. Never a person's name: titles stand in browser histories.
    pub title: String,
    /// The content, from its heading on.
    pub body: Markup,
    /// Above the content: back link, identity bar, banners.
    pub before: Option<Markup>,
    /// Scripts the page needs besides the shell's, by file name.
    pub scripts: &'static [&'static str],
}

impl View {
    /// A page with a title and content.
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        View { title: title.into(), body, before: None, scripts: &[] }
    }

    /// The same page with something above its content.
    #[must_use]
    pub fn before(self, before: Markup) -> Self {
        View { before: Some(before), ..self }
    }

    /// The same page with scripts.
    #[must_use]
    pub fn scripts(self, scripts: &'static [&'static str]) -> Self {
        View { scripts, ..self }
    }
}

/// A form was taken: the page that shows the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Where to go: an address of this service.
    pub to: String,
    /// A cookie to set: only signing in and out do.
    pub cookie: Option<String>,
}

impl Sent {
    /// Go there.
    pub fn to(address: impl Into<String>) -> Self {
        Sent { to: address.into(), cookie: None }
    }
}
