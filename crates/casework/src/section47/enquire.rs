//! What is done in an enquiry, written down as it is done.

use domain::access::Action;
use domain::form::Answers;
use domain::id::Id;
use domain::section47::{
    CarerAsked, CheckAsked, MedicalAsked, PlanAsked, RiskAsked, Section47, SeenAsked, SiblingAsked,
    WordsAsked,
};
use store::Stop;

use super::{add, change};
use crate::session::{Sending, Session};

/// Changes the plan.
///
/// # Errors
/// When the child would be seen later than was planned, somebody else changed it, or the person may not.
pub fn plan(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: PlanAsked,
) -> Result<(), Stop> {
    change(session, sending, id, Action::MakeSection47, "plan_section47", |_, _, section47| {
        Ok(section47.planned(asked)?)
    })
}

/// Says what became of the risks that were named. `further` are the answers to the council's own questions.
///
/// # Errors
/// When a tick stands without its words, somebody else changed them, or the person may not.
pub fn answer_risks(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: Vec<RiskAsked>,
    further: Option<Answers>,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    change(session, sending, id, Action::MakeSection47, "answer_risks", |_, _, section47| {
        Ok(section47.risks_answered(asked, by, at)?.with_risks_further(further))
    })
}

/// Writes down that somebody went to see the child.
///
/// # Errors
/// When something is missing, or the person may not.
pub fn saw(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: SeenAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::MakeSection47, "saw_child", |section47| section47.saw(asked, by, at))
}

/// Writes down the child's own words.
///
/// # Errors
/// When something is missing, or the person may not.
pub fn child_said(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: WordsAsked,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    add(session, sending, id, Action::MakeSection47, "child_said", |section47| {
        section47.child_said(asked, by, at)
    })
}

/// Says which parents and carers were seen, and which siblings were thought of. `further` are the answers to the council's own questions.
///
/// # Errors
/// When an answer stands without its words, somebody else changed them, or the person may not.
pub fn answer_family(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    carers: Vec<CarerAsked>,
    siblings: Vec<SiblingAsked>,
    further: Option<Answers>,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    change(session, sending, id, Action::MakeSection47, "answer_family", |_, _, section47| {
        Ok(section47.family_answered(carers, siblings, by, at)?.with_family_further(further))
    })
}

/// Writes down the medical, or why there is none.
///
/// # Errors
/// When something is missing, somebody else changed it, or the person may not.
pub fn hold_medical(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: MedicalAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(session, sending, id, Action::MakeSection47, "hold_medical", |_, _, section47| {
        Ok(section47.medical_held(asked, by, at, pack)?)
    })
}

/// Asks an agency, or writes down what it answered.
///
/// # Errors
/// When something is missing, or the person may not.
pub fn check(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: CheckAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    add(session, sending, id, Action::MakeSection47, "check_agency", |section47| {
        section47.checked(asked, by, at, pack)
    })
}
