//! Who reads an audit: whoever audits the service (auditors, the principal social worker, service managers), and those who take part in it: its auditors, the
//! practitioner whose work it is once it is graded, the owners of its actions, the managers who were told that a child is not safe. Having the child's record
//! open is no reason: an audit is about the work. What the family says is written down, and actions are set and seen closed, by whoever audits and not by those
//! whose work it is. One restricted child closes it to those outside the circle.

use super::decide::reached_by;
use super::facts::{AuditFacts, Restriction};
use super::{Action, Layer, Role};
use crate::refusal::Refusal;

pub(super) fn reached_in_audit(
    roles: &[Role],
    action: Action,
    audit: &AuditFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if !audit.record.exists {
        return Err(Refusal::NotFound);
    }
    for child in &audit.record.children {
        let reached = reached_by(roles, child)?;
        if child.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
    }
    let by_role = roles.iter().any(|role| sees_audits(*role));
    if for_those_who_audit(action) && !audit.grades && !by_role {
        return Err(match audit.takes_part {
            true => Refusal::not_allowed(format!(
                "You do not audit this work, so somebody else must {}.",
                action.words()
            )),
            false => Refusal::NotFound,
        });
    }
    if audit.takes_part {
        return Ok((Layer::Content, "takes part in the audit"));
    }
    if by_role {
        return Ok((Layer::Content, "by role"));
    }
    Err(Refusal::NotFound)
}

/// Acts that are for its auditors and those who see every audit: taking part in it otherwise gives none of them.
fn for_those_who_audit(action: Action) -> bool {
    matches!(action, Action::HearAudit | Action::SetAuditAction | Action::CloseAuditAction)
}

/// The roles that see every audit.
pub fn sees_audits(role: Role) -> bool {
    matches!(role, Role::Auditor | Role::PrincipalSocialWorker | Role::ServiceManager | Role::System)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Actor, Allowed, ChildFacts, Facts, RecordFacts, Relationship, decide};
    use crate::id::Id;

    #[track_caller]
    fn check(role: Role, (closed, takes_part): (bool, bool), expected: Result<&str, &str>) {
        check_act(Action::ReadAudit, role, (closed, takes_part, false), expected);
    }

    #[track_caller]
    fn check_act(
        action: Action,
        role: Role,
        (closed, takes_part, grades): (bool, bool, bool),
        expected: Result<&str, &str>,
    ) {
        let restriction = if closed {
            Restriction::Outside { ring: "R. Khan 01632 960001".into() }
        } else {
            Restriction::Open
        };
        let relationships = vec![Relationship::Allocated, Relationship::Stranger];
        let relationships = if closed { relationships[1..].to_vec() } else { relationships };
        let children = vec![ChildFacts { exists: true, relationships, restriction }];
        let facts =
            Facts::Audit(AuditFacts { record: RecordFacts { exists: true, children }, takes_part, grades });
        let actor = Actor {
            staff: Id::from_bits(1),
            roles: [role].into(),
            teams: Default::default(),
            agency: None,
            scope: None,
        };
        let found = decide(&actor, action, &facts);
        let found = found.as_ref().map(Allowed::grounds).map_err(ToString::to_string);
        assert_eq!(
            found,
            expected.map_err(String::from),
            "{action:?} {role:?} {closed} {takes_part} {grades}"
        );
    }

    #[test]
    fn those_whose_work_it_is_neither_hear_the_family_for_it_nor_set_or_close_its_actions() {
        for (action, words) in [
            (Action::HearAudit, "write down what the child and the parents say about the help they had"),
            (Action::SetAuditAction, "set an action of an audit"),
            (Action::CloseAuditAction, "look whether an action of an audit is done, and close it"),
        ] {
            let refused = format!("You do not audit this work, so somebody else must {words}.");
            check_act(action, Role::SocialWorker, (false, true, false), Err(&refused));
            check_act(action, Role::TeamManager, (false, true, true), Ok("takes part in the audit"));
            check_act(action, Role::Auditor, (false, false, false), Ok("by role"));
            check_act(
                action,
                Role::TeamManager,
                (false, false, false),
                Err("There is nothing here that you can see."),
            );
        }
        let own = (false, true, false);
        check_act(Action::DoAuditAction, Role::SocialWorker, own, Ok("takes part in the audit"));
        check_act(Action::ReplyAudit, Role::SocialWorker, own, Ok("takes part in the audit"));
    }

    #[test]
    fn an_audit_is_read_by_those_who_audit_and_those_who_take_part() {
        let gone = Err("There is nothing here that you can see.");
        let ring = Err("Restricted: ring R. Khan 01632 960001.");
        check(Role::Auditor, (false, false), Ok("by role"));
        check(Role::PrincipalSocialWorker, (false, false), Ok("by role"));
        check(Role::SocialWorker, (false, true), Ok("takes part in the audit"));
        check(Role::SocialWorker, (false, false), gone);
        check(Role::TeamManager, (false, false), gone);
        for role in [Role::Auditor, Role::SocialWorker, Role::ServiceManager] {
            check(role, (true, true), ring);
        }
        check(Role::Partner, (false, true), Err("Your role does not let you read an audit."));
    }
}
