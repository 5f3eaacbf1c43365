//! Who is to be entered again after what was written: those who changed, and those of whom something stands elsewhere. A mother's name stands with her children, a
//! restriction closes whatever is read as one with a record, what one record hides of a home is hidden of all that are read as one with it, and a link changes who is
//! around whom.

use std::collections::BTreeSet;

use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::PersonLink;
use domain::person::relationship::Relationship;
use domain::record::Record;

use crate::engine::{Query, Transaction};
use crate::failure::Failure;
use crate::ledger::{Kept, Seq, latest, latest_until, read_body};
use crate::read_as_one;
use crate::values;

crate::row! {
    struct Written {
        kind: String,
        record: Id<Any>,
    }
}

crate::statements! {
    static SINCE: Query<Written> = "select distinct kind, record from ledger where seq > $1 and kind in ('person', 'relationship', 'person_link') limit $2";
    static VERSIONS: Query<(Option<String>,)> = "select body as value from ledger where kind = $1 and record = $2 order by version";
    static TIED: Query<(Id<Person>,)> = "select to_person as value from relationship where from_person = $1
        union select from_person from relationship where to_person = $1";
}

/// Everybody to be entered again after an entry; nothing when more than so many records were written.
pub(super) fn changed(
    tx: &Transaction,
    after: Seq,
    most: usize,
) -> Result<Option<BTreeSet<Id<Person>>>, Failure> {
    let written = tx.all(&SINCE, &values![after, most as u64 + 1])?;
    if written.len() > most {
        return Ok(None);
    }
    let mut changed = BTreeSet::new();
    for Written { kind, record } in written {
        match kind.as_str() {
            Person::KIND => person(tx, record.of_kind(), after, &mut changed)?,
            Relationship::KIND => {
                for tie in versions::<Relationship>(tx, record)? {
                    together(tx, tie.from, &mut changed)?;
                    together(tx, tie.to, &mut changed)?;
                }
            }
            PersonLink::KIND => {
                for link in versions::<PersonLink>(tx, record)? {
                    for one in [link.joined, link.to, link.stands] {
                        around(tx, one, &mut changed)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Some(changed))
}

fn versions<R: Kept>(tx: &Transaction, record: Id<Any>) -> Result<Vec<R>, Failure> {
    let bodies = tx.all(&VERSIONS, &values![R::KIND, record])?;
    bodies.iter().filter_map(|(body,)| body.as_deref()).map(read_body).collect()
}

/// A person who was written, and those with whom something of it stands.
fn person(
    tx: &Transaction,
    id: Id<Person>,
    after: Seq,
    changed: &mut BTreeSet<Id<Person>>,
) -> Result<(), Failure> {
    let stands_elsewhere = |person: Option<Person>| {
        person
            .map(|person| (person.names.into_iter().next(), person.restriction.is_some(), person.taken_back))
    };
    changed.insert(id);
    // What one record hides of a home the others hide too.
    together(tx, id, changed)?;
    if stands_elsewhere(latest_until(tx, id, after)?) != stands_elsewhere(latest(tx, id)?) {
        around(tx, id, changed)?;
    }
    Ok(())
}

/// A person, in every record that is read as one with theirs, and everybody who stands in a relationship to one of these, in all of theirs.
fn around(tx: &Transaction, id: Id<Person>, changed: &mut BTreeSet<Id<Person>>) -> Result<(), Failure> {
    for one in read_as_one::now(tx, id)?.all {
        changed.insert(one);
        for (other,) in tx.all(&TIED, &values![one])? {
            together(tx, other, changed)?;
        }
    }
    Ok(())
}

fn together(tx: &Transaction, id: Id<Person>, changed: &mut BTreeSet<Id<Person>>) -> Result<(), Failure> {
    changed.extend(read_as_one::now(tx, id)?.all);
    Ok(())
}
