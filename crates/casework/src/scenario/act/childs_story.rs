//! What people do in a story about the child's own story: case summaries, what the child says and shows, family and network.

use std::collections::BTreeMap;

use serde::Deserialize;

acts! {
    WriteSummary {
        child: String,
        picture: String,
        why: String,
        plan: String,
        contingency: String,
        contact: String,
        staff_safety: String,
        /// Whether words that hold a protected address are meant to stand.
        address_meant: bool,
        /// Why it is longer than one page holds.
        long_why: String,
        /// The version it was opened at; the one that stands when it is not said.
        opened: Option<u64>,
    }
    ReadSummary {
        child: String,
        /// As known then: a moment of the story.
        known: Option<String>,
    }
    Hear {
        child: String,
        on: String,
        occasion: String,
        heard_by: String,
        quote: Vec<QuoteSaid>,
        wishes: String,
        feelings: String,
        /// Answers to the pack's questions, by their places.
        answers: BTreeMap<String, String>,
    }
    QuoteSaid { asked: String, words: String, way: String, }
    /// The latest that was written down.
    TakeBackVoice { child: String, reason: String, }
    Draw { child: String, kind: String, on: String, description: String, agreed: String, }
    /// A relationship: `other` is the `kinship` of `of`. Names are those of the story, or new ones as they are written.
    Relate {
        child: String,
        of: Option<String>,
        kinship: String,
        /// Whether it is the other way round: `of` is the `kinship` of `other`.
        turned: bool,
        /// By name in the story, or by the name on the record.
        other: String,
        /// Whether somebody new is a child.
        is_child: bool,
        since: String,
        until: String,
        closeness: String,
        says: String,
        source: String,
    }
    EndRelation { child: String, of: Option<String>, kinship: String, other: String, until: String, how: String, reason: String, }
    Network {
        child: String,
        /// As at this day.
        on: String,
        known: Option<String>,
    }
}
