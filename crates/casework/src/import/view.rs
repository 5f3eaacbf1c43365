//! The proposals of an import as somebody looks at them: who is meant on the record, and what would be otherwise. Of a restricted child there is whom to ring and nothing
//! else; and what the record says stands beside the file's words only for those who may read the child's record.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::id::Id;
use domain::import::{Bundle, Held, Import, Kind, Merged, Proposal, Provenance, merged};
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use store::{Permit, Stop, load};

use super::look;
use crate::session::Session;

/// How many proposals stand on a page.
pub const ON_PAGE: u64 = 25;

/// One proposal as somebody sees it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// The record is restricted: whom to ring.
    Restricted {
        /// The number of the proposal.
        number: u64,
        /// Name and number.
        ring: String,
    },
    /// What is proposed.
    Open(Box<Open>),
}

/// A proposal and what it would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// The proposal.
    pub proposal: Proposal,
    /// Those on the record who may be meant.
    pub people: Vec<Meant>,
    /// What would be otherwise.
    pub differences: Vec<Difference>,
}

/// Somebody on the record who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The record.
    pub person: Id<Person>,
    /// The name; of a record that this viewer does not read, a name only where the file has the same.
    pub name: String,
    /// Whether this viewer may read the record.
    pub readable: bool,
}

/// One fact that would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub fact: String,
    /// What the record says; nothing when it is silent.
    pub held: Option<String>,
    /// What it would say.
    pub said: String,
}

/// A page of the proposals of a kind that are in a state, after a number.
///
/// # Errors
/// When there is no such import, or the person may not import.
pub fn page(
    session: &Session<'_>,
    import: Id<Import>,
    (kind, state): (Kind, &str),
    after: u64,
) -> Result<Vec<Shown>, Stop> {
    session.read("import proposals", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let import = load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record;
        let places = store::import::of_state(&permit, import.id, (state, kind.code()), after, ON_PAGE)?;
        let mut found: Vec<(Id<Bundle>, Bundle)> = Vec::new();
        let mut shown = Vec::with_capacity(places.len());
        for place in places {
            if found.last().is_none_or(|(id, _)| *id != place.bundle) {
                let Some(known) = load::<Bundle>(&permit, place.bundle)? else { continue };
                found.push((place.bundle, known.record));
            }
            let Some((_, bundle)) = found.last() else { continue };
            let Some(proposal) = bundle.proposals.iter().find(|one| one.number == place.number) else {
                continue;
            };
            shown.push(one(session, &permit, &import, proposal, &|child| {
                Ok(door.would_permit(Action::ReadFile, Subject::Child(child))?)
            })?);
        }
        Ok(shown)
    })
}

/// One proposal.
///
/// # Errors
/// When there is none of this number, or the person may not import.
pub fn single(session: &Session<'_>, import: Id<Import>, number: u64) -> Result<Shown, Stop> {
    session.read("import proposal", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let import = load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record;
        let place = store::import::standing(&permit, import.id, number)?.ok_or(Refusal::NotFound)?;
        let bundle = load::<Bundle>(&permit, place.bundle)?.ok_or(Refusal::NotFound)?.record;
        let proposal = bundle.proposals.iter().find(|one| one.number == number).ok_or(Refusal::NotFound)?;
        one(session, &permit, &import, proposal, &|child| {
            Ok(door.would_permit(Action::ReadFile, Subject::Child(child))?)
        })
    })
}

