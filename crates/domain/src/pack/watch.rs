//! The rules of the escalation watch in the pack: which recorded facts count, how many, how close together, how far around the child, who is asked
//! and by when (domain.md, Appendix B1). All of them are defaults; a council tunes them with its own history before it.

use std::collections::BTreeSet;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::Pack;
use super::reading::Reading;
use crate::calendar::Limit;
use crate::staff::Role;

/// The longest that "gather first" may last before a manager says it again, whatever a council writes.
const MOST_GATHER_HOURS: u16 = 24;
/// The longest window of a rule: ten years.
const MOST_DAYS: u16 = 3_660;

/// The escalation watch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// The pack's clock of a prompt with a rule that is immediate.
    pub immediate_timer: String,
    /// For how many hours "gather first" holds before a manager says it again.
    pub gather_hours: u16,
    /// More children than this at one place are no household.
    pub household_most_children: u16,
    /// When every child is looked at once more.
    pub sweep_at: Time,
    /// Who is asked first.
    pub asks: Asks,
    /// What becomes of a prompt that nobody answers, rung by rung.
    pub ladder: Vec<WatchRung>,
    /// The kinds of fact in words.
    #[serde(rename = "fact")]
    pub facts: Vec<FactWords>,
    /// What holds of facts, in words.
    #[serde(rename = "mark")]
    pub marks: Vec<FactWords>,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<WatchRule>,
}

/// The codes of the roles that are asked first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asks {
    /// In the team of an allocated child.
    pub team: String,
    /// At the front door.
    pub front_door: String,
    /// By night, beside those.
    pub night: String,
}

/// A rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchRung {
    /// The rung's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What it means.
    pub words: String,
    /// The code of the role that is asked there; none on the first rung, where it is whoever answers for the child.
    #[serde(default)]
    pub role: Option<String>,
    /// How long they have; none on the first rung, where the rule says it, and on the last.
    #[serde(default)]
    pub answer: Option<Limit>,
    /// Whether the prompt stands on the clinic's list there.
    #[serde(default)]
    pub clinic: bool,
}

/// A code of facts and its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactWords {
    /// What is kept.
    pub code: String,
    /// What is read.
    pub words: String,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchRule {
    /// The rule's code: `W1`.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What it asks about.
    pub words: String,
    /// Where this is written.
    pub source: String,
    /// How far around the child facts count.
    pub reach: Around,
    /// Whether the prompt runs on the immediate clock.
    pub immediate: bool,
    /// How long the manager has.
    pub answer: Limit,
    /// When it trips: any of these.
    #[serde(rename = "when")]
    pub conditions: Vec<Condition>,
}

/// How far around a child facts count for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Around {
    /// What is recorded about the child.
    Child,
    /// And about the children who live at the same place now.
    Household,
    /// And about children of the same parents and carers, and what names the same adults.
    Linked,
}

/// One way in which a rule trips.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The condition's code within its rule.
    pub code: String,
    /// What it is, in words.
    pub words: String,
    /// The facts that count; of an absence, those that end it.
    pub facts: Vec<FactAsked>,
    /// How many of them.
    #[serde(default = "one")]
    pub number: u16,
    /// Within how many days.
    pub days: u16,
    /// The mark in which they must agree.
    #[serde(default)]
    pub same: Option<String>,
    /// A fact counts only when one of these stands before it.
    #[serde(default)]
    pub after: Option<Background>,
    /// A fact counts only when one of these stands before or after it.
    #[serde(default)]
    pub beside: Option<Background>,
    /// They count one after another, until one of these comes between.
    #[serde(default)]
    pub until: Vec<FactAsked>,
    /// A measure stands so much higher than in an earlier fact about the same child.
    #[serde(default)]
    pub worse_by: Option<u16>,
    /// So many measures of the fact stand high.
    #[serde(default)]
    pub high: Option<High>,
    /// None of the facts for so many days, while the child is open.
    #[serde(default)]
    pub absent: bool,
}

fn one() -> u16 {
    1
}

/// Which facts are meant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactAsked {
    /// The kind.
    pub kind: String,
    /// Marks that must all hold.
    #[serde(default)]
    pub all: BTreeSet<String>,
    /// Marks of which one must hold; any fact of the kind when there is none here.
    #[serde(default)]
    pub any: BTreeSet<String>,
}

/// Facts without which others do not count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Which.
    pub facts: Vec<FactAsked>,
    /// Within how many days.
    pub days: u16,
}

/// So many measures at a grade or above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct High {
    /// The grade.
    pub from: i64,
    /// How many measures.
    pub measures: u16,
}

impl Watch {
    /// The rule with this code.
    pub fn rule(&self, code: &str) -> Option<&WatchRule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The rung at this place, the last when there is none so high.
    pub fn rung(&self, place: usize) -> Option<&WatchRung> {
        self.ladder.get(place).or_else(|| self.ladder.last())
    }

    /// The words of a kind of fact.
    pub fn fact_words<'a>(&'a self, code: &'a str) -> &'a str {
        worded(&self.facts, code).unwrap_or(code)
    }

