//! Words or markup: the two things a component may hold. Words are escaped; markup comes only from `maud`, so it is escaped already.

use maud::{Markup, PreEscaped, Render};

/// What stands inside a component. GOV.UK's macros call the two kinds `text` and `html`.
#[derive(Debug, Clone)]
pub enum Content {
    /// Words, escaped when rendered.
    Text(String),
    /// Markup that is already safe.
    Html(Markup),
}

impl Content {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Text(words) => words.is_empty(),
            Content::Html(PreEscaped(html)) => html.is_empty(),
        }
    }

    /// This content, or `other` when it is empty.
    pub fn or<'a>(&'a self, other: &'a Content) -> &'a Content {
        if self.is_empty() { other } else { self }
    }
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl Render for Content {
    fn render_to(&self, buffer: &mut String) {
        match self {
            Content::Text(words) => words.render_to(buffer),
            Content::Html(markup) => markup.render_to(buffer),
        }
    }
}

impl From<&str> for Content {
    fn from(words: &str) -> Self {
        Content::Text(words.to_owned())
    }
}

impl From<&String> for Content {
    fn from(words: &String) -> Self {
        Content::Text(words.clone())
    }
}

impl From<String> for Content {
    fn from(words: String) -> Self {
        Content::Text(words)
    }
}

impl From<Markup> for Content {
    fn from(markup: Markup) -> Self {
        Content::Html(markup)
    }
}
