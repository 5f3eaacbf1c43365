//! Ofsted's four grades, and what an auditor says of one domain: a grade with the words of the record it rests on, or that it cannot be told, and why.

use serde::{Deserialize, Serialize};

/// A grade on Ofsted's scale (Inspection of local authority children's services).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Inadequate.
    Inadequate,
}

impl Grade {
    /// The scale, best first.
    pub const ALL: [Grade; 4] =
        [Grade::Outstanding, Grade::Good, Grade::RequiresImprovement, Grade::Inadequate];

    /// The code in forms, the pack and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Grade::Outstanding => "outstanding",
            Grade::Good => "good",
            Grade::RequiresImprovement => "requires_improvement",
            Grade::Inadequate => "inadequate",
        }
    }

    /// The grade with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.code() == code)
    }

    /// Its place on the scale, from 0 for the best.
    pub const fn place(self) -> usize {
        match self {
            Grade::Outstanding => 0,
            Grade::Good => 1,
            Grade::RequiresImprovement => 2,
            Grade::Inadequate => 3,
        }
    }

    /// The grade at a place on the scale.
    pub fn at(place: usize) -> Option<Self> {
        Self::ALL.get(place).copied()
    }

    /// Good or better.
    pub const fn is_good(self) -> bool {
        matches!(self, Grade::Outstanding | Grade::Good)
    }
}

/// What an auditor says of one domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// The domain's code.
    pub domain: String,
    /// The judgement.
    pub judgement: Judgement,
}

/// A grade with its evidence, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// A grade.
    Grade {
        /// Which.
        grade: Grade,
        /// The words of the record it rests on.
        quote: String,
        /// What the auditor makes of them.
        why: String,
    },
    /// It cannot be told from the record.
    CannotTell {
        /// Why not.
        why: String,
    },
}

impl Judgement {
    /// The grade, when there is one.
    pub fn grade(&self) -> Option<Grade> {
        match self {
            Judgement::Grade { grade, .. } => Some(*grade),
            Judgement::CannotTell { .. } => None,
        }
    }
}
