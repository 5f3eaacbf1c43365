//! The escalation watch from a terminal: what other rules would have asked of the council's own past. Children stand in it by their ids, never by name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use casework::watch::{Replayed, replay};
use domain::calendar::london;
use domain::pack::Pack;
use domain::watch::WouldAsk;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::arguments::{Format, Place, Watch};
use crate::place::{Record, Stand, house};
use crate::progress::Telling;

/// Does what is asked.
pub fn watch(what: &Watch, place: &Place) -> Result<()> {
    let Watch::Replay { from, to, rules, format } = what;
    ensure!(from <= to, "the first day comes after the last: {from} and {to}");
    let stand = Stand::of(place)?;
    let own = stand.practice()?;
    let tried = rules.as_deref().map_or_else(|| Ok(own.clone()), read)?;
    // Nothing is changed, so an invented council may be asked too.
    let house = house(stand.store(Record::MustExist)?, own);
    let span = (london::start_of(*from), london::end_of(*to));
    let mut telling = Telling::of("children gone through");
    let replayed = replay(&house, &tried.watch, span, &mut |done| telling.tell(done as u64, None));
    drop(telling);
    let report = Report::of(&replayed?, &tried, span);
    match format {
        Format::Text => print!("{}", report.in_words()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report)?),
    }
    Ok(())
}

/// The rules to try: a pack's folder, or one file over the pack of England.
fn read(path: &Path) -> Result<Pack> {
    if path.is_dir() {
        return crate::pack::read(path);
    }
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Pack::over_england([("watch.toml", text)]).map_err(|problems| {
        let first = problems.first().map(|problem| format!("{}: {}", problem.line, problem.words));
        anyhow::anyhow!("{}:{}", path.display(), first.unwrap_or_default())
    })
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    /// The pack whose rules were tried.
    rules: String,
    from: String,
    to: String,
    /// Children in the record.
    children: usize,
    /// Questions that would have been put.
    would_ask: usize,
    /// Questions that were really put in that time.
    really_asked: usize,
    /// Of those that would have been put: how many were followed by a discussion, and by how many days they came before it.
    discussed_later: usize,
    days_earlier_median: Option<f64>,
    days_earlier_90th_percentile: Option<f64>,
    /// Questions by rule.
    by_rule: BTreeMap<String, usize>,
    /// By whose manager is asked: questions a week, and in the busiest week.
    by_team: BTreeMap<String, Load>,
    asks: Vec<Line>,
}

#[derive(Serialize, Default)]
struct Load {
    a_week: f64,
    busiest_week: usize,
}

#[derive(Serialize)]
struct Line {
    at: String,
    team: String,
    children: Vec<String>,
    rules: Vec<String>,
    facts: Vec<String>,
    /// When it was really asked.
    asked: Option<String>,
    /// When a discussion was held, and how many days later that was.
    discussed: Option<String>,
    days_earlier: Option<f64>,
}

impl Report {
    fn of(replayed: &Replayed, tried: &Pack, (from, until): (Timestamp, Timestamp)) -> Self {
        let mut earlier: Vec<f64> = replayed.asks.iter().filter_map(days_earlier).collect();
        earlier.sort_by(f64::total_cmp);
        let mut by_rule = BTreeMap::new();
        for rule in replayed.asks.iter().flat_map(|ask| ask.rules.keys()) {
            *by_rule.entry(rule.clone()).or_default() += 1;
        }
        Report {
            rules: tried.version(),
            from: london::date_of(from).to_string(),
            to: london::date_of(until).to_string(),
            children: replayed.children,
            would_ask: replayed.asks.len(),
            really_asked: replayed.really_asked,
            discussed_later: earlier.len(),
            days_earlier_median: percentile(&earlier, 50),
            days_earlier_90th_percentile: percentile(&earlier, 90),
            by_rule,
            by_team: loads(&replayed.asks, tried, (from, until)),
            asks: replayed.asks.iter().map(|ask| Line::of(ask, tried)).collect(),
        }
    }

