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
