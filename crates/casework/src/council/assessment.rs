//! Assessments of the invented council: one that is authorised and told, one that was sent back with comments, one that waits for a manager with two
//! children's days in the same words, one that is being made and asks for more time.

use std::collections::BTreeMap;

use domain::assessment::{
    ASSESSMENT_FORM, Assessment, AuthoriseAsked, CarerNamed, CommentAsked, ExceptionAsked, LinkAsked, Now,
    Parts, ReviewAsked, Stands, SubmitAsked, ToldAsked,
};
use domain::calendar::{london, working_days};
use domain::id::Id;
use domain::person::Person;
use jiff::civil::{Date, Time};
use store::Stop;

use super::make::{Making, kept};
use super::step::What;
use crate::assessment::{self, BeginAsked, view};
use crate::scenario::assessment::saved;
use crate::session::Session;

/// What happens about assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The assessment of this number is begun.
    Begun(usize),
    /// It is written as far as its number says.
    Written(usize),
    /// It is put before the manager.
    Submitted(usize),
    /// The first is authorised.
    Authorised,
    /// The second is sent back.
    Returned,
}

/// The assessments made so far.
pub(super) type Assessments = [Option<Id<Assessment>>; 4];

/// Who makes them, and whose team's manager can be visited.
const WORKER: &str = "social-worker";
const MANAGER: &str = "team-manager";

/// What each family's assessment says: its own words, part by part.
struct Said {
    purpose: &'static str,
    parts: &'static [(&'static str, &'static str)],
    day: &'static str,
    words: &'static str,
}

const SAID: [Said; 4] = [
    Said {
        purpose: "Whether the children are safe at night, and whether their father can keep what he agreed.",
        day: "At half past seven the radio goes on. There is porridge, and a race to the gate. After school it is quiet until he comes in.",
        words: "“I like it when Grandad is there. Then nobody shouts.”",
        parts: &[
            (
                "history_analysis",
                "Every winter since 2023 the work stops, he drinks, and we are rung. This is the first winter in which he rang us himself.",
            ),
            ("past_harm", "Two broken doors and a night at a neighbour’s. Nobody was hit."),
            (
                "danger",
                "We are worried that in January he drinks again and that the eldest stands between him and their mother.",
            ),
            ("protection", "Grandad came within the hour, three times, and stayed."),
            ("cumulative", "Fewer nights each year: six, four, one."),
            (
                "alternative",
                "It could be that nobody rings any more. School and the health visitor say that they would know.",
            ),
            ("family_view", "Both parents read it and changed two sentences."),
            ("agency_view", "The health visitor agrees; probation did not answer."),
            ("carer_now.0", "Gets everybody up and out, and is the one they run to."),
            ("capacity_judgement.0", "changed"),
            ("test_period.0", "The whole of December, with the school’s book signed each day."),
            ("capacity_review.0", "31/1/2027"),
        ],
    },
    Said {
        purpose: "How the baby lives now that the flat was given up, and who looks after the toddler.",
        day: "Sleeps on the sofa with the television on; eats when his sister eats.",
        words: "He holds on to whoever comes in, and does not cry when they go.",
        parts: &[
            (
                "history_analysis",
                "Three flats in two years, each lost to arrears. Each time a plan ended because the move was to another area.",
            ),
            ("past_harm", "Missed injections, a scald that was seen after two days."),
            (
                "danger",
                "We are worried that the next move takes them out of sight and that an illness is seen too late.",
            ),
            ("protection", "Her sister takes them in, and rings the surgery."),
            ("carer_now.0", "Tired, gentle, never without a bottle ready."),
            ("need_outcome.0", "The baby is weighed and injected where they live now."),
            ("need_who.0", "The health visitor, with their aunt"),
            ("need_when.0", "15/1/2027"),
        ],
    },
    Said {
        purpose: "What the girls see, and whether their mother’s new partner is safe with them.",
        day: "She wakes first, dresses the little one and looks whether his van is there. If it is they go out by the back. At school she is early every day and asks whether she may stay.",
        words: "“We play quiet mice when he is home.”",
        parts: &[
            (
                "history_analysis",
                "The police know him from another town for what he did to another mother; she heard it from us for the first time in October.",
            ),
            ("past_harm", "They heard their mother cry behind a locked bathroom door twice."),
            (
                "danger",
                "We are worried that he hurts her in front of the girls, most likely when she tells him to leave.",
            ),
            ("protection", "She told the school who may fetch them, and changed the lock."),
            ("cumulative", "Nothing for years, then five calls since the summer."),
            (
                "alternative",
                "Perhaps it is a hard separation and no more. The other mother’s story is too like this one for that.",
            ),
            ("family_view", "Their mother agrees with most of it and is afraid of what he reads."),
            ("agency_view", "School agrees; the police want to talk about telling her more."),
            ("carer_now.0", "Warm, punctual, and frightened."),
            ("capacity_judgement.0", "willing_unproven"),
            ("must_change.0", "He does not sleep there, and she rings when he comes."),
            ("test_period.0", "Until the end of next month: the school and a neighbour tell us."),
            ("capacity_review.0", "20/1/2027"),
        ],
    },
    Said {
        purpose: "Why he does not come to school, and what it is like at home in the daytime.",
        day: "Nobody has told us yet what he does before noon.",
        words: "“My bed is the best place.”",
        parts: &[("past_harm", "Not known so far: the surgery has not answered.")],
    },
];

