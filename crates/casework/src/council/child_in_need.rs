//! The invented council's child in need plans and closings: one that moves with an outcome that stands still, one whose review is overdue, one that stepped
//! down to early help which nobody has accepted yet, and one whose family withdrew consent and whose closing waits for a manager.

use domain::calendar::{london, working_days};
use domain::child_in_need::{
    AgencyPart, ChildInNeedPlan, ChildSays, Decision, EndAsked, FamilyView, How, Outcome, PlanWords,
    ReviewAsked, Step,
};
use domain::closure::{Closure, DecideAsked, ProposeAsked, RulingAsked, StepDown};
use domain::id::Id;
use domain::person::Person;
use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use store::Stop;

use super::make::{Making, kept};
use super::step::What;
use crate::child_in_need::{self, Asked};
use crate::closure;

/// What happens about plans and closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A plan is made.
    Made,
    /// The first is reviewed and goes on.
    Reviewed,
    /// One is reviewed and ends: early help goes on.
    SteppedDown,
    /// A manager agrees to that.
    Closed,
    /// A family withdraws, and the worker proposes to close.
    Withdrawn,
}

/// The plans made so far, each with the child and the worker.
#[derive(Debug, Default)]
pub(super) struct InNeed {
    plans: Vec<(Id<ChildInNeedPlan>, Id<Person>, &'static str)>,
    stepped_down: Option<Id<Closure>>,
}

/// How many plans are made: one for each thing that is shown.
const PLANS: usize = 4;

impl Making<'_> {
    pub(super) fn plan_child_in_need(&mut self) {
        let today = london::date_of(self.until);
        let before = |days: i64, hour: i8| -> Timestamp {
            let day = today.checked_sub(Span::new().days(days)).unwrap_or(today);
            let day = working_days::subtract(day, 1, &self.house.calendar.holidays);
            london::instant(day, Time::constant(hour, 20, 0, 0))
        };
        let moments = [
            (Moment::Made, before(56, 14)),
            (Moment::Made, before(49, 15)),
            (Moment::Made, before(35, 11)),
            (Moment::Made, before(28, 16)),
            (Moment::Reviewed, before(15, 14)),
            (Moment::SteppedDown, before(9, 15)),
            (Moment::Closed, before(8, 10)),
            (Moment::Withdrawn, before(1, 15)),
        ];
        for (moment, at) in moments {
            self.then(at, What::InNeed(moment));
        }
    }

    pub(super) fn in_need_happens(&mut self, moment: Moment) -> Result<(), Stop> {
        let today = london::date_of(self.house.now());
        match moment {
            Moment::Made => self.need_plan_made(today),
            Moment::Reviewed => self.need_plan_reviewed(0, today, Decision::GoOn),
            Moment::SteppedDown => {
                self.need_plan_reviewed(2, today, Decision::EarlyHelp)?;
                self.closing_proposed(2, today, true)
            }
            Moment::Closed => self.closing_agreed(),
            Moment::Withdrawn => {
                let Some((plan, _, worker)) = self.in_need.plans.get(3).copied() else { return Ok(()) };
                let session = self.session(worker)?;
                let Some(view) = kept(child_in_need::view(&session, plan))? else { return Ok(()) };
                let asked = EndAsked {
                    on: today,
                    ending: "consent_withdrawn".into(),
                    words: "The mother says that she has had enough of visits.".into(),
                };
                let sending = self.sending(view.plan.version.0);
                kept(child_in_need::end(&session, &sending, plan, asked))?;
                self.closing_proposed(3, today, false)
            }
        }
    }

    /// The next child with a worker and an open episode, and no plan yet.
    fn need_plan_made(&mut self, today: Date) -> Result<(), Stop> {
        if self.in_need.plans.len() >= PLANS {
            return Ok(());
        }
        // Children of the team whose manager a visitor can be come first: what waits for a manager waits for one who can be met.
        let (others, first): (Vec<_>, Vec<_>) = self
            .allocated
            .iter()
            .rev()
            .copied()
            .partition(|(_, worker)| !matches!(*worker, "social-worker" | "worker2"));
        for (child, worker) in first.into_iter().chain(others) {
            if self.in_need.plans.iter().any(|(_, known, _)| *known == child) {
                continue;
            }
            let session = self.session(worker)?;
            let asked = Asked { started_on: today, words: words(), siblings: Vec::new() };
            if let Some(plan) = kept(child_in_need::make(&session, &self.sending(0), child, &asked))? {
                self.in_need.plans.push((plan, child, worker));
                return Ok(());
            }
        }
        Ok(())
    }

    fn need_plan_reviewed(&self, number: usize, today: Date, decision: Decision) -> Result<(), Stop> {
        let Some((plan, _, worker)) = self.in_need.plans.get(number).copied() else { return Ok(()) };
        let session = self.session(worker)?;
        let Some(view) = kept(child_in_need::view(&session, plan))? else { return Ok(()) };
        let ends = decision.ends();
        let how = |number: u32| match (ends, number) {
            (true, _) => How::Met,
            (false, 1) => How::Moving,
            (false, _) => How::NotMoving,
        };
        let outcomes = &view.plan.record.now.words.outcomes;
        let progress = outcomes.iter().map(|outcome| {
            let words = match how(outcome.number) {
                How::Met => "Seen at every visit, and the school says the same.",
                How::Moving => "Three mornings of five, up from one.",
                How::NotMoving | How::Worse => "The second appointment was missed as well.",
            };
            (outcome.number, Some(how(outcome.number)), words.to_owned())
        });
        let says = if ends {
            "“I don’t need you to come any more.”"
        } else {
            "“Mornings are better. Nights not.”"
        };
        let asked = ReviewAsked {
            on: today,
            progress: progress.collect(),
            child: ChildSays { says: says.into(), ..ChildSays::default() },
            came: "The mother, the school nurse, the head of year. The father was asked and did not come."
                .into(),
            decision: Some(decision),
            reasons: if ends {
                "What the plan was for is reached, and the family wants the family hub to go on.".into()
            } else {
                "Getting up and to school moves; the nights do not, and the father has not been spoken to."
                    .into()
            },
            ending: String::new(),
            next_on: None,
            further: None,
        };
        kept(child_in_need::review(&session, &self.sending(view.plan.version.0), plan, asked)).map(drop)
    }

