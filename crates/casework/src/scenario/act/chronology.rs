//! What people do with a chronology beyond curating it.

use serde::Deserialize;

acts! {
    /// An entry written by hand.
    WriteEntry {
        child: String,
        /// What the story calls it.
        entry: String,
        happened: String,
        words: String,
        known_from: String,
        /// On which day the council learned of it.
        known_on: Option<String>,
        lane: String,
        agency: String,
    }
    WithdrawEntry { entry: String, reason: String, }
    /// What somebody gets: an agency by its code, or somebody of the family.
    ChooseVersion {
        child: String,
        /// What the story calls it.
        version: String,
        agency: String,
        family: String,
        purpose: String,
        /// Words that stand in the lines chosen, as the record has them or as the reader would read them; what was offered when there are none.
        lines: Vec<String>,
    }
    /// Made after a second look; `words` instead of what was proposed, line by line, `""` to leave a line out.
    MakeVersion { version: String, words: Vec<String>, not_looked: bool, }
    ReadVersion { version: String, }
    /// The chronology composed: "one_page", "court", "court_significance".
    ReadChronology { child: String, format: String, }
}
