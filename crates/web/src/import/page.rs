//! One import: its report, its proposals by kind and state with what each would change, and the report as a table to keep.

use casework::Stop;
use casework::import::original::{NotGiven, files, write};
use casework::import::report::{Report, report};
use casework::import::view::{ON_PAGE, Open, Shown, page};
use design::Content;
use design::govuk::{BackLink, Button, SummaryList, SummaryRow, button_group};
use design::own::{CaseTable, Column, Tone, facts_compared};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::import::{Import, Kind, NotCarried, Stage, State};
use domain::person::name::{PersonName, shown_in_line};
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::address;
use crate::contact::likeness;
use crate::route::{Attached, File, Page, View, Visit};

pub(super) static PAGE: Page<Id<Import>> =
    Page { path: "/imports/{import}", name: "import", action: Action::ImportRecords, show };

pub(super) static REPORT: File<Id<Import>> = File {
    path: "/imports/{import}/report.csv",
    name: "report of an import",
    action: Action::ImportRecords,
    get,
};

/// A file of an import as it came, the first 1.
pub(super) static ORIGINAL: File<(Id<Import>, u32)> = File {
    path: "/imports/{import}/files/{file}",
    name: "file of an import as it came",
    action: Action::ImportRecords,
    get: get_original,
};

/// The largest file that a page gives: more is for the terminal.
const LARGEST_HERE: u64 = 32 * 1024 * 1024;

/// So much of what could not be carried stands on the page; the table has more.
const MOST_LOST: usize = 100;

fn get(visit: &Visit<'_>, id: Id<Import>) -> Result<Attached, Stop> {
    let report = report(&visit.session, id)?;
    let name = format!("import-{}.csv", id.spoken(8));
    Ok(Attached { name, media_type: "text/csv; charset=utf-8", bytes: report.csv().into_bytes() })
}

fn get_original(visit: &Visit<'_>, (id, number): (Id<Import>, u32)) -> Result<Attached, Stop> {
    let place = number.checked_sub(1).ok_or(Refusal::NotFound)?;
    let files = files(&visit.session, id)?;
    let file = files.get(place as usize).ok_or(Refusal::NotFound)?;
    if file.size > LARGEST_HERE {
        let words = format!(
            "This file is too large for a page. At the terminal: frontdoor import file {id} --out FILE"
        );
        return Err(Refusal::NotNow(words).into());
    }
    let mut bytes = Vec::new();
    match write(&visit.session, id, place, &mut bytes) {
        Ok(file) => {
            let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            Ok(Attached { name, media_type: "application/octet-stream", bytes })
        }
        Err(NotGiven::Stopped(stop)) => Err(stop),
        Err(other) => Err(Refusal::NotNow(other.to_string()).into()),
    }
}

fn show(visit: &Visit<'_>, id: Id<Import>) -> Result<View, Stop> {
    let report = report(&visit.session, id)?;
    let kind = Kind::from_code(visit.query.get("kind")).unwrap_or_else(|| first_that_waits(&report));
    let states = ["waiting", "accepted", "refused", "taken_back"];
    let state = states.into_iter().find(|state| *state == visit.query.get("state")).unwrap_or("waiting");
    let after = visit.query.get("after").parse().unwrap_or_default();
    let shown = page(&visit.session, id, (kind, state), after)?;
    let decided = matches!(report.import.stage, Stage::Proposed);
    // A file may be named after somebody: its name stands on the page and not in the title.
    let title = format!("Import of {}", london::moment_in_words(report.import.at));
    let body = html! {
        h1 class="govuk-heading-l" { (report.import.source.words()) ": " bdi { (shown_in_line(&report.import.name)) } }
        (about(&report))
        @if decided {
            (button_group(html! {
                (Button::link("Accept all of a kind", address(id, "/accept")))
                (Button::link("Take the whole back", address(id, "/take-back")).secondary())
            }))
        }
        h2 class="govuk-heading-m" { "Rows in, and what they say" }
        (tally(&report))
        p class="govuk-body" { a class="govuk-link" href=(address(id, "/report.csv")) { "The report as a table (CSV)" } }
        h2 class="govuk-heading-m" id="proposals" { "Proposals" }
        (kinds(id, &report, kind, state))
        @if shown.is_empty() { p class="govuk-body" { "There is none of this kind here." } }
        @for one in &shown { (proposal(id, one, decided)) }
        @if shown.len() as u64 == ON_PAGE {
            @let last = shown.iter().map(number).max().unwrap_or_default();
            p class="govuk-body" {
                a class="govuk-link" href={ (address(id, "")) "?kind=" (kind.code()) "&state=" (state) "&after=" (last) "#proposals" } { "More of them" }
            }
        }
        @if !report.import.not_carried.is_empty() || !report.restricted.is_empty() {
            h2 class="govuk-heading-m" { "What could not be carried" }
            (lost(&report.import))
            @for ring in &report.restricted { p class="govuk-body" { "Restricted: ring " (ring) "." } }
        }
    };
    Ok(View::new(title, body).before(BackLink::to("/imports").render()).wide())
}

