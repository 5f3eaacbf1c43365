//! A round of requests (ux 3.4). Everything is filled in from the pack and the record, so that a round is asked in a minute: choose the agencies, look, send.
//! What is printed on each request stands on the page before it leaves.

use casework::Stop;
use casework::mash::{AgencyAsked, Asking, Organisation, RoundAsked};
use design::govuk::{
    Button, Checkboxes, Choice, Details, Fieldset, InsetText, Legend, SelectItem, WarningText,
};
use domain::access::Action;
use domain::calendar::typed::{NotAMoment, parse_moment};
use domain::calendar::{Due, london};
use domain::id::Id;
use domain::mash::{Asked as Question, Enquiry, lawful};
use domain::pack::{Agency, MOST_QUESTIONS, Pack};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::{address, back};
use crate::contact::filled::Asked;
use crate::contact::told;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Asking agencies.
pub(super) static ASK: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/ask",
    name: "ask agencies for information",
    action: Action::AskAgencies,
    prefill,
    show,
    send,
};

/// The organisation is named by hand.
const BY_NAME: &str = "other";

/// Everything is filled in: the ground that is on record, the agencies a strategy discussion would need and those who know the child, each with the
/// pack's questions.
fn prefill(visit: &Visit<'_>, enquiry: &Id<Enquiry>, _: At) -> Result<Prefilled, Stop> {
    let asking = casework::mash::asking(&visit.session, *enquiry)?;
    let pack = &visit.house().pack;
    let mut fields = Fields::default();
    let standing =
        |ground: &&domain::pack::Ground| lawful(&ground.code, &asking.bases, &asking.contact, pack).is_ok();
    if let Some(ground) = pack.hub.grounds.iter().find(standing) {
        fields.set("ground", &*ground.code);
    }
    for place in 0..asking.about.len() {
        fields.add("about", place.to_string());
    }
    let first = asking.requests.is_empty();
    for (agency, template) in templates(pack) {
        let organisations = asking.organisations.get(&agency.id).map_or(&[][..], Vec::as_slice);
        if first && agency.needed_in_strategy && !organisations.is_empty() {
            fields.add("agencies", &*agency.id);
        }
        // The one organisation there is, or the school that the child is said to go to.
        let likely = match organisations {
            [only] => Some(only),
            several => several.iter().find(|organisation| goes_to(&asking, &organisation.name)),
        };
        if let Some(likely) = likely {
            fields.set(&format!("{}-organisation", agency.id), &*likely.name);
        }
        fields.set(&format!("{}-why", agency.id), &*template.why);
        for (place, question) in template.questions.iter().enumerate() {
            fields.set(&format!("{}-ask-{place}", agency.id), &*question.ask);
        }
    }
    Ok(Prefilled { fields, version: 0 })
}

/// Whether a child of the contact is said to go there.
fn goes_to(asking: &Asking, organisation: &str) -> bool {
    let schools = asking.contact.children.iter().filter_map(|child| child.said.school.answer());
    let named = organisation.to_lowercase();
    !named.is_empty() && schools.into_iter().any(|school| school.to_lowercase().contains(&named))
}

/// The agencies that have questions in the pack, in the pack's order.
fn templates(pack: &Pack) -> impl Iterator<Item = (&Agency, &domain::pack::Template)> {
    pack.agencies.iter().filter_map(|agency| Some((agency, pack.hub.template(&agency.id)?)))
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let asking = casework::mash::asking(&visit.session, enquiry)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Ask agencies about enquiry " (asking.enquiry.reference) }
        (nothing_on_record(visit, &asking))
        (asked.form(visit, html! {
            (agencies(visit, &asked, &asking, filling))
            (ground(visit, &asked, &asking))
            (about(&asking, filling))
            (due(&asked, &asking))
            (Button::new("Send the requests"))
        }))
    };
    Ok(View::new("Ask agencies for information", body).before(back(enquiry)))
}

