//! What an agency's administrator does with the people of their own agency and organisation: adds them, invites them, confirms that they still work
//! there, stops them and lets them in again. Of any other agency there is nothing.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use store::{Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};
use crate::sign_in::{Invitation, invite_as};
use crate::staff::{StaffAsked, checked};

/// Somebody of the agency as its administrator types them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAsked {
    /// What they are called.
    pub name: String,
    /// What they do.
    pub title: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Whether they are an administrator of the agency too.
    pub administrator: bool,
}

/// Adds somebody of the administrator's own agency and organisation.
///
/// # Errors
/// When a name is missing, or the person administers no agency.
pub fn add_member(session: &Session<'_>, sending: &Sending, asked: MemberAsked) -> Result<Id<Staff>, Stop> {
    session.send(sending, "add_member", |door| {
        let permit = door.permit(Action::ManageAgency, Subject::House)?;
        let administrator = asked.administrator.then_some(Role::AgencyAdministrator);
        let roles = [Some(Role::Partner), administrator].into_iter().flatten();
        let asked = StaffAsked {
            name: asked.name,
            title: asked.title,
            roles: roles.map(|role| role.code().to_owned()).collect(),
            teams: Vec::new(),
            agency: session.staff.agency.clone(),
            organisation: session.staff.organisation.clone(),
            phone: asked.phone,
            email: asked.email,
        };
        let staff = checked(session, session.house.id(), asked)?;
        save(&permit, &staff, Version::NONE, "add_member", None)?;
        Ok(staff.id)
    })
}

/// Makes a link for somebody of the agency to choose a password and a second factor with.
///
/// # Errors
/// When they are of another agency, may not sign in, or the user name is somebody else's or none.
pub fn invite_member(session: &Session<'_>, staff: Id<Staff>, typed_name: &str) -> Result<Invitation, Stop> {
    invite_as(session, Action::ManageAgency, Subject::Partner(staff), staff, typed_name)
}

/// Says that somebody still works there: their account goes on.
///
/// # Errors
/// When they are of another agency, or may not sign in.
pub fn confirm_member(session: &Session<'_>, sending: &Sending, staff: Id<Staff>) -> Result<(), Stop> {
    changed(session, sending, staff, "confirm_member", |staff| {
        if !staff.active {
            return Err(Refusal::NotNow("This person may not sign in. Let them in again first.".into()));
        }
        Ok(staff)
    })
}

/// Stops somebody of the agency, or lets them in again. What they were writing is kept, for [`super::hand_words`].
///
/// # Errors
/// When they are of another agency, or the administrator tries it on themselves.
pub fn set_member_active(
    session: &Session<'_>,
    sending: &Sending,
    staff: Id<Staff>,
    active: bool,
) -> Result<(), Stop> {
    if staff == session.staff.id {
        return Err(Refusal::not_allowed("Somebody else must do this for you.").into());
    }
    let command = if active { "enable_member" } else { "disable_member" };
    changed(session, sending, staff, command, |staff| Ok(Staff { active, ..staff }))
}

fn changed(
    session: &Session<'_>,
    sending: &Sending,
    staff: Id<Staff>,
    command: &'static str,
    change: impl FnOnce(Staff) -> Result<Staff, Refusal>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(Action::ManageAgency, Subject::Partner(staff))?;
        let known: Versioned<Staff> = load(&permit, staff)?.ok_or(Refusal::NotFound)?;
        save(&permit, &change(known.record)?, known.version, command, None)?;
        Ok(())
    })
}
