//! A record and the Department for Education: the identifier that it goes out under, the name, and whether it is to stand there at all.
//!
//! A record is taken out at the Department when it was opened for the wrong child, when the child was adopted and the old identity is closed, or when it is
//! the same child as another record (DfE CSC API 1.0.1, purging; the identifier: N00097, one to twenty letters and figures).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::name::PersonName;
use super::{NameKind, Person};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// The most letters and figures of an identifier in national returns.
const LONGEST: usize = 20;
/// So many letters and figures of the record's id make an identifier, after its two letters.
const OF_THE_RECORD: u32 = 18;

/// That a record is not to stand with the Department: who said so, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotToStand {
    /// What it is.
    pub why: Why,
    /// The reason, in words.
    pub reason: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Why a record is not to stand with the Department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It was opened for the wrong child.
    WrongChild,
    /// The child was adopted: the old identity is closed.
    Adopted,
    /// It is the same child as another record, which stands.
    SameAs(Id<Person>),
}

impl Why {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Why::WrongChild => "It was opened for the wrong child",
            Why::Adopted => "The child was adopted, and the old identity is closed",
            Why::SameAs(_) => "It is the same child as another record",
        }
    }

    /// Whether the children in need census and the dataset leave the record out as well: it is about nobody, or about somebody who is counted elsewhere. An
    /// adopted child's episodes were support that was given, and the census asks for their closure (RC1).
    pub const fn is_nobody(self) -> bool {
        matches!(self, Why::WrongChild | Why::SameAs(_))
    }
}

impl Person {
    /// The identifier in national returns, the same every year (N00097). A child who came with one keeps it; another has one that is made from the record's id, and
    /// is as lasting. So has one whose identifier cannot go out as it is: to leave its marks out, or its end, could make one of two children.
    pub fn returned_identifier(&self) -> String {
        returned_identifier(self.id, self.local_identifier.as_deref())
    }

    /// The identifier that is made from the record's id.
    pub fn made_identifier(&self) -> String {
        returned_identifier(self.id, None)
    }

    /// Whether the child came with an identifier that cannot go out as it is.
    pub fn identifier_stays_here(&self) -> bool {
        self.local_identifier.as_deref().is_some_and(|identifier| !goes_out(identifier))
    }

    /// The name in law, or else the first; nothing where the record has only words in the place of a name.
    pub fn returned_name(&self) -> Option<&PersonName> {
        let legal =
            self.names.iter().find(|known| known.kind == NameKind::Legal && !known.name.is_stand_in());
        let known = legal.or_else(|| self.names.iter().find(|known| !known.name.is_stand_in()));
        known.map(|known| &known.name).filter(|name| !name.is_empty())
    }

    /// The record, no more to stand with the Department.
    ///
    /// # Errors
    /// When there is no reason, it is so already, or it is said to be the same as itself.
    pub fn not_standing(self, said: NotToStand) -> Result<Person, Refusal> {
        if self.not_to_stand.is_some() {
            return Err(Refusal::NotNow("This record is not to stand with the Department already.".into()));
        }
        if said.why == Why::SameAs(self.id) {
            return Err(Refusal::field("same", "Choose the other record of this child, and not this one."));
        }
        has_reason(&said.reason)?;
        Ok(Person { not_to_stand: Some(said), ..self })
    }

    /// The record, to stand with the Department again.
    ///
    /// # Errors
    /// When there is no reason, or it stands there.
    pub fn standing_again(self, reason: &str) -> Result<Person, Refusal> {
        if self.not_to_stand.is_none() {
            return Err(Refusal::NotNow(
                "Nobody said that this record is not to stand with the Department.".into(),
            ));
        }
        has_reason(reason)?;
        Ok(Person { not_to_stand: None, ..self })
    }
}

/// The identifier in national returns of a person who came with this one, or with none.
pub fn returned_identifier(person: Id<Person>, came_with: Option<&str>) -> String {
    match came_with {
        Some(identifier) if goes_out(identifier) => identifier.to_owned(),
        _ => format!("FD{}", person.spoken(OF_THE_RECORD)),
    }
}

pub(super) fn has_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "Say why, in words."));
    }
    Ok(())
}

fn goes_out(identifier: &str) -> bool {
    (1..=LONGEST).contains(&identifier.len()) && identifier.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::{KnownAs, Standing};
    use super::*;

    fn person(identifier: Option<&str>) -> Person {
        let mut person = Person::named(Id::from_bits(7), Standing::Child, PersonName::new("Ava", "Quillon"));
        person.local_identifier = identifier.map(str::to_owned);
        person
    }

    #[test]
    fn an_identifier_that_cannot_go_out_as_it_is_stays_here() {
        for (identifier, stays) in [
            (None, false),
            (Some("EF56"), false),
            (Some("A2345678901234567890"), false),
            (Some("A23456789012345678901"), true),
            (Some("CD-34"), true),
            (Some("CD 34"), true),
            (Some("É34"), true),
            (Some(""), true),
        ] {
            let person = person(identifier);
            assert_eq!(person.identifier_stays_here(), stays, "{identifier:?}");
            let out = person.returned_identifier();
            assert!(goes_out(&out), "{identifier:?}: {out}");
            assert_eq!(Some(out.as_str()) == identifier, identifier.is_some() && !stays, "{identifier:?}");
        }
    }

    #[test]
    fn words_in_the_place_of_a_name_are_no_name() {
        let mut nameless = person(None);
        nameless.names =
            vec![KnownAs { name: PersonName::single("Name not in the file (EF56)"), kind: NameKind::Used }];
        assert_eq!(nameless.returned_name(), None);
        // What was known of it afterwards is one.
        let known = KnownAs { name: PersonName::new("Ava", "van der Berg"), kind: NameKind::Alias };
        nameless.names.push(known.clone());
        assert_eq!(nameless.returned_name(), Some(&known.name));
    }

    #[test]
    fn a_record_is_taken_out_with_a_reason_once_and_stands_again_with_one() {
        let said = |why, reason: &str| NotToStand {
            why,
            reason: reason.into(),
            by: Id::from_bits(1),
            at: Timestamp::UNIX_EPOCH,
        };
        assert!(person(None).not_standing(said(Why::Adopted, " ")).is_err());
        assert!(person(None).not_standing(said(Why::SameAs(Id::from_bits(7)), "Twice")).is_err());
        let out = person(None).not_standing(said(Why::SameAs(Id::from_bits(8)), "Twice")).unwrap();
        assert!(out.clone().not_standing(said(Why::Adopted, "Adopted")).is_err());
        assert!(out.clone().standing_again("").is_err());
        assert_eq!(out.standing_again("They are two").unwrap(), person(None));
        assert!(person(None).standing_again("They are two").is_err());
    }
}
