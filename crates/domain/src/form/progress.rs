//! How far each part of a long form is: for a list of what there is to do, and for counting completeness by block.

use super::{Answers, Form, Stage};

/// How far one section is, or one repeat of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The section's name.
    pub section: String,
    /// Which repeat, when it repeats.
    pub index: Option<u16>,
    /// The section's block, when the form has blocks.
    pub block: Option<String>,
    /// Questions that are asked, given the answers so far.
    pub asked: usize,
    /// Those of them that have an answer, "not known" included.
    pub answered: usize,
    /// Those without an answer that the step needs.
    pub missing: usize,
}

impl Form {
    /// How far every part of the form is towards a step, in the form's order. A section that falls away, or that repeats for nobody, is not
    /// among them.
    pub fn progress(&self, answers: &Answers, stage: Stage) -> Vec<Progress> {
        let mut parts: Vec<Progress> = Vec::new();
        for (place, question) in self.asked(answers) {
            let known =
                parts.last().is_some_and(|part| part.section == place.section && part.index == place.index);
            if !known {
                let block = self.section(&place.section).and_then(|section| section.block.clone());
                let (section, index) = (place.section.clone(), place.index);
                parts.push(Progress { section, index, block, asked: 0, answered: 0, missing: 0 });
            }
            let Some(part) = parts.last_mut() else { continue };
            part.asked += 1;
            match answers.at(&place) {
                Some(_) => part.answered += 1,
                None => part.missing += usize::from(question.needed.is_some_and(|needed| needed <= stage)),
            }
        }
        parts
    }
}

impl Progress {
    /// The part's name: `danger`, or `day.1` for a repeat.
    pub fn part(&self) -> String {
        match self.index {
            Some(index) => format!("{}.{index}", self.section),
            None => self.section.clone(),
        }
    }
}
