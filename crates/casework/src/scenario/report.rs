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
    /// Every prompt of the escalation watch, with its cause and what became of it.
    pub prompts: Vec<PromptLine>,
    /// What the story expects of the escalation watch at each point: what must have asked by then, and what must not.
    pub watched: Vec<WatchedLine>,
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

/// One prompt of the escalation watch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromptLine {
    /// When it was put, in London.
    pub at: String,
    /// When the first of what asks tripped.
    pub triggered: String,
    /// The children, as the story calls them.
    pub children: Vec<String>,
    /// The codes of the rules that ask.
    pub rules: Vec<String>,
    /// Whether one of them is immediate.
    pub immediate: bool,
    /// Rule, condition and facts in words.
    pub because: Vec<String>,
    /// Who was asked.
    pub asked: Vec<String>,
    /// What became of it, in order.
    pub became: Vec<Became>,
    /// How it stands: asked, gathering, to be held, climbed, clinic, not_needed, held, superseded.
    pub stands: String,
}

/// One thing that became of a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Became {
    /// When, in London.
    pub at: String,
    /// What.
    pub words: String,
}

/// What a story expects of the escalation watch at one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WatchedLine {
    /// When, in London.
    pub at: String,
    /// The line of the story.
    pub line: usize,
    /// What must be so, in words.
    pub expects: String,
    /// Whether it was so.
    pub so: bool,
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
        for prompt in &self.prompts {
            let immediate = if prompt.immediate { ", immediate" } else { "" };
            text.push_str(&format!(
                "  prompt {}  {} ({}{immediate})\n",
                prompt.at,
                prompt.children.join(", "),
                prompt.rules.join(", ")
            ));
            for cause in &prompt.because {
                text.push_str(&format!("    because {cause}\n"));
            }
            text.push_str(&format!("    asked of {}\n", prompt.asked.join(", ")));
            for became in &prompt.became {
                text.push_str(&format!("    {}  {}\n", became.at, became.words));
            }
            text.push_str(&format!("    stands: {}\n", prompt.stands));
        }
        for watched in &self.watched {
            let so = if watched.so { "so" } else { "NOT SO" };
            text.push_str(&format!("  expected {}  {}: {so}\n", watched.at, watched.expects));
        }
        for failure in &self.failures {
            text.push_str(&format!("  NOT SO: {failure}\n"));
        }
        text
    }
}
