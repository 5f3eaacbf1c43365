//! The lists of a day as workbooks, with the rows that the viewer may see: those of annex A, and those that a focused visit asks for besides.

use std::io::Cursor;

use casework::Stop;
use casework::inspection::{NotWritten, write, write_further};
use domain::access::Action;
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::day;
use crate::route::{Attached, File, Visit};

pub(super) static BOOK: File<()> = File {
    path: "/inspection/lists.xlsx",
    name: "workbook of the lists for an inspection",
    action: Action::MakeInspectionLists,
    get,
};

pub(super) static FURTHER: File<()> = File {
    path: "/inspection/focused-visit.xlsx",
    name: "workbook of the lists for a focused visit",
    action: Action::MakeInspectionLists,
    get: get_further,
};

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn get(visit: &Visit<'_>, (): ()) -> Result<Attached, Stop> {
    book(visit, "annex-a", |on, out| Ok(write(&visit.session, on, out)?.0))
}

fn get_further(visit: &Visit<'_>, (): ()) -> Result<Attached, Stop> {
    book(visit, "focused-visit", |on, out| Ok(write_further(&visit.session, on, out)?.0))
}

type Bytes = Cursor<Vec<u8>>;

/// A workbook of the day that is asked for.
fn book(
    visit: &Visit<'_>,
    name: &str,
    make: impl FnOnce(Date, Bytes) -> Result<Bytes, NotWritten>,
) -> Result<Attached, Stop> {
    let (on, problem) = day(visit);
    if let Some(words) = problem {
        return Err(Refusal::NotNow(words).into());
    }
    let book = make(on, Cursor::new(Vec::new())).map_err(|error| match error {
        NotWritten::Stopped(stop) => stop,
        // What is written to memory does not fail.
        NotWritten::File(_) => Refusal::NotNow("The workbook could not be made. Try again.".into()).into(),
    })?;
    Ok(Attached { name: format!("{name}-{on}.xlsx"), media_type: MEDIA_TYPE, bytes: book.into_inner() })
}
