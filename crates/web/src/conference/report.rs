//! That the report was given: to the family, so that nothing in it is new to them at the conference, and to the service that arranges conferences.

use casework::Stop;
use casework::conference::report_given;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::conference::{Conference, ReportTo, Stage};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::{address, at_version, back, heading, page, read, ticked, with};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing down that the report was given.
pub(super) static REPORT: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/report",
    name: "a conference report was given",
    action: Action::PlanConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[("on", "Day"), ("how", "To whom and how")];

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let to = vec![
        Choice::new(ReportTo::Family.code(), "The family"),
        Choice::new(ReportTo::Unit.code(), visit.house().pack.conferences.unit.name.clone()),
    ];
    let body = html! {
        (asked.summary())
        (heading(&view, "The report was given"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.one_of("to", "To whom?", to))
            (asked.line("on", "On which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.lines("how", "To whom in the family, how, and in which language?").rows(3))
            (with(filling, &view.together, |stage| stage == Stage::Planned, "The same report is about"))
            (Button::new("Save"))
        }))
        (page::clocks(visit, &view.conference.record))
    };
    Ok(View::new("The report was given", body).before(back(conference)))
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let to = ReportTo::from_code(filling.get("to"));
    if to.is_none() {
        problems.push(Problem::new("to", "Say to whom it was given."));
    }
    let on = read::day(&filling.fields, "on", &mut problems);
    match (to, on) {
        (Some(to), Some(on)) if problems.is_empty() => {
            let how = filling.get("how").to_owned();
            report_given(&visit.session, &filling.sending(), conference, (to, on, how), &ticked(filling))?;
            Ok(Sent::to(address(conference, "")))
        }
        _ => Err(Refusal::Invalid(problems).into()),
    }
}
