//! A person the record knows: a child, an unborn child or an adult (domain register 1.1). A fact about a person stands here once;
//! forms, chronologies, letters and returns are views of it.

pub mod address;
pub mod as_one;
pub mod department;
pub mod different;
pub mod household;
pub mod known;
pub mod link;
pub mod moved;
pub mod name;
pub mod nhs_number;
pub mod partial_date;
pub mod phone;
pub mod possible_match;
pub mod postcode;
pub mod relationship;
pub mod upn;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::address::Address;
use self::department::NotToStand;
use self::known::Known;
use self::name::PersonName;
use self::nhs_number::NhsNumber;
use self::partial_date::PartialDate;
use self::phone::Phone;
use self::upn::Upn;
use crate::access::Sealed;
use crate::form::page::{Need, Takes};
use crate::form::{Answers, PageForm};
use crate::id::Id;
use crate::import::Provenance;
use crate::record::Record;
use crate::staff::Staff;

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The record's name.
    pub id: Id<Person>,
    /// Whether the person is on the record as a child (or unborn child) or as an adult around children.
    pub standing: Standing,
    /// What they are called; the first is the name used on every page.
    pub names: Vec<KnownAs>,
    /// Date of birth with honest precision, or the expected date of an unborn child.
    pub birth: Known<PartialDate>,
    /// Date of death.
    pub died: Option<PartialDate>,
    /// Sex, as the census asks it.
    pub sex: Known<Sex>,
    /// Gender identity in the person's own words: apart from sex, and never required.
    pub gender_identity: Known<String>,
    /// Ethnicity code (20 codes).
    pub ethnicity: Known<String>,
    /// First language.
    pub first_language: Known<String>,
    /// Whether an interpreter is needed.
    pub interpreter: Known<bool>,
    /// Religion or belief.
    pub religion: Known<String>,
    /// Disability codes; `NONE` alone means asked, and none.
    pub disabilities: Known<BTreeSet<String>>,
    /// How the person communicates and what they need for it.
    pub communication: Known<String>,
    /// School, nursery or college.
    pub school: Known<String>,
    /// General practitioner's practice.
    pub gp: Known<String>,
    /// NHS number, kept as typed and flagged when its check digit is wrong.
    pub nhs_number: Known<NhsNumber>,
    /// Unique pupil number.
    pub upn: Known<Upn>,
    /// The unique pupil number the child had before (N00002).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_upn: Option<Upn>,
    /// Why there is no unique pupil number: UN1 to UN7 (N00135).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upn_unknown: Option<String>,
    /// Nationality and immigration status.
    pub immigration: Known<String>,
    /// The council's identifier in national returns: at most twenty letters and digits.
    pub local_identifier: Option<String>,
    /// Where they live and have lived.
    pub addresses: Vec<Address>,
    /// Telephone numbers with what must not be done with them.
    pub phones: Vec<PhoneNumber>,
    /// What anyone who meets the person must know first.
    pub hazards: Vec<Hazard>,
    /// Who alone may read this record.
    pub restriction: Option<NamedCircle>,
    /// Where the record came from, when it was not typed here.
    pub provenance: Option<String>,
    /// Of each fact that came with a file, where it came from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Provenance>,
    /// Whether the file that made the record was taken back: nobody finds it any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_back: bool,
    /// That the record is not to stand with the Department for Education.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_to_stand: Option<NotToStand>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// The form in which what is held about somebody is changed. Which row of the record a row of the form is, the page says.
pub const FORM: PageForm = PageForm {
    id: "person",
    needs: &[
        Need::each("name", "given", Takes::Words),
        Need::each("name", "family", Takes::Words),
        Need::each("name", "single", Takes::Words),
        Need::each("name", "kind", Takes::One(&["used", "legal", "alias"])),
        Need::once("birth", Takes::Date),
        Need::once("died", Takes::Date),
        Need::once("sex", Takes::One(&["M", "F", "U", "not_asked"])),
        Need::once("ethnicity", Takes::OneOfPage),
        Need::once("interpreter", Takes::One(&["yes", "no", "not_asked"])),
        Need::once("disabilities", Takes::SeveralOfPage),
        Need::once("gender_identity", Takes::Words),
        Need::once("first_language", Takes::Words),
        Need::once("religion", Takes::Words),
        Need::once("communication", Takes::Words),
        Need::once("school", Takes::Words),
        Need::once("gp", Takes::Words),
        Need::once("immigration", Takes::Words),
        Need::once("nhs_number", Takes::Words),
        Need::once("upn", Takes::Words),
        Need::once("upn_unknown", Takes::OneOfPage),
        Need::each("address", "lines", Takes::Words),
        Need::each("address", "postcode", Takes::Words),
        Need::each("address", "protect", Takes::Several(&["yes"])),
        Need::each("address", "from", Takes::Date),
        Need::each("address", "until", Takes::Date),
        Need::each("address", "source", Takes::Words),
        Need::each("phone", "number", Takes::Words),
        Need::each("phone", "whose", Takes::Words),
        Need::each("phone", "never", Takes::Words),
        Need::each("hazard", "words", Takes::Words),
        Need::each("hazard", "staff", Takes::Several(&["yes"])),
        Need::each("hazard", "review", Takes::Day),
        Need::once("reason", Takes::Words),
    ],
    beside: &["held-*"],
};

