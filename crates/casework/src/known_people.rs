//! People like a description: the one place that finds them. Search, a contact while it is typed and once it is saved, another council's file, an agency's
//! notification and a page on which somebody else is chosen are all answered from here, so that nobody is found by one of them and missed by another.
//!
//! There are two questions. [`visibly_like`] asks for a viewer: whom may they learn of, and whom must they ring. [`anybody_like`] asks for nobody: who is meant
//! by a file or a notification does not depend on who takes it in, and nothing of its answer is shown before the door was asked.
//!
//! Who may be meant is found by everybody in memory ([`store::everybody`]), which every write of any process has reached before it answers. Whoever it finds is
//! loaded from the record and compared anew: what is said of anybody is what stands there, and not what stands in memory.
//!
//! # What number and time tell of a restricted record
//!
//! * It is in no number. Those shown are counted, and a ring is said once however many records have it. Those whose records are open are found by themselves,
//!   and those that are restricted by themselves: none of them takes a place that another would have, leads to another by a phone or a home, or hides one.
//! * A ring is said when the record is nearly certainly the one meant, by what stands on that record alone. What is held of the people around it is not in memory
//!   and does not count for it, or somebody could find out a mother's name by trying names until the ring is said.
//! * Every candidate costs the same until it is decided who is shown: each is loaded with the people around it, described twice, compared twice, and the door
//!   is asked about each in the same way. Only then does anything depend on a restriction, and what is dear (who works with a child, what access writes
//!   down) is done for those shown and for a ring that is said, which the page tells anyway. At most twenty restricted records are candidates of one
//!   question, and only such as something on them speaks for; the time of an answer tells at most how many those are, as it does of everybody who is a
//!   candidate and not shown, and of nobody who they are.

mod gaps;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Layer, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
pub use gaps::Gap;
pub use matching::{Agrees, Kind, Reason, Strength};
use matching::{Description, Match, compare};
use store::everybody::{candidates, with_relatives};
use store::{Door, Known, Permit, Stop, load};

use crate::child::{Existence, existence};
use crate::person::{has_same_name, may_be_named};
use crate::session::Session;

/// Somebody who may be the one described, as far as a viewer may learn of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// That they are known, and who works with them.
    pub existence: Existence,
    /// How much of the record the viewer may have.
    pub layer: Layer,
    /// With whom: their people by name and what they are, where the viewer may have a summary.
    pub with: Vec<String>,
    /// How strongly the two seem to be one.
    pub strength: Strength,
    /// Why, in words, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What could not be compared, because one side does not say it.
    pub gaps: Vec<Gap>,
    /// What to ask that would settle it, in sentences.
    pub ask: Vec<String>,
}

/// What a viewer learns when they look for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// Those who may be the one described, the strongest first.
    pub like: Vec<Like>,
    /// Whom to ring about restricted records: each said once, never counted.
    pub rings: BTreeSet<String>,
}

/// The most people that one look shows.
const MOST_SHOWN: usize = 20;

/// Everybody who may be the one described, as far as the viewer behind the door may learn of them.
///
/// # Errors
/// When the viewer may not search, or the store fails.
pub(crate) fn visibly_like(session: &Session<'_>, door: &Door, query: &Description) -> Result<Look, Stop> {
    let permit = door.permit(Action::SearchPeople, Subject::House)?;
    let mut visible: BTreeMap<Id<Person>, Weighed> = BTreeMap::new();
    let mut look = Look::default();
    for candidate in candidates(&permit, query)? {
        let Some(weighed) = weigh(door, &permit, query, candidate)? else { continue };
        match weighed.visible {
            // Somebody who is on record twice is found once, by whichever record is nearer.
            true if visible
                .get(&weighed.stands)
                .is_none_or(|had| had.matched.rank() < weighed.matched.rank()) =>
            {
                visible.insert(weighed.stands, weighed);
            }
            true => {}
            // A loose match says nothing, so that nobody can fish.
            false if weighed.alone >= Strength::Likely => look.rings.extend(ring(door, candidate)?),
            false => {}
        }
    }
    let mut visible = apart(visible.into_values().collect());
    visible.sort_by_key(|weighed| Reverse(weighed.matched.rank()));
    for weighed in visible.into_iter().take(MOST_SHOWN) {
        look.like.push(shown(session, door, query, weighed)?);
    }
    Ok(look)
}

