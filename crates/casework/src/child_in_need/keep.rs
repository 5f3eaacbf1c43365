//! Making a plan, writing another version, reviewing it, ending it.

use domain::access::{Action, Subject};
use domain::child_in_need::{AgreeAsked, ChildInNeedPlan, ChildSays, EndAsked, Made, PlanWords, ReviewAsked};
use domain::episode::Episode;
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::person::name::shown;
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;
use store::{Permit, Stop, Version, Versioned, WritePermit, load, save};

use super::unchanged;
use crate::handover::protected_in;
use crate::outbox;
use crate::session::{Sending, Session};

/// A plan as it is sent from the page: for a child, and for brothers and sisters with the same words and what each of them says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// From which day it holds.
    pub started_on: Date,
    /// What it says.
    pub words: PlanWords,
    /// Brothers and sisters who get a plan of their own that begins the same.
    pub siblings: Vec<Sibling>,
}

/// A brother or sister.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// The child.
    pub child: Id<Person>,
    /// What this child says and shows.
    pub says: ChildSays,
}

/// Makes a plan for a child, and for each brother or sister that was chosen; gives the child's own.
///
/// # Errors
/// When the person may not know enough of one of the children, something is missing, or one of them has a plan or no open episode.
pub fn make(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: &Asked,
) -> Result<Id<ChildInNeedPlan>, Stop> {
    session.send(sending, "make_child_in_need_plan", |door| {
        let together = session.house.id();
        let mut children = vec![(child, asked.words.clone(), None)];
        for (place, sibling) in asked.siblings.iter().enumerate() {
            if !sibling.says.is_answered() {
                let words = "Say what this child says or shows, or why it is not known.";
                return Err(Refusal::field(format!("sibling-{place}-says"), words).into());
            }
            let words = PlanWords { child: sibling.says.clone(), ..asked.words.clone() };
            children.push((sibling.child, words, Some(place)));
        }
        let mut first = None;
        for (child, words, place) in children {
            let permit = door.permit(Action::MakeChildInNeedPlan, Subject::Child(child))?;
            let named = |refusal: Refusal| named(&permit, child, place, refusal);
            let episode = open_episode(&permit, child)?.map_err(named)?;
            check_words(&permit, child, &words)?;
            let made = Made { id: session.house.id(), together, by: session.staff.id, at: session.at };
            let rules = (session.house.pack.as_ref(), session.house.calendar.as_ref());
            let made = ChildInNeedPlan::make(made, &episode.record, (asked.started_on, words), rules);
            let (plan, changed) = made.map_err(named)?;
            save(&permit, &plan, Version::NONE, "make_child_in_need_plan", None)?;
            save(&permit, &changed, episode.version, "make_child_in_need_plan", None)?;
            first.get_or_insert(plan.id);
        }
        first.ok_or_else(|| Refusal::NotFound.into())
    })
}

/// A refusal about a brother or sister says whom it is about.
fn named(permit: &Permit<'_>, child: Id<Person>, place: Option<usize>, refusal: Refusal) -> Stop {
    let (Some(place), Refusal::NotNow(words)) = (place, &refusal) else { return refusal.into() };
    match load(permit, child) {
        Ok(Some(known)) => {
            let words = format!("{}: {words}", known.record.name());
            Refusal::field(format!("sibling-{place}"), words).into()
        }
        Ok(None) => refusal.into(),
        Err(stop) => stop.into(),
    }
}

/// The child's open episode.
fn open_episode(permit: &Permit<'_>, child: Id<Person>) -> Result<Result<Versioned<Episode>, Refusal>, Stop> {
    let episodes = store::episode::of_child(permit, child)?;
    let open =
        episodes.iter().rev().find(|episode| episode.closed_on.is_none() && !episode.no_further_action);
    let known = open.map(|episode| load(permit, episode.id)).transpose()?.flatten();
    Ok(known.ok_or_else(|| {
        Refusal::NotNow("The child is not open: a plan begins once a referral is accepted.".into())
    }))
}

