//! What waits for a partner: what their agency was asked, what they promised to do, and what they sent us. The most urgent first, whatever it is,
//! because the page is read on a telephone between two lessons.

use std::cmp::Reverse;

use domain::access::{Action, Subject};
use domain::calendar::{Clock, Due};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::{Request, Standing};
use domain::refusal::Refusal;
use domain::staff::Role;
use jiff::Timestamp;
use store::{Permit, Stop, load};

use crate::session::Session;
use crate::work::{OwnReferral, own_referrals};

/// A partner's first page.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// What waits for them, the most urgent first.
    pub waiting: Vec<Item>,
    /// What they answered and may still look at, the newest first.
    pub answered: Vec<AskedOf>,
    /// What they sent us and what came of it, the newest first.
    pub referrals: Vec<OwnReferral>,
}

/// One thing that waits for a partner.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A request to answer.
    Request(Box<AskedOf>),
    /// Something they are to do.
    Action(OwnAction),
}

impl Item {
    /// By when.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Item::Request(asked) => asked.clock.due.map(Due::instant),
            Item::Action(action) => Some(action.due),
        }
    }
}

/// A request in a partner's list.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedOf {
    /// The request.
    pub id: Id<Request>,
    /// The number people say on the telephone.
    pub reference: String,
    /// Whom it is about, as the agency is told.
    pub about: Vec<String>,
    /// By when it is answered.
    pub clock: Clock,
    /// How it stands.
    pub standing: Standing,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When their access to it ends.
    pub closes_at: Option<Timestamp>,
}

/// Something a partner is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAction {
    /// The contact whose decision asked for it.
    pub contact: Id<Contact>,
    /// Its place in the decision.
    pub place: usize,
    /// The number people say on the telephone.
    pub reference: String,
    /// What is to be done. It was written for whoever owns it; nothing else of the contact stands here.
    pub what: String,
    /// By when.
    pub due: Timestamp,
}

/// What waits for a partner, what they answered and what they sent.
///
/// # Errors
/// When the person is no partner, or came by a link: then there is one request and no list.
pub fn home(session: &Session<'_>) -> Result<Home, Stop> {
    let partner = session.actor.is(Role::Partner);
    let (mut waiting, mut answered) = (Vec::new(), Vec::new());
    session.read("what waits for a partner", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        for action in store::contact::owned_actions(&own)? {
            waiting.extend(promised(&own, &action)?.map(Item::Action));
        }
        if partner {
            let permit = door.permit(Action::SeeOwnRequests, Subject::House)?;
            for id in store::mash::own_requests(&permit)? {
                let asked = asked_of(&permit, id, session.at)?;
                if asked.answered_at.is_some() {
                    answered.push(asked);
                } else {
                    waiting.push(Item::Request(Box::new(asked)));
                }
            }
        }
        Ok(())
    })?;
    waiting.sort_by_key(|item| (item.due().is_none(), item.due()));
    answered.sort_by_key(|asked| Reverse(asked.answered_at));
    let referrals = if partner { own_referrals(session)? } else { Vec::new() };
    Ok(Home { waiting, answered, referrals })
}

/// Something a partner is to do, as it was written for them; nothing when it is not theirs or done.
///
/// # Errors
/// When the store fails.
pub fn own_action(
    session: &Session<'_>,
    contact: Id<Contact>,
    place: usize,
) -> Result<Option<OwnAction>, Stop> {
    session.read("an action of a partner", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let actions = store::contact::owned_actions(&own)?;
        let this = actions.iter().find(|action| action.id == contact && action.place == place as u64);
        this.map_or(Ok(None), |action| promised(&own, action))
    })
}

/// A request in a list. A child whose name stands in it was shown.
fn asked_of(permit: &Permit<'_>, id: Id<Request>, now: Timestamp) -> Result<AskedOf, Stop> {
    let request = load(permit, id)?.ok_or(Refusal::NotFound)?.record;
    for person in request.about.iter().filter_map(|about| about.person) {
        permit.shown(person);
    }
    Ok(AskedOf {
        id,
        standing: request.standing(now),
        about: request.about.into_iter().map(|about| about.name).collect(),
        reference: request.reference,
        clock: request.clock,
        answered_at: request.answer.map(|answer| answer.at),
        closes_at: request.closes_at,
    })
}

fn promised(permit: &Permit<'_>, action: &store::contact::OwnedAction) -> Result<Option<OwnAction>, Stop> {
    let Some(contact) = load(permit, action.id)? else { return Ok(None) };
    let contact = contact.record;
    let place = usize::try_from(action.place).unwrap_or(usize::MAX);
    let basis = contact.decision().and_then(|decision| decision.outcomes.as_ref());
    let what = basis.and_then(|basis| basis.actions.get(place)).map(|action| action.what.clone());
    let reference = contact.reference.clone();
    Ok(what.map(|what| OwnAction { contact: action.id, place, reference, what, due: action.due }))
}
