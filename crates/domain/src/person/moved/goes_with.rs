//! What goes with what is chosen: what people said about its entries in the chronology, and of a contact what was written in it. Moved alone, each of these
//! would speak on one record of what stands on another.

use std::collections::BTreeSet;

use crate::child_file::ChildFile;
use crate::chronology::Source;
use crate::contact::Contact;
use crate::handover::Left;
use crate::id::{Any, Id};
use crate::record::Record;
use crate::referral::Referral;

/// A record with its kind.
type Named = (&'static str, Id<Any>);

/// The records of the first child's file that go with those that were chosen; `other` is the file they go to.
pub fn goes_with<'c>(
    file: &ChildFile,
    other: &ChildFile,
    chosen: impl IntoIterator<Item = (&'c str, Id<Any>)>,
) -> Vec<Named> {
    let chosen: BTreeSet<Id<Any>> = chosen.into_iter().map(|(_, record)| record).collect();
    let mut with: Vec<Named> = Vec::new();
    for contact in file.contacts.iter().map(|filed| filed.record.id).filter(|id| chosen.contains(&id.any())) {
        with.extend(of_contact(file, contact));
    }
    with.retain(|(_, record)| !chosen.contains(record));
    let moved: BTreeSet<Id<Any>> = chosen.into_iter().chain(with.iter().map(|(_, record)| *record)).collect();
    let items = file.night_items.iter().map(|filed| &filed.record);
    let items = items.filter(|item| matches!(item.left, Left::Note(note) if moved.contains(&note.any())));
    with.extend(items.map(named).filter(|(_, record)| !moved.contains(record)).collect::<Vec<_>>());
    // What somebody said of the entry on the other record already stands there.
    let said: BTreeSet<&Source> = other.curations.iter().map(|filed| &filed.record.source).collect();
    let curations = file.curations.iter().map(|filed| &filed.record);
    let curations = curations.filter(|one| moved.contains(&one.source.record) && !said.contains(&one.source));
    with.extend(curations.map(named));
    with
}

fn named<R: Record>(record: &R) -> Named {
    (R::KIND, record.id().any())
}

/// What was written in a contact, and the referrals that it asked for and that nobody has answered.
fn of_contact(file: &ChildFile, contact: Id<Contact>) -> Vec<Named> {
    let feedback = file.feedback.iter().map(|filed| &filed.record).filter(|one| one.contact == contact);
    let bases = file.bases.iter().map(|filed| &filed.record).filter(|one| one.contact == Some(contact));
    let notes = file.night_notes.iter().map(|filed| &filed.record).filter(|one| one.contact == Some(contact));
    let items = file.night_items.iter().map(|filed| &filed.record);
    let items = items.filter(|item| matches!(item.left, Left::Contact(left) if left == contact));
    let referrals = file.referrals.iter().map(|filed| &filed.record).filter(|one| asked_by(one, contact));
    feedback
        .map(named)
        .chain(bases.map(named))
        .chain(notes.map(named))
        .chain(items.map(named))
        .chain(referrals.map(named))
        .collect()
}

/// Whether a contact is among those that asked for a referral.
pub(super) fn asked_by(referral: &Referral, contact: Id<Contact>) -> bool {
    referral.contact == contact || referral.requests.iter().any(|request| request.contact == contact)
}
