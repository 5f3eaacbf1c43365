//! Assessments in the pack: how much alike is shown, which passage blocks, what may follow for a child with its flag of the national data set, how an
//! assessment ends without being authorised, who is told how. The statutory clock, the local target and the review point are timers of the register
//! (domain.md 1.9 and Appendix A); the questions are the form `assessment`.

use serde::Deserialize;

use super::reading::Reading;
use super::{Pack, TellWhom, Way};
use crate::assessment::ASSESSMENT_FORM;
use crate::assessment::likeness::PASSAGE;
use crate::form::{Form, Kind, plays};

/// The flags under which the Standard Safeguarding Dataset counts what came of an assessment.
const SSD_FLAGS: [&str; 11] = [
    "NFA",
    "NFA_S47_END",
    "STRATEGY_DISCUSSION",
    "CLA_REQUEST",
    "PRIVATE_FOSTERING",
    "LEGAL_ACTION",
    "PROV_OF_SERVICES",
    "PROV_OF_SB_CARE",
    "SPECIALIST_ASSESSMENT",
    "REFERRAL_TO_OTHER_AGENCY",
    "OTHER",
];

/// How assessments are made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRules {
    /// Answers about brothers and sisters that are alike by more than so many per cent are shown to author and authoriser.
    pub sibling_percent: u8,
    /// An answer that is alike to one of an older assessment by more than so many per cent keeps its origin.
    pub older_percent: u8,
    /// As many words in a row of another family's record let nobody authorise until somebody has explained them.
    pub passage_words: u16,
    /// Answers with fewer words are not compared.
    pub fewest_words: u16,
    /// As many characters as a reason has at the least.
    pub fewest_reason_characters: u16,
    /// How many days before it is due an assessment is told as due soon.
    pub soon_days: u16,
    /// The bounds of the bands of working days.
    pub bands: Vec<u32>,
    /// Factors of the home: expected for all its children or for none.
    pub household_factors: Vec<String>,
    /// Words for whoever chooses between primary needs.
    pub need_guidance: String,
    /// Where this is written.
    pub source: String,
    /// By which words the reasons of a decision refer to a block.
    #[serde(rename = "block")]
    pub blocks: Vec<BlockWords>,
    /// What may follow for a child.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<AssessmentOutcome>,
    /// How one ends without being authorised.
    #[serde(rename = "ending")]
    pub endings: Vec<Ending>,
    /// Who is told.
    #[serde(rename = "told")]
    pub whoms: Vec<TellWhom>,
    /// How they are told.
    #[serde(rename = "way")]
    pub ways: Vec<Way>,
}

/// A block, and by which words reasons refer to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockWords {
    /// A to I.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Words by which reasons refer to it, in small letters; its letter in brackets always does.
    #[serde(default)]
    pub words: Vec<String>,
}

/// What may follow for a child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentOutcome {
    /// Its code: what the form's answer holds.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What happens next, for whoever signs.
    pub next: String,
    /// Its flag in the national data set.
    pub ssd_flag: String,
    /// Whether nothing further is done here: the episode closes.
    #[serde(default)]
    pub closes: bool,
    /// Whether nothing else stands beside it.
    #[serde(default)]
    pub alone: bool,
    /// Whether a child in need plan follows.
    #[serde(default)]
    pub plan: bool,
    /// Whether a strategy discussion is begun.
    #[serde(default)]
    pub discussion: bool,
}

/// How an assessment ends without being authorised.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
}

impl AssessmentRules {
    /// What follows, by its code.
    pub fn outcome(&self, code: &str) -> Option<&AssessmentOutcome> {
        self.outcomes.iter().find(|each| each.code == code)
    }

    /// How one ends, by its code.
    pub fn ending(&self, code: &str) -> Option<&Ending> {
        self.endings.iter().find(|each| each.code == code)
    }

    /// Who is told, by their code.
    pub fn whom(&self, code: &str) -> Option<&TellWhom> {
        self.whoms.iter().find(|each| each.code == code)
    }

    /// How somebody is told, by its code.
    pub fn way(&self, code: &str) -> Option<&Way> {
        self.ways.iter().find(|each| each.code == code)
    }

    /// The name of a block.
    pub fn block(&self, code: &str) -> Option<&BlockWords> {
        self.blocks.iter().find(|each| each.code == code)
    }

