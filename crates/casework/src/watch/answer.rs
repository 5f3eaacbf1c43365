//! Answering a prompt. The answer is part of the record; from then on the rules that asked count anew.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::watch::{AnswerAsked, Prompt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Stop, Version, load, save};

use crate::session::{Sending, Session};

/// What an answer leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerGiven {
    /// The prompt.
    pub prompt: Id<Prompt>,
    /// Whether a discussion is to be held now: then it is begun next.
    pub hold: bool,
    /// The children it would be about.
    pub children: Vec<Id<Person>>,
    /// When the first of what asked tripped: the discussion's "date this service knew".
    pub triggered_at: Timestamp,
}

/// Answers a prompt: hold now, gather first, or not needed because.
///
/// # Errors
/// When the person does not answer prompts or may not open this one, a reason is missing, "gather first" would last too long, or it is closed.
pub fn answer(
    session: &Session<'_>,
    sending: &Sending,
    prompt: Id<Prompt>,
    asked: AnswerAsked,
) -> Result<AnswerGiven, Stop> {
    session.send(sending, "answer_prompt", |door| {
        let permit = door.permit(Action::AnswerPrompt, Subject::record(prompt))?;
        let known = load::<Prompt>(&permit, prompt)?.ok_or(Refusal::NotFound)?;
        let (hold, reason) = match &asked {
            AnswerAsked::HoldNow { words } => (true, words.clone()),
            AnswerAsked::GatherFirst { from, .. } => (false, from.clone()),
            AnswerAsked::NotNeeded { because } => (false, because.clone()),
        };
        let house = session.house;
        let answered =
            known.record.answer(asked, session.staff.id, session.at, &house.pack, &house.calendar)?;
        save(&permit, &answered, Version(sending.opened), "answer_prompt", Some(&reason))?;
        let triggered_at = answered.triggered_at();
        Ok(AnswerGiven { prompt, hold, children: answered.children, triggered_at })
    })
}
