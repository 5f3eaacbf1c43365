//! One decision: may this viewer do this to that subject.

use super::action::Action;
use super::facts::{
    ChildFacts, ContactFacts, DiscussionFacts, EnquiryFacts, Facts, NotificationFacts, PartnerFacts,
    RecordFacts, Relationship, RequestFacts, Restriction,
};
use super::sealed::{Guard, Unsealing};
use super::table::{Layer, layer};
use super::{Actor, Role};
use crate::refusal::Refusal;

/// What was allowed, and why: the grounds go into the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    layer: Layer,
    grounds: &'static str,
    unsealing: Unsealing,
}

impl Allowed {
    /// How much of the record.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Why, in words.
    pub fn grounds(&self) -> &'static str {
        self.grounds
    }

    /// What this viewer may have opened.
    pub fn unsealing(&self) -> Unsealing {
        self.unsealing
    }
}

/// Decides. The words of a refusal say whom to ring and reveal nothing else.
pub fn decide(actor: &Actor, action: Action, facts: &Facts) -> Result<Allowed, Refusal> {
    let roles: Vec<Role> = actor.roles.iter().copied().filter(|r| action.is_for(*r)).collect();
    if roles.is_empty() {
        return Err(Refusal::not_allowed(format!("Your role does not let you {}.", action.words())));
    }
    // Whoever came by a link has one request, and nothing else is there for them.
    if actor.scope.is_some() && !matches!(facts, Facts::Request(_)) {
        return Err(Refusal::NotFound);
    }
    let (reached, grounds) = match facts {
        Facts::House => (Layer::Content, "by role"),
        Facts::Child(child) => reached_by(&roles, child)?,
        Facts::Contact(contact) => reached_in_contact(&roles, action, contact)?,
        Facts::Enquiry(enquiry) => reached_in_enquiry(&roles, action, enquiry)?,
        Facts::Request(request) => reached_in_request(action, *request)?,
        Facts::Notification(notification) => reached_in_notification(&roles, notification)?,
        Facts::Partner(partner) => reached_in_agency(&roles, action, *partner)?,
        Facts::Meeting(meeting) => super::meeting::reached_in_meeting(&roles, action, meeting)?,
        Facts::Record(record) => reached_in_record(&roles, record)?,
        Facts::Discussion(discussion) => reached_in_discussion(&roles, discussion)?,
        Facts::Disagreement(disagreement) => {
            super::disagreement::reached_in_disagreement(&roles, disagreement)?
        }
        Facts::Audit(audit) => super::audit::reached_in_audit(&roles, action, audit)?,
    };
    if reached < action.needs() {
        return Err(refusal(reached, facts));
    }
    if is_for_the_circle(action) && children(facts).iter().any(|child| child.restriction != Restriction::Open)
    {
        return Err(refusal(Layer::Ring, facts));
    }
    let guard = if action == Action::RevealAddress || actor.is(Role::System) {
        Guard::Protected
    } else {
        Guard::Content
    };
    Ok(Allowed { layer: reached, grounds, unsealing: Unsealing::up_to(guard) })
}

/// The highest layer over the viewer's roles and relationships, and the strongest grounds that give it.
pub(super) fn reached_by(roles: &[Role], child: &ChildFacts) -> Result<(Layer, &'static str), Refusal> {
    if !child.exists {
        return Err(Refusal::NotFound);
    }
    let outside = matches!(child.restriction, Restriction::Outside { .. });
    let mut best = (Layer::Nothing, Relationship::Stranger.words());
    for relationship in &child.relationships {
        for role in roles {
            let reached = layer(*role, *relationship, outside);
            if reached > best.0 {
                best = (reached, relationship.words());
            }
        }
    }
    Ok(best)
}

