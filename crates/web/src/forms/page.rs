//! A form with a page of its own: drawn and read by the one engine under the names of the page's fields, beside whatever else the page has.
//! The typed reading of its answers is the page's; the council's own questions are handed on as they were answered, with the version of the form.

use casework::Stop;
use design::Problems;
use design::govuk::{NotificationBanner, SummaryList, SummaryRow};
use domain::calendar::london;
use domain::form::value::Value;
use domain::form::{Answer, Answers, Choice, Form, PageForm, People, Place, Read, Row, Section, Stage};
use domain::pack::Pack;
use domain::person::known::Known;
use domain::person::partial_date::PartialDate;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::compare::differing;
use super::read_only::lines;
use super::sections::block_words;
use super::{Asking, answer_words, read};
use crate::route::{Fields, Filling};

/// A form as one page asks it.
pub(crate) struct Sheet {
    form: Form,
    page: &'static PageForm,
    /// Where the summary of what is wrong lands for a field of the page that is several boxes.
    lands: Option<(&'static str, String)>,
    /// What is not asked at one place, and the words that stand there instead.
    withheld: Vec<(Place, String)>,
    /// Sections, or single repeats of one, that are not asked this time.
    passed_over: Vec<String>,
    /// Whether another form stands on the same page.
    is_among: bool,
    /// Whether it is drawn for somebody who fills in many a day.
    is_compact: bool,
}

impl Sheet {
    /// The form, in the version in which it was answered before. `before` are the answers to the council's own questions.
    pub(crate) fn new(pack: &Pack, page: &'static PageForm, before: Option<&Answers>) -> Result<Self, Stop> {
        let form = pack.form_to_go_on(page.id, before).ok_or(Stop::Refusal(Refusal::NotFound))?;
        Ok(Sheet {
            form: form.clone(),
            page,
            lands: None,
            withheld: Vec::new(),
            passed_over: Vec::new(),
            is_among: false,
            is_compact: false,
        })
    }

    /// On a page that asks another form too. That one tells what nobody asked for; this one passes over what is not its own.
    pub(crate) fn among(self) -> Self {
        Sheet { is_among: true, ..self }
    }

