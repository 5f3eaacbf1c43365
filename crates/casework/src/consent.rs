//! Consent and lawful basis: three kinds kept apart, dispensed with only by a manager, withdrawal recorded and never a closure by itself.

use domain::access::{Action, Subject};
use domain::consent::{Answer, Basis, BasisKind, Dispensation, Withdrawal};
use domain::contact::Contact;
use domain::form::Answers;
use domain::id::Id;
use domain::person::known::Known;
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::contact::standing;
use crate::session::{Sending, Session};

/// Consent or basis as it was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisAsked {
    /// Which of the three.
    pub kind: BasisKind,
    /// What for.
    pub purpose: String,
    /// Of whom it was asked.
    pub asked_of: String,
    /// Whether they hold parental responsibility.
    pub parental_responsibility: Known<bool>,
    /// Capacity, in words.
    pub capacity: String,
    /// How they were asked.
    pub asked_how: String,
    /// The answer.
    pub answer: Answer,
    /// Their conditions.
    pub conditions: String,
    /// The pack's code of the legal basis.
    pub legal_basis: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// A manager's reasons for going on without agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispensationAsked {
    /// The pack's code of the ground.
    pub ground: String,
    /// Why it holds here.
    pub reason: String,
    /// What would happen if they were asked.
    pub risk_if_asked: String,
    /// When it is looked at again.
    pub review: Option<Date>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// Records consent or the lawful basis for a contact's children.
///
/// # Errors
/// When an answer is missing or the basis is not in the pack.
pub fn record_basis(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    asked: BasisAsked,
) -> Result<Id<Basis>, Stop> {
    session.send(sending, "record_basis", |door| {
        let permit = door.permit(Action::RecordBasis, Subject::Contact(contact))?;
        let known = standing(&permit, contact)?;
        if session.house.pack.consent.basis(&asked.legal_basis).is_none() {
            return Err(Refusal::field("legal_basis", "Choose the legal basis.").into());
        }
        let basis = Basis {
            id: session.house.id(),
            children: known.record.people().collect(),
            contact: Some(contact),
            kind: asked.kind,
            purpose: asked.purpose,
            asked_of: asked.asked_of,
            parental_responsibility: asked.parental_responsibility,
            capacity: asked.capacity,
            asked_how: asked.asked_how,
            answer: asked.answer,
            conditions: asked.conditions,
            legal_basis: asked.legal_basis,
            dispensed: None,
            by: session.staff.id,
            at: session.at,
            withdrawn: None,
            further: asked.further,
        };
        let basis = basis.checked()?;
        save(&permit, &basis, Version::NONE, "record_basis", None)?;
        Ok(basis.id)
    })
}

/// Goes on without agreement. Only a manager does.
///
/// # Errors
/// When the ground or its reasons are missing, or the person is not a manager.
pub fn dispense(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    basis: Id<Basis>,
    asked: DispensationAsked,
) -> Result<(), Stop> {
    session.send(sending, "dispense_consent", |door| {
        let permit = door.permit(Action::DispenseConsent, Subject::Contact(contact))?;
        let known = of_contact(&permit, contact, basis)?;
        let grounds: Vec<&str> =
            session.house.pack.consent.dispensing.iter().map(|ground| ground.id.as_str()).collect();
        let reason = asked.reason.clone();
        let dispensation = Dispensation {
            by: session.staff.id,
            at: session.at,
            ground: asked.ground,
            reason: asked.reason,
            risk_if_asked: asked.risk_if_asked,
            review: asked.review,
            further: asked.further,
        };
        let dispensed = known.record.dispense(dispensation, &grounds)?;
        save(&permit, &dispensed, Version(sending.opened), "dispense_consent", Some(&reason))?;
        Ok(())
    })
}

/// Records that agreement was withdrawn. Nothing closes by it.
///
/// # Errors
/// When it is withdrawn already, or nobody is named.
pub fn withdraw(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    basis: Id<Basis>,
    words: String,
) -> Result<(), Stop> {
    session.send(sending, "withdraw_consent", |door| {
        let permit = door.permit(Action::RecordBasis, Subject::Contact(contact))?;
        let known = of_contact(&permit, contact, basis)?;
        let reason = words.clone();
        let withdrawn = known.record.withdraw(Withdrawal { by: session.staff.id, at: session.at, words })?;
        save(&permit, &withdrawn, Version(sending.opened), "withdraw_consent", Some(&reason))?;
        Ok(())
    })
}

/// A basis that belongs to the contact the permit is about.
fn of_contact(permit: &Permit<'_>, contact: Id<Contact>, basis: Id<Basis>) -> Result<Versioned<Basis>, Stop> {
    let known = load(permit, basis)?.filter(|known| known.record.contact == Some(contact));
    known.ok_or(Stop::Refusal(Refusal::NotFound))
}
