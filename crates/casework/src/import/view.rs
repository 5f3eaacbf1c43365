//! The proposals of an import as somebody looks at them: who is meant on the record, and what would be otherwise. Of a restricted child there is whom to ring and nothing
//! else; and what the record says stands beside the file's words only for those who may read the child's record.

use std::cmp::Reverse;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Bundle, Found, Held, Import, Kind, Proposal, Provenance, merged};
use domain::person::Person;
use domain::refusal::Refusal;
use matching::{Agrees, Kind as Fact, Reason, Strength, compare};
use store::{Permit, Stop, load};

use super::differences::differences;
use super::{look, whose};
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
    /// What the file says and the record would not take, each with the rule why.
    pub stands: Vec<(String, &'static str)>,
    /// Whether it may be nobody on the record: no one has the identifier.
    pub may_be_nobody: bool,
    /// Whether this viewer may say who is meant.
    pub may_choose: bool,
}

/// Somebody on the record who may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Meant {
    /// The record.
    pub person: Id<Person>,
    /// The name; of a record that this viewer does not read, a name only where the file has the same.
    pub name: String,
    /// Whether this viewer may read the record.
    pub readable: bool,
    /// How strongly they seem to be one; nothing where the viewer does not read the record.
    pub strength: Option<Strength>,
    /// Why, in words, the weightiest first; nothing where the viewer does not read the record.
    pub why: Vec<Reason>,
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
                Ok(door.would_permit(Action::DecideProposal, Subject::Child(child))?)
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
        let permit = door.permit(whose::act(session), Subject::House)?;
        let import = load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record;
        let place = store::import::standing(&permit, import.id, number)?.ok_or(Refusal::NotFound)?;
        let bundle = load::<Bundle>(&permit, place.bundle)?.ok_or(Refusal::NotFound)?.record;
        let proposal = bundle.proposals.iter().find(|one| one.number == number).ok_or(Refusal::NotFound)?;
        if permit.action() != Action::ImportRecords {
            let people = whose::meant(&permit, proposal, &look::up(&permit, &proposal.told)?)?;
            if people.is_empty() {
                return Err(Refusal::NotFound.into());
            }
            for person in people {
                door.permit(Action::DecideProposal, Subject::Child(person.id))?;
            }
        }
        one(session, &permit, &import, proposal, &|child| {
            Ok(door.would_permit(Action::DecideProposal, Subject::Child(child))?)
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
    let now = look::up(permit, &proposal.told)?;
    let known = whose::meant(permit, proposal, &now)?;
    if let Some(ring) = whose::closed(session, &known) {
        return Ok(Shown::Restricted { number: proposal.number, ring });
    }
    let mut people = Vec::with_capacity(known.len());
    for person in &known {
        permit.shown(person.id);
        people.push(meant(permit, person, proposal, readable(person.id)?)?);
    }
    people.sort_by_key(|meant| Reverse(meant.strength));
    let held = match known.as_slice() {
        [sole] => look::held(permit, sole.id)?,
        _ => Held::default(),
    };
    let all = people.iter().all(|meant| meant.readable);
    let from = import.provenance(&proposal.told.place);
    let after = merged(&held, &proposal.told, &from, &mut || 0);
    let mut differences = differences(&held, &after);
    let mut stands: Vec<_> =
        after.not_carried.iter().map(|one| (one.words.clone(), one.rule.words())).collect();
    if !all {
        differences = unread(proposal, &from, &differences);
        stands.iter_mut().for_each(|(_, why)| *why = STANDS);
    }
    Ok(Shown::Open(Box::new(Open {
        proposal: proposal.clone(),
        people,
        differences,
        stands,
        may_be_nobody: whose::holder(permit, &proposal.told)?.is_none(),
        may_choose: all || !matches!(now, Found::Perhaps(_)),
    })))
}

fn meant(permit: &Permit<'_>, person: &Person, proposal: &Proposal, readable: bool) -> Result<Meant, Stop> {
    let said = &proposal.told.name;
    let same = said.as_ref().filter(|said| person.names.iter().any(|one| one.name.same_as(said)));
    let name = match (readable, same) {
        (true, _) => person.name(),
        (false, Some(said)) => said.display(),
        (false, None) => format!("a record that you do not read ({})", person.id.spoken(8)),
    };
    let mut compared = None;
    if readable {
        let held = store::read_as_one::sealed_as_one(permit, person.clone())?;
        compared = Some(compare(&look::description(&proposal.told), &store::person::described(&held)));
    }
    let strength = compared.as_ref().map(|compared| compared.strength);
    let why = compared.map(|compared| compared.reasons).unwrap_or_default();
    let why = why.into_iter().map(without_the_place).collect();
    Ok(Meant { person: person.id, name, readable, strength, why })
}

/// A reason that quotes no place: what a file calls an address may be one that the record protects.
fn without_the_place(reason: Reason) -> Reason {
    let words = match (reason.kind, reason.agrees) {
        (Fact::Address, Agrees::Same) => "Address: the same as on the record",
        (Fact::Address, Agrees::Near) => "Address: nearly the same as on the record",
        (Fact::Address, Agrees::Different) => "Address: not the same as on the record",
        (Fact::Address, Agrees::Unknown) => "Address not given",
        _ => return reason,
    };
    Reason { words: words.to_owned(), ..reason }
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
/// The same of what the record would not take.
const STANDS: &str = "The record says something else, and it stands";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_quotes_no_place_and_every_other_fact() {
        let check = |kind: Fact, agrees: Agrees, expected: &str| {
            let reason = Reason { kind, agrees, words: "7 Elm Way / 9 Elm Way".into(), bits: 1.0 };
            assert_eq!(without_the_place(reason).words, expected, "{kind:?} {agrees:?}");
        };
        check(Fact::Address, Agrees::Same, "Address: the same as on the record");
        check(Fact::Address, Agrees::Near, "Address: nearly the same as on the record");
        check(Fact::Address, Agrees::Different, "Address: not the same as on the record");
        check(Fact::Address, Agrees::Unknown, "Address not given");
        check(Fact::Name, Agrees::Near, "7 Elm Way / 9 Elm Way");
    }
}
