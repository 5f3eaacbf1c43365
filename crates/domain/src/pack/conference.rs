//! Conferences in the pack: when one is quorate, which service arranges them, how the child and the family take part, why one is late, and why a plan
//! ends. The days stand with the timers (domain.md 1.7, T11 to T17).

use serde::Deserialize;

use super::reading::Reading;
use super::{COUNCIL, Pack, Worded};

/// How conferences are held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conferences {
    /// The service that arranges them.
    pub unit: Unit,
    /// Who must be there.
    pub quorum: QuorumRule,
    /// The partnership's own count of the days, beside the national one.
    pub local_count: LocalCount,
    /// Who is asked.
    pub invited: InvitedRule,
    /// Why a conference is later than its limit.
    pub late: Vec<Worded>,
    /// How the child takes part.
    pub child_part: Vec<ChildPart>,
    /// How somebody of the family takes part.
    pub family_part: Vec<Worded>,
    /// Which categories of abuse need a reason.
    pub category: CategoryRule,
    /// Why a plan ends.
    pub plan_ends: Vec<Worded>,
}

/// The service that arranges conferences and whose chairs lead them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub phone: String,
    /// Its address for messages, which name no child.
    pub email: String,
}

/// When a conference may decide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumRule {
    /// Without one of these it is not quorate; [`COUNCIL`] is the council itself.
    pub needed: Vec<String>,
    /// How many others with direct contact with the child must be there.
    pub others: usize,
    /// Where this is written.
    pub source: String,
}

/// A count of the partnership's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalCount {
    /// From what it counts.
    pub from: LocalFrom,
    /// Where this is written.
    pub source: String,
}

/// From what the partnership counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalFrom {
    /// The last strategy discussion of the enquiry.
    LastDiscussion,
    /// It has no count of its own.
    None,
}

/// Who is asked to come.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitedRule {
    /// The agencies that are proposed, in order.
    pub proposed: Vec<String>,
}

/// A way in which the child takes part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildPart {
    /// What is kept.
    pub code: String,
    /// What is read.
    pub words: String,
    /// Whether the child's views must be written down with it. Where not, why they are not known is asked.
    pub views: bool,
}

/// Categories of abuse that need a reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRule {
    /// Their codes in the list of categories.
    pub discouraged: Vec<String>,
    /// Where this is written.
    pub source: String,
}

impl Conferences {
    /// The way in which a child takes part.
    pub fn child_part(&self, code: &str) -> Option<&ChildPart> {
        self.child_part.iter().find(|part| part.code == code)
    }

    /// The words of a code in one of the lists; the code where there are none.
    pub fn words<'a>(list: &'a [Worded], code: &'a str) -> &'a str {
        list.iter().find(|one| one.code == code).map_or(code, |one| &one.words)
    }
}

const FILE: &str = "conferences.toml";

impl Reading<'_> {
    /// What must hold between the conferences' file and the others.
    pub(super) fn conferences(&mut self, pack: &Pack) {
        let conferences = &pack.conferences;
        let lists = [
            ("late", &conferences.late),
            ("family_part", &conferences.family_part),
            ("plan_ends", &conferences.plan_ends),
        ];
        for (name, list) in lists {
            self.once(FILE, name, "code", list.iter().map(|one| one.code.as_str()));
            if list.is_empty() {
                self.problem(FILE, name, format!("There must be one entry of “{name}”."));
            }
        }
        self.once(FILE, "child_part", "code", conferences.child_part.iter().map(|one| one.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        let agencies = [
            ("quorum.needed", &conferences.quorum.needed),
            ("invited.proposed", &conferences.invited.proposed),
        ];
        for (path, agencies) in agencies {
            for (n, agency) in agencies.iter().enumerate() {
                if agency != COUNCIL && pack.agency(agency).is_none() {
                    wrong.push((format!("{path}.{n}"), format!("agencies.toml has no agency “{agency}”.")));
                }
            }
        }
        if conferences.quorum.others == 0 {
            wrong.push((
                "quorum.others".into(),
                "A conference is of several agencies: at least one beside the council.".into(),
            ));
        }
        if !conferences.child_part.iter().any(|part| part.views) {
            wrong.push((
                "child_part".into(),
                "There must be a way in which the child's views are told.".into(),
            ));
        }
        let categories = pack.code_list("abuse_category");
        for (n, code) in conferences.category.discouraged.iter().enumerate() {
            if !categories.is_some_and(|list| list.holds(code)) {
                wrong.push((
                    format!("category.discouraged.{n}"),
                    format!("codes/abuse_category.toml has no code “{code}”."),
                ));
            }
        }
        if !conferences.unit.email.contains('@') {
            wrong.push(("unit.email".into(), "Write the address to which requests are told.".into()));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == super::FILE).unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([(super::FILE, text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn conferences_have_a_quorum_a_unit_and_their_words() {
        let conferences = &england().conferences;
        assert_eq!((conferences.quorum.others, conferences.quorum.needed.len()), (2, 1));
        assert!(conferences.child_part("unborn").is_some_and(|part| !part.views));
        assert!(conferences.child_part("came").is_some_and(|part| part.views));
    }

    #[test]
    fn what_does_not_fit_the_pack_is_told_with_its_line() {
        for (from, to, words) in [
            ("needed = [\"council\"]", "needed = [\"counsel\"]", "no agency “counsel”"),
            ("others = 2", "others = 0", "several agencies"),
            (
                "proposed = [\"council\", \"police\"",
                "proposed = [\"council\", \"polis\"",
                "no agency “polis”",
            ),
            ("code = \"chair\"", "code = \"agency\"", "twice"),
            ("discouraged = [\"MUL\"]", "discouraged = [\"ALL\"]", "no code “ALL”"),
            ("email = \"conferences@northbridge.example\"", "email = \"\"", "address to which requests"),
            ("from = \"last_discussion\"", "from = \"whenever\"", "unknown variant"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == super::FILE && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
