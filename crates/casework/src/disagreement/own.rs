//! What somebody of an agency does and sees: they raise a disagreement, read those they take part in, answer, take it up, or say that it is settled. They
//! are shown their own words, who speaks, what was answered and how it ended; nothing of a child's record, and not what the council learnt from it.

use domain::access::{Action, Subject};
use domain::calendar::Clock;
use domain::disagreement::{Disagreement, RaiseAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Permit, Stop, Version, load, save};

use super::standing;
use super::tell::{begun, climbed, new_worry, ours};
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A disagreement as somebody of an agency sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The disagreement.
    pub id: Id<Disagreement>,
    /// Its version: what a form is opened at.
    pub version: u64,
    /// The number people say.
    pub reference: String,
    /// The code of what it is about.
    pub about: String,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// The number they gave.
    pub said_number: String,
    /// The children, as they named them.
    pub said_children: String,
    /// What they disagree with.
    pub issue: String,
    /// What should be different.
    pub wanted: String,
    /// What keeps the child safe meanwhile.
    pub meanwhile: String,
    /// What they answered to the council's own questions.
    pub further: Option<domain::form::Answers>,
    /// The stages, the one it is in last.
    pub stages: Vec<OwnStage>,
    /// How it ended: the code of the outcome, what changed, when.
    pub resolved: Option<(String, String, Timestamp)>,
    /// Whether there is a stage above.
    pub can_climb: bool,
}

/// A stage of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnStage {
    /// The stage's code.
    pub code: String,
    /// Its clock.
    pub clock: Clock,
    /// Who speaks for the council; nothing while nobody is named.
    pub ours: Option<String>,
    /// Who speaks for them.
    pub theirs: String,
    /// What was said.
    pub said: Vec<OwnSaid>,
    /// Why it went up from here, and when.
    pub moved: Option<(String, Timestamp)>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSaid {
    /// Who.
    pub by: String,
    /// For which agency; nothing for the council.
    pub agency: Option<String>,
    /// What.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// Raises a disagreement, for somebody of an agency.
///
/// # Errors
/// When the person is no partner, or something is missing.
pub fn raise_own(
    session: &Session<'_>,
    sending: &Sending,
    asked: RaiseAsked,
) -> Result<Id<Disagreement>, Stop> {
    session.send(sending, "send_disagreement", |door| {
        let permit = door.permit(Action::SendDisagreement, Subject::House)?;
        let house = session.house;
        // Which record it is about is for one of ours to say: what an agency names opens nothing.
        let asked = RaiseAsked { record: None, children: Vec::new(), ..asked };
        let raised =
            Disagreement::raise(house.id(), &session.staff, asked, session.at, &house.pack, &house.calendar)?;
        save(&permit, &raised, Version::NONE, "send_disagreement", None)?;
        begun(session, door, &raised)?;
        new_worry(session, door, &permit, &raised)?;
        Ok(raised.id)
    })
}

/// The disagreements somebody of an agency takes part in, the newest first.
///
/// # Errors
/// When the person is no partner.
pub fn own_list(session: &Session<'_>) -> Result<Vec<Own>, Stop> {
    session.read("my disagreements", |door| {
        let house = door.permit(Action::SeeOwnDisagreements, Subject::House)?;
        let mut found = Vec::new();
        for id in store::disagreement::own(&house)? {
            let permit = door.permit(Action::ReadOwnDisagreement, Subject::Disagreement(id))?;
            found.push(shown(session, &permit, id)?);
        }
        Ok(found)
    })
}

/// One of them.
///
/// # Errors
/// When they take no part in it: there is nothing here.
pub fn own(session: &Session<'_>, disagreement: Id<Disagreement>) -> Result<Own, Stop> {
    session.read("my disagreement", |door| {
        let permit = door.permit(Action::ReadOwnDisagreement, Subject::Disagreement(disagreement))?;
        shown(session, &permit, disagreement)
    })
}

fn shown(session: &Session<'_>, permit: &Permit<'_>, id: Id<Disagreement>) -> Result<Own, Stop> {
    let known = standing(permit, id)?;
    let record = known.record;
    let said_by =
        record.stages.iter().flat_map(|stage| stage.said.iter().map(|said| said.by).chain(stage.ours));
    let names = Names::of(permit, said_by.collect::<Vec<_>>())?;
    let stage = |stage: &domain::disagreement::StageOf| OwnStage {
        code: stage.code.clone(),
        clock: stage.clock.clone(),
        ours: stage.ours.map(|ours| names.name(ours).to_owned()),
        theirs: stage.theirs.clone(),
        said: stage
            .said
            .iter()
            .map(|said| OwnSaid {
                by: names.name(said.by).to_owned(),
                agency: said.agency.clone(),
                words: said.words.clone(),
                at: said.at,
            })
            .collect(),
        moved: stage.moved.as_ref().map(|moved| (moved.because.clone(), moved.at)),
    };
    Ok(Own {
        id,
        version: known.version.0,
        can_climb: record.can_climb(&session.house.pack.disagreements),
        stages: record.stages.iter().map(stage).collect(),
        resolved: record
            .resolved
            .as_ref()
            .map(|resolved| (resolved.outcome.clone(), resolved.changed.clone(), resolved.at)),
        raised_at: record.raised.at,
        reference: record.reference,
        about: record.about,
        said_number: record.said_number,
        said_children: record.said_children,
        issue: record.issue,
        wanted: record.wanted,
        meanwhile: record.meanwhile,
        further: record.further,
    })
}

/// Answers, for their agency.
///
/// # Errors
/// When nothing is said, or it is resolved.
pub fn say_own(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "answer_own_disagreement", |door| {
        let permit = door.permit(Action::ReadOwnDisagreement, Subject::Disagreement(disagreement))?;
        let known = standing(&permit, disagreement)?;
        let after = known.record.say(&session.staff, words, session.at)?;
        save(&permit, &after, known.version, "answer_own_disagreement", None)?;
        ours(session, door, &after, "there is an answer. Sign in to read it")
    })
}

/// Takes it up: this stage did not settle it for them.
///
/// # Errors
/// When nothing says why, it is in the last stage, or somebody else changed it.
pub fn move_up_own(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    because: &str,
) -> Result<(), Stop> {
    session.send(sending, "take_disagreement_up", |door| {
        let permit = door.permit(Action::ReadOwnDisagreement, Subject::Disagreement(disagreement))?;
        let known = super::unchanged(&permit, disagreement, sending.opened)?;
        let house = session.house;
        let after =
            known.record.move_up(session.staff.id, because, session.at, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "take_disagreement_up", Some(because))?;
        begun(session, door, &after)?;
        climbed(session, door, &after)
    })
}

/// Says that it is settled. One of ours who raised a disagreement does the same.
///
/// # Errors
/// When they did not raise it, nothing says what settled it, or it is resolved.
pub fn withdraw(
    session: &Session<'_>,
    sending: &Sending,
    disagreement: Id<Disagreement>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "withdraw_disagreement", |door| {
        let partner = session.staff.agency.is_some();
        let action = if partner { Action::ReadOwnDisagreement } else { Action::AnswerDisagreement };
        let permit = door.permit(action, Subject::Disagreement(disagreement))?;
        let known = load(&permit, disagreement)?.ok_or(Refusal::NotFound)?;
        let after = known.record.withdraw(session.staff.id, words, session.at, &session.house.pack)?;
        save(&permit, &after, known.version, "withdraw_disagreement", None)?;
        ours(session, door, &after, "it is settled for whoever raised it")
    })
}
