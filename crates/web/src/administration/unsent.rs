//! Messages that the outbox gave up on: what went wrong, and trying again. They hold no child's name.

use casework::Stop;
use casework::outbox::{DeadLetter, Job, dead_letters, requeue};
use design::Content;
use design::govuk::{BackLink, Button};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Render, html};

use crate::route::{Act, At, Filling, Page, Prefilled, Sent, View, Visit};

pub(super) static DEAD_LETTERS: Page<()> =
    Page { path: "/dead-letters", name: "what could not be sent", action: Action::SeeDeadLetters, show };

pub(super) static REQUEUE: Act<Id<Job>> = Act {
    path: "/dead-letters/{job}",
    name: "send again",
    action: Action::SeeDeadLetters,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_one,
    send,
};

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let letters = dead_letters(&visit.session)?;
    let row = |letter: &DeadLetter| -> Vec<Content> {
        vec![
            what(&letter.kind).into(),
            london::moment_in_words(letter.created_at).into(),
            letter.attempts.to_string().into(),
            letter.last_error.as_deref().unwrap_or("Not known").into(),
            html! {
                a class="govuk-link" href={ "/dead-letters/" (letter.id) } {
                    "Try again" span class="govuk-visually-hidden" { ": " (what(&letter.kind)) ", " (london::moment_in_words(letter.created_at)) }
                }
            }
            .into(),
        ]
    };
    let columns = vec![
        Column::new("What"),
        Column::new("Asked for"),
        Column { numeric: true, ..Column::new("Tries") },
        Column::new("What went wrong"),
        Column::new("What to do"),
    ];
    let table = CaseTable {
        caption_hidden: true,
        empty: "Everything was sent.".to_owned(),
        ..CaseTable::new("What could not be sent", columns, letters.iter().map(row).collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { "What could not be sent" }
        p class="govuk-body" { "Somebody is still waiting to be told. Put right what went wrong, then try again." }
        (table)
    };
    Ok(View::new("What could not be sent", body).wide())
}

fn what(kind: &str) -> &str {
    match kind {
        "send_feedback" => "A message to a referrer",
        "alert" => "An alert to managers",
        "tell_colleague" => "A message to a colleague",
        "look_up_notifications" => "Looking up who is known in notifications",
        "take_in_the_rest" => "Taking in the rest of a batch of notifications",
        "send_link" => "A link for somebody in an agency",
        "send_link_code" => "The code of a link, by text message",
        "scan_document" => "A document to be scanned",
        "daily_feed" => "The Department’s daily feed",
        "accept_import" => "Accepting the proposals of an import",
        "take_import_back" => "Taking an import back",
        other => other,
    }
}

fn show_one(visit: &Visit<'_>, id: Id<Job>, filling: &Filling) -> Result<View, Stop> {
    let letters = dead_letters(&visit.session)?;
    let letter = letters.iter().find(|letter| letter.id == id).ok_or(Refusal::NotFound)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Try to send this again" }
        p class="govuk-body" { (what(&letter.kind)) ", asked for on " (london::moment_in_words(letter.created_at)) "." }
        @if let Some(error) = &letter.last_error { p class="govuk-body" { "What went wrong last: " (error) } }
        (visit.short_form(filling, Button::new("Send it again")))
    };
    Ok(View::new("Try to send this again", body).before(BackLink::to("/dead-letters").render()))
}

fn send(visit: &Visit<'_>, id: Id<Job>, filling: &Filling) -> Result<Sent, Stop> {
    requeue(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to("/dead-letters"))
}