    fn closing_proposed(&mut self, number: usize, today: Date, steps_down: bool) -> Result<(), Stop> {
        let Some((_, child, worker)) = self.in_need.plans.get(number).copied() else { return Ok(()) };
        let session = self.session(worker)?;
        let asked = if steps_down { down(today) } else { withdrawn(today) };
        let made = kept(closure::propose(&session, &self.sending(0), child, asked))?;
        if steps_down {
            self.in_need.stepped_down = made;
        }
        Ok(())
    }

    fn closing_agreed(&self) -> Result<(), Stop> {
        let Some(closure) = self.in_need.stepped_down else { return Ok(()) };
        for manager in ["team-manager", "service-manager"] {
            let session = self.session(manager)?;
            let Some(view) = kept(closure::view(&session, closure))? else { continue };
            let asked = DecideAsked {
                ruling: Some(RulingAsked::Close),
                reasons: "The outcomes are reached, the family agrees and has somebody by name.".into(),
                risk: "Low: what worried us has not been seen for six weeks.".into(),
                considered: "not_needed".into(),
                held_on: None,
                considered_words: "Nothing new from police, health or school.".into(),
                hand_to: None,
                further: None,
            };
            let sending = self.sending(view.closure.version.0);
            if kept(closure::decide(&session, &sending, closure, asked))?.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn words() -> PlanWords {
    let aim = |what: &str, who: &str, does: &str, measure: &str, contingency: &str| Outcome {
        number: 0,
        what: what.into(),
        steps: vec![Step { who: who.into(), what: does.into(), by: None }],
        measure: measure.into(),
        contingency: contingency.into(),
        without_why: "The day is agreed at the first meeting.".into(),
    };
    PlanWords {
        child: ChildSays {
            says: "“I am always late and everybody looks.”".into(),
            shows: "Tired at school, falls asleep after lunch.".into(),
            ..ChildSays::default()
        },
        outcomes: vec![
            aim(
                "The child is at school on time and has eaten.",
                "The mother",
                "sets the alarm and walks to the corner",
                "The register: four days of five on time for three weeks.",
                "The school nurse and the worker meet within the week.",
            ),
            aim(
                "The child sleeps through the night in their own bed.",
                "The health visitor",
                "sees the mother about nights, at home",
                "What the child says, and the sleep diary.",
                "We ask what happens at night, and whether the child is safe there.",
            ),
        ],
        contingency:
            "If two outcomes stand still at a review, we ask whether a strategy discussion is needed.".into(),
        agencies: vec![AgencyPart {
            agency: "school".into(),
            organisation: "Elm Grove Primary".into(),
            part: "Breakfast each morning, and a call to the worker by noon when the child is not there."
                .into(),
        }],
        family: vec![
            FamilyView {
                who: "The mother".into(),
                answer: "agreed".into(),
                view: "She wants mornings without shouting.".into(),
                agrees: false,
            },
            FamilyView {
                who: "The father".into(),
                answer: "not_asked".into(),
                view: "He works away; the worker rings him on Thursday.".into(),
                agrees: false,
            },
        ],
        visit_days: 28,
        ..PlanWords::default()
    }
}

fn down(today: Date) -> ProposeAsked {
    ProposeAsked {
        on: today,
        reason: "RC7".into(),
        because: "early_help".into(),
        changed: "On time at school for a month, sleeping, and asking friends home.".into(),
        child_says: "“I don’t need you to come any more.”".into(),
        risks: "The mother is alone with three children. If she is ill, mornings break first.".into(),
        in_mind: "Ms Ferris, head of year: she sees the child each morning, and rings the hub.".into(),
        consent: "agrees".into(),
        consent_words: String::new(),
        family: "The mother and the child were told at the last meeting.".into(),
        step_down: StepDown {
            lead: "Maud Okoro".into(),
            organisation: "Larkhill family hub".into(),
            agreed: true,
            agreement: "The mother, at the last meeting".into(),
            contingency: "Maud Okoro rings the front door the same day.".into(),
            met_on: Some(today),
        },
        outstanding_words: "Each is followed by the family hub; the worker answers what is asked of us."
            .into(),
        to_tell: vec!["The mother".into(), "Elm Grove Primary".into(), "The health visitor".into()],
        further: None,
    }
}

fn withdrawn(today: Date) -> ProposeAsked {
    ProposeAsked {
        on: today,
        reason: "RC7".into(),
        because: "consent_withdrawn".into(),
        changed: "Less than we hoped: mornings are as before.".into(),
        child_says: "Nobody could ask: the mother did not open the door.".into(),
        risks: "Nights are not understood, and the father was never spoken to.".into(),
        in_mind: "The school, which rings when the child is not there.".into(),
        consent: "withdrawn".into(),
        consent_words: "The mother rang and said that we should not come again.".into(),
        family: "The mother was told on the telephone that a manager decides.".into(),
        step_down: StepDown::default(),
        outstanding_words: "Each goes on without us or is answered before we close.".into(),
        to_tell: vec!["The mother".into(), "Elm Grove Primary".into()],
        further: None,
    }
}
