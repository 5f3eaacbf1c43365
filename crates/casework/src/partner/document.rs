//! Documents: kept with the answer in one transaction, sealed, locked until they are scanned; opened by whoever may read the enquiry, by the agency
//! that sent them, and by an agency they were shared with.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{Handling, Request};
use domain::partner::{Document, MOST_DOCUMENTS, Scan};
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::request::Documents;
use crate::house::House;
use crate::outbox;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A document to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The document.
    pub document: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps what was sent with an answer.
pub(super) fn keep_documents(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    request: &Request,
    handling: Option<Handling>,
    documents: Documents,
) -> Result<(), Stop> {
    let house = session.house;
    let before = store::partner::document::of_request(permit, request.id)?.len();
    if before + documents.len() > MOST_DOCUMENTS {
        let words = format!("A request takes {MOST_DOCUMENTS} documents. Send fewer, or put them into one.");
        return Err(Refusal::field("file", words).into());
    }
    for accepted in documents {
        let document = Document {
            id: house.id(),
            request: request.id,
            enquiry: request.enquiry,
            children: request.children.clone(),
            agency: request.agency.clone(),
            organisation: request.organisation.clone(),
            name: accepted.name,
            kind: accepted.kind,
            bytes: accepted.bytes.len() as u64,
            digest: accepted.digest,
            handling: handling.unwrap_or(Handling::Council),
            by: session.staff.id,
            at: session.at,
            scan: if house.ways.scanner.is_some() { Scan::Waiting } else { Scan::NotScanned },
            shared: Vec::new(),
        };
        store::partner::document::keep_content(
            &house.store,
            permit,
            document.id,
            &accepted.bytes,
            house.chance(),
        )?;
        save(permit, &document, Version::NONE, "send_document", None)?;
        if document.scan == Scan::Waiting {
            outbox::scan(door, document.id)?;
        }
    }
    Ok(())
}

/// The documents that were sent with the answer to a request.
pub(crate) fn documents_of_request(permit: &Permit<'_>, request: Id<Request>) -> Result<Vec<Document>, Stop> {
    loaded(permit, store::partner::document::of_request(permit, request)?)
}

/// The documents of other agencies that were shared with the agency of a request.
pub(super) fn shared_with(permit: &Permit<'_>, request: &Request) -> Result<Vec<Document>, Stop> {
    let mut documents = loaded(permit, store::partner::document::of_enquiry(permit, request.enquiry)?)?;
    documents.retain(|document| document.is_shared_with(request));
    Ok(documents)
}

fn loaded(permit: &Permit<'_>, ids: Vec<Id<Document>>) -> Result<Vec<Document>, Stop> {
    let mut documents = Vec::new();
    for id in ids {
        documents.extend(load(permit, id)?.map(|known: Versioned<Document>| known.record));
    }
    Ok(documents)
}

/// The documents of a request, its other agencies for sharing with, and names, for whoever may read the enquiry.
///
/// # Errors
/// When the person may not read it.
pub fn documents(
    session: &Session<'_>,
    request: Id<Request>,
) -> Result<(Vec<Document>, Vec<Request>, Names), Stop> {
    session.read("documents of an agency", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        let documents = documents_of_request(&permit, request)?;
        let this: Request = load(&permit, request)?.ok_or(Refusal::NotFound)?.record;
        let mut others: Vec<Request> = Vec::new();
        for id in store::mash::requests(&permit, enquiry)? {
            let other: Request = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
            let listed = others.iter().chain([&this]).any(|known| same_agency(known, &other));
            if other.withdrawn.is_none() && !listed {
                others.push(other);
            }
        }
        let names = Names::of(&permit, documents.iter().map(|document| document.by))?;
        Ok((documents, others, names))
    })
}

fn same_agency(one: &Request, other: &Request) -> bool {
    one.agency == other.agency && one.organisation == other.organisation
}

