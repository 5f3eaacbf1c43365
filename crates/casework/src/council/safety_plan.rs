//! The invented council's safety plans: one that rests on the mother alone, with a copy at the aunt's and one withheld; one renewed with what had
//! changed; one that ran out this morning; one made by night that the day team must answer. And a child's own plan with a promise to be looked at.

use domain::calendar::{london, working_days};
use domain::form::{Answer, Answers, Place};
use domain::handover::Night;
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::person::Person;
use domain::person::known::Known;
use domain::refusal::Refusal;
use domain::safety_plan::own::{ChildSaid, OwnLine, OwnPartWords, OwnWords, Promise};
use domain::safety_plan::{
    Agreement, CheckAsked, CopyAsked, CopyOf, Holder, How, PlanAction, PlanWords, SafetyPlan, WithheldAsked,
};
use jiff::Timestamp;
use jiff::civil::{Time, time};
use store::Stop;

use super::make::Making;
use super::months::minutes;
use super::step::What;
use crate::safety_plan::{self, Asked};
use crate::session::Session;

/// What happens about safety plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A plan that is renewed later, and one that will have run out.
    First,
    /// A plan that rests on the mother alone, and the child's own.
    Second,
    /// The first is renewed.
    Renewed,
    /// The night worker makes one.
    ByNight,
}

/// What a plan of the demo says: danger, where the person is, who acts, what if it fails.
struct Said {
    danger: &'static str,
    whereabouts: &'static str,
    actions: &'static [(&'static str, &'static str, &'static str)],
    fails: &'static str,
}

const FIRST: Said = Said {
    danger: "The mother's former partner came to the school gate twice and said he would take the children.",
    whereabouts: "At his sister's, as far as the police know.",
    actions: &[
        ("The mother", "victim_parent", "Brings and fetches the children with her brother."),
        ("Uncle Dev", "relative", "Is at the gate at ten to nine and at three, every school day."),
        (
            "Ms Ferris, head teacher",
            "professional",
            "Gives the children to the mother or to Uncle Dev and to nobody else.",
        ),
    ],
    fails: "School keeps the children inside and rings 999, then the duty team.",
};

const MOTHER_ALONE: Said = Said {
    danger: "The father breaks things when he has drunk, and the baby sleeps in the next room.",
    whereabouts: "At home.",
    actions: &[
        ("The mother", "victim_parent", "Takes the baby to the neighbour when he opens the second bottle."),
        ("The eldest child", "child", "Keeps the telephone by the bed."),
    ],
    fails: "The neighbour rings 999.",
};

const BY_NIGHT: Said = Said {
    danger: "The stepfather was taken out of the house at half past one. He may be let go before noon.",
    whereabouts: "In custody at Harbour Street.",
    actions: &[
        ("The grandmother", "relative", "Sleeps in the house and lets nobody in."),
        (
            "The stepfather",
            "alleged_perpetrator",
            "Stays away until social care has seen the children; the custody sergeant tells him so.",
        ),
    ],
    fails: "The grandmother rings 999 and then the night team.",
};

