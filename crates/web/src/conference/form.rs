//! What the forms of a conference offer to choose from, and their repeats as they were answered: agencies, family, who was told.

use domain::conference::{CONFERENCE, Conference, FamilyThere, Invited, Late, There, Told};
use domain::meeting::Attended;
use domain::pack::{COUNCIL, Pack};
use domain::refusal::Problem;
use jiff::civil::Date;

use crate::forms::page::{Given, Sheet};
use crate::route::Fields;

/// The council and every agency of the pack.
pub(super) fn agencies(pack: &Pack) -> Vec<(String, String)> {
    let council = (COUNCIL.to_owned(), pack.agency_name(COUNCIL).to_owned());
    let agencies = pack.agencies.iter().map(|agency| (agency.id.clone(), agency.name.clone()));
    std::iter::once(council).chain(agencies).collect()
}

/// The categories of abuse that can be chosen.
pub(super) fn categories(pack: &Pack) -> Vec<(String, String)> {
    let list = pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let standing = list.iter().filter(|code| !code.withdrawn);
    standing.map(|code| (code.code.clone(), code.words.clone())).collect()
}

/// With why it is later than its limit, where it has one, by the day on which the limit falls.
pub(super) fn late_asked(sheet: Sheet, pack: &Pack, conference: &Conference) -> Sheet {
    let Some(due) = conference.clock(CONFERENCE).and_then(|clock| clock.due) else {
        return sheet.without(&["late", "late_words"]);
    };
    let causes = pack.conferences.late.iter().map(|cause| (&*cause.code, &*cause.words));
    let day = domain::calendar::london::date_in_words(due.day());
    sheet.offering("late", causes).worded("late", Some(&format!("If it is later than {day}: why?")), None)
}

/// Why it is late.
pub(super) fn late(given: &Given<'_>) -> Late {
    Late { cause: given.words("late"), words: given.words("late_words") }
}

/// A day as a form shows it.
pub(super) fn written(day: Date) -> String {
    domain::calendar::london::date_in_words(day)
}

/// The field of a repeat.
pub(super) fn nth(section: &str, place: impl std::fmt::Display, question: &str) -> String {
    format!("{section}-{place}-{question}")
}

/// Puts who is asked into the fields of a section.
pub(super) fn fill_invited(fields: &mut Fields, section: &str, invited: &[Invited]) {
    for (place, one) in invited.iter().enumerate() {
        fields.set(&nth(section, place, "agency"), &*one.agency);
        fields.set(&nth(section, place, "organisation"), &*one.organisation);
        fields.set(&nth(section, place, "name"), &*one.name);
        if one.direct_contact {
            fields.set(&nth(section, place, "direct"), "yes");
        }
    }
}

/// Who is asked: the repeats in which an agency is chosen or somebody is named.
pub(super) fn invited(given: &Given<'_>) -> Vec<Invited> {
    let one = |place: u16| {
        let get = |question: &str| given.nth("invited", place, question).trim().to_owned();
        Invited {
            agency: get("agency"),
            organisation: get("organisation"),
            name: get("name"),
            direct_contact: !given.nth_all("invited", place, "direct").is_empty(),
            staff: get("staff").parse().ok(),
        }
    };
    given.repeats("invited").into_iter().map(one).collect()
}

/// Who was there for agencies.
pub(super) fn there(given: &mut Given<'_>) -> Vec<There> {
    let mut found = Vec::new();
    for place in given.repeats("there") {
        let get = |question: &str| given.nth("there", place, question).trim().to_owned();
        let (agency, organisation, name) = (get("agency"), get("organisation"), get("name"));
        let direct_contact = !given.nth_all("there", place, "direct").is_empty();
        let how = Attended::from_code(&get("how"));
        if agency.is_empty() {
            given.problems.push(Problem::new(nth("there", place, "agency"), "Choose the agency."));
        }
        match how {
            Some(how) => found.push(There { agency, organisation, name, direct_contact, how }),
            None => {
                let words = "Say how they were there, or that they were absent.";
                given.problems.push(Problem::new(nth("there", place, "how"), words));
            }
        }
    }
    found
}

/// The family.
pub(super) fn family(given: &Given<'_>) -> Vec<FamilyThere> {
    let one = |place: u16| {
        let get = |question: &str| given.nth("family", place, question).trim().to_owned();
        FamilyThere { who: get("who"), part: get("part"), words: get("words") }
    };
    given.repeats("family").into_iter().map(one).collect()
}

/// Who was told, each with the day.
pub(super) fn told(given: &mut Given<'_>) -> Vec<Told> {
    let mut found = Vec::new();
    for place in given.repeats("told") {
        let get = |question: &str| given.nth("told", place, question).trim().to_owned();
        let (who, how) = (get("who"), get("how"));
        match given.nth_day("told", place, "on") {
            Some(on) => found.push(Told { who, how, on }),
            None if given.nth("told", place, "on").trim().is_empty() => {
                let words = "Enter the day on which they were told, like 4 9 2026.";
                given.problems.push(Problem::new(nth("told", place, "on"), words));
            }
            // What was typed and is no day is told already.
            None => {}
        }
    }
    found
}
