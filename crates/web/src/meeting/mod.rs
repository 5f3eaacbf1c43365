//! Meetings of several agencies, page by page (ux 3.6, 3.19): planned with everybody's free times side by side, one page during the meeting, a copy
//! of the minutes for each, and one screen for whoever is asked.

mod answers;
mod calendar;
mod call_off;
pub(crate) mod copy;
mod distribute;
mod invitation;
mod list;
pub(crate) mod measures;
pub(crate) mod mine;
mod page;
pub(crate) mod plan;
pub(crate) mod plan_read;
pub(crate) mod room;
pub(crate) mod room_read;
mod sign;
mod slots;
pub(crate) mod typed;

use casework::Stop;
use casework::meeting::{Listed, MeetingView};
use design::govuk::{BackLink, Table};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::meeting::{Meeting, Quorum, Stage};
use domain::pack::{COUNCIL, Pack};
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use crate::route::{Mount, Visit};

/// Every page about meetings.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        mine::MINE.mount(),
        mine::DONE.mount(),
        slots::SLOTS.mount(),
        measures::MEASURES.mount(),
        plan::OF_CONTACT.mount(),
        plan::OF_ENQUIRY.mount(),
        plan::OF_CHILD.mount(),
        plan::AGAIN.mount(),
        page::MEETING.mount(),
        answers::ANSWER.mount(),
        call_off::CALL_OFF.mount(),
        room::ROOM.mount(),
        sign::SIGN.mount(),
        distribute::DISTRIBUTE.mount(),
        copy::COPY.mount(),
        copy::FAMILY.mount(),
        copy::OWN.mount(),
        invitation::INVITATION.mount(),
        calendar::CALENDAR.mount(),
    ]
}

/// The address of a meeting's page, or of one below it.
pub(crate) fn address(meeting: Id<Meeting>, below: &str) -> String {
    format!("/meetings/{meeting}{below}")
}

/// The way back to the meeting.
fn back(meeting: Id<Meeting>) -> Markup {
    BackLink { content: "Back to the meeting".into(), ..BackLink::to(address(meeting, "")) }.render()
}

/// An agency and its organisation, in words.
pub(crate) fn agency(pack: &Pack, agency: Option<&str>, organisation: &str) -> String {
    let name = pack.agency_name(agency.unwrap_or(COUNCIL));
    if organisation.is_empty() { name.to_owned() } else { format!("{name}, {organisation}") }
}

/// A text that somebody typed, line by line.
pub(crate) fn lines(words: &str) -> Markup {
    html! {
        @for line in words.lines().filter(|line| !line.trim().is_empty()) {
            p class="govuk-body" { bdi { (shown_in_line(line)) } }
        }
    }
}

/// A name that somebody typed, inside other words.
pub(crate) fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Where a meeting stands.
fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Planned => Tone::Active,
        Stage::Held | Stage::Signed => Tone::Pressing,
        Stage::Distributed => Tone::Done,
        Stage::Cancelled => Tone::Quiet,
    };
    tone.tag(stage.words()).render()
}

/// Whether the rule for deciding is kept, in a sentence.
pub(crate) fn quorum(pack: &Pack, quorum: &Quorum, promised: bool) -> Markup {
    let (is_not, will) =
        if promised { ("would not be", "say that they come") } else { ("is not", "are there") };
    let missing: Vec<&str> = quorum.missing.iter().map(|agency| pack.agency_name(agency)).collect();
    html! {
        p class="govuk-body" {
            @if quorum.holds() {
                (Tone::Done.tag("Quorate")) " " (quorum.there) " agencies " (will) "; " (quorum.least) " are needed."
            } @else {
                (Tone::Pressing.tag("Not quorate")) " It " (is_not) " quorate: " (quorum.there) " of " (quorum.least)
                " agencies " (will)
                @if !missing.is_empty() { ", and without " (missing.join(" and ")) " it cannot decide" }
                "."
            }
        }
    }
}

/// A list of meetings, for a page of its own or a section of another.
pub(crate) fn table(visit: &Visit<'_>, caption: &str, meetings: &[&Listed]) -> Markup {
    let pack = &visit.house().pack;
    let rows = meetings.iter().map(|meeting| {
        let kind = pack.meetings.kind(&meeting.kind).map_or(meeting.kind.as_str(), |kind| &kind.name);
        let stage = Stage::from_code(&meeting.stage).map(stage).unwrap_or_default();
        vec![
            html! { a class="govuk-link" href=(address(meeting.id, "")) { (meeting.reference) } }.into(),
            kind.into(),
            london::moment_in_words(meeting.starts).into(),
            format!("{} of {}", meeting.coming, meeting.asked).into(),
            stage.into(),
        ]
    });
    let table = Table::new(caption, ["Meeting", "Kind", "When", "Say they come", "Stands"], rows.collect());
    html! { (scroll_pane(caption, table)) }
}

/// The meetings about a contact, for a section of its page or of its enquiry's: nothing where there is none that the viewer may read.
pub(crate) fn of_contact(visit: &Visit<'_>, contact: Id<Contact>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeMeetings) {
        return Ok(Markup::default());
    }
    Ok(section(visit, &casework::meeting::about_contact(&visit.session, contact)?))
}

/// The meetings about a child, for a section of the child's page.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeMeetings) {
        return Ok(Markup::default());
    }
    Ok(section(visit, &casework::meeting::about_child(&visit.session, child)?))
}

fn section(visit: &Visit<'_>, meetings: &[Listed]) -> Markup {
    let meetings: Vec<&Listed> = meetings.iter().collect();
    html! {
        @if !meetings.is_empty() { (table(visit, "Meetings of several agencies", &meetings)) }
    }
}

/// What the meeting is, above what is done with it.
fn heading(view: &MeetingView, words: &str) -> Markup {
    let meeting = &view.meeting.record;
    html! {
        span class="govuk-caption-l" { (view.kind.name) " " (meeting.reference) ", " (london::moment_in_words(meeting.starts)) }
        h1 class="govuk-heading-l" { (words) }
    }
}
