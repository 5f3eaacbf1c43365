//! The watch over a council's own past: what a set of rules would have asked, and when, beside what happened. A council tunes its rules with this before
//! it lives with them.
//!
//! What it cannot know it leaves out: a household is that of today, and what was recorded and corrected since is read as it stands now. A question that was
//! never really put is taken as answered when its time had gone by.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::evaluate::{FactName, Told, Watched, evaluate, open_since};
use super::prompt::moment;
use crate::calendar::Calendar;
use crate::id::Id;
use crate::pack::Watch;
use crate::person::Person;

/// One child's past, as far as the watch reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The child.
    pub child: Id<Person>,
    /// From when until when somebody of the council held the child.
    pub held: Vec<(Timestamp, Option<Timestamp>)>,
    /// What was recorded of the child and around it.
    pub facts: Vec<Told>,
    /// When managers answered prompts of a rule.
    pub answered: Vec<(String, Timestamp)>,
    /// When prompts were really put.
    pub asked: Vec<Timestamp>,
    /// When discussions were held.
    pub discussed: Vec<Timestamp>,
    /// The team whose manager answers for the child; nothing at the front door.
    pub team: Option<String>,
    /// The other children at the same place.
    pub household: BTreeSet<Id<Person>>,
}

/// One question that would have been put.
#[derive(Debug, Clone, PartialEq)]
pub struct WouldAsk {
    /// About whom.
    pub children: BTreeSet<Id<Person>>,
    /// When.
    pub at: Timestamp,
    /// Until when it would have waited for an answer.
    pub until: Timestamp,
    /// Of whose manager.
    pub team: Option<String>,
    /// The rules, each with the kinds of the facts that tripped it.
    pub rules: BTreeMap<String, Vec<(String, Timestamp)>>,
    /// The next discussion that was held about any of them.
    pub discussed: Option<Timestamp>,
    /// The first prompt that was really put at that time or later, before the discussion.
    pub asked: Option<Timestamp>,
}

/// What the rules would have asked about one child from one moment until another, the earliest first.
pub fn replay(
    watch: &Watch,
    history: &History,
    from: Timestamp,
    until: Timestamp,
    calendar: &Calendar,
) -> Vec<WouldAsk> {
    let mut moments: BTreeSet<Timestamp> = history
        .facts
        .iter()
        .map(|told| told.fact.counts_from)
        .filter(|at| (from..=until).contains(at))
        .collect();
    moments.insert(from);
    let mut spent: BTreeSet<(String, FactName)> = BTreeSet::new();
    let mut asks: Vec<WouldAsk> = Vec::new();
    while let Some(now) = moments.pop_first() {
        let found = evaluate(watch, &as_known(history, &spent, now), now);
        moments.extend(found.next.filter(|next| *next > now && *next <= until));
        for trip in found.trips {
            spent.extend(trip.spends().into_iter().map(|name| (trip.rule.clone(), name)));
            // What had tripped before the time that is looked at was asked before it.
            if trip.at < from {
                continue;
            }
            let limit = watch.rule(&trip.rule).map(|rule| rule.answer);
            let ends = limit.and_then(|limit| moment(limit, now, calendar)).unwrap_or(now);
            let facts = trip.facts.iter().map(|told| (told.fact.kind.clone(), told.fact.happened)).collect();
            let ask = WouldAsk {
                children: BTreeSet::from([history.child]),
                at: now,
                until: ends,
                team: history.team.clone(),
                rules: BTreeMap::from([(trip.rule, facts)]),
                discussed: history.discussed.iter().copied().filter(|held| *held >= now).min(),
                asked: history.asked.iter().copied().filter(|asked| *asked >= now).min(),
            };
            join(&mut asks, ask, |open| open.at <= now && now <= open.until);
        }
    }
    asks
}

/// The questions of all children together: those that households would have shared are one.
pub fn together(
    asks: Vec<WouldAsk>,
    households: &BTreeMap<Id<Person>, BTreeSet<Id<Person>>>,
) -> Vec<WouldAsk> {
    let mut sorted = asks;
    sorted.sort_by_key(|ask| (ask.at, ask.children.first().copied()));
    let mut joined: Vec<WouldAsk> = Vec::new();
    let live_together = |one: &WouldAsk, other: &WouldAsk| {
        let around = |child| households.get(child).into_iter().flatten();
        one.children.iter().flat_map(around).any(|child| other.children.contains(child))
    };
    for ask in sorted {
        let (at, copy) = (ask.at, ask.clone());
        join(&mut joined, ask, |open| at <= open.until && live_together(open, &copy));
    }
    joined
}

fn join(asks: &mut Vec<WouldAsk>, ask: WouldAsk, belongs: impl Fn(&WouldAsk) -> bool) {
    let Some(open) = asks.iter_mut().rev().find(|open| belongs(open)) else {
        asks.push(ask);
        return;
    };
    open.children.extend(ask.children);
    open.until = open.until.min(ask.until);
    for (rule, facts) in ask.rules {
        open.rules.entry(rule).or_default().extend(facts);
    }
    open.discussed = [open.discussed, ask.discussed].into_iter().flatten().min();
    open.asked = [open.asked, ask.asked].into_iter().flatten().min();
}

