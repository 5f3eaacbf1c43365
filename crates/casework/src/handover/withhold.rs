//! What must not be given is looked for in words that go further than the record: a protected address typed into a card, a restricted person named
//! in the words about another child. However it is spaced, in whatever capitals.

use domain::access::Guard;
use domain::id::Id;
use domain::person::Person;
use domain::person::postcode::Postcode;
use domain::refusal::Problem;
use store::{Permit, Stop};

/// Shorter than this, a line of an address or a name could be any word.
const SHORTEST: usize = 6;

/// What must not stand in words that go further.
#[derive(Debug, Default)]
pub(super) struct Forbidden(Vec<String>);

impl Forbidden {
    /// Adds what of a person must not be given: their protected addresses; if they are restricted, their names as well.
    pub(super) fn add(&mut self, person: &Person) {
        for address in person.addresses.iter().filter(|address| address.lines.guard() >= Guard::Protected) {
            let lines = address.lines.unshown();
            let postcode = lines.postcode.iter().map(Postcode::typed);
            self.words(telling(&lines.lines).chain(postcode));
            // A street without its number tells as much in a small place.
            let streets: Vec<String> = telling(&lines.lines).map(without_number).collect();
            self.words(streets.iter().map(String::as_str));
        }
        if person.restriction.is_some() {
            let names: Vec<String> = person.names.iter().map(|known| known.name.display()).collect();
            self.words(names.iter().map(String::as_str));
        }
    }

    fn words<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        for words in words {
            let squeezed = squeezed(words);
            if squeezed.chars().count() >= SHORTEST && !self.0.contains(&squeezed) {
                self.0.push(squeezed);
            }
        }
    }

    /// Whether any of it stands in the words.
    pub(super) fn stands_in(&self, words: &str) -> bool {
        let squeezed = squeezed(words);
        self.0.iter().any(|forbidden| squeezed.contains(forbidden.as_str()))
    }
}

/// The fields whose words hold a protected address of one of these people or of somebody related to them.
pub(crate) fn protected_in(
    permit: &Permit<'_>,
    people: &[Id<Person>],
    typed: &[(String, String)],
) -> Result<Vec<Problem>, Stop> {
    let mut forbidden = Forbidden::default();
    for person in people {
        let related =
            store::relationship::to_withhold(permit, *person)?.into_iter().map(|related| related.record);
        let others = related.map(|related| if related.from == *person { related.to } else { related.from });
        for id in store::read_as_one::with_all(permit, std::iter::once(*person).chain(others))? {
            let Some(mut known) = store::load(permit, id)?.map(|known| known.record) else { continue };
            // A restricted relative's name is not looked for: a refusal would tell who is restricted.
            known.restriction = None;
            forbidden.add(&known);
        }
    }
    let found = typed.iter().filter(|(_, words)| forbidden.stands_in(words));
    let words =
        "A protected address stands here. Write whose address must not be given, and not the address.";
    Ok(found.map(|(field, _)| Problem::new(field.as_str(), words)).collect())
}

/// The lines that say which house it is: the first, and any with a number. A town alone could be in any words.
fn telling(lines: &[String]) -> impl Iterator<Item = &str> {
    let numbered = |line: &str| line.chars().any(|sign| sign.is_ascii_digit());
    let telling = lines.iter().enumerate().filter(move |(place, line)| *place == 0 || numbered(line));
    telling.map(|(_, line)| line.as_str())
}

fn without_number(line: &str) -> String {
    line.split_whitespace().filter(|word| !word.chars().any(|sign| sign.is_ascii_digit())).collect()
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Sealed;
    use domain::person::Standing;
    use domain::person::address::{Address, AddressLines};
    use domain::person::name::PersonName;

    #[test]
    fn a_protected_address_is_found_however_it_is_written() {
        let mut person = Person::named(Id::from_bits(1), Standing::Child, PersonName::new("Ava", "Example"));
        let lines = |line: &str| AddressLines {
            lines: vec![line.into(), "Northbridge".into()],
            postcode: Some(Postcode::new("ZZ99 7QK")),
        };
        let stay = |line: &str, guard| Address {
            place: Id::from_bits(2),
            lines: Sealed::new(lines(line), guard),
            from: None,
            until: None,
            source: String::new(),
        };
        person.addresses =
            vec![stay("9 Quincebury Row", Guard::Protected), stay("4 Open Street", Guard::Content)];
        let mut forbidden = Forbidden::default();
        forbidden.add(&person);
        for (words, stands) in [
            ("fetch her from 9 quincebury  row at ten", true),
            ("she is at 9, Quincebury-Row", true),
            ("postcode zz997qk", true),
            ("they are in Quincebury Row", true),
            ("the house of her mother in Northbridge: give to nobody", false),
            ("they lived at 4 Open Street", false),
            ("Ava Example", false),
        ] {
            assert_eq!(forbidden.stands_in(words), stands, "{words}");
        }
    }
}
