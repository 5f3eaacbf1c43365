//! Which questions are asked, given the answers so far; what is missing for a step; what the answers fill.

use crate::refusal::Problem;

use super::{Answer, Answers, Condition, Form, Place, Question, Reference, Section, Stage, Target};

/// An answer that becomes part of the contact's typed core.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filled<'a> {
    /// The part it becomes.
    pub target: Target,
    /// Which repeat: the number of the child or carer on this form.
    pub index: Option<u16>,
    /// The question that was answered.
    pub question: &'a Question,
    /// The answer.
    pub answer: &'a Answer,
}

impl Form {
    /// Every answer in the form's order, whether its question is asked by now or not; what stands at no question of the form comes last. For answers that
    /// are kept without those that their conditions look at.
    pub fn in_order<'a>(&self, answers: &'a Answers) -> Vec<(&'a Place, &'a Answer)> {
        let number = |place: &Place| {
            let section = (0_usize..).zip(&self.sections).find(|(_, section)| section.id == place.section);
            let question = section.and_then(|(_, section)| {
                section.questions.iter().position(|question| question.id == place.question)
            });
            (section.map_or(usize::MAX, |(n, _)| n), place.index, question.unwrap_or(usize::MAX))
        };
        let mut all: Vec<(&Place, &Answer)> = answers.given.iter().collect();
        all.sort_by_key(|(place, _)| number(place));
        all
    }

    /// Whether the question at this place is asked. The answer of a question that is no longer asked is kept but counts for nothing.
    pub fn asks(&self, answers: &Answers, place: &Place) -> bool {
        let Some(section) = self.section(&place.section) else { return false };
        let Some(question) = self.question(place) else { return false };
        let holds =
            |when: &Option<Condition>| when.as_ref().is_none_or(|when| self.holds(answers, place, when));
        holds(&section.when) && holds(&question.when)
    }

    /// The repeats of a section to show: those with an answer, and at least as many as the form asks for; one for each of its people when they
    /// are known, and no other. One `None` when it does not repeat.
    pub fn repeats(&self, answers: &Answers, section: &Section) -> Vec<Option<u16>> {
        let Some(repeats) = &section.repeats else { return vec![None] };
        if let Some(people) = &repeats.named {
            return (0_u16..).zip(people).map(|(index, _)| Some(index)).collect();
        }
        let mut indexes = answers.repeats(&section.id);
        let mut next = 0;
        while indexes.len() < usize::from(repeats.min) {
            if !indexes.contains(&next) {
                indexes.push(next);
            }
            next += 1;
        }
        indexes.sort_unstable();
        indexes.into_iter().map(Some).collect()
    }

    /// Every question that is asked, in the form's order, repeat by repeat.
    pub fn asked(&self, answers: &Answers) -> Vec<(Place, &Question)> {
        let mut asked = Vec::new();
        for section in &self.sections {
            for index in self.repeats(answers, section) {
                for question in section.questions_in(index) {
                    let place = Place { section: section.id.clone(), index, question: question.id.clone() };
                    if self.asks(answers, &place) {
                        asked.push((place, question));
                    }
                }
            }
        }
        asked
    }

    /// The answers that this step and the steps before it need and that are not there. The field names are the places, which are the
    /// ids of the page's fields.
    pub fn missing(&self, answers: &Answers, stage: Stage) -> Vec<Problem> {
        let needed = |question: &Question| question.needed.is_some_and(|needed| needed <= stage);
        self.asked(answers)
            .into_iter()
            .filter(|(place, question)| needed(question) && answers.at(place).is_none())
            .map(|(place, question)| {
                let words = missing_words(question);
                let words = match self.whose(&place) {
                    Some(name) => format!("{name}: {words}"),
                    None => words,
                };
                Problem::new(place.to_string(), words)
            })
            .collect()
    }

    /// The answers that become parts of the contact's typed core, in the form's order. Questions that are not asked fill nothing.
    pub fn filled<'a>(&'a self, answers: &'a Answers) -> Vec<Filled<'a>> {
        self.asked(answers)
            .into_iter()
            .filter_map(|(place, question)| {
                let answer = answers.at(&place)?;
                Some(Filled { target: question.fills?, index: place.index, question, answer })
            })
            .collect()
    }

    fn holds(&self, answers: &Answers, at: &Place, condition: &Condition) -> bool {
        condition.holds(&|reference, values| {
            self.places(answers, at, reference).iter().any(|place| {
                let answer = answers.at(place).filter(|_| self.asks(answers, place));
                answer.is_some_and(|answer| values.is_empty() || values.iter().any(|value| answer.is(value)))
            })
        })
    }

    fn places(&self, answers: &Answers, at: &Place, reference: &Reference) -> Vec<Place> {
        let place =
            |index| Place { section: reference.section.clone(), index, question: reference.question.clone() };
        if reference.section == at.section {
            return vec![place(at.index)];
        }
        match self.section(&reference.section) {
            Some(section) if section.repeats.is_some() => {
                answers.repeats(&section.id).into_iter().map(|index| place(Some(index))).collect()
            }
            _ => vec![place(None)],
        }
    }
}

fn missing_words(question: &Question) -> String {
    if let Some(words) = &question.missing {
        return words.clone();
    }
    let label = question.label.trim_end_matches(['?', '.', ':']);
    match question.not_known {
        true => format!("Answer “{label}”, or say that it is not known."),
        false => format!("Answer “{label}”."),
    }
}
