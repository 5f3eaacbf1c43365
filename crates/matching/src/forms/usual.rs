//! How usual a name is, before a council's own records can say: two Smiths who agree say less than two Brambleworths.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::entries;

pub(super) const TEXT: &str = include_str!("../../tables/usual_names.txt");

/// About how many of 10,000 people bear a word as given and as family name. Zero: as good as nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usual {
    /// Of 10,000 people, children and the adults around them.
    pub given: f32,
    /// Of 10,000 people.
    pub family: f32,
}

static USUAL: LazyLock<FxHashMap<&str, Usual>> = LazyLock::new(|| {
    let mut usual: FxHashMap<&str, Usual> = FxHashMap::default();
    let mut family = false;
    for line in entries(TEXT) {
        if line.starts_with('[') {
            family = line == "[family]";
            continue;
        }
        let mut words = line.split_whitespace();
        let Some(share) = words.next().and_then(|share| share.parse().ok()) else { continue };
        for word in words {
            let entry = usual.entry(word).or_default();
            *(if family { &mut entry.family } else { &mut entry.given }) = share;
        }
    }
    usual
});

/// How usual a plain word is as a name in England, or nothing when it is rare: in neither list.
pub fn usual(word: &str) -> Option<Usual> {
    USUAL.get(word).copied()
}