impl Making<'_> {
    /// Plans the assessments before the council's own moment.
    pub(super) fn plan_assessments(&mut self) {
        let today = london::date_of(self.until);
        let holidays = self.house.calendar.holidays.clone();
        let day = |before: u32, hour: i8| {
            london::instant(working_days::subtract(today, before, &holidays), Time::constant(hour, 20, 0, 0))
        };
        for (at, part) in [
            (day(24, 10), Part::Begun(0)),
            (day(16, 11), Part::Written(0)),
            (day(8, 10), Part::Submitted(0)),
            (day(6, 15), Part::Authorised),
            (day(18, 10), Part::Begun(1)),
            (day(9, 11), Part::Written(1)),
            (day(4, 10), Part::Submitted(1)),
            (day(3, 15), Part::Returned),
            (day(15, 12), Part::Begun(2)),
            (day(5, 11), Part::Written(2)),
            (day(1, 12), Part::Submitted(2)),
            (day(11, 12), Part::Begun(3)),
            (day(2, 11), Part::Written(3)),
        ] {
            self.then(at, What::Assesses(part));
        }
    }

    pub(super) fn assesses(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Begun(number) => self.begin_assessment(number),
            Part::Written(number) => self.write_assessment(number),
            Part::Submitted(number) => self.submit_assessment(number),
            Part::Authorised => self.authorise_assessment(),
            Part::Returned => self.return_assessment(),
        }
    }

    fn begin_assessment(&mut self, number: usize) -> Result<(), Stop> {
        let Some(said) = SAID.get(number) else { return Ok(()) };
        let session = self.session(WORKER)?;
        let mut candidates: Vec<Id<Person>> = Vec::new();
        for (child, worker) in self.allocated.iter().rev() {
            if *worker == WORKER && !candidates.contains(child) {
                candidates.push(*child);
            }
        }
        for child in candidates {
            let Some(offered) = kept(assessment::offered(&session, child))? else { continue };
            let open = |one: &&assessment::OfferedChild| one.referral_date.is_some() && one.runs.is_none();
            if Some(&offered.child).filter(open).is_none() {
                continue;
            }
            let others = offered.siblings.iter().filter(open).map(|one| one.child).take(2).collect();
            let asked = BeginAsked {
                others,
                purpose: said.purpose.into(),
                worker: None,
                review: self.review_of(&session, offered.due),
            };
            if let Some(id) = kept(assessment::begin(&session, &self.sending(0), child, asked))? {
                self.assessments[number] = Some(id);
                return Ok(());
            }
        }
        Ok(())
    }

    fn review_of(&self, session: &Session<'_>, due: Option<Date>) -> ReviewAsked {
        let today = london::date_of(session.at);
        let on = working_days::add(today, 8, &self.house.calendar.holidays);
        let on = due.filter(|due| *due >= today).map_or(on, |due| on.min(due));
        let shared_with = "The mother, at home".to_owned();
        ReviewAsked { on: Some(on), why: String::new(), shared_on: Some(today), shared_with }
    }

    fn write_assessment(&mut self, number: usize) -> Result<(), Stop> {
        let (Some(id), Some(said)) = (self.assessments.get(number).copied().flatten(), SAID.get(number))
        else {
            return Ok(());
        };
        let session = self.session(WORKER)?;
        let Some(opened) = kept(view(&session, id))? else { return Ok(()) };
        let father = CarerNamed {
            person: None,
            name: "The children’s father".into(),
            relation: "father, lives elsewhere".into(),
            stands: Some(Stands::Absent),
        };
        kept(assessment::name_carer(&session, &self.sending(0), id, father))?;
        for (place, entries) in opened.entries.iter().enumerate() {
            let Some(assessed) = opened.assessment.record.children.get(place) else { continue };
            for entry in entries.iter().filter(|entry| entry.source.kind == "contact").take(2) {
                let now = if place == 0 { Now::Repeats } else { Now::Differs };
                let so_what = "It is like what is told now: somebody rang because it was loud.".to_owned();
                let asked = LinkAsked { now: Some(now), so_what, set_aside: None };
                let source = entry.source.clone();
                kept(assessment::link(&session, &self.sending(0), id, assessed.child, source, asked))?;
            }
        }
        let children = opened.children.len();
        self.answer(&session, id, |answers| {
            for (part, words) in said.parts {
                answers.insert((*part).into(), (*words).into());
            }
            answers.insert("about.why_now".into(), said.purpose.into());
            for child in 0..children {
                answers.insert(format!("day_in_life.{child}"), said.day.into());
                answers.insert(format!("child_words.{child}"), said.words.into());
                answers.insert(format!("lived.{child}.alone"), "yes".into());
            }
        })?;
        if number == 3 {
            let asked = ExceptionAsked {
                reason: "The surgery and the school nurse have not answered, and he was away for two weeks."
                    .into(),
                meanwhile: "His aunt sees him every day and rings.".into(),
                until: Some(working_days::add(
                    london::date_of(session.at),
                    30,
                    &self.house.calendar.holidays,
                )),
            };
            kept(assessment::ask_exception(&session, &self.sending(0), id, &asked))?;
        }
        Ok(())
    }

    /// Writes answers by the parts they play; a form of the council that lacks a part is left without it.
    fn answer(
        &self,
        session: &Session<'_>,
        id: Id<Assessment>,
        fill: impl FnOnce(&mut BTreeMap<String, String>),
    ) -> Result<(), Stop> {
        let opened = view(session, id)?.assessment;
        let version = opened.record.answers.version;
        let Some(form) = self.house.pack.form_version(ASSESSMENT_FORM, version) else { return Ok(()) };
        let parts = Parts::of(form, &opened.record.answers);
        let mut answers = BTreeMap::new();
        fill(&mut answers);
        answers.retain(|part, words| saved(parts, &BTreeMap::from([(part.clone(), words.clone())])).is_ok());
        let sent = saved(parts, &answers)?;
        kept(assessment::save(session, &self.sending(opened.version.0), id, sent)).map(drop)
    }

    fn submit_assessment(&mut self, number: usize) -> Result<(), Stop> {
        let Some(id) = self.assessments.get(number).copied().flatten() else { return Ok(()) };
        let session = self.session(WORKER)?;
        let children = view(&session, id)?.children.len();
        self.answer(&session, id, |answers| {
            answers.insert("anything.needed".into(), "yes".into());
            for child in 0..children {
                answers.insert(format!("in_need.{child}"), "yes".into());
                answers.insert(format!("decision_outcome.{child}"), "prov_of_services".into());
                answers.insert(format!("factors.{child}"), "3B".into());
                let reasons = "The history (B) and the danger (C) say so; what must change (E) has its day.";
                answers.insert(format!("decision_reasons.{child}"), reasons.into());
            }
        })?;
        let opened = view(&session, id)?;
        let why = "It is still to be found out, and does not change what we offer now.".to_owned();
        let reasons = opened.missing.iter().map(|one| (one.field.clone(), why.clone())).collect();
        let asked = SubmitAsked {
            reasons,
            urgent: String::new(),
            words: "Please look at the last block first.".into(),
        };
        kept(assessment::submit(&session, &self.sending(opened.assessment.version.0), id, asked)).map(drop)
    }

    fn authorise_assessment(&mut self) -> Result<(), Stop> {
        let Some(id) = self.assessments.first().copied().flatten() else { return Ok(()) };
        let session = self.session(MANAGER)?;
        let Some(opened) = kept(view(&session, id))? else { return Ok(()) };
        let told = ToldAsked {
            whom: "family".into(),
            name: "Both parents".into(),
            way: "discussed_and_letter".into(),
            on: Some(london::date_of(session.at)),
            words: "They know what is expected, and by when it is looked at again.".into(),
        };
        let asked = AuthoriseAsked {
            reasons: "The winters are linked and the change was seen by others. Closing now was considered: January is the test.".into(),
            seen: opened.mirror.seen_as(),
            looked: true,
            told: Some(told),
        };
        kept(assessment::authorise(&session, &self.sending(opened.assessment.version.0), id, asked)).map(drop)
    }

    fn return_assessment(&mut self) -> Result<(), Stop> {
        let Some(id) = self.assessments.get(1).copied().flatten() else { return Ok(()) };
        let session = self.session(MANAGER)?;
        let Some(opened) = kept(view(&session, id))? else { return Ok(()) };
        let parts = Parts::of(&opened.form, &opened.assessment.record.answers);
        let at = |part: &str| parts.places(part, Some(0)).into_iter().next();
        let comments = [
            ("carer_now", "Where is their father in this? Was he asked himself?"),
            ("need_contingency", "What do we do if the aunt cannot take them in again?"),
        ];
        let comment = |(part, words): &(&str, &str)| CommentAsked { place: at(part), words: (*words).into() };
        let why = "Their father is missing, and what needs to happen has no what-if-not.";
        let comments = comments.iter().map(comment).collect();
        let sending = self.sending(opened.assessment.version.0);
        kept(assessment::send_back(&session, &sending, id, why, comments)).map(drop)
    }
}