/// No protected address stands in it.
fn check_words(permit: &Permit<'_>, child: Id<Person>, words: &PlanWords) -> Result<(), Stop> {
    let problems: Vec<Problem> = protected_in(permit, &[child], &words.typed())?;
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// Writes another version of a plan.
///
/// # Errors
/// When something is missing, somebody else changed it, or it ended.
pub fn change(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<ChildInNeedPlan>,
    (words, why): (PlanWords, &str),
) -> Result<(), Stop> {
    session.send(sending, "change_child_in_need_plan", |door| {
        let permit = door.permit(Action::MakeChildInNeedPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        check_words(&permit, known.record.child, &words)?;
        let after = known.record.change(session.staff.id, (words, why), session.at, &session.house.pack)?;
        save(&permit, &after, known.version, "change_child_in_need_plan", Some(&shown(why)))?;
        Ok(())
    })
}

/// A manager agrees to the version that stands, or asks for a change of it; whoever wrote it is told.
///
/// # Errors
/// When the person wrote it, somebody else changed it or agreed, or words are missing.
pub fn agree(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<ChildInNeedPlan>,
    asked: &AgreeAsked,
) -> Result<(), Stop> {
    session.send(sending, "agree_child_in_need_plan", |door| {
        let permit = door.permit(Action::AgreeChildInNeedPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        let after = known.record.agree(session.staff.id, asked, session.at)?;
        let words = shown(&asked.words);
        save(&permit, &after, known.version, "agree_child_in_need_plan", Some(&words))?;
        let told = match asked.agrees {
            Some(true) => "A manager agreed to the child in need plan that you wrote.",
            _ => "A manager asks for a change of the child in need plan that you wrote.",
        };
        let notice = Notice {
            id: session.house.id(),
            to: known.record.now.by,
            child: known.record.child,
            contact: None,
            words: told.to_owned(),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(&permit, &notice, Version::NONE, "tell_of_agreement", None)?;
        outbox::tell_colleague(session, door, notice.to, "A child in need plan was answered: see My work.")
    })
}

/// Records a review; the episode follows where the plan ends with it.
///
/// # Errors
/// When something is missing, somebody else changed it, or it ended.
pub fn review(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<ChildInNeedPlan>,
    asked: ReviewAsked,
) -> Result<(), Stop> {
    session.send(sending, "review_child_in_need_plan", |door| {
        let permit = door.permit(Action::ReviewChildInNeedPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?;
        let reasons = shown(&asked.reasons);
        let rules = (session.house.pack.as_ref(), session.house.calendar.as_ref());
        let (after, changed) =
            known.record.review(session.staff.id, asked, &episode.record, session.at, rules)?;
        save(&permit, &after, known.version, "review_child_in_need_plan", Some(&reasons))?;
        if let Some(changed) = changed {
            save(&permit, &changed, episode.version, "review_child_in_need_plan", Some(&reasons))?;
        }
        Ok(())
    })
}

/// Ends a plan without a review.
///
/// # Errors
/// When something is missing, somebody else changed it, or it ended already.
pub fn end(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<ChildInNeedPlan>,
    asked: EndAsked,
) -> Result<(), Stop> {
    session.send(sending, "end_child_in_need_plan", |door| {
        let permit = door.permit(Action::ReviewChildInNeedPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?;
        let words = shown(&asked.words);
        let (after, changed) =
            known.record.end(session.staff.id, asked, &episode.record, session.at, &session.house.pack)?;
        save(&permit, &after, known.version, "end_child_in_need_plan", Some(&words))?;
        save(&permit, &changed, episode.version, "end_child_in_need_plan", Some(&words))?;
        Ok(())
    })
}

/// A child protection plan began: the child in need plan that ran ends on that day, as its line in the episode does.
pub(crate) fn superseded(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    episode: &Episode,
    on: Date,
) -> Result<(), Stop> {
    let Some(plan) = store::child_in_need::open_of_child(permit, episode.child)? else { return Ok(()) };
    let Some(known) = load(permit, plan)? else { return Ok(()) };
    let runs = episode.need_plan().is_some_and(|line| line.started_on == known.record.started_on);
    if known.record.episode == episode.id && !runs {
        let after = known.record.superseded(on, session.staff.id, session.at, &session.house.pack);
        save(permit, &after, known.version, "child_protection_plan_began", None)?;
    }
    Ok(())
}
