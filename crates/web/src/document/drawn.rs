//! A document on a page, part by part, as it goes: nothing is added and nothing left out.

use casework::document::{Document, Image, Part, Picture, Run, Table, Tone};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, PreEscaped, html};

/// The whole of it.
pub(super) fn document(document: &Document) -> Markup {
    html! {
        div class="app-paper" {
            p class="govuk-body-s" { (line(&document.from)) }
            h2 class="govuk-heading-l" { (line(&document.title)) }
            p class="govuk-body govuk-!-font-weight-bold" { (line(&document.composed_for)) }
            p class="govuk-body-s" { (line(&document.dated)) }
            @for one in &document.parts { (part(one)) }
        }
    }
}

/// A name or title in one line.
pub(super) fn line(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Words as they were typed, line by line.
pub(super) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

fn part(part: &Part) -> Markup {
    html! {
        @match part {
            Part::Heading { level: 1, words } => h3 class="govuk-heading-m" { (line(words)) },
            Part::Heading { words, .. } => h4 class="govuk-heading-s" { (line(words)) },
            Part::Paragraph(runs) => p class="govuk-body" { @for one in runs { (run(one)) } },
            Part::Quote { words, who, when } => div class="govuk-inset-text" {
                p class="govuk-body" { (verbatim(words)) }
                p class="govuk-body-s" { (line(who)) @if !when.is_empty() { ", " (line(when)) } }
            },
            Part::List { numbered: true, items } => ol class="govuk-list govuk-list--number" { @for item in items { li { (verbatim(item)) } } },
            Part::List { items, .. } => ul class="govuk-list govuk-list--bullet" { @for item in items { li { (verbatim(item)) } } },
            Part::Facts(facts) => {
                @for (name, value) in facts {
                    p class="govuk-body" { strong { (line(name)) } br; (verbatim(value)) }
                }
            },
            Part::Table(shown) => (table(shown)),
            Part::Picture(shown) => (picture(shown)),
            Part::Note(words) => p class="govuk-body govuk-!-font-weight-bold" { (verbatim(words)) },
            Part::PageBreak => hr class="govuk-section-break govuk-section-break--visible";,
        }
    }
}

/// A picture with what it shows in words. A drawing of ours stands as it goes; of a photograph only the words.
fn picture(picture: &Picture) -> Markup {
    html! {
        @if let Image::Svg(drawn) = &picture.image {
            // Made by our own drawing, in which whatever people typed is escaped, and kept since in the record.
            (design::own::scroll_pane("Picture", PreEscaped(drawn.as_str())))
        }
        p class="govuk-body" { "Picture: " (verbatim(&picture.description)) }
    }
}

fn run(run: &Run) -> Markup {
    html! {
        @match run.tone {
            Tone::Plain => (verbatim(&run.words)),
            Tone::Strong => strong { (verbatim(&run.words)) },
            Tone::Stressed => em { (verbatim(&run.words)) },
        }
    }
}

fn table(table: &Table) -> Markup {
    let head: Vec<Markup> = table.head.iter().map(|words| line(words)).collect();
    let rows =
        table.rows.iter().map(|row| row.iter().map(|words| verbatim(words).into()).collect()).collect();
    let caption = if table.caption.is_empty() { table.head.join(", ") } else { table.caption.clone() };
    design::own::scroll_pane(&caption, design::govuk::Table::new(&caption, head, rows))
}
