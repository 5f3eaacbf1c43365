//! An enquiry from opening to decision: its clocks, its lawful grounds, who may decide, what may be shared, where agencies differ.

use std::collections::BTreeSet;

use domain::calendar::{Calendar, Due, london};
use domain::consent::{Answer, Basis, BasisKind, Dispensation, Withdrawal};
use domain::contact::{
    Agreement, Channel, Concern, Contact, Decided, Decision, Described, Found, NewContact, Outcomes,
    Referrer, RulingBasis, SafeContact, Stage as ContactStage, SubjectChild,
};
use domain::id::Id;
use domain::mash::{
    About, AnswerAsked, AnsweredBy, Asked, Chase, ChaseOutcome, Conflict, Enquiry, EnquiryDecisionAsked,
    Handling, Lawful, NewEnquiry, NewRequest, Recommendation, RecommendationAsked, Request, Stage, Standing,
    deadlines, differences, information_in_hand, lawful,
};
use domain::pack::{ENGLAND, Pack, england};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

mod requests;

const WORKER: Id<Staff> = Id::from_bits(1);
const MANAGER: Id<Staff> = Id::from_bits(2);
const OTHER: Id<Staff> = Id::from_bits(3);
const SERGEANT: Id<Staff> = Id::from_bits(4);

fn at(hour: i8, minute: i8) -> Timestamp {
    london::instant(date(2026, 3, 2), time(hour, minute, 0, 0))
}

