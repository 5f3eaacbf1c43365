//! What the council's managers did with the prompts of the escalation watch: every working morning each answers most of what is asked of them; a few
//! wait, one has gone on to the service manager, and some were put today. It has dice of its own: whoever else makes the council's days is not moved by it.

use domain::calendar::london;
use domain::calendar::working_days::is_working_day;
use domain::watch::{AnswerAsked, Waits};
use jiff::civil::time;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::Stop;

use super::dice::Dice;
use super::make::Making;
use super::step::What;
use crate::watch::{self, PromptRow};

/// Those who answer in the morning.
const ANSWER: [&str; 4] = ["mash-manager", "manager2", "team-manager", "service-manager"];
/// A prompt that was put in these last hours still waits when the visitor comes.
const FRESH: SignedDuration = SignedDuration::from_hours(20);

const NOT_NEEDED: &[&str] = &[
    "Seen on Friday at school and at home: warm, fed, and the plan of help is kept. The health visitor goes every week.",
    "Read together with the school: each of these was told of the same quarrel; he has moved out and the locks are changed.",
    "Her worker saw her alone yesterday; what is told is known and stands in the plan. We look again at the next visit.",
];

const GATHER: &[(&str, &str)] = &[
    (
        "The school nurse and the police log of the weekend",
        "Both children sleep at their grandmother's until we know.",
    ),
    (
        "The hospital's letter and who was at home that night",
        "The father stays with his brother; the mother rings if he comes.",
    ),
];

impl Making<'_> {
    /// Plans each working morning of the council's time.
    pub(super) fn plan_watch(&mut self, begins: Timestamp) {
        let holidays = self.house.calendar.holidays.clone();
        let mut day = london::date_of(begins);
        while let Ok(next) = day.checked_add(1.day()) {
            day = next;
            let at = london::instant(day, time(9, 40, 0, 0));
            if at >= self.until {
                return;
            }
            if is_working_day(day, &holidays) {
                self.then(at, What::Watches);
            }
        }
    }

    /// What time has brought, and the morning's answers.
    pub(super) fn watches(&self, at: Timestamp) -> Result<(), Stop> {
        watch::pass_time(self.house)?;
        let mut dice = Dice::from_seed(at.as_second().unsigned_abs());
        for name in ANSWER {
            let session = self.session(name)?;
            for row in watch::prompts(&session)?.rows {
                if row.mine && self.is_answered(&row, at, &mut dice) {
                    self.answer_prompt(name, &row, at, &mut dice)?;
                }
            }
        }
        Ok(())
    }

    /// Most of what waits since yesterday; what is new today waits for the visitor.
    fn is_answered(&self, row: &PromptRow, at: Timestamp, dice: &mut Dice) -> bool {
        let prompt = &row.prompt.record;
        prompt.waits == Waits::Answer && self.until.duration_since(at) > FRESH && dice.in_hundred(80)
    }

    fn answer_prompt(&self, name: &str, row: &PromptRow, at: Timestamp, dice: &mut Dice) -> Result<(), Stop> {
        let session = self.session(name)?;
        let asked = if row.prompt.record.answers.is_empty() && dice.in_hundred(20) {
            let (from, safe) = *dice.pick(GATHER);
            let by = Some(at + SignedDuration::from_hours(6));
            AnswerAsked::GatherFirst { by, from: from.into(), safe: safe.into() }
        } else {
            AnswerAsked::NotNeeded { because: (*dice.pick(NOT_NEEDED)).into() }
        };
        let sending = self.sending(row.prompt.version.0);
        match watch::answer(&session, &sending, row.prompt.record.id, asked) {
            // Another answered it a moment ago, or may open it and this one may not.
            Ok(_) | Err(Stop::Refusal(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }
}
