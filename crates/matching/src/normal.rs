//! Names, numbers and postcodes brought to one spelling. For comparing only: what is stored and shown stays as it was written.

use unicode_normalization::UnicodeNormalization;

/// The most of a text that is looked at. Real names are shorter; a page of text in a name field must not cost minutes.
const LONGEST: usize = 200;
/// The most words of a name that are looked at.
const MOST_WORDS: usize = 8;

/// Beginnings that are written apart or together: Mc Donald and McDonald, El Amin and Elamin, Ud Din and Uddin.
const PARTICLES: [&str; 28] = [
    "mac", "mc", "fitz", "o", "ni", "de", "di", "da", "do", "dos", "das", "del", "della", "van", "von", "al",
    "el", "ul", "ud", "ur", "uz", "abd", "abu", "bin", "ibn", "bint", "st", "saint",
];
/// What may follow van, von and de: van der Berg, de la Cruz.
const SECOND_PARTICLES: [&str; 8] = ["der", "den", "de", "la", "las", "los", "le", "ter"];
/// Words between two names of one person that are neither, and are dropped there: Jones née Smith.
const BETWEEN: [&str; 4] = ["nee", "aka", "formerly", "alias"];
/// What is written with a stroke, and would fall apart: baby of; son, daughter, wife of.
const STROKES: [(&str, &str); 4] = [("b/o", "baby of"), ("s/o", " "), ("d/o", " "), ("w/o", " ")];

/// The words of a name in plain small letters: accents taken off, other scripts spelt in Latin letters, apostrophes dropped,
/// hyphens and other signs as spaces, particles joined to what follows.
pub(crate) fn name_words(text: &str) -> Vec<String> {
    let plain = if text.contains('/') { plain(&without_strokes(text)) } else { plain(text) };
    let mut words = Vec::new();
    let mut particle = String::new();
    let mut left = plain.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = left.next() {
        let second = SECOND_PARTICLES.contains(&word) && ["van", "von", "de"].contains(&particle.as_str());
        if second || PARTICLES.contains(&word) {
            particle.push_str(if word == "st" { "saint" } else { word });
            continue;
        }
        if BETWEEN.contains(&word) && particle.is_empty() && !words.is_empty() && left.peek().is_some() {
            continue;
        }
        words.push(std::mem::take(&mut particle) + word);
        if words.len() == MOST_WORDS {
            return words;
        }
    }
    if !particle.is_empty() {
        words.push(particle);
    }
    words
}

/// Whether a word of a name is read alone, whatever stands before and after it.
pub(crate) fn stands_alone(word: &str) -> bool {
    !PARTICLES.contains(&word) && !BETWEEN.contains(&word)
}

fn without_strokes(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let pieces = short.split_whitespace().map(|word| {
        let small = word.to_ascii_lowercase();
        STROKES.iter().find(|(written, _)| small == *written).map_or(word, |(_, meant)| meant)
    });
    pieces.collect::<Vec<_>>().join(" ")
}

/// Plain small letters, digits and single spaces.
pub(crate) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return plain_ascii(text.chars().filter(|c| !is_invisible(*c)).take(LONGEST));
    }
    let visible: String = text.nfkc().filter(|c| !is_invisible(*c)).take(LONGEST).collect();
    plain_ascii(any_ascii::any_ascii(&visible).chars())
}

fn plain_ascii(letters: impl Iterator<Item = char>) -> String {
    let mut plain = String::new();
    let mut between = false;
    for c in letters {
        match c {
            _ if c.is_ascii_alphanumeric() => {
                if between && !plain.is_empty() {
                    plain.push(' ');
                }
                between = false;
                plain.push(c.to_ascii_lowercase());
            }
            '\'' | '`' => {}
            _ => between = true,
        }
    }
    plain
}

/// Signs that change how a text is laid out but not what it says: joiners, direction marks and overrides, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// A text as it may stand in a sentence: no layout tricks, not too long.
pub(crate) fn shown(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_invisible(*c));
    let mut visible = visible.map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut short: String = visible.by_ref().take(60).collect();
    if visible.next().is_some() {
        short.push('…');
    }
    short.trim().to_owned()
}

/// An NHS number's ten digits, or nothing when there are not ten.
pub(crate) fn nhs_number(text: &str) -> Option<String> {
    let digits = digits(text);
    (digits.len() == 10).then_some(digits)
}

/// A pupil number in capitals without spaces, or nothing when it is not thirteen letters and digits.
pub(crate) fn upn(text: &str) -> Option<String> {
    let upn: String = text.chars().filter(char::is_ascii_alphanumeric).take(14).collect();
    (upn.len() == 13).then(|| upn.to_ascii_uppercase())
}

/// A phone number as its last ten digits, so that `+44 20…`, `0044 20…` and `020…` are one; nothing when there are fewer than seven.
pub(crate) fn phone(text: &str) -> Option<String> {
    let digits = digits(text);
    if digits.len() < 7 {
        return None;
    }
    Some(digits[digits.len().saturating_sub(10)..].to_owned())
}

