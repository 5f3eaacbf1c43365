//! A meeting's page: when and where, who is asked and what they answered, whether it can decide, the agenda, and what can be done next.

use casework::Stop;
use casework::meeting::MeetingView;
use design::govuk::{Button, SummaryList, SummaryRow, Table, button_group};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{Meeting, Stage, Who};
use maud::{Markup, html};

use super::{address, agency, heading, lines, name, quorum, stage};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A meeting's page.
pub(super) static MEETING: Page<Id<Meeting>> =
    Page { path: "/meetings/{meeting}", name: "meeting", action: Action::ReadMeeting, show };

fn show(visit: &Visit<'_>, meeting: Id<Meeting>) -> Result<View, Stop> {
    let view = casework::meeting::view(&visit.session, meeting)?;
    let known = &view.meeting.record;
    let pack = &visit.house().pack;
    let over = known.ended_at.is_some();
    let counted = if over { known.quorum(&view.kind) } else { known.promised(&view.kind) };
    let body = html! {
        (heading(&view, "Meeting"))
        (crate::strategy::of_meeting(visit, meeting)?)
        p class="govuk-body" { (stage(known.stage())) }
        (clock(visit, known))
        @if let Some((by, at, why)) = &known.cancelled {
            p class="govuk-body" { "Called off by " (view.names.name(*by)) ", " (london::moment_in_words(*at)) ":" }
            (lines(why))
        } @else {
            (quorum(pack, &counted, !over))
        }
        (steps(&view))
        (facts(visit, &view)?)
        (who(visit, &view))
        h2 class="govuk-heading-m" { "Agenda" }
        ol class="govuk-list govuk-list--number" { @for line in &known.agenda { li { (name(line)) } } }
        (minutes(visit, &view))
        (given(&view))
    };
    Ok(View::new("Meeting", body).wide())
}

fn clock(visit: &Visit<'_>, meeting: &Meeting) -> Markup {
    html! {
        @if let Some(clock) = &meeting.clock {
            p class="govuk-body" { "Minutes to everybody who took part: " (clock.in_words(visit.session.at, &visit.house().calendar)) "." }
        }
    }
}

fn steps(view: &MeetingView) -> Markup {
    let known = &view.meeting.record;
    let may = |action| view.may.contains(&action);
    let mut links: Vec<(&str, &str)> = Vec::new();
    if may(Action::WriteMinutes) {
        links.push((if known.ended_at.is_some() { "Write the minutes" } else { "Open the room" }, "/room"));
    }
    if may(Action::SignMinutes) {
        links.push((
            if known.signed.is_some() { "Put the minutes right" } else { "Sign the minutes" },
            "/sign",
        ));
    }
    if may(Action::DistributeMinutes) {
        links.push(("Give each their copy", "/distribute"));
    }
    if may(Action::ArrangeMeeting) {
        links.push(("Change the plan", "/plan"));
        links.push(("Call it off", "/call-off"));
    }
    if may(Action::ReadInvitation) {
        links.push(("Answer my invitation", "/invitation"));
    }
    html! {
        @if !links.is_empty() {
            (button_group(html! {
                @for (place, (words, below)) in links.iter().enumerate() {
                    @let button = Button::link(*words, address(known.id, below));
                    (if place == 0 { button } else { button.secondary() })
                }
            }))
        }
        p class="govuk-body" { a class="govuk-link" href=(address(known.id, "/calendar.ics")) { "Put it into my calendar" } }
    }
}

fn facts(visit: &Visit<'_>, view: &MeetingView) -> Result<Markup, Stop> {
    let known = &view.meeting.record;
    let running = crate::power::OfChildren::ask(visit, view.children.iter().map(|(child, _)| *child))?;
    let children = html! {
        @for (number, (child, called)) in view.children.iter().enumerate() {
            @if number > 0 { br; }
            a class="govuk-link" href=(format!("/children/{child}")) { (name(called)) }
            (running.of(*child))
        }
    };
    let when = format!("{} to {}", london::moment_in_words(known.starts), london::time_in_words(known.ends));
    let mut rows = vec![SummaryRow::new("Why", lines(&known.purpose)), SummaryRow::new("When", when)];
    for (what, where_to) in [("Where", &known.place), ("Dial in", &known.dial_in)] {
        if !where_to.trim().is_empty() {
            rows.push(SummaryRow::new(what, name(where_to)));
        }
    }
    rows.push(SummaryRow::new("Chair", view.names.name(known.chair).to_owned()));
    if let Some(writes) = known.minute_taker {
        rows.push(SummaryRow::new("Writes the minutes", view.names.name(writes).to_owned()));
    }
    if !view.children.is_empty() {
        rows.push(SummaryRow::new("About", children));
    }
    if let Some((contact, reference)) = &view.contact {
        let link = html! { a class="govuk-link" href=(format!("/contacts/{contact}")) { (reference) } };
        rows.push(SummaryRow::new("Contact", link));
    }
    let pack = &visit.house().pack;
    Ok(html! { (SummaryList::new(rows)) (further_told(pack, known.further.as_ref())) })
}

