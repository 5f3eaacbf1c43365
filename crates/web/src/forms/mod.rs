//! Forms of the practice pack as pages: every question of every kind drawn with the design's components, read again when it is sent, shown as it
//! was answered, and compared when two people wrote. There is one form engine (`domain::form`) and this is how it looks.
//!
//! What is drawn is what was typed, field by field, never what was understood of it: a day that does not exist, a choice that is not offered and a
//! field that the form does not have all stand on the page again (ux.md 2.2: never lose a word). The id of a field is its place, so that a link of
//! the error summary lands on it. Everything works without a script.

mod choices;
mod compare;
mod condition;
mod dates;
pub(crate) mod moment;
mod read;
mod read_only;
mod sections;
mod spot;
mod typed;

pub use compare::compare;
pub use read::{fields, once_more, read, wants_one_more};
pub use read_only::{answer_words, read_only};

use std::borrow::Cow;

use design::Problems;
use domain::form::{Answers, Form};
use domain::refusal::Problem;
use maud::{Markup, Render};

use crate::route::{Fields, Filling};

/// A form to be filled in, as it stands.
pub struct Asking<'a> {
    form: &'a Form,
    fields: Cow<'a, Fields>,
    answers: Answers,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    unknown: Vec<(String, String)>,
    prefix: &'a str,
    level: u8,
}

/// A form inside a page that asks for more, as it is being filled in: only fields named after its sections are its own.
pub fn render(form: &Form, filling: &Filling) -> Markup {
    Asking::among(form, &filling.fields).problems(&filling.problems).render()
}

/// A form with answers that were read before; what is wrong stands beside each field.
pub fn render_answers(form: &Form, answers: &Answers, problems: &[Problem], warnings: &[Problem]) -> Markup {
    let typed = fields(form, "", answers);
    Asking { warnings: warnings.to_vec(), ..Asking::new(form, "", &typed) }.problems(problems).render()
}

impl<'a> Asking<'a> {
    /// A form with what is typed so far. `prefix` stands before every field's name, so that a form can stand inside a page that asks for more;
    /// it ends with a dot, or is empty.
    pub fn new(form: &'a Form, prefix: &'a str, fields: &'a Fields) -> Self {
        let domain::form::Read { answers, warnings, unknown, .. } = read(form, prefix, fields);
        let fields = Cow::Borrowed(fields);
        Asking { form, fields, answers, problems: Vec::new(), warnings, unknown, prefix, level: 2 }
    }

    /// A form whose fields stand beside others on one page without a prefix: those not named after one of its sections are not its own.
    pub fn among(form: &'a Form, fields: &'a Fields) -> Self {
        let mut asking = Asking::new(form, "", fields);
        asking.unknown.retain(|(name, _)| read::is_of(form, name));
        asking
    }

    /// With what cannot be taken, by the names of the fields. Problems of other parts of the page do no harm.
    #[must_use]
    pub fn problems(self, problems: &[Problem]) -> Self {
        Asking { problems: problems.to_vec(), ..self }
    }

    /// With its sections under headings of another level than 2.
    #[must_use]
    pub fn heading_level(self, level: u8) -> Self {
        Asking { level, ..self }
    }

    /// Every problem in the order of the page, for the summary at its top, each with a link to the field it is about.
    pub fn summary(&self) -> Problems {
        let places: Vec<String> =
            self.shown_places().map(|place| format!("{}{place}", self.prefix)).collect();
        let mut ordered: Vec<(usize, &Problem)> = self
            .problems
            .iter()
            .map(|problem| {
                (places.iter().position(|place| *place == problem.field).unwrap_or(places.len()), problem)
            })
            .collect();
        ordered.sort_by_key(|(order, _)| *order);
        ordered.into_iter().fold(Problems::none(), |all, (order, problem)| {
            let lands_on = match self.unknown.iter().position(|(name, _)| *name == problem.field) {
                _ if order < places.len() => problem.field.clone(),
                Some(number) => sections::unknown_id(self.prefix, number),
                None => String::new(),
            };
            all.landing(&problem.field, domain::person::name::shown_in_line(&problem.words), lands_on)
        })
    }
}

impl Render for Asking<'_> {
    fn render(&self) -> Markup {
        self.all()
    }
}

#[cfg(test)]
mod tests;
