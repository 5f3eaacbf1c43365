//! The facts an access decision depends on, for one viewer and one subject: who works with the child, whether a contact is at the front door,
//! whether the glass was broken, whether the record is restricted. `domain::access` decides; this only loads. [`crate::visible`] asks the same
//! of every row of a list.

use domain::access::{
    Actor, AuditFacts, ChildFacts, ContactFacts, DisagreementFacts, DiscussionFacts, EnquiryFacts, Facts,
    MeetingFacts, NotificationFacts, PartnerFacts, RecordFacts, RecordName, Relationship, RequestFacts,
    Restriction, Subject,
};
use domain::audit::Audit;
use domain::contact::Contact;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::meeting::Meeting;
use domain::person::Person;
use domain::record::Record;
use domain::strategy::Discussion;
use jiff::Timestamp;

use crate::engine::{Query, Transaction};
use crate::failure::Failure;
use crate::read_as_one::{self, grown_since};

crate::row! {
    struct AboutChild {
        ring: Option<String>,
        inside: u64,
        allocated: u64,
        team: u64,
        duty: u64,
        broke_glass: u64,
        read_with: u64,
    }
}

crate::row! {
    struct AboutContact {
        at_the_door: bool,
        enquiries: u64,
        worked: u64,
        referral_waits: u64,
        sent: u64,
        proposed: u64,
        drafted: u64,
    }
}

crate::row! {
    struct AboutEnquiry {
        contact: Id<Contact>,
        recommended: u64,
        conflicts: u64,
    }
}

crate::row! {
    struct AboutRequest {
        theirs: u64,
        agencys: u64,
        withdrawn: bool,
        closes_at: Option<Timestamp>,
    }
}

crate::row! {
    struct AboutMeeting {
        contact: Option<Id<Contact>>,
        chaired: u64,
        named: u64,
        asked: u64,
        colleague_asked: u64,
        wrote: u64,
        conflicts: u64,
        closes_at: Option<Timestamp>,
    }
}

crate::row! {
    struct AboutAudit {
        takes_part: u64,
        grades: u64,
    }
}

crate::row! {
    struct AboutDisagreement {
        placed: bool,
        takes_part: u64,
    }
}

