//! What of a record can be moved to another, each with a line that says what it is; and what cannot, with what is done instead. What a decision in law rests
//! on, what was agreed with a family and what has left the council is put right by an act of its own, which says so and has its own signature: an enquiry
//! or a plan that quietly became another child's would be a decision nobody took (Children Act 1989 s17, s47; Working Together, chapter 3).

use std::collections::BTreeSet;

use super::super::Person;
use super::Item;
use super::fact::{self, Fact};
use super::goes_with::asked_by;
use crate::access::Unsealing;
use crate::calendar::london::{date_in_words, date_of};
use crate::child_file::{ChildFile, Filed};
use crate::contact::Contact;
use crate::id::Id;
use crate::pack::Pack;
use crate::record::Record;
use crate::referral;

/// Something that can be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What.
    pub item: Item,
    /// The kind of thing it is, in words: "Significant event".
    pub kind: &'static str,
    /// What it says, and of when, on one line.
    pub words: String,
}

/// Something that stands on the record and is not moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stays {
    /// What.
    pub what: String,
    /// What is done instead.
    pub instead: &'static str,
}

/// What a record holds that can be moved, and what stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// What can be moved.
    pub may: Vec<Offered>,
    /// What stays.
    pub stays: Vec<Stays>,
}

/// The kinds of record that can be moved: one, several.
const KINDS: &[(&str, &str, &str)] = &[
    ("contact", "contact", "contacts"),
    ("event", "significant event", "significant events"),
    ("chronology_entry", "entry of the chronology", "entries of the chronology"),
    ("child_voice", "conversation with the child", "conversations with the child"),
    ("direct_work", "piece of direct work", "pieces of direct work"),
    ("form_answer", "form about the child", "forms about the child"),
    ("night_note", "night note", "night notes"),
];

/// Whether records of a kind are moved at all; the others are put right by an act of their own.
pub fn is_moved(kind: &str) -> bool {
    KINDS.iter().any(|(code, ..)| *code == kind)
}

/// "A significant event", "2 significant events".
pub(super) fn counted(kind: &str, count: usize) -> String {
    let found = KINDS.iter().find(|(code, ..)| *code == kind);
    let (one, several) = found.map_or((kind, kind), |(_, one, several)| (*one, *several));
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

/// What can be moved of a record. `enquired` are the contacts from which an enquiry of several agencies was opened.
pub fn offer(file: &ChildFile, enquired: &BTreeSet<Id<Contact>>, unsealing: Unsealing, pack: &Pack) -> Offer {
    let mut offer = Offer::default();
    contacts(&mut offer, file, enquired);
    notes(&mut offer, file, pack);
    let person = &file.child.record;
    for moves in Fact::all_of(person) {
        let said = fact::shown(moves, person, unsealing).unwrap_or_default();
        offer.may.push(Offered { item: Item::Fact(moves), kind: moves.words(), words: cut(&said) });
    }
    stays(&mut offer, file);
    offer
}

/// Why a contact stays, if it does.
fn keeps(file: &ChildFile, contact: &Contact, enquired: &BTreeSet<Id<Contact>>) -> Option<&'static str> {
    if enquired.contains(&contact.id) {
        return Some(
            "An enquiry of several agencies was opened from it, and they were asked about this child. Tell the hub: the enquiry is ended, and a contact about the right child recorded.",
        );
    }
    if file.discussions.iter().any(|filed| filed.record.contact == Some(contact.id)) {
        return Some("A strategy discussion was begun from it. Whoever chairs that says whom it is about.");
    }
    let mut asked = file.referrals.iter().map(|filed| &filed.record).filter(|one| asked_by(one, contact.id));
    let answered = asked.clone().any(|one| one.stage != referral::Stage::Waiting);
    if answered {
        return Some(
            "A manager has answered the referral it asked for. Close what that opened, saying why, and record a contact about the right child.",
        );
    }
    if asked.any(|one| one.requests.iter().any(|request| request.contact != contact.id)) {
        return Some(
            "The referral it asked for was asked for by another contact too. A manager answers that first.",
        );
    }
    None
}

fn contacts(offer: &mut Offer, file: &ChildFile, enquired: &BTreeSet<Id<Contact>>) {
    for contact in file.contacts.iter().map(|filed| &filed.record) {
        let named =
            format!("{}, received on {}", contact.reference, date_in_words(date_of(contact.received_at)));
        match keeps(file, contact, enquired) {
            Some(instead) => offer.stays.push(Stays { what: format!("Contact {named}"), instead }),
            None => offer.may.push(of_record(contact, "Contact", &named, contact.stage.words())),
        }
    }
}

