//! A round of requests (ux 3.4). Everything is filled in from the pack and the record, so that a round is asked in a minute: choose the agencies, look, send.
//! What is printed on each request stands on the page before it leaves.

use casework::Stop;
use casework::mash::{AgencyAsked, Asking, RoundAsked};
use design::govuk::{Button, Checkboxes, Choice, Details, Legend, WarningText};
use domain::access::Action;
use domain::calendar::{Due, london};
use domain::form::{self, Row};
use domain::id::Id;
use domain::mash::{Asked as Question, Enquiry, REQUEST_FORM, lawful};
use domain::pack::{Agency, MOST_QUESTIONS, Pack};
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use super::{address, back};
use crate::forms::page::{Given, Sheet};
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
/// The sections with a row for each agency: which organisation, and what it is asked.
const AGENCY: &str = "agency";
const ASKED: &str = "asked";

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

/// The form: what can be chosen on this record, and a row for each agency that has questions in the pack.
fn sheet(visit: &Visit<'_>, asking: &Asking) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let due = asking.due.map_or_else(
        || "Say when, like 4 9 2026.".to_owned(),
        |due: Due| {
            let usual = london::moment_in_words(due.instant());
            format!("Leave it out for {usual}, as the rating says. Otherwise like 4 9 2026.")
        },
    );
    let rows = |row: fn(&Pack, &Asking, &Agency) -> Row| {
        templates(pack).map(|(agency, _)| row(pack, asking, agency)).collect::<Vec<_>>()
    };
    let sheet = Sheet::new(pack, &REQUEST_FORM, None)?
        .offering_choices("ground", &grounds(pack, asking))
        .offering_choices("about", &about(asking))
        .worded("due", None, Some(&due));
    Ok(sheet.rows(AGENCY, &rows(which)).rows(ASKED, &rows(what)))
}

/// Which of an agency's organisations; nothing to say where it is one.
fn which(_: &Pack, asking: &Asking, agency: &Agency) -> Row {
    let row = Row::new(&*agency.id, &*agency.name);
    if !agency.many {
        return row.without("organisation").without("name");
    }
    let organisations = asking.organisations.get(&agency.id).into_iter().flatten();
    let known = organisations.map(|organisation| (&*organisation.name, &*organisation.name));
    row.offering("organisation", known.chain([(BY_NAME, "Another, which does not sign in here")]))
}

/// What an agency is asked, each question with its topic.
fn what(pack: &Pack, asking: &Asking, agency: &Agency) -> Row {
    let topics = topics(pack, &agency.id);
    let named = |place: usize| {
        let topic = topics.get(place).and_then(|question| pack.hub.topic(&question.topic));
        topic.map_or("Anything you need to know", |topic| topic.name.as_str())
    };
    let row = Row::new(&*agency.id, &*agency.name);
    let row = (0..MOST_QUESTIONS).fold(row, |row, place| row.hinted(&question(place), named(place)));
    let people = asking.organisations.get(&agency.id).into_iter().flatten().flat_map(|one| &one.people);
    let people: Vec<(String, String)> =
        people.map(|(id, name)| (id.to_string(), shown_in_line(name))).collect();
    if people.is_empty() { row.without("to") } else { row.offering("to", people) }
}

/// The name of a question in the form.
fn question(place: usize) -> String {
    format!("ask_{place}")
}