    /// The blocks before the decision to which a text refers, by their letters: "(C)", "block C", or words of the pack.
    pub fn blocks_named(&self, text: &str) -> Vec<String> {
        let small = text.to_lowercase();
        let named = |block: &&BlockWords| {
            let letter = block.code.to_lowercase();
            let by_letter =
                small.contains(&format!("({letter})")) || small.contains(&format!("block {letter}"));
            block.code.as_str() < "H"
                && (by_letter || block.words.iter().any(|words| small.contains(words.as_str())))
        };
        self.blocks.iter().filter(named).map(|block| block.code.clone()).collect()
    }
}

impl Reading<'_> {
    /// What must hold in the file of assessments, and between it, the form and the code lists.
    pub(super) fn assessment(&mut self, pack: &Pack) {
        const FILE: &str = "assessment.toml";
        let rules = &pack.assessment;
        self.once(FILE, "block", "code", rules.blocks.iter().map(|each| each.code.as_str()));
        self.once(FILE, "outcome", "code", rules.outcomes.iter().map(|each| each.code.as_str()));
        self.once(FILE, "ending", "code", rules.endings.iter().map(|each| each.code.as_str()));
        self.once(FILE, "told", "code", rules.whoms.iter().map(|each| each.code.as_str()));
        self.once(FILE, "way", "code", rules.ways.iter().map(|each| each.code.as_str()));
        let mut wrong = number_problems(pack);
        wrong.extend(outcome_problems(rules));
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
        let forms = pack.forms.iter().filter(|form| form.id == ASSESSMENT_FORM);
        for form in forms {
            self.assessment_form(form, rules);
        }
        if pack.form(ASSESSMENT_FORM).is_none() {
            self.problem(FILE, "source", "The pack has no form “assessment”: forms/assessment.toml.");
        }
    }

    /// In which file a version of a form stands.
    fn file_of_form(&self, form: &Form) -> String {
        let says = |file: &super::source::SourceFile<'_>| {
            let lines = file.text().lines().map(str::trim);
            let top = lines.take_while(|line| !line.starts_with('[')).collect::<Vec<_>>();
            top.contains(&format!("id = \"{}\"", form.id).as_str())
                && top.contains(&format!("version = {}", form.version).as_str())
        };
        let mut forms = self.files.iter().filter(|(name, _)| name.starts_with("forms/"));
        let found = forms.find(|(_, file)| says(file)).map(|(name, _)| (*name).to_owned());
        found.unwrap_or_else(|| format!("forms/{}.toml", form.id))
    }

    /// A form of assessments must have every part of the thinking, and offer only outcomes of the pack.
    fn assessment_form(&mut self, form: &Form, rules: &AssessmentRules) {
        let file = self.file_of_form(form);
        let questions = || form.sections.iter().flat_map(|section| &section.questions);
        for play in plays::PLAYS.iter().filter(|play| form.played(play.name).is_none()) {
            let words = format!(
                "No question plays “{}”: {}. Whoever signs would not find it.",
                play.name, play.words
            );
            self.problem(&file, "section", words);
        }
        let offers = questions().filter(|question| question.plays.as_deref() == Some("decision_outcome"));
        for question in offers {
            if !matches!(question.kind, Kind::One(_) | Kind::Several(_)) {
                let words =
                    format!("The question “{}” says what follows: it must offer choices.", question.id);
                self.problem(&file, "section", words);
            }
            for choice in
                question.kind.choices().iter().filter(|choice| rules.outcome(&choice.value).is_none())
            {
                let words = format!(
                    "assessment.toml has no outcome “{}”, which “{}” offers.",
                    choice.value, question.id
                );
                self.problem(&file, "section", words);
            }
        }
    }
}

