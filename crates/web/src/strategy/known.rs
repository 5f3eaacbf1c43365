//! What was known when: the information as it stood at convening and at the decision, side by side, item by item, with who said it. Nothing of it is
//! ever changed, so that a reviewer sees what people had before them (domain.md, Appendix B2).

use casework::Stop;
use casework::strategy::DiscussionView;
use design::govuk::{Cell, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::strategy::{Discussion, Frozen, Item};
use maud::{Markup, html};

use super::{back, items, page, steps};
use crate::meeting::lines;
use crate::route::{Page, View, Visit};

/// What was known when.
pub(super) static KNOWN: Page<Id<Discussion>> = Page {
    path: "/strategy/{discussion}/known",
    name: "what was known before a strategy discussion and when",
    action: Action::ReadDiscussion,
    show,
};

fn show(visit: &Visit<'_>, id: Id<Discussion>) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let known = &view.discussion.record;
    let words = &visit.house().pack.strategy;
    let body = html! {
        (page::heading(&view, "What was known when"))
        (steps::steps(visit, &view))
        @if known.frozen.is_empty() {
            p class="govuk-body" { "Nothing has been kept yet: what is known is kept whole at convening and at the decision." }
        } @else {
            (beside(visit, &view))
            @for (place, frozen) in known.frozen.iter().enumerate() {
                h2 class="govuk-heading-m" { (frozen.moment.words()) ", " (london::moment_in_words(frozen.at)) }
                p class="govuk-body" { "By " (view.names.name(frozen.by)) ". Of the first things " (frozen.first_unknown) " were not known." }
                (items::bar(words, &frozen.items, &format!("known-{place}"), &format!("{}, {}", frozen.moment.words(), london::moment_in_words(frozen.at)), ""))
            }
        }
        (waited_for(&view))
        (rung_round(visit, &view))
    };
    Ok(View::new("What was known when", body).before(back(id)).wide())
}

/// What was gathered first, and what kept each child safe meanwhile.
fn waited_for(view: &DiscussionView) -> Markup {
    let gatherings = view.discussion.record.gatherings.iter().map(|one| {
        let said = format!("{}, {}", view.names.name(one.by), london::moment_in_words(one.at));
        vec![
            said.into(),
            html! { (lines(&one.from)) }.into(),
            html! { (lines(&one.changes)) }.into(),
            html! { (lines(&one.safe)) }.into(),
            london::moment_in_words(one.until).into(),
        ]
    });
    let head = [
        "Said by",
        "What was missing, from whom",
        "What it could change",
        "What kept the child safe",
        "Until",
    ];
    let rows: Vec<Vec<Cell>> = gatherings.collect();
    html! { @if !rows.is_empty() { (scroll_pane("Gathered first", Table::new("Gathered first", head, rows))) } }
}

/// Every try to reach an agency.
fn rung_round(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let tries = view.discussion.record.rings.iter().map(|ring| {
        let tried = format!("{}, {}", london::moment_in_words(ring.at), view.names.name(ring.by));
        let whom = [ring.whom.as_str(), ring.organisation.as_str()];
        let whom = whom.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        let agency = visit.house().pack.agency_name(&ring.agency).to_owned();
        vec![
            agency.into(),
            tried.into(),
            whom.into(),
            ring.answer.words().into(),
            html! { (lines(&ring.words)) }.into(),
        ]
    });
    let head = ["Agency", "Tried", "Whom", "What came of it", "What they said"];
    let rows: Vec<Vec<Cell>> = tries.collect();
    html! { @if !rows.is_empty() { (scroll_pane("Ring-round", Table::new("Ring-round", head, rows))) } }
}

/// Item by item, each moment a column; what changed between them is marked in words.
fn beside(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let words = &visit.house().pack.strategy;
    let of = |frozen: &Frozen, code: &str| frozen.items.iter().find(|item| item.code == code).cloned();
    let rows = words.items.iter().map(|item| {
        let mut row = vec![format!("{} {}", item.number, item.name).into()];
        let mut before: Option<Item> = None;
        for frozen in &known.frozen {
            let now = of(frozen, &item.code);
            let changed = before
                .as_ref()
                .is_some_and(|before| now.as_ref().is_some_and(|now| now.state != before.state));
            row.push(cell(view, now.as_ref(), changed).into());
            before = now;
        }
        row
    });
    let moments = known
        .frozen
        .iter()
        .map(|frozen| format!("{}, {}", frozen.moment.words(), london::moment_in_words(frozen.at)));
    let head: Vec<String> = std::iter::once("What".to_owned()).chain(moments).collect();
    let table = Table::new("Item by item", head, rows.collect());
    html! { (scroll_pane("Item by item", table)) }
}

fn cell(view: &DiscussionView, item: Option<&Item>, changed: bool) -> Markup {
    html! {
        @match item {
            None => "Not asked then",
            Some(item) => {
                @if changed { strong { "Changed. " } }
                strong { (item.state.words()) } " "
                (items::told(&item.state))
                @if let Some((by, at)) = item.said {
                    span class="govuk-hint" { "Said by " (view.names.name(by)) ", " (london::moment_in_words(at)) }
                }
            },
        }
    }
}
