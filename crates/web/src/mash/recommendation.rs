//! What should happen, with the threshold and its reasons, what would change one's mind, and by when it has begun: the same for the recommendation and for a
//! manager's change of it. Two forms of the pack stand on each of those pages: the page's own, and what a ruling rests on ([`crate::contact::basis`]).

use casework::Stop;
use domain::mash::{Enquiry, Recommendation};
use domain::refusal::{Problem, Refusal};

use crate::contact::basis;
use crate::forms::page::{Given, Sheet};
use crate::route::{Fields, Visit};

/// The form of what it rests on, in the version in which it was answered before.
pub(super) fn sheet(visit: &Visit<'_>, known: &Enquiry, fields: &Fields) -> Result<Sheet, Stop> {
    let recommended = known.analysis.as_ref().and_then(|analysis| analysis.recommendation.as_ref());
    let before = recommended.and_then(|recommended| recommended.basis.further.as_ref());
    Ok(basis::sheet(visit, before, false, fields)?.among())
}

/// The answers that a recommendation gives.
pub(super) fn fields(sheet: &Sheet, it: &Recommendation) -> Fields {
    let mut fields = basis::fields(sheet, &it.basis).with("would_change", &*it.would_change);
    Sheet::fill_moment(&mut fields, "begun_by", it.begun_by);
    fields
}

/// From what was answered to a recommendation. What the pack must know is checked where it is made; here only what cannot be read is said, of both forms at
/// once.
pub(super) fn read(
    visit: &Visit<'_>,
    sheet: &Sheet,
    fields: &Fields,
    given: &Given<'_>,
) -> Result<Recommendation, Stop> {
    let mut problems = given.problems.clone();
    let begun_by = given.moment("begun_by");
    if begun_by.is_none() && !problems.iter().any(|problem| problem.field.starts_with("begun_by")) {
        problems.push(Problem::new("begun_by-date", "Say by when it must have begun, like 4 9 2026."));
    }
    let basis = match basis::read(visit, &mut sheet.read(fields)?) {
        Ok(basis) => Some(basis),
        Err(Refusal::Invalid(more)) => {
            problems.extend(more);
            None
        }
        Err(refusal) => return Err(refusal.into()),
    };
    match (basis, begun_by) {
        (Some(basis), Some(begun_by)) if problems.is_empty() => {
            Ok(Recommendation { basis, would_change: given.words("would_change"), begun_by })
        }
        _ => Err(Refusal::Invalid(problems).into()),
    }
}
