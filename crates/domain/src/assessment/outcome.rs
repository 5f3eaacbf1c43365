//! What was decided for each child: whether in need, what follows (the flags of the Standard Safeguarding Dataset), the factors as they are understood at
//! the end. 21, no factors, stands alone and fits only a child of whom nothing further is done (DfE, children in need census: 8614, 8869, 8898, 8873Q).

use serde::{Deserialize, Serialize};

use super::{Assessment, Parts};
use crate::form::{Form, Place};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::Problem;

/// The code list of factors.
const FACTORS: &str = "assessment_factor";
/// No factors were found.
const NO_FACTORS: &str = "21";

/// What was decided for a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildOutcome {
    /// The child.
    pub child: Id<Person>,
    /// Whether the child is in need (Children Act 1989 s17(10)).
    pub in_need: Option<bool>,
    /// What follows: codes of the pack.
    pub follows: Vec<String>,
    /// The factors, as understood at the end.
    pub factors: Vec<String>,
    /// Why.
    pub reasons: String,
}

impl ChildOutcome {
    /// Whether services follow: then a child in need plan does.
    pub fn is_planned(&self, pack: &Pack) -> bool {
        self.follows.iter().filter_map(|code| pack.assessment.outcome(code)).any(|outcome| outcome.plan)
    }

    /// Whether nothing further is done here: the episode closes.
    pub fn closes(&self, pack: &Pack) -> bool {
        let mut follows = self.follows.iter().filter_map(|code| pack.assessment.outcome(code)).peekable();
        follows.peek().is_some() && follows.all(|outcome| outcome.closes)
    }
}

/// What the answers say was decided for each child, in their order.
pub fn outcomes(assessment: &Assessment, form: &Form) -> Vec<ChildOutcome> {
    let parts = Parts::of(form, &assessment.answers);
    let of = |(number, assessed): (usize, &super::Assessed)| {
        let index = u16::try_from(number).ok();
        let in_need = parts.chosen("in_need", index).first().and_then(|answer| match answer.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        ChildOutcome {
            child: assessed.child,
            in_need,
            follows: parts.chosen("decision_outcome", index),
            factors: parts.chosen("factors", index),
            reasons: parts.words("decision_reasons", index),
        }
    };
    assessment.children.iter().enumerate().map(of).collect()
}

/// What of the outcomes no return would take: each beside its question. `must` is whether something must be decided for every child.
pub(super) fn problems(assessment: &Assessment, form: &Form, pack: &Pack, must: bool) -> Vec<Problem> {
    let parts = Parts::of(form, &assessment.answers);
    let mut problems = Vec::new();
    for (number, outcome) in outcomes(assessment, form).iter().enumerate() {
        let index = u16::try_from(number).ok();
        let field =
            |part: &str| parts.places(part, index).first().map_or_else(|| part.to_owned(), Place::to_string);
        let mut wrong = |part: &str, words: String| problems.push(Problem::new(field(part), words));
        if must && outcome.follows.is_empty() {
            wrong("decision_outcome", format!("Say what follows for the {} child.", ordinal(number)));
        }
        for code in outcome.follows.iter().filter(|code| pack.assessment.outcome(code).is_none()) {
            wrong("decision_outcome", format!("The practice pack has no outcome “{code}”."));
        }
        let alone = |code: &String| pack.assessment.outcome(code).is_some_and(|outcome| outcome.alone);
        if outcome.follows.len() > 1 && outcome.follows.iter().any(alone) {
            wrong("decision_outcome", "“No further action” stands alone. Take it or the others away.".into());
        }
        if must && outcome.factors.is_empty() {
            wrong(
                "factors",
                "Choose every factor that applies, as you understand it now; or “no factors”.".into(),
            );
        }
        let unknown = |code: &&String| pack.code_list(FACTORS).is_none_or(|list| !list.holds(code));
        for code in outcome.factors.iter().filter(unknown) {
            wrong("factors", format!("The national list has no factor “{code}”."));
        }
        if outcome.factors.iter().any(|code| code == NO_FACTORS) {
            if outcome.factors.len() > 1 {
                wrong("factors", "“No factors” stands alone. Take it or the others away.".into());
            } else if !outcome.follows.is_empty() && !outcome.closes(pack) {
                wrong(
                    "factors",
                    "“No factors” fits only a child of whom nothing further is done here.".into(),
                );
            }
        }
    }
    problems
}

fn ordinal(number: usize) -> String {
    const WORDS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    WORDS.get(number).map_or_else(|| format!("{}th", number + 1), |words| (*words).to_owned())
}

/// Of the primary needs between which somebody is torn, the one that stands first in the national list: choose the highest (DfE, CIN census guide).
pub fn highest_need<'a>(torn: &[&str], pack: &'a Pack) -> Option<&'a str> {
    let list = pack.code_list("primary_need")?;
    list.codes.iter().map(|code| code.code.as_str()).find(|code| torn.contains(code))
}
