//! Writing a child's card for the night. What the night team must do stands first; the address itself never stands on it.

use casework::Stop;
use casework::handover::{card_of, card_version, draft_card};
use design::govuk::{Button, Choice, Fieldset, Input, Legend, Radios, Textarea};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::handover::{Call, Card, CardWords, Step};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::{moment, words};
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing a card.
pub(super) static CARD: Act<Id<Person>> = Act {
    path: "/children/{child}/card",
    name: "write a card for the night",
    action: Action::DraftCard,
    prefill,
    show,
    send,
};

/// How many plans and numbers stand in the form before anything is written; with more there is always one to spare.
const LEAST: usize = 3;
/// More than this is no card.
const MOST: usize = 12;
/// The time of day until when a card holds when only the day is said: the day team is back.
const LEFT_OUT: &str = "09:00";

/// The questions, for two people who wrote at once.
const LABELS: &[(&str, &str)] = &[
    ("kind", "What kind of card is it?"),
    ("step-0-trigger", "If …"),
    ("step-0-plan", "… what does the night team do?"),
    ("call-0-who", "Whom to call"),
    ("call-0-number", "Number"),
    ("never", "What must not be given or said?"),
    ("staff_safety", "What endangers staff?"),
    ("safe", "What is safe?"),
    ("until-date", "Until when: day"),
];

fn prefill(visit: &Visit<'_>, child: &Id<Person>, at: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::DraftCard, "", Markup::default())?;
    let (card, version) = match at {
        At::Now => match card_of(&visit.session, *child)?.card {
            Some(known) => (known.record, known.version.0),
            None => return Ok(Prefilled::default()),
        },
        At::Version(0) => return Ok(Prefilled::default()),
        At::Version(version) => (card_version(&visit.session, *child, version)?, version),
    };
    Ok(Prefilled { fields: fields(&card), version })
}

fn fields(card: &Card) -> Fields {
    let draft = card.draft.as_ref().map(|draft| &draft.words);
    let Some(words) = draft.or(card.stands.as_ref().map(|stands| &stands.words)) else {
        return Fields::default();
    };
    let mut fields = Fields::default()
        .with("kind", &*words.kind)
        .with("never", &*words.never)
        .with("staff_safety", &*words.staff_safety)
        .with("safe", &*words.safe);
    for (place, step) in words.steps.iter().enumerate() {
        fields.set(&format!("step-{place}-trigger"), &*step.trigger);
        fields.set(&format!("step-{place}-plan"), &*step.plan);
    }
    for (place, call) in words.call.iter().enumerate() {
        fields.set(&format!("call-{place}-who"), &*call.who);
        fields.set(&format!("call-{place}-number"), &*call.number);
    }
    moment::filled(&mut fields, "until", words.until);
    fields
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let view = card_of(&visit.session, child)?;
    let kinds = &visit.house().pack.handover.kinds;
    let kinds = kinds.iter().map(|kind| Choice::new(&kind.code, &kind.name)).collect();
    let questions = html! {
        (Radios::new("kind", "What kind of card is it?", kinds).value(filling.get("kind")).error(filling.error("kind")))
        h2 class="govuk-heading-m" { "If they ring" }
        @for place in 0..blocks(&filling.fields, "step") { (step(filling, place)) }
        h2 class="govuk-heading-m" { "Whom to call" }
        @for place in 0..blocks(&filling.fields, "call") { (call(filling, place)) }
        (Textarea::new("never", "What must not be given or said?")
            .hint("In words, like “his mother's address: give to nobody”. Never write the address itself.")
            .value(filling.get("never"))
            .error(filling.error("never")))
        (Textarea::new("staff_safety", "What endangers staff?")
            .hint("A dog, a weapon, a stairway without light. Leave it empty when nothing is known.")
            .value(filling.get("staff_safety"))
            .error(filling.error("staff_safety")))
        (Textarea::new("safe", "What is safe?")
            .hint("Where the child sleeps, and who is with them.")
            .value(filling.get("safe"))
            .error(filling.error("safe")))
        (moment::asked(filling, "until", "Until when is it safe", LEFT_OUT))
        (Button::new("Send to a manager to authorise"))
    };
    let body = html! {
        (filling.notices(LABELS))
        h1 class="govuk-heading-l" { "Card for the night" }
        (state(visit, &view))
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::DraftCard, "Card for the night", body)
}

