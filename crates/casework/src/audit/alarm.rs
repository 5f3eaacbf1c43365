//! Immediate safety: an auditor thinks that a child is not safe. The managers responsible for the child, and the service managers, have a notice and a message
//! in the same moment; neither names the child outside Frontdoor.

use std::collections::BTreeSet;

use domain::access::{Action, Role};
use domain::audit::Audit;
use domain::id::Id;
use domain::notice::Notice;
use domain::staff::Staff;
use store::{Stop, Version, WriteDoor, WritePermit, save};

use super::{added, changed};
use crate::outbox;
use crate::session::{Sending, Session};

/// Raises the alarm.
///
/// # Errors
/// When nothing is written, or the person does not audit.
pub fn alarm(session: &Session<'_>, sending: &Sending, id: Id<Audit>, words: String) -> Result<(), Stop> {
    added(session, sending, id, (Action::GradeAudit, "alarm_from_audit"), |door, permit, audit| {
        let told = responsible(session, permit, audit)?;
        let after = audit.alarm(session.staff.id, words.clone(), told.clone(), session.at)?;
        for staff in told {
            tell(session, door, permit, audit, staff)?;
        }
        Ok((after, words))
    })
}

/// One of those who were told says what they did. `number` counts the audit's alarms from 0.
///
/// # Errors
/// When they were not told, somebody has answered, or nothing is written.
pub fn answer_alarm(
    session: &Session<'_>,
    sending: &Sending,
    (id, number): (Id<Audit>, usize),
    words: String,
) -> Result<(), Stop> {
    changed(session, sending, id, (Action::DoAuditAction, "answer_audit_alarm"), |_, _, audit| {
        Ok((audit.answer_alarm(session.staff.id, number, words.clone(), session.at)?, words))
    })
}

fn responsible(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    audit: &Audit,
) -> Result<BTreeSet<Id<Staff>>, Stop> {
    let mut told: BTreeSet<Id<Staff>> =
        store::staff::holders(permit, Role::ServiceManager)?.into_iter().collect();
    for child in &audit.of.children {
        let managers = crate::power::responsible(session.house, permit, *child, session.at)?;
        told.extend(managers.into_iter().map(|staff| staff.id));
    }
    told.remove(&session.staff.id);
    let mut inside = BTreeSet::new();
    for staff in told {
        if crate::second_reading::is_inside(permit, &audit.of.children, staff)? {
            inside.insert(staff);
        }
    }
    Ok(inside)
}

fn tell(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    audit: &Audit,
    staff: Id<Staff>,
) -> Result<(), Stop> {
    let Some(child) = audit.of.children.first() else { return Ok(()) };
    let notice = Notice {
        id: session.house.id(),
        to: staff,
        child: *child,
        contact: None,
        words: format!(
            "Immediate safety: the auditor of {} thinks that a child is not safe as things stand. Open the audit, read why, and act now.",
            audit.reference
        ),
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "alert_immediate_safety", None)?;
    let words = format!("Immediate safety, audit {}: sign in now and read your notices.", audit.reference);
    outbox::tell_colleague(session, door, staff, &words)
}
