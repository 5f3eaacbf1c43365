//! Child in need plans and closing in a story. A plan and a closing are named by their child: the child's latest.

use std::fmt::Write;

use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::child_in_need::{
    AgencyPart, AgreeAsked, ChildInNeedPlan, ChildSays, Decision, EndAsked, FamilyView, How, Outcome,
    PlanWords, ReviewAsked, Step as PlanStep,
};
use domain::closure::{Closure, CorrectAsked, DecideAsked, ProposeAsked, RulingAsked, StepDown, ToldAsked};
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Stop, Versioned};

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::Step;
use crate::child_in_need::{self, Asked, Sibling};
use crate::closure::{self, Measure};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out a step about a child in need plan; whether it was one.
    pub(super) fn need_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::NeedPlan(plan) => {
                let asked = self.plan_asked(session, plan)?;
                child_in_need::make(session, sending, self.child(&plan.child)?, &asked)?;
            }
            Act::ChangeNeedPlan(change) => {
                let known = self.need_plan(&change.child)?;
                let opened = known.version.0.saturating_sub(change.behind.unwrap_or_default());
                let mut words = known.record.now.words.clone();
                for (place, aim) in change.aim.iter().enumerate() {
                    let number = words.outcomes.get(place).map_or(0, |outcome| outcome.number);
                    let outcome = Outcome { number, ..outcome(aim)? };
                    match words.outcomes.get_mut(place) {
                        Some(known) => *known = outcome,
                        None => words.outcomes.push(outcome),
                    }
                }
                if let Some(contingency) = &change.contingency {
                    contingency.clone_into(&mut words.contingency);
                }
                let sending = Sending { opened, ..sending.clone() };
                child_in_need::change(session, &sending, known.record.id, (words, &change.why))?;
            }
            Act::ReviewNeedPlan(review) => {
                let known = self.need_plan(&review.child)?;
                let asked = review_asked(review, &known.record)?;
                let sending = Sending { opened: known.version.0, ..sending.clone() };
                child_in_need::review(session, &sending, known.record.id, asked)?;
            }
            Act::EndNeedPlan(end) => {
                let known = self.need_plan(&end.child)?;
                let asked =
                    EndAsked { on: day(&end.on)?, ending: end.ending.clone(), words: end.words.clone() };
                let sending = Sending { opened: known.version.0, ..sending.clone() };
                child_in_need::end(session, &sending, known.record.id, asked)?;
            }
            Act::AgreeNeedPlan(said) => {
                let known = self.need_plan(&said.child)?;
                let asked = AgreeAsked { agrees: said.agrees, words: said.words.clone() };
                let sending = Sending { opened: known.version.0, ..sending.clone() };
                child_in_need::agree(session, &sending, known.record.id, &asked)?;
            }
            Act::NeedPlansToAgree(_) => {
                let rows = child_in_need::to_agree(session)?;
                self.shown = Show { words: format!("{rows:?}"), found: Some(rows.len()), layer: None };
            }
            Act::ReadNeedPlan(of) => self.shown = self.read_need_plan(session, &of.child)?,
            Act::NeedPlans(_) => {
                let rows = child_in_need::list(session)?;
                self.shown = Show { words: format!("{rows:?}"), found: Some(rows.len()), layer: None };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The child's latest plan.
    fn need_plan(&self, child: &str) -> Result<Versioned<ChildInNeedPlan>, Stop> {
        let plans = child_in_need::of_child(&self.house.system(), self.child(child)?)?.plans;
        plans.into_iter().next().ok_or_else(|| unknown("child in need plan of", child).into())
    }

    fn plan_asked(&self, session: &Session<'_>, plan: &act::NeedPlan) -> Result<Asked, Stop> {
        let view = |thinks: &act::Thinks| FamilyView {
            who: thinks.who.clone(),
            answer: thinks.answer.clone(),
            agrees: false,
            view: thinks.view.clone(),
        };
        let part = |helps: &act::Helps| AgencyPart {
            agency: helps.agency.clone(),
            organisation: helps.organisation.clone(),
            part: helps.part.clone(),
        };
        let mut words = PlanWords {
            child: ChildSays {
                says: plan.says.clone(),
                shows: plan.shows.clone(),
                not_known: plan.not_known.clone(),
                ..ChildSays::default()
            },
            outcomes: plan.aim.iter().map(outcome).collect::<Result<_, _>>()?,
            contingency: plan.contingency.clone(),
            contingency_why: plan.contingency_why.clone(),
            agencies: plan.agency.iter().map(part).collect(),
            family: plan.family.iter().map(view).collect(),
            visit_days: plan.visit_days.unwrap_or(self.house.pack.child_in_need.visit_days),
            visit_why: String::new(),
            review_on: plan.review.as_deref().map(day).transpose()?,
            further: None,
        };
        if plan.taken_over {
            let begun = child_in_need::begun_from(session, self.child(&plan.child)?)?;
            words.outcomes.splice(0..0, begun.outcomes);
            if words.child.says.is_empty() {
                words.child.says = begun.says;
            }
        }
        let sibling = |one: &act::SiblingSays| -> Result<Sibling, Stop> {
            let says = ChildSays { says: one.says.clone(), ..ChildSays::default() };
            Ok(Sibling { child: self.child(&one.child)?, says })
        };
        let siblings = plan.siblings.iter().map(sibling).collect::<Result<_, _>>()?;
        Ok(Asked { started_on: day(&plan.started)?, words, siblings })
    }

    /// What a plan says, how it stands, and what the episode has of it.
    fn read_need_plan(&self, session: &Session<'_>, child: &str) -> Result<Show, Stop> {
        let known = self.need_plan(child)?;
        let view = child_in_need::view(session, known.record.id)?;
        let plan = &view.plan.record;
        let today = london::date_of(session.at);
        let standing = plan.standing(today, &self.house.pack.child_in_need);
        let mut words = format!("{} version {} {plan:?} ", standing.words(), plan.edition());
        if let Some(due) = plan.review_due() {
            let _ = write!(words, "review by {due} ");
        }
        let of_child = child_in_need::of_child(session, self.child(child)?)?;
        let lines = of_child.episode.map(|episode| episode.plans).unwrap_or_default();
        let _ = write!(words, "{} plans, episode {lines:?}", of_child.plans.len());
        Ok(Show { words, found: Some(view.together.len()), layer: None })
    }

    /// Carries out a step about closing; whether it was one.
    pub(super) fn closure_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::ProposeClosure(said) => self.propose_closure(session, sending, said)?,
            Act::DecideClosure(said) => {
                let (known, sending) = self.closure(&said.child, sending)?;
                let asked = DecideAsked {
                    ruling: RulingAsked::from_code(&said.ruling),
                    reasons: said.reasons.clone(),
                    risk: said.risk.clone(),
                    considered: said.considered.clone(),
                    held_on: said.held.as_deref().map(day).transpose()?,
                    considered_words: said.considered_words.clone(),
                    hand_to: said
                        .hand_to
                        .as_deref()
                        .map(|name| self.member(name))
                        .transpose()?
                        .map(|staff| staff.id),
                    further: None,
                };
                closure::decide(session, &sending, known.id, asked)?;
            }
            Act::CorrectClosure(said) => {
                let (known, sending) = self.closure(&said.child, sending)?;
                let asked = CorrectAsked {
                    open_again: Some(said.open_again),
                    on: said.on.as_deref().map(day).transpose()?,
                    reason: said.reason.clone(),
                    why: said.why.clone(),
                };
                closure::correct(session, &sending, known.id, asked)?;
            }
            Act::ToldOfClosure(said) => {
                let (known, sending) = self.closure(&said.child, sending)?;
                let place = known.to_tell.iter().position(|one| one.whom == said.whom);
                let place = place.ok_or_else(|| unknown("person to tell", &said.whom))?;
                let asked = ToldAsked { on: london::date_of(step.at), how: said.how.clone() };
                closure::tell(session, &sending, known.id, place, asked)?;
            }
            Act::AcceptStepDown(said) => {
                let (known, sending) = self.closure(&said.child, sending)?;
                closure::accept(session, &sending, known.id, (&said.by, london::date_of(step.at)))?;
            }
            _ => return self.closure_look(session, step),
        }
        Ok(true)
    }

    fn closure_look(&mut self, session: &Session<'_>, step: &Step) -> Result<bool, Stop> {
        self.shown = match &step.act {
            Act::ReadClosure(of) => {
                let (known, _) = self.closure(&of.child, &self.sending("", 0))?;
                let view = closure::view(session, known.id)?;
                let record = &view.closure.record;
                let mut words = format!("{} {record:?} {:?}", record.stage.words(), view.episode.closed_on);
                let _ = write!(words, " asks {:?}", view.episode.closing_questions(&record.proposal.reason));
                if let Some(back) = view.back_on {
                    let _ = write!(words, " stepped up again on {back}");
                }
                for letter in closure::letters(session, known.id).unwrap_or_default() {
                    let _ = write!(words, " letter {} to {}", letter.letter, letter.recipient.words());
                }
                let _ = write!(words, " allocated {}", view.allocated.len());
                Show { words, found: Some(record.proposal.outstanding.len()), layer: None }
            }
            Act::Closures(_) => {
                let (rows, _) = closure::waiting(session)?;
                Show { words: format!("{rows:?}"), found: Some(rows.len()), layer: None }
            }
            Act::ClosureMeasures(asked) => {
                let (from, until) = (day(&asked.from)?, day(&asked.until)?);
                let mut words = String::new();
                for measure in [Measure::StepUp, Measure::WithdrawnThenContact] {
                    let found = closure::measured(session, measure, from, until)?;
                    let _ = write!(words, "{}: {} of {}. ", measure.words(), found.back, found.of);
                }
                let whole = child_in_need::completeness(session, from, until)?;
                let _ = write!(
                    words,
                    "Plans with measures: {} of {}, with a contingency: {}.",
                    whole.measured, whole.plans, whole.contingency
                );
                Show { words, found: None, layer: None }
            }
            _ => return Ok(false),
        };
        Ok(true)
    }

    /// The child's latest closing, and a form opened at it.
    fn closure(&self, child: &str, sending: &Sending) -> Result<(Closure, Sending), Stop> {
        let system = self.house.system();
        let (found, _) = closure::of_child(&system, self.child(child)?)?;
        let known = found.into_iter().next().ok_or_else(|| unknown("closing of", child))?;
        let version = closure::view(&system, known.id)?.closure.version.0;
        Ok((known, Sending { opened: version, ..sending.clone() }))
    }

    fn propose_closure(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        said: &act::ProposeClosure,
    ) -> Result<(), Stop> {
        let asked = ProposeAsked {
            on: day(&said.on)?,
            reason: said.reason.clone(),
            because: said.because.clone(),
            changed: said.changed.clone(),
            child_says: said.says.clone(),
            risks: said.risks.clone(),
            in_mind: said.in_mind.clone(),
            consent: said.consent.clone(),
            consent_words: said.consent_words.clone(),
            family: said.family.clone(),
            step_down: StepDown {
                lead: said.lead.clone().unwrap_or_default(),
                organisation: said.organisation.clone(),
                agreed: said.agreed.is_some(),
                agreement: said.agreed.clone().unwrap_or_default(),
                contingency: said.contingency.clone(),
                met_on: None,
            },
            outstanding_words: said.outstanding.clone(),
            to_tell: said.tell.clone(),
            further: None,
        };
        if said.again {
            let (known, sending) = self.closure(&said.child, sending)?;
            return closure::propose_again(session, &sending, known.id, asked);
        }
        closure::propose(session, sending, self.child(&said.child)?, asked).map(drop)
    }
}