/// Where the card stands now.
fn state(visit: &Visit<'_>, view: &casework::handover::CardView) -> Markup {
    let Some(known) = &view.card else {
        return html! { p class="govuk-body" { "This child has no card. The night team sees it once a manager has authorised it." } };
    };
    let card = &known.record;
    let short = |at| london::moment_in_short(at, visit.session.at);
    html! {
        @if let Some(draft) = &card.draft {
            p class="govuk-body" {
                (Tone::Waiting.tag("Waits for a manager")) " Written by " (words::name(view.names.name(draft.by))) " " (short(draft.at)) ". "
                a class="govuk-link" href={ "/cards/" (card.id) } { "Read it as a manager does" } "."
            }
        }
        @if let Some(stands) = &card.stands {
            p class="govuk-body" {
                (Tone::Active.tag("The night team sees it")) " Authorised by " (words::name(view.names.name(stands.by))) " " (short(stands.at))
                ". A change is seen once it is authorised again. "
                a class="govuk-link" href={ "/cards/" (card.id) "/end" } { "End this card" } "."
            }
        }
    }
}

fn step(filling: &Filling, place: usize) -> Fieldset {
    let (trigger, plan) = (format!("step-{place}-trigger"), format!("step-{place}-plan"));
    let questions = html! {
        (Input::new(&trigger, "If …")
            .hint("The father rings; the child comes home; the hostel rings")
            .value(filling.get(&trigger))
            .error(filling.error(&trigger)))
        (Textarea::new(&plan, "… what does the night team do?").rows(3).value(filling.get(&plan)).error(filling.error(&plan)))
    };
    Fieldset::new(legend(format!("Plan {}", place + 1)), questions)
}

fn call(filling: &Filling, place: usize) -> Fieldset {
    let (who, number) = (format!("call-{place}-who"), format!("call-{place}-number"));
    let questions = html! {
        (Input::new(&who, "Who").value(filling.get(&who)).error(filling.error(&who)))
        (Input::new(&number, "Number")
            .classes("govuk-input--width-20")
            .value(filling.get(&number))
            .error(filling.error(&number)))
    };
    Fieldset::new(legend(format!("Call {}", place + 1)), questions)
}

fn legend(words: String) -> Legend {
    Legend { classes: "govuk-fieldset__legend--s".into(), ..words.into() }
}

/// How many blocks of a group the form shows.
fn blocks(fields: &Fields, group: &str) -> usize {
    let filled = fields.repeats(group);
    let spare = usize::from(filled >= LEAST && is_filled(fields, group, filled - 1));
    (filled + spare).clamp(LEAST, MOST)
}

fn is_filled(fields: &Fields, group: &str, place: usize) -> bool {
    let start = format!("{group}-{place}-");
    fields.pairs().iter().any(|(name, value)| name.starts_with(&start) && !value.trim().is_empty())
}

/// The blocks somebody wrote in.
fn filled(fields: &Fields, group: &str) -> Vec<usize> {
    (0..fields.repeats(group).min(MOST)).filter(|place| is_filled(fields, group, *place)).collect()
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let until = moment::read(fields, "until", LEFT_OUT, &mut problems);
    if until.is_none() && problems.is_empty() {
        problems.push(Problem::new("until-date", "Say until when it is safe. A card cannot be open-ended."));
    }
    let Some(until) = until else { return Err(Refusal::Invalid(problems).into()) };
    let (steps, calls) = (filled(fields, "step"), filled(fields, "call"));
    let get =
        |group: &str, place: &usize, field: &str| fields.get(&format!("{group}-{place}-{field}")).to_owned();
    let words = CardWords {
        kind: fields.get("kind").into(),
        steps: steps
            .iter()
            .map(|place| Step { trigger: get("step", place, "trigger"), plan: get("step", place, "plan") })
            .collect(),
        call: calls
            .iter()
            .map(|place| Call { who: get("call", place, "who"), number: get("call", place, "number") })
            .collect(),
        never: fields.get("never").into(),
        staff_safety: fields.get("staff_safety").into(),
        safe: fields.get("safe").into(),
        until,
    };
    match draft_card(&visit.session, &filling.sending(), child, words) {
        Ok(_) => Ok(Sent::to(format!("/children/{child}/card"))),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            let problems = problems.into_iter().map(|problem| at_its_block(problem, &steps, &calls));
            Err(Refusal::Invalid(problems.collect()).into())
        }
        Err(stop) => Err(stop),
    }
}

/// Empty blocks were passed over, so a problem goes back to the block that was written in.
fn at_its_block(problem: Problem, steps: &[usize], calls: &[usize]) -> Problem {
    let mut parts = problem.field.splitn(3, '-');
    let (Some(group), Some(place), Some(field)) = (parts.next(), parts.next(), parts.next()) else {
        return problem;
    };
    let blocks = match group {
        "step" => steps,
        "call" => calls,
        _ => return problem,
    };
    let block = place.parse::<usize>().ok().and_then(|place| blocks.get(place));
    match block {
        Some(block) => Problem::new(format!("{group}-{block}-{field}"), problem.words.clone()),
        None => problem,
    }
}
