//! The Standard Safeguarding Dataset from the record, table by table: everybody about whom a contact or an episode is on record, restricted records among them,
//! for those who make returns. That each child was in it is noted with the record.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::staff::Staff;
use returns::ssd::{Asked, Row, Stay, Table, Tables, rows};
use store::inspection::{children, each};
use store::{Known, Permit};

use crate::feed::identifier;
pub use crate::made_file::NotWritten;
use crate::made_file::{held, national_return};
use crate::session::Session;
use crate::staff::Names;

/// Writes every table: `open` gives the file of one. Gives back how many rows each has.
///
/// # Errors
/// When the person may not make returns, or a file cannot be written.
pub fn write<W: Write>(
    session: &Session<'_>,
    open: &mut dyn FnMut(&Table) -> io::Result<W>,
) -> Result<BTreeMap<&'static str, u64>, NotWritten> {
    national_return(session, "safeguarding dataset", |permit| write_to(session, permit, open))
}

fn write_to<W: Write>(
    session: &Session<'_>,
    permit: &Permit<'_>,
    open: &mut dyn FnMut(&Table) -> io::Result<W>,
) -> Result<BTreeMap<&'static str, u64>, NotWritten> {
    let pack = &session.house.pack;
    let mut tables = Tables::open(open)?;
    let mut staff: BTreeSet<Id<Staff>> = BTreeSet::new();
    let on = london::date_of(session.at);
    let behind = store::daily_feed::behind_another(permit)?;
    let everybody = children(permit, Known::Now)?;
    each(permit, &everybody, Known::Now, &mut |told| -> Result<(), NotWritten> {
        // Opened for the wrong child, or the same as another record: it tells of nobody.
        if told.person.not_to_stand.as_ref().is_some_and(|said| said.why.is_nobody()) {
            return Ok(());
        }
        permit.shown(told.person.id);
        let identifier = identifier(&told.person, &behind);
        let stays = stays(permit, &told.person);
        let asked = Asked { addresses: &stays, on, pack };
        for row in rows(held(&told, &identifier), asked) {
            staff.extend(named(&row));
            tables.row(&row)?;
        }
        Ok(())
    })?;
    for team in &pack.council.teams {
        let values = vec![("dept_team_id", team.id.clone()), ("dept_team_name", team.name.clone())];
        tables.row(&Row { table: "ssd_department", values })?;
    }
    let names = Names::of(permit, staff.iter().copied())?;
    for one in staff {
        let values = vec![
            ("prof_professional_id", one.to_string()),
            ("prof_professional_name", names.name(one).to_owned()),
        ];
        tables.row(&Row { table: "ssd_professionals", values })?;
    }
    Ok(tables.finish()?)
}

/// Where somebody lives and lived. A protected address goes out to nobody, and not that there is one.
fn stays<'p>(permit: &Permit<'_>, person: &'p Person) -> Vec<Stay<'p>> {
    let day = |of: &Option<PartialDate>| of.as_ref().and_then(PartialDate::earliest);
    let open = person.addresses.iter().filter(|address| !address.is_protected());
    open.filter_map(|address| {
        let lines = address.lines.open(permit.unsealing())?;
        Some(Stay { lines, from: day(&address.from), until: day(&address.until) })
    })
    .collect()
}

/// Everybody of the council whom a row names: each of them has a row of their own.
fn named(row: &Row) -> impl Iterator<Item = Id<Staff>> {
    let names = |field: &str| field.ends_with("_worker_id") || field == "invo_professional_id";
    row.values.iter().filter(move |(field, _)| names(field)).filter_map(|(_, value)| value.parse().ok())
}
