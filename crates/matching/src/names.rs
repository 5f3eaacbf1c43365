//! The forms of a given name, and how a word sounds.

use rphonetic::DoubleMetaphone;

pub(crate) use crate::forms::full_names;

/// How a word sounds in English mouths: one or two codes. A word without letters sounds like itself.
pub(crate) fn sounds(word: &str) -> Vec<String> {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    let result = DoubleMetaphone::default().double_metaphone(&letters);
    let mut codes = vec![result.primary(), result.alternate()];
    codes.dedup();
    codes.retain(|code| !code.is_empty());
    if codes.is_empty() {
        codes.push(word.to_owned());
    }
    codes
}
