//! Two names laid beside each other: the same, a short form, alike to the ear, alike on paper, an initial, or different.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapidfuzz::distance::osa;
use rphonetic::DoubleMetaphone;

use crate::description::Name;
use crate::normal::{name_words, shown};

/// How near two parts of a name are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    Same,
    ShortForm,
    SoundsAlike,
    SpeltAlike,
    PartOf,
    Initial,
    Different,
    NotKnown,
}

/// Two names compared part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamesCompared<'a> {
    pub(crate) given: Nearness,
    pub(crate) family: Nearness,
    /// Given and family names agree only when one name is read the other way round.
    pub(crate) swapped: bool,
    pub(crate) one: &'a Name,
    pub(crate) other: &'a Name,
}

static FULL_NAMES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut full_names: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("nicknames.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let Some(full) = words.next() else { continue };
        full_names.entry(full).or_default().push(full);
        for short in words {
            full_names.entry(short).or_default().push(full);
        }
    }
    full_names
});

/// The full names that a given name may be short for, itself among them.
pub(crate) fn full_names(given: &str) -> Vec<&str> {
    let mut names = vec![given];
    names.extend(FULL_NAMES.get(given).into_iter().flatten().filter(|full| **full != given));
    names
}

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

/// The nearest pair among the names of two people.
pub(crate) fn nearest<'a>(ones: &'a [Name], others: &'a [Name]) -> Option<NamesCompared<'a>> {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| compare_names(one, other)));
    pairs.flatten().max_by_key(NamesCompared::points)
}

fn compare_names<'a>(one: &'a Name, other: &'a Name) -> Option<NamesCompared<'a>> {
    let [given, family] = [name_words(&one.given), name_words(&one.family)];
    let [other_given, other_family] = [name_words(&other.given), name_words(&other.family)];
    if (given.is_empty() && family.is_empty()) || (other_given.is_empty() && other_family.is_empty()) {
        return None;
    }
    let straight = NamesCompared {
        given: given_nearness(&given, &other_given),
        family: family_nearness(&family, &other_family),
        swapped: false,
        one,
        other,
    };
    let swapped = NamesCompared {
        given: given_nearness(&given, &other_family),
        family: family_nearness(&family, &other_given),
        swapped: true,
        one,
        other,
    };
    Some(if swapped.points() > straight.points() { swapped } else { straight })
}

fn given_nearness(ones: &[String], others: &[String]) -> Nearness {
    let ([first, ..], [other_first, ..]) = (ones, others) else { return Nearness::NotKnown };
    let nearness = word_nearness(first, other_first).min(short_form(first, other_first));
    if nearness < Nearness::PartOf {
        return nearness;
    }
    if ones.concat() == others.concat() {
        return Nearness::Same;
    }
    let middle = others.iter().any(|word| word.len() > 1 && word == first)
        || ones.iter().any(|word| word.len() > 1 && word == other_first);
    if middle { Nearness::PartOf } else { nearness }
}

fn family_nearness(ones: &[String], others: &[String]) -> Nearness {
    if ones.is_empty() || others.is_empty() {
        return Nearness::NotKnown;
    }
    let nearness = word_nearness(&ones.concat(), &others.concat());
    if nearness < Nearness::PartOf {
        return nearness;
    }
    let part = ones.iter().any(|word| word.len() > 1 && others.contains(word));
    if part { Nearness::PartOf } else { nearness }
}

fn short_form(one: &str, other: &str) -> Nearness {
    let others = full_names(other);
    if full_names(one).iter().any(|full| others.contains(full)) {
        Nearness::ShortForm
    } else {
        Nearness::Different
    }
}

fn word_nearness(one: &str, other: &str) -> Nearness {
    if one == other {
        return Nearness::Same;
    }
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if shorter.len() == 1 {
        return if longer.starts_with(shorter) { Nearness::Initial } else { Nearness::Different };
    }
    let slips = osa::distance(one.chars(), other.chars());
    // Codes are short, so long names that sound alike only at their beginning are not alike.
    let alike = sounds(one).iter().any(|code| sounds(other).contains(code));
    if alike && slips <= longer.len() / 2 {
        return Nearness::SoundsAlike;
    }
    let allowed = match longer.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    if slips <= allowed { Nearness::SpeltAlike } else { Nearness::Different }
}

impl NamesCompared<'_> {
    /// What the names add to the belief that two people are one. Family names change; given names seldom do.
    pub(crate) fn points(&self) -> i32 {
        let given = match self.given {
            Nearness::Same => 4,
            Nearness::ShortForm | Nearness::SoundsAlike => 3,
            Nearness::SpeltAlike | Nearness::PartOf => 2,
            Nearness::Initial => 1,
            Nearness::NotKnown => 0,
            Nearness::Different => -4,
        };
        let family = match self.family {
            Nearness::Same => 4,
            Nearness::ShortForm | Nearness::SoundsAlike => 3,
            Nearness::SpeltAlike | Nearness::PartOf => 2,
            Nearness::Initial => 1,
            Nearness::NotKnown => 0,
            Nearness::Different => -3,
        };
        given + family - i32::from(self.swapped)
    }

    /// Why, in words.
    pub(crate) fn words(&self) -> String {
        let (one, other) = (shown(&self.one.whole()), shown(&self.other.whole()));
        if self.swapped && self.points() > 0 {
            return format!("{one} and {other}: given and family names are the other way round");
        }
        if self.given == Nearness::Same && self.family == Nearness::Same {
            return if one == other {
                format!("Same name: {one}")
            } else {
                format!("Same name: {one}, written {other}")
            };
        }
        let given = part_words("given name", self.given, &self.one.given, &self.other.given);
        let family = part_words("family name", self.family, &self.one.family, &self.other.family);
        let said: Vec<String> = [given, family].into_iter().flatten().collect();
        said.join("; ")
    }
}

