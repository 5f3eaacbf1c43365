//! One clock on one piece of work: when it started, how long there is, when it was met.
//!
//! A clock is computed from facts and never stored as a countdown. Nothing but its start, its limit and the moment it was met changes its
//! state: not who holds the work, not a transfer, not a correction elsewhere. A pause is reported beside the state, with its reason and the two
//! people who agreed it; it never moves the due moment and never hides that something is overdue (hazard H2: clock paused, child seen late).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Calendar, Due, Limit, due, london};
use crate::id::{Any, Id};
use crate::refusal::Refusal;

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which timer of the practice pack, such as `T01`.
    pub timer: String,
    /// When it started: the moment of the event, not of the entry.
    pub started: Timestamp,
    /// How long there is.
    pub limit: Limit,
    /// By when; nothing until the plan sets it.
    pub due: Option<Due>,
    /// When what it asks for was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Timestamp>,
    /// When it was paused, and why, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
}

/// A pause that the source of the limit provides for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// From when.
    pub from: Timestamp,
    /// Until when; nothing while it lasts.
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
    /// Who asked for it.
    pub asked_by: Id<Any>,
    /// Who agreed to it: somebody else.
    pub agreed_by: Id<Any>,
}

/// How a clock stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has set the day yet.
    NoDaySet,
    /// There is time, and it is not due today.
    Running,
    /// Due today and not yet late.
    DueToday,
    /// Not done, and the moment has gone by.
    Overdue,
    /// Done in time.
    Met,
    /// Done, too late.
    MetLate,
}

impl Clock {
    /// Starts a clock at the moment of the event.
    pub fn start(timer: impl Into<String>, started: Timestamp, limit: Limit, calendar: &Calendar) -> Self {
        let due = due(limit, started, calendar);
        Clock { timer: timer.into(), started, limit, due, met: None, pauses: Vec::new() }
    }

    /// Starts a clock whose due moment a plan or an order sets.
    pub fn set_by_plan(timer: impl Into<String>, started: Timestamp, due: Due) -> Self {
        let (due, pauses) = (Some(due), Vec::new());
        Clock { timer: timer.into(), started, limit: Limit::Set, due, met: None, pauses }
    }

    /// The same clock computed again from its facts: what a check of the record compares with.
    pub fn recomputed(&self, calendar: &Calendar) -> Self {
        let due = due(self.limit, self.started, calendar).or(self.due);
        Clock { due, ..self.clone() }
    }

    /// How it stands at `now`. What was done after `now` is not yet known then.
    pub fn state(&self, now: Timestamp) -> State {
        match (self.met.filter(|met| *met <= now), self.due) {
            (Some(met), Some(due)) if due.is_past(met) => State::MetLate,
            (Some(_), _) => State::Met,
            (None, None) => State::NoDaySet,
            (None, Some(due)) if due.is_past(now) => State::Overdue,
            (None, Some(due)) if due.day() == london::date_of(now) => State::DueToday,
            (None, Some(_)) => State::Running,
        }
    }

    /// The pause that holds at `now`, if any.
    pub fn paused_at(&self, now: Timestamp) -> Option<&Pause> {
        self.pauses.iter().find(|pause| pause.from <= now && pause.until.is_none_or(|until| now < until))
    }

    /// Notes a pause. Refused without a reason, without a second person, or while another pause lasts.
    pub fn pause(
        &mut self,
        from: Timestamp,
        reason: &str,
        asked_by: Id<Any>,
        agreed_by: Id<Any>,
    ) -> Result<(), Refusal> {
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why the clock is paused."));
        }
        if asked_by == agreed_by {
            return Err(Refusal::field("agreed_by", "Somebody else must agree to pausing the clock."));
        }
        if self.pauses.iter().any(|pause| pause.until.is_none_or(|until| from < until)) {
            return Err(Refusal::NotNow("The clock is paused already.".to_owned()));
        }
        self.pauses.push(Pause { from, until: None, reason: reason.to_owned(), asked_by, agreed_by });
        Ok(())
    }

    /// Ends the pause that lasts. Refused when there is none.
    pub fn resume(&mut self, at: Timestamp) -> Result<(), Refusal> {
        match self.pauses.last_mut() {
            Some(pause) if pause.until.is_none() => {
                pause.until = Some(at.max(pause.from));
                Ok(())
            }
            _ => Err(Refusal::NotNow("The clock is not paused.".to_owned())),
        }
    }

    /// How it stands, for a page: "due 15:00", "overdue 40 minutes, paused", "done 4 September 2026 at 15:00", "done 2 working days late".
    pub fn in_words(&self, now: Timestamp, calendar: &Calendar) -> String {
        let words = match (self.state(now), self.due, self.met) {
            (State::Met, _, Some(met)) => return format!("done {}", london::moment_in_words(met)),
            (State::MetLate, Some(due), Some(met)) => return met_late(due, met, calendar),
            (_, Some(due), _) => due.in_words(now, calendar),
            (_, None, _) => "no day set".to_owned(),
        };
        if self.paused_at(now).is_some() { words + ", paused" } else { words }
    }
}

