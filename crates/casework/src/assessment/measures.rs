//! How assessments are made, counted over those that were authorised in a time. Every number has the assessments behind it: their pages say whether the
//! viewer may open them. What a restricted child closes to the viewer is not counted for them.

use domain::access::{Action, Subject};
use domain::assessment::Assessment;
use domain::assessment::measures::{Measures, measures as counted};
use domain::calendar::london;
use domain::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{Permit, Stop, Versioned, load};

use crate::session::Session;

/// The measures over a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// The measures.
    pub measures: Measures,
    /// The numbers people say of the assessments behind them.
    pub references: BTreeMap<Id<Assessment>, String>,
    /// The bounds of the bands of working days.
    pub bands: Vec<u32>,
    /// The names of the teams.
    pub teams: BTreeMap<String, String>,
}

/// The measures over the assessments that were authorised in a time.
///
/// # Errors
/// When the person may not see measures.
pub fn measures(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Counted, Stop> {
    session.read("how assessments are made", |door| {
        let permit = door.permit(Action::SeeAssessmentMeasures, Subject::House)?;
        let (measures, authorised) = under(session, &permit, from, until)?;
        let pack = &session.house.pack;
        let references = authorised.iter().map(|one| (one.id, one.reference.clone())).collect();
        let team =
            |code: &String| pack.council.team(code).map_or_else(|| code.clone(), |team| team.name.clone());
        let teams = measures.by_team.keys().map(|code| (code.clone(), team(code))).collect();
        Ok(Counted { from, until, measures, references, bands: pack.assessment.bands.clone(), teams })
    })
}

/// The same under a permit that counts for the service, with the assessments that are counted.
pub(crate) fn under(
    session: &Session<'_>,
    permit: &Permit<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<(Measures, Vec<Assessment>), Stop> {
    let mut authorised = Vec::new();
    for id in store::assessment::authorised_in(permit, from, until)? {
        authorised.extend(load(permit, id)?.map(|known: Versioned<Assessment>| known.record));
    }
    let begun = store::assessment::begun_since(permit, from)?.into_iter();
    let begun: Vec<(Id<Assessment>, _, Date)> =
        begun.map(|one| (one.id, one.child, london::date_of(one.started))).collect();
    let measures = counted(&authorised, &begun, &session.house.calendar);
    Ok((measures, authorised))
}
