//! The escalation watch: what has been recorded about a child since anybody last considered a strategy discussion, and when that asks a manager a
//! question (domain.md, Appendix B1). It never scores a child, and it decides nothing.

mod answer;
mod evaluate;
mod fact;
mod prompt;
mod replay;

pub use answer::AnswerAsked;
pub use evaluate::{
    Discussed, Evaluated, FactName, Told, Trip, Watched, evaluate, is_discussion, matters, open_since,
};
pub use fact::Fact;
pub use prompt::{Answer, Answered, Cause, Climb, Closed, NewPrompt, Prompt, Waits};
pub use replay::{History, WouldAsk, replay, together};

#[cfg(test)]
mod tests;
