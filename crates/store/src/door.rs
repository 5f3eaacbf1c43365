//! The door: the only way to the records. A session comes in for one viewer, at one moment, with one purpose; it asks for permits, the door
//! loads the facts that access depends on, lets `domain::access` decide, and notes the answer. A reading whose notes cannot be written is not
//! given back. A writing carries its notes in its own transaction; when it is refused or fails, everything is undone but the notes.
//!
//! Writers come one at a time on both engines, by taking the ledger's head before anything else. A decision is therefore never made from facts
//! that another writer is changing: two managers who decide the same contact at once are one who decides and one who is told.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::access::{Action, Actor, Allowed, Layer, Subject, Unsealing, decide};
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;

use crate::access_log::{self, Note, Outcome};
use crate::engine::{Lease, Mode, Pool, Transaction};
use crate::everybody::Written;
use crate::failure::{Failure, Stop};
use crate::ledger::{New, Seq, Writer};
use crate::schema::Schema;
use crate::{Store, access_facts};

/// A session that reads.
pub struct Door {
    tx: Transaction,
    schema: Arc<Schema>,
    actor: Actor,
    at: Timestamp,
    purpose: String,
    notes: RefCell<Vec<Note>>,
    store: Store,
    /// The last entry before a session that writes.
    began: Cell<Option<Seq>>,
    /// The people it has written.
    written: RefCell<Written>,
}

/// A session that writes.
pub struct WriteDoor {
    door: Door,
    writer: Writer,
    form: RefCell<Option<String>>,
    replayed: Cell<bool>,
    touched: RefCell<BTreeSet<Id<Person>>>,
}

/// Proof that a viewer was allowed an act on a subject, and that it is noted. Every question about a case takes one.
pub struct Permit<'d> {
    door: &'d Door,
    action: Action,
    subject: Subject,
    allowed: Allowed,
}

/// A permit in a session that writes.
pub struct WritePermit<'d> {
    permit: Permit<'d>,
    door: &'d WriteDoor,
}

impl Door {
    fn open(
        store: &Store,
        lease: Lease,
        mode: Mode,
        actor: &Actor,
        at: Timestamp,
        purpose: &str,
    ) -> Result<Self, Failure> {
        Ok(Door {
            tx: Transaction::begin_on(lease, mode)?,
            schema: store.schema(),
            actor: actor.clone(),
            at,
            purpose: purpose.to_owned(),
            notes: RefCell::default(),
            store: store.clone(),
            began: Cell::new(None),
            written: RefCell::default(),
        })
    }

    /// Asks to do something, and notes the answer.
    ///
    /// # Errors
    /// The refusal of `domain::access`, or a failure when the facts cannot be loaded.
    pub fn permit(&self, action: Action, subject: Subject) -> Result<Permit<'_>, Stop> {
        let facts = access_facts::load(&self.tx, &self.actor, subject, self.at)?;
        let decided = decide(&self.actor, action, &facts);
        let (outcome, grounds) = match &decided {
            Ok(allowed) => (Outcome::Allowed, allowed.grounds().to_owned()),
            Err(refusal) => (Outcome::Refused, refusal.to_string()),
        };
        self.notes.borrow_mut().push(Note::of(self, action, subject, outcome, grounds));
        Ok(Permit { door: self, action, subject, allowed: decided? })
    }

    /// Whether an act would be allowed, for a page that offers it. Nothing is read by it, so nothing is noted.
    ///
    /// # Errors
    /// When the facts cannot be loaded.
    pub fn would_permit(&self, action: Action, subject: Subject) -> Result<bool, Failure> {
        let facts = access_facts::load(&self.tx, &self.actor, subject, self.at)?;
        Ok(decide(&self.actor, action, &facts).is_ok())
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The session's moment.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// What the session is for, in words.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// Ends the session's transaction without keeping anything and gives back what was noted.
    fn close(self) -> Vec<Note> {
        self.notes.into_inner()
    }
}