fn reached_in_contact(
    roles: &[Role],
    action: Action,
    contact: &ContactFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if !contact.exists {
        return Err(Refusal::NotFound);
    }
    if action == Action::ReadOwnReferral {
        return if contact.sent_by_viewer {
            Ok((Layer::Content, "sent by the viewer"))
        } else {
            Err(Refusal::NotFound)
        };
    }
    if action == Action::DecideContact && contact.proposed_by_viewer {
        return Err(Refusal::not_allowed("You proposed this outcome, so somebody else must decide it."));
    }
    if action == Action::ApproveFeedback && contact.drafted_by_viewer {
        return Err(Refusal::not_allowed("You wrote this message, so somebody else must approve it."));
    }
    // One restricted child closes the whole contact to those outside the circle: its words are about all the children.
    let keeps_door = roles.iter().any(|role| keeps_the_door(*role));
    let mut best = (Layer::Nothing, Relationship::Stranger.words());
    for child in &contact.children {
        let reached = reached_by(roles, child)?;
        if child.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
        if reached.0 > best.0 {
            best = reached;
        }
    }
    let at_door = contact.at_the_door || contact.children.is_empty();
    if keeps_door && at_door && best.0 < Layer::Content {
        return Ok((Layer::Content, "the front door's contact"));
    }
    // A team's manager reads what they are asked to accept.
    let accepts = roles.iter().any(|role| Action::AcceptReferral.is_for(*role));
    if accepts && contact.referral_waits && best.0 < Layer::Content {
        return Ok((Layer::Content, "a referral waits to be accepted"));
    }
    // Whoever worked on it can look again at what they wrote, and at what came of it.
    if keeps_door && contact.worked_on_by_viewer && best.0 < Layer::Content {
        return Ok((Layer::Content, "worked on the contact"));
    }
    Ok(best)
}

/// An enquiry is about the children of its contact, and is read by whoever reads that.
fn reached_in_enquiry(
    roles: &[Role],
    action: Action,
    enquiry: &EnquiryFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if action == Action::DecideEnquiry && enquiry.contact.exists {
        if enquiry.recommended_by_viewer {
            return Err(Refusal::not_allowed("You recommended this, so somebody else must decide it."));
        }
        if enquiry.conflict_declared {
            return Err(Refusal::not_allowed(
                "You said that you must not decide this, so somebody else does.",
            ));
        }
    }
    reached_in_contact(roles, action, &enquiry.contact)
}

/// A record is read as the children it is about. One restricted child closes the whole to those outside the circle: its words are about all.
fn reached_in_record(roles: &[Role], record: &RecordFacts) -> Result<(Layer, &'static str), Refusal> {
    let mut best = (Layer::Nothing, Relationship::Stranger.words());
    if !record.exists {
        return Err(Refusal::NotFound);
    }
    for child in &record.children {
        let reached = reached_by(roles, child)?;
        if child.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
        if reached.0 > best.0 {
            best = reached;
        }
    }
    Ok(best)
}

/// A strategy discussion is read as its children are, and by those who hold it: nobody may be shut out of what they are deciding. One restricted child
/// closes it to those outside the circle.
fn reached_in_discussion(
    roles: &[Role],
    discussion: &DiscussionFacts,
) -> Result<(Layer, &'static str), Refusal> {
    let reached = reached_in_record(roles, &discussion.record)?;
    let closed = discussion.record.children.iter().any(|child| child.restriction != Restriction::Open);
    if discussion.named && !closed && reached.0 < Layer::Content {
        return Ok((Layer::Content, "takes part in the discussion"));
    }
    Ok(reached)
}

/// An agency sees what it was asked while its access lasts; to anybody else, and afterwards, there is nothing. Its administrator hands on what
/// anybody there was asked.
fn reached_in_request(action: Action, request: RequestFacts) -> Result<(Layer, &'static str), Refusal> {
    let theirs =
        if action == Action::ReassignRequest { request.of_viewers_agency } else { request.asked_of_viewer };
    if theirs && request.open {
        Ok((Layer::Content, "asked of the viewer's agency"))
    } else {
        Err(Refusal::NotFound)
    }
}

