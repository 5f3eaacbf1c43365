//! The form about a power, as far as its kind asks it, and what was typed in answer. A moment is two short fields on London's clock; nobody guesses an hour
//! here.

use casework::Stop;
use casework::power::Around;
use design::govuk::Input;
use domain::form::Answers;
use domain::pack::{Pack, PowerAbout, PowerKind};
use domain::power::{Agreement, AgreementOf, Bound, EndsBy, FORM, MadeBy, More, PowerAsked};
use domain::refusal::Problem;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::forms::moment;
use crate::forms::page::{Given, Sheet};
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

/// Questions that are asked only while a power is recorded.
const AT_FIRST: &[&str] = &[
    "adult_person",
    "adult",
    "started",
    "ends",
    "counts_from",
    "also",
    "agreement",
    "agreement_name",
    "in_writing",
    "informed",
];

/// The form for completing a power of a kind.
pub(super) fn later(pack: &Pack, kind: &PowerKind, before: Option<&Answers>) -> Result<Sheet, Stop> {
    Ok(of_kind(pack, kind, before)?.without(AT_FIRST))
}

/// The form for recording a power of a kind.
pub(super) fn first(pack: &Pack, kind: &PowerKind, around: &Around) -> Result<Sheet, Stop> {
    let mut out: Vec<&str> = Vec::new();
    if kind.about != PowerAbout::Adult {
        out.extend(["adult_person", "adult"]);
    }
    if around.adults.is_empty() {
        out.push("adult_person");
    }
    if kind.ends == EndsBy::Law {
        out.push("ends");
    }
    if !kind.counts_from_protection {
        out.push("counts_from");
    }
    if around.children.is_empty() {
        out.push("also");
    }
    if !kind.agreement {
        out.extend(["agreement", "agreement_name", "in_writing", "informed"]);
    }
    let adults = around.adults.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let adults = adults.chain([("other".to_owned(), "Somebody else".to_owned())]);
    let hint = match kind.ends {
        EndsBy::Review => format!("Like 4 9 2026. Leave both empty for {} from now.", kind.limit),
        EndsBy::Law | EndsBy::Order => {
            "As the paper says, like 4 9 2026; an hour that happens twice in October with BST or GMT."
                .to_owned()
        }
    };
    let sheet = of_kind(pack, kind, None)?
        .offering("adult_person", adults)
        .offering("also", around.children.iter().map(|(id, name)| (id.to_string(), name.clone())))
        .offering("agreement", AgreementOf::ALL.map(|of| (of.code(), of.words())))
        .worded("ends", None, Some(&hint));
    Ok(sheet.without(&out))
}

/// As far as the kind alone decides.
fn of_kind(pack: &Pack, kind: &PowerKind, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let mut out: Vec<&str> = Vec::new();
    if kind.agreement && kind.about != PowerAbout::Adult {
        out.push("conditions");
    }
    if kind.about != PowerAbout::Child {
        out.push("rights");
    }
    let sheet = Sheet::new(pack, &FORM, before)?;
    Ok(sheet.worded("name", None, Some(&kind.who)).worded("body", Some(&kind.body), None).without(&out))
}

/// What was typed into a new power.
pub(super) fn read(given: &Given<'_>, kind: &PowerKind, around: &Around) -> PowerAsked {
    let known = given.words("adult_person");
    let person = around.adults.iter().find(|(id, _)| id.to_string() == known);
    let typed = given.words("adult").trim().to_owned();
    let adult = match person {
        Some((id, name)) => Some(Bound { person: Some(*id), name: name.clone() }),
        None => (!typed.is_empty()).then_some(Bound { person: None, name: typed }),
    };
    let agreement = AgreementOf::from_code(&given.words("agreement")).map(|of| Agreement {
        of,
        name: given.words("agreement_name").trim().to_owned(),
        in_writing: given.words("in_writing") == "yes",
        informed: given.words("informed").trim().to_owned(),
    });
    PowerAsked {
        kind: kind.code.clone(),
        started: given.moment("started"),
        counts_from: given.moment("counts_from"),
        ends: given.moment("ends"),
        made_by: read_made_by(given),
        adult,
        agreement,
        more: read_more(given),
    }
}

/// Who took or made it, as typed.
pub(super) fn read_made_by(given: &Given<'_>) -> MadeBy {
    let get = |name: &str| given.words(name).trim().to_owned();
    MadeBy { name: get("name"), rank: get("rank"), body: get("body"), reference: get("reference") }
}

/// What may follow later, as typed.
pub(super) fn read_more(given: &Given<'_>) -> More {
    let get = |name: &str| given.words(name).trim().to_owned();
    More {
        grounds: get("grounds"),
        whereabouts: get("whereabouts"),
        conditions: get("conditions"),
        wishes: get("wishes"),
        rights: get("rights"),
        further: given.further(),
    }
}
