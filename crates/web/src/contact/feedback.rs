//! Telling the referrer: drafted from the pack's words, approved by somebody else, by the way that is safe. What they asked us not to do stands
//! above the words, because a message left on the wrong telephone tells the wrong person.

use casework::Stop;
use casework::contact::ContactView;
use design::govuk::{Button, InsetText, SummaryList, SummaryRow, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::contact::{Contact, Stage};
use domain::feedback::{Feedback, Way};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::filled::Asked;
use super::{address, back, page, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Telling the referrer.
pub(super) static FEEDBACK: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/feedback",
    name: "tell the referrer",
    action: Action::DraftFeedback,
    prefill,
    show,
    send,
};

/// The buttons, and what each does.
const ACT: &str = "act";
const KEEP: &str = "keep";
const APPROVE: &str = "approve";
const TOLD: &str = "told";

fn prefill(visit: &Visit<'_>, contact: &Id<Contact>, at: At) -> Result<Prefilled, Stop> {
    let (feedback, version) = match at {
        At::Now => {
            let known =
                casework::contact::view(&visit.session, *contact)?.feedback.ok_or_else(nothing_yet)?;
            (known.record, known.version.0)
        }
        At::Version(version) => {
            (casework::contact::feedback_version(&visit.session, *contact, version)?, version)
        }
    };
    Ok(Prefilled { fields: Fields::default().with("words", feedback.words), version })
}

fn nothing_yet() -> Refusal {
    Refusal::NotNow(
        "There is nothing to tell the referrer yet: the message is drafted when the contact is decided."
            .into(),
    )
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let feedback = &view.feedback.as_ref().ok_or_else(nothing_yet)?.record;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Tell the referrer" }
        (asked.conflict(&[("words", "What the referrer is told")], &|_, words| words.to_owned()))
        (page::care(&view))
        (way(&view, feedback))
        @if feedback.approved.is_some() {
            h2 class="govuk-heading-m" { "What was written" }
            (told::verbatim(&feedback.words))
        } @else {
            (asked.form(visit, html! {
                (asked.lines("words", "What the referrer is told").hint("As it reaches them, word for word").rows(10))
                (buttons(&view, feedback))
            }))
        }
    };
    Ok(View::new("Tell the referrer", body).before(back(contact)))
}

/// To whom, how, and who wrote and approved it.
fn way(view: &ContactView, feedback: &Feedback) -> Markup {
    let (way, to) = match &feedback.way {
        Way::Email(email) => ("By e-mail", told::sealed(Some(email), view.unsealing)),
        Way::Telephone(phone) => {
            ("By telephone: ring and read it out", told::sealed(Some(phone), view.unsealing))
        }
        Way::OwnReferrals => (
            "In their own list of referrals, when they sign in",
            told::sealed(view.contact.record.referrer.name.as_ref(), view.unsealing),
        ),
    };
    let written =
        format!("{}, {}", view.names.name(feedback.drafted_by), london::moment_in_words(feedback.drafted_at));
    let approved = feedback.approved.map_or_else(
        || "Not yet".to_owned(),
        |(by, at)| format!("{}, {}", view.names.name(by), london::moment_in_words(at)),
    );
    let left = feedback.sent_at.map_or_else(|| "Not yet".to_owned(), london::moment_in_words);
    let rows = vec![
        SummaryRow::new("How", way),
        SummaryRow::new("To", to),
        SummaryRow::new("Written by", written),
        SummaryRow::new("Approved by", approved),
        SummaryRow::new("Sent", left),
    ];
    html! { (SummaryList::new(rows)) }
}

fn buttons(view: &ContactView, feedback: &Feedback) -> Markup {
    let approve = match feedback.way {
        Way::Email(_) => "Approve and send",
        Way::OwnReferrals => "Approve and show them",
        Way::Telephone(_) => "Approve: they have been told",
    };
    let may = |action| view.may.contains(&action);
    let waiting = view.contact.record.stage == Stage::Decided;
    html! {
        (button_group(html! {
            @if may(Action::DraftFeedback) { (Button::new("Save the words").secondary().sends(ACT, KEEP)) }
            @if may(Action::ApproveFeedback) { (Button::new(approve).sends(ACT, APPROVE)) }
            @if waiting && may(Action::DraftFeedback) { (Button::new("I told them by telephone").secondary().sends(ACT, TOLD)) }
        }))
        @if !may(Action::ApproveFeedback) {
            (InsetText::new("Somebody else approves it: a manager who did not write it."))
        }
    }
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let (session, sending, words) = (&visit.session, filling.sending(), filling.get("words").to_owned());
    match filling.get(ACT) {
        KEEP => casework::contact::draft_feedback(session, &sending, contact, words)?,
        APPROVE => casework::contact::approve_feedback(session, &sending, contact, words)?,
        TOLD => casework::contact::told_by_telephone(session, &sending, contact)?,
        _ => return Err(Refusal::field("words", "Choose what to do with the message.").into()),
    }
    Ok(Sent::to(address(contact, if filling.get(ACT) == KEEP { "/feedback" } else { "" })))
}
