//! Sending the day's feed: what differs from what was acknowledged, in requests of at most a hundred children, each written down with its answer. What is not taken in is
//! made anew from the record at the next try, and so is never older than the record.
//!
//! A request that is refused for what is in it is divided until the child is found whose node is refused; that one is held back until its record changes or somebody
//! asks for it again, and nobody else waits for it.
//!
//! Source: DfE CSC API 1.0.1 (answers, at most a hundred children); RFC 6749, section 4.4 (client credentials), which whoever carries it keeps to.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::daily_feed::{FeedAnswer, FeedChild, FeedRequest};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use returns::csc_api::{Acknowledged, Answer, Child, Delta, Digest, Next, batches, next};
use sha2::{Digest as _, Sha256};
use store::daily_feed::LastSent;
use store::{Failure, Stop, Version, save};

use super::feed;
use crate::house::House;
use crate::outbox;

/// So long the feed is sent at one go; then whatever else is due comes first. Together with one answer it is less than a worker has a job.
const AT_ONE_GO: SignedDuration = SignedDuration::from_secs(20);
/// How much of the Department's own words is kept.
const LONGEST_WORDS: usize = 1_000;

/// Whoever carries requests to the Department: it finds the way, signs in, and keeps its token until that expires.
pub trait Department: Send + Sync {
    /// Carries one request and brings the answer.
    ///
    /// # Errors
    /// When no answer came, with why, in words that hold no secret and no child.
    fn carry(&self, body: &[u8]) -> Result<Answer, NotCarried>;

    /// Forgets the token: the next request fetches a new one.
    fn renew(&self);
}

/// A request that got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCarried {
    /// Why, without a secret and without a child.
    pub words: String,
    /// How long whoever gives tokens asks to wait, in seconds.
    pub retry_after: Option<u64>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// Everything that was to be sent.
    All,
    /// As much as is done at one go; the rest comes next.
    Some,
}

/// Why the feed was not sent.
pub(crate) enum Unsent {
    /// Tried again after so long.
    Later(String, Duration),
    /// Given up: an administrator looks at it.
    Never(String),
    /// A failure of ours.
    Stop(Stop),
}

impl<E: Into<Stop>> From<E> for Unsent {
    fn from(stop: E) -> Self {
        Unsent::Stop(stop.into())
    }
}

/// Asks for the day's feed once its time has come; the day it was asked for. Nothing is asked for where nobody carries it.
///
/// # Errors
/// When the store fails.
pub(crate) fn arrange(house: &House) -> Result<Option<Date>, Stop> {
    let session = house.system();
    if house.department.is_none() || london::time_of(session.at) < house.pack.returns.feed_at {
        return Ok(None);
    }
    let day = london::date_of(session.at);
    session.write("daily_feed", |door| outbox::daily_feed(&session, door, day))?;
    Ok(Some(day))
}

