//! From the fields of a plan's form to its words and back.

use casework::Stop;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::child_in_need::{AgencyPart, ChildSays, FamilyView, Outcome, PlanWords, Step};
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;

use crate::contact::repeat::Group;
use crate::meeting::typed::{answered, renumbered};
use crate::route::Fields;

/// What will be different.
pub(super) const OUTCOME: Group = Group { name: "outcome", first: "what", one: "outcome", least: 2 };
/// Agencies.
pub(super) const AGENCY: Group = Group { name: "agency", first: "agency", one: "agency", least: 2 };
/// The family.
pub(super) const FAMILY: Group = Group { name: "family", first: "who", one: "person", least: 2 };
/// How many steps an outcome's block has at least.
const STEPS: usize = 2;
/// More steps than this no outcome has.
const MOST_STEPS: usize = 12;

/// The groups of a plan's form with the blocks in which something was typed.
pub(super) struct Blocks {
    outcomes: Vec<usize>,
    agencies: Vec<usize>,
    family: Vec<usize>,
}

impl Blocks {
    /// The blocks in which something was typed.
    pub(super) fn of(fields: &Fields) -> Self {
        Blocks {
            outcomes: answered(&OUTCOME, fields, &["number"]),
            agencies: answered(&AGENCY, fields, &[]),
            family: answered(&FAMILY, fields, &[]),
        }
    }

    /// What a use case answered, with its problems at the blocks in which they were written.
    pub(super) fn mended<T>(&self, done: Result<T, Stop>) -> Result<T, Stop> {
        match done {
            Err(Stop::Refusal(Refusal::Invalid(problems))) => {
                let groups: [(&_, &[usize]); 3] =
                    [(&OUTCOME, &self.outcomes), (&AGENCY, &self.agencies), (&FAMILY, &self.family)];
                Err(Refusal::Invalid(renumbered(problems, &groups)).into())
            }
            done => done,
        }
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
pub(super) fn child(fields: &Fields) -> ChildSays {
    let get = |name: &str| fields.get(name).trim().to_owned();
    ChildSays {
        says: get("child-says"),
        shows: get("child-shows"),
        not_known: get("child-not_known"),
        kept: get("child-kept"),
        from: Vec::new(),
    }
}

/// The fields of what the child says and shows.
pub(super) fn fill_child(fields: &mut Fields, child: &ChildSays) {
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
pub(super) fn words(fields: &Fields, blocks: &Blocks, problems: &mut Vec<Problem>) -> PlanWords {
    let get = |name: &str| fields.get(name).trim().to_owned();
    let review_on = maybe_day(fields, "review_on", problems);
    let visit_days = get("visit_days").parse().unwrap_or_else(|_| {
        problems.push(Problem::new(
            "visit_days",
            "Write how often the child is seen as a number of days, such as 28.",
        ));
        0
    });
    PlanWords {
        child: child(fields),
        outcomes: blocks.outcomes.iter().map(|block| outcome(fields, *block, problems)).collect(),
        contingency: get("contingency"),
        contingency_why: get("contingency_why"),
        agencies: blocks.agencies.iter().map(|block| agency(fields, *block)).collect(),
        family: blocks.family.iter().map(|block| relative(fields, *block)).collect(),
        visit_days,
        visit_why: get("visit_why"),
        review_on,
    }
}

fn outcome(fields: &Fields, block: usize, problems: &mut Vec<Problem>) -> Outcome {
    let get = |of: &str| fields.get(&OUTCOME.field(block, of)).trim().to_owned();
    let mut steps = Vec::new();
    for step in (0..MOST_STEPS).filter(|step| step_is_filled(fields, block, *step)) {
        let get = |of: &str| fields.get(&step_field(block, step, of)).trim().to_owned();
        let by = maybe_day(fields, &step_field(block, step, "by"), problems);
        steps.push(Step { who: get("who"), what: get("what"), by });
    }
    Outcome {
        number: get("number").parse().unwrap_or_default(),
        what: get("what"),
        steps,
        measure: get("measure"),
        contingency: get("contingency"),
        without_why: get("without"),
    }
}

fn agency(fields: &Fields, block: usize) -> AgencyPart {
    let get = |of: &str| fields.get(&AGENCY.field(block, of)).trim().to_owned();
    AgencyPart { agency: get("agency"), organisation: get("organisation"), part: get("part") }
}

fn relative(fields: &Fields, block: usize) -> FamilyView {
    let get = |of: &str| fields.get(&FAMILY.field(block, of)).trim().to_owned();
    FamilyView { who: get("who"), answer: get("answer"), agrees: false, view: get("view") }
}

/// The fields that a plan's words fill.
pub(super) fn fields(words: &PlanWords) -> Fields {
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
        let mut set = |of: &str, value: &str| fields.set(&AGENCY.field(block, of), value);
        set("agency", &part.agency);
        set("organisation", &part.organisation);
        set("part", &part.part);
    }
    for (block, view) in words.family.iter().enumerate() {
        let mut set = |of: &str, value: &str| fields.set(&FAMILY.field(block, of), value);
        set("who", &view.who);
        set("answer", &view.answer);
        set("view", &view.view);
    }
    fields.set("contingency", &*words.contingency);
    fields.set("contingency_why", &*words.contingency_why);
    fields.set("visit_days", words.visit_days.to_string());
    fields.set("visit_why", &*words.visit_why);
    fields.set("review_on", words.review_on.map(london::date_in_words).unwrap_or_default());
    fields
}
