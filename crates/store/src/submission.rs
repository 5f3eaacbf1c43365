//! A form sent twice is one act. Each form carries a name made when the page was opened; the first sending does the act and keeps the answer,
//! any other (a second click at the same moment, the same page next day) gets that answer and does nothing.
//!
//! Writers come one at a time, so of two sendings at once the second waits and then finds the first one's answer.

use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::access_log::Note;
use crate::door::WriteDoor;
use crate::engine::{Change, Query};
use crate::failure::{Failure, Stop};

/// A form's name, made when its page was opened.
pub enum Form {}

/// One sending.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'s> {
    /// The form's name.
    pub form: Id<Form>,
    /// The act: `record_contact`.
    pub command: &'static str,
    /// What was answered, as sent: the same name with other answers is not the same act.
    pub content: &'s [u8],
}

crate::row! {
    struct Sent {
        actor: Id<Staff>,
        command: String,
        digest: [u8; 32],
        answer: String,
    }
}

crate::statements! {
    static SENT: Query<Sent> = "select actor, command, digest, answer from submission where form = $1";
    static KEEP: Change = "insert into submission (form, actor, command, digest, answer, at) values ($1, $2, $3, $4, $5, $6)";
}

impl WriteDoor {
    /// Does `act` if the form was not sent before, and gives its answer; otherwise gives the first answer again.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] when the form was sent before with other answers, [`Refusal::NotFound`] when somebody else sent it; what `act`
    /// stops with, and then the form counts as not sent.
    pub fn once<T: Serialize + DeserializeOwned>(
        &self,
        submission: &Submission<'_>,
        act: impl FnOnce(&WriteDoor) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let form = submission.form.to_string();
        let digest: [u8; 32] = Sha256::digest(submission.content).into();
        if let Some(sent) = self.tx().maybe(&SENT, &crate::values![form.as_str()])? {
            let answer = answer_again(self, submission, &sent, digest)?;
            self.replays(Note::replayed(self.reading(), submission.command, &form));
            return Ok(answer);
        }
        self.sends(form.clone());
        let value = act(self)?;
        let answer = serde_json::to_string(&value)
            .map_err(|error| Failure::Body { kind: "submission", source: error.into() })?;
        let actor = self.actor().staff;
        let row = crate::values![form, actor, submission.command, digest, answer, self.at()];
        self.tx().run(&KEEP, &row)?;
        Ok(value)
    }
}

fn answer_again<T: DeserializeOwned>(
    door: &WriteDoor,
    submission: &Submission<'_>,
    sent: &Sent,
    digest: [u8; 32],
) -> Result<T, Stop> {
    if sent.actor != door.actor().staff || sent.command != submission.command {
        return Err(Refusal::NotFound.into());
    }
    if sent.digest != digest {
        return Err(Refusal::NotNow(
            "You have already sent this form. What you have changed since is not saved: open the record to change it there."
                .to_owned(),
        )
        .into());
    }
    let answer = serde_json::from_str(&sent.answer);
    Ok(answer.map_err(|error| Failure::Body { kind: "submission", source: error.into() })?)
}
