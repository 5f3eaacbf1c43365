//! Telling the referrer: drafted from the pack's words, approved by somebody else, sent through the outbox by the way that is safe.

use domain::access::{Action, Guard, Subject};
use domain::calendar::london;
use domain::contact::{Channel, Contact};
use domain::feedback::{Feedback, Way};
use domain::id::Id;
use domain::refusal::Refusal;
use store::{Stop, Version, WritePermit, load, save};

use super::standing;
use crate::outbox;
use crate::session::{Sending, Session};

/// The words the pack has for a contact's outcome.
fn feedback_words(session: &Session<'_>, contact: &Contact, decided_by: &str) -> String {
    let pack = &session.house.pack;
    let outcome = contact
        .decision()
        .and_then(|decision| decision.outcomes.as_ref())
        .and_then(|basis| pack.outcome(&basis.outcomes.primary));
    let letter = outcome.and_then(|outcome| outcome.letter.as_deref()).and_then(|letter| pack.letter(letter));
    let Some(letter) = letter else {
        return format!(
            "Thank you for contacting us. Your contact {} has been decided. Please ring us if you are still worried.",
            contact.reference
        );
    };
    letter.fill(|name| match name {
        "reference" => Some(contact.reference.clone()),
        "received" => Some(london::moment_in_words(contact.received_at)),
        "council" => Some(pack.council.name.clone()),
        "duty_phone" => Some(pack.council.duty_phone.clone()),
        "night_phone" => Some(pack.council.night_phone.clone()),
        "referrer" => Some(addressed(contact)),
        // Their own form holds the names; a message that goes astray tells nobody whom it is about.
        "child" => Some(if contact.children.len() == 1 { "the child".into() } else { "the children".into() }),
        "outcome" => outcome.map(|outcome| outcome.name.clone()),
        "reason" => outcome.map(|outcome| outcome.words.clone()),
        "next" => Some("if we need to know more from you, a worker rings you".into()),
        "decided_by" => Some(decided_by.to_owned()),
        _ => None,
    })
}

/// How the message begins: by name, unless they asked to stay unnamed.
fn addressed(contact: &Contact) -> String {
    let name = contact.referrer.name.as_ref().filter(|name| name.guard() < Guard::Protected);
    name.map_or_else(|| "colleague".into(), |name| name.unshown().clone())
}

/// Drafts the message when a contact is decided: whoever screened the contact is its author, so that another person approves it.
pub(super) fn draft_after_decision(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: &Contact,
) -> Result<(), Stop> {
    let author = contact.proposal.as_ref().map_or(session.staff.id, |proposal| proposal.by);
    let decider = contact.decision().map_or(session.staff.id, |decision| decision.by);
    let decided_by = store::staff::name(permit, decider)?.unwrap_or_default();
    let feedback = Feedback {
        id: session.house.id(),
        contact: contact.id,
        children: contact.people().collect(),
        way: way(contact),
        words: feedback_words(session, contact, &decided_by),
        drafted_by: author,
        drafted_at: session.at,
        approved: None,
        sent_at: None,
    };
    save(permit, &feedback, Version::NONE, "draft_feedback", None)?;
    Ok(())
}

/// Changes the words of a message that is not yet approved. Whoever changes them becomes their author.
///
/// # Errors
/// When the message is approved already, or somebody else changed it.
pub fn draft_feedback(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    words: String,
) -> Result<(), Stop> {
    session.send(sending, "draft_feedback", |door| {
        let permit = door.permit(Action::DraftFeedback, Subject::Contact(contact))?;
        let known = current(&permit, contact)?;
        if known.record.approved.is_some() {
            return Err(Refusal::NotNow("This message has already been approved.".into()).into());
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Write what the referrer is told.").into());
        }
        let changed =
            Feedback { words, drafted_by: session.staff.id, drafted_at: session.at, ..known.record };
        save(&permit, &changed, Version(sending.opened), "draft_feedback", None)?;
        Ok(())
    })
}

/// Approves a message and hands it to the outbox; in the referrer's own list it stands at once.
///
/// # Errors
/// When the person wrote it themselves, it is approved already, or somebody else changed it.
pub fn approve_feedback(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    words: String,
) -> Result<(), Stop> {
    session.send(sending, "approve_feedback", |door| {
        let permit = door.permit(Action::ApproveFeedback, Subject::Contact(contact))?;
        let known = current(&permit, contact)?;
        let approved = known.record.approve(session.staff.id, session.at, words)?;
        match &approved.way {
            Way::Email(_) => {
                save(&permit, &approved, Version(sending.opened), "approve_feedback", None)?;
                outbox::send_feedback(door, &approved)
            }
            Way::OwnReferrals | Way::Telephone(_) => {
                let sent = Feedback { sent_at: Some(session.at), ..approved };
                save(&permit, &sent, Version(sending.opened), "approve_feedback", None)?;
                tell(session, &permit, contact)
            }
        }
    })
}

/// Records that the referrer was told by telephone, after the message was approved for reading out.
///
/// # Errors
/// When the contact is not decided.
pub fn told_by_telephone(session: &Session<'_>, sending: &Sending, contact: Id<Contact>) -> Result<(), Stop> {
    session.send(sending, "told_by_telephone", |door| {
        let permit = door.permit(Action::DraftFeedback, Subject::Contact(contact))?;
        tell(session, &permit, contact)
    })
}

/// Stops the contact's clock: the referrer was told.
pub(crate) fn tell(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: Id<Contact>,
) -> Result<(), Stop> {
    let known = standing(permit, contact)?;
    let told = known.record.told(session.at)?;
    save(permit, &told, known.version, "tell_referrer", None)?;
    Ok(())
}

fn current(permit: &WritePermit<'_>, contact: Id<Contact>) -> Result<store::Versioned<Feedback>, Stop> {
    let id = store::feedback::of_contact(permit, contact)?.ok_or(Refusal::NotFound)?;
    load(permit, id)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The way that is safe: the e-mail they gave, else a professional's own list, else a call.
fn way(contact: &Contact) -> Way {
    let referrer = &contact.referrer;
    match (&referrer.email, &referrer.phone) {
        (Some(email), _) => Way::Email(email.clone()),
        (None, Some(phone)) if contact.channel != Channel::ReferralForm => Way::Telephone(phone.clone()),
        (None, _) => Way::OwnReferrals,
    }
}
