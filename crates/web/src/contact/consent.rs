//! Consent and the lawful basis of a contact. Three things called consent are kept apart: agreement to share, consent to a service, consent to
//! an examination; beside the answer stands the basis in law, which is seldom consent (DfE Information sharing advice 2024).

use casework::Stop;
use casework::consent::BasisAsked;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::calendar::london;
use domain::consent::{Answer, BasisKind};
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;
use maud::{Markup, html};

use super::filled::Asked;
use super::{address, back, page, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Recording consent or the lawful basis.
pub(super) static CONSENT: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/consent",
    name: "record consent or the lawful basis",
    action: Action::RecordBasis,
    prefill,
    show,
    send,
};

/// The purpose that is none of the pack's.
const OTHER: &str = "other";

fn prefill(_: &Visit<'_>, _: &Id<Contact>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { fields: Fields::default().with("kind", BasisKind::Share.code()), version: 0 })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Consent and lawful basis" }
        (page::care(&view))
        (page::agreement(&view))
        h2 class="govuk-heading-m" { "Record another" }
        (asked.form(visit, questions(&asked, pack, london::date_of(visit.session.at))))
    };
    Ok(View::new("Consent and lawful basis", body).before(back(contact)))
}

fn questions(asked: &Asked<'_>, pack: &Pack, today: Date) -> Markup {
    let kind = |kind: BasisKind| {
        let words = pack.consent.kind(kind.code()).map(|words| words.words.as_str());
        Choice::new(kind.code(), kind.words()).hint(words.unwrap_or_default())
    };
    let mut purposes: Vec<Choice> =
        pack.consent.purposes.iter().map(|purpose| Choice::new(&purpose.id, &purpose.words)).collect();
    purposes.push(
        Choice::new(OTHER, "Something else")
            .conditional(html! { (asked.line("purpose-other", "What for?")) }),
    );
    let answers = Answer::ALL.map(|answer| Choice::new(answer.code(), answer.words())).into();
    let in_force = pack
        .consent
        .bases
        .iter()
        .filter(|basis| !basis.coming && basis.from.is_none_or(|from| from <= today));
    let bases = in_force
        .map(|basis| Choice::new(&basis.id, &basis.name).hint(format!("{} {}", basis.words, basis.law)));
    html! {
        (asked.one_of("kind", "What is it?", BasisKind::ALL.map(kind).into()))
        (asked.one_of("purpose", "What for?", purposes).classes("govuk-radios--small"))
        (asked.one_of("answer", "What did they say?", answers).classes("govuk-radios--inline"))
        (asked.line("asked_of", "Who was asked?"))
        (asked.yes_no("responsibility", "Do they hold parental responsibility?"))
        (asked.line("capacity", "Do they understand what is asked?").hint("A young person’s competence, an adult’s capacity, an interpreter"))
        (asked.line("asked_how", "How were they asked?").hint("By telephone, with an interpreter, by the school"))
        (asked.lines("conditions", "Conditions they set").rows(2))
        (asked.one_of("legal_basis", "On which basis in law do we go on?", bases.collect()).classes("govuk-radios--small"))
        (Button::new("Record this"))
    }
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let get = |name: &str| filling.get(name).to_owned();
    let (Some(kind), Some(answer)) =
        (BasisKind::from_code(filling.get("kind")), Answer::from_code(filling.get("answer")))
    else {
        return Err(unchosen(filling).into());
    };
    let pack = &visit.house().pack;
    let purpose = match filling.get("purpose") {
        OTHER => get("purpose-other"),
        code => pack.consent.purpose(code).map(|purpose| purpose.words.clone()).unwrap_or_default(),
    };
    let asked = BasisAsked {
        kind,
        purpose,
        asked_of: get("asked_of"),
        parental_responsibility: told::yes_no(filling.get("responsibility")),
        capacity: get("capacity"),
        asked_how: get("asked_how"),
        answer,
        conditions: get("conditions"),
        legal_basis: get("legal_basis"),
    };
    casework::consent::record_basis(&visit.session, &filling.sending(), contact, asked)?;
    Ok(Sent::to(address(contact, "")))
}

/// What was not chosen, all of it at once.
fn unchosen(filling: &Filling) -> Refusal {
    let mut problems = Vec::new();
    if BasisKind::from_code(filling.get("kind")).is_none() {
        problems.push(Problem::new("kind", "Choose what it is."));
    }
    if Answer::from_code(filling.get("answer")).is_none() {
        problems.push(Problem::new("answer", "Choose what they said, or that they were not asked."));
    }
    Refusal::Invalid(problems)
}
