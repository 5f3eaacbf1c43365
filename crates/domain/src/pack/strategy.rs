//! Strategy discussions in the pack: what should be known first, the reasons for not waiting, why one was late, what can be decided, and when an
//! agency's silence climbs (domain.md 1.5 and Appendix B). None of it ever stops a discussion.

use serde::Deserialize;

use super::reading::Reading;
use super::{COUNCIL, Pack, Rung};
use crate::calendar::Limit;

/// How strategy discussions are prepared, held and looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategyWords {
    /// The kind of meeting that a discussion is.
    pub meeting: String,
    /// The clock from the decision to hold it until it is held.
    pub hold: String,
    /// The clock from a telephone discussion until the meeting that follows it.
    pub follow_up: String,
    /// The clock from the end until its record is distributed; its limit is the kind of meeting's.
    pub distribute: String,
    /// How many of the first items may be unknown before a reason is asked for.
    pub ask_reason_from: usize,
    /// For how many hours information may be gathered first before a manager says so again.
    pub gather_hours: u16,
    /// How many days back the planner shows what rose.
    pub trajectory_days: u16,
    /// The agency whose supervisor agrees to a discussion by telephone.
    pub telephone_with: String,
    /// The agencies that are rung round beside those that are needed.
    pub ring_round: Vec<String>,
    /// What the balanced scorecard counts by.
    pub scorecard: Scorecard,
    /// When an agency's silence reaches which rung of the partnership's ladder.
    #[serde(rename = "climb")]
    pub climbs: Vec<Climb>,
    /// What should be known.
    #[serde(rename = "item")]
    pub items: Vec<InformationItem>,
    /// Why it cannot wait.
    #[serde(rename = "urgency")]
    pub urgencies: Vec<Urgency>,
    /// Why it was late.
    #[serde(rename = "cause")]
    pub causes: Vec<LateCause>,
    /// What can be decided for a child.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<StrategyOutcome>,
}

/// What the balanced scorecard counts by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// The agencies that should be there.
    pub agencies: Vec<String>,
    /// Who of those who are told what came of an enquiry are the family: codes of `section47.toml`.
    pub family: Vec<String>,
    /// How long from the authorisation until the family is told.
    pub family_told: Limit,
}

/// When silence reaches a rung.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Climb {
    /// The rung of the hub's ladder.
    pub rung: String,
    /// How many minutes after the first try that was not answered.
    pub after_minutes: u32,
}

/// One thing that should be known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationItem {
    /// What is kept.
    pub code: String,
    /// Its number in the published list.
    pub number: u8,
    /// Its name on pages.
    pub name: String,
    /// What belongs in it.
    #[serde(default)]
    pub ask: String,
    /// Whether it is one of the first, whose absence asks for a reason.
    #[serde(default)]
    pub first: bool,
    /// Whether what the record offers counts as known only once somebody has read it and said so.
    #[serde(default)]
    pub to_be_read: bool,
    /// The agency that usually knows.
    pub agency: Option<String>,
    /// Where an answer is offered from.
    #[serde(default)]
    pub from: Vec<OfferedFrom>,
    /// Where this is written, where it is not the file's own source.
    #[serde(default)]
    pub source: String,
}

/// A part of the record from which an answer is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferedFrom {
    /// What was said at the front door.
    Contact,
    /// The record of the child.
    Child,
    /// Relationships and households.
    Family,
    /// Contacts, episodes and the chronology.
    History,
    /// Who is involved.
    Involved,
    /// What the item's agency answered the hub.
    Answers,
}

/// A reason for not waiting, or for waiting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Urgency {
    /// What is kept.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// When it is right.
    pub words: String,
    /// Whether whoever chooses it says what.
    #[serde(default)]
    pub say_what: bool,
    /// Whether it waits: for whom, until when, and what keeps the child safe.
    #[serde(default)]
    pub gather: bool,
}

/// Why a discussion was late.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateCause {
    /// What is kept.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// The agency it is counted under.
    pub agency: Option<String>,
    /// What is asked beside it.
    #[serde(default)]
    pub asks: Vec<LateAsk>,
}