impl WriteDoor {
    /// As [`Door::permit`].
    ///
    /// # Errors
    /// As [`Door::permit`].
    pub fn permit(&self, action: Action, subject: Subject) -> Result<WritePermit<'_>, Stop> {
        Ok(WritePermit { permit: self.door.permit(action, subject)?, door: self })
    }

    /// Whether an act would be allowed to somebody else: nobody is asked to answer what they may not open. Nothing is read in their name.
    ///
    /// # Errors
    /// When the facts cannot be loaded.
    pub fn would_permit_to(&self, actor: &Actor, action: Action, subject: Subject) -> Result<bool, Failure> {
        let facts = access_facts::load(&self.door.tx, actor, subject, self.door.at)?;
        Ok(decide(actor, action, &facts).is_ok())
    }

    /// Notes about whom something changed that the escalation watch looks at.
    pub(crate) fn touch(&self, people: impl IntoIterator<Item = Id<Person>>) {
        self.touched.borrow_mut().extend(people);
    }

    /// About whom something changed in this session since this was last asked.
    pub fn take_touched(&self) -> BTreeSet<Id<Person>> {
        std::mem::take(&mut *self.touched.borrow_mut())
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.door.actor
    }

    /// The session's moment.
    pub fn at(&self) -> Timestamp {
        self.door.at
    }

    pub(crate) fn tx(&self) -> &Transaction {
        &self.door.tx
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.door.schema
    }

    /// The form the session is the sending of, if any.
    pub(crate) fn form(&self) -> Option<String> {
        self.form.borrow().clone()
    }

    /// From here on the session's entries belong to this form.
    pub(crate) fn sends(&self, form: String) {
        *self.form.borrow_mut() = Some(form);
    }

    /// The form was sent before: the session gives the same answer again and changes nothing.
    pub(crate) fn replays(&self, note: Note) {
        self.replayed.set(true);
        self.door.notes.borrow_mut().push(note);
    }

    /// For the submission's own note.
    pub(crate) fn reading(&self) -> &Door {
        &self.door
    }

    /// Makes everything last: the ledger's head, the notes, the commit.
    fn commit(self) -> Result<(), (Failure, Vec<Note>)> {
        let notes = self.door.notes.into_inner();
        let tx = self.door.tx;
        let written =
            self.writer.finish(&tx).and_then(|()| access_log::append(&tx, &notes)).and_then(|()| tx.commit());
        written.map_err(|failure| (failure, notes))
    }
}

impl<'d> Permit<'d> {
    /// How much of the record was allowed.
    pub fn layer(&self) -> Layer {
        self.allowed.layer()
    }

    /// Why it was allowed, in words.
    pub fn grounds(&self) -> &'static str {
        self.allowed.grounds()
    }

    /// Which protected values this viewer may have opened.
    pub fn unsealing(&self) -> Unsealing {
        self.allowed.unsealing()
    }

    /// The act that was allowed.
    pub fn action(&self) -> Action {
        self.action
    }

    /// On what.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// Who acts.
    pub fn actor(&self) -> &'d Actor {
        &self.door.actor
    }

    /// The session's moment.
    pub fn at(&self) -> Timestamp {
        self.door.at
    }

    /// Notes that a child was shown under this permit who is not its subject: a row of a list, a match of a search, a sibling.
    pub fn shown(&self, child: Id<Person>) {
        let subject = Subject::Child(child);
        let note = Note::of(self.door, self.action, subject, Outcome::Allowed, self.grounds().to_owned());
        self.door.notes.borrow_mut().push(note);
    }

    /// Whether a child's file may be asked for under this permit: it is about that child, or about a contact.
    pub fn is_about(&self, child: Id<Person>) -> bool {
        match self.subject {
            Subject::Child(subject) => subject == child,
            Subject::Contact(_)
            | Subject::Enquiry(_)
            | Subject::Meeting(_)
            | Subject::Discussion(_)
            | Subject::Disagreement(_)
            | Subject::Audit(_)
            | Subject::Record(_) => true,
            Subject::House
            | Subject::Request(_)
            | Subject::Notification(_)
            | Subject::RefusedRow(_)
            | Subject::Partner(_) => false,
        }
    }

    pub(crate) fn tx(&self) -> &'d Transaction {
        &self.door.tx
    }

    pub(crate) fn schema(&self) -> &'d Schema {
        &self.door.schema
    }

    pub(crate) fn store(&self) -> &'d Store {
        &self.door.store
    }

    /// The last entry before the session, where it is one that writes.
    pub(crate) fn began(&self) -> Option<Seq> {
        self.door.began.get()
    }

    /// The people that the session has written.
    pub(crate) fn written(&self) -> &'d RefCell<Written> {
        &self.door.written
    }
}

