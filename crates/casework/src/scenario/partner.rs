//! What people of agencies do in a story: they open the first thing they were asked, and answer it.

use domain::id::Id;
use domain::mash::{AnswerAsked, Handling, Request};
use domain::refusal::Refusal;
use store::Stop;

use super::act::{Act, AnswerGiven};
use crate::partner::{self, Item};
use crate::session::{Sending, Session};

/// Carries out a step of somebody of an agency.
pub(super) fn act(session: &Session<'_>, sending: &Sending, act: &Act) -> Result<(), Stop> {
    let request = first(session)?;
    let opened = partner::request(session, request)?.request.version.0;
    let Act::AnswerAsked(given) = act else { return Ok(()) };
    let sending = Sending { opened, ..sending.clone() };
    partner::answer(session, &sending, request, asked(session, given), Vec::new())
}

/// What waits longest; or what they answered last, for a form that is sent again.
fn first(session: &Session<'_>) -> Result<Id<Request>, Stop> {
    let home = partner::home(session)?;
    let waiting = home.waiting.iter().find_map(|item| match item {
        Item::Request(asked) => Some(asked.id),
        Item::Action(_) => None,
    });
    let answered = home.answered.first().map(|asked| asked.id);
    waiting.or(answered).ok_or_else(|| Refusal::NotNow("Their agency was asked nothing.".into()).into())
}

fn asked(session: &Session<'_>, given: &AnswerGiven) -> AnswerAsked {
    let usual = session.house.pack.hub.reliability.first().map(|each| each.code.clone());
    let handling = given.handling.as_deref().and_then(Handling::from_code);
    AnswerAsked {
        no_trace: given.no_trace,
        answers: given.words.iter().map(|words| (None, words.clone(), None)).collect(),
        other: given.other.clone(),
        reliability: given.reliability.clone().or(usual).unwrap_or_default(),
        handling: Some(handling.unwrap_or(Handling::Council)),
        further: None,
    }
}
