//! What changed from one version of a plan to the next, with who changed it and why.

use casework::Stop;
use casework::child_in_need::view;
use design::govuk::{Cell, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, Edition};
use domain::id::Id;
use maud::html;

use super::{back, heading, name, verbatim};
use crate::route::{Page, View, Visit};

/// What changed.
pub(super) static CHANGES: Page<Id<ChildInNeedPlan>> = Page {
    path: "/plans/{need_plan}/changes",
    name: "what changed in a child in need plan",
    action: Action::ReadChildInNeedPlan,
    show,
};

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let pack = &visit.house().pack;
    let editions: Vec<&Edition> = view.plan.record.editions().collect();
    let body = html! {
        (heading(&view, "What changed in this plan"))
        @if editions.len() == 1 { p class="govuk-body" { "Nothing has been changed since it was made." } }
        @for number in (2..=editions.len()).rev() {
            @if let (Some(before), Some(after)) = (editions.get(number - 2), editions.get(number - 1)) {
                h2 class="govuk-heading-m" { "Version " (number) }
                p class="govuk-body" {
                    (name(view.names.name(after.by))) ", " (london::moment_in_words(after.at)) ": " (verbatim(&after.why))
                }
                @let rows: Vec<Vec<Cell>> = after.words.changed_from(&before.words, pack).iter().map(|changed| {
                    let said = |words: &str| if words.trim().is_empty() { html! { "Nothing" } } else { verbatim(words) };
                    vec![name(&changed.part.words()).into(), said(&changed.before).into(), said(&changed.after).into()]
                }).collect();
                @let caption = format!("Version {} and version {number}", number - 1);
                (scroll_pane(&caption, Table::new(caption.as_str(), ["What", "Before", "Now"], rows)))
            }
        }
    };
    Ok(View::new("What changed in a child in need plan", body).before(back(plan)).wide())
}
