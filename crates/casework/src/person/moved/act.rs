//! The second act: what was asked is done, or is not. To take something back is asked for and done in the same way.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::child_file::ChildFile;
use domain::event::Said;
use domain::id::{Any, Id};
use domain::notice::Notice;
use domain::person::Person;
use domain::person::moved::offer::{is_about_both, offer};
use domain::person::moved::{Between, Done, Item, Moved, Mover, Stage, facts_back, facts_over, goes_with};
use domain::refusal::{Problem, Refusal};
use store::{Stop, Version, Versioned, WriteDoor, WritePermit, save};

use super::carry::{self, Way};
use super::{Files, both, kept_apart, may_exchange};
use crate::session::{Sending, Session};
use crate::standing::{standing, unchanged};

/// Does what was asked: moves it, or takes it back.
///
/// # Errors
/// When nothing is asked any more, somebody else must do it, something no longer stands where it stood, or the viewer may not read both.
pub fn confirm(session: &Session<'_>, sending: &Sending, id: Id<Moved>) -> Result<(), Stop> {
    session.send(sending, "confirm_move", |door| {
        let (known, files) = asked(door, sending, id)?;
        let moved = known.record;
        let plan = files.plan(session);
        moved.may_confirm(session.staff.id, plan)?;
        let action = if moved.needs_two(plan) { Action::ConfirmMove } else { Action::MoveRecords };
        let (from, to) = both(door, action, (moved.from, moved.to))?;
        let (after, command) = match &moved.stage {
            Stage::Proposed => {
                (go_over(session, door, action, (&from, &to), &moved, &files)?, "confirm_move")
            }
            Stage::BackProposed { .. } => {
                let left = go_back(session, door, action, (&from, &to), &moved, &files)?;
                (moved.taken_back(session.staff.id, session.at, left)?, "take_move_back")
            }
            Stage::NotDone(_) | Stage::Done(_) | Stage::TakenBack { .. } => {
                return Err(Refusal::NotNow(
                    "Nothing is asked here any more: somebody has answered it.".into(),
                )
                .into());
            }
        };
        save(&from, &after, known.version, command, Some(&moved.reason))?;
        tell(session, &from, moved.from, &told(&moved, moved.from))?;
        tell(session, &to, moved.to, &told(&moved, moved.to))?;
        Ok(())
    })
}

/// What was asked, at the version it was opened at, with both files.
fn asked(door: &WriteDoor, sending: &Sending, id: Id<Moved>) -> Result<(Versioned<Moved>, Files), Stop> {
    let list = door.permit(Action::SeeMoves, Subject::House)?;
    let known = unchanged(&list, id, sending.opened)?;
    let people = (known.record.from, known.record.to);
    let (from, to) = both(door, Action::MoveRecords, people)?;
    may_exchange(&from, people)?;
    let files = Files::load(&from, &to, people)?;
    Ok((known, files))
}

fn go_over(
    session: &Session<'_>,
    door: &WriteDoor,
    action: Action,
    (from, to): (&WritePermit<'_>, &WritePermit<'_>),
    moved: &Moved,
    files: &Files,
) -> Result<Moved, Stop> {
    let mover = Mover { by: session.staff.id, at: session.at };
    let way = Way { permit: from, from: moved.from, to: moved.to, mover, reason: &moved.reason };
    let with = goes_with(&files.from, &files.to, moved.records());
    for (kind, record) in moved.records().chain(with.iter().copied()) {
        carry::may(door, action, kind, record)?;
    }
    still_moves(session, from, moved, files)?;
    let mut records = Vec::new();
    for (kind, record) in moved.records().chain(with.iter().copied()) {
        records.push(carry::over(&way, kind, record)?);
    }
    let (own, other) = (&files.from.child, &files.to.child);
    let mut items: Vec<Item> =
        moved.items.iter().filter(|item| matches!(item, Item::Record { .. })).cloned().collect();
    let facts = moved.facts();
    if !facts.is_empty() {
        let then = store::ledger::version(from, moved.from, Version(moved.opened))?;
        let then = then.ok_or(Refusal::NotFound)?.record;
        let over = facts_over(&facts, &then, &own.record, &other.record);
        let (after, others, found) = over.map_err(on_the_page)?;
        items.extend(found.into_iter().map(Item::Fact));
        save(from, &after, Version(own.version), "move_facts", Some(&moved.reason))?;
        save(to, &others, Version(other.version), "move_facts", Some(&moved.reason))?;
    }
    items.sort_unstable();
    let done = Done { by: mover.by, at: mover.at, records, to_before: other.version };
    Ok(moved.done(done, items, own.version)?)
}

/// What was chosen may have become a matter of its own since: an enquiry was opened from a contact, a referral answered.
fn still_moves(
    session: &Session<'_>,
    from: &WritePermit<'_>,
    moved: &Moved,
    files: &Files,
) -> Result<(), Stop> {
    let offered = offered(session, from, &files.from)?;
    let moves = |item: &Item| offered.contains(item) && !is_about_both(&files.from, item, moved.to);
    let records = moved.items.iter().filter(|item| matches!(item, Item::Record { .. }));
    refuse_unless(records.into_iter().all(moves))
}

/// The same for what is taken back: what has gone on to a third child is not looked for, it stays there.
fn still_moves_back(
    session: &Session<'_>,
    to: &WritePermit<'_>,
    moved: &Moved,
    files: &Files,
) -> Result<(), Stop> {
    let offered = offered(session, to, &files.to)?;
    let contacts = files.to.contacts.iter().map(|filed| filed.record.id.any());
    let stands: BTreeSet<Id<Any>> = contacts.collect();
    let stays = |item: &Item| match item {
        Item::Record { record, .. } => stands.contains(record) && !offered.contains(item),
        Item::Fact(_) => false,
    };
    refuse_unless(!moved.items.iter().any(stays))
}

