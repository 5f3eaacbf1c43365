//! The words of letters and messages. What may stand in one depends on who reads it: nothing about a child or an outcome goes to a
//! member of the public, and a receipt is the same whether the child is known or not (ux.md 1, need 8).

use serde::Deserialize;

/// The words of one letter or message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// The letter's name in the pack.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Who reads it.
    pub reader: Reader,
    /// The subject line. Neutral: it may be read over a shoulder.
    pub subject: String,
    /// The words, with `{placeholders}`.
    pub body: String,
}

/// Who reads a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// A professional who made the contact.
    Professional,
    /// Anybody: a member of the public, or a receipt shown before we know who reads it.
    Anybody,
}

impl Reader {
    /// What may stand between braces in a letter for this reader.
    pub fn placeholders(self) -> &'static [&'static str] {
        const ANYBODY: &[&str] = &["council", "duty_phone", "night_phone", "reference", "received"];
        const PROFESSIONAL: &[&str] = &[
            "council",
            "duty_phone",
            "night_phone",
            "reference",
            "received",
            "referrer",
            "child",
            "outcome",
            "reason",
            "next",
            "decided_by",
        ];
        match self {
            Reader::Anybody => ANYBODY,
            Reader::Professional => PROFESSIONAL,
        }
    }
}

impl Letter {
    /// The placeholders that stand in the subject and the body.
    pub fn placeholders(&self) -> Vec<&str> {
        placeholders(&self.subject).chain(placeholders(&self.body)).collect()
    }

    /// The body with its placeholders filled; one for which `value` has nothing is left as it stands, to be seen before sending.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut filled = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some((before, name, after)) = next_placeholder(rest) {
            filled.push_str(before);
            filled.push_str(&value(name).unwrap_or_else(|| format!("{{{name}}}")));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

fn placeholders(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (_, name, after) = next_placeholder(text)?;
        text = after;
        Some(name)
    })
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
