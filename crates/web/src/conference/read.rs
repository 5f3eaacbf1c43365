//! Reading days, people and choices of a conference's forms; what is wrong stands beside its field.

use domain::calendar::london;
use domain::calendar::typed::{parse_date, parse_time};
use domain::conference::{FamilyThere, Invited, Late, There, Told};
use domain::meeting::Attended;
use domain::refusal::Problem;
use jiff::civil::{Date, Time};

use crate::contact::repeat::Group;
use crate::route::Fields;

/// Who is asked for agencies.
pub(super) const INVITED: Group = Group { name: "invited", first: "agency", one: "agency", least: 3 };
/// Who was told.
pub(super) const TOLD: Group = Group { name: "told", first: "who", one: "person", least: 2 };
/// The family.
pub(super) const FAMILY: Group = Group { name: "family", first: "who", one: "person", least: 2 };
/// Who was there for agencies.
pub(super) const THERE: Group = Group { name: "there", first: "agency", one: "agency", least: 3 };

/// A day that must be typed.
pub(super) fn day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    parse_date(fields.get(name)).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}

/// A day that may be left out.
pub(super) fn maybe_day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    if fields.get(name).trim().is_empty() { None } else { day(fields, name, problems) }
}

/// A time that must be typed.
pub(super) fn hour(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Time> {
    parse_time(fields.get(name)).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}

/// Why it is late.
pub(super) fn late(fields: &Fields) -> Late {
    Late { cause: fields.get("late").to_owned(), words: fields.get("late_words").to_owned() }
}

/// The blocks of a group in which something was typed, in order.
pub(super) fn answered(group: &Group, fields: &Fields, passed_over: &[&str]) -> Vec<usize> {
    let blocks = group.blocks(fields).into_iter();
    blocks.filter(|block| group.is_answered(fields, *block, passed_over)).collect()
}

/// Who is asked: blocks in which an agency is chosen or somebody is named.
pub(super) fn invited(fields: &Fields, blocks: &[usize]) -> Vec<Invited> {
    let one = |block: &usize| {
        let get = |name: &str| fields.get(&INVITED.field(*block, name)).trim().to_owned();
        Invited {
            agency: get("agency"),
            organisation: get("organisation"),
            name: get("name"),
            direct_contact: fields.has(&INVITED.field(*block, "direct")),
            staff: get("staff").parse().ok(),
        }
    };
    blocks.iter().map(one).collect()
}

/// Who was there.
pub(super) fn there(fields: &Fields, blocks: &[usize], problems: &mut Vec<Problem>) -> Vec<There> {
    let mut found = Vec::new();
    for block in blocks {
        let field = |name: &str| THERE.field(*block, name);
        let get = |name: &str| fields.get(&field(name)).trim().to_owned();
        if get("agency").is_empty() {
            problems.push(Problem::new(field("agency"), "Choose the agency."));
        }
        let Some(how) = Attended::from_code(&get("how")) else {
            problems.push(Problem::new(field("how"), "Say how they were there, or that they were absent."));
            continue;
        };
        found.push(There {
            agency: get("agency"),
            organisation: get("organisation"),
            name: get("name"),
            direct_contact: fields.has(&field("direct")),
            how,
        });
    }
    found
}

/// The family.
pub(super) fn family(fields: &Fields, blocks: &[usize]) -> Vec<FamilyThere> {
    let one = |block: &usize| {
        let get = |name: &str| fields.get(&FAMILY.field(*block, name)).trim().to_owned();
        FamilyThere { who: get("who"), part: get("part"), words: get("words") }
    };
    blocks.iter().map(one).collect()
}

/// Who was told.
pub(super) fn told(fields: &Fields, blocks: &[usize], problems: &mut Vec<Problem>) -> Vec<Told> {
    let mut found = Vec::new();
    for block in blocks {
        let get = |name: &str| fields.get(&TOLD.field(*block, name)).trim().to_owned();
        if let Some(on) = day(fields, &TOLD.field(*block, "on"), problems) {
            found.push(Told { who: get("who"), how: get("how"), on });
        }
    }
    found
}

/// A day as a form shows it.
pub(super) fn written(day: Date) -> String {
    london::date_in_words(day)
}
