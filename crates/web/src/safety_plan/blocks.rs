//! Questions that are asked several times over in one form: `action-0-who`, `action-1-who`. Empty blocks are passed over, and there is always one to
//! spare.

use design::govuk::Legend;
use domain::refusal::Problem;

use crate::route::Fields;

/// More blocks than this no plan has.
const MOST: usize = 20;

/// How many blocks of a group the form shows: those that were written in, one to spare, and at least so many.
pub(super) fn shown(fields: &Fields, group: &str, least: usize) -> usize {
    let filled = fields.repeats(group);
    let spare = usize::from(filled >= least && filled > 0 && is_filled(fields, group, filled - 1));
    (filled + spare).clamp(least, MOST)
}

/// The blocks somebody wrote in.
pub(super) fn filled(fields: &Fields, group: &str) -> Vec<usize> {
    (0..fields.repeats(group).min(MOST)).filter(|place| is_filled(fields, group, *place)).collect()
}

fn is_filled(fields: &Fields, group: &str, place: usize) -> bool {
    let start = format!("{group}-{place}-");
    fields.pairs().iter().any(|(name, value)| name.starts_with(&start) && !value.trim().is_empty())
}

/// A problem with the nth block that was read, at the block in which it was written.
pub(super) fn at_its_block(problem: Problem, groups: &[(&str, &[usize])]) -> Problem {
    let mut parts = problem.field.splitn(3, '-');
    let (Some(group), Some(place), Some(field)) = (parts.next(), parts.next(), parts.next()) else {
        return problem;
    };
    let Ok(place) = place.parse::<usize>() else { return problem };
    let blocks = groups.iter().find(|(known, _)| *known == group).map(|(_, blocks)| *blocks);
    match blocks.and_then(|blocks| blocks.get(place)) {
        Some(block) => Problem::new(format!("{group}-{block}-{field}"), problem.words),
        None => problem,
    }
}

/// The heading of a block.
pub(super) fn legend(words: String) -> Legend {
    Legend { classes: "govuk-fieldset__legend--s".into(), ..words.into() }
}
