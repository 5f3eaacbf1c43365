//! How wide words are before any browser draws them, so that labels are shortened, broken and kept apart on the server. Widths are those of
//! Helvetica, in thousandths of the letter's height, with a margin for the faces a browser takes instead.

/// The height of the letters in a picture, in pixels as it is drawn (ux 4.2: never under 14).
pub(super) const SIZE: f64 = 14.0;

/// From the space to the tilde.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// For a face that runs wider than Helvetica.
const MARGIN: f64 = 1.08;

fn of_letter(letter: char) -> u16 {
    let place = (letter as usize).checked_sub(32);
    let known = place.and_then(|place| WIDTHS.get(place)).copied();
    known.unwrap_or(if letter >= '\u{1100}' { 1000 } else { 800 })
}

/// How wide the words are, in pixels.
pub(super) fn width(words: &str) -> f64 {
    words.chars().map(|letter| f64::from(of_letter(letter))).sum::<f64>() * SIZE * MARGIN / 1000.0
}

/// The words, or as many of their letters as stand in `most` pixels with "…" after them.
pub(super) fn shortened(words: &str, most: f64) -> String {
    if width(words) <= most {
        return words.to_owned();
    }
    let mut kept = String::new();
    for letter in words.chars() {
        kept.push(letter);
        if width(&kept) + width("…") > most {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The words in at most `lines` lines of at most `most` pixels; what has no room ends in "…".
pub(super) fn wrapped(words: &str, most: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer) <= most || done.len() + 1 == lines {
            line = longer;
        } else {
            done.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    if !line.is_empty() {
        done.push(line);
    }
    done.iter().map(|line| shortened(line, most)).collect()
}

/// A length as it stands in a picture: one decimal, so that the same facts always give the same bytes.
pub(super) fn px(length: f64) -> String {
    format!("{length:.1}")
}

#[cfg(test)]
mod tests {
    use super::{shortened, width, wrapped};

    #[test]
    fn words_that_are_too_wide_are_shortened_and_broken() {
        assert_eq!(shortened("Bruise", 100.0), "Bruise");
        let cut = shortened("Health visitor could not see the child", 100.0);
        assert!(cut.ends_with('…') && width(&cut) <= 100.0, "{cut}");
        let lines = wrapped("Adults in and out of the household, and who they are", 110.0, 3);
        assert!(lines.len() <= 3 && lines.iter().all(|line| width(line) <= 110.0), "{lines:?}");
        assert_eq!(wrapped("", 100.0, 3), Vec::<String>::new());
        assert!(width("漢字") > width("ab"));
    }
}
