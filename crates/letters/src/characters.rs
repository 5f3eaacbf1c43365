//! Characters that typed text may hold and paper cannot: control characters, marks that would turn text round, letters without a font. Each becomes
//! visible as its number; none disappears, and none changes what stands beside it.

use std::fmt::Write;

use crate::fonts::Fonts;

/// The longest run without a place to break the line. Longer ones are given places, so that no word runs off the paper.
const LONGEST: usize = 24;
/// A place where a line may break, drawn as nothing.
const BREAK: char = '\u{200B}';

/// Whether a character has no shape of its own.
pub fn is_not_drawn(character: char) -> bool {
    matches!(character, '\n' | '\t' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Whether a character must not stand in a file at all. Those that turn the direction of what follows could make a text read as another.
fn is_unfit(character: char) -> bool {
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_nothing = matches!(u32::from(character) & 0xFFFF, 0xFFFE | 0xFFFF);
    turns || is_nothing || (character.is_control() && !matches!(character, '\n' | '\t'))
}

fn number(into: &mut String, character: char) {
    let _ = write!(into, "[U+{:04X}]", u32::from(character));
}

/// Text as a Word file may hold it.
pub fn fit(text: &str) -> String {
    let mut fit = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => fit.push('\n'),
            '\u{FEFF}' => {}
            unfit if is_unfit(unfit) => number(&mut fit, unfit),
            other => fit.push(other),
        }
    }
    fit
}

/// Text as the typesetter draws it: every character has a shape, and every long run a place to break.
pub fn drawable(text: &str, fonts: &Fonts) -> String {
    let mut drawn = String::with_capacity(text.len());
    let mut run = 0;
    for character in fit(text).chars() {
        let breaks = character.is_whitespace() || matches!(character, '-' | BREAK);
        run = if breaks { 0 } else { run + 1 };
        if run > LONGEST && character.is_alphanumeric() {
            drawn.push(BREAK);
            run = 1;
        }
        match character {
            '\t' => drawn.push(' '),
            // How an emoji is coloured; no embedded font has colours.
            '\u{FE00}'..='\u{FE0F}' => {}
            known if fonts.draws(known) => drawn.push(known),
            unknown => number(&mut drawn, unknown),
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::fonts;

    #[test]
    fn nothing_disappears_and_nothing_turns() {
        let check = |text: &str, expected: &str| assert_eq!(fit(text), expected, "{text:?}");
        check("one\r\ntwo\rthree\u{2028}four", "one\ntwo\nthree\nfour");
        check("bell\u{7}", "bell[U+0007]");
        check("nothing\0", "nothing[U+0000]");
        check("\u{FEFF}begin", "begin");
        check("not \u{202E}desrever", "not [U+202E]desrever");
        check("می\u{200C}خواهم", "می\u{200C}خواهم");
    }

    #[test]
    fn a_character_without_a_font_is_shown_as_its_number() {
        assert_eq!(drawable("a \u{10FFFD} b", fonts()), "a [U+10FFFD] b");
        assert_eq!(drawable("हिन्दी", fonts()), "हिन्दी");
    }

    #[test]
    fn a_long_word_can_break() {
        let long = "x".repeat(100);
        let drawn = drawable(&long, fonts());
        assert!(drawn.split(BREAK).all(|piece| piece.chars().count() <= LONGEST), "{drawn}");
        assert_eq!(drawn.replace(BREAK, ""), long);
    }
}
