//! A form with a page of its own: drawn and read by the one engine under the names of the page's fields, beside whatever else the page has.
//! The typed reading of its answers is the page's; the council's own questions are handed on as they were answered, with the version of the form.

use casework::Stop;
use design::govuk::{NotificationBanner, SummaryList, SummaryRow};
use domain::calendar::london;
use domain::form::value::Value;
use domain::form::{Answer, Answers, Choice, Form, PageForm, Place, Read, Stage};
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::compare::differing;
use super::read_only::lines;
use super::{Asking, answer_words, read};
use crate::route::{Fields, Filling};

/// A form as one page asks it.
pub(crate) struct Sheet {
    form: Form,
    page: &'static PageForm,
}

impl Sheet {
    /// The form, in the version in which it was answered before. `before` are the answers to the council's own questions.
    pub(crate) fn new(pack: &Pack, page: &'static PageForm, before: Option<&Answers>) -> Result<Self, Stop> {
        let form = pack.form_to_go_on(page.id, before).ok_or(Stop::Refusal(Refusal::NotFound))?;
        Ok(Sheet { form: form.clone(), page })
    }

    /// With what can be chosen for a question, where the record or another file of the pack says it.
    pub(crate) fn offering<V: Into<String>, W: Into<String>>(
        self,
        question: &str,
        offered: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        let offered: Vec<Choice> =
            offered.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
        Sheet { form: self.form.offering(question, &offered), ..self }
    }

    /// With other words for a question, where another file of the pack has them.
    pub(crate) fn worded(self, question: &str, label: Option<&str>, hint: Option<&str>) -> Self {
        Sheet { form: self.form.worded(question, label, hint), ..self }
    }

    /// Without questions that make no sense of this record.
    pub(crate) fn without(self, questions: &[&str]) -> Self {
        Sheet { form: self.form.without(questions), ..self }
    }

    /// The questions, with what was typed.
    pub(crate) fn asked(&self, filling: &Filling) -> Markup {
        self.asking(filling).render()
    }

    /// Some of the sections, where the page has something of its own between them. What nobody asked for stands with the others ([`Sheet::asked_but`]).
    pub(crate) fn asked_only(&self, filling: &Filling, sections: &[&str]) -> Markup {
        Asking { unknown: Vec::new(), ..self.asking(filling).only(sections) }.render()
    }

    /// All but some of the sections.
    pub(crate) fn asked_but(&self, filling: &Filling, sections: &[&str]) -> Markup {
        let others = self.form.sections.iter().map(|section| section.id.as_str());
        let others: Vec<&str> = others.filter(|section| !sections.contains(section)).collect();
        if others.is_empty() { Markup::default() } else { self.asking(filling).only(&others).render() }
    }

    /// The questions, for a page that draws something of its own among them.
    pub(crate) fn asking<'a>(&'a self, filling: &'a Filling) -> Asking<'a> {
        Asking::of_page(&self.form, self.page, &filling.fields).problems(&filling.problems)
    }

    /// What stands at the top of the page: what is wrong, and what somebody else saved meanwhile.
    pub(crate) fn notices(&self, filling: &Filling) -> Markup {
        html! {
            (self.asking(filling).summary().summary())
            @if let Some(conflict) = &filling.conflict {
                @let [base, yours, theirs] = [&conflict.base, &filling.fields, &conflict.theirs].map(|fields| self.answers(fields));
                @let differing = differing(&self.form, [&base, &yours, &theirs], "a colleague");
                (NotificationBanner::important(html! {
                    p class="govuk-notification-banner__heading" { "Someone else saved this while you were writing. Nothing you wrote is lost." }
                    p class="govuk-body" {
                        "Your answers are still in the form below. Change what should be kept, and save again: what you then save stands."
                    }
                }))
                @if differing.0.is_empty() { p class="govuk-body" { "They changed something other than these answers." } }
                (differing)
            }
        }
    }

    fn answers(&self, fields: &Fields) -> Answers {
        read::read_page(&self.form, self.page, fields).answers
    }

    /// Reads what was sent.
    ///
    /// # Errors
    ///
    /// When a button that adds a repeat was pressed: the page is shown again with it, and nothing else happens.
    pub(crate) fn read(&self, fields: &Fields) -> Result<Given<'_>, Stop> {
        if super::wants_one_more("", fields) {
            return Err(super::once_more());
        }
        Ok(self.read_so_far(fields))
    }

    /// Reads what is typed so far, while it is typed.
    pub(crate) fn read_so_far(&self, fields: &Fields) -> Given<'_> {
        let Read { answers, problems, .. } = read::read_page(&self.form, self.page, fields);
        let missing = self.form.missing(&answers, Stage::Submit);
        let missing =
            missing.into_iter().map(|problem| read::on_page(&self.form, self.page, &answers, problem));
        let problems = problems.into_iter().chain(missing).collect();
        Given { sheet: self, answers, problems }
    }

    /// Puts the answers to the council's own questions among the fields of the page.
    pub(crate) fn fill_further(&self, fields: &mut Fields, further: Option<&Answers>) {
        let Some(further) = further else { return };
        for (name, value) in super::fields(&self.form, "", further).pairs() {
            fields.add(name, &**value);
        }
    }

    /// Puts a moment into its two fields.
    pub(crate) fn fill_moment(fields: &mut Fields, name: &str, at: Timestamp) {
        fields.set(&format!("{name}-date"), london::date_in_digits(london::date_of(at)));
        fields.set(&format!("{name}-time"), london::time_in_words(at));
    }
}

