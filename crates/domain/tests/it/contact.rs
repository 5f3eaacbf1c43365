//! A contact's way from receipt to decision, and the law's properties about its clocks.

use std::collections::BTreeSet;

use domain::calendar::{Calendar, london};
use domain::contact::{
    Agreement, Channel, Cited, Concern, Contact, DecisionAsked, Described, Found, NewContact, Outcomes,
    ProposalAsked, Referrer, RulingBasis, SafeContact, Stage, SubjectChild,
};
use domain::id::Id;
use domain::pack::england;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const OFFICER: Id<Staff> = Id::from_bits(1);
const MANAGER: Id<Staff> = Id::from_bits(2);

fn monday() -> Timestamp {
    london::instant(date(2026, 3, 2), time(9, 0, 0, 0))
}

fn new_contact() -> NewContact {
    let said = Described::named(PersonName::single("Ava Exampleton"));
    NewContact {
        id: Id::from_bits(10),
        reference: "ABCDE-FGHJK".into(),
        received_at: monday(),
        logged_by: Some(OFFICER),
        channel: Channel::Telephone,
        source: "2A".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "Teacher".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild { said, where_now: Known::NotKnown, found: Found::NotLooked }],
        others: Vec::new(),
        concern: Concern { facts: "A bruise on the arm.".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}

fn received() -> Contact {
    Contact::receive(new_contact(), monday(), england(), &Calendar::england()).unwrap()
}

fn looked_for() -> Contact {
    let found = Found::New { person: Id::from_bits(20), by: OFFICER, at: monday() };
    received().find_child(0, found).unwrap()
}

fn basis() -> RulingBasis {
    RulingBasis {
        outcomes: Outcomes { primary: "new_referral".into(), also: BTreeSet::new() },
        level: 4,
        paragraph: "physical_4".into(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: "An unexplained bruise on a child who is afraid to go home.".into(),
        considered: "Waiting for the mother to ring back.".into(),
        no_enquiry: "What was told is clear enough to act on today.".into(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    }
}

fn proposed() -> Contact {
    looked_for()
        .propose(OFFICER, ProposalAsked { basis: basis(), enquired: false }, monday(), england())
        .unwrap()
}

fn ruling(agreement: Agreement) -> DecisionAsked {
    DecisionAsked {
        agreement,
        changed: None,
        words: "Reasonable cause to suspect significant harm.".into(),
        further: None,
    }
}

fn decide(contact: &Contact, by: Id<Staff>, asked: DecisionAsked) -> Result<Contact, Refusal> {
    contact.decide(by, asked, monday(), england(), &Calendar::england()).map(|decided| decided.contact)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, words: &str) {
    let refusal = found.unwrap_err().to_string();
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn what_a_contact_must_have() {
    let check = |change: fn(&mut NewContact), words: &str| {
        let mut new = new_contact();
        change(&mut new);
        refused(Contact::receive(new, monday(), england(), &Calendar::england()), words);
    };
    check(|new| new.received_at += SignedDuration::from_mins(1), "later than now");
    check(|new| new.source = "99".into(), "who is contacting us");
    check(|new| new.children.clear(), "which child");
    check(|new| new.concern.facts = "  ".into(), "worried about");
}

#[test]
fn nobody_proposes_before_every_child_was_looked_for() {
    refused(
        received().propose(OFFICER, ProposalAsked { basis: basis(), enquired: false }, monday(), england()),
        "already known",
    );
}

#[test]
fn what_a_proposal_must_have() {
    let check = |change: fn(&mut RulingBasis), words: &str| {
        let mut basis = basis();
        change(&mut basis);
        refused(
            looked_for().propose(OFFICER, ProposalAsked { basis, enquired: false }, monday(), england()),
            words,
        );
    };
    check(|basis| basis.outcomes.primary = "pending".into(), "what should happen");
    check(|basis| basis.level = 2, "threshold paragraph");
    check(|basis| basis.rationale = "agreed".into(), "Say why");
    check(|basis| basis.considered = String::new(), "what else you considered");
    let proposed = proposed();
    let kept = &proposed.proposal.as_ref().unwrap().basis;
    assert!(kept.paragraph_words.len() > 20, "the words of the threshold stand beside the proposal");
    assert_eq!(kept.pack_version, england().version());
}

#[test]
fn a_ruling_rests_on_several_paragraphs_each_kept_in_its_own_words() {
    let cite = |codes: &[&str]| {
        let cite =
            |code: &&str| Cited { paragraph: (*code).into(), number: String::new(), words: String::new() };
        let basis = RulingBasis { also_cited: codes.iter().map(cite).collect(), ..basis() };
        looked_for().propose(OFFICER, ProposalAsked { basis, enquired: false }, monday(), england())
    };
    let kept = cite(&["neglect_3", "unborn_1"]).unwrap().proposal.unwrap().basis;
    assert_eq!(kept.paragraphs().collect::<Vec<_>>(), ["physical_4", "neglect_3", "unborn_1"]);
    assert_eq!(kept.also_cited[0].number, "3.1");
    assert!(kept.also_cited.iter().all(|cited| cited.words.len() > 20));
    for wrong in [&["physical_4"][..], &["neglect_3", "neglect_3"], &["9.9"], &[""]] {
        refused(cite(wrong), "Cite other paragraphs");
    }
}

#[test]
fn a_ruling_written_when_there_was_one_paragraph_is_still_read() {
    let kept = proposed().proposal.unwrap().basis;
    let text = serde_json::to_string(&kept).unwrap();
    assert!(
        !text.contains("also_cited"),
        "what is not there is not written, so old bodies and new look alike: {text}"
    );
    assert_eq!(serde_json::from_str::<RulingBasis>(&text).unwrap(), kept);
}

#[test]
fn whoever_decides_again_meets_the_contact_as_it_was_before() {
    let mut contact = proposed();
    contact.channel = Channel::ReferralForm;
    let decided =
        contact.decide(MANAGER, ruling(Agreement::Agree), monday(), england(), &Calendar::england()).unwrap();
    let before = decided.contact.undecided();
    assert_eq!(before.stage, Stage::Received);
    assert!(before.proposal.is_none() && before.decisions.is_empty());
    assert!(before.clocks.iter().all(|clock| clock.met.is_none() && clock.timer != "T03"));
    assert_eq!(before.concern, contact.concern);
}

#[test]
fn a_manager_decides_and_nobody_rules_on_their_own() {
    refused(decide(&proposed(), OFFICER, ruling(Agreement::Agree)), "somebody else must decide");
    refused(decide(&looked_for(), MANAGER, ruling(Agreement::Agree)), "Nothing has been proposed");
    let short = DecisionAsked { words: "agreed".into(), ..ruling(Agreement::Agree) };
    refused(decide(&proposed(), MANAGER, short), "Give your reasons");
    refused(decide(&proposed(), MANAGER, ruling(Agreement::AgreeWithChange)), "what you are changing");
    let decided = decide(&proposed(), MANAGER, ruling(Agreement::Agree)).unwrap();
    assert_eq!(decided.stage, Stage::Closed, "nobody can be told, so nothing waits");
    assert_eq!(decided.clock("T01").unwrap().met, Some(monday()));
    refused(decide(&decided, MANAGER, ruling(Agreement::Agree)), "already been decided");
    refused(decided.find_child(0, Found::NotLooked), "already been decided");
}

#[test]
fn sending_back_decides_nothing_and_stops_no_clock() {
    let back = decide(&proposed(), MANAGER, ruling(Agreement::SendBack)).unwrap();
    assert_eq!(back.stage, Stage::SentBack);
    assert_eq!(back.clock("T01").unwrap().met, None);
    assert!(back.decision().is_none() && back.ruling().is_some());
    let again = back
        .propose(OFFICER, ProposalAsked { basis: basis(), enquired: false }, monday(), england())
        .unwrap();
    assert!(decide(&again, MANAGER, ruling(Agreement::Agree)).is_ok());
}

#[test]
fn a_referrer_who_can_be_reached_is_told_by_the_next_working_day() {
    let mut contact = proposed();
    contact.channel = Channel::ReferralForm;
    let decided =
        contact.decide(MANAGER, ruling(Agreement::Agree), monday(), england(), &Calendar::england()).unwrap();
    assert!(decided.tell_referrer);
    assert_eq!(decided.contact.stage, Stage::Decided);
    let told_by = decided.contact.clock("T03").unwrap().due.unwrap();
    assert_eq!(told_by.day(), date(2026, 3, 3));
    let told = decided.contact.told(monday()).unwrap();
    assert_eq!(told.stage, Stage::Closed);
    refused(told.told(monday()), "once the contact is decided");
}

proptest! {
    /// Re-allocation, finding a child, sending back and proposing again reset nothing.
    #[test]
    fn no_clock_is_reset_by_reallocation(holders in prop::collection::vec(1u128..50, 0..6), minutes in 0i64..10_000) {
        let received = received();
        let before = received.clock("T01").unwrap().clone();
        let mut contact = received;
        for holder in holders {
            contact = contact.held_by(Id::from_bits(holder)).unwrap();
        }
        let found = Found::New { person: Id::from_bits(20), by: OFFICER, at: monday() };
        let later = monday() + SignedDuration::from_mins(minutes);
        contact = contact.find_child(0, found).unwrap();
        contact = contact.propose(OFFICER, ProposalAsked { basis: basis(), enquired: false }, later, england()).unwrap();
        let back = contact.decide(MANAGER, ruling(Agreement::SendBack), later, england(), &Calendar::england()).unwrap().contact;
        let again = back.propose(OFFICER, ProposalAsked { basis: basis(), enquired: false }, later, england()).unwrap();
        prop_assert_eq!(again.clock("T01").unwrap(), &before);
        prop_assert_eq!(again.received_at, monday());
    }
}
