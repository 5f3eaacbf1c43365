//! What a case summary says, part by part.

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident = $title:literal, $needed:expr;)*) => {
        /// The words of a summary.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct SummaryWords { $($(#[$doc])* pub $part: String,)* }

        impl SummaryWords {
            /// The parts: code, heading, and what to say when a part that is needed is missing.
            pub const PARTS: &'static [(&'static str, &'static str, Option<&'static str>)] =
                &[$((stringify!($part), $title, $needed),)*];

            /// The words of each part, in order.
            pub fn parts(&self) -> Vec<(&'static str, &'static str, &str)> {
                vec![$((stringify!($part), $title, self.$part.as_str()),)*]
            }

            /// A part by its code.
            pub fn part_mut(&mut self, code: &str) -> Option<&mut String> {
                match code { $(stringify!($part) => Some(&mut self.$part),)* _ => None }
            }
        }
    };
}

parts! {
    /// Who the child is: a pen picture.
    who = "Who the child is",
        Some("Say who the child is, so that a stranger knows whom they will meet.");
    /// Why we are involved.
    why = "Why we are involved",
        Some("Say why we are involved.");
    /// What the plan is.
    plan = "The plan",
        Some("Say what the plan is, or that there is none yet.");
    /// What if the plan fails.
    contingency = "If the plan fails",
        Some("Say what to do if the plan fails.");
    /// Who may have contact with the child, and how.
    contact = "Contact arrangements", None;
    /// What staff must know before they knock.
    staff_safety = "Staff safety",
        Some("Say what staff must know before they knock, or that nothing is known.");
}

impl SummaryWords {
    /// The words without empty space around them, if a stranger could do with them.
    pub(super) fn checked(mut self) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        for (code, _, needed) in Self::PARTS {
            let Some(part) = self.part_mut(code) else { continue };
            *part = part.trim().to_owned();
            if let (true, Some(words)) = (part.is_empty(), needed) {
                problems.push(Problem::new(*code, *words));
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(Refusal::Invalid(problems)) }
    }

    /// How many words it has altogether: more than a page is read by nobody at night.
    pub fn count(&self) -> usize {
        self.parts().iter().map(|(_, _, words)| words.split_whitespace().count()).sum()
    }
}