crate::statements! {
    // Whoever opened a record with a reason opened what was read as one with it then, and nothing that was linked later.
    static CHILD: Query<AboutChild> = concat!(
        "select person.ring,
        (select count(*) from person_circle circle where circle.id = person.id and circle.staff = $2) as inside,
        (select count(*) from involvement held where held.child = person.id and held.staff = $2
            and held.since <= $3 and (held.until is null or held.until > $3)) as allocated,
        (select count(*) from involvement held join staff_team mine on mine.team = held.team and mine.id = $2
            where held.child = person.id and held.since <= $3 and (held.until is null or held.until > $3)) as team,
        (select count(*) from contact_child named join contact at_door on at_door.id = named.id
            where named.child = person.id and (at_door.at_the_door = 1
                or exists (select 1 from enquiry asked where asked.contact = at_door.id and asked.open = 1))) as duty,
        (select count(*) from break_glass glass where glass.child = person.id and glass.staff = $2 and glass.until > $3
            and not ",
        grown_since!("glass.child", "glass.at"),
        ") as broke_glass,
        (select count(*) from read_as_one one where one.person = person.id) as read_with
        from person where person.id = $1"
    );
    static CONTACT: Query<AboutContact> = "select contact.at_the_door,
        (select count(*) from enquiry where enquiry.contact = contact.id and enquiry.open = 1) as enquiries,
        (select count(*) from contact mine where mine.id = contact.id and $2 in (mine.logged_by, mine.holder, mine.proposed_by, mine.decided_by))
            + (select count(*) from enquiry mine where mine.contact = contact.id and $2 in (mine.recommended_by, mine.decided_by))
            + (select count(*) from second_reading reading where reading.record = contact.id and reading.reader = $2) as worked,
        (select count(*) from referral_request asked join referral on referral.id = asked.id
            where asked.contact = contact.id and referral.stage = 'waiting') as referral_waits,
        (select count(*) from contact mine where mine.id = contact.id and mine.logged_by = $2) as sent,
        (select count(*) from contact mine where mine.id = contact.id and mine.proposed_by = $2) as proposed,
        (select count(*) from feedback where feedback.contact = contact.id and feedback.drafted_by = $2
            and feedback.sent_at is null) as drafted
        from contact where contact.id = $1";
    static ENQUIRY: Query<AboutEnquiry> = "select enquiry.contact,
        (select count(*) from enquiry mine where mine.id = enquiry.id and mine.recommended_by = $2) as recommended,
        (select count(*) from enquiry_conflict said where said.id = enquiry.id and said.staff = $2) as conflicts
        from enquiry where enquiry.id = $1";
    static REQUEST: Query<AboutRequest> = "select
        (select count(*) from staff mine where mine.id = $2 and mine.active = 1 and mine.agency = asked.agency
            and coalesce(mine.organisation, '') = coalesce(asked.organisation, '')
            and (asked.asked_of is null or asked.asked_of = $2 or exists (select 1 from information_request_substitute instead
                where instead.id = asked.id and instead.staff = $2))) as theirs,
        (select count(*) from staff mine where mine.id = $2 and mine.active = 1 and mine.agency = asked.agency
            and coalesce(mine.organisation, '') = coalesce(asked.organisation, '')) as agencys,
        asked.withdrawn, asked.closes_at
        from information_request asked where asked.id = $1";
    static NOTIFICATION: Query<(u64,)> = "select count(*) as value from notification where id = $1";
    static NOTIFIED: Query<(Id<Person>,)> = "select person as value from notification_person where id = $1 order by person";
    static REFUSED_ROW: Query<(u64,)> = "select count(*) as value from refused_row where id = $1";
    static IN_REFUSED_ROW: Query<(Id<Person>,)> = "select person as value from refused_row_person where id = $1 order by person";
    static OF_AGENCY: Query<(u64,)> = "select count(*) as value from staff mine join staff theirs on theirs.id = $1 and theirs.agency = mine.agency
        and coalesce(theirs.organisation, '') = coalesce(mine.organisation, '') where mine.id = $2 and mine.active = 1";
    static MEETING: Query<AboutMeeting> = "select meeting.contact,
        (select count(*) from meeting mine where mine.id = meeting.id and mine.chair = $2) as chaired,
        (select count(*) from meeting mine where mine.id = meeting.id and $2 in (mine.chair, mine.arranged_by, mine.minute_taker)) as named,
        (select count(*) from meeting_invited asked where asked.id = meeting.id and asked.staff = $2 and asked.withdrawn = 0) as asked,
        (select count(*) from meeting_invited asked join staff mine on mine.id = $2 where asked.id = meeting.id and asked.withdrawn = 0
            and mine.active = 1 and mine.agency = asked.agency
            and coalesce(mine.organisation, '') = coalesce(asked.organisation, '')) as colleague_asked,
        (select count(*) from meeting_writer wrote where wrote.id = meeting.id and wrote.staff = $2) as wrote,
        (select count(*) from enquiry_conflict said where said.id = meeting.enquiry and said.staff = $2) as conflicts,
        meeting.closes_at
        from meeting where meeting.id = $1";
    static MEETING_CHILDREN: Query<(Id<Person>,)> = "select about.child as value from meeting_child about where about.id = $1
        union select told.child as value from contact_child told join meeting on meeting.contact = told.id
        where meeting.id = $1 and told.child is not null";
    static RECORD: Query<(u64,)> = "select seq as value from ledger where kind = $1 and record = $2 order by version desc limit 1";
    static RECORD_CHILDREN: Query<(Id<Person>,)> = "select child as value from ledger_child where seq = $1 order by child";
    static NAMED: Query<(u64,)> = "select count(*) as value from strategy_discussion d where d.id = $1
        and ($2 in (d.begun_by, coalesce(d.convened_by, ''), coalesce(d.decided_by, '')) or exists (select 1 from meeting_invited asked
            where asked.id = d.meeting and asked.staff = $2 and asked.withdrawn = 0))";
    static DISAGREEMENT: Query<AboutDisagreement> = "select disagreement.placed,
        (select count(*) from disagreement_party part where part.id = disagreement.id and part.staff = $2) as takes_part
        from disagreement where disagreement.id = $1";
    static DISAGREEMENT_CHILDREN: Query<(Id<Person>,)> = "select child as value from disagreement_child where id = $1 order by child";
    static AUDIT_PARTS: Query<AboutAudit> = "select
        (select count(*) from audit_party part where part.id = audit.id and part.staff = $2) as takes_part,
        (select count(*) from audit_auditor grader where grader.id = audit.id and grader.staff = $2) as grades
        from audit where audit.id = $1";
    static CHILDREN: Query<(Id<Person>,)> = "select child as value from contact_child where id = $1 and child is not null order by place";
}

/// The facts about a subject for a viewer at a moment.
pub(crate) fn load(
    tx: &Transaction,
    actor: &Actor,
    subject: Subject,
    at: Timestamp,
) -> Result<Facts, Failure> {
    match subject {
        Subject::House => Ok(Facts::House),
        Subject::Child(child) => about_child(tx, actor, child, at).map(Facts::Child),
        Subject::Contact(contact) => about_contact(tx, actor, contact, at).map(Facts::Contact),
        Subject::Enquiry(enquiry) => about_enquiry(tx, actor, enquiry, at).map(Facts::Enquiry),
        Subject::Request(request) => about_request(tx, actor, request, at).map(Facts::Request),
        Subject::Notification(told) => {
            let there = tx.one(&NOTIFICATION, &crate::values![told])?.0 > 0;
            let people = tx.all(&NOTIFIED, &crate::values![told])?;
            about_people(tx, actor, there, people, at).map(Facts::Notification)
        }
        Subject::RefusedRow(row) => {
            let there = tx.one(&REFUSED_ROW, &crate::values![row])?.0 > 0;
            let people = tx.all(&IN_REFUSED_ROW, &crate::values![row])?;
            about_people(tx, actor, there, people, at).map(Facts::Notification)
        }
        Subject::Partner(staff) => {
            let (shared,) = tx.one(&OF_AGENCY, &crate::values![staff, actor.staff])?;
            Ok(Facts::Partner(PartnerFacts { of_viewers_agency: shared > 0 }))
        }
        Subject::Meeting(meeting) => about_meeting(tx, actor, meeting, at).map(Facts::Meeting),
        Subject::Discussion(discussion) => {
            let record = RecordName { kind: Discussion::KIND, id: discussion.any() };
            let record = about_record(tx, actor, record, at)?;
            let (named,) = tx.one(&NAMED, &crate::values![discussion, actor.staff])?;
            Ok(Facts::Discussion(DiscussionFacts { record, named: named > 0 }))
        }
        Subject::Record(record) => about_record(tx, actor, record, at).map(Facts::Record),
        Subject::Disagreement(of) => about_disagreement(tx, actor, of, at).map(Facts::Disagreement),
        Subject::Audit(audit) => {
            let record = about_record(tx, actor, RecordName { kind: Audit::KIND, id: audit.any() }, at)?;
            let found = tx.maybe(&AUDIT_PARTS, &crate::values![audit, actor.staff])?;
            let (takes_part, grades) = found.map_or((0, 0), |found| (found.takes_part, found.grades));
            Ok(Facts::Audit(AuditFacts { record, takes_part: takes_part > 0, grades: grades > 0 }))
        }
    }
}

fn about_record(
    tx: &Transaction,
    actor: &Actor,
    record: RecordName,
    at: Timestamp,
) -> Result<RecordFacts, Failure> {
    let Some((seq,)) = tx.maybe(&RECORD, &crate::values![record.kind, record.id])? else {
        return Ok(RecordFacts { exists: false, children: Vec::new() });
    };
    let children = tx.all(&RECORD_CHILDREN, &crate::values![seq])?;
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    Ok(RecordFacts { exists: true, children: children.collect::<Result<_, _>>()? })
}

fn about_disagreement(
    tx: &Transaction,
    actor: &Actor,
    disagreement: Id<Disagreement>,
    at: Timestamp,
) -> Result<DisagreementFacts, Failure> {
    let Some(found) = tx.maybe(&DISAGREEMENT, &crate::values![disagreement, actor.staff])? else {
        return Ok(DisagreementFacts { exists: false, children: Vec::new(), takes_part: false });
    };
    // One that is not placed is about nobody on the record yet.
    let children = if found.placed {
        tx.all(&DISAGREEMENT_CHILDREN, &crate::values![disagreement])?
    } else {
        Vec::new()
    };
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    Ok(DisagreementFacts {
        exists: true,
        children: children.collect::<Result<_, _>>()?,
        takes_part: found.takes_part > 0,
    })
}

fn about_people(
    tx: &Transaction,
    actor: &Actor,
    exists: bool,
    people: Vec<(Id<Person>,)>,
    at: Timestamp,
) -> Result<NotificationFacts, Failure> {
    let people = people.into_iter().map(|(person,)| about_child(tx, actor, person, at));
    Ok(NotificationFacts { exists, people: people.collect::<Result<_, _>>()? })
}

fn about_child(
    tx: &Transaction,
    actor: &Actor,
    child: Id<Person>,
    at: Timestamp,
) -> Result<ChildFacts, Failure> {
    let Some(mut found) = tx.maybe(&CHILD, &crate::values![child, actor.staff, at])? else {
        return Ok(ChildFacts::unknown());
    };
    // Whoever works with one record of a person works with the person; whoever is outside one circle is outside.
    let closed = |found: &AboutChild| found.ring.clone().filter(|_| found.inside == 0);
    let mut ring = closed(&found);
    if found.read_with > 0 {
        for other in read_as_one::now(tx, child)?.others(child) {
            let Some(also) = tx.maybe(&CHILD, &crate::values![other, actor.staff, at])? else { continue };
            ring = ring.or_else(|| closed(&also));
            found.inside += also.inside;
            found.allocated += also.allocated;
            found.team += also.team;
            found.duty += also.duty;
            found.broke_glass += also.broke_glass;
        }
    }
    let holds = |relationship: &Relationship| match relationship {
        Relationship::Allocated => found.allocated > 0,
        Relationship::Circle => found.inside > 0,
        Relationship::Team => found.team > 0,
        Relationship::Duty => found.duty > 0,
        Relationship::BrokeGlass => found.broke_glass > 0,
        Relationship::Stranger => true,
    };
    Ok(ChildFacts {
        exists: true,
        relationships: Relationship::ALL.into_iter().filter(holds).collect(),
        restriction: match ring {
            Some(ring) => Restriction::Outside { ring },
            None => Restriction::Open,
        },
    })
}

fn about_contact(
    tx: &Transaction,
    actor: &Actor,
    contact: Id<Contact>,
    at: Timestamp,
) -> Result<ContactFacts, Failure> {
    let Some(found) = tx.maybe(&CONTACT, &crate::values![contact, actor.staff])? else {
        return Ok(no_contact());
    };
    let children = tx.all(&CHILDREN, &crate::values![contact])?;
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    Ok(ContactFacts {
        exists: true,
        children: children.collect::<Result<_, _>>()?,
        at_the_door: found.at_the_door || found.enquiries > 0,
        worked_on_by_viewer: found.worked > 0,
        referral_waits: found.referral_waits > 0,
        sent_by_viewer: found.sent > 0,
        proposed_by_viewer: found.proposed > 0,
        drafted_by_viewer: found.drafted > 0,
    })
}

fn no_contact() -> ContactFacts {
    ContactFacts {
        exists: false,
        children: Vec::new(),
        at_the_door: false,
        worked_on_by_viewer: false,
        referral_waits: false,
        sent_by_viewer: false,
        proposed_by_viewer: false,
        drafted_by_viewer: false,
    }
}

fn about_enquiry(
    tx: &Transaction,
    actor: &Actor,
    enquiry: Id<Enquiry>,
    at: Timestamp,
) -> Result<EnquiryFacts, Failure> {
    let Some(found) = tx.maybe(&ENQUIRY, &crate::values![enquiry, actor.staff])? else {
        return Ok(EnquiryFacts {
            contact: no_contact(),
            recommended_by_viewer: false,
            conflict_declared: false,
        });
    };
    Ok(EnquiryFacts {
        contact: about_contact(tx, actor, found.contact, at)?,
        recommended_by_viewer: found.recommended > 0,
        conflict_declared: found.conflicts > 0,
    })
}

fn about_request(
    tx: &Transaction,
    actor: &Actor,
    request: Id<Request>,
    at: Timestamp,
) -> Result<RequestFacts, Failure> {
    let nothing = RequestFacts { asked_of_viewer: false, of_viewers_agency: false, open: false };
    // Whoever came by a link has the one request it was sent for.
    if actor.scope.is_some_and(|scope| scope != request) {
        return Ok(nothing);
    }
    let found = tx.maybe(&REQUEST, &crate::values![request, actor.staff])?;
    Ok(found.map_or(nothing, |found| RequestFacts {
        asked_of_viewer: found.theirs > 0,
        of_viewers_agency: found.agencys > 0,
        open: !found.withdrawn && found.closes_at.is_none_or(|closes| at < closes),
    }))
}

fn about_meeting(
    tx: &Transaction,
    actor: &Actor,
    meeting: Id<Meeting>,
    at: Timestamp,
) -> Result<MeetingFacts, Failure> {
    let Some(found) = tx.maybe(&MEETING, &crate::values![meeting, actor.staff])? else {
        return Ok(MeetingFacts {
            exists: false,
            children: Vec::new(),
            at_the_door: false,
            chaired_by_viewer: false,
            named: false,
            wrote_for_another: false,
            conflict_declared: false,
            asked_of_viewer: false,
            open: false,
        });
    };
    let children = tx.all(&MEETING_CHILDREN, &crate::values![meeting])?;
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    let contact = found.contact.map(|contact| about_contact(tx, actor, contact, at)).transpose()?;
    Ok(MeetingFacts {
        exists: true,
        children: children.collect::<Result<_, _>>()?,
        at_the_door: contact.is_some_and(|contact| contact.at_the_door),
        chaired_by_viewer: found.chaired > 0,
        named: found.named > 0 || found.asked > 0,
        wrote_for_another: found.wrote > 0,
        conflict_declared: found.conflicts > 0,
        asked_of_viewer: found.asked > 0 || found.colleague_asked > 0,
        open: found.closes_at.is_none_or(|closes| at < closes),
    })
}
