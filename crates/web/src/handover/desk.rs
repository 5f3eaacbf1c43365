//! What the handover asks of a day worker, on their own first page: cards that wait for a manager, and what nobody has taken over from the night.

use casework::Stop;
use casework::handover::{Waiting, on_my_desk};
use design::Content;
use design::own::{CaseTable, Column};
use domain::calendar::london;
use maud::{Markup, html};

use super::words;
use crate::route::Visit;

/// The handover's part of the first page, and whether there is any.
pub(crate) fn desk(visit: &Visit<'_>) -> Result<(Markup, bool), Stop> {
    let (waiting, left) = on_my_desk(&visit.session)?;
    let hours = &visit.house().pack.handover;
    let row = |card: &Waiting| -> Vec<Content> {
        let (to, verb) = if card.own {
            (format!("/children/{}/card", card.child), "Change")
        } else {
            (format!("/cards/{}", card.card), "Authorise")
        };
        vec![
            words::name(&card.name).into(),
            words::kind(hours, &card.kind).into(),
            london::moment_in_words(card.until).into(),
            if card.own { "You wrote it: a manager authorises it" } else { "Waits for a manager" }.into(),
            html! { a class="govuk-link" href=(to) { (verb) span class="govuk-visually-hidden" { " the card about " (card.name) } } }
                .into(),
        ]
    };
    let columns = ["Child", "Kind", "Safe until", "State", "What to do"].map(Column::new).into();
    let rows: Vec<Vec<Content>> = waiting.iter().map(row).collect();
    let any = left > 0 || !rows.is_empty();
    let markup = html! {
        @if left > 0 {
            p class="govuk-body" {
                a class="govuk-link" href="/morning" {
                    "From the night: " (left) @if left == 1 { " thing that nobody has accepted" } @else { " things that nobody has accepted" }
                }
            }
        }
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Cards for tonight: " (rows.len()) }
            (CaseTable { caption_hidden: true, ..CaseTable::new("Cards for tonight", columns, rows) })
        }
    };
    Ok((markup, any))
}
