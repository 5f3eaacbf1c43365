//! What makes files of documents.

use casework::document::{Document, Press};

/// The typesetter and the writer of Word files.
pub struct Letters;

impl Press for Letters {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        letters::pdf(document).map_err(|failure| failure.to_string())
    }

    fn word(&self, document: &Document) -> Result<Vec<u8>, String> {
        letters::word(document).map_err(|failure| failure.to_string())
    }

    fn uncovered(&self, document: &Document) -> Vec<char> {
        letters::uncovered(document).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::document::Part;

    #[test]
    fn the_program_makes_both_files() {
        let [title, language, from, composed_for, dated] =
            ["Our plan", "en-GB", "Northbridge Council", "Composed for Kim", "2 March 2026"]
                .map(str::to_owned);
        let made = "2026-03-02T09:00:00Z".parse().unwrap();
        let parts = vec![Part::heading(1, "What must happen"), Part::words("Ring 999 in danger.")];
        let document = Document { title, language, from, composed_for, made, dated, parts };
        assert!(Letters.pdf(&document).unwrap().starts_with(b"%PDF-1.7"));
        assert!(Letters.word(&document).unwrap().starts_with(b"PK"));
        assert!(Letters.uncovered(&document).is_empty());
    }
}