/// What a cause asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateAsk {
    /// Which agency.
    Agency,
    /// When it was asked.
    AskedAt,
    /// When it replied, if it did.
    RepliedAt,
    /// Which event was not seen for what it was.
    Trigger,
    /// Who saw it.
    SeenBy,
    /// What it was deferred for.
    With,
    /// In words.
    Words,
}

/// Whose enquiry a section 47 enquiry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryBy {
    /// Social care alone.
    Single,
    /// Social care with police.
    Joint,
    /// Police alone.
    Police,
}

impl EnquiryBy {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            EnquiryBy::Single => "single",
            EnquiryBy::Joint => "joint",
            EnquiryBy::Police => "police",
        }
    }
}

/// What can be decided for a child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategyOutcome {
    /// What is kept.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// When it is right.
    #[serde(default)]
    pub words: String,
    /// Whose section 47 enquiry it begins; none where it begins none.
    pub section47: Option<EnquiryBy>,
    /// Whether a date and why are asked.
    #[serde(default)]
    pub further: bool,
    /// Whether what keeps the child safe until when is asked.
    #[serde(default)]
    pub safety: bool,
    /// Whether nothing is decided beside it.
    #[serde(default)]
    pub alone: bool,
}

impl StrategyWords {
    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&InformationItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The reason with this code.
    pub fn urgency(&self, code: &str) -> Option<&Urgency> {
        self.urgencies.iter().find(|urgency| urgency.code == code)
    }

    /// The cause with this code.
    pub fn cause(&self, code: &str) -> Option<&LateCause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// The outcome with this code.
    pub fn outcome(&self, code: &str) -> Option<&StrategyOutcome> {
        self.outcomes.iter().find(|outcome| outcome.code == code)
    }
}

impl Pack {
    /// The rung of the ladder that an agency's silence has reached after so many minutes.
    pub fn silence_reaches(&self, minutes: i64) -> Option<&Rung> {
        let reached = self.strategy.climbs.iter().rev();
        let reached = reached.filter(|climb| i64::from(climb.after_minutes) <= minutes);
        let rung = reached.map(|climb| climb.rung.as_str()).next()?;
        self.hub.ladder.iter().find(|each| each.code == rung)
    }

    /// Agencies that are rung round for the earliest time: those that are needed, and the pack's further ones.
    pub fn rung_round(&self) -> impl Iterator<Item = &str> {
        let needed = self.meetings.kind(&self.strategy.meeting).map_or(&[][..], |kind| &kind.needed);
        let needed = needed.iter().filter(|agency| *agency != COUNCIL);
        needed.chain(&self.strategy.ring_round).map(String::as_str)
    }
}

const FILE: &str = "strategy.toml";