    /// With small choices and short boxes: for somebody who fills in many a day.
    pub(crate) fn compact(self) -> Self {
        Sheet { is_compact: true, ..self }
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

    /// The same, each with a few words under it where there are any.
    pub(crate) fn offering_choices(self, question: &str, offered: &[Choice]) -> Self {
        Sheet { form: self.form.offering(question, offered), ..self }
    }

    /// About these children: a section that repeats for each child has one repeat for each of them, under the name.
    pub(crate) fn about(self, children: &[String]) -> Self {
        let form = self.form.with_people(&People { children, carers: &[] });
        Sheet { form, ..self }
    }

    /// With a field of the page's own that has several boxes: what is wrong with it lands on one of them.
    pub(crate) fn landing(self, field: &'static str, id: String) -> Self {
        Sheet { lands: Some((field, id)), ..self }
    }

    /// Without a question in one repeat of a section, because what the record holds there may not be shown: these words stand there instead.
    pub(crate) fn withholding(mut self, section: &str, index: u16, question: &str, words: &str) -> Self {
        if let Some(place) = self.page.place(&self.form, Some((section, index)), question) {
            self.withheld.push((place, words.to_owned()));
        }
        self
    }

    /// With other words for a question, where another file of the pack has them.
    pub(crate) fn worded(self, question: &str, label: Option<&str>, hint: Option<&str>) -> Self {
        Sheet { form: self.form.worded(question, label, hint), ..self }
    }

    /// Without questions that make no sense of this record.
    pub(crate) fn without(self, questions: &[&str]) -> Self {
        Sheet { form: self.form.without(questions), ..self }
    }

    /// The words of a question.
    pub(crate) fn question(&self, question: &str) -> &str {
        let mut questions = self.form.sections.iter().flat_map(|section| &section.questions);
        questions.find(|asked| asked.id == question).map_or("", |asked| &asked.label)
    }

    /// What stands before the first question.
    pub(crate) fn guidance(&self) -> &str {
        self.form.guidance.as_deref().unwrap_or_default()
    }

    /// The title of a section, where the page draws its repeats one by one.
    pub(crate) fn title(&self, section: &str) -> Markup {
        html! { @if let Some(section) = self.form.section(section) { h2 class="govuk-heading-m" { (section.title) } } }
    }

    /// With the rows of a section that the page gives.
    pub(crate) fn rows(self, section: &str, rows: &[Row]) -> Self {
        Sheet { form: self.form.with_rows(section, rows), ..self }
    }

    /// Passing over parts that are not asked this time: a section by its name (`change`), or one row of it (`agency.3`). What stands in them is read,
    /// and nothing is missing or wrong there.
    pub(crate) fn passing_over(mut self, parts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.passed_over.extend(parts.into_iter().map(Into::into));
        self
    }

    /// Passing over the rows of a section in which nothing is answered: nothing is missing there.
    pub(crate) fn passing_over_blank(self, fields: &Fields, section: &str) -> Self {
        let rows = self.form.section(section).and_then(|found| found.repeats.as_ref());
        let answered = self.answers(fields).repeats(section);
        let rows = (0_u16..).zip(rows.into_iter().flat_map(|repeats| &repeats.rows)).map(|(place, _)| place);
        let blank: Vec<String> = rows
            .filter(|place| !answered.contains(place))
            .map(|place| format!("{section}.{place}"))
            .collect();
        self.passing_over(blank)
    }

    /// The questions in one row of a section, for a page that draws its rows itself.
    pub(crate) fn row(&self, filling: &Filling, section: &str, index: u16) -> Markup {
        let asking = self.asking(filling);
        self.form
            .section(section)
            .map(|section| asking.questions(section, Some(index), false))
            .unwrap_or_default()
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
        if self.others(sections).is_empty() {
            return Markup::default();
        }
        self.asking_but(filling, sections).render()
    }

    /// The same, for a page that draws something of its own among the questions. Some section must be left.
    pub(crate) fn asking_but<'a>(&'a self, filling: &'a Filling, sections: &[&str]) -> Asking<'a> {
        self.asking(filling).only(&self.others(sections))
    }

    fn others(&self, sections: &[&str]) -> Vec<&str> {
        let others = self.form.sections.iter().map(|section| section.id.as_str());
        others.filter(|section| !sections.contains(section)).collect()
    }

    /// The questions, for a page that draws something of its own among them.
    pub(crate) fn asking<'a>(&'a self, filling: &'a Filling) -> Asking<'a> {
        let asking = match self.is_among {
            true => Asking::among_pages(&self.form, self.page, &filling.fields),
            false => Asking::of_page(&self.form, self.page, &filling.fields),
        };
        let asking = asking.problems(&filling.problems);
        let asking = if self.is_compact { asking.compact() } else { asking };
        Asking { withheld: (&self.withheld[..]).into(), ..asking }
    }

    /// What stands at the top of the page: what is wrong, and what somebody else saved meanwhile.
    pub(crate) fn notices(&self, filling: &Filling) -> Markup {
        self.notices_with(filling, &[])
    }

    /// The same of a page that asks other forms too.
    pub(crate) fn notices_with(&self, filling: &Filling, others: &[&Sheet]) -> Markup {
        let differing = filling.conflict.as_ref().map(|conflict| {
            let sheets = std::iter::once(self).chain(others.iter().copied());
            let differing = sheets.map(|sheet| {
                let three = [&conflict.base, &filling.fields, &conflict.theirs];
                let [base, yours, theirs] = three.map(|fields| sheet.answers(fields));
                differing(&sheet.form, [&base, &yours, &theirs], "a colleague")
            });
            let differing: Vec<Markup> = differing.filter(|differing| !differing.0.is_empty()).collect();
            html! { @for each in differing { (each) } }
        });
        html! {
            (self.problems_with(filling, others).summary())
            @if let Some(differing) = differing {
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

    /// What is wrong with this form and what no form of the page has, then what is wrong with the others.
    fn problems_with(&self, filling: &Filling, others: &[&Sheet]) -> Problems {
        let of = |problem: &Problem| others.iter().position(|sheet| sheet.has_field(&problem.field));
        let landed = self.landed(filling);
        let of_sheet = |place: Option<usize>| {
            landed.iter().filter(|problem| of(problem) == place).cloned().collect::<Vec<_>>()
        };
        let own = Asking { problems: of_sheet(None), ..self.asking(filling) }.summary();
        others.iter().enumerate().fold(own, |all, (place, sheet)| {
            all.and(Asking { problems: of_sheet(Some(place)), ..sheet.asking(filling) }.summary())
        })
    }

    fn has_field(&self, field: &str) -> bool {
        self.page.has_field(&self.form, field)
    }

    fn landed(&self, filling: &Filling) -> Vec<Problem> {
        let landed = |problem: &Problem| match &self.lands {
            Some((field, id)) if problem.field == *field => Problem::new(id, problem.words.clone()),
            _ => problem.clone(),
        };
        filling.problems.iter().map(landed).collect()
    }

    fn answers(&self, fields: &Fields) -> Answers {
        self.read_page(fields).answers
    }

    fn read_page(&self, fields: &Fields) -> Read {
        match self.is_among {
            true => read::read_page(&self.form, self.page, &read::own_fields(&self.form, self.page, fields)),
            false => read::read_page(&self.form, self.page, fields),
        }
    }

    /// Reads what was sent.
    ///
    /// # Errors
    ///
    /// When a button that adds a repeat was pressed: the page is shown again with it, and nothing else happens.
    pub(crate) fn read(&self, fields: &Fields) -> Result<Given<'_>, Stop> {
        self.read_at(fields, Stage::Submit)
    }

    /// Reads what was sent for a step: a record that may be kept half written asks for less than one that is decided.
    ///
    /// # Errors
    ///
    /// As [`Sheet::read`].
    pub(crate) fn read_at(&self, fields: &Fields, stage: Stage) -> Result<Given<'_>, Stop> {
        if super::wants_one_more("", fields) {
            return Err(super::once_more());
        }
        Ok(self.read_as_it_is(fields, stage))
    }

    /// Reads what is typed so far, while it is typed.
    pub(crate) fn read_so_far(&self, fields: &Fields) -> Given<'_> {
        self.read_as_it_is(fields, Stage::Submit)
    }

    fn read_as_it_is(&self, fields: &Fields, stage: Stage) -> Given<'_> {
        let Read { answers, problems, .. } = self.read_page(fields);
        let missing = self.form.missing(&answers, stage);
        let missing =
            missing.into_iter().map(|problem| read::on_page(&self.form, self.page, &answers, problem));
        let problems = problems.into_iter().chain(missing);
        let problems = problems.filter(|problem| !self.is_passed_over(&problem.field)).collect();
        Given { sheet: self, answers, problems }
    }

