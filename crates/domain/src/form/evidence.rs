//! What of the record can stand beside a question while it is answered, by the names that a form's file uses (`evidence = ["harm", "plans"]`):
//! the lanes of the chronology, which the pack has in `chronology.toml`, and panes that the program draws.

/// The panes beside the chronology's lanes, each with what it shows.
pub const PANES: &[(&str, &str)] = &[
    ("child_words", "the child's own words, quoted and dated"),
    ("earlier_assessments", "earlier assessments and what came of them"),
    ("agencies", "what agencies have told"),
    ("plans", "plans, and what was promised in them"),
    ("unanswered", "agencies that were asked and have not answered"),
    ("contradictions", "what two sources tell differently"),
];

/// Whether a name is one of the panes.
pub fn is_pane(name: &str) -> bool {
    PANES.iter().any(|(pane, _)| *pane == name)
}