/// The way to record a basis first, where nothing is on record that allows asking.
fn nothing_on_record(visit: &Visit<'_>, asking: &Asking) -> Markup {
    let pack = &visit.house().pack;
    let none = !pack
        .hub
        .grounds
        .iter()
        .any(|ground| lawful(&ground.code, &asking.bases, &asking.contact, pack).is_ok());
    html! {
        @if none {
            (WarningText::new(html! {
                "Nothing can be sent yet: neither agreement nor a lawful basis is on record. "
                a class="govuk-link" href={ "/contacts/" (asking.contact.id) "/consent" } { "Record consent or the lawful basis" }
                " first. Where asking the family would put the child at risk, a manager decides to go on without."
            }))
        }
    }
}

fn agencies(visit: &Visit<'_>, asked: &Asked<'_>, asking: &Asking, filling: &Filling) -> Markup {
    let pack = &visit.house().pack;
    let choices = templates(pack).map(|(agency, _)| {
        Choice::new(&agency.id, &agency.name)
            .hint(&*agency.knows)
            .conditional(questions(pack, asked, asking, agency))
    });
    let legend = Legend { classes: "govuk-fieldset__legend--m".into(), .."Which agencies?".into() };
    Checkboxes::new("agencies", legend, choices.collect())
        .values(filling.fields.all("agencies"))
        .error(filling.error("agencies"))
        .classes("govuk-checkboxes--small")
        .render()
}

/// What one agency is asked: filled in from the pack, opened to change.
fn questions(pack: &Pack, asked: &Asked<'_>, asking: &Asking, agency: &Agency) -> Markup {
    let field = |name: &str| format!("{}-{name}", agency.id);
    let organisations: &[Organisation] = asking.organisations.get(&agency.id).map_or(&[], Vec::as_slice);
    let topics = pack.hub.template(&agency.id).map_or(&[][..], |template| template.questions.as_slice());
    let people = organisations.iter().flat_map(|organisation| &organisation.people);
    let people: Vec<SelectItem> =
        people.map(|(id, name)| SelectItem::new(id.to_string(), name.clone())).collect();
    let change = html! {
        (asked.lines(field("why"), "Why does their answer bear on the child?").rows(2))
        @for place in 0..MOST_QUESTIONS {
            @let topic = topics.get(place).and_then(|question| pack.hub.topic(&question.topic)).map_or("Anything you need to know", |topic| topic.name.as_str());
            (asked.lines(field(&format!("ask-{place}")), &format!("Question {}", place + 1)).hint(topic.to_owned()).rows(2))
        }
        @if !people.is_empty() {
            (asked.list(field("to"), "Somebody in particular? Leave it out and whoever is there may answer", people))
        }
    };
    html! {
        @if agency.many {
            @let items = organisations.iter().map(|organisation| SelectItem::new(organisation.name.clone(), organisation.name.clone())).chain([SelectItem::new(BY_NAME, "Another, which does not sign in here")]);
            (asked.list(field("organisation"), "Which one?", items.collect()))
            (asked.line(field("name"), "Its name, if it is another").hint("Nobody there signs in: ring them, or send one person a link, and the answer stands here"))
        } @else if organisations.is_empty() {
            p class="govuk-hint" { "Nobody of this agency signs in here: ring them, or send one person a link." }
        }
        (Details { id: field("change"), ..Details::new("What they are asked", change) })
    }
}

/// On which ground, each with what is on record for it.
fn ground(visit: &Visit<'_>, asked: &Asked<'_>, asking: &Asking) -> Markup {
    let pack = &visit.house().pack;
    let choice = |ground: &domain::pack::Ground| {
        let on_record = match lawful(&ground.code, &asking.bases, &asking.contact, pack) {
            Ok(lawful) => format!("{}. On record: {}.", ground.law, lawful.on_record),
            Err(refusal) => format!("{}. {refusal}", ground.law),
        };
        Choice::new(&ground.code, &ground.name).hint(on_record)
    };
    let choices = pack.hub.grounds.iter().filter(|ground| !ground.coming).map(choice).collect();
    asked
        .one_of("ground", "On which ground? It is printed on every request.", choices)
        .classes("govuk-radios--small")
        .render()
}

