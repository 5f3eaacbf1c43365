//! What may happen to an audit: drawn, graded, given back, moderated, replied to, acted on and seen closed; and the alarm, which waits for none of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Alarm, Audit, AuditAction, Audited, Feedback, GivenBack, Grade, Graded, Grading, Judgement, Looked,
    Moderation, Said, Sample,
};
use crate::calendar::clock::Clock;
use crate::calendar::{Calendar, Limit};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// An audit that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The audit's name.
    pub id: Id<Audit>,
    /// The sample.
    pub sample: Option<Id<Sample>>,
    /// What is audited.
    pub of: Audited,
    /// The auditors, the first one first.
    pub auditors: Vec<Id<Staff>>,
    /// Whether a second auditor was drawn for and nobody was free.
    pub second_missing: bool,
}

/// Grades as the page asks for them: for each domain what was chosen, quoted and written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GradingAsked {
    /// Domain code, the code of a grade or `cannot_tell` (empty when nothing was chosen), the quoted words, why.
    pub grades: Vec<(String, String, String, String)>,
    /// What was done well.
    pub strengths: String,
    /// What difference it made for the child.
    pub impact: String,
    /// What others can learn.
    pub learning: String,
    /// The codes of what it is about.
    pub tags: BTreeSet<String>,
    /// On which day it was talked through with the practitioner.
    pub with_practitioner: Option<Date>,
    /// Why it was not.
    pub without_why: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// A grade that moderation sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The domain.
    pub domain: String,
    /// The grade's code; empty for a domain that is left alone.
    pub grade: String,
    /// Why.
    pub why: String,
}

/// An action as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionAsked {
    /// What.
    pub words: String,
    /// Who does it.
    pub owner: Option<Id<Staff>>,
    /// By which day.
    pub due: Option<Date>,
}

/// The code of "cannot be told from the record" in forms.
pub const CANNOT_TELL: &str = "cannot_tell";

fn missing(words: &str, field: &str, say: &str, problems: &mut Vec<Problem>) {
    if words.trim().is_empty() {
        problems.push(Problem::new(field, say));
    }
}

fn judged(
    (domain, chosen, quote, why): &(String, String, String, String),
    problems: &mut Vec<Problem>,
) -> Option<Graded> {
    let field = |part: &str| format!("{part}-{domain}");
    let (quote, why) = (quote.trim().to_owned(), why.trim().to_owned());
    let judgement = if chosen == CANNOT_TELL {
        missing(&why, &field("why"), "Say why it cannot be told.", problems);
        Judgement::CannotTell { why }
    } else if let Some(grade) = Grade::from_code(chosen) {
        missing(&quote, &field("quote"), "Quote the words of the record that the grade rests on.", problems);
        Judgement::Grade { grade, quote, why }
    } else {
        problems.push(Problem::new(field("grade"), "Choose a grade, or that it cannot be told."));
        return None;
    };
    Some(Graded { domain: domain.clone(), judgement })
}

impl Audit {
    /// A drawn decision waits for its auditors.
    pub fn draw(drawn: Drawn, now: Timestamp, pack: &Pack, calendar: &Calendar) -> Self {
        let Drawn { id, sample, of, auditors, second_missing } = drawn;
        let days = Limit::WorkingDays(pack.audit.within_working_days);
        Audit {
            id,
            reference: format!("AU-{}", id.spoken(5)),
            sample,
            of,
            auditors,
            second_missing,
            clock: Clock::start("audit", now, days, calendar),
            given_back: Vec::new(),
            gradings: Vec::new(),
            moderations: Vec::new(),
            feedback: Vec::new(),
            reply: None,
            actions: Vec::new(),
            alarms: Vec::new(),
        }
    }

