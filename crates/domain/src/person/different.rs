//! Two people: two records that look alike and are not one person. Said once, with how it is known, and not asked again until somebody takes it back.

use serde::{Deserialize, Serialize};

use super::Person;
use super::department::has_reason;
use super::link::Said;
use crate::id::Id;
use crate::record::Record;
use crate::refusal::Refusal;

/// That two records are about two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferentPeople {
    /// The record's name.
    pub id: Id<DifferentPeople>,
    /// One of the two.
    pub one: Id<Person>,
    /// The other.
    pub other: Id<Person>,
    /// Who said so, when, and how they know.
    pub said: Said,
    /// Who took it back: from then on it may be asked again.
    pub taken_back: Option<Said>,
}

impl DifferentPeople {
    /// Says that two records are two people.
    ///
    /// # Errors
    /// When it is one record, or there is no reason.
    pub fn say(
        id: Id<DifferentPeople>,
        (one, other): (Id<Person>, Id<Person>),
        said: Said,
    ) -> Result<Self, Refusal> {
        if one == other {
            return Err(Refusal::field("other", "Choose another record, and not this one."));
        }
        has_reason(&said.reason)?;
        Ok(DifferentPeople { id, one, other, said, taken_back: None })
    }

    /// Takes it back.
    ///
    /// # Errors
    /// When it is taken back already, or there is no reason.
    pub fn take_back(self, said: Said) -> Result<Self, Refusal> {
        if self.taken_back.is_some() {
            return Err(Refusal::NotNow("Somebody has taken this back already.".into()));
        }
        has_reason(&said.reason)?;
        Ok(DifferentPeople { taken_back: Some(said), ..self })
    }

    /// Whether it is so still.
    pub const fn holds(&self) -> bool {
        self.taken_back.is_none()
    }

    /// Whether it is about these two, in whichever order.
    pub fn is_about(&self, one: Id<Person>, other: Id<Person>) -> bool {
        (self.one, self.other) == (one, other) || (self.one, self.other) == (other, one)
    }
}

impl Record for DifferentPeople {
    const KIND: &'static str = "different_people";

    fn id(&self) -> Id<DifferentPeople> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.one, self.other]
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn said(reason: &str) -> Said {
        Said { by: Id::from_bits(1), at: Timestamp::UNIX_EPOCH, reason: reason.into() }
    }

    #[test]
    fn two_people_are_said_with_a_reason_and_taken_back_once() {
        let (id, one, other) = (Id::from_bits(9), Id::from_bits(2), Id::from_bits(3));
        assert!(DifferentPeople::say(id, (one, one), said("Cousins")).is_err());
        assert!(DifferentPeople::say(id, (one, other), said(" ")).is_err());
        let cousins = DifferentPeople::say(id, (one, other), said("Cousins")).unwrap();
        assert!(cousins.holds() && cousins.is_about(other, one) && !cousins.is_about(one, one));
        assert!(cousins.clone().take_back(said("")).is_err());
        let back = cousins.take_back(said("One and the same after all")).unwrap();
        assert!(!back.holds());
        assert!(back.take_back(said("Again")).is_err());
    }
}
