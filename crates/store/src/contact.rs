//! Contacts: the front door's queue, the clocks that run on it, the children in each.

use domain::contact::Contact;
use domain::person::known::Known;

use crate::engine::{Column, Value};
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const CHILD: Table = Table::new("contact_child", &[Column::integer("place"), Column::text("child")]);
const CLOCK: Table =
    Table::new("contact_clock", &[Column::text("timer"), Column::integer("due"), Column::integer("met")]);
const ACTION: Table = Table::new(
    "contact_action",
    &[Column::integer("place"), Column::text("owner"), Column::integer("due"), Column::integer("done")],
);

impl Kept for Contact {
    const TABLE: Table = Table::new(
        "contact",
        &[
            Column::text("reference"),
            Column::integer("received_at"),
            Column::text("stage"),
            Column::integer("at_the_door"),
            Column::integer("danger"),
            Column::text("channel"),
            Column::text("source"),
            Column::text("agency"),
            Column::text("logged_by"),
            Column::text("holder"),
            Column::text("proposed_by"),
            Column::text("decided_by"),
            Column::integer("decided_at"),
            Column::text("outcome"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD, CLOCK, ACTION];

    fn row(&self) -> Vec<Value> {
        let decision = self.decision();
        let outcome = decision.and_then(|decision| decision.outcomes.as_ref());
        values![
            self.reference.as_str(),
            self.received_at,
            self.stage.code(),
            self.stage.is_at_the_door(),
            self.concern.danger_now == Known::Is(true),
            self.channel.code(),
            self.source.as_str(),
            self.referrer.agency.clone(),
            self.logged_by,
            self.holder,
            self.proposal.as_ref().map(|proposal| proposal.by),
            decision.map(|decision| decision.by),
            decision.map(|decision| decision.at),
            outcome.map(|basis| basis.outcomes.primary.clone()),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let children = self.children.iter().enumerate();
        let mut rows: Vec<FurtherRow> =
            children.map(|(place, child)| CHILD.row(values![place, child.found.person()])).collect();
        rows.extend(self.clocks.iter().map(|clock| {
            let due = clock.due.map(|due| due.instant());
            CLOCK.row(values![clock.timer.as_str(), due, clock.met])
        }));
        let actions = self.decision().and_then(|decision| decision.outcomes.as_ref());
        for (place, action) in actions.iter().flat_map(|basis| &basis.actions).enumerate() {
            rows.push(ACTION.row(values![place, action.owner, action.due, action.done_at]));
        }
        rows
    }
}
