//! Prompts as a viewer may see them: the list of a manager, the clinic's list, a child's banners, and one prompt with each fact that asks. A fact is shown
//! by the viewer's own permit to the record it comes from; otherwise the words of the restriction stand there.

use domain::access::{Action, RecordName, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use domain::watch::{FactName, Prompt, Told, Trip, Waits};
use jiff::Timestamp;
use store::watch::Which;
use store::{Door, Permit, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;

/// A list of prompts.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptList {
    /// The prompts, what is immediate first, then by what is due.
    pub rows: Vec<PromptRow>,
    /// Whom to ring about open prompts on records that are restricted for this viewer.
    pub rings: Vec<String>,
    /// The names of those in the rows.
    pub names: Names,
}

/// A prompt in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptRow {
    /// The prompt.
    pub prompt: Versioned<Prompt>,
    /// Its children and what they are called.
    pub children: Vec<(Id<Person>, String)>,
    /// The names of the rules that ask, each once.
    pub rules: Vec<String>,
    /// Whether it is asked of this viewer.
    pub mine: bool,
}

/// One prompt on its page.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptView {
    /// The prompt.
    pub prompt: Versioned<Prompt>,
    /// Its children and what they are called, as far as this viewer may know of them.
    pub children: Vec<(Id<Person>, String)>,
    /// What asks.
    pub trips: Vec<TripShown>,
    /// The names of those in it.
    pub names: Names,
    /// Whether this viewer may answer it.
    pub may_answer: bool,
    /// The latest time until which "gather first" may last, said now.
    pub gather_until: Timestamp,
    /// The name of the rung it stands on.
    pub rung: String,
}

/// One rule that asks about one child.
#[derive(Debug, Clone, PartialEq)]
pub struct TripShown {
    /// The child.
    pub child: Id<Person>,
    /// The rule's code.
    pub rule: String,
    /// The rule's name.
    pub name: String,
    /// What holds, in the words of the pack.
    pub why: String,
    /// Where the rule is written.
    pub source: String,
    /// Whether the rule is immediate.
    pub immediate: bool,
    /// When it tripped.
    pub at: Timestamp,
    /// Since when nobody has seen the child, where that asks.
    pub absent_since: Option<Timestamp>,
    /// The facts that tripped it.
    pub facts: Vec<FactShown>,
    /// What they are read against.
    pub background: Vec<FactShown>,
}

/// A fact on the page of a prompt.
#[derive(Debug, Clone, PartialEq)]
pub struct FactShown {
    /// Its record and part, for a link.
    pub name: FactName,
    /// What it says to this viewer.
    pub says: FactSays,
}

/// What a fact says to a viewer.
#[derive(Debug, Clone, PartialEq)]
pub enum FactSays {
    /// The fact.
    Shown {
        /// The fact.
        told: Box<Told>,
        /// In words.
        words: String,
        /// Whether the viewer may open the record it comes from.
        opens: bool,
    },
    /// The words of the restriction.
    Restricted(String),
}

/// A prompt as a banner on a child's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// The prompt.
    pub prompt: Id<Prompt>,
    /// The names of the rules that ask.
    pub rules: Vec<String>,
    /// When it was put.
    pub opened_at: Timestamp,
    /// What it waits for.
    pub waits: Waits,
    /// By when.
    pub due: Option<Timestamp>,
    /// Whether it is on the clinic's list.
    pub clinic: bool,
    /// Whether this viewer may answer it.
    pub may_answer: bool,
}

/// The open prompts this viewer may read.
///
/// # Errors
/// When the person sees no prompts.
pub fn prompts(session: &Session<'_>) -> Result<PromptList, Stop> {
    list(session, Which::Open)
}

/// The prompts that nobody answered: the clinic's list.
///
/// # Errors
/// When the person sees no prompts.
pub fn clinic(session: &Session<'_>) -> Result<PromptList, Stop> {
    list(session, Which::Clinic)
}

fn list(session: &Session<'_>, which: Which) -> Result<PromptList, Stop> {
    session.read("prompts of the watch", |door| {
        let permit = door.permit(Action::SeePrompts, Subject::House)?;
        let mut rows = Vec::new();
        for listed in store::watch::prompts(&permit, which)? {
            let Some(prompt) = load::<Prompt>(&permit, listed.id)? else { continue };
            let children = children(&permit, &prompt.record)?;
            let rules = rules(session, &prompt.record);
            rows.push(PromptRow { prompt, children, rules, mine: listed.mine });
        }
        let names = Names::of(&permit, rows.iter().flat_map(|row| people_in(&row.prompt.record)))?;
        Ok(PromptList { rows, rings: store::watch::rings(&permit)?, names })
    })
}

/// What the children are called, under a permit that reaches the prompt.
fn children(permit: &Permit<'_>, prompt: &Prompt) -> Result<Vec<(Id<Person>, String)>, Stop> {
    let mut children = Vec::new();
    for child in &prompt.children {
        if let Some(known) = load::<Person>(permit, *child)? {
            permit.shown(*child);
            children.push((*child, known.record.name()));
        }
    }
    Ok(children)
}

