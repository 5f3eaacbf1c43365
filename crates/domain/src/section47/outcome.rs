//! What an enquiry means and what comes of it: the reasoning about significant harm; outcome (a), (b) or (c) of Working Together; a manager who did
//! not write it authorises or sends it back; who was told; what became of the conference.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::enquire::past_day;
use super::{Authorised, CONFERENCE, Harm, Outcome, REQUESTED, Returned, Section47, Stage, Told};
use crate::calendar::{Calendar, london};
use crate::chronology::Source;
use crate::episode::Episode;
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// As many characters as a reason has at the least.
const FEWEST_REASON_CHARACTERS: usize = 20;

/// Whether there is significant harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HarmFinding {
    /// The child suffers, or has suffered, significant harm.
    Suffered,
    /// The child is likely to suffer it.
    Likely,
    /// Neither.
    None,
}

impl HarmFinding {
    /// Every finding.
    pub const ALL: [HarmFinding; 3] = [HarmFinding::Suffered, HarmFinding::Likely, HarmFinding::None];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            HarmFinding::Suffered => "suffered",
            HarmFinding::Likely => "likely",
            HarmFinding::None => "none",
        }
    }

    /// The finding with this code.
    pub fn from_code(code: &str) -> Option<HarmFinding> {
        HarmFinding::ALL.into_iter().find(|finding| finding.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            HarmFinding::Suffered => "The child is suffering, or has suffered, significant harm",
            HarmFinding::Likely => "The child is likely to suffer significant harm",
            HarmFinding::None => "No significant harm was found, and none is likely",
        }
    }
}

/// The outcome for one child (Working Together 2023, chapter 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// (a) The concerns are not substantiated.
    NotSubstantiated,
    /// (b) Substantiated, and the child is not judged to be at continuing risk of significant harm.
    NoContinuingRisk,
    /// (c) Substantiated, and the child is judged to be at continuing risk of significant harm.
    ContinuingRisk,
}

impl Finding {
    /// Every outcome.
    pub const ALL: [Finding; 3] =
        [Finding::NotSubstantiated, Finding::NoContinuingRisk, Finding::ContinuingRisk];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Finding::NotSubstantiated => "not_substantiated",
            Finding::NoContinuingRisk => "no_continuing_risk",
            Finding::ContinuingRisk => "continuing_risk",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Finding> {
        Finding::ALL.into_iter().find(|finding| finding.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Finding::NotSubstantiated => "(a) Concerns not substantiated",
            Finding::NoContinuingRisk => "(b) Substantiated, and no continuing risk of significant harm",
            Finding::ContinuingRisk => "(c) Substantiated, and continuing risk of significant harm",
        }
    }
}

/// What became of the initial conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// It was held.
    Held {
        /// On which day.
        on: Date,
    },
    /// It was not held after all, and none is required.
    NotHeld {
        /// Why.
        why: String,
    },
}

/// The reasoning about harm, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HarmAsked {
    /// What was found.
    pub finding: Option<HarmFinding>,
    /// Of which kind.
    pub categories: Vec<String>,
    /// The reasoning.
    pub reasons: String,
    /// The family's history.
    pub history: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
    /// What it rests on.
    pub evidence: Vec<Source>,
}

/// The outcome, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutcomeAsked {
    /// (a), (b) or (c).
    pub finding: Option<Finding>,
    /// What follows.
    pub follows: Vec<String>,
    /// Why the child was never seen.
    pub unseen: String,
    /// Anything to add.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

/// Somebody was told, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldAsked {
    /// Who.
    pub whom: String,
    /// Their name.
    pub name: String,
    /// How; empty when they were not told.
    pub way: String,
    /// On which day.
    pub on: Option<Date>,
    /// What they said; or why they were not told.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

