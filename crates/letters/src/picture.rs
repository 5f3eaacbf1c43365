//! Pictures as a Word file takes them: PNG or JPEG, with their size. A drawing is made into points, with our own letters in it.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::Image;
use crate::fonts::Fonts;

/// How wide a drawing is made, in points of the picture: sharp on paper 17 cm wide.
const WIDTH: f32 = 2000.0;
/// The tallest picture that is made.
const TALLEST: f32 = 8000.0;

/// A picture with its size.
pub struct Sized {
    /// How its file's name ends.
    pub ending: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Width and height, in the same unit.
    pub size: (u32, u32),
}

/// The picture as it goes into the file; nothing when it cannot be read.
pub fn sized(image: &Image) -> Option<Sized> {
    match image {
        Image::Svg(drawn) => drawing(drawn),
        Image::Png(bytes) => {
            let number = |from: usize| {
                bytes.get(from..from + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes)
            };
            let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
            let size = (number(16)?, number(20)?);
            (is_png && size.0 > 0 && size.1 > 0).then(|| Sized { ending: "png", bytes: bytes.clone(), size })
        }
        Image::Jpeg(bytes) => Some(Sized { ending: "jpeg", bytes: bytes.clone(), size: jpeg_size(bytes)? }),
    }
}

/// The size a JPEG says it has: in its frame header (ITU T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
    if two(0)? != 0xFFD8 {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = two(at)?;
        if !(0xFF01..=0xFFFF).contains(&marker) {
            return None;
        }
        let frame = matches!(marker, 0xFFC0..=0xFFCF) && !matches!(marker, 0xFFC4 | 0xFFC8 | 0xFFCC);
        if frame {
            let size = (two(at + 7)?, two(at + 5)?);
            return (size.0 > 0 && size.1 > 0).then_some(size);
        }
        at += 2 + usize::try_from(two(at + 2)?).ok()?.max(2);
    }
}

/// Whether a picture is so tall that it is fitted to the page by its height.
pub fn is_tall(image: &Image) -> bool {
    let size = match image {
        Image::Svg(drawn) => Tree::from_str(drawn, &Options::default())
            .ok()
            .map(|tree| (tree.size().width(), tree.size().height())),
        other => sized(other).map(|found| (found.size.0 as f32, found.size.1 as f32)),
    };
    size.is_some_and(|(width, height)| height > width * 1.2)
}

fn drawing(drawn: &str) -> Option<Sized> {
    static LETTERS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut letters = fontdb::Database::new();
        for file in Fonts::files() {
            letters.load_font_data(file.to_vec());
        }
        letters.set_sans_serif_family("Noto Sans");
        Arc::new(letters)
    });
    // A drawing that names a file gets nothing: there is no folder, and no picture inside a picture.
    let options = Options {
        resources_dir: None,
        font_family: "Noto Sans".into(),
        fontdb: LETTERS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(drawn, &options).ok()?;
    let size = tree.size();
    let scale = (WIDTH / size.width()).min(TALLEST / size.height());
    let across = |length: f32| u32::try_from((length * scale).round().max(1.0) as i64).ok();
    let (width, height) = (across(size.width())?, across(size.height())?);
    let mut points = Pixmap::new(width, height)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut points.as_mut());
    let bytes = points.encode_png().ok()?;
    Some(Sized { ending: "png", bytes, size: (width, height) })
}
