//! People on the record: who they are found by, where they live, who may read them.

use domain::access::{Guard, Sealed};
use domain::id::Id;
use domain::person::address::{AddressLines, Place};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex, Standing};
use jiff::civil::Date;
use matching::{Address, Birth, Description, Name};

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one;
use crate::values;

const CIRCLE: Table = Table::new("person_circle", &[Column::text("staff")]);
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
    const FURTHER: &'static [Table] = &[CIRCLE, ADDRESS, WARNING];

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

crate::statements! {
    static AT_PLACE: Query<(Id<Person>,)> = "select distinct id as value from person_address where place = $1 order by id";
    static WARNED: Query<(Id<Person>,)> = "select id as value from person_warning order by id";
    static BY_LOCAL_IDENTIFIER: Query<(Id<Person>,)> = "select id as value from person where local_identifier = $1 order by id limit 1";
}

/// Everybody who lives or has lived at a place, but for whoever has a new identity by adoption: many a child was placed with those who adopted them, and the house
/// would lead from the one identity to the other.
///
/// # Errors
/// When the database fails.
pub fn at_place(permit: &Permit<'_>, place: Id<Place>) -> Result<Vec<Id<Person>>, Failure> {
    let mut people = Vec::new();
    for (id,) in permit.tx().all(&AT_PLACE, &values![place])? {
        if !read_as_one::is_closed(permit, id)? {
            people.push(id);
        }
    }
    Ok(people)
}

/// Everybody who lives or has lived where somebody lives: nobody for a record that was closed by adoption.
///
/// # Errors
/// When the database fails.
pub fn housemates(permit: &Permit<'_>, of: Id<Person>, place: Id<Place>) -> Result<Vec<Id<Person>>, Failure> {
    if read_as_one::is_closed(permit, of)? { Ok(Vec::new()) } else { at_place(permit, place) }
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