impl Section47 {
    /// Writes down the reasoning about harm.
    ///
    /// # Errors
    /// When the finding, the reasons or the history is missing, or harm was found of no kind.
    pub fn reasoned(
        &self,
        asked: HarmAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = Vec::new();
        if asked.finding.is_none() {
            problems.push(Problem::new(
                "finding",
                "Say whether the child is suffering, or likely to suffer, significant harm.",
            ));
        }
        let list = pack.code_list("abuse_category");
        let known = |code: &String| list.is_some_and(|list| list.holds(code));
        if !asked.categories.iter().all(known) {
            problems.push(Problem::new("category", "Choose kinds of harm from the list."));
        } else if asked.categories.is_empty() && asked.finding.is_some_and(|found| found != HarmFinding::None)
        {
            problems.push(Problem::new("category", "Say which kind of harm."));
        }
        if asked.reasons.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            problems.push(Problem::new(
                "reasons",
                "Write why: what it is like for the child, how likely and how severe.",
            ));
        }
        if asked.history.trim().is_empty() {
            problems.push(Problem::new(
                "history",
                "Write what happened before in this family that is like this, and what is different now; or that nothing is known.",
            ));
        }
        let (true, Some(finding)) = (problems.is_empty(), asked.finding) else {
            return Err(Refusal::Invalid(problems));
        };
        let harm = Harm {
            finding,
            categories: asked.categories,
            reasons: asked.reasons,
            history: asked.history,
            further: asked.further.or_else(|| self.harm.as_ref()?.further.clone()),
            evidence: asked.evidence,
            by,
            at: now,
        };
        Ok(Section47 { harm: Some(harm), ..self.clone() })
    }

    /// Proposes an outcome to a manager. Every risk that was named must be enquired into or explained first, every parent and carer seen or explained.
    ///
    /// # Errors
    /// With everything that is missing, each named.
    pub fn concluded(
        &self,
        asked: OutcomeAsked,
        episode: &Episode,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = self.missing(pack);
        if self.first_seen().is_none() && asked.unseen.trim().is_empty() {
            problems.push(Problem::new(
                "unseen",
                "The child has not been seen. See the child first, or say why that cannot be.",
            ));
        }
        let Some(finding) = asked.finding else {
            problems.push(Problem::new("finding", "Choose the outcome."));
            return Err(Refusal::Invalid(problems));
        };
        let found = self.harm.as_ref().map(|harm| harm.finding);
        if finding == Finding::ContinuingRisk && found == Some(HarmFinding::None) {
            let words = "The reasoning says that no harm was found and none is likely. Change the reasoning, or the outcome.";
            problems.push(Problem::new("finding", words));
        }
        let conference = self.what_follows(&asked, finding, pack, &mut problems);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let on_plan = episode.is_on_protection_plan(london::date_of(now));
        let outcome = Outcome {
            finding,
            follows: asked.follows,
            initial_conference: conference && !on_plan,
            unseen: asked.unseen,
            words: asked.words,
            further: asked.further,
            by,
            at: now,
        };
        Ok(Section47 { outcome: Some(outcome), ..self.clone() })
    }

    /// What must be there before an outcome can be proposed: in words, each with the field that says it.
    pub fn missing(&self, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut missing = |field: String, words: String| problems.push(Problem::new(field, words));
        if self.risks.is_empty() {
            missing(
                "risks".into(),
                "No risk is named. Write what the discussion feared, and what became of it.".into(),
            );
        }
        for (place, risk) in self.risks.iter().enumerate().filter(|(_, risk)| risk.answer.is_none()) {
            missing(
                format!("risk-{place}"),
                format!(
                    "This risk was named and nobody has enquired into it or said why not: “{}”.",
                    risk.words
                ),
            );
        }
        if self.carers.is_empty() {
            missing(
                "carers".into(),
                "No parent or carer is named: say who they are, and who of them was seen.".into(),
            );
        }
        if self.carers.iter().any(|carer| carer.answer.is_none()) {
            missing(
                "carers".into(),
                "Say of every parent and carer whether they were seen, or why not.".into(),
            );
        }
        if self.siblings.iter().any(|sibling| sibling.answer.is_none()) {
            missing(
                "siblings".into(),
                "Say of every brother and sister what is known of their safety.".into(),
            );
        }
        if self.medical.is_none() {
            missing("medical".into(), "Say where the medical stands, or why none is needed.".into());
        } else if self
            .medical
            .as_ref()
            .and_then(|held| pack.section47.medical(&held.state))
            .is_some_and(|state| state.waits)
        {
            missing("medical".into(), "The medical is still to be held: write down what came of it.".into());
        }
        if self.harm.is_none() {
            missing("harm".into(), "Write the reasoning about significant harm first.".into());
        }
        problems
    }

    /// Whether a conference is among what follows.
    fn what_follows(
        &self,
        asked: &OutcomeAsked,
        finding: Finding,
        pack: &Pack,
        problems: &mut Vec<Problem>,
    ) -> bool {
        let chosen: Option<Vec<_>> = asked.follows.iter().map(|code| pack.section47.follow(code)).collect();
        let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) else {
            problems.push(Problem::new("follows", "Say what follows for the child."));
            return false;
        };
        for follow in &chosen {
            if !follow.after.contains(&finding) {
                problems.push(Problem::new(
                    "follows",
                    format!("“{}” does not follow from this outcome.", follow.name),
                ));
            }
            if follow.alone && chosen.len() > 1 {
                problems
                    .push(Problem::new("follows", format!("“{}” stands alone or not at all.", follow.name)));
            }
        }
        let conference = chosen.iter().any(|follow| follow.conference);
        if finding == Finding::ContinuingRisk && !conference {
            problems.push(Problem::new(
                "follows",
                "A child at continuing risk of significant harm has a child protection conference. If the council declines one, it is requested and declined with its reasons.",
            ));
        }
        conference
    }

    /// A manager authorises the outcome: the enquiry ends. Never whoever wrote the outcome, the reasoning, or leads the enquiry.
    ///
    /// # Errors
    /// When nothing waits, the person worked on it, or no reason is given.
    pub fn authorise(
        &self,
        by: Id<Staff>,
        words: &str,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Section47, Refusal> {
        let outcome = self.waiting()?;
        let harm = self.harm.as_ref().map(|harm| harm.by);
        if outcome.by == by || harm == Some(by) || self.worker == Some(by) {
            return Err(Refusal::not_allowed(
                "You worked on this enquiry, so another manager must authorise it.",
            ));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say why this is right for the child."));
        }
        let mut section47 = self.clone();
        section47.authorised = Some(Authorised { by, at: now, words: words.trim().to_owned() });
        for clock in section47.clocks.iter_mut().filter(|clock| clock.timer == super::ENQUIRY) {
            clock.met = Some(now);
        }
        if outcome.initial_conference {
            section47.clocks.push(pack.start(REQUESTED, now, calendar)?);
        } else {
            section47.no_conference_clocks();
        }
        Ok(section47)
    }

    /// A manager sends it back to be worked on again.
    ///
    /// # Errors
    /// When nothing waits, or no reason is given.
    pub fn sent_back(&self, by: Id<Staff>, why: &str, now: Timestamp) -> Result<Section47, Refusal> {
        self.waiting()?;
        if why.trim().is_empty() {
            return Err(Refusal::field("words", "Say what is to be done again, and why."));
        }
        let mut section47 = Section47 { outcome: None, ..self.clone() };
        section47.returned.push(Returned { by, at: now, why: why.trim().to_owned() });
        Ok(section47)
    }

    fn waiting(&self) -> Result<&Outcome, Refusal> {
        match (&self.outcome, self.stage()) {
            (Some(outcome), Stage::ToAuthorise) => Ok(outcome),
            _ => Err(Refusal::NotNow("No outcome of this enquiry waits for a manager.".into())),
        }
    }

    /// Where no conference is held, no clock runs to one.
    fn no_conference_clocks(&mut self) {
        let to_conference = [CONFERENCE, super::LOCAL_CONFERENCE, REQUESTED];
        self.clocks.retain(|clock| clock.met.is_some() || !to_conference.contains(&clock.timer.as_str()));
    }

    /// Writes down who was told what came of it, or why they were not.
    ///
    /// # Errors
    /// When nothing is authorised yet, or who, how, when or why not is missing.
    pub fn told(
        &self,
        asked: ToldAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Section47, Refusal> {
        if self.authorised.is_none() {
            return Err(Refusal::NotNow(
                "People are told the outcome once a manager has authorised it.".into(),
            ));
        }
        let mut problems = Vec::new();
        if pack.section47.whom(&asked.whom).is_none() {
            problems.push(Problem::new("whom", "Choose who was told."));
        }
        if asked.name.trim().is_empty() {
            problems.push(Problem::new("name", "Write their name, or which agency."));
        }
        let told = !asked.way.is_empty();
        if told && pack.section47.way(&asked.way).is_none() {
            problems.push(Problem::new("way", "Choose how they were told."));
        }
        if told {
            past_day("on", asked.on, now, "Say on which day they were told.", &mut problems);
        } else if asked.words.trim().is_empty() {
            problems.push(Problem::new("words", "Say why they were not told."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut section47 = self.clone();
        let ToldAsked { whom, name, way, on, words, further } = asked;
        section47.told.push(Told { whom, name, way, on: on.filter(|_| told), words, further, by, at: now });
        Ok(section47)
    }

    /// The conference was requested, or is asked for again after it was not to be held.
    #[must_use]
    pub fn conference_requested(&self, at: Timestamp) -> Section47 {
        let mut section47 = self.clone();
        for clock in
            section47.clocks.iter_mut().filter(|clock| clock.timer == REQUESTED && clock.met.is_none())
        {
            clock.met = Some(at);
        }
        if matches!(section47.settled, Some(Settled::NotHeld { .. })) {
            section47.settled = None;
        }
        section47
    }

    /// What became of the conference. The episode's line follows, and keeps the census's rules: never at a weekend, never before the enquiry. One that was
    /// declined can still be held: its clocks never stopped.
    ///
    /// # Errors
    /// When no conference waits to be held, its day lies ahead, or no reason is given why it was not held.
    pub fn conference_settled(&self, settled: Settled, now: Timestamp) -> Result<Section47, Refusal> {
        if !self.may_be_settled() {
            return Err(Refusal::NotNow("No conference of this enquiry waits to be held.".into()));
        }
        let mut section47 = self.clone();
        match &settled {
            Settled::Held { on } => {
                if *on > london::date_of(now) {
                    return Err(Refusal::field("held_on", "The day of the conference cannot lie ahead."));
                }
                let met = london::start_of(*on);
                for clock in &mut section47.clocks {
                    if [CONFERENCE, super::LOCAL_CONFERENCE].contains(&clock.timer.as_str()) {
                        clock.met = Some(met.max(clock.started));
                    }
                }
            }
            Settled::NotHeld { why } => {
                if why.trim().is_empty() {
                    return Err(Refusal::field("why", "Say why no conference is held."));
                }
            }
        }
        section47.settled = Some(settled);
        Ok(section47)
    }

    /// Whether a conference of it can be held, or found not to be.
    pub fn may_be_settled(&self) -> bool {
        let needed = self.outcome.as_ref().is_some_and(|outcome| outcome.initial_conference);
        self.authorised.is_some() && needed && !matches!(self.settled, Some(Settled::Held { .. }))
    }

    /// The flags of its outcome in the national data set, in the pack's order.
    pub fn flags<'p>(&self, pack: &'p Pack) -> Vec<&'p str> {
        let chosen = self.outcome.iter().flat_map(|outcome| &outcome.follows);
        let codes: Vec<&String> = chosen.collect();
        let follows = pack.section47.follows.iter().filter(|follow| codes.contains(&&follow.code));
        follows.map(|follow| follow.ssd_flag.as_str()).collect()
    }
}
