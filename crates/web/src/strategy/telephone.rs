//! A discussion by telephone: agreed between a manager of the council and a named police supervisor, with who took part. A meeting follows it within
//! its limit.

use casework::Stop;
use casework::strategy::Telephoned;
use design::govuk::{Button, InsetText, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::strategy::Discussion;
use maud::html;

use super::arrange::{kind, planned};
use super::record_read::LEFT_OUT;
use super::{address, back, page, steps};
use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::meeting::typed::person;
use crate::meeting::{plan, plan_read};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Holding it by telephone.
pub(super) static TELEPHONE: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/telephone",
    name: "hold a strategy discussion by telephone",
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
    let mut fields = planned(visit, &planner.view, &planner.meeting);
    let now = visit.session.at;
    fields.set("date", domain::calendar::london::date_in_words(domain::calendar::london::date_of(now)));
    fields.set("time", domain::calendar::london::time_in_words(now));
    fields.set("place", "By telephone");
    if visit.may(Action::SignDiscussion) {
        fields.set("manager", visit.session.staff.id.to_string());
    }
    moment::filled(&mut fields, "agreed", now);
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let planner = casework::strategy::planner(&visit.session, id)?;
    let house = visit.house();
    let strategy = &house.pack.strategy;
    let sheet = plan::sheet(visit, &planner.meeting)?;
    let asked = Asked::new(filling, &[]);
    let managers = planner.meeting.colleagues.iter();
    let managers = managers.map(|one| SelectItem::new(one.id.to_string(), one.name.as_str()));
    let follows = house.pack.timer(&strategy.follow_up);
    let body = html! {
        (sheet.notices(filling))
        (page::heading(&planner.view, "Hold it by telephone"))
        (steps::steps(visit, &planner.view))
        @if let Some(follows) = follows {
            (InsetText::new(html! { "A meeting follows within " (follows.limit) " (" (follows.source) ")." }))
        }
        (asked.form(visit, html! {
            (crate::contact::pressed_by_enter("Hold it by telephone"))
            (kind(filling))
            h2 class="govuk-heading-m" { "Who agreed to it" }
            (asked.list("manager", "Manager of children's services", managers.collect()))
            (asked.line("supervisor", "Police supervisor: name and rank"))
            (moment::asked(filling, "agreed", "Agreed", LEFT_OUT))
            (asked.lines("telephone_why", "Why could a meeting not be had?").rows(2))
            (plan::questions(visit, &sheet, filling, &planner.meeting))
            (Button::new("Hold it by telephone"))
        }))
    };
    Ok(View::new("Hold it by telephone", body).before(back(id)).wide())
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let sheet = plan::sheet(visit, &casework::strategy::planner(&visit.session, id)?.meeting)?;
    let mut given = sheet.read(fields)?;
    let agreed_at = moment::read(fields, "agreed", LEFT_OUT, &mut given.problems);
    let planned = plan_read::read(visit, &mut given, fields, &[])?;
    let asked = Telephoned {
        manager: person(fields.get("manager")),
        supervisor: fields.get("supervisor").to_owned(),
        agreed_at,
        why: fields.get("telephone_why").to_owned(),
        planned,
    };
    let held = casework::strategy::telephone(&visit.session, &filling.sending(), id, asked);
    held.map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(id, "/record")))
}
