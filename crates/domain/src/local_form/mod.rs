//! Local forms: what a council asks about a child and no part of the program asks (a screening tool, a young carer's statement, an agency's own
//! record). The council writes the form in its pack and says in the form where it is offered; nobody programs anything (DESIGN.md 2.4).
//!
//! An answer is a record in the child's file. It keeps the version of the form it answered: a question that changes in the pack changes no past,
//! and whoever goes on with an answer goes on with the questions it was begun with. It is being written, then finished; after that a change needs
//! a reason. What was recorded in error stays to be read.

mod known;
#[cfg(test)]
mod tests;

pub use known::{of_child, of_viewer};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::form::{Answers, Comment, CommentAsked, Form, OfferedOn, Stage, comment};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// One answered form about a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormAnswer {
    /// The record's name.
    pub id: Id<FormAnswer>,
    /// The child it is about.
    pub child: Id<Person>,
    /// The answers, with the form and the version that they answer.
    pub answers: Answers,
    /// Who began it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Who finished it, when: nothing while it is being written.
    pub finished: Option<Act>,
    /// The last change after it was finished.
    pub corrected: Option<Act>,
    /// That it should never have been recorded.
    pub in_error: Option<Act>,
    /// What was said about its answers, at their places.
    #[serde(default)]
    pub comments: Vec<Comment>,
}

/// Somebody's act on an answered form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why; empty for finishing, which needs no reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Answers as they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSent {
    /// The answers.
    pub answers: Answers,
    /// Whether it is finished with them, and not only kept.
    pub finish: bool,
    /// Why a finished form is changed.
    pub reason: String,
}

impl FormAnswer {
    /// Begins an answer.
    ///
    /// # Errors
    /// When the pack offers no such form about a child, an answer cannot be taken, or one is missing that keeping or finishing needs.
    pub fn begin(
        child: Id<Person>,
        sent: FormSent,
        id: Id<FormAnswer>,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        if offered(pack, &sent.answers.form).is_none() {
            return Err(Refusal::NotFound);
        }
        let problems = wrong(&sent, pack);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let finished = sent.finish.then(|| Act { by, at, reason: String::new() });
        let (corrected, in_error, comments) = (None, None, Vec::new());
        Ok(FormAnswer { id, child, answers: sent.answers, by, at, finished, corrected, in_error, comments })
    }

