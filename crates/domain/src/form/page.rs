//! A form with a page of its own: the card for the night, a disagreement, a contact. The pack asks; the program needs some of the answers, by the
//! names of their questions, because they become a record with rules. A council words these questions, orders them, adds guidance and conditions, and adds
//! questions of its own, whose answers are kept beside the record. `pack check` refuses a pack in which a question that is needed is missing or of another
//! kind, as it does for the parts of the thinking ([`super::plays`]).
//!
//! A question that the program needs has a field of the program's name (`until-date`, `step-0-plan`), so that what a decision refuses stands beside its
//! field; a council's own has the name of its place (`more.pets`), which no field of the program can have.

use super::{Answers, Choice, Form, Kind, Per, Place, Question, Row, Section};

/// A form that a page of the program opens, and what it needs of it.
#[derive(Debug)]
pub struct PageForm {
    /// The form's name in the pack.
    pub id: &'static str,
    /// The questions that become the record.
    pub needs: &'static [Need],
    /// Fields that the page has beside the form's: the children of the family, the button that was pressed. A `*` in a name stands for anything.
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
    /// The name of its field, where that is not the question's own. With a `#` it is the whole name, and the number or the key of the repeat stands there.
    field: Option<&'static str>,
    /// Whether the page gives the repeats of the section.
    row: bool,
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
    /// A whole number.
    Number,
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
    &crate::conference::REQUEST_FORM,
    &crate::conference::DAY_FORM,
    &crate::conference::DECLINE_FORM,
    &crate::conference::DECISION_FORM,
    &crate::conference::REVIEW_FORM,
    &crate::strategy::RECORD_FORM,
    &crate::section47::PLAN_FORM,
    &crate::person::relationship::FORM,
    &crate::safety_plan::FORM,
    &crate::meeting::FORM,
    &crate::person::FORM,
    &crate::closure::FORM,
    &crate::closure::DECISION_FORM,
    &crate::voice::FORM,
    &crate::chronology::FORM,
    &crate::case_summary::FORM,
    &crate::practice_development::FORM,
    &crate::audit::GRADING_FORM,
    &crate::audit::HEARD_FORM,
    &crate::calibration::FORM,
    &crate::calibration::GRADING_FORM,
    &crate::section47::DIRECT_WORK_FORM,
    &crate::child_in_need::REVIEW_FORM,
    &crate::child_in_need::FORM,
    &crate::mash::OPEN_FORM,
    &crate::mash::REQUEST_FORM,
    &crate::mash::ANSWER_FORM,
    &crate::mash::ANALYSIS_FORM,
    &crate::mash::DECISION_FORM,
    &crate::referral::ANSWER_FORM,
    &crate::contact::FORM,
    &crate::contact::BASIS_FORM,
    &crate::contact::DECISION_FORM,
    &crate::second_reading::FORM,
    &crate::consent::FORM,
    &crate::consent::DISPENSE_FORM,
    &crate::event::FORM,
    &crate::section47::SEEN_FORM,
    &crate::section47::RISKS_FORM,
    &crate::section47::WORDS_FORM,
    &crate::section47::FAMILY_FORM,
    &crate::section47::MEDICAL_FORM,
    &crate::section47::CHECK_FORM,
    &crate::section47::HARM_FORM,
    &crate::section47::OUTCOME_FORM,
    &crate::section47::TOLD_FORM,
];

/// Forms that stand on pages of other forms, with what stands there before the names of a council's own questions. No section can be called so, so that
/// two forms on one page never ask under one name.
const INCLUDED: &[(&str, &str)] =
    &[(crate::contact::BASIS_FORM.id, "basis-"), (crate::event::FORM.id, "event-")];

impl Need {
    /// A question that is asked once.
    pub const fn once(question: &'static str, takes: Takes) -> Self {
        Need { section: None, question, takes, field: None, row: false, as_typed: false, after_first: false }
    }

    /// A question in each repeat of a section.
    pub const fn each(section: &'static str, question: &'static str, takes: Takes) -> Self {
        Need { section: Some(section), ..Need::once(question, takes) }
    }

    /// A question in each row that the page gives of a section (`per = "page"`).
    pub const fn row(section: &'static str, question: &'static str, takes: Takes) -> Self {
        Need { row: true, ..Need::each(section, question, takes) }
    }

