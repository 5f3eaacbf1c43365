//! The balanced scorecard (Appendix B3): whether discussions are held at the right time is never one number. Sooner with nothing known, or later with
//! everybody there, each looks good on one line and bad on another; so all lines are counted together, over the same discussions, and each knows what it
//! was counted from.

use jiff::Timestamp;

use super::{Discussion, Moment};
use crate::calendar::{Calendar, due};
use crate::meeting::Meeting;
use crate::pack::Pack;
use crate::section47::{FIRST_SEEN, Finding, Section47};
use crate::watch::{Cause, Prompt};

/// A discussion that was held, with its meeting and the enquiries that it began.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldDiscussion {
    /// The discussion.
    pub discussion: Discussion,
    /// Its meeting.
    pub meeting: Option<Meeting>,
    /// The enquiries.
    pub enquiries: Vec<Section47>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Prompts of the watch that were answered in time.
    Answered,
    /// Days from the first trigger to the discussion.
    Days,
    /// Discussions for which enough was known, or a reason was given for not waiting.
    Ready,
    /// Discussions at which police, health and education were there.
    Attended,
    /// Children for whom an enquiry was decided.
    Enquired,
    /// Enquiries not substantiated, of discussions for which enough was known.
    NotSubstantiatedReady,
    /// Enquiries not substantiated, of discussions that did not wait for it.
    NotSubstantiatedEarly,
    /// Concluded enquiries that answer for every risk that was named.
    EveryRisk,
    /// Enquiries in which the child was seen by the time of the plan.
    Seen,
    /// Ended enquiries of which the family was told in time.
    Told,
}

impl Measure {
    /// Every line, in the order in which they are read.
    pub const ALL: [Measure; 10] = [
        Measure::Answered,
        Measure::Days,
        Measure::Ready,
        Measure::Attended,
        Measure::Enquired,
        Measure::NotSubstantiatedReady,
        Measure::NotSubstantiatedEarly,
        Measure::EveryRisk,
        Measure::Seen,
        Measure::Told,
    ];

    /// The code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Measure::Answered => "answered",
            Measure::Days => "days",
            Measure::Ready => "ready",
            Measure::Attended => "attended",
            Measure::Enquired => "enquired",
            Measure::NotSubstantiatedReady => "not_substantiated_ready",
            Measure::NotSubstantiatedEarly => "not_substantiated_early",
            Measure::EveryRisk => "every_risk",
            Measure::Seen => "seen",
            Measure::Told => "told",
        }
    }

    /// The measure with this code.
    pub fn from_code(code: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Measure::Answered => "What the watch asked, answered in time",
            Measure::Days => "Days from the first trigger to the discussion",
            Measure::Ready => "Enough known, or a reason for not waiting",
            Measure::Attended => "Police, health and education there",
            Measure::Enquired => "Children for whom a section 47 enquiry was decided",
            Measure::NotSubstantiatedReady => "Not substantiated, where enough was known",
            Measure::NotSubstantiatedEarly => "Not substantiated, where much was not known",
            Measure::EveryRisk => "Every risk enquired into or explained",
            Measure::Seen => "Child seen as the plan says",
            Measure::Told => "Family told in time",
        }
    }

    /// What is counted, and of what.
    pub const fn means(self) -> &'static str {
        match self {
            Measure::Answered => {
                "Of the prompts put in the time that were answered, closed by a discussion or went up: those answered or closed before they went up."
            }
            Measure::Days => {
                "From when the first rule tripped until the discussion was held, of discussions that a prompt asked for or that closed one. Half took no longer than the first figure, nine in ten no longer than the second."
            }
            Measure::Ready => {
                "Of the discussions held: those for which, when they were convened, fewer of the first items were unknown than the practice pack asks a reason for, or the reason stands there."
            }
            Measure::Attended => "Of the discussions held with a meeting: those at which every agency that the practice pack names was there, in the room or by telephone.",
            Measure::Enquired => "Of the children about whom something was decided: those for whom an enquiry begins.",
            Measure::NotSubstantiatedReady | Measure::NotSubstantiatedEarly => {
                "Of the authorised enquiries that such discussions began: those whose concerns were not substantiated. Many where enough was known may say that thresholds are low; many where much was not known, that families are drawn in too soon."
            }
            Measure::EveryRisk => "Of the enquiries with an outcome: those in which every risk that the discussion named was enquired into, or somebody said why not.",
            Measure::Seen => "Of the enquiries whose time for seeing the child has come: those in which the child was seen by then.",
            Measure::Told => "Of the authorised enquiries: those of which a parent or carer was told within the time of the practice pack.",
        }
    }
}

