//! The practice pack: what a council's front door says and asks, as readable files that a person can edit without a programmer.
//!
//! Thresholds, clocks, agencies, roles, outcomes, consent, letters, code lists and forms, each with the source of its numbers. The pack of
//! England is embedded and is the default; [`Pack::read`] reads another and says with file and line what is wrong with it. Law, statutory
//! guidance and the Department for Education's specifications may be tightened freely and loosened only with a recorded reason
//! (domain.md, rule for builders).

mod check;
mod condition_text;
mod consent;
mod consistency;
mod council;
mod england;
mod form_file;
mod handover;
mod hub;
mod letter;
mod lists;
mod meeting;
mod power;
mod problem;
mod reading;
mod section47;
mod source;
mod strategy;
mod threshold;
mod timer;
mod watch;

mod event;
// Conferences and disagreements.
mod conference;
mod disagreement;

mod safety_plan;
// Documents that are given to somebody.
mod document;
// Audits, calibration and practice development.
mod audit;
// The chronology's lanes and themes.
mod chronology;

mod assessment;

// The child's story.
mod case_summary;
mod network;
mod page_form;
mod voice;

// Forms as people write them.
mod changed;
mod form_check;
mod form_keys;
mod nearest;
mod shape;

mod child_in_need;
mod closure;
// National returns.
mod returns;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::calendar::{BankHolidays, Calendar, Clock, Limit};
use crate::form::Form;
use crate::refusal::Refusal;

pub use consent::{Basis, ConsentKind, ConsentWords, DispensingReason, Purpose};
pub use consistency::{Consistency, SecondReadings};
pub use council::{Council, Team, TeamKind};
pub use england::{ENGLAND, england};
pub use handover::{CardKind, Handover};
pub use hub::{
    Ground, HANDLING, Hub, MOST_QUESTIONS, Needs, Partners, Question, Rating, Rung, Template, Topic, Worded,
};
pub use letter::{Letter, Reader};
pub use lists::{Agency, AsksReferral, Code, CodeList, Outcome, RoleWords};
pub use meeting::{COUNCIL, MeetingKind, Meetings};
pub use power::{Extends, PowerAbout, PowerKind, Powers, Whom};
pub use problem::PackProblem;
pub use section47::{Follow, MedicalState, Section47Rules, TellWhom, Way, WorkKind};
pub use strategy::{
    Climb, EnquiryBy, InformationItem, LateAsk, LateCause, OfferedFrom, Scorecard, StrategyOutcome,
    StrategyWords, Urgency,
};
pub use threshold::{ConcernKind, Level, Paragraph, Thresholds};
pub use timer::{Mark, Timer};
pub use watch::{
    Around, Asks, Background, Condition, FactAsked, FactWords, High, Watch, WatchRule, WatchRung,
};

pub use event::{EventKind, EventMark, EventMeasure, EventSource, Events, LongEvent};
// Conferences and disagreements.
pub use conference::{
    CategoryRule, ChildPart, Conferences, InvitedRule, LocalCount, LocalFrom, QuorumRule, Unit,
};
pub use disagreement::{Ladder, LadderStage, Resolution};

pub use changed::{Against, changed};

pub use safety_plan::{
    HardWord, OwnPart, OwnPlans, PlanAnswer, PlanEnding, PlanPart, SAFETY_PLAN_FORM, SafetyPlans,
};
// Documents that are given to somebody.
pub use document::{DocumentHeading, DocumentPurpose, Documents, FamilyLetter, filled};
// Audits, calibration and practice development.
pub use audit::{AuditDomain, AuditFeedback, AuditTag, AuditTheme, Audits, Better, GradeWords, MeasureWords};

pub use assessment::{AssessmentOutcome, AssessmentRules, BlockWords, Ending};
pub use case_summary::CaseSummaries;
pub use child_in_need::{ChildInNeedPlans, NeedPlanAnswer, NeedPlanEnding};
pub use chronology::{ChronologyRules, Lane, Plain, Theme};
pub use closure::{ClosureCause, ClosureConsent, ClosureTold, Closures, RepeatedContacts, ToldWho};
pub use network::{Closeness, NetworkRules, TieEnding};
pub use voice::{CHILD_VOICE_FORM, VoiceCode, VoiceRules};
// National returns.
pub use returns::{Returns, YearOnYear, YearlyFigure};

use reading::read;

