//! Consent and the lawful basis of a contact. Three things called consent are kept apart: agreement to share, consent to a service, consent to
//! an examination; beside the answer stands the basis in law, which is seldom consent (DfE Information sharing advice 2024).

use casework::Stop;
use casework::consent::BasisAsked;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::consent::{Answer, BasisKind, FORM};
use domain::contact::Contact;
use domain::form::Choice;
use domain::id::Id;
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;
use maud::html;

use super::{address, back, page, told};
use crate::forms::page::Sheet;
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

/// The form, with the kinds, purposes and bases in force of the pack.
fn sheet(pack: &Pack, today: Date) -> Result<Sheet, Stop> {
    let said = |value: &str, words: &str, hint: String| Choice {
        hint: Some(hint).filter(|hint| !hint.is_empty()),
        ..Choice::new(value, words)
    };
    let kinds = BasisKind::ALL.map(|kind| {
        let words = pack.consent.kind(kind.code()).map(|words| words.words.clone());
        said(kind.code(), kind.words(), words.unwrap_or_default())
    });
    let purposes = pack.consent.purposes.iter().map(|purpose| (&*purpose.id, &*purpose.words));
    let in_force = pack.consent.bases.iter();
    let in_force = in_force.filter(|basis| !basis.coming && basis.from.is_none_or(|from| from <= today));
    let bases = in_force.map(|basis| said(&basis.id, &basis.name, format!("{} {}", basis.words, basis.law)));
    Ok(Sheet::new(pack, &FORM, None)?
        .offering_choices("kind", &kinds)
        .offering("purpose", purposes.chain([(OTHER, "Something else")]))
        .offering_choices("legal_basis", &bases.collect::<Vec<_>>())
        .compact())
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let sheet = sheet(&visit.house().pack, london::date_of(visit.session.at))?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Consent and lawful basis" }
        (page::care(&view))
        (page::agreement(visit, &view))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Record this")) }))
    };
    Ok(View::new("Consent and lawful basis", body).before(back(contact)))
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let pack = &visit.house().pack;
    let sheet = sheet(pack, london::date_of(visit.session.at))?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let (Some(kind), Some(answer)) =
        (BasisKind::from_code(&given.words("kind")), Answer::from_code(&given.words("answer")))
    else {
        return Err(unchosen(&given.words("kind"), &given.words("answer")).into());
    };
    let purpose = match &*given.words("purpose") {
        OTHER => given.words("purpose_other"),
        code => pack.consent.purpose(code).map(|purpose| purpose.words.clone()).unwrap_or_default(),
    };
    let asked = BasisAsked {
        kind,
        purpose,
        asked_of: given.words("asked_of"),
        parental_responsibility: told::yes_no(&given.words("responsibility")),
        capacity: given.words("capacity"),
        asked_how: given.words("asked_how"),
        answer,
        conditions: given.words("conditions"),
        legal_basis: given.words("legal_basis"),
        further: given.further(),
    };
    casework::consent::record_basis(&visit.session, &filling.sending(), contact, asked)?;
    Ok(Sent::to(address(contact, "")))
}

/// What was not chosen, all of it at once: a council's file may ask for neither.
fn unchosen(kind: &str, answer: &str) -> Refusal {
    let mut problems = Vec::new();
    if BasisKind::from_code(kind).is_none() {
        problems.push(Problem::new("kind", "Choose what it is."));
    }
    if Answer::from_code(answer).is_none() {
        problems.push(Problem::new("answer", "Choose what they said, or that they were not asked."));
    }
    Refusal::Invalid(problems)
}
