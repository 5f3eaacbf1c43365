//! The referrals that wait, and one of them with what its acceptance rests on.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::episode::Episode;
use domain::id::Id;
use domain::referral::{ReReferral, Referral, Stage, re_referral};
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Permit, Stop, Versioned, load};

use crate::contact::{ContactView, view_under};
use crate::second_reading::not_blind;
use crate::session::Session;

/// A referral in the list of those that wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The referral.
    pub referral: Referral,
    /// What the child is called.
    pub child: String,
    /// Whether the viewer decided the contact, so that somebody else accepts.
    pub own: bool,
}

/// A referral with what its acceptance rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferralView {
    /// The referral.
    pub referral: Versioned<Referral>,
    /// The contact it came by.
    pub contact: ContactView,
    /// What the child is called.
    pub child: String,
    /// The version of the episode it opened: a form about the episode is opened at it.
    pub episode_version: Option<u64>,
    /// The child's episodes, oldest first.
    pub episodes: Vec<Episode>,
    /// The referral date: as it was decided, or as an acceptance would bear it.
    pub referral_date: Date,
    /// The referral before, when this is a re-referral: computed, never typed.
    pub re_referral: Option<ReReferral>,
}

/// The referrals that wait to be accepted, the first due first.
///
/// # Errors
/// When the person does not see them.
pub fn waiting(session: &Session<'_>) -> Result<Vec<Waiting>, Stop> {
    session.read("referrals waiting", |door| {
        let permit = door.permit(Action::SeeReferralsWaiting, Subject::House)?;
        let blind = store::second_reading::blind_to(&permit)?;
        let mut found = Vec::new();
        for id in store::referral::waiting(&permit)? {
            let Some(referral) = load(&permit, id)?.map(|known| known.record) else { continue };
            // That there is a referral is part of an answer which a second reader is not to know.
            if referral.requests.iter().any(|request| blind.contains(&request.contact.any())) {
                continue;
            }
            let child = load(&permit, referral.child)?.map_or_else(String::new, |known| known.record.name());
            permit.shown(referral.child);
            found.push(Waiting { own: referral.asked_by == session.staff.id, referral, child });
        }
        Ok(found)
    })
}

/// One referral, as whoever accepts it reads it.
///
/// # Errors
/// When there is none that the viewer may know of.
pub fn view(session: &Session<'_>, id: Id<Referral>) -> Result<ReferralView, Stop> {
    session.read("referral", |door| {
        let house = door.permit(Action::SeeReferralsWaiting, Subject::House)?;
        let known = load(&house, id)?.ok_or(Refusal::NotFound)?;
        let contact = known.record.contact;
        let subject = Subject::Contact(contact);
        let permit = match known.record.stage {
            Stage::Waiting => door.permit(Action::AcceptReferral, subject)?,
            _ => door.permit(Action::ReadContact, subject)?,
        };
        for request in &known.record.requests {
            not_blind(&permit, request.contact)?;
        }
        let contact = view_under(session, door, &permit, contact, store::Known::Now)?;
        let child = load(&permit, known.record.child)?.map_or_else(String::new, |known| known.record.name());
        let episodes = store::episode::of_child(&permit, known.record.child)?;
        let before: Vec<Episode> =
            episodes.iter().filter(|episode| episode.referral != Some(id)).cloned().collect();
        let ruled = known.record.ruling.as_ref().map(|ruling| ruling.referral_date);
        let referral_date = ruled.unwrap_or_else(|| known.record.dated(&before));
        let re_referral = re_referral(&before, referral_date);
        let episode = known.record.ruling.as_ref().and_then(|ruling| ruling.episode);
        let episode = episode.map(|id| load(&permit, id)).transpose()?.flatten();
        let episode_version = episode.map(|episode| episode.version.0);
        Ok(ReferralView {
            referral: known,
            contact,
            child,
            episode_version,
            episodes,
            referral_date,
            re_referral,
        })
    })
}

/// The referrals a contact asked for.
pub(crate) fn of_contact(
    permit: &Permit<'_>,
    contact: Id<Contact>,
) -> Result<Vec<Versioned<Referral>>, Stop> {
    let mut found = Vec::new();
    for id in store::referral::of_contact(permit, contact)? {
        found.extend(load(permit, id)?);
    }
    Ok(found)
}
