//! Which rules trip for one child, from what is known near the child now. A function of its arguments alone: asked again with the same facts it gives
//! the same answer, and a council can ask it of its own past.
//!
//! Facts count since somebody last considered a strategy discussion: since one was held, or since a manager answered a prompt of the same rule.
//! A fact that has prompted once for a rule does so never again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::calendar::london;
use crate::id::{Any, Id};
use crate::pack::{Around, Background, Condition, FactAsked, Watch, WatchRule};
use crate::person::Person;

/// The kind of fact that is a consideration itself, and its mark.
const DISCUSSION: (&str, &str) = ("strategy_discussion", "held=yes");
/// What stands for the record of an absence: nothing was recorded.
const ABSENCE: &str = "absence";

/// Which part of which record a fact is: its name in the ledger's words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactName {
    /// The kind of record.
    pub record_kind: String,
    /// The record.
    pub record: Id<Any>,
    /// The part of it.
    pub part: String,
}

/// A fact near a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its name.
    pub name: FactName,
    /// How near it is to the child.
    pub near: Around,
    /// The fact.
    pub fact: Fact,
}

/// What the watch looks at for one child.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The child.
    pub child: Id<Person>,
    /// Since when somebody of the council holds the child; nothing while nobody does.
    pub open_since: Option<Timestamp>,
    /// What is known of the child and around it.
    pub facts: Vec<Told>,
    /// When a manager last answered a prompt of a rule about this child.
    pub answered: BTreeMap<String, Timestamp>,
    /// Facts that have prompted already, each with its rule.
    pub spent: BTreeSet<(String, FactName)>,
}

/// One rule that trips for one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// The child.
    pub child: Id<Person>,
    /// The rule's code.
    pub rule: String,
    /// The codes of the conditions that hold.
    pub conditions: Vec<String>,
    /// The facts that tripped it, the oldest first.
    pub facts: Vec<Told>,
    /// What they are read against: the earlier grade, the decision before, the last time the child was seen.
    pub background: Vec<Told>,
    /// Since when nobody has seen the child, where that is what trips it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent_since: Option<Timestamp>,
    /// When it tripped: with the fact that made the number full, or at the end of the days.
    pub at: Timestamp,
    /// When a manager answered a prompt with this in it: from then on the rule counts anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub considered: Option<Timestamp>,
}

/// A discussion that was held about a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discussed {
    /// The record of it.
    pub record: Id<Any>,
    /// When it was held.
    pub at: Timestamp,
}

/// What the watch finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// The rules that trip now.
    pub trips: Vec<Trip>,
    /// When time alone may change something: a plan that expires, a child not seen for so long.
    pub next: Option<Timestamp>,
    /// The last discussion that was held about the child.
    pub discussed: Option<Discussed>,
}

impl Trip {
    /// The names under which it may never prompt again for its rule.
    pub fn spends(&self) -> Vec<FactName> {
        let absent = self.absent_since.map(|since| absence(self.child, since));
        self.facts.iter().map(|told| told.name.clone()).chain(absent).collect()
    }

    /// Takes in what tripped the same rule for the same child as well.
    fn merge(&mut self, other: Trip) {
        self.conditions.extend(other.conditions);
        self.absent_since = self.absent_since.or(other.absent_since);
        self.at = self.at.min(other.at);
        for (own, more) in [(&mut self.facts, other.facts), (&mut self.background, other.background)] {
            for told in more {
                if !own.iter().any(|known| known.name == told.name) {
                    own.push(told);
                }
            }
            own.sort_by_key(|told| (told.fact.happened, told.name.clone()));
        }
    }
}

fn absence(child: Id<Person>, since: Timestamp) -> FactName {
    FactName { record_kind: ABSENCE.into(), record: child.any(), part: since.as_second().to_string() }
}

/// Between two workers who hold a child one after the other: a transfer with a few days between is no new beginning.
const TRANSFER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Since when somebody of the council holds a child without a break, whoever it was: from when and until when each held the child.
pub fn open_since(held: &[(Timestamp, Option<Timestamp>)], now: Timestamp) -> Option<Timestamp> {
    let until = |until: Option<Timestamp>| until.unwrap_or(Timestamp::MAX);
    let holds = |(from, ended): &&(Timestamp, Option<Timestamp>)| *from <= now && now < until(*ended);
    let mut since = held.iter().filter(holds).map(|(from, _)| *from).min()?;
    loop {
        let touches = |(from, ended): &&(Timestamp, Option<Timestamp>)| {
            *from < since && until(*ended).checked_add(TRANSFER).unwrap_or(Timestamp::MAX) >= since
        };
        match held.iter().filter(touches).map(|(from, _)| *from).min() {
            Some(earlier) => since = earlier,
            None => return Some(since),
        }
    }
}

