//! Referrals by the meanings of the Department for Education, each side of every boundary.

use std::collections::BTreeSet;

use domain::calendar::{Calendar, london};
use domain::contact::{
    Agreement, Channel, Concern, Contact, Decision, Described, Found, NewContact, Outcomes, Referrer,
    RulingBasis, SafeContact, SubjectChild,
};
use domain::episode::{Assessment, Episode, Plan, PlanKind, TransferIn};
use domain::id::Id;
use domain::pack::england;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::referral::{
    AcceptanceAsked, Accepted, NoFurtherActionAsked, Referral, Stage, may_be_asked, re_referral,
};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use jiff::civil::{Date, date, time};

const DECIDER: Id<Staff> = Id::from_bits(2);
const MANAGER: Id<Staff> = Id::from_bits(3);
const WORKER: Id<Staff> = Id::from_bits(4);
const CHILD: Id<Person> = Id::from_bits(20);
const WHY: &str = "The child goes hungry and help has not lasted: an assessment is needed.";

fn at(day: Date, hour: i8) -> Timestamp {
    london::instant(day, time(hour, 0, 0, 0))
}

/// A contact received at a moment, from a source.
fn contact(received_at: Timestamp, source: &str) -> Contact {
    let found = Found::New { person: CHILD, by: Id::from_bits(1), at: received_at };
    let said = Described::named(PersonName::single("Ava Exampleton"));
    let new = NewContact {
        id: Id::from_bits(u128::try_from(received_at.as_second()).unwrap()),
        reference: "ABCDE-FGHJK".into(),
        received_at,
        logged_by: None,
        channel: Channel::Telephone,
        source: source.into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "Teacher".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild { said, where_now: Known::NotKnown, found }],
        others: Vec::new(),
        concern: Concern { facts: "Hungry at school.".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    Contact::receive(new, received_at, england(), &Calendar::england()).unwrap()
}

fn decision(outcome: &str, at: Timestamp) -> Decision {
    let outcomes = Some(RulingBasis {
        outcomes: Outcomes { primary: outcome.into(), also: BTreeSet::new() },
        level: 4,
        paragraph: "neglect_4".into(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: WHY.into(),
        considered: "Early help.".into(),
        no_enquiry: String::new(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    });
    Decision { by: DECIDER, at, agreement: Agreement::Agree, outcomes, words: WHY.into(), further: None }
}

fn asked_by(outcome: &str, received_at: Timestamp, source: &str) -> Option<Referral> {
    let contact = contact(received_at, source);
    let decision = decision(outcome, received_at);
    Referral::asked(Id::from_bits(30), CHILD, &contact, &decision, england(), &Calendar::england()).unwrap()
}

/// A referral asked for by a contact that was received on a Monday.
fn waiting() -> Referral {
    asked_by("new_referral", at(date(2026, 3, 2), 9), "2A").unwrap()
}

fn acceptance() -> AcceptanceAsked {
    AcceptanceAsked {
        episode: Id::from_bits(40),
        need: "N1".into(),
        team: "assessment_1".into(),
        worker: WORKER,
        rationale: WHY.into(),
        transfer: None,
    }
}

fn accept(
    referral: &Referral,
    asked: AcceptanceAsked,
    before: &[Episode],
    now: Timestamp,
) -> Result<Accepted, Refusal> {
    referral.accept(MANAGER, asked, before, now, england(), &Calendar::england())
}

fn no_further_action(
    referral: &Referral,
    only_advice: bool,
    before: &[Episode],
) -> Result<Accepted, Refusal> {
    let asked = NoFurtherActionAsked { episode: Id::from_bits(41), only_advice, rationale: WHY.into() };
    referral.no_further_action(MANAGER, asked, before, at(date(2026, 3, 2), 15))
}

fn episode(referral_date: Date, closed_on: Option<Date>) -> Episode {
    Episode {
        source: Some("2A".into()),
        primary_need: Some("N1".into()),
        closed_on,
        closure_reason: closed_on.map(|_| "RC7".into()),
        ..Episode::opened(Id::from_bits(50), CHILD, referral_date)
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, words: &str) {
    let refusal = found.unwrap_err().to_string();
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn a_contact_is_not_a_referral_unless_its_outcome_asks_for_one() {
    let check = |outcome: &str, asks: bool| {
        let referral = asked_by(outcome, at(date(2026, 3, 2), 9), "2A");
        assert_eq!(referral.is_some(), asks, "{outcome}");
    };
    for outcome in ["new_referral", "cp_enquiry", "step_up", "other_council_cp", "private_fostering"] {
        check(outcome, true);
    }
    for outcome in
        ["existing_referral", "nfa", "advice", "early_help", "mash_enquiry", "lado", "other_authority"]
    {
        check(outcome, false);
    }
}

#[test]
fn new_information_on_an_open_child_is_neither_contact_s_referral_nor_episode() {
    let outcome = |code: &str| england().outcome(code).unwrap();
    refused(may_be_asked(outcome("new_referral"), 1, 1), "new information and no referral");
    refused(may_be_asked(outcome("step_up"), 2, 2), "the allocated worker is told");
    assert_eq!(may_be_asked(outcome("new_referral"), 0, 1), Ok(()));
    assert_eq!(may_be_asked(outcome("new_referral"), 1, 2), Ok(()), "the brother is not open");
    assert_eq!(
        may_be_asked(outcome("cp_enquiry"), 1, 1),
        Ok(()),
        "a strategy discussion is held on open children too"
    );
    assert_eq!(may_be_asked(outcome("existing_referral"), 1, 1), Ok(()));
    // Opened meanwhile by somebody else: the manager finds out at the latest when accepting.
    let open = [episode(date(2026, 2, 2), None)];
    refused(accept(&waiting(), acceptance(), &open, at(date(2026, 3, 2), 10)), "one open episode at a time");
    refused(no_further_action(&waiting(), true, &open), "new information");
    let answered = waiting().new_information(MANAGER, WHY.into(), &open, at(date(2026, 3, 2), 10)).unwrap();
    assert_eq!(answered.stage, Stage::NewInformation);
    assert_eq!(answered.ruling.unwrap().episode, None);
    let closed = [episode(date(2025, 2, 2), Some(date(2026, 3, 1)))];
    refused(
        waiting().new_information(MANAGER, WHY.into(), &closed, at(date(2026, 3, 2), 10)),
        "it is a referral",
    );
}

#[test]
fn the_referral_date_is_the_day_of_receipt_and_may_be_a_day_nobody_works() {
    let sunday = at(date(2026, 3, 1), 23);
    let referral = asked_by("new_referral", sunday, "6").unwrap();
    assert_eq!(referral.received_on(), date(2026, 3, 1));
    assert_eq!(referral.clocks[0].due.unwrap().day(), date(2026, 3, 2), "one working day from Sunday night");
    let accepted = accept(&referral, acceptance(), &[], at(date(2026, 3, 3), 9)).unwrap();
    assert_eq!(accepted.episode.referral_date, date(2026, 3, 1));
    let assessment = &accepted.episode.clocks[0];
    assert_eq!(
        (assessment.timer.as_str(), assessment.due.unwrap().day()),
        ("T19", date(2026, 5, 6)),
        "45 working days from the referral date, Easter and May Day left out"
    );
    assert_eq!(accepted.referral.clocks[0].met, Some(at(date(2026, 3, 3), 9)));
}

#[test]
fn where_several_agencies_ask_the_earliest_counts_and_the_first_of_the_day_is_the_source() {
    let school = asked_by("new_referral", at(date(2026, 3, 3), 11), "2A").unwrap();
    let police = asked_by("cp_enquiry", at(date(2026, 3, 3), 8), "6").unwrap();
    let later = asked_by("new_referral", at(date(2026, 3, 4), 8), "3B").unwrap();
    let calendar = Calendar::england();
    let joined = school.joined(&police, &calendar).unwrap().joined(&later, &calendar).unwrap();
    assert_eq!((joined.received_on(), joined.source()), (date(2026, 3, 3), "6"));
    assert_eq!(joined.clocks[0].started, at(date(2026, 3, 3), 8));
    assert!(joined.protection, "one agency's suspicion of significant harm is not lost");
    let onlylater = school.joined(&later, &calendar).unwrap();
    assert_eq!(onlylater.clocks, school.clocks, "a later request never moves the clock");
    assert_eq!(
        onlylater.joined(&later, &calendar).unwrap().requests.len(),
        2,
        "nobody's request counts twice"
    );
}

#[test]
fn what_an_acceptance_must_have() {
    let check = |change: fn(&mut AcceptanceAsked), words: &str| {
        let mut asked = acceptance();
        change(&mut asked);
        refused(accept(&waiting(), asked, &[], at(date(2026, 3, 2), 10)), words);
    };
    check(|asked| asked.need = "N11".into(), "primary need");
    check(|asked| asked.need = String::new(), "primary need");
    check(|asked| asked.team = "nowhere".into(), "team");
    check(|asked| asked.rationale = "agreed".into(), "Say why");
    let own = waiting().accept(
        DECIDER,
        acceptance(),
        &[],
        at(date(2026, 3, 2), 10),
        england(),
        &Calendar::england(),
    );
    refused(own, "somebody else must accept");
    let accepted = accept(&waiting(), acceptance(), &[], at(date(2026, 3, 2), 10)).unwrap();
    assert_eq!(accepted.episode.referral, Some(accepted.referral.id));
    assert_eq!(accepted.episode.source.as_deref(), Some("2A"));
    assert_eq!(accepted.episode.provenance.as_deref(), Some("contact ABCDE-FGHJK"));
    refused(accept(&accepted.referral, acceptance(), &[], at(date(2026, 3, 2), 10)), "answered already");
}

#[test]
fn no_further_action_is_nothing_beyond_advice_and_leaves_an_episode_with_nothing_in_it() {
    refused(no_further_action(&waiting(), false, &[]), "nothing is done beyond advice");
    let protection = asked_by("cp_enquiry", at(date(2026, 3, 2), 9), "6").unwrap();
    refused(no_further_action(&protection, true, &[]), "strategy discussion");
    let transfer = asked_by("other_council_cp", at(date(2026, 3, 2), 9), "5D").unwrap();
    refused(no_further_action(&transfer, true, &[]), "is accepted");
    let answered = no_further_action(&waiting(), true, &[]).unwrap();
    assert_eq!(answered.referral.stage, Stage::NoFurtherAction);
    let nfa = answered.episode;
    assert!(nfa.no_further_action && nfa.clocks.is_empty() && !nfa.is_open_on(date(2026, 3, 2)));
    assert_eq!(nfa.holds_together(), Ok(()));
    let assessment =
        Assessment { started_on: date(2026, 3, 3), authorised_on: None, factors: Vec::new(), record: None };
    let plan =
        Plan { kind: PlanKind::ChildInNeed, started_on: date(2026, 3, 3), ended_on: None, category: None };
    for busy in [
        Episode { assessments: vec![assessment], ..nfa.clone() },
        Episode { plans: vec![plan], ..nfa.clone() },
        Episode { closed_on: Some(date(2026, 3, 3)), closure_reason: Some("RC8".into()), ..nfa.clone() },
    ] {
        refused(busy.holds_together(), "no further action has no assessment");
    }
}

#[test]
fn an_earlier_request_decided_after_a_later_one_was_answered_opens_an_episode_that_is_the_last() {
    let later = Episode { no_further_action: true, ..episode(date(2026, 3, 4), None) };
    let accepted =
        accept(&waiting(), acceptance(), std::slice::from_ref(&later), at(date(2026, 3, 5), 9)).unwrap();
    assert_eq!(accepted.episode.referral_date, date(2026, 3, 4));
    assert_eq!(accepted.referral.ruling.unwrap().referral_date, date(2026, 3, 4), "and the record says so");
    let earlier = Episode { referral_date: date(2026, 2, 27), ..later };
    let accepted = accept(&waiting(), acceptance(), &[earlier], at(date(2026, 3, 5), 9)).unwrap();
    assert_eq!(accepted.episode.referral_date, date(2026, 3, 2));
}

#[test]
fn an_episode_contradicts_neither_itself_nor_the_others() {
    let day = date(2026, 3, 2);
    let plan = |started_on| Plan { kind: PlanKind::ChildInNeed, started_on, ended_on: None, category: None };
    let open = episode(day, None);
    assert_eq!(
        Episode { plans: vec![plan(day)], ..open.clone() }.holds_together(),
        Ok(()),
        "on the day itself"
    );
    refused(
        Episode { plans: vec![plan(date(2026, 3, 1))], ..open.clone() }.holds_together(),
        "before its referral",
    );
    refused(Episode { primary_need: None, ..open.clone() }.holds_together(), "primary need");
    refused(Episode { closed_on: Some(day), ..open.clone() }.holds_together(), "both together");
    let new = Episode { id: Id::from_bits(51), ..open };
    let before = |closed| [episode(date(2025, 9, 1), Some(closed))];
    assert_eq!(new.may_follow(&before(day)), Ok(()), "closed on the day of the next referral");
    refused(new.may_follow(&before(date(2026, 3, 3))), "was open until");
    let later = Episode { no_further_action: true, ..episode(date(2026, 3, 5), None) };
    refused(new.may_follow(std::slice::from_ref(&later)), "must be the last");
    let nfa = Episode { no_further_action: true, ..new };
    assert_eq!(nfa.may_follow(&[later]), Ok(()), "an NFA referral is never open");
}

#[test]
fn a_re_referral_is_within_twelve_months_and_the_child_was_closed_between() {
    let on = date(2026, 3, 2);
    let check = |referred: Date, closed: Option<Date>, nfa: bool, expected: bool| {
        let before = [Episode { no_further_action: nfa, ..episode(referred, closed) }];
        assert_eq!(re_referral(&before, on).is_some(), expected, "{referred} {closed:?} {nfa}");
    };
    check(date(2025, 3, 2), Some(date(2025, 6, 1)), false, true);
    check(date(2025, 3, 1), Some(date(2025, 6, 1)), false, false);
    check(date(2025, 9, 1), Some(on), false, true);
    check(date(2025, 9, 1), Some(date(2026, 3, 3)), false, false);
    check(date(2025, 9, 1), None, false, false);
    check(date(2025, 9, 1), None, true, true);
    let twice = [
        episode(date(2023, 1, 1), Some(date(2024, 1, 1))),
        episode(date(2025, 6, 1), Some(date(2025, 7, 1))),
    ];
    assert_eq!(re_referral(&twice, on).unwrap().previous, date(2025, 6, 1), "the one before, not the first");
    assert_eq!(re_referral(&[], on), None);
    let accepted = accept(&waiting(), acceptance(), &twice, at(on, 10)).unwrap();
    assert_eq!(accepted.referral.ruling.unwrap().re_referral.unwrap().closed, Some(date(2025, 7, 1)));
}

#[test]
fn a_transfer_in_is_dated_by_the_formal_notification_and_its_conference_stands_with_the_episode() {
    let referral = asked_by("other_council_cp", at(date(2026, 3, 4), 9), "5D").unwrap();
    let now = at(date(2026, 3, 5), 10);
    refused(accept(&referral, acceptance(), &[], now), "formally told us");
    let with =
        |authority: &str, day| AcceptanceAsked { transfer: Some((authority.into(), day)), ..acceptance() };
    refused(accept(&referral, with("", date(2026, 3, 3)), &[], now), "which council");
    refused(accept(&referral, with("Southmere", date(2026, 3, 6)), &[], now), "cannot lie ahead");
    let episode = accept(&referral, with("Southmere", date(2026, 3, 2)), &[], now).unwrap().episode;
    assert_eq!(episode.referral_date, date(2026, 3, 2), "the notification, not our contact");
    let conference = episode.clocks.iter().find(|clock| clock.timer == "T18").unwrap();
    assert_eq!(conference.due.unwrap().day(), date(2026, 3, 23), "15 working days");
    let today = date(2026, 3, 20);
    let held =
        |day, category: Option<&str>| episode.transfer_conference(day, category.map(String::from), today);
    refused(held(date(2026, 3, 21), None), "cannot lie ahead");
    refused(held(date(2026, 3, 1), None), "before the other council told us");
    refused(held(date(2026, 3, 14), None), "weekend");
    let kept = held(date(2026, 3, 19), Some("NEG")).unwrap();
    assert_eq!(kept.plans[0].started_on, date(2026, 3, 19), "a new plan from the day of the conference");
    assert!(kept.enquiries.is_empty() && kept.transfer_in.as_ref().unwrap().conference_on.is_some());
    assert!(held(date(2026, 3, 19), None).unwrap().plans.is_empty());
    refused(kept.transfer_conference(date(2026, 3, 20), None, today), "No transfer-in conference waits");
    let enquiry = domain::episode::Enquiry {
        started_on: date(2026, 3, 3),
        conference_on: Some(date(2026, 3, 10)),
        conference_not_required: false,
        record: None,
    };
    let transfer_in = Some(TransferIn {
        authority: "Southmere".into(),
        notified_on: date(2026, 3, 2),
        conference_on: Some(date(2026, 3, 19)),
    });
    refused(Episode { enquiries: vec![enquiry], transfer_in, ..episode }.holds_together(), "never with both");
}
