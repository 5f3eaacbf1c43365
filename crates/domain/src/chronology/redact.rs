//! Names that a reader must not learn, replaced by what the person is to the child: "Kim Exampleton" becomes "the mother". Names are found as they are
//! written, whole and in their parts; a word that only looks like one in small letters stays ("will", "rose").

/// A name or an address line, and what stands instead of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Instead {
    /// As it is written: "Kim Exampleton", "14 Larch Row".
    pub name: String,
    /// What stands instead: "the mother", "[address withheld]".
    pub instead: String,
    /// Parts of the name that are not theirs alone: the family name that the child has too.
    pub shared: Vec<String>,
}

/// A part of a name shorter than this is no name by itself.
const SHORTEST: usize = 3;

/// The words without the names.
pub fn redacted(words: &str, names: &[Instead]) -> String {
    let mut patterns: Vec<(&str, &str)> = Vec::new();
    for each in names {
        let name = each.name.trim();
        if name.chars().count() >= SHORTEST {
            patterns.push((name, &each.instead));
        }
        // An address is one thing; a name is known by each of its parts.
        if !name.contains(|letter: char| letter.is_ascii_digit()) {
            let parts = name.split_whitespace().filter(|part| {
                part.chars().count() >= SHORTEST
                    && part.chars().next().is_some_and(char::is_uppercase)
                    && !each.shared.iter().any(|shared| shared == part)
            });
            patterns.extend(parts.map(|part| (part, each.instead.as_str())));
        }
    }
    // The longest first: a whole name before its parts. Of two that are as long the first given stands.
    patterns.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut done = String::with_capacity(words.len());
    let mut rest = words;
    let mut before: Option<char> = None;
    while let Some(letter) = rest.chars().next() {
        let starts = before.is_none_or(|before| !before.is_alphanumeric());
        let found = patterns.iter().find(|(name, _)| starts && begins_with(rest, name));
        if let Some((name, instead)) = found {
            push(&mut done, instead);
            before = name.chars().last();
            rest = rest.get(name.len()..).unwrap_or_default();
        } else {
            done.push(letter);
            before = Some(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    done
}

/// Whether the text begins with the name as a word of its own, as it is written or in capitals.
fn begins_with(text: &str, name: &str) -> bool {
    let Some(head) = text.get(..name.len()) else { return false };
    let same = head == name || (head == head.to_uppercase() && head == name.to_uppercase());
    let after = text.get(name.len()..).and_then(|rest| rest.chars().next());
    same && after.is_none_or(|after| !after.is_alphanumeric())
}

/// Two parts of one name side by side are said once: "the mother the mother" reads as a mistake.
fn push(done: &mut String, instead: &str) {
    let said = done.trim_end().ends_with(instead) && done.ends_with(' ');
    if said {
        done.pop();
    } else {
        done.push_str(instead);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_whole_in_parts_and_in_capitals() {
        fn check(words: &str, expected: &str) {
            let each = |name: &str, instead: &str| Instead {
                name: name.into(),
                instead: instead.into(),
                shared: vec!["Shared".into()],
            };
            let names = [
                each("Kim Exampleton", "the mother"),
                each("Max Shared", "the brother"),
                each("Will Rose", "the mother’s partner"),
                each("14 Larch Row", "[address withheld]"),
            ];
            assert_eq!(redacted(words, &names), expected);
        }
        check("Kim Exampleton said so", "the mother said so");
        check("Kim and Will", "the mother and the mother’s partner");
        check("He will. The rose is Will's", "He will. The rose is the mother’s partner's");
        check("KIM EXAMPLETON, 14 Larch Row.", "the mother, [address withheld].");
        check("Max Shared and the Shared home", "the brother and the Shared home");
        check("Kimberley stays", "Kimberley stays");
        check("Exampleton Kim", "the mother");
        check("14 Larch Rows, Łódź and é", "14 Larch Rows, Łódź and é");
        check("", "");
    }
}