/// Which rules trip for a child at a moment, and when it must be asked again though nothing is recorded.
pub fn evaluate(watch: &Watch, watched: &Watched, now: Timestamp) -> Evaluated {
    let discussed = last_discussion(watched, now);
    let mut found = Evaluated { trips: Vec::new(), next: None, discussed };
    for rule in &watch.rules {
        let asked = Asked::of(rule, watched, found.discussed.as_ref(), now);
        let mut tripped: Option<Trip> = None;
        for condition in &rule.conditions {
            let (trip, next) = asked.condition(condition);
            found.next = [found.next, next].into_iter().flatten().min();
            match (&mut tripped, trip) {
                (Some(whole), Some(trip)) => whole.merge(trip),
                (None, Some(trip)) => tripped = Some(trip),
                (_, None) => {}
            }
        }
        found.trips.extend(tripped);
    }
    found
}

fn last_discussion(watched: &Watched, now: Timestamp) -> Option<Discussed> {
    let (kind, held) = DISCUSSION;
    let of_child = |told: &&Told| told.near == Around::Child && told.fact.kind == kind;
    let held = |told: &&Told| told.fact.marks.contains(held) && told.fact.counts_from <= now;
    let discussions = watched.facts.iter().filter(of_child).filter(held);
    let last = discussions.max_by_key(|told| told.fact.happened)?;
    Some(Discussed { record: last.name.record, at: last.fact.happened })
}

/// Whether a fact is that a discussion was held.
pub fn is_discussion(fact: &Fact) -> bool {
    fact.kind == DISCUSSION.0 && fact.marks.contains(DISCUSSION.1)
}

/// Whether a fact is one of those that are meant.
fn is_one_of(facts: &[FactAsked], fact: &Fact) -> bool {
    facts.iter().any(|asked| {
        asked.kind == fact.kind
            && asked.all.is_subset(&fact.marks)
            && (asked.any.is_empty() || !asked.any.is_disjoint(&fact.marks))
    })
}

/// Whether any rule could ever count, compare or be broken by a fact: the rest need not be looked at.
pub fn matters(watch: &Watch, fact: &Fact) -> bool {
    let of_condition = |condition: &Condition| {
        let backgrounds = condition.after.iter().chain(&condition.beside);
        is_one_of(&condition.facts, fact)
            || is_one_of(&condition.until, fact)
            || backgrounds.into_iter().any(|background| is_one_of(&background.facts, fact))
    };
    fact.kind == DISCUSSION.0 || watch.rules.iter().flat_map(|rule| &rule.conditions).any(of_condition)
}

/// Days as the clock runs: a window is no deadline, and needs no calendar.
fn days(count: u16) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(count))
}

fn before(at: Timestamp, count: u16) -> Timestamp {
    at.checked_sub(days(count)).unwrap_or(Timestamp::MIN)
}

/// One rule asked for one child at one moment.
struct Asked<'w> {
    rule: &'w WatchRule,
    watched: &'w Watched,
    /// What is near enough for the rule.
    near: Vec<&'w Told>,
    /// The last consideration.
    since: Timestamp,
    now: Timestamp,
}

impl<'w> Asked<'w> {
    fn of(rule: &'w WatchRule, watched: &'w Watched, discussed: Option<&Discussed>, now: Timestamp) -> Self {
        let answered = watched.answered.get(&rule.code).copied();
        let since = answered.max(discussed.map(|held| held.at)).unwrap_or(Timestamp::MIN);
        let near = watched.facts.iter().filter(|told| told.near <= rule.reach).collect();
        Asked { rule, watched, near, since, now }
    }

