//! What a state means to the person who reads it. The words say it; the colour only helps the eye. Red is kept for errors.

use crate::content::Content;
use crate::govuk::Tag;

/// What a state means to the person who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to do: closed, not started.
    #[default]
    Quiet,
    /// In somebody's hands.
    Active,
    /// Somebody waits for it.
    Waiting,
    /// It needs somebody now.
    Pressing,
    /// It is done.
    Done,
    /// Only some may see it.
    Protected,
}

impl Tone {
    /// The class that colours a tag.
    pub fn tag_class(self) -> &'static str {
        match self {
            Tone::Quiet => "govuk-tag--grey",
            Tone::Active => "govuk-tag--teal",
            Tone::Waiting => "govuk-tag--yellow",
            Tone::Pressing => "govuk-tag--orange",
            Tone::Done => "govuk-tag--green",
            Tone::Protected => "govuk-tag--purple",
        }
    }

    /// A state in this tone.
    pub fn tag(self, words: impl Into<Content>) -> Tag {
        Tag::with_classes(words, self.tag_class())
    }
}
