//! Undoing a link: the two records are two again, each with its own history.

use casework::Stop;
use casework::person::{linked, undo_link};
use design::govuk::{BackLink, Button, SummaryList, SummaryRow, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::person::link::PersonLink;
use maud::{Render, html};

use super::{at, said};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Undoing a link.
pub(super) static UNDO: Act<Id<PersonLink>> = Act {
    path: "/links/{link}/undo",
    name: "undo a link of two records",
    action: Action::LinkRecords,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<PersonLink>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { version: linked(&visit.session, *id)?.version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<View, Stop> {
    let view = linked(&visit.session, id)?;
    let questions = html! {
        (Textarea::new("reason", "Why are they two people?").hint("The reason stays with both records.").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Undo the link").warning())
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Undo a link" }
        (SummaryList::new(vec![
            SummaryRow::new("Record that stands", said::party(&view.to)),
            SummaryRow::new("Also on record as", said::party(&view.joined)),
        ]))
        p class="govuk-body" {
            "Each record is read by itself again, as if they had never been linked. What was written while they were one stays where it was written; you are "
            "asked next whose it is."
        }
        @if view.undo_needs_two { p class="govuk-body" { "A second person must confirm this. " (said::UNDONE_BY_TWO) } }
        (visit.short_form(filling, questions))
    };
    let back = BackLink { content: "Back to the link".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new("Undo a link", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<Sent, Stop> {
    undo_link(&visit.session, &filling.sending(), id, filling.get("reason"))?;
    let view = linked(&visit.session, id)?;
    Ok(Sent::to(at(id, if view.may_sort { "/sort" } else { "" })))
}
