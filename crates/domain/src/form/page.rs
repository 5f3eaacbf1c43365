//! A form with a page of its own: the card for the night, a disagreement, a contact. The pack asks; the program needs some of the answers, by the
//! names of their questions, because they become a record with rules. A council words these questions, orders them, adds guidance and conditions, and adds
//! questions of its own, whose answers are kept beside the record. `pack check` refuses a pack in which a question that is needed is missing or of another
//! kind, as it does for the parts of the thinking ([`super::plays`]).
//!
//! A question that the program needs has a field of the program's name (`until-date`, `step-0-plan`), so that what a decision refuses stands beside its
//! field; a council's own has the name of its place (`more.pets`), which no field of the program can have.

use super::{Answers, Choice, Form, Kind, Place, Question, Section};

/// A form that a page of the program opens, and what it needs of it.
#[derive(Debug)]
pub struct PageForm {
    /// The form's name in the pack.
    pub id: &'static str,
    /// The questions that become the record.
    pub needs: &'static [Need],
    /// Fields that the page has beside the form's: the children of the family, the button that was pressed. A name that ends with `*` stands for
    /// all that begin so.
    pub beside: &'static [&'static str],
}

/// One question that the program needs.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// The section that repeats, for a question that is asked in each of its repeats.
    pub section: Option<&'static str>,
    /// The question's name.
    pub question: &'static str,
    /// What sort of answer it must take.
    pub takes: Takes,
    /// The name of its field, where that is not the question's own.
    field: Option<&'static str>,
    /// Whether words are kept as they are typed, whatever they are.
    as_typed: bool,
    /// Whether it makes no sense of the first repeat.
    after_first: bool,
}

/// What sort of answer the program needs.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Words of any sort.
    Words,
    /// A whole day.
    Day,
    /// A day and a time.
    Moment,
    /// A date as exactly as it is known.
    Date,
    /// Yes or no.
    YesNo,
    /// One of what the page offers.
    OneOfPage,
    /// Any of what the page offers.
    SeveralOfPage,
    /// One of exactly these values.
    One(&'static [&'static str]),
    /// Any of exactly these values; a single box has one.
    Several(&'static [&'static str]),
}

/// Every form with a page of its own.
pub const ALL: &[&PageForm] = &[
    &crate::handover::CARD_FORM,
    &crate::handover::NOTE_FORM,
    &crate::disagreement::FORM,
    &crate::disagreement::AGENCY_FORM,
    &crate::power::FORM,
    &crate::contact::FORM,
];

impl Need {
    /// A question that is asked once.
    pub const fn once(question: &'static str, takes: Takes) -> Self {
        Need { section: None, question, takes, field: None, as_typed: false, after_first: false }
    }

    /// A question in each repeat of a section.
    pub const fn each(section: &'static str, question: &'static str, takes: Takes) -> Self {
        Need { section: Some(section), ..Need::once(question, takes) }
    }

    /// The same with a field of another name.
    #[must_use]
    pub const fn field(self, field: &'static str) -> Self {
        Need { field: Some(field), ..self }
    }

    /// Words that are never refused: however long they are and with whatever signs, they are kept as they are typed, and what looks wrong is told beside
    /// them. For what is written down while somebody speaks.
    #[must_use]
    pub const fn as_typed(self) -> Self {
        Need { as_typed: true, ..self }
    }

    /// A question that is not asked in the first repeat: “lives with the first child”.
    #[must_use]
    pub const fn after_first(self) -> Self {
        Need { after_first: true, ..self }
    }

    fn is(&self, section: &Section, question: &str) -> bool {
        let here = match self.section {
            Some(id) => section.repeats.is_some() && section.id == id,
            None => section.repeats.is_none(),
        };
        here && self.question == question
    }
}

