//! What is outstanding for a child when somebody proposes to close: listed by the program, answered by people. And how many contacts there were.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::Repeated;
use crate::calendar::london;
use crate::conference::Conference;
use crate::consent::{Basis, BasisKind};
use crate::disagreement::Disagreement;
use crate::id::{Any, Id};
use crate::mash::{Request, Standing as Answering};
use crate::pack::Pack;
use crate::power::Power;
use crate::referral::Referral;
use crate::safety_plan::SafetyPlan;
use crate::section47::{Section47, Stage as Enquiring};
use crate::strategy::Discussion;
use crate::watch::Prompt;

/// Something that is outstanding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outstanding {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Which record.
    pub record: Id<Any>,
    /// In words.
    pub words: String,
}

/// What kind of thing is outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A section 47 enquiry: nothing closes while it is open.
    Section47,
    /// A conference that waits.
    Conference,
    /// A strategy discussion that is not over.
    Discussion,
    /// A power, an order or conditions.
    Power,
    /// A safety plan.
    SafetyPlan,
    /// A prompt of the watch that nobody answered.
    Prompt,
    /// A request that an agency has not answered.
    Request,
    /// A professional disagreement.
    Disagreement,
    /// A referral that waits to be accepted.
    Referral,
}

/// The records of a child's file that can be outstanding, as far as the viewer may read them.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Section 47 enquiries.
    pub section47s: Vec<Section47>,
    /// Conferences.
    pub conferences: Vec<Conference>,
    /// Strategy discussions.
    pub discussions: Vec<Discussion>,
    /// Powers.
    pub powers: Vec<Power>,
    /// Safety plans.
    pub safety_plans: Vec<SafetyPlan>,
    /// Prompts of the watch.
    pub prompts: Vec<Prompt>,
    /// Requests to agencies.
    pub requests: Vec<Request>,
    /// Disagreements.
    pub disagreements: Vec<Disagreement>,
    /// Referrals.
    pub referrals: Vec<Referral>,
}

/// How a child stands when it is proposed or decided to close.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// What is outstanding.
    pub outstanding: Vec<Outstanding>,
    /// How many contacts there were within the pack's months.
    pub contacts: usize,
    /// Since when a consent to a service is withdrawn, where none was given after it.
    pub service_withdrawn: Option<Date>,
}

impl Standing {
    /// The contacts, where they count as repeated.
    pub fn repeated(&self, pack: &Pack) -> Option<Repeated> {
        let rule = &pack.closure.repeated;
        (self.contacts >= rule.contacts).then_some(Repeated { contacts: self.contacts, months: rule.months })
    }

    /// Since when a consent to a service is withdrawn, where none was given after it.
    pub fn withdrawn(bases: &[Basis]) -> Option<Date> {
        let services = || bases.iter().filter(|basis| basis.kind == BasisKind::Service);
        let last = services().filter_map(|basis| basis.withdrawn.as_ref().map(|gone| gone.at)).max()?;
        let given = services().any(|basis| {
            basis.withdrawn.is_none() && basis.answer == crate::consent::Answer::Agreed && basis.at > last
        });
        (!given).then(|| london::date_of(last))
    }
}

/// How many of these moments lie within so many months before another.
pub fn contacts_within(received: impl Iterator<Item = Timestamp>, months: u16, at: Timestamp) -> usize {
    let today = london::date_of(at);
    let from = today.checked_sub(Span::new().months(i64::from(months))).unwrap_or(today);
    received.filter(|moment| *moment <= at && london::date_of(*moment) >= from).count()
}

/// What is outstanding among the records of a child, what holds up closing first.
pub fn outstanding(around: &Around, pack: &Pack, at: Timestamp) -> Vec<Outstanding> {
    let mut found = Vec::new();
    let mut tell =
        |kind: Kind, record: Id<Any>, words: String| found.push(Outstanding { kind, record, words });
    for one in around.section47s.iter().filter(|one| one.stage() != Enquiring::Ended) {
        tell(
            Kind::Section47,
            one.id.any(),
            format!("Section 47 enquiry: {}", one.stage().words().to_lowercase()),
        );
    }
    for one in around.conferences.iter().filter(|one| one.stage.waits()) {
        tell(
            Kind::Conference,
            one.id.any(),
            format!("Conference {}: {}", one.reference, one.stage.words().to_lowercase()),
        );
    }
    for one in around.discussions.iter().filter(|one| one.stage().is_open()) {
        tell(
            Kind::Discussion,
            one.id.any(),
            format!("Strategy discussion: {}", one.stage().words().to_lowercase()),
        );
    }
    for one in around.powers.iter().filter(|one| one.is_open()) {
        let name = pack.powers.kind(&one.kind).map_or(one.kind.as_str(), |kind| kind.name.as_str());
        tell(Kind::Power, one.id.any(), format!("{name}, until {}", london::moment_in_words(one.end())));
    }
    for one in around.safety_plans.iter().filter(|one| one.is_live()) {
        let until = london::moment_in_words(one.expires());
        tell(Kind::SafetyPlan, one.id.any(), format!("Interim safety plan until {until}"));
    }
    for one in around.prompts.iter().filter(|one| one.is_open()) {
        tell(Kind::Prompt, one.id.any(), format!("The watch asks: {}", one.in_words()));
    }
    let unanswered = |one: &&Request| !matches!(one.standing(at), Answering::Answered | Answering::Withdrawn);
    for one in around.requests.iter().filter(unanswered) {
        let agency = pack.agency_name(&one.agency);
        tell(Kind::Request, one.id.any(), format!("{agency} was asked and has not answered"));
    }
    for one in around.disagreements.iter().filter(|one| one.resolved.is_none()) {
        tell(Kind::Disagreement, one.id.any(), format!("Professional disagreement {}", one.reference));
    }
    for one in around.referrals.iter().filter(|one| one.ruling.is_none()) {
        tell(Kind::Referral, one.id.any(), format!("Referral {} waits to be accepted", one.reference));
    }
    found
}
