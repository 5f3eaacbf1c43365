//! The day of a conference, with those of brothers and sisters on the same day; and the reports that are given before it.

use domain::access::{Action, Subject};
use domain::conference::{Conference, PlanAsked, ReportTo};
use domain::id::Id;
use jiff::civil::Date;
use store::{Stop, save};

use super::ask::all;
use super::tell::{Telling, invited};
use super::{standing, unchanged};
use crate::session::{Sending, Session};

/// Plans the day of a conference, or another day; with those of brothers and sisters.
///
/// # Errors
/// When the day is at a weekend, something is missing, or somebody else changed it.
pub fn plan(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    asked: &PlanAsked,
    with: &[Id<Conference>],
) -> Result<(), Stop> {
    session.send(sending, "plan_conference", |door| {
        let house = session.house;
        for (id, opened) in all(conference, sending.opened, with) {
            let permit = door.permit(Action::PlanConference, Subject::record(id))?;
            let known =
                opened.map_or_else(|| standing(&permit, id), |opened| unchanged(&permit, id, opened))?;
            let after = known.record.plan(
                session.staff.id,
                asked.clone(),
                session.at,
                &house.pack,
                &house.calendar,
            )?;
            let why = after.planned().and_then(|day| day.moved_because.clone());
            save(&permit, &after, known.version, "plan_conference", why.as_deref())?;
            let telling = if known.record.planned().is_some() { Telling::Moved } else { Telling::Planned };
            invited(session, door, &after, telling)?;
        }
        Ok(())
    })
}

/// Writes down that the report was given; with those of brothers and sisters.
///
/// # Errors
/// When the day lies ahead, or nothing says to whom it was given.
pub fn report_given(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    (to, on, how): (ReportTo, Date, String),
    with: &[Id<Conference>],
) -> Result<(), Stop> {
    session.send(sending, "conference_report", |door| {
        for (id, opened) in all(conference, sending.opened, with) {
            let permit = door.permit(Action::PlanConference, Subject::record(id))?;
            let known =
                opened.map_or_else(|| standing(&permit, id), |opened| unchanged(&permit, id, opened))?;
            let after = known.record.report_given(session.staff.id, (to, on, how.clone()), session.at)?;
            save(&permit, &after, known.version, "conference_report", None)?;
        }
        Ok(())
    })
}