    /// Goes on with it, or corrects it once it is finished.
    ///
    /// # Errors
    /// As [`FormAnswer::begin`]; when the answers are to another version than it was begun with; when it is finished and no reason is given; when
    /// it was recorded in error.
    pub fn write(&self, sent: FormSent, by: Id<Staff>, at: Timestamp, pack: &Pack) -> Result<Self, Refusal> {
        self.still_stands()?;
        if (&sent.answers.form, sent.answers.version) != (&self.answers.form, self.answers.version) {
            return Err(Refusal::NotNow(format!(
                "This was begun with version {} of the form and goes on with it. Open it again.",
                self.answers.version
            )));
        }
        let finished = self.finished.is_some();
        let sent = FormSent { finish: sent.finish || finished, ..sent };
        let mut problems = wrong(&sent, pack);
        if finished && sent.reason.trim().is_empty() {
            problems.push(Problem::new("reason", "Say what was wrong, and how you know."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let act = Act { by, at, reason: String::new() };
        let corrected = finished.then(|| Act { reason: sent.reason, ..act.clone() });
        Ok(FormAnswer {
            answers: sent.answers,
            finished: self.finished.clone().or_else(|| sent.finish.then_some(act)),
            corrected: corrected.or_else(|| self.corrected.clone()),
            ..self.clone()
        })
    }

    /// Says that it was recorded in error: it stays to be read.
    ///
    /// # Errors
    /// When no reason is given, or it was said before.
    pub fn withdraw(&self, reason: &str, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.still_stands()?;
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why it should not have been recorded."));
        }
        Ok(FormAnswer { in_error: Some(Act { by, at, reason: reason.to_owned() }), ..self.clone() })
    }

    /// Says something about one answer, or about the whole.
    ///
    /// # Errors
    /// When nothing is said, the form has no such question, or it was recorded in error.
    pub fn comment(
        &self,
        asked: CommentAsked,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.still_stands()?;
        let has = |place| self.form(pack).is_some_and(|form| form.has_place(place));
        if asked.place.as_ref().is_some_and(|place| !has(place) && self.answers.at(place).is_none()) {
            return Err(Refusal::NotFound);
        }
        let mut after = self.clone();
        comment::write(&mut after.comments, asked, by, at)?;
        Ok(after)
    }

    /// Answers a comment.
    ///
    /// # Errors
    /// As [`comment::answer`], and when it was recorded in error.
    pub fn answer_comment(
        &self,
        number: u32,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        self.still_stands()?;
        let mut after = self.clone();
        comment::answer(&mut after.comments, number, words, by, at)?;
        Ok(after)
    }

    /// Takes one's own comment back.
    ///
    /// # Errors
    /// As [`comment::withdraw`], and when it was recorded in error.
    pub fn withdraw_comment(&self, number: u32, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.still_stands()?;
        let mut after = self.clone();
        comment::withdraw(&mut after.comments, number, by, at)?;
        Ok(after)
    }

    /// The form it answers, in the version it answers; nothing when the pack no longer has that version, and then it is only read.
    pub fn form<'p>(&self, pack: &'p Pack) -> Option<&'p Form> {
        pack.form_version(&self.answers.form, self.answers.version)
    }

    /// What it is called on pages: the title of its own version, of the newest, or the form's name.
    pub fn title<'a>(&'a self, pack: &'a Pack) -> &'a str {
        let form = self.form(pack).or_else(|| pack.form(&self.answers.form));
        form.map_or(self.answers.form.as_str(), |form| form.title.as_str())
    }

    /// How far it is, in words.
    pub fn state(&self) -> &'static str {
        match (&self.in_error, &self.finished) {
            (Some(_), _) => "Recorded in error",
            (None, Some(_)) => "Finished",
            (None, None) => "Being written",
        }
    }

    fn still_stands(&self) -> Result<(), Refusal> {
        if self.in_error.is_none() {
            return Ok(());
        }
        Err(Refusal::NotNow("This form was recorded in error, so it is not changed any more.".into()))
    }
}

/// The newest version of a form that is offered about a child.
pub fn offered<'p>(pack: &'p Pack, form: &str) -> Option<&'p Form> {
    pack.form(form).filter(|form| form.offered == Some(OfferedOn::Child))
}

/// Every form that is offered about a child, by its title.
pub fn all_offered(pack: &Pack) -> Vec<&Form> {
    let mut forms: Vec<&Form> = pack.forms.iter().filter_map(|form| offered(pack, &form.id)).collect();
    forms.dedup_by(|one, two| one.id == two.id);
    forms.sort_by(|one, two| (&one.title, &one.id).cmp(&(&two.title, &two.id)));
    forms
}

fn wrong(sent: &FormSent, pack: &Pack) -> Vec<Problem> {
    let answers = &sent.answers;
    let Some(form) = pack.form_version(&answers.form, answers.version) else {
        let words = format!(
            "The practice pack no longer has version {} of this form, so it can be read and not changed. Tell whoever keeps the pack.",
            answers.version
        );
        return vec![Problem::new("reason", words)];
    };
    let stage = if sent.finish { Stage::Submit } else { Stage::Save };
    let mut problems = form.check(answers);
    problems.extend(form.missing(answers, stage));
    problems
}

impl Record for FormAnswer {
    const KIND: &'static str = "form_answer";

    fn id(&self) -> Id<FormAnswer> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_form_answer(self)
    }
}
