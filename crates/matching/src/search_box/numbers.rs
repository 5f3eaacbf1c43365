//! Long numbers as they are typed: NHS numbers, phones, postcodes, in one piece or in groups.

use super::Word;
use crate::evidence::number::is_given_out;
use crate::normal::{nhs_number, postcode};
use crate::person::number_of;

/// The digits of a long number in one word or several, and how many words. `loose`: O and l are read as digits.
pub(super) fn digits(words: &[Word<'_>], loose: bool) -> Option<(String, usize)> {
    let digit = |c: char| match c {
        'O' | 'o' if loose => '0',
        'I' | 'l' if loose => '1',
        _ => c,
    };
    let is_number = |word: &Word<'_>| {
        !word.bare.is_empty()
            && word.bare.chars().map(digit).all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')'))
            && word.bare.chars().map(digit).any(|c| c.is_ascii_digit())
    };
    let first = words.first().filter(|word| is_number(word) && (loose || word.bare.len() >= 3))?;
    let mut number: String = first.bare.chars().map(digit).collect();
    let mut taken = 1;
    for word in words[1..].iter().filter(|_| !first.ends).take_while(|word| is_number(word)) {
        let another = word.bare.starts_with('+') || (word.bare.starts_with('0') && word.bare.len() >= 5);
        let enough = number.chars().filter(char::is_ascii_digit).count() >= 10;
        if another || enough {
            break;
        }
        number.extend(word.bare.chars().map(digit));
        taken += 1;
    }
    Some((number, taken))
}

/// Ten digits that do not begin with 0, and not those of a mobile phone without its 0.
pub(super) fn is_nhs_number(digits: &str) -> bool {
    let Some(number) =
        nhs_number(digits).filter(|number| !number.starts_with('0') && !digits.starts_with('+'))
    else {
        return false;
    };
    !number.starts_with('7') || is_given_out(number_of(&number))
}

/// A postcode in one word or in two, and how many.
pub(super) fn code(words: &[Word<'_>]) -> Option<(String, usize)> {
    let first = words.first()?;
    if let Some(inward) = words.get(1) {
        let shaped = first.bare.len() <= 4
            && inward.bare.len() == 3
            && inward.bare.starts_with(|c: char| c.is_ascii_digit() || c == 'O' || c == 'o');
        let both = postcode(&format!("{}{}", first.bare, inward.bare)).filter(|_| shaped);
        if let Some(both) = both {
            return Some((both, 2));
        }
    }
    postcode(first.bare).filter(|_| first.has_digit()).map(|code| (code, 1))
}
