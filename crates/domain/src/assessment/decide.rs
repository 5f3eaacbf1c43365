//! Who signs what: it is put before a manager with the reasons of what is missing; sent back with comments at their place; authorised by another person,
//! who was shown the quality mirror and says why; or ended without that. More time than the limit gives is asked for with a reason and decided by a
//! manager, and moves no clock. It is complete when family and agencies have the outcome in writing, or it was discussed with the family *and* authorised
//! (DfE, children in need census).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Assessment, Authorised, ChildOutcome, Ended, Exception, ExceptionDecided, Mirror, Returned, Stage,
    Submission, Told, outcome, outcomes,
};
use crate::calendar::london;
use crate::form::{self, Form};
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A submission as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmitAsked {
    /// Why each thing is missing: by the key of the mirror's line, or by the place of an answer. The field of each is `why-` and the key.
    pub reasons: BTreeMap<String, String>,
    /// Why it cannot wait for any of it.
    pub urgent: String,
    /// Anything to say to the manager.
    pub words: String,
}

/// An authorisation as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthoriseAsked {
    /// Why this is right for the children, and what else was considered.
    pub reasons: String,
    /// The mirror as it was shown on the page: [`Mirror::seen_as`].
    pub seen: String,
    /// Whether whoever signs says that they looked at it.
    pub looked: bool,
    /// Who of the family was told, with the authorisation; nothing when they are told later.
    pub told: Option<ToldAsked>,
}

/// Who was told, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldAsked {
    /// Who: a code of the pack.
    pub whom: String,
    /// Their name, or the agency's.
    pub name: String,
    /// How: a code of the pack; empty when they were not told.
    pub way: String,
    /// On which day.
    pub on: Option<Date>,
    /// What they said; or why they were not told.
    pub words: String,
}

/// More time, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExceptionAsked {
    /// Why it takes longer.
    pub reason: String,
    /// What keeps the children safe meanwhile.
    pub meanwhile: String,
    /// Until when.
    pub until: Option<Date>,
}

/// An end without authorisation, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndAsked {
    /// Why: a code of the pack.
    pub ending: String,
    /// In words.
    pub words: String,
}

/// What is missing for a submission: the keys and words of the mirror's lines that are not so, then the answers that the form needs, by their places. A
/// line whose answers are missing stands once. An open comment is missing too: what a manager asked is answered before it comes back.
pub fn missing(assessment: &Assessment, form: &Form, mirror: &Mirror) -> Vec<Problem> {
    let mut missing: Vec<Problem> = Vec::new();
    let mut covered: Vec<String> = Vec::new();
    for line in mirror.missing() {
        let words = if line.words.is_empty() {
            line.asks.words().to_owned()
        } else {
            format!("{} {}.", line.asks.words(), line.words)
        };
        missing.push(Problem::new(line.key.clone(), words));
        covered.extend(line.places.iter().map(ToString::to_string));
    }
    let needed = form.missing(&assessment.answers, form::Stage::Submit).into_iter();
    missing.extend(needed.filter(|problem| !covered.contains(&problem.field)));
    missing
}