    fn condition(&self, condition: &Condition) -> (Option<Trip>, Option<Timestamp>) {
        if condition.absent {
            return self.absence(condition);
        }
        let meant = |told: &&&Told| is_one_of(&condition.facts, &told.fact);
        let ahead =
            self.near.iter().filter(meant).map(|told| told.fact.counts_from).filter(|at| *at > self.now);
        let next = ahead.min();
        let mut counted: Vec<&Told> =
            self.near.iter().copied().filter(|told| self.counts(condition, told)).collect();
        if !condition.until.is_empty() {
            let broken = self.near.iter().filter(|told| is_one_of(&condition.until, &told.fact));
            let broken = broken.filter(|told| told.fact.counts_from <= self.now);
            let last = broken.map(|told| told.fact.happened).max().unwrap_or(Timestamp::MIN);
            counted.retain(|told| told.fact.happened > last);
        }
        counted.sort_by_key(|told| (told.fact.counts_from, told.name.clone()));
        let trip = match (&condition.same, condition.worse_by) {
            (_, Some(by)) => self.worse(condition, &counted, i64::from(by)),
            (Some(field), None) => self.same(condition, &counted, field),
            (None, None) => self.enough(condition, &counted),
        };
        (trip, next)
    }

    /// Whether a fact counts for a condition by itself.
    fn counts(&self, condition: &Condition, told: &Told) -> bool {
        let fact = &told.fact;
        let high = condition.high.is_none_or(|high| {
            let above = fact.measures.values().filter(|measure| **measure >= high.from).count();
            above >= usize::from(high.measures)
        });
        high && is_one_of(&condition.facts, fact)
            && fact.counts_from <= self.now
            && fact.counts_from >= self.since
            && fact.happened > before(self.now, condition.days)
            && !self.watched.spent.contains(&(self.rule.code.clone(), told.name.clone()))
            && condition.after.as_ref().is_none_or(|after| self.earlier(after, told).is_some())
            && condition.beside.as_ref().is_none_or(|beside| self.beside(beside, told).is_some())
    }

