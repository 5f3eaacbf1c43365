//! The Word file: opened as what it is, a ZIP file of XML.

use std::io::{Cursor, Read};

use domain::document::{Document, Part};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::{HOSTILE, everything, holding};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a file, each with its style.
fn paragraphs(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = part(bytes, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let (mut found, mut within): (Vec<(String, String)>, bool) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:p" => found.push((String::new(), String::new())),
            Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let style = tag.try_get_attribute("w:val").unwrap().unwrap();
                found.last_mut().unwrap().0 = style.value.into_owned();
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => found.last_mut().unwrap().1.push('\n'),
            Event::Start(tag) => within = tag.name().as_ref() == "w:t",
            Event::End(_) => within = false,
            Event::Text(text) if within => found.last_mut().unwrap().1.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if within => {
                let name = reference.as_ref().to_owned();
                let meant = match reference.resolve_char_ref().unwrap() {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name).unwrap().to_owned(),
                };
                found.last_mut().unwrap().1.push_str(&meant);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn holds_all(document: &Document) {
    let bytes = letters::word(document).unwrap();
    let found: Vec<String> = paragraphs(&bytes).into_iter().map(|(_, words)| words).collect();
    let found = found.join("\n");
    for words in document.texts() {
        for word in words.split_whitespace() {
            assert!(found.contains(word), "“{word}” is not in: {found:.2000}");
        }
    }
}

#[test]
fn every_word_is_in_it_and_headings_are_headings() {
    let document = everything();
    holds_all(&document);
    let found = paragraphs(&letters::word(&document).unwrap());
    for (style, words) in [
        ("Title", "Documenttitle"),
        ("Heading1", "Headingone"),
        ("Heading2", "Headingtwo"),
        ("Quote", "Quotedwords"),
        ("ListParagraph", "Itemone"),
        ("Cell", "Headcell"),
        ("Note", "Notewords"),
    ] {
        assert!(found.contains(&(style.to_owned(), words.to_owned())), "{style} {words}: {found:?}");
    }
}

#[test]
fn tables_say_their_head_again_and_pictures_are_described() {
    let bytes = letters::word(&everything()).unwrap();
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert!(xml.contains("descr=\"Picturedescription\""));
    assert!(part(&bytes, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>Documenttitle</dc:title>"));
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut picture = Vec::new();
    archive.by_name("word/media/image1.png").unwrap().read_to_end(&mut picture).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
}

#[test]
fn no_text_is_read_as_xml() {
    for hostile in HOSTILE {
        let mut document = holding(vec![Part::words(*hostile), Part::list([*hostile])]);
        document.title = (*hostile).into();
        document.composed_for = (*hostile).into();
        holds_all(&document);
    }
    let control = holding(vec![Part::words("bell \u{7} null \0 noncharacter \u{FFFE}")]);
    let found = paragraphs(&letters::word(&control).unwrap());
    assert!(
        found.iter().any(|(_, words)| words == "bell [U+0007] null [U+0000] noncharacter [U+FFFE]"),
        "{found:?}"
    );
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = everything();
    assert_eq!(letters::word(&document).unwrap(), letters::word(&document).unwrap());
    let long = holding(vec![Part::words("word ".repeat(20_000)), Part::words("👶🏽 王 محمد")]);
    holds_all(&long);
}
