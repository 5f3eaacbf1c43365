//! GOV.UK's components and our own as typed values, the frame of every page, and the files a browser loads (DESIGN §10). Everything is
//! escaped by `maud`; nothing is inline, so a strict content security policy holds; every page works without a script.
//!
//! | For | Use |
//! |---|---|
//! | a whole page | [`Page`], [`layout`], [`Viewer`], [`SessionEnd`], [`demonstration`] |
//! | a form that is sent | [`Form`] (client-made id, version, draft), [`Problems`] (summary and the same words beside each field) |
//! | questions | [`govuk::Input`], [`govuk::Textarea`], [`govuk::Radios`], [`govuk::Checkboxes`], [`govuk::Choice`], [`govuk::Select`], [`govuk::DateInput`], [`govuk::PasswordInput`], [`govuk::FileUpload`], [`govuk::CharacterCount`], [`govuk::Fieldset`] |
//! | acts | [`govuk::Button`], [`govuk::button_group`], [`govuk::Pagination`], [`govuk::BackLink`], [`govuk::Breadcrumbs`], [`govuk::ExitThisPage`] |
//! | facts | [`govuk::SummaryList`], [`govuk::Table`], [`govuk::TaskList`], [`govuk::Tabs`], [`govuk::Details`], [`govuk::InsetText`], [`govuk::Tag`] |
//! | news | [`govuk::NotificationBanner`], [`govuk::WarningText`], [`govuk::Panel`], [`govuk::ErrorSummary`] |
//! | whom it is about | [`own::IdentityBar`], [`own::PersonCard`], [`own::Restricted`] |
//! | by when, in which state | [`own::Clock`], [`own::Tone`] |
//! | queues, history | [`own::CaseTable`], [`own::Timeline`], [`own::PreviousContacts`], [`own::quote`], [`own::scroll_pane`] |
//! | as it was known | [`own::KnownBanner`], [`own::KnownControls`] |
//! | two writers, two people | [`own::Compare`], [`own::MatchPanel`], [`own::LiveMatches`] |
//! | better or worse, time to meet, enough known | [`picture::Trajectory`], [`picture::Escalation`], [`picture::Information`] |
//! | the browser's files | [`asset::href`], [`asset::find`] |
//! | other crates' tests | `rules::check_page` and `rules::check_fragment`, with the feature `rules` |
//!
//! A component is a plain struct with a `Default`, a constructor for what it must have, and a few setters for what it often has. It is
//! put into a page by naming it in parentheses:
//!
//! ```
//! use design::govuk::{Button, Choice, DateInput, Input, Radios};
//! use design::{Form, Markup, Page, Problems, Render, html, layout};
//!
//! fn contact_page(problems: &Problems, form_id: &str, caller: &str) -> Markup {
//!     let questions = html! {
//!         (Input::new("caller", "Who is contacting us?").hint("Name or role").value(caller).error(problems.at("caller")))
//!         (DateInput::new("dob", "When was the child born?").error(problems.at("dob")))
//!         (Radios::new("danger", "Is any child in danger now?", vec![
//!             Choice::new("yes", "Yes").conditional(Input::new("where", "Where is the child?").render()),
//!             Choice::new("no", "No"),
//!         ]))
//!         (Button::new("Save as contact"))
//!     };
//!     let page = Page { in_error: !problems.is_empty(), ..Page::new("New contact") };
//!     layout(&page, html! {
//!         (problems.summary())
//!         h1 class="govuk-heading-l" { "New contact" }
//!         (Form::new("/contacts", form_id, questions).draft("/drafts/new-contact", "Draft saved 14:02"))
//!     })
//! }
//!
//! let wrong = Problems::none().landing("dob", "Date of birth must include a month", "dob-day");
//! let html = contact_page(&wrong, "5f0c", "O'Brien").into_string();
//! assert!(html.contains("<title>Error: New contact</title>"));
//! assert!(html.contains("href=\"#dob-day\""));
//! ```

pub mod asset;
mod content;
mod element;
mod form;
pub mod govuk;
pub mod own;
mod page;
pub mod picture;
mod problems;
#[cfg(feature = "rules")]
pub mod rules;

pub use content::Content;
pub use element::Attributes;
pub use form::{DRAFT_STATUS_ID, FORM_FIELD, Form, VERSION_FIELD};
pub use maud::{Markup, PreEscaped, Render, html};
pub use page::{Page, SessionEnd, Viewer, demonstration, layout};
pub use problems::Problems;
