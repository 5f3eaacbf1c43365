//! The facts an access decision depends on, loaded by the store's door for one viewer and one subject.

use serde::{Deserialize, Serialize};

use crate::audit::Audit;
use crate::contact::Contact;
use crate::disagreement::Disagreement;
use crate::id::{Any, Id};
use crate::mash::{Enquiry, Request};
use crate::meeting::Meeting;
use crate::notification::{Notification, RefusedRow};
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;
use crate::strategy::Discussion;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// No case: the person's own work, the settings, a list (each row of which is filtered).
    House,
    /// One child (or adult on the record).
    Child(Id<Person>),
    /// One contact, with all the children it is about.
    Contact(Id<Contact>),
    /// One MASH enquiry, with the contact it was opened from.
    Enquiry(Id<Enquiry>),
    /// One request to an agency, for the agency's own people.
    Request(Id<Request>),
    /// One notification, with everybody on the record who nearly certainly is in it.
    Notification(Id<Notification>),
    /// One row of a batch that could not be taken, likewise.
    RefusedRow(Id<RefusedRow>),
    /// Somebody of an agency, for its administrator.
    Partner(Id<Staff>),
    /// One meeting of several agencies, with the children it is about.
    Meeting(Id<Meeting>),
    /// One strategy discussion, with the children it is about.
    Discussion(Id<Discussion>),
    /// One record in the files of children, with every child it is about: for kinds whose access depends on nothing else.
    Record(RecordName),
    /// One professional disagreement, with its children and those who take part in it.
    Disagreement(Id<Disagreement>),
    /// One audit, with the children whose record it reads and those who take part in it.
    Audit(Id<Audit>),
}

/// A record by its kind and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordName {
    /// The kind's name in the ledger.
    pub kind: &'static str,
    /// The record.
    pub id: Id<Any>,
}

impl Subject {
    /// A record in the files of children.
    pub fn record<R: Record>(id: Id<R>) -> Self {
        Subject::Record(RecordName { kind: R::KIND, id: id.any() })
    }
}

/// How a viewer stands to a child. The order is the order in which grounds are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// Holds a current involvement with the child.
    Allocated,
    /// Is one of the named circle of a restricted record.
    Circle,
    /// Belongs to a team that holds a current involvement.
    Team,
    /// The child is the subject of a contact that is still at the front door: undecided, its referrer not yet told, or its enquiry open.
    Duty,
    /// Opened the record with a reason that has not lapsed, and everything that is read as one with it.
    BrokeGlass,
    /// None of these.
    Stranger,
}

impl Relationship {
    /// Every relationship, strongest grounds first.
    pub const ALL: [Relationship; 6] = [
        Relationship::Allocated,
        Relationship::Circle,
        Relationship::Team,
        Relationship::Duty,
        Relationship::BrokeGlass,
        Relationship::Stranger,
    ];

    /// The grounds as the access log and the page say them.
    pub const fn words(self) -> &'static str {
        match self {
            Relationship::Allocated => "allocated to the child",
            Relationship::Circle => "named in the record's circle",
            Relationship::Team => "in the child's team",
            Relationship::Duty => "a contact about the child is at the front door",
            Relationship::BrokeGlass => "opened with a reason",
            Relationship::Stranger => "by role",
        }
    }
}

/// Whether the record is restricted, and on which side of the circle the viewer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restriction {
    /// Not restricted, or the viewer is one of the named circle.
    Open,
    /// Restricted, and the viewer is outside: whom to ring.
    Outside {
        /// The name and telephone number to ring.
        ring: String,
    },
}

/// The facts about one child for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildFacts {
    /// Whether there is such a person at all.
    pub exists: bool,
    /// Every relationship that holds now; `Stranger` always does.
    pub relationships: Vec<Relationship>,
    /// Whether the record is restricted for this viewer.
    pub restriction: Restriction,
}

impl ChildFacts {
    /// Facts for a person the record does not hold.
    pub fn unknown() -> Self {
        ChildFacts { exists: false, relationships: Vec::new(), restriction: Restriction::Open }
    }
}

