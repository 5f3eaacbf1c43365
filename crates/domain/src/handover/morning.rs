//! What the night left, piece by piece: a note, a contact, a record opened with a reason, a card whose "safe until" falls on this day. A named
//! worker says "I have it". A manager may hand it to somebody, who then says so themselves. What nobody accepts in time goes to the manager, once;
//! who accepted what, and when, stays in the record (domain register 1.14: positive acceptance by a named worker).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::note::NightNote;
use crate::access::break_glass::BreakGlass;
use crate::contact::Contact;
use crate::id::Id;
use crate::person::Person;
use crate::power::Power;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::safety_plan::SafetyPlan;
use crate::staff::Staff;

/// One piece of what the night left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightItem {
    /// The record's name.
    pub id: Id<NightItem>,
    /// What it is.
    pub left: Left,
    /// The children it was about when it was left.
    pub children: Vec<Id<Person>>,
    /// Who left it.
    pub by: Option<Id<Staff>>,
    /// When it arose.
    pub at: Timestamp,
    /// From when it stands on the morning list.
    pub shows_from: Timestamp,
    /// By when it must be accepted.
    pub due: Timestamp,
    /// To whom a manager handed it.
    pub handed: Option<Handed>,
    /// Who has it.
    pub accepted: Option<Accepted>,
    /// When it went to the manager because nobody had accepted it.
    pub gone_to_manager: Option<Timestamp>,
    /// When it needed nobody any more: its card or plan was changed or ended.
    pub withdrawn: Option<Timestamp>,
}

/// What the night left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// A note.
    Note(Id<NightNote>),
    /// A contact.
    Contact(Id<Contact>),
    /// A record opened with a reason.
    Opening(Id<BreakGlass>),
    /// A card whose "safe until" falls on the day.
    Card(Id<Card>),
    /// A power, an order or conditions recorded in the night.
    Power(Id<Power>),
    /// A safety plan made by night: the day team renews, replaces or ends it.
    SafetyPlan(Id<SafetyPlan>),
}

/// Given to somebody, who has not said yet that they have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// To whom.
    pub to: Id<Staff>,
    /// By whom.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// "I have it."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl NightItem {
    /// Whether somebody must still say that they have it.
    pub fn is_open(&self) -> bool {
        self.accepted.is_none() && self.withdrawn.is_none()
    }

    /// Says "I have it". What a manager handed to somebody is that person's to accept.
    pub fn accept(&self, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.waits()?;
        if self.handed.as_ref().is_some_and(|handed| handed.to != by) {
            let words = "A manager handed this to somebody else. Ask a manager to hand it to you.";
            return Err(Refusal::NotNow(words.into()));
        }
        Ok(NightItem { accepted: Some(Accepted { by, at }), ..self.clone() })
    }

    /// Hands it to somebody, who must then accept it themselves.
    pub fn hand(&self, to: Id<Staff>, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.waits()?;
        Ok(NightItem { handed: Some(Handed { to, by, at }), ..self.clone() })
    }

    /// Goes to the manager: nothing when somebody has it, when it is not yet time, or when it has gone already.
    pub fn goes_to_manager(&self, at: Timestamp) -> Option<Self> {
        let goes = self.is_open() && self.gone_to_manager.is_none() && self.due <= at;
        goes.then(|| NightItem { gone_to_manager: Some(at), ..self.clone() })
    }

    /// Needs nobody any more.
    pub fn withdraw(&self, at: Timestamp) -> Self {
        NightItem { withdrawn: self.withdrawn.or(Some(at)), ..self.clone() }
    }

    fn waits(&self) -> Result<(), Refusal> {
        if self.accepted.is_some() {
            return Err(Refusal::NotNow("Somebody has accepted this already.".into()));
        }
        if self.withdrawn.is_some() {
            return Err(Refusal::NotNow(
                "This needs nobody any more: what it was about was changed or ended.".into(),
            ));
        }
        Ok(())
    }
}

impl Record for NightItem {
    const KIND: &'static str = "night_item";

    fn id(&self) -> Id<NightItem> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_it_says_so_and_what_nobody_has_goes_to_the_manager_once() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let (early, due, late) =
            (at("2026-11-24T08:50:00Z"), at("2026-11-24T09:30:00Z"), at("2026-11-24T10:00:00Z"));
        let (asha, tom, manager) = (Id::from_bits(1), Id::from_bits(2), Id::from_bits(3));
        let item = NightItem {
            id: Id::from_bits(9),
            left: Left::Note(Id::from_bits(8)),
            children: Vec::new(),
            by: None,
            at: early,
            shows_from: early,
            due,
            handed: None,
            accepted: None,
            gone_to_manager: None,
            withdrawn: None,
        };
        assert_eq!(item.goes_to_manager(early), None);
        let gone = item.goes_to_manager(due).unwrap();
        assert_eq!(gone.goes_to_manager(late), None);
        let accepted = item.accept(asha, early).unwrap();
        assert_eq!(accepted.goes_to_manager(late), None);
        assert!(accepted.accept(tom, late).is_err() && accepted.hand(tom, manager, late).is_err());
        let handed = gone.hand(tom, manager, late).unwrap();
        assert!(handed.accept(asha, late).is_err());
        assert_eq!(handed.accept(tom, late).unwrap().accepted, Some(Accepted { by: tom, at: late }));
        assert!(item.withdraw(early).accept(asha, late).is_err());
    }
}
