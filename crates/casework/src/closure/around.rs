//! What stands around a child whom somebody proposes to close: what is outstanding in their file, how many contacts there were, whether a consent was
//! withdrawn. Records that are also about a child restricted to others are left out, and it is said that there are some.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::closure::{Around, Standing, outstanding};
use domain::consent::Basis;
use domain::id::Id;
use domain::person::Person;
use domain::record::Record;
use jiff::Span;
use store::{Door, Entry, Kept, Known, Permit, Stop, WriteDoor};

use crate::session::Session;

/// What was found, and whether there is more that this viewer may not read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How the child stands.
    pub standing: Standing,
    /// Whether something in the file is closed to the viewer.
    pub closed: bool,
}

/// What asks whether a record may be read: a reading door, or a writing one.
pub(super) trait Asks {
    /// Whether the viewer may read a record of the child's file.
    fn may_read(&self, subject: Subject) -> Result<bool, Stop>;
}

impl Asks for Door {
    fn may_read(&self, subject: Subject) -> Result<bool, Stop> {
        Ok(self.would_permit(Action::ReadClosure, subject)?)
    }
}

impl Asks for WriteDoor {
    fn may_read(&self, subject: Subject) -> Result<bool, Stop> {
        Ok(self.would_permit_to(self.actor(), Action::ReadClosure, subject)?)
    }
}

/// Looks through a child's file.
pub(super) fn around(
    session: &Session<'_>,
    door: &impl Asks,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Found, Stop> {
    let entries = store::ledger::child_records(permit, child, Known::Now)?;
    let mut closed = false;
    let around = Around {
        section47s: of_kind(door, &entries, &mut closed)?,
        conferences: of_kind(door, &entries, &mut closed)?,
        discussions: of_kind(door, &entries, &mut closed)?,
        powers: of_kind(door, &entries, &mut closed)?,
        safety_plans: of_kind(door, &entries, &mut closed)?,
        prompts: of_kind(door, &entries, &mut closed)?,
        requests: of_kind(door, &entries, &mut closed)?,
        disagreements: of_kind(door, &entries, &mut closed)?,
        referrals: of_kind(door, &entries, &mut closed)?,
    };
    let bases: Vec<Basis> = of_kind(door, &entries, &mut closed)?;
    let pack = &session.house.pack;
    let months = pack.closure.repeated.months;
    let today = london::date_of(session.at);
    let from = today.checked_sub(Span::new().months(i64::from(months))).unwrap_or(today);
    let received = store::closure::contacts(permit, child, london::start_of(from), session.at)?;
    let standing = Standing {
        outstanding: outstanding(&around, pack, session.at),
        contacts: domain::closure::contacts_within(received.into_iter(), months, session.at),
        service_withdrawn: Standing::withdrawn(&bases),
    };
    Ok(Found { standing, closed })
}

fn of_kind<R: Kept + Record>(door: &impl Asks, entries: &[Entry], closed: &mut bool) -> Result<Vec<R>, Stop> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind == R::KIND) {
        let Some(record) = entry.read::<R>()? else { continue };
        if door.may_read(Subject::record(record.id()))? {
            found.push(record);
        } else {
            *closed = true;
        }
    }
    Ok(found)
}
