//! What a sum may not do. Brothers, sisters and twins share nearly all that is known of them, and are not each other; fathers and
//! sons may have one name; numbers stand on the wrong child. Until somebody looks, such pairs go no further than "possible".

use crate::evidence::{BirthLevel, Evidence, Family, Given, Household, Kin, Number, SexLevel};

/// Why a pair is held back, or not let go, whatever else adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Born on one day into one family, with two given names: twins.
    Twin,
    /// One is named among the other's relatives, with another given name.
    Named,
    /// One is named among the other's relatives, with the same name: parent and child, or cousins.
    NamedAlike,
    /// Two given names and nothing that belongs to one person alone.
    OtherGivenName,
    /// One number on two children of different names and births, or on twins.
    SiblingsNumber,
    /// Two numbers that are both given out.
    TwoNumbers,
    /// One name, a generation apart: parent and child.
    Generation,
    /// One name, two births: cousins, or strangers of one name.
    Namesake,
    /// Another sex, and not quite the same given name: brother and sister.
    OtherSex,
    /// Another sex, and all else agrees: written wrongly, or changed.
    SexDiffers,
    /// Nothing that belongs to one person alone agrees, only what a family shares.
    NothingPersonal,
    /// Two mothers, and no day of birth that agrees: cousins of one name.
    OtherMother,
    /// One first name that every son is given, and two second names.
    OtherMiddleName,
    /// The given name agrees only nearly, or one of them has none yet: perhaps twins with names alike.
    NotQuite,
    /// There is no given name to compare.
    NoGivenName,
    /// A number in agreement is never put aside, however much else is different: names change on adoption.
    SameNumber,
}

impl Doubt {
    /// The doubt that holds for a pair, the gravest when there are several.
    pub const fn of(evidence: &Evidence) -> Option<Doubt> {
        let other_given = matches!(evidence.given, Given::Different);
        let other_birth = matches!(
            evidence.birth,
            BirthLevel::Different | BirthLevel::YearsApart | BirthLevel::GenerationApart
        );
        let same_birth = is_one_birth(evidence);
        let same_family = matches!(evidence.family, Family::Same | Family::Alike | Family::Part);
        if matches!(evidence.nhs_number, Number::Same) || matches!(evidence.upn, Number::Same) {
            let siblings = other_given && (other_birth || evidence.named || same_family);
            return Some(if siblings { Doubt::SiblingsNumber } else { Doubt::SameNumber });
        }
        if other_given && same_birth && shares_family(evidence) {
            return Some(Doubt::Twin);
        }
        if other_given {
            return Some(if evidence.named { Doubt::Named } else { Doubt::OtherGivenName });
        }
        if matches!(evidence.birth, BirthLevel::GenerationApart) {
            return Some(Doubt::Generation);
        }
        if other_birth {
            return Some(Doubt::Namesake);
        }
        if matches!(evidence.nhs_number, Number::Different) {
            return Some(Doubt::TwoNumbers);
        }
        if evidence.named {
            return Some(Doubt::NamedAlike);
        }
        if is_nothing_personal(evidence) {
            return Some(Doubt::NothingPersonal);
        }
        if matches!(evidence.kin, Kin::OtherMother)
            && !matches!(evidence.birth, BirthLevel::Same | BirthLevel::SameFirst)
        {
            return Some(Doubt::OtherMother);
        }
        if matches!(evidence.sex, SexLevel::Different) {
            let same_given = matches!(evidence.given, Given::Same);
            return Some(if same_given { Doubt::SexDiffers } else { Doubt::OtherSex });
        }
        if evidence.other_middle {
            return Some(Doubt::OtherMiddleName);
        }
        match evidence.given {
            Given::Form | Given::Alike | Given::Part | Given::Initial | Given::Unnamed => {
                Some(Doubt::NotQuite)
            }
            Given::NotGiven => Some(Doubt::NoGivenName),
            Given::Same | Given::Different => None,
        }
    }

    /// What it means, in words for the page.
    pub const fn words(self) -> &'static str {
        match self {
            Doubt::Twin => {
                "Born on the same day into the same family with another given name: perhaps a twin"
            }
            Doubt::Named => "One is named among the other's relatives: a brother, sister or parent, it seems",
            Doubt::NamedAlike => {
                "One is named among the other's relatives: perhaps parent and child of one name"
            }
            Doubt::OtherGivenName => "Another given name: two people, unless it was changed",
            Doubt::SiblingsNumber => "The number may be a brother's or sister's, written on the wrong record",
            Doubt::TwoNumbers => "Two NHS numbers are two people until somebody has looked",
            Doubt::Generation => "One name a generation apart: perhaps parent and child",
            Doubt::Namesake => "One name and two dates of birth: perhaps cousins, or strangers of one name",
            Doubt::OtherSex => "Another sex, and not quite the same given name: perhaps brother and sister",
            Doubt::OtherMother => {
                "Different mothers, and no day of birth that agrees for certain: perhaps cousins of one name"
            }
            Doubt::SexDiffers => "Another sex is recorded: written wrongly, or another child",
            Doubt::NothingPersonal => "Only what a family shares agrees: it may be anybody of the household",
            Doubt::OtherMiddleName => {
                "One first name and two middle names: perhaps a brother or twin, where every son is given the first"
            }
            Doubt::NotQuite => "The given name does not quite agree: perhaps a brother, sister or twin",
            Doubt::NoGivenName => "No given name to compare: perhaps a brother, sister or twin",
            Doubt::SameNumber => "A number in agreement is always looked at: names change on adoption",
        }
    }

    /// Whether it is worth saying even where it changes nothing.
    pub const fn is_always_said(self) -> bool {
        matches!(
            self,
            Doubt::Twin
                | Doubt::Named
                | Doubt::NamedAlike
                | Doubt::SiblingsNumber
                | Doubt::TwoNumbers
                | Doubt::Generation
                | Doubt::Namesake
                | Doubt::OtherMiddleName
                | Doubt::OtherSex
                | Doubt::OtherMother
        )
    }
}

/// Whether two people were born on one day as far as can be told, so that they may be twins.
pub(crate) const fn is_one_birth(evidence: &Evidence) -> bool {
    matches!(evidence.birth, BirthLevel::Same | BirthLevel::SameFirst | BirthLevel::SamePlaceholder)
}

/// Whether neither given name nor birth speaks for it: name, home and relatives are the whole family's.
const fn is_nothing_personal(evidence: &Evidence) -> bool {
    matches!(evidence.given, Given::NotGiven | Given::Unnamed)
        && matches!(evidence.birth, BirthLevel::NotGiven | BirthLevel::NearYear)
        && !matches!(evidence.nhs_number, Number::Slip)
        && !matches!(evidence.upn, Number::Slip)
}

/// Whether something that a family shares agrees.
pub(crate) const fn shares_family(evidence: &Evidence) -> bool {
    matches!(evidence.household, Household::HomeAndPhone | Household::Home | Household::Phone)
        || matches!(evidence.kin, Kin::Same)
}
