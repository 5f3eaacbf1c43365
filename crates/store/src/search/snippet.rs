//! The piece of a passage in which the words that were asked for stand nearest to each other, with those words marked.

use super::Asked;
use super::words::{Word, words};

/// A piece of text, and whether it is a word that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it was written.
    pub text: String,
    /// Whether it is to be marked.
    pub marked: bool,
}

/// So many words before and after a word that was found.
const AROUND: usize = 9;
/// The longest piece that is shown whole, in words.
const WHOLE: usize = 30;
/// The most characters of one gap between two words: a page of dashes is no context.
const GAP: usize = 80;

/// The piece of a text in which the words stand nearest; nothing when they do not all stand in it.
pub fn snippet(text: &str, asked: &Asked) -> Vec<Piece> {
    let words = words(text);
    let marks: Vec<Vec<usize>> =
        words.iter().map(|word| asked.places_of(&word.stem, &word.plain).collect()).collect();
    let Some((first, last)) = nearest(&marks, asked.count()) else { return Vec::new() };
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut take = |from: usize, to: usize| {
        let from = from.saturating_sub(AROUND);
        let to = (to + AROUND).min(words.len() - 1);
        match ranges.last_mut() {
            Some((_, end)) if from <= *end + 2 => *end = to.max(*end),
            _ => ranges.push((from, to)),
        }
    };
    if last - first < WHOLE {
        take(first, last);
    } else {
        let mut seen = vec![false; asked.count()];
        for (place, mark) in marks.iter().enumerate().take(last + 1).skip(first) {
            if mark.iter().any(|wanted| !seen[*wanted]) {
                take(place, place);
                mark.iter().for_each(|wanted| seen[*wanted] = true);
            }
        }
    }
    pieces(text, &words, &marks, &ranges)
}

/// The first and last word of the shortest stretch in which every wanted word stands. `marks` says of each word which of the wanted it is.
pub(super) fn nearest<M: AsRef<[usize]>>(marks: &[M], wanted: usize) -> Option<(usize, usize)> {
    if wanted == 0 {
        return None;
    }
    let mut held = vec![0_usize; wanted];
    let (mut missing, mut from) = (wanted, 0);
    let mut best: Option<(usize, usize)> = None;
    for (to, mark) in marks.iter().enumerate() {
        for place in mark.as_ref() {
            missing -= usize::from(held[*place] == 0);
            held[*place] += 1;
        }
        while missing == 0 {
            if best.is_none_or(|(first, last)| to - from < last - first) {
                best = Some((from, to));
            }
            for place in marks[from].as_ref() {
                held[*place] -= 1;
                missing += usize::from(held[*place] == 0);
            }
            from += 1;
        }
    }
    best
}

fn pieces(text: &str, words: &[Word], marks: &[Vec<usize>], ranges: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut put = |text: &str, marked: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), marked });
        }
    };
    for (place, (from, to)) in ranges.iter().enumerate() {
        match (place, *from) {
            (0, 0) => {}
            (0, _) => put("… ", false),
            _ => put(" … ", false),
        }
        let mut at = if *from == 0 { 0 } else { words[*from].from };
        let mut plain = String::new();
        for number in *from..=*to {
            let word = &words[number];
            plain.push_str(&in_one_line(text.get(at..word.from).unwrap_or_default()));
            let written = text.get(word.from..word.to).unwrap_or_default();
            if marks[number].is_empty() {
                plain.push_str(written);
            } else {
                put(&std::mem::take(&mut plain), false);
                put(written, true);
            }
            at = word.to;
        }
        if *to + 1 == words.len() {
            plain.push_str(&in_one_line(text.get(at..).unwrap_or_default()));
        }
        put(&plain, false);
        if place + 1 == ranges.len() && *to + 1 < words.len() {
            put(" …", false);
        }
    }
    pieces
}

/// What stands between two words, its line breaks as spaces.
fn in_one_line(between: &str) -> String {
    let mut line = String::new();
    for letter in between.chars().take(GAP) {
        match letter {
            _ if letter.is_whitespace() && line.ends_with(' ') => {}
            _ if letter.is_whitespace() => line.push(' '),
            _ if letter.is_control() => {}
            _ => line.push(letter),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, typed: &str, expected: &str) {
        let pieces = snippet(text, &Asked::read(typed));
        let marked: String = pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn the_words_are_marked_where_they_stand_nearest() {
        check("He was bruised.", "bruise ", "He was [bruised].");
        check("Door. The blue\n door is blue.", "door blue ", "[Door]. The [blue] [door] is [blue].");
        check("nothing here", "bruise ", "");
        check("nothing here", "", "");
        check("<b>Zoë’s</b> house", "zoe ", "<b>[Zoë’s]</b> house");
        let long = format!("insulin {} door", "word ".repeat(100));
        let nine = "word ".repeat(9);
        check(&long, "insulin door ", &format!("[insulin] {} … {nine}[door]", nine.trim()));
        let middle = format!("{0}insulin {0}", "word ".repeat(30));
        check(&middle, "insulin ", &format!("… {nine}[insulin] {} …", nine.trim()));
    }

    proptest::proptest! {
        #[test]
        fn a_piece_is_made_of_the_text_alone(text in "[a-d<>&\"' \u{e9}\n]{0,200}", typed in "[a-d ]{0,12}") {
            let shown: String = snippet(&text, &Asked::read(&typed)).into_iter().map(|piece| piece.text).collect();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '…').collect::<String>();
            let whole = letters(&text);
            for part in shown.split('…') {
                proptest::prop_assert!(whole.contains(&letters(part)), "{part:?}");
            }
        }
    }
}
