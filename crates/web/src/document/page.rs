//! A document's page: where it stands, what was left out, and the document exactly as it goes or went.

use casework::Stop;
use casework::document::{View as Shown, view};
use design::govuk::{BackLink, Button, Details, InsetText, SummaryList, SummaryRow, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::document::{Issued, Stage};
use domain::id::Id;
use maud::{Markup, Render, html};

use super::{at, drawn};
use crate::route::{Page, View, Visit};

/// A document.
pub(super) static DOCUMENT: Page<Id<Issued>> =
    Page { path: "/documents/{issued}", name: "document", action: Action::ReadDocument, show };

fn show(visit: &Visit<'_>, id: Id<Issued>) -> Result<View, Stop> {
    let shown = view(&visit.session, id)?;
    let issued = &shown.issued.record;
    let title = match issued.stage() {
        Stage::Prepared => "Look at it before it goes",
        _ => "A document that was given",
    };
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        (replaced(issued))
        (stands(visit, &shown))
        (acts(&shown))
        (left_out(issued))
        (uncovered(&shown))
        (digests(issued))
        h2 class="govuk-heading-m" { "Exactly what " @if issued.given.is_some() { "went" } @else { "goes" } }
        (drawn::document(&shown.document))
    };
    let child = shown.children.first().map(|(child, _)| *child);
    let back = child.map_or_else(|| "/".to_owned(), |child| format!("/children/{child}/documents"));
    let back = BackLink { content: "Copies given out".into(), ..BackLink::to(back) };
    Ok(View::new(title, body).before(back.render()))
}

/// How a document stands, as a tag.
pub(super) fn stage(stage: Stage) -> design::govuk::Tag {
    let tone = match stage {
        Stage::Prepared => Tone::Waiting,
        Stage::Given => Tone::Active,
        Stage::Replaced => Tone::Pressing,
        Stage::Collected => Tone::Done,
        Stage::Thrown => Tone::Quiet,
    };
    tone.tag(stage.words())
}

fn replaced(issued: &Issued) -> Markup {
    html! {
        @if let Some(replaced) = &issued.replaced {
            div class="app-paper__replaced" role="note" {
                "Replaced on " (london::moment_in_words(replaced.at)) ": "
                a class="govuk-link" href=(at(replaced.with, "")) { "a newer one was given" } ". Do not go by this paper, and have the copy back."
            }
        }
    }
}

fn stands(visit: &Visit<'_>, shown: &Shown) -> Markup {
    let issued = &shown.issued.record;
    let names = &shown.names;
    let documents = &visit.house().pack.documents;
    let purpose =
        documents.purpose(&issued.purpose).map_or(issued.purpose.as_str(), |purpose| purpose.name.as_str());
    let children = html! {
        @for (place, (child, called)) in shown.children.iter().enumerate() {
            @if place > 0 { ", " }
            a class="govuk-link" href={ "/children/" (child) } { (drawn::line(called)) }
        }
    };
    let mut rows = vec![
        SummaryRow::new("It is", issued.of.words()),
        SummaryRow::new("About", children),
        SummaryRow::new("For", drawn::line(&issued.recipient.words())),
        SummaryRow::new(
            "What for",
            html! { (purpose) @if !issued.purpose_words.is_empty() { ": " (drawn::verbatim(&issued.purpose_words)) } },
        ),
        SummaryRow::new("Number", issued.reference.as_str()),
        SummaryRow::new("Stands", stage(issued.stage()).render()),
        SummaryRow::new(
            "Prepared",
            html! { (london::moment_in_words(issued.at)) " by " (drawn::line(names.name(issued.by))) ", from what was known after entry " (issued.known) },
        ),
    ];
    if let Some(given) = &issued.given {
        let by = html! { (london::moment_in_words(given.at)) " by " (drawn::line(names.name(given.by))) ": " (drawn::verbatim(&given.how)) };
        rows.push(SummaryRow::new("Given", by));
    }
    if let Some(thrown) = &issued.thrown {
        let by = html! { (london::moment_in_words(thrown.at)) " by " (drawn::line(names.name(thrown.by))) ": " (drawn::verbatim(&thrown.why)) };
        rows.push(SummaryRow::new("Thrown away", by));
    }
    if let Some(back) = &issued.collected {
        let by = html! { (london::moment_in_words(back.at)) ", written down by " (drawn::line(names.name(back.by))) ": " (drawn::verbatim(&back.words)) };
        rows.push(SummaryRow::new("Came back", by));
    }
    for entry in &issued.withheld {
        let from = html! { (drawn::line(&entry.from.name)) ": " (drawn::verbatim(&entry.why)) };
        rows.push(SummaryRow::new("Withheld from", from));
    }
    SummaryList::new(rows).render()
}

fn acts(shown: &Shown) -> Markup {
    let issued = &shown.issued.record;
    let id = issued.id;
    let may = |action: Action| shown.may.contains(&action);
    let (give, change) = (may(Action::GiveDocument), may(Action::PrepareDocument));
    let acts = match issued.stage() {
        Stage::Prepared => html! {
            @if give { (Button::link("Give it, as shown here", at(id, "/give"))) }
            @if change { (Button::link("Change words or leave parts out", at(id, "/words")).secondary()) }
            @if give { a class="govuk-link" href=(at(id, "/throw")) { "Throw it away" } }
        },
        Stage::Given | Stage::Replaced if give => html! {
            (Button::link("The copy came back", at(id, "/collected")).secondary())
        },
        _ => Markup::default(),
    };
    html! {
        @if issued.given.is_some() {
            ul class="govuk-list" {
                li { a class="govuk-link" href=(at(id, "/pdf")) { "Take the PDF" } }
                li { a class="govuk-link" href=(at(id, "/word")) { "Take the Word file" } }
            }
            p class="govuk-hint" { "Both are made again from the same words and have the same bytes. Whoever takes one stands in the log." }
        }
        @if !acts.0.is_empty() { (button_group(acts)) }
    }
}

/// By what anybody can prove that a file in their hands is the one that went.
fn digests(issued: &Issued) -> Markup {
    let Some(given) = &issued.given else { return Markup::default() };
    let rows = [("The PDF", &given.pdf), ("The Word file", &given.word)]
        .map(|(name, digest)| SummaryRow::new(name, html! { span class="app-wrap" { (digest) } }));
    let inside = html! {
        p class="govuk-body" { "A file with the same SHA-256 digest is the one that went, to the last letter." }
        (SummaryList::new(rows.into()))
    };
    Details::new("Prove that a file is the one that went", inside).render()
}

fn left_out(issued: &Issued) -> Markup {
    let by_hand = issued.sections.iter().filter_map(|section| Some((section, section.left_out.as_ref()?)));
    let by_hand: Vec<_> = by_hand.collect();
    html! {
        @if !issued.left_out.is_empty() || !by_hand.is_empty() {
            h2 class="govuk-heading-m" { "What this reader does not get" }
            ul class="govuk-list govuk-list--bullet" {
                @for what in &issued.left_out { li { (drawn::line(what)) } }
                @for (section, why) in by_hand { li { "Left out: " (drawn::line(&section.heading)) ". " (drawn::verbatim(why)) } }
            }
        }
    }
}

fn uncovered(shown: &Shown) -> Markup {
    let numbers: Vec<String> =
        shown.uncovered.iter().map(|character| format!("U+{:04X}", u32::from(*character))).collect();
    html! {
        @if !numbers.is_empty() {
            (InsetText::new(format!(
                "The PDF has no letters for some characters and shows their numbers instead: {}. The Word file keeps them.",
                numbers.join(", ")
            )))
        }
    }
}
