//! Never lose a word: what somebody is still typing is kept every few seconds, for them alone, and is gone when the form is sent. A draft is as
//! long as what was typed; a NUL or an unpaired sign in it comes back as it went in, because it stands as JSON under a seal.

use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::draft::Kept;
use store::submission::Form;
use store::{Failure, Stop, Version};

use crate::house::House;
use crate::session::Session;

/// A form as its author left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The client-made id of the form.
    pub form: Id<Form>,
    /// The address of its page.
    pub page: String,
    /// The version of the record it was opened at; 0 for a record that is yet to be made.
    pub opened: u64,
    /// Names and values, in order, as typed.
    pub fields: Vec<(String, String)>,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// A draft in its author's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The client-made id of the form.
    pub form: Id<Form>,
    /// The address of its page.
    pub page: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Body {
    fields: Vec<(String, String)>,
}

/// Keeps what is typed so far, in place of what was kept before under the same form; says when.
///
/// # Errors
/// When the form has been sent already, or the store fails.
pub fn keep(
    house: &House,
    owner: Id<Staff>,
    form: Id<Form>,
    page: &str,
    opened: u64,
    fields: &[(String, String)],
) -> Result<Timestamp, Stop> {
    let saved_at = house.now();
    let body = serde_json::to_string(&Body { fields: fields.to_vec() }).map_err(unreadable)?;
    let draft = store::draft::Draft {
        owner,
        form,
        page: page.into(),
        subject: None,
        base_version: Version(opened),
        body,
        saved_at,
    };
    match house.store.save_draft(&draft, house.chance())? {
        Kept::Kept | Kept::Older => Ok(saved_at),
        Kept::Sent => {
            Err(Refusal::NotNow("This form has been sent. There is nothing left to keep.".into()).into())
        }
    }
}

/// The newest draft that the person has of a page.
///
/// # Errors
/// When the store fails.
pub fn find(session: &Session<'_>, page: &str) -> Result<Option<Draft>, Stop> {
    let store = &session.house.store;
    let listed = store.drafts(session.staff.id)?;
    let Some(newest) = listed.iter().find(|draft| draft.page == page) else { return Ok(None) };
    // It may have been sent between the two questions.
    let Some(draft) = store.draft(session.staff.id, newest.form)? else { return Ok(None) };
    let Body { fields } = serde_json::from_str(&draft.body).map_err(unreadable)?;
    let store::draft::Draft { form, page, base_version, saved_at, .. } = draft;
    Ok(Some(Draft { form, page, opened: base_version.0, fields, saved_at }))
}

/// The person's drafts, newest first.
///
/// # Errors
/// When the store fails.
pub fn list(session: &Session<'_>) -> Result<Vec<Listed>, Stop> {
    let drafts = session.house.store.drafts(session.staff.id)?;
    Ok(drafts
        .into_iter()
        .map(|draft| Listed { form: draft.form, page: draft.page, saved_at: draft.saved_at })
        .collect())
}

/// Throws one of the person's drafts away.
///
/// # Errors
/// When the store fails.
pub fn throw_away(session: &Session<'_>, form: Id<Form>) -> Result<(), Stop> {
    Ok(session.house.store.drop_draft(session.staff.id, form)?)
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Body { kind: "draft", source: error.into() }
}