    /// The words of a mark; a mark the pack has no words for says itself: "outcome advice".
    pub fn mark_words(&self, code: &str) -> String {
        worded(&self.marks, code).map_or_else(|| code.replace(['=', '_'], " "), str::to_owned)
    }

    /// How many days back anything may still count for any rule.
    pub fn longest_days(&self) -> u16 {
        let backgrounds = |condition: &Condition| {
            let backgrounds = condition.after.iter().chain(&condition.beside);
            condition.days.saturating_add(backgrounds.map(|it| it.days).max().unwrap_or_default())
        };
        self.rules.iter().flat_map(|rule| &rule.conditions).map(backgrounds).max().unwrap_or_default()
    }

    /// Whether any rule asks for facts around the child.
    pub fn reaches(&self, around: Around) -> bool {
        self.rules.iter().any(|rule| rule.reach >= around)
    }
}

fn worded<'a>(list: &'a [FactWords], code: &str) -> Option<&'a str> {
    list.iter().find(|each| each.code == code).map(|each| each.words.as_str())
}

impl Reading<'_> {
    /// What must hold within the watch's file, and between it and the others.
    pub(super) fn watch(&mut self, pack: &Pack) {
        const FILE: &str = "watch.toml";
        let watch = &pack.watch;
        self.once(FILE, "rule", "code", watch.rules.iter().map(|each| each.code.as_str()));
        self.once(FILE, "ladder", "code", watch.ladder.iter().map(|each| each.code.as_str()));
        self.once(FILE, "fact", "code", watch.facts.iter().map(|each| each.code.as_str()));
        self.once(FILE, "mark", "code", watch.marks.iter().map(|each| each.code.as_str()));
        let mut wrong = settings_problems(watch, pack);
        wrong.extend(ladder_problems(watch));
        for (n, rule) in watch.rules.iter().enumerate() {
            wrong.extend(rule_problems(n, rule, watch));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn settings_problems(watch: &Watch, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    match pack.timer(&watch.immediate_timer) {
        None => {
            let words = format!("timers.toml has no timer “{}”.", watch.immediate_timer);
            wrong.push(("immediate_timer".into(), words));
        }
        Some(timer) if timer.limit == Limit::Set => {
            wrong.push(("immediate_timer".into(), "This timer has no limit of its own.".into()));
        }
        Some(_) => {}
    }
    if !(1..=MOST_GATHER_HOURS).contains(&watch.gather_hours) {
        let words = format!(
            "“Gather first” lasts 1 to {MOST_GATHER_HOURS} hours: a manager may say it again, nobody may let it run on."
        );
        wrong.push(("gather_hours".into(), words));
    }
    if !(2..=100).contains(&watch.household_most_children) {
        wrong.push(("household_most_children".into(), "Write a whole number from 2 to 100.".into()));
    }
    let asked =
        [("team", &watch.asks.team), ("front_door", &watch.asks.front_door), ("night", &watch.asks.night)];
    for (name, role) in asked {
        if !answers(role) {
            wrong.push((format!("asks.{name}"), not_a_manager(role)));
        }
    }
    if watch.rules.is_empty() {
        wrong.push(("rule".into(), "There must be one rule.".into()));
    }
    wrong
}

fn ladder_problems(watch: &Watch) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if watch.ladder.len() < 2 {
        wrong.push((
            "ladder".into(),
            "An unanswered prompt must have somewhere to go: write two rungs at least.".into(),
        ));
    }
    for (n, rung) in watch.ladder.iter().enumerate() {
        let (first, last) = (n == 0, n + 1 == watch.ladder.len());
        match &rung.role {
            Some(role) if !answers(role) => wrong.push((format!("ladder.{n}.role"), not_a_manager(role))),
            Some(_) if first => {
                wrong.push((format!("ladder.{n}.role"), "Who is asked first stands under `asks`.".into()));
            }
            None if !first => {
                wrong.push((format!("ladder.{n}.code"), "Say which role is asked there.".into()));
            }
            _ => {}
        }
        match rung.answer {
            Some(Limit::Set) => wrong.push((format!("ladder.{n}.answer"), "Say how long they have.".into())),
            None if !first && !last => {
                wrong.push((format!("ladder.{n}.code"), "Say how long they have: `answer`.".into()));
            }
            _ => {}
        }
        if rung.clinic != last {
            let words = "The last rung, and no other, is the clinic's list: `clinic = true`.";
            wrong.push((format!("ladder.{n}.clinic"), words.into()));
        }
    }
    wrong
}

fn answers(role: &str) -> bool {
    let role = Role::from_code(role);
    role.is_some_and(|role| crate::access::Action::AnswerPrompt.is_for(role) && role != Role::System)
}

fn not_a_manager(role: &str) -> String {
    format!("“{role}” is no role that answers prompts: write a manager's.")
}

fn rule_problems(n: usize, rule: &WatchRule, watch: &Watch) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if rule.answer == Limit::Set {
        wrong.push((format!("rule.{n}.answer"), "Say how long the manager has to answer.".into()));
    }
    if rule.source.trim().is_empty() {
        wrong.push((format!("rule.{n}.source"), "Say where this is written.".into()));
    }
    if rule.conditions.is_empty() {
        wrong.push((format!("rule.{n}.when"), "Say when it trips.".into()));
    }
    let mut codes = BTreeSet::new();
    for (m, condition) in rule.conditions.iter().enumerate() {
        let path = format!("rule.{n}.when.{m}");
        if !codes.insert(&condition.code) {
            wrong.push((format!("{path}.code"), format!("“{}” stands here twice.", condition.code)));
        }
        wrong.extend(condition_problems(&path, condition, watch));
    }
    wrong
}

