//! People on the record: who they are found by, where they live, who may read them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::access::{Action, Guard, Layer, Role, Sealed};
use domain::id::Id;
use domain::person::address::{AddressLines, Place};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex, Standing};
use jiff::civil::Date;
use matching::{Address, Birth, Description, Name, keys, query_keys};

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;
use crate::visible::{child_parameters, child_visible};

const CIRCLE: Table = Table::new("person_circle", &[Column::text("staff")]);
const KEY: Table = Table::new("person_key", &[Column::text("key")]);
const ADDRESS: Table =
    Table::new("person_address", &[Column::text("place"), Column::text("since"), Column::text("until")]);

const WARNING: Table = Table::new("person_warning", &[]);

impl Kept for Person {
    const TABLE: Table = Table::new(
        "person",
        &[
            Column::text("name"),
            Column::text("standing"),
            Column::text("born_from"),
            Column::text("born_to"),
            Column::text("local_identifier"),
            Column::text("ring"),
            Column::integer("off_returns"),
        ],
    );
    const FURTHER: &'static [Table] = &[CIRCLE, KEY, ADDRESS, WARNING];

    fn watched(&self) -> Vec<Id<Person>> {
        vec![self.id]
    }

    fn row(&self) -> Vec<Value> {
        // One whose file was taken back is found by nothing any more.
        if self.taken_back {
            let ring = self.restriction.as_ref().map(|restriction| restriction.ring.clone());
            return values!["", "taken_back", None::<Date>, None::<Date>, None::<String>, ring, true];
        }
        let standing = match self.standing {
            Standing::Child => "child",
            Standing::Adult => "adult",
        };
        let birth = self.birth.answer();
        values![
            self.name(),
            standing,
            birth.and_then(PartialDate::earliest),
            birth.and_then(PartialDate::latest),
            self.local_identifier.clone(),
            self.restriction.as_ref().map(|restriction| restriction.ring.clone()),
            self.not_to_stand.is_some(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let circle = self.restriction.iter().flat_map(|restriction| &restriction.circle);
        let mut rows: Vec<FurtherRow> = circle.map(|staff| CIRCLE.row(values![*staff])).collect();
        if self.taken_back {
            return rows;
        }
        rows.extend(keys(&described(self)).iter().map(|key| KEY.row(values![key.as_str()])));
        rows.extend(self.addresses.iter().map(|address| {
            let since = address.from.as_ref().and_then(PartialDate::earliest);
            let until = address.until.as_ref().and_then(PartialDate::earliest);
            ADDRESS.row(values![address.place, since, until])
        }));
        if self.hazards.iter().any(|hazard| hazard.for_staff) {
            rows.push(WARNING.row(values![]));
        }
        rows
    }
}

/// A person as matching sees them. What is protected is left out: whoever searches for a refuge must not learn who lives there.
pub fn described(person: &Person) -> Description {
    Description {
        names: person.names.iter().map(|known| name(&known.name)).collect(),
        birth: birth(&person.birth),
        sex: sex(&person.sex),
        nhs_number: person.nhs_number.answer().map(|number| number.typed().to_owned()),
        upn: person.upn.answer().map(|upn| upn.typed().to_owned()),
        addresses: person
            .addresses
            .iter()
            .filter_map(|address| unprotected(&address.lines))
            .map(lines)
            .collect(),
        phones: person
            .phones
            .iter()
            .filter_map(|phone| unprotected(&phone.number))
            .map(|phone| phone.typed().to_owned())
            .collect(),
        ..Description::default()
    }
}

fn unprotected<T>(value: &Sealed<T>) -> Option<&T> {
    (value.guard() < Guard::Protected).then(|| value.unshown())
}

/// A name as matching sees it.
pub fn name(name: &PersonName) -> Name {
    match name {
        PersonName::Parts { given, family } => Name::new(given.as_str(), family.as_str()),
        PersonName::Single(whole) => Name::from_text(whole),
    }
}

/// A sex as matching sees it.
pub fn sex(sex: &Known<Sex>) -> Option<matching::Sex> {
    match sex.answer()? {
        Sex::Male => Some(matching::Sex::Male),
        Sex::Female => Some(matching::Sex::Female),
        Sex::Unknown => None,
    }
}

/// A birth as matching sees it.
pub fn birth(birth: &Known<PartialDate>) -> Option<Birth> {
    let birth = birth.answer()?;
    Some(Birth::between(birth.earliest()?, birth.latest()?))
}

/// An address as matching sees it.
pub fn lines(address: &AddressLines) -> Address {
    let postcode = address.postcode.as_ref().map(|postcode| postcode.typed().to_owned());
    Address { lines: address.lines.clone(), postcode: postcode.unwrap_or_default() }
}

/// More people than this under one key are not candidates: the key says too little.
const MOST: u64 = 400;

static BY_KEY: LazyLock<Query<(Id<Person>,)>> = LazyLock::new(|| {
    let visible = child_visible("found.id", 2);
    let sql = format!(
        "select found.id as value from person_key found where found.key = $1 and {visible} order by found.id limit {MOST}"
    );
    Query::composed("store::person::BY_KEY", sql)
});

crate::row! {
    /// Two records that may be one person.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Alike {
        /// One.
        pub one: Id<Person>,
        /// The other.
        pub other: Id<Person>,
    }
}

crate::statements! {
    static ALIKE: Query<Alike> = "select one.id as one, other.id as other from
        (select key from person_key group by key having count(*) between 2 and 8) few
        join person_key one on one.key = few.key join person_key other on other.key = few.key and other.id > one.id
        group by one.id, other.id having count(*) >= 2 order by count(*) desc, one.id, other.id limit 400";
    static AT_PLACE: Query<(Id<Person>,)> = "select distinct id as value from person_address where place = $1 order by id";
    static WARNED: Query<(Id<Person>,)> = "select id as value from person_warning order by id";
    static BY_LOCAL_IDENTIFIER: Query<(Id<Person>,)> = "select id as value from person where local_identifier = $1 order by id limit 1";
    static LIKE: Query<(Id<Person>,)> = "select id as value from person_key where key = $1 order by id limit $2";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*BY_KEY]
}

