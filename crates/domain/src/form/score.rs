//! Instruments: a section whose choices have weights is added up and read against its bands (domain.md 1.11).
//!
//! The sum is shown beside what was not answered and never decides: a practitioner's judgement may raise it.

use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Form, Place, Section};

/// What a sum at or above a number is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The least sum that belongs here.
    pub from: i32,
    /// What it is called.
    pub words: String,
}

/// One administration of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The sum of the weights of what was chosen.
    pub sum: i32,
    /// Items answered, "not known" left out.
    pub answered: usize,
    /// Items asked.
    pub asked: usize,
    /// The highest band that the sum reaches.
    pub band: Option<String>,
}

impl Form {
    /// The score of one repeat of a section; none when no choice of the section has a weight.
    pub fn score(&self, answers: &Answers, section: &Section, index: Option<u16>) -> Option<Score> {
        let items = section.questions.iter().filter(|q| q.kind.choices().iter().any(|c| c.weight.is_some()));
        let (mut sum, mut answered, mut asked, mut any) = (0_i32, 0, 0, false);
        for item in items {
            any = true;
            let place = Place { section: section.id.clone(), index, question: item.id.clone() };
            if !self.asks(answers, &place) {
                continue;
            }
            asked += 1;
            let Some(answer) = answers.at(&place).filter(|answer| **answer != Answer::NotKnown) else {
                continue;
            };
            answered += 1;
            let chosen = item.kind.choices().iter().filter(|choice| answer.is(&choice.value));
            sum = chosen.filter_map(|choice| choice.weight).fold(sum, i32::saturating_add);
        }
        let reached = section.bands.iter().filter(|band| band.from <= sum).max_by_key(|band| band.from);
        any.then(|| Score { sum, answered, asked, band: reached.map(|band| band.words.clone()) })
    }
}
