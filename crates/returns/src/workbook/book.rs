//! A workbook: its sheets by name, the formats in which a number is a day, and the rows of one sheet at a time.

use std::collections::BTreeSet;
use std::io::{BufRead, Read, Seek};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::package::Package;
use super::rows::{self, Row, With};
use super::strings::Texts;
use super::{MOST_FORMATS, MOST_SHEETS, NotRead, broken, local};
use crate::xml::Guarded;

/// A workbook that can be read.
pub struct Workbook<R> {
    package: Package<R>,
    sheets: Vec<Sheet>,
    texts: Texts,
    formats: Formats,
    since_1904: bool,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    part: String,
}

/// Which formats of cells are dates.
#[derive(Debug, Default)]
pub(super) struct Formats {
    days: Vec<bool>,
}

impl Formats {
    pub(super) fn is_day(&self, format: usize) -> bool {
        self.days.get(format).copied().unwrap_or_default()
    }
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook: all but the rows is read.
    ///
    /// # Errors
    /// When it is no workbook, is damaged, or holds more than any such workbook does.
    pub fn open(bytes: R) -> Result<Self, NotRead> {
        let mut package = Package::open(bytes)?;
        let place = "the workbook";
        let mut targets = Vec::new();
        each_start(package.part("xl/_rels/workbook.xml.rels", place)?, place, &mut |start| {
            if local(start.name().0) == "Relationship" && targets.len() < MOST_SHEETS * 4 {
                targets.push((attribute(start, "Id")?, attribute(start, "Target")?));
            }
            Ok(())
        })?;
        let (mut sheets, mut since_1904) = (Vec::new(), false);
        each_start(package.part("xl/workbook.xml", place)?, place, &mut |start| {
            match local(start.name().0) {
                "workbookPr" => since_1904 = matches!(attribute(start, "date1904")?.as_str(), "1" | "true"),
                "sheet" if sheets.len() == MOST_SHEETS => return Err("it has more than 200 sheets.".into()),
                "sheet" => {
                    let id = attribute(start, "id")?;
                    let target =
                        targets.iter().find(|(name, _)| *name == id).map(|(_, target)| part_of(target));
                    let hidden = matches!(attribute(start, "state")?.as_str(), "hidden" | "veryHidden");
                    sheets.push(Sheet {
                        name: attribute(start, "name")?,
                        hidden,
                        part: target.unwrap_or_default(),
                    });
                }
                _ => {}
            }
            Ok(())
        })?;
        let formats = match package.has("xl/styles.xml") {
            true => formats(package.part("xl/styles.xml", place)?)?,
            false => Formats::default(),
        };
        let texts = match package.has("xl/sharedStrings.xml") {
            true => Texts::read(package.part("xl/sharedStrings.xml", place)?)?,
            false => Texts::default(),
        };
        Ok(Workbook { package, sheets, texts, formats, since_1904 })
    }

    /// Its sheets, in order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Hands on each row of a sheet that holds anything, in order.
    ///
    /// # Errors
    /// When the sheet is damaged or too long, and what `hand_on` stops with.
    pub fn rows(
        &mut self,
        sheet: &Sheet,
        hand_on: &mut dyn FnMut(&Row) -> Result<(), NotRead>,
    ) -> Result<(), NotRead> {
        let place = format!("sheet {}", sheet.name);
        let with = With { texts: &self.texts, formats: &self.formats, since_1904: self.since_1904 };
        rows::read(self.package.part(&sheet.part, &place)?, &sheet.name, with, hand_on)
    }
}

/// The part that a target names, from the folder of the workbook or from the top.
fn part_of(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    }
}

/// Which formats are dates: those of the standard, and those whose letters are a day's.
fn formats(part: impl BufRead) -> Result<Formats, NotRead> {
    let (mut own, mut days, mut inside) = (BTreeSet::new(), Vec::new(), false);
    each_start(part, "the workbook's formats", &mut |start| {
        match local(start.name().0) {
            "numFmt" if own.len() < MOST_FORMATS && is_day(&attribute(start, "formatCode")?) => {
                own.insert(attribute(start, "numFmtId")?);
            }
            "cellXfs" => inside = true,
            "cellStyles" | "dxfs" => inside = false,
            "xf" if inside && days.len() < MOST_FORMATS => {
                let number = attribute(start, "numFmtId")?;
                let standard = number
                    .parse::<u32>()
                    .is_ok_and(|number| matches!(number, 14..=17 | 22 | 27..=36 | 50..=58));
                days.push(standard || own.contains(&number));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(Formats { days })
}

/// Whether a format writes a day: it has a year or a day outside quotation marks and square brackets.
fn is_day(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for letter in format.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match letter {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            'd' | 'D' | 'y' | 'Y' if !quoted && !bracketed => return true,
            _ => {}
        }
    }
    false
}

fn each_start(
    part: impl BufRead,
    place: &str,
    hand_on: &mut dyn FnMut(&BytesStart<'_>) -> Result<(), String>,
) -> Result<(), NotRead> {
    let mut reader = Reader::from_reader(Guarded::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().begin_piece();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(broken(place, reader.get_ref().exceeded, &error)),
        };
        match event {
            Event::Start(start) | Event::Empty(start) => {
                hand_on(&start).map_err(|words| NotRead::at(place, words))?;
            }
            Event::DocType(_) => {
                return Err(NotRead::at(place, "it has a document type, which no workbook has."));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name without its prefix; empty when it is not there.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("the file is damaged: {error}."))?;
        if local(attribute.key.0) == name {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|error| format!("the file is damaged: {error}."))?;
            return Ok(value.chars().take(500).collect());
        }
    }
    Ok(String::new())
}
