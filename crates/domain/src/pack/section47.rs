//! Section 47 enquiries in the pack: local limits, what may follow an outcome with its flag of the national data set, the kinds of direct work, and who
//! is told how. The statutory clocks are timers of the register (domain.md 1.6 and Appendix A).

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::calendar::Limit;
use crate::section47::Finding;

/// The flags under which the Standard Safeguarding Dataset counts what came of an enquiry.
const SSD_FLAGS: [&str; 8] = [
    "NFA_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "CP_CONFERENCE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

/// How enquiries are made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section47Rules {
    /// How fast the child is seen when it is urgent and the plan sets no time.
    pub urgent_seen: Limit,
    /// How long the enquiry may take, from the initiating discussion to the authorised outcome.
    pub enquiry: Limit,
    /// How long to the conference from the last discussion; nothing where the partnership has no such rule.
    pub local_conference: Option<Limit>,
    /// The agencies whose answer is expected.
    pub expected: Vec<String>,
    /// Where this is written.
    pub source: String,
    /// What may follow an outcome.
    #[serde(rename = "follow")]
    pub follows: Vec<Follow>,
    /// Where a medical can stand.
    #[serde(rename = "medical")]
    pub medicals: Vec<MedicalState>,
    /// The kinds of direct work.
    #[serde(rename = "work")]
    pub works: Vec<WorkKind>,
    /// Who is told.
    #[serde(rename = "told")]
    pub whoms: Vec<TellWhom>,
    /// How they are told.
    #[serde(rename = "way")]
    pub ways: Vec<Way>,
}

/// What may follow an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What it means.
    pub words: String,
    /// Its flag in the national data set.
    pub ssd_flag: String,
    /// The outcomes it can follow from.
    pub after: Vec<Finding>,
    /// Whether it asks for a child protection conference.
    #[serde(default)]
    pub conference: bool,
    /// Whether nothing else stands beside it.
    #[serde(default)]
    pub alone: bool,
}

/// Where a medical can stand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicalState {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether a doctor has seen the child.
    #[serde(default)]
    pub held: bool,
    /// Whether an outcome waits for it.
    #[serde(default)]
    pub waits: bool,
}

/// A kind of direct work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkKind {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
}

/// Who can be told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellWhom {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether somebody of this kind must be written down as told, or why not.
    #[serde(default)]
    pub expected: bool,
}

/// How somebody can be told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether they have it in writing.
    #[serde(default)]
    pub written: bool,
}

impl Section47Rules {
    /// What follows, by its code.
    pub fn follow(&self, code: &str) -> Option<&Follow> {
        self.follows.iter().find(|each| each.code == code)
    }

    /// Where a medical stands, by its code.
    pub fn medical(&self, code: &str) -> Option<&MedicalState> {
        self.medicals.iter().find(|each| each.code == code)
    }

    /// A kind of direct work, by its code.
    pub fn work(&self, code: &str) -> Option<&WorkKind> {
        self.works.iter().find(|each| each.code == code)
    }

    /// Who is told, by their code.
    pub fn whom(&self, code: &str) -> Option<&TellWhom> {
        self.whoms.iter().find(|each| each.code == code)
    }

    /// How somebody is told, by its code.
    pub fn way(&self, code: &str) -> Option<&Way> {
        self.ways.iter().find(|each| each.code == code)
    }
}