/// The kind that is shown first: of which something waits.
fn first_that_waits(report: &Report) -> Kind {
    let waits = |kind: &Kind| {
        report.counts.iter().any(|one| one.kind == kind.code() && one.state == "waiting" && one.count > 0)
    };
    Kind::ALL.into_iter().find(waits).unwrap_or(Kind::NewPerson)
}

fn number(shown: &Shown) -> u64 {
    match shown {
        Shown::Restricted { number, .. } => *number,
        Shown::Open(open) => open.proposal.number,
    }
}

fn about(report: &Report) -> Markup {
    let import = &report.import;
    let mut rows = vec![SummaryRow::new("Brought", london::moment_in_words(import.at).as_str())];
    for (file, number) in import.files.iter().zip(1_u32..) {
        let words = html! {
            a class="govuk-link" href=(address(import.id, &format!("/files/{number}"))) { bdi { (shown_in_line(&file.name)) } }
            " (" (file.size) " bytes), SHA-256 " (file.digest)
        };
        rows.push(SummaryRow::new("File", words));
    }
    if let Some(on) = import.as_of {
        rows.push(SummaryRow::new("Knows up to", london::date_in_words(on).as_str()));
    }
    if let Stage::TakenBack { at, reason, .. } = &import.stage {
        let words = format!("{}: {}", london::moment_in_words(*at), shown_in_line(reason));
        rows.push(SummaryRow::new("Taken back", words.as_str()));
    }
    SummaryList::new(rows).render()
}

fn tally(report: &Report) -> Markup {
    let number = |heading: &str| Column { numeric: true, ..Column::new(heading) };
    let columns = vec![
        Column::new("Table"),
        number("Read"),
        number("New"),
        number("Changed"),
        number("Same"),
        Column::new("Not carried"),
    ];
    let rows = report.import.tally.0.iter().map(|(table, count)| -> Vec<Content> {
        vec![
            table.as_str().into(),
            count.read.to_string().into(),
            count.new.to_string().into(),
            count.changed.to_string().into(),
            count.same.to_string().into(),
            html! {
                @if count.not_carried.is_empty() { "0" }
                @else {
                    ul class="govuk-list govuk-!-margin-bottom-0" {
                        @for (rule, many) in &count.not_carried { li { (many) ": " (rule.words()) } }
                    }
                }
            }
            .into(),
        ]
    });
    CaseTable { caption_hidden: true, ..CaseTable::new("Rows by table", columns, rows.collect()) }
        .stacked()
        .render()
}

fn kinds(id: Id<Import>, report: &Report, kind: Kind, state: &str) -> Markup {
    html! {
        ul class="govuk-list" {
            @for one in &report.counts {
                @if let Some(of) = Kind::from_code(&one.kind) {
                    li {
                        @let words = format!("{}, {}: {}", of.words(), one.state.replace('_', " "), one.count);
                        @if of == kind && one.state == state { strong { (words) } }
                        @else { a class="govuk-link" href={ (address(id, "")) "?kind=" (one.kind) "&state=" (one.state) "#proposals" } { (words) } }
                    }
                }
            }
        }
    }
}