/// What was notified is read by those who screen it. One restricted person closes the whole to those outside the circle: its words are about all
/// who are in it, and a likeness that is nearly certain is enough.
fn reached_in_notification(
    roles: &[Role],
    notification: &NotificationFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if !notification.exists {
        return Err(Refusal::NotFound);
    }
    for person in notification.people.iter().filter(|person| person.exists) {
        let reached = reached_by(roles, person)?;
        if person.restriction != Restriction::Open && reached.0 < Layer::Content {
            return Ok(reached);
        }
    }
    Ok((Layer::Content, "notified to the front door"))
}

/// An agency's administrator has the people of their own agency and organisation. The council's own keep every agency's list of those who can be
/// sent a link.
fn reached_in_agency(
    roles: &[Role],
    action: Action,
    partner: PartnerFacts,
) -> Result<(Layer, &'static str), Refusal> {
    if partner.of_viewers_agency {
        return Ok((Layer::Content, "of the viewer's agency"));
    }
    if action == Action::ManageContacts && roles.iter().any(|role| *role != Role::AgencyAdministrator) {
        return Ok((Layer::Content, "by role"));
    }
    Err(Refusal::NotFound)
}

/// The roles whose work is a contact while it is at the front door, or that names nobody yet.
pub fn keeps_the_door(role: Role) -> bool {
    matches!(
        role,
        Role::ContactOfficer
            | Role::MashSocialWorker
            | Role::MashManager
            | Role::NightWorker
            | Role::NightManager
            | Role::ServiceManager
            | Role::Auditor
            | Role::PrincipalSocialWorker
            | Role::System
    )
}

/// What goes into a restricted record or out of it is moved by its circle alone: not by whoever works with the child or broke the glass.
fn is_for_the_circle(action: Action) -> bool {
    matches!(action, Action::MoveRecords | Action::ConfirmMove)
}

fn children(facts: &Facts) -> &[ChildFacts] {
    match facts {
        Facts::House | Facts::Request(_) | Facts::Partner(_) => &[],
        Facts::Enquiry(enquiry) => &enquiry.contact.children,
        Facts::Child(child) => std::slice::from_ref(child),
        Facts::Contact(contact) => &contact.children,
        Facts::Notification(notification) => &notification.people,
        Facts::Meeting(meeting) => &meeting.children,
        Facts::Record(record) => &record.children,
        Facts::Discussion(discussion) => &discussion.record.children,
        Facts::Disagreement(disagreement) => &disagreement.children,
        Facts::Audit(audit) => &audit.record.children,
    }
}

