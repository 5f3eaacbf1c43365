//! The inspection room: the lists that Ofsted asks for, of a day; every row of one child with why it is there; and the workbook.

mod child;
mod file;
mod page;
mod rows;

use casework::Stop;
use design::govuk::{Button, Input};
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::route::{Mount, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), child::PAGE.mount(), file::BOOK.mount(), file::FURTHER.mount()]
}

/// The field of the day.
const ON: &str = "on";

/// The day that is asked for, today when none is, and what is wrong with what was typed.
fn day(visit: &Visit<'_>) -> (Date, Option<String>) {
    let today = london::date_of(visit.session.at);
    match visit.query.get(ON).trim() {
        "" => (today, None),
        typed => match typed
            .parse::<Date>()
            .ok()
            .map_or_else(|| parse_date(typed).map_err(|fault| fault.to_string()), Ok)
        {
            Ok(day) if day <= today => (day, None),
            Ok(_) => (today, Some("The day lies ahead. Give today, or a day before it.".into())),
            Err(fault) => (today, Some(fault)),
        },
    }
}

/// What is looked at, with the day: after a refusal of the day itself nothing but the choice of another.
fn looked<T>(looked: Result<T, Stop>) -> Result<Result<T, String>, Stop> {
    use domain::refusal::Refusal;
    match looked {
        Ok(found) => Ok(Ok(found)),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            Ok(Err(problems.first().map(|problem| problem.words.clone()).unwrap_or_default()))
        }
        Err(stop) => Err(stop),
    }
}

/// Choosing the day.
fn choose(visit: &Visit<'_>, day: Date, problem: Option<&str>) -> Markup {
    let typed = visit.query.get(ON);
    let value = if problem.is_some() { typed.to_owned() } else { london::date_in_digits(day) };
    html! {
        form method="get" action=(visit.path) class="app-as-at" {
            (Input::new(ON, "Lists of which day").hint("Like 4 9 2026: as the record was known at its end").classes("govuk-input--width-10").value(value).error(problem.map(Into::into)))
            (Button::new("Show that day").secondary())
        }
    }
}
