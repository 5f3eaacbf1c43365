//! The letters that tell somebody that support ended: which the pack says, to whom on this child's record, and what became of each. Nothing is sent by itself: each
//! is composed for its reader, looked at and given by a person. Nobody from whom something is withheld is offered one, and nobody who is restricted is named.

use domain::access::{Action, Subject};
use domain::child_file::ChildFile;
use domain::closure::{Closure, Stage};
use domain::document::{Issued, Kind, Of, Recipient, Stage as Given, withheld_from};
use domain::id::Id;
use domain::involvement::Involved;
use domain::pack::{Pack, ToldWho};
use domain::person::known::Known;
use domain::person::relationship::{Kinship, Relationship};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Stop, Versioned, load};

use crate::child::{Moment, Shown, file};
use crate::document::of_child;
use crate::session::Session;

/// A letter that is offered, or was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingLetter {
    /// For whom.
    pub recipient: Recipient,
    /// The code of the letter in the pack.
    pub letter: String,
    /// Why they get none: their name stands on a list of those from whom something is withheld.
    pub withheld: bool,
    /// The document that was prepared or given to them, the newest.
    pub document: Option<(Id<Issued>, String, Given)>,
}

/// The letters of a closing.
///
/// # Errors
/// When the viewer may not read the closing, or not compose documents about the child.
pub fn letters(session: &Session<'_>, closure: Id<Closure>) -> Result<Vec<ClosingLetter>, Stop> {
    let known = session.read("letters of a closing", |door| {
        let permit = door.permit(Action::ReadClosure, Subject::record(closure))?;
        let known: Versioned<Closure> = load(&permit, closure)?.ok_or(Refusal::NotFound)?;
        door.permit(Action::PrepareDocument, Subject::Child(known.record.child))?;
        Ok(known.record)
    })?;
    let pack = session.house.pack.as_ref();
    let spared = known.closed.as_ref().is_none_or(|closed| pack.closure.spared.contains(&closed.reason));
    let Shown::Content(page) = file(session, known.child, Moment::Now)? else { return Ok(Vec::new()) };
    if known.stage != Stage::Closed || spared {
        return Ok(Vec::new());
    }
    let documents = of_child(session, known.child)?.documents;
    let plans: Vec<_> = page.file.safety_plans.iter().map(|filed| filed.record.clone()).collect();
    let one = |(who, recipient): (ToldWho, Recipient)| {
        let letter = pack.closure.told.iter().find(|told| told.who == who)?.letter.clone();
        let theirs = documents.iter().find(|issued| {
            issued.record == Some(closure.any())
                && issued.stage() != Given::Thrown
                && is_for(&issued.recipient, &recipient)
        });
        Some(ClosingLetter {
            withheld: withheld_from(Of::Letter, &recipient, &plans, &documents).is_err(),
            document: theirs.map(|issued| (issued.id, issued.reference.clone(), issued.stage())),
            recipient,
            letter,
        })
    };
    Ok(readers(&page.file, pack, session.at).into_iter().filter_map(one).collect())
}

fn is_for(issued: &Recipient, reader: &Recipient) -> bool {
    issued.kind == reader.kind
        && match reader.kind {
            Kind::Agency => issued.agency == reader.agency,
            Kind::Family => issued.person == reader.person,
            _ => true,
        }
}

/// Whom to tell, by the order of the pack, as far as this viewer may know of them.
pub(super) fn readers(file: &ChildFile, pack: &Pack, at: Timestamp) -> Vec<(ToldWho, Recipient)> {
    let mut readers: Vec<(ToldWho, Recipient)> = Vec::new();
    for told in &pack.closure.told {
        let found = match told.who {
            ToldWho::Family => family(file, at),
            ToldWho::Child => vec![child(file)],
            ToldWho::Referrer => referrer(file, pack).into_iter().collect(),
            ToldWho::Agencies => agencies(file, pack, at),
        };
        for recipient in found {
            if !readers.iter().any(|(_, known)| is_for(known, &recipient)) {
                readers.push((told.who, recipient));
            }
        }
    }
    readers
}

fn of_kind(kind: Kind, name: String) -> Recipient {
    Recipient { kind, name, person: None, agency: None, agency_name: String::new() }
}

fn child(file: &ChildFile) -> Recipient {
    let child = &file.child.record;
    Recipient { person: Some(child.id), ..of_kind(Kind::Child, child.name()) }
}

/// Those who bring the child up, or hold parental responsibility.
fn family(file: &ChildFile, at: Timestamp) -> Vec<Recipient> {
    let day = domain::calendar::london::date_of(at);
    let child = file.child.record.id;
    let brings_up = |tie: &Relationship| {
        let kind = tie.kind.is_birth_parent()
            || matches!(tie.kind, Kinship::AdoptiveParent | Kinship::Carer)
            || tie.parental_responsibility == Known::Is(true);
        tie.to == child && kind && tie.tie.ended.is_none() && tie.holds_on(day)
    };
    let ties = file.relationships.iter().map(|filed| &filed.record).filter(|tie| brings_up(tie));
    let people = ties.filter_map(|tie| {
        let person = file.relatives.iter().map(|filed| &filed.record).find(|person| person.id == tie.from)?;
        (person.restriction.is_none() && person.died.is_none())
            .then(|| Recipient { person: Some(person.id), ..of_kind(Kind::Family, person.name()) })
    });
    people.collect()
}

/// The agency whose contact led to the referral that is closed.
fn referrer(file: &ChildFile, pack: &Pack) -> Option<Recipient> {
    let episode = &file.episodes.last()?.record;
    let referral = file.referrals.iter().find(|filed| Some(filed.record.id) == episode.referral)?;
    let contact = file.contacts.iter().find(|filed| filed.record.id == referral.record.contact)?;
    let code = contact.record.referrer.agency.as_deref()?;
    Some(agency(pack, code, ""))
}

fn agencies(file: &ChildFile, pack: &Pack, at: Timestamp) -> Vec<Recipient> {
    let held = file.involved_at(at).filter_map(|held| match &held.who {
        Involved::Agency { agency: code, name, .. } => Some(agency(pack, code, name)),
        Involved::Worker { .. } => None,
    });
    held.collect()
}

fn agency(pack: &Pack, code: &str, name: &str) -> Recipient {
    let agency_name = pack.agency_name(code).to_owned();
    Recipient { agency: Some(code.to_owned()), agency_name, ..of_kind(Kind::Agency, name.to_owned()) }
}
