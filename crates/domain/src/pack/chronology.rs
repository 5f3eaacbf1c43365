//! The chronology in the pack: its lanes and themes with what belongs to each, how long one page is, and the plain words that a family reads (domain
//! register 1.15). Every part of every record that tells something has one lane, and every kind of event has one, so that nothing falls out of the
//! picture unseen.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::chronology::PARTS;

/// How a child's story is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChronologyRules {
    /// How many lines the version on one page has at most.
    pub one_page_lines: usize,
    /// How many proposals nobody has looked at stand on the page itself.
    pub waiting_shown: usize,
    /// Where this is written.
    pub source: String,
    /// The lanes, from the top of the picture to its foot.
    #[serde(rename = "lane")]
    pub lanes: Vec<Lane>,
    /// The themes.
    #[serde(rename = "theme")]
    pub themes: Vec<Theme>,
    /// What a family reads of a part of a record, where its own words are not theirs to read.
    #[serde(rename = "plain")]
    pub plains: Vec<Plain>,
}

/// A lane of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What belongs to it.
    pub words: String,
    /// The parts of records: `contact.decided`.
    pub tells: Vec<String>,
    /// The kinds of significant event.
    #[serde(default)]
    pub events: Vec<String>,
    /// The agencies of the pack whose own contacts stand here.
    #[serde(default)]
    pub told_by: Vec<String>,
}

/// A theme that runs through a story.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// The kinds of significant event.
    #[serde(default)]
    pub events: Vec<String>,
    /// The kinds of worry of the threshold document whose paragraphs a contact's decision rests on.
    #[serde(default)]
    pub concerns: Vec<String>,
    /// The categories of abuse of a plan, a conference or an enquiry.
    #[serde(default)]
    pub categories: Vec<String>,
}

/// Plain words for a family.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {
    /// The part of a record.
    pub tells: String,
    /// The words.
    pub words: String,
}

impl ChronologyRules {
    /// A lane by its code.
    pub fn lane(&self, code: &str) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.code == code)
    }

    /// A theme by its code.
    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.code == code)
    }

    /// The lane of a part of a record; of what an agency told, the agency's own lane where it has one.
    pub fn lane_of(&self, part: &str, agency: Option<&str>) -> &str {
        let of_agency = |lane: &&Lane| {
            part == "contact.received"
                && agency.is_some_and(|agency| lane.told_by.iter().any(|each| each == agency))
        };
        let found = self.lanes.iter().find(of_agency);
        found
            .or_else(|| self.lanes.iter().find(|lane| lane.tells.iter().any(|tells| tells == part)))
            .map_or("", |lane| &lane.code)
    }

    /// The lane of a kind of significant event.
    pub fn lane_of_event(&self, kind: &str) -> &str {
        let found = self.lanes.iter().find(|lane| lane.events.iter().any(|event| event == kind));
        found.map_or("", |lane| &lane.code)
    }

    /// The themes that `belongs` says yes to, in the pack's order.
    pub fn themes_where(&self, belongs: impl Fn(&Theme) -> bool) -> Vec<String> {
        self.themes.iter().filter(|theme| belongs(theme)).map(|theme| theme.code.clone()).collect()
    }

    /// What a family reads of a part of a record.
    pub fn plain(&self, part: &str) -> Option<&str> {
        self.plains.iter().find(|plain| plain.tells == part).map(|plain| plain.words.as_str())
    }
}

