//! Comments at the place: what a manager or colleague says of one answer, beside that answer, or of the whole. A comment is written, answered
//! by whoever wrote the answers, or withdrawn by whoever wrote the comment while nobody has answered it. Nothing of it is ever changed or taken
//! away: it is part of how the record came to be (domain.md 1.9: return for rework with comments at the place).
//!
//! A record keeps its comments as a list; these are the rules for that list. Who may comment on which record is said by access.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Place;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// The most characters of one comment: a pasted file is refused in words.
const LONGEST: usize = 10_000;

/// A comment on an answer, or on the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number in its record, from 1.
    pub id: u32,
    /// The answer it is about; nothing when it is about the whole.
    pub place: Option<Place>,
    /// What is said.
    pub words: String,
    /// Who said it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What was answered.
    pub answered: Option<CommentAnswer>,
    /// When whoever wrote it took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Timestamp>,
}

/// The answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAnswer {
    /// What is answered: what was changed, or why nothing is.
    pub words: String,
    /// Who answered.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A comment as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentAsked {
    /// The answer it is about.
    pub place: Option<Place>,
    /// What is said.
    pub words: String,
}

impl Comment {
    /// Whether somebody still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answered.is_none() && self.withdrawn.is_none()
    }
}

/// Adds a comment. Whether its place is one of the form's, whoever knows the form says: [`super::Form::has_place`].
///
/// # Errors
/// When nothing is said, or too much; the field is `words`.
pub fn write(
    comments: &mut Vec<Comment>,
    asked: CommentAsked,
    by: Id<Staff>,
    at: Timestamp,
) -> Result<(), Refusal> {
    let words = said(&asked.words, "Write what you want to say.")?;
    let id = comments.iter().map(|comment| comment.id).max().unwrap_or(0).saturating_add(1);
    comments.push(Comment { id, place: asked.place, words, by, at, answered: None, withdrawn: None });
    Ok(())
}

/// Answers a comment.
///
/// # Errors
/// When there is no such comment, it was answered or withdrawn, or nothing is said; the field is `words`.
pub fn answer(
    comments: &mut [Comment],
    id: u32,
    words: &str,
    by: Id<Staff>,
    at: Timestamp,
) -> Result<(), Refusal> {
    let words = said(words, "Say what you did about it, or why nothing.")?;
    let comment = open(comments, id)?;
    comment.answered = Some(CommentAnswer { words, by, at });
    Ok(())
}

/// Takes a comment back. It stays to be read.
///
/// # Errors
/// When there is no such comment, somebody else wrote it, or it was answered already.
pub fn withdraw(comments: &mut [Comment], id: u32, by: Id<Staff>, at: Timestamp) -> Result<(), Refusal> {
    let comment = open(comments, id)?;
    if comment.by != by {
        return Err(Refusal::not_allowed("Only whoever wrote a comment takes it back. Answer it instead."));
    }
    comment.withdrawn = Some(at);
    Ok(())
}

fn open(comments: &mut [Comment], id: u32) -> Result<&mut Comment, Refusal> {
    let comment = comments.iter_mut().find(|comment| comment.id == id).ok_or(Refusal::NotFound)?;
    match (&comment.answered, comment.withdrawn) {
        (Some(_), _) => Err(Refusal::NotNow("This comment is answered already. Write a new one.".into())),
        (None, Some(_)) => Err(Refusal::NotNow("This comment was taken back.".into())),
        (None, None) => Ok(comment),
    }
}

fn said(words: &str, nothing: &str) -> Result<String, Refusal> {
    let length = words.chars().count();
    if words.trim().is_empty() {
        return Err(Refusal::field("words", nothing));
    }
    if length > LONGEST {
        let words = format!("This has {length} characters; at most {LONGEST} can be kept here. Shorten it.");
        return Err(Refusal::field("words", words));
    }
    if words.contains('\0') {
        return Err(Refusal::field(
            "words",
            "This holds a character that cannot be kept (a zero byte). Take it out.",
        ));
    }
    Ok(words.trim().to_owned())
}

#[cfg(test)]
#[path = "comment_tests.rs"]
mod tests;
