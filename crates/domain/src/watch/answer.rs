//! A manager's answer to a prompt: hold now, gather first, or not needed because. It is part of the record, and from then on the rules count anew.

use jiff::{SignedDuration, Timestamp};

use super::prompt::{Answer, Answered, Cause, Closed, Prompt, Waits, moment};
use crate::calendar::Calendar;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The shortest reason.
const LEAST_WORDS: usize = 10;

/// An answer as it was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerAsked {
    /// A discussion is held now.
    HoldNow {
        /// What the manager adds; may be empty.
        words: String,
    },
    /// Something is found out first.
    GatherFirst {
        /// By when.
        by: Option<Timestamp>,
        /// What, and from whom.
        from: String,
        /// What keeps the child safe meanwhile.
        safe: String,
    },
    /// No discussion is needed.
    NotNeeded {
        /// Why.
        because: String,
    },
}

impl Prompt {
    /// The latest time until which "gather first" may last, when it is said now.
    pub fn gather_until(at: Timestamp, pack: &Pack) -> Timestamp {
        let hours = SignedDuration::from_hours(i64::from(pack.watch.gather_hours));
        at.checked_add(hours).unwrap_or(Timestamp::MAX)
    }

    /// Answers. "Gather first" lasts a day at most; a manager may say it again.
    pub fn answer(
        &self,
        asked: AnswerAsked,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Prompt, Refusal> {
        if let Some(closed) = &self.closed {
            return Err(Refusal::NotNow(format!("This prompt is closed. {}.", closed.cause.words())));
        }
        let mut prompt = self.clone();
        let what = match asked {
            AnswerAsked::HoldNow { words } => {
                let limit = pack.timer(&pack.watch.immediate_timer).map(|timer| timer.limit);
                prompt.due = limit.and_then(|limit| moment(limit, at, calendar));
                prompt.waits = Waits::Discussion;
                Answer::HoldNow { words: words.trim().to_owned() }
            }
            AnswerAsked::GatherFirst { by, from, safe } => {
                let until = gathered(by, &from, &safe, at, pack)?;
                prompt.due = Some(until);
                prompt.waits = Waits::Gathering;
                let again =
                    self.answers.iter().any(|answer| matches!(answer.what, Answer::GatherFirst { .. }));
                Answer::GatherFirst { by: until, from, safe, again }
            }
            AnswerAsked::NotNeeded { because } => {
                if because.trim().chars().count() < LEAST_WORDS {
                    let words = "Say why no strategy discussion is needed: what the facts mean for this child, and what makes it safe.";
                    return Err(Refusal::field("because", words));
                }
                prompt.due = None;
                prompt.closed = Some(Closed { at, cause: Cause::NotNeeded });
                Answer::NotNeeded { because }
            }
        };
        for trip in &mut prompt.trips {
            trip.considered = Some(at);
        }
        prompt.answers.push(Answered { by, at, what });
        Ok(prompt)
    }
}

fn gathered(
    by: Option<Timestamp>,
    from: &str,
    safe: &str,
    at: Timestamp,
    pack: &Pack,
) -> Result<Timestamp, Refusal> {
    let mut problems = Vec::new();
    let (latest, hours) = (Prompt::gather_until(at, pack), pack.watch.gather_hours);
    match by {
        None => problems.push(Problem::new("by", "Say by when it is gathered.")),
        Some(by) if by <= at => {
            problems.push(Problem::new("by", "This time has gone by. Give a time that is still to come."));
        }
        Some(by) if by > latest => {
            let words = format!(
                "Gather first lasts {hours} hours at most. A manager may say it again when they have gone by."
            );
            problems.push(Problem::new("by", words));
        }
        Some(_) => {}
    }
    if from.trim().is_empty() {
        problems.push(Problem::new("from", "Say what is gathered, and from whom."));
    }
    if safe.trim().is_empty() {
        problems.push(Problem::new("safe", "Say what keeps the child safe until then."));
    }
    match by.filter(|_| problems.is_empty()) {
        Some(by) => Ok(by),
        None => Err(Refusal::Invalid(problems)),
    }
}
