//! The council's own extra questions on a contact: a form of the pack, drawn and read by the one form engine. Their fields are named after
//! their section (`local.young_carer`), so that they never meet the contact's own.

use domain::form::{Answers, Form};
use domain::pack::Pack;
use domain::refusal::Problem;
use maud::{Markup, html};

use crate::route::{Fields, Filling, Visit};

/// The pack's form for them.
const EXTRA: &str = "contact_extra";

/// The questions, with what was typed; nothing when the pack has none.
pub(super) fn questions(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let Some(form) = visit.house().pack.form(EXTRA) else { return Markup::default() };
    crate::forms::render(form, filling)
}

/// The answers, unless there are none, and what cannot be taken.
pub(super) fn answers(pack: &Pack, fields: &Fields) -> (Option<Answers>, Vec<Problem>) {
    let Some(form) = pack.form(EXTRA) else { return (None, Vec::new()) };
    let mine = fields.pairs().iter().filter(|(name, _)| is_of(form, name)).cloned();
    let read = form.read(&mine.collect::<Vec<_>>());
    let answers = (!read.answers.is_empty()).then_some(read.answers);
    (answers, read.problems)
}

/// On which element the link of a problem lands: what was sent for a question that the form does not have stands in a box after the others.
pub(super) fn lands(pack: &Pack, fields: &Fields) -> Vec<(String, String)> {
    let Some(form) = pack.form(EXTRA) else { return Vec::new() };
    let unknown =
        crate::forms::read(form, "", fields).unknown.into_iter().filter(|(name, _)| is_of(form, name));
    unknown.enumerate().map(|(number, (name, _))| (name, format!("also-sent-{}", number + 1))).collect()
}

fn is_of(form: &Form, field: &str) -> bool {
    field.split_once('.').is_some_and(|(section, _)| form.section(section).is_some())
}

/// Answers beside the questions as they were asked: each form in the version it was answered in.
pub(super) fn told(pack: &Pack, answers: &Answers) -> Markup {
    let form = pack.form_version(&answers.form, answers.version).or_else(|| pack.form(&answers.form));
    html! {
        @if let Some(form) = form { (crate::forms::read_only(form, answers)) }
    }
}
