//! What somebody is still typing. A draft is private to its author, sealed under the store's key, outside the record, and gone when the form
//! is sent. It is saved every few seconds, so a timeout or a crash costs seconds of typing and not a whole form.

use domain::id::{Any, Id};
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::door::WriteDoor;
use crate::engine::{Change, Query, Transaction};
use crate::failure::Failure;
use crate::ledger::Version;
use crate::seal::{Key, Nonce};
use crate::submission::Form;

/// A draft as its author sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose it is.
    pub owner: Id<Staff>,
    /// The form's name.
    pub form: Id<Form>,
    /// The page it was typed on.
    pub page: String,
    /// The record it is about, if there is one already.
    pub subject: Option<Id<Any>>,
    /// The record's version when the page was opened.
    pub base_version: Version,
    /// The answers so far, as the page wrote them.
    pub body: String,
    /// When it was saved.
    pub saved_at: Timestamp,
}

crate::row! {
    struct Sealed {
        page: String,
        subject: Option<Id<Any>>,
        base_version: Version,
        body: Vec<u8>,
        saved_at: Timestamp,
    }
}

crate::row! {
    /// A draft in a list: what it is about, not what it says.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The form's name.
        pub form: Id<Form>,
        /// The page it was typed on.
        pub page: String,
        /// The record it is about, if there is one already.
        pub subject: Option<Id<Any>>,
        /// When it was saved.
        pub saved_at: Timestamp,
    }
}

crate::statements! {
    // An older save that arrives late does not replace a newer one.
    static SAVE: Change = "insert into draft (owner, form, page, subject, base_version, body, saved_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (owner, form) do update set page = excluded.page, subject = excluded.subject, base_version = excluded.base_version,
        body = excluded.body, saved_at = excluded.saved_at where draft.saved_at <= excluded.saved_at";
    static SENT: Query<(u64,)> = "select count(*) as value from submission where form = $1";
    static LOAD: Query<Sealed> = "select page, subject, base_version, body, saved_at from draft where owner = $1 and form = $2";
    static LIST: Query<Listed> = "select form, page, subject, saved_at from draft where owner = $1 order by saved_at desc, form";
    static DROP: Change = "delete from draft where owner = $1 and form = $2";
    static FORGET: Change = "delete from draft where saved_at < $1";
}

/// What came of saving a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is on the disk.
    Kept,
    /// A newer save of the same draft is already there.
    Older,
    /// The form has been sent: there is nothing to draft any more.
    Sent,
}

impl Store {
    /// Saves a draft in place of the one before. `nonce` is 24 bytes of chance.
    ///
    /// # Errors
    /// When the database fails or is full.
    pub fn save_draft(&self, draft: &Draft, nonce: Nonce) -> Result<Kept, Failure> {
        let body = self.key().close(&place(draft.owner, draft.form), draft.body.as_bytes(), nonce)?;
        let values = crate::values![
            draft.owner,
            draft.form,
            &draft.page,
            draft.subject,
            draft.base_version,
            body,
            draft.saved_at,
        ];
        self.change(|tx| {
            // A save that was under way when the form was sent must not bring the draft back.
            if tx.one(&SENT, &crate::values![draft.form])?.0 > 0 {
                return Ok(Kept::Sent);
            }
            Ok(if tx.run(&SAVE, &values)? == 1 { Kept::Kept } else { Kept::Older })
        })
    }

    /// A draft of this author.
    ///
    /// # Errors
    /// [`Failure::Sealed`] when it was changed or the key is another; other failures of the database.
    pub fn draft(&self, owner: Id<Staff>, form: Id<Form>) -> Result<Option<Draft>, Failure> {
        self.look(|tx| load(tx, self.key(), owner, form))
    }

    /// This author's drafts, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drafts(&self, owner: Id<Staff>) -> Result<Vec<Listed>, Failure> {
        self.look(|tx| tx.all(&LIST, &crate::values![owner]))
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drop_draft(&self, owner: Id<Staff>, form: Id<Form>) -> Result<(), Failure> {
        self.change(|tx| tx.run(&DROP, &crate::values![owner, form])).map(drop)
    }

    /// Throws away every draft last saved before a moment, and says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_drafts(&self, before: Timestamp) -> Result<u64, Failure> {
        self.change(|tx| tx.run(&FORGET, &crate::values![before]))
    }
}

impl WriteDoor {
    /// Throws the author's draft away together with the sending.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drop_draft(&self, form: Id<Form>) -> Result<(), Failure> {
        self.tx().run(&DROP, &crate::values![self.actor().staff, form]).map(drop)
    }
}

fn load(tx: &Transaction, key: &Key, owner: Id<Staff>, form: Id<Form>) -> Result<Option<Draft>, Failure> {
    let Some(sealed) = tx.maybe(&LOAD, &crate::values![owner, form])? else { return Ok(None) };
    let body = key.open(&place(owner, form), &sealed.body)?;
    Ok(Some(Draft {
        owner,
        form,
        page: sealed.page,
        subject: sealed.subject,
        base_version: sealed.base_version,
        body: String::from_utf8(body).map_err(|_| Failure::Sealed)?,
        saved_at: sealed.saved_at,
    }))
}

/// Where a draft's seal belongs: in another author's row it does not open.
pub(crate) fn place(owner: Id<Staff>, form: Id<Form>) -> String {
    format!("draft {owner} {form}")
}
