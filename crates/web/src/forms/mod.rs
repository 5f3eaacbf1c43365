//! Forms of the practice pack as pages: every question of every kind drawn with the design's components, read again when it is sent, shown as it
//! was answered, and compared when two people wrote. There is one form engine (`domain::form`) and this is how it looks.
//!
//! What is drawn is what was typed, field by field, never what was understood of it: a day that does not exist, a choice that is not offered and a
//! field that the form does not have all stand on the page again (ux.md 2.2: never lose a word). The id of a field is its place, so that a link of
//! the error summary lands on it. Everything works without a script.

mod choices;
mod comments;
mod compare;
mod condition;
mod dates;
mod guidance;
pub(crate) mod moment;
pub(crate) mod page;
mod paper;
mod parts;
mod preview;
mod read;
mod read_only;
mod sections;
mod spot;
mod typed;

pub use comments::{anchor, comment_list, comments_at};
pub use compare::compare;
pub use guidance::Guidance;
pub use paper::Paper;
pub use parts::task_list;
pub use read::{fields, once_more, read, wants_one_more};
pub use read_only::{Answered, answer_words, read_only};

use std::borrow::Cow;

use design::Problems;
use domain::form::{Answers, Form, PageForm, People, Place, Question, Section};
use domain::refusal::Problem;
use maud::{Markup, Render};

use read_only::lines;

use crate::route::{Fields, Filling, Mount};

/// The pages on which the forms of the pack are looked at.
pub fn mounts() -> Vec<Mount> {
    vec![preview::FORMS.mount(), preview::FORM.mount(), preview::PAPER.mount()]
}

/// What stands beside a question: evidence, citations, comments. It stands inside the page's form, so it may hold links and buttons, and no form.
pub type Beside<'a> = dyn Fn(&Place, &Question) -> Markup + 'a;

/// What stands above a question, inside what opens it.
pub(crate) type Above<'a> = dyn Fn(&Place) -> Markup + 'a;

/// What stands under a choice, and opens with it: the paragraphs of a level of need.
pub(crate) type Under<'a> = dyn Fn(&Place, &str) -> Markup + 'a;

/// What stands beside one repeat of a section: who may already be known, while a child is described.
pub(crate) type BesideRepeat<'a> = dyn Fn(&Section, u16) -> Markup + 'a;

