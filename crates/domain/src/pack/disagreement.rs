//! The partnership's ladder of professional disagreement: what people disagree about, the stages from the first to the last, who talks with whom in
//! each, and how it ends (domain.md 1.18, T34 to T36). How long a stage lasts is its timer's to say.

use serde::Deserialize;

use super::reading::Reading;
use super::{Pack, Worded};
use crate::disagreement::DECLINED_CONFERENCE;

/// The ladder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// The code of the outcome when whoever raised it no longer disagrees.
    pub withdrawn: String,
    /// What people disagree about.
    pub about: Vec<Worded>,
    /// The stages, the first first.
    #[serde(rename = "stage")]
    pub stages: Vec<LadderStage>,
    /// How it ends.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<Resolution>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderStage {
    /// The stage's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Who talks for the council.
    pub ours: String,
    /// Who talks for whoever raised it.
    pub theirs: String,
    /// The codes of the roles that answer for the council.
    pub roles: Vec<String>,
    /// The timer that says how long it lasts; a stage without one has no number of its own.
    pub timer: Option<String>,
    /// Where this is written.
    pub source: String,
}

/// A way in which a disagreement ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// What is kept.
    pub code: String,
    /// What is read.
    pub words: String,
    /// Whether what was decided changes.
    pub changed: bool,
}

impl Ladder {
    /// The stage with this code, and its place.
    pub fn stage(&self, code: &str) -> Option<(usize, &LadderStage)> {
        self.stages.iter().enumerate().find(|(_, stage)| stage.code == code)
    }

    /// The way in which it ended.
    pub fn outcome(&self, code: &str) -> Option<&Resolution> {
        self.outcomes.iter().find(|outcome| outcome.code == code)
    }

    /// The words for what it is about; the code where there are none.
    pub fn about<'a>(&'a self, code: &'a str) -> &'a str {
        self.about.iter().find(|about| about.code == code).map_or(code, |about| &about.words)
    }
}

const FILE: &str = "disagreements.toml";

impl Reading<'_> {
    /// What must hold between the ladder's file and the others.
    pub(super) fn disagreements(&mut self, pack: &Pack) {
        let ladder = &pack.disagreements;
        self.once(FILE, "about", "code", ladder.about.iter().map(|one| one.code.as_str()));
        self.once(FILE, "stage", "code", ladder.stages.iter().map(|one| one.code.as_str()));
        self.once(FILE, "outcome", "code", ladder.outcomes.iter().map(|one| one.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        if ladder.outcome(&ladder.withdrawn).is_none() {
            let words = format!("There is no outcome “{}”.", ladder.withdrawn);
            wrong.push(("withdrawn".into(), words));
        }
        if !ladder.about.iter().any(|about| about.code == DECLINED_CONFERENCE) {
            let words = format!(
                "There must be one entry with the code “{DECLINED_CONFERENCE}”: a partner may ask for a conference that was declined."
            );
            wrong.push(("about".into(), words));
        }
        for (name, empty) in [
            ("about", ladder.about.is_empty()),
            ("stage", ladder.stages.is_empty()),
            ("outcome", ladder.outcomes.is_empty()),
        ] {
            if empty {
                wrong.push((name.into(), format!("There must be one entry of “{name}”.")));
            }
        }
        for (n, stage) in ladder.stages.iter().enumerate() {
            if let Some(timer) = stage.timer.as_ref().filter(|timer| pack.timer(timer).is_none()) {
                wrong.push((format!("stage.{n}.timer"), format!("timers.toml has no clock “{timer}”.")));
            }
            if stage.roles.is_empty() {
                wrong.push((
                    format!("stage.{n}.roles"),
                    "Say which of our people answer in this stage.".into(),
                ));
            }
            for (m, role) in stage.roles.iter().enumerate() {
                if pack.role(role).is_none() {
                    wrong.push((format!("stage.{n}.roles.{m}"), format!("roles.toml has no role “{role}”.")));
                }
            }
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    #[test]
    fn the_ladder_has_four_stages_and_three_clocks() {
        let ladder = &england().disagreements;
        let timers: Vec<Option<&str>> = ladder.stages.iter().map(|stage| stage.timer.as_deref()).collect();
        assert_eq!(timers, [Some("T34"), Some("T35"), Some("T36"), None]);
        assert!(ladder.outcome("changed").is_some_and(|outcome| outcome.changed));
    }

    #[test]
    fn what_does_not_fit_the_pack_is_told_with_its_line() {
        let text = ENGLAND.iter().find(|(name, _)| *name == super::FILE).unwrap().1;
        for (from, to, words) in [
            ("timer = \"T34\"", "timer = \"T99\"", "no clock “T99”"),
            ("roles = [\"service_manager\"]", "roles = [\"director\"]", "no role “director”"),
            ("roles = [\"service_manager\"]", "roles = []", "Say which of our people"),
            ("code = \"senior\"", "code = \"manager\"", "twice"),
            ("changed = true", "changes = true", "unknown field"),
            ("withdrawn = \"withdrawn\"", "withdrawn = \"gone\"", "no outcome “gone”"),
            ("code = \"declined_conference\"", "code = \"declined\"", "a conference that was declined"),
        ] {
            assert!(text.contains(from), "{from}");
            let problems =
                Pack::over_england([(super::FILE, text.replacen(from, to, 1))]).map(drop).unwrap_err();
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == super::FILE && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
