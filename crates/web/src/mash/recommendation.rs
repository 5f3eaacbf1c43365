//! What should happen, with the threshold and its reasons, what would change one's mind, and by when it has begun: the same for the recommendation and for a
//! manager's change of it. What would change it and by when it begins are questions of the form; what it rests on is chosen from the pack's outcomes and
//! thresholds ([`crate::contact::basis`]).

use domain::calendar::london;
use domain::mash::Recommendation;
use domain::refusal::{Problem, Refusal};

use crate::contact::basis;
use crate::contact::filled::Labelled;
use crate::contact::repeat::all_right;
use crate::forms::page::{Given, Sheet};
use crate::route::{Fields, Visit};

/// The questions beside the form, for two people who answered at once.
const LABELS: &[Labelled<'_>] = &[
    ("outcome", "What should happen"),
    ("level", "Threshold level"),
    ("rationale", "Why"),
    ("considered", "What else was considered"),
];

/// Every question of a page that asks for a recommendation, for two people who answered at once.
pub(super) fn labels(sheet: &Sheet) -> Vec<(String, String)> {
    let beside = LABELS.iter().map(|(name, question)| ((*name).to_owned(), (*question).to_owned()));
    sheet.labels().into_iter().chain(beside).collect()
}

/// The answers that a recommendation gives.
pub(super) fn fields(it: &Recommendation) -> Fields {
    basis::fields(&it.basis)
        .with("would_change", &*it.would_change)
        .with("begun_by-date", london::date_in_digits(london::date_of(it.begun_by)))
        .with("begun_by-time", london::time_in_words(it.begun_by))
}

/// From what was typed to a recommendation. What the pack must know is checked where it is made; here only what cannot be read is said, beside what is wrong
/// with the form's own answers.
pub(super) fn read(visit: &Visit<'_>, fields: &Fields, given: &Given<'_>) -> Result<Recommendation, Refusal> {
    let mut problems = given.problems.clone();
    let begun_by = given.moment("begun_by");
    if begun_by.is_none() && !problems.iter().any(|problem| problem.field.starts_with("begun_by")) {
        problems.push(Problem::new("begun_by-date", "Say by when it must have begun, like 4 9 2026."));
    }
    let basis = basis::read(visit, fields).map_err(|refusal| {
        if let Refusal::Invalid(more) = refusal {
            problems.extend(more);
        }
    });
    match (basis, begun_by) {
        (Ok(basis), Some(begun_by)) => {
            all_right(problems)?;
            Ok(Recommendation { basis, would_change: given.words("would_change"), begun_by })
        }
        _ => Err(Refusal::Invalid(problems)),
    }
}

/// On which element the link of a problem lands.
pub(super) fn lands(fields: &Fields) -> Vec<(&'static str, String)> {
    basis::lands(fields)
}
