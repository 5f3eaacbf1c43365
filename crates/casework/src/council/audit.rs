//! Audits of the invented council: a sample that two auditors graded without knowing of each other, moderated where they differ, with actions; a second sample
//! that is being graded; a calibration that has closed and one that is open; a session of practice development.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::audit::{ActionAsked, Audit, Draw, Grade, GradingAsked, Measure, Moved, SampleAsked, Stage};
use domain::calendar::london;
use domain::calibration::{Calibration, CalibrationAsked};
use domain::id::Id;
use domain::practice_development::{Direction, SessionAsked};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::Stop;

use super::make::{Making, kept};
use super::months::minutes;
use crate::session::Session;
use crate::{audit, calibration, practice_development};

/// What happens about audits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The first sample is drawn, all of it to be graded by two.
    Drawn,
    /// Its auditors grade.
    Graded,
    /// Somebody moderates, hears families, sets actions.
    Moderated,
    /// Invented assessments are set.
    CalibrationSet,
    /// People grade them.
    CalibrationGraded,
    /// They look back.
    CalibrationClosed,
    /// A session is held.
    Practice,
    /// A second sample is drawn; it waits for its auditors.
    DrawnAgain,
}

impl Part {
    /// When each happens.
    pub(super) fn planned(until: Timestamp) -> [(Timestamp, Part); 8] {
        let before = |days: i64, hours: i64| until - minutes((days * 24 + hours) * 60);
        [
            (before(45, 2), Part::Drawn),
            (before(38, 1), Part::Graded),
            (before(36, 1), Part::Moderated),
            (before(34, 1), Part::CalibrationSet),
            (before(30, 1), Part::CalibrationGraded),
            (before(25, 1), Part::Practice),
            (before(9, 1), Part::CalibrationClosed),
            (before(5, 1), Part::DrawnAgain),
        ]
    }
}

/// Those who audit, by the names they sign in with.
const AUDITORS: [&str; 4] = ["auditor", "principal-social-worker", "service-manager", "team-manager"];

/// Those who grade invented assessments.
const GRADERS: [&str; 8] = [
    "officer",
    "social-worker",
    "mash-worker",
    "mash-manager",
    "team-manager",
    "worker2",
    "worker3",
    "manager2",
];

/// Words of the record on which a grade that is good or better rests, and what an auditor makes of them.
const GOOD: &[(&str, &str)] = &[
    ("“She sleeps in my bed because hers is wet.”", "The child’s own words, and they were weighed."),
    (
        "“The health visitor had seen the same in May.”",
        "Two agencies’ pictures put together, and a plan from it.",
    ),
    ("“Rang the father at work, who had not known.”", "He was found, heard, and asked what he can do."),
];

/// Words on which a grade below that rests.
const WEAK: &[(&str, &str)] = &[
    (
        "“Always hungry at nine, and no coat for the third week.”",
        "Seen, and not put beside what was told last year.",
    ),
    ("“Mother says that she will ask for help.”", "A promise without a day, a measure or a what-if-not."),
    ("“Father’s address not known.”", "Nobody asked the school or the grandmother."),
    ("“Discussed with manager, agreed.”", "Agreed with what, and why?"),
];

/// What others can learn.
const LEARNING: &[(&str, &[&str])] = &[
    ("Read the last three contacts before the new one: each alone was small.", &["history", "neglect"]),
    ("Ask each child alone what a day is like, and write it as they say it.", &["voice"]),
    ("A father who is not at home is still a father: find him before deciding.", &["fathers"]),
    (
        "Good practice: the manager said what would change their mind, and by when they would look again.",
        &["good_practice"],
    ),
    ("A plan that says only “monitor” says nothing.", &["drift", "capacity"]),
];

const INVENTED: [(&str, &str, &str); 2] = [
    (
        "The Larkmead family",
        "Invented. Poppy (6) and Alfie (2) live with their mother in a flat over a shop. The school says that Poppy is tired and often late. At the visit the flat was tidy and there was food. Mother was open and said that she is managing. Mother has said so in each of three assessments in four years. Mother’s partner works away; he was not met. Alfie was asleep. Poppy was at school. Mother agreed to go to the children’s centre. No further action is recommended.",
        "Neither child was spoken to\nThree assessments in four years say the same, and nothing is made of it\nThe partner is not met or thought about\nNo measure and no what-if-not",
    ),
    (
        "The Quillfeather family",
        "Invented. Jude (14) has been missing four times since spring. Jude told the return interviewer: “I go where nobody asks.” The assessment sets out each time, who was seen with Jude and where. Father, who lives in another town, was telephoned twice and visited; he had been worried for a year and nobody had rung. Mother has said before that she would stop the visitors; this time the locks are changed and the neighbour has the number. In six weeks it is looked at whether Jude has slept at home. If not, a strategy discussion is held.",
        "Jude’s own words are there and used\nFather was found and heard\nCapacity to change has a test and a day\nThe pattern over time is drawn",
    ),
];

