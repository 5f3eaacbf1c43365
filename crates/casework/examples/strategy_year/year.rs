//! A year lived: each thing that is recorded may be noticed by somebody, and with the watch it may ask; a discussion is held or is not.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::{Calendar, due};
use domain::pack::{Watch, england};
use domain::watch::{Trip, Watched, evaluate};
use jiff::Timestamp;

use crate::chance::Chance;
use crate::families::{Family, begins, hours};
use crate::people::{Says, answers_after, decided_after, notices, says, slot_after, unknown_items};

/// With the watch, or without.
#[derive(Clone, Copy, PartialEq)]
pub enum Arm {
    Without,
    With,
}

/// What would be measured.
#[derive(Default)]
pub struct Year {
    /// Days from what first asked to the discussion, of families where the risk was rising.
    days: Vec<f64>,
    /// Families where the risk was rising and something asked.
    asked: usize,
    discussions: usize,
    of_quiet_families: usize,
    enough_known: usize,
    reason_given: usize,
    prompts: usize,
    in_time: usize,
    weeks: BTreeMap<(u64, i64), usize>,
    /// Prompts by rule: all, and of families where the risk was rising.
    pub by_rule: BTreeMap<String, (usize, usize)>,
}

struct Life<'y> {
    year: &'y mut Year,
    family: &'y Family,
    watch: &'y Watch,
    calendar: Calendar,
    arm: Arm,
    keenness: f64,
    chance: Chance,
    triggered: Option<Timestamp>,
    held: Option<Timestamp>,
    watched: Watched,
}

impl Year {
    pub fn lived(watch: &Watch, families: u64, seed: u64, arm: Arm, keenness: f64) -> Year {
        let mut year = Year::default();
        let mut births = Chance::from_seed(seed);
        for number in 0..families {
            let family = Family::invented(number, &mut births);
            let watched = Watched {
                child: family.child,
                open_since: family.open_since,
                facts: Vec::new(),
                answered: BTreeMap::new(),
                spent: BTreeSet::new(),
            };
            let chance = Chance::from_seed(seed.wrapping_mul(1_000_003).wrapping_add(number));
            let calendar = england().calendar();
            let mut life = Life {
                year: &mut year,
                family: &family,
                watch,
                calendar,
                arm,
                keenness,
                chance,
                triggered: None,
                held: None,
                watched,
            };
            life.live();
        }
        year
    }

    /// Days from the first trigger to the discussion: the median and the 90th percentile.
    pub fn days(&self) -> (String, String) {
        let mut days = self.days.clone();
        days.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (share * days.len().saturating_sub(1) as f64).round() as usize;
            days.get(place).map_or("none".into(), |days| format!("{days:.1}"))
        };
        (at(0.5), at(0.9))
    }

    pub fn figures(&self) -> Vec<(&'static str, String)> {
        let (median, most) = self.days();
        let share = |part: usize, whole: usize| match whole {
            0 => "none".to_owned(),
            _ => format!("{:.0}% ({part} of {whole})", 100.0 * part as f64 / whole as f64),
        };
        let mut weeks: Vec<usize> = self.weeks.values().copied().collect();
        weeks.sort_unstable();
        let busiest = weeks.last().copied().unwrap_or_default();
        vec![
            (
                "Rising families in which something asked, discussed within the year",
                share(self.days.len(), self.asked),
            ),
            ("Days from the first trigger to the discussion, median", median),
            ("Days from the first trigger to the discussion, 90th percentile", most),
            (
                "Discussions, of families where the risk was not rising",
                share(self.of_quiet_families, self.discussions),
            ),
            ("Discussions with five of items 1 to 7 known", share(self.enough_known, self.discussions)),
            (
                "Discussions with those known, or a reason given for meeting at once",
                share(self.reason_given, self.discussions),
            ),
            (
                "Prompts a manager a week",
                format!("{:.1} (busiest week {busiest})", self.prompts as f64 / 10.0 / 52.0),
            ),
            ("Prompts answered in time", share(self.in_time, self.prompts)),
        ]
    }
}

