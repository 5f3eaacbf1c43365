//! Writing, authorising and ending the card of a child.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::handover::{Card, CardWords, Left};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown;
use domain::refusal::{Problem, Refusal};
use store::{Door, Permit, Stop, Version, Versioned, load, relationship, save};

use super::leave::{Leaving, leave, withdraw};
use super::withhold::Forbidden;
use crate::session::{Sending, Session};
use crate::staff::Names;
use crate::standing::at_version;

/// A child's card as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    /// The child.
    pub child: Id<Person>,
    /// The card that is not ended.
    pub card: Option<Versioned<Card>>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do with it.
    pub may: Vec<Action>,
}

/// The card of a child that is not ended.
///
/// # Errors
/// When the viewer may not read it.
pub fn card_of(session: &Session<'_>, child: Id<Person>) -> Result<CardView, Stop> {
    session.read("card for the night", |door| {
        let permit = door.permit(Action::ReadCard, Subject::Child(child))?;
        view(door, &permit, child)
    })
}

fn view(door: &Door, permit: &Permit<'_>, child: Id<Person>) -> Result<CardView, Stop> {
    let card = store::handover::live_card(permit, child)?.map(|id| load(permit, id)).transpose()?.flatten();
    let named = card.iter().flat_map(|known| {
        let draft = known.record.draft.iter().map(|draft| draft.by);
        draft.chain(known.record.stands.iter().flat_map(|stands| [stands.drafted_by, stands.by]))
    });
    let names = Names::of(permit, named.collect::<Vec<_>>())?;
    let mut may = Vec::new();
    for action in [Action::DraftCard, Action::AuthoriseCard, Action::EndCard] {
        if door.would_permit(action, Subject::Child(child))? {
            may.push(action);
        }
    }
    Ok(CardView { child, card, names, may })
}

/// One version of a card: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn card_version(session: &Session<'_>, child: Id<Person>, version: u64) -> Result<Card, Stop> {
    session.read("card as a form was opened", |door| {
        let permit = door.permit(Action::ReadCard, Subject::Child(child))?;
        let id = store::handover::live_card(&permit, child)?.ok_or(Refusal::NotFound)?;
        at_version(&permit, id, version)
    })
}

/// A card by its own name, for whoever authorises or ends it.
///
/// # Errors
/// When there is none, or the viewer may not read it.
pub fn card_to_authorise(session: &Session<'_>, card: Id<Card>) -> Result<CardView, Stop> {
    session.read("card to authorise", |door| {
        let list = door.permit(Action::SeeTonight, Subject::House)?;
        let child = load(&list, card)?.ok_or(Refusal::NotFound)?.record.child;
        let permit = door.permit(Action::ReadCard, Subject::Child(child))?;
        view(door, &permit, child)
    })
}

/// Writes the card of a child, or other words for it. The night team sees them once a manager has authorised them.
///
/// # Errors
/// When the person may not read the child, something is missing, a protected address stands in the words, or somebody else changed the card.
pub fn draft_card(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    words: CardWords,
) -> Result<Id<Card>, Stop> {
    session.send(sending, "draft_card", |door| {
        let permit = door.permit(Action::DraftCard, Subject::Child(child))?;
        let (by, at, hours) = (session.staff.id, session.at, &session.house.pack.handover);
        let live = store::handover::live_card(&permit, child)?;
        let known = live.map(|id| load(&permit, id)).transpose()?.flatten();
        let now = known.as_ref().map_or(Version::NONE, |known| known.version);
        if now != Version(sending.opened) {
            return Err(Refusal::Changed { opened: sending.opened, now: now.0 }.into());
        }
        let card = match &known {
            Some(known) => known.record.change(words, by, at, hours)?,
            None => Card::draft(session.house.id(), child, words, by, at, hours)?,
        };
        if let Some(draft) = &card.draft {
            names_no_protected_address(&permit, child, &draft.words)?;
        }
        save(&permit, &card, now, "draft_card", None)?;
        Ok(card.id)
    })
}

/// A card goes to people who may not have the address, so it says whose address must not be given and never the address.
fn names_no_protected_address(permit: &Permit<'_>, child: Id<Person>, words: &CardWords) -> Result<(), Stop> {
    let mut forbidden = Forbidden::default();
    let mut add = |person: Id<Person>| -> Result<(), Stop> {
        if let Some(mut known) = load(permit, person)? {
            // A restricted relative's name is not looked for here: a refusal would tell who is restricted.
            known.record.restriction = None;
            forbidden.add(&known.record);
        }
        Ok(())
    };
    for record in store::read_as_one::with_all(permit, [child])? {
        add(record)?;
    }
    for related in relationship::to_withhold(permit, child)? {
        let other = if related.record.from == child { related.record.to } else { related.record.from };
        add(other)?;
    }
    let typed = words.typed();
    let found = typed.iter().filter(|(_, words)| forbidden.stands_in(words));
    let problems: Vec<Problem> = found
        .map(|(field, _)| {
            let words = "A protected address stands here. Write whose address must not be given, and not the address.";
            Problem::new(field.as_str(), words)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// Authorises a card that waits. From now on the night team sees it; on the day its "safe until" falls on, it stands on the morning list.
///
/// # Errors
/// When the person wrote it, somebody else changed it, or nothing waits.
pub fn authorise_card(session: &Session<'_>, sending: &Sending, card: Id<Card>) -> Result<(), Stop> {
    session.send(sending, "authorise_card", |door| {
        let list = door.permit(Action::SeeTonight, Subject::House)?;
        let known = load(&list, card)?.ok_or(Refusal::NotFound)?;
        let child = known.record.child;
        let permit = door.permit(Action::AuthoriseCard, Subject::Child(child))?;
        let authorised = known.record.authorise(session.staff.id, session.at)?;
        save(&permit, &authorised, Version(sending.opened), "authorise_card", None)?;
        withdraw(session, &permit, Left::Card(card))?;
        if let Some(stands) = &authorised.stands {
            let leaving = Leaving {
                left: Left::Card(card),
                children: vec![child],
                by: Some(stands.drafted_by),
                shows_from: london::start_of(london::date_of(stands.words.until)),
            };
            leave(session, door, &permit, leaving)?;
        }
        Ok(())
    })
}

/// Ends a card with the reason.
///
/// # Errors
/// When no reason is given, somebody else changed the card, or it is ended already.
pub fn end_card(session: &Session<'_>, sending: &Sending, card: Id<Card>, reason: &str) -> Result<(), Stop> {
    session.send(sending, "end_card", |door| {
        let list = door.permit(Action::SeeTonight, Subject::House)?;
        let known = load(&list, card)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::EndCard, Subject::Child(known.record.child))?;
        let ended = known.record.end(session.staff.id, session.at, reason)?;
        save(&permit, &ended, Version(sending.opened), "end_card", Some(&shown(reason)))?;
        withdraw(session, &permit, Left::Card(card))
    })
}
