//! Moving what was written on the wrong child: what can be moved, asking for it, doing it by a second act that shows exactly what goes where, and taking it
//! back. Whoever moves reads the content of both; a restricted record is moved into and out of by its circle alone.
//!
//! A record is moved by a new version that is told of the other child, so the chronology, summaries, returns and previous contacts of both follow by
//! themselves, and every earlier moment is what it was.

mod act;
mod ask;
mod carry;
mod view;

pub use act::{confirm, decline, take_back};
pub use ask::{MoveOffer, movable, propose};
pub(crate) use view::lines;
pub use view::{MoveLine, MoveRow, MoveView, Side, on_my_desk, view, waiting};

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::person::moved::has_plan;
use domain::refusal::Refusal;
use store::{Known, Permit, Stop, WriteDoor, WritePermit, load};

use crate::child::load_file;
use crate::session::Session;

/// The two files it is between.
struct Files {
    from: ChildFile,
    to: ChildFile,
    /// Whether a power, an order or conditions run for either.
    powers: bool,
}

impl Files {
    /// Loads both under their permits.
    fn load(from: &Permit<'_>, to: &Permit<'_>, people: (Id<Person>, Id<Person>)) -> Result<Files, Stop> {
        let powers = store::power::runs(from, people.0)? || store::power::runs(to, people.1)?;
        Ok(Files { from: file_of(from, people.0)?, to: file_of(to, people.1)?, powers })
    }

    /// Whether either child has a plan in force today, or a power, an order or conditions.
    fn plan(&self, session: &Session<'_>) -> bool {
        let today = london::date_of(session.at);
        self.powers || has_plan(&self.from, today) || has_plan(&self.to, today)
    }
}

/// The file, with the person as their own record holds them: facts are moved between records, and what another record of the same person says stays there.
fn file_of(permit: &Permit<'_>, child: Id<Person>) -> Result<ChildFile, Stop> {
    let events = store::ledger::events(permit, child)?;
    let mut file = load_file(permit, child, Known::Now, &events)?;
    file.child.record = load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    Ok(file)
}

/// Between two records of one person there is nothing to move, and a record that was closed by adoption gives and takes nothing: what was moved would lead from
/// the one identity to the other.
fn may_exchange(permit: &Permit<'_>, (from, to): (Id<Person>, Id<Person>)) -> Result<(), Stop> {
    if from != to && store::read_as_one::of(permit, from, Known::Now)?.all.contains(&to) {
        let words = "These two records are read as one. Undo that first, if they are two children.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    if store::read_as_one::either_is_closed(permit, from, to)? {
        let words = "Nothing is moved between these two records. Ask whoever is responsible for closed records if you think it should be.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    Ok(())
}

/// The permits of somebody who may do the act to both.
fn both<'d>(
    door: &'d WriteDoor,
    action: Action,
    people: (Id<Person>, Id<Person>),
) -> Result<(WritePermit<'d>, WritePermit<'d>), Stop> {
    Ok((door.permit(action, Subject::Child(people.0))?, door.permit(action, Subject::Child(people.1))?))
}

/// The contacts in a file from which an enquiry of several agencies was opened, and those whose decision the viewer is not to know yet: neither is moved here.
fn kept_apart(permit: &Permit<'_>, file: &ChildFile) -> Result<BTreeSet<Id<Contact>>, Stop> {
    let mut enquired = BTreeSet::new();
    let blind = store::second_reading::blind_to(permit)?;
    for contact in file.contacts.iter().map(|filed| filed.record.id) {
        if blind.contains(&contact.any()) || store::mash::of_contact(permit, contact)?.is_some() {
            enquired.insert(contact);
        }
    }
    Ok(enquired)
}