impl Assessment {
    /// Puts it before a manager. What is missing needs a reason, and one reason for all of it is enough where it cannot wait.
    ///
    /// # Errors
    /// When it is not being written, a reason is missing, a comment is open, or an outcome or factor fits no return.
    pub fn submitted(
        &self,
        asked: SubmitAsked,
        mirror: &Mirror,
        form: &Form,
        pack: &Pack,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        let SubmitAsked { reasons: mut given, urgent, words } = asked;
        let urgent = urgent.trim().to_owned();
        let mut problems = outcome::problems(self, form, pack, false);
        let mut reasons = BTreeMap::new();
        for one in missing(self, form, mirror) {
            let why = given.remove(&one.field).unwrap_or_default();
            let why = why.trim();
            if why.is_empty() && urgent.is_empty() {
                let words = format!("Put it right or say why not: {}", one.words);
                problems.push(Problem::new(format!("why-{}", one.field), words));
            } else {
                reasons.insert(one.field, why.to_owned());
            }
        }
        if urgent.is_empty() {
            for comment in self.open_comments().filter(|comment| comment.by != by) {
                let words = "Say what you did about this comment, or why nothing.";
                problems.push(Problem::new(format!("comment-{}", comment.id), words));
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut after = self.clone();
        let words = words.trim().to_owned();
        after.submissions.push(Submission { by, at, missing: reasons, urgent, words });
        after.written_by(by);
        Ok(after)
    }

    /// Sends it back to be worked on again.
    ///
    /// # Errors
    /// When it does not wait, the manager wrote it, or no reason is given.
    pub fn sent_back(
        &self,
        why: &str,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Assessment, Refusal> {
        self.may_be_signed(by)?;
        reason("why", why, pack, "Say what is to be done again, and why.")?;
        let mut after = self.clone();
        let comments = self.open_comments().map(|comment| comment.id).collect();
        after.returned.push(Returned { by, at, why: why.trim().to_owned(), comments });
        Ok(after)
    }

    /// Authorises it. Whoever does so did not write it, and has seen the mirror that is kept with it.
    ///
    /// # Errors
    /// With everything that is missing; when it does not wait, the manager wrote it, the mirror shows something else by now, or a passage of another
    /// family's record is not explained.
    pub fn authorise(
        &self,
        asked: AuthoriseAsked,
        mirror: Mirror,
        form: &Form,
        pack: &Pack,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.may_be_signed(by)?;
        if self.unexplained().next().is_some() {
            return Err(Refusal::NotNow(
                "A passage stands in another family’s record too. Nobody authorises this until somebody has explained it.".into(),
            ));
        }
        if asked.seen != mirror.seen_as() {
            return Err(Refusal::NotNow(
                "What the quality mirror shows has changed since you opened this page. Nothing is signed: read it again.".into(),
            ));
        }
        let mut problems = outcome::problems(self, form, pack, true);
        if !asked.looked {
            problems.push(Problem::new("looked", "Look at the quality mirror, and say that you did."));
        }
        if let Err(Refusal::Invalid(wrong)) = reason(
            "reasons",
            &asked.reasons,
            pack,
            "Say why this is right for the children, and what else you considered.",
        ) {
            problems.extend(wrong);
        }
        let told = asked.told.map(|told| self.checked_told(told, by, at, pack)).transpose();
        let told = match told {
            Err(Refusal::Invalid(wrong)) => {
                problems.extend(wrong);
                None
            }
            other => other?,
        };
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut after = self.clone();
        let outcomes: Vec<ChildOutcome> = outcomes(self, form);
        let reasons = asked.reasons.trim().to_owned();
        after.authorised = Some(Authorised { by, at, reasons, mirror, outcomes });
        after.told.extend(told);
        after.clocks_met(at);
        Ok(after)
    }

    /// Writes down that somebody was told what came of it.
    ///
    /// # Errors
    /// When it is not authorised, or something is missing.
    pub fn tells(
        &self,
        asked: ToldAsked,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Assessment, Refusal> {
        if self.authorised.is_none() || self.ended.is_some() {
            return Err(Refusal::NotNow("Nothing is authorised yet that could be told.".into()));
        }
        let told = self.checked_told(asked, by, at, pack)?;
        let mut after = self.clone();
        after.told.push(told);
        after.clocks_met(at);
        Ok(after)
    }

    /// The day on which it was complete: authorised, and the family told, in talk or in writing, or a reason why they are not. Nothing until then.
    pub fn completed_on(&self) -> Option<Date> {
        let authorised = london::date_of(self.authorised.as_ref()?.at);
        let family = self.told.iter().filter(|told| told.whom == FAMILY);
        let told = family.map(|told| told.on.unwrap_or_else(|| london::date_of(told.at))).min()?;
        Some(authorised.max(told))
    }

    /// The clocks stand still once it is complete, at the moment of that day that is known: never earlier than the signature.
    fn clocks_met(&mut self, at: Timestamp) {
        let (Some(on), Some(authorised)) = (self.completed_on(), &self.authorised) else { return };
        let met =
            if on == london::date_of(authorised.at) { authorised.at } else { london::start_of(on).min(at) };
        for clock in self.clocks.iter_mut().filter(|clock| clock.met.is_none()) {
            clock.met = Some(met);
        }
    }

    /// Asks for more time than the limit gives.
    ///
    /// # Errors
    /// When it is over, one waits already, or something is missing.
    pub fn exception_asked_for(
        &self,
        asked: &ExceptionAsked,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if self.authorised.is_some() || !self.runs() {
            return Err(Refusal::NotNow("This assessment is over: no time is needed.".into()));
        }
        if self.exception_asked().is_some() {
            return Err(Refusal::NotNow(
                "You asked for more time already, and a manager has not decided.".into(),
            ));
        }
        let mut problems = Vec::new();
        if asked.reason.trim().is_empty() {
            problems
                .push(Problem::new("reason", "Say why it takes longer, and what is still to be found out."));
        }
        if asked.meanwhile.trim().is_empty() {
            problems.push(Problem::new("meanwhile", "Say what keeps the children safe meanwhile."));
        }
        let until = asked.until.filter(|until| *until >= london::date_of(at));
        if until.is_none() {
            problems
                .push(Problem::new("until", "Say by which day it will be ready. It cannot lie in the past."));
        }
        let Some(until) = until.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let mut after = self.clone();
        let (reason, meanwhile) = (asked.reason.trim().to_owned(), asked.meanwhile.trim().to_owned());
        after.exceptions.push(Exception { reason, meanwhile, until, by, at, decided: None });
        Ok(after)
    }

    /// A manager who did not ask decides on more time. No clock moves.
    ///
    /// # Errors
    /// When none waits, the manager asked for it, or no reason is given.
    pub fn exception_decided(
        &self,
        approved: bool,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Assessment, Refusal> {
        let Some(asked) = self.exception_asked() else {
            return Err(Refusal::NotNow("Nobody asks for more time.".into()));
        };
        if asked.by == by || self.wrote(by) {
            return Err(Refusal::not_allowed(
                "You work on this assessment, so another manager decides on more time.",
            ));
        }
        reason("words", words, pack, "Say why, and what you expect meanwhile.")?;
        let mut after = self.clone();
        let decided = ExceptionDecided { approved, words: words.trim().to_owned(), by, at };
        if let Some(waits) = after.exceptions.iter_mut().rfind(|exception| exception.decided.is_none()) {
            waits.decided = Some(decided);
        }
        Ok(after)
    }

    /// Ends it without authorising it: another took its place, the family moved. A manager does, with the reason.
    ///
    /// # Errors
    /// When it is over, the manager writes it, or the reason is missing.
    pub fn ends(
        &self,
        asked: &EndAsked,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Assessment, Refusal> {
        if self.authorised.is_some() || self.ended.is_some() {
            return Err(Refusal::NotNow("This assessment is over already.".into()));
        }
        if self.wrote(by) {
            return Err(Refusal::not_allowed("You work on this assessment, so another manager ends it."));
        }
        let mut problems = Vec::new();
        if pack.assessment.ending(&asked.ending).is_none() {
            problems.push(Problem::new("ending", "Choose why it ends."));
        }
        if let Err(Refusal::Invalid(wrong)) =
            reason("words", &asked.words, pack, "Say what happened, and who keeps the children in mind now.")
        {
            problems.extend(wrong);
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut after = self.clone();
        after.ended =
            Some(Ended { ending: asked.ending.clone(), words: asked.words.trim().to_owned(), by, at });
        Ok(after)
    }

    fn may_be_signed(&self, by: Id<Staff>) -> Result<(), Refusal> {
        if self.stage() != Stage::Submitted {
            return Err(Refusal::NotNow("This assessment does not wait for a manager.".into()));
        }
        if self.wrote(by) {
            return Err(Refusal::not_allowed(
                "You wrote some of this assessment, so another manager must sign it.",
            ));
        }
        Ok(())
    }

    fn checked_told(
        &self,
        asked: ToldAsked,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Told, Refusal> {
        let rules = &pack.assessment;
        let mut problems = Vec::new();
        if rules.whom(&asked.whom).is_none() {
            problems.push(Problem::new("told_whom", "Choose who was told."));
        }
        let not_told = asked.way.is_empty();
        if not_told && asked.words.trim().is_empty() {
            problems.push(Problem::new("told_words", "Say how they were told, or why they were not."));
        }
        if !not_told && rules.way(&asked.way).is_none() {
            problems.push(Problem::new("told_way", "Choose how they were told."));
        }
        match asked.on {
            None if !not_told => {
                problems.push(Problem::new("told_on", "Write the day on which they were told."));
            }
            Some(on) if on > london::date_of(at) => {
                problems.push(Problem::new("told_on", "The day on which they were told cannot lie ahead."));
            }
            Some(on) if on < self.started_on() => {
                problems.push(Problem::new("told_on", "They cannot have been told before it began."));
            }
            _ => {}
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let on = asked.on.filter(|_| !not_told);
        let (name, words) = (asked.name.trim().to_owned(), asked.words.trim().to_owned());
        Ok(Told { whom: asked.whom, name, way: asked.way, on, words, by, at })
    }
}

/// The family, among those who are told.
const FAMILY: &str = "family";

fn reason(field: &str, words: &str, pack: &Pack, say: &str) -> Result<(), Refusal> {
    if words.trim().chars().count() < usize::from(pack.assessment.fewest_reason_characters) {
        return Err(Refusal::field(field, say));
    }
    Ok(())
}
