//! What a document is, by its content. Its name and what the browser says of it are somebody's word. Kinds that carry programs (web pages, SVG
//! drawings, documents with macros or scripts) are not taken: what is kept here is opened on other people's machines.

use serde::{Deserialize, Serialize};

/// The kinds of document that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A PDF.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A Word document without macros.
    Docx,
    /// Plain text.
    Text,
}

impl DocumentKind {
    /// The media type it is handed out with.
    pub const fn media_type(self) -> &'static str {
        match self {
            DocumentKind::Pdf => "application/pdf",
            DocumentKind::Png => "image/png",
            DocumentKind::Jpeg => "image/jpeg",
            DocumentKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            DocumentKind::Text => "text/plain; charset=utf-8",
        }
    }

    /// How its name ends.
    pub const fn ending(self) -> &'static str {
        match self {
            DocumentKind::Pdf => "pdf",
            DocumentKind::Png => "png",
            DocumentKind::Jpeg => "jpg",
            DocumentKind::Docx => "docx",
            DocumentKind::Text => "txt",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            DocumentKind::Pdf => "PDF",
            DocumentKind::Png | DocumentKind::Jpeg => "Picture",
            DocumentKind::Docx => "Word document",
            DocumentKind::Text => "Text",
        }
    }
}

/// The widest or highest picture: more is a bomb for whoever opens it.
const MOST_PIXELS: u32 = 20_000;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What the bytes are, or words on why they are not taken.
///
/// # Errors
/// When they are nothing that is taken, or hold a program or a lock.
pub fn recognised(bytes: &[u8]) -> Result<DocumentKind, &'static str> {
    if bytes.is_empty() {
        return Err("The file is empty. Choose it again, or send another.");
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes);
    }
    if bytes.starts_with(PNG) {
        let side = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
        let fits = |at| side(at).is_some_and(|pixels| (1..=MOST_PIXELS).contains(&pixels));
        return if fits(16) && fits(20) {
            Ok(DocumentKind::Png)
        } else {
            Err("The picture is larger than can be shown. Make it smaller and send it again.")
        };
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok(DocumentKind::Jpeg);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return docx(bytes);
    }
    text(bytes)
}

fn pdf(bytes: &[u8]) -> Result<DocumentKind, &'static str> {
    if holds(bytes, b"/Encrypt") {
        return Err("The PDF is locked with a password, so nobody here can read it. Send it without one.");
    }
    let programs: [&[u8]; 5] = [b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile"];
    if programs.iter().any(|program| holds(bytes, program)) {
        return Err("The PDF holds a program or another file. Print it to a new PDF and send that.");
    }
    Ok(DocumentKind::Pdf)
}

fn docx(bytes: &[u8]) -> Result<DocumentKind, &'static str> {
    if holds(bytes, b"vbaProject") {
        return Err("The document holds macros. Save it as a Word document without macros and send that.");
    }
    if holds(bytes, b"[Content_Types].xml") && holds(bytes, b"word/document.xml") {
        return Ok(DocumentKind::Docx);
    }
    Err(NOT_TAKEN)
}

fn text(bytes: &[u8]) -> Result<DocumentKind, &'static str> {
    let Ok(words) = std::str::from_utf8(bytes) else { return Err(NOT_TAKEN) };
    let words = words.trim_start_matches('\u{feff}').trim_start();
    // A page, a drawing or a feed begins so. Whoever opens a text must not have it run.
    let marked = words.starts_with('<');
    let odd = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{c}');
    if marked || words.chars().any(odd) { Err(NOT_TAKEN) } else { Ok(DocumentKind::Text) }
}

/// What is taken, in words.
pub(crate) const NOT_TAKEN: &str =
    "Send a PDF, a PNG or JPEG picture, a Word document (.docx) or plain text. This file is none of these.";

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = [PNG, &[0, 0, 0, 13], b"IHDR"].concat();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn a_document_is_what_its_content_says() {
        let docx = b"PK\x03\x04...[Content_Types].xml...word/document.xml".to_vec();
        let macros = b"PK\x03\x04...[Content_Types].xml...word/document.xml...word/vbaProject.bin".to_vec();
        let script = b"%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>".to_vec();
        for (bytes, expected) in [
            (b"%PDF-1.7\n1 0 obj".to_vec(), Ok(DocumentKind::Pdf)),
            (b"%PDF-1.7 << /Encrypt 5 0 R >>".to_vec(), Err("password")),
            (script, Err("program")),
            (b"%PDF-1.7 << /S /Launch >>".to_vec(), Err("program")),
            (b"<html>%PDF-1.7".to_vec(), Err("none of these")),
            (png(800, 600), Ok(DocumentKind::Png)),
            (png(60_000, 60_000), Err("larger")),
            (png(0, 10), Err("larger")),
            (PNG.to_vec(), Err("larger")),
            (vec![0xff, 0xd8, 0xff, 0xe0, 0, 16], Ok(DocumentKind::Jpeg)),
            (docx, Ok(DocumentKind::Docx)),
            (macros, Err("macros")),
            (b"PK\x03\x04 a zip".to_vec(), Err("none of these")),
            ("Ava missed school on 3 days. £5 — ‘ok’".as_bytes().to_vec(), Ok(DocumentKind::Text)),
            (b"".to_vec(), Err("empty")),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec(), Err("none of these")),
            ("\u{feff} <!doctype html>".as_bytes().to_vec(), Err("none of these")),
            (b"GIF89a/*<svg*/=1;alert(1)".to_vec(), Ok(DocumentKind::Text)),
            (b"GIF89a\x01\x00".to_vec(), Err("none of these")),
            (b"MZ\x90\x00\x03".to_vec(), Err("none of these")),
            (b"\x00\x00\x00\x18ftypheic".to_vec(), Err("none of these")),
        ] {
            match (recognised(&bytes), expected) {
                (Ok(kind), Ok(expected)) => assert_eq!(kind, expected),
                (Err(words), Err(part)) => assert!(words.contains(part), "{words}"),
                (found, expected) => {
                    panic!("{:?}: {found:?} instead of {expected:?}", String::from_utf8_lossy(&bytes))
                }
            }
        }
    }
}
