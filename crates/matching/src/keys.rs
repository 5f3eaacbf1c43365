//! Keys of what is told of somebody: two who may be one share at least one. The store puts the notifications of one household together by them, whoever sent
//! them. A key is a hint, never a match: [`crate::compare`] decides. Whoever looks for somebody asks the [`crate::index::Index`].
//!
//! | Key | Holds | Finds in spite of |
//! |---|---|---|
//! | `n:` | the sounds of a given and a family name, in the order of the alphabet | spelling, short forms, names changed round |
//! | `l:` | a given and a family name: the sound of one and the first letter of the other | a slip in either one |
//! | `w:` | the sound of one name | a name of which only one part is known |
//! | `b:` | the day of birth | everything about the name |
//! | `y:` | the sound of the given or the family name and the year of birth | the other name changed or misheard, an uncertain day |
//! | `h:` `u:` | NHS number, pupil number | all else |
//! | `p:` | postcode and house | all else |
//! | `t:` | phone, the person's or a relative's | all else |
//! | `r:` | as `n:`, of a relative | not knowing the child's name |

use std::collections::BTreeSet;
use std::fmt;

use crate::address::Place;
use crate::description::{Birth, Description, Name};
use crate::names::{full_names, sounds};
use crate::normal::{name_words, nhs_number, phone, upn};

/// The most keys of one kind of thing: people with dozens of aliases exist, texts made to fill a table too.
const MOST: usize = 64;

/// One key, as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The keys of what is told of somebody, in order and each once.
pub fn keys(person: &Description) -> Vec<Key> {
    let mut keys = shared_keys(person);
    for name in &person.names {
        keys.extend(one_part_keys(name).take(MOST));
    }
    keys.into_iter().map(Key).collect()
}

/// The keys of more than one part of a name.
fn shared_keys(person: &Description) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(person.names.iter().flat_map(|name| pair_keys("n", name)).take(MOST));
    keys.extend(person.names.iter().flat_map(letter_keys).take(MOST));
    if let Some(birth) = person.birth {
        keys.extend(birth.day().map(|day| format!("b:{day}")));
        keys.extend(year_keys(&person.names, birth));
    }
    keys.extend(person.nhs_number.as_deref().and_then(nhs_number).map(|number| format!("h:{number}")));
    keys.extend(person.upn.as_deref().and_then(upn).map(|number| format!("u:{number}")));
    for address in person.addresses.iter().take(MOST) {
        let place = Place::of(address);
        keys.extend(
            place.postcode.as_ref().zip(place.house()).map(|(code, house)| format!("p:{code}/{house}")),
        );
    }
    let phones = person.phones.iter().chain(person.relatives.iter().flat_map(|relative| &relative.phones));
    keys.extend(phones.take(MOST).filter_map(|number| phone(number)).map(|number| format!("t:{number}")));
    keys.extend(person.relatives.iter().flat_map(|relative| pair_keys("r", &relative.name)).take(MOST));
    keys
}

/// How the first given name, or what it is short for, sounds.
fn given_sounds(name: &Name) -> BTreeSet<String> {
    let words = name_words(&name.given);
    words.first().into_iter().flat_map(|given| full_names(given)).flat_map(sounds).collect()
}

/// How each word of the family name sounds, and all of them run together.
fn family_sounds(name: &Name) -> BTreeSet<String> {
    let words = name_words(&name.family);
    let together = (words.len() > 1).then(|| words.concat());
    words.iter().chain(&together).flat_map(|word| sounds(word)).collect()
}

/// Both parts as one key, whichever is which. A family name that is in truth a given one is also tried as what it is short for.
fn pair_keys(kind: &str, name: &Name) -> BTreeSet<String> {
    let changed_round = Name::new(name.family.clone(), name.given.clone());
    let mut keys = BTreeSet::new();
    for name in [name, &changed_round] {
        for given in given_sounds(name) {
            for family in family_sounds(name) {
                let (first, last) = if given <= family { (&given, &family) } else { (&family, &given) };
                keys.insert(format!("{kind}:{first}/{last}"));
            }
        }
    }
    keys
}

/// The sound of each part with the first letter of the other: a letter left out changes a sound, and seldom both sounds.
fn letter_keys(name: &Name) -> BTreeSet<String> {
    let first = |text: &str| name_words(text).first().and_then(|word| word.chars().next());
    let mut keys = BTreeSet::new();
    if let (Some(given), Some(family)) = (first(&name.given), first(&name.family)) {
        keys.extend(given_sounds(name).into_iter().map(|sound| format!("l:{sound}/{family}")));
        keys.extend(family_sounds(name).into_iter().map(|sound| format!("l:{sound}/{given}")));
    }
    keys
}

