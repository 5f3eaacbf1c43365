//! What may stand in a form's file: which keys there are, what each holds, which are needed. Whoever writes a form without programming is told of
//! everything that does not fit, in one go and in plain words; what does fit is read all the same, so that the first slip hides no other.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::nearest::meant;
use super::problem::PackProblem;
use super::source::SourceFile;

/// One key of a table.
pub(super) struct Key {
    /// The key.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// Why it must be there, when it must.
    pub(super) needed: Option<&'static str>,
}

/// What a key holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Words in quotes.
    Text,
    /// A list of words in quotes.
    Texts,
    /// A whole number.
    Whole,
    /// A whole number that is not below this.
    From(i64),
    /// True or false.
    TrueFalse,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Words, or a list of them.
    TextOrTexts,
    /// A table in curly brackets.
    Table(&'static [Key]),
    /// A list of tables; the words say how its header is written.
    Tables(&'static [Key], &'static str),
    /// A condition.
    Condition,
    /// Whatever is read by its own words.
    Anything,
}

/// A key that may be left out.
pub(super) const fn may(name: &'static str, holds: Holds) -> Key {
    Key { name, holds, needed: None }
}

/// A key that must be there.
pub(super) const fn must(name: &'static str, holds: Holds, why: &'static str) -> Key {
    Key { name, holds, needed: Some(why) }
}

/// Reads a file of this shape. Everything that does not fit is told; it is then left out, and what is missing is taken as empty, so that the rest can be
/// read and checked. Nothing when not even that can be.
pub(super) fn read<T: DeserializeOwned>(
    file: &SourceFile<'_>,
    keys: &[Key],
    condition: &[Key],
    problems: &mut Vec<PackProblem>,
) -> Option<T> {
    let mut table = file.table().clone();
    let before = problems.len();
    let mut fitting = Fitting { file, condition, problems };
    fitting.table(&mut table, keys, 0);
    let whole = problems.len() == before;
    let read = T::deserialize(toml::de::Deserializer::from(Spanned::new(0..0, table)));
    match read {
        Ok(read) => Some(read),
        // What was left out may leave nothing that can be read; then it has been told why.
        Err(_) if !whole => None,
        Err(fault) => {
            problems.push(file.at(fault.span().map_or(0, |span| span.start), fault.message()));
            None
        }
    }
}

struct Fitting<'a, 'f> {
    file: &'a SourceFile<'f>,
    condition: &'a [Key],
    problems: &'a mut Vec<PackProblem>,
}

impl Fitting<'_, '_> {
    fn tell(&mut self, offset: usize, words: impl Into<String>) {
        let problem = self.file.at(offset, words);
        self.problems.push(problem);
    }

    fn table(&mut self, table: &mut DeTable<'_>, keys: &[Key], start: usize) {
        let mut strange: Vec<String> = Vec::new();
        for (key, _) in table.iter() {
            let written: &str = key.get_ref();
            if !keys.iter().any(|known| known.name == written) {
                let words = match written {
                    "question" => "A question stands in a section: write [[section.question]].".to_owned(),
                    _ => format!(
                        "There is no `{written}` here.{}",
                        meant(written, keys.iter().map(|known| known.name))
                    ),
                };
                self.tell(key.span().start, words);
                strange.push(written.to_owned());
            }
        }
        for key in strange {
            table.remove(key.as_str());
        }
        for key in keys {
            let at = table.get_key_value(key.name).map(|(written, _)| written.span().start);
            let fits = match table.get_mut(key.name) {
                Some(value) => self.value(value, key, at.unwrap_or(start)),
                None => {
                    if let Some(why) = key.needed {
                        self.tell(start, format!("`{}` is missing: {why}", key.name));
                    }
                    false
                }
            };
            if !fits {
                table.remove(key.name);
                if key.needed.is_some() {
                    // No two of what stands in for a missing name are the same.
                    let empty = empty(key.holds, self.problems.len());
                    table.insert(Spanned::new(0..0, Cow::Borrowed(key.name)), Spanned::new(0..0, empty));
                }
            }
        }
    }

