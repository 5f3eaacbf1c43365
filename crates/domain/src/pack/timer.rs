//! The clocks of practice: what starts each, what stops it, how long is allowed, and where the number comes from.
//!
//! The 44 clocks are those of domain.md, appendix A. Law, statutory guidance and DfE's specifications ship as defaults that a council
//! may tighten, and may loosen only with a recorded reason.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::calendar::{Limit, NotALimit};

/// One clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Timer {
    /// The clock's name in the register: `T01` to `T44`.
    pub id: String,
    /// Its name on pages.
    pub name: String,
    /// What starts it.
    pub starts: String,
    /// What stops it.
    pub stops: String,
    /// How long is allowed.
    pub limit: Limit,
    /// Where the number comes from: shown beside it.
    pub source: String,
    /// How far the source binds.
    pub mark: Mark,
    /// Whether a council may loosen it as it sees fit.
    pub may_loosen: bool,
    /// What else to know.
    pub note: Option<String>,
    /// Why the council loosened what it may not loosen freely, and who agreed.
    pub reason: Option<String>,
}

/// How far a source binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// An Act or regulation.
    #[serde(rename = "LAW")]
    Law,
    /// Statutory guidance.
    #[serde(rename = "STAT")]
    StatutoryGuidance,
    /// A Department for Education specification.
    #[serde(rename = "DfE")]
    Dfe,
    /// An Ofsted framework or report.
    #[serde(rename = "OFS")]
    Ofsted,
    /// One council's own published procedure.
    #[serde(rename = "KNOW")]
    OneCouncil,
    /// Another area's procedure, an example only.
    #[serde(rename = "LOC")]
    AnotherArea,
    /// General knowledge, to be checked.
    #[serde(rename = "GK")]
    GeneralKnowledge,
}

impl Mark {
    /// Whether a council may loosen the number only with a recorded reason.
    pub fn binds(self) -> bool {
        matches!(self, Mark::Law | Mark::StatutoryGuidance | Mark::Dfe)
    }

    /// What the mark says, for the page.
    pub fn words(self) -> &'static str {
        match self {
            Mark::Law => "law",
            Mark::StatutoryGuidance => "statutory guidance",
            Mark::Dfe => "Department for Education specification",
            Mark::Ofsted => "Ofsted",
            Mark::OneCouncil => "one council's published procedure",
            Mark::AnotherArea => "another area's procedure, an example only",
            Mark::GeneralKnowledge => "general knowledge, to be checked",
        }
    }
}

/// `timers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimerFile {
    #[serde(rename = "timer")]
    timers: Vec<TimerText>,
}

/// A clock as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimerText {
    id: String,
    name: String,
    starts: String,
    stops: String,
    limit: Amount,
    unit: String,
    source: String,
    mark: Mark,
    may_loosen: bool,
    note: Option<String>,
    reason: Option<String>,
}

/// A number, or words such as `31 July` and `set`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Amount {
    Number(u16),
    Words(String),
}

impl TimerText {
    /// How long is allowed, if the limit and its unit can be read.
    fn limit(&self) -> Result<Limit, NotALimit> {
        match &self.limit {
            Amount::Number(number) => Limit::parse(&number.to_string(), &self.unit),
            Amount::Words(words) => Limit::parse(words, &self.unit),
        }
    }

    /// The clock, once its limit is read.
    fn with(self, limit: Limit) -> Timer {
        Timer {
            id: self.id,
            name: self.name,
            starts: self.starts,
            stops: self.stops,
            limit,
            source: self.source,
            mark: self.mark,
            may_loosen: self.may_loosen,
            note: self.note,
            reason: self.reason,
        }
    }
}

impl Reading<'_> {
    /// The clocks, their limits read, and compared with the default pack's.
    pub(super) fn timers(&mut self, default: Option<&Pack>) -> Option<Vec<Timer>> {
        const FILE: &str = "timers.toml";
        let texts = self.one::<TimerFile>(FILE)?.timers;
        self.once(FILE, "timer", "id", texts.iter().map(|each| each.id.as_str()));
        for number in 1..=44 {
            let id = format!("T{number:02}");
            if !texts.iter().any(|each| each.id == id) {
                self.problem(
                    FILE,
                    "",
                    format!("The clock {id} is missing: a pack has all 44 of the register."),
                );
            }
        }
        let mut timers = Vec::new();
        for (n, text) in texts.into_iter().enumerate() {
            if text.may_loosen == text.mark.binds() {
                let words = "`may_loosen` is false for LAW, STAT and DfE, and true for every other mark.";
                self.problem(FILE, &format!("timer.{n}.may_loosen"), words);
            }
            let limit = match text.limit() {
                Ok(limit) => limit,
                Err(words) => {
                    self.problem(FILE, &format!("timer.{n}.limit"), format!("In {}, {words}.", text.id));
                    continue;
                }
            };
            let timer = text.with(limit);
            if let Some(standard) = default.and_then(|pack| pack.timer(&timer.id)) {
                self.loosened(FILE, n, &timer, standard);
            }
            timers.push(timer);
        }
        Some(timers)
    }

    /// A clock that law, statutory guidance or a specification sets, and that gives more time or runs between other events, without a
    /// reason.
    fn loosened(&mut self, file: &str, n: usize, timer: &Timer, standard: &Timer) {
        let has_reason = timer.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if !standard.mark.binds() || has_reason {
            return;
        }
        let path = |key: &str| format!("timer.{n}.{key}");
        let needs = format!(
            "{} is set by {} ({}): record a `reason`",
            timer.id,
            standard.mark.words(),
            standard.source
        );
        if timer.limit.is_looser_than(standard.limit) != Some(false) {
            let words = format!("{needs}, because “{}” is not within “{}”.", timer.limit, standard.limit);
            self.problem(file, &path("limit"), words);
        }
        if timer.mark != standard.mark {
            self.problem(file, &path("mark"), format!("{needs} to change its mark."));
        }
        for (key, mine, theirs) in
            [("starts", &timer.starts, &standard.starts), ("stops", &timer.stops, &standard.stops)]
        {
            if mine != theirs {
                self.problem(
                    file,
                    &path(key),
                    format!("{needs}, because it runs from or to another event: “{theirs}”."),
                );
            }
        }
    }
}
