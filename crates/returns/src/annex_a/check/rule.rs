//! The rules in words: their codes, whether what they find may be explained, what each says, and how to mend it.

use std::sync::LazyLock;

use crate::annex_a::layout::table;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code: `S` of sheets, `C` of cells, `R` of rows, `X` of lists held against each other.
    pub code: &'static str,
    /// Whether what it finds may be explained instead of mended.
    pub query: bool,
    /// What it finds.
    pub words: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule =
        |[code, kind, words, mend]: [&'static str; 4]| Rule { code, query: kind == "query", words, mend };
    table(include_str!("rules.csv")).map(rule).collect()
});

/// Every rule.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.code == code)
}
