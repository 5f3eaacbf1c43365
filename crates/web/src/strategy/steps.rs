//! The steps of a discussion, on each of its pages and on those of its meeting: so that the discussion and its meeting are one thing to whoever uses
//! them.

use casework::Stop;
use casework::strategy::DiscussionView;
use domain::access::Action;
use domain::id::Id;
use domain::meeting::{Meeting, Stage as MeetingStage};
use maud::{Markup, html};

use super::address;
use crate::route::Visit;

/// The steps, with the one that is shown.
pub(super) fn steps(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let id = known.id;
    let first = if known.held_at.is_some() { "The discussion" } else { "Should we meet?" };
    let mut places: Vec<(&str, String)> = vec![(first, address(id, ""))];
    if view.may.contains(&Action::PrepareDiscussion) {
        places.push(("What is known", address(id, "/information")));
    }
    if view.may.contains(&Action::ConveneDiscussion) {
        places.push(("Hold or wait", address(id, "/convene")));
    }
    let meeting = view.meeting.as_ref().filter(|meeting| meeting.record.cancelled.is_none());
    if let Some(meeting) = meeting {
        places.push(("Who is asked", format!("/meetings/{}", meeting.record.id)));
    }
    if view.may.contains(&Action::RecordDiscussion) {
        places.push(("Record", address(id, "/record")));
    }
    if view.may.contains(&Action::SignDiscussion) {
        places.push(("Sign", address(id, "/sign")));
    }
    let given = meeting
        .filter(|meeting| matches!(meeting.record.stage(), MeetingStage::Signed | MeetingStage::Distributed));
    if let Some(meeting) = given.filter(|_| visit.may(Action::DistributeMinutes)) {
        places.push(("Give each their copy", format!("/meetings/{}/distribute", meeting.record.id)));
    }
    if !known.frozen.is_empty() {
        places.push(("What was known when", address(id, "/known")));
    }
    html! {
        nav aria-label=(format!("Strategy discussion {}", known.reference)) {
            ul class="app-steps" {
                @for (words, href) in &places {
                    li {
                        @if visit.path == *href { a class="govuk-link" href=(href) aria-current="page" { (words) } }
                        @else { a class="govuk-link" href=(href) { (words) } }
                    }
                }
            }
        }
    }
}

/// The steps on the pages of a discussion's meeting: nothing for another meeting, or where the viewer may not read the discussion.
pub(crate) fn of_meeting(visit: &Visit<'_>, meeting: Id<Meeting>) -> Result<Markup, Stop> {
    if !visit.may(Action::ReadDiscussion) {
        return Ok(Markup::default());
    }
    match casework::strategy::view_of_meeting(&visit.session, meeting)? {
        Some(view) => Ok(steps(visit, &view)),
        None => Ok(Markup::default()),
    }
}
