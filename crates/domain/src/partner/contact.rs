//! Somebody of an agency who has no account and can be sent a link for one request. A link opens what we ask about a child, so it goes to nobody
//! whose address was only typed in: somebody says that they checked who this is, when and how (need to know, domain register 2.2).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Somebody of an agency, without an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyContact {
    /// The record's name.
    pub id: Id<AgencyContact>,
    /// The agency: a code of the pack.
    pub agency: String,
    /// Which of its organisations; empty for an agency that is one.
    pub organisation: String,
    /// What they are called.
    pub name: String,
    /// What they do there.
    pub role: String,
    /// Where the link goes.
    pub email: String,
    /// Where the code goes.
    pub phone: String,
    /// The name under which they act with a link. It has no password, so nobody signs in with it.
    pub staff: Id<Staff>,
    /// Who checked that they are who they say, and how. Nobody yet: no link can be sent.
    pub verified: Option<Verified>,
    /// Who took them off, and when.
    pub ended: Option<Ended>,
}

/// Somebody checked who a contact is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// How: "rang the practice's published number".
    pub how: String,
}

/// Somebody took a contact off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A contact as it is typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactAsked {
    /// The agency's code.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// What they are called.
    pub name: String,
    /// What they do there.
    pub role: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

impl AgencyContact {
    /// A contact, not verified yet. `staff` is the name under which they will act.
    ///
    /// # Errors
    /// When a name, an e-mail address or a telephone number is missing: the link and the code need two ways.
    pub fn new(
        id: Id<AgencyContact>,
        staff: Id<Staff>,
        asked: ContactAsked,
    ) -> Result<AgencyContact, Refusal> {
        let mut problems = Vec::new();
        if asked.agency.trim().is_empty() {
            problems.push(Problem::new("agency", "Choose the agency."));
        }
        if asked.name.trim().is_empty() {
            problems.push(Problem::new("name", "Write the person's name."));
        }
        if !is_address(&asked.email) {
            problems.push(Problem::new(
                "email",
                "Write their work e-mail address, such as head@elm-school.example.",
            ));
        }
        if asked.phone.chars().filter(char::is_ascii_digit).count() < 10 {
            problems.push(Problem::new("phone", "Write their telephone number: the code goes by this way."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(AgencyContact {
            id,
            agency: asked.agency,
            organisation: asked.organisation.trim().to_owned(),
            name: asked.name.trim().to_owned(),
            role: asked.role.trim().to_owned(),
            email: asked.email.trim().to_owned(),
            phone: asked.phone.trim().to_owned(),
            staff,
            verified: None,
            ended: None,
        })
    }

    /// Somebody says that they checked who this is.
    ///
    /// # Errors
    /// When it is not said how, or the contact was taken off.
    pub fn verify(&self, by: Id<Staff>, how: &str, now: Timestamp) -> Result<AgencyContact, Refusal> {
        if self.ended.is_some() {
            return Err(Refusal::NotNow("This person was taken off the list.".into()));
        }
        if how.trim().is_empty() {
            return Err(Refusal::field(
                "how",
                "Say how you checked, such as: rang the school's published number and was put through.",
            ));
        }
        let verified = Some(Verified { by, at: now, how: how.trim().to_owned() });
        Ok(AgencyContact { verified, ..self.clone() })
    }

    /// Takes the contact off the list.
    ///
    /// # Errors
    /// When it was taken off before.
    pub fn end(&self, by: Id<Staff>, now: Timestamp) -> Result<AgencyContact, Refusal> {
        if self.ended.is_some() {
            return Err(Refusal::NotNow("This person was taken off the list already.".into()));
        }
        Ok(AgencyContact { ended: Some(Ended { by, at: now }), ..self.clone() })
    }

    /// Whether a link may be sent to them.
    pub fn can_be_sent_a_link(&self) -> bool {
        self.verified.is_some() && self.ended.is_none()
    }
}

/// Whether it looks like one e-mail address: the outbox parses it again before anything leaves.
fn is_address(typed: &str) -> bool {
    let typed = typed.trim();
    let plain = !typed.chars().any(|sign| sign.is_whitespace() || sign.is_control() || ",;<>".contains(sign));
    plain && typed.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'))
}

impl Record for AgencyContact {
    const KIND: &'static str = "agency_contact";

    fn id(&self) -> Id<AgencyContact> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_agency_contact(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(email: &str, phone: &str, name: &str) -> ContactAsked {
        ContactAsked {
            agency: "school".into(),
            organisation: " Elm School ".into(),
            name: name.into(),
            role: "Head".into(),
            email: email.into(),
            phone: phone.into(),
        }
    }

    fn contact(email: &str, phone: &str, name: &str) -> Result<AgencyContact, Vec<String>> {
        AgencyContact::new(Id::from_bits(1), Id::from_bits(2), asked(email, phone, name)).map_err(|refusal| {
            match refusal {
                Refusal::Invalid(problems) => problems.into_iter().map(|problem| problem.field).collect(),
                other => vec![other.to_string()],
            }
        })
    }

    #[test]
    fn a_contact_needs_a_name_and_two_ways() {
        let good = contact("head@elm.example", "01632 960123", "Ada Head").unwrap();
        assert_eq!(good.organisation, "Elm School");
        assert!(!good.can_be_sent_a_link());
        for (email, phone, name, fields) in [
            ("", "01632 960123", "Ada", vec!["email"]),
            ("head", "01632 960123", "Ada", vec!["email"]),
            ("a@b.example, c@d.example", "01632 960123", "Ada", vec!["email"]),
            ("a@b.example\r\nBcc:x@y.example", "01632 960123", "Ada", vec!["email"]),
            ("head@elm.example", "960123", "Ada", vec!["phone"]),
            ("head@elm.example", "", " ", vec!["name", "phone"]),
        ] {
            assert_eq!(contact(email, phone, name).unwrap_err(), fields, "{email:?} {phone:?} {name:?}");
        }
    }

    #[test]
    fn only_somebody_whom_somebody_checked_is_sent_a_link() {
        let now = Timestamp::UNIX_EPOCH;
        let by = Id::from_bits(9);
        let known = contact("head@elm.example", "01632 960123", "Ada").unwrap();
        assert!(known.verify(by, " ", now).is_err());
        let known = known.verify(by, "rang the school", now).unwrap();
        assert!(known.can_be_sent_a_link());
        let gone = known.end(by, now).unwrap();
        assert!(!gone.can_be_sent_a_link());
        assert!(gone.end(by, now).is_err());
        assert!(gone.verify(by, "rang again", now).is_err());
    }
}