/// What stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// A prompt of the watch.
    Prompt(crate::id::Id<Prompt>),
    /// A discussion.
    Discussion(crate::id::Id<Discussion>),
    /// An enquiry.
    Enquiry(crate::id::Id<Section47>),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// What is counted.
    pub measure: Measure,
    /// What it was counted from, with whether each is one of those that count; for days, how many.
    pub counted: Vec<(Behind, bool, Option<f64>)>,
}

impl Score {
    /// How many count.
    pub fn part(&self) -> usize {
        self.counted.iter().filter(|(_, counts, _)| *counts).count()
    }

    /// Of how many.
    pub fn whole(&self) -> usize {
        self.counted.len()
    }

    /// The days below which this many in a hundred lie; nothing where no days are counted.
    pub fn days(&self, hundredths: usize) -> Option<f64> {
        let mut days: Vec<f64> = self.counted.iter().filter_map(|(_, _, days)| *days).collect();
        days.sort_by(f64::total_cmp);
        let place = (days.len() * hundredths).div_ceil(100).checked_sub(1)?;
        days.get(place).copied()
    }
}

/// Counts all lines.
pub fn scorecard(
    held: &[HeldDiscussion],
    prompts: &[Prompt],
    now: Timestamp,
    pack: &Pack,
    calendar: &Calendar,
) -> Vec<Score> {
    let line = |measure| Score { measure, counted: counted(measure, held, prompts, now, pack, calendar) };
    Measure::ALL.into_iter().map(line).collect()
}

fn counted(
    measure: Measure,
    held: &[HeldDiscussion],
    prompts: &[Prompt],
    now: Timestamp,
    pack: &Pack,
    calendar: &Calendar,
) -> Vec<(Behind, bool, Option<f64>)> {
    let discussions = |counts: &dyn Fn(&HeldDiscussion) -> Option<bool>| {
        let one = |held: &HeldDiscussion| Some((Behind::Discussion(held.discussion.id), counts(held)?, None));
        held.iter().filter_map(one).collect::<Vec<_>>()
    };
    let enquiries = |counts: &dyn Fn(&HeldDiscussion, &Section47) -> Option<bool>| {
        let of = |held: &HeldDiscussion| {
            let one = |enquiry: &Section47| Some((Behind::Enquiry(enquiry.id), counts(held, enquiry)?, None));
            held.enquiries.iter().filter_map(one).collect::<Vec<_>>()
        };
        held.iter().flat_map(of).collect::<Vec<_>>()
    };
    let unsubstantiated = |wanted: bool| {
        enquiries(&|held, enquiry| {
            let outcome = enquiry.authorised.as_ref().and(enquiry.outcome.as_ref())?;
            (enough(&held.discussion, pack) == wanted).then(|| outcome.finding == Finding::NotSubstantiated)
        })
    };
    match measure {
        Measure::Answered => prompts
            .iter()
            .filter_map(|prompt| Some((Behind::Prompt(prompt.id), in_time(prompt)?, None)))
            .collect(),
        Measure::Days => held
            .iter()
            .filter_map(|held| {
                let days = days(&held.discussion, prompts)?;
                Some((Behind::Discussion(held.discussion.id), true, Some(days)))
            })
            .collect(),
        Measure::Ready => discussions(&|held| {
            let reason = held.discussion.convened.as_ref().is_some_and(|convened| convened.urgency.is_some());
            Some(reason || enough(&held.discussion, pack))
        }),
        Measure::Attended => discussions(&|held| {
            let meeting = held.meeting.as_ref().filter(|meeting| meeting.ended_at.is_some())?;
            let there = |agency: &String| {
                meeting
                    .asked()
                    .any(|(_, asked)| asked.agency.as_ref() == Some(agency) && asked.was_there())
            };
            Some(pack.strategy.scorecard.agencies.iter().all(there))
        }),
        Measure::Enquired => {
            let of = |held: &HeldDiscussion| {
                let begins: Vec<bool> =
                    held.discussion.decisions.iter().map(|decision| decision.begins.is_some()).collect();
                begins.into_iter().map(|begins| (Behind::Discussion(held.discussion.id), begins, None)).collect::<Vec<_>>()
            };
            held.iter().filter(|held| held.discussion.decided.is_some()).flat_map(of).collect()
        }
        Measure::NotSubstantiatedReady => unsubstantiated(true),
        Measure::NotSubstantiatedEarly => unsubstantiated(false),
        Measure::EveryRisk => enquiries(&|_, enquiry| {
            enquiry.outcome.as_ref().map(|_| enquiry.open_risks().next().is_none())
        }),
        Measure::Seen => enquiries(&|_, enquiry| seen_in_time(enquiry, now)),
        Measure::Told => enquiries(&|_, enquiry| told_in_time(enquiry, pack, calendar)),
    }
}

