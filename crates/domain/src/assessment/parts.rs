//! The parts of the thinking, found in whatever form the pack has: a question says which part its answer plays, and the council words it as it likes. Which parts
//! there are is told by [`crate::form::plays`].

use crate::form::{Answer, Answers, Form, Place};

/// Answers to a form, read by the parts they play.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The version of the form that was answered.
    pub form: &'a Form,
    /// The answers.
    pub answers: &'a Answers,
}

impl<'a> Parts<'a> {
    /// The answers to a form.
    pub const fn of(form: &'a Form, answers: &'a Answers) -> Self {
        Parts { form, answers }
    }

    /// Where the questions that play a part stand in one repeat; in a section that does not repeat there is one place, whatever repeat is asked for. Asked of
    /// all repeats (`None`), a section that repeats gives each that was begun, and its first.
    pub fn places(&self, part: &str, index: Option<u16>) -> Vec<Place> {
        let mut places = Vec::new();
        for section in &self.form.sections {
            let asked = section.questions.iter().filter(|one| one.plays.as_deref() == Some(part));
            let questions: Vec<&str> = asked.map(|question| question.id.as_str()).collect();
            if questions.is_empty() {
                continue;
            }
            let indexes: Vec<Option<u16>> = match (&section.repeats, index) {
                (None, _) => vec![None],
                (Some(_), Some(index)) => vec![Some(index)],
                (Some(_), None) => {
                    let mut begun = self.answers.repeats(&section.id);
                    begun.extend((!begun.contains(&0)).then_some(0));
                    begun.sort_unstable();
                    begun.into_iter().map(Some).collect()
                }
            };
            for index in indexes {
                places.extend(questions.iter().map(|question| Place {
                    section: section.id.clone(),
                    index,
                    question: (*question).to_owned(),
                }));
            }
        }
        places
    }

    /// The answers that play a part in one repeat, with their places. A question that is no longer asked says nothing, and neither does an empty answer.
    pub fn given(&self, part: &str, index: Option<u16>) -> Vec<(Place, &'a Answer)> {
        let answered = |place: Place| {
            let answer = self.answers.at(&place).filter(|answer| says_something(answer))?;
            self.form.asks(self.answers, &place).then_some((place, answer))
        };
        self.places(part, index).into_iter().filter_map(answered).collect()
    }

    /// Whether anything stands where a part is asked for. That it is not known is said too, where the question offers it.
    pub fn said(&self, part: &str, index: Option<u16>) -> bool {
        !self.given(part, index).is_empty()
    }

    /// Whether something is known of a part: "not known" is no content.
    pub fn known(&self, part: &str, index: Option<u16>) -> bool {
        self.given(part, index).iter().any(|(_, answer)| **answer != Answer::NotKnown)
    }

    /// What stands where a part is asked for, as one text.
    pub fn words(&self, part: &str, index: Option<u16>) -> String {
        let given = self.given(part, index);
        let texts: Vec<String> =
            given.iter().map(|(_, answer)| answer.words()).filter(|words| !words.trim().is_empty()).collect();
        texts.join("\n")
    }

    /// The values that were chosen where a part is asked for.
    pub fn chosen(&self, part: &str, index: Option<u16>) -> Vec<String> {
        let mut chosen = Vec::new();
        for (_, answer) in self.given(part, index) {
            match answer {
                Answer::Text(value) => chosen.push(value.clone()),
                Answer::Several(values) => chosen.extend(values.iter().cloned()),
                Answer::NotKnown | Answer::Date(_) => {}
            }
        }
        chosen
    }

    /// The repeats in which a part that is asked freely has an answer, in order.
    pub fn repeats(&self, part: &str) -> Vec<u16> {
        let mut found: Vec<u16> = Vec::new();
        for section in self.form.sections.iter().filter(|section| {
            section.repeats.is_some()
                && section.questions.iter().any(|one| one.plays.as_deref() == Some(part))
        }) {
            found.extend(self.answers.repeats(&section.id));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The blocks in which something was answered, each with whether it was. What is asked of each child or carer has to be answered of each.
    pub fn blocks(&self) -> Vec<(String, bool)> {
        let mut blocks: Vec<(String, bool)> = Vec::new();
        for section in &self.form.sections {
            let Some(block) = &section.block else { continue };
            if blocks.iter().any(|(known, _)| known == block) {
                continue;
            }
            blocks.push((block.clone(), self.block_is_answered(block)));
        }
        blocks
    }

    fn block_is_answered(&self, block: &str) -> bool {
        let sections = self.form.sections.iter().filter(|section| section.block.as_deref() == Some(block));
        let ids: Vec<&str> = sections.map(|section| section.id.as_str()).collect();
        self.answers.given.iter().any(|(place, answer)| {
            ids.contains(&place.section.as_str())
                && says_something(answer)
                && self.form.asks(self.answers, place)
        })
    }
}

/// Whether an answer says anything: spaces are no answer.
pub(super) fn says_something(answer: &Answer) -> bool {
    match answer {
        Answer::NotKnown => true,
        Answer::Text(text) => !text.trim().is_empty(),
        Answer::Several(values) => !values.is_empty(),
        Answer::Date(parts) => !parts.is_empty(),
    }
}
