//! Writing: the answers section by section, what is said about them at their place, and who wrote any of it. Two people who write in different sections at
//! once both keep what they wrote; in the same section the second is shown the first (ux.md 3.8).

use jiff::Timestamp;

use super::{Assessment, CommentAsked, ReviewHeld, ReviewPoint};
use crate::calendar::london;
use crate::form::{Answers, Form, Place, comment};
use crate::id::Id;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Sections of the form as somebody saves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionSaved {
    /// Which sections stood on the page: what of them is not in the answers was emptied.
    pub sections: Vec<String>,
    /// The answers in them.
    pub answers: Answers,
}

impl Assessment {
    /// Refuses to write in what waits for a manager, is signed or ended.
    pub(super) fn must_be_written(&self) -> Result<(), Refusal> {
        use super::Stage::{Authorised, Begun, Ended, Returned, Submitted, ToTell};
        match self.stage() {
            Begun | Returned => Ok(()),
            Submitted => Err(Refusal::NotNow(
                "This waits for a manager, who must read what was sent. Say what is new in a comment, or ask the manager to send it back.".into(),
            )),
            ToTell | Authorised => {
                Err(Refusal::NotNow("This assessment is authorised: it is not changed any more.".into()))
            }
            Ended => Err(Refusal::NotNow("This assessment was ended.".into())),
        }
    }

    /// Notes who wrote: they do not authorise.
    pub(super) fn written_by(&mut self, by: Id<Staff>) {
        if !self.authors.contains(&by) {
            self.authors.push(by);
        }
    }

    /// Whether a version says the same in some sections: what was saved in others meanwhile takes nothing from whoever saves here.
    pub fn same_in(&self, other: &Assessment, sections: &[String]) -> bool {
        let within = |place: &&Place| sections.contains(&place.section);
        let mine = self.answers.given.iter().filter(|(place, _)| within(place));
        let theirs = other.answers.given.iter().filter(|(place, _)| within(place));
        mine.eq(theirs)
    }

    /// Saves sections of the form. Whatever is saved is kept as it was typed, right or not: what is missing is asked for later.
    ///
    /// # Errors
    /// When it is not being written, the answers are of another form, or a section is not one of it.
    pub fn saved(&self, saved: SectionSaved, form: &Form, by: Id<Staff>) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        let same_form =
            saved.answers.form == self.answers.form && saved.answers.version == self.answers.version;
        let strange = saved.sections.iter().any(|section| form.section(section).is_none())
            || saved.answers.given.keys().any(|place| !saved.sections.contains(&place.section));
        if !same_form || strange {
            return Err(Refusal::NotNow("These answers are of another form. Open the page again.".into()));
        }
        let problems = form.check(&saved.answers);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut after = self.clone();
        after.answers.given.retain(|place, _| !saved.sections.contains(&place.section));
        after.answers.given.extend(saved.answers.given);
        after.written_by(by);
        Ok(after)
    }

    /// Says something about it, at its place. A manager who says so does not write it.
    ///
    /// # Errors
    /// When it is over, or nothing is said.
    pub fn commented(
        &self,
        asked: CommentAsked,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if !self.runs() {
            return Err(Refusal::NotNow("This assessment is over.".into()));
        }
        let mut after = self.clone();
        comment::write(&mut after.comments, asked, by, at)?;
        Ok(after)
    }

    /// Says what was done about a comment.
    ///
    /// # Errors
    /// When it is over, there is no such comment, it was answered, or nothing is said.
    pub fn comment_answered(
        &self,
        id: u32,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if !self.runs() {
            return Err(Refusal::NotNow("This assessment is over.".into()));
        }
        let mut after = self.clone();
        comment::answer(&mut after.comments, id, words, by, at)?;
        Ok(after)
    }

    /// Writes down that the review point was held.
    ///
    /// # Errors
    /// When it is over, it was held, or something is missing.
    pub fn review_held(
        &self,
        on: Option<jiff::civil::Date>,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        let over = !self.runs() || self.authorised.is_some();
        let mut after = self.clone();
        let open = |review: &&mut ReviewPoint| review.held.is_none();
        let review =
            after.reviews.last_mut().filter(open).filter(|_| !over).ok_or_else(|| {
                Refusal::NotNow("No review point waits. Set another, if one is needed.".into())
            })?;
        let mut problems = Vec::new();
        if words.trim().is_empty() {
            problems.push(Problem::new("words", "Say what you saw, and what is done now."));
        }
        let on = match on {
            Some(on) if on <= london::date_of(at) => on,
            Some(_) => {
                problems.push(Problem::new("held_on", "The day cannot lie ahead."));
                london::date_of(at)
            }
            None => london::date_of(at),
        };
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        review.held = Some(ReviewHeld { on, words: words.trim().to_owned(), by, at });
        for clock in after.clocks.iter_mut().filter(|clock| clock.timer == super::REVIEW) {
            clock.met = Some(at);
        }
        Ok(after)
    }

    /// Says on which day the family was told of the review point that stands.
    ///
    /// # Errors
    /// When the day lies ahead, or nobody is named.
    pub fn review_shared(
        &self,
        on: jiff::civil::Date,
        with: &str,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if on > london::date_of(at) {
            return Err(Refusal::field(
                "shared_on",
                "The day on which the family was told cannot lie ahead.",
            ));
        }
        if with.trim().is_empty() {
            return Err(Refusal::field("shared_with", "Say who of the family was told."));
        }
        let mut after = self.clone();
        let review = after.reviews.last_mut().ok_or(Refusal::NotFound)?;
        (review.shared_on, review.shared_with) = (Some(on), with.trim().to_owned());
        Ok(after)
    }
}
