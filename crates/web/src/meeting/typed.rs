//! Reading days, times and choices of a form; what is wrong stands beside its field, with the number that the page gave it.

use domain::id::Id;
use domain::refusal::Problem;
use domain::staff::Staff;

use crate::contact::repeat::Group;
use crate::route::Fields;

/// Somebody chosen from a list.
pub(crate) fn person(typed: &str) -> Option<Id<Staff>> {
    typed.parse().ok()
}

/// An agency and an organisation as a list holds them: `police|`, `school|Elm Grove`; an empty agency is the council.
pub(crate) fn of_agency(typed: &str) -> (Option<String>, String) {
    let (agency, organisation) = typed.split_once('|').unwrap_or((typed, ""));
    let agency = Some(agency).filter(|agency| !agency.is_empty() && *agency != domain::pack::COUNCIL);
    (agency.map(str::to_owned), organisation.to_owned())
}

/// The same, written for a list.
pub(crate) fn as_choice(agency: Option<&str>, organisation: &str) -> String {
    format!("{}|{organisation}", agency.unwrap_or(domain::pack::COUNCIL))
}

/// The blocks of a group in which something was typed, in order.
pub(crate) fn answered(group: &Group, fields: &Fields, passed_over: &[&str]) -> Vec<usize> {
    let blocks = group.blocks(fields).into_iter();
    blocks.filter(|block| group.is_answered(fields, *block, passed_over)).collect()
}

/// Problems with the numbers of the page's blocks in the place of those of the command: the third fact may stand in the seventh block.
pub(crate) fn renumbered(problems: Vec<Problem>, groups: &[(&Group, &[usize])]) -> Vec<Problem> {
    let renumber = |problem: Problem| {
        for (group, blocks) in groups {
            let rest = problem.field.strip_prefix(group.name).and_then(|rest| rest.strip_prefix('-'));
            let Some((number, field)) = rest.and_then(|rest| rest.split_once('-')) else { continue };
            let block = number.parse::<usize>().ok().and_then(|number| blocks.get(number));
            if let Some(block) = block {
                return Problem { field: group.field(*block, field), ..problem };
            }
        }
        problem
    };
    problems.into_iter().map(renumber).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_stands_in_the_block_that_was_typed() {
        const FACT: Group = Group { name: "fact", first: "words", one: "fact", least: 1 };
        let fields = Fields::read(b"fact-2-words=a&fact-5-words=b&fact-6-agency=x");
        let blocks = answered(&FACT, &fields, &["agency"]);
        assert_eq!(blocks, [2, 5]);
        let problems = vec![Problem::new("fact-1-by", "Write who."), Problem::new("place", "Where?")];
        let fields: Vec<String> =
            renumbered(problems, &[(&FACT, &blocks)]).into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["fact-5-by", "place"]);
    }

    #[test]
    fn an_agency_and_its_organisation_are_one_choice() {
        for (agency, organisation) in [(None, ""), (Some("police"), ""), (Some("school"), "Elm | Grove")] {
            let typed = as_choice(agency, organisation);
            assert_eq!(of_agency(&typed), (agency.map(str::to_owned), organisation.to_owned()));
        }
    }
}