/// The questions of the pack for an agency.
fn topics<'p>(pack: &'p Pack, agency: &str) -> &'p [domain::pack::Question] {
    pack.hub.template(agency).map_or(&[][..], |template| template.questions.as_slice())
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let asking = casework::mash::asking(&visit.session, enquiry)?;
    let sheet = sheet(visit, &asking)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Ask agencies about enquiry " (asking.enquiry.reference) }
        (nothing_on_record(visit, &asking))
        (visit.form(filling, html! {
            (agencies(visit, &sheet, &asking, filling))
            (sheet.asked_but(filling, &[AGENCY, ASKED]))
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

fn agencies(visit: &Visit<'_>, sheet: &Sheet, asking: &Asking, filling: &Filling) -> Markup {
    let choices = (0_u16..).zip(templates(&visit.house().pack)).map(|(row, (agency, _))| {
        let nobody = !agency.many && asking.organisations.get(&agency.id).is_none_or(Vec::is_empty);
        let asked = html! {
            (sheet.row(filling, AGENCY, row))
            @if nobody { p class="govuk-hint" { "Nobody of this agency signs in here: ring them, or send one person a link." } }
            (Details { id: format!("{}-change", agency.id), ..Details::new("What they are asked", sheet.row(filling, ASKED, row)) })
        };
        Choice::new(&agency.id, &agency.name).hint(&*agency.knows).conditional(asked)
    });
    let legend = Legend { classes: "govuk-fieldset__legend--m".into(), .."Which agencies?".into() };
    Checkboxes::new("agencies", legend, choices.collect())
        .values(filling.fields.all("agencies"))
        .error(filling.error("agencies"))
        .classes("govuk-checkboxes--small")
        .render()
}

/// On which ground, each with what is on record for it.
fn grounds(pack: &Pack, asking: &Asking) -> Vec<form::Choice> {
    let choice = |ground: &domain::pack::Ground| {
        let on_record = match lawful(&ground.code, &asking.bases, &asking.contact, pack) {
            Ok(lawful) => format!("{}. On record: {}.", ground.law, lawful.on_record),
            Err(refusal) => format!("{}. {refusal}", ground.law),
        };
        form::Choice { hint: Some(on_record), ..form::Choice::new(&ground.code, &ground.name) }
    };
    pack.hub.grounds.iter().filter(|ground| !ground.coming).map(choice).collect()
}

/// Whom they are asked about, as each agency is told.
fn about(asking: &Asking) -> Vec<form::Choice> {
    let choice = |(place, about): (usize, &domain::mash::About)| {
        let address = if about.address.is_some() { "with the address" } else { "without an address" };
        let hint = format!("{}, born {}; {address}", about.part, about.born.to_lowercase());
        form::Choice { hint: Some(hint), ..form::Choice::new(place.to_string(), shown_in_line(&about.name)) }
    };
    asking.about.iter().enumerate().map(choice).collect()
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    let pack = &visit.house().pack;
    let chosen: Vec<&str> = filling.fields.all("agencies").collect();
    let rows: Vec<&str> = templates(pack).map(|(agency, _)| agency.id.as_str()).collect();
    // Agencies that nobody chose are asked nothing, so that nothing is missing there.
    let others = rows.iter().enumerate().filter(|(_, agency)| !chosen.contains(agency));
    let others = others.flat_map(|(row, _)| [format!("{AGENCY}.{row}"), format!("{ASKED}.{row}")]);
    let asking = casework::mash::asking(&visit.session, enquiry)?;
    let sheet = sheet(visit, &asking)?.passing_over(others);
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let row_of = |agency: &str| (0_u16..).zip(&rows).find(|(_, row)| **row == agency).map(|(row, _)| row);
    let agencies = chosen.into_iter().map(|agency| asked_of(pack, &given, agency, row_of(agency)));
    let round = RoundAsked {
        ground: given.words("ground"),
        due: given.moment("due"),
        about: given.all("about").iter().filter_map(|place| place.parse().ok()).collect(),
        agencies: agencies.collect(),
    };
    casework::mash::ask(&visit.session, &filling.sending(), enquiry, round)?;
    Ok(Sent::to(address(enquiry, "")))
}

/// What was typed in the row of an agency. One that has no row is refused where it is asked.
fn asked_of(pack: &Pack, given: &Given<'_>, agency: &str, row: Option<u16>) -> AgencyAsked {
    let get = |section: &str, question: &str| {
        row.map_or_else(String::new, |row| given.nth(section, row, question).trim().to_owned())
    };
    let organisation = match get(AGENCY, "organisation").as_str() {
        BY_NAME | "" => get(AGENCY, "name"),
        chosen => chosen.to_owned(),
    };
    let topics = topics(pack, agency);
    let asked = |place: usize| Question {
        topic: topics.get(place).map_or_else(|| "other".to_owned(), |question| question.topic.clone()),
        ask: get(ASKED, &question(place)),
    };
    AgencyAsked {
        agency: agency.to_owned(),
        organisation,
        to: get(ASKED, "to").parse().ok(),
        why: get(ASKED, "why"),
        questions: (0..MOST_QUESTIONS).map(asked).collect(),
        further: row.and_then(|row| given.further_of(row)),
    }
}