    /// Grades. Only its auditors do, each once, and the second without having seen the first.
    ///
    /// # Errors
    /// When it is not theirs, is graded by them already, or something is missing.
    pub fn grade_by(
        &self,
        by: Id<Staff>,
        asked: GradingAsked,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.must_be_its_auditor(by)?;
        let mut problems = Vec::new();
        let none = (String::new(), String::new(), String::new());
        let grades: Vec<Graded> = pack
            .audit
            .domains
            .iter()
            .filter_map(|domain| {
                let answered = asked.grades.iter().find(|(code, ..)| *code == domain.code);
                let (chosen, quote, why) = answered.map_or(none.clone(), |(_, chosen, quote, why)| {
                    (chosen.clone(), quote.clone(), why.clone())
                });
                judged(&(domain.code.clone(), chosen, quote, why), &mut problems)
            })
            .collect();
        missing(&asked.impact, "impact", "Say what difference the work made for the child.", &mut problems);
        if asked.with_practitioner.is_none() {
            let say =
                "Write the day on which you talked it through with the practitioner, or why you did not.";
            missing(&asked.without_why, "with_practitioner", say, &mut problems);
        }
        if asked.tags.iter().any(|tag| pack.audit.tag(tag).is_none()) {
            problems.push(Problem::new("tags", "Choose from the list what the audit is about."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut audit = self.clone();
        audit.gradings.push(Grading {
            by,
            at: now,
            grades,
            strengths: asked.strengths,
            impact: asked.impact,
            learning: asked.learning,
            tags: asked.tags,
            with_practitioner: asked.with_practitioner,
            without_why: asked.without_why,
            further: asked.further,
        });
        audit.graded_at(now);
        Ok(audit)
    }

    /// Gives the audit back: it goes to the next who is free, or to nobody. Its clock stays what it is.
    ///
    /// # Errors
    /// When it is not theirs or graded by them, or no reason is given.
    pub fn give_back(
        &self,
        by: Id<Staff>,
        why: String,
        next: Option<Id<Staff>>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        self.must_be_its_auditor(by)?;
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why you give it back."));
        }
        let mut audit = self.clone();
        audit.given_back.push(GivenBack { by, at: now, why });
        let next = next.filter(|next| !audit.auditors.contains(next));
        match (next, audit.auditors.iter().position(|auditor| *auditor == by)) {
            (Some(next), Some(place)) => audit.auditors[place] = next,
            (None, _) if audit.auditors.len() > 1 => {
                audit.auditors.retain(|auditor| *auditor != by);
                audit.second_missing = true;
            }
            // The last one keeps it until somebody is free: an audit that nobody holds is forgotten.
            (None, _) | (Some(_), None) => {
                return Err(Refusal::NotNow(
                    "Nobody else is free to audit this. Ask the principal social worker to find somebody."
                        .into(),
                ));
            }
        }
        audit.graded_at(now);
        Ok(audit)
    }

    /// Its clock stands still once every auditor it has left has graded: the last who owed their grades may give it back.
    fn graded_at(&mut self, now: Timestamp) {
        if self.is_graded() {
            self.clock.met = Some(now);
        }
    }

    /// Moderates: sets the grade of one domain or more, with why. The auditors' grades stay beside it.
    ///
    /// # Errors
    /// When it is not graded, the person is one of its auditors or had a part in the work, or a reason is missing.
    pub fn moderate(&self, by: Id<Staff>, moved: &[Moved], now: Timestamp) -> Result<Self, Refusal> {
        if !self.is_graded() {
            return Err(Refusal::NotNow("It is not graded by all its auditors yet.".into()));
        }
        if self.auditors.contains(&by) || self.of.had_a_part.contains(&by) || self.of.practitioner == by {
            return Err(Refusal::not_allowed(
                "You graded this or had a part in the work, so somebody else must moderate it.",
            ));
        }
        let (mut problems, mut audit) = (Vec::new(), self.clone());
        let domains = self.domains();
        for Moved { domain, grade, why } in moved.iter().filter(|moved| !moved.grade.is_empty()) {
            let Some(grade) = Grade::from_code(grade).filter(|_| domains.contains(&domain.as_str())) else {
                problems.push(Problem::new(format!("grade-{domain}"), "Choose a grade from the scale."));
                continue;
            };
            missing(why, &format!("why-{domain}"), "Say why this grade stands.", &mut problems);
            let (domain, why) = (domain.clone(), why.clone());
            audit.moderations.push(Moderation { domain, grade, why, by, at: now });
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        if audit.moderations.len() == self.moderations.len() {
            let first = domains.first().copied().unwrap_or("child");
            return Err(Refusal::field(format!("grade-{first}"), "Set the grade of one domain at least."));
        }
        Ok(audit)
    }

    /// Writes down what the child or a parent said about the help they had, or why they were not heard.
    ///
    /// # Errors
    /// When nobody is chosen or neither is written.
    pub fn hear(&self, by: Id<Staff>, feedback: Feedback, pack: &Pack) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        if pack.audit.feedback(&feedback.of).is_none() {
            problems.push(Problem::new("of", "Choose who was asked."));
        }
        if feedback.words.trim().is_empty() && feedback.why_not.trim().is_empty() {
            problems.push(Problem::new("words", "Write what they said, or why they were not heard."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut audit = self.clone();
        audit.feedback.push(Feedback { by, ..feedback });
        Ok(audit)
    }

    /// The practitioner says what they think of it.
    ///
    /// # Errors
    /// When it is not graded, the work is not theirs, or nothing is written.
    pub fn answer(&self, by: Id<Staff>, words: String, now: Timestamp) -> Result<Self, Refusal> {
        if self.of.practitioner != by {
            return Err(Refusal::not_allowed("The reply is the practitioner's whose work it is."));
        }
        if !self.is_graded() {
            return Err(Refusal::NotNow("It is not graded by all its auditors yet.".into()));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Write what you think of it."));
        }
        Ok(Audit { reply: Some(Said { by, at: now, words }), ..self.clone() })
    }

    /// Sets an action. Without a day it gets the pack's time.
    ///
    /// # Errors
    /// When it is not graded or something is missing.
    pub fn set_action(
        &self,
        by: Id<Staff>,
        asked: ActionAsked,
        now: Timestamp,
        today: Date,
        usual: Date,
    ) -> Result<Self, Refusal> {
        if !self.is_graded() {
            return Err(Refusal::NotNow(
                "Actions follow when all its auditors have graded. If a child is not safe, raise the alarm."
                    .into(),
            ));
        }
        let mut problems = Vec::new();
        missing(&asked.words, "words", "Write what is to be done.", &mut problems);
        if asked.due.is_some_and(|due| due < today) {
            problems.push(Problem::new("due", "The day cannot lie in the past."));
        }
        let owner = asked.owner.ok_or_else(|| Problem::new("owner", "Choose who does it."));
        match owner {
            Ok(owner) if problems.is_empty() => {
                let mut audit = self.clone();
                let (words, due) = (asked.words, asked.due.unwrap_or(usual));
                audit.actions.push(AuditAction {
                    words,
                    owner,
                    due,
                    by,
                    at: now,
                    done: None,
                    looked: Vec::new(),
                });
                Ok(audit)
            }
            Ok(_) => Err(Refusal::Invalid(problems)),
            Err(problem) => {
                problems.push(problem);
                Err(Refusal::Invalid(problems))
            }
        }
    }

    /// The owner says that an action is done, and how one can see it.
    ///
    /// # Errors
    /// When it is somebody else's, is done, or no evidence is given.
    pub fn action_done(
        &self,
        by: Id<Staff>,
        number: usize,
        evidence: String,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let action = self.actions.get(number).ok_or(Refusal::NotFound)?;
        if action.owner != by {
            return Err(Refusal::not_allowed("Whoever owns the action says that it is done."));
        }
        if action.done.is_some() {
            return Err(Refusal::NotNow("It was said to be done already.".into()));
        }
        if evidence.trim().is_empty() {
            return Err(Refusal::field("evidence", "Say how one can see that it is done."));
        }
        let mut audit = self.clone();
        audit.actions[number].done = Some(Said { by, at: now, words: evidence });
        Ok(audit)
    }

    /// Somebody other than the owner looks whether it is done: it is closed, or open again.
    ///
    /// # Errors
    /// When the owner looks, nothing was said to be done, or nothing is written.
    pub fn look_at_action(
        &self,
        by: Id<Staff>,
        number: usize,
        (closed, words): (Option<bool>, String),
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let action = self.actions.get(number).ok_or(Refusal::NotFound)?;
        if action.owner == by {
            return Err(Refusal::not_allowed(
                "You own this action, so somebody else must look whether it is done.",
            ));
        }
        let of = action.done.clone().filter(|_| !action.is_closed());
        let of = of.ok_or_else(|| Refusal::NotNow("Nobody has said that it is done.".into()))?;
        let closed = closed.ok_or_else(|| Refusal::field("closed", "Say whether it is done."))?;
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say what you looked at."));
        }
        let mut audit = self.clone();
        let action = &mut audit.actions[number];
        action.looked.push(Looked { said: Said { by, at: now, words }, of, closed });
        if !closed {
            action.done = None;
        }
        Ok(audit)
    }

    /// Somebody thinks that a child is not safe. Every auditor may say so at any time, graded or not.
    ///
    /// # Errors
    /// When nothing is written.
    pub fn alarm(
        &self,
        by: Id<Staff>,
        words: String,
        told: BTreeSet<Id<Staff>>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        if words.trim().is_empty() {
            return Err(Refusal::field(
                "words",
                "Say why a child may not be safe, so that a manager can act now.",
            ));
        }
        let mut audit = self.clone();
        audit.alarms.push(Alarm { said: Said { by, at: now, words }, told, answer: None });
        Ok(audit)
    }

    /// One of those who were told says what they did.
    ///
    /// # Errors
    /// When they were not told, somebody has answered, or nothing is written.
    pub fn answer_alarm(
        &self,
        by: Id<Staff>,
        number: usize,
        words: String,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let alarm = self.alarms.get(number).ok_or(Refusal::NotFound)?;
        if !alarm.told.contains(&by) {
            return Err(Refusal::not_allowed("One of the managers who were told says what was done."));
        }
        if alarm.answer.is_some() {
            return Err(Refusal::NotNow("It was answered already.".into()));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say what you did."));
        }
        let mut audit = self.clone();
        audit.alarms[number].answer = Some(Said { by, at: now, words });
        Ok(audit)
    }

    fn must_be_its_auditor(&self, by: Id<Staff>) -> Result<(), Refusal> {
        if self.of.had_a_part.contains(&by) || self.of.practitioner == by {
            return Err(Refusal::not_allowed("You had a part in this work, so somebody else must audit it."));
        }
        if !self.auditors.contains(&by) {
            return Err(Refusal::NotFound);
        }
        if self.grading_of(by).is_some() {
            return Err(Refusal::NotNow("You have graded it already.".into()));
        }
        Ok(())
    }
}
