//! Safety plans and children's own plans in a story.

use std::fmt::Write;

use domain::calendar::typed::parse_date;
use domain::form::{Answer, Answers, Form};
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::person::known::Known;
use domain::refusal::Refusal;
use domain::safety_plan::own::{ChildSaid, OwnLine, OwnPartWords, OwnWords, Promise};
use domain::safety_plan::{
    Agreement, CheckAsked, CopyAsked, CopyOf, Holder, How, PlanAction, PlanWords, SafetyPlan, WithheldAsked,
};
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::handover::downtime::downtime;
use crate::safety_plan::{self, Asked};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// An act about a safety plan or a child's own plan; whether it was one.
    pub(super) fn safety_plan_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::MakePlan(plan) => {
                let others = plan.others.iter().map(|name| self.child(name)).collect::<Result<_, _>>()?;
                let asked = Asked { others, words: self.plan_words(plan, step.at)? };
                safety_plan::make(session, sending, self.child(&plan.child)?, asked)?;
            }
            Act::NextPlan(next) => self.next_plan(session, sending, next, step.at)?,
            Act::EndPlan(end) => {
                safety_plan::end(session, sending, self.plan(&end.child)?, &end.ending, &end.reason)?;
            }
            Act::CheckPlan(check) => {
                let next = check.next.as_deref().map(|next| time(next, step.at)).transpose()?;
                let asked = CheckAsked {
                    kept: Some(check.kept),
                    seen: check.seen.clone(),
                    done: check.done.clone(),
                    looked_at: None,
                    next,
                };
                safety_plan::check(session, sending, self.plan(&check.child)?, asked)?;
            }
            Act::AgreePlan(said) => {
                safety_plan::agree(session, sending, self.plan(&said.child)?, &said.words)?;
            }
            Act::ExplainPlan(said) => {
                safety_plan::explain(session, sending, self.plan(&said.child)?, &said.words)?;
            }
            Act::GivePlan(give) => {
                let asked = CopyAsked { to: holder(give), of: Some(CopyOf::Family) };
                safety_plan::give(session, sending, self.plan(&give.child)?, asked)?;
            }
            Act::WithholdPlan(from) => {
                let asked = WithheldAsked { from: holder(from), why: from.why.clone() };
                safety_plan::withhold(session, sending, self.plan(&from.child)?, asked)?;
            }
            Act::LiftPlan(lift) => {
                let place = lift.number.unwrap_or(1).saturating_sub(1);
                safety_plan::lift(session, sending, self.plan(&lift.child)?, place, &lift.words)?;
            }
            Act::OwnPlan(own) => {
                safety_plan::write_own(session, sending, self.child(&own.child)?, own_words(own, step.at)?)?;
            }
            Act::PromiseLooked(looked) => {
                let (place, said) =
                    (looked.number.saturating_sub(1), (Some(looked.kept), looked.words.as_str()));
                safety_plan::look_at_promise(session, sending, self.child(&looked.child)?, place, said)?;
            }
            _ => return self.safety_plan_look(session, step),
        }
        Ok(true)
    }

    /// Somebody looks at plans.
    fn safety_plan_look(&mut self, session: &Session<'_>, step: &Step) -> Result<bool, Stop> {
        self.shown = match &step.act {
            Act::ReadPlan(of) => self.read_plan(session, &of.child)?,
            Act::SafetyPlans(_) => {
                let rows = safety_plan::list(session)?;
                Show { words: format!("{rows:?}"), found: Some(rows.len()), layer: None }
            }
            Act::PlanDesk(_) => {
                let desk = safety_plan::on_my_desk(session)?;
                Show { words: format!("{desk:?}"), found: Some(desk.mine.len()), layer: None }
            }
            Act::DowntimePack(_) => {
                let pack = downtime(session)?;
                let plans = pack.sections.iter().find(|section| section.name == "safety-plans");
                let found = plans.map(|section| section.entries.len());
                Show { words: format!("{plans:?}"), found, layer: None }
            }
            Act::ReadOwnPlan(of) => {
                let view = safety_plan::own_plan(session, self.child(&of.child)?)?;
                Show { words: format!("{:?}", view.plan), found: None, layer: None }
            }
            _ => return Ok(false),
        };
        Ok(true)
    }

    /// What a plan says, how it stands, and what it tells the escalation watch by now.
    fn read_plan(&self, session: &Session<'_>, child: &str) -> Result<Show, Stop> {
        let of_child = safety_plan::of_child(session, self.child(child)?)?;
        let mut words = String::new();
        if let Some(view) = &of_child.stands {
            let plan = &view.plan.record;
            let standing = plan.standing(session.at, &self.house.pack.safety_plans);
            let _ = write!(words, "{} version {} {:?} ", standing.words(), plan.edition(), plan.now);
            if plan.is_lopsided() {
                words.push_str("falls on those in danger ");
            }
            if plan.awaits_day() {
                words.push_str("waits for the day team ");
            }
            for fact in plan.facts().iter().filter(|fact| fact.counts_from <= session.at) {
                let _ = write!(words, "fact {} {:?} ", fact.kind, fact.marks);
            }
            let _ = write!(words, "{} to collect", plan.to_collect().count());
        }
        let _ = write!(words, " {:?} {:?}", of_child.ended, of_child.closed);
        let found = usize::from(of_child.stands.is_some()) + of_child.ended.len();
        Ok(Show { words, found: Some(found), layer: None })
    }

    /// The version a plan's form would have been opened at.
    pub(super) fn plan_opened(&self, child: &str) -> Result<u64, Stop> {
        let of_child = safety_plan::of_child(&self.house.system(), self.child(child)?)?;
        Ok(of_child.stands.map_or(0, |view| view.plan.version.0))
    }

    /// The version a child's own plan's form would have been opened at.
    pub(super) fn own_plan_opened(&self, child: &str) -> Result<u64, Stop> {
        let view = safety_plan::own_plan(&self.house.system(), self.child(child)?)?;
        Ok(view.plan.map_or(0, |known| known.version.0))
    }

    fn plan(&self, child: &str) -> Result<Id<SafetyPlan>, Stop> {
        let of_child = safety_plan::of_child(&self.house.system(), self.child(child)?)?;
        Ok(of_child.stands.ok_or(Refusal::NotFound)?.plan.record.id)
    }

    fn plan_form(&self) -> Result<&Form, Stop> {
        self.house.pack.form(SAFETY_PLAN_FORM).ok_or(Stop::Refusal(Refusal::NotFound))
    }

    fn plan_words(&self, plan: &act::MakePlan, at: Timestamp) -> Result<PlanWords, Stop> {
        let expires = time(&plan.expires, at)?;
        let mut answers = self.plan_form()?.blank();
        answered(&mut answers, &plan.answers)?;
        Ok(PlanWords {
            answers,
            actions: actions(&plan.action),
            only_theirs: plan.only_theirs.clone(),
            agreements: agreements(&plan.agreed),
            voluntary: plan.voluntary.map_or(Known::NotAsked, Known::Is),
            voluntary_words: String::new(),
            starts: at,
            expires,
            review_at: plan.review.as_deref().map_or(Ok(expires), |review| time(review, at))?,
            next_check: time(&plan.next_check, at)?,
            monitor: Some(self.member(&plan.monitor)?.id),
        })
    }

    fn next_plan(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        next: &act::NextPlan,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let plan = self.plan(&next.child)?;
        let mut words = safety_plan::view(&self.house.system(), plan)?.plan.record.now.words;
        answered(&mut words.answers, &next.answers)?;
        if !next.action.is_empty() {
            words.actions = actions(&next.action);
        }
        if !next.agreed.is_empty() {
            words.agreements = agreements(&next.agreed);
        }
        words.expires = time(&next.expires, at)?;
        words.review_at = words.expires;
        words.next_check = time(&next.next_check, at)?;
        let how = if next.replaced { How::Replaced } else { How::Renewed };
        safety_plan::next(session, sending, plan, Asked { others: Vec::new(), words }, (how, &next.why))
    }
}

