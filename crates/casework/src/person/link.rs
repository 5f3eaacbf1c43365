//! Saying that two records are one person, with the brothers and sisters who are on record twice as well; and the second person's answer.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::person::link::{self, Asked, PersonLink, Said, Stage};
use domain::refusal::{Problem, Refusal};
use store::read_as_one::Group;
use store::{Permit, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::alike::likenesses;
use super::around::{Around, SaidBefore, last_word, who};
use super::named::{Named, reads_both, together};
use super::view::not_parted;
use crate::session::{Sending, Session};

/// What is said when two records are linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAsked {
    /// The record that is also on record as the other.
    pub joined: Id<Person>,
    /// The record that stands.
    pub stands: Id<Person>,
    /// How it is known.
    pub reason: String,
    /// Brothers, sisters and parents who are on record twice as well: who joins, and who stands.
    pub household: Vec<(Id<Person>, Id<Person>)>,
}

/// So many of a household are said with a link: more than any family has, and few enough to be looked at one by one.
pub const MOST_AT_ONCE: usize = 30;

/// Says that two records are one person. Where either has a plan or a power in force, the link would open a record to whoever asks, or they may not read a summary
/// of both, it waits for a second person.
///
/// # Errors
/// When the rules of [`link::ask`] refuse, more than [`MOST_AT_ONCE`] of the household are ticked, or the person may not know of both.
pub fn link(session: &Session<'_>, sending: &Sending, asked: &LinkAsked) -> Result<Id<PersonLink>, Stop> {
    if asked.household.len() > MOST_AT_ONCE {
        let words = format!(
            "Tick at most {MOST_AT_ONCE} of the household at once. Link the others from their own records."
        );
        return Err(Refusal::field("household", words).into());
    }
    session.send(sending, "link_records", |door| {
        let first = link_one(session, door, (asked.joined, asked.stands), &asked.reason, None)?;
        for pair in &asked.household {
            let linked = link_one(session, door, *pair, &asked.reason, Some(first));
            linked.map_err(of_household)?;
        }
        Ok(first)
    })
}

/// A refusal about somebody of the household is told beside the household.
fn of_household(stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(problems)) => {
            let problems = problems.into_iter().map(|problem| Problem::new("household", problem.words));
            Refusal::Invalid(problems.collect()).into()
        }
        Stop::Refusal(Refusal::NotNow(words)) => Refusal::field("household", words).into(),
        stop => stop,
    }
}

fn link_one(
    session: &Session<'_>,
    door: &WriteDoor,
    (joined, stands): (Id<Person>, Id<Person>),
    reason: &str,
    with: Option<Id<PersonLink>>,
) -> Result<Id<PersonLink>, Stop> {
    let joining = door.permit(Action::LinkRecords, Subject::Child(joined))?;
    let standing = door.permit(Action::LinkRecords, Subject::Child(stands))?;
    // Whoever may read more of the one than of the other would read more of the other.
    let opens = joining.layer() != standing.layer();
    let one = Around::of(session, &joining, joined)?;
    let other = Around::of(session, &standing, stands)?;
    let before = SaidBefore::of(&joining, &one.group, &other.group)?;
    if before.words().one.is_none() && joined != stands {
        let named = |permit, around, person| Named { permit, around, person };
        together(named(&joining, &one, joined), named(&standing, &other, stands))?;
    }
    let likenesses = likenesses(&one.side, &other.side);
    let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
    let reads = reads_both(&joining, &standing);
    let asked = Asked { id: session.house.id(), said, likenesses, opens, reads, with };
    let link = link::ask(asked, &one.side, &other.side, before.words())?;
    save(&joining, &link, Version::NONE, "link_records", Some(reason))?;
    if link.is_one() {
        follow(session, &joining, &link, &one.group)?;
    }
    Ok(link.id)
}

