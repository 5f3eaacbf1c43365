//! What a manager decides: closed, sent back with a question, or open still. Never whoever proposed it. And correcting what was closed in error.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Accepted, Answer, Closed, Closure, Considered, Corrected, Repeated, Stage, Standing};
use crate::calendar::london;
use crate::episode::Episode;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a manager decides.
pub const DECISION_FORM: PageForm = PageForm {
    id: "closure_decision",
    needs: &[
        Need::once("ruling", Takes::One(&["close", "return", "refuse"])),
        Need::once("reasons", Takes::Words),
        Need::once("risk", Takes::Words),
        Need::once("considered", Takes::One(&["held", "not_needed"])),
        Need::once("held_on", Takes::Day),
        Need::once("considered_words", Takes::Words),
        Need::once("hand_to", Takes::OneOfPage),
    ],
    beside: &[],
};

/// A decision as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideAsked {
    /// What they decide; nothing when it was not said.
    pub ruling: Option<RulingAsked>,
    /// Their reasons, or their question.
    pub reasons: String,
    /// How they see the risk to the child.
    pub risk: String,
    /// Whether a strategy discussion was considered: `held` or `not_needed`.
    pub considered: String,
    /// The day on which one was held.
    pub held_on: Option<Date>,
    /// What it came to, or why none is needed.
    pub considered_words: String,
    /// The colleague who does what is left, when not whoever is allocated.
    pub hand_to: Option<Id<Staff>>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// What a manager decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulingAsked {
    /// The episode is closed.
    Close,
    /// Sent back with a question.
    Return,
    /// The episode stays open.
    Refuse,
}

impl RulingAsked {
    /// Every one.
    pub const ALL: [RulingAsked; 3] = [RulingAsked::Close, RulingAsked::Return, RulingAsked::Refuse];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            RulingAsked::Close => "close",
            RulingAsked::Return => "return",
            RulingAsked::Refuse => "refuse",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<RulingAsked> {
        RulingAsked::ALL.into_iter().find(|ruling| ruling.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            RulingAsked::Close => "Close the episode",
            RulingAsked::Return => "Send it back with a question",
            RulingAsked::Refuse => "The child stays open",
        }
    }
}

/// A correction as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectAsked {
    /// Whether the episode is open again; nothing when it was not said.
    pub open_again: Option<bool>,
    /// Another day of closing.
    pub on: Option<Date>,
    /// Another reason of the census; empty where it stays.
    pub reason: String,
    /// Why it was an error.
    pub why: String,
}

