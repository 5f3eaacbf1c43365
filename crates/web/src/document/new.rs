//! Composing a document: what, for whom, what for. What such a reader sees is said beside the choice; what stands in it is looked at on the next page, before
//! anybody has it.

use casework::Stop;
use casework::document::{Asked, Offer, offers, prepare, recipients};
use design::govuk::{BackLink, Button, Choice, Input, Radios, Select, SelectItem, Textarea};
use domain::access::Action;
use domain::document::{Kind, Recipient};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::at;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Composing one.
pub(super) static NEW: Act<Id<Person>> = Act {
    path: "/children/{child}/documents/new",
    name: "compose a document for somebody",
    action: Action::PrepareDocument,
    prefill,
    show,
    send,
};

/// A thing that can be composed, as the form names it.
fn code(offer: &Offer) -> String {
    let record = offer.record.map(|record| record.to_string()).unwrap_or_default();
    format!("{} {record} {}", offer.of.code(), offer.letter)
}

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let offers = offers(&visit.session, *child)?;
    let mut prefilled = Prefilled::default();
    let (of, record) = (visit.query.get("of"), visit.query.get("record"));
    let letter = visit.query.get("letter");
    let is_asked = |offer: &&Offer| {
        offer.of.code() == of
            && (letter.is_empty() || offer.letter == letter)
            && (record.is_empty() || offer.record.is_some_and(|known| known.to_string() == record))
    };
    if let Some(offer) = offers.iter().find(is_asked) {
        prefilled.fields.set("what", code(offer));
    }
    // A page that knows who reads it and what it is for says so in the address; all of it can be changed before it is composed.
    for name in ["kind", "name", "person", "agency", "purpose"] {
        let asked = visit.query.get(name);
        if !asked.is_empty() {
            prefilled.fields.set(name, asked);
        }
    }
    if let Ok(known) = visit.query.get("known").parse::<u64>() {
        prefilled.fields.set("known", known.to_string());
    }
    Ok(prefilled)
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let offers = offers(&visit.session, child)?;
    let what = offers.iter().map(|offer| SelectItem::new(code(offer), shown_in_line(&offer.words)));
    let what = std::iter::once(SelectItem::new("", "Choose")).chain(what).collect();
    let questions = html! {
        @if !filling.get("known").is_empty() {
            input type="hidden" name="known" value=(filling.get("known"));
            p class="govuk-body" { "It is composed from what was known then, not from what is known now." }
        }
        (Select::new("what", "What is it?", what).value(filling.get("what")).error(filling.error("what")))
        (reader(visit, child, filling)?)
        (purpose(visit, filling))
        h2 class="govuk-heading-m" { "Must somebody not have it?" }
        (Input::new("withhold", "Their name").hint("They get no document of this kind about the child, now or later.").value(filling.get("withhold")).error(filling.error("withhold")))
        (Input::new("withhold_why", "Why").value(filling.get("withhold_why")).error(filling.error("withhold_why")))
        (Button::new("Compose it"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Compose a document" }
        p class="govuk-body" { "Nobody gets it yet. The next page shows exactly what goes; you can change words and leave parts out there." }
        (visit.form(filling, questions))
    };
    let back = BackLink {
        content: "Back to the copies".into(),
        ..BackLink::to(format!("/children/{child}/documents"))
    };
    Ok(View::new("Compose a document", body).before(back.render()))
}

fn reader(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), kind.words()).hint(kind.sees())).into();
    let people = recipients(&visit.session, child)?;
    let people =
        people.iter().map(|(person, called)| SelectItem::new(person.to_string(), shown_in_line(called)));
    let people = std::iter::once(SelectItem::new("", "Not on the record")).chain(people).collect();
    let agencies = visit.house().pack.agencies.iter();
    let agencies = agencies.map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str()));
    let agencies = std::iter::once(SelectItem::new("", "None")).chain(agencies).collect();
    Ok(html! {
        (Radios::new("kind", "Who reads it?", kinds).value(filling.get("kind")).error(filling.error("kind")))
        (Input::new("name", "Their name").hint("Somebody of the family: who. An agency: who there. A court: which, and the case number.").value(filling.get("name")).error(filling.error("name")))
        (Select::new("person", "Who on the record is it?", people).value(filling.get("person")).error(filling.error("person")))
        (Select::new("agency", "Agency", agencies).value(filling.get("agency")).error(filling.error("agency")))
    })
}

fn purpose(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let purposes = &visit.house().pack.documents.purposes;
    let purposes =
        purposes.iter().map(|purpose| SelectItem::new(purpose.code.as_str(), purpose.name.as_str()));
    let purposes = std::iter::once(SelectItem::new("", "Choose")).chain(purposes).collect();
    html! {
        (Select::new("purpose", "What is it for?", purposes).value(filling.get("purpose")).error(filling.error("purpose")))
        (Textarea::new("purpose_words", "Anything to add about what it is for").rows(2).value(filling.get("purpose_words")).error(filling.error("purpose_words")))
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = asked(visit, child, filling)?;
    let known = filling.get("known").parse().ok();
    let id = prepare(&visit.session, &filling.sending(), child, known, &asked)?;
    Ok(Sent::to(at(id, "")))
}

fn asked(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Asked, Stop> {
    let mut problems = Vec::new();
    let offers = offers(&visit.session, child)?;
    let offer = offers.into_iter().find(|offer| code(offer) == filling.get("what"));
    if offer.is_none() {
        problems.push(Problem::new("what", "Choose what is composed."));
    }
    let kind = Kind::from_code(filling.get("kind"));
    match (&offer, kind) {
        (_, None) => problems.push(Problem::new("kind", "Choose who reads it.")),
        (Some(offer), Some(kind)) if !offer.is_for(kind) => {
            problems.push(Problem::new("kind", "Such a letter is not written to this reader."));
        }
        _ => {}
    }
    let typed = filling.get("person").trim();
    let person: Option<Id<Person>> = typed.parse().ok();
    if !typed.is_empty() {
        let known = recipients(&visit.session, child)?;
        if !known.iter().any(|(known, _)| Some(*known) == person) {
            problems.push(Problem::new("person", "Choose somebody from the list, or nobody."));
        }
    }
    let (true, Some(Offer { of, record, letter, .. }), Some(kind)) = (problems.is_empty(), offer, kind)
    else {
        return Err(Refusal::Invalid(problems).into());
    };
    let agency = Some(filling.get("agency").trim().to_owned())
        .filter(|agency| !agency.is_empty() && kind == Kind::Agency);
    let pack = &visit.house().pack;
    let agency_name = agency.as_deref().map(|agency| pack.agency_name(agency).to_owned()).unwrap_or_default();
    let name = filling.get("name").trim().to_owned();
    let person = if kind == Kind::Child { Some(child) } else { person.filter(|_| kind == Kind::Family) };
    Ok(Asked {
        of,
        record,
        letter,
        recipient: Recipient { kind, name, person, agency, agency_name },
        purpose: filling.get("purpose").into(),
        purpose_words: filling.get("purpose_words").into(),
        withhold: (filling.get("withhold").into(), filling.get("withhold_why").into()),
    })
}
