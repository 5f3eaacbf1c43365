//! What may stand in no e-mail, and what may stand in no copy: the names and addresses of those a meeting is about, and of those around them.

use std::collections::BTreeSet;

use domain::contact::Contact;
use domain::id::Id;
use domain::meeting::Meeting;
use domain::person::Person;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use store::{Permit, Stop, load, relationship};

/// The names and addresses around a meeting.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    /// Names and addresses: none may stand in an e-mail.
    pub(crate) names_and_addresses: Vec<String>,
    /// Protected addresses: none may stand in a copy.
    pub(crate) protected: Vec<String>,
}

impl Secrets {
    pub(crate) fn of_meeting(permit: &Permit<'_>, meeting: &Meeting) -> Result<Self, Stop> {
        Secrets::around(permit, &meeting.children, meeting.contact)
    }

    /// Of the children, those of the contact, and their relatives.
    pub(crate) fn around(
        permit: &Permit<'_>,
        children: &[Id<Person>],
        contact: Option<Id<Contact>>,
    ) -> Result<Self, Stop> {
        let mut secrets = Secrets::default();
        let mut people: BTreeSet<Id<Person>> = children.iter().copied().collect();
        if let Some(contact) = contact.map(|contact| load(permit, contact)).transpose()?.flatten() {
            people.extend(contact.record.people());
            for child in &contact.record.children {
                secrets.names_and_addresses.push(child.said.name.display());
                if let Known::Is(address) = &child.said.address {
                    let guarded = address.guard() == domain::access::Guard::Protected;
                    secrets.address(address.unshown(), guarded);
                }
            }
        }
        let mut around = people.clone();
        for person in &people {
            for known in relationship::to_withhold(permit, *person)? {
                around.extend([known.record.from, known.record.to]);
            }
        }
        for person in around {
            let Some(known) = load(permit, person)? else { continue };
            if people.contains(&person) {
                secrets
                    .names_and_addresses
                    .extend(known.record.names.iter().map(|known| known.name.display()));
            }
            for address in &known.record.addresses {
                secrets.address(address.lines.unshown(), address.is_protected());
            }
        }
        Ok(secrets)
    }

    /// An address as people write it: its first line, its postcode, all of it.
    fn address(&mut self, lines: &AddressLines, protected: bool) {
        let postcode = lines.postcode.as_ref().map(|postcode| postcode.typed().to_owned());
        let written: Vec<String> = lines.lines.first().cloned().into_iter().chain(postcode).collect();
        if protected {
            self.protected.extend(written.iter().cloned());
        }
        self.names_and_addresses.extend(written);
    }
}