/// Sends what is to be sent. `tries` counts the job's tries, from 1. What was refused is held back; with `again`, only what was refused after that moment.
pub(crate) fn send(house: &House, day: Date, tries: u32, again: Option<Timestamp>) -> Result<Done, Unsent> {
    let Some(department) = house.department.clone() else { return Ok(Done::All) };
    let (acknowledged, refused) = known(house, again)?;
    let mut deltas = feed(&house.system(), &acknowledged)?.deltas;
    // Making the feed of a whole council takes its time, and is not counted: something is sent at each go.
    let begun = house.now();
    deltas.retain(|delta| refused.get(&delta.node.la_child_id) != Some(&digest_of(delta)));
    let mut waiting: VecDeque<Vec<Delta>> = batches(&deltas).map(<[Delta]>::to_vec).collect();
    while let Some(batch) = waiting.pop_front() {
        let nodes: Vec<&Child> = batch.iter().map(|delta| &delta.node).collect();
        let body = serde_json::to_vec(&nodes)
            .map_err(|error| Failure::Body { kind: "feed_request", source: error.into() })?;
        let mut request = FeedRequest {
            id: house.id(),
            day,
            sent_at: house.now(),
            tries,
            digest: digits(&body),
            bytes: body.len() as u64,
            children: batch.iter().map(of_delta).collect(),
            status: None,
            answer: FeedAnswer::Sent,
        };
        // It is written down before it is sent: what the Department may hold is known though the answer is lost.
        let written = keep(house, &request, Version::NONE)?;
        let came = came(department.carry(&body), tries, batch.len());
        (request.status, request.answer) = (came.status, came.answer);
        keep(house, &request, written)?;
        match came.then {
            Then::GoOn => {}
            Then::Halve => {
                let (one, other) = batch.split_at(batch.len() / 2);
                waiting.push_front(other.to_vec());
                waiting.push_front(one.to_vec());
            }
            Then::Wait(after, renew) => {
                if renew {
                    department.renew();
                }
                return Err(Unsent::Later(request.answer.words().to_owned(), after));
            }
            Then::GiveUp => return Err(Unsent::Never(request.answer.words().to_owned())),
        }
        if !waiting.is_empty() && house.now().duration_since(begun) >= AT_ONE_GO {
            return Ok(Done::Some);
        }
    }
    Ok(Done::All)
}

/// What the Department holds, and the digest of what was refused, by identifier.
type Known = (BTreeMap<String, Acknowledged>, BTreeMap<String, String>);

fn known(house: &House, again: Option<Timestamp>) -> Result<Known, Stop> {
    house.system().read("what the Department holds", |door| {
        let permit = door.permit(Action::MakeReturn, Subject::House)?;
        let refused = store::daily_feed::refused(&permit)?;
        Ok((
            held(store::daily_feed::acknowledged(&permit)?, store::daily_feed::perhaps(&permit)?),
            refused
                .into_iter()
                .filter(|last| again.is_none_or(|again| last.sent_at > again))
                .map(|last| (last.identifier, last.digest))
                .collect(),
        ))
    })
}

/// What was acknowledged last of each child, and the names of what may have been taken in since: all of it is purged once it is gone from the record. A child of
/// whom that is not certain is sent again.
fn held(acknowledged: Vec<LastSent>, perhaps: Vec<LastSent>) -> BTreeMap<String, Acknowledged> {
    let one = |last: LastSent| {
        let LastSent { identifier, child, digest, parts, .. } = last;
        let child = child.map(|child| child.to_string());
        (identifier, Acknowledged { child, digest: Digest(digest), parts })
    };
    let mut held: BTreeMap<String, Acknowledged> =
        acknowledged.into_iter().filter(|last| !last.purge).map(one).collect();
    for last in perhaps {
        let (identifier, sent) = one(last);
        let known = held.entry(identifier).or_insert_with(|| Acknowledged {
            child: None,
            digest: Digest(String::new()),
            parts: BTreeMap::new(),
        });
        known.digest = Digest(String::new());
        known.child = sent.child.or(known.child.take());
        for (episode, parts) in sent.parts {
            known.parts.entry(episode).or_default().extend(parts);
        }
    }
    held
}

fn keep(house: &House, request: &FeedRequest, opened: Version) -> Result<Version, Stop> {
    house.system().write("daily_feed", |door| {
        let permit = door.permit(Action::MakeReturn, Subject::House)?;
        Ok(save(&permit, request, opened, "daily_feed", None)?.version)
    })
}

/// What came of one request.
struct Came {
    status: Option<u16>,
    answer: FeedAnswer,
    then: Then,
}

enum Then {
    GoOn,
    Halve,
    Wait(Duration, bool),
    GiveUp,
}