/// A practice pack that was read and found whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// The pack's name and version, as its files give them.
    pub about: About,
    /// The council that runs the front door.
    pub council: Council,
    /// The agencies it works with.
    pub agencies: Vec<Agency>,
    /// The roles in words.
    pub roles: Vec<RoleWords>,
    /// The threshold document.
    pub thresholds: Thresholds,
    /// The clocks.
    pub timers: Vec<Timer>,
    /// The days nobody works.
    pub holidays: BankHolidays,
    /// The code lists by name.
    pub codes: BTreeMap<String, CodeList>,
    /// What a contact can lead to.
    pub outcomes: Vec<Outcome>,
    /// Consent and lawful basis in words.
    pub consent: ConsentWords,
    /// How the hub works.
    pub hub: Hub,
    /// How meetings of several agencies are held.
    pub meetings: Meetings,
    /// The words of letters.
    pub letters: Vec<Letter>,
    /// How decisions are read a second time, and when there is enough to say.
    pub consistency: Consistency,
    /// The forms, each version one; by name, the newest last.
    pub forms: Vec<Form>,
    /// Day and night.
    pub handover: Handover,
    /// Significant events.
    pub events: Events,
    /// How section 47 enquiries are made.
    pub section47: Section47Rules,
    /// Strategy discussions: what should be known first, why one was late, what can be decided.
    pub strategy: StrategyWords,
    /// The escalation watch.
    pub watch: Watch,
    /// Child protection conferences.
    pub conferences: Conferences,
    /// The ladder of professional disagreement.
    pub disagreements: Ladder,
    /// Powers, orders and conditions.
    pub powers: Powers,
    /// Safety plans.
    pub safety_plans: SafetyPlans,
    /// Child in need plans.
    pub child_in_need: ChildInNeedPlans,
    /// Closing.
    pub closure: Closures,
    /// Documents that are given to somebody.
    pub documents: Documents,
    /// Audits, calibration, practice development, and what measures mean.
    pub audit: Audits,
    /// The chronology's lanes and themes.
    pub chronology: ChronologyRules,
    /// How assessments are made.
    pub assessment: AssessmentRules,
    /// Case summaries.
    pub case_summary: CaseSummaries,
    /// The genogram and the network.
    pub network: NetworkRules,
    /// The child's words.
    pub voice: VoiceRules,
    /// National returns.
    pub returns: Returns,
    digest: String,
}

/// What a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The pack's name.
    pub id: String,
    /// The pack's name on pages.
    pub title: String,
    /// Its version, raised by whoever changes it.
    pub version: String,
}

impl Pack {
    /// Reads a pack from its files: names inside the pack (`timers.toml`, `forms/referral.toml`) and their texts. Every problem that can
    /// be found is told at once, with file and line.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Pack, Vec<PackProblem>> {
        let files: Vec<(N, T)> = files.into_iter().collect();
        read(&files.iter().map(|(name, text)| (name.as_ref(), text.as_ref())).collect(), Some(england()))
    }

    /// The pack of England with some of its files replaced, for a council that changes only a few.
    pub fn over_england<N: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Pack, Vec<PackProblem>> {
        let files: Vec<(N, T)> = files.into_iter().collect();
        let mut all: BTreeMap<&str, &str> = ENGLAND.iter().copied().collect();
        all.extend(files.iter().map(|(name, text)| (name.as_ref(), text.as_ref())));
        read(&all, Some(england()))
    }

    /// What to keep beside a decision to say which pack it was made under: the version, and the beginning of the digest.
    pub fn version(&self) -> String {
        format!("{} {} ({})", self.about.id, self.about.version, &self.digest[..12])
    }

    /// SHA-256 over the names and texts of all files, in 64 hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The days nobody works and the hours of this council's MASH.
    pub fn calendar(&self) -> Calendar {
        Calendar { holidays: self.holidays.clone(), mash_hours: self.council.mash_hours }
    }

    /// The clock of this name: `T01` to `T44`.
    pub fn timer(&self, id: &str) -> Option<&Timer> {
        self.timers.iter().find(|each| each.id == id)
    }

    /// The clock of this name, started at a moment.
    ///
    /// # Errors
    /// When the pack has no such timer.
    pub fn start(&self, timer: &str, at: Timestamp, calendar: &Calendar) -> Result<Clock, Refusal> {
        Ok(Clock::start(timer, at, self.limit(timer)?, calendar))
    }

    /// How long the clock of this name gives.
    ///
    /// # Errors
    /// When the pack has no such timer.
    pub fn limit(&self, timer: &str) -> Result<Limit, Refusal> {
        let words = || Refusal::NotNow(format!("The practice pack has no timer {timer}."));
        self.timer(timer).map(|timer| timer.limit).ok_or_else(words)
    }

    /// The agency of this name.
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.iter().find(|each| each.id == id)
    }

    /// The words of the role with this code.
    pub fn role(&self, code: &str) -> Option<&RoleWords> {
        self.roles.iter().find(|each| each.code == code)
    }

    /// The outcome with this code.
    pub fn outcome(&self, code: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|each| each.code == code)
    }

    /// The code list of this name.
    pub fn code_list(&self, id: &str) -> Option<&CodeList> {
        self.codes.get(id)
    }

    /// The letter of this name.
    pub fn letter(&self, id: &str) -> Option<&Letter> {
        self.letters.iter().find(|each| each.id == id)
    }

    /// The newest version of the form of this name.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().rev().find(|each| each.id == id)
    }

    /// The form to go on with: in the version of the answers that are there already, the newest when there are none yet or the pack threw their
    /// version away.
    pub fn form_to_go_on(&self, id: &str, answers: Option<&crate::form::Answers>) -> Option<&Form> {
        let answered = answers.filter(|answers| answers.form == id);
        answered.and_then(|answers| self.form_version(id, answers.version)).or_else(|| self.form(id))
    }

    /// One version of a form: to show an answer beside the question that was asked.
    pub fn form_version(&self, id: &str, version: u32) -> Option<&Form> {
        self.forms.iter().find(|each| each.id == id && each.version == version)
    }
}

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod tests;
