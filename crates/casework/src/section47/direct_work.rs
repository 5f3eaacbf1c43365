//! Direct work: described in words, with a picture where the child lets us keep one. A picture is made anew from its points, so that nothing its camera
//! wrote beside it is kept; it stands sealed, and locked until it is scanned. Only pictures are taken: what a PDF or a Word document says of who made it where cannot be taken out.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::partner::Scan;
use domain::refusal::Refusal;
use domain::section47::{DirectWork, NewDirectWork, Section47};
use store::{Stop, Versioned, load, save};

use crate::house::House;
use crate::outbox;
use crate::partner::Upload;
use crate::session::{Sending, Session};
use crate::voice::{Drawn, direct_work, made_anew};

/// Keeps direct work.
///
/// # Errors
/// When the description, the kind or the day is missing, the file is no picture, or the person may not.
pub fn add_direct_work(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    new: NewDirectWork,
    uploads: Vec<Upload>,
) -> Result<Id<DirectWork>, Stop> {
    let house = session.house;
    let drawn = made_anew(uploads, &house.pack.voice);
    session.send(sending, "add_direct_work", |door| {
        let permit = door.permit(Action::MakeSection47, Subject::record(id))?;
        let section47 = load(&permit, id)?.ok_or(Refusal::NotFound)?.record;
        let (by, at) = (session.staff.id, session.at);
        direct_work::keep(session, door, &permit, drawn, |picture| {
            DirectWork::done(house.id(), &section47, new, picture, by, at, &house.pack)
        })
    })
}

/// A picture, for whoever may read the enquiry.
///
/// # Errors
/// When the person may not read it, there is none, or it may not be opened.
pub fn picture(session: &Session<'_>, id: Id<Section47>, work: Id<DirectWork>) -> Result<Drawn, Stop> {
    session.read("picture of direct work", |door| {
        let permit = door.permit(Action::ReadSection47, Subject::record(id))?;
        direct_work::shown(session, &permit, work, |found| found.section47 == Some(id))
    })
}

/// Has a picture scanned and writes down what was found. The worker is told of a harmful one by the outbox.
///
/// # Errors
/// When it cannot be scanned now, with words for the administrator.
pub(crate) fn scan_direct_work(house: &House, id: Id<DirectWork>) -> Result<Result<(), String>, Stop> {
    let Some(scanner) = &house.ways.scanner else {
        return Ok(Err("no scanner is configured any more".into()));
    };
    let session = house.system();
    let waiting = session.read("scan a picture", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let known: Versioned<DirectWork> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        if known.record.picture.is_none_or(|picture| picture.scan != Scan::Waiting) {
            return Ok(None);
        }
        let bytes = store::section47::picture(&house.store, &permit, id)?;
        Ok(Some(bytes.ok_or(Refusal::NotFound)?))
    })?;
    let Some(bytes) = waiting else { return Ok(Ok(())) };
    let verdict = match scanner.scan(&bytes) {
        Ok(verdict) => verdict,
        Err(words) => return Ok(Err(words)),
    };
    let at = house.now();
    house.store.write(&session.actor, at, "scan_picture", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let known: Versioned<DirectWork> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let scan = verdict.at(at);
        if let Scan::Harmful { .. } = scan {
            let words = "Something harmful was found in a picture of direct work. It is locked: keep the paper, and take the picture again.";
            outbox::tell_colleague(&session, door, known.record.by, words)?;
        }
        save(&permit, &known.record.scanned(scan), known.version, "scan_picture", None)?;
        Ok(Ok(()))
    })
}
