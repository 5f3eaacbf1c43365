//! Planning a meeting (ux 3.6): who is needed and who is asked, agency by agency; when they can come, side by side; one button sends every invitation.

use casework::Stop;
use casework::meeting::{About, AgencyPeople, Planner, agenda_for, planner, planner_again};
use design::govuk::{Button, Checkboxes, Choice, Details, Fieldset, InsetText, Legend, Radios, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::meeting::{FORM, Meeting, Who};
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, agency, back, name, plan_read};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Arranging a meeting about a contact.
pub(super) static OF_CONTACT: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/meeting",
    name: "arrange a meeting about a contact",
    action: Action::ArrangeMeeting,
    prefill: |visit, contact, _| prefill_new(visit, About::Contact(*contact)),
    show: |visit, contact, filling| show_new(visit, About::Contact(contact), filling),
    send: |visit, contact, filling| send_new(visit, About::Contact(contact), filling),
};

/// Arranging a meeting about an enquiry.
pub(super) static OF_ENQUIRY: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/meeting",
    name: "arrange a meeting about an enquiry",
    action: Action::ArrangeMeeting,
    prefill: |visit, enquiry, _| prefill_new(visit, About::Enquiry(*enquiry)),
    show: |visit, enquiry, filling| show_new(visit, About::Enquiry(enquiry), filling),
    send: |visit, enquiry, filling| send_new(visit, About::Enquiry(enquiry), filling),
};

/// Arranging a meeting about a child.
pub(super) static OF_CHILD: Act<Id<Person>> = Act {
    path: "/children/{child}/meeting",
    name: "arrange a meeting about a child",
    action: Action::ArrangeMeeting,
    prefill: |visit, child, _| prefill_new(visit, About::Child(*child)),
    show: |visit, child, filling| show_new(visit, About::Child(child), filling),
    send: |visit, child, filling| send_new(visit, About::Child(child), filling),
};

/// Changing the plan.
pub(super) static AGAIN: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/plan",
    name: "change a meeting's plan",
    action: Action::ArrangeMeeting,
    prefill: prefill_again,
    show: show_again,
    send: send_again,
};

fn kind(visit: &Visit<'_>, typed: &str) -> String {
    let kinds = &visit.house().pack.meetings;
    let kind = kinds.kind(typed).or(kinds.kinds.first());
    kind.map(|kind| kind.code.clone()).unwrap_or_default()
}

fn prefill_new(visit: &Visit<'_>, about: About) -> Result<Prefilled, Stop> {
    let kind = kind(visit, visit.query.get("kind"));
    let plan = planner(&visit.session, about, &kind)?;
    let pack = &visit.house().pack;
    let lasts = pack.meetings.kind(&kind).map_or(60, |kind| kind.lasts_minutes);
    let mut fields = Fields::default()
        .with("kind", &kind)
        .with("date", london::date_in_words(london::date_of(plan.proposed)))
        .with("time", london::time_in_words(plan.proposed))
        .with("lasts", lasts.to_string())
        .with("agenda", agenda_for(pack, &kind, &plan.known).join("\n"));
    if visit.may(Action::SignMinutes) {
        fields.set("chair", visit.session.staff.id.to_string());
    } else {
        fields.set("minute_taker", visit.session.staff.id.to_string());
    }
    for person in plan.ticked {
        fields.add("person", person.to_string());
    }
    Ok(Prefilled { fields, version: 0 })
}

fn show_new(visit: &Visit<'_>, about: About, filling: &Filling) -> Result<View, Stop> {
    let of = casework::meeting::about(&visit.session, about)?;
    let plan = planner(&visit.session, about, filling.get("kind"))?;
    let sheet = sheet(visit, &plan)?;
    let body = html! {
        (sheet.notices(filling))
        span class="govuk-caption-l" { @if of.is_empty() { "About a child" } @else { "About contact " (of) } }
        h1 class="govuk-heading-l" { "Arrange a meeting" }
        (visit.form(filling, html! {
            (crate::contact::pressed_by_enter("Send the invitations"))
            (kinds(visit, filling))
            (questions(visit, &sheet, filling, &plan))
            (Button::new("Send the invitations"))
        }))
    };
    Ok(View::new("Arrange a meeting", body).wide())
}

