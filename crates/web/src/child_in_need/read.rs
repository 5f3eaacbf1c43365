//! From the fields of a plan's form to its words and back.

use casework::Stop;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::child_in_need::{AgencyPart, ChildSays, FamilyView, Outcome, PlanWords, Step};
use domain::form::{Answers, Place};
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;

use crate::contact::repeat::Group;
use crate::forms::page::{Given, Sheet};
use crate::meeting::typed::{answered, renumbered};
use crate::route::Fields;

/// What will be different.
pub(super) const OUTCOME: Group = Group { name: "outcome", first: "what", one: "outcome", least: 2 };
/// How many steps an outcome's block has at least.
const STEPS: usize = 2;
/// More steps than this no outcome has.
pub(super) const MOST_STEPS: usize = 12;
/// More outcomes than this no plan has.
pub(super) const MOST_OUTCOMES: usize = 60;

/// Which row of the form's steps a step is.
pub(super) fn row_of(block: usize, step: usize) -> usize {
    block * MOST_STEPS + step
}

/// The outcomes of a plan's form in which something was typed, each with its steps.
pub(super) struct Blocks(Vec<(usize, Vec<usize>)>);

impl Blocks {
    /// Those in which something was typed.
    pub(super) fn of(fields: &Fields) -> Self {
        let outcomes = answered(&OUTCOME, fields, &["number"]).into_iter();
        let steps = |block: usize| (0..MOST_STEPS).filter(move |step| step_is_filled(fields, block, *step));
        let outcomes = outcomes.filter(|block| *block < MOST_OUTCOMES);
        Blocks(outcomes.map(|block| (block, steps(block).collect())).collect())
    }

    /// What a use case answered, with its problems at the blocks in which they were written.
    pub(super) fn mended<T>(&self, done: Result<T, Stop>) -> Result<T, Stop> {
        match done {
            Err(Stop::Refusal(Refusal::Invalid(problems))) => {
                let blocks: Vec<usize> = self.0.iter().map(|(block, _)| *block).collect();
                Err(Refusal::Invalid(renumbered(problems, &[(&OUTCOME, &blocks)])).into())
            }
            done => done,
        }
    }

    /// The council's own answers with the outcomes and steps counted as the plan counts them.
    fn counted(&self, further: Option<Answers>) -> Option<Answers> {
        let Answers { form, version, given } = further?;
        let given = given.into_iter().map(|(place, answer)| (self.place(place), answer)).collect();
        Some(Answers { form, version, given })
    }

    fn place(&self, place: Place) -> Place {
        let Some(row) = place.index.map(usize::from) else { return place };
        let of = |block: usize| self.0.iter().position(|(other, _)| *other == block);
        let counted = match place.section.as_str() {
            "outcome" | "knowing" => of(row),
            "step" => of(row / MOST_STEPS).and_then(|outcome| {
                let (_, steps) = self.0.get(outcome)?;
                let step = steps.iter().position(|other| *other == row % MOST_STEPS)?;
                Some(row_of(outcome, step))
            }),
            _ => None,
        };
        let index = counted.and_then(|row| u16::try_from(row).ok()).or(place.index);
        Place { index, ..place }
    }
}

/// A day that may be left out.
pub(crate) fn maybe_day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    let typed = fields.get(name).trim();
    if typed.is_empty() {
        return None;
    }
    parse_date(typed).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}

/// A day that must be typed.
pub(crate) fn day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    parse_date(fields.get(name)).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}

/// What the child says and shows.
fn child(given: &Given<'_>) -> ChildSays {
    let get = |name: &str| given.words(name).trim().to_owned();
    ChildSays {
        says: get("child_says"),
        shows: get("child_shows"),
        not_known: get("child_not_known"),
        kept: get("child_kept"),
        from: Vec::new(),
    }
}

/// The fields of what the child says and shows.
fn fill_child(fields: &mut Fields, child: &ChildSays) {
    for (name, words) in [
        ("child-says", &child.says),
        ("child-shows", &child.shows),
        ("child-not_known", &child.not_known),
        ("child-kept", &child.kept),
    ] {
        fields.set(name, words.as_str());
    }
}

/// The name of a step's field.
pub(super) fn step_field(block: usize, step: usize, of: &str) -> String {
    OUTCOME.field(block, &format!("step-{step}-{of}"))
}

