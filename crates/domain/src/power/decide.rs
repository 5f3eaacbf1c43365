//! What may happen to a power: it is recorded, completed, told, extended as far as the law lets it be, and ended. Little is asked at first: at two in
//! the morning police protection is its beginning and an officer, and everything else may follow. No act ever moves the end of police protection.

use jiff::Timestamp;

use super::deadlines::{self, end, longest, too_late};
use super::{Agreement, AgreementOf, Bound, Ended, EndsBy, Extension, HowEnded, MadeBy, Power, Said, Told};
use crate::calendar::{Calendar, Limit, london};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::{PowerAbout, PowerKind, Powers};
use crate::person::Person;
use crate::person::known::Known;
use crate::person::partial_date::PartialDate;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The age from which a child can agree to accommodation for themself.
const AGREES_FROM: i16 = 16;

/// A power as it is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PowerAsked {
    /// The code of its kind.
    pub kind: String,
    /// When it began.
    pub started: Option<Timestamp>,
    /// From when its length counts, where that is earlier.
    pub counts_from: Option<Timestamp>,
    /// The end that the paper says.
    pub ends: Option<Timestamp>,
    /// Who took or made it.
    pub made_by: MadeBy,
    /// Whom it binds.
    pub adult: Option<Bound>,
    /// Whose agreement it rests on.
    pub agreement: Option<Agreement>,
    /// What else is known.
    pub more: More,
}

/// What may follow later: words that stand, each as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct More {
    /// Why.
    pub grounds: String,
    /// Where the child is.
    pub whereabouts: String,
    /// What it demands.
    pub conditions: String,
    /// What the child wishes and feels.
    pub wishes: String,
    /// What the child was told of their rights.
    pub rights: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// That somebody was told, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldAsked {
    /// The code of whom.
    pub whom: String,
    /// By name.
    pub name: String,
    /// When; nothing when they were not told.
    pub when: Option<Timestamp>,
    /// How, and what they said; or why not.
    pub words: String,
}

/// An extension, or another look, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtensionAsked {
    /// When it was granted.
    pub granted: Option<Timestamp>,
    /// Until when.
    pub until: Option<Timestamp>,
    /// Who granted it.
    pub made_by: String,
    /// Why.
    pub reason: String,
}

/// An end, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndedAsked {
    /// How.
    pub how: Option<HowEnded>,
    /// When; for what ran out by itself that is known already.
    pub when: Option<Timestamp>,
    /// What happened next.
    pub next: String,
}

