//! One person's request, at one moment: the way every use case comes in, from a page, the command line, a job or a scenario.

use domain::access::Actor;
use domain::id::Id;
use domain::staff::Staff;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::submission::{Form, Submission};
use store::{Door, Stop, WriteDoor};

use crate::house::House;
use crate::watch;

/// One person's request.
#[derive(Clone)]
pub struct Session<'h> {
    /// The house.
    pub house: &'h House,
    /// Who asks.
    pub actor: Actor,
    /// Their record.
    pub staff: Staff,
    /// The moment: one for the whole request.
    pub at: Timestamp,
}

/// A form that was sent: its client-made id, so that sending it twice is one act, and the version of the record it was opened at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The client-made id.
    pub form: Id<Form>,
    /// The version the form was opened at; 0 for a record that is yet to be made.
    pub opened: u64,
    /// What was sent, as it came: the same id with other answers is not the same act.
    pub content: Vec<u8>,
}

impl Session<'_> {
    /// Reads. `purpose` is the name of the page in the access log.
    ///
    /// # Errors
    /// What `act` stops with, and when the reading cannot be recorded.
    pub fn read<T>(&self, purpose: &str, act: impl FnOnce(&Door) -> Result<T, Stop>) -> Result<T, Stop> {
        self.house.store.read(&self.actor, self.at, purpose, act)
    }

    /// Writes what is no form: what an agency's system sent, what Frontdoor does by itself. The escalation watch looks at it before it lasts.
    ///
    /// # Errors
    /// What `act` stops with; nothing of it lasts then.
    pub fn write<T>(
        &self,
        purpose: &'static str,
        act: impl FnOnce(&WriteDoor) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.house.store.write(&self.actor, self.at, purpose, |door| {
            let answer = act(door)?;
            watch::attend(self, door)?;
            Ok(answer)
        })
    }

    /// Carries out a form that was sent, once. `command` names the act in the ledger. The draft of the form goes in the same transaction.
    ///
    /// # Errors
    /// What `act` stops with; nothing of it lasts then.
    pub fn send<T: Serialize + DeserializeOwned>(
        &self,
        sending: &Sending,
        command: &'static str,
        act: impl FnOnce(&WriteDoor) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let submission = Submission { form: sending.form, command, content: &sending.content };
        self.house.store.write(&self.actor, self.at, command, |door| {
            door.once(&submission, |door| {
                let answer = act(door)?;
                watch::attend(self, door)?;
                door.drop_draft(sending.form)?;
                Ok(answer)
            })
        })
    }
}
