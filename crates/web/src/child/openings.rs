//! The records that were opened with a reason, and the review of each by somebody other than whoever opened it.

use casework::Stop;
use casework::child::{Opening, Party, opening, openings, review_opening};
use design::govuk::{BackLink, Button, Choice, Radios, SummaryList, SummaryRow, Textarea};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::access::break_glass::BreakGlass;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{Act, At, Filling, Page, Prefilled, Sent, View, Visit};

/// The openings that nobody has reviewed.
pub static OPENINGS: Page<()> =
    Page { path: "/openings", name: "openings", action: Action::SeeBreakGlass, show: list };

/// Reviewing one.
pub static OPENING: Act<Id<BreakGlass>> = Act {
    path: "/openings/{opening}",
    name: "review an opening",
    action: Action::ReviewBreakGlass,
    prefill,
    show,
    send,
};

fn list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let row = |found: Opening| {
        let record = &found.opening.record;
        let own = record.staff == visit.session.staff.id;
        vec![
            html! { a class="govuk-link" href={ "/openings/" (record.id) } { (london::moment_in_words(record.at)) } }.into(),
            words::name(&found.by).into(),
            party(&found.child).into(),
            words::verbatim(&record.reason).into(),
            if own { "Somebody else reviews yours" } else { "To be reviewed" }.into(),
        ]
    };
    let rows: Vec<_> = openings(&visit.session)?.into_iter().map(row).collect();
    let caption = format!("To be reviewed: {}", rows.len());
    let columns = ["Opened", "By", "Whose record", "Reason", "Review"].map(Column::new).into();
    let table =
        CaseTable { empty: "Nothing waits for a review.".into(), ..CaseTable::new(caption, columns, rows) };
    let body = html! { h1 class="govuk-heading-l" { "Records opened with a reason" } (table) };
    Ok(View::new("Records opened with a reason", body).wide())
}

/// Whose record it was, or whom to ring.
fn party(party: &Party) -> Markup {
    match party {
        Party::Person(person, name) => {
            html! { a class="govuk-link" href=(at(*person, "")) { (words::name(name)) } }
        }
        Party::Restricted(words) => html! { (words) },
    }
}

fn prefill(visit: &Visit<'_>, id: &Id<BreakGlass>, _: At) -> Result<Prefilled, Stop> {
    let found = opening(&visit.session, *id)?;
    Ok(Prefilled { version: found.opening.version.0, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, id: Id<BreakGlass>, filling: &Filling) -> Result<View, Stop> {
    let found = opening(&visit.session, id)?;
    let record = &found.opening.record;
    let facts = SummaryList::new(vec![
        SummaryRow::new("Opened by", words::name(&found.by)),
        SummaryRow::new("Whose record", party(&found.child)),
        SummaryRow::new(
            "When",
            format!("{}, until {}", london::moment_in_words(record.at), london::time_in_words(record.until)),
        ),
        SummaryRow::new("Reason", words::verbatim(&record.reason)),
    ]);
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Review an opening" }
        (facts)
        @match (&record.review, record.staff == visit.session.staff.id) {
            (Some(review), _) => p class="govuk-body" {
                "Reviewed by " (words::name(found.reviewed_by.as_deref().unwrap_or_default())) " on " (words::day(review.at)) ": "
                @if review.justified { "the reason was good. " } @else { "the reason was not good enough. " }
                (words::verbatim(&review.words))
            },
            (None, true) => p class="govuk-body" { "You opened this record, so somebody else must review it." },
            (None, false) => (visit.short_form(filling, questions(filling))),
        }
    };
    let back = BackLink { content: "Back to what waits for review".into(), ..BackLink::to("/openings") };
    Ok(View::new("Review an opening", body).before(back.render()))
}

fn questions(filling: &Filling) -> Markup {
    let choices = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    html! {
        (Radios::new("justified", "Was the reason good?", choices)
            .value(filling.get("justified"))
            .inline()
            .error(filling.error("justified")))
        (Textarea::new("words", "What did you find?").value(filling.get("words")).error(filling.error("words")))
        (Button::new("Save the review"))
    }
}

fn send(visit: &Visit<'_>, id: Id<BreakGlass>, filling: &Filling) -> Result<Sent, Stop> {
    let justified = match filling.get("justified") {
        "yes" => true,
        "no" => false,
        _ => return Err(Refusal::field("justified", "Say whether the reason was good.").into()),
    };
    review_opening(&visit.session, &filling.sending(), id, justified, filling.get("words").into())?;
    Ok(Sent::to("/openings"))
}