/// Child or adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A child, born or unborn.
    Child,
    /// An adult in a child's life.
    Adult,
}

/// A name and what kind of name it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAs {
    /// The name, exactly as given.
    pub name: PersonName,
    /// What kind.
    pub kind: NameKind,
}

/// What kind of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// The name they are called by.
    Used,
    /// The name in law, when it is another.
    Legal,
    /// Another name they are or were known by.
    Alias,
}

/// Sex as the national returns code it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Male.
    #[serde(rename = "M")]
    Male,
    /// Female.
    #[serde(rename = "F")]
    Female,
    /// Not known, and always so for an unborn child.
    #[serde(rename = "U")]
    Unknown,
}

impl Sex {
    /// The census code.
    pub const fn code(self) -> &'static str {
        match self {
            Sex::Male => "M",
            Sex::Female => "F",
            Sex::Unknown => "U",
        }
    }

    /// The sex with this census code.
    pub fn from_code(code: &str) -> Option<Sex> {
        match code {
            "M" => Some(Sex::Male),
            "F" => Some(Sex::Female),
            "U" => Some(Sex::Unknown),
            _ => None,
        }
    }
}

impl std::fmt::Display for Sex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Sex::Male => "Male",
            Sex::Female => "Female",
            Sex::Unknown => "Not known",
        })
    }
}

/// A telephone number and how it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// The number.
    pub number: Sealed<Phone>,
    /// Whose it is: "mother's mobile".
    pub whose: String,
    /// What must not be done: "do not ring: he answers it". Shown before any call.
    pub do_not_use: Option<String>,
}

/// A thing anyone who meets the person must know first: at most three are shown in the identity bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// In a few words.
    pub words: String,
    /// Whether it is about the safety of staff.
    pub for_staff: bool,
    /// When it must be looked at again.
    pub review: Option<Date>,
}

/// A restricted record: who may read it, and whom everybody else rings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCircle {
    /// Those who may read it.
    pub circle: BTreeSet<Id<Staff>>,
    /// Name and number for everybody else.
    pub ring: String,
    /// Why it is restricted: shown to the circle only.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
}

impl Person {
    /// A person of whom only a name is known so far.
    pub fn named(id: Id<Person>, standing: Standing, name: PersonName) -> Self {
        Person {
            id,
            standing,
            names: vec![KnownAs { name, kind: NameKind::Used }],
            birth: Known::NotAsked,
            died: None,
            sex: Known::NotAsked,
            gender_identity: Known::NotAsked,
            ethnicity: Known::NotAsked,
            first_language: Known::NotAsked,
            interpreter: Known::NotAsked,
            religion: Known::NotAsked,
            disabilities: Known::NotAsked,
            communication: Known::NotAsked,
            school: Known::NotAsked,
            gp: Known::NotAsked,
            nhs_number: Known::NotAsked,
            upn: Known::NotAsked,
            former_upn: None,
            upn_unknown: None,
            immigration: Known::NotAsked,
            local_identifier: None,
            addresses: Vec::new(),
            phones: Vec::new(),
            hazards: Vec::new(),
            restriction: None,
            provenance: None,
            sources: BTreeMap::new(),
            taken_back: false,
            not_to_stand: None,
            further: None,
        }
    }

    /// The name used on every page.
    pub fn name(&self) -> String {
        self.names.first().map_or_else(|| "Name not known".into(), |known| known.name.display())
    }

    /// Where the person lives on a day, as far as the record says.
    pub fn address_on(&self, day: Date) -> Option<&Address> {
        self.addresses.iter().rev().find(|address| address.holds_on(day))
    }
}

impl Record for Person {
    const KIND: &'static str = "person";

    fn id(&self) -> Id<Person> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.id]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_person(self)
    }
}
