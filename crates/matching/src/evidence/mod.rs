//! What two people have in common and what not: one small level a fact, and how common what agrees is. No weights here.

pub(crate) mod birth;
pub(crate) mod household;
mod levels;
pub(crate) mod names;
pub(crate) mod number;

pub(crate) mod doubt;
pub(crate) mod told;

pub use doubt::Doubt;
pub use levels::{BirthLevel, Direction, Family, Given, Household, Kin, Number, SexLevel};

use crate::person::Person;
use crate::vocabulary::Vocabulary;
use names::{NamesFound, best};

/// The level of the birth alone.
pub(crate) fn birth_level(one: &Person, other: &Person) -> BirthLevel {
    birth::between(one, other)
}

/// The levels of NHS number and pupil number alone.
pub(crate) fn number_levels(one: &Person, other: &Person) -> [Number; 2] {
    [number::nhs_numbers(one.nhs_number, other.nhs_number), number::upns(one.upn, other.upn)]
}

/// One thing that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Fact {
    /// Given names.
    Given,
    /// Family names.
    Family,
    /// Date of birth.
    Birth,
    /// Sex.
    Sex,
    /// NHS number.
    NhsNumber,
    /// Pupil number.
    Upn,
    /// Address, postcode and phone.
    Household,
    /// Relatives.
    Kin,
}

impl Fact {
    /// Every fact, in the order of [`Evidence::levels`].
    pub const ALL: [Fact; 8] = [
        Fact::Given,
        Fact::Family,
        Fact::Birth,
        Fact::Sex,
        Fact::NhsNumber,
        Fact::Upn,
        Fact::Household,
        Fact::Kin,
    ];
    /// The most levels that any fact has.
    pub const MOST_LEVELS: usize = 16;

    /// The fact's name in the table of weights.
    pub const fn word(self) -> &'static str {
        match self {
            Fact::Given => "given",
            Fact::Family => "family",
            Fact::Birth => "birth",
            Fact::Sex => "sex",
            Fact::NhsNumber => "nhs_number",
            Fact::Upn => "upn",
            Fact::Household => "household",
            Fact::Kin => "kin",
        }
    }

    /// The names of its levels, in the order of their numbers.
    pub const fn level_words(self) -> &'static [&'static str] {
        match self {
            Fact::Given => Given::WORDS,
            Fact::Family => Family::WORDS,
            Fact::Birth => BirthLevel::WORDS,
            Fact::Sex => SexLevel::WORDS,
            Fact::NhsNumber | Fact::Upn => Number::WORDS,
            Fact::Household => Household::WORDS,
            Fact::Kin => Kin::WORDS,
        }
    }

    /// Which way each of its levels counts.
    pub const fn directions(self) -> &'static [Direction] {
        match self {
            Fact::Given => Given::DIRECTIONS,
            Fact::Family => Family::DIRECTIONS,
            Fact::Birth => BirthLevel::DIRECTIONS,
            Fact::Sex => SexLevel::DIRECTIONS,
            Fact::NhsNumber | Fact::Upn => Number::DIRECTIONS,
            Fact::Household => Household::DIRECTIONS,
            Fact::Kin => Kin::DIRECTIONS,
        }
    }
}

/// How two people stand in every fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Given names.
    pub given: Given,
    /// Family names.
    pub family: Family,
    /// Whether the names agree only with given and family name changed round.
    pub turned: bool,
    /// Date of birth.
    pub birth: BirthLevel,
    /// Sex.
    pub sex: SexLevel,
    /// NHS number.
    pub nhs_number: Number,
    /// Pupil number.
    pub upn: Number,
    /// Address, postcode and phone.
    pub household: Household,
    /// Relatives.
    pub kin: Kin,
    /// About how many different people were seen at the home or phone that they share; 0 when not known or nothing is shared.
    pub crowd: u8,
    /// Whether only the first of several given names agrees: Mohammed Ali and Mohammed Hassan.
    pub other_middle: bool,
    /// Whether one of the two is named among the other's relatives.
    pub named: bool,
    /// How rare the given name is that agrees, in bits; 0 unless it is the same.
    pub given_rarity: f32,
    /// How rare the family name is that agrees, in bits; 0 unless it is the same.
    pub family_rarity: f32,
}

impl Evidence {
    /// Lays two people of one vocabulary beside each other. The order does not matter.
    pub fn between(one: &Person, other: &Person, vocabulary: &Vocabulary) -> Evidence {
        let names = best(one, other, vocabulary).unwrap_or(NamesFound::NONE);
        let (household, crowd) = household::between(one, other, vocabulary);
        let birth = birth::between(one, other);
        let may_be_named = names.given == Given::Different || birth > BirthLevel::SameMonth;
        let has_relatives = !one.relatives.is_empty() || !other.relatives.is_empty();
        Evidence {
            given: names.given,
            family: names.family,
            turned: names.turned,
            birth,
            sex: match (one.sex, other.sex) {
                (Some(one), Some(other)) if one == other => SexLevel::Same,
                (Some(_), Some(_)) => SexLevel::Different,
                _ => SexLevel::NotGiven,
            },
            nhs_number: number::nhs_numbers(one.nhs_number, other.nhs_number),
            upn: number::upns(one.upn, other.upn),
            household,
            kin: names::kin(one, other, vocabulary).map_or(Kin::NotGiven, |kin| kin.level),
            crowd,
            other_middle: names.other_middle,
            named: may_be_named && has_relatives && names::named(one, other, vocabulary).is_some(),
            given_rarity: names.given_rarity,
            family_rarity: names.family_rarity,
        }
    }

    /// The number of every fact's level, in the order of [`Fact::ALL`]: for counting and for learning.
    pub const fn levels(&self) -> [u8; 8] {
        [
            self.given as u8,
            self.family as u8,
            self.birth as u8,
            self.sex as u8,
            self.nhs_number as u8,
            self.upn as u8,
            self.household as u8,
            self.kin as u8,
        ]
    }
}