    /// The same with a field of another name; with a `#` for the number of the repeat or the key of the row, the whole name (`child-#-plan-place`).
    #[must_use]
    pub const fn field(self, field: &'static str) -> Self {
        Need { field: Some(field), ..self }
    }

    /// The name of its field in a repeat, with `#` where the number stands.
    fn whole(&self, section: &str) -> String {
        match self.field.unwrap_or(self.question) {
            whole if whole.contains('#') => whole.to_owned(),
            field => format!("{section}-#-{field}"),
        }
    }

    /// The number of the repeat in the name of a field, and what follows the question's own part of it.
    fn numbered<'f>(&self, section: &str, field: &'f str) -> Option<(Option<u16>, &'f str)> {
        let whole = self.whole(section);
        let (before, after) = whole.split_once('#')?;
        let rest = field.strip_prefix(before)?;
        let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, rest) = rest.split_at(end);
        Some((Some(super::place::index(number)?), rest.strip_prefix(after)?))
    }

    /// The row whose key is in the name of a field, and what follows the question's own part of it.
    fn keyed<'f>(&self, section: &Section, rows: &[Row], field: &'f str) -> Option<(Option<u16>, &'f str)> {
        // One key may begin another: of those that fit, only the one that leaves nothing, or a part of the answer, is the row's.
        let fits = |rest: &str| rest.is_empty() || rest.starts_with('.') || rest.starts_with('-');
        let named = (0_u16..).zip(rows).map(|(index, _)| (index, self.named(section, Some(index))));
        let mut found: Vec<(u16, &str)> =
            named.filter_map(|(index, name)| Some((index, field.strip_prefix(&*name)?))).collect();
        found.retain(|(_, rest)| fits(rest));
        let (index, rest) = found.into_iter().min_by_key(|(_, rest)| rest.len())?;
        Some((Some(index), rest))
    }

    /// The name of its field in one repeat of its section.
    fn named(&self, section: &Section, index: Option<u16>) -> String {
        let Some(index) = index else { return self.field.unwrap_or(self.question).to_owned() };
        let number = index.to_string();
        let key = section.row(Some(index)).map_or(number.as_str(), |row| row.key.as_str());
        self.whole(&section.id).replacen('#', key, 1)
    }

    /// Whether the page gives the repeats of its section.
    pub fn is_of_row(&self) -> bool {
        self.row
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
            Some(id) => {
                let per = section.repeats.as_ref().map(|repeats| repeats.per);
                section.id == id && per.is_some_and(|per| (per == Per::Page) == self.row)
            }
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
                    | Kind::Upn
            ),
            Takes::Day => matches!(kind, Kind::Day),
            Takes::Moment => matches!(kind, Kind::Moment { .. }),
            Takes::Date => matches!(kind, Kind::PartialDate | Kind::ShortText),
            Takes::YesNo => matches!(kind, Kind::YesNo),
            Takes::Number => matches!(kind, Kind::Number { .. }),
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
            Takes::Number => "The program needs a whole number here: `kind = \"number\"`.".to_owned(),
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
        let section = form.section(&place.section);
        let need = section.and_then(|section| Some((section, self.need(section, &place.question)?)));
        match need {
            None => format!("{}{place}", self.before_own()),
            Some((section, need)) => need.named(section, place.index),
        }
    }

    /// What stands before the names of a council's own questions; nothing for a form that has a page to itself.
    pub fn before_own(&self) -> &'static str {
        INCLUDED.iter().find(|(id, _)| *id == self.id).map_or("", |(_, before)| before)
    }

    /// Whether a field belongs to one of the form's questions, on a page that asks more than one form.
    pub fn has_field(&self, form: &Form, field: &str) -> bool {
        let own = || field.strip_prefix(self.before_own())?.split_once('.');
        let of_own = || own().is_some_and(|(section, _)| form.section(section).is_some());
        self.place_of(form, field).is_some() || of_own()
    }

    /// The name by which the engine reads a field of the page: its place, with the part of it (`card.until.date`). Nothing for the page's own fields.
    pub fn read_as(&self, form: &Form, field: &str) -> Option<String> {
        let of_page = |name: &&str| match name.split_once('*') {
            Some((start, end)) => field.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
            None => **name == *field,
        };
        if field.starts_with('_') || self.beside.iter().any(of_page) {
            return None;
        }
        let own = || field.strip_prefix(self.before_own()).unwrap_or(field).to_owned();
        Some(self.place_of(form, field).unwrap_or_else(own))
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
            section.questions.iter().find_map(|question| {
                let need = self.need(section, &question.id)?;
                let (index, rest) = match &section.repeats {
                    None => (None, field.strip_prefix(need.field.unwrap_or(need.question))?),
                    Some(repeats) if repeats.per == Per::Page => need.keyed(section, &repeats.rows, field)?,
                    Some(_) => need.numbered(&section.id, field)?,
                };
                let part = part(rest, question)?;
                let place = Place { section: section.id.clone(), index, question: question.id.clone() };
                Some(format!("{place}{part}"))
            })
        })
    }

    /// Whether the page gives rows for a section.
    pub fn gives_rows(&self, section: &str) -> bool {
        self.needs.iter().any(|need| need.row && need.section == Some(section))
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

    /// The form with the council's own questions alone: what the answers that are kept beside the record are checked against.
    #[must_use]
    pub fn own(&self, form: &Form) -> Form {
        let mut own = form.clone();
        for (section, of) in own.sections.iter_mut().zip(&form.sections) {
            section.questions.retain(|question| self.need(of, &question.id).is_none());
        }
        own.sections.retain(|section| !section.questions.is_empty());
        own
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
        "-not_known" if question.not_known => Some(".not_known"),
        // A moment has only its two boxes, so that another question may have the name itself: “received”, now or earlier.
        "" if matches!(question.kind, Kind::Moment { .. }) => None,
        "" => Some(""),
        rest => rest.starts_with('.').then_some(rest),
    }
}

