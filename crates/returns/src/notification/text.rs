//! Bytes as text: UTF-8 with or without its mark, UTF-16 either way round, and else the alphabet of Windows, which older systems write.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Unreadable;

/// The text of a file, without its byte order mark. What it was written in, when it is not UTF-8, is a finding.
pub(super) fn decoded<'b>(bytes: &'b [u8], findings: &mut Vec<String>) -> Result<Cow<'b, str>, Unreadable> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (without_mark(bytes), 0),
    };
    let bytes = &bytes[mark..];
    if encoding == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(Cow::Borrowed(text));
        }
        // A mark promises UTF-8; without it anything that is not UTF-8 is taken for the alphabet of Windows.
        if mark > 0 {
            return Err(Unreadable::new(
                1,
                "The file says that it is UTF-8 and is not. Save it again as UTF-8.",
            ));
        }
        findings.push("The file is not UTF-8; it was read in the alphabet of Windows (1252).".to_owned());
        return Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0);
    }
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if wrong {
        return Err(Unreadable::new(
            1,
            "The file is UTF-16 with signs that are none. Save it again as UTF-8.",
        ));
    }
    findings.push(format!("The file was read as {}.", encoding.name()));
    Ok(Cow::Owned(text.into_owned()))
}

/// UTF-16 shows itself by a zero beside each of its first letters.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => UTF_16LE,
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => UTF_16BE,
        _ => UTF_8,
    }
}
