//! Bytes that are not a return, or mean harm: refused with a line and words, within bounded memory, and never a panic.

use std::io::{BufReader, Read};

use proptest::prelude::*;
use returns::cin::read;

use crate::cin_reads::{one_child, read_text};

fn check(bytes: &[u8], line: u64, words: &str) {
    let refused = read(bytes, &mut |_| ()).err();
    assert!(
        refused.as_ref().is_some_and(|refused| refused.line == line && refused.words.contains(words)),
        "{:.200}\ngave {refused:?}\nexpected line {line}: {words}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn what_is_not_a_census_is_refused() {
    check(b"", 1, "empty");
    check(b"   \n ", 2, "empty");
    check(b"LAchildID,UPN\nNB1,A1\n", 3, "not XML");
    check(b"\n<html><body/></html>", 2, "begins with <html>");
    check(b"<Message/>", 1, "no <Children>");
    check(b"<Message>\n<Header/>\n</Message>", 3, "no <Children>");
    let other = b"<Message>\n<Header><CollectionDetails><Collection>SSDA903</Collection></CollectionDetails></Header>";
    check(other, 2, "\"SSDA903\"");
    check(
        b"<Message xmlns=\"urn:example:other\"><Children/></Message>",
        1,
        "namespace \"urn:example:other\"",
    );
    check(b"<c:Message xmlns:c=\"urn:example:other\"/>", 1, "prefix");
    check(b"<Message><Children/></Message>\n<Message/>", 2, "after the end");
    check(b"<Message><Children/></Message>\nmore", 2, "after the end");
}

#[test]
fn other_encodings_are_refused_in_words() {
    check(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<Message/>", 1, "ISO-8859-1");
    check(b"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<Message/>", 1, "UTF-16");
    check(b"\xff\xfe<\0M\0", 1, "UTF-16");
    check(b"<\0M\0e\0", 1, "UTF-16");
    let text =
        one_child("<ChildIdentifiers>\n<LAchildID>Zo?</LAchildID></ChildIdentifiers>").replace('?', "\u{1}");
    let windows: Vec<u8> = text.bytes().map(|byte| if byte == 1 { 0xeb } else { byte }).collect();
    check(&windows, 4, "not UTF-8");
}

#[test]
fn broken_xml_is_refused_with_its_line() {
    check(b"<Message>\n<Children>\n<Child>\n", 4, "ends before </Child>");
    check(b"<Message>\n<Children>\n<Chi", 3, "ends before </Children>");
    check(b"<Message>\n<Children>\n</Message>", 3, "Not well-formed");
    check(b"<Message>\n</Children>", 2, "Not well-formed");
    check(b"<Message>\n<Children a=\"1\" a=\"2\"/></Message>", 2, "Not well-formed");
    check(b"<Message>\n<Children>a & b</Children></Message>", 2, "Not well-formed");
    check(b"<Message>\n<!-- never closed", 2, "ends before </Message>");
}

#[test]
fn entities_and_document_types_are_refused() {
    let laughs = b"<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<Message>&b;</Message>";
    check(laughs, 2, "document type");
    check(b"<!DOCTYPE Message SYSTEM \"file:///etc/passwd\"><Message/>", 1, "document type");
    check(one_child("<A>&lol;</A>").as_bytes(), 3, "&lol;");
    check(one_child("<A>&#xD800;</A>").as_bytes(), 3, "Not well-formed");
}

#[test]
fn characters_that_xml_does_not_know_are_refused() {
    let id = |id: &str| format!("<ChildIdentifiers>\n<LAchildID>{id}</LAchildID></ChildIdentifiers>");
    for written in
        ["N\u{0}B1", "N\u{1b}[31mB1", "N&#1;B1", "N&#x1B;B1", "N<![CDATA[\u{7}]]>B1", "N\u{ffff}B1"]
    {
        check(one_child(&id(written)).as_bytes(), 4, "control character");
    }
    check(b"<Message>\n<!-- \x1b -->\n<Children/></Message>", 2, "control character");
    check(b"<Message>\n<Children a=\"\x1b\"/></Message>", 2, "control character");
    check("<Message>\n<Chil\u{9b}dren/></Message>".as_bytes(), 2, "no name may hold");
    check("<Mess\u{9b}age/>".as_bytes(), 1, "no name may hold");
    assert!(read_text(&one_child(&id("N\t\u{85}\u{fffd}B1"))).is_ok(), "XML knows these");
    assert!(read_text(&one_child("<Zoë/><名/>")).is_ok(), "names in other letters are names");
}

#[test]
fn nothing_is_longer_or_deeper_than_its_limit() {
    let long = "x".repeat(70_000);
    check(one_child(&format!("<A>{long}</A>")).as_bytes(), 3, "64 KiB");
    check(one_child(&format!("<A b=\"{long}\"/>")).as_bytes(), 3, "64 KiB");
    check(one_child(&format!("<!-- {long} -->")).as_bytes(), 3, "64 KiB");
    check(one_child(&format!("<{long}/>")).as_bytes(), 3, "64 KiB");
    check(one_child(&format!("<A>{}</A>", "<![CDATA[xxxxxxxx]]>".repeat(9_000))).as_bytes(), 3, "64 KiB");
    check(one_child(&"<a>".repeat(40)).as_bytes(), 3, "nested too deeply");
    check(one_child(&"<a/>".repeat(20_001)).as_bytes(), 3, "20,000 elements");
    check(
        one_child(
            &format!("<A>{}</A>", "<b>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</b>".repeat(19_000)).repeat(2),
        )
        .as_bytes(),
        3,
        "20,000",
    );
    check(
        one_child(&format!("<A {}/>", (0..40).map(|n| format!("a{n}=\"\" ")).collect::<String>())).as_bytes(),
        3,
        "too many attributes",
    );
    assert!(read_text(&one_child(&format!("<A>{}</A>", "x".repeat(60_000)))).is_ok());
}

/// A gigabyte of one tag, made as it is read: memory would show it if it were kept.
struct Endless {
    start: &'static [u8],
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if !self.start.is_empty() {
            return self.start.read(into);
        }
        let length = into.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        into[..length].fill(b'a');
        self.left -= length as u64;
        Ok(length)
    }
}

#[test]
fn a_gigabyte_of_one_attribute_is_refused_after_its_first_part() {
    let mut endless = Endless { start: b"<Message><Children x=\"", left: 1 << 30 };
    let refused = read(BufReader::new(&mut endless), &mut |_| ()).unwrap_err();
    assert!(refused.words.contains("64 KiB"), "{refused}");
    assert!(endless.left > (1 << 30) - 200_000, "{} bytes were read", (1 << 30) - endless.left);
}

const GOOD: &str = "<Message><Header><Source><LEA>999</LEA></Source></Header><Children>\n<Child><ChildIdentifiers><LAchildID>A&amp;1</LAchildID>\
<Sex>M</Sex></ChildIdentifiers>\n<CINdetails><CINreferralDate>2025-05-01</CINreferralDate><Assessments/></CINdetails></Child></Children></Message>";

#[test]
fn a_return_cut_anywhere_is_refused() {
    assert!(read_text(GOOD).is_ok());
    for length in 0..GOOD.len() {
        assert!(read_text(&GOOD[..length]).is_err(), "cut after {length} bytes");
    }
}

/// Gives its bytes a few at a time, as a network does.
struct Dribble<'a>(&'a [u8], usize);

