//! Codes that people read out, copy from paper and type: Crockford's base 32, which has no I, L, O or U, so that what is heard or written is typed as
//! it was meant.

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many letters of five bits each, in groups of four.
pub(crate) fn text(bits: u128, letters: u32) -> String {
    let mut text = String::new();
    for place in (0..letters).rev() {
        text.push(char::from(LETTERS[(bits >> (place * 5) & 31) as usize]));
        if place % 4 == 0 && place > 0 {
            text.push('-');
        }
    }
    text
}

/// Reads exactly so many letters as people type them: in any case, with or without spaces and hyphens, O for 0 and I or L for 1.
pub(crate) fn read(typed: &str, letters: u32) -> Option<u128> {
    let (mut bits, mut count) = (0u128, 0);
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = LETTERS.iter().position(|known| char::from(*known) == letter)?;
        count += 1;
        if count > letters {
            return None;
        }
        bits = bits << 5 | value as u128;
    }
    (count == letters).then_some(bits)
}
