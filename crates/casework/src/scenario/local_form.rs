//! A council's own forms in a story: filled in from the pack alone, gone on with, finished, corrected, taken back, commented on. "The form" of a child is the
//! newest answer to it.

use std::fmt::Write;

use domain::form::{Answers, CommentAsked, Form, Place};
use domain::local_form::{FormAnswer, FormSent};
use domain::refusal::Refusal;
use store::{Stop, Versioned};

use super::act::{self, Act};
use super::assessment::answer_in_words;
use super::does::unknown;
use super::run::{Run, Show};
use super::story::Step;
use crate::child::{Moment, Shown, file};
use crate::local_form;
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out an act about a council's own form; whether it was one.
    pub(super) fn local_form_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::FillForm(said) => self.fill_form(session, sending, said)?,
            Act::FormInError(said) => {
                let (known, sending) = self.form_opened(&said.child, &said.form, sending)?;
                local_form::withdraw(session, &sending, known.id, &said.reason)?;
            }
            Act::CommentForm(said) => {
                let (known, sending) = self.form_opened(&said.child, &said.form, sending)?;
                let place = said.place.as_deref().map(place).transpose()?;
                let asked = CommentAsked { place, words: said.words.clone() };
                local_form::comment(session, &sending, known.id, asked)?;
            }
            Act::AnswerFormComment(said) => {
                let (known, sending) = self.form_opened(&said.child, &said.form, sending)?;
                local_form::answer_comment(session, &sending, known.id, said.number, &said.words)?;
            }
            Act::ReadForm(said) => {
                let known = self.form_of(&said.child, &said.form)?;
                let view = local_form::view(session, known.record.id)?;
                let answer = &view.answer.record;
                let mut words = format!(
                    "{}, {}, version {} of the form. ",
                    answer.title(&self.house.pack),
                    answer.state(),
                    answer.answers.version
                );
                for (place, given) in &answer.answers.given {
                    let _ = write!(words, "{place}: {}. ", given.words());
                }
                let _ = write!(words, "{:?}", answer.comments);
                self.shown = Show { words, found: Some(view.versions.len()), layer: None };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn fill_form(&self, session: &Session<'_>, sending: &Sending, said: &act::FillForm) -> Result<(), Stop> {
        let child = self.child(&said.child)?;
        let pack = &self.house.pack;
        if said.anew || self.form_of(&said.child, &said.form).is_err() {
            let mut answers = local_form::blank(session, child, &said.form)?;
            let form = pack.form_version(&said.form, answers.version).ok_or(Refusal::NotFound)?;
            put(form, &mut answers, &said.answers)?;
            let sent = FormSent { answers, finish: said.finish, reason: String::new() };
            return local_form::begin(session, sending, child, sent).map(drop);
        }
        let (known, sending) = self.form_opened(&said.child, &said.form, sending)?;
        let mut answers = known.answers.clone();
        let form = known.form(pack).ok_or(Refusal::NotFound)?;
        put(form, &mut answers, &said.answers)?;
        let sent = FormSent { answers, finish: said.finish, reason: said.reason.clone() };
        local_form::write(session, &sending, known.id, sent)
    }

    /// The newest answer of a child to a form.
    fn form_of(&self, child: &str, form: &str) -> Result<Versioned<FormAnswer>, Stop> {
        let system = self.house.system();
        let none = || Stop::from(unknown("form of this child", form));
        let Shown::Content(page) = file(&system, self.child(child)?, Moment::Now)? else {
            return Err(none());
        };
        let answers = page.file.form_answers.iter().map(|filed| &filed.record);
        let newest = answers.filter(|answer| answer.answers.form == form).max_by_key(|answer| answer.at);
        let id = newest.map(|answer| answer.id).ok_or_else(none)?;
        Ok(local_form::view(&system, id)?.answer)
    }

    fn form_opened(&self, child: &str, form: &str, sending: &Sending) -> Result<(FormAnswer, Sending), Stop> {
        let known = self.form_of(child, form)?;
        Ok((known.record, Sending { opened: known.version.0, ..sending.clone() }))
    }
}

/// Answers by their places, in the words of a story.
fn put(
    form: &Form,
    answers: &mut Answers,
    said: &std::collections::BTreeMap<String, String>,
) -> Result<(), Stop> {
    for (at, words) in said {
        let place = place(at)?;
        let kind = form.question(&place).map(|question| &question.kind);
        let kind = kind.ok_or_else(|| Stop::from(unknown("question", at)))?;
        answers.put(place, answer_in_words(kind, words));
    }
    Ok(())
}

fn place(at: &str) -> Result<Place, Stop> {
    at.parse().map_err(|_| unknown("question", at).into())
}