/// Everybody who was read under the record that joined is read under the one that stands, and whoever works with either is told.
fn follow(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    link: &PersonLink,
    joined: &Group,
) -> Result<(), Stop> {
    for below in store::person_link::under(permit, joined.stands)? {
        if below.record.id == link.id {
            continue;
        }
        save(permit, &below.record.under(link.stands), below.version, "link_records", None)?;
    }
    tell_workers(session, permit, link, "is on record twice, and both records are read as one")
}

/// Tells whoever works with either record.
pub(super) fn tell_workers(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    link: &PersonLink,
    words: &str,
) -> Result<(), Stop> {
    let mut told = std::collections::BTreeSet::from([session.staff.id]);
    for child in [link.to, link.joined] {
        let name = load(permit, child)?.map(|found| found.record.name()).unwrap_or_default();
        for worker in store::involvement::workers_now(permit, child)? {
            if !told.insert(worker) {
                continue;
            }
            let notice = Notice {
                id: session.house.id(),
                to: worker,
                child,
                contact: None,
                words: format!("{name} {words}. {} said so.", session.staff.name),
                sent_at: session.at,
                acknowledged_at: None,
            };
            save(permit, &notice, Version::NONE, "tell_allocated_worker", None)?;
        }
    }
    Ok(())
}

/// The second person's answer to a link: yes makes the two one.
///
/// # Errors
/// When nobody is waited for, the person asked themselves or may not confirm, or the rules refuse by now.
pub fn confirm_link(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PersonLink>,
    yes: bool,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "confirm_link", |door| {
        let Asking { link, permit, first, said } = asking(session, door, id, reason)?;
        let answered = link.record.clone().answer(yes, said, &first)?;
        let one = Around::of(session, &permit, answered.joined)?;
        if answered.stage == Stage::Stands {
            still_right(session, &permit, &link.record, &one)?;
        }
        let why = (!reason.trim().is_empty()).then_some(reason);
        save(&permit, &answered, link.version, "confirm_link", why)?;
        if answered.is_one() {
            follow(session, &permit, &answered, &one.group)?;
        }
        Ok(())
    })
}

/// What was right when it was asked must be right when it is confirmed.
fn still_right(
    session: &Session<'_>,
    permit: &Permit<'_>,
    link: &PersonLink,
    one: &Around,
) -> Result<(), Stop> {
    let other = Around::of(session, permit, link.to)?;
    if one.group.stands != link.joined || other.group.stands != link.to {
        let words = "One of the two was joined with another record since. Say no, and ask again.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    let before = SaidBefore::of(permit, &one.group, &other.group)?;
    let (said, likenesses) = (link.said.clone(), Vec::new());
    let asked = Asked { id: link.id, said, likenesses, opens: false, reads: true, with: None };
    link::ask(asked, &one.side, &other.side, before.but_waiting())?;
    Ok(())
}

/// A link of which a second person answers what was asked.
pub(super) struct Asking<'d> {
    pub(super) link: Versioned<PersonLink>,
    pub(super) permit: WritePermit<'d>,
    /// Who asked.
    pub(super) first: String,
    /// What the second person says.
    pub(super) said: Said,
}

/// What a second person answers, if they may.
pub(super) fn asking<'d>(
    session: &Session<'_>,
    door: &'d WriteDoor,
    id: Id<PersonLink>,
    reason: &str,
) -> Result<Asking<'d>, Stop> {
    let (link, permit) = of_link(door, id, Action::ConfirmLink)?;
    let first = who(&permit, last_word(&link.record))?;
    let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
    Ok(Asking { link, permit, first, said })
}

/// A link, for somebody who may act on both records.
pub(super) fn of_link(
    door: &WriteDoor,
    id: Id<PersonLink>,
    action: Action,
) -> Result<(Versioned<PersonLink>, WritePermit<'_>), Stop> {
    let list = door.permit(Action::SeeWhoIsWho, Subject::House)?;
    let link = load(&list, id)?.ok_or(Refusal::NotFound)?;
    door.permit(action, Subject::Child(link.record.to))?;
    let permit = door.permit(action, Subject::Child(link.record.joined))?;
    not_parted(&permit, &link.record)?;
    Ok((link, permit))
}
