//! A press for pages: a file is its words, so that what stands in a file is looked for as on a page.

use casework::document::{Document, Press};

pub struct Typed;

impl Press for Typed {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        Ok(format!("%PDF {}", document.texts().join("\n")).into_bytes())
    }

    fn word(&self, document: &Document) -> Result<Vec<u8>, String> {
        Ok(format!("PK {}", document.texts().join("\n")).into_bytes())
    }

    fn uncovered(&self, _: &Document) -> Vec<char> {
        Vec::new()
    }
}
