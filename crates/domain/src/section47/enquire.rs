//! What is done in an enquiry: the plan, the risks one by one, seeing the child, the child's own words, and what agencies say (domain.md 1.6).
//! Whatever is written is written at once and by anybody who works on it; nothing here waits for anything else.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Check, ChildSaid, FIRST_SEEN, Risk, RiskAnswer, Section47, Seen, Stage};
use crate::calendar::{Clock, Due, london};
use crate::form::page::{Need, Takes};
use crate::form::{Answers, PageForm};
use crate::id::Id;
use crate::pack::{EnquiryBy, Pack};
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;
use crate::strategy::EnquiryPlan;

/// The plan as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanAsked {
    /// The plan.
    pub plan: EnquiryPlan,
    /// The social worker who leads it.
    pub worker: Option<Id<Staff>>,
    /// Who enquires: nothing when it was not chosen.
    pub led: Option<EnquiryBy>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

/// The form in which the plan of an enquiry is changed.
pub const PLAN_FORM: PageForm = PageForm {
    id: "section47_plan",
    needs: &[
        Need::once("led", Takes::One(&["single", "joint", "police"])),
        Need::once("worker", Takes::OneOfPage),
        Need::once("see_by", Takes::Moment),
        Need::once("seen_by", Takes::Words),
        Need::once("place", Takes::Words),
        Need::once("with", Takes::Words),
        Need::once("language", Takes::Words),
        Need::once("interpreter", Takes::Words),
        Need::once("communication", Takes::Words),
        Need::once("capacity", Takes::Words),
        Need::once("intermediary", Takes::Words),
        Need::once("medical", Takes::Words),
        Need::once("interview", Takes::Words),
        Need::once("parents", Takes::Words),
    ],
    beside: &[],
};

/// What became of one risk, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RiskAsked {
    /// The risk's place in the record; nothing for one that came up in the enquiry.
    pub place: Option<usize>,
    /// The words of one that came up in the enquiry.
    pub named: String,
    /// Whether it was enquired into; nothing when nobody has said.
    pub enquired: Option<bool>,
    /// What was found; or why not.
    pub words: String,
    /// Who enquired.
    pub who: String,
    /// When.
    pub on: Option<Date>,
}

/// Somebody went to see the child, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenAsked {
    /// When.
    pub at: Option<Timestamp>,
    /// Whether the child was seen.
    pub seen: Option<bool>,
    /// Whether alone.
    pub alone: Option<bool>,
    /// By whom.
    pub who: String,
    /// Where.
    pub place: String,
    /// Who interpreted.
    pub interpreter: String,
    /// How the child looked and was.
    pub looked: String,
    /// Why not seen, or not alone.
    pub why: String,
    /// The child's day, and answers to whatever else the council asks.
    pub further: Option<Answers>,
}

/// The child's words, as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordsAsked {
    /// The day on which they were said.
    pub on: Option<Date>,
    /// Who heard them.
    pub heard_by: String,
    /// What the child was asked.
    pub asked: String,
    /// The words.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

/// A check as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckAsked {
    /// The check that is answered; nothing for a new one.
    pub place: Option<usize>,
    /// The agency.
    pub agency: String,
    /// Who was asked there.
    pub whom: String,
    /// The day on which it was asked.
    pub asked_on: Option<Date>,
    /// The day on which it answered.
    pub answered_on: Option<Date>,
    /// What it said.
    pub result: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

