//! What people do in a story about assessments. Answers are told by the parts they play, so that a story stays true when the form's questions change.

use std::collections::BTreeMap;

use serde::Deserialize;

acts! {
    /// Somebody of a child's family: a name, or a child of the story.
    Relative { child: String, name: String, is_child: Option<String>, kinship: String, }
    BeginAssessment {
        child: String,
        others: Vec<String>,
        purpose: String,
        worker: Option<String>,
        review: String,
        shared: Option<String>,
        shared_with: String,
    }
    /// Answers by the part they play: "danger"; "day_in_life.0" for the first child, "carer_now.1" for the second carer.
    AnswerAssessment {
        child: String,
        answers: BTreeMap<String, String>,
        /// As if the page had been opened so many versions ago.
        behind: Option<u64>,
    }
    /// The event of this name in the child's chronology, linked to now or set aside.
    LinkHistory { child: String, event: String, now: String, so_what: String, set_aside: Option<String>, }
    UnlinkHistory { child: String, event: String, }
    CiteEvent { child: String, event: String, part: String, back: bool, }
    CommentAssessment { child: String, part: Option<String>, words: String, }
    AnswerComment { child: String, number: u32, words: String, }
    NameCarer { child: String, name: String, relation: String, stands: String, }
    JoinAssessment { child: String, joins: String, }
    HandAssessment { child: String, to: String, }
    ReviewPoint { child: String, on: String, why: String, shared: Option<String>, shared_with: String, held: bool, words: String, }
    /// Marks a contradiction, or says what is made of the one with this key.
    Contradiction { child: String, key: Option<String>, words: String, }
    ExplainCopy { child: String, number: usize, words: String, }
    SubmitAssessment {
        child: String,
        /// By the names under which reasons are asked for.
        reasons: BTreeMap<String, String>,
        urgent: String,
        words: String,
    }
    SendBackAssessment {
        child: String,
        why: String,
        /// By the part they are about.
        comments: BTreeMap<String, String>,
    }
    AuthoriseAssessment {
        child: String,
        reasons: String,
        not_looked: bool,
        told_way: String,
        told_on: Option<String>,
        told_words: String,
        told_later: bool,
    }
    AskException { child: String, reason: String, meanwhile: String, until: String, }
    DecideException { child: String, approved: bool, words: String, }
    EndAssessment { child: String, ending: String, words: String, }
    TellAssessment { child: String, whom: String, name: String, way: String, on: Option<String>, words: String, }
    AssessmentMeasures { from: String, until: String, }
}