impl Reading<'_> {
    /// What must hold between the strategy's file and the others.
    pub(super) fn strategy(&mut self, pack: &Pack) {
        let strategy = &pack.strategy;
        self.once(FILE, "item", "code", strategy.items.iter().map(|each| each.code.as_str()));
        self.once(FILE, "urgency", "code", strategy.urgencies.iter().map(|each| each.code.as_str()));
        self.once(FILE, "cause", "code", strategy.causes.iter().map(|each| each.code.as_str()));
        self.once(FILE, "outcome", "code", strategy.outcomes.iter().map(|each| each.code.as_str()));
        let mut wrong = numbers(pack);
        wrong.extend(agencies(pack));
        wrong.extend(counted_by(pack));
        wrong.extend(choices(pack));
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

type Wrong = Vec<(String, String)>;

/// What the scorecard counts by must be there to be counted.
fn counted_by(pack: &Pack) -> Wrong {
    let scorecard = &pack.strategy.scorecard;
    let mut wrong = Wrong::new();
    for (n, agency) in scorecard.agencies.iter().enumerate() {
        if pack.agency(agency).is_none() {
            wrong.push((
                format!("scorecard.agencies.{n}"),
                format!("agencies.toml has no agency “{agency}”."),
            ));
        }
    }
    for (n, whom) in scorecard.family.iter().enumerate() {
        if pack.section47.whom(whom).is_none() {
            let words = format!("section47.toml tells nobody of the code “{whom}”.");
            wrong.push((format!("scorecard.family.{n}"), words));
        }
    }
    if scorecard.family_told == Limit::Set {
        wrong.push(("scorecard.family_told".into(), "Say within which time the family is told.".into()));
    }
    wrong
}

fn numbers(pack: &Pack) -> Wrong {
    let strategy = &pack.strategy;
    let mut wrong = Wrong::new();
    if pack.meetings.kind(&strategy.meeting).is_none() {
        let words = format!("meetings.toml has no kind “{}”.", strategy.meeting);
        wrong.push(("meeting".into(), words));
    }
    let timers =
        [("hold", &strategy.hold), ("follow_up", &strategy.follow_up), ("distribute", &strategy.distribute)];
    for (key, timer) in timers {
        if pack.timer(timer).is_none() {
            wrong.push((key.into(), format!("timers.toml has no timer “{timer}”.")));
        }
    }
    let first = strategy.items.iter().filter(|item| item.first).count();
    if strategy.ask_reason_from == 0 || strategy.ask_reason_from > first {
        let words = format!("A reason is asked for when 1 to {first} of the first items are unknown.");
        wrong.push(("ask_reason_from".into(), words));
    }
    if !(1..=24).contains(&strategy.gather_hours) {
        let words = "Gathering first lasts 1 to 24 hours: after that a manager says so again.";
        wrong.push(("gather_hours".into(), words.into()));
    }
    if !(14..=730).contains(&strategy.trajectory_days) {
        wrong.push(("trajectory_days".into(), "Show 14 to 730 days.".into()));
    }
    let steps: Vec<u32> = strategy.climbs.iter().map(|climb| climb.after_minutes).collect();
    if !steps.is_sorted() {
        wrong.push(("climb".into(), "The rungs stand in the order in which they are reached.".into()));
    }
    for (n, climb) in strategy.climbs.iter().enumerate() {
        if !pack.hub.ladder.iter().any(|rung| rung.code == climb.rung) {
            let words = format!("The ladder of hub.toml has no rung “{}”.", climb.rung);
            wrong.push((format!("climb.{n}.rung"), words));
        }
    }
    wrong
}

fn agencies(pack: &Pack) -> Wrong {
    let strategy = &pack.strategy;
    let mut named: Vec<(String, &str)> = vec![("telephone_with".into(), &strategy.telephone_with)];
    named.extend(
        strategy.ring_round.iter().enumerate().map(|(n, id)| (format!("ring_round.{n}"), id.as_str())),
    );
    let items = strategy.items.iter().enumerate();
    named.extend(items.filter_map(|(n, item)| Some((format!("item.{n}.agency"), item.agency.as_deref()?))));
    let causes = strategy.causes.iter().enumerate();
    named.extend(
        causes.filter_map(|(n, cause)| Some((format!("cause.{n}.agency"), cause.agency.as_deref()?))),
    );
    let unknown = named.into_iter().filter(|(_, agency)| pack.agency(agency).is_none());
    unknown.map(|(path, agency)| (path, format!("agencies.toml has no agency “{agency}”."))).collect()
}

fn choices(pack: &Pack) -> Wrong {
    let strategy = &pack.strategy;
    let mut wrong = Wrong::new();
    for (n, item) in strategy.items.iter().enumerate() {
        if item.from.contains(&OfferedFrom::Answers) && item.agency.is_none() {
            let words = "Say whose answer is offered: the item needs an agency.";
            wrong.push((format!("item.{n}.from"), words.into()));
        }
    }
    if !strategy.urgencies.iter().any(|urgency| !urgency.gather && !urgency.say_what) {
        let words = "There must be a reason that asks nothing more: danger is not made to wait.";
        wrong.push(("urgency".into(), words.into()));
    }
    if strategy.urgencies.iter().filter(|urgency| urgency.gather).count() != 1 {
        wrong.push(("urgency".into(), "Exactly one reason says that it is better to gather first.".into()));
    }
    if strategy.causes.is_empty() {
        wrong.push(("cause".into(), "There must be causes to choose from.".into()));
    }
    for by in [EnquiryBy::Single, EnquiryBy::Joint, EnquiryBy::Police] {
        if !strategy.outcomes.iter().any(|outcome| outcome.section47 == Some(by)) {
            let words = format!("No outcome begins a section 47 enquiry that is “{}”.", by.code());
            wrong.push(("outcome".into(), words));
        }
    }
    for (n, outcome) in strategy.outcomes.iter().enumerate() {
        if outcome.section47.is_some() && !outcome.safety {
            let words = "Where a section 47 enquiry begins, what keeps the child safe until then is asked.";
            wrong.push((format!("outcome.{n}.section47"), words.into()));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == FILE).unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([(FILE, text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn fifteen_items_of_which_seven_come_first_and_capacity_and_language_stand_alone() {
        let strategy = &england().strategy;
        let numbers: std::collections::BTreeSet<u8> = strategy.items.iter().map(|item| item.number).collect();
        assert_eq!(numbers, (1..=15).collect());
        assert_eq!(strategy.items.iter().filter(|item| item.first).count(), 7);
        assert!(strategy.items.iter().all(|item| item.first == (item.number <= 7)));
        for alone in ["disability", "capacity", "communication", "language", "culture"] {
            assert_eq!(strategy.item(alone).map(|item| item.number), Some(11), "{alone}");
        }
        assert_eq!(strategy.ask_reason_from, 3);
        assert_eq!(england().rung_round().take(2).collect::<Vec<_>>(), ["police", "health"]);
    }

    #[test]
    fn silence_climbs_by_the_partnerships_ladder() {
        let reached = |minutes| england().silence_reaches(minutes).map(|rung| rung.code.as_str());
        assert_eq!(reached(29), None);
        assert_eq!(reached(30), Some("chase"));
        assert_eq!(reached(119), Some("substitute"));
        assert_eq!(reached(240), Some("partnership"));
    }

    #[test]
    fn what_does_not_fit_the_pack_is_told_with_its_line() {
        for (from, to, words) in [
            ("meeting = \"strategy\"", "meeting = \"strategies\"", "no kind “strategies”"),
            ("hold = \"T07\"", "hold = \"T99\"", "no timer “T99”"),
            ("ask_reason_from = 3", "ask_reason_from = 8", "1 to 7"),
            ("gather_hours = 24", "gather_hours = 48", "1 to 24 hours"),
            ("telephone_with = \"police\"", "telephone_with = \"polis\"", "no agency “polis”"),
            ("rung = \"single_point\"", "rung = \"double_point\"", "no rung “double_point”"),
            ("after_minutes = 30", "after_minutes = 300", "in the order"),
            ("agency = \"health\"\nfrom", "agency = \"helth\"\nfrom", "no agency “helth”"),
            ("agency = \"police\"\nfrom = [\"answers\"]", "from = [\"answers\"]", "needs an agency"),
            ("from = [\"history\"]", "from = [\"hearsay\"]", "hearsay"),
            ("section47 = \"police\"\n", "", "that is “police”"),
            ("gather = true", "gather = false", "Exactly one reason"),
            ("code = \"harm\"", "code = \"where_now\"", "twice"),
            ("asks = [\"trigger\", \"seen_by\"]", "asks = [\"luck\"]", "luck"),
            (
                "agencies = [\"police\", \"health\", \"school\"]",
                "agencies = [\"polis\"]",
                "no agency “polis”",
            ),
            ("family = [\"parent\"]", "family = [\"parents\"]", "nobody of the code “parents”"),
        ] {
            let problems = with(from, to);
            assert!(
                problems
                    .iter()
                    .any(|problem| problem.words.contains(words) && problem.file == FILE && problem.line > 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
