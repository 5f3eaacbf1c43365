//! The questions of a plan, in the order in which they matter: the child first, then what will be different, then who, how often, until when.

use design::govuk::{Fieldset, Legend, SelectItem};
use domain::pack::COUNCIL;
use maud::{Markup, html};

use super::read::{AGENCY, FAMILY, OUTCOME, step_field, steps_shown};
use crate::contact::filled::Asked;
use crate::contact::repeat::Group;
use crate::route::{Filling, Visit};

/// The questions, for two people who wrote at once.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("why", "What has changed?"),
    ("child-says", "What the child says"),
    ("child-shows", "What the child shows"),
    ("outcome-0-what", "Outcome 1: what will be different"),
    ("outcome-0-measure", "Outcome 1: how we will know"),
    ("outcome-0-contingency", "Outcome 1: what happens if not"),
    ("outcome-1-what", "Outcome 2: what will be different"),
    ("outcome-1-measure", "Outcome 2: how we will know"),
    ("outcome-1-contingency", "Outcome 2: what happens if not"),
    ("outcome-2-what", "Outcome 3: what will be different"),
    ("contingency", "What happens if the plan does not work"),
    ("visit_days", "How often the child is seen"),
    ("review_on", "Next review"),
];

/// The heading of a block.
fn legend(words: String) -> Legend {
    Legend { classes: "govuk-fieldset__legend--s".into(), ..words.into() }
}

/// What the child says and shows: the first heading of every plan and every review.
pub(super) fn child(asked: &Asked<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "The child first" }
        (asked.lines("child-says", "What does the child say?").hint("In the child’s own words."))
        (asked.lines("child-shows", "What does the child show?").hint("How they are, play, sleep, go to school: for a baby, what you see.").rows(3))
        (asked.line("child-not_known", "If neither is known: why?"))
        (asked.lines("child-kept", "What did the child ask you not to pass on?").hint("It stands on no copy for the family or another agency.").rows(2))
    }
}

/// Everything that a plan says.
pub(super) fn all(visit: &Visit<'_>, filling: &Filling, asked: &Asked<'_>) -> Markup {
    let fields = &filling.fields;
    html! {
        (child(asked))
        h2 class="govuk-heading-m" { "What will be different" }
        @for (place, block) in OUTCOME.blocks(fields).into_iter().enumerate() { (outcome(filling, asked, block, place)) }
        (OUTCOME.add("Another outcome"))
        (asked.lines("contingency", "What happens if the plan as a whole does not work?").hint("Who meets, by when, and what is then asked: is the child safe?").rows(3))
        (asked.line("contingency_why", "If there is no contingency: why does the plan go on without?"))
        h2 class="govuk-heading-m" { "The family" }
        @for (place, block) in FAMILY.blocks(fields).into_iter().enumerate() { (relative(visit, asked, block, place)) }
        (FAMILY.add("Somebody else of the family"))
        h2 class="govuk-heading-m" { "The agencies" }
        @for (place, block) in AGENCY.blocks(fields).into_iter().enumerate() { (agency(visit, asked, block, place)) }
        (AGENCY.add("Another agency"))
        (times(visit, asked))
    }
}

fn outcome(filling: &Filling, asked: &Asked<'_>, block: usize, place: usize) -> Markup {
    let field = |of: &str| OUTCOME.field(block, of);
    let number = filling.get(&field("number"));
    let title =
        if number.is_empty() { format!("Outcome {}", place + 1) } else { format!("Outcome {number}") };
    let questions = html! {
        @if !number.is_empty() { input type="hidden" name=(field("number")) value=(number); }
        (asked.lines(field("what"), "What will be different for the child?").rows(2))
        @for step in 0..steps_shown(&filling.fields, block) { (self::step(asked, block, step)) }
        (asked.lines(field("measure"), "How will we know?").hint("What somebody will see, hear or count.").rows(2))
        (asked.lines(field("contingency"), "What happens if not?").rows(2))
        (asked.line(field("without"), "If something of this is missing: why does the outcome go on without?"))
    };
    html! { (Fieldset::new(legend(title), questions)) }
}

fn step(asked: &Asked<'_>, block: usize, step: usize) -> Markup {
    let field = |of: &str| step_field(block, step, of);
    let questions = html! {
        (asked.line(field("who"), "Who, by name?"))
        (asked.line(field("what"), "Does what?"))
        (asked.line(field("by"), "By when?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
    };
    html! { (Fieldset::new(legend(format!("Step {}", step + 1)), questions)) }
}

fn relative(visit: &Visit<'_>, asked: &Asked<'_>, block: usize, place: usize) -> Markup {
    let field = |of: &str| FAMILY.field(block, of);
    let answers = &visit.house().pack.child_in_need.answers;
    let answers = answers.iter().map(|answer| SelectItem::new(&answer.code, &answer.name)).collect();
    let questions = html! {
        (asked.line(field("who"), "Who?").hint("The mother; the father, who lives elsewhere"))
        (asked.list(field("answer"), "Do they agree with the plan?", answers))
        (asked.lines(field("view"), "What do they think of it?").hint("If they do not agree, or were not asked: why?").rows(2))
    };
    html! { (Fieldset::new(legend(format!("Family {}", place + 1)), questions)) }
}

fn agency(visit: &Visit<'_>, asked: &Asked<'_>, block: usize, place: usize) -> Markup {
    let pack = &visit.house().pack;
    let field = |of: &str| AGENCY.field(block, of);
    let council = SelectItem::new(COUNCIL, pack.agency_name(COUNCIL));
    let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    let questions = html! {
        (asked.list(field("agency"), "Agency", std::iter::once(council).chain(agencies).collect()))
        (asked.line(field("organisation"), "Which school, practice or service, and who?"))
        (asked.lines(field("part"), "What do they do in this plan?").rows(2))
    };
    html! { (Fieldset::new(legend(format!("Agency {}", place + 1)), questions)) }
}

fn times(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let plans = &visit.house().pack.child_in_need;
    let limits = format!(
        "First review within {}, then every {} at most; leave it empty for the latest day. {}. Like 4 9 2026.",
        plans.first_review, plans.later_review, plans.review_source
    );
    html! {
        h2 class="govuk-heading-m" { "How often, and when it is reviewed" }
        (asked.line("visit_days", "The child is seen every how many days?").hint(&*plans.visit_source).classes("govuk-input--width-3"))
        (asked.line("visit_why", &format!("If that is less often than every {} days: why is it enough?", plans.visit_days_most)))
        (asked.line("review_on", "Next review").hint(limits).classes("govuk-input--width-10"))
    }
}

/// The groups of the form, for "another".
pub(super) const GROUPS: [&Group; 3] = [&OUTCOME, &AGENCY, &FAMILY];
