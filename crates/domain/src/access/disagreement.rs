//! Who may read a professional disagreement. The council reads it as it reads the children it is about, and whoever raised it or speaks in a stage reads it
//! too; one that nobody has said the children of yet is read at the front door. Somebody of an agency reads those they take part in and no other: what they
//! are shown holds nothing of the children's records. One restricted child closes it to those of the council outside the circle.

use super::decide::{keeps_the_door, reached_by};
use super::facts::{DisagreementFacts, Relationship, Restriction};
use super::{Layer, Role};
use crate::refusal::Refusal;

pub(super) fn reached_in_disagreement(
    roles: &[Role],
    disagreement: &DisagreementFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if !disagreement.exists {
        return Err(Refusal::NotFound);
    }
    if roles.iter().all(|role| *role == Role::Partner) {
        return if disagreement.takes_part {
            Ok((Layer::Content, "takes part in the disagreement"))
        } else {
            Err(Refusal::NotFound)
        };
    }
    let mut best = (Layer::Nothing, Relationship::Stranger.words());
    for child in &disagreement.children {
        let reached = reached_by(roles, child)?;
        if child.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
        if reached.0 > best.0 {
            best = reached;
        }
    }
    if disagreement.takes_part && best.0 < Layer::Content {
        return Ok((Layer::Content, "takes part in the disagreement"));
    }
    if disagreement.children.is_empty() && roles.iter().any(|role| keeps_the_door(*role)) {
        return Ok((Layer::Content, "a disagreement at the front door"));
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Action, Actor, Allowed, ChildFacts, Facts, decide};
    use crate::id::Id;

    fn child(relationship: Option<Relationship>, restricted: bool) -> ChildFacts {
        let restriction = if restricted {
            Restriction::Outside { ring: "R. Khan 01632 960001".into() }
        } else {
            Restriction::Open
        };
        let relationships = relationship.into_iter().chain([Relationship::Stranger]).collect();
        ChildFacts { exists: true, relationships, restriction }
    }

    #[track_caller]
    fn check(
        role: Role,
        action: Action,
        (children, takes_part): (Vec<ChildFacts>, bool),
        expected: Result<&str, &str>,
    ) {
        let actor = Actor {
            staff: Id::from_bits(1),
            roles: [role].into(),
            teams: Default::default(),
            agency: None,
            scope: None,
        };
        let facts = Facts::Disagreement(DisagreementFacts { exists: true, children, takes_part });
        let found = decide(&actor, action, &facts);
        let found = found.as_ref().map(Allowed::grounds).map_err(ToString::to_string);
        assert_eq!(found, expected.map_err(String::from), "{role:?} {action:?}");
    }

    const GONE: &str = "There is nothing here that you can see.";
    const RESTRICTED: &str = "Restricted: ring R. Khan 01632 960001.";
    const PART: &str = "takes part in the disagreement";

    #[test]
    fn an_agency_reads_those_it_takes_part_in_and_no_other() {
        let own = Action::ReadOwnDisagreement;
        check(Role::Partner, own, (vec![child(None, false)], true), Ok(PART));
        check(Role::Partner, own, (vec![child(None, true)], true), Ok(PART));
        check(Role::Partner, own, (vec![child(None, false)], false), Err(GONE));
        check(Role::Partner, own, (Vec::new(), false), Err(GONE));
        let role = "Your role does not let you read a professional disagreement.";
        check(Role::Partner, Action::ReadDisagreement, (Vec::new(), true), Err(role));
    }

    #[test]
    fn the_council_reads_it_as_its_children_or_as_one_who_takes_part() {
        let read = Action::ReadDisagreement;
        let allocated = || child(Some(Relationship::Allocated), false);
        check(Role::SocialWorker, read, (vec![allocated()], false), Ok("allocated to the child"));
        check(Role::ServiceManager, read, (vec![child(None, false)], true), Ok(PART));
        check(Role::SocialWorker, read, (vec![allocated(), child(None, true)], true), Err(RESTRICTED));
        check(Role::MashManager, read, (Vec::new(), false), Ok("a disagreement at the front door"));
        check(Role::SocialWorker, read, (Vec::new(), false), Err(GONE));
    }
}
