//! Local forms: answers about a child to the council's own forms.

use domain::local_form::FormAnswer;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for FormAnswer {
    const TABLE: Table = Table::new(
        "form_answer",
        &[
            Column::text("child"),
            Column::text("form"),
            Column::integer("finished"),
            Column::integer("in_error"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.child, self.answers.form.as_str(), self.finished.is_some(), self.in_error.is_some()]
    }
}
