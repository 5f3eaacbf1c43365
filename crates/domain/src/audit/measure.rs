//! The measures of consistency that the program can count (domain register, 1.9 and 4.4), each with the number counted and the number it is counted of. The pack
//! says in words what each means. No measure is of a person.

use serde::{Deserialize, Serialize};

use super::Audit;

macro_rules! measures {
    ($($measure:ident = $id:literal;)*) => {
        /// A measure the program counts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Measure { $(#[doc = $id] $measure,)* }

        impl Measure {
            /// Every measure, in the order of the page.
            pub const ALL: &'static [Measure] = &[$(Measure::$measure,)*];

            /// Its id in the pack, in addresses and in records of practice development.
            pub const fn id(self) -> &'static str {
                match self { $(Measure::$measure => $id,)* }
            }

            /// The measure with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|measure| measure.id() == id)
            }
        }
    };
}

measures! {
    AuditGood = "audit_good";
    AuditAgreement = "audit_agreement";
    AuditMoved = "audit_moved";
    AuditFeedback = "audit_feedback";
    ActionsClosed = "actions_closed";
    AssessmentWhole = "assessment_whole";
    CapacityTested = "capacity_tested";
    NeedsWhole = "needs_whole";
    Rework = "rework";
    AssessmentTime = "assessment_time";
    Reassessed = "reassessed";
    SummaryFresh = "summary_fresh";
}

impl Measure {
    /// Whether it is counted over audits.
    pub const fn is_of_audits(self) -> bool {
        matches!(
            self,
            Measure::AuditGood
                | Measure::AuditAgreement
                | Measure::AuditMoved
                | Measure::AuditFeedback
                | Measure::ActionsClosed
        )
    }

    /// Counts over graded audits; of one domain where it is of domains, or of all of them. Nothing for a measure that is not of audits.
    pub fn count<'a>(self, audits: impl IntoIterator<Item = &'a Audit>, domain: Option<&str>) -> Counted {
        let mut counted = Counted::default();
        for audit in audits {
            let asked = |of: &&str| domain.is_none_or(|domain| domain == *of);
            match self {
                Measure::AuditFeedback => {
                    counted.add(audit.feedback.iter().any(|heard| !heard.words.trim().is_empty()));
                }
                Measure::ActionsClosed => {
                    audit.actions.iter().for_each(|action| counted.add(action.is_closed()));
                }
                Measure::AuditGood => audit.domains().into_iter().filter(asked).for_each(|domain| {
                    if let Some(grade) = audit.grade(domain) {
                        counted.add(grade.is_good());
                    }
                }),
                Measure::AuditAgreement => audit.domains().into_iter().filter(asked).for_each(|domain| {
                    if let Some((one, other)) = audit.both(domain) {
                        counted.add(one == other);
                    }
                }),
                Measure::AuditMoved => audit.domains().into_iter().filter(asked).for_each(|domain| {
                    if let Some(first) = audit.first_grade(domain) {
                        counted.add(audit.moderated(domain).is_some_and(|moved| moved.grade != first));
                    }
                }),
                _ => {}
            }
        }
        counted
    }
}

/// A number and what it is counted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

/// Below so many no share in a hundred is said without its count (domain register, 4).
const FEW: u32 = 10;

impl Counted {
    /// Counts one more: of those it is counted of, and whether it is one of those counted.
    pub fn add(&mut self, counted: bool) {
        self.of = self.of.saturating_add(1);
        self.count = self.count.saturating_add(u32::from(counted));
    }

    /// As it is read out: "31 of 40 (78%)", "3 of 4", "none yet".
    pub fn in_words(self) -> String {
        match self.percent() {
            _ if self.of == 0 => "None yet".into(),
            Some(percent) => format!("{} of {} ({percent}%)", self.count, self.of),
            None => format!("{} of {}", self.count, self.of),
        }
    }

    /// The share in a hundred; nothing when it is counted of fewer than ten.
    pub fn percent(self) -> Option<u32> {
        (self.of >= FEW).then(|| {
            let (count, of) = (u64::from(self.count), u64::from(self.of));
            u32::try_from((count * 100 + of / 2) / of).unwrap_or(100)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_share_stands_on_fewer_than_ten_and_none_without_its_count() {
        for (count, of, words) in [
            (0, 0, "None yet"),
            (3, 4, "3 of 4"),
            (9, 9, "9 of 9"),
            (5, 10, "5 of 10 (50%)"),
            (2, 3 * 5, "2 of 15 (13%)"),
        ] {
            assert_eq!(Counted { count, of }.in_words(), words);
        }
    }
}