fn contact() -> Contact {
    let said = Described::named(PersonName::single("Ava Exampleton"));
    let found = Found::New { person: Id::from_bits(20), by: WORKER, at: at(9, 0) };
    let new = NewContact {
        id: Id::from_bits(10),
        reference: "ABCDE-FGHJK".into(),
        received_at: at(9, 0),
        logged_by: Some(WORKER),
        channel: Channel::ReferralForm,
        source: "2A".into(),
        referrer: Referrer {
            name: None,
            agency: Some("school".into()),
            role: "Teacher".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild { said, where_now: Known::NotKnown, found }],
        others: Vec::new(),
        concern: Concern { facts: "Shouting every night.".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    Contact::receive(new, at(9, 0), england(), &Calendar::england()).unwrap()
}

fn decided_as(outcome: &str) -> Contact {
    let mut contact = contact();
    contact.stage = ContactStage::Closed;
    contact.decisions.push(Decision {
        by: MANAGER,
        at: at(9, 30),
        agreement: Agreement::Agree,
        outcomes: Some(basis(outcome)),
        words: "As proposed, having read the history.".into(),
        further: None,
    });
    contact
}

fn basis(outcome: &str) -> RulingBasis {
    RulingBasis {
        outcomes: Outcomes { primary: outcome.into(), also: BTreeSet::new() },
        level: 4,
        paragraph: "physical_4".into(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: "Violence that a child sees, and that is getting worse.".into(),
        considered: "Early help: the partner would be there.".into(),
        no_enquiry: String::new(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    }
}

fn opened_on(contact: &Contact, rating: &str, pack: &Pack) -> Result<Enquiry, Refusal> {
    let new = NewEnquiry {
        id: Id::from_bits(30),
        why: "School and police may know more than the neighbour.".into(),
        rating: rating.into(),
        reason: "Nothing says that a child is hurt.".into(),
        further: None,
    };
    Enquiry::open(new, contact, WORKER, at(10, 0), pack, &Calendar::england())
}

fn opened(rating: &str) -> Enquiry {
    opened_on(&contact(), rating, england()).unwrap()
}

fn recommendation(outcome: &str) -> Recommendation {
    Recommendation {
        basis: basis(outcome),
        would_change: "That she lives with her father.".into(),
        begun_by: at(17, 0),
    }
}

fn analysis(recommendation: Option<Recommendation>) -> RecommendationAsked {
    RecommendationAsked {
        risk: "She sees violence.".into(),
        protective: "Her father.".into(),
        voice: "“I stay at my dad's so I can sleep.”".into(),
        history: "Three call-outs, each treated alone.".into(),
        gaps: "Her health; it can wait.".into(),
        recommendation,
        further: None,
    }
}

fn recommended() -> Enquiry {
    opened("amber")
        .analyse(WORKER, analysis(Some(recommendation("new_referral"))), at(12, 0), england())
        .unwrap()
}

fn ruling(agreement: Agreement) -> EnquiryDecisionAsked {
    EnquiryDecisionAsked {
        agreement,
        changed: None,
        words: "Two accounts agree, and it is getting worse.".into(),
        further: None,
    }
}

fn printed() -> Lawful {
    let basis = shared(Answer::Agreed, None);
    lawful("consent", &[basis], &contact(), england()).unwrap()
}

fn asked(number: u128, agency: &str) -> Request {
    let hub = &england().hub;
    let questions = hub.template(agency).unwrap().questions.iter();
    let new = NewRequest {
        id: Id::from_bits(number),
        round: 1,
        agency: agency.into(),
        organisation: String::new(),
        to: None,
        lawful: printed(),
        why: "Call-outs show whether she is safe.".into(),
        questions: questions.map(|q| Asked { topic: q.topic.clone(), ask: q.ask.clone() }).collect(),
        about: vec![About {
            person: None,
            name: "Ava Exampleton".into(),
            born: "14/05/2018".into(),
            part: "child".into(),
            address: None,
        }],
        due: Due::At(at(12, 0)),
        further: None,
    };
    Request::ask(new, &opened("amber"), WORKER, at(10, 0)).unwrap()
}

fn said(words: &str, choices: [&str; 3], handling: Handling) -> AnswerAsked {
    let answer = |choice: &str| (Some(choice.to_owned()).filter(|c| !c.is_empty()), words.to_owned(), None);
    AnswerAsked {
        no_trace: false,
        answers: choices.map(answer).into(),
        other: String::new(),
        reliability: "own_record".into(),
        handling: Some(handling),
        further: None,
    }
}

fn answered(request: &Request, asked: AnswerAsked) -> Request {
    request.answered(AnsweredBy::Partner(SERGEANT), asked, at(11, 0), &england().hub).unwrap()
}

fn shared(answer: Answer, dispensed: Option<&str>) -> Basis {
    Basis {
        id: Id::from_bits(40),
        children: Vec::new(),
        contact: None,
        kind: BasisKind::Share,
        purpose: "Checks".into(),
        asked_of: "Kim Exampleton".into(),
        parental_responsibility: Known::Is(true),
        capacity: String::new(),
        asked_how: String::new(),
        answer,
        conditions: String::new(),
        legal_basis: "public_task".into(),
        dispensed: dispensed.map(|ground| Dispensation {
            by: MANAGER,
            at: at(9, 40),
            ground: ground.into(),
            reason: "Her partner reads her messages.".into(),
            risk_if_asked: "The child could be pressed.".into(),
            review: None,
            further: None,
        }),
        by: WORKER,
        at: at(9, 30),
        withdrawn: None,
        further: None,
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, words: &str) {
    let refusal = found.unwrap_err().to_string();
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn an_enquiry_is_opened_only_where_it_is_not_clear() {
    refused(opened_on(&decided_as("advice"), "amber", england()), "decided without an enquiry");
    assert!(opened_on(&decided_as("mash_enquiry"), "amber", england()).is_ok());
    let mut unlooked = contact();
    unlooked.children[0].found = Found::NotLooked;
    refused(opened_on(&unlooked, "amber", england()), "already known before agencies are asked");
    refused(opened_on(&contact(), "purple", england()), "Choose how urgent");
    let new = NewEnquiry {
        id: Id::from_bits(1),
        why: "Unclear".into(),
        rating: "red".into(),
        reason: "r".into(),
        further: None,
    };
    refused(
        Enquiry::open(new, &contact(), WORKER, at(10, 0), england(), &Calendar::england()),
        "why the outcome is not already clear",
    );
}

#[test]
fn no_clock_is_reset_by_rating_again() {
    let green = opened("green");
    let due = |enquiry: &Enquiry| enquiry.clock().and_then(|clock| clock.due).map(Due::instant);
    assert_eq!(due(&opened("red")), Some(at(12, 0)));
    let red =
        green.rate(WORKER, "red", "A child is hurt.", at(11, 30), england(), &Calendar::england()).unwrap();
    assert_eq!(
        due(&red),
        Some(at(12, 0)),
        "two hub hours from when the hub received it, not from the rating"
    );
    let again = red
        .rate(WORKER, "green", "It was another child.", at(11, 40), england(), &Calendar::england())
        .unwrap();
    assert_eq!(due(&again), due(&green));
    assert_eq!(again.ratings.len(), 3);
    refused(
        again.rate(WORKER, "green", "x", at(11, 50), england(), &Calendar::england()),
        "this rating already",
    );
    refused(
        again.rate(WORKER, "red", " ", at(11, 50), england(), &Calendar::england()),
        "why it is this urgent",
    );
    let blue =
        again.rate(WORKER, "blue", "Clear after all.", at(11, 50), england(), &Calendar::england()).unwrap();
    assert_eq!(due(&blue), None);
}

#[test]
fn hours_stop_at_closing_unless_the_pack_works_to_completion() {
    let late = london::instant(date(2026, 3, 2), time(16, 0, 0, 0));
    let hub = ENGLAND.iter().find(|(name, _)| *name == "hub.toml").unwrap().1;
    let past = hub.replace("worked_past_closing = []", "worked_past_closing = [\"red\"]");
    let past = Pack::over_england([("hub.toml", past.as_str())]).unwrap();
    let due = |pack: &Pack, rating: &str| {
        let clock =
            deadlines::rating_clock(pack.hub.rating(rating).unwrap(), late, pack, &Calendar::england());
        clock.unwrap().and_then(|clock| clock.due).map(Due::instant)
    };
    assert_eq!(due(england(), "red"), Some(london::instant(date(2026, 3, 3), time(10, 0, 0, 0))));
    assert_eq!(due(&past, "red"), Some(london::instant(date(2026, 3, 2), time(18, 0, 0, 0))));
    assert_eq!(due(&past, "amber"), due(england(), "amber"));
}

#[test]
fn nothing_is_asked_before_agreement_or_a_basis_is_on_record() {
    let withdrawn = Basis {
        withdrawn: Some(Withdrawal { by: WORKER, at: at(9, 50), words: "Kim rang.".into() }),
        ..shared(Answer::Agreed, None)
    };
    let service = Basis { kind: BasisKind::Service, ..shared(Answer::Agreed, None) };
    let states: [(&str, Vec<Basis>, Contact); 8] = [
        ("nothing", vec![], contact()),
        ("agreed", vec![shared(Answer::Agreed, None)], contact()),
        ("refused", vec![shared(Answer::Refused, None)], contact()),
        ("not asked", vec![shared(Answer::NotAsked, None)], contact()),
        ("dispensed: delay", vec![shared(Answer::NotAsked, Some("delay"))], contact()),
        ("dispensed: harm", vec![shared(Answer::Refused, Some("harm_child"))], contact()),
        ("withdrawn", vec![withdrawn, service], contact()),
        ("reasonable cause", vec![], decided_as("cp_enquiry")),
    ];
    let allowed = |ground: &str| -> Vec<&str> {
        let may = |(_, bases, contact): &&(&str, Vec<Basis>, Contact)| {
            lawful(ground, bases, contact, england()).is_ok()
        };
        states.iter().filter(may).map(|(state, ..)| *state).collect()
    };
    assert_eq!(allowed("consent"), ["agreed"]);
    assert_eq!(allowed("public_task"), ["agreed", "dispensed: delay", "dispensed: harm"]);
    assert_eq!(allowed("section_47"), ["dispensed: harm", "reasonable cause"]);
    assert_eq!(allowed("duty_to_disclose"), Vec::<&str>::new(), "not in force");
    assert_eq!(allowed("because"), Vec::<&str>::new());
}

#[test]
fn what_is_printed_on_a_request_never_says_why_a_manager_went_on() {
    let basis = shared(Answer::NotAsked, Some("harm_child"));
    let printed = lawful("public_task", &[basis], &contact(), england()).unwrap();
    let words = format!("{printed:?}");
    assert!(words.contains("A manager decided to ask without the family's agreement"), "{words}");
    assert!(!words.contains("reads her messages") && !words.contains("pressed"), "{words}");
}

#[test]
fn a_fact_goes_no_further_than_the_agency_that_gave_it_allows() {
    let enquiry = opened("amber");
    let (police, school) = (asked(1, "police"), asked(2, "school"));
    for (handling, may) in [
        (Handling::Council, false),
        (Handling::Meeting, false),
        (Handling::Agencies, true),
        (Handling::Family, true),
    ] {
        let police = answered(&police, said("Three call-outs", ["", "", ""], handling));
        let found = enquiry.share(&police, 0, &school, WORKER, "They fetch the child.", at(11, 30));
        assert_eq!(found.is_ok(), may, "{handling:?}");
        let Ok(shared) = found else { continue };
        assert_eq!(shared.shared_with(&school).len(), 1);
        assert!(shared.shared_with(&police).is_empty() && shared.shared_with(&asked(3, "health")).is_empty());
        let elsewhere = Request { organisation: "Another school".into(), ..school.clone() };
        assert!(shared.shared_with(&elsewhere).is_empty());
        refused(shared.share(&police, 0, &school, WORKER, "Again.", at(11, 40)), "shared with them already");
        refused(shared.share(&police, 1, &school, WORKER, " ", at(11, 40)), "why this agency needs to know");
        assert_eq!(shared.share(&police, 9, &school, WORKER, "x", at(11, 40)), Err(Refusal::NotFound));
        assert_eq!(shared.share(&police, 1, &police, WORKER, "x", at(11, 40)), Err(Refusal::NotFound));
        assert_eq!(
            shared.share(&school, 0, &police, WORKER, "x", at(11, 40)),
            Err(Refusal::NotFound),
            "nothing was said"
        );
    }
}

#[test]
fn agencies_that_choose_differently_are_laid_side_by_side() {
    let hub = &england().hub;
    let told = |number, agency: &str, lives: &str| {
        let place = asked(number, agency)
            .questions
            .iter()
            .position(|question| question.topic == "lives_with")
            .unwrap();
        let mut choices = ["", "", ""];
        choices[place] = lives;
        answered(&asked(number, agency), said("As far as we know", choices, Handling::Council))
    };
    let school = told(1, "school", "Father");
    assert!(differences(std::slice::from_ref(&school), hub).is_empty());
    assert!(differences(&[school.clone(), told(2, "housing", "Father")], hub).is_empty());
    assert!(
        differences(&[school.clone(), told(2, "housing", "Not known to us")], hub).is_empty(),
        "who does not know does not differ"
    );
    let differ =
        differences(&[school, told(2, "housing", "Mother"), told(3, "nursery", "Not known to us")], hub);
    assert_eq!(differ.len(), 1);
    assert_eq!(differ[0].sides.len(), 3, "whoever was asked stands there, also who does not know");
}

#[test]
fn an_analysis_comes_before_a_recommendation() {
    let enquiry = opened("amber");
    let saved = enquiry.analyse(
        WORKER,
        RecommendationAsked { gaps: String::new(), ..analysis(None) },
        at(11, 0),
        england(),
    );
    let saved = saved.unwrap();
    assert_eq!(saved.stage(), Stage::Gathering, "an analysis can be saved before it is finished");
    assert_eq!(saved.clock().unwrap().met, None);
    let it = || Some(recommendation("new_referral"));
    for (change, words) in [
        ((|asked| asked.risk.clear()) as fn(&mut RecommendationAsked), "what could happen"),
        (|asked| asked.protective.clear(), "makes the child safer"),
        (|asked| asked.voice.clear(), "says and shows"),
        (|asked| asked.history.clear(), "the history tells"),
        (|asked| asked.gaps.clear(), "not known"),
        (|asked| asked.recommendation.as_mut().unwrap().would_change.clear(), "would change your mind"),
        (|asked| asked.recommendation.as_mut().unwrap().begun_by = at(9, 0), "must lie ahead"),
        (|asked| asked.recommendation.as_mut().unwrap().basis.considered.clear(), "what else you considered"),
        (
            |asked| asked.recommendation.as_mut().unwrap().basis.outcomes.primary = "mash_enquiry".into(),
            "does not end in an enquiry",
        ),
        (
            |asked| asked.recommendation.as_mut().unwrap().basis.outcomes.primary = "pending".into(),
            "Choose what should happen",
        ),
    ] {
        let mut asked = analysis(it());
        change(&mut asked);
        refused(enquiry.analyse(WORKER, asked, at(12, 0), england()), words);
    }
    let done = recommended();
    assert_eq!(done.stage(), Stage::Recommended);
    assert_eq!(done.clock().unwrap().met, Some(at(12, 0)));
    let paragraph = &done.analysis.unwrap().recommendation.unwrap().basis;
    assert!(!paragraph.paragraph_words.is_empty() && !paragraph.pack_version.is_empty());
}

#[test]
fn nobody_decides_on_their_own_recommendation_or_where_they_declared_a_conflict() {
    let enquiry = recommended();
    let decide = |enquiry: &Enquiry, by| {
        enquiry.decide(&contact(), by, ruling(Agreement::Agree), at(13, 0), england(), &Calendar::england())
    };
    refused(decide(&enquiry, WORKER), "You recommended this");
    let conflict = Conflict { by: MANAGER, at: at(12, 30), words: "I know the mother.".into() };
    let declared = enquiry.declare(conflict.clone()).unwrap();
    refused(decide(&declared, MANAGER), "must not decide");
    refused(declared.declare(conflict), "said so already");
    assert!(decide(&declared, OTHER).is_ok());
    refused(decide(&opened("amber"), MANAGER), "Nothing has been recommended");
    let short = EnquiryDecisionAsked { words: "agreed".into(), ..ruling(Agreement::Agree) };
    refused(
        enquiry.decide(&contact(), MANAGER, short, at(13, 0), england(), &Calendar::england()),
        "Give your reasons",
    );
}

#[test]
fn a_decision_decides_the_contact_with_it() {
    let enquiry = recommended();
    let decide = |contact: &Contact, asked| {
        enquiry.decide(contact, MANAGER, asked, at(13, 0), england(), &Calendar::england())
    };
    let back = decide(&contact(), ruling(Agreement::SendBack)).unwrap();
    assert_eq!((back.enquiry.stage(), back.contact), (Stage::SentBack, None));
    let again = back
        .enquiry
        .analyse(WORKER, analysis(Some(recommendation("advice"))), at(13, 30), england())
        .unwrap();
    assert_eq!(again.stage(), Stage::Recommended);

    // A contact that waited is decided by it, and its referrer is told.
    let agreed = decide(&contact(), ruling(Agreement::Agree)).unwrap();
    let Decided { contact: settled, tell_referrer: tell } = agreed.contact.unwrap();
    assert_eq!((settled.stage, tell), (ContactStage::Decided, true));
    assert_eq!(settled.clock("T01").unwrap().met, Some(at(13, 0)));
    assert_eq!(settled.decision().unwrap().outcomes.as_ref().unwrap().outcomes.primary, "new_referral");

    // A contact that was decided on as needing an enquiry has its outcome now; its referrer is told again, on a clock of its own.
    let mut before = decided_as("mash_enquiry");
    before.clocks.push(domain::calendar::Clock::start(
        "T03",
        at(9, 30),
        domain::calendar::Limit::WorkingDays(1),
        &Calendar::england(),
    ));
    before.clocks.last_mut().unwrap().met = Some(at(9, 45));
    let Decided { contact: settled, tell_referrer: tell } =
        decide(&before, ruling(Agreement::Agree)).unwrap().contact.unwrap();
    assert!(tell && settled.clock("T03").unwrap().met.is_none());
    assert_eq!(settled.clocks.iter().filter(|clock| clock.timer == "T03").count(), 2);
    refused(decide(&decided_as("advice"), ruling(Agreement::Agree)), "decided otherwise meanwhile");

    let changed = EnquiryDecisionAsked {
        changed: Some(recommendation("cp_enquiry")),
        ..ruling(Agreement::AgreeWithChange)
    };
    let Decided { contact: settled, .. } = decide(&contact(), changed).unwrap().contact.unwrap();
    assert_eq!(settled.decision().unwrap().outcomes.as_ref().unwrap().outcomes.primary, "cp_enquiry");
    refused(decide(&contact(), ruling(Agreement::AgreeWithChange)), "what you are changing");
    refused(
        agreed.enquiry.decide(
            &contact(),
            OTHER,
            ruling(Agreement::Agree),
            at(14, 0),
            england(),
            &Calendar::england(),
        ),
        "already been decided",
    );
    refused(
        agreed.enquiry.rate(WORKER, "red", "x", at(14, 0), england(), &Calendar::england()),
        "already been decided",
    );
}

#[test]
fn nothing_urgent_waits_for_an_enquiry() {
    let overtaken =
        opened("amber").overtaken(MANAGER, basis("cp_enquiry"), "A child is hurt: at once.", at(10, 5));
    assert_eq!(overtaken.stage(), Stage::Decided);
    assert_eq!(overtaken.decision().unwrap().decided.as_ref().unwrap().basis.outcomes.primary, "cp_enquiry");
}

proptest! {
    #[test]
    fn no_order_of_ratings_moves_a_clock(order in prop::collection::vec(0_usize..4, 1..8)) {
        let codes = ["red", "amber", "green", "blue"];
        let mut enquiry = opened("green");
        let first = |code: &str| opened(code).clock().and_then(|clock| clock.due);
        for (step, place) in order.into_iter().enumerate() {
            let now = at(10, 1) + SignedDuration::from_mins(i64::try_from(step).unwrap());
            if let Ok(rated) = enquiry.rate(WORKER, codes[place], "Something came in.", now, england(), &Calendar::england()) {
                enquiry = rated;
            }
            let rating = enquiry.rating().rating.clone();
            prop_assert_eq!(enquiry.clock().and_then(|clock| clock.due), first(&rating));
        }
    }
}
