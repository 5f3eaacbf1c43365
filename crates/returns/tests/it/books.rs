//! Workbooks made for tests, part by part: good ones as a spreadsheet program saves them, and ones that no program would save.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook of sheets, each with the XML of its rows.
#[derive(Default, Clone)]
pub struct Book {
    pub sheets: Vec<(String, String)>,
    pub shared: Option<String>,
    pub more: Vec<(String, Vec<u8>)>,
    pub since_1904: bool,
}

impl Book {
    pub fn of(sheets: &[(&str, String)]) -> Book {
        Book {
            sheets: sheets.iter().map(|(name, rows)| ((*name).to_owned(), rows.clone())).collect(),
            ..Book::default()
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut part = |name: &str, bytes: &[u8]| {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        };
        let numbers = 1..=self.sheets.len();
        let named: String = numbers
            .clone()
            .zip(&self.sheets)
            .map(|(n, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
            .collect();
        let since = if self.since_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"urn:r\">{since}<sheets>{named}</sheets></workbook>"
            )
            .as_bytes(),
        );
        let related: String = numbers
            .map(|n| format!("<Relationship Id=\"rId{n}\" Target=\"worksheets/sheet{n}.xml\"/>"))
            .collect();
        part("xl/_rels/workbook.xml.rels", format!("<Relationships>{related}</Relationships>").as_bytes());
        part("xl/styles.xml", b"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy;@\"/><numFmt numFmtId=\"165\" formatCode=\"0.0&quot;days&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");
        if let Some(shared) = &self.shared {
            part("xl/sharedStrings.xml", shared.as_bytes());
        }
        for ((_, rows), n) in self.sheets.iter().zip(1..) {
            let n: usize = n;
            part(
                &format!("xl/worksheets/sheet{n}.xml"),
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
            );
        }
        for (name, bytes) in &self.more {
            part(name, bytes);
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A row of cells. Text as it is; `=…` a formula with its value behind a bar; `#…` an error; digits a number; `d:…` a number in a date's format.
pub fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().enumerate().map(|(place, cell)| {
        let name = format!("{}{number}", returns::workbook::column_letters(place));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        if cell.is_empty() {
            String::new()
        } else if let Some(formula) = cell.strip_prefix('=') {
            let (formula, value) = formula.split_once('|').unwrap_or((formula, "0"));
            format!("<c r=\"{name}\" t=\"str\"><f>{}</f><v>{}</v></c>", escaped(formula), escaped(value))
        } else if cell.starts_with('#') {
            format!("<c r=\"{name}\" t=\"e\"><v>{}</v></c>", escaped(cell))
        } else if let Some(day) = cell.strip_prefix("d:") {
            format!("<c r=\"{name}\" s=\"2\"><v>{}</v></c>", escaped(day))
        } else if cell.parse::<f64>().is_ok() {
            format!("<c r=\"{name}\"><v>{cell}</v></c>")
        } else {
            format!(
                "<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(cell)
            )
        }
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// The headings of a list.
pub fn headings(list: u8) -> Vec<&'static str> {
    returns::annex_a::layout::list(list).unwrap().columns.iter().map(|column| column.name).collect()
}

/// All eleven lists, of which one has rows, from row 2 on.
pub fn lists(list: u8, rows: &[Vec<&str>]) -> Book {
    let sheet = |number: u8| {
        let here = if number == list { rows } else { &[] };
        let rows: String = (2..).zip(here).map(|(n, cells)| row(n, cells)).collect();
        (format!("List {number}"), row(1, &headings(number)) + &rows)
    };
    Book { sheets: (1..=11).map(sheet).collect(), ..Book::default() }
}
