//! What a Word file says, part by part.

use std::fmt::Write;

use super::{OFFICE, WORDS, escaped};
use crate::characters::fit;
use crate::picture::{Sized, sized};
use crate::word::styles::BULLETS;
use crate::{Document, Part, Picture, Run, Table, Tone};

/// The width between the margins, in twentieths of a point: A4 without 2.2 cm on each side.
const WIDTH: usize = 9410;
/// The same in the unit of drawings (914,400 to the inch).
const DRAWN_WIDTH: u64 = 5_975_000;
/// The tallest picture, in that unit: what fits on a page with its description.
const DRAWN_HEIGHT: u64 = 7_600_000;

/// The main part, with the pictures it shows.
pub struct Body {
    /// The XML of `word/document.xml`.
    pub xml: String,
    /// The pictures, in order.
    pub pictures: Vec<Sized>,
    counts: usize,
}

impl Body {
    /// The body of a document.
    pub fn of(document: &Document) -> Body {
        let mut body = Body { xml: String::new(), pictures: Vec::new(), counts: BULLETS };
        let _ = write!(
            body.xml,
            "<w:document xmlns:w=\"{WORDS}\" xmlns:r=\"{OFFICE}\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>"
        );
        body.paragraph("Small", &document.from);
        body.paragraph("Title", &document.title);
        body.runs("Normal", &[Run::strong(&document.composed_for)]);
        if !document.dated.trim().is_empty() {
            body.paragraph("Small", &document.dated);
        }
        for part in &document.parts {
            body.part(part);
        }
        body.xml.push_str("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1247\" w:right=\"1247\" w:bottom=\"1360\" w:left=\"1247\" w:header=\"600\" w:footer=\"600\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
        body
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading { level, words } => self.paragraph(&format!("Heading{level}"), words),
            Part::Paragraph(runs) => self.runs("Normal", runs),
            Part::Quote { words, who, when } => {
                self.paragraph("Quote", words);
                let by: Vec<&str> =
                    [who.as_str(), when].into_iter().filter(|part| !part.is_empty()).collect();
                if !by.is_empty() {
                    self.paragraph("QuotedFrom", &by.join(", "));
                }
            }
            Part::List { numbered, items } => self.list(*numbered, items),
            Part::Facts(facts) => {
                for (name, value) in facts {
                    self.paragraph("Fact", name);
                    self.paragraph("Normal", value);
                }
            }
            Part::Table(table) => self.table(table),
            Part::Picture(picture) => self.picture(picture),
            Part::Note(words) => self.paragraph("Note", words),
            Part::PageBreak => self.xml.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    fn paragraph(&mut self, style: &str, words: &str) {
        self.runs(style, &[Run::plain(words)]);
    }

    fn runs(&mut self, style: &str, runs: &[Run]) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        for run in runs {
            self.run(run);
        }
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let tone = match run.tone {
            Tone::Plain => "",
            Tone::Strong => "<w:rPr><w:b/><w:bCs/></w:rPr>",
            Tone::Stressed => "<w:rPr><w:i/><w:iCs/></w:rPr>",
        };
        let _ = write!(self.xml, "<w:r>{tone}");
        for (number, line) in fit(&run.words).split('\n').enumerate() {
            if number > 0 {
                self.xml.push_str("<w:br/>");
            }
            let _ = write!(self.xml, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
        }
        self.xml.push_str("</w:r>");
    }

    fn list(&mut self, numbered: bool, items: &[String]) {
        let count = if numbered {
            self.counts += 1;
            self.counts
        } else {
            BULLETS
        };
        for item in items {
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{count}\"/></w:numPr></w:pPr>"
            );
            self.run(&Run::plain(item));
            self.xml.push_str("</w:p>");
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.trim().is_empty() {
            self.paragraph("Caption", &table.caption);
        }
        let columns = table.head.len().max(1);
        let share = |column: usize| usize::from(table.widths.get(column).copied().unwrap_or(1).max(1));
        let whole: usize = (0..columns).map(share).sum();
        let widths: Vec<usize> = (0..columns).map(|column| WIDTH * share(column) / whole).collect();
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Ruled\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            escaped(&table.caption)
        );
        for width in &widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>");
        self.row(&widths, &table.head, true);
        for row in &table.rows {
            self.row(&widths, row, false);
        }
        self.xml.push_str("</w:tbl><w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>");
    }

    fn row(&mut self, widths: &[usize], cells: &[String], head: bool) {
        let kind = if head { "<w:cantSplit/><w:tblHeader/>" } else { "" };
        let _ = write!(self.xml, "<w:tr><w:trPr>{kind}</w:trPr>");
        for (column, width) in widths.iter().enumerate() {
            // A row with more cells than columns keeps its words in the last.
            let last = column + 1 == widths.len();
            let words = if last { cells.get(column..) } else { cells.get(column..=column) };
            let words = words.map(|cells| cells.join("\n")).unwrap_or_default();
            let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            let run = if head { Run::strong(words) } else { Run::plain(words) };
            self.runs("Cell", &[run]);
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }

    fn picture(&mut self, picture: &Picture) {
        let Some(found) = sized(&picture.image) else {
            let words = format!("A picture could not be shown here. What it shows: {}", picture.description);
            return self.paragraph("Note", &words);
        };
        let number = self.pictures.len() + 1;
        let (width, height) = (u64::from(found.size.0), u64::from(found.size.1));
        let mut drawn = (DRAWN_WIDTH, DRAWN_WIDTH * height / width);
        if drawn.1 > DRAWN_HEIGHT {
            drawn = (DRAWN_HEIGHT * width / height, DRAWN_HEIGHT);
        }
        let (across, down) = (drawn.0.max(1), drawn.1.max(1));
        let description = escaped(&picture.description.replace('\n', " "));
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/><wp:docPr id=\"{number}\" name=\"Picture {number}\" descr=\"{description}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Picture {number}\" descr=\"{description}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        );
        self.pictures.push(found);
        self.paragraph("Small", &picture.description);
    }
}