fn refusal(reached: Layer, facts: &Facts) -> Refusal {
    let ring = children(facts).iter().find_map(|child| match &child.restriction {
        Restriction::Outside { ring } => Some(ring),
        Restriction::Open => None,
    });
    match (reached, ring) {
        (Layer::Nothing, _) => Refusal::NotFound,
        (_, Some(ring)) => Refusal::not_allowed(format!("Restricted: ring {ring}.")),
        (_, None) => Refusal::not_allowed(
            "You can see that this child is known. To read more, ask the team named here, or open the record with a reason.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::id::Id;

    fn actor(role: Role) -> Actor {
        Actor {
            staff: Id::from_bits(1),
            roles: BTreeSet::from([role]),
            teams: BTreeSet::new(),
            agency: None,
            scope: None,
        }
    }

    fn child(relationships: &[Relationship], ring: Option<&str>) -> ChildFacts {
        let restriction = match ring {
            Some(ring) => Restriction::Outside { ring: ring.into() },
            None => Restriction::Open,
        };
        let mut relationships = relationships.to_vec();
        relationships.push(Relationship::Stranger);
        ChildFacts { exists: true, relationships, restriction }
    }

    #[track_caller]
    fn check(role: Role, action: Action, facts: ChildFacts, expected: Result<&str, &str>) {
        let found = decide(&actor(role), action, &Facts::Child(facts));
        let found = found.as_ref().map(Allowed::grounds).map_err(ToString::to_string);
        assert_eq!(found, expected.map_err(String::from), "{role:?} {action:?}");
    }

    #[test]
    fn only_the_circle_moves_anything_into_a_restricted_record_or_out_of_it() {
        use Relationship::*;
        let ring = Some("R. Khan 01632 960001");
        for action in [Action::MoveRecords, Action::ConfirmMove] {
            check(Role::TeamManager, action, child(&[Allocated], None), Ok("allocated to the child"));
            for way in [Allocated, BrokeGlass] {
                let refused = Err("Restricted: ring R. Khan 01632 960001.");
                check(Role::TeamManager, action, child(&[way], ring), refused);
            }
        }
        check(Role::TeamManager, Action::ReadFile, child(&[Allocated], ring), Ok("allocated to the child"));
    }

    #[test]
    fn who_reads_a_child() {
        use Relationship::*;
        let gone = "There is nothing here that you can see.";
        let ask = "You can see that this child is known. To read more, ask the team named here, or open the record with a reason.";
        check(Role::SocialWorker, Action::ReadFile, child(&[Allocated], None), Ok("allocated to the child"));
        check(Role::SocialWorker, Action::ReadFile, child(&[], None), Err(ask));
        check(Role::SocialWorker, Action::KnowExists, child(&[], None), Ok("by role"));
        check(Role::MashManager, Action::ReadSummary, child(&[], None), Ok("by role"));
        check(Role::NightWorker, Action::ReadFile, child(&[], None), Err(ask));
        check(Role::NightWorker, Action::ReadFile, child(&[BrokeGlass], None), Ok("opened with a reason"));
        check(
            Role::NightWorker,
            Action::KnowExists,
            child(&[], Some("R. Khan 01632 960001")),
            Err("Restricted: ring R. Khan 01632 960001."),
        );
        check(
            Role::Auditor,
            Action::ReadFile,
            child(&[], Some("R. Khan 01632 960001")),
            Err("Restricted: ring R. Khan 01632 960001."),
        );
        check(
            Role::Administrator,
            Action::ReadFile,
            child(&[Allocated], None),
            Err("Your role does not let you read a child's record."),
        );
        check(Role::EarlyHelpWorker, Action::KnowExists, child(&[], None), Err(gone));
    }

    #[test]
    fn a_record_is_read_as_its_children_and_one_restricted_child_closes_it() {
        let ring = Some("R. Khan 01632 960001");
        let record = |children| Facts::Record(RecordFacts { exists: true, children });
        let worker = actor(Role::SocialWorker);
        let allocated = child(&[Relationship::Allocated], None);
        let known = record(vec![child(&[], None), allocated.clone()]);
        let found = decide(&worker, Action::ReadFile, &known);
        assert_eq!(found.as_ref().map(Allowed::grounds), Ok("allocated to the child"));
        let closed = record(vec![allocated, child(&[], ring)]);
        let words = decide(&worker, Action::ReadFile, &closed).unwrap_err().to_string();
        assert_eq!(words, "Restricted: ring R. Khan 01632 960001.");
        let gone = Facts::Record(RecordFacts { exists: false, children: Vec::new() });
        assert_eq!(decide(&worker, Action::ReadFile, &gone), Err(Refusal::NotFound));
    }

    #[test]
    fn whoever_holds_a_discussion_reads_it_unless_a_child_of_it_is_restricted() {
        let facts = |named, ring: Option<&str>| {
            let record = RecordFacts { exists: true, children: vec![child(&[], ring)] };
            Facts::Discussion(DiscussionFacts { record, named })
        };
        let manager = actor(Role::TeamManager);
        let grounds =
            |facts| decide(&manager, Action::ReadDiscussion, &facts).map(|allowed| allowed.grounds());
        assert_eq!(grounds(facts(true, None)), Ok("takes part in the discussion"));
        assert!(grounds(facts(false, None)).is_err());
        let closed = grounds(facts(true, Some("R. Khan 01632 960001"))).unwrap_err();
        assert_eq!(closed.to_string(), "Restricted: ring R. Khan 01632 960001.");
        let partner = decide(&actor(Role::Partner), Action::ReadDiscussion, &facts(true, None));
        assert!(partner.is_err());
    }

    #[test]
    fn an_agency_sees_what_it_was_asked_and_a_link_opens_one_request() {
        let facts = |asked_of_viewer, of_viewers_agency, open| {
            Facts::Request(RequestFacts { asked_of_viewer, of_viewers_agency, open })
        };
        let (partner, administrator) = (Role::Partner, Role::AgencyAdministrator);
        for (role, action, facts, expected) in [
            (partner, Action::AnswerRequest, facts(true, true, true), true),
            (partner, Action::AnswerRequest, facts(false, true, true), false),
            (partner, Action::AnswerRequest, facts(true, true, false), false),
            (partner, Action::ReassignRequest, facts(true, true, true), false),
            (administrator, Action::ReassignRequest, facts(false, true, true), true),
            (administrator, Action::ReassignRequest, facts(false, false, true), false),
            (administrator, Action::ReassignRequest, facts(false, true, false), false),
            (administrator, Action::AnswerRequest, facts(true, true, true), false),
        ] {
            assert_eq!(
                decide(&actor(role), action, &facts).is_ok(),
                expected,
                "{role:?} {action:?} {facts:?}"
            );
        }
        let own = |of_viewers_agency| Facts::Partner(PartnerFacts { of_viewers_agency });
        assert!(decide(&actor(administrator), Action::ManageAgency, &own(true)).is_ok());
        assert_eq!(decide(&actor(administrator), Action::ManageAgency, &own(false)), Err(Refusal::NotFound));
        assert!(decide(&actor(Role::MashManager), Action::ManageContacts, &own(false)).is_ok());
        assert!(decide(&actor(administrator), Action::ManageContacts, &own(false)).is_err());
        let linked = Actor { scope: Some(Id::from_bits(5)), ..actor(partner) };
        assert!(decide(&linked, Action::AnswerRequest, &facts(true, true, true)).is_ok());
        for (action, facts) in [
            (Action::SeeOwnRequests, Facts::House),
            (Action::SeeOwnWork, Facts::House),
            (Action::SendReferral, Facts::House),
            (Action::SeeOwnReferrals, Facts::House),
        ] {
            assert_eq!(decide(&linked, action, &facts), Err(Refusal::NotFound), "{action:?}");
        }
    }

    #[test]
    fn nobody_decides_their_own_proposal() {
        let facts = ContactFacts {
            exists: true,
            children: vec![child(&[Relationship::Duty], None)],
            at_the_door: true,
            worked_on_by_viewer: false,
            referral_waits: false,
            sent_by_viewer: false,
            proposed_by_viewer: true,
            drafted_by_viewer: false,
        };
        let manager = actor(Role::MashManager);
        assert!(decide(&manager, Action::DecideContact, &Facts::Contact(facts.clone())).is_err());
        let facts = ContactFacts { proposed_by_viewer: false, ..facts };
        assert!(decide(&manager, Action::DecideContact, &Facts::Contact(facts.clone())).is_ok());
        assert!(decide(&actor(Role::ContactOfficer), Action::DecideContact, &Facts::Contact(facts)).is_err());
    }

    #[test]
    fn restricting_a_record_never_widens_it() {
        for role in Role::ALL {
            for relationship in Relationship::ALL {
                assert!(
                    layer(*role, relationship, true) <= layer(*role, relationship, false),
                    "{role:?} {relationship:?}"
                );
            }
        }
    }
}
