//! The child's voice: what a child said on one day, word for word, with who heard it and what was asked; what they wish and feel; and what they answered
//! to the questions about the help they get (Children Act 1989 s17(4A), s47(5A); the draft table ssd_voice_of_child). Each day stands by itself and is
//! never written over, so that change shows. What was written down in error is taken back with a reason, and stays readable as such.
//!
//! Drawings and other direct work stand beside them as [`DirectWork`](crate::section47::DirectWork).

mod says;

pub use says::{Line, Shows, says_and_shows};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::{CHILD_VOICE_FORM, VoiceRules};
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which what a child said is written down. Its other questions are asked of the child: their answers are kept as such.
pub const FORM: PageForm = PageForm {
    id: CHILD_VOICE_FORM,
    needs: &[
        Need::once("on", Takes::Day),
        Need::once("occasion", Takes::OneOfPage),
        Need::once("heard_by", Takes::Words),
        Need::once("setting", Takes::Words),
        Need::each("quote", "asked", Takes::Words),
        Need::each("quote", "words", Takes::Words),
        Need::each("quote", "way", Takes::OneOfPage),
        Need::once("wishes", Takes::Words),
        Need::once("feelings", Takes::Words),
    ],
    beside: &[],
};

/// What a child said on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildVoice {
    /// The record's name.
    pub id: Id<ChildVoice>,
    /// The child.
    pub child: Id<Person>,
    /// What was heard.
    pub heard: Heard,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// That it should not have been written down so.
    pub taken_back: Option<TakenBack>,
}

/// What was heard, seen and asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// On which day.
    pub on: Date,
    /// On what occasion: a code of the pack.
    pub occasion: String,
    /// Who heard it: name and role.
    pub heard_by: String,
    /// Where, who else was there, with what interpreter.
    pub setting: String,
    /// What the child said, exchange by exchange.
    pub quotes: Vec<Quote>,
    /// What the child wishes.
    pub wishes: String,
    /// How the child feels.
    pub feelings: String,
    /// What the child answered to the pack's questions; nothing when they were not asked.
    pub answers: Option<Answers>,
}

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What was asked; empty when the child began.
    pub asked: String,
    /// The child's own words, or what they showed.
    pub words: String,
    /// How they told it: a code of the pack.
    pub way: String,
}

/// That something was written down in error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What was heard, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeardAsked {
    /// On which day.
    pub on: Option<Date>,
    /// On what occasion.
    pub occasion: String,
    /// Who heard it.
    pub heard_by: String,
    /// Where, and who else was there.
    pub setting: String,
    /// What the child said; empty lines are left out.
    pub quotes: Vec<Quote>,
    /// What the child wishes.
    pub wishes: String,
    /// How the child feels.
    pub feelings: String,
    /// What the child answered to the pack's questions.
    pub answers: Option<Answers>,
}

impl ChildVoice {
    /// Writes down what a child said.
    ///
    /// # Errors
    /// When nothing was said, nobody heard it, or the day or occasion is missing.
    pub fn heard(
        (id, child): (Id<ChildVoice>, Id<Person>),
        asked: HeardAsked,
        by: Id<Staff>,
        at: Timestamp,
        rules: &VoiceRules,
    ) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let today = london::date_of(at);
        match asked.on {
            None => problems.push(Problem::new("on", "Say on which day the child said it.")),
            Some(on) if on > today => {
                problems.push(Problem::new("on", "A day to come cannot have been heard."));
            }
            Some(_) => {}
        }
        if !rules.occasions.iter().any(|each| each.code == asked.occasion) {
            problems.push(Problem::new("occasion", "Choose on what occasion the child said it."));
        }
        if asked.heard_by.trim().is_empty() {
            problems.push(Problem::new("heard_by", "Say who heard it: name and role."));
        }
        let is_empty = |quote: &Quote| quote.asked.trim().is_empty() && quote.words.trim().is_empty();
        for (place, quote) in asked.quotes.iter().enumerate().filter(|(_, quote)| !is_empty(quote)) {
            if quote.words.trim().is_empty() {
                problems.push(Problem::new(
                    format!("quote-{place}-words"),
                    "Write what the child said or showed. If they said nothing, write that.",
                ));
            }
            if !quote.way.is_empty() && !rules.ways.iter().any(|each| each.code == quote.way) {
                problems.push(Problem::new(format!("quote-{place}-way"), "Choose how the child told it."));
            }
        }
        let quotes: Vec<Quote> = asked.quotes.into_iter().filter(|quote| !is_empty(quote)).collect();
        let answers = asked.answers.filter(|answers| !answers.is_empty());
        if quotes.is_empty()
            && asked.wishes.trim().is_empty()
            && asked.feelings.trim().is_empty()
            && answers.is_none()
        {
            problems.push(Problem::new(
                "quote-0-words",
                "Write down something that the child said, showed, wishes or feels.",
            ));
        }
        let (true, Some(on)) = (problems.is_empty(), asked.on) else {
            return Err(Refusal::Invalid(problems));
        };
        let heard = Heard {
            on,
            occasion: asked.occasion,
            heard_by: asked.heard_by.trim().into(),
            setting: asked.setting.trim().into(),
            quotes,
            wishes: asked.wishes.trim().into(),
            feelings: asked.feelings.trim().into(),
            answers,
        };
        Ok(ChildVoice { id, child, heard, by, at, taken_back: None })
    }

    /// Takes it back: it was another child, another day, or not what was said.
    ///
    /// # Errors
    /// Without a reason, or when it is taken back already.
    pub fn take_back(&self, reason: &str, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        if self.taken_back.is_some() {
            return Err(Refusal::NotNow("This is taken back already.".into()));
        }
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why it does not stand: what was wrong."));
        }
        let taken_back = TakenBack { reason: reason.trim().into(), by, at };
        Ok(ChildVoice { taken_back: Some(taken_back), ..self.clone() })
    }
}

impl Record for ChildVoice {
    const KIND: &'static str = "child_voice";

    fn id(&self) -> Id<ChildVoice> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_voice(self)
    }
}

#[cfg(test)]
mod tests;
