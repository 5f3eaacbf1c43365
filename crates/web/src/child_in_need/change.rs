//! Writing another version of a plan. Somebody who changed it meanwhile is shown beside; the version before is kept.

use casework::Stop;
use casework::child_in_need::{change, version, view};
use design::govuk::Button;
use domain::access::Action;
use domain::child_in_need::ChildInNeedPlan;
use domain::id::Id;
use domain::refusal::Problem;
use maud::html;

use super::read::{self, Blocks};
use super::{address, back, heading, questions};
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::contact::repeat::{all_right, one_more};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Changing a plan.
pub(super) static CHANGE: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/change",
    name: "change a child in need plan",
    action: Action::MakeChildInNeedPlan,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, plan: &Id<ChildInNeedPlan>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let known = view(&visit.session, *plan)?.plan;
            (known.record, known.version.0)
        }
        At::Version(number) => (version(&visit.session, *plan, number)?, number),
    };
    Ok(Prefilled { fields: read::fields(&record.now.words), version })
}

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Change the plan"))
        (asked.conflict(questions::LABELS, &|_, words| words.to_owned()))
        p class="govuk-body" { "Version " (view.plan.record.edition()) " is kept. To record how far each outcome is, " a class="govuk-link" href=(address(plan, "/review")) { "record a review" } " instead." }
        (asked.form(visit, html! {
            (pressed_by_enter("Save this version"))
            (asked.lines("why", "What has changed, and why does the plan change with it?").rows(3))
            (questions::all(visit, filling, &asked))
            (Button::new("Save this version"))
        }))
    };
    Ok(View::new("Change a child in need plan", body).before(back(plan)))
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &questions::GROUPS) {
        return more;
    }
    let fields = &filling.fields;
    let mut problems: Vec<Problem> =
        questions::GROUPS.iter().filter_map(|group| group.too_many(fields)).collect();
    let blocks = Blocks::of(fields);
    let words = read::words(fields, &blocks, &mut problems);
    all_right(problems)?;
    blocks.mended(change(&visit.session, &filling.sending(), plan, (words, fields.get("why"))))?;
    Ok(Sent::to(address(plan, "")))
}
