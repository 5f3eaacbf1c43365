//! Tonight's board: the authorised cards, what is most dangerous and newest first, a restricted child as whom to ring. And on a day worker's own
//! first page, the cards that wait for a manager.

use domain::access::{Action, Subject};
use domain::handover::card::{Authorised, Drafted};
use domain::handover::{Card, Night};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::partial_date::PartialDate;
use domain::person::{Hazard, Person};
use jiff::Timestamp;
use store::{Permit, Stop, Versioned, load};

use super::{Reached, last_night, reach, tonight_of};
use crate::safety_plan::PlanTonight;
use crate::session::Session;
use crate::staff::Names;

/// Tonight, as this viewer may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tonight {
    /// The night it is for.
    pub night: Night,
    /// The cards.
    pub cards: Vec<OnBoard>,
    /// The names of those who wrote and authorised them.
    pub names: Names,
    /// The safety plans that stand, without anybody having typed a card: what runs out first at the top.
    pub plans: Vec<PlanTonight>,
}

/// One child on the board.
#[derive(Debug, Clone, PartialEq)]
pub enum OnBoard {
    /// A card.
    Card(Box<Ahead>),
    /// A restricted child: the words to show.
    Restricted(String),
}

/// A card that stands, with what its reader must know of the child.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    /// The card.
    pub card: Id<Card>,
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// Birth.
    pub birth: Known<PartialDate>,
    /// What anyone who meets the child must know first.
    pub hazards: Vec<Hazard>,
    /// What it says, and who authorised it.
    pub stands: Authorised,
    /// Whether what was safe is so no longer.
    pub ran_out: bool,
    /// Whether other words wait to be authorised.
    pub changing: bool,
}

/// A card that waits for a manager.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The card.
    pub card: Id<Card>,
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// The code of its kind.
    pub kind: String,
    /// Until when it holds.
    pub until: Timestamp,
    /// Since when it waits.
    pub since: Timestamp,
    /// Whether the viewer wrote it, so that somebody else must authorise it.
    pub own: bool,
}

/// Tonight's cards.
///
/// # Errors
/// When the person does not work with the night's cards.
pub fn tonight(session: &Session<'_>) -> Result<Tonight, Stop> {
    session.read("tonight", |door| {
        let list = door.permit(Action::SeeTonight, Subject::House)?;
        let night = tonight_of(session);
        let (mut cards, mut restricted) = (Vec::new(), Vec::new());
        for card in standing(session, &list, &night)? {
            match reach(door, Action::ReadCard, card.child)? {
                Reached::Yes(permit) => cards.extend(ahead(session, &permit, &card, &night)?),
                Reached::Restricted(words) => restricted.push(OnBoard::Restricted(words)),
                Reached::No => {}
            }
        }
        let staff = cards.iter().flat_map(|card: &Ahead| [card.stands.drafted_by, card.stands.by]);
        let names = Names::of(&list, staff.collect::<Vec<_>>())?;
        let mut cards: Vec<OnBoard> = cards.into_iter().map(|card| OnBoard::Card(Box::new(card))).collect();
        cards.extend(restricted);
        let plans = crate::safety_plan::tonight(session, door, &list)?;
        Ok(Tonight { night, cards, names, plans })
    })
}

/// The cards that stand in a night: dangerous kinds first, then the newest.
pub(super) fn standing(session: &Session<'_>, permit: &Permit<'_>, night: &Night) -> Result<Vec<Card>, Stop> {
    let mut cards = Vec::new();
    for id in store::handover::standing_cards(permit, night.begins)? {
        cards.extend(load(permit, id)?.map(|known: Versioned<Card>| known.record));
    }
    let hours = &session.house.pack.handover;
    cards.sort_by_key(|card| {
        let stands = card.stands.as_ref();
        let danger = stands.and_then(|stands| hours.kind(&stands.words.kind)).is_some_and(|kind| kind.danger);
        (!danger, std::cmp::Reverse(stands.map(|stands| stands.at)))
    });
    Ok(cards)
}

fn ahead(
    session: &Session<'_>,
    permit: &Permit<'_>,
    card: &Card,
    night: &Night,
) -> Result<Option<Ahead>, Stop> {
    let (Some(stands), Some(person)) = (card.seen_in(night), load(permit, card.child)?) else {
        return Ok(None);
    };
    let person = person.record;
    Ok(Some(Ahead {
        card: card.id,
        child: card.child,
        name: person.name(),
        birth: person.birth,
        hazards: person.hazards,
        stands: stands.clone(),
        ran_out: stands.words.until <= session.at,
        changing: card.draft.is_some(),
    }))
}

/// What the handover asks of a viewer: cards that wait for a manager, and how many pieces of what the night left nobody has yet.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<(Vec<Waiting>, usize), Stop> {
    let sees = session.actor.roles.iter().any(|role| Action::SeeTonight.is_for(*role));
    if !sees {
        return Ok((Vec::new(), 0));
    }
    let manages = session.actor.roles.iter().any(|role| Action::AuthoriseCard.is_for(*role));
    session.read("handover on my desk", |door| {
        let list = door.permit(Action::SeeTonight, Subject::House)?;
        let mut waiting = Vec::new();
        for id in store::handover::waiting_cards(&list)? {
            let Some(card) = load(&list, id)?.map(|known: Versioned<Card>| known.record) else { continue };
            let Some(Drafted { words, by, at }) = &card.draft else { continue };
            let own = *by == session.staff.id;
            if !own && !manages {
                continue;
            }
            let action = if own { Action::ReadCard } else { Action::AuthoriseCard };
            let Reached::Yes(permit) = reach(door, action, card.child)? else { continue };
            let name = load(&permit, card.child)?.map(|known| known.record.name()).unwrap_or_default();
            waiting.push(Waiting {
                card: card.id,
                child: card.child,
                name,
                kind: words.kind.clone(),
                until: words.until,
                since: *at,
                own,
            });
        }
        let left = super::morning::waiting(session, door, &list)?;
        Ok((waiting, left))
    })
}

/// The beginning of the night whose morning this is.
pub(super) fn since(session: &Session<'_>) -> Timestamp {
    last_night(session).begins
}
