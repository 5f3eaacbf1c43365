//! The Word-readable file: Office Open XML (ECMA-376, WordprocessingML), as small as it can be and still have what a reader who hears it needs: real heading
//! styles, header rows that are said again, descriptions of pictures, the language. Written part by part; the moments in it are the document's own.

mod body;
mod styles;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::characters::fit;
use crate::picture::Sized;
use crate::{Document, Failure};
use body::Body;

/// How a part of the file begins.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Makes the Word-readable file.
///
/// A picture that cannot be read is left out with a sentence that says so; its description stands.
///
/// # Errors
/// When the parts cannot be put together.
pub fn word(document: &Document) -> Result<Vec<u8>, Failure> {
    let document = document.in_order();
    let Body { xml, pictures, .. } = Body::of(&document);
    let mut file = Packed::new();
    file.add("[Content_Types].xml", &kinds())?;
    file.add("_rels/.rels", &root())?;
    file.add("docProps/core.xml", &properties(&document))?;
    file.add("word/document.xml", &xml)?;
    file.add("word/styles.xml", &styles::styles(&document.language))?;
    file.add("word/numbering.xml", &styles::numbering(&document))?;
    file.add("word/settings.xml", &styles::settings(&document.language))?;
    file.add("word/footer1.xml", &footer(&document))?;
    file.add("word/_rels/document.xml.rels", &related(&pictures))?;
    for (number, picture) in (1..).zip(&pictures) {
        file.bytes(&format!("word/media/image{number}.{}", picture.ending), &picture.bytes)?;
    }
    file.finish()
}

/// The container: a ZIP file whose parts bear no clock's time.
struct Packed(ZipWriter<Cursor<Vec<u8>>>);

impl Packed {
    fn new() -> Packed {
        Packed(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn add(&mut self, name: &str, xml: &str) -> Result<(), Failure> {
        self.bytes(name, format!("{HEAD}{xml}").as_bytes())
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(bytes)?)
    }

    fn finish(self) -> Result<Vec<u8>, Failure> {
        Ok(self.0.finish()?.into_inner())
    }
}

/// Text between tags or in an attribute.
fn escaped(words: &str) -> String {
    quick_xml::escape::escape(fit(words).as_str()).into_owned()
}

fn kinds() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>")
    };
    let parts = [
        part("word/document.xml", "officedocument.wordprocessingml.document.main"),
        part("word/styles.xml", "officedocument.wordprocessingml.styles"),
        part("word/numbering.xml", "officedocument.wordprocessingml.numbering"),
        part("word/settings.xml", "officedocument.wordprocessingml.settings"),
        part("word/footer1.xml", "officedocument.wordprocessingml.footer"),
        part("docProps/core.xml", "package.core-properties"),
    ];
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>{}</Types>",
        parts.concat()
    )
}

fn root() -> String {
    format!(
        "<Relationships xmlns=\"{RELATIONSHIPS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn related(pictures: &[Sized]) -> String {
    let fixed = [("rId1", "styles"), ("rId2", "numbering"), ("rId3", "settings"), ("rId4", "footer")];
    let fixed = fixed.map(|(id, kind)| {
        let target = if kind == "footer" { "footer1" } else { kind };
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}.xml\"/>")
    });
    let pictures: String = (1..)
        .zip(pictures)
        .map(|(number, picture): (usize, &Sized)| {
            let target = format!("media/image{number}.{}", picture.ending);
            format!("<Relationship Id=\"picture{number}\" Type=\"{OFFICE}/image\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships xmlns=\"{RELATIONSHIPS}\">{}{pictures}</Relationships>", fixed.concat())
}

fn properties(document: &Document) -> String {
    let made = document.made.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:modified></cp:coreProperties>",
        escaped(&document.title),
        escaped(&document.from),
        escaped(&document.language)
    )
}

fn footer(document: &Document) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    format!(
        "<w:ftr xmlns:w=\"{WORDS}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>{}</w:p></w:ftr>",
        escaped(&document.composed_for),
        field("PAGE"),
        field("NUMPAGES")
    )
}