impl Power {
    /// A new power. `birth` is the child's, for what depends on age.
    #[expect(clippy::too_many_arguments, reason = "each is another thing the decision depends on")]
    pub fn record(
        (id, together): (Id<Power>, Id<Power>),
        child: Id<Person>,
        asked: PowerAsked,
        birth: &Known<PartialDate>,
        powers: &Powers,
        calendar: &Calendar,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Power, Refusal> {
        let Some(kind) = powers.kind(&asked.kind) else {
            return Err(Refusal::field("kind", "Choose what it is."));
        };
        let mut problems = problems_of(&asked, kind, birth, at);
        let Some(started) = asked.started else {
            problems.push(Problem::new("started-date", "Say when it began: day and time."));
            return Err(Refusal::Invalid(problems));
        };
        let counts_from = asked.counts_from.filter(|from| *from < started && kind.counts_from_protection);
        let asked_end = deadlines::Asked { started, counts_from, said: asked.ends, calendar };
        let ends = match end(kind, asked_end) {
            Ok(ends) => ends,
            Err(Refusal::Invalid(more)) => {
                problems.extend(more);
                return Err(Refusal::Invalid(problems));
            }
            Err(refusal) => return Err(refusal),
        };
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let said = |words: &str| said(words, by, at);
        Ok(Power {
            id,
            kind: kind.code.clone(),
            child,
            together,
            adult: asked.adult.filter(|_| kind.about == PowerAbout::Adult),
            started,
            counts_from,
            ends_by: kind.ends,
            ends,
            made_by: asked.made_by,
            grounds: asked.more.grounds,
            whereabouts: asked.more.whereabouts,
            conditions: asked.more.conditions,
            told: Vec::new(),
            wishes: said(&asked.more.wishes),
            rights: said(&asked.more.rights),
            further: asked.more.further,
            agreement: asked.agreement.filter(|_| kind.agreement),
            extensions: Vec::new(),
            ended: None,
            warn_at: before(ends, kind.tell_before, started),
            warned: None,
            passed: None,
            by,
            at,
        })
    }

    /// Completes it. What was said by the child or told to the child stays as it was first recorded when the words are the same.
    pub fn complete(&self, made_by: MadeBy, more: More, by: Id<Staff>, at: Timestamp) -> Power {
        let keep = |before: &Option<Said>, words: &str| match before {
            Some(said) if said.words == words.trim() => Some(said.clone()),
            _ => said(words, by, at),
        };
        Power {
            made_by,
            grounds: more.grounds,
            whereabouts: more.whereabouts,
            conditions: more.conditions,
            wishes: keep(&self.wishes, &more.wishes),
            rights: keep(&self.rights, &more.rights),
            further: more.further,
            ..self.clone()
        }
    }

    /// Notes that somebody was told, or why they were not.
    pub fn tell(
        &self,
        asked: ToldAsked,
        powers: &Powers,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Power, Refusal> {
        let mut problems = Vec::new();
        if powers.whom(&asked.whom).is_none() {
            problems.push(Problem::new("whom", "Choose who was told."));
        }
        match asked.when {
            Some(when) if when > at => {
                problems.push(Problem::new("when-date", "When they were told cannot lie ahead."));
            }
            None if asked.words.trim().is_empty() => {
                problems.push(Problem::new("words", "Say when they were told, or why they were not."));
            }
            Some(_) | None => {}
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let told = Told {
            whom: asked.whom,
            name: asked.name.trim().into(),
            when: asked.when,
            words: asked.words.trim().into(),
            by,
            at,
        };
        let mut power = self.clone();
        power.told.push(told);
        Ok(power)
    }

    /// Extends it as far as the law lets it be, or looks at it again.
    pub fn extend(
        &self,
        asked: &ExtensionAsked,
        powers: &Powers,
        calendar: &Calendar,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Power, Refusal> {
        self.open()?;
        let kind = powers.kind(&self.kind).ok_or(Refusal::NotFound)?;
        let Some(rule) = kind.extension.filter(|_| self.ends_by != EndsBy::Law) else {
            let words = format!("{} is never extended ({}).", kind.name, kind.source);
            return Err(Refusal::NotNow(words));
        };
        if rule.times.is_some_and(|times| self.extensions.len() >= usize::from(times)) {
            let words =
                format!("{} has been extended as often as the law lets it be ({}).", kind.name, kind.source);
            return Err(Refusal::NotNow(words));
        }
        let end = self.end();
        let mut problems = Vec::new();
        let granted = asked.granted.unwrap_or(at);
        if granted > at {
            problems.push(Problem::new("granted-date", "When it was granted cannot lie ahead."));
        } else if self.ends_by == EndsBy::Order && granted > end {
            let words = format!("It had ended by then: {}.", london::moment_in_words(end));
            problems.push(Problem::new("granted-date", words));
        }
        // What has no end of its own is counted from the look, an order from its end.
        let from = if self.ends_by == EndsBy::Review { granted } else { end };
        let latest = longest(rule.limit, from, calendar);
        let until = asked.until.or(latest);
        match until {
            None => problems.push(Problem::new("until-date", "Say until when it holds now.")),
            Some(until) if until <= end || until <= at => {
                problems.push(Problem::new("until-date", "It must hold for longer than it does already."));
            }
            Some(until) => {
                if let Some(latest) = latest.filter(|latest| until > *latest) {
                    problems.push(Problem::new("until-date", too_late(kind, latest)));
                }
            }
        }
        if asked.made_by.trim().is_empty() {
            problems
                .push(Problem::new("made_by", "Say who decided it: the court, or who looked at it again."));
        }
        let (true, Some(until)) = (problems.is_empty(), until) else {
            return Err(Refusal::Invalid(problems));
        };
        let mut power = self.clone();
        power.extensions.push(Extension {
            granted,
            until,
            made_by: asked.made_by.trim().into(),
            reason: asked.reason.trim().into(),
            by,
            at,
        });
        power.warn_at = before(until, kind.tell_before, granted);
        Ok(power)
    }

    /// Ends it with what happened next. Nothing ends later than the law or the order lets it last.
    pub fn end_it(&self, asked: &EndedAsked, by: Id<Staff>, at: Timestamp) -> Result<Power, Refusal> {
        self.open()?;
        let end = self.end();
        let mut problems = Vec::new();
        let Some(how) = asked.how else {
            return Err(Refusal::field("how", "Say how it ended."));
        };
        let when = match how {
            HowEnded::Lapsed => end,
            _ => asked.when.unwrap_or(at),
        };
        if how == HowEnded::Lapsed && self.ends_by == EndsBy::Review {
            problems.push(Problem::new(
                "how",
                "It has no end of its own, so it cannot run out. Say how it ended.",
            ));
        } else if how == HowEnded::Withdrawn && self.agreement.is_none() {
            problems.push(Problem::new("how", "It does not rest on an agreement, so none was withdrawn."));
        } else if how == HowEnded::Lapsed && at < end {
            let words = format!("It has not run out: it holds until {}.", london::moment_in_words(end));
            problems.push(Problem::new("how", words));
        } else if when < self.started {
            problems.push(Problem::new("when-date", "It cannot have ended before it began."));
        } else if when > at {
            problems.push(Problem::new("when-date", "When it ended cannot lie ahead."));
        } else if self.ends_by != EndsBy::Review && when > end {
            let words = format!(
                "It ran out {} and nobody may have held to it since. Say that it ran out, and what happened next.",
                london::moment_in_words(end)
            );
            problems.push(Problem::new("when-date", words));
        }
        if asked.next.trim().is_empty() {
            problems.push(Problem::new("next", "Say what happened next, and where the child is."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let ended = Ended { how, when, next: asked.next.trim().into(), by, at };
        Ok(Power { ended: Some(ended), ..self.clone() })
    }

    /// Marks that the manager was told that it ends, or that it has ended without an act; nothing when neither is to be told now.
    pub fn time_passes(&self, at: Timestamp) -> Option<(Power, bool)> {
        let end = self.end();
        if !self.is_open() {
            return None;
        }
        if end <= at && self.passed != Some(end) {
            return Some((Power { passed: Some(end), warned: Some(end), ..self.clone() }, true));
        }
        if self.warn_at <= at && self.warned != Some(end) {
            return Some((Power { warned: Some(end), ..self.clone() }, false));
        }
        None
    }

    fn open(&self) -> Result<(), Refusal> {
        match &self.ended {
            Some(ended) => {
                let when = london::moment_in_words(ended.when);
                Err(Refusal::NotNow(format!("It ended {when}: somebody has recorded that already.")))
            }
            None => Ok(()),
        }
    }
}

fn problems_of(
    asked: &PowerAsked,
    kind: &PowerKind,
    birth: &Known<PartialDate>,
    at: Timestamp,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let adult = kind.about == PowerAbout::Adult;
    if asked.started.is_some_and(|started| started > at) && !adult {
        problems.push(Problem::new("started-date", "When it began cannot lie ahead."));
    }
    if adult && asked.adult.as_ref().is_none_or(|adult| adult.name.trim().is_empty()) {
        problems.push(Problem::new("adult", "Say whom it binds."));
    }
    if !adult
        && !kind.agreement
        && asked.made_by.name.trim().is_empty()
        && asked.made_by.body.trim().is_empty()
    {
        problems.push(Problem::new("name", "Say who took or made it: a name, or the force or court."));
    }
    if kind.agreement {
        match &asked.agreement {
            None => problems.push(Problem::new("agreement", "Say whose agreement it rests on.")),
            Some(agreement) => problems.extend(agreement_problems(agreement, asked.started, birth)),
        }
    }
    problems
}

fn agreement_problems(
    agreement: &Agreement,
    started: Option<Timestamp>,
    birth: &Known<PartialDate>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if agreement.of == AgreementOf::Parent && agreement.name.trim().is_empty() {
        problems.push(Problem::new("agreement_name", "Say who agreed, by name."));
    }
    let day = started.map(london::date_of);
    let latest_birth = birth.answer().and_then(PartialDate::earliest);
    if let (AgreementOf::Child, Some(day), Some(born)) = (agreement.of, day, latest_birth) {
        let sixteen = born.saturating_add(jiff::Span::new().years(AGREES_FROM));
        if day < sixteen {
            problems.push(Problem::new(
                "agreement",
                "Only a child of 16 or 17 agrees for themself. Somebody with parental responsibility must agree, or another power is needed.",
            ));
        }
    }
    problems
}

fn said(words: &str, by: Id<Staff>, at: Timestamp) -> Option<Said> {
    let words = words.trim();
    (!words.is_empty()).then(|| Said { words: words.to_owned(), by, at })
}

/// The moment so long before an end, and never before the beginning.
fn before(end: Timestamp, long: Limit, started: Timestamp) -> Timestamp {
    let hours = match long {
        Limit::Hours(hours) => i64::from(hours),
        Limit::Days(days) => 24 * i64::from(days),
        Limit::Weeks(weeks) => 7 * 24 * i64::from(weeks),
        // The pack's check lets nothing else through.
        _ => 24,
    };
    end.saturating_sub(jiff::SignedDuration::from_hours(hours)).unwrap_or(end).max(started)
}
