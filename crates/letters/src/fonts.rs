//! The fonts that documents are set in, built into the program: the same letters on every machine, for names in the scripts that families here use.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../fonts/", $name, ".ttf")).as_slice()),*]
    };
}

/// The text face first; then a face for each further script, one that has most of Chinese and Japanese, and one for Korean.
const FILES: &[&[u8]] = embedded![
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSans-Italic",
    "NotoSans-BoldItalic",
    "NotoSansArabic-Regular",
    "NotoSansArabic-Bold",
    "NotoSansArmenian-Regular",
    "NotoSansBengali-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansEthiopic-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansGujarati-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansKannada-Regular",
    "NotoSansKhmer-Regular",
    "NotoSansLao-Regular",
    "NotoSansMalayalam-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSansOriya-Regular",
    "NotoSansSinhala-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansTamil-Regular",
    "NotoSansTelugu-Regular",
    "NotoSansThaana-Regular",
    "NotoSansThai-Regular",
    "DroidSansFallbackFull",
    "NanumGothicCoding",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
];

/// All of them, opened once.
pub struct Fonts {
    all: Vec<Font>,
    book: LazyHash<FontBook>,
    /// Which characters some font draws: one bit each.
    drawn: Vec<u64>,
}

/// The fonts.
pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let all: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let mut drawn = vec![0_u64; 0x11_0000 / 64];
        for character in all.iter().flat_map(|font| font.info().coverage.iter()) {
            if let Some(word) = drawn.get_mut(character as usize / 64) {
                *word |= 1 << (character % 64);
            }
        }
        Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all, drawn }
    });
    &FONTS
}

impl Fonts {
    /// What the typesetter chooses from.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// One of them.
    pub fn get(&self, index: usize) -> Option<Font> {
        self.all.get(index).cloned()
    }

    /// The names of the families, in the order in which they are tried.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.all.iter().map(|font| font.info().family.as_str()).collect();
        names.dedup();
        names
    }

    /// Whether some font draws a character, or it is one that is not drawn: a line break, a joiner, a mark of direction.
    pub fn draws(&self, character: char) -> bool {
        let number = u32::from(character);
        let bits = self.drawn.get(number as usize / 64).copied().unwrap_or_default();
        bits >> (number % 64) & 1 == 1 || crate::characters::is_not_drawn(character)
    }

    /// The files themselves, for pictures that hold text.
    pub fn files() -> impl Iterator<Item = &'static [u8]> {
        FILES.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_scripts_are_drawn() {
        let check = |name: &str| {
            let missing: Vec<char> = name.chars().filter(|found| !fonts().draws(*found)).collect();
            assert!(missing.is_empty(), "{name}: {missing:?}");
        };
        for name in [
            "Żółć Łukasz",
            "Nguyễn Thị Hạnh",
            "Ștefan Țurcanu",
            "Çağla Şükrü",
            "Ольга Їжакевич",
            "Ελένη Παπαδοπούλου",
            "محمد علی ڈار",
            "ئاسۆ کوردی",
            "עדינה",
            "আনোয়ারা খাতুন",
            "गुरप्रीत",
            "ਹਰਜੀਤ ਕੌਰ",
            "હેતલ",
            "தமிழ்ச்செல்வி",
            "తెలుగు",
            "ಕನ್ನಡ",
            "മലയാളം",
            "සිංහල",
            "አበበ",
            "ไทย",
            "ខ្មែរ",
            "ລາວ",
            "မြန်မာ",
            "Հայկ",
            "გიორგი",
            "王小明 李華",
            "さくら タナカ",
            "김민준",
            "ދިވެހި",
        ] {
            check(name);
        }
    }

    #[test]
    fn every_file_is_a_font() {
        assert!(fonts().all.len() >= FILES.len());
        assert_eq!(fonts().families().first(), Some(&"Noto Sans"));
    }
}