/// How many steps a block shows: those that were written in, and one to spare.
pub(super) fn steps_shown(fields: &Fields, block: usize) -> usize {
    let filled = (0..MOST_STEPS).filter(|step| step_is_filled(fields, block, *step)).max();
    filled.map_or(STEPS, |last| (last + 2).clamp(STEPS, MOST_STEPS))
}

fn step_is_filled(fields: &Fields, block: usize, step: usize) -> bool {
    ["who", "what", "by"].iter().any(|of| !fields.get(&step_field(block, step, of)).trim().is_empty())
}

/// What a plan's form says.
pub(super) fn words(given: &Given<'_>, fields: &Fields, blocks: &Blocks) -> PlanWords {
    let get = |name: &str| given.words(name).trim().to_owned();
    let nth = |section: &str, place: u16, name: &str| given.nth(section, place, name).trim().to_owned();
    let agency = |place: u16| AgencyPart {
        agency: nth("agency", place, "agency"),
        organisation: nth("agency", place, "organisation"),
        part: nth("agency", place, "part"),
    };
    let relative = |place: u16| FamilyView {
        who: nth("family", place, "who"),
        answer: nth("family", place, "answer"),
        agrees: false,
        view: nth("family", place, "view"),
    };
    PlanWords {
        child: child(given),
        outcomes: blocks.0.iter().map(|(block, steps)| outcome(given, fields, *block, steps)).collect(),
        contingency: get("contingency"),
        contingency_why: get("contingency_why"),
        agencies: given.repeats("agency").into_iter().map(agency).collect(),
        family: given.repeats("family").into_iter().map(relative).collect(),
        visit_days: given.number("visit_days").and_then(|days| u16::try_from(days).ok()).unwrap_or_default(),
        visit_why: get("visit_why"),
        review_on: given.day("review_on"),
        further: blocks.counted(given.further()),
    }
}

fn outcome(given: &Given<'_>, fields: &Fields, block: usize, steps: &[usize]) -> Outcome {
    let row = |row: usize| u16::try_from(row).unwrap_or(u16::MAX);
    let said = |section: &str, at: usize, name: &str| given.nth(section, row(at), name).trim().to_owned();
    let step = |step: &usize| {
        let at = row_of(block, *step);
        Step {
            who: said("step", at, "who"),
            what: said("step", at, "what"),
            by: given.nth_day("step", row(at), "by"),
        }
    };
    Outcome {
        number: fields.get(&OUTCOME.field(block, "number")).trim().parse().unwrap_or_default(),
        what: said("outcome", block, "what"),
        steps: steps.iter().map(step).collect(),
        measure: said("knowing", block, "measure"),
        contingency: said("knowing", block, "contingency"),
        without_why: said("knowing", block, "without"),
    }
}

/// The fields that a plan's words fill.
pub(super) fn fields(sheet: &Sheet, words: &PlanWords) -> Fields {
    let mut fields = Fields::default();
    fill_child(&mut fields, &words.child);
    for (block, outcome) in words.outcomes.iter().enumerate() {
        let mut set = |of: &str, value: &str| fields.set(&OUTCOME.field(block, of), value);
        set("number", &outcome.number.to_string());
        set("what", &outcome.what);
        set("measure", &outcome.measure);
        set("contingency", &outcome.contingency);
        set("without", &outcome.without_why);
        for (step, one) in outcome.steps.iter().enumerate() {
            fields.set(&step_field(block, step, "who"), &*one.who);
            fields.set(&step_field(block, step, "what"), &*one.what);
            fields.set(&step_field(block, step, "by"), one.by.map(london::date_in_words).unwrap_or_default());
        }
    }
    for (block, part) in words.agencies.iter().enumerate() {
        let mut set = |of: &str, value: &str| fields.set(&format!("agency-{block}-{of}"), value);
        set("agency", &part.agency);
        set("organisation", &part.organisation);
        set("part", &part.part);
    }
    for (block, view) in words.family.iter().enumerate() {
        let mut set = |of: &str, value: &str| fields.set(&format!("family-{block}-{of}"), value);
        set("who", &view.who);
        set("answer", &view.answer);
        set("view", &view.view);
    }
    fields.set("contingency", &*words.contingency);
    fields.set("contingency_why", &*words.contingency_why);
    fields.set("visit_days", words.visit_days.to_string());
    fields.set("visit_why", &*words.visit_why);
    fields.set("review_on", words.review_on.map(london::date_in_words).unwrap_or_default());
    sheet.fill_further(&mut fields, words.further.as_ref());
    fields
}
