//! The form of a plan as its page draws it, in the order in which it matters: the child first, then what will be different, then who, how often, until when.
//! Each outcome stands with its steps, so the page puts the sections of the form together outcome by outcome.

use casework::Stop;
use domain::child_in_need::FORM;
use domain::form::{Answers, Row};
use domain::pack::COUNCIL;
use maud::{Markup, html};

use super::read::{MOST_OUTCOMES, MOST_STEPS, OUTCOME, row_of, steps_shown};
use crate::forms::page::Sheet;
use crate::route::{Fields, Filling, Visit};

/// The form, in the version in which the plan was written before, with the rows of its outcomes and without what is not asked here.
pub(super) fn sheet(
    visit: &Visit<'_>,
    fields: &Fields,
    before: Option<&Answers>,
    out: &[&str],
) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let plans = &pack.child_in_need;
    let (outcomes, knowing, steps) = rows(fields);
    let limits = format!(
        "First review within {}, then every {} at most; leave it empty for the latest day. {}. Like 4 9 2026.",
        plans.first_review, plans.later_review, plans.review_source
    );
    let less = format!("If that is less often than every {} days: why is it enough?", plans.visit_days_most);
    let council = (COUNCIL, pack.agency_name(COUNCIL));
    let agencies = pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name));
    Ok(Sheet::new(pack, &FORM, before)?
        .rows("outcome", &outcomes)
        .rows("knowing", &knowing)
        .rows("step", &steps)
        .offering("answer", plans.answers.iter().map(|answer| (&*answer.code, &*answer.name)))
        .offering("agency", std::iter::once(council).chain(agencies))
        .worded("visit_days", None, Some(&plans.visit_source))
        .worded("visit_why", Some(&less), None)
        .worded("review_on", None, Some(&limits))
        .without(out))
}

/// The outcomes, how each is known, and their steps, each with the key that stands in the names of its fields.
fn rows(fields: &Fields) -> (Vec<Row>, Vec<Row>, Vec<Row>) {
    let shown = OUTCOME.blocks(fields);
    let title = |block: usize| {
        let number = fields.get(&OUTCOME.field(block, "number"));
        let place = shown.iter().position(|other| *other == block).unwrap_or(block);
        if number.is_empty() { format!("Outcome {}", place + 1) } else { format!("Outcome {number}") }
    };
    let outcomes: Vec<Row> =
        (0..MOST_OUTCOMES).map(|block| Row::new(block.to_string(), title(block))).collect();
    let knowing = outcomes.iter().map(|row| Row::new(&*row.key, format!("{}: how we will know", row.title)));
    let steps = (0..MOST_OUTCOMES).flat_map(|block| {
        (0..MOST_STEPS)
            .map(move |step| Row::new(format!("{block}-step-{step}"), format!("Step {}", step + 1)))
    });
    let (knowing, steps) = (knowing.collect(), steps.collect());
    (outcomes, knowing, steps)
}

/// Everything that a plan says; what the page has of its own stands after when it begins.
pub(super) fn all(sheet: &Sheet, filling: &Filling, own: &Markup) -> Markup {
    let blocks = OUTCOME.blocks(&filling.fields).into_iter().filter(|block| *block < MOST_OUTCOMES);
    html! {
        (sheet.asked_only(filling, &["begins"]))
        (own)
        (sheet.title("child"))
        (sheet.asked_only(filling, &["child"]))
        (sheet.title("outcome"))
        @for block in blocks { (outcome(sheet, filling, block)) }
        (OUTCOME.add("Another outcome"))
        (sheet.asked_but(filling, &["begins", "child", "outcome", "step", "knowing"]))
    }
}

fn outcome(sheet: &Sheet, filling: &Filling, block: usize) -> Markup {
    let number = OUTCOME.field(block, "number");
    html! {
        @if !filling.get(&number).is_empty() { input type="hidden" name=(number) value=(filling.get(&number)); }
        (sheet.asked_only(filling, &[&format!("outcome.{block}")]))
        @for step in 0..steps_shown(&filling.fields, block) {
            (sheet.asked_only(filling, &[&format!("step.{}", row_of(block, step))]))
        }
        (sheet.asked_only(filling, &[&format!("knowing.{block}")]))
    }
}