fn send_new(visit: &Visit<'_>, about: About, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, &planner(&visit.session, about, filling.get("kind"))?)?;
    let mut given = sheet.read(&filling.fields)?;
    let planned = plan_read::read(visit, &mut given, &filling.fields, &[])?;
    let arranged = casework::meeting::arrange(&visit.session, &filling.sending(), about, planned);
    Ok(Sent::to(address(arranged.map_err(|stop| given.refused(stop))?, "")))
}

/// A meeting whose record is another says in its plan what that record is about: whoever changes the plan reads it.
fn reads_its_record(visit: &Visit<'_>, meeting: &Meeting) -> Result<(), Stop> {
    let kind = visit.house().pack.meetings.kind(&meeting.kind);
    if kind.is_some_and(|kind| kind.own_record) {
        casework::meeting::view(&visit.session, meeting.id)?;
    }
    Ok(())
}

fn prefill_again(visit: &Visit<'_>, meeting: &Id<Meeting>, at: At) -> Result<Prefilled, Stop> {
    let (meeting, version) = match at {
        At::Now => {
            let known = planner_again(&visit.session, *meeting)?.meeting.ok_or(Refusal::NotFound)?;
            (known.record, known.version.0)
        }
        At::Version(version) => (casework::meeting::version(&visit.session, *meeting, version)?, version),
    };
    reads_its_record(visit, &meeting)?;
    let lasts = meeting.starts.duration_until(meeting.ends).as_mins();
    let mut fields = Fields::default()
        .with("purpose", &meeting.purpose)
        .with("chair", meeting.chair.to_string())
        .with("minute_taker", meeting.minute_taker.map(|staff| staff.to_string()).unwrap_or_default())
        .with("date", london::date_in_words(london::date_of(meeting.starts)))
        .with("time", london::time_in_words(meeting.starts))
        .with("lasts", lasts.to_string())
        .with("place", &meeting.place)
        .with("dial_in", &meeting.dial_in)
        .with("agenda", meeting.agenda.join("\n"));
    for (_, invited) in meeting.asked() {
        let Who::Account(staff) = invited.who else { continue };
        fields.add("person", staff.to_string());
        if invited.needed {
            fields.add("needed", staff.to_string());
        }
    }
    let further = meeting.further.as_ref();
    Sheet::new(&visit.house().pack, &FORM, further)?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version })
}

fn show_again(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let plan = planner_again(&visit.session, meeting)?;
    if let Some(known) = &plan.meeting {
        reads_its_record(visit, &known.record)?;
    }
    let sheet = sheet(visit, &plan)?;
    let guests = plan.meeting.as_ref().map(|known| guests(visit, filling, &known.record));
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Change the plan" }
        (InsetText::new("Everybody's calendar follows. At another time, everybody is asked anew whether they come."))
        (visit.form(filling, html! {
            (crate::contact::pressed_by_enter("Change and tell everybody"))
            (questions(visit, &sheet, filling, &plan))
            (guests.unwrap_or_default())
            (Button::new("Change and tell everybody"))
        }))
    };
    Ok(View::new("Change the plan", body).before(back(meeting)).wide())
}

fn send_again(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, &planner_again(&visit.session, meeting)?)?;
    let mut given = sheet.read(&filling.fields)?;
    let withdrawn: Vec<usize> =
        filling.fields.all("withdrawn").filter_map(|place| place.parse().ok()).collect();
    let planned = plan_read::read(visit, &mut given, &filling.fields, &withdrawn)?;
    let changed = casework::meeting::replan(&visit.session, &filling.sending(), meeting, planned);
    changed.map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(meeting, "")))
}

