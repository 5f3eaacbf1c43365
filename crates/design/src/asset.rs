//! What the browser loads, built from `assets/src` and held in the program. All of it stands under one address that changes whenever any
//! of it does, so a browser may keep it for ever and the scripts can name one another by relative addresses.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// One file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Its name, such as `app.css`.
    pub name: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

macro_rules! asset {
    ($name:literal, $content_type:expr) => {
        Asset {
            name: $name,
            content_type: $content_type,
            body: include_bytes!(concat!("../../../assets/", $name)),
        }
    };
}

/// Every file there is.
pub const ASSETS: &[Asset] = &[
    asset!("LICENCES.txt", TEXT),
    asset!("app.css", CSS),
    asset!("app.js", SCRIPT),
    asset!("autosave.js", SCRIPT),
    asset!("exit.js", SCRIPT),
    asset!("favicon.svg", SVG),
    asset!("govuk-frontend.min.js", SCRIPT),
    asset!("live.js", SCRIPT),
    asset!("matches.js", SCRIPT),
    asset!("session.js", SCRIPT),
    asset!("slider.js", SCRIPT),
    asset!("supported.js", SCRIPT),
];

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    for asset in ASSETS {
        (asset.name, asset.body).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
});

/// The part of the address that changes with any file's bytes.
pub fn version() -> &'static str {
    &VERSION
}

/// The address of a file: `/assets/VERSION/NAME`.
pub fn href(name: &str) -> String {
    format!("/assets/{}/{name}", version())
}

/// The file of that name, whatever version the address asks for: a page opened before an upgrade still finds it.
pub fn find(name: &str) -> Option<Asset> {
    ASSETS.iter().find(|asset| asset.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_file_is_held() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets");
        let mut on_disk: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "src")
            .collect();
        on_disk.sort();
        let held: Vec<&str> = ASSETS.iter().map(|asset| asset.name).collect();
        assert_eq!(held, on_disk);
    }

    #[test]
    fn a_first_load_stays_small() {
        // Uncompressed: compression divides it by about five.
        let bytes: usize = ASSETS.iter().map(|asset| asset.body.len()).sum();
        assert!(bytes < 250_000, "{bytes} bytes");
    }

    #[test]
    fn nothing_of_gov_uk_s_own_face_is_served() {
        for asset in ASSETS.iter().filter(|asset| asset.name != "LICENCES.txt") {
            let text = std::str::from_utf8(asset.body).unwrap();
            for unwanted in ["GDS Transport", "govuk-crest", "govuk-logo", "@font-face"] {
                assert!(!text.contains(unwanted), "{} holds {unwanted}", asset.name);
            }
        }
    }
}
