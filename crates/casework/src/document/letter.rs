//! A letter: to the family, the child or an agency in words of the pack that are looked through and changed before they go; to whoever made a contact, what they
//! were told and a manager approved. One that tells somebody that support ended is written only once the child is closed.

use domain::document::{Kind, Part, Section};
use domain::refusal::Refusal;

use super::compose::{Composed, From};

/// Composes it.
///
/// # Errors
/// When the pack has no such letter for this reader, or nobody approved what the referrer is told.
pub(super) fn compose(from: &From<'_>, letter: &str) -> Result<Composed, Refusal> {
    match from.kind() {
        Kind::Family | Kind::Child => of_the_pack(from, letter),
        Kind::Agency if !letter.is_empty() => of_the_pack(from, letter),
        Kind::Agency => to_the_referrer(from),
        Kind::Court | Kind::File => Err(Refusal::field(
            "kind",
            "A letter is written to somebody of the family, to the child or to an agency.",
        )),
    }
}

fn of_the_pack(from: &From<'_>, letter: &str) -> Result<Composed, Refusal> {
    let found = from.pack.documents.letter(letter).filter(|letter| letter.kinds.contains(&from.kind()));
    let letter =
        found.ok_or_else(|| Refusal::field("letter", "Choose a letter that is written to this reader."))?;
    if from.pack.closure.tells(&letter.code) && from.closed_on().is_none() {
        let words = "The child is not closed: nobody is told yet that support ended.";
        return Err(Refusal::NotNow(words.into()));
    }
    let sections = vec![Section::own("letter", "", from.filled(&letter.words))];
    Ok(Composed {
        title: letter.title.clone(),
        children: vec![from.child_id()],
        sections,
        left_out: Vec::new(),
    })
}

fn to_the_referrer(from: &From<'_>) -> Result<Composed, Refusal> {
    let messages = from.page.file.feedback.iter().map(|filed| &filed.record);
    let message = messages
        .filter(|message| message.approved.is_some())
        .rfind(|message| from.record.is_none_or(|record| message.id.any() == record));
    let message = message.ok_or_else(|| {
        Refusal::NotNow("Nothing that a referrer is told has been approved for this child.".into())
    })?;
    let sections = vec![Section::of("letter", "", Part::typed(&message.words))];
    let title = "What happens after your referral".to_owned();
    Ok(Composed { title, children: message.children.clone(), sections, left_out: Vec::new() })
}