    fn is_passed_over(&self, field: &str) -> bool {
        let Some(at) = self.page.read_as(&self.form, field) else { return false };
        let mut passed = self.passed_over.iter();
        passed.any(|part| at.strip_prefix(&**part).is_some_and(|rest| rest.starts_with('.')))
            || self.withheld.iter().any(|(place, _)| place.to_string() == at)
    }

    /// Puts the answers to the council's own questions among the fields of the page.
    pub(crate) fn fill_further(&self, fields: &mut Fields, further: Option<&Answers>) {
        let Some(further) = further else { return };
        for (name, value) in super::fields(&self.form, self.page.before_own(), further).pairs() {
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

    /// The answer as a record holds it: not asked, asked and not known, or what was said.
    pub(crate) fn known(&self, question: &str) -> Known<String> {
        match self.at(None, question) {
            None => Known::NotAsked,
            Some(Answer::NotKnown) => Known::NotKnown,
            Some(answer) => Known::Is(answer.words()),
        }
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

    /// The moment in one repeat of a section.
    pub(crate) fn nth_moment(&self, section: &str, index: u16, question: &str) -> Option<Timestamp> {
        match self.value(Some((section, index)), question)? {
            Value::Moment(moment) => Some(moment),
            _ => None,
        }
    }

    /// Whether a single box is ticked.
    pub(crate) fn ticked(&self, question: &str) -> bool {
        self.all(question).iter().any(|value| value == "yes")
    }

    /// The answers to the council's own questions that stand outside the rows, and in one of them: what is kept with that row's own record.
    pub(crate) fn further_of(&self, row: u16) -> Option<Answers> {
        let Answers { form, version, given } = self.sheet.page.further(&self.sheet.form, &self.answers);
        let own = given.into_iter().filter(|(place, _)| place.index.is_none_or(|index| index == row));
        let given = own.map(|(place, answer)| (Place { index: place.index.map(|_| 0), ..place }, answer));
        Some(Answers { form, version, given: given.collect() })
    }

    /// The day; nothing when none was typed, or none that can be read.
    pub(crate) fn day(&self, question: &str) -> Option<Date> {
        day(self.value(None, question))
    }

    /// The same in one repeat of a section.
    pub(crate) fn nth_day(&self, section: &str, index: u16, question: &str) -> Option<Date> {
        day(self.value(Some((section, index)), question))
    }

    /// Everything that was chosen in one repeat of a section.
    pub(crate) fn nth_all(&self, section: &str, index: u16, question: &str) -> Vec<String> {
        several(self.at(Some((section, index)), question))
    }

    /// The number; nothing when none was typed, or none that can be read.
    pub(crate) fn number(&self, question: &str) -> Option<i64> {
        match self.value(None, question)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The date, as exactly as it is known. What stands in one line and is no date is told beside it.
    pub(crate) fn date(&mut self, question: &str) -> Option<PartialDate> {
        match self.value(None, question)? {
            Value::Date(date) => Some(date),
            Value::Text(text) => PartialDate::parse(&text)
                .map_err(|wrong| self.problems.push(Problem::new(question, wrong.to_string())))
                .ok(),
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
        let Sheet { form, page, .. } = self.sheet;
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
        self.further_counting(&|section| self.repeats(section))
    }

    /// The same, where the record counts its rows otherwise: `rows` are the repeats of a section that become rows, in the order of the record.
    pub(crate) fn further_counting(&self, rows: &dyn Fn(&str) -> Vec<u16>) -> Option<Answers> {
        let Answers { form, version, given } = self.sheet.page.further(&self.sheet.form, &self.answers);
        let counted = |place: Place| {
            // Of given people, the number says who.
            let number = place.index.map(|index| {
                if self.sheet.form.has_people(&place.section) {
                    return index;
                }
                let before = rows(&place.section).into_iter().take_while(|other| *other < index);
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
        let free = |section: &&Section| section.repeats.is_some() && !self.sheet.form.has_people(&section.id);
        let section = self.sheet.form.sections.iter().filter(free);
        section.into_iter().find_map(|section| {
            let (number, rest) = field.strip_prefix(&*section.id)?.strip_prefix('-')?.split_once('-')?;
            let index = *self.repeats(&section.id).get(number.parse::<usize>().ok()?)?;
            Some(format!("{}-{index}-{rest}", section.id))
        })
    }
}

fn day(value: Option<Value>) -> Option<Date> {
    match value? {
        Value::Day(day) => Some(day),
        _ => None,
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
    let given = form.map_or_else(|| answers.given.iter().collect(), |form| form.in_order(answers));
    let rows = given.into_iter().map(|(place, answer)| match form.and_then(|form| form.question(place)) {
        Some(question) => {
            let label = format!("{}{}", question.label, of_repeat(form, place));
            SummaryRow::new(label, lines(&answer_words(question, answer)))
        }
        None => SummaryRow::new(place.to_string(), lines(&answer.words())),
    });
    SummaryList::new(rows.collect()).render()
}

/// Which repeat an answer stands in, after its question: " (Child 2)".
fn of_repeat(form: Option<&Form>, place: &Place) -> String {
    let section = form.and_then(|form| form.section(&place.section));
    let repeats = section.and_then(|section| Some((section, section.repeats.as_ref()?, place.index?)));
    repeats.map_or_else(String::new, |(section, repeats, index)| {
        format!(" ({})", block_words(section, repeats, usize::from(index)))
    })
}
