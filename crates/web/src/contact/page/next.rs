//! What may be done next, as verbs: only what this viewer may do, in the state the contact is in. The first is the one that is waited for.

use casework::contact::ContactView;
use design::Form;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::contact::{Found, Stage};
use domain::mash::{MASH_ENQUIRY, Stage as EnquiryStage};
use maud::{Markup, html};

use super::super::address;
use crate::route::Visit;

/// The next steps.
pub(super) fn steps(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    let links = links(view);
    let may_hold = view.may.contains(&Action::ChangeContact) && !known.stage.is_decided();
    let hold = (may_hold && known.holder != Some(visit.session.staff.id)).then(|| {
        let id = visit.house().id::<casework::SentForm>().to_string();
        let button = html! { (Button::new("Take on this contact").secondary()) };
        Form::new(address(known.id, "/hold"), id, button).opened_at(view.contact.version.0)
    });
    html! {
        @if !links.is_empty() {
            h2 class="govuk-heading-m" { "What can be done next" }
            (button_group(html! {
                @for (place, (words, below)) in links.iter().enumerate() {
                    @let button = Button::link(*words, address(known.id, below));
                    (if place == 0 { button } else { button.secondary() })
                }
            }))
        }
        @if let Some(hold) = hold { (hold) }
        @if view.contact.record.people().next().is_some() { (crate::strategy::begin_from(visit, &format!("contact={}", known.id))) }
    }
}

fn links(view: &ContactView) -> Vec<(&'static str, String)> {
    let known = &view.contact.record;
    let may = |action| view.may.contains(&action);
    let mut links = Vec::new();
    let unlooked = known.children.iter().position(|child| child.found == Found::NotLooked);
    let open = !known.stage.is_decided();
    if let Some(place) = unlooked.filter(|_| open && may(Action::MatchChild)) {
        links.push(("Say whether the child is known", format!("/children/{place}")));
    }
    if known.stage == Stage::Proposed && may(Action::DecideContact) {
        links.push(("Decide", "/decision".to_owned()));
    }
    if open && unlooked.is_none() && may(Action::ProposeOutcome) {
        let words = match known.stage {
            Stage::Proposed => "Change the proposal",
            Stage::SentBack => "Answer and propose again",
            Stage::Received | Stage::Decided | Stage::Closed => "Propose what should happen",
        };
        links.push((words, "/proposal".to_owned()));
    }
    if may_open_enquiry(view) {
        links.push(("Open a MASH enquiry", "/enquiry".to_owned()));
    }
    if known.stage == Stage::Decided
        && view.feedback.is_some()
        && (may(Action::DraftFeedback) || may(Action::ApproveFeedback))
    {
        links.push(("Tell the referrer", "/feedback".to_owned()));
    }
    if open && may(Action::RecordBasis) {
        links.push(("Record consent or the lawful basis", "/consent".to_owned()));
    }
    if may(Action::WriteNightNote) {
        links.push(("Write a night note", "/night-note".to_owned()));
    }
    if may(Action::ArrangeMeeting) {
        links.push(("Arrange a meeting", "/meeting".to_owned()));
    }
    links
}

/// An enquiry can be opened while the contact is undecided, or was decided on as needing one; one at a time, once every child was looked for.
fn may_open_enquiry(view: &ContactView) -> bool {
    let known = &view.contact.record;
    let asked_for = known.decision().and_then(|decision| decision.outcomes.as_ref());
    let wanted = asked_for.is_none_or(|basis| basis.outcomes.includes(MASH_ENQUIRY));
    let looked = known.children.iter().all(|child| child.found != Found::NotLooked);
    let none_open = view.enquiry.as_ref().is_none_or(|enquiry| enquiry.stage() == EnquiryStage::Decided);
    wanted && looked && none_open && view.may.contains(&Action::OpenEnquiry)
}

/// The way to the contact's MASH enquiry, with where it stands.
pub(super) fn enquiry(view: &ContactView) -> Markup {
    html! {
        @if let Some(enquiry) = &view.enquiry {
            p class="govuk-body" {
                a class="govuk-link" href=(crate::mash::address(enquiry.id, "")) { "MASH enquiry" }
                ": " (enquiry.stage().words().to_lowercase()) "."
            }
        }
    }
}
