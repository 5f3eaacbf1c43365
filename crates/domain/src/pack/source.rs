//! One file of a pack: its text, and the line on which any of its values stands.

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::PackProblem;

/// A file of a pack whose text is well-formed.
pub(super) struct SourceFile<'a> {
    name: &'a str,
    text: &'a str,
    table: DeTable<'a>,
}

impl<'a> SourceFile<'a> {
    /// The file as a tree, or every fault of its writing.
    pub(super) fn open(name: &'a str, text: &'a str) -> Result<Self, Vec<PackProblem>> {
        let (table, faults) = DeTable::parse_recoverable(text);
        if faults.is_empty() {
            return Ok(SourceFile { name, text, table: table.into_inner() });
        }
        Err(faults.iter().map(|fault| fault_in(name, text, fault)).collect())
    }

    /// Its text, as it is written.
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// The file as a value of the pack; unknown and missing keys are problems.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, PackProblem> {
        toml::from_str(self.text).map_err(|fault| fault_in(self.name, self.text, &fault))
    }

    /// The file as a tree.
    pub(super) fn table(&self) -> &DeTable<'a> {
        &self.table
    }

    /// The file's name inside the pack.
    pub(super) fn name(&self) -> &str {
        self.name
    }

    /// A problem at an offset of the text.
    pub(super) fn at(&self, offset: usize, words: impl Into<String>) -> PackProblem {
        PackProblem { file: self.name.to_owned(), line: line_at(self.text, offset), words: words.into() }
    }

    /// A problem with the value at a path such as `timer.3.limit`. If the value is not there the line is that of what holds it.
    pub(super) fn problem(&self, path: &str, words: impl Into<String>) -> PackProblem {
        self.at(self.offset(path), words)
    }

    fn offset(&self, path: &str) -> usize {
        let mut steps = path.split('.');
        let Some((key, value)) = steps.next().and_then(|step| self.table.get_key_value(step)) else {
            return 0;
        };
        let (mut offset, mut here) = (key.span().start, value);
        for step in steps {
            match here.get_ref() {
                DeValue::Table(table) => {
                    let Some((key, value)) = table.get_key_value(step) else { return offset };
                    (offset, here) = (key.span().start, value);
                }
                DeValue::Array(array) => {
                    let Some(value) = step.parse::<usize>().ok().and_then(|n| array.get(n)) else {
                        return offset;
                    };
                    (offset, here) = (value.span().start, value);
                }
                _ => return offset,
            }
        }
        offset
    }
}

fn fault_in(name: &str, text: &str, fault: &toml::de::Error) -> PackProblem {
    let line = line_at(text, fault.span().map_or(0, |span| span.start));
    PackProblem { file: name.to_owned(), line, words: fault.message().to_owned() }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
