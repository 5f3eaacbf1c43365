//! Audit, calibration and practice development in the pack: what is graded and what is asked, the themes of samples, how many are graded twice, how few say
//! nothing, and what each measure means in words. The scale is Ofsted's, the numbers are a council's own choice (domain register, 1.17 and 4.4).

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::assessment::mirror::Asks;
use crate::audit::{Draw, Grade, Measure, Only};
use crate::staff::Role;

/// `audit.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audits {
    /// Where the method and the numbers come from.
    pub source: String,
    /// Within how many working days an audit is graded.
    pub within_working_days: u16,
    /// How many working days an action gets when nobody says a day.
    pub action_within_working_days: u16,
    /// How many in a hundred audits a second auditor grades.
    pub second_share: u8,
    /// The codes of the roles whose people audit.
    pub auditors: Vec<String>,
    /// How many audits with two grades it takes before agreement is said in a figure.
    pub fewest: u32,
    /// How many samples are drawn for an interval.
    pub samples: u32,
    /// Over how many months back measures count.
    pub months: u8,
    /// How many months before and after a practice-development session are set beside it.
    pub beside_months: u8,
    /// How many must have graded before the service sees what a calibration came to.
    pub calibration_fewest: u32,
    /// The scale, best first.
    #[serde(rename = "grade")]
    pub grades: Vec<GradeWords>,
    /// What is graded.
    #[serde(rename = "domain")]
    pub domains: Vec<AuditDomain>,
    /// The themes of samples.
    #[serde(rename = "theme")]
    pub themes: Vec<AuditTheme>,
    /// What an audit can be about.
    #[serde(rename = "tag")]
    pub tags: Vec<AuditTag>,
    /// Who of the family is asked what.
    #[serde(rename = "feedback")]
    pub asked: Vec<AuditFeedback>,
    /// What each measure means.
    #[serde(rename = "measure")]
    pub measures: Vec<MeasureWords>,
}

/// A grade in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeWords {
    /// Which.
    pub code: Grade,
    /// Its name.
    pub name: String,
    /// What it means.
    pub words: String,
}

/// A domain that is graded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditDomain {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What the auditor asks.
    pub asks: String,
    /// The lines of the assessment's quality mirror that stand beside it.
    pub mirror: Vec<Asks>,
}

/// A theme of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditTheme {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Which decisions can be drawn for it.
    pub of: Vec<Draw>,
    /// What the auditor looks at especially.
    pub looks: String,
    /// Only children of whom a contact was decided by a threshold paragraph of this worry.
    #[serde(default)]
    pub concern: Option<String>,
    /// Only children with a father on the record.
    #[serde(default)]
    pub father: bool,
    /// Only children for whom somebody withdrew consent.
    #[serde(default)]
    pub consent_withdrawn: bool,
}

impl AuditTheme {
    /// Which children it is about.
    pub fn only(&self) -> Only {
        match (&self.concern, self.father, self.consent_withdrawn) {
            (Some(concern), ..) => Only::Concern(concern.clone()),
            (None, true, _) => Only::Father,
            (None, false, true) => Only::ConsentWithdrawn,
            (None, false, false) => Only::All,
        }
    }
}

/// What an audit can be about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditTag {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Who of the family is asked what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditFeedback {
    /// Its code.
    pub code: String,
    /// Who.
    pub name: String,
    /// What they are asked.
    pub asks: String,
}

/// A measure in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureWords {
    /// Which.
    pub id: Measure,
    /// Its name.
    pub name: String,
    /// What is counted.
    pub definition: String,
    /// What it is counted of.
    pub denominator: String,
    /// Which way is better.
    pub better: Better,
}

/// Which way of a measure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More.
    Up,
    /// Less.
    Down,
    /// Neither by itself.
    None,
}

impl Audits {
    /// A grade's name on pages.
    pub fn grade(&self, grade: Grade) -> &str {
        self.grades.iter().find(|words| words.code == grade).map_or(grade.code(), |words| &words.name)
    }

    /// A domain, by its code.
    pub fn domain(&self, code: &str) -> Option<&AuditDomain> {
        self.domains.iter().find(|each| each.code == code)
    }

    /// A theme, by its code.
    pub fn theme(&self, code: &str) -> Option<&AuditTheme> {
        self.themes.iter().find(|each| each.code == code)
    }

    /// What an audit is about, by its code.
    pub fn tag(&self, code: &str) -> Option<&AuditTag> {
        self.tags.iter().find(|each| each.code == code)
    }

    /// Who is asked what, by its code.
    pub fn feedback(&self, code: &str) -> Option<&AuditFeedback> {
        self.asked.iter().find(|each| each.code == code)
    }

    /// A measure's words.
    pub fn measure(&self, measure: Measure) -> Option<&MeasureWords> {
        self.measures.iter().find(|each| each.id == measure)
    }

    /// The roles whose people audit.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.auditors.iter().filter_map(|code| Role::from_code(code))
    }
}

/// Those who may audit at all.
const MAY: [Role; 5] =
    [Role::Auditor, Role::PrincipalSocialWorker, Role::ServiceManager, Role::TeamManager, Role::MashManager];

