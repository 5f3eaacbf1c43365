//! The days on which a child was listened to. They are read out of the child's file.

use domain::calendar::london;
use domain::voice::ChildVoice;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for ChildVoice {
    const TABLE: Table = Table::new(
        "child_voice",
        &[Column::text("child"), Column::integer("heard_on"), Column::integer("taken_back")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.child, london::start_of(self.heard.on), self.taken_back.is_some()]
    }
}