/// A record that was closed by adoption is found by its own name alone, and then nobody stands beside it but who has the same: no likeness of a birthday or an
/// address leads from the one identity to the other.
fn apart(found: Vec<Weighed>) -> Vec<Weighed> {
    let by_name = |one: &Weighed| one.closed_by_adoption && has_same_name(&one.matched);
    let closed = found.iter().any(by_name);
    let stays = |one: &Weighed| if closed { has_same_name(&one.matched) } else { !one.closed_by_adoption };
    found.into_iter().filter(stays).collect()
}

/// One person on the record laid beside a description by which they are found: nobody lays whomever they like beside whom they like.
///
/// # Errors
/// When they are not found by it, or the viewer may not learn of them: of a restricted record the words say whom to ring.
pub(crate) fn beside(
    session: &Session<'_>,
    door: &Door,
    query: &Description,
    person: Id<Person>,
) -> Result<Like, Stop> {
    let permit = door.permit(Action::SearchPeople, Subject::House)?;
    door.permit(Action::KnowExists, Subject::Child(person))?;
    if !candidates(&permit, query)?.contains(&person) {
        return Err(Refusal::NotFound.into());
    }
    let weighed = weigh(door, &permit, query, person)?.ok_or(Refusal::NotFound)?;
    shown(session, door, query, weighed)
}

/// One person on the record who may be meant, for whoever decides that without a viewer.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The person.
    pub(crate) person: Person,
    /// How they compare, by what stands on their own record.
    pub(crate) matched: Match,
}

/// Everybody on the record who is at least so like the one described, the likeliest first, whoever asks. What of them may be shown is asked afterwards.
///
/// # Errors
/// When the store fails.
pub(crate) fn anybody_like(
    permit: &Permit<'_>,
    query: &Description,
    at_least: Strength,
) -> Result<Vec<Candidate>, Stop> {
    let mut found = Vec::new();
    for id in store::everybody::anybody_like(permit, query)? {
        let Some(known) = load::<Person>(permit, id)?.filter(|known| !known.record.taken_back) else {
            continue;
        };
        let matched = compare(query, &store::person::described(&known.record));
        if matched.strength >= at_least && may_be_named(&known.record, &matched) {
            found.push(Candidate { person: known.record, matched });
        }
    }
    found.sort_by_key(|held| (Reverse(held.matched.rank()), held.person.id));
    Ok(found)
}

/// One candidate, compared before anything depends on whether they may be shown.
struct Weighed {
    id: Id<Person>,
    /// The record that stands where this one is read as one with others.
    stands: Id<Person>,
    closed_by_adoption: bool,
    /// The person with the people around them whose names may be quoted.
    held: Description,
    matched: Match,
    /// How strong it is by the person's own record alone.
    alone: Strength,
    visible: bool,
}

fn weigh(
    door: &Door,
    permit: &Permit<'_>,
    query: &Description,
    id: Id<Person>,
) -> Result<Option<Weighed>, Stop> {
    // The index may be ahead of what this session sees, and whoever was taken back in it is nobody.
    let Some(known) = load::<Person>(permit, id)?.filter(|known| !known.record.taken_back) else {
        return Ok(None);
    };
    let closed_by_adoption = known.record.is_closed_by_adoption();
    let alone = store::person::described(&store::read_as_one::sealed_as_one(permit, known.record)?);
    let held = with_relatives(permit, id, alone.clone())?;
    Ok(Some(Weighed {
        id,
        stands: store::read_as_one::stands(permit, id, Known::Now)?,
        closed_by_adoption,
        matched: compare(query, &held),
        held,
        alone: compare(query, &alone).strength,
        visible: door.would_permit(Action::KnowExists, Subject::Child(id))?,
    }))
}

