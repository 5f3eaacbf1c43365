//! GOV.UK's components and our own as typed functions.

pub mod asset;
mod content;
mod element;
mod form;
pub mod govuk;
pub mod own;
mod page;
mod problems;
#[cfg(feature = "rules")]
pub mod rules;

pub use content::Content;
pub use element::Attributes;
pub use form::{DRAFT_STATUS_ID, FORM_FIELD, Form, VERSION_FIELD};
pub use maud::{Markup, PreEscaped, Render, html};
pub use page::{Page, SessionEnd, Viewer, demonstration, layout};
pub use problems::Problems;
