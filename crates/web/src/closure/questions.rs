//! The questions of a proposal to close, and what they say.

use design::govuk::{Choice, Fieldset, Legend, SelectItem};
use domain::calendar::london;
use domain::closure::{Proposal, ProposeAsked, StepDown};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use crate::child_in_need::read::{day, maybe_day};
use crate::contact::filled::Asked;
use crate::contact::repeat::{Group, all_right};
use crate::route::{Fields, Filling, Visit};

/// Who is told.
pub(super) const TOLD: Group = Group { name: "tell", first: "whom", one: "person", least: 3 };

/// The questions, for two people who wrote at once.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("closed_on", "Day"),
    ("reason", "Reason"),
    ("because", "Why support stops"),
    ("changed", "What changed"),
    ("child_says", "What the child says"),
    ("risks", "Remaining risks"),
    ("in_mind", "Who holds the child in mind"),
    ("consent", "Consent"),
    ("consent_words", "Consent in words"),
    ("family", "What the family was told"),
    ("outstanding_words", "What becomes of what is outstanding"),
];

/// The questions.
pub(super) fn all(visit: &Visit<'_>, filling: &Filling, asked: &Asked<'_>) -> Markup {
    let pack = &visit.house().pack;
    let reasons = pack.code_list("closure_reason").map_or(&[][..], |list| &list.codes);
    let reasons = reasons.iter().filter(|code| !code.withdrawn);
    let reasons =
        reasons.map(|code| SelectItem::new(&code.code, format!("{}: {}", code.code, code.words))).collect();
    let causes = pack.closure.causes.iter().map(|cause| {
        let choice = Choice::new(&cause.code, cause.name.as_str());
        if cause.step_down { choice.conditional(step_down(asked)) } else { choice }
    });
    let consents = pack.closure.consents.iter().map(|one| Choice::new(&one.code, one.name.as_str()));
    html! {
        (asked.line("closed_on", "On which day is it closed?").hint("Closed after assessment (RC8, RC9): the day on which the assessment ended. Like 4 9 2026.").classes("govuk-input--width-10"))
        (asked.list("reason", "Reason for the returns", reasons))
        (asked.one_of("because", "Why does support stop?", causes.collect()))
        (asked.lines("changed", "What changed for the child?").hint("Not what was done: what is different in the child’s day."))
        (asked.lines("child_says", "What does the child say about it?").rows(3))
        (asked.lines("risks", "Which risks remain?").hint("And what would show that they grow."))
        (asked.lines("in_mind", "Who holds the child in mind from now on?").hint("By name: school, health visitor, a relative; and whom they ring.").rows(3))
        (asked.one_of("consent", "How does consent stand?", consents.collect()))
        (asked.lines("consent_words", "Who said what about it, and when?").rows(2))
        (asked.lines("family", "What was the family told, by whom and when?").rows(3))
        (asked.lines("outstanding_words", "What becomes of each thing that is outstanding?").rows(3))
        h2 class="govuk-heading-m" { "Who is told that support ends" }
        @for (place, block) in TOLD.blocks(&filling.fields).into_iter().enumerate() {
            (asked.line(TOLD.field(block, "whom"), &format!("Person or agency {}", place + 1)))
        }
        (TOLD.add("Somebody else"))
    }
}

fn step_down(asked: &Asked<'_>) -> Markup {
    let questions = html! {
        (asked.line("lead", "Who leads it, by name?"))
        (asked.line("organisation", "For which school, service or team?"))
        (asked.yes_no("agreed", "Does the family agree to it?"))
        (asked.line("agreement", "Who agreed, and how?"))
        (asked.lines("step_contingency", "What happens if it does not work?").rows(2))
        (asked.line("met_on", "On which day was it handed over with the family?").hint("Like 4 9 2026. Leave it empty if that is still to come.").classes("govuk-input--width-10"))
    };
    let legend =
        Legend { classes: "govuk-fieldset__legend--s".into(), ..Legend::from("Early help that goes on") };
    html! { (Fieldset::new(legend, questions)) }
}

/// What a proposal's form says.
pub(super) fn read(fields: &Fields) -> Result<ProposeAsked, Refusal> {
    let mut problems: Vec<Problem> = TOLD.too_many(fields).into_iter().collect();
    let on = day(fields, "closed_on", &mut problems);
    let met_on = maybe_day(fields, "met_on", &mut problems);
    all_right(problems)?;
    let Some(on) = on else { return Err(Refusal::Invalid(Vec::new())) };
    let get = |name: &str| fields.get(name).trim().to_owned();
    let to_tell = TOLD.blocks(fields).into_iter().map(|block| get(&TOLD.field(block, "whom")));
    Ok(ProposeAsked {
        on,
        reason: get("reason"),
        because: get("because"),
        changed: get("changed"),
        child_says: get("child_says"),
        risks: get("risks"),
        in_mind: get("in_mind"),
        consent: get("consent"),
        consent_words: get("consent_words"),
        family: get("family"),
        step_down: StepDown {
            lead: get("lead"),
            organisation: get("organisation"),
            agreed: fields.get("agreed") == "yes",
            agreement: get("agreement"),
            contingency: get("step_contingency"),
            met_on,
        },
        outstanding_words: get("outstanding_words"),
        to_tell: to_tell.filter(|whom| !whom.is_empty()).collect(),
    })
}

/// The fields that a proposal fills.
pub(super) fn fields(proposal: &Proposal, to_tell: &[String]) -> Fields {
    let mut fields = Fields::default();
    for (name, words) in [
        ("reason", &proposal.reason),
        ("because", &proposal.because),
        ("changed", &proposal.changed),
        ("child_says", &proposal.child_says),
        ("risks", &proposal.risks),
        ("in_mind", &proposal.in_mind),
        ("consent", &proposal.consent),
        ("consent_words", &proposal.consent_words),
        ("family", &proposal.family),
        ("outstanding_words", &proposal.outstanding_words),
    ] {
        fields.set(name, words.as_str());
    }
    fields.set("closed_on", london::date_in_words(proposal.on));
    if let Some(down) = &proposal.step_down {
        fields.set("lead", &*down.lead);
        fields.set("organisation", &*down.organisation);
        fields.set("agreed", if down.agreed { "yes" } else { "no" });
        fields.set("agreement", &*down.agreement);
        fields.set("step_contingency", &*down.contingency);
        fields.set("met_on", down.met_on.map(london::date_in_words).unwrap_or_default());
    }
    fill_told(&mut fields, to_tell);
    fields
}

/// The fields of who is told.
pub(super) fn fill_told(fields: &mut Fields, to_tell: &[String]) {
    for (block, whom) in to_tell.iter().enumerate() {
        fields.set(&TOLD.field(block, "whom"), whom.as_str());
    }
}
