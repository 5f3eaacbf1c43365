//! One search box: "jon smith 12/3/2015 nb1 2cd" read as a name, a date of birth and a postcode.

use jiff::civil::Date;

use crate::description::{Address, Birth, Description, Name};
use crate::normal::{nhs_number, phone, postcode, upn};

/// The most of a search that is read.
const LONGEST: usize = 400;

/// Reads what somebody typed into the one search box.
///
/// Dates (`12/3/2015`, `12.03.2015`, `2015-03-12`), NHS numbers, pupil numbers, phone numbers and postcodes are taken wherever they
/// stand; what is left is a name. A number of ten digits that does not begin with 0 is an NHS number, any other long one a phone.
pub fn read_search(text: &str) -> Description {
    let text: String = text.chars().take(LONGEST).collect();
    let mut found = Description::default();
    let mut names = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        if let Some(code) = after.first().and_then(|next| two_word_postcode(word, next)) {
            found.addresses.push(code);
            rest = &after[1..];
        } else if let Some(code) = postcode(word).filter(|_| word.contains(|c: char| c.is_ascii_digit())) {
            found.addresses.push(Address { lines: Vec::new(), postcode: code });
        } else if let Some(day) = read_day(word) {
            found.birth = Some(Birth::on(day));
        } else if let Some(number) = upn(word).filter(|_| word.contains(|c: char| c.is_ascii_digit())) {
            found.upn = Some(number);
        } else if is_number(word) {
            let more = after.iter().take_while(|next| is_number(next)).count();
            let digits: String = std::iter::once(word).chain(&after[..more]).copied().collect();
            rest = &after[more..];
            take_number(&digits, &mut found);
        } else {
            names.push(*word);
        }
    }
    if !names.is_empty() {
        found.names.push(Name::from_text(&names.join(" ")));
    }
    found
}

fn two_word_postcode(outward: &str, inward: &str) -> Option<Address> {
    let code = postcode(&format!("{outward}{inward}"))?;
    let shaped = outward.len() <= 4
        && inward.len() == 3
        && inward.starts_with(|c: char| c.is_ascii_digit() || c == 'O' || c == 'o');
    shaped.then(|| Address { lines: Vec::new(), postcode: code })
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')'))
}

fn take_number(digits: &str, found: &mut Description) {
    let nhs = nhs_number(digits).filter(|number| !number.starts_with('0') && !digits.starts_with('+'));
    match nhs {
        Some(number) => found.nhs_number = Some(number),
        None => found.phones.extend(phone(digits)),
    }
}

fn read_day(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn everything_in_one_box_finds_its_place() {
        let name = |given: &str, family: &str| Description {
            names: vec![Name::new(given, family)],
            ..Description::default()
        };
        let at = |postcode: &str| vec![Address { lines: Vec::new(), postcode: postcode.to_owned() }];
        let born = Some(Birth::on(date(2015, 3, 12)));
        for (text, expected) in [
            ("", Description::default()),
            ("  ", Description::default()),
            ("Ben", name("Ben", "")),
            ("jon smith", name("jon", "smith")),
            ("O'BRIEN, Mary Jane", name("Mary Jane", "O'BRIEN")),
            (
                "jon smith 12/3/2015 nb1 2cd",
                Description { birth: born, addresses: at("NB12CD"), ..name("jon", "smith") },
            ),
            ("2015-03-12 jon", Description { birth: born, ..name("jon", "") }),
            ("12.03.2015", Description { birth: born, ..Description::default() }),
            ("31/11/2015", name("31/11/2015", "")),
            ("NB12CD", Description { addresses: at("NB12CD"), ..Description::default() }),
            (
                "999 000 0018",
                Description { nhs_number: Some("9990000018".to_owned()), ..Description::default() },
            ),
            ("07700 900123 Amy", Description { phones: vec!["7700900123".to_owned()], ..name("Amy", "") }),
            (
                "+447700900123",
                Description { phones: vec!["7700900123".to_owned()], ..Description::default() },
            ),
            (
                "A850728973744",
                Description { upn: Some("A850728973744".to_owned()), ..Description::default() },
            ),
            ("% _ *", name("% _", "*")),
        ] {
            assert_eq!(read_search(text), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,600}") {
            let _ = read_search(&text);
        }
    }
}
