//! Reads a PDF: the text that its fonts say they draw, and the tree of its structure.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream};

/// The text of all pages, in the order in which it is drawn; words of footers among it.
pub fn text(pdf: &Pdf) -> String {
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let mut fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
        let (mut font, mut stands): (Vec<u8>, Vec<bool>) = (Vec::new(), Vec::new());
        let mut operations = page.operations();
        while let Some(operation) = operations.next() {
            let operands: Vec<Object<'_>> = operation.operands().cloned().collect();
            match (&operation.operator[..], operands.as_slice()) {
                (b"Tf", [Object::Name(name), ..]) => {
                    font = name.to_vec();
                    if !fonts.contains_key(&font) {
                        fonts.insert(
                            font.clone(),
                            page.resources().get_font(name).map(|font| letters(&font)).unwrap_or_default(),
                        );
                    }
                }
                (b"BDC", [_, Object::Dict(said)]) => {
                    let instead = said.get::<hayro_syntax::object::String<'_>>("ActualText".as_bytes());
                    stands.push(instead.is_some());
                    text.push_str(&instead.map(|instead| decoded(instead.as_bytes())).unwrap_or_default());
                }
                (b"BDC" | b"BMC", _) => stands.push(false),
                (b"EMC", _) => drop(stands.pop()),
                (b"Tj" | b"TJ", [drawn]) if !stands.contains(&true) => {
                    show(drawn, fonts.get(&font), &mut text);
                }
                (b"ET", _) => text.push(' '),
                _ => {}
            }
        }
    }
    text
}

fn show(drawn: &Object<'_>, letters: Option<&BTreeMap<u16, String>>, text: &mut String) {
    match drawn {
        Object::String(codes) => {
            for code in codes.as_bytes().chunks(2) {
                let code = code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte));
                text.push_str(
                    letters.and_then(|letters| letters.get(&code)).map_or("\u{FFFD}", String::as_str),
                );
            }
        }
        Object::Array(several) => several.iter::<Object<'_>>().for_each(|one| show(&one, letters, text)),
        _ => {}
    }
}

/// What a font says that its glyphs mean.
fn letters(font: &Dict<'_>) -> BTreeMap<u16, String> {
    let Some(stream) = font.get::<Stream<'_>>("ToUnicode".as_bytes()) else { return BTreeMap::new() };
    let map = String::from_utf8_lossy(&stream.decoded().unwrap()).into_owned();
    let mut letters = BTreeMap::new();
    let mut ranges = false;
    for line in map.lines() {
        ranges = (ranges || line.contains("beginbfrange")) && !line.contains("endbfrange");
        let hex: Vec<&str> =
            line.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(hex, _)| hex).collect();
        let code = |hex: &str| u16::from_str_radix(hex, 16).ok();
        match hex.as_slice() {
            [from, meaning] if !ranges => {
                letters.extend(code(from).map(|code| (code, utf16(meaning))));
            }
            [from, to, meaning] if ranges => {
                let (Some(from), Some(to), Some(first)) =
                    (code(from), code(to), utf16(meaning).chars().next())
                else {
                    continue;
                };
                for (place, code) in (from..=to).enumerate() {
                    let meant = char::from_u32(u32::from(first) + u32::try_from(place).unwrap());
                    letters.extend(meant.map(|meant| (code, meant.to_string())));
                }
            }
            _ => {}
        }
    }
    letters
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> =
        (0..hex.len() / 4).filter_map(|at| u16::from_str_radix(&hex[at * 4..at * 4 + 4], 16).ok()).collect();
    String::from_utf16_lossy(&units)
}

/// A text string: UTF-16 with its mark, or single bytes.
pub fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks(2)
                .map(|two| two.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        other => other.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// An element of the structure: its kind, and what it says instead of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub kind: String,
    pub alt: Option<String>,
}

/// The catalogue.
pub fn root(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap()
}

/// Every element of the structure tree, parents before what they hold.
pub fn structure(pdf: &Pdf) -> Vec<Element> {
    let mut found = Vec::new();
    let tree = root(pdf).get::<Dict<'_>>("StructTreeRoot".as_bytes()).expect("a structure tree");
    walk(&tree, &mut found);
    found
}

fn walk(element: &Dict<'_>, found: &mut Vec<Element>) {
    if let Some(kind) = element.get::<hayro_syntax::object::Name<'_>>("S".as_bytes()) {
        let alt = element.get::<hayro_syntax::object::String<'_>>("Alt".as_bytes());
        found.push(Element { kind: kind.as_str().to_owned(), alt: alt.map(|alt| decoded(alt.as_bytes())) });
    }
    match element.get::<Object<'_>>("K".as_bytes()) {
        Some(Object::Dict(child)) => walk(&child, found),
        Some(Object::Array(children)) => each(&children, found),
        _ => {}
    }
}

fn each(children: &Array<'_>, found: &mut Vec<Element>) {
    for child in children.iter::<Object<'_>>() {
        if let Object::Dict(child) = child {
            walk(&child, found);
        }
    }
}
