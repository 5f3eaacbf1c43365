//! Closing in the pack: why support stops, how consent stands, when contacts count as repeated, what counts as a return.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::document::Kind;

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
    /// Who is told that support ends, in this order, and by which letter.
    pub told: Vec<ClosureTold>,
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

/// Somebody who is told that support ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureTold {
    /// Who.
    pub who: ToldWho,
    /// The code of the letter that is offered for them, in `documents.toml`.
    pub letter: String,
}

/// Who is told that support ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldWho {
    /// Those who hold parental responsibility or bring the child up, each by themselves.
    Family,
    /// The child.
    Child,
    /// The agency that made the referral. A private person gets no letter: they are told by the way they chose.
    Referrer,
    /// Each agency that is involved.
    Agencies,
}

impl ToldWho {
    /// What kind of reader they are.
    pub const fn kind(self) -> Kind {
        match self {
            ToldWho::Family => Kind::Family,
            ToldWho::Child => Kind::Child,
            ToldWho::Referrer | ToldWho::Agencies => Kind::Agency,
        }
    }

    /// The code in the pack.
    pub const fn code(self) -> &'static str {
        match self {
            ToldWho::Family => "family",
            ToldWho::Child => "child",
            ToldWho::Referrer => "referrer",
            ToldWho::Agencies => "agencies",
        }
    }
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

    /// Whether a letter is one that tells somebody that support ends.
    pub fn tells(&self, letter: &str) -> bool {
        self.told.iter().any(|told| told.letter == letter)
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
        self.once(FILE, "told", "who", closures.told.iter().map(|told| told.who.code()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        for (n, told) in closures.told.iter().enumerate() {
            let letter = pack.documents.letter(&told.letter);
            if !letter.is_some_and(|letter| letter.kinds.contains(&told.who.kind())) {
                let words = format!("documents.toml has no letter “{}” to such a reader.", told.letter);
                wrong.push((format!("told.{n}.letter"), words));
            }
        }
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
            (
                changed("letter = \"ended_child\"", "letter = \"ended_family\""),
                "no letter “ended_family” to such a reader",
            ),
            (changed("who = \"referrer\"", "who = \"agencies\""), "twice"),
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