fn part_words(part: &str, nearness: Nearness, one: &str, other: &str) -> Option<String> {
    let (one, other) = (shown(one), shown(other));
    Some(match nearness {
        Nearness::Same => format!("same {part}, {one}"),
        Nearness::ShortForm => format!("{one} and {other} are forms of one name"),
        Nearness::SoundsAlike => format!("{one} and {other} sound alike"),
        Nearness::SpeltAlike => format!("{one} and {other} are spelt nearly alike"),
        Nearness::PartOf => format!("{one} and {other} share a name"),
        Nearness::Initial => format!("{one} and {other} have the same initial"),
        Nearness::Different => format!("different {part}: {one} and {other}"),
        Nearness::NotKnown => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_two_names_may_be_near() {
        use Nearness::{Different, Initial, NotKnown, PartOf, Same, ShortForm, SoundsAlike, SpeltAlike};
        for (one, other, expected) in [
            (("Jon", "Smith"), ("John", "Smyth"), (ShortForm, SoundsAlike, false)),
            (("Jon", "Smith"), ("Jonn", "Smith"), (SoundsAlike, Same, false)),
            (("Bill", "O'Brien"), ("William", "OBRIEN"), (ShortForm, Same, false)),
            (("Bill", "Hall"), ("Will", "Hall"), (ShortForm, Same, false)),
            (("Siân", "Łuczak"), ("Sian", "Luczak"), (Same, Same, false)),
            (("Chidi", "Okonkwo"), ("Chidi", "Okonkow"), (Same, SoundsAlike, false)),
            (("Oyewole", "Lambert"), ("Oyewole", "Rambert"), (Same, SpeltAlike, false)),
            (("Amina", "Smith-Jones"), ("Amina", "Jones"), (Same, PartOf, false)),
            (("Amina", "Smith-Jones"), ("Amina", "Smith Jones"), (Same, Same, false)),
            (("Mary-Jane", "Hill"), ("Maryjane", "Hill"), (Same, Same, false)),
            (("Jane", "Hill"), ("Mary Jane", "Hill"), (PartOf, Same, false)),
            (("J", "Hill"), ("Jane", "Hill"), (Initial, Same, false)),
            (("Nguyen", "Linh"), ("Linh", "Nguyen"), (Same, Same, true)),
            (("Ben", ""), ("Ben", "Hill"), (Same, NotKnown, false)),
            (("", "Null"), ("Ada", "Null"), (NotKnown, Same, false)),
            (("Ava", "Reed"), ("Tom", "Reed"), (Different, Same, false)),
            (("Tom", "Reed"), ("Tim", "Reed"), (SoundsAlike, Same, false)),
            (("A", "B"), ("C", "D"), (Different, Different, false)),
        ] {
            let (one, other) = (Name::new(one.0, one.1), Name::new(other.0, other.1));
            let compared = compare_names(&one, &other).unwrap();
            assert_eq!((compared.given, compared.family, compared.swapped), expected, "{one:?} {other:?}");
        }
        assert!(nearest(&[Name::new("", "")], &[Name::new("Ben", "Hill")]).is_none());
    }

    #[test]
    fn an_alias_is_as_good_as_the_name_in_use() {
        let one = [Name::new("Kit", "Marlow")];
        let other = [Name::new("Christopher", "Bishop"), Name::new("Kit", "Marlow")];
        assert_eq!(nearest(&one, &other).unwrap().words(), "Same name: Kit Marlow");
    }

    #[test]
    fn what_is_said_is_for_people() {
        for (one, other, expected) in [
            (("Jon", "Reed"), ("Jonn", "Reed"), "Jon and Jonn sound alike; same family name, Reed"),
            (
                ("Bill", "Reed"),
                ("William", "Reid"),
                "Bill and William are forms of one name; Reed and Reid sound alike",
            ),
            (
                ("Linh", "Nguyen"),
                ("Nguyen", "Linh"),
                "Linh Nguyen and Nguyen Linh: given and family names are the other way round",
            ),
            (("Zoë", "O'Neill"), ("Zoe", "ONeill"), "Same name: Zoë O'Neill, written Zoe ONeill"),
            (("Ava", "Reed"), ("Tom", "Reed"), "different given name: Ava and Tom; same family name, Reed"),
        ] {
            let (one, other) = (Name::new(one.0, one.1), Name::new(other.0, other.1));
            assert_eq!(compare_names(&one, &other).unwrap().words(), expected);
        }
    }
}