/// Whom they are asked about, as each agency is told.
fn about(asking: &Asking, filling: &Filling) -> Markup {
    let choice = |(place, about): (usize, &domain::mash::About)| {
        let address = if about.address.is_some() { "with the address" } else { "without an address" };
        Choice::new(place.to_string(), html! { (told::bdi(&about.name)) }).hint(format!(
            "{}, born {}; {address}",
            about.part,
            about.born.to_lowercase()
        ))
    };
    let choices: Vec<Choice> = asking.about.iter().enumerate().map(choice).collect();
    let legend = Legend { classes: "govuk-fieldset__legend--s".into(), .."About whom?".into() };
    html! {
        (Checkboxes::new("about", legend, choices).values(filling.fields.all("about")).error(filling.error("about")).classes("govuk-checkboxes--small"))
        (InsetText::new("A protected address is never told to an agency."))
    }
}

fn due(asked: &Asked<'_>, asking: &Asking) -> Markup {
    let usual = asking.due.map_or_else(
        || "Say when.".to_owned(),
        |due: Due| {
            format!("Leave it out for {}, as the rating says.", london::moment_in_words(due.instant()))
        },
    );
    let questions = html! {
        (asked.line("due", "By which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
        (asked.line("due-time", "By what time?").hint("Like 15:00").classes("govuk-input--width-5"))
    };
    let legend = Legend { classes: "govuk-fieldset__legend--s".into(), .."By when do they answer?".into() };
    html! { (Fieldset::new(legend, html! { p class="govuk-hint" { (usual) } (Details::new("Another time", questions)) })) }
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let pack = &visit.house().pack;
    let agencies = fields.all("agencies").map(|agency| asked_of(pack, fields, agency)).collect();
    let round = RoundAsked {
        ground: filling.get("ground").to_owned(),
        due: due_typed(filling)?,
        about: fields.all("about").filter_map(|place| place.parse().ok()).collect(),
        agencies,
    };
    casework::mash::ask(&visit.session, &filling.sending(), enquiry, round)?;
    Ok(Sent::to(address(enquiry, "")))
}

fn asked_of(pack: &Pack, fields: &Fields, agency: &str) -> AgencyAsked {
    let get = |name: &str| fields.get(&format!("{agency}-{name}")).trim().to_owned();
    let organisation = match get("organisation").as_str() {
        BY_NAME | "" => get("name"),
        chosen => chosen.to_owned(),
    };
    let topics = pack.hub.template(agency).map_or(&[][..], |template| template.questions.as_slice());
    let question = |place: usize| Question {
        topic: topics.get(place).map_or_else(|| "other".to_owned(), |question| question.topic.clone()),
        ask: get(&format!("ask-{place}")),
    };
    AgencyAsked {
        agency: agency.to_owned(),
        organisation,
        to: get("to").parse().ok(),
        why: get("why"),
        questions: (0..MOST_QUESTIONS).map(question).collect(),
    }
}

fn due_typed(filling: &Filling) -> Result<Option<jiff::Timestamp>, Refusal> {
    let (day, time) = (filling.get("due").trim(), filling.get("due-time").trim());
    if day.is_empty() && time.is_empty() {
        return Ok(None);
    }
    parse_moment(day, if time.is_empty() { "17:00" } else { time }).map(Some).map_err(|wrong| {
        Refusal::Invalid(vec![match wrong {
            NotAMoment::Date(wrong) => Problem::new("due", wrong.to_string()),
            NotAMoment::Time(wrong) => Problem::new("due-time", wrong.to_string()),
        }])
    })
}
