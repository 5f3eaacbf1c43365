//! What an agency or the family gets of a chronology: first chosen line by line, then looked at as its reader will read it, then made. Names of other people
//! are replaced by what they are to the child, and a protected address is refused in whatever words it stands.

use domain::access::{Action, Subject};
use domain::chronology::recipient::Candidate;
use domain::chronology::{Chosen, Composed, Instead, Recipient, Selection, version as compose};
use domain::id::Id;
use domain::mash::{Enquiry, SharedFact};
use domain::person::Person;
use domain::person::relationship::Relationship;
use domain::record::Record;
use domain::refusal::Refusal;
use store::{Door, Known, Permit, Stop, Version, Versioned, load, save};

use crate::child::{ChildPage, Moment, Shown, file};
use crate::handover::protected_in;
use crate::session::{Sending, Session};

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// For whom.
    pub recipient: Recipient,
    /// What they need it for.
    pub purpose: String,
    /// The lines, by their keys.
    pub lines: Vec<String>,
}

/// The lines that can be chosen for a reader, each with its key.
///
/// # Errors
/// When the person may not choose for others.
pub fn candidates(
    session: &Session<'_>,
    child: Id<Person>,
    recipient: &Recipient,
) -> Result<Vec<(String, Candidate)>, Stop> {
    let Shown::Content(page) = file(session, child, Moment::Now)? else {
        return Err(Refusal::NotFound.into());
    };
    let shared = session.read("chronology for somebody", |door| {
        let permit = door.permit(Action::ShareChronology, Subject::Child(child))?;
        match recipient {
            Recipient::Agency { agency, organisation } => {
                shared_with(door, &permit, child, agency, organisation)
            }
            Recipient::Family { .. } => Ok(Vec::new()),
        }
    })?;
    let pack = &session.house.pack;
    let entries = page.file.chronology(pack);
    let names = names(&page, recipient);
    let lines = recipient.candidates(&entries, &shared, &names, pack);
    Ok(lines.into_iter().enumerate().map(|(place, line)| (key(&line.line, place), line)).collect())
}

/// The name of a line in a form.
pub fn key(line: &Chosen, place: usize) -> String {
    match &line.source {
        Some(source) => format!("{} {} {}", source.kind, source.record, source.event),
        None => format!("sheet {place}"),
    }
}

/// Keeps what was chosen, to be looked at a second time.
///
/// # Errors
/// When the reader, the purpose or the lines are missing, or the person may not.
pub fn choose(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    choice: &Choice,
) -> Result<Id<Selection>, Stop> {
    let lines = candidates(session, child, &choice.recipient)?;
    let picked = lines.into_iter().filter(|(key, _)| choice.lines.contains(key));
    let picked: Vec<Chosen> = picked.map(|(_, candidate)| candidate.line).collect();
    session.send(sending, "choose_chronology", |door| {
        let permit = door.permit(Action::ShareChronology, Subject::Child(child))?;
        let reader = (choice.recipient.clone(), choice.purpose.clone());
        let by = (session.staff.id, session.at);
        let id = session.house.id();
        let chosen = Selection::choose(id, child, reader, picked.clone(), by, &session.house.pack)?;
        save(&permit, &chosen, Version::NONE, "choose_chronology", None)?;
        Ok(id)
    })
}

/// Makes it, after every line was read as its reader will read it.
///
/// # Errors
/// When nobody says that they looked, a protected address stands in a line, it was made already, or the person may not.
pub fn make(
    session: &Session<'_>,
    sending: &Sending,
    selection: Id<Selection>,
    words: &[String],
    looked: bool,
) -> Result<(), Stop> {
    session.send(sending, "make_chronology", |door| {
        let permit = door.permit(Action::ShareChronology, Subject::record(selection))?;
        let known = load(&permit, selection)?.ok_or(Refusal::NotFound)?;
        // Every line as it will be read, those too that nobody changed.
        let lines = known.record.chosen.iter().enumerate();
        let typed: Vec<(String, String)> = lines
            .map(|(place, line)| {
                (format!("words-{place}"), words.get(place).unwrap_or(&line.words).to_owned())
            })
            .collect();
        let problems = protected_in(&permit, &[known.record.child], &typed)?;
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let made = known.record.make(words, looked, session.staff.id, session.at)?;
        save(&permit, &made, Version(sending.opened), "make_chronology", Some(&known.record.purpose))?;
        Ok(())
    })
}

