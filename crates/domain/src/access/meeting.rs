//! Who may do what with a meeting. The council reads it as it reads the children it is about; whoever chairs, arranged, writes or was asked reads it
//! too. An agency sees that it is asked, and its own copy, while its access lasts; to anybody else there is nothing. One restricted child closes the
//! whole meeting to those outside the circle, partners too.

use super::decide::{keeps_the_door, reached_by};
use super::facts::{MeetingFacts, Relationship, Restriction};
use super::{Action, Layer, Role};
use crate::refusal::Refusal;

pub(super) fn reached_in_meeting(
    roles: &[Role],
    action: Action,
    meeting: &MeetingFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if !meeting.exists {
        return Err(Refusal::NotFound);
    }
    let closed = meeting.children.iter().any(|child| child.restriction != Restriction::Open);
    let partner = roles.iter().all(|role| *role == Role::Partner);
    if partner && !(meeting.asked_of_viewer && meeting.open) {
        return Err(Refusal::NotFound);
    }
    if action == Action::ReadInvitation && !meeting.asked_of_viewer {
        return Err(Refusal::NotFound);
    }
    if partner && !closed || action == Action::ReadInvitation {
        return Ok((Layer::Content, "asked to the meeting"));
    }
    if partner {
        return Ok((Layer::Ring, "by role"));
    }
    if meeting.conflict_declared && matches!(action, Action::DecideMeeting | Action::SignMinutes) {
        return Err(Refusal::not_allowed("You said that you must not decide this, so somebody else does."));
    }
    if action == Action::SignMinutes && !meeting.chaired_by_viewer {
        return Err(Refusal::not_allowed("The chair signs the minutes."));
    }
    if action == Action::SignMinutes && meeting.wrote_for_another {
        return Err(Refusal::not_allowed(
            "You wrote these minutes for somebody else, so somebody else signs them.",
        ));
    }
    reached_by_council(roles, meeting)
}