impl Section47 {
    /// Whether the enquiry can be worked on: nothing of it changes while an outcome waits or after it is authorised.
    pub(super) fn is_worked_on(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Open => Ok(()),
            Stage::ToAuthorise => Err(Refusal::NotNow(
                "The outcome waits for a manager. They can send it back, and then it can be changed.".into(),
            )),
            Stage::AwaitsConference | Stage::Ended => Err(Refusal::NotNow(
                "This enquiry has been authorised, and nothing of it changes any more.".into(),
            )),
        }
    }

    /// Changes the plan. The time by which the child is seen can be set once and brought forward; it is never put back.
    ///
    /// # Errors
    /// When the enquiry is not worked on any more, or the child would be seen later than was planned.
    pub fn planned(&self, asked: PlanAsked) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut section47 = self.clone();
        let planned = self.clock(FIRST_SEEN).and_then(|clock| clock.due);
        match (asked.plan.seen_by_when, planned) {
            (Some(see_by), None) => section47.see_by(see_by),
            (Some(see_by), Some(due)) if see_by < due.instant() => section47.see_by(see_by),
            (Some(see_by), Some(due)) if see_by > due.instant() => {
                let words = format!(
                    "The child was to be seen by {}. That can be brought forward, and not put back: if it cannot be kept, see the child as soon as you can and say why.",
                    london::moment_in_words(due.instant())
                );
                return Err(Refusal::field("see_by-date", words));
            }
            (Some(_), Some(_)) | (None, _) => {}
        }
        let seen_by_when = asked.plan.seen_by_when.or(self.plan.seen_by_when);
        section47.plan = EnquiryPlan { seen_by_when, ..asked.plan };
        section47.worker = asked.worker.or(self.worker);
        section47.led = asked.led.unwrap_or(self.led);
        section47.plan_further = asked.further.or(section47.plan_further);
        Ok(section47)
    }

    fn see_by(&mut self, see_by: Timestamp) {
        let started = self.initiated.at;
        for clock in self.clocks.iter_mut().filter(|clock| clock.timer == FIRST_SEEN) {
            *clock = Clock { met: clock.met, ..Clock::set_by_plan(FIRST_SEEN, started, Due::At(see_by)) };
        }
    }

    /// Says what became of risks. What is left open stays open; a risk that came up in the enquiry is added.
    ///
    /// # Errors
    /// When a tick stands without its words, or the enquiry is not worked on any more.
    pub fn risks_answered(
        &self,
        asked: Vec<RiskAsked>,
        by: Id<Staff>,
        now: Timestamp,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut section47 = self.clone();
        let mut problems = Vec::new();
        for one in asked {
            let number = one.place.unwrap_or(section47.risks.len());
            let answer = risk_answer(number, &one, by, now, &mut problems);
            match one.place {
                Some(place) => {
                    let Some(risk) = section47.risks.get_mut(place) else { return Err(Refusal::NotFound) };
                    risk.answer = answer.map(|answer| unchanged(risk.answer.take(), answer));
                }
                None if !one.named.trim().is_empty() => section47.risks.push(Risk {
                    named: None,
                    words: one.named.trim().to_owned(),
                    named_at: now,
                    answer,
                }),
                None => {}
            }
        }
        if problems.is_empty() { Ok(section47) } else { Err(Refusal::Invalid(problems)) }
    }

    /// With answers to the council's own questions about the risks.
    #[must_use]
    pub fn with_risks_further(self, further: Option<Answers>) -> Section47 {
        Section47 { risks_further: further.or(self.risks_further), ..self }
    }

    /// Somebody went to see the child. The first time the child is seen stops the clock.
    ///
    /// # Errors
    /// When it is not said when, by whom or where, or why the child was not seen or not alone.
    pub fn saw(&self, asked: SeenAsked, by: Id<Staff>, now: Timestamp) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = Vec::new();
        let at = asked.at;
        match at {
            None => problems.push(Problem::new("at-date", "Say on which day, and at what time.")),
            Some(at) if at > now => {
                problems.push(Problem::new("at-date", "This time lies ahead. Look at it again."));
            }
            Some(_) => {}
        }
        let Some(seen) = asked.seen else {
            problems.push(Problem::new("seen", "Say whether the child was seen."));
            return Err(Refusal::Invalid(problems));
        };
        let alone = seen && asked.alone == Some(true);
        if seen && asked.alone.is_none() {
            problems.push(Problem::new("alone", "Say whether the child was alone with whoever saw them."));
        }
        let mut needs = |field: &str, text: &str, words: &str| {
            if text.trim().is_empty() {
                problems.push(Problem::new(field, words));
            }
        };
        needs("who", &asked.who, "Write who went to see the child.");
        needs("place", &asked.place, "Write where.");
        if seen {
            needs("looked", &asked.looked, "Write how the child looked and was.");
        }
        if !alone {
            let words = if seen {
                "Say why the child was not seen alone."
            } else {
                "Say why the child was not seen."
            };
            needs("why", &asked.why, words);
        }
        let (true, Some(at)) = (problems.is_empty(), at) else { return Err(Refusal::Invalid(problems)) };
        let mut section47 = self.clone();
        section47.seen.push(Seen {
            at,
            seen,
            alone,
            who: asked.who,
            place: asked.place,
            interpreter: asked.interpreter,
            looked: asked.looked,
            why: asked.why,
            further: asked.further,
            by,
            written_at: now,
        });
        let first = section47.first_seen().map(|seen| seen.at);
        for clock in section47.clocks.iter_mut().filter(|clock| clock.timer == FIRST_SEEN) {
            clock.met = first.map(|first| first.max(clock.started));
        }
        Ok(section47)
    }

    /// The child's own words.
    ///
    /// # Errors
    /// When the words, the day or whoever heard them is missing.
    pub fn child_said(&self, asked: WordsAsked, by: Id<Staff>, now: Timestamp) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = Vec::new();
        if asked.words.trim().is_empty() {
            problems.push(Problem::new("words", "Write the child's words, as they were said."));
        }
        if asked.heard_by.trim().is_empty() {
            problems.push(Problem::new("heard_by", "Write who heard them."));
        }
        let on = past_day("on", asked.on, now, "Say on which day the child said it.", &mut problems);
        let (true, Some(on)) = (problems.is_empty(), on) else { return Err(Refusal::Invalid(problems)) };
        let mut section47 = self.clone();
        section47.words.push(ChildSaid {
            on,
            heard_by: asked.heard_by,
            asked: asked.asked,
            words: asked.words,
            further: asked.further,
            by,
            at: now,
        });
        Ok(section47)
    }

    /// Asks an agency outside the hub, or writes down what it answered.
    ///
    /// # Errors
    /// When the agency or the day is missing, or an answer has no words.
    pub fn checked(
        &self,
        asked: CheckAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = Vec::new();
        if pack.agency(&asked.agency).is_none() {
            problems.push(Problem::new("agency", "Choose the agency."));
        }
        let missing = "Say on which day it was asked.";
        let asked_on = past_day("asked_on", asked.asked_on, now, missing, &mut problems);
        if asked.answered_on.is_some_and(|day| day > london::date_of(now) || Some(day) < asked_on) {
            problems.push(Problem::new("answered_on", "It answered between the day it was asked and today."));
        }
        if asked.answered_on.is_some() == asked.result.trim().is_empty() {
            let field = if asked.answered_on.is_some() { "result" } else { "answered_on" };
            problems.push(Problem::new(field, "An answer has a day and words: write both, or neither yet."));
        }
        let (true, Some(asked_on)) = (problems.is_empty(), asked_on) else {
            return Err(Refusal::Invalid(problems));
        };
        let check = Check {
            agency: asked.agency,
            whom: asked.whom,
            asked_on,
            answered_on: asked.answered_on,
            result: asked.result,
            further: asked.further,
            by,
            at: now,
        };
        let mut section47 = self.clone();
        match asked.place {
            Some(place) => {
                let known = section47.checks.get_mut(place).ok_or(Refusal::NotFound)?;
                let further = check.further.or_else(|| known.further.take());
                *known = Check { further, ..check };
            }
            None => section47.checks.push(check),
        }
        Ok(section47)
    }
}