/// One selection, and how its reader reads it.
///
/// # Errors
/// When there is none, or the person may not read it.
pub fn version(
    session: &Session<'_>,
    selection: Id<Selection>,
) -> Result<(Versioned<Selection>, Composed), Stop> {
    session.read("chronology for somebody", |door| {
        let permit = door.permit(Action::ReadFile, Subject::record(selection))?;
        let known = load(&permit, selection)?.ok_or(Refusal::NotFound)?;
        let child = load(&permit, known.record.child)?.ok_or(Refusal::NotFound)?.record;
        let composed = compose::of_selection(&known.record, &child.name(), &session.house.pack);
        Ok((known, composed))
    })
}

/// What the sharing sheets of the child's enquiries hold for an agency, as far as this viewer may read the enquiries.
fn shared_with(
    door: &Door,
    permit: &Permit<'_>,
    child: Id<Person>,
    agency: &str,
    organisation: &str,
) -> Result<Vec<SharedFact>, Stop> {
    let mut facts = Vec::new();
    let entries = store::ledger::child_records(permit, child, Known::Now)?;
    for entry in entries.iter().filter(|entry| entry.kind == Enquiry::KIND) {
        let id: Id<Enquiry> = entry.record.of_kind();
        if !door.would_permit(Action::ReadEnquiry, Subject::Enquiry(id))? {
            continue;
        }
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(id))?;
        let Some(enquiry) = load(&permit, id)?.map(|known| known.record) else { continue };
        let theirs = enquiry.shared.into_iter().filter(|shared| {
            shared.with == agency && (organisation.trim().is_empty() || shared.organisation == organisation)
        });
        facts.extend(theirs.map(|shared| SharedFact { from: shared.from, fact: shared.fact, at: shared.at }));
    }
    Ok(facts)
}

/// Who must not be named to this reader. The family knows its own people: of those who told us something in confidence it learns nothing either.
fn names(page: &ChildPage, recipient: &Recipient) -> Vec<Instead> {
    let mut names = Vec::new();
    let child = &page.file.child.record;
    // A family name that the child has too is no other person's alone.
    let shared: Vec<String> = child.names.iter().map(|known| known.name.family().to_owned()).collect();
    let mut add =
        |name: String, instead: String| names.push(Instead { name, instead, shared: shared.clone() });
    for contact in page.file.contacts.iter().map(|filed| &filed.record) {
        if let Some(name) = &contact.referrer.name {
            add(name.unshown().clone(), "the person who told us".into());
        }
    }
    for event in page.file.events.iter().map(|filed| &filed.record) {
        if let Some(name) = &event.told.who {
            add(name.unshown().clone(), "the person who told us".into());
        }
    }
    if matches!(recipient, Recipient::Family { .. }) {
        return names;
    }
    let of_child = |name: &str| child.names.iter().any(|known| known.name.display() == name);
    for relative in page.file.relatives.iter().map(|filed| &filed.record) {
        let related = page.file.relationships.iter().map(|filed| &filed.record);
        let related = related.filter(|one| page.file.other(one) == relative.id);
        let words = related.map(|one| what_they_are(one, relative.id)).next();
        for known in &relative.names {
            add(known.name.display(), words.clone().unwrap_or_else(|| "a relative".into()));
        }
    }
    for contact in page.file.contacts.iter().map(|filed| &filed.record) {
        for other in &contact.others {
            let words =
                other.kinship.map_or("another person".into(), |kinship| format!("the {}", kinship.words()));
            add(other.name.display(), words);
        }
        for said in contact.children.iter().filter(|said| said.found.person() != Some(child.id)) {
            add(said.said.name.display(), "another child".into());
        }
    }
    names.retain(|each| !of_child(&each.name));
    names
}

fn what_they_are(related: &Relationship, relative: Id<Person>) -> String {
    let words =
        if related.from == relative { related.kind.words() } else { related.kind.seen_from_the_other() };
    format!("the {words}")
}
