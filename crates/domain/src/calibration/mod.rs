//! Calibration: the principal social worker writes two or three *invented* assessments, and everybody grades them by a day, each alone. When it has closed
//! each sees, alone, their own grades beside how the others spread, and the points that whoever wrote the texts wanted to be seen; they say for themselves
//! which they missed. The service sees sums only, never a name, and nothing while fewer than the pack's number have graded (domain register, 1.9: agreement
//! between graders; 2.1: principal social worker).

mod sums;

pub use sums::{Spread, Sums, sums};

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audit::Grade;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a calibration is set: the invented assessments are asked for one by one.
pub const FORM: PageForm = PageForm {
    id: "calibration",
    needs: &[
        Need::once("title", Takes::Words),
        Need::row("text", "title", Takes::Words).field("title-#"),
        Need::row("text", "words", Takes::Words).field("words-#"),
        Need::row("text", "points", Takes::Words).field("points-#"),
        Need::once("domains", Takes::SeveralOfPage),
        Need::once("closes_on", Takes::Day),
        Need::once("invented", Takes::Several(&["yes"])),
    ],
    beside: &[],
};

/// The form in which each grades alone: a grade for each domain of each text, and what one sees in each text.
pub const GRADING_FORM: PageForm = PageForm {
    id: "calibration_grading",
    needs: &[
        Need::row("grade", "grade", Takes::OneOfPage).field("grade-#"),
        Need::row("seen", "saw", Takes::Words).field("saw-#"),
    ],
    beside: &[],
};

/// Texts to grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibration {
    /// The record's name.
    pub id: Id<Calibration>,
    /// What it is called.
    pub title: String,
    /// The invented assessments.
    pub texts: Vec<Invented>,
    /// The codes of the domains that are graded.
    pub domains: Vec<String>,
    /// The last day on which it is graded.
    pub closes_on: Date,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who wrote it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// One invented assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invented {
    /// What it is called.
    pub title: String,
    /// Its text.
    pub words: String,
    /// What should be seen in it. Nobody reads these before it has closed.
    pub key_points: Vec<String>,
}

/// One person's grades. Private: nobody else ever reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalibrationGrading {
    /// The record's name.
    pub id: Id<CalibrationGrading>,
    /// Which calibration.
    pub of: Id<Calibration>,
    /// Who graded.
    pub by: Id<Staff>,
    /// When they last did.
    pub at: Timestamp,
    /// For each text, in order, the grades by domain.
    pub texts: Vec<GradedText>,
    /// Which points they say they missed, by text and point; nothing while they have not looked.
    pub missed: Option<BTreeSet<(usize, usize)>>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// What somebody made of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GradedText {
    /// Domain code and grade.
    pub grades: Vec<(String, Grade)>,
    /// What they saw in it, in their own words.
    pub saw: String,
}

/// A calibration as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalibrationAsked {
    /// What it is called.
    pub title: String,
    /// Title, text and key points (one a line) of each assessment.
    pub texts: Vec<(String, String, String)>,
    /// The codes of the domains.
    pub domains: Vec<String>,
    /// The last day.
    pub closes_on: Option<Date>,
    /// Whether it was said that everybody in it is invented.
    pub invented: bool,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// Two or three assessments: fewer show no spread, more are not graded.
const TEXTS: std::ops::RangeInclusive<usize> = 2..=3;