impl Form {
    fn change(&mut self, id: &str, change: impl Fn(&mut Question)) {
        for section in &mut self.sections {
            let rows = section.repeats.iter_mut().flat_map(|repeats| &mut repeats.rows);
            let in_rows = rows.flat_map(|row| &mut row.questions);
            let questions = section.questions.iter_mut().chain(in_rows);
            questions.filter(|question| question.id == id).for_each(&change);
        }
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
            let asked = |question: &Question| !questions.contains(&question.id.as_str());
            section.questions.retain(asked);
            let rows = section.repeats.iter_mut().flat_map(|repeats| &mut repeats.rows);
            rows.for_each(|row| row.questions.retain(asked));
        }
        self.sections.retain(|section| !section.questions.is_empty());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{PageForm, Place, Row};
    use crate::pack::england;

    #[test]
    fn a_field_has_one_place_and_a_place_one_field() {
        let page = PageForm::named("strategy_record").unwrap();
        let form = england().form("strategy_record").unwrap();
        let check = |field: &str, place: &str| {
            assert_eq!(page.read_as(form, field).as_deref(), Some(place), "{field}");
        };
        check("likelihood", "analysis.likelihood");
        check("risk-3-words", "risk.3.words");
        check("child-0-interim", "child.0.interim");
        check("child-0-interim-time", "child.0.interim_until.time");
        check("child-1-plan-interpreter", "plan.1.interpreter");
        check("child-1-plan-interpreter-words", "plan.1.interpreter_words");
        check("child-1-plan-interpreter-date", "plan.1.interpreter_when.date");
        check("child-01-reasons", "child-01-reasons");
        check("child-x-reasons", "child-x-reasons");
        for (section, question, field) in
            [("plan", "seen_by", "child-2-plan-seen_by"), ("child", "reasons", "child-2-reasons")]
        {
            assert_eq!(page.field(form, &Place::nth(section, 2, question)), field);
        }
        assert_eq!(page.read_as(form, "item-harm-state"), None);
    }

    #[test]
    fn a_row_that_the_page_knows_names_its_fields() {
        let rows = [Row::new("child", "The child"), Row::new("child-2", "Another")];
        let form = england().form("audit_grading").unwrap().clone().with_rows("domain", &rows);
        let page = PageForm::named("audit_grading").unwrap();
        for (index, field) in [(0, "grade-child"), (1, "grade-child-2")] {
            let place = Place::nth("domain", index, "grade");
            assert_eq!(page.field(&form, &place), field);
            assert_eq!(page.read_as(&form, field), Some(place.to_string()));
        }
        assert_eq!(page.read_as(&form, "grade-weather"), Some("grade-weather".to_owned()));
        assert_eq!(form.whose(&Place::nth("domain", 1, "grade")), Some("Another"));
    }
}