    /// What stands before a fact that counts only then.
    fn earlier(&self, after: &Background, told: &Told) -> Option<&'w Told> {
        let (from, until) = (before(told.fact.happened, after.days), told.fact.happened);
        self.background(after, told).find(|other| other.fact.happened >= from && other.fact.happened < until)
    }

    /// What stands before or after a fact that counts only then.
    fn beside(&self, beside: &Background, told: &Told) -> Option<&'w Told> {
        let from = before(told.fact.happened, beside.days);
        let until = told.fact.happened.checked_add(days(beside.days)).unwrap_or(Timestamp::MAX);
        self.background(beside, told).find(|other| (from..=until).contains(&other.fact.happened))
    }

    fn background<'a>(
        &'a self,
        background: &'a Background,
        told: &'a Told,
    ) -> impl Iterator<Item = &'w Told> + 'a {
        self.near.iter().copied().filter(move |other| {
            other.name != told.name
                && other.fact.counts_from <= self.now
                && is_one_of(&background.facts, &other.fact)
        })
    }

    fn enough(&self, condition: &Condition, counted: &[&'w Told]) -> Option<Trip> {
        let number = usize::from(condition.number.max(1));
        let last = counted.get(number - 1)?;
        let mut background = Vec::new();
        for told in counted {
            let earlier = condition.after.as_ref().and_then(|after| self.earlier(after, told));
            let beside = condition.beside.as_ref().and_then(|beside| self.beside(beside, told));
            background.extend(earlier.into_iter().chain(beside));
        }
        Some(self.trip(condition, counted, &background, last.fact.counts_from))
    }

    /// Enough that agree in a mark.
    fn same(&self, condition: &Condition, counted: &[&'w Told], field: &str) -> Option<Trip> {
        let mut groups: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for told in counted {
            let marks = told.fact.marks.iter().filter_map(|mark| mark.split_once('='));
            for (_, code) in marks.filter(|(name, _)| *name == field) {
                groups.entry(code).or_default().push(told);
            }
        }
        let trips = groups.values().filter_map(|group| self.enough(condition, group));
        trips.reduce(|mut whole, trip| {
            whole.merge(Trip { conditions: Vec::new(), ..trip });
            whole
        })
    }

    /// A measure that stands higher than before in a fact about the same child. After a consideration it is compared with what was known then.
    fn worse(&self, condition: &Condition, counted: &[&'w Told], by: i64) -> Option<Trip> {
        let mut all: Vec<&Told> = self.near.clone();
        all.retain(|told| is_one_of(&condition.facts, &told.fact) && told.fact.counts_from <= self.now);
        let considered = all.iter().filter(|told| told.fact.counts_from < self.since);
        let baseline = considered.map(|told| told.fact.happened).max().unwrap_or(Timestamp::MIN);
        let (mut worse, mut background): (Vec<&Told>, Vec<&Told>) = (Vec::new(), Vec::new());
        for later in counted {
            let from = baseline.max(before(later.fact.happened, condition.days));
            let earlier = all.iter().find(|earlier| {
                (from..later.fact.happened).contains(&earlier.fact.happened)
                    && earlier.fact.children.iter().any(|child| later.fact.children.contains(child))
                    && rises(&earlier.fact, &later.fact, by)
            });
            if let Some(earlier) = earlier {
                worse.push(later);
                background.push(earlier);
            }
        }
        let at = worse.first()?.fact.counts_from;
        Some(self.trip(condition, &worse, &background, at))
    }

    /// Nothing of what is meant for so many days, while somebody holds the child.
    fn absence(&self, condition: &Condition) -> (Option<Trip>, Option<Timestamp>) {
        let Some(open) = self.watched.open_since else { return (None, None) };
        let own = self.near.iter().copied().filter(|told| told.near == Around::Child);
        let seen =
            own.filter(|told| is_one_of(&condition.facts, &told.fact) && told.fact.counts_from <= self.now);
        let last = seen.max_by_key(|told| told.fact.happened);
        let since = open.max(self.since).max(last.map_or(Timestamp::MIN, |told| told.fact.happened));
        let until = since.checked_add(days(condition.days)).unwrap_or(Timestamp::MAX);
        if until > self.now {
            return (None, Some(until));
        }
        let name = absence(self.watched.child, since);
        if self.watched.spent.contains(&(self.rule.code.clone(), name)) {
            return (None, None);
        }
        let background: Vec<&Told> = last.into_iter().collect();
        let trip = self.trip(condition, &[], &background, until);
        (Some(Trip { absent_since: Some(since), ..trip }), None)
    }

    fn trip(&self, condition: &Condition, facts: &[&Told], background: &[&Told], at: Timestamp) -> Trip {
        let mut whole = Trip {
            child: self.watched.child,
            rule: self.rule.code.clone(),
            conditions: vec![condition.code.clone()],
            facts: Vec::new(),
            background: Vec::new(),
            absent_since: None,
            at,
            considered: None,
        };
        let all = |told: &[&Told]| told.iter().map(|told| (*told).clone()).collect();
        whole.merge(Trip {
            conditions: Vec::new(),
            facts: all(facts),
            background: all(background),
            ..whole.clone()
        });
        whole
    }
}

fn rises(earlier: &Fact, later: &Fact, by: i64) -> bool {
    later.measures.iter().any(|(name, now)| earlier.measures.get(name).is_some_and(|then| now - then >= by))
}

impl Told {
    /// The fact in words of practice: "Police notification, Saturday 21 November 2026 (domestic abuse, graded high risk)".
    pub fn in_words(&self, watch: &Watch) -> String {
        let fact = &self.fact;
        let mut holds: Vec<String> = fact.marks.iter().map(|mark| watch.mark_words(mark)).collect();
        holds.extend(
            fact.measures.iter().map(|(name, measure)| format!("{} {measure}", name.replace('_', " "))),
        );
        let when = london::weekday_in_words(london::date_of(fact.happened));
        let what = watch.fact_words(&fact.kind);
        if holds.is_empty() {
            format!("{what}, {when}")
        } else {
            format!("{what}, {when} ({})", holds.join(", "))
        }
    }
}

impl Trip {
    /// Which conditions hold, in words.
    pub fn why_in_words(&self, watch: &Watch) -> String {
        let rule = watch.rule(&self.rule);
        let words: Vec<&str> = self
            .conditions
            .iter()
            .filter_map(|code| rule?.conditions.iter().find(|condition| condition.code == *code))
            .map(|condition| condition.words.as_str())
            .collect();
        words.join("; ")
    }

    /// Rule, conditions and facts in one line.
    pub fn in_words(&self, watch: &Watch) -> String {
        let name = watch.rule(&self.rule).map_or("", |rule| rule.name.as_str());
        let facts: Vec<String> = self.facts.iter().map(|told| told.in_words(watch)).collect();
        let since =
            self.absent_since.map(|since| format!("since {}", london::date_in_words(london::date_of(since))));
        let because: Vec<String> = facts.into_iter().chain(since).collect();
        format!("{} {name}: {} — {}", self.rule, self.why_in_words(watch), because.join("; "))
    }
}