fn time(text: &str, at: Timestamp) -> Result<Timestamp, Refusal> {
    moment(text, at).map_err(Refusal::NotNow)
}

fn answered(
    answers: &mut Answers,
    given: &std::collections::BTreeMap<String, String>,
) -> Result<(), Refusal> {
    for (place, words) in given {
        let place = place.parse().map_err(|_| Refusal::NotNow(format!("{place} is no question")))?;
        answers.put(place, Answer::text(words.as_str()));
    }
    Ok(())
}

fn actions(does: &[act::Does]) -> Vec<PlanAction> {
    let each = does.iter().map(|does| PlanAction {
        who: does.who.clone(),
        person: None,
        part: does.part.clone(),
        burdened: false,
        what: does.what.clone(),
    });
    each.collect()
}

fn agreements(answered: &[act::Answered]) -> Vec<Agreement> {
    let each = answered.iter().map(|answered| Agreement {
        who: answered.who.clone(),
        person: None,
        answer: answered.answer.clone(),
        agrees: false,
        why: answered.why.clone(),
    });
    each.collect()
}

fn holder(of: &act::GivePlan) -> Holder {
    Holder { name: of.to.clone(), person: None, agency: of.agency.clone() }
}

fn own_words(own: &act::OwnPlan, at: Timestamp) -> Result<OwnWords, Refusal> {
    let mut parts: Vec<OwnPartWords> = Vec::new();
    for line in &own.line {
        let words = OwnLine { symbol: line.symbol.clone(), words: line.words.clone() };
        match parts.iter_mut().find(|part| part.part == line.part) {
            Some(part) => part.lines.push(words),
            None => {
                parts.push(OwnPartWords {
                    part: line.part.clone(),
                    title: String::new(),
                    lines: vec![words],
                });
            }
        }
    }
    let promises = own.promise.iter().map(|promise| {
        let check_on = parse_date(&promise.check_on).map_err(|wrong| Refusal::NotNow(wrong.to_string()))?;
        Ok(Promise { who: promise.who.clone(), what: promise.what.clone(), check_on })
    });
    let said = (!own.said.trim().is_empty())
        .then(|| ChildSaid { words: own.said.clone(), on: domain::calendar::london::date_of(at) });
    Ok(OwnWords {
        title: String::new(),
        parts,
        promises: promises.collect::<Result<_, Refusal>>()?,
        said: said.into_iter().collect(),
        language: String::new(),
    })
}