fn notes(offer: &mut Offer, file: &ChildFile, pack: &Pack) {
    for event in file.events.iter().map(|filed| &filed.record) {
        let when = format!("{}, {}", event.name(pack), event.happened);
        offer.may.push(of_record(event, "Significant event", &when, &event.says(pack)));
    }
    for written in file.written.iter().map(|filed| &filed.record) {
        offer.may.push(of_record(
            written,
            "Entry of the chronology",
            &written.happened.to_string(),
            &written.words,
        ));
    }
    for voice in file.voices.iter().map(|filed| &filed.record) {
        let said =
            voice.heard.quotes.first().map_or(voice.heard.wishes.as_str(), |quote| quote.words.as_str());
        offer.may.push(of_record(voice, "Conversation with the child", &date_in_words(voice.heard.on), said));
    }
    for work in file.direct_work.iter().map(|filed| &filed.record) {
        let when = date_in_words(work.on);
        if work.section47.is_some() {
            offer.stays.push(Stays {
                what: format!("Direct work of {when}"),
                instead: "It was done in a section 47 enquiry and is part of it. Add it again where it belongs, and say in the enquiry that it is another child’s.",
            });
        } else {
            offer.may.push(of_record(work, "Direct work", &when, &work.description));
        }
    }
    for answers in file.form_answers.iter().map(|filed| &filed.record) {
        offer.may.push(of_record(
            answers,
            "Form about the child",
            &date_in_words(date_of(answers.at)),
            answers.title(pack),
        ));
    }
    for note in file.night_notes.iter().map(|filed| &filed.record).filter(|note| note.contact.is_none()) {
        offer.may.push(of_record(note, "Night note", &date_in_words(date_of(note.at)), &note.found));
    }
}

fn of_record<R: Record>(record: &R, kind: &'static str, when: &str, says: &str) -> Offered {
    let item = Item::Record { kind: R::KIND.to_owned(), record: record.id().any() };
    let words = if says.trim().is_empty() { when.to_owned() } else { format!("{when}: {}", cut(says)) };
    Offered { item, kind, words }
}

/// The beginning of what was written: enough to know it again.
fn cut(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// What stays, kind by kind, as far as the record has any.
#[expect(clippy::too_many_lines, reason = "one list, a line a kind")]
fn stays(offer: &mut Offer, file: &ChildFile) {
    let mut say = |count: usize, what: &str, instead: &'static str| {
        if count > 0 {
            offer.stays.push(Stays { what: what.to_owned(), instead });
        }
    };
    let waiting = |filed: &&Filed<referral::Referral>| filed.record.stage == referral::Stage::Waiting;
    say(
        file.referrals.iter().filter(waiting).count(),
        "Referrals that wait",
        "A referral goes with the contact that asked for it: tick the contact.",
    );
    say(
        file.episodes.len(),
        "Episodes of need",
        "An episode was opened by a manager’s decision and is counted in the returns. Close it with the reason, and open one for the right child by a referral.",
    );
    say(
        file.section47s.len(),
        "Section 47 enquiries",
        "It is a decision in law about this child. End it with an outcome that says so, and begin one about the right child.",
    );
    say(
        file.discussions.len(),
        "Strategy discussions",
        "Several agencies decided about this child. Convene again about the right one; the record of this one stands.",
    );
    say(
        file.conferences.len(),
        "Child protection conferences",
        "A conference decided about this child. Its chair corrects the record, or convenes one about the right child.",
    );
    say(
        file.powers.len(),
        "Powers and orders",
        "A court or the police named this child. End it with the reason and record it on the right child; ring legal services first.",
    );
    let plans = file.safety_plans.len() + file.own_plans.len() + file.need_plans.len();
    say(
        plans,
        "Plans",
        "A plan was agreed with a family. End it with the reason, and agree one with the right family.",
    );
    say(file.closures.len(), "Closings", "A closing is a manager’s decision: the manager corrects it.");
    say(
        file.assessments.len(),
        "Assessments",
        "An assessment is about a family and signed by a manager. End it without authorising it, and begin one about the right child.",
    );
    say(
        file.documents.len(),
        "Documents that were given to somebody",
        "What has left cannot be moved. Have it back from whoever got it, and prepare the right one.",
    );
    say(
        file.case_summaries.len(),
        "The case summary",
        "It is written anew from what stands on the record after the move.",
    );
    say(file.cards.len(), "Cards for the night", "End the card, and write one for the right child tonight.");
    say(
        file.involvements.len(),
        "Who works with the child",
        "Allocate the right child, and end the wrong allocation.",
    );
    say(file.relationships.len(), "Family", "Who is related to whom is put right on the page of the family.");
    let apart = file.bases.iter().filter(|filed| filed.record.contact.is_none()).count();
    say(
        apart,
        "Consents",
        "Consent was given for this child by somebody who may give it. Ask again for the right one.",
    );
}

/// Whether a record is about both already: then nothing is moved, one of the two is taken out of it.
pub fn is_about_both(file: &ChildFile, item: &Item, other: Id<Person>) -> bool {
    let Item::Record { kind, record } = item else { return false };
    kind == Contact::KIND
        && file.contacts.iter().any(|filed| {
            filed.record.id.any() == *record && filed.record.people().any(|person| person == other)
        })
}
