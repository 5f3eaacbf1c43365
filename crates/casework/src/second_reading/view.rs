//! What a reader sees, and what everybody else sees once both answers are given.

use domain::access::{Action, Subject};
use domain::contact::{Contact, Decision};
use domain::id::Id;
use domain::refusal::Refusal;
use domain::second_reading::SecondReading;
use store::{Known, Permit, Seq, Stop, Versioned, load};

use super::{contact_of, own, staff_in};
use crate::contact::{ContactView, view_under};
use crate::session::Session;
use crate::staff::Names;

/// A reading for its reader: the contact as it was known just before the first decision, without a word of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The reading's name.
    pub id: Id<SecondReading>,
    /// The version a form is opened at.
    pub version: u64,
    /// Its clock.
    pub clock: domain::calendar::Clock,
    /// The contact as it was.
    pub contact: ContactView,
    /// What agencies had been asked and had said, where there was a MASH enquiry: their facts, and not what anybody made of them.
    pub answers: Vec<domain::mash::Request>,
}

/// Both answers beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Both {
    /// The reading.
    pub reading: Versioned<SecondReading>,
    /// The first decision as it stands in the record.
    pub first: Option<Decision>,
    /// The staff named in it.
    pub names: Names,
    /// Whether the viewer may write down how it was talked through.
    pub may_moderate: bool,
}

/// Refuses a record whose decision the viewer is to read a second time.
pub(crate) fn not_blind(permit: &Permit<'_>, contact: Id<Contact>) -> Result<(), Stop> {
    if store::second_reading::blind_to(permit)?.contains(&contact.any()) {
        return Err(Refusal::NotNow(
            "You are to decide this contact a second time without knowing the first answer, so its page is closed to you until you have. If you need the record for your work now, open your second readings and give it back.".into(),
        )
        .into());
    }
    Ok(())
}

/// The readings that wait for this person, the first due first.
///
/// # Errors
/// When the person reads no decisions.
pub fn mine(session: &Session<'_>) -> Result<Vec<Versioned<SecondReading>>, Stop> {
    session.read("my second readings", |door| {
        let permit = door.permit(Action::SeeSecondReadings, Subject::House)?;
        let mut waiting = Vec::new();
        for id in store::second_reading::mine(&permit)? {
            waiting.extend(load(&permit, id)?);
        }
        Ok(waiting)
    })
}

/// What the reader reads: what was said and known before the first decision. Nothing of what was proposed, decided or told is in it.
///
/// # Errors
/// When it is somebody else's, or answered.
pub fn reading(session: &Session<'_>, id: Id<SecondReading>) -> Result<Reading, Stop> {
    session.read("second reading", |door| {
        let house = door.permit(Action::SeeSecondReadings, Subject::House)?;
        let known = own(session, &house, id)?;
        if !known.record.is_blind() {
            return Err(Refusal::NotNow("You have given your answer already.".into()).into());
        }
        let contact = contact_of(&known.record);
        let permit = door.permit(Action::ReadSecond, Subject::Contact(contact))?;
        let before = Known::At(Seq(known.record.decided_in.saturating_sub(1)));
        let mut view = view_under(session, door, &permit, contact, before)?;
        view.contact.record = view.contact.record.undecided();
        view.bases.retain(|basis| basis.record.at < known.record.first.at);
        let view =
            ContactView { referrals: Vec::new(), feedback: None, decided_at: None, may: Vec::new(), ..view };
        let answers = crate::mash::answers_before(&permit, contact, before)?;
        Ok(Reading { id, version: known.version.0, clock: known.record.clock, contact: view, answers })
    })
}

/// Both answers, once there are two, for those who may read the record.
///
/// # Errors
/// When there is no second answer yet, or the record is not for this viewer.
pub fn both(session: &Session<'_>, id: Id<SecondReading>) -> Result<Both, Stop> {
    session.read("both readings", |door| {
        let house = door.permit(Action::SeeConsistency, Subject::House)?;
        let known = load(&house, id)?.filter(|known| !known.record.is_blind()).ok_or(Refusal::NotFound)?;
        let contact = contact_of(&known.record);
        let permit = door.permit(Action::CompareReadings, Subject::Contact(contact))?;
        not_blind(&permit, contact)?;
        let record = load(&permit, contact)?.ok_or(Refusal::NotFound)?.record;
        let first = record
            .decisions
            .into_iter()
            .find(|decision| decision.at == known.record.first.at && decision.outcomes.is_some());
        let mut staff = staff_in(&known.record);
        staff.extend(
            first
                .iter()
                .flat_map(|decision| &decision.outcomes)
                .flat_map(|basis| &basis.actions)
                .map(|action| action.owner),
        );
        let names = Names::of(&permit, staff)?;
        let may_moderate = known.record.is_to_moderate()
            && door.would_permit(Action::ModerateReading, Subject::Contact(contact))?;
        Ok(Both { reading: known, first, names, may_moderate })
    })
}
