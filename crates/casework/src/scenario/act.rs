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
    OpenAsked(Nothing),
    AnswerAsked(AnswerGiven),
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
            Act::OpenAsked(_) => "opens what their agency was asked",
            Act::AnswerAsked(_) => "answers what their agency was asked",
            Act::Again(_) => "sends the same form again",
            Act::Wait(_) => "time passes",
        }
    }
}

acts! {
    /// Nothing more to say.
    Nothing {}
    /// What an agency answers to the first thing it was asked: a text for each question, in order.
    AnswerGiven {
        words: Vec<String>,
        other: String,
        no_trace: bool,
        reliability: Option<String>,
        handling: Option<String>,
    }
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
}