fn risk_answer(
    number: usize,
    asked: &RiskAsked,
    by: Id<Staff>,
    now: Timestamp,
    problems: &mut Vec<Problem>,
) -> Option<RiskAnswer> {
    let field = |field: &str| format!("risk-{number}-{field}");
    let Some(enquired) = asked.enquired else {
        if !asked.words.trim().is_empty() {
            problems.push(Problem::new(field("enquired"), "Say whether this risk was enquired into."));
        }
        return None;
    };
    if asked.words.trim().is_empty() {
        let words = if enquired {
            "Write what was found about this risk."
        } else {
            "Say why this risk was not enquired into."
        };
        problems.push(Problem::new(field("words"), words));
    }
    if enquired && asked.who.trim().is_empty() {
        problems.push(Problem::new(field("who"), "Write who enquired into this risk."));
    }
    if enquired {
        let missing = "Say on which day it was enquired into.";
        past_day(&field("on"), asked.on, now, missing, problems);
    }
    let (words, who) = (asked.words.trim().to_owned(), asked.who.trim().to_owned());
    Some(RiskAnswer { enquired, words, who, on: asked.on.filter(|_| enquired), by, at: now })
}

/// Whoever sends the page again without a change did not write the answer anew.
fn unchanged(before: Option<RiskAnswer>, now: RiskAnswer) -> RiskAnswer {
    match before {
        Some(before) if RiskAnswer { by: now.by, at: now.at, ..before.clone() } == now => before,
        _ => now,
    }
}

/// A day that has come, or a problem.
pub(super) fn past_day(
    field: &str,
    day: Option<Date>,
    now: Timestamp,
    missing: &str,
    problems: &mut Vec<Problem>,
) -> Option<Date> {
    match day {
        None => problems.push(Problem::new(field, missing)),
        Some(day) if day > london::date_of(now) => {
            problems.push(Problem::new(field, "This day lies ahead. Look at it again."));
        }
        Some(_) => {}
    }
    day
}
