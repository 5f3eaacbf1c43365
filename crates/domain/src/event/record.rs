//! Recording an event, correcting it, and saying that it was recorded in error. Nothing is taken away: each is a version of its own, with its reason.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::{Adult, Counts, Event, EventAsked, Long, Said, Told};
use crate::access::{Guard, Sealed};
use crate::calendar::london;
use crate::form::{Answer, Answers, Form, NOT_KNOWN, Place, Stage, Value};
use crate::id::Id;
use crate::pack::{EventKind, Pack};
use crate::person::partial_date::PartialDate;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

impl Event {
    /// Records an event.
    ///
    /// # Errors
    /// When the kind is not the pack's, an answer that it needs is missing, or a time cannot be.
    pub fn record(
        asked: EventAsked,
        id: Id<Event>,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        let kind = kind_of(&asked, pack)?;
        checked(&asked, kind, at, pack)?;
        let EventAsked {
            children,
            adults,
            happened,
            moment,
            until,
            known_at,
            from,
            who,
            unnamed,
            answers,
            further,
            ..
        } = asked;
        let guard = if unnamed { Guard::Protected } else { Guard::Content };
        let who = (!who.trim().is_empty()).then(|| Sealed::new(who, guard));
        let counts = counts(kind, &answers, (moment, until), pack);
        Ok(Event {
            id,
            kind: kind.code.clone(),
            children: once(children),
            adults: adults.into_iter().filter(is_somebody).collect(),
            happened,
            moment,
            until: until.filter(|_| kind.lasts),
            known_at: known_at.unwrap_or(at),
            told: Told { from, who, unnamed },
            answers,
            counts,
            by,
            at,
            corrected: None,
            in_error: None,
            further,
        })
    }

    /// Corrects it. When the council knew it stays as it was unless that is corrected too: putting a word right delays nothing.
    ///
    /// # Errors
    /// As [`Event::record`], when no reason is given, and when it was recorded in error.
    pub fn correct(
        &self,
        asked: EventAsked,
        reason: &str,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.still_stands()?;
        let retyped = !asked.who.trim().is_empty();
        let asked = EventAsked { known_at: asked.known_at.or(Some(self.known_at)), ..asked };
        let now = match (
            Event::record(asked, self.id, self.by, at, pack),
            reasoned(reason, "Say what was wrong, and how you know."),
        ) {
            (Ok(now), Ok(())) => now,
            (Err(Refusal::Invalid(mut problems)), Err(more)) => {
                problems.push(more);
                return Err(Refusal::Invalid(problems));
            }
            (Err(refusal), _) => return Err(refusal),
            (_, Err(problem)) => return Err(Refusal::Invalid(vec![problem])),
        };
        let told = if retyped { now.told } else { self.told_still(now.told) };
        let corrected = Some(Said { by, at, reason: reason.to_owned() });
        Ok(Event { told, at: self.at, corrected, ..now })
    }

    /// Who told us, when nobody typed another name. One that must not be known stays so: nobody finds out who it was by putting something else right.
    fn told_still(&self, now: Told) -> Told {
        let unnamed = self.told.unnamed || now.unnamed;
        let guard = if unnamed { Guard::Protected } else { Guard::Content };
        Told { from: now.from, who: self.told.who.clone().map(|who| who.guarded(guard)), unnamed }
    }

    /// Says that it was recorded in error: it stays to be read, and counts for nothing.
    ///
    /// # Errors
    /// When no reason is given, or it was said before.
    pub fn withdraw(&self, reason: &str, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.still_stands()?;
        reasoned(reason, "Say why it should not have been recorded.")
            .map_err(|problem| Refusal::Invalid(vec![problem]))?;
        Ok(Event { in_error: Some(Said { by, at, reason: reason.to_owned() }), ..self.clone() })
    }

    fn still_stands(&self) -> Result<(), Refusal> {
        if self.stands() {
            return Ok(());
        }
        Err(Refusal::NotNow("This event was recorded in error, so it is not changed any more.".into()))
    }
}

fn reasoned(reason: &str, words: &str) -> Result<(), Problem> {
    if reason.trim().is_empty() { Err(Problem::new("reason", words)) } else { Ok(()) }
}

fn kind_of<'p>(asked: &EventAsked, pack: &'p Pack) -> Result<&'p EventKind, Refusal> {
    pack.events.kind(&asked.kind).ok_or_else(|| Refusal::field("kind", "Choose what kind of event it is."))
}

fn once<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut each = Vec::new();
    for one in all {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    each
}

