//! A section whose repeats the page gives (`per = "page"`): one for each agency that may be asked, one for each question that was put. The page knows what
//! each row is about, so it words a question for it, offers what can be chosen in it, and leaves out what makes no sense there. The form says what is
//! asked of every row; nobody adds one.

use super::kind::PAGE_LIST;
use super::{Choice, Form, Kind, Question, Section};

/// One row, as the page gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What stands for the row in the names of the page's fields: a code of the pack, or its number.
    pub key: String,
    /// What it is called; a row without a name is drawn without a frame.
    pub title: String,
    /// Its questions: filled in by [`Form::with_rows`].
    pub questions: Vec<Question>,
    words: Vec<(String, String)>,
    hints: Vec<(String, String)>,
    offers: Vec<(String, Vec<Choice>)>,
    leaves_out: Vec<String>,
}

impl Row {
    /// A row with the form's own questions.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Row { key: key.into(), title: title.into(), ..Row::default() }
    }

    /// With other words for a question.
    #[must_use]
    pub fn worded(mut self, question: &str, label: impl Into<String>) -> Self {
        self.words.push((question.to_owned(), label.into()));
        self
    }

    /// With a few other words under a question.
    #[must_use]
    pub fn hinted(mut self, question: &str, hint: impl Into<String>) -> Self {
        self.hints.push((question.to_owned(), hint.into()));
        self
    }

    /// With what can be chosen for a question.
    #[must_use]
    pub fn offering<V: Into<String>, W: Into<String>>(
        mut self,
        question: &str,
        offered: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        let offered = offered.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
        self.offers.push((question.to_owned(), offered));
        self
    }

    /// The same, each with a few words under it where there are any.
    #[must_use]
    pub fn offering_choices(mut self, question: &str, offered: Vec<Choice>) -> Self {
        self.offers.push((question.to_owned(), offered));
        self
    }

    /// Without a question that makes no sense of it.
    #[must_use]
    pub fn without(mut self, question: &str) -> Self {
        self.leaves_out.push(question.to_owned());
        self
    }

    fn asking(mut self, section: &Section) -> Self {
        let asked = section.questions.iter().filter(|question| !self.leaves_out.contains(&question.id));
        self.questions = asked.cloned().collect();
        for question in &mut self.questions {
            if let Some((_, label)) = self.words.iter().find(|(id, _)| *id == question.id) {
                label.clone_into(&mut question.label);
            }
            if let Some((_, hint)) = self.hints.iter().find(|(id, _)| *id == question.id) {
                question.hint = Some(hint.clone());
            }
            let offered = self.offers.iter().find(|(id, _)| *id == question.id);
            if let Some((_, offered)) = offered
                && let Kind::Code { list, choices } | Kind::Codes { list, choices } = &mut question.kind
                && list == PAGE_LIST
            {
                offered.clone_into(choices);
            }
        }
        self
    }
}

impl Form {
    /// With the rows of a section that the page gives. There is then one repeat for each, in this order, and no other.
    #[must_use]
    pub fn with_rows(mut self, section: &str, rows: &[Row]) -> Form {
        for section in self.sections.iter_mut().filter(|each| each.id == section) {
            let asked: Vec<Row> = rows.iter().map(|row| row.clone().asking(section)).collect();
            if let Some(repeats) = &mut section.repeats {
                repeats.named = Some(asked.iter().map(|row| row.title.clone()).collect());
                repeats.rows = asked;
            }
        }
        self
    }
}

impl Section {
    /// The row that the page gave with this number.
    pub fn row(&self, index: Option<u16>) -> Option<&Row> {
        self.repeats.as_ref()?.rows.get(usize::from(index?))
    }

    /// The questions in one repeat: those of its row, where the page gave one.
    pub fn questions_in(&self, index: Option<u16>) -> &[Question] {
        self.row(index).map_or(&self.questions, |row| &row.questions)
    }
}