impl Takes {
    /// What is wrong with the kind of a question.
    pub fn wrong(self, kind: &Kind) -> Option<String> {
        let fits = match self {
            Takes::Words => matches!(
                kind,
                Kind::ShortText
                    | Kind::LongText
                    | Kind::PersonName
                    | Kind::Address
                    | Kind::Phone
                    | Kind::Email
                    | Kind::Postcode
                    | Kind::NhsNumber
            ),
            Takes::Day => matches!(kind, Kind::Day),
            Takes::Moment => matches!(kind, Kind::Moment { .. }),
            Takes::Date => matches!(kind, Kind::PartialDate | Kind::ShortText),
            Takes::YesNo => matches!(kind, Kind::YesNo),
            Takes::OneOfPage => matches!(kind, Kind::Code { .. }) && kind.is_of_page(),
            Takes::SeveralOfPage => matches!(kind, Kind::Codes { .. }) && kind.is_of_page(),
            Takes::One(values) => matches!(kind, Kind::One(_)) && exactly(kind, values),
            Takes::Several(values) => matches!(kind, Kind::Several(_)) && exactly(kind, values),
        };
        (!fits).then(|| self.words())
    }

    fn words(self) -> String {
        let named =
            |values: &[&str]| values.iter().map(|value| format!("“{value}”")).collect::<Vec<_>>().join(", ");
        match self {
            Takes::Words => {
                "The program needs words here: `kind = \"long_text\"` or `\"short_text\"`.".to_owned()
            }
            Takes::Day => "The program needs a day here: `kind = \"day\"`.".to_owned(),
            Takes::Moment => "The program needs a day and a time here: `kind = \"moment\"`.".to_owned(),
            Takes::Date => {
                "The program needs a date here: `kind = \"partial_date\"` or `\"short_text\"`.".to_owned()
            }
            Takes::YesNo => "The program needs yes or no here: `kind = \"yes_no\"`.".to_owned(),
            Takes::OneOfPage => {
                "The page offers what is chosen here: `kind = \"code\"` and `list = \"page\"`.".to_owned()
            }
            Takes::SeveralOfPage => {
                "The page offers what is chosen here: `kind = \"codes\"` and `list = \"page\"`.".to_owned()
            }
            Takes::One(values) => {
                format!(
                    "The program needs one of {} here: `kind = \"one\"`, and a choice for each.",
                    named(values)
                )
            }
            Takes::Several(values) => {
                format!(
                    "The program needs {} here: `kind = \"several\"`, and a choice for each.",
                    named(values)
                )
            }
        }
    }
}

fn exactly(kind: &Kind, values: &[&str]) -> bool {
    kind.choices().len() == values.len() && values.iter().all(|value| kind.offers(value))
}

