//! What people do with a document: prepare, reword, give, throw away, have back.

use domain::access::{Action, Subject};
use domain::document::{GivenFiles, Issued, Prepared, Stage, withheld_from};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::safety_plan::Holder;
use store::{Seq, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::compose::{Asked, compose};
use super::view::{Files, printed};
use super::{digest, reference};
use crate::child::{Moment, page_of};
use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// Composes a document for somebody. Nobody has it until it is given.
///
/// # Errors
/// When nobody is named, it is withheld from them, the purpose does not fit, or there is nothing to compose from.
pub fn prepare(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    known: Option<u64>,
    asked: &Asked,
) -> Result<Id<Issued>, Stop> {
    let prepared = composed(session, child, known, asked)?;
    session.send(sending, "prepare_document", |door| {
        // The children of the record it tells may be more than the one it was begun at: whoever may not know one of them composes nothing.
        for other in prepared.children.iter().filter(|other| **other != child) {
            door.permit(Action::PrepareDocument, Subject::Child(*other))?;
        }
        let permit = door.permit(Action::PrepareDocument, Subject::Child(child))?;
        let id = session.house.id();
        let (by, at) = (session.staff.id, session.at);
        let issued = Issued::prepare(id, reference(id), prepared.clone(), by, at, &session.house.pack)?;
        save(&permit, &issued, Version::NONE, "prepare_document", Some(&issued.purpose_words))?;
        Ok(id)
    })
}

/// What the document says, read with the same rules as the child's page.
fn composed(
    session: &Session<'_>,
    child: Id<Person>,
    known: Option<u64>,
    asked: &Asked,
) -> Result<Prepared, Stop> {
    session.read("compose a document", |door| {
        let permit = door.permit(Action::PrepareDocument, Subject::Child(child))?;
        let moment = known.map_or(Moment::Now, |seq| Moment::Entry(Seq(seq)));
        // A document closed to this person by a restriction is not in the page, and so in no document.
        let page = page_of(session, door, &permit, child, moment)?;
        let plans: Vec<_> = page.file.safety_plans.iter().map(|filed| filed.record.clone()).collect();
        let mut earlier = Vec::new();
        for id in store::document::of_child(&permit, child)? {
            earlier.extend(load(&permit, id)?.map(|known: Versioned<Issued>| known.record));
        }
        let mut problems = asked.recipient.problems(&session.house.pack);
        if problems.is_empty()
            && let Err(refusal) = withheld_from(asked.of, &asked.recipient, &plans, &earlier)
        {
            return Err(refusal.into());
        }
        if asked.purpose.is_empty() {
            problems.push(domain::refusal::Problem::new("purpose", "Choose what it is for."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let composed = compose(session, door, &page, asked)?;
        let known = known.or_else(|| page.events.last().map(|event| event.seq.0)).unwrap_or_default();
        let (name, why) = &asked.withhold;
        let withhold = (!name.trim().is_empty() || !why.trim().is_empty())
            .then(|| (Holder { name: name.trim().into(), ..Holder::default() }, why.trim().to_owned()));
        Ok(Prepared {
            of: asked.of,
            record: asked.record,
            letter: Some(asked.letter.clone()).filter(|letter| !letter.is_empty()),
            children: composed.children,
            recipient: asked.recipient.clone(),
            purpose: asked.purpose.clone(),
            purpose_words: asked.purpose_words.trim().to_owned(),
            withhold,
            known,
            title: composed.title,
            sections: composed.sections,
            left_out: composed.left_out,
        })
    })
}

/// Changes its own words, and leaves parts out with a reason.
///
/// # Errors
/// When it has left already, somebody else changed it meanwhile, or a reason is missing.
pub fn reword(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Issued>,
    sections: &[(String, Option<String>, Option<String>)],
) -> Result<(), Stop> {
    change(session, sending, id, (Action::PrepareDocument, "reword_document"), |_, _, issued| {
        Ok(issued.reworded(sections, session.staff.id, session.at)?)
    })
}

/// Gives it, as it was seen. Earlier ones of the same kind for the same reader are marked as replaced.
///
/// # Errors
/// When it has left already, changed since it was looked at, has come to be withheld from them, or it is not said how it is given.
pub fn give(session: &Session<'_>, sending: &Sending, id: Id<Issued>, how: &str) -> Result<(), Stop> {
    change(session, sending, id, (Action::GiveDocument, "give_document"), |_, permit, issued| {
        issued.can_be_given()?;
        let earlier = earlier(permit, issued)?;
        let mut plans = Vec::new();
        for child in &issued.children {
            for plan in store::safety_plan::of_child(permit, *child)? {
                plans.extend(load(permit, plan)?.map(|known| known.record));
            }
        }
        let others: Vec<Issued> = earlier.iter().map(|known| known.record.clone()).collect();
        if let Err(refusal) = withheld_from(issued.of, &issued.recipient, &plans, &others) {
            return Err(Refusal::NotNow(refusal.to_string()).into());
        }
        let document = issued.document(session.at);
        let pdf = digest(&printed(session, &document, Files::Pdf)?);
        let word = digest(&printed(session, &document, Files::Word)?);
        let files = GivenFiles { how: how.trim().into(), pdf, word };
        let given = issued.give(files, session.staff.id, session.at)?;
        for known in earlier.iter().filter(|known| known.record.is_replaced_by(issued)) {
            let replaced = known.record.replaced_by(issued.id, session.at);
            save(permit, &replaced, known.version, "replace_document", None)?;
        }
        Ok(given)
    })
}

/// The other documents about the children.
fn earlier(permit: &WritePermit<'_>, issued: &Issued) -> Result<Vec<Versioned<Issued>>, Stop> {
    let mut found: Vec<Versioned<Issued>> = Vec::new();
    for child in &issued.children {
        for id in store::document::of_child(permit, *child)? {
            if id != issued.id && !found.iter().any(|known| known.record.id == id) {
                found.extend(load(permit, id)?);
            }
        }
    }
    found.retain(|known| known.record.stage() != Stage::Thrown);
    Ok(found)
}

/// Throws it away before anybody had it.
///
/// # Errors
/// When it has left already, or there is no reason.
pub fn throw(session: &Session<'_>, sending: &Sending, id: Id<Issued>, why: &str) -> Result<(), Stop> {
    change(session, sending, id, (Action::GiveDocument, "throw_document"), |_, _, issued| {
        Ok(issued.throw(why, session.staff.id, session.at)?)
    })
}

/// Writes down that a copy came back, or why it cannot be had.
///
/// # Errors
/// When nobody has it, or it is not said where it is.
pub fn collect(session: &Session<'_>, sending: &Sending, id: Id<Issued>, words: &str) -> Result<(), Stop> {
    change(session, sending, id, (Action::GiveDocument, "collect_document"), |_, _, issued| {
        Ok(issued.collect(words, session.staff.id, session.at)?)
    })
}

fn change(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Issued>,
    (action, command): (Action, &'static str),
    act: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Issued) -> Result<Issued, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::record(id))?;
        let known = unchanged(&permit, id, sending.opened)?;
        let after = act(door, &permit, &known.record)?;
        save(&permit, &after, known.version, command, None)?;
        Ok(())
    })
}
