//! Where each fact came from that moved in with a file of an older system: what somebody here found out is told from what was brought.

use casework::child::ChildPage;
use design::govuk::{Cell, Details};
use domain::calendar::london::date_in_words;
use domain::import::Origin;
use domain::import::origin::{of_episode, of_person};
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::in_pane;

/// Every fact that a file brought, folded away; nothing for a record that was made here.
pub(super) fn brought(page: &ChildPage) -> Markup {
    let person =
        of_person(&page.file.child.record).into_iter().map(|origin| row("The person".into(), &origin));
    let episodes = page.file.episodes.iter().rev().flat_map(|filed| {
        let of = format!("The episode of {}", date_in_words(filed.record.referral_date));
        of_episode(&filed.record).into_iter().map(move |origin| row(of.clone(), &origin))
    });
    let rows: Vec<_> = person.chain(episodes).collect();
    html! {
        @if !rows.is_empty() {
            (Details::new(
                format!("Where each fact came from that was brought from another system ({})", rows.len()),
                html! { (in_pane("Facts that were brought", ["Of", "Fact", "Came from", "Known up to", "Since"], rows)) },
            ))
        }
    }
}

fn row(of: String, origin: &Origin<'_>) -> Vec<Cell> {
    let since = if origin.changed { "Changed here" } else { "As it was brought" };
    vec![
        of.into(),
        shown_in_line(origin.fact).into(),
        html! { bdi { (shown_in_line(&origin.from.source)) } }.into(),
        origin.from.as_of.map_or_else(|| "The file does not say".into(), date_in_words).into(),
        since.into(),
    ]
}
