//! What of the safety plans the night team sees, without anybody having typed a card: on the board, and in the downtime pack.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::safety_plan::{SafetyPlan, Standing};
use store::{Door, Permit, Stop, load};

use crate::session::Session;

/// A plan on tonight's board.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanTonight {
    /// A plan.
    Plan(Box<Shown>),
    /// One of its children is restricted: the words to show.
    Restricted(String),
}

/// A plan as far as the night needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The plan.
    pub plan: Id<SafetyPlan>,
    /// The children.
    pub children: Vec<(Id<Person>, String)>,
    /// How it stands.
    pub standing: Standing,
    /// What it says, each with what it is.
    pub facts: Vec<(String, String)>,
}

/// The plans that stand tonight, and those that ran out and were not renewed: a danger has no smaller for that.
pub(crate) fn tonight(
    session: &Session<'_>,
    door: &Door,
    list: &Permit<'_>,
) -> Result<Vec<PlanTonight>, Stop> {
    let (mut plans, mut closed) = (Vec::new(), Vec::new());
    for id in store::safety_plan::standing(list)? {
        let subject = Subject::record(id);
        if !door.would_permit(Action::ReadSafetyPlan, subject)? {
            closed.extend(restricted(door, list, id)?);
            continue;
        }
        let permit = door.permit(Action::ReadSafetyPlan, subject)?;
        let Some(plan) = load(&permit, id)?.map(|known| known.record) else { continue };
        let mut children = Vec::new();
        for child in &plan.children {
            if let Some(person) = load(&permit, *child)? {
                permit.shown(*child);
                children.push((*child, person.record.name()));
            }
        }
        let standing = plan.standing(session.at, &session.house.pack.safety_plans);
        let facts = facts_for_the_night(session, &plan);
        plans.push(PlanTonight::Plan(Box::new(Shown { plan: id, children, standing, facts })));
    }
    // Whom to ring about a restricted child stands once, so that nobody counts such children.
    closed.sort();
    closed.dedup();
    plans.extend(closed.into_iter().map(PlanTonight::Restricted));
    Ok(plans)
}

/// The words about a restricted child of a plan; nothing about one that is simply not this viewer's.
fn restricted(door: &Door, list: &Permit<'_>, id: Id<SafetyPlan>) -> Result<Option<String>, Stop> {
    let Some(plan) = load(list, id)?.map(|known| known.record) else { return Ok(None) };
    for child in plan.children {
        let subject = Subject::Child(child);
        if door.would_permit(Action::KnowExists, subject)? {
            continue;
        }
        match door.permit(Action::KnowExists, subject) {
            Ok(_) | Err(Stop::Refusal(Refusal::NotFound)) => {}
            Err(Stop::Refusal(refusal)) => return Ok(Some(refusal.to_string())),
            Err(stop) => return Err(stop),
        }
    }
    Ok(None)
}

/// What a plan says for the night: until when, what the pack shows, who does what, who must not have it.
pub(crate) fn facts_for_the_night(session: &Session<'_>, plan: &SafetyPlan) -> Vec<(String, String)> {
    let pack = &session.house.pack;
    let words = &plan.now.words;
    let form = pack.form_version(&words.answers.form, words.answers.version);
    let mut facts = vec![(
        "Interim safety plan".to_owned(),
        plan.standing(session.at, &pack.safety_plans).words().to_owned(),
    )];
    facts.push(("Until".into(), london::moment_in_words(plan.expires())));
    for place in pack.safety_plans.tonight() {
        let question = form.and_then(|form| form.question(&place));
        let said = words.said(&place.section, &place.question);
        if let Some(question) = question {
            facts.push((question.label.clone(), said));
        }
    }
    facts.extend(words.actions.iter().map(|action| (action.who.clone(), action.what.clone())));
    let broken = plan.checked().last().filter(|check| !check.kept);
    facts.extend(broken.map(|check| ("Broken".to_owned(), format!("{} {}", check.seen, check.done))));
    let withheld = plan.withheld.iter().filter(|entry| entry.lifted.is_none());
    facts.extend(withheld.map(|entry| {
        let from = if entry.from.name.trim().is_empty() {
            entry.from.agency.as_deref().map_or("", |agency| pack.agency_name(agency))
        } else {
            entry.from.name.as_str()
        };
        ("Give or say nothing of it to".to_owned(), from.to_owned())
    }));
    facts.extend(plan.next_check().map(|next| ("Next check".to_owned(), london::moment_in_words(next))));
    facts.retain(|(_, said)| !said.trim().is_empty());
    facts
}
