//! The lists of a day as a workbook, with the rows that the viewer may see.

use std::io::Cursor;

use casework::Stop;
use casework::inspection::{NotWritten, write};
use domain::access::Action;
use domain::refusal::Refusal;

use super::day;
use crate::route::{Attached, File, Visit};

pub(super) static BOOK: File<()> = File {
    path: "/inspection/lists.xlsx",
    name: "workbook of the lists for an inspection",
    action: Action::MakeInspectionLists,
    get,
};

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn get(visit: &Visit<'_>, (): ()) -> Result<Attached, Stop> {
    let (on, problem) = day(visit);
    if let Some(words) = problem {
        return Err(Refusal::NotNow(words).into());
    }
    let written = write(&visit.session, on, Cursor::new(Vec::new()));
    let (book, _) = written.map_err(|error| match error {
        NotWritten::Stopped(stop) => stop,
        // What is written to memory does not fail.
        NotWritten::File(_) => Refusal::NotNow("The workbook could not be made. Try again.".into()).into(),
    })?;
    Ok(Attached { name: format!("annex-a-{on}.xlsx"), media_type: MEDIA_TYPE, bytes: book.into_inner() })
}
