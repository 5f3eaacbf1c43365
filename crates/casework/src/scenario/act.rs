//! What people do in a story. Each act is one use case; its words are the words of the page.

use std::collections::BTreeMap;

use serde::Deserialize;

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty,)* })*) => {
        $($(#[$doc])* #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct $act { $($(#[$field_doc])* pub(super) $field: $type,)* })*
    };
}

/// One act.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Act {
    Record(Record),
    Refer(Refer),
    TellUs(Refer),
    Find(Find),
    TakeOn(OfContact),
    Basis(BasisGiven),
    Dispense(Dispense),
    Withdraw(Withdraw),
    Propose(Propose),
    Decide(Decide),
    Draft(Feedback),
    Approve(Feedback),
    Telephone(OfContact),
    Allocate(Allocate),
    Protect(OfChild),
    Restrict(Restrict),
    Open(Open),
    Review(Review),
    Look(Look),
    Read(OfContact),
    Search(Search),
    Acknowledge(Nothing),
    Curate(Curate),
    Meet(Meet),
    Replan(Replan),
    CallOff(CallOff),
    AnswerInvitation(AnswerInvitation),
    Minute(Minute),
    Sign(OfMeeting),
    Distribute(Distribute),
    ReadMinutes(OfMeeting),
    ReadInvitation(OfMeeting),
    MyMeetings(Nothing),
    PublishSlot(PublishSlot),
    MeetingMeasures(Nothing),
    /// Sends the step before once more: the same form.
    Again(Nothing),
    /// Time passes.
    Wait(Nothing),
}

impl Act {
    /// The act in words for the report.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Act::Record(_) => "records a contact",
            Act::Refer(_) => "sends a referral",
            Act::TellUs(_) => "tells us by the public form",
            Act::Find(_) => "says whether a child is known",
            Act::TakeOn(_) => "takes a contact on",
            Act::Basis(_) => "records consent or the lawful basis",
            Act::Dispense(_) => "dispenses with consent",
            Act::Withdraw(_) => "records that consent is withdrawn",
            Act::Propose(_) => "proposes what should happen",
            Act::Decide(_) => "decides",
            Act::Draft(_) => "drafts what the referrer is told",
            Act::Approve(_) => "approves what the referrer is told",
            Act::Telephone(_) => "tells the referrer by telephone",
            Act::Allocate(_) => "allocates a child",
            Act::Protect(_) => "protects a child's address",
            Act::Restrict(_) => "restricts a record",
            Act::Open(_) => "opens a record with a reason",
            Act::Review(_) => "reviews an opening",
            Act::Look(_) => "looks at a child's record",
            Act::Read(_) => "reads a contact",
            Act::Search(_) => "searches",
            Act::Acknowledge(_) => "acknowledges their notices",
            Act::Curate(_) => "curates the chronology",
            Act::Meet(_) => "arranges a meeting",
            Act::Replan(_) => "moves a meeting",
            Act::CallOff(_) => "calls a meeting off",
            Act::AnswerInvitation(_) => "answers an invitation",
            Act::Minute(_) => "writes a meeting's minutes",
            Act::Sign(_) => "signs the minutes",
            Act::Distribute(_) => "gives each their copy",
            Act::ReadMinutes(_) => "reads the minutes",
            Act::ReadInvitation(_) => "reads an invitation",
            Act::MyMeetings(_) => "looks at their meetings",
            Act::PublishSlot(_) => "publishes when their agency can come",
            Act::MeetingMeasures(_) => "looks at how agencies attend",
            Act::Again(_) => "sends the same form again",
            Act::Wait(_) => "time passes",
        }
    }
}

acts! {
    /// Nothing more to say.
    Nothing {}
    /// A contact by its name in the story.
    OfContact { contact: String, }
    /// A child by their name in the story.
    OfChild { child: String, }
    /// A contact typed in.
    Record {
        /// What the story calls it.
        contact: String,
        received: Option<String>,
        channel: Option<String>,
        source: String,
        referrer: Referrer,
        child: Vec<Child>,
        other: Vec<Other>,
        danger: Option<bool>,
        happened: Option<String>,
        facts: String,
        opinion: String,
        words: Option<String>,
        working_well: String,
        family_aware: Option<bool>,
        never: String,
        staff_risk: String,
    }
    Referrer {
        name: Option<String>,
        agency: Option<String>,
        role: String,
        phone: Option<String>,
        email: Option<String>,
        anonymous: bool,
    }
    Child {
        name: String,
        born: Option<String>,
        sex: Option<String>,
        address: Option<String>,
        postcode: Option<String>,
        school: Option<String>,
        nhs_number: Option<String>,
        where_now: Option<String>,
    }
    Other {
        name: String,
        kinship: String,
        adult: bool,
        lives_with: Option<bool>,
        parental_responsibility: Option<bool>,
    }
    /// A form of the pack, by the names of its fields.
    Refer { contact: String, answers: BTreeMap<String, String>, }
    Find {
        contact: String,
        /// Which child of the contact, from 1.
        number: Option<usize>,
        same_as: Option<String>,
        not_sure_of: Option<String>,
        /// What the story calls a new child.
        new: Option<String>,
    }
    BasisGiven { contact: String, kind: String, purpose: String, asked_of: String, answer: String, legal_basis: String, }
    Dispense { contact: String, ground: String, reason: String, risk_if_asked: String, }
    Withdraw { contact: String, words: String, }
    Propose {
        contact: String,
        outcome: String,
        also: Vec<String>,
        level: u8,
        paragraph: String,
        rationale: String,
        considered: String,
        action: Vec<Action>,
    }
    Action { what: String, owner: String, due: String, }
    Decide { contact: String, ruling: String, words: String, changed: Option<Propose>, }
    Feedback { contact: String, words: Option<String>, }
    Allocate { child: String, to: String, team: String, role: Option<String>, }
    Restrict { child: String, circle: Vec<String>, ring: String, reason: String, }
    Open { child: String, reason: String, }
    Review { child: String, justified: bool, words: String, }
    Look {
        child: String,
        /// As known then: a moment of the story.
        known: Option<String>,
    }
    Search { typed: String, }
    Curate { child: String, event: String, verdict: String, words: String, significant: bool, reason: String, }
    /// A meeting by its name in the story.
    OfMeeting { meeting: String, }
    /// A meeting arranged about a contact or a child.
    Meet {
        /// What the story calls it.
        meeting: String,
        contact: Option<String>,
        child: Option<String>,
        kind: String,
        purpose: String,
        chair: String,
        writes: Option<String>,
        starts: String,
        lasts: Option<u16>,
        place: String,
        dial_in: String,
        people: Vec<String>,
    }
    Replan { meeting: String, starts: String, }
    CallOff { meeting: String, why: String, }
    AnswerInvitation { meeting: String, coming: String, words: String, instead: Option<String>, }
    Minute {
        meeting: String,
        /// By name in the story: a way of being there, or "absent: why".
        here: BTreeMap<String, String>,
        fact: Vec<Told>,
        decision: Option<String>,
        considered: String,
        /// By name in the story: what their agency would have decided.
        dissent: BTreeMap<String, String>,
        action: Vec<Action>,
        ended: bool,
        why_not_wait: String,
        heard_by: Option<String>,
    }
    /// Something told, by somebody of the story.
    Told { by: String, words: String, handling: String, }
    Distribute { meeting: String, to: Vec<String>, }
    PublishSlot { from: String, until: String, }
}