fn proposal(id: Id<Import>, shown: &Shown, decided: bool) -> Markup {
    let open = match shown {
        Shown::Restricted { ring, .. } => {
            return html! { p class="govuk-body" { (Tone::Protected.tag("Restricted")) " Restricted: ring " (ring) } };
        }
        Shown::Open(open) => open,
    };
    let told = &open.proposal.told;
    html! {
        div class="govuk-!-margin-bottom-6" {
            h3 class="govuk-heading-s" {
                (open.proposal.number) ". " bdi { (name(open)) } ", " (told.place)
            }
            (people(open))
            p class="govuk-body" { (open.proposal.state.words()) "." }
            (differences(open))
            (stands(open))
            @if decided && open.proposal.state == State::Waiting {
                p class="govuk-body" {
                    a class="govuk-link" href=(address(id, &format!("/proposals/{}", open.proposal.number))) {
                        "Decide" span class="govuk-visually-hidden" { " proposal " (open.proposal.number) }
                    }
                }
            }
        }
    }
}

/// Who on the record is meant or may be, with why, as far as this viewer reads them.
pub(super) fn people(open: &Open) -> Markup {
    html! {
        @if open.people.is_empty() { p class="govuk-body" { "Nobody on the record." } }
        @for meant in &open.people {
            p class="govuk-body govuk-!-margin-bottom-2" {
                "On the record: "
                @if meant.readable { a class="govuk-link" href={ "/children/" (meant.person) } { bdi { (shown_in_line(&meant.name)) } } }
                @else { bdi { (meant.name) } }
                ". "
                @if let Some(strength) = meant.strength { strong { (likeness::strength(strength)) } }
            }
            (facts_compared(&likeness::compared(&meant.why)))
        }
    }
}

/// What the file calls somebody.
pub(super) fn name(open: &Open) -> String {
    let told = &open.proposal.told;
    told.name.as_ref().map_or_else(|| told.identifier.clone(), PersonName::display)
}

pub(super) fn differences(open: &Open) -> Markup {
    let columns = ["Fact", "On the record", "Would be"].map(Column::new).into();
    let rows = open.differences.iter().map(|one| -> Vec<Content> {
        vec![
            one.fact.as_str().into(),
            one.held.clone().map_or_else(|| "Nothing".to_owned(), |held| shown_in_line(&held)).into(),
            shown_in_line(&one.said).into(),
        ]
    });
    CaseTable {
        caption_hidden: true,
        empty: "The record says all of it by now.".to_owned(),
        ..CaseTable::new(format!("What proposal {} changes", open.proposal.number), columns, rows.collect())
    }
    .stacked()
    .render()
}

/// What the file says and the record would not take.
pub(super) fn stands(open: &Open) -> Markup {
    html! {
        @if !open.stands.is_empty() {
            p class="govuk-body" { "The file says this too, and it would not be taken:" }
            ul class="govuk-list govuk-list--bullet" {
                @for (fact, why) in &open.stands { li { bdi { (shown_in_line(fact)) } ". " (why) "." } }
            }
        }
    }
}

fn lost(import: &Import) -> Markup {
    let columns = ["Place", "Identifier", "What", "Why"].map(Column::new).into();
    let row = |one: &NotCarried| -> Vec<Content> {
        vec![
            shown_in_line(&one.place).into(),
            shown_in_line(&one.identifier).into(),
            shown_in_line(&one.words).into(),
            one.rule.words().into(),
        ]
    };
    let rows = import.not_carried.iter().take(MOST_LOST).map(row);
    CaseTable { caption_hidden: true, ..CaseTable::new("What could not be carried", columns, rows.collect()) }
        .stacked()
        .render()
}
