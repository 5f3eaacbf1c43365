//! The child's words and direct work in the pack: on what occasions children are listened to, and how a child tells. The kinds of direct work stand with
//! section 47 enquiries, where they came first.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;

/// The form with the questions to the child.
pub const CHILD_VOICE_FORM: &str = "child_voice";

/// How children are listened to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceRules {
    /// How many of the latest stand under a plan's first heading.
    pub under_plans: usize,
    /// Pictures: the most points on the longer side of what is kept.
    pub picture_side: u32,
    /// Pictures: the most points, across times down, of what is sent.
    pub picture_points: u64,
    /// Where this is written.
    pub source: String,
    /// Occasions on which a child is listened to.
    #[serde(rename = "occasion")]
    pub occasions: Vec<VoiceCode>,
    /// Ways in which a child tells.
    #[serde(rename = "way")]
    pub ways: Vec<VoiceCode>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceCode {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
}

impl VoiceRules {
    /// The name of an occasion.
    pub fn occasion<'a>(&'a self, code: &'a str) -> &'a str {
        self.occasions.iter().find(|each| each.code == code).map_or(code, |each| each.name.as_str())
    }

    /// The name of a way.
    pub fn way<'a>(&'a self, code: &'a str) -> &'a str {
        self.ways.iter().find(|each| each.code == code).map_or(code, |each| each.name.as_str())
    }
}

impl Reading<'_> {
    /// What must hold in the file of the child's words, and that the form is there.
    pub(super) fn voice(&mut self, pack: &Pack) {
        const FILE: &str = "voice.toml";
        let rules = &pack.voice;
        self.once(FILE, "occasion", "code", rules.occasions.iter().map(|each| each.code.as_str()));
        self.once(FILE, "way", "code", rules.ways.iter().map(|each| each.code.as_str()));
        if rules.under_plans == 0 {
            self.problem(FILE, "under_plans", "A plan begins with what the child says: one at least.");
        }
        if !(400..=4000).contains(&rules.picture_side) {
            self.problem(FILE, "picture_side", "The longer side of a picture has 400 to 4,000 points.");
        }
        if !(1_000_000..=100_000_000).contains(&rules.picture_points) {
            self.problem(FILE, "picture_points", "A picture of 1 to 100 million points is taken.");
        }
        for (list, is_empty) in [("occasion", rules.occasions.is_empty()), ("way", rules.ways.is_empty())] {
            if is_empty {
                self.problem(FILE, list, "Name one at least.");
            }
        }
        if pack.form(CHILD_VOICE_FORM).is_none() {
            self.problem(FILE, "source", format!("The pack has no form “{CHILD_VOICE_FORM}”."));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "voice.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("voice.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    /// Item references of the draft data set: ssd_voice_of_child.
    #[test]
    fn the_five_draft_questions_of_the_national_data_set_are_asked() {
        let form = england().form(super::CHILD_VOICE_FORM).unwrap();
        let questions: Vec<&str> =
            form.sections.iter().flat_map(|section| &section.questions).map(|one| one.id.as_str()).collect();
        for asked in
            ["explained_worries", "story_help_understand", "agree_worker", "plan_safe", "tablet_help_explain"]
        {
            assert!(questions.contains(&asked), "{asked}");
        }
    }

    #[test]
    fn rules_that_do_not_fit_are_told_with_their_line() {
        for (from, to, words) in [
            ("under_plans = 3", "under_plans = 0", "one at least"),
            ("picture_side = 2000", "picture_side = 20", "400 to 4,000"),
            ("picture_points = 40000000", "picture_points = 400", "1 to 100 million"),
            ("code = \"drawn\"", "code = \"spoken\"", "twice"),
            ("under_plans = 3", "under_all_plans = 3", "unknown field"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == "voice.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
