//! The tagged PDF. The typesetter is typst, used as a library: one fixed template of ours, and the document as values in its inputs. A text is a string
//! there and never read as markup; the template's world has no other file, no package, no network and no clock.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, IntoValue, Smart, Value};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::characters::drawable;
use crate::fonts::fonts;
use crate::picture::is_tall;
use crate::{Document, Failure, Image, Part, Picture, Table, Tone};

/// How every document is laid out.
const TEMPLATE: &str = include_str!("paper.typ");

/// Makes the PDF: PDF/UA-1, tagged, with its language, title and bookmarks.
///
/// A picture that cannot be read is left out with a sentence that says so; its description stands.
///
/// # Errors
/// When the typesetter refuses the document.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Failure> {
    let document = document.in_order();
    let made = typeset(&document);
    let pictured = document.parts.iter().any(|part| matches!(part, Part::Picture(_)));
    let made = if made.is_err() && pictured { typeset(&without_pictures(&document)) } else { made };
    // What the typesetter remembers is of use to nobody: the next document is another person's.
    typst::comemo::evict(0);
    made
}

fn typeset(document: &Document) -> Result<Vec<u8>, Failure> {
    let main = Source::detached(TEMPLATE);
    let inputs = inputs(document);
    let paper = Paper { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), main };
    let pages: PagedDocument = typst::compile(&paper).output.map_err(refused)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|refused| Failure::Typesetting(refused.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {} {}", document.title, document.composed_for, document.made)),
        creator: Smart::Custom(Some("Frontdoor".into())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&pages, &options).map_err(refused)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
fn refused(diagnostics: EcoVec<SourceDiagnostic>) -> Failure {
    // The typesetter's words are about our template; a document's own words are not in them.
    let words: Vec<String> = diagnostics.iter().map(|found| found.message.to_string()).collect();
    Failure::Typesetting(words.join("; "))
}

fn without_pictures(document: &Document) -> Document {
    let parts = document.parts.iter().map(|part| match part {
        Part::Picture(picture) => {
            Part::Note(format!("A picture could not be shown here. What it shows: {}", picture.description))
        }
        other => other.clone(),
    });
    Document { parts: parts.collect(), ..document.clone() }
}

/// All that the typesetter can see.
struct Paper {
    library: LazyHash<Library>,
    main: Source,
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts().book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn inputs(document: &Document) -> Dict {
    let (language, region) = match document.language.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (document.language.as_str(), None),
    };
    let made = document.made.to_zoned(jiff::tz::TimeZone::UTC);
    let day = [made.month(), made.day(), made.hour(), made.minute(), made.second()].map(i64::from);
    let made = std::iter::once(i64::from(made.year())).chain(day).map(IntoValue::into_value);
    dict([
        ("title", text(&document.title)),
        ("language", language.into_value()),
        ("region", region.map_or(Value::None, IntoValue::into_value)),
        ("from", text(&document.from)),
        ("composed", text(&document.composed_for)),
        ("dated", text(&document.dated)),
        ("made", array(made)),
        ("fonts", array(fonts().families().into_iter().map(IntoValue::into_value))),
        ("parts", array(document.parts.iter().map(part))),
    ])
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn array(values: impl Iterator<Item = Value>) -> Value {
    values.collect::<Array>().into_value()
}

/// A text in one line.
fn text(words: &str) -> Value {
    drawable(words, fonts()).replace('\n', " ").into_value()
}

/// A text by its lines.
fn lines(words: &str) -> Value {
    array(drawable(words, fonts()).split('\n').map(IntoValue::into_value))
}

fn part(part: &Part) -> Value {
    let made = match part {
        Part::Heading { level, words } => dict([
            ("kind", "heading".into_value()),
            ("level", i64::from(*level).into_value()),
            ("words", text(words)),
        ]),
        Part::Paragraph(runs) => {
            let runs = runs.iter().map(|run| {
                let tone = match run.tone {
                    Tone::Plain => "plain",
                    Tone::Strong => "strong",
                    Tone::Stressed => "stressed",
                };
                dict([("tone", tone.into_value()), ("lines", lines(&run.words))]).into_value()
            });
            dict([("kind", "paragraph".into_value()), ("runs", array(runs))])
        }
        Part::Quote { words, who, when } => dict([
            ("kind", "quote".into_value()),
            ("lines", lines(words)),
            ("who", text(who)),
            ("when", text(when)),
        ]),
        Part::List { numbered, items } => dict([
            ("kind", "list".into_value()),
            ("numbered", numbered.into_value()),
            ("items", array(items.iter().map(|item| lines(item)))),
        ]),
        Part::Facts(facts) => {
            let facts = facts
                .iter()
                .map(|(name, value)| dict([("name", text(name)), ("lines", lines(value))]).into_value());
            dict([("kind", "facts".into_value()), ("facts", array(facts))])
        }
        Part::Table(found) => table(found),
        Part::Picture(found) => picture(found),
        Part::Note(words) => dict([("kind", "note".into_value()), ("lines", lines(words))]),
        Part::PageBreak => dict([("kind", "break".into_value())]),
    };
    made.into_value()
}

fn table(table: &Table) -> Dict {
    let columns = table.head.len().max(1);
    let width = |column: usize| i64::from(table.widths.get(column).copied().unwrap_or(1).max(1));
    // A row that is short of a cell gets an empty one; a row with more keeps its words in its last cell.
    let rows = table.rows.iter().flat_map(|row| {
        let extra = row.get(columns..).unwrap_or_default();
        (0..columns).map(move |column| {
            let mut words = row.get(column).cloned().unwrap_or_default();
            if column + 1 == columns {
                for more in extra {
                    words.push('\n');
                    words.push_str(more);
                }
            }
            lines(&words)
        })
    });
    dict([
        ("kind", "table".into_value()),
        ("caption", text(&table.caption)),
        ("widths", array((0..columns).map(|column| width(column).into_value()))),
        ("head", array(table.head.iter().map(|words| text(words)))),
        ("cells", array(rows)),
    ])
}

fn picture(picture: &Picture) -> Dict {
    let (format, bytes) = match &picture.image {
        Image::Svg(drawn) => ("svg", Bytes::new(drawn.clone().into_bytes())),
        Image::Png(bytes) => ("png", Bytes::new(bytes.clone())),
        Image::Jpeg(bytes) => ("jpg", Bytes::new(bytes.clone())),
    };
    dict([
        ("kind", "picture".into_value()),
        ("format", format.into_value()),
        ("tall", is_tall(&picture.image).into_value()),
        ("bytes", bytes.into_value()),
        ("description", text(&picture.description)),
    ])
}
