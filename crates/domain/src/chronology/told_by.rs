//! Who told the council, in few words: the national returns class each source and give examples, which a reader of a story does not need.

use crate::contact::CONTACT_SOURCES;
use crate::pack::Pack;

/// Who told us: "health visitor" for "Health services: health visitor". Nothing for a code that the pack does not hold.
pub fn told_by(source: &str, pack: &Pack) -> Option<String> {
    pack.code_list(CONTACT_SOURCES)?.words(source).map(in_short)
}

/// Without examples, and without the class where what is left stands alone.
fn in_short(words: &str) -> String {
    let examples = [" (", ", for example", " for example"].iter().filter_map(|start| words.find(start)).min();
    let words = examples.and_then(|end| words.get(..end)).unwrap_or(words);
    match words.split_once(": ") {
        Some((class, kind)) if kind.starts_with("including") => small(class),
        Some((class, kind)) if kind.starts_with("other") || kind.starts_with("external") => {
            format!("{}, {kind}", small(class))
        }
        Some((_, kind)) => small(kind),
        None => small(words),
    }
}

/// With a small first letter, but for abbreviations.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_told_us_is_said_in_few_words() {
        fn check(words: &str, expected: &str) {
            assert_eq!(in_short(words), expected);
        }
        check("Individual: acquaintance (including neighbours and child minders)", "acquaintance");
        check("Individual: other (including strangers)", "individual, other");
        check("Schools", "schools");
        check("Health services: A&E (accident and emergency department)", "A&E");
        check(
            "Health services: other primary health services",
            "health services, other primary health services",
        );
        check("Local authority services: social care for example adults social care services", "social care");
        check(
            "Local authority services: external, for example, from another one",
            "local authority services, external",
        );
        check("Other legal agency: including courts, probation or prison", "other legal agency");
        check("", "");
    }
}
