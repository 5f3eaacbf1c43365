//! Asking everybody to a discussion's meeting: as every meeting is arranged, with the information sheet on each invitation. One that begins now is
//! written down as begun.

use casework::Stop;
use casework::meeting::{Planner, agenda_for};
use casework::strategy::DiscussionView;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::strategy::Discussion;
use maud::{Markup, html};

use super::record_read::LEFT_OUT;
use super::{address, back, page, steps};
use crate::handover::moment;
use crate::meeting::{plan, plan_read};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Asking everybody.
pub(super) static ARRANGE: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/meeting",
    name: "arrange a strategy discussion's meeting",
    action: Action::ConveneDiscussion,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let planner = casework::strategy::planner(&visit.session, *id)?;
    let version = match at {
        At::Now => planner.view.discussion.version.0,
        At::Version(version) => version,
    };
    let fields = planned(visit, &planner.view, &planner.meeting);
    Ok(Prefilled { fields, version })
}

/// The plan that is proposed: the pack's agencies, the earliest time, the agenda of the kind; now, where the address asks for it.
pub(super) fn planned(visit: &Visit<'_>, view: &DiscussionView, plan: &Planner) -> Fields {
    let pack = &visit.house().pack;
    let kind = &pack.strategy.meeting;
    let starts = if visit.query.has("now") { visit.session.at } else { plan.proposed };
    let lasts = pack.meetings.kind(kind).map_or(60, |kind| kind.lasts_minutes);
    let mut fields = Fields::default()
        .with("kind", kind)
        .with("purpose", &view.discussion.record.why.harm)
        .with("date", london::date_in_words(london::date_of(starts)))
        .with("time", london::time_in_words(starts))
        .with("lasts", lasts.to_string())
        .with("agenda", agenda_for(pack, kind, &plan.known).join("\n"));
    if visit.may(Action::SignDiscussion) {
        fields.set("chair", visit.session.staff.id.to_string());
    } else {
        fields.set("minute_taker", visit.session.staff.id.to_string());
    }
    for person in &plan.ticked {
        fields.add("person", person.to_string());
    }
    fields
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let planner = casework::strategy::planner(&visit.session, id)?;
    let sheet = plan::sheet(visit, &planner.meeting)?;
    let body = html! {
        (sheet.notices(filling))
        (page::heading(&planner.view, "Ask everybody to the meeting"))
        (steps::steps(visit, &planner.view))
        (InsetText::new("Each invitation carries the information sheet: what is known, asked and not known, and what the reader's agency should bring. It holds no word of what another agency said. A meeting that begins now is written down as begun."))
        (visit.form(filling, html! {
            (crate::contact::pressed_by_enter("Ask everybody"))
            (kind(filling))
            (plan::questions(visit, &sheet, filling, &planner.meeting))
            (wanted(filling))
            (Button::new("Ask everybody"))
        }))
    };
    Ok(View::new("Ask everybody to the meeting", body).before(back(id)).wide())
}

pub(super) fn kind(filling: &Filling) -> Markup {
    html! { input type="hidden" name="kind" value=(filling.get("kind")); }
}

/// A time that was wanted first counts as demand that was not met.
fn wanted(filling: &Filling) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "If another time was wanted" }
        p class="govuk-hint" { "Where an agency had no time when you first wanted it, write that time: it counts as demand that was not met." }
        (moment::asked(filling, "wanted", "Wanted first", LEFT_OUT))
    }
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = plan::sheet(visit, &casework::strategy::planner(&visit.session, id)?.meeting)?;
    let mut given = sheet.read(&filling.fields)?;
    let wanted = moment::read(&filling.fields, "wanted", LEFT_OUT, &mut given.problems);
    let planned = plan_read::read(visit, &mut given, &filling.fields, &[])?;
    let arranged = casework::strategy::arrange(&visit.session, &filling.sending(), id, planned, wanted);
    arranged.map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(id, "")))
}
