//! What is wrong with a form: the same words in the summary at the top and beside each field.

use maud::{Markup, Render};

use crate::govuk::{ErrorLink, ErrorMessage, ErrorSummary};

/// One answer that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    field: String,
    words: String,
    lands_on: String,
}

/// Everything that is wrong with a form, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Nothing wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// These and one more; its link lands on the element whose id is the field's name.
    #[must_use]
    pub fn with(self, field: impl Into<String>, words: impl Into<String>) -> Self {
        let field = field.into();
        let lands_on = field.clone();
        self.landing(field, words, lands_on)
    }

    /// These and one more, whose link lands elsewhere: on `dob-day` for the date `dob`.
    #[must_use]
    pub fn landing(
        mut self,
        field: impl Into<String>,
        words: impl Into<String>,
        lands_on: impl Into<String>,
    ) -> Self {
        self.0.push(Problem { field: field.into(), words: words.into(), lands_on: lands_on.into() });
        self
    }

    /// These, and those of another form on the same page after them.
    #[must_use]
    pub fn and(mut self, others: Problems) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with one field.
    pub fn at(&self, field: &str) -> Option<ErrorMessage> {
        self.0.iter().find(|problem| problem.field == field).map(|problem| problem.words.as_str().into())
    }

    /// The summary for the top of the page; nothing when nothing is wrong.
    pub fn summary(&self) -> Markup {
        if self.is_empty() {
            return Markup::default();
        }
        let link = |problem: &Problem| ErrorLink {
            content: problem.words.as_str().into(),
            href: if problem.lands_on.is_empty() { String::new() } else { format!("#{}", problem.lands_on) },
            ..ErrorLink::default()
        };
        ErrorSummary::new(self.0.iter().map(link).collect()).render()
    }
}

impl<F: Into<String>, W: Into<String>> FromIterator<(F, W)> for Problems {
    fn from_iter<I: IntoIterator<Item = (F, W)>>(pairs: I) -> Self {
        pairs.into_iter().fold(Problems::none(), |all, (field, words)| all.with(field, words))
    }
}
