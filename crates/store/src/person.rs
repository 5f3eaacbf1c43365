//! People on the record: who they are found by, where they live, who may read them.

use domain::person::Person;
use domain::person::Standing;
use domain::person::partial_date::PartialDate;

use crate::engine::{Column, Value};
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const CIRCLE: Table = Table::new("person_circle", &[Column::text("staff")]);
const ADDRESS: Table =
    Table::new("person_address", &[Column::text("place"), Column::text("since"), Column::text("until")]);

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
        ],
    );
    const FURTHER: &'static [Table] = &[CIRCLE, ADDRESS];

    fn row(&self) -> Vec<Value> {
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
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let circle = self.restriction.iter().flat_map(|restriction| &restriction.circle);
        let mut rows: Vec<FurtherRow> = circle.map(|staff| CIRCLE.row(values![*staff])).collect();
        rows.extend(self.addresses.iter().map(|address| {
            let since = address.from.as_ref().and_then(PartialDate::earliest);
            let until = address.until.as_ref().and_then(PartialDate::earliest);
            ADDRESS.row(values![address.place, since, until])
        }));
        rows
    }
}
