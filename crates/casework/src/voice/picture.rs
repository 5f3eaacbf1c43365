//! A picture of a child's work, made anew from its points: decoded, turned the way the camera was held, made smaller where it is large, and encoded
//! again. Nothing of the file that was sent is kept, so nothing that a camera, a telephone or anybody with a grudge wrote into it is either.
//!
//! A picture can be made to fill a server's memory: what it says of its size is read before anything is decoded, and decoding may use only so much.

use std::io::Cursor;

use domain::pack::VoiceRules;
use domain::partner::{DocumentKind, MOST_BYTES, recognised};
use domain::refusal::Problem;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageResult, Limits};
use sha2::{Digest, Sha256};

use crate::partner::Upload;

/// The field of the file on a page.
const FIELD: &str = "file";
/// The most points on one side that is decoded, whatever the other.
const LONGEST: u32 = 20_000;
/// Of 100: what a photograph of a drawing needs.
const QUALITY: u8 = 85;

/// A picture that was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MadeAnew {
    /// What it is.
    pub(crate) kind: DocumentKind,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Their SHA-256, in hexadecimal digits.
    pub(crate) digest: String,
}

/// The picture among what was sent, made anew; nothing when none was sent.
///
/// # Errors
/// In words for the field, when there are several, it is no picture, is too large, or cannot be read.
pub(crate) fn made_anew(uploads: Vec<Upload>, rules: &VoiceRules) -> Result<Option<MadeAnew>, Problem> {
    if uploads.len() > 1 {
        return Err(Problem::new(FIELD, "Send one picture, and describe it. Send the next one after it."));
    }
    let Some(upload) = uploads.into_iter().next() else { return Ok(None) };
    remake(&upload.bytes, rules).map(Some).map_err(|words| Problem::new(FIELD, words))
}

fn remake(bytes: &[u8], rules: &VoiceRules) -> Result<MadeAnew, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!(
            "The file is larger than {} megabytes. Make it smaller.",
            MOST_BYTES / 1024 / 1024
        ));
    }
    let kind = recognised(bytes)?;
    let picture = match kind {
        DocumentKind::Jpeg => JpegDecoder::new(Cursor::new(bytes)).map_err(|_| broken()).and_then(|one| decoded(one, rules)),
        DocumentKind::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits(rules));
            decoder.map_err(|_| broken()).and_then(|one| decoded(one, rules))
        }
        DocumentKind::Pdf | DocumentKind::Docx | DocumentKind::Text => Err(
            "Send a PNG or JPEG picture: what another kind of file says of who made it, and where, cannot be taken out.".into(),
        ),
    }?;
    let side = rules.picture_side;
    let picture = if picture.width().max(picture.height()) > side {
        picture.resize(side, side, FilterType::Triangle)
    } else {
        picture
    };
    let bytes = encoded(&picture, kind).map_err(|_| broken())?;
    let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(MadeAnew { kind, bytes, digest })
}

fn broken() -> String {
    "The picture cannot be read. Take it again, or save it anew and send that.".into()
}

/// What decoding may use: four bytes a point for the picture, and as much again for the work.
fn limits(rules: &VoiceRules) -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(rules.picture_points.saturating_mul(8));
    limits
}

fn decoded(mut decoder: impl ImageDecoder, rules: &VoiceRules) -> Result<DynamicImage, String> {
    let (width, height) = decoder.dimensions();
    let points = u64::from(width) * u64::from(height);
    if points == 0 || width > LONGEST || height > LONGEST || points > rules.picture_points {
        return Err(format!(
            "The picture has {width} by {height} points. Make it smaller: {} million points at most.",
            rules.picture_points / 1_000_000
        ));
    }
    decoder.set_limits(limits(rules)).map_err(|_| broken())?;
    let turned = decoder.orientation().map_err(|_| broken())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    picture.apply_orientation(turned);
    Ok(picture)
}

