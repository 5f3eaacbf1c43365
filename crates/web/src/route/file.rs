//! A file handed out: always to be kept and never shown in the browser, under a name that cannot leave its header (RFC 6266), with the type we found
//! and no guessing at another.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A file to keep.
#[derive(Debug, Clone)]
pub struct Attached {
    /// The name it is kept under.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Marks an answer that holds somebody else's file: nothing in it may run.
#[derive(Debug, Clone, Copy)]
pub struct Sandboxed;

/// What stands as it is in `filename*` (RFC 5987).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

impl Attached {
    fn disposition(&self) -> String {
        let plain = |sign: char| {
            if sign.is_ascii_alphanumeric() || " -._()".contains(sign) { sign } else { '_' }
        };
        let fallback: String = self.name.chars().map(plain).collect();
        let whole = utf8_percent_encode(&self.name, PLAIN);
        format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{whole}")
    }
}

impl IntoResponse for Attached {
    fn into_response(self) -> Response {
        let disposition = HeaderValue::from_str(&self.disposition())
            .unwrap_or(HeaderValue::from_static("attachment; filename=\"document\""));
        let mut answer = self.bytes.into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::CONTENT_DISPOSITION, disposition);
        answer.extensions_mut().insert(Sandboxed);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::Attached;

    #[test]
    fn a_name_cannot_leave_its_header() {
        for (name, expected) in [
            ("report.pdf", "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
            ("Élan 1.pdf", "attachment; filename=\"_lan 1.pdf\"; filename*=UTF-8''%C3%89lan%201.pdf"),
            (
                "a\"; x=\r\ny.pdf",
                "attachment; filename=\"a__ x___y.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0Ay.pdf",
            ),
        ] {
            let file = Attached { name: name.into(), media_type: "application/pdf", bytes: Vec::new() };
            assert_eq!(file.disposition(), expected);
        }
    }
}
