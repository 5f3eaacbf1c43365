//! Who is near the child, and what else the child is called, as it is typed: "mum Ngozi Okoye", "known as Kit", "née Smith".

use jiff::civil::Date;

use super::numbers::{code, digits};
use super::{Word, births, places};
use crate::description::Name;

/// The most words that are taken for a relative's name.
pub(super) const MOST_NAMES: usize = 3;

/// Who somebody is to the child, as it is typed and as the record says it.
const RELATIONS: [(&str, &str); 25] = [
    ("mum", "mother"),
    ("mam", "mother"),
    ("mom", "mother"),
    ("mummy", "mother"),
    ("mother", "mother"),
    ("dad", "father"),
    ("daddy", "father"),
    ("father", "father"),
    ("brother", "brother"),
    ("bro", "brother"),
    ("sister", "sister"),
    ("sibling", "sibling"),
    ("twin-brother", "brother"),
    ("twin-sister", "sister"),
    ("stepdad", "stepfather"),
    ("stepfather", "stepfather"),
    ("stepmum", "stepmother"),
    ("stepmother", "stepmother"),
    ("gran", "grandmother"),
    ("grandma", "grandmother"),
    ("grandmother", "grandmother"),
    ("grandad", "grandfather"),
    ("grandfather", "grandfather"),
    ("carer", "carer"),
    ("aunt", "aunt"),
];

/// What is said between a relation and the name.
const BETWEEN: [&str; 6] = ["is", "called", "named", "name", "=", "-"];

/// Who is meant by the first word, and how many words say so.
pub(super) fn relation(words: &[Word<'_>]) -> Option<(&'static str, usize)> {
    let bare = words.first()?.bare.to_lowercase();
    let owner = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(&bare);
    let (_, relation) =
        RELATIONS.iter().find(|(typed, _)| *typed == owner || format!("{typed}s") == owner)?;
    let between = words[1..].iter().take_while(|word| word.is(&BETWEEN)).count();
    Some((relation, 1 + between))
}

/// What another name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// A whole name, or a given name.
    Name,
    /// A former family name.
    Family,
}

/// Whether the words begin another name, which kind, and where it begins.
pub(super) fn other_name(words: &[Word<'_>], is_named: bool) -> Option<(Other, usize)> {
    match words {
        [also, known, r#as, ..] if also.is(&["also"]) && known.is(&["known"]) && r#as.is(&["as"]) => {
            Some((Other::Name, 3))
        }
        [known, r#as, ..] if known.is(&["known"]) && r#as.is(&["as"]) => Some((Other::Name, 2)),
        [aka, _, ..] if aka.is(&["aka", "a.k.a.", "a.k.a", "alias", "k/a"]) => Some((Other::Name, 1)),
        [nee, _, ..] if is_named && nee.is(&["nee", "née", "formerly", "previously", "prev"]) => {
            Some((Other::Family, 1))
        }
        [inside, ..] if is_named && inside.written.starts_with('(') && inside.written.ends_with(')') => {
            Some((Other::Name, 0))
        }
        _ => None,
    }
}

/// The words of a name with which `words` begin: until something else begins, a comma ends it, or there are enough.
pub(super) fn name<'w, 'a>(words: &'w [Word<'a>], today: Date, most: usize) -> &'w [Word<'a>] {
    let mut taken = 0;
    while let Some(word) = words.get(taken).filter(|_| taken < most) {
        let rest = &words[taken..];
        let stops = word.has_digit()
            || word.bare.is_empty()
            || relation(rest).is_some()
            || (taken > 0 && other_name(rest, true).is_some())
            || code(rest).is_some()
            || digits(rest, false).is_some()
            || births::read(rest, today).is_some()
            || word.is(&[
                "boy", "girl", "male", "female", "tel", "phone", "mobile", "nhs", "upn", "dob", "at", "and",
                "&",
            ])
            || (taken > 0 && places::read(rest, true).is_some());
        if stops {
            break;
        }
        taken += 1;
        if word.ends {
            break;
        }
    }
    &words[..taken]
}

/// A name of these words.
pub(super) fn named(words: &[Word<'_>]) -> Name {
    Name::from_text(&words.iter().map(|word| word.bare).collect::<Vec<_>>().join(" "))
}