fn reached_by_council(roles: &[Role], meeting: &MeetingFacts) -> Result<(Layer, &'static str), Refusal> {
    let mut best = (Layer::Nothing, Relationship::Stranger.words());
    for child in &meeting.children {
        let reached = reached_by(roles, child)?;
        if child.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
        if reached.0 > best.0 {
            best = reached;
        }
    }
    if meeting.named && best.0 < Layer::Content {
        return Ok((Layer::Content, "takes part in the meeting"));
    }
    let keeps_door = roles.iter().any(|role| keeps_the_door(*role));
    if keeps_door && (meeting.at_the_door || meeting.children.is_empty()) && best.0 < Layer::Content {
        return Ok((Layer::Content, "the front door's meeting"));
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::{Actor, ChildFacts, Facts, decide};
    use crate::id::Id;

    fn facts() -> MeetingFacts {
        MeetingFacts {
            exists: true,
            children: vec![child(false)],
            at_the_door: false,
            chaired_by_viewer: false,
            named: false,
            wrote_for_another: false,
            conflict_declared: false,
            asked_of_viewer: false,
            open: true,
        }
    }

    fn child(restricted: bool) -> ChildFacts {
        let restriction = if restricted {
            Restriction::Outside { ring: "R. Khan 01632 960001".into() }
        } else {
            Restriction::Open
        };
        ChildFacts { exists: true, relationships: vec![Relationship::Stranger], restriction }
    }

    #[track_caller]
    fn check(role: Role, action: Action, facts: MeetingFacts, expected: Result<&str, &str>) {
        let actor = Actor {
            staff: Id::from_bits(1),
            roles: BTreeSet::from([role]),
            teams: BTreeSet::new(),
            agency: None,
            scope: None,
        };
        let found = decide(&actor, action, &Facts::Meeting(facts));
        let found = found.as_ref().map(super::super::Allowed::grounds).map_err(ToString::to_string);
        assert_eq!(found, expected.map_err(String::from), "{role:?} {action:?}");
    }

    const GONE: &str = "There is nothing here that you can see.";
    const RESTRICTED: &str = "Restricted: ring R. Khan 01632 960001.";

    #[test]
    fn an_agency_sees_what_it_is_asked_to_while_its_access_lasts() {
        let asked = MeetingFacts { asked_of_viewer: true, ..facts() };
        for action in [Action::ReadInvitation, Action::ReadOwnCopy] {
            check(Role::Partner, action, asked.clone(), Ok("asked to the meeting"));
            check(Role::Partner, action, facts(), Err(GONE));
            check(Role::Partner, action, MeetingFacts { open: false, ..asked.clone() }, Err(GONE));
        }
        let role = "Your role does not let you read a meeting's record.";
        check(Role::Partner, Action::ReadMeeting, asked.clone(), Err(role));
        let closed = MeetingFacts { children: vec![child(true)], ..asked };
        check(Role::Partner, Action::ReadOwnCopy, closed.clone(), Err(RESTRICTED));
        check(Role::Partner, Action::ReadInvitation, closed, Ok("asked to the meeting"));
    }

    #[test]
    fn one_restricted_child_closes_the_meeting() {
        let named = MeetingFacts { named: true, chaired_by_viewer: true, ..facts() };
        check(Role::TeamManager, Action::ReadMeeting, named.clone(), Ok("takes part in the meeting"));
        let closed = MeetingFacts { children: vec![child(false), child(true)], ..named };
        check(Role::TeamManager, Action::ReadMeeting, closed.clone(), Err(RESTRICTED));
        check(Role::TeamManager, Action::SignMinutes, closed, Err(RESTRICTED));
    }

    #[test]
    fn the_chair_signs_and_nobody_else() {
        let chaired = MeetingFacts { named: true, chaired_by_viewer: true, ..facts() };
        check(Role::MashManager, Action::SignMinutes, chaired.clone(), Ok("takes part in the meeting"));
        let other = MeetingFacts { chaired_by_viewer: false, ..chaired.clone() };
        check(Role::MashManager, Action::SignMinutes, other, Err("The chair signs the minutes."));
        let wrote = MeetingFacts { wrote_for_another: true, ..chaired };
        check(
            Role::MashManager,
            Action::SignMinutes,
            wrote,
            Err("You wrote these minutes for somebody else, so somebody else signs them."),
        );
    }

    #[test]
    fn whoever_said_that_they_must_not_decide_neither_decides_nor_signs() {
        let declared =
            MeetingFacts { named: true, chaired_by_viewer: true, conflict_declared: true, ..facts() };
        for action in [Action::DecideMeeting, Action::SignMinutes] {
            let words = "You said that you must not decide this, so somebody else does.";
            check(Role::MashManager, action, declared.clone(), Err(words));
        }
        check(Role::MashManager, Action::WriteMinutes, declared, Ok("takes part in the meeting"));
    }

    #[test]
    fn business_support_arranges_and_writes_and_decides_nothing() {
        let named = MeetingFacts { named: true, ..facts() };
        for action in [Action::ArrangeMeeting, Action::WriteMinutes, Action::DistributeMinutes] {
            check(Role::BusinessSupport, action, named.clone(), Ok("takes part in the meeting"));
            check(Role::BusinessSupport, action, facts(), Err(GONE));
        }
        let role = "Your role does not let you record what a meeting decided.";
        check(Role::BusinessSupport, Action::DecideMeeting, named, Err(role));
    }

    #[test]
    fn the_front_door_reads_what_is_at_the_door() {
        let at_door = MeetingFacts { at_the_door: true, ..facts() };
        check(Role::ContactOfficer, Action::ReadMeeting, at_door, Ok("the front door's meeting"));
        let known = "You can see that this child is known. To read more, ask the team named here, or open the record with a reason.";
        check(Role::ContactOfficer, Action::ReadMeeting, facts(), Err(known));
    }
}