impl Calibration {
    /// Sets a calibration.
    ///
    /// # Errors
    /// What is missing, beside each question.
    pub fn set(
        id: Id<Calibration>,
        by: Id<Staff>,
        asked: CalibrationAsked,
        (now, today): (Timestamp, Date),
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let mut say = |holds: bool, field: String, words: &str| {
            if !holds {
                problems.push(Problem::new(field, words));
            }
        };
        say(!asked.title.trim().is_empty(), "title".into(), "Give it a name.");
        let written = |(title, words, _): &&(String, String, String)| {
            !(title.trim().is_empty() && words.trim().is_empty())
        };
        let texts: Vec<(usize, &(String, String, String))> =
            asked.texts.iter().enumerate().filter(|(_, text)| written(text)).collect();
        say(TEXTS.contains(&texts.len()), "title-0".into(), "Write two or three invented assessments.");
        let mut invented = Vec::new();
        for (n, (title, words, points)) in texts {
            say(!title.trim().is_empty(), format!("title-{n}"), "Give the assessment a name.");
            say(!words.trim().is_empty(), format!("words-{n}"), "Write the invented assessment.");
            let key_points: Vec<String> =
                points.lines().map(str::trim).filter(|line| !line.is_empty()).map(String::from).collect();
            say(
                !key_points.is_empty(),
                format!("points-{n}"),
                "Write one thing at least that should be seen, one a line.",
            );
            invented.push(Invented { title: title.clone(), words: words.clone(), key_points });
        }
        let known = |code: &&String| pack.audit.domain(code).is_some();
        let domains: Vec<String> = asked.domains.iter().filter(known).cloned().collect();
        say(!domains.is_empty(), "domains".into(), "Choose what is graded.");
        say(
            asked.closes_on.is_some_and(|day| day >= today),
            "closes_on".into(),
            "Write the last day for grading: today or later.",
        );
        say(
            asked.invented,
            "invented".into(),
            "Use no child's record: say that everybody in the texts is invented.",
        );
        match asked.closes_on {
            Some(closes_on) if problems.is_empty() => Ok(Calibration {
                id,
                title: asked.title,
                texts: invented,
                domains,
                closes_on,
                further: asked.further,
                by,
                at: now,
            }),
            _ => Err(Refusal::Invalid(problems)),
        }
    }

    /// Whether it can be graded on a day.
    pub fn is_open(&self, today: Date) -> bool {
        today <= self.closes_on
    }

    /// Grades it, or grades it again while it is open.
    ///
    /// # Errors
    /// When it has closed, is one's own, or a grade is missing.
    pub fn grade(
        &self,
        before: Option<CalibrationGrading>,
        id: Id<CalibrationGrading>,
        by: Id<Staff>,
        texts: Vec<(Vec<(String, String)>, String)>,
        (now, today): (Timestamp, Date),
    ) -> Result<CalibrationGrading, Refusal> {
        if !self.is_open(today) {
            return Err(Refusal::NotNow("It has closed: no more grades are taken.".into()));
        }
        if self.by == by {
            return Err(Refusal::not_allowed("You wrote these texts, so you do not grade them."));
        }
        let (mut problems, mut graded) = (Vec::new(), Vec::new());
        let mut texts = texts.into_iter();
        for n in 0..self.texts.len() {
            let (chosen, saw) = texts.next().unwrap_or_default();
            let mut grades = Vec::new();
            for domain in &self.domains {
                let code = chosen.iter().find(|(of, _)| of == domain).map(|(_, code)| code.as_str());
                match code.and_then(Grade::from_code) {
                    Some(grade) => grades.push((domain.clone(), grade)),
                    None => problems.push(Problem::new(format!("grade-{n}-{domain}"), "Choose a grade.")),
                }
            }
            graded.push(GradedText { grades, saw });
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let id = before.map_or(id, |before| before.id);
        Ok(CalibrationGrading { id, of: self.id, by, at: now, texts: graded, missed: None, further: None })
    }

    /// Says, once it has closed, which points one missed.
    ///
    /// # Errors
    /// When it is open still, or a point is none of it.
    pub fn look_back(
        &self,
        grading: &CalibrationGrading,
        missed: BTreeSet<(usize, usize)>,
        today: Date,
    ) -> Result<CalibrationGrading, Refusal> {
        if self.is_open(today) {
            return Err(Refusal::NotNow("It is open until its last day has gone by.".into()));
        }
        let is_point = |(text, point): &(usize, usize)| {
            self.texts.get(*text).is_some_and(|text| *point < text.key_points.len())
        };
        if !missed.iter().all(is_point) {
            return Err(Refusal::field("missed", "Choose from the points on the page."));
        }
        Ok(CalibrationGrading { missed: Some(missed), ..grading.clone() })
    }
}

impl CalibrationGrading {
    /// With the answers to the council's own questions.
    #[must_use]
    pub fn answering(self, further: Option<Answers>) -> Self {
        CalibrationGrading { further, ..self }
    }
}

impl Record for Calibration {
    const KIND: &'static str = "calibration";

    fn id(&self) -> Id<Calibration> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

impl Record for CalibrationGrading {
    const KIND: &'static str = "calibration_grading";

    fn id(&self) -> Id<CalibrationGrading> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