impl Read for Dribble<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(into.len());
        self.0.read(&mut into[..length])
    }
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in proptest::collection::vec((0usize..300, any::<u8>()), 1..12)) {
        let mut bytes = GOOD.as_bytes().to_vec();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        if let Err(refused) = read(bytes.as_slice(), &mut |_| ()) {
            prop_assert!(refused.line >= 1 && refused.line <= lines, "{}", refused);
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(bytes.as_slice(), &mut |_| ());
    }

    #[test]
    fn pieces_of_xml_in_any_order_never_panic(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "<Message>", "</Message>", "<Children>", "</Children>", "<Child>", "</Child>", "<CINdetails>", "</CINdetails>", "<Sex/>",
            "<![CDATA[", "]]>", "<!--", "-->", "<?x", "?>", "&amp;", "&", "<", ">", "\n", "text", " a='1'", "<!DOCTYPE",
        ]), 0..30)
    ) {
        let _ = read_text(&pieces.concat());
    }

    #[test]
    fn how_the_bytes_arrive_changes_nothing(size in 4usize..40) {
        let mut children = Vec::new();
        let summary = read(BufReader::with_capacity(size, Dribble(GOOD.as_bytes(), size)), &mut |child| children.push(child)).unwrap();
        prop_assert_eq!((summary, children), read_text(GOOD).unwrap());
    }
}