/// What was answered on a page, and what is wrong with it.
pub(crate) struct Given<'s> {
    sheet: &'s Sheet,
    answers: Answers,
    /// What cannot be taken as it stands, by the names of the page's fields.
    pub(crate) problems: Vec<Problem>,
}

impl Given<'_> {
    fn place(&self, section: Option<(&str, u16)>, question: &str) -> Option<Place> {
        self.sheet.page.place(&self.sheet.form, section, question)
    }

    fn at(&self, section: Option<(&str, u16)>, question: &str) -> Option<&Answer> {
        self.answers.at(&self.place(section, question)?)
    }

    fn value(&self, section: Option<(&str, u16)>, question: &str) -> Option<Value> {
        let place = self.place(section, question)?;
        self.sheet.form.question(&place)?.value(self.answers.at(&place)?).ok()
    }

    /// What was typed or chosen; empty when nothing was, and `not_known` when nobody knows.
    pub(crate) fn words(&self, question: &str) -> String {
        words(self.at(None, question))
    }

    /// The same in one repeat of a section.
    pub(crate) fn nth(&self, section: &str, index: u16, question: &str) -> String {
        words(self.at(Some((section, index)), question))
    }

    /// Everything that was chosen.
    pub(crate) fn all(&self, question: &str) -> Vec<String> {
        several(self.at(None, question))
    }

    /// The moment; nothing when none was typed, or none that can be read.
    pub(crate) fn moment(&self, question: &str) -> Option<Timestamp> {
        match self.value(None, question)? {
            Value::Moment(moment) => Some(moment),
            _ => None,
        }
    }

    /// The repeats of a section in which something was answered, in order.
    pub(crate) fn repeats(&self, section: &str) -> Vec<u16> {
        self.answers.repeats(section)
    }

    /// Whether anything was answered in one repeat of a section, whatever stands in the questions that are passed over.
    pub(crate) fn is_answered(&self, section: &str, index: u16, passed_over: &[&str]) -> bool {
        let counts = |place: &Place| {
            place.section == section
                && place.index == Some(index)
                && !passed_over.contains(&place.question.as_str())
        };
        self.answers.given.keys().any(counts)
    }

    /// Without what is wrong with questions that are no longer asked: a time half typed before somebody chose “now” again is in nobody's way.
    pub(crate) fn of_what_is_asked(mut self) -> Self {
        let Sheet { form, page } = self.sheet;
        let answers = &self.answers;
        self.problems.retain(|problem| {
            page.place_at(form, &problem.field).is_none_or(|place| form.asks(answers, &place))
        });
        self
    }

    /// Refuses with what is wrong, if anything is.
    pub(crate) fn all_right(&self) -> Result<(), Refusal> {
        if self.problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.problems.clone())) }
    }

    /// The answers to the council's own questions, with the version of the form. Repeats are counted as the record counts them: without those in which
    /// nothing was answered.
    pub(crate) fn further(&self) -> Option<Answers> {
        let Answers { form, version, given } = self.sheet.page.further(&self.sheet.form, &self.answers);
        let counted = |place: Place| {
            let number = place.index.map(|index| {
                let before = self.repeats(&place.section).into_iter().take_while(|other| *other < index);
                u16::try_from(before.count()).unwrap_or(index)
            });
            Place { index: number, ..place }
        };
        let given = given.into_iter().map(|(place, answer)| (counted(place), answer)).collect();
        Some(Answers { form, version, given })
    }

    /// A refusal of a decision, which counts only the repeats in which something was answered, told beside the fields of the page.
    pub(crate) fn refused(&self, stop: Stop) -> Stop {
        let Stop::Refusal(Refusal::Invalid(problems)) = stop else { return stop };
        let problems = problems.into_iter().map(|problem| match self.counted_on_page(&problem.field) {
            Some(field) => Problem::new(field, problem.words),
            None => problem,
        });
        Refusal::Invalid(problems.collect()).into()
    }

    fn counted_on_page(&self, field: &str) -> Option<String> {
        let section = self.sheet.form.sections.iter().filter(|section| section.repeats.is_some());
        section.into_iter().find_map(|section| {
            let (number, rest) = field.strip_prefix(&*section.id)?.strip_prefix('-')?.split_once('-')?;
            let index = *self.repeats(&section.id).get(number.parse::<usize>().ok()?)?;
            Some(format!("{}-{index}-{rest}", section.id))
        })
    }
}

fn words(answer: Option<&Answer>) -> String {
    match answer {
        None => String::new(),
        Some(Answer::NotKnown) => domain::form::NOT_KNOWN.to_owned(),
        Some(answer) => answer.words(),
    }
}

fn several(answer: Option<&Answer>) -> Vec<String> {
    match answer {
        Some(Answer::Several(values)) => values.clone(),
        Some(Answer::Text(value)) => vec![value.clone()],
        _ => Vec::new(),
    }
}

/// What was answered to the council's own questions, beside the questions as they were asked; nothing when there is nothing.
pub(crate) fn further_told(pack: &Pack, further: Option<&Answers>) -> Markup {
    let Some(answers) = further.filter(|answers| !answers.is_empty()) else { return Markup::default() };
    let form = pack.form_version(&answers.form, answers.version).or_else(|| pack.form(&answers.form));
    let rows = answers.given.iter().map(|(place, answer)| match form.and_then(|form| form.question(place)) {
        Some(question) => SummaryRow::new(question.label.as_str(), lines(&answer_words(question, answer))),
        None => SummaryRow::new(place.to_string(), lines(&answer.words())),
    });
    SummaryList::new(rows.collect()).render()
}
