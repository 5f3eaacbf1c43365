//! Calibration: the principal social worker sets invented assessments, everybody grades them alone, and when they have closed each sees their own grades beside
//! the spread, and the service sees sums. Nobody's grades are ever shown to anybody else.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::calibration::{Calibration, CalibrationAsked, CalibrationGrading, Sums, sums};
use domain::form::Answers;
use domain::id::Id;
use domain::lot;
use domain::refusal::Refusal;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};

/// A calibration as a viewer may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationView {
    /// The texts; without what should be seen in them while they can be graded, but for whoever wrote them.
    pub calibration: Calibration,
    /// Whether it can be graded today.
    pub open: bool,
    /// Whether the viewer wrote it.
    pub own_texts: bool,
    /// The viewer's own grades.
    pub own: Option<Versioned<CalibrationGrading>>,
    /// What it came to; nothing while it is open or too few have graded.
    pub sums: Option<Sums>,
}

/// A source of chance that follows from what it is for: the same page shows the same interval whenever it is opened.
pub(crate) fn chance_for(what: &str) -> impl FnMut() -> u64 + use<> {
    let mut chance = ChaCha8Rng::seed_from_u64(lot::number("interval", what));
    move || chance.next_u64()
}

/// Sets a calibration.
///
/// # Errors
/// When something is missing, or the person sets none.
pub fn set(
    session: &Session<'_>,
    sending: &Sending,
    asked: CalibrationAsked,
) -> Result<Id<Calibration>, Stop> {
    session.send(sending, "set_calibration", |door| {
        let permit = door.permit(Action::SetCalibration, Subject::House)?;
        let when = (session.at, london::date_of(session.at));
        let id = session.house.id();
        let set = Calibration::set(id, session.staff.id, asked, when, &session.house.pack)?;
        save(&permit, &set, Version::NONE, "set_calibration", None)?;
        Ok(set.id)
    })
}

/// Every calibration, and whether the viewer has graded it.
///
/// # Errors
/// When the person grades none.
pub fn all(session: &Session<'_>) -> Result<Vec<(Calibration, bool)>, Stop> {
    session.read("calibrations", |door| {
        let permit = door.permit(Action::GradeCalibration, Subject::House)?;
        let mut found = Vec::new();
        for id in store::calibration::all(&permit)? {
            let own = store::calibration::own(&permit, id)?.is_some();
            found.extend(load(&permit, id)?.map(|known| (hidden(session, known.record), own)));
        }
        Ok(found)
    })
}

/// One calibration, with the viewer's own grades and, when it has closed, what it came to.
///
/// # Errors
/// When there is none, or the person grades none.
pub fn view(session: &Session<'_>, id: Id<Calibration>) -> Result<CalibrationView, Stop> {
    session.read("calibration", |door| {
        let permit = door.permit(Action::GradeCalibration, Subject::House)?;
        let calibration = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        let own = own(&permit, id)?;
        let sums = sums_of(session, &permit, &calibration)?;
        Ok(CalibrationView {
            open: calibration.is_open(london::date_of(session.at)),
            own_texts: calibration.by == session.staff.id,
            own,
            sums,
            calibration: hidden(session, calibration),
        })
    })
}

/// What calibrations came to, in sums, for the service; the one that closed last first. Those that are open or too few graded have none.
///
/// # Errors
/// When the person does not see how good the work is.
pub fn in_sum(session: &Session<'_>) -> Result<Vec<(Calibration, Option<Sums>)>, Stop> {
    session.read("calibrations in sum", |door| {
        let permit = door.permit(Action::SeeQuality, Subject::House)?;
        let mut found = Vec::new();
        for id in store::calibration::all(&permit)? {
            let Some(calibration) = load(&permit, id)?.map(|known| known.record) else { continue };
            let sums = sums_of(session, &permit, &calibration)?;
            found.push((hidden(session, calibration), sums));
        }
        Ok(found)
    })
}

/// Grades, or grades again while it is open.
///
/// # Errors
/// When it has closed, is one's own, or a grade is missing.
pub fn grade(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Calibration>,
    texts: Vec<(Vec<(String, String)>, String)>,
    further: Option<Answers>,
) -> Result<(), Stop> {
    session.send(sending, "grade_calibration", |door| {
        let permit = door.permit(Action::GradeCalibration, Subject::House)?;
        let calibration = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        let before = own(&permit, id)?.map(|known| known.record);
        let when = (session.at, london::date_of(session.at));
        let graded = calibration.grade(before, session.house.id(), session.staff.id, texts, when)?;
        let graded = graded.answering(further);
        save(&permit, &graded, Version(sending.opened), "grade_calibration", None)?;
        Ok(())
    })
}

/// Says which points one missed, once it has closed.
///
/// # Errors
/// When it is open, or the person has not graded.
pub fn look_back(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Calibration>,
    missed: BTreeSet<(usize, usize)>,
) -> Result<(), Stop> {
    session.send(sending, "look_back_at_calibration", |door| {
        let permit = door.permit(Action::GradeCalibration, Subject::House)?;
        let calibration = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        let known = own(&permit, id)?.ok_or(Refusal::NotFound)?;
        let looked = calibration.look_back(&known.record, missed, london::date_of(session.at))?;
        save(&permit, &looked, Version(sending.opened), "look_back_at_calibration", None)?;
        Ok(())
    })
}

fn own(permit: &Permit<'_>, of: Id<Calibration>) -> Result<Option<Versioned<CalibrationGrading>>, Stop> {
    match store::calibration::own(permit, of)? {
        Some(id) => Ok(load(permit, id)?),
        None => Ok(None),
    }
}

/// A calibration without what should be seen in it, while it can be graded by somebody who did not write it.
fn hidden(session: &Session<'_>, mut calibration: Calibration) -> Calibration {
    if calibration.is_open(london::date_of(session.at)) && calibration.by != session.staff.id {
        calibration.texts.iter_mut().for_each(|text| text.key_points.clear());
        calibration.further = None;
    }
    calibration
}

fn sums_of(
    session: &Session<'_>,
    permit: &Permit<'_>,
    calibration: &Calibration,
) -> Result<Option<Sums>, Stop> {
    let today = london::date_of(session.at);
    if calibration.is_open(today) {
        return Ok(None);
    }
    let mut gradings = Vec::new();
    for id in store::calibration::gradings(permit, calibration.id)? {
        gradings.extend(load(permit, id)?.map(|known| known.record));
    }
    let mut chance = chance_for(&calibration.id.to_string());
    Ok(sums(calibration, &gradings, today, &session.house.pack, &mut chance))
}
