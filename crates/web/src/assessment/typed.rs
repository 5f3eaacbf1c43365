//! Days of a form: what is wrong stands beside its field.

use design::govuk::Input;
use domain::calendar::typed::parse_date;
use domain::refusal::Problem;
use jiff::civil::Date;

use crate::contact::filled::Asked;
use crate::route::Fields;

/// A day, or nothing when the field is empty.
pub(super) fn day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    let typed = fields.get(name);
    if typed.trim().is_empty() {
        return None;
    }
    parse_date(typed).map_err(|fault| problems.push(Problem::new(name, fault.to_string()))).ok()
}

/// A field for a day.
pub(super) fn day_line(asked: &Asked<'_>, name: impl Into<String>, question: &str) -> Input {
    asked.line(name, question).hint("For example, 4 3 2026").classes("govuk-input--width-10")
}
