//! Calibrations, and each person's grades: nobody's are read but by themselves, and all of them together for sums.

use domain::calibration::{Calibration, CalibrationGrading};
use domain::id::Id;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Calibration {
    const TABLE: Table = Table::new("calibration", &[Column::text("closes_on"), Column::integer("set_at")]);

    fn row(&self) -> Vec<Value> {
        values![self.closes_on, self.at]
    }
}

impl Kept for CalibrationGrading {
    const TABLE: Table =
        Table::new("calibration_grading", &[Column::text("calibration"), Column::text("staff")]);

    fn row(&self) -> Vec<Value> {
        values![self.of, self.by]
    }
}

crate::statements! {
    static ALL: Query<(Id<Calibration>,)> = "select id as value from calibration order by closes_on desc, id limit 100";
    static OWN: Query<(Id<CalibrationGrading>,)> = "select id as value from calibration_grading where calibration = $1 and staff = $2 order by id limit 1";
    static OF: Query<(Id<CalibrationGrading>,)> = "select id as value from calibration_grading where calibration = $1 order by id";
}

/// Every calibration, the one that closes last first.
///
/// # Errors
/// When the database fails.
pub fn all(permit: &Permit<'_>) -> Result<Vec<Id<Calibration>>, Failure> {
    Ok(permit.tx().all(&ALL, &[])?.into_iter().map(|(id,)| id).collect())
}

/// The viewer's own grades of a calibration, when they have graded.
///
/// # Errors
/// When the database fails.
pub fn own(permit: &Permit<'_>, of: Id<Calibration>) -> Result<Option<Id<CalibrationGrading>>, Failure> {
    Ok(permit.tx().maybe(&OWN, &values![of, permit.actor().staff])?.map(|(id,)| id))
}

/// Everybody's grades of a calibration: for sums, and for nothing else.
///
/// # Errors
/// When the database fails.
pub fn gradings(permit: &Permit<'_>, of: Id<Calibration>) -> Result<Vec<Id<CalibrationGrading>>, Failure> {
    Ok(permit.tx().all(&OF, &values![of])?.into_iter().map(|(id,)| id).collect())
}