/// Whether enough was known when it was convened: fewer of the first items unknown than the pack asks a reason for.
fn enough(discussion: &Discussion, pack: &Pack) -> bool {
    let frozen = discussion.known_at(Moment::Convened);
    frozen.is_some_and(|frozen| frozen.first_unknown < pack.strategy.ask_reason_from)
}

/// Whether a prompt was answered, or closed by a discussion, before it went up; nothing while its time runs.
fn in_time(prompt: &Prompt) -> Option<bool> {
    let answered = prompt.answers.iter().map(|answer| answer.at);
    let done = answered.chain(prompt.closed.iter().map(|closed| closed.at)).min();
    let climbed = prompt.climbs.iter().map(|climb| climb.at).min();
    match (done, climbed) {
        (None, None) => None,
        (done, climbed) => Some(done.is_some_and(|done| climbed.is_none_or(|climbed| done <= climbed))),
    }
}

/// From the first trigger of what asked for it, or of what it closed.
fn days(discussion: &Discussion, prompts: &[Prompt]) -> Option<f64> {
    let held = discussion.held_at?;
    let closes = |prompt: &Prompt| match prompt.closed.as_ref().map(|closed| &closed.cause) {
        Some(Cause::Held { discussion: by } | Cause::Superseded { discussion: by }) => *by == discussion.id.any(),
        Some(Cause::NotNeeded) | None => false,
    };
    let of = prompts.iter().filter(|prompt| discussion.prompts.contains(&prompt.id.any()) || closes(prompt));
    let triggered = of.map(Prompt::triggered_at).min()?;
    Some(held.duration_since(triggered).as_secs_f64() / 86_400.0)
}

/// Whether the child was seen by the time of the plan; nothing while there is time.
fn seen_in_time(enquiry: &Section47, now: Timestamp) -> Option<bool> {
    let due = enquiry.clock(FIRST_SEEN)?.due?;
    match enquiry.first_seen() {
        Some(seen) => Some(!due.is_past(seen.at)),
        None => due.is_past(now).then_some(false),
    }
}

/// Whether a parent or carer was told within the pack's time from the authorisation; nothing while it is not authorised.
fn told_in_time(enquiry: &Section47, pack: &Pack, calendar: &Calendar) -> Option<bool> {
    let authorised = enquiry.authorised.as_ref()?;
    let limit = due(pack.strategy.scorecard.family_told, authorised.at, calendar)?;
    let parents = enquiry.told.iter().filter(|told| pack.strategy.scorecard.family.contains(&told.whom));
    Some(parents.filter_map(|told| told.on).any(|on| on <= limit.day()))
}
