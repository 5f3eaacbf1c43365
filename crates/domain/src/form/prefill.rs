//! Ask once: what the record already holds stands in the form before anybody types (ux.md 0, 2; WCAG 2.2, 3.3.7).

use super::{Answer, Answers, Form, Place, Section, Source};

impl Form {
    /// Puts what is already known into questions that have no answer yet. `known` gives the answer for a source, and for which child or
    /// carer when the section repeats (0, 1, …; no answer for any question of the section ends it). An answer already there is never
    /// replaced.
    pub fn prefill(&self, answers: &mut Answers, known: impl Fn(Source, Option<u16>) -> Option<Answer>) {
        for section in &self.sections {
            match &section.repeats {
                None => {
                    section_prefill(section, None, answers, &known);
                }
                Some(repeats) => {
                    let most = repeats.named.as_ref().map_or(usize::from(repeats.max), Vec::len);
                    let _ = (0_u16..)
                        .take(most)
                        .take_while(|n| section_prefill(section, Some(*n), answers, &known))
                        .count();
                }
            }
        }
    }
}

/// Whether anything was known for this repeat of the section.
fn section_prefill(
    section: &Section,
    index: Option<u16>,
    answers: &mut Answers,
    known: &impl Fn(Source, Option<u16>) -> Option<Answer>,
) -> bool {
    let mut any = false;
    for question in &section.questions {
        let Some(answer) = question.prefill.and_then(|source| known(source, index)) else { continue };
        any = true;
        let place = Place { section: section.id.clone(), index, question: question.id.clone() };
        answers.given.entry(place).or_insert(answer);
    }
    any
}
