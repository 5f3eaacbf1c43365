//! What happened when a story ran: every act, clock, message and refusal, with times.

use serde::Serialize;

/// The whole run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The story.
    pub title: String,
    /// Every step in order.
    pub acts: Vec<Entry>,
    /// Every clock as it stands at the end.
    pub clocks: Vec<ClockLine>,
    /// Every message that left.
    pub messages: Vec<MessageLine>,
    /// What was expected and was not so, with the line of the story.
    pub failures: Vec<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When, in London.
    pub at: String,
    /// Who.
    pub who: String,
    /// What they did.
    pub act: String,
    /// `done` or `refused`.
    pub outcome: &'static str,
    /// The words of a refusal, or what was shown in short.
    pub words: Option<String>,
}

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockLine {
    /// The contact, as the story calls it.
    pub contact: String,
    /// The timer.
    pub timer: String,
    /// When it started, in London.
    pub started: String,
    /// By when, in London.
    pub due: Option<String>,
    /// When it was met, in London.
    pub met: Option<String>,
    /// How it stands, in words.
    pub stands: String,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageLine {
    /// When it left, in London.
    pub at: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// What it says.
    pub body: String,
}

impl Report {
    /// Whether all that was expected was so.
    pub fn holds(&self) -> bool {
        self.failures.is_empty()
    }

    /// The report in lines for a person.
    pub fn in_words(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for entry in &self.acts {
            let words = entry.words.as_deref().map_or(String::new(), |words| format!(": {words}"));
            let refused = if entry.outcome == "refused" { " (refused)" } else { "" };
            text.push_str(&format!("  {}  {} {}{refused}{words}\n", entry.at, entry.who, entry.act));
        }
        for clock in &self.clocks {
            text.push_str(&format!("  clock {} of {}: {}\n", clock.timer, clock.contact, clock.stands));
        }
        for message in &self.messages {
            text.push_str(&format!("  message {} to {}: {}\n", message.at, message.to, message.subject));
        }
        for failure in &self.failures {
            text.push_str(&format!("  NOT SO: {failure}\n"));
        }
        text
    }
}
