//! Days, times and short answers of a form: what is wrong stands beside its field.

use design::govuk::{Choice, Input, Radios};
use domain::calendar::typed::parse_date;
use domain::refusal::Problem;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::contact::filled::Asked;
use crate::forms::moment;
use crate::route::Fields;

/// A day, or nothing when the field is empty.
pub(super) fn day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    let typed = fields.get(name);
    if typed.trim().is_empty() {
        return None;
    }
    parse_date(typed).map_err(|fault| problems.push(Problem::new(name, fault.to_string()))).ok()
}

/// A day and a time, or nothing when both fields are empty.
pub(super) fn moment(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Timestamp> {
    moment::optional(fields, &format!("{name}-date"), &format!("{name}-time"), problems)
}

/// Yes or no, or nothing when neither was chosen.
pub(super) fn yes_no(fields: &Fields, name: &str) -> Option<bool> {
    match fields.get(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// What yes and no are called in a form.
pub(super) fn as_yes_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}

/// A field for a day.
pub(super) fn day_line(asked: &Asked<'_>, name: impl Into<String>, question: &str) -> Input {
    asked.line(name, question).hint("For example, 4 3 2026").classes("govuk-input--width-10")
}

/// Two fields for a day and a time.
pub(super) fn moment_lines(asked: &Asked<'_>, name: &str, question: &str) -> Markup {
    html! {
        (day_line(asked, format!("{name}-date"), &format!("{question}: day")))
        (asked.line(format!("{name}-time"), &format!("{question}: time")).hint("For example, 14:30").classes("govuk-input--width-5"))
    }
}

/// Yes or no, in words of the question.
pub(super) fn either(
    asked: &Asked<'_>,
    name: impl Into<String>,
    question: &str,
    yes: &str,
    no: &str,
) -> Radios {
    let choices = vec![Choice::new("yes", yes), Choice::new("no", no)];
    asked.one_of(name, question, choices).classes("govuk-radios--small")
}
