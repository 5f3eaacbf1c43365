//! What an agency answered: facts with how sure it is and what may be done with each, or "no trace", which is a real answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::request::Asked;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Hub;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which an agency answers, on its own page, through a link or by telephone. Each question that was put is a row.
pub const ANSWER_FORM: PageForm = PageForm {
    id: "agency_answer",
    needs: &[
        Need::once(TELEPHONE_ANSWER, Takes::Words),
        Need::row("question", "words", Takes::Words).field("words-#"),
        Need::row("question", "choice", Takes::OneOfPage).field("choice-#"),
        Need::once("other", Takes::Words),
        Need::once("reliability", Takes::OneOfPage),
        Need::once("handling", Takes::OneOfPage),
        Need::once("no_trace", Takes::Several(&["yes"])),
        Need::row("apart", "handling", Takes::OneOfPage).field("handling-#"),
    ],
    beside: &["file"],
};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who answered.
    pub by: AnsweredBy,
    /// When.
    pub at: Timestamp,
    /// The agency holds nothing about anybody named.
    pub no_trace: bool,
    /// What it knows, one for each question that was answered, and anything else last.
    pub facts: Vec<Fact>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// Who gave an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// Somebody of the agency, signed in or with a link of their own.
    Partner(Id<Staff>),
    /// By telephone, written down by somebody at the hub.
    Telephone {
        /// Who said it: name and role.
        name: String,
        /// Who wrote it down.
        taken_by: Id<Staff>,
    },
}

/// The words for who gives an answer by telephone where nobody is named yet: used as the field's name on the page.
pub const TELEPHONE_ANSWER: &str = "answered_by";

/// One thing an agency knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about: a topic of the pack, or `other`.
    pub topic: String,
    /// What was asked, word for word.
    pub asked: String,
    /// The short answer, where the topic has some: by it agencies are compared.
    pub choice: Option<String>,
    /// The answer in their words.
    pub words: String,
    /// How sure they are: a code of the pack.
    pub reliability: String,
    /// What they let be done with it.
    pub handling: Handling,
}

/// What an agency lets be done with a fact, from the narrowest to the widest: each allows all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// For the council's hub only.
    Council,
    /// May be told at a meeting, and stands in no other agency's copy.
    Meeting,
    /// May be shared with the agencies in the enquiry.
    Agencies,
    /// May be shared with the agencies and told to the family.
    Family,
}

impl Handling {
    /// Every code, the narrowest first.
    pub const ALL: [Handling; 4] =
        [Handling::Council, Handling::Meeting, Handling::Agencies, Handling::Family];

    /// The code in the pack and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Handling::Council => "council",
            Handling::Meeting => "meeting",
            Handling::Agencies => "agencies",
            Handling::Family => "family",
        }
    }

    /// The handling with this code.
    pub fn from_code(code: &str) -> Option<Handling> {
        Handling::ALL.into_iter().find(|each| each.code() == code)
    }
}

/// The topic of the fourth box.
pub const OTHER: &str = "other";

/// An answer as it is given on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerAsked {
    /// Nothing is held about anybody named.
    pub no_trace: bool,
    /// One for each question in its order: the short answer, the words, and a handling of its own where it has one.
    pub answers: Vec<(Option<String>, String, Option<Handling>)>,
    /// Anything else, and what to be careful with.
    pub other: String,
    /// How sure they are of what they say.
    pub reliability: String,
    /// What may be done with it, where a question says nothing else.
    pub handling: Option<Handling>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl AnswerAsked {
    /// The facts, or what is wrong. "No trace" with facts beside it is a contradiction of its own; nothing at all is no answer.
    pub(super) fn facts(self, questions: &[Asked], hub: &Hub) -> Result<(bool, Vec<Fact>), Refusal> {
        let mut problems = Vec::new();
        let handling = self.handling.unwrap_or(Handling::Council);
        let fact = |topic: &str, asked: &str, choice, words: String, own: Option<Handling>| Fact {
            topic: topic.to_owned(),
            asked: asked.to_owned(),
            choice,
            words,
            reliability: self.reliability.clone(),
            handling: own.unwrap_or(handling),
        };
        let mut facts = Vec::new();
        for (place, (question, (choice, words, own))) in questions.iter().zip(self.answers).enumerate() {
            let offered = hub.topic(&question.topic).map_or(&[][..], |topic| &topic.choices);
            if choice.as_ref().is_some_and(|choice| !offered.contains(choice)) {
                problems.push(Problem::new(format!("choice-{place}"), "Choose one of the short answers."));
            }
            if choice.is_some() || !words.trim().is_empty() {
                facts.push(fact(&question.topic, &question.ask, choice, words, own));
            }
        }
        if !self.other.trim().is_empty() {
            facts.push(fact(OTHER, "Anything else", None, self.other.clone(), None));
        }
        if self.no_trace && !facts.is_empty() {
            problems.push(Problem::new(
                "no_trace",
                "You say that you hold nothing, and also what you know. Take one of them away.",
            ));
        }
        if !self.no_trace && facts.is_empty() {
            problems.push(Problem::new(
                "words-0",
                "Write what you know, or say that you hold nothing about this family.",
            ));
        }
        if !facts.is_empty() && !hub.reliability.iter().any(|each| each.code == self.reliability) {
            problems.push(Problem::new("reliability", "Say how sure you are."));
        }
        if !facts.is_empty() && self.handling.is_none() {
            problems.push(Problem::new("handling", "Say what may be done with what you tell us."));
        }
        if problems.is_empty() { Ok((self.no_trace, facts)) } else { Err(Refusal::Invalid(problems)) }
    }
}
