//! When a question is asked: only if an earlier answer says so. The pack's reader allows earlier questions only, so a condition can
//! never go round in a circle.

/// What must hold for a question or a section to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The answer is, or holds, one of these values (`not_known` among them).
    Is {
        /// The earlier question.
        question: Reference,
        /// Any one of these is enough.
        values: Vec<String>,
    },
    /// The question has any answer, "not known" included.
    Answered(Reference),
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// A question that a condition looks at. In the same section it is the answer of the same repeat; in another section that repeats, one
/// repeat in which it holds is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The section's name.
    pub section: String,
    /// The question's name.
    pub question: String,
}

impl Condition {
    /// Whether the condition holds, given a way to learn whether some answer of a question fulfils a test.
    pub(super) fn holds(&self, some: &impl Fn(&Reference, &[String]) -> bool) -> bool {
        match self {
            Condition::Is { question, values } => some(question, values),
            Condition::Answered(question) => some(question, &[]),
            Condition::All(conditions) => conditions.iter().all(|each| each.holds(some)),
            Condition::Any(conditions) => conditions.iter().any(|each| each.holds(some)),
            Condition::Not(condition) => !condition.holds(some),
        }
    }
}