impl Reading<'_> {
    /// What must hold in the file of audits.
    pub(super) fn audit(&mut self, pack: &Pack) {
        const FILE: &str = "audit.toml";
        let audit = &pack.audit;
        self.once(FILE, "domain", "code", audit.domains.iter().map(|each| each.code.as_str()));
        self.once(FILE, "theme", "code", audit.themes.iter().map(|each| each.code.as_str()));
        self.once(FILE, "tag", "code", audit.tags.iter().map(|each| each.code.as_str()));
        self.once(FILE, "feedback", "code", audit.asked.iter().map(|each| each.code.as_str()));
        self.once(FILE, "measure", "id", audit.measures.iter().map(|each| each.id.id()));
        let mut wrong: Vec<(String, String)> = numbers(audit);
        for (n, code) in audit.auditors.iter().enumerate() {
            if !Role::from_code(code).is_some_and(|role| MAY.contains(&role)) {
                wrong.push((format!("auditors.{n}"), format!("“{code}” is no role whose people audit.")));
            }
        }
        if audit.auditors.is_empty() {
            wrong.push(("auditors".into(), "Say which roles audit.".into()));
        }
        if audit.grades.iter().map(|words| words.code).ne(Grade::ALL) {
            let words =
                "The scale is outstanding, good, requires_improvement, inadequate: each once, in this order.";
            wrong.push(("grade".into(), words.into()));
        }
        if audit.domains.is_empty() {
            wrong.push(("domain".into(), "Name one domain at least.".into()));
        }
        for (n, domain) in audit.domains.iter().enumerate() {
            let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
            if domain.code.is_empty() || !domain.code.chars().all(is_plain) {
                let words = "A code is small letters, figures and _.".to_owned();
                wrong.push((format!("domain.{n}.code"), words));
            }
        }
        for (n, theme) in audit.themes.iter().enumerate() {
            wrong.extend(theme_problems(n, theme, pack));
        }
        for measure in Measure::ALL.iter().filter(|measure| audit.measure(**measure).is_none()) {
            let words = format!("The measure “{}” has no words.", measure.id());
            wrong.push(("measure".into(), words));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn numbers(audit: &Audits) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut check = |holds: bool, key: &str, words: &str| {
        if !holds {
            wrong.push((key.to_owned(), words.to_owned()));
        }
    };
    check(audit.second_share <= 100, "second_share", "A share is a number from 0 to 100.");
    check(
        (1..=250).contains(&audit.within_working_days),
        "within_working_days",
        "Write 1 to 250 working days.",
    );
    let days = audit.action_within_working_days;
    check((1..=250).contains(&days), "action_within_working_days", "Write 1 to 250 working days.");
    check(audit.fewest >= 5, "fewest", "Fewer than five audits say nothing about agreement.");
    check((100..=10_000).contains(&audit.samples), "samples", "Draw 100 to 10000 samples.");
    check((1..=120).contains(&audit.months), "months", "Write a number of months from 1 to 120.");
    check((1..=24).contains(&audit.beside_months), "beside_months", "Write a number of months from 1 to 24.");
    let few = "What fewer than five people answered can be traced to one of them.";
    check(audit.calibration_fewest >= 5, "calibration_fewest", few);
    wrong
}

fn theme_problems(n: usize, theme: &AuditTheme, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if theme.of.is_empty() {
        wrong.push((format!("theme.{n}.of"), "Say which decisions are drawn.".into()));
    }
    if let Some(concern) = &theme.concern
        && !pack.thresholds.concerns.iter().any(|each| each.id == *concern)
    {
        let words = format!("thresholds.toml has no worry “{concern}”.");
        wrong.push((format!("theme.{n}.concern"), words));
    }
    let narrowed = [theme.concern.is_some(), theme.father, theme.consent_withdrawn];
    if narrowed.into_iter().filter(|narrowed| *narrowed).count() > 1 {
        wrong.push((format!("theme.{n}.code"), "A theme is narrowed in one way, not in two.".into()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "audit.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("audit.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn every_kind_of_decision_and_each_measure_has_its_words() {
        let audit = &england().audit;
        assert_eq!(audit.grade(Grade::RequiresImprovement), "Requires improvement");
        assert!(audit.theme("neglect").is_some_and(|theme| theme.only() == Only::Concern("neglect".into())));
        assert!(audit.theme("strategy_timing").is_some_and(|theme| theme.only() == Only::All));
        assert_eq!(audit.measures.len(), Measure::ALL.len());
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_line() {
        for (from, to, words) in [
            ("second_share = 25", "second_share = 101", "from 0 to 100"),
            ("fewest = 10", "fewest = 2", "Fewer than five"),
            ("calibration_fewest = 5", "calibration_fewest = 2", "traced to one"),
            ("samples = 1000", "samples = 10", "100 to 10000"),
            ("\"team_manager\"]", "\"social_worker\"]", "no role whose people audit"),
            ("code = \"outstanding\"", "code = \"good\"", "each once, in this order"),
            ("code = \"good\"", "code = \"fine\"", "unknown variant"),
            ("concern = \"neglect\"", "concern = \"neglected\"", "no worry “neglected”"),
            ("father = true", "father = true\nconsent_withdrawn = true", "in one way"),
            ("of = [\"strategy\"]", "of = []", "Say which decisions"),
            ("of = [\"strategy\"]", "of = [\"plans\"]", "unknown variant"),
            ("code = \"history\"", "code = \"child\"", "twice"),
            ("\"history_used\"", "\"history_read\"", "unknown variant"),
            ("code = \"child\"", "code = \"The child\"", "small letters"),
            ("id = \"audit_moved\"", "id = \"audit_good\"", "has no words"),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words)
                    && problem.file == "audit.toml"
                    && problem.line > 0),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