/// A document, for whoever may read the enquiry.
///
/// # Errors
/// When the person may not read it, there is no such document, or it may not be opened.
pub fn download(
    session: &Session<'_>,
    request: Id<Request>,
    document: Id<Document>,
) -> Result<Download, Stop> {
    session.read("a document of an agency", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        let found: Document = load(&permit, document)?.ok_or(Refusal::NotFound)?.record;
        if found.request != request {
            return Err(Refusal::NotFound.into());
        }
        opened(session.house, &permit, found)
    })
}

/// A document, for the agency that sent it or that it was shared with.
///
/// # Errors
/// When it is neither, their access has ended, or it may not be opened.
pub fn download_as_partner(
    session: &Session<'_>,
    request: Id<Request>,
    document: Id<Document>,
) -> Result<Download, Stop> {
    session.read("a document", |door| {
        let permit = door.permit(Action::AnswerRequest, Subject::Request(request))?;
        let asked: Request = load(&permit, request)?.ok_or(Refusal::NotFound)?.record;
        let found: Document = load(&permit, document)?.ok_or(Refusal::NotFound)?.record;
        // What somebody else of the agency was asked by name is theirs: only documents of this request, or shared with the agency.
        let own = found.request == request;
        if !(own && found.is_for(&asked) || found.is_shared_with(&asked)) {
            return Err(Refusal::NotFound.into());
        }
        opened(session.house, &permit, found)
    })
}

fn opened(house: &House, permit: &Permit<'_>, document: Document) -> Result<Download, Stop> {
    if !document.scan.opens() {
        return Err(Refusal::NotNow(format!("{}.", document.scan.words())).into());
    }
    let bytes = store::partner::document::content(&house.store, permit, document.id)?;
    Ok(Download { bytes: bytes.ok_or(Refusal::NotFound)?, document })
}

/// Shares a document with another agency that was asked in the same enquiry.
///
/// # Errors
/// When the agency that sent it does not allow it, the other was not asked, or no reason is given.
pub fn share_document(
    session: &Session<'_>,
    sending: &Sending,
    request: Id<Request>,
    document: Id<Document>,
    with: Id<Request>,
    why: &str,
) -> Result<(), Stop> {
    session.send(sending, "share_document", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ShareWithAgency, Subject::Enquiry(enquiry))?;
        let known: Versioned<Document> = load(&permit, document)?.ok_or(Refusal::NotFound)?;
        let other: Request = load(&permit, with)?
            .ok_or_else(|| Refusal::field("with", "Choose the agency that needs to see it."))?
            .record;
        if known.record.request != request {
            return Err(Refusal::NotFound.into());
        }
        let shared = known.record.share(&other, session.staff.id, why, session.at)?;
        save(&permit, &shared, known.version, "share_document", None)?;
        Ok(())
    })
}

/// Has a document scanned and writes down what was found. Whoever must know of a harmful one is told by the outbox.
///
/// # Errors
/// When it cannot be scanned now, with words for the administrator.
pub(crate) fn scan_document(house: &House, id: Id<Document>) -> Result<Result<(), String>, Stop> {
    let Some(scanner) = &house.ways.scanner else {
        return Ok(Err("no scanner is configured any more".into()));
    };
    let session = house.system();
    let waiting = session.read("scan a document", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let known: Versioned<Document> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        if known.record.scan != Scan::Waiting {
            return Ok(None);
        }
        let bytes = store::partner::document::content(&house.store, &permit, id)?;
        Ok(Some(bytes.ok_or(Refusal::NotFound)?))
    })?;
    let Some(bytes) = waiting else { return Ok(Ok(())) };
    let verdict = match scanner.scan(&bytes) {
        Ok(verdict) => verdict,
        Err(words) => return Ok(Err(words)),
    };
    let at = house.now();
    house.store.write(&session.actor, at, "scan_document", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let known: Versioned<Document> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let scan = verdict.at(at);
        if let Scan::Harmful { .. } = scan {
            let words = "Something harmful was found in a document that an agency sent. It is locked. Ring the agency: their computer may be ill.";
            outbox::alert(&session, door, domain::staff::Role::MashManager, words)?;
        }
        save(&permit, &known.record.scanned(scan), known.version, "scan_document", None)?;
        Ok(Ok(()))
    })
}