/// The facts about one contact for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactFacts {
    /// Whether there is such a contact.
    pub exists: bool,
    /// The facts about each child that has been identified in it.
    pub children: Vec<ChildFacts>,
    /// Whether the contact is still the front door's: not decided, its referrer not yet told, or its enquiry open.
    pub at_the_door: bool,
    /// The viewer took it in, held it, proposed or decided it.
    pub worked_on_by_viewer: bool,
    /// A referral that its decision asked for waits to be accepted.
    pub referral_waits: bool,
    /// The viewer sent it as a referrer.
    pub sent_by_viewer: bool,
    /// The viewer proposed the outcome that now stands.
    pub proposed_by_viewer: bool,
    /// The viewer drafted the feedback that now stands.
    pub drafted_by_viewer: bool,
}

/// The facts about one enquiry for one viewer: its words are about the contact's children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnquiryFacts {
    /// The facts about its contact; of none that exists, for an enquiry the record does not hold.
    pub contact: ContactFacts,
    /// The viewer made the recommendation that now stands.
    pub recommended_by_viewer: bool,
    /// The viewer said that they must not decide it.
    pub conflict_declared: bool,
}

/// The facts about one request for somebody of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestFacts {
    /// The viewer belongs to the agency and organisation asked, and it was asked of anybody there, or of them.
    pub asked_of_viewer: bool,
    /// The viewer belongs to the agency and organisation asked, whoever of it was asked.
    pub of_viewers_agency: bool,
    /// The request was not taken back, and the agency's access has not ended.
    pub open: bool,
}

/// The facts about one notification for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationFacts {
    /// Whether there is such a notification.
    pub exists: bool,
    /// The facts about everybody on the record who nearly certainly is in it.
    pub people: Vec<ChildFacts>,
}

/// The facts about somebody of an agency, for its administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartnerFacts {
    /// They belong to the viewer's own agency and organisation.
    pub of_viewers_agency: bool,
}

/// The facts about one meeting for one viewer: its words are about its children, and those of the contact it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFacts {
    /// Whether there is such a meeting.
    pub exists: bool,
    /// The facts about each child it is about.
    pub children: Vec<ChildFacts>,
    /// Whether the contact it is about is at the front door.
    pub at_the_door: bool,
    /// The viewer chairs it.
    pub chaired_by_viewer: bool,
    /// The viewer chairs, arranged, writes or was asked to it.
    pub named: bool,
    /// The viewer wrote in its minutes for another chair.
    pub wrote_for_another: bool,
    /// The viewer said that they must not decide the enquiry it is about.
    pub conflict_declared: bool,
    /// The viewer was asked; for a partner, also somebody else of their organisation.
    pub asked_of_viewer: bool,
    /// The agencies' access to it has not ended.
    pub open: bool,
}

/// The facts about one record in the files of children, for one viewer: its words are about all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFacts {
    /// Whether there is such a record.
    pub exists: bool,
    /// The facts about each child it is about.
    pub children: Vec<ChildFacts>,
}

/// The facts about one strategy discussion for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscussionFacts {
    /// The record, with the children it is about.
    pub record: RecordFacts,
    /// The viewer began, convened or decided it, or is asked to its meeting.
    pub named: bool,
}

/// The facts about one professional disagreement for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisagreementFacts {
    /// Whether there is such a disagreement.
    pub exists: bool,
    /// The facts about each child it is about.
    pub children: Vec<ChildFacts>,
    /// The viewer raised it, or speaks in a stage of it.
    pub takes_part: bool,
}

/// The facts about one audit for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFacts {
    /// The record, with the children whose record it reads.
    pub record: RecordFacts,
    /// The viewer grades it, did the work, owns an action or was told that a child is not safe.
    pub takes_part: bool,
    /// The viewer is one of its auditors.
    pub grades: bool,
}

/// The facts for a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// Nothing to know.
    House,
    /// About one child.
    Child(ChildFacts),
    /// About one contact.
    Contact(ContactFacts),
    /// About one enquiry.
    Enquiry(EnquiryFacts),
    /// About one request.
    Request(RequestFacts),
    /// About one notification, or one row of a batch.
    Notification(NotificationFacts),
    /// About somebody of an agency.
    Partner(PartnerFacts),
    /// About one meeting.
    Meeting(MeetingFacts),
    /// About one record in the files of children.
    Record(RecordFacts),
    /// About one strategy discussion.
    Discussion(DiscussionFacts),
    /// About one professional disagreement.
    Disagreement(DisagreementFacts),
    /// About one audit.
    Audit(AuditFacts),
}
