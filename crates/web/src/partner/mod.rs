//! The agencies' side, on a telephone: what waits, one page to answer on, documents, the link for somebody without an account, and an agency's own
//! administrator (ux.md 3.4, 3.19). The council's pages for links, documents and the list of contacts stand here too.

mod agency;
mod answer;
mod contacts;
mod documents;
mod handover;
mod home;
mod members;
mod open_link;
mod said;
mod send_link;

pub(crate) use home::first_page;

use casework::House;

use crate::route::Mount;

/// The pages.
pub(crate) fn mounts() -> Vec<Mount> {
    vec![
        answer::REQUEST.mount_with_files(),
        documents::OWN.mount(),
        open_link::OPEN.mount(),
        agency::AGENCY.mount(),
        members::NEW.mount(),
        members::MEMBER.mount(),
        members::INVITE.mount(),
        members::ACTIVE.mount(),
        members::CONFIRM.mount(),
        handover::REQUEST.mount(),
        handover::WORDS.mount(),
        contacts::LIST.mount(),
        contacts::NEW.mount(),
        contacts::CONTACT.mount(),
        contacts::END.mount(),
        send_link::LINK.mount(),
        send_link::REVOKE.mount(),
        documents::DOCUMENTS.mount(),
        documents::SHARE.mount(),
        documents::FILE.mount(),
    ]
}

/// What an agency is called.
fn agency_name(house: &House, agency: &str, organisation: &str) -> String {
    let name = house.pack.agency(agency).map_or(agency, |agency| agency.name.as_str());
    if organisation.is_empty() { name.to_owned() } else { format!("{organisation} ({name})") }
}
