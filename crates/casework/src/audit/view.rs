//! An audit as one viewer may see it, beside the record as it was known when it was decided.

use domain::access::{Action, Subject};
use domain::assessment::Assessment;
use domain::assessment::mirror::Mirror;
use domain::audit::{Audit, Draw, Stage};
use domain::chronology::Entry;
use domain::id::Id;
use domain::person::Person;
use domain::staff::Staff;
use store::ledger::events;
use store::{Door, Known, Permit, Seq, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;

/// An audit with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditView {
    /// The audit, as far as the viewer may see it.
    pub audit: Versioned<Audit>,
    /// Where it stands, whatever of it the viewer may see.
    pub stage: Stage,
    /// The staff named.
    pub names: Names,
    /// The children, each beside what was known.
    pub children: Vec<Beside>,
    /// The assessment's quality mirror as it was shown to whoever authorised it, for the audit of an assessment.
    pub mirror: Option<Mirror>,
    /// What the viewer may do.
    pub may: May,
}

/// A child as they were known when it was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The child.
    pub child: Id<Person>,
    /// What they are called.
    pub name: String,
    /// The chronology as it was known then; for those who audit it, or may read the child's record.
    pub entries: Vec<Entry>,
    /// Whether the viewer may open the child's own pages.
    pub may_open: bool,
}

/// What a viewer may do with an audit now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct May {
    /// Grade it, or give it back.
    pub grade: bool,
    /// Say that a child is not safe.
    pub alarm: bool,
    /// Moderate it.
    pub moderate: bool,
    /// Write down what the family said.
    pub hear: bool,
    /// Reply: it is their work.
    pub reply: bool,
    /// Set actions and look whether they are done.
    pub act: bool,
}

/// An audit for a viewer.
///
/// # Errors
/// When it is nothing to them.
pub fn view(session: &Session<'_>, id: Id<Audit>) -> Result<AuditView, Stop> {
    session.read("audit", |door| {
        let permit = door.permit(Action::ReadAudit, Subject::Audit(id))?;
        let known = standing(&permit, id)?;
        let viewer = session.staff.id;
        let may = may(session, door, &known.record)?;
        let mut children = Vec::new();
        for child in &known.record.of.children {
            children.push(beside(door, &permit, session, &known.record, *child)?);
        }
        let stage = known.record.stage();
        let audit = Versioned { record: known.record.for_viewer(viewer), ..known };
        let names = Names::of(&permit, staff_in(&audit.record))?;
        let sees = audit.record.auditors.contains(&viewer) || children.iter().all(|child| child.may_open);
        let mirror = if sees { mirror(&permit, &audit.record)? } else { None };
        Ok(AuditView { audit, stage, names, children, mirror, may })
    })
}

fn may(session: &Session<'_>, door: &Door, audit: &Audit) -> Result<May, Stop> {
    let viewer = session.staff.id;
    let allows = |action| door.would_permit(action, Subject::Audit(audit.id));
    let (grades, graded) = (allows(Action::GradeAudit)?, audit.is_graded());
    let part = audit.auditors.contains(&viewer) || audit.of.had_a_part.contains(&viewer);
    let audits = domain::access::sees_audits;
    let of_the_audit =
        audit.auditors.contains(&viewer) || session.actor.roles.iter().any(|role| audits(*role));
    Ok(May {
        grade: grades && audit.waits_for(viewer),
        alarm: grades && of_the_audit,
        moderate: graded && !part && audit.stage() != Stage::ToGrade && allows(Action::ModerateAudit)?,
        hear: allows(Action::HearAudit)?,
        reply: graded && audit.of.practitioner == viewer && allows(Action::ReplyAudit)?,
        act: graded && allows(Action::SetAuditAction)?,
    })
}

/// The child and, for those who audit or may read the record, the chronology as it was known then.
fn beside(
    door: &Door,
    permit: &Permit<'_>,
    session: &Session<'_>,
    audit: &Audit,
    child: Id<Person>,
) -> Result<Beside, Stop> {
    let may_open = door.would_permit(Action::ReadFile, Subject::Child(child))?;
    let name = load(permit, child)?.map(|known| known.record.name()).unwrap_or_default();
    let mut entries = Vec::new();
    if may_open || audit.auditors.contains(&session.staff.id) {
        permit.shown(child);
        let told = events(permit, child)?;
        let mut file = crate::child::load_file(permit, child, Known::At(Seq(audit.of.entry)), &told)?;
        crate::child::close_restricted(door, permit, &mut file)?;
        entries = file.chronology(&session.house.pack);
    }
    Ok(Beside { child, name, entries, may_open })
}

/// The mirror that stood before whoever authorised the assessment, at the entry of the decision.
fn mirror(permit: &Permit<'_>, audit: &Audit) -> Result<Option<Mirror>, Stop> {
    if audit.of.draw != Draw::Assessment {
        return Ok(None);
    }
    let id: Id<Assessment> = audit.of.record.of_kind();
    let then = store::ledger::at(permit, id, Known::At(Seq(audit.of.entry)))?;
    Ok(then.and_then(|known| known.record.authorised).map(|authorised| authorised.mirror))
}

/// Everybody named in an audit.
fn staff_in(audit: &Audit) -> Vec<Id<Staff>> {
    let mut staff = vec![audit.of.practitioner];
    staff.extend(&audit.auditors);
    staff.extend(audit.gradings.iter().map(|grading| grading.by));
    staff.extend(audit.given_back.iter().map(|given| given.by));
    staff.extend(audit.moderations.iter().map(|moderation| moderation.by));
    staff.extend(audit.feedback.iter().map(|feedback| feedback.by));
    for action in &audit.actions {
        staff.extend([action.owner, action.by]);
        staff.extend(action.done.iter().map(|done| done.by));
        staff.extend(action.looked.iter().flat_map(|looked| [looked.said.by, looked.of.by]));
    }
    for alarm in &audit.alarms {
        staff.push(alarm.said.by);
        staff.extend(&alarm.told);
        staff.extend(alarm.answer.iter().map(|answer| answer.by));
    }
    staff.extend(audit.reply.iter().map(|reply| reply.by));
    staff
}