fn one(
    session: &Session<'_>,
    permit: &Permit<'_>,
    import: &Import,
    proposal: &Proposal,
    readable: &dyn Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<Shown, Stop> {
    let mut people = Vec::new();
    let mut held = Held::default();
    // Who was found when the proposal was made, and whoever would be found now.
    let mut ids: BTreeSet<Id<Person>> = proposal.found.people();
    ids.extend(look::up(permit, &proposal.told)?.people());
    let sole = ids.len() == 1;
    for id in ids {
        let known = look::held(permit, id)?;
        let Some(person) = &known.person else { continue };
        if let Some(closed) =
            person.restriction.as_ref().filter(|closed| !closed.circle.contains(&session.actor.staff))
        {
            return Ok(Shown::Restricted { number: proposal.number, ring: closed.ring.clone() });
        }
        let readable = readable(id)?;
        let said = &proposal.told.name;
        let same = said.as_ref().filter(|said| person.names.iter().any(|one| one.name.same_as(said)));
        let name = match (readable, same) {
            (true, _) => person.name(),
            (false, Some(said)) => said.display(),
            (false, None) => format!("a record that you do not read ({})", id.spoken(8)),
        };
        people.push(Meant { person: id, name, readable });
        if sole {
            held = known;
        }
    }
    let from = import.provenance(&proposal.told.place);
    let after = merged(&held, &proposal.told, &from, &mut || 0);
    let mut differences = differences(&held, &after);
    if people.iter().any(|meant| !meant.readable) {
        differences = unread(proposal, &from, &differences);
    }
    Ok(Shown::Open(Box::new(Open { proposal: proposal.clone(), people, differences })))
}

/// The same facts for somebody who does not read the record: the file's words, and that the record has others.
fn unread(proposal: &Proposal, from: &Provenance, real: &[Difference]) -> Vec<Difference> {
    let nobody = Held::default();
    let said = differences(&nobody, &merged(&nobody, &proposal.told, from, &mut || 0));
    let hidden = |one: Difference| {
        let real = real.iter().find(|real| real.fact == one.fact)?;
        Some(Difference { held: real.held.as_ref().map(|_| HIDDEN.to_owned()), ..one })
    };
    said.into_iter().filter_map(hidden).collect()
}

/// What stands for words of a record that the viewer may not read.
const HIDDEN: &str = "The record says something else";

fn differences(held: &Held, after: &Merged) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut fact = |fact: &str, before: Option<String>, after: Option<String>| {
        if let Some(said) = after.filter(|after| before.as_ref() != Some(after)) {
            all.push(Difference { fact: fact.to_owned(), held: before, said });
        }
    };
    let before = held.person.as_ref();
    let name = |person: &Person| {
        person.names.iter().map(|known| known.name.display()).collect::<Vec<_>>().join("; ")
    };
    fact("Names", before.map(name), Some(name(&after.person)));
    type Words = fn(&Person) -> Option<String>;
    let facts: [(&str, Words); 10] = [
        ("Birth", |person| person.birth.answer().map(PartialDate::in_digits)),
        ("Death", |person| person.died.as_ref().map(PartialDate::in_digits)),
        ("Sex", |person| person.sex.answer().map(ToString::to_string)),
        ("Ethnicity", |person| person.ethnicity.answer().cloned()),
        ("Disabilities", |person| {
            person.disabilities.answer().map(|codes| codes.iter().cloned().collect::<Vec<_>>().join(", "))
        }),
        ("NHS number", |person| person.nhs_number.answer().map(|number| number.typed().to_owned())),
        ("Unique pupil number", |person| person.upn.answer().map(|upn| upn.typed().to_owned())),
        ("Why there is no unique pupil number", |person| person.upn_unknown.clone()),
        ("Identifier in national returns", |person| person.local_identifier.clone()),
        // A place is never in a list: it may be protected.
        ("Addresses", |person| {
            Some(person.addresses.len()).filter(|count| *count > 0).map(|count| count.to_string())
        }),
    ];
    for (name, words) in facts {
        fact(name, before.and_then(words), words(&after.person));
    }
    for episode in &after.episodes {
        let known = held.episodes.iter().find(|known| known.referral_date == episode.referral_date);
        let title = format!("Episode of {}", domain::calendar::london::date_in_words(episode.referral_date));
        match known {
            None => fact(&title, None, Some(in_words(episode))),
            Some(known) if known != episode => {
                fact(
                    &title,
                    Some(in_words(known)),
                    Some(format!("{} ({})", in_words(episode), changed(known, episode))),
                );
            }
            Some(_) => {}
        }
    }
    all
}

/// An episode in a line.
fn in_words(episode: &Episode) -> String {
    let counts = [
        (episode.assessments.len(), "assessments"),
        (episode.enquiries.len(), "enquiries"),
        (episode.plans.len(), "plans"),
    ];
    let mut words: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{words}: {count}"))
        .collect();
    words.insert(
        0,
        match episode.closed_on {
            Some(on) => format!("closed on {}", domain::calendar::london::date_in_words(on)),
            None if episode.no_further_action => "no further action".to_owned(),
            None => "open".to_owned(),
        },
    );
    words.join(", ")
}

/// Which parts of an episode the file speaks of anew.
fn changed(before: &Episode, after: &Episode) -> String {
    let new = after.sources.iter().filter(|(name, source)| before.sources.get(*name) != Some(source));
    new.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("; ")
}
