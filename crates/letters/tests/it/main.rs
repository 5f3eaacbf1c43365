//! Documents read back from their own files: what is in a PDF and in a Word file is asked of the bytes, never of what made them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod pdf;
mod reading;
mod word;

use domain::document::{Document, Image, Part, Picture, Run, Table};
use jiff::Timestamp;

/// A document with one of everything, and a word of its own in each place.
fn everything() -> Document {
    let mut document = holding(Vec::new());
    document.parts = vec![
        Part::heading(1, "Headingone"),
        Part::Paragraph(vec![
            Run::plain("Plainwords "),
            Run::strong("Strongwords"),
            Run::stressed(" Stressedwords"),
        ]),
        Part::heading(2, "Headingtwo"),
        Part::Quote { words: "Quotedwords".into(), who: "Quotedfrom".into(), when: "3 March 2026".into() },
        Part::list(["Itemone", "Itemtwo"]),
        Part::List { numbered: true, items: vec!["Stepone".into(), "Steptwo".into()] },
        Part::Facts(vec![("Factname".into(), "Factvalue".into())]),
        Part::Table(Table {
            caption: "Tablecaption".into(),
            head: vec!["Headcell".into(), "Otherhead".into()],
            widths: vec![30, 70],
            rows: vec![vec!["Cellone".into(), "Celltwo".into()], vec!["Cellthree".into()]],
        }),
        Part::Picture(Picture { description: "Picturedescription".into(), image: Image::Svg(drawing()) }),
        Part::Note("Notewords".into()),
        Part::PageBreak,
        Part::words("Lastwords"),
    ];
    document
}

fn holding(parts: Vec<Part>) -> Document {
    Document {
        title: "Documenttitle".into(),
        language: "en-GB".into(),
        from: "Northbridge Council".into(),
        composed_for: "Composed for Rosa Marlowe".into(),
        made: Timestamp::from_second(1_790_000_000).unwrap(),
        dated: "21 September 2026".into(),
        parts,
    }
}

fn drawing() -> String {
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect width="200" height="60" fill="#eee"/><text x="10" y="35" font-size="14">Drawn</text></svg>"##.into()
}

/// Everything but what holds words apart or is not drawn: a line may break anywhere.
fn joined(words: &str) -> String {
    words
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
        })
        .collect()
}

/// Texts that would do harm if they were read as anything but text.
const HOSTILE: &[&str] = &[
    "#import \"@preview/evil:1.0.0\": *",
    "#panic(\"no\") #set page(width: 1pt) #read(\"/etc/passwd\")",
    "$ sum_(i=0)^n $ and *bold* and _emphasis_ and `raw` and ```code```",
    "= Heading\n- item\n+ item\n/ term: words",
    "<label> @reference https://example.example // comment /* more */",
    "]]> </w:t><w:t> & < > \" ' &amp; &#0; <!-- -->",
    "\\u{41} \\n \\ ~ -- --- ... 'quoted' \"quoted\"",
    "{child} {{name}} %s ${x}",
    "tab\there",
    "O'Brien-Ní Dhomhnaill, Seán",
];