fn rules(session: &Session<'_>, prompt: &Prompt) -> Vec<String> {
    let mut names = Vec::new();
    for trip in &prompt.trips {
        let name =
            session.house.pack.watch.rule(&trip.rule).map_or(trip.rule.clone(), |rule| rule.name.clone());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn people_in(prompt: &Prompt) -> Vec<Id<Staff>> {
    prompt.told.iter().copied().chain(prompt.answers.iter().map(|answer| answer.by)).collect()
}

/// One prompt.
///
/// # Errors
/// When there is none, or the viewer may not open it.
pub fn view(session: &Session<'_>, id: Id<Prompt>) -> Result<PromptView, Stop> {
    session.read("prompt of the watch", |door| {
        let permit = door.permit(Action::ReadPrompt, Subject::record(id))?;
        let prompt = load::<Prompt>(&permit, id)?.ok_or(Refusal::NotFound)?;
        let children = children(&permit, &prompt.record)?;
        let trips = prompt.record.trips.iter().map(|trip| shown(session, door, trip));
        let trips = trips.collect::<Result<Vec<_>, Stop>>()?;
        let names = Names::of(&permit, people_in(&prompt.record))?;
        let may_answer =
            prompt.record.is_open() && door.would_permit(Action::AnswerPrompt, Subject::record(id))?;
        let pack = &session.house.pack;
        let rung = pack.watch.rung(prompt.record.rung()).map(|rung| rung.name.clone()).unwrap_or_default();
        let gather_until = Prompt::gather_until(session.at, pack);
        Ok(PromptView { prompt, children, trips, names, may_answer, gather_until, rung })
    })
}

fn shown(session: &Session<'_>, door: &Door, trip: &Trip) -> Result<TripShown, Stop> {
    let watch = &session.house.pack.watch;
    let rule = watch.rule(&trip.rule);
    let all =
        |told: &[Told]| told.iter().map(|told| fact(session, door, told)).collect::<Result<Vec<_>, Stop>>();
    Ok(TripShown {
        child: trip.child,
        rule: trip.rule.clone(),
        name: rule.map_or(trip.rule.clone(), |rule| rule.name.clone()),
        why: trip.why_in_words(watch),
        source: rule.map(|rule| rule.source.clone()).unwrap_or_default(),
        immediate: rule.is_some_and(|rule| rule.immediate),
        at: trip.at,
        absent_since: trip.absent_since,
        facts: all(&trip.facts)?,
        background: all(&trip.background)?,
    })
}

fn fact(session: &Session<'_>, door: &Door, told: &Told) -> Result<FactShown, Stop> {
    let name = told.name.clone();
    let Some((subject, opening)) = record_of(&name) else {
        return Ok(FactShown { name, says: FactSays::Restricted(Refusal::NotFound.to_string()) });
    };
    let says = match door.permit(Action::ReadPrompt, subject) {
        Ok(_) => FactSays::Shown {
            words: told.in_words(&session.house.pack.watch),
            opens: door.would_permit(opening, subject)?,
            told: Box::new(told.clone()),
        },
        Err(Stop::Refusal(refusal)) => FactSays::Restricted(refusal.to_string()),
        Err(stop) => return Err(stop),
    };
    Ok(FactShown { name, says })
}

/// The record a fact is part of, as access knows it, and the act by which it is opened.
fn record_of(name: &FactName) -> Option<(Subject, Action)> {
    let id: Id<Any> = name.record;
    let kind = match name.record_kind.as_str() {
        "contact" => return Some((Subject::Contact(id.of_kind()), Action::ReadContact)),
        "notification" => return Some((Subject::Notification(id.of_kind()), Action::ReadNotification)),
        "basis" => "basis",
        "disagreement" => "disagreement",
        "episode" => "episode",
        "event" => "event",
        "power" => "power",
        "safety_plan" => "safety_plan",
        "section47" => "section47",
        "strategy" => "strategy_discussion",
        _ => return None,
    };
    Some((Subject::Record(RecordName { kind, id }), Action::ReadFile))
}

/// The open prompts about a child, for the banners of its pages, as far as this viewer may read them. It is asked within the page's own reading.
///
/// # Errors
/// When the store fails.
pub fn banners(session: &Session<'_>, door: &Door, child: Id<Person>) -> Result<Vec<Banner>, Stop> {
    if !door.would_permit(Action::ReadPrompt, Subject::Child(child))? {
        return Ok(Vec::new());
    }
    let permit = door.permit(Action::ReadPrompt, Subject::Child(child))?;
    let mut banners = Vec::new();
    for id in store::watch::open_of_child(&permit, child)? {
        let subject = Subject::record(id);
        if !door.would_permit(Action::ReadPrompt, subject)? {
            continue;
        }
        let Some(known) = load::<Prompt>(&permit, id)? else { continue };
        let prompt = known.record;
        banners.push(Banner {
            prompt: id,
            rules: rules(session, &prompt),
            opened_at: prompt.opened_at,
            waits: prompt.waits,
            due: prompt.due,
            clinic: prompt.is_for_clinic(),
            may_answer: door.would_permit(Action::AnswerPrompt, subject)?,
        });
    }
    Ok(banners)
}

/// The same banners for a page that asks for nothing else.
///
/// # Errors
/// When the store fails.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Banner>, Stop> {
    session.read("prompts about a child", |door| banners(session, door, child))
}

/// Every prompt put since a moment, the oldest first: for what Frontdoor itself reports, as a scenario does.
///
/// # Errors
/// When anybody but Frontdoor itself asks.
pub fn all_since(session: &Session<'_>, moment: Timestamp) -> Result<Vec<Prompt>, Stop> {
    if session.actor != domain::access::Actor::system() {
        return Err(Refusal::NotFound.into());
    }
    session.read("every prompt of the watch", |door| {
        let permit = door.permit(Action::Watch, Subject::House)?;
        let mut prompts = Vec::new();
        for id in store::watch::since(&permit, moment)? {
            prompts.extend(load::<Prompt>(&permit, id)?.map(|known| known.record));
        }
        Ok(prompts)
    })
}
