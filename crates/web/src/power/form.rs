//! The questions about a power, and what was typed in answer. A moment is two short fields on London's clock; nobody guesses an hour here.

use casework::Stop;
use casework::power::Around;
use design::govuk::{Checkboxes, Choice, Input, Radios, Textarea};
use domain::pack::{PowerAbout, PowerKind};
use domain::power::{Agreement, AgreementOf, Bound, EndsBy, MadeBy, More, PowerAsked};
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::forms::moment;
use crate::route::{Fields, Filling};

/// The two fields of a moment.
pub(super) fn asked(filling: &Filling, name: &str, question: &str, hint: &str) -> Markup {
    let (date, time) = (format!("{name}-date"), format!("{name}-time"));
    html! {
        (Input::new(&date, format!("{question}: day"))
            .hint("Like 4 9 2026")
            .classes("govuk-input--width-10")
            .value(filling.get(&date))
            .error(filling.error(&date)))
        (Input::new(&time, format!("{question}: time"))
            .hint(if hint.is_empty() { "Like 02:10".to_owned() } else { format!("Like 02:10. {hint}") })
            .classes("govuk-input--width-10")
            .value(filling.get(&time))
            .error(filling.error(&time)))
    }
}

/// The moment that was typed; nothing when the time was left out with the day, or only a day stood there that the form had filled in.
pub(super) fn moment(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Timestamp> {
    moment::optional(fields, &format!("{name}-date"), &format!("{name}-time"), problems)
}

fn line(filling: &Filling, name: &str, question: impl Into<String>, hint: &str) -> Markup {
    let question: String = question.into();
    let input = Input::new(name, question).value(filling.get(name)).error(filling.error(name));
    html! { (if hint.is_empty() { input } else { input.hint(hint) }) }
}

fn lines(filling: &Filling, name: &str, question: &str, hint: &str) -> Markup {
    let area = Textarea::new(name, question).rows(3).value(filling.get(name)).error(filling.error(name));
    html! { (if hint.is_empty() { area } else { area.hint(hint) }) }
}

/// Who took or made it.
pub(super) fn made_by(filling: &Filling, kind: &PowerKind) -> Markup {
    html! {
        (line(filling, "name", "Who took or made it: name", &kind.who))
        (line(filling, "rank", "Rank or office", ""))
        (line(filling, "body", kind.body.clone(), ""))
        (line(filling, "reference", "Number of the incident, case or order", "Leave it empty when you do not have it yet"))
    }
}

/// What may follow later.
pub(super) fn more(filling: &Filling, kind: &PowerKind) -> Markup {
    let demands = "What does it demand?";
    html! {
        (line(filling, "whereabouts", "Where is the child?", "Leave it empty when you do not know yet"))
        (lines(filling, "grounds", "Why?", ""))
        @if kind.about == PowerAbout::Adult {
            (lines(filling, "conditions", demands, "Each condition as the paper has it"))
        } @else if !kind.agreement {
            (lines(filling, "conditions", demands, "Directions about contact, examination, where the child lives"))
        }
        (lines(filling, "wishes", "What does the child wish and feel?", "In the child's own words"))
        @if kind.about == PowerAbout::Child {
            (lines(filling, "rights", "What was the child told of their rights?", "In words they understand; advocacy too"))
        }
    }
}

/// Whose agreement it rests on.
pub(super) fn agreement(filling: &Filling) -> Markup {
    let of = AgreementOf::ALL.map(|of| Choice::new(of.code(), of.words())).into();
    html! {
        (Radios::new("agreement", "Whose agreement does it rest on?", of)
            .value(filling.get("agreement"))
            .error(filling.error("agreement")))
        (line(filling, "agreement_name", "Who agreed: name", "Leave it empty when the child agreed"))
        (Checkboxes::single("in_writing", Choice::new("yes", "It is in writing"))
            .values(filling.fields.all("in_writing").map(str::to_owned).collect::<Vec<_>>()))
        (lines(filling, "informed", "How was it made sure that the agreement is real and informed?", "They know that it is voluntary, what it means, and that they may end it; an interpreter; time to think; advice"))
    }
}

/// Whom it binds.
pub(super) fn adult(filling: &Filling, around: &Around) -> Markup {
    let known = around.adults.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let known: Vec<Choice> = known.chain([Choice::new("other", "Somebody else")]).collect();
    html! {
        @if !around.adults.is_empty() {
            (Radios::new("adult_person", "Whom does it bind?", known).value(filling.get("adult_person")).error(filling.error("adult_person")))
        }
        (line(
            filling,
            "adult",
            if around.adults.is_empty() { "Whom does it bind: name" } else { "Somebody else: name" },
            "",
        ))
    }
}

/// Brothers and sisters it is about as well.
pub(super) fn also(filling: &Filling, around: &Around) -> Markup {
    let others: Vec<Choice> =
        around.children.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect();
    html! {
        @if !others.is_empty() {
            (Checkboxes::new("also", "Is it about these children as well?", others)
                .hint("Each gets a record of their own, so that each can be released alone.")
                .values(filling.fields.all("also").map(str::to_owned).collect::<Vec<_>>())
                .error(filling.error("also")))
        }
    }
}

/// When it ends, where somebody says so.
pub(super) fn ends(filling: &Filling, kind: &PowerKind) -> Markup {
    html! {
        @match kind.ends {
            EndsBy::Law => p class="govuk-body" { "It ends by itself after " (kind.limit.to_string()) " (" (kind.source) "). Nobody can set it later." },
            EndsBy::Order => (asked(filling, "ends", "Until when does it hold", "As the paper says; an hour that happens twice in October with BST or GMT.")),
            EndsBy::Review => (asked(filling, "ends", "When is it looked at again", &format!("Leave both empty for {} from now.", kind.limit))),
        }
        @if kind.counts_from_protection {
            (asked(filling, "counts_from", "If the police applied for it: when police protection began", "The length counts from then (section 45(3)). Otherwise leave both empty."))
        }
    }
}

/// What was typed into a new power.
pub(super) fn read(fields: &Fields, kind: &PowerKind, around: &Around) -> Result<PowerAsked, Stop> {
    let mut problems = Vec::new();
    let started = moment(fields, "started", &mut problems);
    let counts_from = moment(fields, "counts_from", &mut problems);
    let ends = if kind.ends == EndsBy::Law { None } else { moment(fields, "ends", &mut problems) };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let known = fields.get("adult_person");
    let person = around.adults.iter().find(|(id, _)| id.to_string() == known);
    let adult = match person {
        Some((id, name)) => Some(Bound { person: Some(*id), name: name.clone() }),
        None if !fields.get("adult").trim().is_empty() => {
            Some(Bound { person: None, name: fields.get("adult").trim().to_owned() })
        }
        None => None,
    };
    let agreement = AgreementOf::from_code(fields.get("agreement")).map(|of| Agreement {
        of,
        name: fields.get("agreement_name").trim().to_owned(),
        in_writing: fields.get("in_writing") == "yes",
        informed: fields.get("informed").trim().to_owned(),
    });
    Ok(PowerAsked {
        kind: kind.code.clone(),
        started,
        counts_from,
        ends,
        made_by: read_made_by(fields),
        adult,
        agreement,
        more: read_more(fields),
    })
}

/// Who took or made it, as typed.
pub(super) fn read_made_by(fields: &Fields) -> MadeBy {
    let get = |name: &str| fields.get(name).trim().to_owned();
    MadeBy { name: get("name"), rank: get("rank"), body: get("body"), reference: get("reference") }
}

/// What may follow later, as typed.
pub(super) fn read_more(fields: &Fields) -> More {
    let get = |name: &str| fields.get(name).trim().to_owned();
    More {
        grounds: get("grounds"),
        whereabouts: get("whereabouts"),
        conditions: get("conditions"),
        wishes: get("wishes"),
        rights: get("rights"),
    }
}