impl<'d> WritePermit<'d> {
    pub(crate) fn door(&self) -> &'d WriteDoor {
        self.door
    }

    pub(crate) fn append(&self, new: &New<'_>) -> Result<Seq, Failure> {
        self.door.writer.append(&self.door.door.tx, new)
    }
}

impl<'d> std::ops::Deref for WritePermit<'d> {
    type Target = Permit<'d>;

    fn deref(&self) -> &Permit<'d> {
        &self.permit
    }
}

impl Store {
    /// A session that reads. What `act` gives is given back only when every permit it asked for is on record.
    ///
    /// # Errors
    /// What `act` stops with; [`Refusal::Busy`] when the service is full; [`Failure::NotRecorded`] when the reading cannot be recorded.
    pub fn read<T>(
        &self,
        actor: &Actor,
        at: Timestamp,
        purpose: &str,
        act: impl FnOnce(&Door) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let door = Door::open(self, self.reading().lease()?, Mode::Read, actor, at, purpose)?;
        let outcome = act(&door);
        let recorded = self.recorder().record(door.close());
        match outcome {
            Err(Stop::Failure(failure)) => Err(Stop::Failure(failure)),
            outcome => recorded.map_err(Stop::from).and(outcome),
        }
    }

    /// A session that writes: all of it lasts, or none of it but the note that it was tried.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn write<T>(
        &self,
        actor: &Actor,
        at: Timestamp,
        purpose: &str,
        act: impl FnOnce(&WriteDoor) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let door = Door::open(self, self.writing().lease()?, Mode::Write, actor, at, purpose)?;
        let writer = Writer::begin(&door.tx)?;
        door.began.set(Some(writer.began()));
        let door = WriteDoor {
            door,
            writer,
            form: RefCell::default(),
            replayed: Cell::new(false),
            touched: RefCell::default(),
        };
        match act(&door) {
            Ok(value) => match door.commit() {
                Ok(()) => Ok(value),
                Err((failure, notes)) => {
                    self.note_undone(notes);
                    Err(failure.into())
                }
            },
            Err(Stop::Failure(failure)) => {
                self.note_undone(door.door.close());
                Err(Stop::Failure(failure))
            }
            Err(Stop::Refusal(refusal)) => {
                let notes = door.door.close().into_iter().map(Note::undone).collect();
                self.recorder().record(notes)?;
                Err(Stop::Refusal(refusal))
            }
        }
    }

    /// A session outside the records: sign-in, drafts, jobs. It sees no case and notes nothing.
    pub(crate) fn beside<T>(
        &self,
        pool: &Arc<Pool>,
        mode: Mode,
        act: impl FnOnce(&Transaction) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let tx = Transaction::begin(pool, mode)?;
        let value = act(&tx)?;
        tx.commit()?;
        Ok(value)
    }

    /// After a failure of ours nothing is shown, so a note that cannot be written either goes to the log and not to the person.
    fn note_undone(&self, notes: Vec<Note>) {
        let undone = notes.into_iter().map(Note::undone).collect();
        if let Err(failure) = self.recorder().record(undone) {
            tracing::error!(%failure, "the attempt at a write that failed could not be recorded");
        }
    }
}