fn who(visit: &Visit<'_>, view: &MeetingView) -> Markup {
    let known = &view.meeting.record;
    let pack = &visit.house().pack;
    let writes = view.may.contains(&Action::ArrangeMeeting);
    let rows = known.asked().map(|(place, invited)| {
        let whose = html! {
            (name(&invited.name))
            @if invited.needed { " " (Tone::Active.tag("Needed")) }
            @if let Who::Guest { .. } = invited.who { " (guest)" }
            @if invited.instead_of.is_some() { " (instead)" }
        };
        let answer = html! {
            @match (&invited.attendance, &invited.reply) {
                (Some(attendance), _) => {
                    (attendance.how.words())
                    @if !attendance.words.is_empty() { ": " (name(&attendance.words)) }
                }
                (None, Some(reply)) => {
                    (reply.coming.words())
                    @if !reply.words.is_empty() { ": " (name(&reply.words)) }
                }
                (None, None) => {
                    "No answer"
                    @if visit.session.at > invited.answer_by { " (late)" }
                    @if invited.had_no_slot { ", and had published no free time" }
                }
            }
            @if writes && known.stage() == Stage::Planned {
                br;
                a class="govuk-link" href=(address(known.id, &format!("/answers/{place}"))) {
                    "Write down an answer" span class="govuk-visually-hidden" { " of " (invited.name) }
                }
            }
        };
        let of = agency(pack, invited.agency.as_deref(), &invited.organisation);
        vec![whose.into(), of.into(), answer.into()]
    });
    let table = Table::new("Who is asked", ["Name", "Agency", "Answer"], rows.collect());
    html! { (scroll_pane("Who is asked", table)) }
}

/// What was written so far, for the council: all of it.
fn minutes(visit: &Visit<'_>, view: &MeetingView) -> Markup {
    let known = &view.meeting.record;
    if known.said.is_empty() && known.decision.is_none() && known.actions.is_empty() {
        return Markup::default();
    }
    let copy = known.copy_for(&domain::meeting::Reader::Council, &[]);
    html! {
        h2 class="govuk-heading-m" { "Minutes" }
        @if let Some(gap) = &known.gap {
            p class="govuk-body" { "It could not wait:" }
            (lines(&gap.why))
            p class="govuk-body" { "Whoever was missing is told and heard by " (london::moment_in_words(gap.added_by)) "." }
        }
        (super::copy::minutes(&visit.house().pack, &copy, &view.names, 3, true))
        @if let Some((by, at)) = known.signed {
            p class="govuk-body" { "Signed by " (view.names.name(by)) ", " (london::moment_in_words(at)) "." }
        }
        @for reopened in &known.reopened {
            p class="govuk-body" { "Signature taken back by " (view.names.name(reopened.by)) ", " (london::moment_in_words(reopened.at)) ": " (name(&reopened.why)) }
        }
        ul class="govuk-list govuk-list--bullet" {
            @for (place, invited) in known.asked().filter(|(_, invited)| invited.agency.is_some()) {
                li {
                    a class="govuk-link" href=(address(known.id, &format!("/copies/{place}"))) { "As " (name(&invited.name)) " sees them" }
                }
            }
            li { a class="govuk-link" href=(address(known.id, "/family-copy")) { "As the family may be told" } }
        }
    }
}

/// Who got what when.
fn given(view: &MeetingView) -> Markup {
    let known = &view.meeting.record;
    let rows = known.given.iter().filter_map(|given| {
        let invited = known.invited.get(given.place)?;
        let what = format!(
            "{} of {} things told, {} of {} actions",
            given.said.len(),
            known.said.len(),
            given.actions.len(),
            known.actions.len()
        );
        Some(vec![
            name(&invited.name).into(),
            london::moment_in_words(given.at).into(),
            what.into(),
            view.names.name(given.by).to_owned().into(),
        ])
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            (scroll_pane("Who got what when", Table::new("Who got what when", ["Who", "When", "What", "From"], rows)))
        }
    }
}