/// A postcode in capitals without its space, with O and 0, I and 1 put right where the form `A9 9AA` shows which is meant.
pub(crate) fn postcode(text: &str) -> Option<String> {
    let mut letters: Vec<char> =
        text.chars().filter(char::is_ascii_alphanumeric).take(9).map(|c| c.to_ascii_uppercase()).collect();
    let written = letters.iter().filter(|c| c.is_ascii_alphabetic()).count();
    if !(5..=7).contains(&letters.len()) || written < 2 {
        return None;
    }
    let inward = letters.len() - 3;
    // One of the last two may be a figure for a letter; three figures at the end are a number.
    if letters[inward + 1..].iter().all(char::is_ascii_digit) {
        return None;
    }
    letters[0] = as_letter(letters[0]);
    letters[inward] = as_digit(letters[inward]);
    letters[inward + 1] = as_letter(letters[inward + 1]);
    letters[inward + 2] = as_letter(letters[inward + 2]);
    let fits = letters[0].is_ascii_alphabetic()
        && letters[inward].is_ascii_digit()
        && letters[inward + 1..].iter().all(char::is_ascii_alphabetic)
        && letters[1..inward].iter().any(char::is_ascii_digit);
    fits.then(|| letters.into_iter().collect())
}

/// A postcode of another country: letters and digits that begin with a digit, which no British one does, and are not all one.
pub(crate) fn postcode_abroad(text: &str) -> Option<String> {
    let letters: String =
        text.chars().filter(char::is_ascii_alphanumeric).take(11).map(|c| c.to_ascii_uppercase()).collect();
    let first = letters.chars().next().filter(char::is_ascii_digit)?;
    ((4..=9).contains(&letters.len()) && letters.chars().any(|c| c != first)).then_some(letters)
}

fn as_letter(c: char) -> char {
    match c {
        '0' => 'O',
        '1' => 'I',
        _ => c,
    }
}

fn as_digit(c: char) -> char {
    match c {
        'O' => '0',
        'I' => '1',
        _ => c,
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_a_name() {
        for (text, expected) in [
            ("O'Brien", "obrien"),
            ("O’Brien", "obrien"),
            ("O Brien", "obrien"),
            ("Mac Donald", "macdonald"),
            ("Siân", "sian"),
            ("Sia\u{302}n", "sian"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Smith-Jones", "smith jones"),
            ("Smith–Jones", "smith jones"),
            ("Null", "null"),
            ("X", "x"),
            ("", ""),
            ("  ", ""),
            ("\u{202e}nosreveR", "nosrever"),
            ("A\u{200d}my", "amy"),
            ("Straße", "strasse"),
            ("Мария", "mariya"),
            ("O", "o"),
            ("<script>", "script"),
            ("Nizam ud-Din", "nizam uddin"),
            ("Zia ul Haq", "zia ulhaq"),
            ("Fitz Gerald", "fitzgerald"),
            ("Saint John", "saintjohn"),
            ("St. John", "saintjohn"),
            ("dos Santos", "dossantos"),
            ("van der Berg", "vanderberg"),
            ("Mary De La Cruz", "mary delacruz"),
            ("Le Thi Lan", "le thi lan"),
            ("Ní Bhriain", "nibhriain"),
            ("Jones (née Smith)", "jones smith"),
            ("Nee", "nee"),
            ("Alias Nee", "alias nee"),
            ("B/O Sarah", "baby of sarah"),
            ("b/o O'Brien", "baby of obrien"),
            ("N/K", "n k"),
            ("Ravi S/O Kumar", "ravi kumar"),
            ("محمد", "mhmd"),
            ("王", "wang"),
        ] {
            assert_eq!(name_words(text).join(" "), expected, "{text:?}");
        }
        assert_eq!(name_words(&"é".repeat(5_000)).concat().len(), LONGEST);
    }

    #[test]
    fn one_spelling_for_numbers_and_postcodes() {
        let check = |read: fn(&str) -> Option<String>, text: &str, expected: Option<&str>| {
            assert_eq!(read(text).as_deref(), expected, "{text:?}");
        };
        check(nhs_number, "999 000 0018", Some("9990000018"));
        check(nhs_number, "999000001", None);
        check(upn, "a850728973744", Some("A850728973744"));
        check(upn, "A85", None);
        check(phone, "+44 7700 900123", Some("7700900123"));
        check(phone, "07700-900123", Some("7700900123"));
        check(phone, "0044 (0)7700 900123", Some("7700900123"));
        check(phone, "999", None);
        check(postcode, "nb1 2cd", Some("NB12CD"));
        check(postcode, "NB1 O1L", Some("NB10IL"));
        check(postcode, "07700", None);
        check(postcode, "NB1 ICO", Some("NB11CO"));
        check(postcode, "XQ12300", None);
        check(postcode, "not known", None);
        check(postcode, "", None);
    }

    #[test]
    fn what_is_shown_plays_no_tricks() {
        assert_eq!(shown("\u{202e}Ann\u{200b}\n"), "Ann");
        assert_eq!(shown("Ann\nLee\tReed"), "Ann Lee Reed");
        assert_eq!(shown(&"a".repeat(120)).chars().count(), 61);
    }
}