impl Closure {
    /// Decides a proposal: the closure, and the episode where it is closed.
    ///
    /// # Errors
    /// When the person proposed it, it does not wait, reasons are missing, or the episode cannot be closed. Where consent was withdrawn, the manager
    /// states the risk; where contacts repeat as well, a strategy discussion is considered.
    pub fn decide(
        &self,
        (by, at): (Id<Staff>, Timestamp),
        asked: DecideAsked,
        (episode, standing): (&Episode, &Standing),
        pack: &Pack,
    ) -> Result<(Self, Option<Episode>), Refusal> {
        if self.stage != Stage::Proposed {
            return Err(Refusal::NotNow(format!(
                "Nothing waits to be decided here: {}.",
                self.stage.words().to_lowercase()
            )));
        }
        if self.proposal.by == by || self.before.iter().any(|before| before.by == by) {
            return Err(Refusal::not_allowed("You proposed to close, so somebody else must decide."));
        }
        let mut problems = Vec::new();
        let Some(ruling) = asked.ruling else {
            return Err(Refusal::field("ruling", "Choose what you decide."));
        };
        if asked.reasons.trim().is_empty() {
            let words = match ruling {
                RulingAsked::Close => "Give your reasons for closing.",
                RulingAsked::Return => "Say what is missing, or what you ask.",
                RulingAsked::Refuse => "Say why the child stays open, and what is to be done.",
            };
            problems.push(Problem::new("reasons", words));
        }
        if ruling != RulingAsked::Close {
            return if problems.is_empty() {
                Ok((self.answered(ruling, (asked.reasons, asked.further), by, at), None))
            } else {
                Err(Refusal::Invalid(problems))
            };
        }
        let repeated = standing.repeated(pack);
        let withdrawn = self.proposal.withdrawn || standing.service_withdrawn.is_some();
        let considered = considered(&asked, at, &mut problems);
        if withdrawn {
            problems.extend(unstated(&asked, repeated, considered.is_some()));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let proposal = &self.proposal;
        let closed =
            episode.closed(proposal.on, &proposal.reason, london::date_of(at), pack).map_err(unpinned)?;
        let mut after = self.clone();
        after.stage = Stage::Closed;
        after.closed = Some(Closed {
            on: proposal.on,
            reason: proposal.reason.clone(),
            reasons: asked.reasons.trim().to_owned(),
            risk: asked.risk.trim().to_owned(),
            considered,
            repeated,
            further: asked.further,
            by,
            at,
        });
        Ok((after, Some(closed)))
    }

    fn answered(
        &self,
        ruling: RulingAsked,
        (words, further): (String, Option<Answers>),
        by: Id<Staff>,
        at: Timestamp,
    ) -> Self {
        let refused = ruling == RulingAsked::Refuse;
        let mut after = self.clone();
        after.stage = if refused { Stage::Refused } else { Stage::Returned };
        after.answers.push(Answer { refused, words, further, by, at });
        after
    }

    /// Corrects what was recorded in error: another day or reason, or the episode is open again. What was recorded stays in the ledger.
    ///
    /// # Errors
    /// When it is not closed, no reason is given, or a later referral is on the record: then the child's story goes on there.
    pub fn correct(
        &self,
        (by, at): (Id<Staff>, Timestamp),
        asked: CorrectAsked,
        (episode, others): (&Episode, &[Episode]),
        pack: &Pack,
    ) -> Result<(Self, Episode), Refusal> {
        let Some(closed) = self.closed.as_ref().filter(|_| self.stage == Stage::Closed) else {
            return Err(Refusal::NotNow("Only what is closed can have been closed in error.".into()));
        };
        let mut problems = Vec::new();
        if asked.why.trim().is_empty() {
            problems.push(Problem::new("why", "Say what was wrong, and how you know."));
        }
        let Some(open_again) = asked.open_again else {
            problems.push(Problem::new("open_again", "Choose what was wrong."));
            return Err(Refusal::Invalid(problems));
        };
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let open = episode.closure_undone();
        let mut after = self.clone();
        let changed = if open_again {
            open.may_follow(others).map_err(|_| {
                Refusal::NotNow("A later referral of the child is on the record: the story goes on there, and this episode stays closed. Correct its day or its reason.".into())
            })?;
            after.stage = Stage::InError;
            open
        } else {
            let on = asked.on.unwrap_or(closed.on);
            let reason = if asked.reason.is_empty() { closed.reason.clone() } else { asked.reason };
            if on == closed.on && reason == closed.reason {
                return Err(Refusal::field("on", "Say which day or which reason is right."));
            }
            let changed = open.closed(on, &reason, london::date_of(at), pack)?;
            if let Some(closed) = &mut after.closed {
                closed.on = on;
                closed.reason = reason;
            }
            changed
        };
        after.corrected = Some(Corrected { open_again, why: asked.why.trim().to_owned(), by, at });
        Ok((after, changed))
    }

    /// Records that the lead of early help accepted the step down.
    ///
    /// # Errors
    /// When there is none that waits, nobody is named, or the day cannot be.
    pub fn accept(&self, accepted: Accepted) -> Result<Self, Refusal> {
        if !self.awaits_acceptance() {
            return Err(Refusal::NotNow("No step down waits to be accepted here.".into()));
        }
        if accepted.who.trim().is_empty() {
            return Err(Refusal::field("who", "Say who accepted it, by name."));
        }
        if accepted.on > london::date_of(accepted.at) {
            return Err(Refusal::field("on", "The day on which it was accepted cannot lie ahead."));
        }
        Ok(Closure { accepted: Some(accepted), ..self.clone() })
    }
}

/// What a manager has still to say where consent was withdrawn: how they see the risk, and, where contacts repeat, what became of a strategy discussion.
fn unstated(asked: &DecideAsked, repeated: Option<Repeated>, considered: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    if asked.risk.trim().is_empty() {
        let words =
            "Consent was withdrawn or the family did not engage: say how you see the risk to the child.";
        problems.push(Problem::new("risk", words));
    }
    // Whoever chose an answer and left part of it out is told of that part.
    if let Some(repeated) = repeated.filter(|_| !considered && asked.considered.is_empty()) {
        let words = format!(
            "There were {} contacts about the child within {} months, and consent was withdrawn: say whether a strategy discussion was held, or why none is needed.",
            repeated.contacts, repeated.months
        );
        problems.push(Problem::new("considered", words));
    }
    problems
}

/// The manager's page has no field for the proposal's day and reason: what is wrong with them is said as it stands.
fn unpinned(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(problems) => {
            let words = problems.into_iter().map(|problem| problem.words).collect::<Vec<_>>().join(" ");
            Refusal::NotNow(format!("{words} Send the proposal back."))
        }
        other => other,
    }
}

fn considered(asked: &DecideAsked, at: Timestamp, problems: &mut Vec<Problem>) -> Option<Considered> {
    let words = asked.considered_words.trim();
    if words.is_empty() && !asked.considered.is_empty() {
        let words = "Say what the strategy discussion came to, or why none is needed.";
        problems.push(Problem::new("considered_words", words));
        return None;
    }
    match (asked.considered.as_str(), asked.held_on) {
        ("held", Some(on)) if on <= london::date_of(at) => {
            Some(Considered::Held { on, words: words.to_owned() })
        }
        ("held", _) => {
            problems.push(Problem::new("held_on", "Say on which day the strategy discussion was held."));
            None
        }
        ("not_needed", _) => Some(Considered::NotNeeded { because: words.to_owned() }),
        ("", _) => None,
        _ => {
            problems.push(Problem::new("considered", "Choose whether one was held."));
            None
        }
    }
}