/// The link of a problem with the list of people lands on its first box.
fn lands(plan: &Planner) -> String {
    let mut people = plan.agencies.iter().filter(|agency| agency.proposed).flat_map(|agency| &agency.people);
    people.next().map_or_else(|| "council".to_owned(), |one| format!("person-{}", one.id))
}

/// The kinds of the pack. Choosing another proposes other agencies once the page is opened again; the agenda follows in any case.
fn kinds(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let kinds = visit.house().pack.meetings.chosen();
    let kinds = kinds.map(|kind| Choice::new(&kind.code, kind.name.as_str()).hint(kind.words.as_str()));
    let kinds = Radios::new("kind", "What kind of meeting is this?", kinds.collect());
    html! { (kinds.value(filling.get("kind")).error(filling.error("kind"))) }
}

/// The form, with the council's own people and the agencies. Whoever chairs stands there though they have left.
pub(crate) fn sheet(visit: &Visit<'_>, plan: &Planner) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let known = plan.meeting.as_ref().map(|known| &known.record);
    let mut people: Vec<(String, String)> =
        plan.colleagues.iter().map(|one| (one.id.to_string(), shown_in_line(&one.name))).collect();
    for invited in known.iter().flat_map(|meeting| &meeting.invited) {
        let Who::Account(staff) = invited.who else { continue };
        let leads =
            known.is_some_and(|meeting| meeting.chair == staff || meeting.minute_taker == Some(staff));
        if leads && people.iter().all(|(other, _)| *other != staff.to_string()) {
            people.push((staff.to_string(), shown_in_line(&invited.name)));
        }
    }
    let nobody = (String::new(), "Nobody but the chair".to_owned());
    let writers: Vec<(String, String)> = [nobody].into_iter().chain(people.clone()).collect();
    let none = [("", "None, or the council")];
    let agencies = pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name));
    Ok(Sheet::new(pack, &FORM, known.and_then(|meeting| meeting.further.as_ref()))?
        .offering("chair", people)
        .offering("minute_taker", writers)
        .offering("agency", none.into_iter().chain(agencies))
        .landing("person", lands(plan)))
}

/// The section of the form that is folded away.
const GUESTS: &[&str] = &["guest"];

pub(crate) fn questions(visit: &Visit<'_>, sheet: &Sheet, filling: &Filling, plan: &Planner) -> Markup {
    let typed = filling
        .fields
        .pairs()
        .iter()
        .any(|(name, value)| name.starts_with("guest-") && !value.trim().is_empty());
    let open = typed
        || filling.fields.has("_blocks.guest") && filling.get("_another") == "guest"
        || filling.problems.iter().any(|problem| problem.field.starts_with("guest-"));
    html! {
        (free_times(visit, plan))
        (sheet.asked_but(filling, GUESTS))
        h2 class="govuk-heading-m" { "Who comes" }
        div id="people" {
            (council(filling, plan))
            @for agency in plan.agencies.iter().filter(|agency| agency.proposed) { (people(visit, filling, agency)) }
            @let others: Vec<&AgencyPeople> = plan.agencies.iter().filter(|agency| !agency.proposed).collect();
            @if !others.is_empty() {
                (Details::new("Other agencies", html! { @for agency in others { (people(visit, filling, agency)) } }))
            }
        }
        (Details { open, ..Details::new("Guests who do not sign in here", sheet.asked_only(filling, GUESTS)) })
    }
}

/// The council's own people beside the chair.
fn council(filling: &Filling, plan: &Planner) -> Markup {
    let boxes = plan.colleagues.iter().map(|one| Choice::new(one.id.to_string(), name(&one.name)));
    let ticked = filling.fields.all("person").map(str::to_owned);
    let boxes =
        Checkboxes::new("person", Legend::from("Children's social care"), boxes.collect()).values(ticked);
    let boxes = Checkboxes { id: "council".into(), ..boxes };
    html! { (Details::new("Colleagues of the council", html! { (boxes.classes("govuk-checkboxes--small")) })) }
}

