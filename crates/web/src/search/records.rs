//! The words in records: which record, whose, where in it, and the place itself with the words marked.

use casework::search::{Child, InRecord, NumberOf, Numbered, Piece};
use domain::calendar::london;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

use super::place::href;

/// Records in which the words stand.
pub(super) fn records(records: &[InRecord], more: bool) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="words" { "Words in records" }
        ol class="govuk-list app-found" {
            @for record in records {
                li class="govuk-!-margin-bottom-5" {
                    h3 class="govuk-heading-s govuk-!-margin-bottom-1" {
                        (opens(href(record.kind, record.id, &record.children), record.name))
                        @if !record.children.is_empty() { ": " (children(&record.children)) }
                    }
                    p class="govuk-hint govuk-!-margin-bottom-1" {
                        (shown_in_line(record.part.trim_end_matches('?'))) ", " (london::date_in_words(record.on))
                    }
                    p class="govuk-body govuk-!-margin-bottom-1" { (pieces(&record.pieces)) }
                    @match record.more {
                        0 => {}
                        1 => { p class="govuk-hint govuk-!-margin-bottom-0" { "And in another part of it." } }
                        more => { p class="govuk-hint govuk-!-margin-bottom-0" { "And in " (more) " other parts of it." } }
                    }
                }
            }
        }
        @if more {
            p class="govuk-body" { "Only the nearest are shown. Add a word, or put words that stand side by side in “quotation marks”." }
        }
    }
}

/// Numbers of records and of people.
pub(super) fn numbers(numbers: &[Numbered]) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="numbers" { "Numbers" }
        ul class="govuk-list" {
            @for numbered in numbers {
                li {
                    @match &numbered.of {
                        NumberOf::Person => { (children(&numbered.children)) }
                        NumberOf::Record { kind, id, name, number } => {
                            @let words = format!("{name} {number}");
                            (opens(href(kind, *id, &numbered.children), &words))
                            @if !numbered.children.is_empty() { ": " (children(&numbered.children)) }
                        }
                    }
                    " " span class="govuk-hint" {
                        @if numbered.exact { "The same number" } @else { "One letter or figure is different" }
                    }
                }
            }
        }
    }
}

/// Text with the words that were found marked.
pub(super) fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        span dir="auto" {
            @for piece in pieces {
                @if piece.marked { mark { (shown(&piece.text)) } } @else { (shown(&piece.text)) }
            }
        }
    }
}

/// Children by name, each with a link.
pub(super) fn children(children: &[Child]) -> Markup {
    html! {
        @for (place, child) in children.iter().enumerate() {
            @if place > 0 { ", " }
            a class="govuk-link" href={ "/children/" (child.id) } { bdi { (named(&child.name)) } }
        }
    }
}

/// A name, or that there is none.
pub(super) fn named(name: &str) -> String {
    let name = shown_in_line(name);
    if name.trim().is_empty() { "Name not known".to_owned() } else { name }
}

fn opens(href: Option<String>, words: &str) -> Markup {
    html! {
        @match href {
            Some(href) => { a class="govuk-link" href=(href) { (shown_in_line(words)) } }
            None => { (shown_in_line(words)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::Id;
    use jiff::civil::date;

    use super::*;

    fn piece(text: &str, marked: bool) -> Piece {
        Piece { text: text.into(), marked }
    }

    #[test]
    fn words_that_were_found_are_marked_and_nothing_in_a_text_is_taken_for_a_page() {
        let record = InRecord {
            kind: "contact",
            id: Id::from_bits(2),
            name: "Contact",
            children: vec![Child { id: Id::from_bits(1), name: "Ava <i>Example</i>".into() }],
            part: "What was <b>seen</b>".into(),
            on: date(2026, 11, 23),
            pieces: vec![piece("… </p><script>", false), piece("Zoë’s", true), piece(" \u{202e}door", false)],
            more: 2,
        };
        let page = records(&[record], true).into_string();
        assert!(page.contains("<mark>Zoë’s</mark>"), "{page}");
        for wrong in ["<script>", "<i>", "<b>", "\u{202e}"] {
            assert!(!page.contains(wrong), "{wrong} in {page}");
        }
        for right in [
            "href=\"/contacts/00000000000000000000000000000002\"",
            "href=\"/children/00000000000000000000000000000001\"",
            "And in 2 other parts of it.",
            "Only the nearest are shown.",
        ] {
            assert!(page.contains(right), "{right} is not in {page}");
        }
    }
}
