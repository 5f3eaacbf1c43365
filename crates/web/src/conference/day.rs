//! The day of a conference and who is asked; moved with the reason, and with those of brothers and sisters in one act.

use casework::Stop;
use casework::conference::{OfAgency, people, plan};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_time;
use domain::conference::{Conference, DAY_FORM, Invited, PlanAsked, Stage};
use domain::id::Id;
use domain::pack::{COUNCIL, Pack};
use domain::refusal::{Problem, Refusal};
use jiff::civil::Time;
use maud::html;

use super::form::{self, nth};
use super::{address, back, heading, ticked, with};
use crate::contact::pressed_by_enter;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Planning the day.
pub(super) static DAY: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/day",
    name: "plan a conference",
    action: Action::PlanConference,
    prefill,
    show,
    send,
};

/// The form, in the version in which the day was planned before.
fn sheet(pack: &Pack, conference: &Conference, people: &[(String, OfAgency)]) -> Result<Sheet, Stop> {
    let planned = conference.planned();
    let accounts = people.iter().map(|(agency, person)| {
        let of = person.organisation.as_deref().unwrap_or_else(|| pack.agency_name(agency));
        (person.id.to_string(), format!("{}, {of}", person.name))
    });
    let sheet = Sheet::new(pack, &DAY_FORM, planned.and_then(|day| day.further.as_ref()))?
        .offering("agency", form::agencies(pack))
        .offering("staff", accounts);
    let sheet = form::late_asked(sheet, pack, conference);
    Ok(if planned.is_some() { sheet } else { sheet.without(&["moved_because"]) })
}

fn prefill(visit: &Visit<'_>, conference: &Id<Conference>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let view = casework::conference::view(&visit.session, *conference)?;
            (view.conference.record, view.conference.version.0)
        }
        At::Version(version) => {
            (casework::conference::version(&visit.session, *conference, version)?, version)
        }
    };
    let mut fields = Fields::default();
    if let Some(day) = record.planned() {
        fields = fields
            .with("on", form::written(day.on))
            .with("begins", london::time_in_words(london::instant(day.on, day.begins)))
            .with("venue", &*day.venue)
            .with("chair", &*day.chair);
    }
    let proposed = || {
        visit.house().pack.conferences.invited.proposed.iter().map(|agency| Invited {
            agency: agency.clone(),
            organisation: String::new(),
            name: String::new(),
            direct_contact: agency == COUNCIL,
            staff: None,
        })
    };
    let invited: Vec<Invited> =
        if record.invited.is_empty() { proposed().collect() } else { record.invited.clone() };
    form::fill_invited(&mut fields, "invited", &invited);
    for (place, one) in invited.iter().enumerate() {
        if let Some(staff) = one.staff {
            fields.set(&nth("invited", place, "staff"), staff.to_string());
        }
    }
    let further = record.planned().and_then(|day| day.further.as_ref());
    sheet(&visit.house().pack, &record, &[])?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let people = people(&visit.session, conference)?;
    let record = &view.conference.record;
    let sheet = sheet(&visit.house().pack, record, &people)?;
    let planned = record.planned().is_some();
    let title = if planned { "Change the day or who is asked" } else { "Plan the conference" };
    let fits = |stage| matches!(stage, Stage::Requested | Stage::Planned);
    let questions = html! {
        (pressed_by_enter("Save the day"))
        (sheet.asked(filling))
        (with(filling, &view.together, fits, "On the same day"))
        (Button::new("Save the day"))
    };
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, title))
        @if planned { (InsetText::new("To move it, change the day and say why. The count goes on as it was; the reports are counted back from the new day.")) }
        (visit.form(filling, questions))
    };
    Ok(View::new(title, body).before(back(conference)))
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let people = people(&visit.session, conference)?;
    let sheet = sheet(&visit.house().pack, &view.conference.record, &people)?;
    let mut given = sheet.read(&filling.fields)?;
    let asked = read(&mut given)?;
    plan(&visit.session, &filling.sending(), conference, &asked, &ticked(filling))
        .map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(conference, "")))
}

fn read(given: &mut Given<'_>) -> Result<PlanAsked, Refusal> {
    let begins = hour(given);
    given.all_right()?;
    let (Some(on), Some(begins)) = (given.day("on"), begins) else {
        return Err(Refusal::Invalid(vec![Problem::new("on", "Enter the day, like 4 9 2026.")]));
    };
    Ok(PlanAsked {
        on,
        begins,
        bank_holiday: !given.all("bank_holiday").is_empty(),
        venue: given.words("venue"),
        chair: given.words("chair").trim().to_owned(),
        invited: form::invited(given),
        moved_because: given.words("moved_because"),
        late: form::late(given),
        further: given.further(),
    })
}

/// The hour at which it begins; that it is missing is told already.
fn hour(given: &mut Given<'_>) -> Option<Time> {
    let typed = given.words("begins");
    match parse_time(&typed) {
        Ok(begins) => Some(begins),
        Err(_) if typed.trim().is_empty() => None,
        Err(wrong) => {
            given.problems.push(Problem::new("begins", wrong.to_string()));
            None
        }
    }
}
