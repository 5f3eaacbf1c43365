//! Referrals that come by a form of the pack: a professional's, who has signed in, and the public's, from anybody. The form's answers are kept as they
//! were sent, with the form's version; what they fill becomes the contact's typed core.

use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::{Channel, Contact};
use domain::form::{Answers, Form};
use domain::refusal::Refusal;
use identity::throttle::{Answer, Failures, Rule, allow_all};
use serde::{Deserialize, Serialize};
use store::Stop;
use store::throttle::Tried;

use super::record::{keep, received};
use super::referred::intake;
use crate::house::House;
use crate::session::{Sending, Session};
use crate::sign_in::{in_words, network};

/// The form for a professional who has signed in.
pub const PROFESSIONAL: &str = "referral_professional";
/// The form for anybody.
pub const PUBLIC: &str = "referral_public";

/// What a referrer is given at once: the same whether the child is known or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The number to quote.
    pub reference: String,
}

/// Takes a professional's referral.
///
/// # Errors
/// When a needed answer is missing, or the person is not a partner.
pub fn refer(session: &Session<'_>, sending: &Sending, answers: Answers) -> Result<Receipt, Stop> {
    let form = form(session.house, PROFESSIONAL)?;
    let agency = session.staff.agency.clone();
    let source = agency
        .as_deref()
        .and_then(|agency| session.house.pack.agency(agency))
        .and_then(|agency| agency.sources.first());
    let source = source.cloned().unwrap_or_else(|| OTHER_SOURCE.to_owned());
    session.send(sending, "send_referral", |door| {
        let permit = door.permit(Action::SendReferral, Subject::House)?;
        let mut intake = intake(form, answers, Channel::ReferralForm, source, session.at)?;
        let referrer = &mut intake.referrer;
        referrer.agency = agency;
        referrer.name.get_or_insert_with(|| Sealed::new(session.staff.name.clone(), Guard::Content));
        referrer.email.get_or_insert_with(|| Sealed::new(session.staff.email.clone(), Guard::Content));
        if referrer.role.is_empty() {
            referrer.role.clone_from(&session.staff.title);
        }
        let contact = received(session, intake, Some(session.staff.id))?;
        // The receipt on the next page is the acknowledgement.
        let contact = contact.acknowledged(session.at);
        keep(session, door, &permit, &contact, "send_referral")?;
        Ok(Receipt { reference: contact.reference })
    })
}

/// Public forms from one address that cost nothing: a school or a library shares one. Beyond them a flood of forms would hide the child whose form is
/// among them, so the sender waits, minutes at most, with whom to ring and every word kept.
const FORMS_FROM_ONE_ADDRESS: Rule =
    Rule { free: 30, first_wait: 30, longest_wait: 300, forgotten_after: 3_600 };

/// Whether a public form from this address is taken now. One that is taken counts.
///
/// # Errors
/// When too many came from there, with how long to wait and whom to ring.
pub fn may_refer_openly(house: &House, address: &str) -> Result<(), Stop> {
    let (key, at) = (format!("public form {}", network(address)), house.now());
    let sent =
        |tried: Tried| Failures { count: u32::try_from(tried.count).unwrap_or(u32::MAX), last: tried.since };
    let before = house.store.tried(&key)?.map(sent);
    if let Answer::Wait { seconds } = allow_all(&[(FORMS_FROM_ONE_ADDRESS, before)], at) {
        let council = &house.pack.council;
        let words = format!(
            "This is not sent yet: very many forms have come from where you are. Nothing you wrote is lost. Wait {}, then press the button \
             again. If it cannot wait, ring {} in the day or {} at night; if a child is in danger, ring 999.",
            in_words(seconds),
            council.duty_phone,
            council.night_phone
        );
        return Err(Refusal::field("", words).into());
    }
    house.store.count_try(&key, at, |before| {
        let now = FORMS_FROM_ONE_ADDRESS.after_failure(before.map(sent), at);
        Tried { count: now.count.into(), since: now.last }
    })?;
    Ok(())
}

/// Takes a referral from anybody. Nobody signs in, so Frontdoor itself is the one who acts.
///
/// # Errors
/// When a needed answer is missing.
pub fn refer_openly(house: &House, sending: &Sending, answers: Answers) -> Result<Receipt, Stop> {
    let form = form(house, PUBLIC)?;
    let session = house.system();
    session.send(sending, "send_public_referral", |door| {
        let permit = door.permit(Action::SendReferral, Subject::House)?;
        let intake = intake(form, answers, Channel::PublicForm, PUBLIC_SOURCE.to_owned(), session.at)?;
        let contact: Contact = received(&session, intake, None)?.acknowledged(session.at);
        keep(&session, door, &permit, &contact, "send_public_referral")?;
        Ok(Receipt { reference: contact.reference })
    })
}

/// Source code "individual: other", for the public.
const PUBLIC_SOURCE: &str = "1D";
/// Source code "other", for an agency whose source is not in the pack.
const OTHER_SOURCE: &str = "8";

fn form<'h>(house: &'h House, id: &str) -> Result<&'h Form, Stop> {
    house.pack.form(id).ok_or_else(|| Refusal::NotNow("This form is not in use.".into()).into())
}
