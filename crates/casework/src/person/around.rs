//! What is known around two records when somebody says that they are one person: everybody who is read as one with either, whether there is a plan, and what was
//! said before.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::link::{Before, PersonLink, Said, Side, Stage};
use domain::refusal::Refusal;
use store::read_as_one::Group;
use store::{Known, Permit, Stop, load};

use crate::session::Session;
use crate::staff::Names;

/// One side, and which records it is made of.
pub(super) struct Around {
    pub(super) group: Group,
    pub(super) side: Side,
}

impl Around {
    pub(super) fn of(session: &Session<'_>, permit: &Permit<'_>, person: Id<Person>) -> Result<Self, Stop> {
        let group = store::read_as_one::of(permit, person, Known::Now)?;
        let mut side = Side {
            people: Vec::new(),
            has_plan: false,
            has_adoptive_parent: false,
            workers: BTreeSet::new(),
        };
        for record in &group.all {
            side.people.push(load(permit, *record)?.ok_or(Refusal::NotFound)?.record);
            side.has_adoptive_parent |= store::read_as_one::has_adoptive_parent(permit, *record)?;
        }
        side.has_plan = has_plan(session, permit, person)?;
        side.workers = store::involvement::workers_now(permit, person)?.into_iter().collect();
        Ok(Around { group, side })
    }

    /// One of the records, with every stay protected that another of them protects.
    pub(super) fn own(&self, person: Id<Person>) -> Option<Person> {
        let own = self.side.people.iter().find(|one| one.id == person).cloned();
        own.map(|own| own.sealed_as_in(&self.side.people))
    }
}

/// Whether a child has a child protection plan, a child in need plan or a safety plan in force, or a power, an order or conditions: in any record that is read
/// as one with theirs. An adult has what binds them.
fn has_plan(session: &Session<'_>, permit: &Permit<'_>, person: Id<Person>) -> Result<bool, Stop> {
    let day = london::date_of(session.at);
    let runs = |episode: &domain::episode::Episode| {
        let open = |plan: &domain::episode::Plan| {
            plan.started_on <= day && plan.ended_on.is_none_or(|ended| day < ended)
        };
        !episode.taken_back && episode.plans.iter().any(open)
    };
    Ok(store::episode::of_child(permit, person)?.iter().any(runs)
        || store::child_in_need::open_of_child(permit, person)?.is_some()
        || !store::safety_plan::live_of_child(permit, person)?.is_empty()
        || store::power::runs(permit, person)?)
}

/// What was said before about two sides, in words that name who was first.
#[derive(Default)]
pub(super) struct SaidBefore {
    different: Option<String>,
    waiting: Option<String>,
    one: Option<String>,
}

impl SaidBefore {
    pub(super) fn of(permit: &Permit<'_>, one: &Group, other: &Group) -> Result<Self, Stop> {
        let mut before = SaidBefore::default();
        if one.all.contains(&other.stands) {
            let links = store::person_link::under(permit, one.stands)?;
            let latest = links.iter().map(|link| &link.record).max_by_key(|link| link.said.at);
            before.one = latest.map(|link| who(permit, last_word(link))).transpose()?;
            return Ok(before);
        }
        for person in &one.all {
            for with in &other.all {
                if let Some(said) = store::different_people::between(permit, *person, *with)? {
                    before.different = Some(who(permit, &said.record.said)?);
                }
            }
            for link in store::person_link::of_person(permit, *person)? {
                let link = link.record;
                let between = other.all.contains(&link.joined) || other.all.contains(&link.to);
                if between && link.stage == Stage::Waiting {
                    before.waiting = Some(who(permit, &link.said)?);
                }
            }
        }
        Ok(before)
    }

    pub(super) fn words(&self) -> Before<'_> {
        Before {
            different: self.different.as_deref(),
            waiting: self.waiting.as_deref(),
            one: self.one.as_deref(),
        }
    }

    /// The same without the link itself, which waits for an answer.
    pub(super) fn but_waiting(&self) -> Before<'_> {
        Before { waiting: None, ..self.words() }
    }
}

/// Who spoke last of a link.
pub(super) fn last_word(link: &PersonLink) -> &Said {
    let undone = link.undone.as_ref().map(|undone| undone.confirmed.as_ref().unwrap_or(&undone.asked));
    undone.or(link.undoing.as_ref()).or(link.answered.as_ref()).unwrap_or(&link.said)
}

/// "Asha Patel on 3 June 2027 at 10:04".
pub(super) fn who(permit: &Permit<'_>, said: &Said) -> Result<String, Stop> {
    let names = Names::of(permit, [said.by])?;
    Ok(format!("{} on {}", names.name(said.by), london::moment_in_words(said.at)))
}
