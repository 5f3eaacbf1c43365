//! Mending a row that could not be taken: every column as the agency sent it, with what is wrong beside it.

use std::collections::BTreeMap;

use casework::Stop;
use casework::notification::{mend, refused_row};
use design::govuk::{BackLink, Button, Input, InsetText, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::notification::{Column, INCIDENT, PERSON, RefusedRow, Row};
use domain::person::name::shown_in_line;
use domain::refusal::Problem;
use maud::{Markup, Render, html};

use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static ROW: Act<Id<RefusedRow>> = Act {
    path: "/notifications/rows/{row}",
    name: "mend a row of a batch",
    action: Action::MendRow,
    prefill,
    show,
    send,
};

/// The name of the field of a person's column, as the problems of a row name it.
fn field(place: usize, column: &Column) -> String {
    format!("person-{place}-{}", column.name)
}

fn prefill(visit: &Visit<'_>, id: &Id<RefusedRow>, _: At) -> Result<Prefilled, Stop> {
    let row = refused_row(&visit.session, *id)?.row;
    let mut fields = Fields::default();
    for column in INCIDENT {
        fields.set(column.name, row.record.row.get(column.name));
    }
    for (place, person) in row.record.row.people.iter().enumerate() {
        for column in PERSON {
            fields.set(&field(place, column), person.get(column.name).map_or("", |value| value.trim()));
        }
    }
    Ok(Prefilled { fields, version: row.version.0 })
}

fn show(visit: &Visit<'_>, id: Id<RefusedRow>, filling: &Filling) -> Result<View, Stop> {
    let view = refused_row(&visit.session, id)?;
    let row = &view.row.record;
    // Until somebody has tried, what was wrong when it came stands beside the fields.
    let opened = filling.problems.is_empty() && filling.content.is_empty();
    let problems: &[Problem] = if opened { &row.problems } else { &filling.problems };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Mend a row" }
        p class="govuk-body" {
            "Line " (row.row.line) " of the batch. What the agency sent is kept as it was."
        }
        @if row.mended.is_some() {
            (InsetText::new("This row has been taken in."))
        } @else {
            @for problem in problems.iter().filter(|problem| !has_field(filling, problem)) {
                (InsetText::new(shown_in_line(&problem.words)))
            }
            (more(row))
            (visit.form(filling, questions(filling, problems)))
        }
    };
    let back = BackLink::to(format!("/notifications/batches/{}", row.batch));
    Ok(View::new("Mend a row", body).before(back.render()))
}

/// What stood under headings that are not in the schema.
fn more(row: &RefusedRow) -> Markup {
    html! {
        @if !row.row.more.is_empty() {
            h2 class="govuk-heading-m" { "Also in the row" }
            ul class="govuk-list govuk-list--bullet" {
                @for (name, value) in &row.row.more {
                    li class="app-wrap" { @if !name.is_empty() { (shown_in_line(name)) ": " } bdi { (shown_in_line(value)) } }
                }
            }
        }
    }
}

/// Whether a problem stands beside a field of the form.
fn has_field(filling: &Filling, problem: &Problem) -> bool {
    INCIDENT.iter().any(|column| column.name == problem.field) || filling.fields.has(&problem.field)
}

fn questions(filling: &Filling, problems: &[Problem]) -> Markup {
    let words = |name: &str| {
        problems.iter().find(|problem| problem.field == name).map(|problem| problem.words.as_str())
    };
    let input = |name: &str, column: &Column| -> Markup {
        let error = words(name).map(design::govuk::ErrorMessage::from);
        if column.name == "what_happened" {
            return Textarea::new(name, column.label).rows(6).value(filling.get(name)).error(error).render();
        }
        Input {
            autocomplete: "off".to_owned(),
            ..Input::new(name, column.label).hint(column.meaning).value(filling.get(name)).error(error)
        }
        .render()
    };
    html! {
        @for column in INCIDENT { (input(column.name, column)) }
        @for place in 0..people(filling) {
            h2 class="govuk-heading-m" { "Person " (place + 1) }
            @for column in PERSON { (input(&field(place, column), column)) }
        }
        (Button::new("Take the row in"))
    }
}

/// How many people the form has room for: those there are, and one more.
fn people(filling: &Filling) -> usize {
    let there = filling.fields.repeats("person");
    let last = there.checked_sub(1);
    let empty = last.is_some_and(|place| {
        PERSON.iter().all(|column| filling.get(&field(place, column)).trim().is_empty())
    });
    if empty { there } else { there + 1 }
}

fn send(visit: &Visit<'_>, id: Id<RefusedRow>, filling: &Filling) -> Result<Sent, Stop> {
    let view = refused_row(&visit.session, id)?;
    let sent = &view.row.record.row;
    let mut row = Row { line: sent.line, more: sent.more.clone(), ..Row::default() };
    for column in INCIDENT {
        row.put(column.name, filling.get(column.name).to_owned());
    }
    for place in 0..filling.fields.repeats("person") {
        let said: BTreeMap<String, String> = PERSON
            .iter()
            .map(|column| (column.name.to_owned(), filling.get(&field(place, column)).to_owned()))
            .collect();
        row.add_person(said);
    }
    mend(&visit.session, &filling.sending(), id, row)?;
    Ok(Sent::to(format!("/notifications/batches/{}", view.batch.id)))
}
