//! "Not sure": children in contacts who may be somebody already on the record, until somebody with more to go on says. Nothing is merged.

use casework::Stop;
use casework::child::{Party, Question, possible_match, possible_matches, resolve_match};
use design::govuk::{BackLink, Button, Choice, Radios, SummaryList, SummaryRow, Textarea};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::id::Id;
use domain::person::possible_match::PossibleMatch;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::person::said::{party, reasons};
use crate::route::{Act, At, Filling, Page, Prefilled, Sent, View, Visit};

/// The questions nobody has settled.
pub static MATCHES: Page<()> =
    Page { path: "/possible-matches", name: "possible matches", action: Action::SeeQueue, show: list };

/// Settling one.
pub static MATCH: Act<Id<PossibleMatch>> = Act {
    path: "/possible-matches/{question}",
    name: "possible match",
    action: Action::MatchChild,
    prefill,
    show,
    send,
};

fn list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let questions = possible_matches(&visit.session)?;
    let rows: Vec<_> = questions
        .iter()
        .map(|question| {
            let link = html! { a class="govuk-link" href={ "/possible-matches/" (question.id) } { "Since " (words::day(question.at)) } };
            vec![link.into(), party(&question.made).into(), party(&question.held).into(), reasons(&question.reasons).into()]
        })
        .collect();
    let caption = format!("Open questions: {}", rows.len());
    let columns = ["Open", "Made for a contact", "May be", "Why"].map(Column::new).into();
    let table =
        CaseTable { empty: "Nothing is open.".into(), ..CaseTable::new(caption, columns, rows) }.stacked();
    let body = html! { h1 class="govuk-heading-l" { "Possible matches" } (table) };
    Ok(View::new("Possible matches", body).wide())
}

/// The way to the two laid side by side, fact by fact, for whoever may say there that they are one.
fn side_by_side(visit: &Visit<'_>, question: &Question) -> Markup {
    let (Party::Person(held, _), Party::Person(made, _)) = (&question.held, &question.made) else {
        return html! {};
    };
    html! {
        @if visit.may(Action::LinkRecords) {
            p class="govuk-body" { a class="govuk-link" href=(at(*held, &format!("/same-as/{made}"))) { "Lay the two side by side" } }
        }
    }
}

fn prefill(visit: &Visit<'_>, id: &Id<PossibleMatch>, _: At) -> Result<Prefilled, Stop> {
    let question = possible_match(&visit.session, *id)?;
    Ok(Prefilled { version: question.version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, id: Id<PossibleMatch>, filling: &Filling) -> Result<View, Stop> {
    let question = possible_match(&visit.session, id)?;
    let choices = vec![Choice::new("same", "The same person"), Choice::new("different", "Different people")];
    let questions = html! {
        (Radios::new("answer", "Are they the same person?", choices).value(filling.get("answer")).error(filling.error("answer")))
        (Textarea::new("reason", "How do you know?").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Save the answer"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Possible match" }
        (SummaryList::new(vec![
            SummaryRow::new("Made for a contact", party(&question.made)),
            SummaryRow::new("May be", party(&question.held)),
            SummaryRow::new("Why", reasons(&question.reasons)),
        ]))
        @match &question.resolved {
            Some(found) => p class="govuk-body" {
                @if found.same { "The same person: " } @else { "Different people: " } (words::verbatim(&found.reason))
            },
            None => {
                (side_by_side(visit, &question))
                p class="govuk-body" { "Both records stay whole. If they are the same person, you are asked next whether they are to be read as one." }
                (visit.short_form(filling, questions))
            }
        }
    };
    let back = BackLink { content: "Back to the open questions".into(), ..BackLink::to("/possible-matches") };
    Ok(View::new("Possible match", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<PossibleMatch>, filling: &Filling) -> Result<Sent, Stop> {
    let same = match filling.get("answer") {
        "same" => true,
        "different" => false,
        _ => return Err(Refusal::field("answer", "Say whether they are the same person.").into()),
    };
    let question = possible_match(&visit.session, id)?;
    resolve_match(&visit.session, &filling.sending(), id, same, filling.get("reason"))?;
    // That they are one person is said of the two records next.
    if let (true, Party::Person(held, _), Party::Person(made, _)) = (same, &question.held, &question.made)
        && visit.may(Action::LinkRecords)
    {
        return Ok(Sent::to(at(*held, &format!("/same-as/{made}"))));
    }
    Ok(Sent::to("/possible-matches"))
}