fn is_somebody(adult: &Adult) -> bool {
    !matches!(adult, Adult::Named(name) if name.trim().is_empty())
}

/// All that is wrong at once, each beside its field.
fn checked(asked: &EventAsked, kind: &EventKind, at: Timestamp, pack: &Pack) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    if asked.children.is_empty() {
        problems.push(Problem::new("children", "Tick every child it is about."));
    }
    times(asked, kind, at, &mut problems);
    let known_source = pack.events.source(&asked.from).is_some() || pack.agency(&asked.from).is_some();
    if !known_source {
        problems.push(Problem::new("from", "Say where it is known from."));
    }
    match pack.form_version(&kind.form, asked.answers.version) {
        Some(form) if asked.answers.form == kind.form => {
            problems.extend(form.check(&asked.answers));
            problems.extend(form.missing(&asked.answers, Stage::Submit));
        }
        _ => {
            problems.push(Problem::new("kind", "These answers belong to another form. Open the form again."));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

fn times(asked: &EventAsked, kind: &EventKind, at: Timestamp, problems: &mut Vec<Problem>) {
    let begins = asked.moment.or_else(|| asked.happened.earliest().map(london::start_of));
    let ahead = begins.is_some_and(|begins| begins > at);
    if asked.happened == PartialDate::NotKnown && kind.lasts {
        problems.push(Problem::new("happened", "Say when it began. A month or “about” is enough."));
    }
    if ahead && !kind.ahead {
        problems.push(Problem::new("happened", "When it happened cannot lie ahead."));
    }
    if let Some(until) = asked.until.filter(|_| kind.lasts) {
        if asked.moment.is_some_and(|moment| until < moment) {
            problems.push(Problem::new("until-date", "It cannot end before it began."));
        } else if until > at {
            problems.push(Problem::new("until-date", "Leave this empty until it has ended."));
        }
    }
    if let Some(known_at) = asked.known_at {
        if known_at > at {
            problems.push(Problem::new("known-date", "When we knew it cannot lie ahead."));
        } else if !kind.ahead && begins.is_some_and(|begins| known_at < begins) {
            problems.push(Problem::new("known-date", "Nobody can have known it before it happened."));
        }
    }
}

/// What counts for the watch: the answers that the pack has words for. Questions that were not asked count for nothing.
fn counts(
    kind: &EventKind,
    answers: &Answers,
    (moment, until): (Option<Timestamp>, Option<Timestamp>),
    pack: &Pack,
) -> Option<Counts> {
    let form = pack.form_version(&kind.form, answers.version)?;
    let mut marks: BTreeSet<String> = BTreeSet::new();
    for mark in &kind.marks {
        let Ok(place) = mark.question.parse::<Place>() else { continue };
        let Some(answer) = answers.at(&place).filter(|_| form.asks(answers, &place)) else { continue };
        let counted = codes(answer).into_iter().filter(|code| mark.words.contains_key(*code));
        marks.extend(counted.map(|code| format!("{}={code}", place.question)));
    }
    let mut measures: BTreeMap<String, i64> = BTreeMap::new();
    for place in kind.measures.iter().filter_map(|measured| measured.question.parse::<Place>().ok()) {
        measures.extend(measure(form, answers, &place).map(|measure| (place.question.clone(), measure)));
    }
    let long = kind.long.as_ref().zip(moment).map(|(long, began)| {
        let from = began + SignedDuration::from_hours(i64::from(long.hours));
        Long { from, mark: long.mark.clone(), still: long.still.clone() }
    });
    if let Some(long) = long.as_ref().filter(|long| until.is_some_and(|until| until > long.from)) {
        marks.insert(format!("{}=yes", long.mark));
    }
    let long = long.filter(|long| until.is_none_or(|until| until > long.from));
    Some(Counts { kind: kind.counts.clone()?, marks, measures, long })
}

fn codes(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::NotKnown => vec![NOT_KNOWN],
        Answer::Text(code) => vec![code],
        Answer::Several(codes) => codes.iter().map(String::as_str).collect(),
        Answer::Date(_) => Vec::new(),
    }
}

/// A number, or the weight of the choice that was made.
fn measure(form: &Form, answers: &Answers, place: &Place) -> Option<i64> {
    let answer = answers.at(place).filter(|_| form.asks(answers, place))?;
    let question = form.question(place)?;
    match question.value(answer).ok()? {
        Value::Number(number) => Some(number),
        Value::Chosen(code) => {
            question.kind.choices().iter().find(|choice| choice.value == code)?.weight.map(i64::from)
        }
        _ => None,
    }
}
