//! Answers in words: what was said, what is not known, what nobody asked, what this viewer may not see. The four are never mixed up.

use domain::access::{Sealed, Unsealing};
use domain::contact::{Contact, SubjectChild};
use domain::person::Sex;
use domain::person::known::Known;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

/// The code of "not known" in the forms of contacts.
pub(crate) const NOT_KNOWN: &str = "not_known";

/// An answer in words that may have been "not known".
pub(crate) fn text(typed: &str) -> Known<String> {
    match typed.trim() {
        "" => Known::NotAsked,
        said if ["not known", "unknown", "nk", "n/k"].iter().any(|word| said.eq_ignore_ascii_case(word)) => {
            Known::NotKnown
        }
        _ => Known::Is(typed.to_owned()),
    }
}

/// The answer to a question with yes, no and not known.
pub(crate) fn yes_no(code: &str) -> Known<bool> {
    match code {
        "yes" => Known::Is(true),
        "no" => Known::Is(false),
        NOT_KNOWN => Known::NotKnown,
        _ => Known::NotAsked,
    }
}

/// The same in words.
pub(crate) fn yes_no_words(answer: Known<bool>) -> String {
    answer.map(|yes| if yes { "Yes" } else { "No" }).words()
}

/// A child's sex.
pub(crate) fn sex(code: &str) -> Known<Sex> {
    match Sex::from_code(code) {
        Some(Sex::Unknown) => Known::NotKnown,
        Some(sex) => Known::Is(sex),
        None => Known::NotAsked,
    }
}

/// What a sealed value says, or that it is withheld from this viewer, or that there is none.
pub(crate) fn sealed(value: Option<&Sealed<String>>, unsealing: Unsealing) -> Markup {
    match value.map(|sealed| sealed.open(unsealing)) {
        None => html! { "Not given" },
        Some(None) => html! { "Withheld: they asked not to be named" },
        Some(Some(value)) => html! { bdi { (shown_in_line(value)) } },
    }
}

/// Words at length, as they were typed, line by line; nothing said stands as such.
pub(crate) fn verbatim(words: &str) -> Markup {
    html! {
        @if words.trim().is_empty() { "Not said" } @else { div class="app-verbatim app-wrap" dir="auto" { (shown(words)) } }
    }
}

/// What a child in a contact is called.
pub(crate) fn name(child: &SubjectChild) -> String {
    let name = child.said.name.display();
    if name.is_empty() { "Name not known".into() } else { name }
}

/// A name set apart, so that letters written from right to left turn nothing beside them.
pub(crate) fn bdi(name: &str) -> Markup {
    html! { bdi { (shown_in_line(name)) } }
}

/// The source's words in the pack.
pub(crate) fn source(contact: &Contact, pack: &domain::pack::Pack) -> String {
    let list = pack.code_list(domain::contact::CONTACT_SOURCES);
    list.and_then(|list| list.words(&contact.source)).unwrap_or(&contact.source).to_owned()
}

/// "4th": which one it is.
pub(crate) fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_known_is_an_answer_and_silence_is_a_gap() {
        fn check(typed: &str, expected: Known<&str>) {
            assert_eq!(text(typed), expected.map(String::from), "{typed}");
        }
        check("", Known::NotAsked);
        check(" \n", Known::NotAsked);
        check("Not known", Known::NotKnown);
        check(" unknown ", Known::NotKnown);
        check("unknown to us until May", Known::Is("unknown to us until May"));
        check("\u{202e}abc", Known::Is("\u{202e}abc"));
    }

    #[test]
    fn numbers_in_order() {
        fn check(number: usize, expected: &str) {
            assert_eq!(ordinal(number), expected);
        }
        check(1, "1st");
        check(2, "2nd");
        check(3, "3rd");
        check(4, "4th");
        check(11, "11th");
        check(12, "12th");
        check(13, "13th");
        check(22, "22nd");
        check(111, "111th");
    }
}
