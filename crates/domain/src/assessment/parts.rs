//! The parts of the thinking, found in whatever form the pack has: a question says which part its answer plays, and the council words it as it likes.

use crate::form::{Answer, Answers, Form, Place};

/// Every part that an assessment's form must have, block by block (domain.md 1.9), with what it is. The pack's check refuses a form that lacks one.
pub const PARTS: &[(&str, &str)] = &[
    ("day_in_life", "a day in the child's life"),
    ("child_words", "the child's words"),
    ("not_seen_why", "why a child was not seen, or not alone"),
    ("history_analysis", "what the past says about now"),
    ("past_harm", "harm that happened"),
    ("danger", "what is feared if nothing changes"),
    ("complicating", "what makes it harder"),
    ("protection", "what has protected the children"),
    ("carer_now", "the care a carer gives now"),
    ("carer_for", "what speaks for a carer"),
    ("carer_against", "what speaks against a carer"),
    ("carer_missing_why", "why nothing is known of a carer"),
    ("must_change", "what must change"),
    ("insight", "whether a carer sees it"),
    ("motivation", "whether a carer wants it"),
    ("tried_before", "what was tried before"),
    ("support_offered", "what support was offered"),
    ("barriers", "what stands in the way"),
    ("test_period", "the test, and how long it runs"),
    ("movement", "the movement that was seen"),
    ("capacity_judgement", "the judgement of capacity to change"),
    ("capacity_review", "when the judgement is looked at again"),
    ("cumulative", "how it has gone over time"),
    ("need_child", "the child for whom something needs to happen"),
    ("need_outcome", "what will be different"),
    ("need_who", "who does it"),
    ("need_when", "by when"),
    ("need_measure", "how it will be known"),
    ("need_contingency", "what if not"),
    ("alternative", "another reading"),
    ("family_view", "the family's view"),
    ("agency_view", "other agencies' views"),
    ("dissent", "who disagrees"),
    ("factors", "the factors at the end"),
    ("in_need", "whether the child is in need"),
    ("decision_outcome", "what follows for the child"),
    ("decision_reasons", "the reasons of the decision"),
];

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

    /// Where the questions that play a part stand in one repeat; in a section that does not repeat there is one place, whatever repeat is asked for.
    pub fn places(&self, part: &str, index: Option<u16>) -> Vec<Place> {
        let mut places = Vec::new();
        for section in &self.form.sections {
            let index = section.repeats.as_ref().and(index);
            for question in section.questions.iter().filter(|one| one.plays.as_deref() == Some(part)) {
                places.push(Place { section: section.id.clone(), index, question: question.id.clone() });
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
