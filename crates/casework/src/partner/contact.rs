//! The list of people in agencies who have no account and can be sent a link. The hub's managers keep every agency's, an agency's administrator
//! their own.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::partner::{AgencyContact, ContactAsked};
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use store::{Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};
use crate::staff::Names;

/// The list, as far as the viewer keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contacts {
    /// Those on it, by agency and name.
    pub contacts: Vec<Versioned<AgencyContact>>,
    /// Names of those who verified them.
    pub names: Names,
    /// The viewer's own agency and organisation, when they keep that alone.
    pub own: Option<(String, String)>,
}

/// The agency and organisation that somebody keeps the list of; nothing for the council's own, who keep every agency's.
fn own(session: &Session<'_>) -> Option<(String, String)> {
    let staff = &session.staff;
    staff.agency.clone().map(|agency| (agency, staff.organisation.clone()))
}

/// The list.
///
/// # Errors
/// When the person keeps none.
pub fn contacts(session: &Session<'_>) -> Result<Contacts, Stop> {
    session.read("people in agencies without an account", |door| {
        let permit = door.permit(Action::ManageContacts, Subject::House)?;
        let own = own(session);
        let ids = match &own {
            Some((agency, organisation)) => {
                store::partner::contact::of_agency(&permit, agency, organisation)?
            }
            None => store::partner::contact::all(&permit)?,
        };
        let mut contacts: Vec<Versioned<AgencyContact>> = Vec::new();
        for id in ids {
            contacts.extend(load(&permit, id)?);
        }
        let by =
            contacts.iter().filter_map(|known| known.record.verified.as_ref()).map(|verified| verified.by);
        let names = Names::of(&permit, by)?;
        Ok(Contacts { contacts, names, own })
    })
}

/// One of the list.
///
/// # Errors
/// When it is another agency's, or there is no such person.
pub fn contact(
    session: &Session<'_>,
    id: Id<AgencyContact>,
) -> Result<(Versioned<AgencyContact>, Names), Stop> {
    session.read("somebody in an agency without an account", |door| {
        let list = door.permit(Action::ManageContacts, Subject::House)?;
        let known: Versioned<AgencyContact> = load(&list, id)?.ok_or(Refusal::NotFound)?;
        door.permit(Action::ManageContacts, Subject::Partner(known.record.staff))?;
        let names = Names::of(&list, known.record.verified.iter().map(|verified| verified.by))?;
        Ok((known, names))
    })
}

/// Puts somebody on the list. They are not verified yet. An agency's administrator adds people of their own agency, whatever the form says.
///
/// # Errors
/// When a name, an e-mail address or a telephone number is missing, or the agency is none of the pack's.
pub fn add_contact(
    session: &Session<'_>,
    sending: &Sending,
    asked: ContactAsked,
) -> Result<Id<AgencyContact>, Stop> {
    session.send(sending, "add_agency_contact", |door| {
        let permit = door.permit(Action::ManageContacts, Subject::House)?;
        let house = session.house;
        let (agency, organisation) =
            own(session).unwrap_or_else(|| (asked.agency.clone(), asked.organisation.trim().to_owned()));
        let known = house.pack.agency(&agency);
        if known.is_none() {
            return Err(Refusal::field("agency", "Choose the agency.").into());
        }
        let asked = ContactAsked { agency: agency.clone(), organisation: organisation.clone(), ..asked };
        let (id, staff) = (house.id(), house.id());
        let contact = AgencyContact::new(id, staff, asked)?;
        let acts_as = Staff {
            id: staff,
            name: contact.name.clone(),
            title: contact.role.clone(),
            roles: [Role::Partner].into(),
            teams: std::collections::BTreeSet::new(),
            agency: Some(agency),
            organisation,
            phone: contact.phone.clone(),
            email: contact.email.clone(),
            active: true,
        };
        save(&permit, &acts_as, Version::NONE, "add_agency_contact", None)?;
        save(&permit, &contact, Version::NONE, "add_agency_contact", None)?;
        Ok(id)
    })
}

/// Says that somebody on the list was checked, and how.
///
/// # Errors
/// When it is another agency's, it is not said how, or somebody else changed it.
pub fn verify_contact(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<AgencyContact>,
    how: &str,
) -> Result<(), Stop> {
    session.send(sending, "verify_agency_contact", |door| {
        let list = door.permit(Action::ManageContacts, Subject::House)?;
        let known: Versioned<AgencyContact> = load(&list, id)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ManageContacts, Subject::Partner(known.record.staff))?;
        let verified = known.record.verify(session.staff.id, how, session.at)?;
        save(&permit, &verified, Version(sending.opened), "verify_agency_contact", None)?;
        Ok(())
    })
}

/// Takes somebody off the list: no link is sent to them any more, and what a link opened for them is closed.
///
/// # Errors
/// When it is another agency's, or they are off it already.
pub fn end_contact(session: &Session<'_>, sending: &Sending, id: Id<AgencyContact>) -> Result<(), Stop> {
    session.send(sending, "end_agency_contact", |door| {
        let list = door.permit(Action::ManageContacts, Subject::House)?;
        let known: Versioned<AgencyContact> = load(&list, id)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ManageContacts, Subject::Partner(known.record.staff))?;
        let ended = known.record.end(session.staff.id, session.at)?;
        save(&permit, &ended, known.version, "end_agency_contact", None)?;
        let staff: Versioned<Staff> = load(&permit, ended.staff)?.ok_or(Refusal::NotFound)?;
        let gone = Staff { active: false, ..staff.record };
        save(&permit, &gone, staff.version, "end_agency_contact", None)?;
        Ok(())
    })
}