impl Life<'_> {
    fn live(&mut self) {
        let family = self.family;
        for told in &family.facts {
            let now = told.fact.counts_from;
            if self.held.is_some_and(|held| held > now) {
                continue;
            }
            self.watched.facts.push(told.clone());
            let trips = evaluate(self.watch, &self.watched, now).trips;
            let plain =
                trips.iter().any(|trip| self.watch.rule(&trip.rule).is_some_and(|rule| rule.immediate));
            if let Some(first) = trips.iter().map(|trip| trip.at).min() {
                self.triggered.get_or_insert(first);
            }
            if self.triggered.is_some() && self.notices(plain, now) {
                continue;
            }
            if self.arm == Arm::With && !trips.is_empty() {
                self.prompted(&trips, now);
            }
        }
        if family.rising && (self.triggered.is_some() || self.held.is_some()) {
            self.year.asked += 1;
        }
    }

    /// Somebody sees it by themself; gives whether it came to a discussion.
    fn notices(&mut self, plain: bool, now: Timestamp) -> bool {
        let since = self.watched.facts.len();
        if !notices(plain, since, self.keenness, &mut self.chance) {
            return false;
        }
        let decided = now + hours(decided_after(&mut self.chance));
        if says(self.family.rising, true, &mut self.chance) != Says::HoldNow {
            return false;
        }
        self.hold(decided, 0.0, plain);
        true
    }

    fn prompted(&mut self, trips: &[Trip], now: Timestamp) {
        for trip in trips {
            let (all, rising) = self.year.by_rule.entry(trip.rule.clone()).or_default();
            *all += 1;
            *rising += usize::from(self.family.rising);
        }
        let limits = trips.iter().filter_map(|trip| self.watch.rule(&trip.rule)).map(|rule| rule.answer);
        let ends = limits
            .filter_map(|limit| due(limit, now, &self.calendar))
            .map(domain::calendar::Due::instant)
            .min();
        let given = ends.map_or(24.0, |ends| ends.duration_since(now).as_secs_f64() / 3_600.0);
        let after = answers_after(given, &mut self.chance);
        self.year.prompts += 1;
        self.year.in_time += usize::from(after <= given);
        let week = now.duration_since(begins()).as_hours() / 168;
        *self.year.weeks.entry((self.family.manager, week)).or_default() += 1;
        let mut at = now + hours(after);
        let plain = trips.iter().any(|trip| self.watch.rule(&trip.rule).is_some_and(|rule| rule.immediate));
        let mut said = says(self.family.rising, false, &mut self.chance);
        let mut asked_for = 0.0;
        if said == Says::GatherFirst {
            asked_for = self.chance.between(4.0, 24.0);
            at += hours(asked_for);
            said = says(self.family.rising, true, &mut self.chance);
        }
        match said {
            Says::HoldNow => self.hold(at, asked_for, plain),
            Says::GatherFirst | Says::NotNeeded => self.not_needed(trips, at),
        }
    }

    fn not_needed(&mut self, trips: &[Trip], at: Timestamp) {
        for trip in trips {
            self.watched.answered.insert(trip.rule.clone(), at);
            let names = trip.spends().into_iter().map(|name| (trip.rule.clone(), name));
            self.watched.spent.extend(names);
        }
        // A risk that goes on rising is not new when it asks again: days are counted from the first time.
        if !self.family.rising {
            self.triggered = None;
        }
    }

    fn hold(&mut self, decided: Timestamp, mut asked_for: f64, plain: bool) {
        let mut wait = slot_after(&mut self.chance);
        let mut unknown = unknown_items(asked_for, &mut self.chance);
        if self.arm == Arm::With && unknown >= 3 && !plain && self.chance.happens(0.6) {
            // The page shows what is not known, and the convener waits for it: a day at most.
            let gathers = self.chance.between(4.0, 24.0);
            asked_for += gathers;
            wait = wait.max(gathers);
            unknown = unknown_items(asked_for, &mut self.chance);
        }
        let at = decided + hours(wait);
        self.year.discussions += 1;
        self.year.of_quiet_families += usize::from(!self.family.rising);
        self.year.enough_known += usize::from(unknown < 3);
        self.year.reason_given += usize::from(unknown < 3 || self.arm == Arm::With);
        if self.held.is_none()
            && self.family.rising
            && let Some(triggered) = self.triggered
        {
            self.year.days.push(at.duration_since(triggered).as_secs_f64() / 86_400.0);
        }
        self.held = Some(at);
        self.watched.facts.clear();
        self.watched.answered.clear();
    }
}