fn condition_problems(path: &str, condition: &Condition, watch: &Watch) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut no = |key: &str, words: String| wrong.push((format!("{path}.{key}"), words));
    if condition.facts.is_empty() {
        no("facts", "Say which facts count.".into());
    }
    let background = |it: &Option<Background>| it.iter().flat_map(|it| it.facts.clone()).collect::<Vec<_>>();
    let lists = [
        ("facts", condition.facts.clone()),
        ("after.facts", background(&condition.after)),
        ("beside.facts", background(&condition.beside)),
        ("until", condition.until.clone()),
    ];
    for (key, facts) in lists {
        for (m, fact) in facts.iter().enumerate() {
            if worded(&watch.facts, &fact.kind).is_none() {
                no(&format!("{key}.{m}.kind"), format!("There is no kind of fact “{}”.", fact.kind));
            }
            for mark in fact.all.iter().chain(&fact.any).filter(|mark| !is_mark(mark)) {
                no(&format!("{key}.{m}"), format!("“{mark}” is no mark: write field=code."));
            }
        }
    }
    if condition.number == 0 {
        no("number", "A rule needs one fact at least.".into());
    }
    let days = [
        ("days", Some(condition.days)),
        ("after.days", condition.after.as_ref().map(|it| it.days)),
        ("beside.days", condition.beside.as_ref().map(|it| it.days)),
    ];
    for (key, days) in days {
        if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
            no(key, format!("Write a whole number from 1 to {MOST_DAYS}."));
        }
    }
    let measured = condition.worse_by.is_some() || condition.high.is_some();
    if condition.worse_by == Some(0) || condition.high.is_some_and(|high| high.measures == 0) {
        no("code", "A measure counts from 1 on.".into());
    }
    if condition.absent
        && (condition.number != 1 || measured || condition.same.is_some() || !condition.until.is_empty())
    {
        no("absent", "An absence has facts that end it and days, and nothing else.".into());
    }
    if condition.worse_by.is_some() && condition.number != 1 {
        no("worse_by", "One measure that is worse is enough: leave the number away.".into());
    }
    wrong
}

fn is_mark(mark: &str) -> bool {
    mark.split_once('=').is_some_and(|(field, code)| !field.is_empty() && !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "watch.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("watch.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn england_watches_by_eleven_rules_with_their_sources() {
        let watch = &england().watch;
        let codes: Vec<&str> = watch.rules.iter().map(|rule| rule.code.as_str()).collect();
        assert_eq!(codes, ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "W10", "W11"]);
        assert!(watch.rules.iter().all(|rule| !rule.source.is_empty() && !rule.words.is_empty()));
        assert!(watch.rule("W1").is_some_and(|rule| rule.immediate));
        assert_eq!(watch.mark_words("risk=high"), "high risk");
        assert_eq!(watch.mark_words("outcome=early_help"), "outcome early help");
        assert!(watch.longest_days() >= 730);
    }

    #[test]
    fn a_watch_that_cannot_work_is_told_with_its_line() {
        for (from, to, words) in [
            ("immediate_timer = \"T07\"", "immediate_timer = \"T99\"", "no timer “T99”"),
            ("immediate_timer = \"T07\"", "immediate_timer = \"T10\"", "no limit of its own"),
            ("gather_hours = 24", "gather_hours = 72", "1 to 24 hours"),
            ("household_most_children = 12", "household_most_children = 1", "from 2 to 100"),
            ("team = \"team_manager\"", "team = \"social_worker\"", "no role that answers"),
            ("role = \"service_manager\"", "role = \"somebody\"", "no role that answers"),
            (
                "answer = { limit = 1, unit = \"working day\" }\n\n[[ladder]]",
                "[[ladder]]",
                "how long they have",
            ),
            ("clinic = true", "clinic = false", "clinic's list"),
            ("kind = \"injury\", all", "kind = \"injurious\", all", "no kind of fact “injurious”"),
            ("all = [\"mobile=no\"]", "all = [\"mobile\"]", "write field=code"),
            ("days = 90", "days = 0", "from 1 to 3660"),
            ("number = 2", "number = 0", "one fact at least"),
            ("code = \"W2\"", "code = \"W1\"", "twice"),
            ("code = \"non_mobile\"", "code = \"unexplained\"", "twice"),
            ("absent = true", "absent = true\nsame = \"kind\"", "nothing else"),
            ("reach = \"child\"", "reach = \"street\"", "unknown variant"),
            ("sweep_at = \"03:00\"", "sweeps_at = \"03:00\"", "unknown field"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == "watch.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