impl Reading<'_> {
    /// What must hold in the file of section 47 enquiries, and between it and the others.
    pub(super) fn section47(&mut self, pack: &Pack) {
        const FILE: &str = "section47.toml";
        let rules = &pack.section47;
        self.once(FILE, "follow", "code", rules.follows.iter().map(|each| each.code.as_str()));
        self.once(FILE, "medical", "code", rules.medicals.iter().map(|each| each.code.as_str()));
        self.once(FILE, "work", "code", rules.works.iter().map(|each| each.code.as_str()));
        self.once(FILE, "told", "code", rules.whoms.iter().map(|each| each.code.as_str()));
        self.once(FILE, "way", "code", rules.ways.iter().map(|each| each.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        let limits = [
            ("urgent_seen", Some(rules.urgent_seen)),
            ("enquiry", Some(rules.enquiry)),
            ("local_conference", rules.local_conference),
        ];
        for (key, _) in limits.into_iter().filter(|(_, limit)| *limit == Some(Limit::Set)) {
            wrong.push((key.into(), "This limit needs a number.".into()));
        }
        for (n, agency) in
            rules.expected.iter().enumerate().filter(|(_, agency)| pack.agency(agency).is_none())
        {
            wrong.push((format!("expected.{n}"), format!("agencies.toml has no agency “{agency}”.")));
        }
        for (n, follow) in rules.follows.iter().enumerate() {
            wrong.extend(follow_problems(n, follow));
        }
        if rules.follows.iter().filter(|follow| follow.conference).count() != 1 {
            wrong.push(("follow".into(), "Exactly one thing that follows asks for a conference.".into()));
        }
        for finding in Finding::ALL {
            if !rules.follows.iter().any(|follow| follow.after.contains(&finding)) {
                let words = format!("Nothing follows from the outcome “{}”.", finding.words());
                wrong.push(("follow".into(), words));
            }
        }
        if !rules.medicals.iter().any(|state| state.held)
            || !rules.medicals.iter().any(|state| !state.held && !state.waits)
        {
            let words = "A medical can be held, and it can be settled that there is none.";
            wrong.push(("medical".into(), words.into()));
        }
        for (n, _) in rules.medicals.iter().enumerate().filter(|(_, state)| state.held && state.waits) {
            wrong.push((format!("medical.{n}.waits"), "A medical that was held does not wait.".into()));
        }
        if rules.works.is_empty() {
            wrong.push(("work".into(), "Name one kind of direct work at least.".into()));
        }
        if !rules.ways.iter().any(|way| way.written) {
            wrong.push(("way".into(), "People must be able to have it in writing.".into()));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn follow_problems(n: usize, follow: &Follow) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if !SSD_FLAGS.contains(&follow.ssd_flag.as_str()) {
        let words = format!("“{}” is no flag of an enquiry's outcome.", follow.ssd_flag);
        wrong.push((format!("follow.{n}.ssd_flag"), words));
    }
    if follow.after.is_empty() {
        wrong.push((format!("follow.{n}.after"), "Say from which outcome it can follow.".into()));
    }
    if follow.conference && follow.after != [Finding::ContinuingRisk] {
        let words = "A conference follows from continuing risk of significant harm, and from nothing else.";
        wrong.push((format!("follow.{n}.after"), words.into()));
    }
    if follow.conference && follow.alone {
        wrong.push((format!("follow.{n}.alone"), "Other things may be done beside a conference.".into()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "section47.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("section47.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn every_flag_of_the_national_data_set_can_be_told() {
        let rules = &england().section47;
        for flag in SSD_FLAGS {
            assert!(rules.follows.iter().any(|follow| follow.ssd_flag == flag), "{flag}");
        }
    }

    #[test]
    fn rules_that_do_not_fit_are_told_with_their_line() {
        for (from, to, words) in [
            ("ssd_flag = \"MONITOR_FLAG\"", "ssd_flag = \"WATCH_FLAG\"", "no flag of an enquiry's outcome"),
            ("expected = [\"police\",", "expected = [\"polis\",", "no agency “polis”"),
            ("code = \"legal\"", "code = \"monitor\"", "twice"),
            ("conference = true\n", "", "Exactly one"),
            (
                "after = [\"continuing_risk\"]\nconference",
                "after = [\"no_continuing_risk\", \"continuing_risk\"]\nconference",
                "and from nothing else",
            ),
            (
                "enquiry = { limit = 15, unit = \"working days\" }",
                "enquiry = { limit = \"set\", unit = \"local\" }",
                "needs a number",
            ),
            ("held = true\n", "held = true\nwaits = true\n", "does not wait"),
            ("written = true", "wrote = true", "unknown field"),
            (
                "after = [\"not_substantiated\", \"no_continuing_risk\"]\nalone",
                "after = [\"never\"]\nalone",
                "unknown variant",
            ),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words)
                    && problem.file == "section47.toml"
                    && problem.line > 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
