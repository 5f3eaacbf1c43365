//! The children in need census of a year, from the record: as it is known now, or as it was known on a day.

pub(crate) mod facts;

use std::io::Write;

use domain::calendar::london;
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use returns::cin::check::Period;
use returns::cin::{Head, Writer};
use store::census::{Span, Whose, children, each};
use store::ledger::{known_at, seq_at};
use store::{Known, Permit, Stop};

pub use crate::made_file::NotWritten;
use crate::made_file::national_return;
use crate::session::Session;
use facts::Telling;

/// The years whose census can be written: the first whose shape is known, and one that nobody will type by mistake.
const YEARS: std::ops::RangeInclusive<i16> = 2022..=2100;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Children.
    pub children: u64,
    /// Episodes.
    pub episodes: u64,
}

/// Writes the census of the year that ends on 31 March: every child who counts, restricted records among them, because the law asks for all. That each child was
/// in it is noted with the record.
///
/// # Errors
/// When the person may not make returns, there was no record on the day that is asked for, no child counts in the year (a census without one is none), or the
/// bytes cannot be written.
pub fn write(
    session: &Session<'_>,
    year: i16,
    as_known_on: Option<Date>,
    out: impl Write,
) -> Result<Written, NotWritten> {
    national_return(session, "children in need census", |permit| {
        let known = known(permit, session.at, as_known_on)?;
        write_to(session, permit, year, known, out)
    })
}

fn write_to(
    session: &Session<'_>,
    permit: &Permit<'_>,
    year: i16,
    (known, at): (Known, Timestamp),
    out: impl Write,
) -> Result<Written, NotWritten> {
    if !YEARS.contains(&year) {
        let words = format!(
            "The census of the year {year} is not known. Give the year in which it ends, from {}.",
            YEARS.start()
        );
        return Err(NotWritten::Stopped(Refusal::field("year", words).into()));
    }
    let pack = &session.house.pack;
    let holidays = &pack.holidays;
    let period = Period::ending(year, holidays);
    let telling = Telling { period: &period, holidays };
    let span = Span { from: period.start, until: period.reference };
    let head = Head {
        year,
        lea: pack.council.la_code.clone(),
        software: pack.returns.software.clone(),
        release: env!("CARGO_PKG_VERSION").to_owned(),
        serial: "001".to_owned(),
        written: london::date_of(at).to_datetime(london::time_of(at)),
    };
    let mut writer = Writer::begin(out, &head)?;
    let mut written = Written::default();
    let counted = children(permit, span, known, Whose::Everybody)?;
    each(permit, &counted, span, known, &mut |_, told| -> Result<(), NotWritten> {
        let Some(child) = telling.child(&told) else { return Ok(()) };
        permit.shown(told.person.id);
        written.children += 1;
        written.episodes += child.episodes.len() as u64;
        Ok(writer.child(&child)?)
    })?;
    if written.children == 0 {
        let words =
            format!("No child counts in the year that ends on 31 March {year}: there is nothing to return.");
        return Err(NotWritten::Stopped(Refusal::field("year", words).into()));
    }
    writer.finish()?;
    Ok(written)
}

/// What is known, or was known at the end of a day, and since when: the moment of the newest entry. It is the moment that the file names, so that the same record
/// gives the same bytes whenever it is asked.
fn known(permit: &Permit<'_>, now: Timestamp, day: Option<Date>) -> Result<(Known, Timestamp), Stop> {
    let words = || Refusal::field("as_known_on", "Nothing was on record on that day.");
    let until = day.map_or(now, london::end_of);
    let newest = seq_at(permit, until)?;
    let at = newest.map(|seq| known_at(permit, seq)).transpose()?.flatten().unwrap_or(until);
    let known = match (day, newest) {
        (None, _) => Known::Now,
        (Some(_), Some(seq)) => Known::At(seq),
        (Some(_), None) => return Err(words().into()),
    };
    Ok((known, at))
}
