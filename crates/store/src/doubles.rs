//! What the list of records that may be one person is made from: everybody on the record at once, as matching sees them, with the people around them; and of whom
//! somebody has said something already. **Nothing of it is shown to anybody before the door was asked about each.**

use domain::id::Id;
use domain::person::{Person, Standing};
use matching::Description;

use crate::door::Permit;
use crate::engine::Query;
use crate::everybody::read;
use crate::failure::Failure;
use crate::ledger::{Seq, head_seq};
use crate::values;

/// Everybody on the record, after an entry of the ledger.
#[derive(Debug, Clone)]
pub struct Everybody {
    /// The last entry that is known of with certainty; of later ones some may be.
    pub position: Seq,
    /// Everybody whose record may be joined with another.
    pub people: Vec<Somebody>,
    /// As matching sees each of them, in the same order.
    pub described: Vec<Description>,
}

/// One record among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Somebody {
    /// The record.
    pub id: Id<Person>,
    /// Whether it is a child's or an adult's.
    pub standing: Standing,
}

crate::row! {
    /// Two records.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Two {
        /// One.
        pub one: Id<Person>,
        /// The other.
        pub other: Id<Person>,
    }
}

crate::statements! {
    static COUNT: Query<(u64,)> = "select count(*) as value from person where standing <> 'taken_back'";
    static CHANGED: Query<(u64,)> = "select count(distinct record) as value from ledger where seq > $1 and kind in ('person', 'relationship')";
    static ANSWERED: Query<Two> = "select one, other from different_people where holds = 1
        union select made as one, held as other from possible_match where resolved = 0
        union select joined as one, joined_to as other from person_link where stage = 'waiting'";
}

/// How many people are on the record.
///
/// # Errors
/// When the database fails.
pub fn people(permit: &Permit<'_>) -> Result<u64, Failure> {
    Ok(permit.tx().one(&COUNT, &values![])?.0)
}

/// Of how many records of a person, or of how two stand to each other, there is an entry after this one.
///
/// # Errors
/// When the database fails.
pub fn changed_since(permit: &Permit<'_>, position: Seq) -> Result<u64, Failure> {
    Ok(permit.tx().one(&CHANGED, &values![position])?.0)
}

/// Pairs of which nobody is to be asked: said to be two people, an open question already, or waiting for a second person.
///
/// # Errors
/// When the database fails.
pub fn answered(permit: &Permit<'_>) -> Result<Vec<Two>, Failure> {
    permit.tx().all(&ANSWERED, &values![])
}

/// Everybody whose record may be joined with another, whoever asks. Of a restricted record nobody around it is told, and nobody who is restricted stands among the
/// people around another, as everywhere that reasons quote both sides.
///
/// # Errors
/// When the database fails.
pub fn everybody(permit: &Permit<'_>) -> Result<Everybody, Failure> {
    let tx = permit.tx();
    let mut everybody = Everybody { position: head_seq(tx)?, people: Vec::new(), described: Vec::new() };
    for known in read::everybody(tx)?.into_iter().filter(|known| !known.is_never_joined) {
        everybody.people.push(Somebody { id: known.id, standing: known.standing });
        everybody.described.push(known.entered.description);
    }
    Ok(everybody)
}
