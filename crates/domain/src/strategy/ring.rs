//! The ring-round: every try to reach an agency for the earliest time, with what it said. Waiting for an agency is the commonest cause of a late
//! discussion, so silence climbs by the partnership's ladder and is on record (domain.md 1.5, 1.18; Appendix B3).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Discussion;
use crate::id::Id;
use crate::pack::{Pack, Rung};
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// One try to reach an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    /// The agency.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who was asked for.
    pub whom: String,
    /// What came of it.
    pub answer: RingAnswer,
    /// From when they can, where they said so.
    pub can_from: Option<Timestamp>,
    /// What they said.
    pub words: String,
    /// The rung of the ladder that was reached when it was tried; none while the silence was short.
    pub rung: Option<String>,
    /// Who tried.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RingAnswer {
    /// They come.
    Comes,
    /// They can later.
    CanLater,
    /// They send what they know.
    SendsInformation,
    /// They cannot, and nobody else can.
    Cannot,
    /// A message was left.
    Message,
    /// Nobody answered.
    NoAnswer,
    /// It was not asked: the words say why not.
    NotAsked,
}

impl RingAnswer {
    /// Every answer.
    pub const ALL: [RingAnswer; 7] = [
        RingAnswer::Comes,
        RingAnswer::CanLater,
        RingAnswer::SendsInformation,
        RingAnswer::Cannot,
        RingAnswer::Message,
        RingAnswer::NoAnswer,
        RingAnswer::NotAsked,
    ];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            RingAnswer::Comes => "comes",
            RingAnswer::CanLater => "can_later",
            RingAnswer::SendsInformation => "sends_information",
            RingAnswer::Cannot => "cannot",
            RingAnswer::Message => "message",
            RingAnswer::NoAnswer => "no_answer",
            RingAnswer::NotAsked => "not_asked",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<RingAnswer> {
        RingAnswer::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            RingAnswer::Comes => "Comes",
            RingAnswer::CanLater => "Can later",
            RingAnswer::SendsInformation => "Sends information",
            RingAnswer::Cannot => "Cannot",
            RingAnswer::Message => "Left a message",
            RingAnswer::NoAnswer => "Nobody answered",
            RingAnswer::NotAsked => "Not asked",
        }
    }

    /// Whether the agency has said how it takes part.
    pub const fn is_answer(self) -> bool {
        !matches!(self, RingAnswer::Message | RingAnswer::NoAnswer)
    }
}

/// That an agency's silence reached a rung, and whoever must know was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Climbed {
    /// The agency.
    pub agency: String,
    /// The rung of the ladder.
    pub rung: String,
    /// When.
    pub at: Timestamp,
}

/// A try as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RingAsked {
    /// The agency.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who was asked for.
    pub whom: String,
    /// What came of it.
    pub answer: Option<RingAnswer>,
    /// From when they can.
    pub can_from: Option<Timestamp>,
    /// What they said.
    pub words: String,
    /// When it was tried; nothing for now.
    pub at: Option<Timestamp>,
}

impl Discussion {
    /// Writes a try down.
    ///
    /// # Errors
    /// When it was held, the agency is unknown, or it does not say whom and what came of it.
    pub fn rung(
        &self,
        asked: RingAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Discussion, Refusal> {
        self.must_not_be_held()?;
        let mut problems = Vec::new();
        if pack.agency(&asked.agency).is_none() {
            problems.push(Problem::new("agency", "Choose which agency was tried."));
        }
        let not_asked = asked.answer == Some(RingAnswer::NotAsked);
        if not_asked && asked.words.trim().is_empty() {
            problems.push(Problem::new("words", "Write why this agency is not asked."));
        }
        if asked.whom.trim().is_empty() && !not_asked {
            problems.push(Problem::new("whom", "Write who was asked for: a name or a desk."));
        }
        let at = asked.at.unwrap_or(now);
        if at > now {
            problems.push(Problem::new("at-date", "It cannot have been tried later than now."));
        }
        let Some(answer) = asked.answer else {
            problems.push(Problem::new("answer", "Say what came of it."));
            return Err(Refusal::Invalid(problems));
        };
        if answer == RingAnswer::CanLater && asked.can_from.is_none() {
            problems.push(Problem::new("from-date", "Write from when they can."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let rung = self.silence_of(&asked.agency, at, pack).map(|rung| rung.code.clone());
        let mut discussion = self.clone();
        discussion.rings.push(Ring {
            agency: asked.agency,
            organisation: asked.organisation,
            whom: asked.whom,
            answer,
            can_from: asked.can_from,
            words: asked.words,
            rung,
            by,
            at,
        });
        Ok(discussion)
    }

    /// When an agency's silence began: the first try since it last answered.
    pub fn silent_since(&self, agency: &str) -> Option<Timestamp> {
        let tries = self.rings.iter().filter(|ring| ring.agency == agency);
        tries.fold(None, |since, ring| if ring.answer.is_answer() { None } else { since.or(Some(ring.at)) })
    }

    /// The rung that an agency's silence has newly reached; `asked_at` is when its invitation that nobody answered was sent.
    pub fn newly_reached<'a>(
        &self,
        agency: &str,
        asked_at: Option<Timestamp>,
        now: Timestamp,
        pack: &'a Pack,
    ) -> Option<&'a Rung> {
        let since = self.silent_since(agency).into_iter().chain(asked_at).min()?;
        let rung = pack.silence_reaches(now.duration_since(since).as_mins())?;
        let told =
            |climbed: &Climbed| climbed.agency == agency && climbed.rung == rung.code && climbed.at >= since;
        (!self.climbed.iter().any(told)).then_some(rung)
    }

    /// Notes that a rung was reached.
    #[must_use]
    pub fn reached(&self, agency: &str, rung: &Rung, at: Timestamp) -> Discussion {
        let mut discussion = self.clone();
        discussion.climbed.push(Climbed { agency: agency.to_owned(), rung: rung.code.clone(), at });
        discussion
    }

    /// The rung of the ladder that an agency's silence has reached.
    pub fn silence_of<'a>(&self, agency: &str, now: Timestamp, pack: &'a Pack) -> Option<&'a Rung> {
        let since = self.silent_since(agency)?;
        pack.silence_reaches(now.duration_since(since).as_mins())
    }
}
