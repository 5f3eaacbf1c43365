//! A form of a contact as it is shown: every question with what was typed and what is wrong with it, the summary of problems first, the
//! other person's answers beside one's own when two wrote at once.

use design::govuk::{Choice, Input, NotificationBanner, Radios, Select, SelectItem, Textarea};
use design::own::{Compare, ComparedField};
use design::{Form, Problems};
use domain::person::name::shown;
use maud::{Markup, html};

use crate::route::{Filling, Visit};

/// A form with its answers and problems.
pub(crate) struct Asked<'a> {
    filling: &'a Filling,
    problems: Problems,
}

/// A question of a form, for laying two people's answers side by side.
pub(crate) type Labelled<'a> = (&'a str, &'a str);

impl<'a> Asked<'a> {
    /// A form. `lands` says on which element the link of a problem lands, where that is not the field's own name; the words then stand there.
    pub(crate) fn new(filling: &'a Filling, lands: &[(&str, &str)]) -> Self {
        let field = |name: &'a str| {
            lands.iter().find(|(from, _)| *from == name).map_or(name, |(_, to)| *to).to_owned()
        };
        let problems = filling.problems.iter().map(|problem| (field(&problem.field), problem.words.as_str()));
        Asked { filling, problems: problems.collect() }
    }

    /// What was typed into a field.
    pub(crate) fn get(&self, name: &str) -> &'a str {
        self.filling.get(name)
    }

    /// One line of text.
    pub(crate) fn line(&self, name: impl Into<String>, question: &str) -> Input {
        let name = name.into();
        let input = Input::new(&name, question).value(self.get(&name)).error(self.problems.at(&name));
        Input { autocomplete: "off".into(), ..input }
    }

    /// Many lines of text.
    pub(crate) fn lines(&self, name: impl Into<String>, question: &str) -> Textarea {
        let name = name.into();
        Textarea::new(&name, question).value(self.get(&name)).error(self.problems.at(&name))
    }

    /// One of a few.
    pub(crate) fn one_of(&self, name: impl Into<String>, question: &str, choices: Vec<Choice>) -> Radios {
        let name = name.into();
        let legend = design::govuk::Legend { classes: "govuk-fieldset__legend--s".into(), ..question.into() };
        Radios::new(&name, legend, choices).value(self.get(&name)).error(self.problems.at(&name))
    }

    /// One from a list, or nothing yet.
    pub(crate) fn list(&self, name: impl Into<String>, question: &str, mut items: Vec<SelectItem>) -> Select {
        let name = name.into();
        items.insert(0, SelectItem::new("", "Choose"));
        Select::new(&name, question, items).value(self.get(&name)).error(self.problems.at(&name))
    }

    /// A box that is ticked or not.
    pub(crate) fn ticked(&self, name: impl Into<String>, words: &str) -> Markup {
        let name = name.into();
        let choice = Choice { checked: Some(self.filling.fields.has(&name)), ..Choice::new("yes", words) };
        html! { (design::govuk::Checkboxes::single(&name, choice).classes("govuk-checkboxes--small")) }
    }

    /// What is wrong, at the top of the page.
    pub(crate) fn summary(&self) -> Markup {
        self.problems.summary()
    }

    /// The form round its questions, with its client-made id, the version it was opened at and its draft.
    pub(crate) fn form(&self, visit: &Visit<'_>, questions: Markup) -> Form {
        visit.form(self.filling, questions)
    }

    /// A form too short for a draft.
    pub(crate) fn short_form(&self, visit: &Visit<'_>, questions: Markup) -> Form {
        visit.short_form(self.filling, questions)
    }

    /// What somebody else saved meanwhile, beside one's own answers and what both began from. `words` reads codes.
    pub(crate) fn conflict(&self, labels: &[Labelled<'_>], words: &dyn Fn(&str, &str) -> String) -> Markup {
        let Some(conflict) = &self.filling.conflict else { return Markup::default() };
        let differing = labels.iter().filter_map(|(name, question)| {
            let (yours, theirs, base) = (self.get(name), conflict.theirs.get(name), conflict.base.get(name));
            let read = |value| shown(&words(name, value));
            (yours != theirs || theirs != base).then(|| ComparedField {
                question: (*question).to_owned(),
                yours: read(yours),
                theirs: read(theirs),
                base: read(base),
                control: html! { p class="govuk-body" { a class="govuk-link" href={ "#" (name) } { "Go to your answer to “" (question) "”" } } },
            })
        });
        let fields: Vec<ComparedField> = differing.collect();
        html! {
            (NotificationBanner::important(html! {
                p class="govuk-notification-banner__heading" { "Someone else saved this while you were writing. Nothing you wrote is lost." }
                p class="govuk-body" {
                    "Your answers are still in the form below. Change what should be kept, and save again: what you then save stands."
                }
            }))
            @if fields.is_empty() { p class="govuk-body" { "They changed something other than the answers on this page." } }
            (Compare { theirs_by: "a colleague".into(), heading_level: 3, fields })
        }
    }
}
