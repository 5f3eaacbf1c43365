//! Writing another version of a plan. Somebody who changed it meanwhile is shown beside; the version before is kept.

use casework::Stop;
use casework::child_in_need::{change, version, view};
use design::govuk::Button;
use domain::access::Action;
use domain::child_in_need::ChildInNeedPlan;
use domain::id::Id;
use maud::{Markup, html};

use super::read::{self, Blocks};
use super::{address, back, heading, questions};
use crate::contact::pressed_by_enter;
use crate::contact::repeat::one_more;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing a plan.
pub(super) static CHANGE: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/change",
    name: "change a child in need plan",
    action: Action::MakeChildInNeedPlan,
    prefill,
    show,
    send,
};

/// From which day it holds is asked of a new plan.
const OUT: &[&str] = &["started_on"];

fn prefill(visit: &Visit<'_>, plan: &Id<ChildInNeedPlan>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let known = view(&visit.session, *plan)?.plan;
            (known.record, known.version.0)
        }
        At::Version(number) => (version(&visit.session, *plan, number)?, number),
    };
    let words = &record.now.words;
    let sheet = questions::sheet(visit, &Fields::default(), words.further.as_ref(), OUT)?;
    Ok(Prefilled { fields: read::fields(&sheet, words), version })
}

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let before = view.plan.record.now.words.further.as_ref();
    let sheet = questions::sheet(visit, &filling.fields, before, OUT)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Change the plan"))
        p class="govuk-body" { "Version " (view.plan.record.edition()) " is kept. To record how far each outcome is, " a class="govuk-link" href=(address(plan, "/review")) { "record a review" } " instead." }
        (visit.form(filling, html! {
            (pressed_by_enter("Save this version"))
            (questions::all(&sheet, filling, &Markup::default()))
            (Button::new("Save this version"))
        }))
    };
    Ok(View::new("Change a child in need plan", body).before(back(plan)))
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &[&read::OUTCOME]) {
        return more;
    }
    let fields = &filling.fields;
    let known = view(&visit.session, plan)?.plan.record;
    let sheet = questions::sheet(visit, fields, known.now.words.further.as_ref(), OUT)?;
    let given = sheet.read(fields)?;
    given.all_right()?;
    let blocks = Blocks::of(fields);
    let words = read::words(&given, fields, &blocks);
    let why = given.words("why");
    let done = change(&visit.session, &filling.sending(), plan, (words, why.as_str()));
    blocks.mended(done).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(plan, "")))
}
