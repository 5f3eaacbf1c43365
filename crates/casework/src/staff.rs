//! The people who use Frontdoor: their names on pages, their roles and teams, and who may sign in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::staff::{Role, Staff};
use store::staff::Colleague;
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};

/// Names of staff for a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<Id<Staff>, String>);

impl Names {
    /// The names of these people.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn of(permit: &Permit<'_>, staff: impl IntoIterator<Item = Id<Staff>>) -> Result<Self, Stop> {
        let mut names = BTreeMap::new();
        for id in staff {
            if let Entry::Vacant(place) = names.entry(id) {
                place.insert(store::staff::name(permit, id)?.unwrap_or_else(|| "Frontdoor".into()));
            }
        }
        Ok(Names(names))
    }

    /// A person's name; "Frontdoor" for what no person did.
    pub fn name(&self, staff: Id<Staff>) -> &str {
        self.0.get(&staff).map_or("Frontdoor", String::as_str)
    }
}

/// A colleague as the administrator types them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAsked {
    /// What colleagues call them.
    pub name: String,
    /// Their title.
    pub title: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Team codes.
    pub teams: Vec<String>,
    /// The agency, for a partner.
    pub agency: Option<String>,
    /// Which of the agency's organisations; empty for an agency that is one.
    pub organisation: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// Everybody who uses Frontdoor, by name.
///
/// # Errors
/// When the person does not manage people.
pub fn everybody(session: &Session<'_>) -> Result<Vec<Versioned<Staff>>, Stop> {
    session.read("people who sign in", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        let mut people = Vec::new();
        for id in store::staff::everybody(&permit)? {
            people.extend(load(&permit, id)?);
        }
        Ok(people)
    })
}

/// Council colleagues who work with children, for choosing an owner.
///
/// # Errors
/// When the store fails.
pub fn colleagues(session: &Session<'_>) -> Result<Vec<Colleague>, Stop> {
    session.read("colleagues", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        Ok(store::staff::colleagues(&permit)?)
    })
}

/// Adds a colleague. They sign in once they have chosen a password and a second factor.
///
/// # Errors
/// When a name, role or agency is missing, or the person does not manage people.
pub fn add_staff(session: &Session<'_>, sending: &Sending, asked: StaffAsked) -> Result<Id<Staff>, Stop> {
    session.send(sending, "add_staff", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        let staff = checked(session, session.house.id(), asked)?;
        save(&permit, &staff, Version::NONE, "add_staff", None)?;
        Ok(staff.id)
    })
}

/// Lets a colleague sign in, or stops them: their next click finds them signed out.
///
/// # Errors
/// When the person does not manage people, or tries it on themselves.
pub fn set_active(
    session: &Session<'_>,
    sending: &Sending,
    staff: Id<Staff>,
    active: bool,
) -> Result<(), Stop> {
    if staff == session.staff.id {
        return Err(Refusal::not_allowed("Somebody else must do this for you.").into());
    }
    session.send(sending, if active { "enable_staff" } else { "disable_staff" }, |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        let known = load(&permit, staff)?.ok_or(Refusal::NotFound)?;
        let changed = Staff { active, ..known.record };
        save(&permit, &changed, known.version, if active { "enable_staff" } else { "disable_staff" }, None)?;
        Ok(())
    })
}

pub(crate) fn checked(session: &Session<'_>, id: Id<Staff>, asked: StaffAsked) -> Result<Staff, Refusal> {
    let mut problems = Vec::new();
    if asked.name.trim().is_empty() {
        problems.push(Problem::new("name", "Write the person's name."));
    }
    let roles: Option<_> =
        asked.roles.iter().map(|code| Role::from_code(code).filter(|role| *role != Role::System)).collect();
    let Some(roles) = roles.filter(|roles: &std::collections::BTreeSet<Role>| !roles.is_empty()) else {
        problems.push(Problem::new("roles", "Choose at least one role."));
        return Err(Refusal::Invalid(problems));
    };
    let outside = [Role::Partner, Role::AgencyAdministrator];
    let partner = roles.iter().any(|role| outside.contains(role));
    if partner && asked.agency.as_deref().and_then(|agency| session.house.pack.agency(agency)).is_none() {
        problems.push(Problem::new("agency", "Choose the partner's agency."));
    }
    if partner && !roles.iter().all(|role| outside.contains(role)) {
        problems.push(Problem::new("roles", "Somebody of a partner agency has no role of the council's."));
    }
    if asked.teams.iter().any(|team| session.house.pack.council.team(team).is_none()) {
        problems.push(Problem::new("teams", "Choose teams from the list."));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    Ok(Staff {
        id,
        name: asked.name,
        title: asked.title,
        roles,
        teams: asked.teams.into_iter().collect(),
        agency: asked.agency,
        organisation: asked.organisation.trim().to_owned(),
        phone: asked.phone,
        email: asked.email,
        active: true,
    })
}
