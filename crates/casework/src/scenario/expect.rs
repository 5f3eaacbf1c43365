//! What must be true after a step.

use serde::Deserialize;

/// One thing that must be true.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expectation {
    /// A clock of a contact: its timer …
    pub(super) clock: Option<String>,
    /// … of which contact …
    pub(super) of: Option<String>,
    /// … how it stands: no day set, running, due today, overdue, met, met late …
    pub(super) is: Option<String>,
    /// … and by when: a day, or a day and time.
    pub(super) due: Option<String>,
    /// The stage of the contact `of`.
    pub(super) stage: Option<String>,
    /// An enquiry: its stage stands under `stage`.
    pub(super) enquiry: Option<String>,
    /// The rating of the enquiry.
    pub(super) rating: Option<String>,
    /// How much information is in hand: "2 of 4".
    pub(super) in_hand: Option<String>,
    /// On how many topics the agencies differ.
    pub(super) differ: Option<usize>,
    /// How much this step's look showed: content, summary, existence, restricted.
    pub(super) sees: Option<String>,
    /// Words that stand in what this step showed.
    pub(super) shows: Option<String>,
    /// Words that stand nowhere in what this step showed, nor in any message so far.
    pub(super) never_shows: Option<String>,
    /// How many people this step's search found.
    pub(super) finds: Option<usize>,
    /// How many contacts there are.
    pub(super) contacts: Option<usize>,
    /// How many notices wait for somebody …
    pub(super) notices: Option<usize>,
    /// … in the story.
    pub(super) waiting_for: Option<String>,
    /// An address a message has gone to.
    pub(super) message_to: Option<String>,
    /// A rule of the watch that has asked by now, or "any" …
    pub(super) prompt: Option<String>,
    /// … one that has not asked so far, or "any" …
    pub(super) no_prompt: Option<String>,
    /// … about which child; anybody when nobody is named.
    pub(super) about: Option<String>,
    /// How the last such prompt stands: asked, gathering, to be held, climbed, clinic, not_needed, held, superseded.
    pub(super) prompt_stands: Option<String>,
    /// How many prompts there were so far, about the child or in all.
    pub(super) prompts: Option<usize>,
    /// How many of them are open.
    pub(super) open_prompts: Option<usize>,
}
