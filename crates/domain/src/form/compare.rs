//! Two people on one form. The second to save sees the base, theirs and yours, and nobody loses a word (domain.md 2.2, rule 9).
//!
//! Answers that only one of them changed are taken. A child that both added is two children until a person says otherwise: answers
//! about different children must never be mixed into one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Answers, Form, Place};

/// One answer that differs between two editors, or from what both began with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question.
    pub place: Place,
    /// What stood there when both began.
    pub base: Option<Answer>,
    /// What you have now.
    pub yours: Option<Answer>,
    /// What the other has saved.
    pub theirs: Option<Answer>,
    /// Who changed it.
    pub whose: Whose,
}

/// Who changed an answer since both began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Only you.
    Yours,
    /// Only the other.
    Theirs,
    /// Both, to the same answer.
    Same,
    /// Both, to different answers: a person must choose.
    Conflict,
}

/// Two editors' answers made one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The answers. Where they conflict yours stands, or theirs when yours is empty, until a person chooses.
    pub answers: Answers,
    /// What a person must choose.
    pub conflicts: Vec<Difference>,
    /// Repeats that both added, so that yours got another number.
    pub moved: Vec<Moved>,
}

/// A repeat of yours that got another number because the other editor had added one with the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The section.
    pub section: String,
    /// The number it had.
    pub from: u16,
    /// The number it has now.
    pub to: u16,
}

/// Every answer that differs, in the order of their places. Yours are given with the numbers they have after [`merge`].
pub fn compare(base: &Answers, yours: &Answers, theirs: &Answers) -> Vec<Difference> {
    let (yours, _) = apart(base, yours, theirs, |_| false);
    differences(base, &yours, theirs)
}

/// Takes every change that only one of the two made, and lists what both changed differently.
pub fn merge(base: &Answers, yours: &Answers, theirs: &Answers) -> Merged {
    merged(base, yours, theirs, |_| false)
}

impl Form {
    /// [`compare`] for a form that may be about given people: the second child is the same child for both editors.
    pub fn compare(&self, base: &Answers, yours: &Answers, theirs: &Answers) -> Vec<Difference> {
        let (yours, _) = apart(base, yours, theirs, |section| self.has_people(section));
        differences(base, &yours, theirs)
    }

    /// [`merge`] for a form that may be about given people: the second child is the same child for both editors.
    pub fn merge(&self, base: &Answers, yours: &Answers, theirs: &Answers) -> Merged {
        merged(base, yours, theirs, |section| self.has_people(section))
    }
}

fn merged(base: &Answers, yours: &Answers, theirs: &Answers, people: impl Fn(&str) -> bool) -> Merged {
    let (yours, moved) = apart(base, yours, theirs, people);
    let differences = differences(base, &yours, theirs);
    let mut answers = theirs.clone();
    for difference in &differences {
        let answer = match difference.whose {
            Whose::Yours => difference.yours.clone(),
            Whose::Theirs | Whose::Same => difference.theirs.clone(),
            Whose::Conflict => difference.yours.clone().or_else(|| difference.theirs.clone()),
        };
        match answer {
            Some(answer) => answers.given.insert(difference.place.clone(), answer),
            None => answers.given.remove(&difference.place),
        };
    }
    let conflicts = differences.into_iter().filter(|each| each.whose == Whose::Conflict).collect();
    Merged { answers, conflicts, moved }
}

fn differences(base: &Answers, yours: &Answers, theirs: &Answers) -> Vec<Difference> {
    let places: BTreeSet<&Place> =
        base.given.keys().chain(yours.given.keys()).chain(theirs.given.keys()).collect();
    let mut differences = Vec::new();
    for place in places {
        let (was, mine, other) = (base.at(place), yours.at(place), theirs.at(place));
        let whose = match (same(was, mine), same(was, other)) {
            (true, true) => continue,
            (false, true) => Whose::Yours,
            (true, false) => Whose::Theirs,
            (false, false) if same(mine, other) => Whose::Same,
            (false, false) => Whose::Conflict,
        };
        differences.push(Difference {
            place: place.clone(),
            base: was.cloned(),
            yours: mine.cloned(),
            theirs: other.cloned(),
            whose,
        });
    }
    differences
}

fn same(one: Option<&Answer>, two: Option<&Answer>) -> bool {
    match (one, two) {
        (None, None) => true,
        (Some(one), Some(two)) => one.same(two),
        _ => false,
    }
}

/// Yours, with every repeat that both added under one number, and not alike, moved to a number that nobody uses; but not in a section whose
/// numbers are given people.
fn apart(
    base: &Answers,
    yours: &Answers,
    theirs: &Answers,
    people: impl Fn(&str) -> bool,
) -> (Answers, Vec<Moved>) {
    let both_added = repeats_of(yours)
        .into_iter()
        .filter(|(section, _)| !people(section))
        .filter(|(section, index)| {
            let (was, mine, other) = (
                repeat(base, section, *index),
                repeat(yours, section, *index),
                repeat(theirs, section, *index),
            );
            let alike = mine.len() == other.len()
                && mine.iter().zip(&other).all(|(one, two)| one.0 == two.0 && one.1.same(two.1));
            was.is_empty() && !other.is_empty() && !alike
        })
        .collect::<Vec<_>>();
    let mut moved: Vec<Moved> = Vec::new();
    for (section, from) in both_added {
        let used = [base, yours, theirs].into_iter().flat_map(|answers| answers.repeats(&section));
        let taken = moved.iter().filter(|each| each.section == section).map(|each| each.to);
        let to = used.chain(taken).max().unwrap_or(from).saturating_add(1);
        moved.push(Moved { section, from, to });
    }
    let given: BTreeMap<Place, Answer> =
        yours.given.iter().map(|(place, answer)| (renumbered(place, &moved), answer.clone())).collect();
    (Answers { form: yours.form.clone(), version: yours.version, given }, moved)
}

fn renumbered(place: &Place, moved: &[Moved]) -> Place {
    let to = moved.iter().find(|each| each.section == place.section && Some(each.from) == place.index);
    Place { index: to.map(|each| each.to).or(place.index), ..place.clone() }
}

fn repeats_of(answers: &Answers) -> BTreeSet<(String, u16)> {
    answers.given.keys().filter_map(|place| Some((place.section.clone(), place.index?))).collect()
}

fn repeat<'a>(answers: &'a Answers, section: &str, index: u16) -> Vec<(&'a Place, &'a Answer)> {
    answers.given.iter().filter(|(place, _)| place.section == section && place.index == Some(index)).collect()
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