/// Done after the due day but before work began again is late by no working day at all: it is said by its own moment.
fn met_late(due: Due, met: Timestamp, calendar: &Calendar) -> String {
    let late = due.late_by(met, calendar);
    if late.starts_with("since") {
        return format!("done late, {}", london::moment_in_words(met));
    }
    format!("done {late} late")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn contact_decision(met: Option<&str>) -> Clock {
        let mut clock =
            Clock::start("T01", at("2026-09-03T10:00:00+01:00"), Limit::WorkingDays(1), &Calendar::england());
        clock.met = met.map(at);
        clock
    }

    #[test]
    fn a_clock_stands_as_its_facts_say() {
        fn check(met: Option<&str>, now: &str, state: State, words: &str) {
            let clock = contact_decision(met);
            assert_eq!(clock.state(at(now)), state, "{met:?} at {now}");
            assert_eq!(clock.in_words(at(now), &Calendar::england()), words);
        }
        check(None, "2026-09-03T10:00:00+01:00", State::Running, "due tomorrow");
        check(None, "2026-09-04T00:00:00+01:00", State::DueToday, "due today");
        check(None, "2026-09-04T23:59:59+01:00", State::DueToday, "due today");
        check(None, "2026-09-05T00:00:00+01:00", State::Overdue, "overdue since Friday 4 September");
        check(None, "2026-09-08T10:00:00+01:00", State::Overdue, "overdue 2 working days");
        let in_time = Some("2026-09-04T23:59:59+01:00");
        check(in_time, "2026-09-09T10:00:00+01:00", State::Met, "done 4 September 2026 at 23:59");
        check(in_time, "2026-09-04T10:00:00+01:00", State::DueToday, "due today");
        let late = "2026-09-09T10:00:00+01:00";
        check(Some("2026-09-08T09:00:00+01:00"), late, State::MetLate, "done 2 working days late");
        check(
            Some("2026-09-05T09:00:00+01:00"),
            late,
            State::MetLate,
            "done late, 5 September 2026 at 09:00",
        );
    }

    #[test]
    fn a_plan_sets_the_day_where_there_is_no_number() {
        let started = at("2026-09-03T10:00:00+01:00");
        let clock = Clock::start("T42", started, Limit::Set, &Calendar::england());
        assert_eq!(clock.state(started), State::NoDaySet);
        assert_eq!(clock.in_words(started, &Calendar::england()), "no day set");
        let set = Clock::set_by_plan("T42", started, Due::EndOf(jiff::civil::date(2026, 9, 10)));
        assert_eq!(set.in_words(started, &Calendar::england()), "due Thursday 10 September");
        assert_eq!(set.recomputed(&Calendar::england()), set);
    }

    #[test]
    fn a_pause_has_a_reason_and_two_people_and_moves_nothing() {
        let (asking, agreeing) = (Id::from_bits(1), Id::from_bits(2));
        let mut clock = contact_decision(None);
        let due = clock.due;
        let pause_at = at("2026-09-03T12:00:00+01:00");
        assert!(clock.pause(pause_at, " ", asking, agreeing).is_err());
        assert!(clock.pause(pause_at, "awaiting proof of identity", asking, asking).is_err());
        assert!(clock.resume(pause_at).is_err());
        clock.pause(pause_at, "awaiting proof of identity", asking, agreeing).unwrap();
        assert!(clock.pause(pause_at, "again", asking, agreeing).is_err());

        let later = at("2026-09-08T10:00:00+01:00");
        assert_eq!(clock.due, due);
        assert_eq!(clock.state(later), State::Overdue);
        assert_eq!(clock.in_words(later, &Calendar::england()), "overdue 2 working days, paused");
        clock.resume(later).unwrap();
        assert_eq!(clock.paused_at(later), None);
        assert_eq!(clock.in_words(later, &Calendar::england()), "overdue 2 working days");

        // A second pause may begin when the first has ended, not before; and none ends before it began.
        assert!(clock.pause(pause_at, "again", asking, agreeing).is_err());
        clock.pause(later, "again", asking, agreeing).unwrap();
        clock.resume(pause_at).unwrap();
        assert_eq!(clock.pauses.last().unwrap().until, Some(later));
    }

    #[test]
    fn the_ledger_keeps_a_clock() {
        let clock = contact_decision(Some("2026-09-04T12:00:00+01:00"));
        let json = serde_json::to_string(&clock).unwrap();
        assert_eq!(
            json,
            r#"{"timer":"T01","started":"2026-09-03T09:00:00Z","limit":{"limit":1,"unit":"working day"},"due":{"end_of":"2026-09-04"},"met":"2026-09-04T11:00:00Z"}"#
        );
        assert_eq!(serde_json::from_str::<Clock>(&json).unwrap(), clock);
    }
}
