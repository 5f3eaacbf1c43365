//! Closing in the pack: why support stops, how consent stands, when contacts count as repeated, what counts as a return.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;

const FILE: &str = "closure.toml";

/// `closure.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closures {
    /// Where these rules come from: shown beside them.
    pub source: String,
    /// The reasons of the census for which what changed and who holds the child in mind are not asked.
    pub spared: Vec<String>,
    /// Within how many months a step up after a step down, or a contact after a closure, is shown as a return.
    pub return_months: u16,
    /// Where that number comes from.
    pub return_source: String,
    /// When contacts count as repeated.
    pub repeated: RepeatedContacts,
    /// Why support stops.
    #[serde(rename = "because")]
    pub causes: Vec<ClosureCause>,
    /// How consent stands.
    #[serde(rename = "consent")]
    pub consents: Vec<ClosureConsent>,
}

/// When contacts count as repeated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatedContacts {
    /// From how many contacts.
    pub contacts: usize,
    /// Within how many months before the day.
    pub months: u16,
    /// Where the numbers come from.
    pub source: String,
}

/// Why support stops.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureCause {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether the family withdrew or did not engage: then a manager says how they see the risk.
    #[serde(default)]
    pub withdrawn: bool,
    /// Whether early help goes on: then there is a lead by name, and the family's agreement.
    #[serde(default)]
    pub step_down: bool,
}

/// How consent stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureConsent {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether consent is not there any more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Closures {
    /// The cause with this code.
    pub fn cause(&self, code: &str) -> Option<&ClosureCause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// The state of consent with this code.
    pub fn consent(&self, code: &str) -> Option<&ClosureConsent> {
        self.consents.iter().find(|consent| consent.code == code)
    }
}

impl Reading<'_> {
    /// What must hold in the file of closing.
    pub(super) fn closure(&mut self, pack: &Pack) {
        let closures = &pack.closure;
        self.once(FILE, "because", "code", closures.causes.iter().map(|cause| cause.code.as_str()));
        self.once(FILE, "consent", "code", closures.consents.iter().map(|consent| consent.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        let reasons = pack.code_list("closure_reason");
        for (n, code) in closures.spared.iter().enumerate() {
            if !reasons.is_some_and(|list| list.holds(code)) {
                wrong.push((format!("spared.{n}"), format!("The list closure_reason has no code “{code}”.")));
            }
        }
        if closures.return_months == 0 {
            wrong.push(("return_months".into(), "Write how many months, from 1.".into()));
        }
        if closures.repeated.contacts < 2 || closures.repeated.months == 0 {
            let words = "Contacts are repeated from the second on, within one month at least.";
            wrong.push(("repeated.contacts".into(), words.into()));
        }
        if !closures.causes.iter().any(|cause| cause.withdrawn) {
            let words = "One cause at least says that the family withdrew or did not engage (`withdrawn = true`): a manager then states the risk.";
            wrong.push(("because".into(), words.into()));
        }
        if !closures.causes.iter().any(|cause| cause.step_down) {
            let words = "One cause at least says that early help goes on (`step_down = true`).";
            wrong.push(("because".into(), words.into()));
        }
        if !closures.consents.iter().any(|consent| consent.withdrawn) {
            let words = "One state of consent at least is that it was withdrawn (`withdrawn = true`).";
            wrong.push(("consent".into(), words.into()));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack};

    #[test]
    fn closing_that_does_not_fit_the_pack_is_told_with_its_line() {
        let text = ENGLAND.iter().find(|(name, _)| *name == "closure.toml").unwrap().1;
        let withdrawn = text.replace("withdrawn = true", "withdrawn = false");
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        for (text, words) in [
            (changed("spared = [\"RC2\"]", "spared = [\"RC22\"]"), "no code “RC22”"),
            (changed("return_months = 6", "return_months = 0"), "from 1"),
            (changed("contacts = 3", "contacts = 1"), "from the second on"),
            (changed("step_down = true", "step_down = false"), "early help goes on"),
            (changed("code = \"died\"", "code = \"order\""), "twice"),
            (changed("months = 12", "month = 12"), "unknown field"),
            (withdrawn, "states the risk"),
        ] {
            let problems = Pack::over_england([("closure.toml", text)]).unwrap_err();
            let told = |problem: &crate::pack::PackProblem| {
                problem.words.contains(words) && problem.file == "closure.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{words}: {problems:?}");
        }
    }
}
