//! The day of a conference: never at a weekend (census rules 8870 and 8875), on a bank holiday only knowingly, later than fifteen working days only with
//! the cause. Moving it moves no clock but those of the reports, which count back from the day. And the reports that are given before it.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

use super::{
    CONFERENCE, Conference, Invited, Late, Planned, REPORT_TO_FAMILY, REPORT_TO_UNIT, ReportGiven, ReportTo,
    Stage, is_empty,
};
use crate::calendar::{Calendar, london};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::{COUNCIL, Pack};
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A day as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAsked {
    /// The day.
    pub on: Date,
    /// The hour.
    pub begins: Time,
    /// Whether the day may be a bank holiday, knowingly.
    pub bank_holiday: bool,
    /// Where.
    pub venue: String,
    /// The independent chair.
    pub chair: String,
    /// Who is asked.
    pub invited: Vec<Invited>,
    /// Why it is moved, when it had a day.
    pub moved_because: String,
    /// Why it is later than its limit, when it is.
    pub late: Late,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

impl Conference {
    /// Plans the day, or another day.
    pub fn plan(
        &self,
        by: Id<Staff>,
        asked: PlanAsked,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        self.must_wait()?;
        if self.stage == Stage::Needed {
            return Err(Refusal::NotNow(
                "Ask for the conference first: say what the worry is and what the family needs.".into(),
            ));
        }
        let mut problems = Vec::new();
        if let Some(words) = at_weekend(asked.on) {
            problems.push(Problem::new("on", words));
        } else if calendar.holidays.contains(asked.on) && !asked.bank_holiday {
            let words = format!(
                "{} is a bank holiday. Choose another day, or tick that it is meant.",
                london::weekday_in_words(asked.on)
            );
            problems.push(Problem::new("bank_holiday", words));
        }
        if london::instant(asked.on, asked.begins) < at {
            problems.push(Problem::new("on", "The conference cannot be planned for a time that is past. If it was held, record what it decided."));
        }
        let before = self.planned();
        let moved = before.is_some_and(|day| (day.on, day.begins) != (asked.on, asked.begins));
        if moved && is_empty(&asked.moved_because) {
            problems.push(Problem::new("moved_because", "Say why it is moved. The clock goes on as it was."));
        }
        if is_empty(&asked.venue) {
            problems.push(Problem::new("venue", "Say where it is held, or how to dial in."));
        }
        if is_empty(&asked.chair) {
            problems.push(Problem::new("chair", "Say who chairs: somebody independent of the child's team."));
        }
        problems.extend(invited_problems(&asked.invited, pack));
        let late = self.late_at(asked.on, &asked.late, pack, &mut problems);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut after = self.clone();
        after.stage = Stage::Planned;
        after.late = late.or(after.late);
        after.invited = asked.invited;
        let because = asked.moved_because.trim().to_owned();
        after.days.push(Planned {
            on: asked.on,
            begins: asked.begins,
            venue: asked.venue,
            chair: asked.chair,
            by,
            at,
            moved_because: Some(because).filter(|words| moved && !words.is_empty()),
            further: asked.further,
        });
        after.count_back_to(asked.on, pack, calendar)?;
        Ok(after)
    }

    /// The clocks of the reports count back from the day of the conference. One that was met stays met.
    fn count_back_to(&mut self, on: Date, pack: &Pack, calendar: &Calendar) -> Result<(), Refusal> {
        for timer in [REPORT_TO_FAMILY, REPORT_TO_UNIT] {
            let clock = pack.start(timer, london::start_of(on), calendar)?;
            match self.clocks.iter_mut().find(|known| known.timer == timer) {
                Some(known) if known.met.is_none() => *known = clock,
                Some(_) => {}
                None => self.clocks.push(clock),
            }
        }
        Ok(())
    }

    /// Why a conference on a day is later than its limit: asked when it is, and only once.
    pub(super) fn late_at(
        &self,
        on: Date,
        asked: &Late,
        pack: &Pack,
        problems: &mut Vec<Problem>,
    ) -> Option<Late> {
        let due = self.clock(CONFERENCE).and_then(|clock| clock.due)?;
        if on <= due.day() {
            return None;
        }
        let known = pack.conferences.late.iter().any(|cause| cause.code == asked.cause);
        if !known && self.late.is_some() && is_empty(&asked.cause) {
            return None;
        }
        if !known {
            let words = format!(
                "That is later than {}, the last day of its limit. Say why.",
                london::date_in_words(due.day())
            );
            problems.push(Problem::new("late", words));
        }
        Some(asked.clone())
    }

    /// The report was given to the family, or to the service that arranges conferences.
    pub fn report_given(
        &self,
        by: Id<Staff>,
        (to, on, how): (ReportTo, Date, String),
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        if self.stage != Stage::Planned && self.stage != Stage::Held {
            return Err(Refusal::NotNow("There is no day yet from which the reports are counted.".into()));
        }
        if on > london::date_of(at) {
            return Err(Refusal::field("on", "The day on which it was given cannot lie ahead."));
        }
        if to == ReportTo::Family && is_empty(&how) {
            return Err(Refusal::field("how", "Say to whom it was given and how, and in which language."));
        }
        let mut after = self.clone();
        after.meet(to.timer(), on);
        after.reports.push(ReportGiven { to, on, how, by, at });
        Ok(after)
    }
}

/// Words when a day is at a weekend.
pub(super) fn at_weekend(day: Date) -> Option<String> {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday).then(|| {
        format!(
            "{} is at a weekend, and no conference is held then. Choose another day.",
            london::weekday_in_words(day)
        )
    })
}

fn invited_problems(invited: &[Invited], pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, one) in invited.iter().enumerate() {
        let field = |name: &str| format!("invited-{place}-{name}");
        let agency = pack.agency(&one.agency);
        if agency.is_none() && one.agency != COUNCIL {
            problems.push(Problem::new(field("agency"), "Choose the agency."));
        } else if agency.is_some_and(|agency| agency.many) && is_empty(&one.organisation) {
            problems.push(Problem::new(field("organisation"), "Say which school, practice or service."));
        }
    }
    if invited.is_empty() {
        problems.push(Problem::new("invited-0-agency", "Say which agencies are asked to come."));
    }
    problems
}
