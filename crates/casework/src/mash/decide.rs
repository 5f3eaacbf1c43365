//! The analysis and the decision. The recommendation is a MASH social worker's; the decision is another person's, and decides the contact with it.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::{Enquiry, EnquiryDecisionAsked, MASH_ENQUIRY, RecommendationAsked, Stage, deadlines};
use store::{Stop, WritePermit, save};

use super::{requests_of, standing, unchanged};
use crate::contact;
use crate::second_reading;
use crate::session::{Sending, Session};

/// Saves the analysis; with a recommendation it goes to a manager.
///
/// # Errors
/// When what a recommendation needs is missing, somebody else changed the enquiry, or it is decided.
pub fn analyse(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    asked: RecommendationAsked,
) -> Result<(), Stop> {
    session.send(sending, "analyse_enquiry", |door| {
        let permit = door.permit(Action::AnalyseEnquiry, Subject::Enquiry(enquiry))?;
        let known = unchanged(&permit, enquiry, sending.opened)?;
        let command = if asked.recommendation.is_some() { "recommend_outcome" } else { "analyse_enquiry" };
        let analysed = known.record.analyse(session.staff.id, asked, session.at, &session.house.pack)?;
        save(&permit, &analysed, known.version, command, None)?;
        Ok(())
    })
}

/// Rules on the recommendation. A decision decides the contact, has its referrer told, tells the workers of children who are open already, and sets
/// when the agencies' access ends.
///
/// # Errors
/// When the person recommended it or declared a conflict, reasons are missing, somebody else changed the enquiry, or it is decided already.
pub fn decide(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    asked: EnquiryDecisionAsked,
) -> Result<(), Stop> {
    session.send(sending, "decide_enquiry", |door| {
        let permit = door.permit(Action::DecideEnquiry, Subject::Enquiry(enquiry))?;
        let known = unchanged(&permit, enquiry, sending.opened)?;
        let house = session.house;
        let about = standing(&permit, known.record.contact)?;
        let reason = asked.words.clone();
        let decided = known.record.decide(
            &about.record,
            session.staff.id,
            asked,
            session.at,
            &house.pack,
            &house.calendar,
        )?;
        save(&permit, &decided.enquiry, known.version, "decide_enquiry", Some(&reason))?;
        let Some(settled) = decided.contact else { return Ok(()) };
        let saved = contact::settle(session, &permit, &settled, about.version, "decide_enquiry", &reason)?;
        second_reading::draw(session, &permit, &settled.contact, saved.seq)?;
        close_requests(session, &permit, enquiry)
    })
}

/// A manager decided on the contact itself: an enquiry that is still open ends with that decision.
pub(crate) fn overtake(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: &Contact,
    words: &str,
) -> Result<(), Stop> {
    let basis = contact.decision().and_then(|decision| decision.outcomes.clone());
    let Some(basis) = basis.filter(|basis| !basis.outcomes.includes(MASH_ENQUIRY)) else { return Ok(()) };
    let Some(open) = store::mash::of_contact(permit, contact.id)? else { return Ok(()) };
    let known = standing(permit, open)?;
    if known.record.stage() == Stage::Decided {
        return Ok(());
    }
    let overtaken = known.record.overtaken(session.staff.id, basis, words, session.at);
    save(permit, &overtaken, known.version, "overtake_enquiry", Some(words))?;
    close_requests(session, permit, open)
}

/// Sets when the agencies' access ends: never without an end once the enquiry is decided.
fn close_requests(session: &Session<'_>, permit: &WritePermit<'_>, enquiry: Id<Enquiry>) -> Result<(), Stop> {
    let ends = deadlines::access_ends(session.at, &session.house.pack, &session.house.calendar);
    for request in requests_of(permit, enquiry)?.into_iter().filter(|known| known.record.closes_at.is_none())
    {
        save(permit, &request.record.closing(ends), request.version, "close_request", None)?;
    }
    Ok(())
}
