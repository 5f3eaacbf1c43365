//! Where people live, the numbers they are known by, and who of another agency works with them. These are not searched with the words of records: whoever
//! looks for an address or a number asks for it, under an access of its own.

use jiff::Timestamp;

use super::{ADDRESS, AGENCY, IDENTIFIER, PROFESSIONAL, Passage, SCHOOL, Telling};
use crate::access::Guard;
use crate::calendar::london;
use crate::involvement::{Involved, Involvement};
use crate::partner::AgencyContact;
use crate::person::partial_date::PartialDate;
use crate::person::{Person, Standing};
use crate::staff::Staff;

/// Addresses that are not protected, numbers, and the school. Of a person who was taken back nothing.
pub(crate) fn of_person(person: &Person) -> Vec<Passage> {
    if person.taken_back {
        return Vec::new();
    }
    let mut telling = Telling::at(Timestamp::UNIX_EPOCH);
    for address in person.addresses.iter().filter(|address| address.lines.guard() < Guard::Protected) {
        let since = address.from.as_ref().and_then(PartialDate::earliest);
        telling.then(since.map_or(Timestamp::UNIX_EPOCH, london::start_of));
        let lines = address.lines.unshown();
        let code =
            lines.postcode.as_ref().map(super::super::person::postcode::Postcode::typed).unwrap_or_default();
        let squeezed: String = code.split_whitespace().collect();
        telling.says(ADDRESS, &format!("{} {squeezed}", lines.one_line()));
    }
    telling.then(Timestamp::UNIX_EPOCH);
    let upns = [person.upn.answer(), person.former_upn.as_ref()];
    for upn in upns.into_iter().flatten() {
        telling.says(IDENTIFIER, &squeezed(upn.typed()));
    }
    if let Some(number) = person.nhs_number.answer() {
        telling.says(IDENTIFIER, &squeezed(number.typed()));
    }
    if person.standing == Standing::Child {
        telling.says(IDENTIFIER, &person.returned_identifier());
    }
    telling.says(SCHOOL, person.school.answer().map_or("", String::as_str)).done()
}

fn squeezed(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Somebody of another agency who works with the child, and how they are reached.
pub(crate) fn of_involvement(involvement: &Involvement) -> Vec<Passage> {
    let Involved::Agency { name, phone, .. } = &involvement.who else { return Vec::new() };
    let words = format!("{name}, {}, {phone} {}", involvement.role, squeezed(phone));
    Telling::at(involvement.from).says(AGENCY, &words).done()
}

/// A colleague, or somebody of an agency who signs in.
pub(crate) fn of_staff(staff: &Staff) -> Vec<Passage> {
    if !staff.active {
        return Vec::new();
    }
    reached(&[&staff.name, &staff.organisation], &staff.phone, &staff.email)
}

/// Somebody of an agency who can be sent a link.
pub(crate) fn of_agency_contact(contact: &AgencyContact) -> Vec<Passage> {
    if contact.ended.is_some() {
        return Vec::new();
    }
    reached(&[&contact.name, &contact.organisation], &contact.phone, &contact.email)
}

fn reached(named: &[&str], phone: &str, email: &str) -> Vec<Passage> {
    let words = format!("{}, {phone} {} {email}", named.join(", "), squeezed(phone));
    Telling::at(Timestamp::UNIX_EPOCH).says(PROFESSIONAL, &words).done()
}
