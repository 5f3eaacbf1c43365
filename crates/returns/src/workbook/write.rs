//! A workbook written row by row: the same rows give the same bytes on any day and machine. Texts stand in their cells, as texts: one that begins with
//! "=" is not a formula. No cell holds a formula, and no part of the file bears a clock's time or anybody's name.

use std::io::{self, Seek, Write};

use jiff::civil::Date;
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::rows::{column_letters, number_of};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// The formats of cells, by their places in `styles`.
const HEADING: u8 = 1;
const DAY: u8 = 2;
/// The most characters of a cell, by the standard.
const LONGEST_TEXT: usize = 32_767;

/// A column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column<'c> {
    /// Its heading.
    pub heading: &'c str,
    /// How wide it is, in characters.
    pub width: u16,
}

/// What is written in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A day, shown as dd/mm/yyyy.
    Day(Date),
    /// A whole number.
    Whole(u32),
}

/// A workbook that is being written.
pub struct WorkbookWriter<W: Write + Seek> {
    zip: ZipWriter<W>,
    sheets: usize,
    begun: usize,
}

impl<W: Write + Seek> WorkbookWriter<W> {
    /// Begins a workbook of sheets with these names.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(to: W, names: &[&str]) -> io::Result<Self> {
        let mut writer = WorkbookWriter { zip: ZipWriter::new(to), sheets: names.len(), begun: 0 };
        writer.part("[Content_Types].xml", &kinds(names.len()))?;
        writer.part("_rels/.rels", &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ))?;
        let sheet = |(number, name): (usize, &&str)| {
            format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", fit(name, 31))
        };
        let sheets: String = (1..).zip(names).map(sheet).collect();
        writer.part(
            "xl/workbook.xml",
            &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"),
        )?;
        let related = |number: usize| {
            format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            )
        };
        let all: String = (1..=names.len()).map(related).collect();
        let styles = names.len() + 1;
        writer.part("xl/_rels/workbook.xml.rels", &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\">{all}<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
        ))?;
        writer.part("xl/styles.xml", &self::styles())?;
        Ok(writer)
    }

    /// Writes the next sheet.
    ///
    /// # Errors
    /// When it cannot be written, or every sheet was.
    pub fn sheet(
        &mut self,
        columns: &[Column<'_>],
        rows: &mut dyn Iterator<Item = Vec<Written>>,
    ) -> io::Result<()> {
        self.begun += 1;
        if self.begun > self.sheets {
            return Err(io::Error::other("the workbook has no more sheets"));
        }
        self.zip.start_file(format!("xl/worksheets/sheet{}.xml", self.begun), options())?;
        let mut out = io::BufWriter::with_capacity(16 * 1024, &mut self.zip);
        write!(
            out,
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>"
        )?;
        for (number, column) in (1..).zip(columns) {
            let number: u32 = number;
            write!(
                out,
                "<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"/>",
                column.width
            )?;
        }
        write!(out, "</cols><sheetData><row r=\"1\">")?;
        for (place, column) in columns.iter().enumerate() {
            text(&mut out, &format!("{}1", column_letters(place)), column.heading, Some(HEADING))?;
        }
        write!(out, "</row>")?;
        for (number, row) in (2_u32..).zip(rows) {
            write!(out, "<row r=\"{number}\">")?;
            for (place, cell) in row.iter().enumerate() {
                let name = format!("{}{number}", column_letters(place));
                match cell {
                    Written::Blank => {}
                    Written::Text(words) => text(&mut out, &name, words, None)?,
                    Written::Day(day) => {
                        write!(out, "<c r=\"{name}\" s=\"{DAY}\"><v>{}</v></c>", number_of(*day))?;
                    }
                    Written::Whole(whole) => write!(out, "<c r=\"{name}\"><v>{whole}</v></c>")?,
                }
            }
            write!(out, "</row>")?;
        }
        write!(out, "</sheetData></worksheet>")?;
        out.flush()
    }

    /// Ends the workbook and gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written, or a sheet is missing.
    pub fn finish(self) -> io::Result<W> {
        if self.begun != self.sheets {
            return Err(io::Error::other("a sheet of the workbook was not written"));
        }
        Ok(self.zip.finish()?)
    }

    fn part(&mut self, name: &str, xml: &str) -> io::Result<()> {
        self.zip.start_file(name, options())?;
        self.zip.write_all(HEAD.as_bytes())?;
        self.zip.write_all(xml.as_bytes())
    }
}

/// The first time that a zip can bear.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
}

fn text(out: &mut impl Write, name: &str, words: &str, style: Option<u8>) -> io::Result<()> {
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    write!(
        out,
        "<c r=\"{name}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        fit(words, LONGEST_TEXT)
    )
}

/// Words as XML holds them: no control characters, no more than fit.
fn fit(words: &str, most: usize) -> String {
    let allowed = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let words: String = words.chars().filter(allowed).take(most).collect();
    escape(words.as_str()).into_owned()
}

fn kinds(sheets: usize) -> String {
    let kind = |part: &str, kind: &str| {
        format!(
            "<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    };
    let sheets: String =
        (1..=sheets).map(|number| kind(&format!("worksheets/sheet{number}"), "worksheet")).collect();
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{sheets}</Types>",
        kind("workbook", "sheet.main"),
        kind("styles", "styles"),
    )
}

/// The formats: plain, a heading, a day.
fn styles() -> String {
    let font =
        |bold: &str| format!("<font>{bold}<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
         <fonts count=\"2\">{}{}</fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
         <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        font(""),
        font("<b/>"),
    )
}
