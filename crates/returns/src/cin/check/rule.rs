//! The rules in words: their codes, what each says, how to mend what it finds, and from which year it is in force.

use std::sync::LazyLock;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code; one that ends in `Q` is a query, which may be explained instead of mended.
    pub code: &'static str,
    /// What it looks at.
    pub scope: Scope,
    /// The first year in which it is in force, by the year in which the collection ends.
    pub first_year: i16,
    /// The module of the return.
    pub module: &'static str,
    /// The elements it compares.
    pub elements: Vec<&'static str>,
    /// What it finds, in words.
    pub words: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The header.
    Header,
    /// One child.
    Child,
    /// The whole return.
    Return,
}

impl Rule {
    /// Whether it may be explained instead of mended.
    pub fn is_query(&self) -> bool {
        self.code.ends_with('Q')
    }
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut lines = csv::Reader::from_reader(include_str!("rules.csv").as_bytes());
    lines.records().filter_map(Result::ok).filter_map(|line| read(&line)).collect()
});

/// Every rule, in the order of its code.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| order(rule.code).cmp(&order(code))).ok().map(|place| &RULES[place])
}

fn order(code: &str) -> (u32, &str) {
    (code.trim_end_matches('Q').parse().unwrap_or(u32::MAX), code)
}

/// A line of the table. Its texts are kept for as long as the program runs: there are 121.
fn read(line: &csv::StringRecord) -> Option<Rule> {
    let cell = |place: usize| line.get(place).map(|text| &*Box::leak(text.to_owned().into_boxed_str()));
    Some(Rule {
        code: cell(0)?,
        scope: match cell(1)? {
            "header" => Scope::Header,
            "return" => Scope::Return,
            _ => Scope::Child,
        },
        first_year: cell(2)?.parse().ok()?,
        module: cell(3)?,
        elements: cell(4)?.split_whitespace().collect(),
        words: cell(5)?,
        mend: cell(6)?,
    })
}