impl PageForm {
    /// The form of this name.
    pub fn named(id: &str) -> Option<&'static PageForm> {
        ALL.iter().find(|form| form.id == id).copied()
    }

    /// The need that a question of the form answers.
    pub fn need(&self, section: &Section, question: &str) -> Option<&Need> {
        self.needs.iter().find(|need| need.is(section, question))
    }

    /// The name of the field for the answer at a place.
    pub fn field(&self, form: &Form, place: &Place) -> String {
        let need = form.section(&place.section).and_then(|section| self.need(section, &place.question));
        match (need, place.index) {
            (None, _) => place.to_string(),
            (Some(need), None) => need.field.unwrap_or(need.question).to_owned(),
            (Some(need), Some(index)) => {
                format!("{}-{index}-{}", place.section, need.field.unwrap_or(need.question))
            }
        }
    }

    /// The name by which the engine reads a field of the page: its place, with the part of it (`card.until.date`). Nothing for the page's own fields.
    pub fn read_as(&self, form: &Form, field: &str) -> Option<String> {
        let of_page = |name: &&str| match name.strip_suffix('*') {
            Some(start) => field.starts_with(start),
            None => **name == *field,
        };
        if field.starts_with('_') || self.beside.iter().any(of_page) {
            return None;
        }
        Some(self.place_of(form, field).unwrap_or_else(|| field.to_owned()))
    }

    /// The place of the question that a field of the page belongs to.
    pub fn place_at(&self, form: &Form, field: &str) -> Option<Place> {
        let named = self.read_as(form, field)?;
        let mut name = named.as_str();
        loop {
            match name.parse::<Place>().ok().filter(|place| form.question(place).is_some()) {
                Some(place) => return Some(place),
                None => name = name.rsplit_once('.')?.0,
            }
        }
    }

    /// Whether an answer is kept as it is typed, whatever it is.
    pub fn keeps_as_typed(&self, form: &Form, place: &Place) -> bool {
        let need = form.section(&place.section).and_then(|section| self.need(section, &place.question));
        need.is_some_and(|need| need.as_typed && matches!(need.takes, Takes::Words))
    }

    /// Whether a question is asked only after the first repeat of its section.
    pub fn is_after_first(&self, section: &Section, question: &str) -> bool {
        self.need(section, question).is_some_and(|need| need.after_first)
    }

    fn place_of(&self, form: &Form, field: &str) -> Option<String> {
        form.sections.iter().find_map(|section| {
            let (index, rest) = match &section.repeats {
                None => (None, field),
                Some(_) => {
                    let (number, rest) =
                        field.strip_prefix(&*section.id)?.strip_prefix('-')?.split_once('-')?;
                    (Some(super::place::index(number)?), rest)
                }
            };
            section.questions.iter().find_map(|question| {
                let need = self.need(section, &question.id)?;
                let part = part(rest.strip_prefix(need.field.unwrap_or(need.question))?, question)?;
                let place = Place { section: section.id.clone(), index, question: question.id.clone() };
                Some(format!("{place}{part}"))
            })
        })
    }

    /// Where a question that the program needs stands in a form.
    pub fn find<'f>(&self, form: &'f Form, need: &Need) -> Option<(&'f Section, &'f Question)> {
        form.sections.iter().find_map(|section| {
            let question = section.question(need.question)?;
            need.is(section, &question.id).then_some((section, question))
        })
    }

    /// The place of an answer that the program needs, in a form that was checked.
    pub fn place(&self, form: &Form, section: Option<(&str, u16)>, question: &str) -> Option<Place> {
        let found = form.sections.iter().find(|each| match section {
            Some((id, _)) => each.id == id && each.question(question).is_some(),
            None => each.repeats.is_none() && each.question(question).is_some(),
        })?;
        let index = section.map(|(_, index)| index);
        Some(Place { section: found.id.clone(), index, question: question.to_owned() })
    }

    /// The answers to the council's own questions, with the version of the form: what is kept beside the record.
    #[must_use]
    pub fn further(&self, form: &Form, answers: &Answers) -> Answers {
        let own = |place: &Place| {
            form.section(&place.section).is_none_or(|section| self.need(section, &place.question).is_none())
        };
        let given = answers.given.iter().filter(|(place, _)| own(place));
        Answers {
            form: form.id.clone(),
            version: form.version,
            given: given.map(|(place, answer)| (place.clone(), answer.clone())).collect(),
        }
    }
}

/// What follows the name of a question in the name of its field, as the engine has it.
fn part<'r>(rest: &'r str, question: &Question) -> Option<&'r str> {
    match rest {
        "-date" if matches!(question.kind, Kind::Moment { .. }) => Some(".date"),
        "-time" if matches!(question.kind, Kind::Moment { .. }) => Some(".time"),
        // A moment has only its two boxes, so that another question may have the name itself: “received”, now or earlier.
        "" if matches!(question.kind, Kind::Moment { .. }) => None,
        "" => Some(""),
        rest => rest.starts_with('.').then_some(rest),
    }
}

impl Form {
    fn change(&mut self, id: &str, change: impl Fn(&mut Question)) {
        let questions = self.sections.iter_mut().flat_map(|section| &mut section.questions);
        questions.filter(|question| question.id == id).for_each(change);
    }

    /// With what the page offers where a question of this name is asked.
    #[must_use]
    pub fn offering(mut self, question: &str, offered: &[Choice]) -> Form {
        self.change(question, |question| {
            if let Kind::Code { list, choices } | Kind::Codes { list, choices } = &mut question.kind
                && list == super::kind::PAGE_LIST
            {
                *choices = offered.to_vec();
            }
        });
        self
    }

    /// With other words for one question, where another file of the pack has them.
    #[must_use]
    pub fn worded(mut self, question: &str, label: Option<&str>, hint: Option<&str>) -> Form {
        self.change(question, |question| {
            if let Some(label) = label {
                label.clone_into(&mut question.label);
            }
            if let Some(hint) = hint {
                question.hint = Some(hint.to_owned());
            }
        });
        self
    }

    /// Without questions that make no sense of this record.
    #[must_use]
    pub fn without(mut self, questions: &[&str]) -> Form {
        for section in &mut self.sections {
            section.questions.retain(|question| !questions.contains(&question.id.as_str()));
        }
        self.sections.retain(|section| !section.questions.is_empty());
        self
    }
}
