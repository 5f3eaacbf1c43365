//! How assessments are made, counted over many (domain.md 1.9 and 4.4): completeness by block, capacity to change judged with a test, what-if-nots, rework,
//! time to authorise, working days from the referral, the same child assessed again. They are made from what each record keeps: the mirror as it was
//! shown to whoever authorised it. Every number has the records behind it. No person is scored, and no text is measured by its length.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::mirror::{About, Asks, Mirror};
use super::{Assessment, DECISION};
use crate::calendar::{Calendar, london, working_days};
use crate::id::Id;
use crate::person::Person;

/// Below so many a share is told by its count alone: a percentage of few misleads.
pub const FEWEST_FOR_PERCENT: usize = 10;
/// Over how many months a further assessment counts as assessed again.
const AGAIN_MONTHS: i32 = 12;

/// A share, with the assessments behind those that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    /// How many it is so of.
    pub of: usize,
    /// Of how many.
    pub all: usize,
    /// The assessments of which it is so, each once.
    pub so: Vec<Id<Assessment>>,
    /// The assessments of which it is not so, each once.
    pub not: Vec<Id<Assessment>>,
}

/// Working days, one number an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// The assessments with their days, the longest last.
    pub each: Vec<(Id<Assessment>, u32)>,
}

/// The measures of one team, beside those of the others: a spread, not a rank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfTeam {
    /// How many were sent back at least once.
    pub rework: Share,
    /// How many were authorised within the statutory days of the referral.
    pub in_time: Share,
    /// Whose mirror had every line.
    pub whole: Share,
    /// Working days from the referral.
    pub days: Days,
}

/// The measures over the assessments that were authorised in a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// How many were authorised.
    pub authorised: usize,
    /// By block A to I: how many had every line of the block.
    pub blocks: BTreeMap<&'static str, Share>,
    /// Carers whose capacity to change was judged with a test, of all carers.
    pub capacity_tested: Share,
    /// Carers of whom there is no content, of all carers. A reason is no content.
    pub carers_without: Share,
    /// Things that need to happen that have a what-if-not and all the rest, of all of them.
    pub contingency: Share,
    /// How many were sent back at least once.
    pub rework: Share,
    /// Working days from the last submission to the authorisation.
    pub to_authorise: Days,
    /// Working days from the referral to the day it was complete.
    pub from_referral: Days,
    /// Working days from its start to the day it was complete.
    pub from_start: Days,
    /// Complete within the statutory days of the referral.
    pub in_time: Share,
    /// By team.
    pub by_team: BTreeMap<String, OfTeam>,
    /// Children who were assessed again within twelve months of the authorisation.
    pub again: Share,
}

/// What each number means, for the page.
pub const DEFINITIONS: &[(&str, &str)] = &[
    ("Authorised", "Assessments that a manager authorised in the time."),
    (
        "Complete in a block",
        "Every line of the quality mirror in that block was so when it was authorised. A reason why something is missing does not make it so.",
    ),
    (
        "Capacity judged with a test",
        "Carers of whom a judgement other than “not yet assessed” was given and a test described, of all carers.",
    ),
    (
        "Carers without content",
        "Carers of whom nothing was written, of all carers, fathers who live elsewhere and new partners too. Where it says why, it still counts.",
    ),
    (
        "What needs to happen, whole",
        "Things that need to happen that have a who, a when, a measure and a what-if-not, of all of them.",
    ),
    ("Rework", "Assessments that were sent back at least once before they were authorised."),
    ("Days to authorise", "Working days from the last submission to the authorisation."),
    (
        "Days from the referral",
        "Working days from the referral date to the day on which it was complete: authorised, and the family told or a reason why not. The limit of 45 counts so.",
    ),
    (
        "Days from the start",
        "Working days from the day it was begun. No limit counts so; it shows how long it waited before.",
    ),
    (
        "Assessed again",
        "Children of whom another assessment was begun within twelve months after this one was authorised.",
    ),
    ("Share", "Under ten a share is told by its count alone."),
];

impl Share {
    fn counts(&mut self, id: Id<Assessment>, is_so: bool) {
        self.all += 1;
        self.of += usize::from(is_so);
        let list = if is_so { &mut self.so } else { &mut self.not };
        if list.last() != Some(&id) {
            list.push(id);
        }
    }

    /// The share in whole per cent, rounded to the nearest; nothing where there are too few to say so.
    pub fn percent(&self) -> Option<usize> {
        (self.all >= FEWEST_FOR_PERCENT).then(|| (200 * self.of + self.all) / (2 * self.all))
    }

    /// In words: "43 per cent (30 of 70)", "3 of 7", "none yet".
    pub fn in_words(&self) -> String {
        match (self.all, self.percent()) {
            (0, _) => "none yet".to_owned(),
            (all, None) => format!("{} of {all}", self.of),
            (all, Some(percent)) => format!("{percent} per cent ({} of {all})", self.of),
        }
    }
}