/// An agency's people, each with whether the meeting needs them.
fn people(visit: &Visit<'_>, filling: &Filling, of: &AgencyPeople) -> Markup {
    let pack = &visit.house().pack;
    let called = pack.agency_name(&of.agency);
    let legend = if of.needed { format!("{called} (needed)") } else { called.to_owned() };
    let is = |field: &str, id: &str| filling.fields.all(field).any(|value| value == id);
    let boxes = of.people.iter().map(|one| {
        let id = one.id.to_string();
        let words = match &one.organisation {
            Some(organisation) => html! { (name(&one.name)) ", " (name(organisation)) },
            None => name(&one.name),
        };
        let cannot =
            Choice { checked: Some(is("needed", &id)), ..Choice::new(&id, "It cannot be held without them") };
        let cannot = Choice { id: format!("needed-{id}"), ..cannot };
        let needed = Checkboxes { id: format!("needs-{id}"), ..Checkboxes::single("needed", cannot) };
        Choice {
            id: format!("person-{id}"),
            checked: Some(is("person", &id)),
            ..Choice::new(&id, words).conditional(html! { (needed.classes("govuk-checkboxes--small")) })
        }
    });
    let boxes: Vec<Choice> = boxes.collect();
    html! {
        @if boxes.is_empty() {
            (Fieldset::new(legend.as_str(), html! { p class="govuk-hint" { "Nobody of this agency signs in here. Ask them as a guest." } }))
        } @else {
            (Checkboxes { id: format!("of-{}", of.agency), ..Checkboxes::new("person", legend.as_str(), boxes) })
        }
    }
}

/// The agencies' free times side by side, and the times at which all that are needed can come.
pub(crate) fn free_times(visit: &Visit<'_>, plan: &Planner) -> Markup {
    let pack = &visit.house().pack;
    let said = |from, until| {
        let (day, to) = (london::moment_in_words(from), london::time_in_words(until));
        format!("{day} to {to}")
    };
    let proposed = plan.agencies.iter().filter(|agency| agency.proposed);
    let rows: Vec<_> = proposed
        .map(|of| {
            let free = html! {
                @if of.slots.is_empty() { "No free time published" }
                @for slot in of.slots.iter().take(6) {
                    (said(slot.from, slot.until))
                    @if !slot.organisation.is_empty() { " (" (name(&slot.organisation)) ")" }
                    br;
                }
            };
            let needed = if of.needed { "Needed" } else { "Asked" };
            vec![pack.agency_name(&of.agency).into(), needed.into(), free.into()]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (scroll_pane("When agencies can come", Table::new("When agencies can come", ["Agency", "Here", "Free"], rows)))
        }
        @if !plan.free.is_empty() {
            p class="govuk-body" { "Times at which all of them that published some can come:" }
            ul class="govuk-list govuk-list--bullet" {
                @for (from, until) in plan.free.iter().take(5) { li { (said(*from, *until)) } }
            }
        }
    }
}

/// Guests who were asked, each with a way to take the invitation back.
fn guests(visit: &Visit<'_>, filling: &Filling, meeting: &Meeting) -> Markup {
    let pack = &visit.house().pack;
    let guests = meeting.asked().filter(|(_, invited)| matches!(invited.who, Who::Guest { .. }));
    let boxes = guests.map(|(place, invited)| {
        let of = agency(pack, invited.agency.as_deref(), &invited.organisation);
        Choice::new(place.to_string(), html! { (name(&invited.name)) ", " (of) })
    });
    let boxes: Vec<Choice> = boxes.collect();
    let ticked = filling.fields.all("withdrawn").map(str::to_owned);
    html! {
        @if !boxes.is_empty() {
            (Checkboxes::new("withdrawn", "Guests who are not asked any more", boxes).values(ticked).classes("govuk-checkboxes--small"))
        }
    }
}