/// A form to be filled in, as it stands.
pub struct Asking<'a> {
    form: Cow<'a, Form>,
    fields: Cow<'a, Fields>,
    answers: Answers,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    unknown: Vec<(String, String)>,
    prefix: &'a str,
    level: u8,
    /// Whether other fields stand beside its own without a prefix.
    among: bool,
    /// The page of its own that it has: its fields then have the page's names.
    page: Option<&'static PageForm>,
    /// The parts that are asked on this page; all when there are none.
    only: Vec<String>,
    beside: Option<&'a Beside<'a>>,
    above: Option<&'a Above<'a>>,
    under: Option<&'a Under<'a>>,
    beside_repeat: Option<&'a BesideRepeat<'a>>,
    /// Whether it is drawn for somebody who fills in many a day.
    is_compact: bool,
    guidance: Guidance,
    /// Questions that are not asked at one place, because what the record holds there may not be shown; with what stands there instead.
    withheld: Cow<'a, [(Place, String)]>,
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
        Asking::unread(form, prefix, Cow::Borrowed(fields)).read_again()
    }

    fn unread(form: &'a Form, prefix: &'a str, fields: Cow<'a, Fields>) -> Self {
        Asking {
            form: Cow::Borrowed(form),
            fields,
            answers: form.blank(),
            problems: Vec::new(),
            warnings: Vec::new(),
            unknown: Vec::new(),
            prefix,
            level: 2,
            among: false,
            page: None,
            only: Vec::new(),
            beside: None,
            above: None,
            under: None,
            beside_repeat: None,
            is_compact: false,
            guidance: Guidance::Folded,
            withheld: Cow::Borrowed(&[]),
        }
    }

    /// A form whose fields stand beside others on one page without a prefix: those not named after one of its sections are not its own.
    pub fn among(form: &'a Form, fields: &'a Fields) -> Self {
        Asking { among: true, ..Asking::new(form, "", fields) }.read_again()
    }

    /// A form with a page of its own, under the names of that page's fields.
    pub(crate) fn of_page(form: &'a Form, page: &'static PageForm, fields: &'a Fields) -> Self {
        Asking { page: Some(page), ..Asking::new(form, "", fields) }.read_again()
    }

    /// The same on a page that asks another form too: only its own fields are read.
    pub(crate) fn among_pages(form: &'a Form, page: &'static PageForm, fields: &Fields) -> Self {
        let own = Cow::Owned(read::own_fields(form, page, fields));
        Asking { page: Some(page), ..Asking::unread(form, "", own) }.read_again()
    }

    /// The name of the field for the answer at a place.
    fn name_of(&self, place: &Place) -> String {
        match self.page {
            Some(page) => page.field(&self.form, place),
            None => format!("{}{place}", self.prefix),
        }
    }

    fn read_again(self) -> Self {
        let domain::form::Read { answers, warnings, mut unknown, .. } = match self.page {
            Some(page) => read::read_page(&self.form, page, &self.fields),
            None => read(&self.form, self.prefix, &self.fields),
        };
        if self.among {
            unknown.retain(|(name, _)| read::is_of(&self.form, name));
        }
        Asking { answers, warnings, unknown, ..self }
    }

    /// About these people: sections that repeat for each child or carer have one repeat for each of them, under their name, and no button that
    /// adds one. The fields keep their numbers: `day.0.words` is the first child's. Give the same people to [`Form::with_people`] when the
    /// answers are read and checked.
    #[must_use]
    pub fn people(self, people: &People<'_>) -> Self {
        let form = Cow::Owned(self.form.with_people(people));
        Asking { form, ..self }.read_again()
    }

    /// With something beside each question: evidence, citations, comments. It comes after the question in reading order, and under it where
    /// the page is narrow; where it is empty the question has the whole width.
    #[must_use]
    pub fn beside(self, beside: &'a Beside<'a>) -> Self {
        Asking { beside: Some(beside), ..self }
    }

    /// With something of the page's own above some questions: where one choice opens a question, it opens with it.
    #[must_use]
    pub(crate) fn above(self, above: &'a Above<'a>) -> Self {
        Asking { above: Some(above), ..self }
    }

    /// With something of the page's own under some choices.
    #[must_use]
    pub(crate) fn under(self, under: &'a Under<'a>) -> Self {
        Asking { under: Some(under), ..self }
    }

    /// With something of the page's own beside the repeats of sections.
    #[must_use]
    pub(crate) fn beside_repeat(self, beside: &'a BesideRepeat<'a>) -> Self {
        Asking { beside_repeat: Some(beside), ..self }
    }

    /// Small choices, a few of them in one line, and short boxes: for somebody who fills in many a day, while the caller speaks.
    #[must_use]
    pub(crate) fn compact(self) -> Self {
        Asking { is_compact: true, ..self }
    }

    /// Only these parts of a long form: sections by their names (`danger`), or one repeat of a section (`day.1`). What was sent is put among
    /// the answers to the other parts by [`Answers::with_parts`], so that they are kept. One part alone has no heading of its own: the page's is its.
    #[must_use]
    pub fn only(self, parts: &[&str]) -> Self {
        Asking { only: parts.iter().map(|part| (*part).to_owned()).collect(), ..self }
    }

    /// With guidance folded, as it is when nothing is said, open or hidden.
    #[must_use]
    pub fn guidance(self, guidance: Guidance) -> Self {
        Asking { guidance, ..self }
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
        let places: Vec<String> = self.shown_places().map(|place| self.name_of(&place)).collect();
        let order_of = |field: &str| {
            let of_question = |place: &String| {
                *place == field || field.strip_suffix("-date").or(field.strip_suffix("-time")) == Some(place)
            };
            places.iter().position(of_question).unwrap_or(places.len())
        };
        let mut ordered: Vec<(usize, &Problem)> =
            self.problems.iter().map(|problem| (order_of(&problem.field), problem)).collect();
        ordered.sort_by_key(|(order, _)| *order);
        ordered.into_iter().fold(Problems::none(), |all, (order, problem)| {
            let lands_on = match self.unknown.iter().position(|(name, _)| *name == problem.field) {
                _ if order < places.len() => problem.field.clone(),
                Some(number) => sections::unknown_id(self.prefix, number),
                // The page's own fields have their own names.
                None if self.page.is_some() => problem.field.clone(),
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
mod long_tests;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
