//! A long answer with a limit that is said, not forced. <https://design-system.service.gov.uk/components/character-count/>

use maud::{Markup, Render, html};

use super::form_group::{id_or_name, question_setters};
use super::{ErrorMessage, FormGroup, Hint, Label, Textarea};
use crate::element::Attributes;

/// What is counted, where it is not told by which limit is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountType {
    /// What looks like one letter, spaces and all.
    Characters,
    /// Units of storage, as a browser's `length` counts them: an emoji is two or more.
    Length,
    /// Words.
    Words,
}

/// Words for each plural form of a number (`one`, `other`), with `%{count}` where the number stands.
#[derive(Debug, Clone, Default)]
pub struct Plural(pub Vec<(String, String)>);

/// A long answer with a limit.
#[derive(Debug, Clone, Default)]
pub struct CharacterCount {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// Lines shown: 5 when `None`.
    pub rows: Option<u32>,
    /// What was answered.
    pub value: String,
    /// Most letters.
    pub maxlength: Option<u32>,
    /// Most words; comes before `maxlength`.
    pub maxwords: Option<u32>,
    /// From how full, in per cent, the count is shown.
    pub threshold: Option<u32>,
    /// What is counted, where the limit does not tell.
    pub count_type: Option<CountType>,
    /// The question.
    pub label: Label,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong.
    pub error_message: Option<ErrorMessage>,
    /// The frame.
    pub form_group: FormGroup,
    /// More classes.
    pub classes: String,
    /// More classes for the count.
    pub count_message_classes: String,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// What says the limit without a script, with `%{count}`; "You can enter up to …" when empty.
    pub textarea_description_text: String,
    /// Words while letters are left.
    pub characters_under_limit_text: Plural,
    /// Words when no letter is left.
    pub characters_at_limit_text: String,
    /// Words when there are letters too many.
    pub characters_over_limit_text: Plural,
    /// Words while words are left.
    pub words_under_limit_text: Plural,
    /// Words when no word is left.
    pub words_at_limit_text: String,
    /// Words when there are words too many.
    pub words_over_limit_text: Plural,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(CharacterCount);

impl CharacterCount {
    /// An answer of at most so many letters.
    pub fn new(name: impl Into<String>, label: impl Into<Label>, maxlength: u32) -> Self {
        CharacterCount {
            name: name.into(),
            label: label.into(),
            maxlength: Some(maxlength),
            ..CharacterCount::default()
        }
    }

    /// What was answered.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    fn counted(&self) -> Option<CountType> {
        self.count_type.or(self.maxwords.map(|_| CountType::Words))
    }

    fn limit(&self) -> Option<u32> {
        self.maxwords.or(self.maxlength)
    }

    fn description(&self) -> String {
        let Some(limit) = self.limit() else {
            return String::new();
        };
        let unit = if self.counted() == Some(CountType::Words) { "words" } else { "characters" };
        let words = if self.textarea_description_text.is_empty() {
            format!("You can enter up to %{{count}} {unit}")
        } else {
            self.textarea_description_text.clone()
        };
        words.replace("%{count}", &limit.to_string())
    }

    fn frame_attributes(&self) -> Attributes {
        let mut all = Attributes::new().with("data-module", "govuk-character-count");
        let numbers = [
            ("data-maxlength", self.maxlength),
            ("data-maxwords", self.maxwords),
            ("data-threshold", self.threshold),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                all = all.with(name, number.to_string());
            }
        }
        if let Some(counted) = self.counted() {
            all = all.with("data-count-type", counted.word());
        }
        if self.limit().is_none() && !self.textarea_description_text.is_empty() {
            all = all.with("data-i18n.textarea-description.other", &self.textarea_description_text);
        }
        let words = [
            ("characters-under-limit", &self.characters_under_limit_text),
            ("characters-over-limit", &self.characters_over_limit_text),
            ("words-under-limit", &self.words_under_limit_text),
            ("words-over-limit", &self.words_over_limit_text),
        ];
        for (key, Plural(forms)) in words {
            for (form, text) in forms {
                all = all.with(format!("data-i18n.{key}.{form}"), text);
            }
        }
        let singles = [
            ("data-i18n.characters-at-limit", &self.characters_at_limit_text),
            ("data-i18n.words-at-limit", &self.words_at_limit_text),
        ];
        for (name, text) in singles.into_iter().filter(|(_, text)| !text.is_empty()) {
            all = all.with(name, text);
        }
        self.form_group.attributes.iter().fold(all, |all, (name, value)| all.with(name, value))
    }
}

impl CountType {
    fn word(self) -> &'static str {
        match self {
            CountType::Characters => "characters",
            CountType::Length => "length",
            CountType::Words => "words",
        }
    }
}

/// Classes one after another, without the empty ones.
fn joined(classes: [&str; 2]) -> String {
    classes.iter().filter(|c| !c.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

impl Render for CharacterCount {
    fn render(&self) -> Markup {
        let id = id_or_name(&self.id, &self.name);
        let count = Hint {
            id: format!("{id}-info"),
            content: self.description().into(),
            classes: joined(["govuk-character-count__message", &self.count_message_classes]),
            ..Hint::default()
        };
        let textarea = Textarea {
            id: id.to_owned(),
            name: self.name.clone(),
            described_by: format!("{id}-info"),
            rows: self.rows,
            spellcheck: self.spellcheck,
            value: self.value.clone(),
            label: self.label.clone(),
            hint: self.hint.clone(),
            error_message: self.error_message.clone(),
            form_group: FormGroup {
                classes: joined(["govuk-character-count", &self.form_group.classes]),
                attributes: self.frame_attributes(),
                before_input: self.form_group.before_input.clone(),
                after_input: html! { (count) (self.form_group.after_input) }.into(),
            },
            classes: joined(["govuk-js-character-count", &self.classes]),
            attributes: self.attributes.clone(),
            ..Textarea::default()
        };
        textarea.render()
    }
}