fn one_part_keys(name: &Name) -> impl Iterator<Item = String> {
    given_sounds(name).into_iter().chain(family_sounds(name)).map(|sound| format!("w:{sound}"))
}

/// Each part of a name with each year that the birth can have been in. Ranges of more than twenty years say nothing.
fn year_keys(names: &[Name], birth: Birth) -> BTreeSet<String> {
    let years = birth.earliest().year()..=birth.latest().year();
    if years.clone().count() > 20 {
        return BTreeSet::new();
    }
    let both = |name| given_sounds(name).into_iter().chain(family_sounds(name));
    let sounds: BTreeSet<String> = names.iter().take(MOST).flat_map(both).take(MOST).collect();
    years.flat_map(|year| sounds.iter().map(move |sound| format!("y:{year}/{sound}"))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::description::{Address, Relative};

    fn named(given: &str, family: &str) -> Description {
        Description { names: vec![Name::new(given, family)], ..Description::default() }
    }

    fn found(query: &Description, person: &Description) -> bool {
        let kept = keys(person);
        keys(query).iter().any(|key| kept.contains(key))
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (query, person, expected) in [
            (("Jon", "Smith"), ("John", "Smyth"), true),
            (("Bill", "OBrien"), ("William", "O'Brien"), true),
            (("Linh", "Nguyen"), ("Nguyen", "Linh"), true),
            (("Amina", "Jones"), ("Amina", "Smith-Jones"), true),
            (("Isla", "Brableworth"), ("Isla", "Brambleworth"), true),
            (("Isa", "Brambleworth"), ("Isla", "Brambleworth"), true),
            (("Zoë", "Łuczak"), ("Zoe", "Luczak"), true),
            (("Reed", "Bill"), ("William", "Reed"), true),
            (("Ben", ""), ("Benjamin", "Hill"), true),
            (("", "Hill"), ("Benjamin", "Hill"), true),
            (("Null", ""), ("Ada", "Null"), true),
            (("X", ""), ("X", ""), true),
            (("李", "小龙"), ("李", "小龙"), true),
            (("Ben", "Hill"), ("Amina", "Okoye"), false),
            (("", ""), ("", ""), false),
        ] {
            assert_eq!(
                found(&named(query.0, query.1), &named(person.0, person.1)),
                expected,
                "{query:?} {person:?}"
            );
        }
    }

    #[test]
    fn a_person_is_found_by_anything_that_is_known() {
        let person = Description {
            names: vec![Name::new("Amara", "Okoye"), Name::new("Amy", "Cole")],
            birth: Some(Birth::on(date(2015, 3, 12))),
            nhs_number: Some("999 000 0018".to_owned()),
            upn: Some("A850728973744".to_owned()),
            addresses: vec![Address {
                lines: vec!["12 Mill Lane".to_owned()],
                postcode: "NB1 2CD".to_owned(),
            }],
            phones: vec!["07700 900123".to_owned()],
            relatives: vec![Relative {
                relation: "mother".to_owned(),
                name: Name::new("Ngozi", "Okoye"),
                phones: vec!["07700 900456".to_owned()],
            }],
            ..Description::default()
        };
        let nobody = Description::default();
        for query in [
            named("Amy", "Kole"),
            Description { birth: Some(Birth::on(date(2015, 3, 12))), ..nobody.clone() },
            Description {
                birth: Some(Birth::between(date(2015, 1, 1), date(2015, 12, 31))),
                ..named("Amara", "")
            },
            Description { nhs_number: Some("9990000018".to_owned()), ..nobody.clone() },
            Description { upn: Some("a850728973744".to_owned()), ..nobody.clone() },
            Description { addresses: person.addresses.clone(), ..nobody.clone() },
            Description { phones: vec!["+447700900456".to_owned()], ..nobody.clone() },
            Description {
                relatives: vec![Relative { name: Name::new("Ngozy", "Okoye"), ..Relative::default() }],
                ..nobody.clone()
            },
        ] {
            assert!(found(&query, &person), "{query:?}");
        }
        assert!(keys(&nobody).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_makes_few_short_keys_and_finds_itself(given in "\\PC{0,120}", family in "\\PC{0,120}", day in 1i8..29) {
            let person = Description {
                birth: Some(Birth::on(date(2010, 2, day))),
                phones: vec![family.clone()],
                addresses: vec![Address { lines: vec![given.clone()], postcode: family.clone() }],
                ..named(&given, &family)
            };
            let kept = keys(&person);
            proptest::prop_assert!(kept.len() < 500);
            proptest::prop_assert!(kept.iter().all(|key| key.as_str().len() < 300));
            proptest::prop_assert!(found(&person, &person));
        }
    }
}