    /// Whether a value is what its key holds; what stands inside it is told and left out by itself.
    fn value(&mut self, value: &mut Spanned<DeValue<'_>>, key: &Key, at: usize) -> bool {
        let start = value.span().start;
        let fits = match (key.holds, value.get_mut()) {
            (Holds::Anything, _) | (Holds::Text | Holds::TextOrTexts, DeValue::String(_)) => true,
            (Holds::Texts | Holds::TextOrTexts, DeValue::Array(list)) => all_text(list),
            (Holds::TrueFalse, DeValue::Boolean(_)) => true,
            (Holds::Whole, DeValue::Integer(_)) => true,
            (Holds::From(least), DeValue::Integer(number)) => {
                number.as_str().replace('_', "").parse::<i64>().is_ok_and(|number| number >= least)
            }
            (Holds::OneOf(words), DeValue::String(word)) => {
                if !words.contains(&word.as_ref()) {
                    let words = words.iter().copied();
                    self.tell(at, format!("`{}` cannot be “{word}”.{}", key.name, meant(word, words)));
                    return false;
                }
                true
            }
            (Holds::Table(keys), DeValue::Table(table)) => {
                self.table(table, keys, start);
                true
            }
            (Holds::Condition, DeValue::Table(table)) => {
                let before = self.problems.len();
                let keys = self.condition;
                self.table(table, keys, at);
                // Half a condition says something else than the whole.
                return self.problems.len() == before;
            }
            (Holds::Tables(keys, _), DeValue::Array(list)) => self.tables(list, keys),
            _ => false,
        };
        if !fits {
            self.tell(at, format!("`{}` must be {}.", key.name, key.holds.words()));
        }
        fits
    }

    fn tables(&mut self, list: &mut DeArray<'_>, keys: &[Key]) -> bool {
        for each in list.iter_mut() {
            let start = each.span().start;
            let DeValue::Table(table) = each.get_mut() else { return false };
            self.table(table, keys, start);
        }
        true
    }
}

fn all_text(list: &DeArray<'_>) -> bool {
    list.iter().all(|each| matches!(each.get_ref(), DeValue::String(_)))
}

/// What stands in for a value that is missing or does not fit.
fn empty(holds: Holds, number: usize) -> DeValue<'static> {
    match holds {
        Holds::Text | Holds::TextOrTexts => DeValue::String(Cow::Owned(format!("missing_{number}"))),
        Holds::OneOf(words) => DeValue::String(Cow::Borrowed(words.first().copied().unwrap_or_default())),
        Holds::Texts | Holds::Tables(..) => DeValue::Array(DeArray::new()),
        Holds::Whole | Holds::From(_) => DeValue::Integer(toml::de::DeInteger::default()),
        Holds::TrueFalse => DeValue::Boolean(false),
        Holds::Table(_) | Holds::Condition | Holds::Anything => DeValue::Table(DeTable::new()),
    }
}

impl Holds {
    fn words(self) -> String {
        match self {
            Holds::Text => "words in quotes, like \"Sleep\"".to_owned(),
            Holds::Texts => "a list of words, like [\"harm\", \"voice\"]".to_owned(),
            Holds::TextOrTexts => {
                "words in quotes, like \"yes\", or a list of them, like [\"yes\", \"no\"]".to_owned()
            }
            Holds::Whole => "a whole number without quotes, like 3".to_owned(),
            Holds::From(least) => format!("a whole number without quotes, {least} or more"),
            Holds::TrueFalse => "true or false, without quotes".to_owned(),
            Holds::OneOf(words) => format!("one of these in quotes: {}", words.join(", ")),
            Holds::Table(_) => "written in curly brackets, like { per = \"child\", … }".to_owned(),
            Holds::Tables(_, header) => format!("written as {header}"),
            Holds::Anything => String::new(),
            Holds::Condition => {
                "a condition in curly brackets, like { question = \"seen\", is = \"no\" }".to_owned()
            }
        }
    }
}