impl Making<'_> {
    /// Lets a part happen. A council too small to have anything to audit goes on without.
    pub(super) fn audits(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Drawn => self.draw_audits(14, 100, None),
            Part::Graded => self.grade_audits(),
            Part::Moderated => self.moderate_audits(),
            Part::CalibrationSet => self.set_calibration("Spring: would we see the same?", 20),
            Part::CalibrationGraded => self.grade_calibration(),
            Part::CalibrationClosed => self.close_calibration(),
            Part::Practice => self.hold_practice(),
            Part::DrawnAgain => {
                let before = audit::samples(&self.session("auditor")?)?.first().map(|sample| sample.id);
                self.draw_audits(5, 50, before)?;
                self.set_calibration("Summer: capacity to change", 12)
            }
        }
    }

    fn today(&self) -> Date {
        london::date_of(self.house.now())
    }

    fn draw_audits(
        &mut self,
        many: u32,
        second_share: u8,
        follows: Option<Id<domain::audit::Sample>>,
    ) -> Result<(), Stop> {
        let mut house = self.house.clone();
        let mut pack = house.pack.as_ref().clone();
        pack.audit.second_share = second_share;
        house.pack = Arc::new(pack);
        let session = house.session(self.session("auditor")?.staff);
        let (today, back) = (self.today(), if follows.is_some() { 1 } else { 4 });
        let asked = SampleAsked {
            draw: Some(Draw::Contact),
            theme: String::new(),
            from: Some(today.checked_sub(back.months()).unwrap_or(today)),
            until: Some(today),
            many: Some(many),
            why: "The quarter’s sample: is history used when a contact is decided?".into(),
            follows,
        };
        kept(audit::draw_sample(&session, &self.sending(0), &asked)).map(drop)
    }

    /// What one auditor finds; a second finds the same in about two of three domains.
    fn grades(&mut self) -> GradingAsked {
        let domains: Vec<String> =
            self.house.pack.audit.domains.iter().map(|domain| domain.code.clone()).collect();
        let base = if self.dice.in_hundred(30) { 2 } else { 1 };
        let mut grades = Vec::new();
        for domain in domains {
            let harder = usize::from(domain == "capacity" || domain == "plan");
            let place = match self.dice.in_hundred(65) {
                true => base + harder * usize::from(self.dice.in_hundred(50)),
                false => *self.dice.pick(&[0, 1, 2, 3]),
            };
            let (quote, why) = *self.dice.pick(if place < 2 { GOOD } else { WEAK });
            let grade = Grade::at(place.min(3)).map_or("good", Grade::code);
            grades.push((domain, grade.to_owned(), quote.to_owned(), why.to_owned()));
        }
        let (learning, tags) = *self.dice.pick(LEARNING);
        GradingAsked {
            grades,
            strengths: "The worker rang back the same day and said who they were.".into(),
            impact: "The child is seen by somebody every week now; whether home is warmer nobody has asked."
                .into(),
            learning: learning.into(),
            tags: tags.iter().map(ToString::to_string).collect(),
            with_practitioner: Some(self.today()),
            without_why: String::new(),
            further: None,
        }
    }

    /// The second auditor knows nothing of the first; that both read the same record makes them alike.
    fn grade_audits(&mut self) -> Result<(), Stop> {
        let mut first: Vec<(Id<Audit>, GradingAsked)> = Vec::new();
        for auditor in AUDITORS {
            let session = self.session(auditor)?;
            for listed in audit::mine(&session)?.to_grade {
                let mut asked = self.grades();
                if let Some((_, other)) = first.iter().find(|(id, _)| *id == listed.id) {
                    for (mine, theirs) in asked.grades.iter_mut().zip(&other.grades) {
                        if !self.dice.in_hundred(64) {
                            continue;
                        }
                        // Their own words for it, unless those would speak for another grade.
                        let is_good = |code: &str| {
                            Grade::ALL.iter().any(|grade| grade.is_good() && grade.code() == code)
                        };
                        if is_good(&mine.1) == is_good(&theirs.1) {
                            mine.1.clone_from(&theirs.1);
                        } else {
                            mine.clone_from(theirs);
                        }
                    }
                }
                first.push((listed.id, asked.clone()));
                kept(audit::grade(&session, &self.sending(0), listed.id, asked))?;
            }
        }
        Ok(())
    }

    fn moderate_audits(&mut self) -> Result<(), Stop> {
        for moderator in ["principal-social-worker", "auditor"] {
            let session = self.session(moderator)?;
            let waiting = audit::visible(&session)?;
            let waits = |stage: &str| Stage::from_code(stage) == Some(Stage::ToModerate);
            for listed in waiting.into_iter().filter(|listed| waits(&listed.stage)).take(5) {
                self.moderate_one(&session, listed.id)?;
            }
        }
        self.act_on_audits()
    }

    fn moderate_one(&mut self, session: &Session<'_>, id: Id<Audit>) -> Result<(), Stop> {
        let view = audit::view(session, id)?;
        if !view.may.moderate {
            return Ok(());
        }
        let known = &view.audit.record;
        let mut moved = Vec::new();
        for domain in known.to_moderate() {
            let Some((one, other)) = known.both(domain) else { continue };
            let grade = if self.dice.in_hundred(60) { one.max(other) } else { one };
            moved.push(Moved {
                domain: domain.to_owned(),
                grade: grade.code().into(),
                why: "Read together: the words are there, and the question is what was made of them.".into(),
            });
        }
        kept(audit::moderate(session, &self.sending(view.audit.version.0), id, &moved)).map(drop)
    }

    /// A family is heard, and actions are set, done, and seen done.
    fn act_on_audits(&mut self) -> Result<(), Stop> {
        let session = self.session("auditor")?;
        let (worker, today) = (self.session("social-worker")?, self.today());
        let graded: Vec<Id<Audit>> = audit::visible(&session)?
            .into_iter()
            .filter(|listed| listed.graded_at.is_some())
            .map(|listed| listed.id)
            .take(5)
            .collect();
        for (number, id) in graded.into_iter().enumerate() {
            let opened = audit::view(&session, id)?.audit.version.0;
            let words = ("She listened to me first and then to my mum.".to_owned(), String::new());
            kept(audit::hear(&session, &self.sending(opened), id, "child".into(), words, None))?;
            let asked = ActionAsked {
                words: "See each child alone within ten days and put their words on the record.".into(),
                owner: Some(worker.staff.id),
                due: Some(
                    today.checked_add(if number == 0 { 10.days() } else { 28.days() }).unwrap_or(today),
                ),
            };
            kept(audit::set_action(&session, &self.sending(opened + 1), id, asked))?;
            if number > 1 {
                let evidence = "Seen on Tuesday, their words are on the record.".to_owned();
                kept(audit::action_done(&worker, &self.sending(opened + 2), (id, 0), evidence))?;
            }
            if number > 2 {
                let looked = (Some(true), "Read the entry: each child apart, dated.".to_owned());
                kept(audit::look_at_action(&session, &self.sending(opened + 3), (id, 0), looked))?;
            }
        }
        Ok(())
    }

    fn set_calibration(&mut self, title: &str, days: i64) -> Result<(), Stop> {
        let session = self.session("principal-social-worker")?;
        let text = |(title, words, points): (&str, &str, &str)| {
            (title.to_owned(), words.to_owned(), points.to_owned())
        };
        let asked = CalibrationAsked {
            title: title.into(),
            texts: INVENTED.map(text).into(),
            domains: ["child", "history", "carers", "capacity", "plan"].map(String::from).into(),
            closes_on: self.today().checked_add(days.days()).ok(),
            invented: true,
            further: None,
        };
        kept(calibration::set(&session, &self.sending(0), asked)).map(drop)
    }

    /// The calibration that closes first.
    fn first_calibration(&self, session: &Session<'_>) -> Result<Option<Calibration>, Stop> {
        Ok(calibration::all(session)?.into_iter().next_back().map(|(calibration, _)| calibration))
    }

    fn grade_calibration(&mut self) -> Result<(), Stop> {
        for grader in GRADERS {
            let session = self.session(grader)?;
            let Some(found) = self.first_calibration(&session)? else { return Ok(()) };
            let mut texts = Vec::new();
            for (number, _) in found.texts.iter().enumerate() {
                let usual = if number == 0 { 2 } else { 0 };
                let mut grades = Vec::new();
                for domain in &found.domains {
                    let apart = usize::from(self.dice.in_hundred(35));
                    let place: usize =
                        if number == 0 && self.dice.in_hundred(50) { usual - apart } else { usual + apart };
                    grades.push((domain.clone(), Grade::at(place).map_or("good", Grade::code).to_owned()));
                }
                texts.push((grades, "What the children say is what I looked for first.".to_owned()));
            }
            kept(calibration::grade(&session, &self.sending(0), found.id, texts, None))?;
        }
        Ok(())
    }

    fn close_calibration(&mut self) -> Result<(), Stop> {
        for grader in &GRADERS[..6] {
            let session = self.session(grader)?;
            let Some(found) = self.first_calibration(&session)? else { return Ok(()) };
            let mut missed = BTreeSet::new();
            for point in [(0, 1), (0, 2), (0, 3), (1, 3)] {
                if self.dice.in_hundred(50) {
                    missed.insert(point);
                }
            }
            kept(calibration::look_back(&session, &self.sending(1), found.id, missed))?;
        }
        Ok(())
    }

    fn hold_practice(&mut self) -> Result<(), Stop> {
        let session = self.session("principal-social-worker")?;
        let mut came = BTreeSet::new();
        for name in ["social-worker", "worker2", "worker3", "mash-worker", "team-manager"] {
            came.insert(self.session(name)?.staff.id);
        }
        let asked = SessionAsked {
            theme: "Reading the present in the light of the past".into(),
            tag: "history".into(),
            on: Some(self.today()),
            came,
            others: Some(2),
            done: "Three chronologies read in pairs: for each event, does it repeat, differ, or is it resolved, and so what? Each pair wrote one sentence that a manager could act on.".into(),
            measure: Measure::AuditGood.id().into(),
            domain: "history".into(),
            direction: Direction::Up.code().into(),
            further: None,
        };
        kept(practice_development::record(&session, &self.sending(0), asked)).map(drop)
    }
}