/// Everybody on the record who shares a key with what is known, as far as this viewer may learn that they are there (a restricted record is
/// there as "ring …").
///
/// # Errors
/// When the database fails.
pub fn candidates(permit: &Permit<'_>, query: &Description) -> Result<BTreeSet<Id<Person>>, Failure> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::KnowExists.is_for(*role)).collect();
    let mut values = values![""];
    values.extend(child_parameters(actor, &roles, permit.at(), Layer::Ring));
    let mut found = BTreeSet::new();
    for key in query_keys(query) {
        if let Some(first) = values.first_mut() {
            *first = Value::from(key.as_str());
        }
        found.extend(permit.tx().all(&BY_KEY, &values)?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Everybody on the record who shares a key with what a file says: who is meant by a file does not depend on who decides it. What of them may be shown is asked
/// afterwards.
///
/// # Errors
/// When the database fails.
pub fn anybody_like(permit: &Permit<'_>, query: &Description) -> Result<BTreeSet<Id<Person>>, Failure> {
    let mut found = BTreeSet::new();
    for key in query_keys(query) {
        found.extend(permit.tx().all(&LIKE, &values![key.as_str(), MOST])?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Records that share a key which few share: who may be one person.
///
/// # Errors
/// When the database fails.
pub fn alike(permit: &Permit<'_>) -> Result<Vec<Alike>, Failure> {
    permit.tx().all(&ALIKE, &values![])
}

/// Everybody who lives or has lived at a place.
///
/// # Errors
/// When the database fails.
pub fn at_place(permit: &Permit<'_>, place: Id<Place>) -> Result<Vec<Id<Person>>, Failure> {
    Ok(permit.tx().all(&AT_PLACE, &values![place])?.into_iter().map(|(id,)| id).collect())
}

/// Everybody on the record who may endanger staff, for the downtime pack.
///
/// # Errors
/// When the database fails.
pub fn with_staff_warning(permit: &Permit<'_>) -> Result<Vec<Id<Person>>, Failure> {
    Ok(permit.tx().all(&WARNED, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// The person with a local identifier of the national returns.
///
/// # Errors
/// When the database fails.
pub fn by_local_identifier(permit: &Permit<'_>, identifier: &str) -> Result<Option<Id<Person>>, Failure> {
    Ok(permit.tx().maybe(&BY_LOCAL_IDENTIFIER, &values![identifier])?.map(|(id,)| id))
}
