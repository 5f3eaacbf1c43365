//! Reading the day of a short form about a conference; what is wrong stands beside its field.

use domain::calendar::typed::parse_date;
use domain::refusal::Problem;
use jiff::civil::Date;

use crate::route::Fields;

/// A day that must be typed.
pub(super) fn day(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    parse_date(fields.get(name)).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}
