//! A link: which two records, why, who said so and who confirmed it; and the second person's answer.

use casework::Stop;
use casework::person::{LinkView, answer_undo, confirm_link, linked};
use design::govuk::{BackLink, Button, Choice, Radios, SummaryList, SummaryRow, Textarea, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::link::{PersonLink, Said, Stage};
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{at, said};
use crate::child::words;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A link.
pub(super) static LINK: Act<Id<PersonLink>> = Act {
    path: "/links/{link}",
    name: "two records of one person",
    action: Action::SeeWhoIsWho,
    prefill,
    show,
    send,
};

/// The answers to whether two records are one, and to whether they are two again.
const ONE: &str = "one";
const NOT_ONE: &str = "not_one";
const TWO: &str = "two";
const STILL_ONE: &str = "still_one";

fn prefill(visit: &Visit<'_>, id: &Id<PersonLink>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { version: linked(&visit.session, *id)?.version, fields: Fields::default() })
}

fn show(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<View, Stop> {
    let view = linked(&visit.session, id)?;
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title(&view.link)) }
        (facts(&view))
        @if view.may_answer { (visit.short_form(filling, answer(&view, filling))) }
        @else if view.link.waits() { p class="govuk-body" { "Somebody else must answer this: nobody confirms what they asked for." } }
        (acts(visit, &view))
    };
    let back = BackLink { content: "Back to who is who".into(), ..BackLink::to("/who-is-who") };
    Ok(View::new("Two records of one person", body).before(back.render()))
}

const fn title(link: &PersonLink) -> &'static str {
    match (link.stage, link.undoing.is_some()) {
        (Stage::Waiting, _) => "Two records that are to be read as one",
        (Stage::Stands, false) => "Two records that are read as one",
        (Stage::Stands, true) => "Two records that are to be two again",
        (Stage::Declined, _) => "Two records that were not linked",
        (Stage::Undone, _) => "Two records that were read as one",
    }
}

fn facts(view: &LinkView) -> SummaryList {
    let link = &view.link;
    let told = |said: &Said| {
        html! {
            (words::name(view.names.name(said.by))) ", " (london::moment_in_words(said.at))
            @if !said.reason.is_empty() { br; (said::typed(&said.reason)) }
        }
    };
    let [stands, also] = match link.stage {
        Stage::Stands => ["Record that stands", "Also on record as"],
        Stage::Undone => ["Record that stood", "Was also on record as"],
        Stage::Waiting | Stage::Declined => ["Record that would stand", "Would also be on record as"],
    };
    let mut rows = vec![
        SummaryRow::new(stands, said::party(&view.to)),
        SummaryRow::new(also, said::party(&view.joined)),
        SummaryRow::new("Who said so, and how they know", told(&link.said)),
        SummaryRow::new("What spoke for it", said::reasons(&link.likenesses)),
    ];
    if let Some(second) = link.second {
        rows.push(SummaryRow::new("Why two people", html! { (said::second(second)) }));
    }
    if let Some(answered) = &link.answered {
        let key = if link.stage == Stage::Declined { "Who said no" } else { "Who confirmed it" };
        rows.push(SummaryRow::new(key, told(answered)));
    }
    if let Some(undoing) = &link.undoing {
        rows.push(SummaryRow::new("Who asks to undo it", told(undoing)));
    }
    if let Some(undone) = &link.undone {
        rows.push(SummaryRow::new("Who undid it", told(&undone.asked)));
        rows.extend(undone.confirmed.as_ref().map(|said| SummaryRow::new("Who confirmed that", told(said))));
    }
    if !view.with.is_empty() {
        let with = html! {
            @for (place, other) in view.with.iter().enumerate() {
                @if place > 0 { ", " } a class="govuk-link" href=(at(*other, "")) { @if place == 0 { "somebody of the household" } @else { "somebody else of the household" } }
            }
        };
        rows.push(SummaryRow::new("Said together with", with));
    }
    SummaryList::new(rows)
}

fn answer(view: &LinkView, filling: &Filling) -> Markup {
    let (question, yes, no) = if view.link.undoing.is_some() {
        ("Are they two people?", "Yes: they are to be two again", "No: they are one person")
    } else {
        ("Are they one person?", "Yes: both records are read as one", "No: they are not to be linked")
    };
    // What is answered says which of the two questions it answers: a page that was opened before the other was asked answers the one it shows.
    let (says_yes, says_no) = if view.link.undoing.is_some() { (TWO, STILL_ONE) } else { (ONE, NOT_ONE) };
    let choices = vec![Choice::new(says_yes, yes), Choice::new(says_no, no)];
    html! {
        (Radios::new("answer", question, choices).value(filling.get("answer")).error(filling.error("answer")))
        (Textarea::new("reason", "Why?").hint("Needed if you say no.").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Save the answer"))
    }
}

fn acts(visit: &Visit<'_>, view: &LinkView) -> Markup {
    let link = &view.link;
    let undo = link.is_one() && link.undoing.is_none() && visit.may(Action::LinkRecords);
    html! {
        @if undo || view.may_sort {
            (button_group(html! {
                @if undo { (Button::link("Undo this link", at(link.id, "/undo")).secondary()) }
                @if view.may_sort { (Button::link("Sort what was written between", at(link.id, "/sort")).secondary()) }
            }))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<Sent, Stop> {
    let (sending, reason) = (filling.sending(), filling.get("reason"));
    match filling.get("answer") {
        ONE => confirm_link(&visit.session, &sending, id, true, reason)?,
        NOT_ONE => confirm_link(&visit.session, &sending, id, false, reason)?,
        TWO => answer_undo(&visit.session, &sending, id, true, reason)?,
        STILL_ONE => answer_undo(&visit.session, &sending, id, false, reason)?,
        _ => return Err(Refusal::field("answer", "Say yes or no.").into()),
    }
    Ok(Sent::to(at(id, "")))
}
