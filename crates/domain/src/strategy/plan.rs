//! What the discussion says about the section 47 enquiry of one child: who sees the child, where, when and in what language; capacity and whoever
//! helps the child to be understood; what parents are told; medical; interview (domain.md 1.5, item 7). The enquiry takes it over as its plan.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{Any, Id};
use crate::refusal::Problem;

/// Whether something is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// Nobody said.
    #[default]
    NotSaid,
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It is decided later; the words say by whom.
    Later,
}

impl Needed {
    /// Every answer that can be chosen.
    pub const ALL: [Needed; 3] = [Needed::Yes, Needed::No, Needed::Later];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Needed::NotSaid => "",
            Needed::Yes => "yes",
            Needed::No => "no",
            Needed::Later => "later",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<Needed> {
        Needed::ALL.into_iter().find(|needed| needed.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Needed::NotSaid => "Not said",
            Needed::Yes => "Yes",
            Needed::No => "No",
            Needed::Later => "To be decided",
        }
    }
}

/// Whether something is needed, and what: with whom, when, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Need {
    /// Whether.
    pub needed: Needed,
    /// Who, what, or why not.
    pub words: String,
    /// When.
    pub when: Option<Timestamp>,
}

/// Whether, when and what parents are told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ParentsTold {
    /// Whether: later is before or after what.
    pub told: Needed,
    /// When.
    pub when: Option<Timestamp>,
    /// By whom and what; or why not.
    pub words: String,
}

/// The plan of the enquiry for one child.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EnquiryPlan {
    /// Who sees the child.
    pub seen_by: String,
    /// Where.
    pub place: String,
    /// By when: the clock of the child being seen.
    pub seen_by_when: Option<Timestamp>,
    /// Who is with the child, and whether the child is seen alone.
    pub with: String,
    /// In what language.
    pub language: String,
    /// An interpreter, who is none of the family.
    pub interpreter: Need,
    /// Mental capacity and learning disability: of the child from 16, and of the parents; what helps them.
    pub capacity: String,
    /// Somebody who helps the child, or a parent, to understand and be understood.
    pub intermediary: Need,
    /// How the child communicates and what is brought for it.
    pub communication: String,
    /// What parents are told.
    pub parents: ParentsTold,
    /// A medical examination: by whom.
    pub medical: Need,
    /// Who consents to it, or whether the young person does.
    pub medical_consent: String,
    /// An achieving best evidence interview: by whom.
    pub interview: Need,
    /// Legal advice: by whom.
    pub legal_advice: Need,
    /// Criminal investigation: its conduct and timing.
    pub criminal: String,
    /// Why the plan cannot yet say who sees the child, where or when.
    pub open_because: String,
}

/// What keeps a child safe for now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Interim {
    /// What, and who does it.
    pub words: String,
    /// Until when.
    pub until: Option<Timestamp>,
    /// The safety plan that says it whole.
    pub plan: Option<Id<Any>>,
}

impl EnquiryPlan {
    /// What must be said before the enquiry begins. `field` is how the child's fields begin.
    pub(super) fn problems(&self, field: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |part: &str, words: &str| {
            problems.push(Problem::new(format!("{field}-{part}"), words));
        };
        if self.open_because.trim().is_empty() {
            if self.seen_by.trim().is_empty() {
                wrong("seen_by", "Write who sees the child, or below why the plan cannot say it yet.");
            }
            if self.place.trim().is_empty() {
                wrong("place", "Write where the child is seen, or below why the plan cannot say it yet.");
            }
            if self.seen_by_when.is_none() {
                wrong(
                    "seen-date",
                    "Write by when the child is seen, or below why the plan cannot say it yet.",
                );
            }
        }
        if self.language.trim().is_empty() {
            wrong("language", "Write in what language the child is seen.");
        }
        if self.capacity.trim().is_empty() {
            wrong(
                "capacity",
                "Write what is known of the child's and the parents' mental capacity or learning disability, and what helps them. “None known” is an answer.",
            );
        }
        if self.communication.trim().is_empty() {
            wrong("communication", "Write how the child communicates and what is brought for it.");
        }
        self.needs(&mut wrong);
        if self.medical.needed == Needed::Yes && self.medical_consent.trim().is_empty() {
            wrong("medical_consent", "Write who consents to the examination.");
        }
        match self.parents.told {
            Needed::NotSaid => wrong("parents", "Say whether and when the parents are told."),
            Needed::Yes | Needed::No | Needed::Later if self.parents.words.trim().is_empty() => {
                wrong("parents-words", "Write what they are told and by whom, or why they are not told yet.");
            }
            Needed::Yes | Needed::No | Needed::Later => {}
        }
        problems
    }

    /// What each need asks for: who does it, who decides it, or why not.
    fn needs(&self, wrong: &mut impl FnMut(&str, &str)) {
        let asked = [
            ("interpreter", &self.interpreter, "Say whether an interpreter is needed.", false),
            ("intermediary", &self.intermediary, "Say whether an intermediary is needed.", false),
            ("medical", &self.medical, "Say whether a medical examination is needed.", true),
            (
                "interview",
                &self.interview,
                "Say whether there is an achieving best evidence interview.",
                true,
            ),
            ("legal", &self.legal_advice, "Say whether legal advice is needed.", false),
        ];
        for (part, need, words, no_asks_why) in asked {
            match need.needed {
                Needed::NotSaid => wrong(part, words),
                Needed::Yes if need.words.trim().is_empty() => {
                    wrong(&format!("{part}-words"), "Write who does it.");
                }
                Needed::Later if need.words.trim().is_empty() => {
                    wrong(&format!("{part}-words"), "Write who decides it, and when.");
                }
                Needed::No if no_asks_why && need.words.trim().is_empty() => {
                    wrong(&format!("{part}-words"), "Write why not.");
                }
                Needed::Yes | Needed::Later | Needed::No => {}
            }
        }
    }

    /// Everything typed, beside its field.
    pub(super) fn typed(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("seen_by", &self.seen_by),
            ("place", &self.place),
            ("with", &self.with),
            ("language", &self.language),
            ("interpreter-words", &self.interpreter.words),
            ("capacity", &self.capacity),
            ("intermediary-words", &self.intermediary.words),
            ("communication", &self.communication),
            ("parents-words", &self.parents.words),
            ("medical-words", &self.medical.words),
            ("medical_consent", &self.medical_consent),
            ("interview-words", &self.interview.words),
            ("legal-words", &self.legal_advice.words),
            ("criminal", &self.criminal),
            ("open_because", &self.open_because),
        ]
    }
}