/// The words of a restricted record: whom to ring.
fn ring(door: &Door, id: Id<Person>) -> Result<Option<String>, Stop> {
    match door.permit(Action::KnowExists, Subject::Child(id)) {
        Err(Stop::Refusal(refusal @ Refusal::NotAllowed(_))) => Ok(Some(refusal.to_string())),
        Err(Stop::Refusal(_)) | Ok(_) => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// Somebody who is shown; only now is it written down that the viewer learnt of them.
fn shown(session: &Session<'_>, door: &Door, query: &Description, weighed: Weighed) -> Result<Like, Stop> {
    let permit = door.permit(Action::KnowExists, Subject::Child(weighed.id))?;
    let with = weighed.held.relatives.iter().filter(|_| permit.layer() >= Layer::Summary);
    let with = with.map(|relative| format!("{}, {}", relative.name.whole(), relative.relation)).collect();
    let gaps = gaps::between(query, &weighed.held, &weighed.matched);
    Ok(Like {
        existence: existence(session, &permit, weighed.stands)?,
        layer: permit.layer(),
        with,
        strength: weighed.matched.strength,
        ask: weighed.matched.to_ask.into_iter().map(|words| words + ".").collect(),
        reasons: weighed
            .matched
            .reasons
            .into_iter()
            .map(|reason| as_far_as(permit.layer(), reason))
            .collect(),
        gaps,
    })
}

/// A reason as far as a layer goes: whoever learns only that somebody is known is not told where else they live, or what other number they have, nor the right
/// number for one that is nearly right.
fn as_far_as(layer: Layer, reason: Reason) -> Reason {
    let fact = match reason.kind {
        Kind::NhsNumber => "NHS number",
        Kind::Upn => "Pupil number",
        Kind::Address => "Address",
        Kind::Phone => "Telephone",
        Kind::Relative => "Family",
        Kind::Name | Kind::Birth | Kind::Sex | Kind::Together => return reason,
    };
    let words = match reason.agrees {
        Agrees::Near => "nearly the same as on the record",
        Agrees::Different => "not the same as on the record",
        Agrees::Same | Agrees::Unknown => return reason,
    };
    if layer >= Layer::Summary {
        return reason;
    }
    Reason { words: format!("{fact}: {words}"), ..reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_only_learns_that_somebody_is_known_is_told_nothing_that_stands_on_the_record() {
        let check = |layer: Layer, kind: Kind, agrees: Agrees, expected: &str| {
            let reason = Reason { kind, agrees, words: "07700 900123 / 07700 900124".into(), bits: 1.0 };
            assert_eq!(as_far_as(layer, reason).words, expected, "{layer:?} {kind:?} {agrees:?}");
        };
        let quoted = "07700 900123 / 07700 900124";
        for (kind, fact) in [
            (Kind::NhsNumber, "NHS number"),
            (Kind::Upn, "Pupil number"),
            (Kind::Address, "Address"),
            (Kind::Phone, "Telephone"),
            (Kind::Relative, "Family"),
        ] {
            check(Layer::Existence, kind, Agrees::Near, &format!("{fact}: nearly the same as on the record"));
            check(
                Layer::Existence,
                kind,
                Agrees::Different,
                &format!("{fact}: not the same as on the record"),
            );
            check(Layer::Existence, kind, Agrees::Same, quoted);
            check(Layer::Summary, kind, Agrees::Near, quoted);
            check(Layer::Content, kind, Agrees::Different, quoted);
        }
        check(Layer::Existence, Kind::Name, Agrees::Near, quoted);
    }
}