impl Making<'_> {
    /// Plans the safety plans before the council's own moment.
    pub(super) fn plan_safety_plans(&mut self) {
        let night = Night::last_begun(self.until, &self.house.calendar, &self.house.pack.handover);
        let today = london::date_of(self.until);
        let afternoon = |days: u32, at: Time| {
            london::instant(working_days::subtract(today, days, &self.house.calendar.holidays), at)
        };
        let moments = [
            (Moment::First, afternoon(4, time(15, 0, 0, 0))),
            (Moment::Second, afternoon(1, time(14, 30, 0, 0))),
            (Moment::Renewed, afternoon(1, time(15, 10, 0, 0))),
            (Moment::ByNight, (night.begins + minutes(9 * 60 + 15)).min(self.until - minutes(35))),
        ];
        for (moment, at) in moments {
            self.then(at, What::Plans(moment));
        }
    }

    pub(super) fn in_safety_plans(&mut self, moment: Moment) -> Result<(), Stop> {
        match moment {
            Moment::First => {
                let Some((child, worker)) = self.child_of_a_worker(0) else { return Ok(()) };
                self.planned(child, worker, &FIRST, self.until + minutes(2 * 24 * 60))?;
                let Some((child, worker)) = self.child_of_a_worker(1) else { return Ok(()) };
                self.planned(child, worker, &FIRST, self.until - minutes(70)).map(drop)
            }
            Moment::Second => self.rests_on_the_mother(),
            Moment::Renewed => self.renewed(),
            Moment::ByNight => {
                let Some((child, _)) = self.child_of_a_worker(3) else { return Ok(()) };
                self.planned(child, "night-worker", &BY_NIGHT, self.until + minutes(5 * 60)).map(drop)
            }
        }
    }

    /// One of the children who are allocated, the first first, each once.
    pub(super) fn child_of_a_worker(&self, number: usize) -> Option<(Id<Person>, &'static str)> {
        let mut known: Vec<(Id<Person>, &'static str)> = Vec::new();
        for (child, worker) in &self.allocated {
            if !known.iter().any(|(one, _)| one == child) {
                known.push((*child, *worker));
            }
        }
        known.get(number).copied()
    }

    fn planned(
        &self,
        child: Id<Person>,
        who: &str,
        said: &Said,
        until: Timestamp,
    ) -> Result<Option<Id<SafetyPlan>>, Stop> {
        let session = self.session(who)?;
        let words = words(&session, said, until, self.until + minutes(4 * 60));
        let asked = Asked { others: Vec::new(), words };
        kept(safety_plan::make(&session, &self.sending(0), child, asked))
    }

    fn renewed(&self) -> Result<(), Stop> {
        let Some((child, worker)) = self.child_of_a_worker(0) else { return Ok(()) };
        let session = self.session(worker)?;
        let Some(of_child) = kept(safety_plan::of_child(&session, child))? else { return Ok(()) };
        let Some(view) = of_child.stands else { return Ok(()) };
        let plan = view.plan.record.id;
        let looked = CheckAsked {
            kept: Some(true),
            seen: "Rang the school: Uncle Dev was at the gate both days, and nobody else came.".into(),
            done: String::new(),
            looked_at: None,
            next: Some(self.until + minutes(20 * 60)),
        };
        kept(safety_plan::check(&session, &self.sending(0), plan, looked))?;
        let until = self.until + minutes(5 * 24 * 60);
        let mut words = words(&session, &FIRST, until, self.until + minutes(20 * 60));
        let conditions = Place::one("adult", "conditions");
        words
            .answers
            .put(conditions, Answer::text("Bail: not within 200 metres of the school, until a hearing."));
        let why = "It was kept for three days. The police have bailed him with a condition.";
        let asked = Asked { others: Vec::new(), words };
        let opened = safety_plan::view(&session, plan)?.plan.version.0;
        kept(safety_plan::next(&session, &self.sending(opened), plan, asked, (How::Renewed, why))).map(drop)
    }

    fn rests_on_the_mother(&self) -> Result<(), Stop> {
        let Some((child, worker)) = self.child_of_a_worker(2) else { return Ok(()) };
        let until = self.until + minutes(3 * 24 * 60);
        let Some(plan) = self.planned(child, worker, &MOTHER_ALONE, until)? else { return Ok(()) };
        let session = self.session(worker)?;
        let named = |name: &str| Holder { name: name.into(), person: None, agency: None };
        let copy = CopyAsked { to: named("The neighbour"), of: Some(CopyOf::Family) };
        kept(safety_plan::give(&session, &self.sending(0), plan, copy))?;
        let from = WithheldAsked { from: named("The father"), why: "He would know where she goes.".into() };
        kept(safety_plan::withhold(&session, &self.sending(0), plan, from))?;
        kept(safety_plan::write_own(&session, &self.sending(0), child, own(&session))).map(drop)
    }
}

fn words(session: &Session<'_>, said: &Said, until: Timestamp, next_check: Timestamp) -> PlanWords {
    let mut answers = Answers::to(SAFETY_PLAN_FORM, 1);
    for (section, question, words) in [
        ("danger", "what", said.danger),
        ("adult", "whereabouts", said.whereabouts),
        ("child", "rings", "The night team, 01632 960199. Nan, 01632 960311."),
        ("contingency", "fails", said.fails),
    ] {
        answers.put(Place::one(section, question), Answer::text(words));
    }
    let action = |(who, part, what): &(&str, &str, &str)| PlanAction {
        who: (*who).into(),
        person: None,
        part: (*part).into(),
        burdened: false,
        what: (*what).into(),
    };
    PlanWords {
        answers,
        actions: said.actions.iter().map(action).collect(),
        only_theirs: String::new(),
        agreements: vec![Agreement {
            who: "The mother".into(),
            person: None,
            answer: "spoken".into(),
            agrees: true,
            why: String::new(),
        }],
        voluntary: Known::Is(true),
        voluntary_words: "She said it back in her own words.".into(),
        starts: session.at,
        expires: until,
        review_at: until,
        next_check: next_check.min(until),
        monitor: Some(session.staff.id),
    }
}

/// The child's own plan.
fn own(session: &Session<'_>) -> OwnWords {
    let part = |part: &str, lines: &[(&str, &str)]| OwnPartWords {
        part: part.into(),
        title: String::new(),
        lines: lines
            .iter()
            .map(|(symbol, words)| OwnLine { symbol: (*symbol).into(), words: (*words).into() })
            .collect(),
    };
    let today = london::date_of(session.at);
    OwnWords {
        title: String::new(),
        parts: vec![
            part(
                "worried",
                &[
                    ("door", "I can go next door to Pat."),
                    ("dog", "I can sit with Biscuit."),
                    ("talk", "I can tell Miss Ferris."),
                ],
            ),
            part(
                "people",
                &[("phone", "Nan. I can ring her at night too."), ("school", "Miss Ferris at school.")],
            ),
            part("places", &[("house", "Pat's house."), ("tree", "Nan's garden.")]),
        ],
        promises: vec![Promise {
            who: "Mum".into(),
            what: "Mum will not leave me on my own with him when he is loud.".into(),
            check_on: today,
        }],
        said: vec![ChildSaid { words: "I want it to be quiet at bedtime.".into(), on: today }],
        language: String::new(),
    }
}

/// What a use case refuses here, because a record was restricted or closed meanwhile, does not happen.
fn kept<T>(outcome: Result<T, Stop>) -> Result<Option<T>, Stop> {
    match outcome {
        Ok(made) => Ok(Some(made)),
        Err(Stop::Refusal(Refusal::NotAllowed(_) | Refusal::NotFound | Refusal::NotNow(_))) => Ok(None),
        Err(stop) => Err(stop),
    }
}