impl Days {
    /// The middle one: of two in the middle the smaller.
    pub fn median(&self) -> Option<u32> {
        self.each.get(self.each.len().checked_sub(1)? / 2).map(|(_, days)| *days)
    }

    /// The longest.
    pub fn longest(&self) -> Option<u32> {
        self.each.last().map(|(_, days)| *days)
    }

    /// How many lie in each band: up to the first bound, up to the second, and so on; the last is what lies beyond all of them.
    pub fn bands(&self, bounds: &[u32]) -> Vec<(String, Vec<Id<Assessment>>)> {
        let mut bands = Vec::new();
        let mut from = 0;
        for bound in bounds {
            let within = self.each.iter().filter(|(_, days)| *days >= from && days <= bound);
            bands.push((format!("{from} to {bound}"), within.map(|(id, _)| *id).collect()));
            from = bound + 1;
        }
        let beyond = self.each.iter().filter(|(_, days)| *days >= from).map(|(id, _)| *id);
        bands.push((format!("{from} or more"), beyond.collect()));
        bands
    }

    fn sorted(mut self) -> Self {
        self.each.sort_by_key(|(id, days)| (*days, *id));
        self
    }
}

/// The measures over assessments that were authorised in a time. `begun` says of every assessment which children it is about and since when: by it a child
/// who was assessed again is known.
pub fn measures(
    authorised: &[Assessment],
    begun: &[(Id<Assessment>, Id<Person>, Date)],
    calendar: &Calendar,
) -> Measures {
    let mut found = Measures::default();
    for assessment in authorised {
        let Some(signed) = &assessment.authorised else { continue };
        found.authorised += 1;
        let id = assessment.id;
        blocks(&mut found, id, &signed.mirror);
        carers(&mut found, id, &signed.mirror);
        let returned = !assessment.returned.is_empty();
        found.rework.counts(id, returned);
        let team = found.by_team.entry(assessment.team.clone()).or_default();
        team.rework.counts(id, returned);
        team.whole.counts(id, signed.mirror.missing().next().is_none());
        let holidays = &calendar.holidays;
        let between = |from: Date, until: Date| working_days::between(from, until, holidays);
        if let Some(submission) = assessment.submission() {
            let days = between(london::date_of(submission.at), london::date_of(signed.at));
            found.to_authorise.each.push((id, days));
        }
        if let Some(on) = assessment.completed_on() {
            found.from_start.each.push((id, between(assessment.started_on(), on)));
            if let Some(clock) = assessment.clock(DECISION) {
                let days = between(london::date_of(clock.started), on);
                let in_time = clock.due.is_none_or(|due| on <= due.day());
                found.from_referral.each.push((id, days));
                found.in_time.counts(id, in_time);
                team.in_time.counts(id, in_time);
                team.days.each.push((id, days));
            }
        }
        again(&mut found.again, assessment, london::date_of(signed.at), begun);
    }
    finished(found)
}

fn finished(found: Measures) -> Measures {
    let by_team = found.by_team.into_iter();
    let by_team = by_team.map(|(team, of)| (team, OfTeam { days: of.days.sorted(), ..of })).collect();
    Measures {
        by_team,
        to_authorise: found.to_authorise.sorted(),
        from_referral: found.from_referral.sorted(),
        from_start: found.from_start.sorted(),
        ..found
    }
}

fn blocks(found: &mut Measures, id: Id<Assessment>, mirror: &Mirror) {
    let mut of_block: BTreeMap<&'static str, bool> = BTreeMap::new();
    for line in &mirror.lines {
        *of_block.entry(line.asks.block()).or_insert(true) &= line.is_so;
    }
    for (block, is_so) in of_block {
        found.blocks.entry(block).or_default().counts(id, is_so);
    }
}

fn carers(found: &mut Measures, id: Id<Assessment>, mirror: &Mirror) {
    let is_so = |asks: Asks, about: About| {
        mirror.lines.iter().any(|line| line.asks == asks && line.about == about && line.is_so)
    };
    for line in mirror.lines.iter().filter(|line| line.asks == Asks::CarerThere) {
        let tested = is_so(Asks::CapacityJudged, line.about) && is_so(Asks::CapacityTested, line.about);
        found.capacity_tested.counts(id, tested);
        // A line that says why nothing is known is so, and has no content.
        found.carers_without.counts(id, !line.is_so || !line.words.is_empty());
    }
    for line in mirror.lines.iter().filter(|line| line.asks == Asks::NeedWhole) {
        found.contingency.counts(id, line.is_so);
    }
}

fn again(
    share: &mut Share,
    assessment: &Assessment,
    signed_on: Date,
    begun: &[(Id<Assessment>, Id<Person>, Date)],
) {
    let until = signed_on.checked_add(AGAIN_MONTHS.months()).unwrap_or(Date::MAX);
    for assessed in &assessment.children {
        let later = |(id, child, on): &&(Id<Assessment>, Id<Person>, Date)| {
            *id != assessment.id && *child == assessed.child && *on >= signed_on && *on <= until
        };
        share.counts(assessment.id, begun.iter().any(|one| later(&one)));
    }
}
