//! Two descriptions laid beside each other: how strongly they seem to be one person, and every reason for and against, in words.
//!
//! Evidence is added up in bits (see [`crate::Experience`]). The sum is never shown. What a sum may not do is said as rules: brothers
//! and sisters are not each other, and two NHS numbers are two people until somebody looks (see [`crate::evidence::Doubt`]).

use crate::description::Description;
use crate::evidence::told::{self, Pair};
use crate::evidence::{Evidence, Fact};
use crate::experience::{Experience, Score};
use crate::person::Person;
use crate::vocabulary::Vocabulary;

/// How strongly two descriptions seem to be one person. A person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Little speaks for it, or much against.
    Unlikely,
    /// Something speaks for it: look.
    Possible,
    /// Much speaks for it.
    Likely,
    /// Nearly all that is known agrees.
    Strong,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Names and aliases.
    Name,
    /// Date of birth.
    Birth,
    /// Sex as recorded.
    Sex,
    /// NHS number.
    NhsNumber,
    /// Unique pupil number.
    Upn,
    /// Address.
    Address,
    /// Phone.
    Phone,
    /// A relative's name or phone.
    Relative,
    /// Several of these taken together.
    Together,
}

/// Whether the two sides agree in one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agrees {
    /// The same.
    Same,
    /// Near enough to be a slip, a short form or a change.
    Near,
    /// Not the same.
    Different,
    /// Not given on one of the two sides, so that it says nothing.
    Unknown,
}

/// One reason for or against, in words for the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it is about.
    pub kind: Kind,
    /// A sentence without its full stop. It quotes both sides.
    pub words: String,
    /// Whether they agree.
    pub agrees: Agrees,
    /// What it adds, in bits; all reasons' add up to the score. For order and for tests, never shown.
    pub bits: f32,
}

/// Bits come from a table and sums of it: they are numbers, so that a reason is equal to itself.
impl Eq for Reason {}

/// The outcome of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// How strongly the two seem to be one.
    pub strength: Strength,
    /// Every reason, the weightiest first.
    pub reasons: Vec<Reason>,
    /// The one or two questions that would move the answer most, when it is not settled: "Ask for the date of birth". They never tell
    /// what is on the record.
    pub would_settle: Vec<String>,
    /// What to ask whoever told the first of the two, while they wait: as before, but only what the second says and the first does not.
    pub to_ask: Vec<String>,
    rank: Rank,
}

/// For putting matches in order, the strongest greatest. It means nothing else, and cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(Strength, i32);

impl Match {
    /// The place of this match among others: sort by `std::cmp::Reverse(m.rank())` for the strongest first.
    pub const fn rank(&self) -> Rank {
        self.rank
    }
}

/// Compares what is known of somebody with a person on record, by the usual experience.
pub fn compare(query: &Description, candidate: &Description) -> Match {
    Experience::usual().ask(query, candidate)
}

impl Experience {
    /// Compares what is known of somebody with a person on record.
    pub fn ask(&self, query: &Description, candidate: &Description) -> Match {
        let mut vocabulary = Vocabulary::new();
        let one = Person::read(query, &mut vocabulary);
        let other = Person::read(candidate, &mut vocabulary);
        self.tell((query, &one), (candidate, &other), &vocabulary)
    }

    /// As [`Experience::ask`], of people already prepared: names are as rare as they are in this vocabulary.
    pub fn tell(
        &self,
        (query, one): (&Description, &Person),
        (candidate, other): (&Description, &Person),
        vocabulary: &Vocabulary,
    ) -> Match {
        let evidence = Evidence::between(one, other, vocabulary);
        let score = self.score(&evidence);
        let pair = Pair { written: (query, candidate), read: (one, other), vocabulary };
        let mut reasons = reasons(&pair, &evidence, &score);
        reasons.sort_by(|one, other| other.bits.abs().total_cmp(&one.bits.abs()));
        let strength = self.strength(&score);
        let asked = |whom| told::would_settle(&pair, &evidence, &score, strength, self, whom);
        Match {
            strength,
            reasons,
            would_settle: asked(told::Whom::Either),
            to_ask: asked(told::Whom::Teller),
            rank: Rank(strength, (score.total * 1_000.0).round() as i32),
        }
    }
}

/// Every reason, with what it adds.
fn reasons(pair: &Pair<'_>, evidence: &Evidence, score: &Score) -> Vec<Reason> {
    let bits = |fact: Fact| score.facts[fact as usize];
    let mut reasons: Vec<Reason> = Vec::new();
    reasons.extend(told::names(pair, bits(Fact::Given) + bits(Fact::Family)));
    reasons.extend(told::birth(pair, evidence, bits(Fact::Birth)));
    reasons.extend(told::nhs(pair, evidence.nhs_number, bits(Fact::NhsNumber)));
    reasons.extend(told::pupil(pair, evidence.upn, bits(Fact::Upn)));
    reasons.extend(told::household(pair, evidence, bits(Fact::Household)));
    reasons.extend(told::kin(pair, bits(Fact::Kin)));
    reasons.extend(told::sex(pair, evidence, bits(Fact::Sex)));
    reasons.extend(told::doubt(pair, evidence, score));
    reasons
}
