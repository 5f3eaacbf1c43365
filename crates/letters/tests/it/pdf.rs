//! The PDF: tagged, with its language and title, every word in it, the same bytes each time, and no text taken for markup.

use domain::document::{Document, Image, Part, Picture};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};

use crate::reading::{Element, decoded, root, structure, text};
use crate::{HOSTILE, everything, holding, joined};

fn made(document: &Document) -> Pdf {
    Pdf::new(letters::pdf(document).unwrap()).unwrap()
}

/// Every word of the document is in the text of its PDF.
fn holds_all(document: &Document) {
    let found = joined(&text(&made(document)));
    for words in document.texts() {
        for word in words.split_whitespace() {
            assert!(found.contains(&joined(word)), "“{word}” is not in: {found:.2000}");
        }
    }
}

#[test]
fn a_reader_who_hears_it_is_told_its_language_its_title_and_that_it_is_tagged() {
    let pdf = made(&everything());
    let root = root(&pdf);
    let said = |key: &str| {
        root.get::<hayro_syntax::object::String<'_>>(key.as_bytes()).map(|said| decoded(said.as_bytes()))
    };
    assert_eq!(said("Lang").as_deref(), Some("en-GB"));
    let marks = root.get::<Dict<'_>>("MarkInfo".as_bytes()).unwrap();
    assert_eq!(marks.get::<bool>("Marked".as_bytes()), Some(true));
    let views = root.get::<Dict<'_>>("ViewerPreferences".as_bytes()).unwrap();
    assert_eq!(views.get::<bool>("DisplayDocTitle".as_bytes()), Some(true));
    assert!(root.get::<Dict<'_>>("Outlines".as_bytes()).is_some());
    let about = root.get::<Stream<'_>>("Metadata".as_bytes()).unwrap();
    let about = String::from_utf8_lossy(&about.decoded().unwrap()).into_owned();
    assert!(
        about.contains("pdfuaid:part") && about.contains("Documenttitle") && about.contains("en-GB"),
        "{about}"
    );
    assert!(about.contains("2026-09-21"), "{about}");
}

#[test]
fn headings_lists_tables_and_pictures_are_what_they_are() {
    let found = structure(&made(&everything()));
    let count = |kind: &str| found.iter().filter(|element| element.kind == kind).count();
    for (kind, expected) in [("H1", 1), ("H2", 1), ("L", 3), ("Table", 1), ("TH", 2), ("Figure", 1)] {
        assert!(count(kind) >= expected, "{kind}: {} in {found:?}", count(kind));
    }
    assert!(count("TD") == 4 && count("TR") == 3, "{found:?}");
    let described = |element: &&Element| element.alt.as_deref() == Some("Picturedescription");
    assert_eq!(found.iter().filter(described).count(), 1, "{found:?}");
}

#[test]
fn every_word_is_in_it() {
    holds_all(&everything());
}

#[test]
fn no_text_is_read_as_markup() {
    for hostile in HOSTILE {
        let mut document = everything();
        document.title = format!("{hostile} title");
        document.composed_for = format!("Composed for {hostile}");
        document.parts.push(Part::words(*hostile));
        document.parts.push(Part::heading(1, *hostile));
        document.parts.push(Part::list([*hostile]));
        document.parts.push(Part::Facts(vec![((*hostile).into(), (*hostile).into())]));
        holds_all(&document);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_gives_others() {
    let document = everything();
    assert_eq!(letters::pdf(&document).unwrap(), letters::pdf(&document).unwrap());
    let later = Document { made: document.made + jiff::SignedDuration::from_secs(1), ..document.clone() };
    assert_ne!(letters::pdf(&document).unwrap(), letters::pdf(&later).unwrap());
}

#[test]
fn names_of_many_scripts_are_set_and_what_cannot_be_is_shown_as_its_number() {
    let names = ["محمد علی", "আনোয়ারা খাতুন", "गुरप्रीत कौर", "王小明", "김민준", "Żółć", "አበበ", "עדינה"];
    let document = holding(names.iter().map(|name| Part::words(*name)).collect());
    assert_eq!(letters::uncovered(&document).into_iter().collect::<String>(), "");
    let found = joined(&text(&made(&document)));
    for name in ["王小明", "김민준", "Żółć", "አበበ"] {
        assert!(found.contains(name), "{name}: {found}");
    }
    let unknown = holding(vec![Part::words("before \u{10FFFD} after")]);
    assert_eq!(letters::uncovered(&unknown).into_iter().collect::<String>(), "\u{10FFFD}");
    assert!(joined(&text(&made(&unknown))).contains("before[U+10FFFD]after"));
}

#[test]
fn marks_that_turn_or_hide_text_do_neither() {
    let document = holding(vec![Part::words(
        "zero\u{200B}width \u{202E}desrever\u{202C} \u{0}nothing \u{FEFF}mark soft\u{AD}hyphen 👶🏽 ❤️",
    )]);
    let found = joined(&text(&made(&document)));
    for expected in ["zerowidth", "[U+202E]desrever[U+202C]", "[U+0000]nothing", "mark"] {
        assert!(found.contains(expected), "{expected}: {found}");
    }
}

#[test]
fn a_very_long_text_and_a_very_long_word_are_set_whole() {
    let long = "word ".repeat(20_000);
    let document = holding(vec![Part::words(long.trim()), Part::words("x".repeat(3_000))]);
    let pdf = made(&document);
    assert!(pdf.pages().len() > 10);
    let found = joined(&text(&pdf));
    assert!(found.matches("word").count() >= 20_000);
    assert!(found.matches('x').count() >= 3_000);
}

#[test]
fn a_picture_that_cannot_be_read_is_said_in_words() {
    for image in [Image::Png(vec![1, 2, 3]), Image::Jpeg(Vec::new()), Image::Svg("<svg".into())] {
        let picture = Picture { description: "Threehouses".into(), image };
        let document = holding(vec![Part::Picture(picture), Part::words("Afterwards")]);
        let found = joined(&text(&made(&document)));
        assert!(found.contains("Threehouses") && found.contains("Afterwards"), "{found}");
    }
}

#[test]
fn an_empty_document_is_a_document() {
    let mut document =
        holding(vec![Part::heading(3, "  "), Part::words(""), Part::list(Vec::<String>::new())]);
    document.title = String::new();
    assert_eq!(made(&document).pages().len(), 1);
}
