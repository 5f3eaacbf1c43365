//! Who is who, for whoever keeps the record in order: links that wait for a second person, questions left open at the front door, and records that are probably
//! one person, the likeliest first, a page at a time.

use casework::Stop;
use casework::child::{MOST_QUESTIONS, Party, Question, possible_matches};
use casework::person::{Duplicates, Pair, Side, Together, Waiting, Waits, duplicates, waiting};
use design::govuk::{PageLink, Pagination};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::link::PersonLink;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{at, said};
use crate::child::words;
use crate::route::{Fields, Page, View, Visit};

/// The page.
pub(super) static WHO_IS_WHO: Page<()> =
    Page { path: "/who-is-who", name: "who is who", action: Action::SeeWhoIsWho, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let questions = if visit.may(Action::SeeQueue) { possible_matches(&visit.session)? } else { Vec::new() };
    let (after, later) = (after(&visit.query), later(&visit.query));
    let body = html! {
        h1 class="govuk-heading-l" { "Who is who" }
        p class="govuk-body" {
            "Two records of one person are read as one from the moment it is said. Neither is changed, and it can be undone at any later date."
        }
        (waits(&waiting(&visit.session, later)?, later.is_some()))
        (open(&questions))
        (probably(&duplicates(&visit.session, after)?, after.is_some()))
    };
    Ok(View::new("Who is who", body).wide())
}

/// The record after which a page of the list begins; what is none begins it anew.
fn after(query: &Fields) -> Option<Id<Person>> {
    query.get("after").parse().ok()
}

/// The link after which a page of what waits begins; what is none begins it anew.
fn later(query: &Fields) -> Option<Id<PersonLink>> {
    query.get("later").parse().ok()
}

fn waits(waits: &Waits, began_later: bool) -> Markup {
    let row = |one: &Waiting| {
        let asks = if one.undoing { "To be two again" } else { "To be read as one" };
        let link = html! { a class="govuk-link" href=(at(one.id, "")) { (asks) } };
        let why = match one.undoing {
            true => said::UNDONE_BY_TWO,
            false => one.second.map_or("A second person answers this.", said::second),
        };
        let who = html! { (shown_in_line(&one.who)) @if !one.may_answer { br; span class="govuk-hint" { "Somebody else answers this" } } };
        vec![
            link.into(),
            said::party(&one.joined).into(),
            said::party(&one.to).into(),
            who.into(),
            why.into(),
        ]
    };
    let rows: Vec<_> = waits.links.iter().map(row).collect();
    let columns = ["Asked", "Record", "Record that stands", "Who asked", "Why two"].map(Column::new).into();
    let is_all = waits.next.is_none() && !began_later;
    let caption = match is_all {
        true => format!("Waiting for a second person: {}", rows.len()),
        false => "Waiting for a second person, the oldest first".to_owned(),
    };
    let to = |query: String| PageLink::to(format!("{}{query}", WHO_IS_WHO.path));
    let turning = Pagination {
        previous: began_later.then(|| PageLink { content: "The oldest".into(), ..to(String::new()) }),
        next: waits.next.map(|last| to(format!("?later={last}"))),
        ..Pagination::default()
    };
    html! {
        (CaseTable { empty: "Nothing waits.".into(), ..CaseTable::new(caption, columns, rows).stacked() })
        @if !is_all { (turning) }
    }
}

fn open(questions: &[Question]) -> Markup {
    let row = |question: &Question| {
        let link = html! { a class="govuk-link" href={ "/possible-matches/" (question.id) } { "Since " (words::day(question.at)) span class="govuk-visually-hidden" { ": who is " (named(&question.made)) "?" } } };
        vec![
            link.into(),
            said::party(&question.made).into(),
            said::party(&question.held).into(),
            said::reasons(&question.reasons).into(),
        ]
    };
    let rows: Vec<_> = questions.iter().map(row).collect();
    let columns = ["Open", "Made for a contact", "May be", "Why"].map(Column::new).into();
    let caption = match rows.len() < MOST_QUESTIONS {
        true => format!("Questions from the front door: {}", rows.len()),
        false => format!("Questions from the front door, the oldest {MOST_QUESTIONS}: the others follow"),
    };
    html! { (CaseTable { empty: "Nothing is open.".into(), ..CaseTable::new(caption, columns, rows).stacked() }) }
}

/// Whom a question is about, for whoever hears its link.
fn named(party: &Party) -> Markup {
    match party {
        Party::Person(_, name) => words::name(name),
        Party::Restricted(words) => html! { (words) },
    }
}

fn probably(list: &Duplicates, began_later: bool) -> Markup {
    let row = |together: &Together, pair: &Pair| {
        let href = format!("/children/{}/same-as/{}", pair.one.person, pair.other.person);
        let record = |side: &Side| {
            html! { (words::name(&side.name)) br; span class="govuk-hint" { (side.birth) } }
        };
        let compare = html! {
            a class="govuk-link" href=(href) { "Lay side by side" span class="govuk-visually-hidden" { ": " (words::name(&pair.one.name)) " and " (words::name(&pair.other.name)) } }
            @if together.records() > 2 { br; span class="govuk-hint" { "One of " (together.records()) " records that are probably one person" } }
        };
        vec![
            compare.into(),
            record(&pair.one).into(),
            record(&pair.other).into(),
            said::reasons(&pair.reasons).into(),
            said::reasons(&pair.household).into(),
        ]
    };
    let rows =
        list.people.iter().flat_map(|together| together.pairs.iter().map(move |pair| row(together, pair)));
    let columns =
        ["Compare", "Record", "Other record", "Why", "Of the household, also twice"].map(Column::new).into();
    let (caption, empty) = match list.as_of {
        Some(at) => (
            format!("Probably one person, as of {}", london::moment_in_words(at)),
            "Nobody seems to be on record twice, among those of whom you may know and nobody has said anything yet.",
        ),
        None => (
            "Probably one person".to_owned(),
            "The whole record is being gone through for the first time since Frontdoor was started. Look again in a few minutes.",
        ),
    };
    let to = |query: String| PageLink::to(format!("{}{query}#probably", WHO_IS_WHO.path));
    let turning = Pagination {
        previous: began_later.then(|| PageLink { content: "First page".into(), ..to(String::new()) }),
        next: list.next.map(|after| to(format!("?after={after}"))),
        ..Pagination::default()
    };
    html! {
        div id="probably" { (CaseTable { empty: empty.into(), ..CaseTable::new(caption, columns, rows.collect()).stacked() }) }
        @if turning.previous.is_some() || turning.next.is_some() { (turning) }
    }
}
