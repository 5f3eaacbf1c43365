//! Practice development: sessions are written down with the measure that is expected to move, and what the measure was before and after stands beside each.

use domain::access::{Action, Subject};
use domain::audit::Counted;
use domain::calendar::london;
use domain::id::Id;
use domain::practice_development::{PracticeSession, SessionAsked};
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Stop, Version, Versioned, load, save};

use crate::quality;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A session with the figures beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionView {
    /// The session.
    pub session: Versioned<PracticeSession>,
    /// Who came and who wrote it down.
    pub names: Names,
    /// The measure before: from, until, how many.
    pub before: (Date, Date, Counted),
    /// The measure after it.
    pub after: (Date, Date, Counted),
    /// Whether the time after it has not gone by yet.
    pub runs: bool,
}

/// Writes a session down.
///
/// # Errors
/// When something is missing, or the person records none.
pub fn record(
    session: &Session<'_>,
    sending: &Sending,
    asked: SessionAsked,
) -> Result<Id<PracticeSession>, Stop> {
    session.send(sending, "record_practice_session", |door| {
        let permit = door.permit(Action::RecordPractice, Subject::House)?;
        let when = (session.at, london::date_of(session.at));
        let id = session.house.id();
        let written = PracticeSession::written(id, session.staff.id, asked, when, &session.house.pack)?;
        save(&permit, &written, Version::NONE, "record_practice_session", None)?;
        Ok(written.id)
    })
}

/// Writes a session again: somebody was forgotten, a word was wrong.
///
/// # Errors
/// As [`record`]; when somebody else changed it meanwhile.
pub fn change(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PracticeSession>,
    asked: SessionAsked,
) -> Result<(), Stop> {
    session.send(sending, "change_practice_session", |door| {
        let permit = door.permit(Action::RecordPractice, Subject::House)?;
        load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let when = (session.at, london::date_of(session.at));
        let written = PracticeSession::written(id, session.staff.id, asked, when, &session.house.pack)?;
        save(&permit, &written, Version(sending.opened), "change_practice_session", None)?;
        Ok(())
    })
}

/// Every session, the newest first.
///
/// # Errors
/// When the person sees none.
pub fn all(session: &Session<'_>) -> Result<Vec<PracticeSession>, Stop> {
    session.read("practice development", |door| {
        let permit = door.permit(Action::SeePractice, Subject::House)?;
        let mut found = Vec::new();
        for id in store::practice_development::all(&permit)? {
            found.extend(load(&permit, id)?.map(|known| known.record));
        }
        Ok(found)
    })
}

/// One session with its measure before and after.
///
/// # Errors
/// When there is none, or the person sees none.
pub fn view(session: &Session<'_>, id: Id<PracticeSession>) -> Result<SessionView, Stop> {
    session.read("practice session", |door| {
        let permit = door.permit(Action::SeePractice, Subject::House)?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let of = &known.record;
        let domain = Some(of.domain.as_str()).filter(|domain| !domain.is_empty());
        let beside = of.beside(session.house.pack.audit.beside_months);
        let [before, after] = beside;
        let count = |(from, until)| quality::counted(session, &permit, of.measure, domain, (from, until));
        let (counted_before, counted_after) = (count(before)?, count(after)?);
        let names = Names::of(&permit, of.came.iter().copied().chain([of.by]))?;
        Ok(SessionView {
            names,
            before: (before.0, before.1, counted_before),
            after: (after.0, after.1, counted_after),
            runs: after.1 >= london::date_of(session.at),
            session: known,
        })
    })
}
