//! What an agency was asked, beside what [`crate::mash`] answers: which enquiry a request belongs to, when its agency first opened it, what the whole
//! of an agency was asked, and whose unfinished words wait on it.

use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::door::{Permit, WritePermit};
use crate::engine::{Change, Query};
use crate::failure::Failure;
use crate::seal::Nonce;
use crate::submission::Form;
use crate::values;

crate::row! {
    /// Who of an agency opened a request first, and when.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Opened {
        /// Who.
        pub actor: Id<Staff>,
        /// When.
        pub at: Timestamp,
    }
}

crate::row! {
    /// Words that somebody left unfinished.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Waiting {
        /// Whose.
        pub owner: Id<Staff>,
        /// When they were last kept.
        pub saved_at: Timestamp,
    }
}

crate::row! {
    struct Left {
        form: Id<Form>,
        body: Vec<u8>,
    }
}

crate::statements! {
    static ENQUIRY_OF: Query<(Id<Enquiry>,)> = "select enquiry as value from information_request where id = $1";
    static OPENED: Query<Opened> = "select actor, at from access where record = $1 and act = 'answer_request' and outcome = 'allowed'
        order by seq limit 1";
    static OF_AGENCY: Query<(Id<Request>,)> = "select id as value from information_request where agency = $1
        and coalesce(organisation, '') = $2 and withdrawn = 0 and (closes_at is null or closes_at > $3)
        order by answered_at is not null, due, asked_at limit 500";
    static WAITING: Query<Waiting> = "select draft.owner, draft.saved_at from draft join staff on staff.id = draft.owner
        where draft.page = $1 and staff.active = 0 and staff.agency = $2 and coalesce(staff.organisation, '') = $3
        order by draft.saved_at desc limit 20";
    static LEFT: Query<Left> = "select form, body from draft where owner = $1 and page = $2 order by saved_at desc limit 1";
    static HAND: Change = "insert into draft (owner, form, page, subject, base_version, body, saved_at)
        select $3, form, page, subject, base_version, $4, $5 from draft where owner = $1 and form = $2
        on conflict (owner, form) do update set body = excluded.body, saved_at = excluded.saved_at";
    static DROP: Change = "delete from draft where owner = $1 and form = $2";
}

/// The enquiry that a request belongs to. Whether the viewer may read it is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn enquiry_of(permit: &Permit<'_>, request: Id<Request>) -> Result<Option<Id<Enquiry>>, Failure> {
    Ok(permit.tx().maybe(&ENQUIRY_OF, &values![request])?.map(|(id,)| id))
}

/// Who of the agency opened a request first, from what the access log noted: opening a page changes no record.
///
/// # Errors
/// When the database fails.
pub fn first_opened(permit: &Permit<'_>, request: Id<Request>) -> Result<Option<Opened>, Failure> {
    permit.tx().maybe(&OPENED, &values![request])
}

/// What an agency and organisation was asked and may still see, unanswered first.
///
/// # Errors
/// When the database fails.
pub fn of_agency(permit: &Permit<'_>, agency: &str, organisation: &str) -> Result<Vec<Id<Request>>, Failure> {
    let found = permit.tx().all(&OF_AGENCY, &values![agency, organisation, permit.at()])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Whose words wait on a page, of those of an agency and organisation who may no longer sign in. Not what they say.
///
/// # Errors
/// When the database fails.
pub fn words_waiting(
    permit: &Permit<'_>,
    page: &str,
    agency: &str,
    organisation: &str,
) -> Result<Vec<Waiting>, Failure> {
    permit.tx().all(&WAITING, &values![page, agency, organisation])
}

/// Gives the words that somebody left on a page to somebody else, sealed anew for them; false when there are none. Nobody reads them on the way.
/// `nonce` is 24 bytes of chance.
///
/// # Errors
/// [`Failure::Sealed`] when they were changed or the key is another; other failures of the database.
pub fn hand_words(
    store: &Store,
    permit: &WritePermit<'_>,
    page: &str,
    from: Id<Staff>,
    to: Id<Staff>,
    nonce: Nonce,
) -> Result<bool, Failure> {
    let tx = permit.tx();
    let Some(Left { form, body }) = tx.maybe(&LEFT, &values![from, page])? else { return Ok(false) };
    let words = store.key().open(&crate::draft::place(from, form), &body)?;
    let body = store.key().close(&crate::draft::place(to, form), &words, nonce)?;
    tx.run(&HAND, &values![from, form, to, body, permit.at()])?;
    tx.run(&DROP, &values![from, form])?;
    Ok(true)
}
