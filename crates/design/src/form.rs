//! A form that is sent, and what goes with it: the client-made id that makes sending it twice one act, the version it was opened at,
//! and the address of its draft.

use maud::{Markup, Render, html};

use crate::element::Element;

/// The name of the hidden field that holds the client-made form id.
pub const FORM_FIELD: &str = "form";
/// The name of the hidden field that holds the version of the record when the form was opened.
pub const VERSION_FIELD: &str = "version";
/// The id of the words on a form's draft.
pub const DRAFT_STATUS_ID: &str = "draft-status";

/// A form that changes something.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Where it is posted to.
    pub action: String,
    /// The client-made id. Empty only where sending twice does no harm.
    pub form_id: String,
    /// The version of the record when it was opened, when it edits one.
    pub version: Option<u64>,
    /// Where its draft is kept; empty for a short form.
    pub draft_url: String,
    /// When its draft was last kept, in words: "Draft saved 14:02".
    pub draft_status: String,
    /// Whether it takes files.
    pub files: bool,
    /// Identifier.
    pub id: String,
    /// What it asks.
    pub body: Markup,
}

impl Form {
    /// A form with where it goes, its client-made id and what it asks.
    pub fn new(action: impl Into<String>, form_id: impl Into<String>, body: Markup) -> Self {
        Form { action: action.into(), form_id: form_id.into(), body, ..Form::default() }
    }

    /// Keeps the version that it was opened at.
    #[must_use]
    pub fn opened_at(mut self, version: u64) -> Self {
        self.version = Some(version);
        self
    }

    /// Takes files too.
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.files = true;
        self
    }

    /// Keeps a draft, with words on when it was last kept.
    #[must_use]
    pub fn draft(mut self, url: impl Into<String>, status: impl Into<String>) -> Self {
        self.draft_url = url.into();
        self.draft_status = status.into();
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        let drafted = !self.draft_url.is_empty();
        Element::new("form")
            .optional("id", &self.id)
            .attribute("method", "post")
            .attribute("action", &self.action)
            .optional("enctype", if self.files { "multipart/form-data" } else { "" })
            .flag("novalidate", true)
            // A browser that goes back fills in what was typed, under the new form's id: sent again, it would be a second act. Answers come from
            // the draft and the record instead.
            .attribute("autocomplete", "off")
            .optional("data-draft-url", &self.draft_url)
            .optional("data-draft-status", if drafted { DRAFT_STATUS_ID } else { "" })
            .holding(html! {
                @if !self.form_id.is_empty() { input type="hidden" name=(FORM_FIELD) value=(self.form_id); }
                @if let Some(version) = self.version { input type="hidden" name=(VERSION_FIELD) value=(version); }
                @if drafted { (draft_status(&self.draft_status)) }
                (self.body)
            })
    }
}

/// Where a script says when the draft was last kept; it starts with what the server knows.
fn draft_status(words: &str) -> Markup {
    html! { p class="app-draft" id=(DRAFT_STATUS_ID) role="status" { (words) } }
}
