//! A child's summary, for those whose work needs no more: where the child stands, what to know first, earlier contacts by date and outcome
//! (domain register 2.1). The type holds nothing else, so a page cannot show more by mistake.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::{Hazard, Person};
use domain::power::Countdown;
use jiff::Timestamp;
use jiff::civil::Date;
use store::ledger::events;
use store::{Permit, Stop};

use super::file::{Existence, Moment, existence, known_at};
use super::load::load_file;
use crate::session::Session;

/// A child's summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Who the child is and who works with them now.
    pub existence: Existence,
    /// Where the child stands: open episode and plans, in words.
    pub status: Vec<String>,
    /// What anyone who meets the child must know first.
    pub hazards: Vec<Hazard>,
    /// Earlier contacts, newest first.
    pub contacts: Vec<Earlier>,
    /// The moment of a summary of the past; nothing for now.
    pub known_at: Option<Timestamp>,
    /// What protects the child at the moment, and how long it still has.
    pub countdowns: Vec<Countdown>,
}

/// An earlier contact, by date and outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// When it came.
    pub received_at: Timestamp,
    /// What was decided, or where it stands.
    pub outcome: String,
}

/// Reads a summary under a permit for it.
pub(super) fn summary(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
    moment: Moment,
) -> Result<Summary, Stop> {
    let events = events(permit, child)?;
    let known = known_at(permit, moment, &events)?;
    let file = load_file(permit, child, known, &events)?;
    let at = file.known_at.unwrap_or(session.at);
    let mut contacts: Vec<Earlier> = file
        .contacts
        .iter()
        .map(|filed| Earlier {
            received_at: filed.record.received_at,
            outcome: outcome(&filed.record, &session.house.pack),
        })
        .collect();
    contacts.sort_by_key(|earlier| std::cmp::Reverse(earlier.received_at));
    Ok(Summary {
        existence: existence(session, permit, child)?,
        status: status(&file, london::date_of(at)),
        hazards: file.child.record.hazards.clone(),
        contacts,
        known_at: file.known_at,
        countdowns: file.countdowns(&session.house.pack, at),
    })
}

/// What was decided about a contact, or where it stands, in words.
pub fn outcome(contact: &Contact, pack: &Pack) -> String {
    let decided = contact.decision().and_then(|decision| decision.outcomes.as_ref());
    match decided {
        Some(basis) => {
            let code = &basis.outcomes.primary;
            pack.outcome(code).map_or_else(|| code.clone(), |outcome| outcome.name.clone())
        }
        None => contact.stage.words().into(),
    }
}

/// Where a child stands on a day: plans first, then an open episode.
pub fn status(file: &ChildFile, day: Date) -> Vec<String> {
    let mut words = Vec::new();
    for episode in file.episodes.iter().map(|filed| &filed.record).filter(|episode| episode.is_open_on(day)) {
        let holds = |started: Date, ended: Option<Date>| started <= day && ended.is_none_or(|end| day < end);
        for plan in episode.plans.iter().filter(|plan| holds(plan.started_on, plan.ended_on)) {
            words.push(format!("{} since {}", plan.kind.words(), london::date_in_words(plan.started_on)));
        }
        words.push(format!("Open since {}", london::date_in_words(episode.referral_date)));
    }
    if words.is_empty() && file.contacts.iter().any(|filed| filed.record.stage.is_at_the_door()) {
        words.push("A contact is at the front door".into());
    }
    if words.is_empty() {
        words.push("Not open".into());
    }
    words
}

/// The acts a child's pages offer.
const OFFERED: &[Action] = &[
    Action::ReadFile,
    Action::ChangePerson,
    Action::CurateChronology,
    Action::Allocate,
    Action::RestrictRecord,
    Action::KeepFromDepartment,
    Action::LinkRecords,
    Action::BreakGlass,
    Action::RevealAddress,
    Action::SeeWhoLooked,
    Action::ReadCard,
    Action::DraftCard,
    Action::WriteNightNote,
    Action::ArrangeMeeting,
    Action::RecordEvent,
    Action::BeginDiscussion,
    Action::RequestConference,
    Action::RaiseDisagreement,
    Action::KnowPower,
    Action::ReadPower,
    Action::RecordPower,
    Action::ChangePower,
    Action::ReadSafetyPlan,
    Action::MakeSafetyPlan,
    Action::ReadChildPlan,
    Action::WriteChildPlan,
    Action::ReadChildInNeedPlan,
    Action::MakeChildInNeedPlan,
    Action::ReadClosure,
    Action::ProposeClosure,
    Action::SeeDocuments,
    Action::ReadCaseSummary,
    Action::WriteCaseSummary,
    Action::ReadVoice,
    Action::WriteVoice,
    Action::FillLocalForm,
    Action::ReadLocalForm,
    Action::BeginAssessment,
    Action::ShareChronology,
    Action::MoveRecords,
];

/// What the viewer may do with a child's record. Nothing is read by asking.
///
/// # Errors
/// When the store fails.
pub fn may(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Action>, Stop> {
    session.read("what may be done", |door| {
        let mut may = Vec::new();
        for action in OFFERED {
            if door.would_permit(*action, Subject::Child(child))? {
                may.push(*action);
            }
        }
        Ok(may)
    })
}