    fn in_words(&self) -> String {
        let mut text = format!(
            "Rules of {}, over {} to {}, {} children.\nThey would have asked {} times; it was really asked {} times.\n",
            self.rules, self.from, self.to, self.children, self.would_ask, self.really_asked
        );
        if let (Some(median), Some(most)) = (self.days_earlier_median, self.days_earlier_90th_percentile) {
            text.push_str(&format!(
                "{} of those were followed by a discussion: half of them {median} days later or less, nine in ten {most}.\n",
                self.discussed_later
            ));
        }
        for (rule, count) in &self.by_rule {
            text.push_str(&format!("  {rule}: {count}\n"));
        }
        for (team, load) in &self.by_team {
            let Load { a_week, busiest_week } = load;
            text.push_str(&format!("  {team}: {a_week} a week, {busiest_week} in the busiest\n"));
        }
        for line in &self.asks {
            let happened = line.discussed.as_ref().map_or("no discussion since".to_owned(), |held| {
                format!("discussion {held}, {} days later", line.days_earlier.unwrap_or_default())
            });
            text.push_str(&format!(
                "{}  {}  {}  {}  ({})  {happened}\n",
                line.at,
                line.rules.join(" "),
                line.team,
                line.children.join(" "),
                line.facts.join("; ")
            ));
        }
        text
    }
}

impl Line {
    fn of(ask: &WouldAsk, tried: &Pack) -> Self {
        let in_words = |(kind, happened): &(String, Timestamp)| {
            let words = tried.watch.facts.iter().find(|fact| fact.code == *kind);
            let words = words.map_or(kind.as_str(), |fact| fact.words.as_str());
            format!("{words} {}", london::date_in_words(london::date_of(*happened)))
        };
        let mut facts: Vec<String> = ask.rules.values().flatten().map(in_words).collect();
        facts.dedup();
        Line {
            at: london::moment_in_words(ask.at),
            team: team_of(ask, tried),
            children: ask.children.iter().map(ToString::to_string).collect(),
            rules: ask.rules.keys().cloned().collect(),
            facts,
            asked: ask.asked.map(london::moment_in_words),
            discussed: ask.discussed.map(london::moment_in_words),
            days_earlier: days_earlier(ask),
        }
    }
}

fn team_of(ask: &WouldAsk, tried: &Pack) -> String {
    let team =
        ask.team.as_deref().map(|code| tried.council.team(code).map_or(code, |team| team.name.as_str()));
    team.unwrap_or("Front door").to_owned()
}

/// To the tenth of a day.
fn days_earlier(ask: &WouldAsk) -> Option<f64> {
    let held = ask.discussed?;
    Some((held.duration_since(ask.at).as_secs_f64() / 8_640.0).round() / 10.0)
}

fn percentile(sorted: &[f64], hundredths: usize) -> Option<f64> {
    sorted.get((sorted.len().checked_sub(1)? * hundredths).div_ceil(100)).copied()
}

fn loads(asks: &[WouldAsk], tried: &Pack, (from, until): (Timestamp, Timestamp)) -> BTreeMap<String, Load> {
    let week = SignedDuration::from_hours(168).as_secs_f64();
    let weeks = (until.duration_since(from).as_secs_f64() / week).max(1.0);
    let mut counted: BTreeMap<String, BTreeMap<i64, usize>> = BTreeMap::new();
    for ask in asks {
        let number = ask.at.duration_since(from).as_hours() / 168;
        *counted.entry(team_of(ask, tried)).or_default().entry(number).or_default() += 1;
    }
    let load = |by_week: BTreeMap<i64, usize>| {
        let all = u32::try_from(by_week.values().sum::<usize>()).unwrap_or(u32::MAX);
        let busiest_week = by_week.values().copied().max().unwrap_or_default();
        Load { a_week: (f64::from(all) / weeks * 10.0).round() / 10.0, busiest_week }
    };
    counted.into_iter().map(|(team, by_week)| (team, load(by_week))).collect()
}
