//! What makes files of documents. The typesetter is large and used at one place, so it stands at the program's shell, and nothing else is built with it.

use domain::document::Document;

/// Makes the files that people are given.
pub trait Press: Send + Sync {
    /// The tagged PDF (PDF/UA-1). The same document gives the same bytes.
    ///
    /// # Errors
    /// When it cannot be made, in words for the log, without any of the document's.
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String>;

    /// The Word-readable file. The same document gives the same bytes.
    ///
    /// # Errors
    /// When it cannot be made, in words for the log.
    fn word(&self, document: &Document) -> Result<Vec<u8>, String>;

    /// The characters that the PDF can show only as their numbers.
    fn uncovered(&self, document: &Document) -> Vec<char>;
}
