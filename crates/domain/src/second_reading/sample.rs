//! Which decisions are read a second time, and by whom. Both follow from the decision's own name and a seed that is made by chance before the
//! month's first decision and kept in the record: nobody chooses, nobody can foresee it, and anybody can repeat the draw afterwards.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::id::{Any, Id};
use crate::lot;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// The seed of one month's draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// The record's name: the month.
    pub id: Id<Seed>,
    /// 64 hexadecimal digits of chance.
    pub digits: String,
    /// When it was made.
    pub made_at: Timestamp,
}

impl Seed {
    /// The name of the seed for a day's month.
    pub fn name_for(day: Date) -> Id<Seed> {
        let (year, month) = (day.year().unsigned_abs(), day.month().unsigned_abs());
        Id::from_bits(u128::from(year) * 100 + u128::from(month))
    }

    /// The seed of the month of a moment.
    pub fn make(chance: [u8; 32], made_at: Timestamp) -> Self {
        Seed { id: Seed::name_for(london::date_of(made_at)), digits: lot::digits(chance), made_at }
    }

    /// Whether a decision is drawn when so many in a hundred are. `ruling` counts the rulings of one record from 0.
    pub fn draws(&self, record: Id<Any>, ruling: usize, share: u8) -> bool {
        // The first eight bytes as a number below 2^64; a share of 100 draws all of them.
        u128::from(self.number(record, ruling, "draw")) * 100 < u128::from(share) << 64
    }

    /// The readers who may read it, in the order in which they are asked.
    pub fn order(&self, record: Id<Any>, ruling: usize, mut readers: Vec<Id<Staff>>) -> Vec<Id<Staff>> {
        readers.sort_by_cached_key(|reader| (self.number(record, ruling, &reader.to_string()), *reader));
        readers.dedup();
        readers
    }

    fn number(&self, record: Id<Any>, ruling: usize, what: &str) -> u64 {
        lot::number(&self.digits, &format!("{record} {ruling} {what}"))
    }
}

impl Record for Seed {
    const KIND: &'static str = "reading_seed";

    fn id(&self) -> Id<Seed> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
