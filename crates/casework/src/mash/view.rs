//! An enquiry as its page shows it: what every agency was asked and said, where they differ, what it means, and what may be done next.

use std::collections::BTreeMap;

use domain::access::{Action, Subject, Unsealing};
use domain::consent::Basis;
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::{AnsweredBy, Difference, Enquiry, Request, differences};
use domain::partner::Document;
use domain::staff::Staff;
use store::{Door, Known, Permit, Stop, Versioned, load};

use super::{requests_of, standing};
use crate::partner::{self, SentLink};
use crate::second_reading::not_blind;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// An enquiry with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct EnquiryView {
    /// The enquiry.
    pub enquiry: Versioned<Enquiry>,
    /// The contact it was opened from.
    pub contact: Versioned<Contact>,
    /// What agencies were asked, in the order in which they were.
    pub requests: Vec<Versioned<Request>>,
    /// What stands beside each request.
    pub beside: BTreeMap<Id<Request>, Beside>,
    /// Consents and bases of the contact.
    pub bases: Vec<Basis>,
    /// On what the agencies differ.
    pub differences: Vec<Difference>,
    /// The people named in it.
    pub names: Names,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// What the viewer may do next.
    pub may: Vec<Action>,
}

/// What stands beside a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Beside {
    /// The documents the agency sent with its answer.
    pub documents: Vec<Document>,
    /// The links that were sent to have it answered, newest first.
    pub links: Vec<SentLink>,
}

/// The acts an enquiry's page offers, each asked of the access table.
const OFFERED: &[Action] = &[
    Action::RateEnquiry,
    Action::AskAgencies,
    Action::ChaseAgency,
    Action::ShareWithAgency,
    Action::AnalyseEnquiry,
    Action::DecideEnquiry,
    Action::DeclareConflict,
    Action::SendLink,
];

impl EnquiryView {
    /// Whether the viewer may do something here.
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }

    /// The requests without their versions.
    pub fn asked(&self) -> Vec<Request> {
        self.requests.iter().map(|known| known.record.clone()).collect()
    }
}

/// Reads an enquiry.
///
/// # Errors
/// When there is nothing the viewer may know of.
pub fn view(session: &Session<'_>, enquiry: Id<Enquiry>) -> Result<EnquiryView, Stop> {
    session.read("enquiry", |door| {
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        let known = standing(&permit, enquiry)?;
        not_blind(&permit, known.record.contact)?;
        let contact = standing(&permit, known.record.contact)?;
        let mut requests = requests_of(&permit, enquiry)?;
        let mut beside = BTreeMap::new();
        for Versioned { record, .. } in &mut requests {
            *record = partner::as_seen(&permit, record.clone())?;
            let documents = partner::documents_of_request(&permit, record.id)?;
            let links = partner::links(&permit, record.id, session.at)?;
            beside.insert(record.id, Beside { documents, links });
        }
        let mut bases = Vec::new();
        for id in store::consent::of_contact(&permit, contact.record.id)? {
            bases.extend(load(&permit, id)?.map(|known| known.record));
        }
        let asked: Vec<Request> = requests.iter().map(|known| known.record.clone()).collect();
        Ok(EnquiryView {
            differences: differences(&asked, &session.house.pack.hub),
            names: Names::of(&permit, staff_in(&known.record, &contact.record, &asked))?,
            unsealing: permit.unsealing(),
            may: offered(door, enquiry)?,
            enquiry: known,
            contact,
            requests,
            beside,
            bases,
        })
    })
}

fn offered(door: &Door, enquiry: Id<Enquiry>) -> Result<Vec<Action>, Stop> {
    let mut may = Vec::new();
    for action in OFFERED {
        if door.would_permit(*action, Subject::Enquiry(enquiry))? {
            may.push(*action);
        }
    }
    Ok(may)
}

/// Everybody whose name the page says.
fn staff_in(enquiry: &Enquiry, contact: &Contact, requests: &[Request]) -> Vec<Id<Staff>> {
    let mut staff = vec![enquiry.opened_by];
    staff.extend(enquiry.ratings.iter().map(|rated| rated.by));
    staff.extend(enquiry.conflicts.iter().map(|conflict| conflict.by));
    staff.extend(enquiry.shared.iter().map(|shared| shared.by));
    staff.extend(enquiry.analysis.iter().map(|analysis| analysis.by));
    staff.extend(enquiry.rulings.iter().map(|ruling| ruling.by));
    let recommended = enquiry.analysis.iter().filter_map(|analysis| analysis.recommendation.as_ref());
    let decided = enquiry.rulings.iter().filter_map(|ruling| ruling.decided.as_ref());
    staff.extend(recommended.chain(decided).flat_map(|it| &it.basis.actions).map(|action| action.owner));
    staff.extend(contact.holder);
    for request in requests {
        staff.push(request.asked_by);
        staff.extend(request.to);
        staff.extend(request.viewed.map(|(by, _)| by));
        staff.extend(request.chases.iter().map(|chase| chase.by));
        staff.extend(request.substitutes.iter().flat_map(|substitute| [substitute.staff, substitute.by]));
        staff.extend(request.withdrawn.iter().map(|withdrawn| withdrawn.by));
        staff.extend(request.answer.iter().map(|answer| match &answer.by {
            AnsweredBy::Partner(staff) => *staff,
            AnsweredBy::Telephone { taken_by, .. } => *taken_by,
        }));
    }
    staff
}

/// One version of an enquiry: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or nothing the viewer may know of.
pub fn version(session: &Session<'_>, enquiry: Id<Enquiry>, version: u64) -> Result<Enquiry, Stop> {
    session.read("enquiry as a form was opened", |door| {
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        not_blind(&permit, standing(&permit, enquiry)?.record.contact)?;
        at_version(&permit, enquiry, version)
    })
}

/// The latest enquiry into the contact a permit is about.
pub(crate) fn within(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Option<Enquiry>, Stop> {
    let id = store::mash::of_contact(permit, contact)?;
    Ok(id.map(|id| load(permit, id)).transpose()?.flatten().map(|known| known.record))
}

/// What agencies had been asked and had said before an entry, in the latest enquiry into a contact: facts only.
pub(crate) fn answers_before(
    permit: &Permit<'_>,
    contact: Id<Contact>,
    before: Known,
) -> Result<Vec<Request>, Stop> {
    let Some(enquiry) = store::mash::of_contact(permit, contact)? else { return Ok(Vec::new()) };
    let mut answers = Vec::new();
    for id in store::mash::requests(permit, enquiry)? {
        answers.extend(store::ledger::at(permit, id, before)?.map(|known| known.record));
    }
    Ok(answers)
}
