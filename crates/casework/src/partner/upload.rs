//! A file as it comes, and what is kept of it: what it is by its content, a tamed name, and for a picture nothing but the picture. A photograph tells
//! where it was taken and with whose telephone; that was not asked.

use domain::partner::{DocumentKind, MOST_BYTES, recognised, tamed};
use domain::refusal::Problem;
use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use sha2::{Digest, Sha256};

/// The field of the files on a page.
const FIELD: &str = "file";

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The name it came with.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its tamed name.
    pub name: String,
    /// What it is.
    pub kind: DocumentKind,
    /// What is kept of it.
    pub bytes: Vec<u8>,
    /// The SHA-256 of what is kept, in hexadecimal digits.
    pub digest: String,
}

/// What is taken of the files, and what is wrong with the others.
pub(crate) fn accepted(uploads: Vec<Upload>) -> (Vec<Accepted>, Vec<Problem>) {
    let (mut taken, mut problems) = (Vec::new(), Vec::new());
    for upload in uploads {
        match accept(upload) {
            Ok(accepted) => taken.push(accepted),
            Err(words) => problems.push(Problem::new(FIELD, words)),
        }
    }
    // One summary line for the field: the files have to be chosen again together.
    problems.truncate(1);
    (taken, problems)
}

fn accept(upload: Upload) -> Result<Accepted, String> {
    if upload.bytes.len() > MOST_BYTES {
        return Err(format!(
            "The file is larger than {} megabytes. Make it smaller.",
            MOST_BYTES / 1024 / 1024
        ));
    }
    let kind = recognised(&upload.bytes)?;
    let bytes = bare(kind, upload.bytes)?;
    let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Accepted { name: tamed(&upload.name, kind), kind, bytes, digest })
}

/// A picture without what its camera wrote beside it; anything else as it is.
fn bare(kind: DocumentKind, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    const BROKEN: &str = "The picture cannot be read. Take it again, or save it anew and send that.";
    match kind {
        DocumentKind::Jpeg => {
            let mut picture = Jpeg::from_bytes(bytes.into()).map_err(|_| BROKEN)?;
            picture.segments_mut().retain(|segment| is_picture(segment.marker()));
            if picture.dimensions().is_none() {
                return Err(BROKEN.into());
            }
            let mut bytes = picture.encoder().bytes().to_vec();
            bytes.truncate(end_of_picture(&bytes).unwrap_or(bytes.len()));
            Ok(bytes)
        }
        DocumentKind::Png => {
            let mut picture = Png::from_bytes(bytes.into()).map_err(|_| BROKEN)?;
            const TOLD: [[u8; 4]; 5] = [*b"eXIf", *b"tEXt", *b"zTXt", *b"iTXt", *b"tIME"];
            picture.chunks_mut().retain(|chunk| !TOLD.contains(&chunk.kind()));
            Ok(picture.encoder().bytes().to_vec())
        }
        DocumentKind::Pdf | DocumentKind::Docx | DocumentKind::Text => Ok(bytes),
    }
}

/// Whether a JPEG's segment is part of the picture: not a comment, and of the applications' own only JFIF (0), colour profiles (2) and Adobe's
/// colours (14). Exif, XMP and what makers of cameras add stand in the others.
fn is_picture(marker: u8) -> bool {
    !matches!(marker, 0xe1 | 0xe3..=0xed | 0xef | 0xfe)
}

/// Where a JPEG ends. Telephones put a second picture behind the first, with its own Exif; anybody can put anything there.
fn end_of_picture(bytes: &[u8]) -> Option<usize> {
    const START: usize = 2;
    let mut place = START;
    loop {
        let marker = *bytes.get(place + 1)?;
        place += match (bytes[place], marker) {
            (0xff, 0xd9) => return Some(place + 2),
            // Inside a scan: a stuffed byte or a restart.
            (0xff, 0x00 | 0x01 | 0xd0..=0xd7) => 2,
            (0xff, 0xff) => 1,
            (0xff, _) => {
                let length = [*bytes.get(place + 2)?, *bytes.get(place + 3)?];
                2 + usize::from(u16::from_be_bytes(length))
            }
            _ => 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Upload, accepted};
    use domain::partner::{DocumentKind, MOST_BYTES};

    fn upload(name: &str, bytes: &[u8]) -> Upload {
        Upload { name: name.into(), bytes: bytes.to_vec() }
    }

    /// A picture of one grey point, with Exif that says where it was taken, a comment, and a page after its end.
    pub fn photograph() -> Vec<u8> {
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
            [&[0xff, marker], &length[..], content].concat()
        };
        let frame = [8, 0, 1, 0, 1, 1, 1, 0x11, 0];
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xe1, b"Exif\0\0GPSLatitude 53.1234"),
            segment(0xfe, b"camera of Kim"),
            segment(0xdb, &[0; 65]),
            segment(0xc0, &frame),
            segment(0xda, &[1, 1, 0, 0, 63, 0]),
            vec![0x00, 0xff, 0xd9],
            b"<script>alert(1)</script>".to_vec(),
        ]
        .concat()
    }

    fn holds(bytes: &[u8], part: &str) -> bool {
        bytes.windows(part.len()).any(|window| window == part.as_bytes())
    }

    #[test]
    fn a_photograph_tells_nothing_but_the_picture() {
        let (taken, problems) = accepted(vec![upload("../../IMG_1.JPG", &photograph())]);
        assert!(problems.is_empty(), "{problems:?}");
        let [photograph] = taken.as_slice() else { panic!("one document") };
        assert_eq!((photograph.name.as_str(), photograph.kind), ("IMG_1.jpg", DocumentKind::Jpeg));
        for told in ["Exif", "GPS", "Kim", "<script>"] {
            assert!(!holds(&photograph.bytes, told), "{told}");
        }
        assert!(holds(&photograph.bytes, "JFIF") && photograph.bytes.ends_with(&[0xff, 0xd9]));
        assert_eq!(photograph.digest.len(), 64);
    }

    #[test]
    fn what_is_not_taken_is_told_at_its_field() {
        let large = vec![b'a'; MOST_BYTES + 1];
        for (name, bytes, words) in [
            ("empty.pdf", &b""[..], "empty"),
            ("x.svg", b"<svg onload='x()'/>", "none of these"),
            ("photo.jpg", b"<html><script>x()</script>", "none of these"),
            ("photo.jpg", b"\xff\xd8\xff\xe0\xff\xff", "cannot be read"),
            ("photo.jpg", b"\xff\xd8\xff", "cannot be read"),
            ("big.txt", &large, "larger than 10 megabytes"),
        ] {
            let (taken, problems) = accepted(vec![upload(name, bytes), upload("ok.txt", b"words")]);
            assert_eq!((taken.len(), problems.len()), (1, 1), "{name}");
            assert_eq!(problems[0].field, "file");
            assert!(problems[0].words.contains(words), "{}", problems[0].words);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_picture_makes_it_stumble(end in proptest::collection::vec(0u8.., 0..200), jpeg: bool) {
            let start: &[u8] = if jpeg { &[0xff, 0xd8, 0xff] } else { b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01" };
            let _ = accepted(vec![upload("x", &[start, &end].concat())]);
        }
    }
}
