//! Who is who, for whoever keeps the record in order: links that wait for a second person, questions left open at the front door, and records that are probably
//! one person, the likeliest first.

use casework::Stop;
use casework::child::{Question, possible_matches};
use casework::person::{Pair, Waiting, duplicates, waiting};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{at, said};
use crate::child::words;
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static WHO_IS_WHO: Page<()> =
    Page { path: "/who-is-who", name: "who is who", action: Action::SeeWhoIsWho, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let questions = if visit.may(Action::SeeQueue) { possible_matches(&visit.session)? } else { Vec::new() };
    let body = html! {
        h1 class="govuk-heading-l" { "Who is who" }
        p class="govuk-body" {
            "Two records of one person are read as one from the moment it is said. Neither is changed, and it can be undone at any later date."
        }
        (waits(&waiting(&visit.session)?))
        (open(&questions))
        (pairs(&duplicates(&visit.session)?))
    };
    Ok(View::new("Who is who", body).wide())
}

fn waits(waiting: &[Waiting]) -> Markup {
    let row = |one: &Waiting| {
        let asks = if one.undoing { "To be two again" } else { "To be read as one" };
        let link = html! { a class="govuk-link" href=(at(one.id, "")) { (asks) } };
        let why = one.second.map_or("One of the two has a plan.", said::second);
        let who = html! { (shown_in_line(&one.who)) @if !one.may_answer { br; span class="govuk-hint" { "Somebody else answers this" } } };
        vec![
            link.into(),
            said::party(&one.joined).into(),
            said::party(&one.to).into(),
            who.into(),
            why.into(),
        ]
    };
    let rows: Vec<_> = waiting.iter().map(row).collect();
    let columns = ["Asked", "Record", "Record that stands", "Who asked", "Why two"].map(Column::new).into();
    let caption = format!("Waiting for a second person: {}", rows.len());
    html! { (CaseTable { empty: "Nothing waits.".into(), ..CaseTable::new(caption, columns, rows) }) }
}

fn open(questions: &[Question]) -> Markup {
    let row = |question: &Question| {
        let link = html! { a class="govuk-link" href={ "/possible-matches/" (question.id) } { "Since " (words::day(question.at)) } };
        vec![
            link.into(),
            said::party(&question.made).into(),
            said::party(&question.held).into(),
            said::reasons(&question.reasons).into(),
        ]
    };
    let rows: Vec<_> = questions.iter().map(row).collect();
    let columns = ["Open", "Made for a contact", "May be", "Why"].map(Column::new).into();
    let caption = format!("Questions from the front door: {}", rows.len());
    html! { (CaseTable { empty: "Nothing is open.".into(), ..CaseTable::new(caption, columns, rows) }) }
}

fn pairs(pairs: &[Pair]) -> Markup {
    let row = |pair: &Pair| {
        let href = format!("/children/{}/same-as/{}", pair.one.person, pair.other.person);
        let record = |side: &casework::person::Side| {
            html! { (words::name(&side.name)) br; span class="govuk-hint" { "Born " (side.birth) } }
        };
        let compare = html! { a class="govuk-link" href=(href) { "Lay side by side" span class="govuk-visually-hidden" { ": " (words::name(&pair.one.name)) " and " (words::name(&pair.other.name)) } } };
        vec![
            compare.into(),
            record(&pair.one).into(),
            record(&pair.other).into(),
            said::reasons(&pair.reasons).into(),
            said::reasons(&pair.household).into(),
        ]
    };
    let rows: Vec<_> = pairs.iter().map(row).collect();
    let columns =
        ["Compare", "Record", "Other record", "Why", "Of the household, also twice"].map(Column::new).into();
    let caption = format!("Probably one person: {}", rows.len());
    html! { (CaseTable { empty: "No two records look like one person.".into(), ..CaseTable::new(caption, columns, rows) }) }
}