fn came(carried: Result<Answer, NotCarried>, tries: u32, children: usize) -> Came {
    let (answer, why) = match carried {
        Ok(answer) => (answer, None),
        Err(NotCarried { words, retry_after }) => {
            (Answer { status: None, retry_after, body: String::new() }, Some(words))
        }
    };
    let status = answer.status;
    let (kept, then) = match next(&answer, tries) {
        Next::Acknowledged(receipt) => (FeedAnswer::Acknowledged(receipt), Then::GoOn),
        Next::Again { after, renew } => {
            let said = status.map(|status| format!("The Department answered {status}."));
            let words = why.or(said).unwrap_or_else(|| "No answer came.".into());
            (FeedAnswer::NotTaken(words), Then::Wait(after, renew))
        }
        // What is in the request is at fault, and in one of many children perhaps.
        Next::Final(words) if matches!(status, Some(204 | 400 | 413)) && children > 1 => {
            (FeedAnswer::Divided(words), Then::Halve)
        }
        Next::Final(words) if matches!(status, Some(204 | 400 | 413)) => {
            (FeedAnswer::Refused(said(&words, &answer.body)), Then::GoOn)
        }
        // The address or the key is at fault, and no child.
        Next::Final(words) => {
            let words = why.map_or(words.clone(), |why| format!("{words} {why}"));
            (FeedAnswer::NotTaken(words), Then::GiveUp)
        }
    };
    Came { status, answer: kept, then }
}

/// The refusal, with the beginning of what the Department says of it.
fn said(words: &str, body: &str) -> String {
    let told: String =
        body.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_WORDS).collect();
    if told.is_empty() { words.to_owned() } else { format!("{words} It says: {told}") }
}

/// What is compared with what was refused: the digest of the whole node, or of the node that takes the child out.
fn digest_of(delta: &Delta) -> String {
    delta.then.as_ref().map_or_else(|| Digest::of(&delta.node).0, |then| then.digest.0.clone())
}

fn of_delta(delta: &Delta) -> FeedChild {
    FeedChild {
        identifier: delta.node.la_child_id.clone(),
        child: delta.child.as_deref().and_then(|id| id.parse().ok()),
        purge: delta.node.purge,
        digest: digest_of(delta),
        parts: delta.then.as_ref().map(|then| then.parts.clone()).unwrap_or_default(),
    }
}

fn digits(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Came, FeedAnswer, NotCarried, Then, came};
    use returns::csc_api::Answer;

    fn answered(status: u16, body: &str, children: usize) -> Came {
        came(Ok(Answer { status: Some(status), retry_after: None, body: body.into() }), 1, children)
    }

    #[test]
    fn only_what_is_in_a_request_holds_a_child_back() {
        for status in [204, 400, 413] {
            let together = answered(status, "", 2);
            assert!(
                matches!((together.answer, together.then), (FeedAnswer::Divided(_), Then::Halve)),
                "{status}"
            );
            let alone = answered(status, "worker_id is too long\n", 1);
            let FeedAnswer::Refused(words) = &alone.answer else { panic!("{status}: {:?}", alone.answer) };
            assert!(words.ends_with("It says: worker_id is too long"), "{words}");
            assert!(matches!(alone.then, Then::GoOn), "{status}");
        }
        for status in [301, 404, 418] {
            let wrong = answered(status, "", 1);
            assert!(
                matches!((wrong.answer, wrong.then), (FeedAnswer::NotTaken(_), Then::GiveUp)),
                "{status}"
            );
        }
        for (status, renews) in [(401, true), (403, true), (429, false), (500, false), (503, false)] {
            let again = answered(status, "", 100);
            assert!(matches!(again.then, Then::Wait(_, renew) if renew == renews), "{status}");
        }
        let nobody = came(Err(NotCarried { words: "nobody is there".into(), retry_after: None }), 1, 3);
        assert!(matches!(nobody.then, Then::Wait(..)) && nobody.answer.words() == "nobody is there");
        let unread = answered(200, "thank you", 1);
        assert!(matches!((unread.answer, unread.then), (FeedAnswer::NotTaken(_), Then::Wait(_, false))));
    }
}
