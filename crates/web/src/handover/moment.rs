//! A day and a time of a form of the night: two short fields, read on London's clock.

use design::govuk::Input;
use domain::calendar::london;
use domain::refusal::Problem;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::forms::moment;
use crate::route::{Fields, Filling};

/// The two fields of a moment. `left_out` is the time taken when only the day is said.
pub(crate) fn asked(filling: &Filling, name: &str, question: &str, left_out: &str) -> Markup {
    let (date, time) = (format!("{name}-date"), format!("{name}-time"));
    html! {
        (Input::new(&date, format!("{question}: day"))
            .hint("Like 4 9 2026")
            .classes("govuk-input--width-10")
            .value(filling.get(&date))
            .error(filling.error(&date)))
        (Input::new(&time, format!("{question}: time"))
            .hint(format!("Like 15:00; {left_out} when you leave it out"))
            .classes("govuk-input--width-5")
            .value(filling.get(&time))
            .error(filling.error(&time)))
    }
}

/// The moment that was typed; nothing when neither field was filled in.
pub(crate) fn read(
    fields: &Fields,
    name: &str,
    left_out: &str,
    problems: &mut Vec<Problem>,
) -> Option<Timestamp> {
    let (date, time) = (format!("{name}-date"), format!("{name}-time"));
    let (day, hour) = (fields.get(&date), fields.get(&time));
    if day.trim().is_empty() && hour.trim().is_empty() {
        return None;
    }
    let hour = if hour.trim().is_empty() { left_out } else { hour };
    moment::typed(day, hour, (&date, &time), problems)
}

/// The fields a moment fills.
pub(crate) fn filled(fields: &mut Fields, name: &str, at: Timestamp) {
    fields.set(&format!("{name}-date"), london::date_in_digits(london::date_of(at)));
    fields.set(&format!("{name}-time"), london::time_in_words(at));
}
