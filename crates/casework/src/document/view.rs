//! A document as its page shows it, and its files.

use domain::access::{Action, Subject};
use domain::document::{Document, Issued};
use domain::id::Id;
use domain::partner::DocumentKind;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Door, Failure, Permit, Stop, Versioned, load};

use super::digest;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A document with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The document.
    pub issued: Versioned<Issued>,
    /// The children it is about.
    pub children: Vec<(Id<Person>, String)>,
    /// What it says, exactly as it goes or went.
    pub document: Document,
    /// Characters that the PDF can show only as their numbers.
    pub uncovered: Vec<char>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do with it.
    pub may: Vec<Action>,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// The tagged PDF.
    Pdf,
    /// The Word-readable file.
    Word,
}

/// A file that was made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it is called: nothing of the child, of what it is, or of whom it is for.
    pub name: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A document's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, id: Id<Issued>) -> Result<View, Stop> {
    session.read("document", |door| {
        let permit = door.permit(Action::ReadDocument, Subject::record(id))?;
        let issued: Versioned<Issued> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let known = &issued.record;
        let mut children = Vec::new();
        for child in &known.children {
            if let Some(person) = load(&permit, *child)? {
                permit.shown(*child);
                children.push((*child, person.record.name()));
            }
        }
        let document = known.document(session.at);
        let uncovered =
            session.house.press.as_ref().map(|press| press.uncovered(&document)).unwrap_or_default();
        let names = Names::of(&permit, staff_in(known))?;
        let may = may(door, id)?;
        Ok(View { children, document, uncovered, names, may, issued })
    })
}

/// One version of a document: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, id: Id<Issued>, version: u64) -> Result<Issued, Stop> {
    session.read("document as a form was opened", |door| {
        let permit = door.permit(Action::ReadDocument, Subject::record(id))?;
        at_version(&permit, id, version)
    })
}

/// A file of a document that was given, made again from its words: the same bytes. That somebody took it stands in the log.
///
/// # Errors
/// When it was not given, the viewer may not read it, or the bytes are not what they were.
pub fn file(session: &Session<'_>, id: Id<Issued>, of: Files) -> Result<Made, Stop> {
    session.read("file of a document", |door| {
        let permit = door.permit(Action::ReadDocument, Subject::record(id))?;
        let issued: Issued = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        for child in &issued.children {
            permit.shown(*child);
        }
        let Some(given) = &issued.given else {
            let words = "This document was not given to anybody: look at it a second time first.";
            return Err(Refusal::NotNow(words.into()).into());
        };
        let document = issued.document(given.at);
        let (bytes, kept, kind) = match of {
            Files::Pdf => (printed(session, &document, of)?, &given.pdf, DocumentKind::Pdf),
            Files::Word => (printed(session, &document, of)?, &given.word, DocumentKind::Docx),
        };
        if digest(&bytes) != *kept {
            // The words are the same; only a newer program sets them otherwise. Whoever compares prints is told by the log.
            tracing::warn!(document = %issued.reference, "made again, a file has other bytes than when it was given");
        }
        Ok(Made { name: format!("{}.{}", issued.reference, kind.ending()), kind, bytes })
    })
}

/// The people around a child to whom a document can be given, by name, as far as the viewer may know of them.
///
/// # Errors
/// When the viewer may not prepare a document about the child.
pub fn recipients(session: &Session<'_>, child: Id<Person>) -> Result<Vec<(Id<Person>, String)>, Stop> {
    session.read("who may get a document", |door| {
        let permit = door.permit(Action::PrepareDocument, Subject::Child(child))?;
        let mut people = Vec::new();
        for related in store::relationship::of_person(&permit, child)? {
            let other = if related.record.from == child { related.record.to } else { related.record.from };
            if !door.would_permit(Action::KnowExists, Subject::Child(other))? {
                continue;
            }
            let Some(found) = load(&permit, other)?.map(|known| known.record) else { continue };
            let found = store::read_as_one::restricted_as_one(&permit, found)?;
            // Others read this child's pages too: a restricted relative is not named on them.
            if found.restriction.is_none() && !people.iter().any(|(known, _)| *known == other) {
                people.push((other, found.name()));
            }
        }
        Ok(people)
    })
}

/// The bytes of a file.
pub(super) fn printed(session: &Session<'_>, document: &Document, of: Files) -> Result<Vec<u8>, Stop> {
    let Some(press) = &session.house.press else {
        let words = "This program was started without what makes files. Tell the administrator; the document is kept.";
        return Err(Refusal::NotNow(words.into()).into());
    };
    let made = match of {
        Files::Pdf => press.pdf(document),
        Files::Word => press.word(document),
    };
    made.map_err(|words| {
        let source = std::io::Error::other(words);
        Stop::Failure(Failure::File { what: "a document's file could not be made".into(), source })
    })
}

pub(super) fn staff_in(issued: &Issued) -> Vec<Id<Staff>> {
    let mut staff = vec![issued.by];
    staff.extend(issued.changed.iter().map(|change| change.by));
    staff.extend(issued.given.iter().map(|given| given.by));
    staff.extend(issued.thrown.iter().map(|thrown| thrown.by));
    staff.extend(issued.withheld.iter().map(|entry| entry.by));
    staff.extend(issued.collected.iter().map(|collected| collected.by));
    staff
}

fn may(door: &Door, id: Id<Issued>) -> Result<Vec<Action>, Stop> {
    let mut may = Vec::new();
    for action in [Action::PrepareDocument, Action::GiveDocument] {
        if door.would_permit(action, Subject::record(id))? {
            may.push(action);
        }
    }
    Ok(may)
}

/// A document read under a permit that stands already.
pub(super) fn read(permit: &Permit<'_>, id: Id<Issued>) -> Result<Option<Versioned<Issued>>, Stop> {
    Ok(load(permit, id)?)
}