/// What is wrong with the numbers and the factors of the home.
fn number_problems(pack: &Pack) -> Vec<(String, String)> {
    let rules = &pack.assessment;
    let mut wrong: Vec<(String, String)> = Vec::new();
    for (key, percent) in [("sibling_percent", rules.sibling_percent), ("older_percent", rules.older_percent)]
    {
        if !(1..100).contains(&percent) {
            wrong.push((key.into(), "Write a number of per cent between 1 and 99.".into()));
        }
    }
    if usize::from(rules.passage_words) < PASSAGE {
        let words =
            format!("A passage shorter than {PASSAGE} words is not always found. Write {PASSAGE} or more.");
        wrong.push(("passage_words".into(), words));
    }
    if rules.bands.is_empty() || rules.bands.windows(2).any(|two| two.first() >= two.get(1)) {
        wrong
            .push(("bands".into(), "Write the bounds of the bands, each larger than the one before.".into()));
    }
    let factors = pack.code_list("assessment_factor");
    for (n, code) in rules.household_factors.iter().enumerate() {
        if factors.is_none_or(|list| !list.holds(code)) {
            let words = format!("codes/assessment_factor.toml has no factor “{code}”.");
            wrong.push((format!("household_factors.{n}"), words));
        }
    }
    wrong
}

/// What is wrong with what may follow, how one ends and who is told.
fn outcome_problems(rules: &AssessmentRules) -> Vec<(String, String)> {
    let mut wrong: Vec<(String, String)> = Vec::new();
    for (n, outcome) in rules.outcomes.iter().enumerate() {
        if !SSD_FLAGS.contains(&outcome.ssd_flag.as_str()) {
            let words = format!("“{}” is no flag of an assessment's outcome.", outcome.ssd_flag);
            wrong.push((format!("outcome.{n}.ssd_flag"), words));
        }
        if outcome.closes && outcome.plan {
            let words = "Where a plan follows nothing closes.";
            wrong.push((format!("outcome.{n}.closes"), words.into()));
        }
    }
    for (key, there, words) in [
        (
            "outcome",
            rules.outcomes.iter().any(|one| one.closes),
            "It must be possible that nothing further is done.",
        ),
        ("outcome", rules.outcomes.iter().any(|one| one.plan), "A plan must be possible."),
        ("told", rules.whom("family").is_some(), "One of those who are told is the “family”."),
        ("way", rules.ways.iter().any(|way| way.written), "People must be able to have it in writing."),
        (
            "ending",
            !rules.endings.is_empty(),
            "Name one way in which an assessment ends without being authorised.",
        ),
    ] {
        if !there {
            wrong.push((key.into(), words.into()));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    fn with(file: &'static str, from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([(file, text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn every_flag_of_the_national_data_set_can_be_told() {
        let rules = &england().assessment;
        for flag in super::SSD_FLAGS {
            assert!(rules.outcomes.iter().any(|outcome| outcome.ssd_flag == flag), "{flag}");
        }
    }

    #[test]
    fn reasons_refer_to_a_block_by_its_letter_or_by_words_of_the_pack() {
        let rules = &england().assessment;
        assert_eq!(rules.blocks_named("As said (b) and in block C."), ["B", "C"]);
        assert_eq!(rules.blocks_named("The pattern."), ["B"]);
        assert!(rules.blocks_named("A good plan (I).").is_empty());
    }

    #[test]
    fn rules_and_forms_that_do_not_fit_are_told_with_their_line() {
        const RULES: &str = "assessment.toml";
        const FORM: &str = "forms/assessment.toml";
        for (file, from, to, words) in [
            (RULES, "sibling_percent = 60", "sibling_percent = 0", "between 1 and 99"),
            (RULES, "passage_words = 20", "passage_words = 5", "not always found"),
            (RULES, "bands = [10, 20,", "bands = [20, 10,", "each larger"),
            (RULES, "[\"1B\", \"1C\"", "[\"1X\", \"1C\"", "no factor “1X”"),
            (RULES, "ssd_flag = \"LEGAL_ACTION\"", "ssd_flag = \"LEGAL\"", "no flag"),
            (RULES, "code = \"legal_action\"", "code = \"cla_request\"", "twice"),
            (RULES, "plan = true", "plan = true\ncloses = true", "nothing closes"),
            (RULES, "code = \"family\"", "code = \"relatives\"", "“family”"),
            (RULES, "soon_days", "soon", "unknown field"),
            (FORM, "plays = \"capacity_judgement\"", "", "No question plays “capacity_judgement”"),
            (FORM, "plays = \"danger\"", "", "No question plays “danger”"),
            (FORM, "value = \"legal_action\"", "value = \"court\"", "no outcome “court”"),
        ] {
            let problems = with(file, from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == file && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
