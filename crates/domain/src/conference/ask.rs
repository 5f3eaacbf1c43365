//! A conference becomes needed, is asked for, declined, called off, asked for again. Whatever happens to it, its clocks run from the strategy discussion
//! that began the enquiry and from the outcome: none is begun again.

use jiff::Timestamp;

use super::{
    CONFERENCE, CalledOff, Conference, Decided, Declined, REQUEST, Requested, Stage, Told, is_empty,
    reference,
};
use crate::calendar::Calendar;
use crate::calendar::clock::Clock;
use crate::form::Answers;
use crate::id::{Any, Id};
use crate::pack::{LocalFrom, Pack};

use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// One child for whom a conference is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedOf {
    /// The name of the record.
    pub id: Id<Conference>,
    /// The child.
    pub child: Id<Person>,
    /// The enquiry that found harm.
    pub section47: Option<Id<Any>>,
    /// When the strategy discussion was held that began it.
    pub initiated_at: Timestamp,
    /// When the last one was held, where there was a later one.
    pub last_discussion_at: Option<Timestamp>,
}

/// The outcome that calls for a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConferenceAsked {
    /// What the conferences of brothers and sisters share.
    pub together: Id<Any>,
    /// Who decided the outcome.
    pub decided_by: Id<Staff>,
    /// When.
    pub decided_at: Timestamp,
}

/// A request as the page asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestAsked {
    /// What the worry is, and what is to be decided.
    pub why: String,
    /// What the family needs to take part.
    pub needs: String,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

/// Declining as the page asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeclineAsked {
    /// Why.
    pub reasons: String,
    /// What keeps the child safe instead.
    pub instead: String,
    /// Who was told.
    pub told: Vec<Told>,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

impl Conference {
    /// A conference that is needed, because an enquiry found continuing risk of significant harm. The clocks begin here and nowhere else.
    pub fn needed(
        of: AskedOf,
        asked: &ConferenceAsked,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        if of.initiated_at > asked.decided_at {
            return Err(Refusal::field(
                "initiated-date",
                "The strategy discussion that began the enquiry comes before its outcome.",
            ));
        }
        if asked.decided_at > at {
            return Err(Refusal::field("decided-date", "The outcome of the enquiry cannot lie ahead."));
        }
        let last = of.last_discussion_at.filter(|last| *last > of.initiated_at);
        if last.is_some_and(|last| last > at) {
            return Err(Refusal::field("last-date", "The last strategy discussion cannot lie ahead."));
        }
        let clocks = vec![
            pack.start(CONFERENCE, of.initiated_at, calendar)?,
            pack.start(REQUEST, asked.decided_at, calendar)?,
        ];
        Ok(Conference {
            id: of.id,
            reference: reference(of.id),
            child: of.child,
            together: asked.together,
            section47: of.section47,
            initiated_at: of.initiated_at,
            last_discussion_at: last,
            decided: Decided { by: asked.decided_by, at: asked.decided_at },
            stage: Stage::Needed,
            requests: Vec::new(),
            days: Vec::new(),
            invited: Vec::new(),
            reports: Vec::new(),
            late: None,
            declined: Vec::new(),
            called_off: None,
            held: None,
            core_group: None,
            reviews: Vec::new(),
            local: local(&clocks, last, pack, calendar),
            clocks,
        })
    }

    /// Asks the service that arranges conferences; after it was declined or called off, asks again. The first request stops the clock of requests.
    pub fn request(&self, by: Id<Staff>, asked: RequestAsked, at: Timestamp) -> Result<Self, Refusal> {
        match self.stage {
            Stage::Needed | Stage::Declined | Stage::CalledOff => {}
            Stage::Requested | Stage::Planned => {
                return Err(Refusal::NotNow("This conference has been asked for already.".into()));
            }
            Stage::Held => return Err(Refusal::NotNow("This conference has been held.".into())),
        }
        if is_empty(&asked.why) {
            let words = if self.stage == Stage::Needed {
                "Say what the worry is, and what the conference is to decide."
            } else {
                "Say what has changed, so that it is asked for after all."
            };
            return Err(Refusal::field("why", words));
        }
        let mut after = self.clone();
        after.stage = Stage::Requested;
        after.called_off = None;
        after.requests.push(Requested { by, at, why: asked.why, needs: asked.needs, further: asked.further });
        let request = after.clocks.iter_mut().find(|clock| clock.timer == REQUEST && clock.met.is_none());
        if let Some(clock) = request {
            clock.met = Some(at);
        }
        Ok(after)
    }

    /// The council declines the conference, with reasons. A partner may then ask for one, and climb the partnership's ladder (Working Together).
    pub fn decline(&self, by: Id<Staff>, asked: DeclineAsked, at: Timestamp) -> Result<Self, Refusal> {
        self.must_wait()?;
        let author = by == self.decided.by || self.requests.last().is_some_and(|request| request.by == by);
        if author {
            return Err(Refusal::not_allowed(
                "You decided the enquiry or asked for this conference, so somebody else decides whether it is declined.",
            ));
        }
        let mut problems = Vec::new();
        if is_empty(&asked.reasons) {
            problems.push(Problem::new(
                "reasons",
                "Say why no conference is held although the enquiry found continuing risk.",
            ));
        }
        if is_empty(&asked.instead) {
            problems
                .push(Problem::new("instead", "Say what keeps the child safe instead, and who sees to it."));
        }
        for (place, told) in asked.told.iter().enumerate() {
            if is_empty(&told.who) {
                problems.push(Problem::new(format!("told-{place}-who"), "Say who was told."));
            }
            if told.on > crate::calendar::london::date_of(at) {
                problems.push(Problem::new(
                    format!("told-{place}-on"),
                    "The day on which they were told cannot lie ahead.",
                ));
            }
        }
        if asked.told.is_empty() {
            problems.push(Problem::new(
                "told-0-who",
                "Say who was told: the family, and every agency that took part.",
            ));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let DeclineAsked { reasons, instead, told, further } = asked;
        let mut after = self.clone();
        after.stage = Stage::Declined;
        after.declined.push(Declined { by, at, reasons, instead, told, further });
        Ok(after)
    }

    /// It is not needed any more. Its clocks stand as they are: if it is asked for again they have never stopped.
    pub fn call_off(&self, by: Id<Staff>, because: &str, at: Timestamp) -> Result<Self, Refusal> {
        self.must_wait()?;
        if is_empty(because) {
            return Err(Refusal::field("because", "Say why no conference is needed any more."));
        }
        let mut after = self.clone();
        after.stage = Stage::CalledOff;
        after.called_off = Some(CalledOff { by, at, because: because.trim().into() });
        Ok(after)
    }
}

/// The partnership's own count, when it has one and it differs from the national one.
fn local(
    clocks: &[Clock],
    last_discussion_at: Option<Timestamp>,
    pack: &Pack,
    calendar: &Calendar,
) -> Option<Clock> {
    match pack.conferences.local_count.from {
        LocalFrom::None => None,
        LocalFrom::LastDiscussion => {
            let limit = clocks.iter().find(|clock| clock.timer == CONFERENCE)?.limit;
            Some(Clock::start(CONFERENCE, last_discussion_at?, limit, calendar))
        }
    }
}
