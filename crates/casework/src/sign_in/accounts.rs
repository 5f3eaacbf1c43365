//! Who may sign in and who has: the administrator's list.

use domain::staff::Staff;
use store::Stop;

use super::{ACTIVE, INVITED, user_name};
use crate::session::Session;
use crate::staff;

/// One person and how far they have come with signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub staff: Staff,
    /// What they type; nothing before they were invited.
    pub user_name: Option<String>,
    /// How far they have come.
    pub standing: Standing,
}

/// How far somebody has come with signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They have no link yet.
    NotInvited,
    /// They have a link and have not used it.
    Invited,
    /// They sign in.
    Joined,
    /// They may not sign in.
    Stopped,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Standing::NotInvited => "not invited yet",
            Standing::Invited => "invited",
            Standing::Joined => "signs in",
            Standing::Stopped => "may not sign in",
        }
    }
}

/// Everybody, by name, with how they sign in.
///
/// # Errors
/// When the person does not manage people.
pub fn accounts(session: &Session<'_>) -> Result<Vec<Account>, Stop> {
    let people = staff::everybody(session)?;
    let credentials = session.house.store.credentials()?;
    let account = |staff: Staff| {
        let credential = credentials.iter().find(|credential| credential.staff == staff.id);
        let standing = match credential.map(|credential| credential.state.as_str()) {
            _ if !staff.active => Standing::Stopped,
            Some(ACTIVE) => Standing::Joined,
            Some(INVITED) => Standing::Invited,
            _ => Standing::NotInvited,
        };
        Account { staff, user_name: credential.map(|credential| credential.user_name.clone()), standing }
    };
    Ok(people.into_iter().map(|known| account(known.record)).collect())
}

/// The person with a user name, as it was typed.
///
/// # Errors
/// When the one who asks does not manage people.
pub fn account(session: &Session<'_>, typed_name: &str) -> Result<Option<Account>, Stop> {
    let name = user_name(typed_name);
    Ok(accounts(session)?
        .into_iter()
        .find(|account| account.user_name.is_some() && account.user_name == name))
}

/// Whether somebody can be given this user name, if nobody has it.
pub fn is_user_name(typed: &str) -> bool {
    user_name(typed).is_some()
}