fn offered(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    file: &ChildFile,
) -> Result<BTreeSet<Item>, Stop> {
    let apart = kept_apart(permit, file)?;
    let offered = offer(file, &apart, permit.unsealing(), &session.house.pack);
    Ok(offered.may.into_iter().map(|one| one.item).collect())
}

fn refuse_unless(moves: bool) -> Result<(), Stop> {
    if moves {
        return Ok(());
    }
    let words = "Something in it is not moved any more: another decision rests on it now, or it no longer stands there. Ask again without it.";
    Err(Refusal::NotNow(words.into()).into())
}

/// The page that confirms has no fields: what is wrong is said as why it cannot be done now.
fn on_the_page(problems: Vec<Problem>) -> Refusal {
    let words: Vec<String> = problems.into_iter().map(|problem| problem.words).collect();
    Refusal::NotNow(words.join(" "))
}

fn go_back(
    session: &Session<'_>,
    door: &WriteDoor,
    action: Action,
    (from, to): (&WritePermit<'_>, &WritePermit<'_>),
    moved: &Moved,
    files: &Files,
) -> Result<Vec<String>, Stop> {
    let Stage::BackProposed { done, asked, .. } = &moved.stage else { return Err(Refusal::NotFound.into()) };
    let mover = Mover { by: session.staff.id, at: session.at };
    let way = Way { permit: from, from: moved.from, to: moved.to, mover, reason: &asked.reason };
    for carried in &done.records {
        carry::may(door, action, &carried.kind, carried.record)?;
    }
    still_moves_back(session, to, moved, files)?;
    let mut left = Vec::new();
    for carried in &done.records {
        if !carry::back(&way, carried)? {
            left.push("Something has gone on to a third child’s record, and stays there".to_owned());
        }
    }
    let facts = moved.facts();
    if facts.is_empty() {
        return Ok(left);
    }
    let then = |permit: &WritePermit<'_>, person: Id<Person>, version: u64| -> Result<Person, Stop> {
        let found = store::ledger::version(permit, person, Version(version))?;
        Ok(found.ok_or(Refusal::NotFound)?.record)
    };
    let then = (then(from, moved.from, moved.opened)?, then(to, moved.to, done.to_before)?);
    let now = (&files.from.child, &files.to.child);
    let (own, other, kept) = facts_back(&facts, (&then.0, &then.1), (&now.0.record, &now.1.record));
    save(from, &own, Version(now.0.version), "take_facts_back", Some(&asked.reason))?;
    save(to, &other, Version(now.1.version), "take_facts_back", Some(&asked.reason))?;
    left.extend(
        kept.into_iter().map(|words| format!("{words}: something else was written since, and stays")),
    );
    Ok(left)
}

/// Does not do what was asked, and says why.
///
/// # Errors
/// Without a reason, when nothing is asked any more, or the viewer may not read both.
pub fn decline(session: &Session<'_>, sending: &Sending, id: Id<Moved>, reason: &str) -> Result<(), Stop> {
    session.send(sending, "decline_move", |door| {
        let (known, _) = asked(door, sending, id)?;
        let (permit, _) = both(door, Action::MoveRecords, (known.record.from, known.record.to))?;
        let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().to_owned() };
        let after = known.record.decline(said)?;
        save(&permit, &after, known.version, "decline_move", Some(reason))?;
        Ok(())
    })
}

/// Asks to have back what was moved.
///
/// # Errors
/// When it was not moved, the reason is missing or names either child, or the viewer may not read both.
pub fn take_back(session: &Session<'_>, sending: &Sending, id: Id<Moved>, reason: &str) -> Result<(), Stop> {
    session.send(sending, "propose_move_back", |door| {
        let (known, files) = asked(door, sending, id)?;
        let (permit, _) = both(door, Action::MoveRecords, (known.record.from, known.record.to))?;
        let between = Between {
            from: &files.from.child.record,
            opened: files.from.child.version,
            to: &files.to.child.record,
            plan: files.plan(session),
        };
        let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().to_owned() };
        let after = known.record.ask_back(said, between)?;
        save(&permit, &after, known.version, "propose_move_back", Some(reason))?;
        Ok(())
    })
}

/// What a worker of one of the two is told: never whose record the other is.
fn told(moved: &Moved, child: Id<Person>) -> String {
    let is_back = matches!(moved.stage, Stage::BackProposed { .. });
    let arrives = (child == moved.to) != is_back;
    let what = moved.in_words();
    if arrives {
        format!(
            "Moved to this record, because it was written on another child’s: {what}. Look whether it changes what you know."
        )
    } else {
        format!(
            "Moved from this record, because it is another child’s: {what}. Look whether anything you did rested on it."
        )
    }
}

/// Tells those who work with the child, but for whoever moved it.
fn tell(session: &Session<'_>, permit: &WritePermit<'_>, child: Id<Person>, words: &str) -> Result<(), Stop> {
    for to in store::involvement::workers_now(permit, child)? {
        if to == session.staff.id {
            continue;
        }
        let notice = Notice {
            id: session.house.id(),
            to,
            child,
            contact: None,
            words: words.to_owned(),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(permit, &notice, Version::NONE, "tell_of_move", None)?;
    }
    Ok(())
}

/// One that stands, for whoever may read both.
pub(super) fn one(permit: &store::Permit<'_>, id: Id<Moved>) -> Result<Versioned<Moved>, Stop> {
    standing(permit, id)
}