impl Reading<'_> {
    /// What must hold in the file of the chronology, and between it and the others.
    pub(super) fn chronology(&mut self, pack: &Pack) {
        const FILE: &str = "chronology.toml";
        let rules = &pack.chronology;
        self.once(FILE, "lane", "code", rules.lanes.iter().map(|lane| lane.code.as_str()));
        self.once(FILE, "theme", "code", rules.themes.iter().map(|theme| theme.code.as_str()));
        self.once(FILE, "plain", "tells", rules.plains.iter().map(|plain| plain.tells.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        if rules.one_page_lines == 0 {
            wrong.push(("one_page_lines".into(), "One page has one line at least.".into()));
        }
        if rules.lanes.is_empty() {
            wrong.push(("lane".into(), "A picture needs one lane at least.".into()));
        }
        wrong.extend(placed_twice(rules));
        wrong.extend(nowhere(rules, pack));
        for (n, lane) in rules.lanes.iter().enumerate() {
            for (m, tells) in lane.tells.iter().enumerate().filter(|(_, tells)| !is_part(tells)) {
                wrong.push((format!("lane.{n}.tells.{m}"), no_part(tells)));
            }
            for (m, event) in lane.events.iter().enumerate().filter(|(_, code)| no_event(pack, code)) {
                wrong.push((format!("lane.{n}.events.{m}"), no_such("events.toml", "kind", event)));
            }
            let unknown = |agency: &String| pack.agency(agency).is_none();
            for (m, agency) in lane.told_by.iter().enumerate().filter(|(_, agency)| unknown(agency)) {
                wrong.push((format!("lane.{n}.told_by.{m}"), no_such("agencies.toml", "agency", agency)));
            }
        }
        for (n, theme) in rules.themes.iter().enumerate() {
            wrong.extend(theme_problems(n, theme, pack));
        }
        for (n, plain) in rules.plains.iter().enumerate().filter(|(_, plain)| !is_part(&plain.tells)) {
            wrong.push((format!("plain.{n}.tells"), no_part(&plain.tells)));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn is_part(tells: &str) -> bool {
    PARTS.contains(&tells)
}

fn no_event(pack: &Pack, code: &str) -> bool {
    pack.events.kind(code).is_none()
}

fn no_part(tells: &str) -> String {
    format!("“{tells}” is no part of a record that tells anything. There are: {}.", PARTS.join(", "))
}

fn no_such(file: &str, what: &str, code: &str) -> String {
    format!("{file} has no {what} “{code}”.")
}

/// What stands in two lanes.
fn placed_twice(rules: &ChronologyRules) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (n, lane) in rules.lanes.iter().enumerate() {
        for (key, codes) in [("tells", &lane.tells), ("events", &lane.events), ("told_by", &lane.told_by)] {
            for (m, code) in codes.iter().enumerate() {
                if let Some(other) = seen.insert((key, code), &lane.name) {
                    let words = format!("“{code}” stands in lane “{other}” already.");
                    wrong.push((format!("lane.{n}.{key}.{m}"), words));
                }
            }
        }
    }
    wrong
}

/// What stands in no lane: it would be missing from the picture without anybody seeing it.
fn nowhere(rules: &ChronologyRules, pack: &Pack) -> Vec<(String, String)> {
    let told = |part: &&&str| !rules.lanes.iter().any(|lane| lane.tells.iter().any(|tells| tells == **part));
    let parts = PARTS.iter().filter(told).map(|part| format!("“{part}” stands in no lane."));
    let events = pack.events.kinds.iter().filter(|kind| rules.lane_of_event(&kind.code).is_empty());
    let events = events.map(|kind| format!("The kind of event “{}” stands in no lane.", kind.code));
    parts.chain(events).map(|words| ("lane".to_owned(), words)).collect()
}

fn theme_problems(n: usize, theme: &Theme, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for (m, event) in theme.events.iter().enumerate().filter(|(_, code)| no_event(pack, code)) {
        wrong.push((format!("theme.{n}.events.{m}"), no_such("events.toml", "kind", event)));
    }
    let known = |id: &String| pack.thresholds.concerns.iter().any(|concern| concern.id == *id);
    for (m, concern) in theme.concerns.iter().enumerate().filter(|(_, id)| !known(id)) {
        wrong.push((format!("theme.{n}.concerns.{m}"), no_such("thresholds.toml", "concern", concern)));
    }
    let categories = pack.code_list("abuse_category");
    let known = |code: &String| categories.is_some_and(|list| list.words(code).is_some());
    for (m, category) in theme.categories.iter().enumerate().filter(|(_, code)| !known(code)) {
        let words = no_such("codes/abuse_category.toml", "code", category);
        wrong.push((format!("theme.{n}.categories.{m}"), words));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "chronology.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("chronology.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn everything_that_tells_has_its_lane() {
        let rules = &england().chronology;
        assert!(PARTS.iter().all(|part| !rules.lane_of(part, None).is_empty()));
        assert_eq!(rules.lane_of("contact.received", Some("school")), "school");
        assert_eq!(rules.lane_of("contact.received", None), "harm");
        assert_eq!(rules.lane_of("contact.decided", Some("school")), "action");
        assert_eq!(rules.lane_of_event("hospital_admission"), "health");
        assert_eq!(rules.lane_of("contact.words", None), "voice");
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_line() {
        for (from, to, words) in [
            ("\"contact.decided\", ", "", "“contact.decided” stands in no lane"),
            ("\"contact.decided\", ", "\"contact.decides\", ", "no part of a record"),
            ("\"school_exclusion\"", "\"injury\"", "stands in lane"),
            ("\"school_exclusion\"", "\"schooling\"", "no kind “schooling”"),
            ("told_by = [\"police\"", "told_by = [\"polis\"", "no agency “polis”"),
            ("code = \"police\"", "code = \"harm\"", "twice"),
            ("concerns = [\"neglect\"]", "concerns = [\"neglected\"]", "no concern “neglected”"),
            ("categories = [\"NEG\"]", "categories = [\"NEGLECT\"]", "no code “NEGLECT”"),
            ("one_page_lines = 30", "one_page_lines = 0", "one line at least"),
            ("tells = \"contact.received\"", "tells = \"contact\"", "no part of a record"),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words)
                    && problem.file == "chronology.toml"
                    && problem.line >= 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
