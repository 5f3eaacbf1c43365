//! What a child says and shows: written down day by day, taken back with a reason, drawings kept as pictures made anew, and one view of all of it that
//! stands under the first heading of every plan.

pub(crate) mod direct_work;
mod picture;

pub use direct_work::Drawn;
pub(crate) use picture::made_anew;

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::section47::{DirectWork, NewDirectWork};
use domain::voice::{ChildVoice, HeardAsked, Line};
use store::{Stop, Version, load, save};

use crate::child::load_file;
use crate::partner::Upload;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// Everything a child says and shows.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceView {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// What the child is called by those who know them: the first of their names.
    pub first_name: String,
    /// What they say and show, the latest first.
    pub lines: Vec<Line>,
    /// Direct work by its name.
    pub works: BTreeMap<Id<DirectWork>, DirectWork>,
    /// Days on which the child was listened to, the latest first, those that were taken back too.
    pub voices: Vec<ChildVoice>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do.
    pub may: Vec<Action>,
}

/// What a child says and shows.
///
/// # Errors
/// When the viewer may not read it.
pub fn view(session: &Session<'_>, child: Id<Person>) -> Result<VoiceView, Stop> {
    session.read("what a child says and shows", |door| {
        let permit = door.permit(Action::ReadVoice, Subject::Child(child))?;
        let events = store::ledger::events(&permit, child)?;
        let file = load_file(&permit, child, store::Known::Now, &events)?;
        let lines = file.says_and_shows();
        let works: BTreeMap<Id<DirectWork>, DirectWork> =
            file.direct_work.iter().map(|filed| (filed.record.id, filed.record.clone())).collect();
        let mut voices: Vec<ChildVoice> = file.voices.into_iter().map(|filed| filed.record).collect();
        voices.sort_by_key(|voice| std::cmp::Reverse((voice.heard.on, voice.at)));
        let staff = works.values().map(|work| work.by).chain(voices.iter().map(|voice| voice.by));
        let back = voices.iter().filter_map(|voice| voice.taken_back.as_ref().map(|back| back.by));
        let names = Names::of(&permit, staff.chain(back).collect::<Vec<_>>())?;
        let mut may = Vec::new();
        if door.would_permit(Action::WriteVoice, Subject::Child(child))? {
            may.push(Action::WriteVoice);
        }
        let name = file.child.record.name();
        let first_name = name.split_whitespace().next().unwrap_or_default().to_owned();
        Ok(VoiceView { child, name, first_name, lines, works, voices, names, may })
    })
}

/// What a child says and shows, for a page that shows it beside a plan: nothing for whoever may not read it.
///
/// # Errors
/// When the store fails.
pub fn beside_a_plan(session: &Session<'_>, child: Id<Person>) -> Result<Option<VoiceView>, Stop> {
    match view(session, child) {
        Ok(view) => Ok(Some(view)),
        Err(Stop::Refusal(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// Writes down what a child said on one day.
///
/// # Errors
/// When nothing was said, nobody heard it, or the person may not.
pub fn hear(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: HeardAsked,
) -> Result<Id<ChildVoice>, Stop> {
    session.send(sending, "hear_child", |door| {
        let permit = door.permit(Action::WriteVoice, Subject::Child(child))?;
        crate::safety_plan::is_a_child(&permit, child)?;
        let (by, at) = (session.staff.id, session.at);
        let rules = &session.house.pack.voice;
        let voice = ChildVoice::heard((session.house.id(), child), asked, by, at, rules)?;
        save(&permit, &voice, Version::NONE, "hear_child", None)?;
        Ok(voice.id)
    })
}

/// Takes back what was written down in error.
///
/// # Errors
/// Without a reason, or when it is no word of this child.
pub fn take_back(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    voice: Id<ChildVoice>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "take_back_voice", |door| {
        let permit = door.permit(Action::WriteVoice, Subject::Child(child))?;
        let known =
            load(&permit, voice)?.filter(|known| known.record.child == child).ok_or(Refusal::NotFound)?;
        let back = known.record.take_back(reason, session.staff.id, session.at)?;
        save(&permit, &back, known.version, "take_back_voice", Some(reason))?;
        Ok(())
    })
}

/// Keeps direct work done with a child outside any enquiry.
///
/// # Errors
/// When the description, the kind or the day is missing, the file is no picture, or the person may not.
pub fn add_direct_work(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    new: NewDirectWork,
    uploads: Vec<Upload>,
) -> Result<Id<DirectWork>, Stop> {
    let house = session.house;
    let drawn = made_anew(uploads, &house.pack.voice);
    session.send(sending, "add_direct_work", |door| {
        let permit = door.permit(Action::WriteVoice, Subject::Child(child))?;
        crate::safety_plan::is_a_child(&permit, child)?;
        let (by, at) = (session.staff.id, session.at);
        direct_work::keep(session, door, &permit, drawn, |picture| {
            DirectWork::with_child(house.id(), child, new, picture, by, at, &house.pack)
        })
    })
}

/// A picture of a child's direct work, for whoever may read what the child says and shows.
///
/// # Errors
/// When the person may not read it, there is none, or it may not be opened.
pub fn picture(session: &Session<'_>, child: Id<Person>, work: Id<DirectWork>) -> Result<Drawn, Stop> {
    session.read("picture of direct work", |door| {
        let permit = door.permit(Action::ReadVoice, Subject::Child(child))?;
        direct_work::shown(session, &permit, work, |found| found.child == child)
    })
}
