//! The clocks of an enquiry. A rating's clock (T04 red, T05 amber, T06 green) starts when the hub received the enquiry and stops when the analysis is
//! complete; hours are MASH working hours, or run on past closing where the pack says that such an enquiry is worked to completion.

use jiff::Timestamp;

use crate::calendar::{Calendar, Clock, Due, Limit, due};
use crate::pack::{Hub, Pack, Rating};
use crate::refusal::Refusal;

/// The name of the clock of one agency's answer. It is no timer of the register: the rating says how long there is.
pub const ANSWER: &str = "answer";

/// The clock of a rating, for an enquiry received at `opened`; nothing for a rating without one.
///
/// # Errors
/// When the pack has no such timer.
pub fn rating_clock(
    rating: &Rating,
    opened: Timestamp,
    pack: &Pack,
    calendar: &Calendar,
) -> Result<Option<Clock>, Refusal> {
    let Some(timer) = &rating.timer else { return Ok(None) };
    let limit = past_closing(&pack.hub, rating, pack.limit(timer)?);
    Ok(Some(Clock::start(timer, opened, limit, calendar)))
}

/// By when an agency answers that is asked now.
pub fn answer_due(rating: &Rating, asked: Timestamp, pack: &Pack, calendar: &Calendar) -> Option<Due> {
    due(past_closing(&pack.hub, rating, rating.answer), asked, calendar)
}

/// When an agency's access to what it was asked ends, for an enquiry decided at `decided`.
pub fn access_ends(decided: Timestamp, pack: &Pack, calendar: &Calendar) -> Timestamp {
    due(pack.hub.partner_access, decided, calendar).map_or(decided, Due::instant)
}

/// Hours of the hub, or elapsed hours for an enquiry that is worked to completion past closing.
fn past_closing(hub: &Hub, rating: &Rating, limit: Limit) -> Limit {
    match limit {
        Limit::MashHours(hours) if hub.worked_past_closing.contains(&rating.code) => Limit::Hours(hours),
        limit => limit,
    }
}