fn outcome(aim: &act::Aim) -> Result<Outcome, Refusal> {
    let by = aim.by.as_deref().map(day).transpose()?;
    let step = PlanStep { who: aim.who.clone(), what: aim.does.clone(), by };
    Ok(Outcome {
        number: 0,
        what: aim.what.clone(),
        steps: vec![step],
        measure: aim.measure.clone(),
        contingency: aim.contingency.clone(),
        without_why: aim.without.clone(),
    })
}

fn review_asked(review: &act::ReviewNeedPlan, plan: &ChildInNeedPlan) -> Result<ReviewAsked, Refusal> {
    let outcomes = plan.now.words.outcomes.iter().enumerate();
    let progress = outcomes.map(|(place, outcome)| {
        let how = review.progress.get(place).and_then(|how| How::from_code(how));
        (outcome.number, how, "Seen at visits, and by the school.".to_owned())
    });
    Ok(ReviewAsked {
        on: day(&review.on)?,
        progress: progress.collect(),
        child: ChildSays { says: review.says.clone(), ..ChildSays::default() },
        came: review.came.clone(),
        decision: Decision::from_code(&review.decision),
        reasons: review.reasons.clone(),
        ending: review.ending.clone(),
        next_on: review.next.as_deref().map(day).transpose()?,
        further: None,
    })
}

fn day(text: &str) -> Result<Date, Refusal> {
    parse_date(text).map_err(|wrong| Refusal::NotNow(format!("“{text}”: {wrong}")))
}
