//! How the daily feed stands. Children have their identifier here and no name, as in what is sent.

use casework::Stop;
use casework::feed::{Refused, Shown, State, Waits, state};
use design::Content;
use design::govuk::{Button, SummaryList, SummaryRow, button_group};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::daily_feed::FeedAnswer;
use jiff::Timestamp;
use maud::{Markup, html};

use super::send::SEND;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> =
    Page { path: "/feed", name: "how the daily feed stands", action: Action::MakeReturn, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = state(&visit.session)?;
    let title = "The Department’s daily feed";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "Each day what differs from what the Department for Education holds is sent to it, in requests of at most a hundred children. Nothing is typed: mend a child’s record, and the next feed is right." }
        @if !found.configured { p class="govuk-body" { "No address of the Department is configured, so nothing is sent. An administrator sets it in the server’s configuration." } }
        @for ring in &found.ring { p class="govuk-body" { "A record is left out. Restricted: ring " (ring) "." } }
        (SummaryList::new(summary(visit, &found)))
        @if found.configured { (button_group(Button::link("Send the feed now", SEND.path))) }
        (refused(&found.refused))
        (requests(&found.requests))
    };
    Ok(View::new(title, body).wide())
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "Never".to_owned(), london::moment_in_words)
}

fn summary(visit: &Visit<'_>, found: &State) -> Vec<SummaryRow> {
    let at = visit.house().pack.returns.feed_at;
    vec![
        SummaryRow::new("The Department last took something in", moment(found.taken_at)),
        SummaryRow::new("Last gone through to the end", moment(found.finished_at)),
        SummaryRow::new("Children the Department holds from us", found.held.to_string()),
        SummaryRow::new("What waits", waits(found.waits.as_ref())),
        SummaryRow::new("Sent each day from", format!("{:02}:{:02}", at.hour(), at.minute())),
    ]
}

fn waits(waits: Option<&Waits>) -> String {
    let Some(Waits { next, tries, why }) = waits else { return "Nothing".into() };
    let why = why.as_deref().unwrap_or("It has not been tried yet.");
    match next {
        Some(next) => {
            format!("A feed is tried at {}. Tries so far: {tries}. {why}", london::moment_in_words(*next))
        }
        None => format!(
            "A feed was given up after {tries} tries. {why} What was to be sent is in the next feed; an administrator can have this one tried again."
        ),
    }
}

fn refused(refused: &[Refused]) -> Markup {
    let row = |one: &Refused| -> Vec<Content> {
        vec![
            one.identifier.as_str().into(),
            london::moment_in_words(one.at).into(),
            one.why.as_str().into(),
            if !one.purge {
                "Have the record mended: it is sent again as soon as it changes."
            } else {
                "It was to be taken out. Ask the Department, then send it again."
            }
            .into(),
        ]
    };
    let columns = ["Child", "Refused", "Why", "What to do"].map(Column::new).into();
    let caption = format!("Refused and not sent again: {}", refused.len());
    html! {
        (CaseTable { empty: "Nothing that was sent is refused.".into(), ..CaseTable::new(caption, columns, refused.iter().map(row).collect()) })
    }
}

fn requests(requests: &[Shown]) -> Markup {
    let row = |shown: &Shown| -> Vec<Content> {
        let request = &shown.request;
        let (tone, words) = match request.answer {
            FeedAnswer::Acknowledged(_) => (Tone::Done, "Taken in"),
            FeedAnswer::Divided(_) => (Tone::Quiet, "Sent again in halves"),
            FeedAnswer::Refused(_) => (Tone::Pressing, "Refused"),
            FeedAnswer::NotTaken(_) => (Tone::Waiting, "Not taken in"),
            FeedAnswer::Sent => (Tone::Waiting, "No answer known"),
        };
        let said = if shown.told {
            request.answer.words()
        } else {
            "The answer may name a child whose record is restricted."
        };
        let children = match shown.purged {
            0 => shown.children.to_string(),
            purged => format!("{}, of whom {purged} are taken out", shown.children),
        };
        vec![
            london::moment_in_words(request.sent_at).into(),
            children.into(),
            html! { (tone.tag(words)) @if let Some(status) = request.status { " " (status) } }.into(),
            said.into(),
            html! { code { (request.digest.chars().take(12).collect::<String>()) } }.into(),
        ]
    };
    let columns = ["Sent", "Children", "Answer", "Receipt, or why", "Digest begins"].map(Column::new).into();
    let rows = requests.iter().map(row).collect();
    html! {
        (CaseTable { empty: "Nothing was sent yet.".into(), ..CaseTable::new("The last requests", columns, rows) })
    }
}