fn encoded(picture: &DynamicImage, kind: DocumentKind) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    if kind == DocumentKind::Jpeg {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    } else if picture.color().has_alpha() {
        picture.to_rgba8().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    } else {
        picture.to_rgb8().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use domain::pack::england;
    use image::{Rgb, RgbImage};

    use super::*;

    fn drawing(width: u32, height: u32, kind: DocumentKind) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
        encoded(&DynamicImage::ImageRgb8(picture), kind).unwrap()
    }

    fn sent(bytes: Vec<u8>) -> Result<Option<MadeAnew>, Problem> {
        made_anew(vec![Upload { name: "drawing".into(), bytes }], &england().voice)
    }

    fn size(made: &MadeAnew) -> (u32, u32) {
        let picture = image::load_from_memory(&made.bytes).unwrap();
        (picture.width(), picture.height())
    }

    /// A JPEG with a segment of its own behind the start: what cameras write.
    fn with_segment(jpeg: &[u8], marker: u8, words: &[u8]) -> Vec<u8> {
        let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, marker], &length, words, &jpeg[2..]].concat()
    }

    /// Exif that says: turn it by a quarter (orientation 6).
    fn turned() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
        exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
        exif
    }

    #[test]
    fn nothing_that_was_written_beside_the_picture_is_kept() {
        let secret = b"taken at 12 Elm Way by Kim";
        let jpeg = with_segment(&drawing(40, 20, DocumentKind::Jpeg), 0xfe, secret);
        let mut behind = jpeg.clone();
        behind.extend(secret);
        let mut png = drawing(40, 20, DocumentKind::Png);
        png.extend(secret);
        for bytes in [jpeg, behind, png] {
            let made = sent(bytes).unwrap().unwrap();
            assert!(!made.bytes.windows(8).any(|window| window == &secret[..8]), "{:?}", made.kind);
            assert_eq!(size(&made), (40, 20));
            assert_eq!(made.digest.len(), 64);
        }
    }

    #[test]
    fn a_picture_stands_the_way_the_camera_was_held_and_says_so_no_more() {
        let jpeg = with_segment(&drawing(40, 20, DocumentKind::Jpeg), 0xe1, &turned());
        let made = sent(jpeg).unwrap().unwrap();
        assert_eq!(size(&made), (20, 40));
        assert!(!made.bytes.windows(4).any(|window| window == b"Exif"));
        assert_eq!(size(&sent(made.bytes).unwrap().unwrap()), (20, 40));
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_a_huge_one_is_refused_before_it_is_decoded() {
        let made = sent(drawing(2_600, 30, DocumentKind::Png)).unwrap().unwrap();
        assert_eq!(size(&made).0, 2_000);
        // Only its head says that it is huge: there are no points behind it.
        let mut head = drawing(8, 8, DocumentKind::Png);
        let at = head.windows(4).position(|window| window == b"IHDR").unwrap();
        head[at + 4..at + 8].copy_from_slice(&60_000_u32.to_be_bytes());
        head[at + 8..at + 12].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(sent(head).unwrap_err().field, "file");
        let mut rules = england().voice.clone();
        rules.picture_points = 100;
        let upload = Upload { name: "drawing.png".into(), bytes: drawing(40, 20, DocumentKind::Png) };
        let words = made_anew(vec![upload], &rules).unwrap_err().words;
        assert!(words.contains("40 by 20 points"), "{words}");
    }

    #[test]
    fn what_is_no_picture_or_a_broken_one_is_refused_in_words() {
        let whole = drawing(40, 20, DocumentKind::Jpeg);
        let png = drawing(40, 20, DocumentKind::Png);
        for bytes in [
            b"%PDF-1.7 and so on".to_vec(),
            b"words".to_vec(),
            Vec::new(),
            whole[..20].to_vec(),
            png[..40].to_vec(),
            [&png[..60], &[0; 40]].concat(),
        ] {
            let problem = sent(bytes.clone()).unwrap_err();
            assert!(problem.field == "file" && problem.words.ends_with('.'), "{bytes:?}: {}", problem.words);
        }
        let two = vec![
            Upload { name: "a".into(), bytes: whole.clone() },
            Upload { name: "b".into(), bytes: whole },
        ];
        assert!(made_anew(two, &england().voice).is_err());
        assert_eq!(made_anew(Vec::new(), &england().voice), Ok(None));
    }
}
