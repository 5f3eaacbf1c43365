//! The order in which people are kept: by birth. Whoever is of one day, month or year stands together, so that every list of people
//! is in the order of births too, and the part of it that is of some years is found by halving.

use std::ops::Range;

use smallvec::SmallVec;

use crate::person::Person;

/// Births outside these days, 1850 to 2100, are kept as if on the nearest of them.
const FIRST: i32 = -43_830;
const LAST: i32 = 47_482;
/// A birth known no better than this, in days, is kept with those that are not known.
const VAGUE: i32 = 731;

/// Where somebody is kept: with a known day, with one known roughly, or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Day(i32),
    About(i32),
    Unknown,
}

impl Standing {
    pub(super) fn of(person: &Person) -> Standing {
        match person.born {
            Some((earliest, latest)) if earliest == latest => Standing::Day(clamped(earliest)),
            Some((earliest, latest)) if latest.saturating_sub(earliest) <= VAGUE => {
                Standing::About(clamped(earliest))
            }
            _ => Standing::Unknown,
        }
    }

    /// Whether a birth can have been between two days, or is not known, as [`Births::around`] has it.
    pub(super) fn is_around(self, (earliest, latest): (i32, i32)) -> bool {
        match self {
            Standing::Day(day) => clamped(earliest) <= day && day <= clamped(latest),
            Standing::About(day) => clamped(earliest.saturating_sub(VAGUE)) <= day && day <= clamped(latest),
            Standing::Unknown => true,
        }
    }
}

fn clamped(day: i32) -> i32 {
    day.clamp(FIRST, LAST)
}

/// How many were born in each month, roughly: of those who are in the index now.
#[derive(Debug, Clone, Default)]
pub(super) struct Months {
    counts: Vec<u32>,
    all: u32,
}

/// About a month, in days.
const MONTH: i32 = 30;

impl Months {
    pub(super) fn add(&mut self, person: &Person) {
        let Standing::Day(day) = Standing::of(person) else { return };
        let month = Months::month(day);
        if self.counts.len() <= month {
            self.counts.resize(month + 1, 0);
        }
        self.counts[month] += 1;
        self.all += 1;
    }

    pub(super) fn take(&mut self, person: &Person) {
        let Standing::Day(day) = Standing::of(person) else { return };
        if let Some(count) = self.counts.get_mut(Months::month(day)) {
            *count = count.saturating_sub(1);
            self.all = self.all.saturating_sub(1);
        }
    }

    fn month(day: i32) -> usize {
        usize::try_from((clamped(day) - FIRST) / MONTH).unwrap_or_default()
    }

    /// Which part of all whose birth is known was born between two days. Never nothing.
    pub(super) fn share(&self, earliest: i32, latest: i32) -> f32 {
        let (first, last) = (Months::month(earliest), Months::month(latest));
        let within = self.counts.iter().take(last + 1).skip(first);
        (within.sum::<u32>() as f32 + 1.0) / (self.all as f32 + 60.0)
    }

    pub(super) const fn bytes(&self) -> usize {
        self.counts.capacity() * 4
    }
}

/// Where the people of a day are kept.
#[derive(Debug, Clone, Default)]
struct Days {
    /// The first of each day from [`FIRST`], and one more.
    starts: Vec<u32>,
}

impl Days {
    /// Of days in their order, the first of them kept at `start`.
    fn of(days: impl Iterator<Item = i32>, start: u32) -> Days {
        let mut starts = Vec::new();
        let mut at = start;
        for day in days {
            let place = usize::try_from(day - FIRST).unwrap_or_default();
            while starts.len() <= place {
                starts.push(at);
            }
            at += 1;
        }
        starts.push(at);
        starts.shrink_to_fit();
        Days { starts }
    }

    fn start(&self, day: i32) -> u32 {
        let place = usize::try_from(day.saturating_sub(FIRST)).unwrap_or_default();
        self.starts.get(place).or(self.starts.last()).copied().unwrap_or_default()
    }

    fn between(&self, earliest: i32, latest: i32) -> Range<u32> {
        let (earliest, latest) = (clamped(earliest), clamped(latest));
        self.start(earliest)..self.start(latest + 1)
    }
}

/// Where the people of every day are kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Births {
    known: Days,
    about: Days,
    unknown: Range<u32>,
}

/// Places where people are kept, apart and in their order.
pub(super) type Window = SmallVec<[Range<u32>; 3]>;

impl Births {
    /// Of people in the order in which they are kept.
    pub(super) fn of(people: &[Person]) -> Births {
        let standing = || people.iter().map(Standing::of);
        let known = standing().map_while(|standing| match standing {
            Standing::Day(day) => Some(day),
            _ => None,
        });
        let known = Days::of(known, 0);
        let first = known.starts.last().copied().unwrap_or_default();
        let about = standing().skip(first as usize).map_while(|standing| match standing {
            Standing::About(day) => Some(day),
            _ => None,
        });
        let about = Days::of(about, first);
        let first = about.starts.last().copied().unwrap_or_default();
        Births { known, about, unknown: first..u32::try_from(people.len()).unwrap_or(u32::MAX) }
    }

    /// Everybody whose day of birth is known and between two days, both included.
    pub(super) fn of_days(&self, earliest: i32, latest: i32) -> Range<u32> {
        self.known.between(earliest, latest)
    }

    /// Everybody who can have been born between two days, both included.
    pub(super) fn around(&self, earliest: i32, latest: i32) -> Window {
        let about = self.about.between(earliest.saturating_sub(VAGUE), latest);
        [self.known.between(earliest, latest), about, self.unknown.clone()].into_iter().collect()
    }

    pub(super) const fn bytes(&self) -> usize {
        (self.known.starts.capacity() + self.about.starts.capacity()) * 4
    }
}