fn as_known(history: &History, spent: &BTreeSet<(String, FactName)>, now: Timestamp) -> Watched {
    let mut answered = BTreeMap::new();
    for (rule, at) in history.answered.iter().filter(|(_, at)| *at <= now) {
        let last = answered.entry(rule.clone()).or_insert(*at);
        *last = (*last).max(*at);
    }
    let known = history.facts.iter().filter(|told| told.fact.known_at <= now);
    Watched {
        child: history.child,
        open_since: open_since(&history.held, now),
        facts: known.cloned().collect(),
        answered,
        spent: spent.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Any;
    use crate::pack::{Around, england};
    use crate::watch::Fact;

    fn at(text: &str) -> Timestamp {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    fn told(number: u128, kind: &str, day: &str, marks: &[(&str, &str)]) -> Told {
        let fact = Fact::new("whole", kind, vec![Id::from_bits(7)], at(day), at(day));
        let fact = marks.iter().fold(fact, |fact, (field, code)| fact.marked(field, code));
        let record: Id<Any> = Id::from_bits(number);
        let name = FactName { record_kind: "event".into(), record, part: "whole".into() };
        Told { name, near: Around::Child, fact }
    }

    fn history(facts: Vec<Told>) -> History {
        History {
            child: Id::from_bits(7),
            held: Vec::new(),
            facts,
            answered: Vec::new(),
            asked: Vec::new(),
            discussed: Vec::new(),
            team: None,
            household: BTreeSet::new(),
        }
    }

    fn days(history: &History, from: &str, until: &str) -> Vec<String> {
        let watch = &england().watch;
        let asks = replay(watch, history, at(from), at(until), &england().calendar());
        let said = |ask: &WouldAsk| {
            let rules: Vec<&str> = ask.rules.keys().map(String::as_str).collect();
            format!("{} {}", crate::calendar::london::date_of(ask.at), rules.join(" "))
        };
        asks.iter().map(said).collect()
    }

    #[test]
    fn the_past_is_asked_as_it_was_known_and_no_earlier() {
        let missing = |number, day| told(number, "missing", day, &[("risk", "medium")]);
        let facts = vec![
            missing(1, "2026-01-05"),
            missing(2, "2026-02-01"),
            missing(3, "2026-03-02"),
            missing(4, "2026-03-20"),
        ];
        let mut history = history(facts);
        assert_eq!(days(&history, "2026-01-01", "2026-06-30"), ["2026-03-02 W5"]);
        assert_eq!(days(&history, "2026-01-01", "2026-02-28"), Vec::<String>::new());
        // What was asked before the time that is looked at is not asked in it.
        assert_eq!(days(&history, "2026-03-10", "2026-06-30"), Vec::<String>::new());
        // A discussion in between: the count begins anew.
        history.facts.push(told(9, "strategy_discussion", "2026-02-10", &[("held", "yes")]));
        history.discussed.push(at("2026-02-10"));
        assert_eq!(days(&history, "2026-01-01", "2026-06-30"), Vec::<String>::new());
    }

    #[test]
    fn what_was_known_late_is_asked_late_and_says_what_happened() {
        let mut late = told(1, "injury", "2026-01-05", &[("mobile", "no")]);
        (late.fact.known_at, late.fact.counts_from) = (at("2026-02-01"), at("2026-02-01"));
        let mut history = history(vec![late]);
        history.discussed = vec![at("2026-02-09"), at("2026-01-02")];
        let watch = &england().watch;
        let asks = replay(watch, &history, at("2026-01-01"), at("2026-06-30"), &england().calendar());
        let [ask] = asks.as_slice() else { panic!("{asks:?}") };
        assert_eq!((ask.at, ask.discussed), (at("2026-02-01"), Some(at("2026-02-09"))));
    }

    #[test]
    fn a_household_is_asked_about_once() {
        let (one, other) = (Id::from_bits(7), Id::from_bits(8));
        let asked = |child, day: &str, until: &str| WouldAsk {
            children: BTreeSet::from([child]),
            at: at(day),
            until: at(until),
            team: None,
            rules: BTreeMap::from([("W2".to_owned(), Vec::new())]),
            discussed: None,
            asked: None,
        };
        let households = BTreeMap::from([(one, BTreeSet::from([other])), (other, BTreeSet::from([one]))]);
        let asks = vec![
            asked(other, "2026-01-06", "2026-01-07"),
            asked(one, "2026-01-05", "2026-01-06"),
            asked(other, "2026-01-20", "2026-01-21"),
        ];
        let found = together(asks, &households);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].children, BTreeSet::from([one, other]));
    }
}
