//! All that is ever said of a restricted record: that there is one, and whom to ring.

use maud::{Markup, Render, html};

use crate::content::Content;

/// That there is a record which this viewer may not see.
#[derive(Debug, Clone, Default)]
pub struct Restricted {
    /// Whom to ring: "the duty manager, 01632 960001".
    pub ring: Content,
}

impl Restricted {
    /// A restricted record, and whom to ring.
    pub fn ring(whom: impl Into<Content>) -> Self {
        Restricted { ring: whom.into() }
    }
}

impl Render for Restricted {
    fn render(&self) -> Markup {
        html! { div class="app-restricted" { p { strong { "Restricted:" } " ring " (self.ring) } } }
    }
}
