//! The day of a conference and who is asked; moved with the reason, and with those of brothers and sisters in one act.

use casework::Stop;
use casework::conference::{OfAgency, people, plan};
use design::govuk::{Button, Fieldset, InsetText, Legend, SelectItem};
use domain::access::Action;
use domain::calendar::london;
use domain::conference::{Conference, Invited, PlanAsked, Stage};
use domain::id::Id;
use domain::pack::COUNCIL;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::read::{self, INVITED};
use super::{address, back, heading, late, ticked, with};
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::contact::repeat::{all_right, one_more};
use crate::meeting::typed::renumbered;
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

const LABELS: &[(&str, &str)] = &[
    ("on", "Day"),
    ("begins", "Time"),
    ("venue", "Where"),
    ("chair", "Independent chair"),
    ("moved_because", "Why it is moved"),
];

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
            .with("on", read::written(day.on))
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
    for (place, one) in invited.iter().enumerate() {
        fields.set(&INVITED.field(place, "agency"), &*one.agency);
        fields.set(&INVITED.field(place, "organisation"), &*one.organisation);
        fields.set(&INVITED.field(place, "name"), &*one.name);
        if one.direct_contact {
            fields.set(&INVITED.field(place, "direct"), "yes");
        }
        if let Some(staff) = one.staff {
            fields.set(&INVITED.field(place, "staff"), staff.to_string());
        }
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let people = people(&visit.session, conference)?;
    let record = &view.conference.record;
    let asked = Asked::new(filling, &[]);
    let planned = record.planned().is_some();
    let title = if planned { "Change the day or who is asked" } else { "Plan the conference" };
    let body = html! {
        (asked.summary())
        (heading(&view, title))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        @if planned { (InsetText::new("To move it, change the day and say why. The count goes on as it was; the reports are counted back from the new day.")) }
        (asked.form(visit, html! {
            (pressed_by_enter("Save the day"))
            (asked.line("on", "On which day?").hint("Like 4 9 2026. Never at a weekend.").classes("govuk-input--width-10"))
            (asked.ticked("bank_holiday", "It is meant, although it is a bank holiday"))
            (asked.line("begins", "At what time?").hint("Like 10:00").classes("govuk-input--width-5"))
            @if planned { (asked.lines("moved_because", "If it is moved: why?").rows(2)) }
            (late(visit, &asked, record))
            (asked.lines("venue", "Where, or how to dial in?").rows(2))
            (asked.line("chair", "Who chairs?").hint("Somebody independent of the child’s team."))
            h2 class="govuk-heading-m" { "Who is asked to come" }
            @for block in INVITED.blocks(&filling.fields) { (invited(visit, &asked, &people, block)) }
            (INVITED.add("Ask another agency"))
            (with(filling, &view.together, |stage| matches!(stage, Stage::Requested | Stage::Planned), "On the same day"))
            (Button::new("Save the day"))
        }))
    };
    Ok(View::new(title, body).before(back(conference)))
}

fn invited(visit: &Visit<'_>, asked: &Asked<'_>, people: &[(String, OfAgency)], block: usize) -> Markup {
    let pack = &visit.house().pack;
    let field = |of: &str| INVITED.field(block, of);
    let council = SelectItem::new(COUNCIL, pack.agency_name(COUNCIL));
    let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    let accounts = people.iter().map(|(agency, person)| {
        let of = person.organisation.as_deref().unwrap_or_else(|| pack.agency_name(agency));
        SelectItem::new(person.id.to_string(), format!("{}, {of}", person.name))
    });
    let questions = html! {
        (asked.list(field("agency"), "Agency", std::iter::once(council).chain(agencies).collect()))
        (asked.line(field("organisation"), "Which school, practice or service?"))
        (asked.line(field("name"), "Who, if that is known?"))
        (asked.list(field("staff"), "Their account, if they have one", accounts.collect()).hint("They are told by e-mail that they are asked, with the number and the day and nothing of the child."))
        (asked.ticked(field("direct"), "In direct contact with the child: counts for the quorum"))
    };
    let legend =
        Legend { classes: "govuk-fieldset__legend--s".into(), ..format!("Agency {}", block + 1).into() };
    html! { (Fieldset::new(legend, questions)) }
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &[&INVITED]) {
        return more;
    }
    let fields = &filling.fields;
    let mut problems: Vec<_> = INVITED.too_many(fields).into_iter().collect();
    let blocks = read::answered(&INVITED, fields, &["direct"]);
    let on = read::day(fields, "on", &mut problems);
    let begins = read::hour(fields, "begins", &mut problems);
    all_right(problems)?;
    let (Some(on), Some(begins)) = (on, begins) else { return Err(Refusal::Invalid(Vec::new()).into()) };
    let asked = PlanAsked {
        on,
        begins,
        bank_holiday: fields.has("bank_holiday"),
        venue: fields.get("venue").to_owned(),
        chair: fields.get("chair").trim().to_owned(),
        invited: read::invited(fields, &blocks),
        moved_because: fields.get("moved_because").to_owned(),
        late: read::late(fields),
    };
    match plan(&visit.session, &filling.sending(), conference, &asked, &ticked(filling)) {
        Ok(()) => Ok(Sent::to(address(conference, ""))),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            Err(Refusal::Invalid(renumbered(problems, &[(&INVITED, &blocks)])).into())
        }
        Err(stop) => Err(stop),
    }
}
