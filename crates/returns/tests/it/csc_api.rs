//! The daily feed: nodes made from records, held against the Department's own schema where it is present; what differs from what was acknowledged; what answers
//! mean.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::calendar::london;
use domain::episode::{Assessment, Enquiry, Episode, Plan, PlanKind};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Person, Sex, Standing};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use returns::Held;
use returns::cin::{self, CinChild, CinEpisode, Given};
use returns::csc_api::{
    Acknowledged, Answer, Asked, Child, MOST_TOGETHER, Next, OnRecord, batches, child, deltas, next,
};
use serde_json::{Value, json};

const ON: Date = date(2026, 6, 30);

fn person() -> Person {
    let mut person = Person::named(Id::from_bits(7), Standing::Child, PersonName::new("Ava Rose", "Quillon"));
    person.birth = Known::Is(PartialDate::Exact(date(2019, 1, 15)));
    person.sex = Known::Is(Sex::Female);
    person.ethnicity = Known::Is("WBRI".into());
    person.disabilities = Known::Is(["NONE".to_owned()].into());
    person
}

fn episode() -> Episode {
    Episode {
        id: Id::from_bits(u128::MAX - 5),
        child: Id::from_bits(7),
        referral_date: date(2026, 5, 4),
        source: Some("10".into()),
        primary_need: Some("N1".into()),
        no_further_action: false,
        closed_on: None,
        closure_reason: None,
        assessments: vec![Assessment {
            started_on: date(2026, 5, 5),
            authorised_on: Some(date(2026, 6, 1)),
            factors: vec!["4B".into(), "1C".into(), "4B".into()],
            record: None,
        }],
        enquiries: vec![Enquiry {
            started_on: date(2026, 5, 6),
            conference_on: Some(date(2026, 5, 20)),
            conference_not_required: false,
            record: None,
        }],
        plans: vec![Plan {
            kind: PlanKind::ChildProtection,
            started_on: date(2026, 5, 20),
            ended_on: None,
            category: Some("NEG".into()),
        }],
        provenance: None,
        referral: None,
        transfer_in: None,
        brought: None,
        clocks: Vec::new(),
        sources: Default::default(),
        taken_back: false,
    }
}

fn node(person: &Person, episodes: &[Episode], involvements: &[Involvement]) -> Child {
    let asked = Asked { postcode: Some("ZZ1 1ZZ"), worker: &|staff| Some(staff.spoken(12)), on: ON };
    child(Held { episodes, involvements, ..Held::of(person, "NB7") }, asked)
}

/// The Department's schema of a request, where it is present.
fn schema() -> Option<jsonschema::Validator> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/csc_api/openapi.json");
    let whole: Value = serde_json::from_slice(&std::fs::read(path).ok()?).unwrap();
    let schema = whole["components"]["schemas"]["CSC"].clone();
    Some(jsonschema::options().should_validate_formats(true).build(&schema).unwrap())
}

fn is_valid(schema: Option<&jsonschema::Validator>, nodes: &[Child]) -> Result<(), String> {
    let Some(schema) = schema else { return Ok(()) };
    let value = serde_json::to_value(nodes).unwrap();
    match schema.iter_errors(&value).next() {
        Some(error) => Err(format!("{error} at {}", error.instance_path())),
        None => Ok(()),
    }
}

#[test]
fn a_node_has_what_the_schema_asks_for() {
    let involved = Involvement {
        id: Id::from_bits(3),
        child: Id::from_bits(7),
        who: Involved::Worker { staff: Id::from_bits(9), team: "assessment_1".into() },
        role: "allocated social worker".into(),
        from: london::start_of(date(2026, 4, 1)),
        until: None,
        reason: None,
    };
    let mut person = person();
    person.upn = Known::Is(Upn::new("A999000000001"));
    let node = node(&person, &[episode()], &[involved]);
    is_valid(schema().as_ref(), std::slice::from_ref(&node)).unwrap();
    let value = serde_json::to_value(&node).unwrap();
    let episode = &value["social_care_episodes"][0];
    assert_eq!(value["la_child_id"], "NB7");
    assert_eq!(
        value["child_details"],
        json!({ "unique_pupil_number": "A999000000001", "first_name": "Ava Rose", "surname": "Quillon", "date_of_birth": "2019-01-15", "sex": "F",
            "ethnicity": "WBRI", "disabilities": ["NONE"], "postcode": "ZZ1 1ZZ" })
    );
    assert_eq!(episode["referral_source"], "10");
    assert_eq!(episode["care_worker_details"][0]["start_date"], "2026-05-04");
    assert_eq!(episode["child_and_family_assessments"][0]["factors"], json!(["1C", "4B"]));
    assert_eq!(episode["section_47_assessments"][0]["icpc_date"], "2026-05-20");
    assert!(episode.get("closure_date").is_none() && episode.get("purge").is_none());
    assert_eq!(serde_json::from_value::<Child>(value).unwrap(), node);
}

/// The census asks whether a conference was *not* required, the feed whether it was: the one is the opposite of the other.
#[test]
fn the_conference_flag_is_the_inverse_of_the_census() {
    for not_required in [true, false] {
        let line = Enquiry {
            started_on: date(2026, 5, 6),
            conference_on: (!not_required).then_some(date(2026, 5, 20)),
            conference_not_required: not_required,
            record: None,
        };
        let flag = node(&person(), &[Episode { enquiries: vec![line], plans: Vec::new(), ..episode() }], &[])
            .social_care_episodes[0]
            .section_47_assessments[0]
            .icpc_required_flag;
        let census = CinChild {
            identifiers: cin::Identifiers { la_child_id: "NB7".into(), ..cin::Identifiers::default() },
            episodes: vec![CinEpisode {
                referral: Given::Read(date(2026, 5, 4)),
                section47s: vec![cin::Section47 {
                    started: Given::Read(date(2026, 5, 6)),
                    conference_not_required: Given::Read(not_required),
                    ..cin::Section47::default()
                }],
                ..CinEpisode::default()
            }],
            ..CinChild::default()
        };
        let said = census.episodes[0].section47s[0].conference_not_required.read();
        assert_eq!(flag.map(|required| !required), said);
    }
    // While it is open, neither is said.
    let open = Enquiry {
        started_on: date(2026, 6, 26),
        conference_on: None,
        conference_not_required: false,
        record: None,
    };
    let node = node(&person(), &[Episode { enquiries: vec![open], plans: Vec::new(), ..episode() }], &[]);
    assert_eq!(node.social_care_episodes[0].section_47_assessments[0].icpc_required_flag, None);
}

#[test]
fn nothing_of_the_time_to_come_is_in_it() {
    let later =
        Episode { closed_on: Some(date(2026, 7, 1)), closure_reason: Some("RC7".into()), ..episode() };
    let node = node(&person(), &[later, Episode { referral_date: date(2026, 7, 1), ..episode() }], &[]);
    assert_eq!(node.social_care_episodes.len(), 1);
    assert_eq!(
        (node.social_care_episodes[0].closure_date, &node.social_care_episodes[0].closure_reason),
        (None, &None)
    );
}

fn known(nodes: &[Child]) -> BTreeMap<String, Acknowledged> {
    nodes.iter().map(|node| (node.la_child_id.clone(), Acknowledged::of(node))).collect()
}

#[test]
fn only_what_differs_is_sent() {
    let first = node(&person(), &[episode()], &[]);
    let sent = deltas(std::slice::from_ref(&first), &BTreeMap::new(), &OnRecord::new());
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].then, Some(Acknowledged::of(&first)));
    assert!(
        deltas(std::slice::from_ref(&first), &known(std::slice::from_ref(&first)), &OnRecord::new())
            .is_empty()
    );
    let closed = node(
        &person(),
        &[Episode { closed_on: Some(date(2026, 6, 29)), closure_reason: Some("RC7".into()), ..episode() }],
        &[],
    );
    let sent = deltas(std::slice::from_ref(&closed), &known(std::slice::from_ref(&first)), &OnRecord::new());
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].node, closed);
}

#[test]
fn what_is_gone_is_purged_by_its_name() {
    let schema = schema();
    let first = node(&person(), &[episode()], &[]);
    // A plan that was an error, and an episode of another child that was taken out.
    let other = Episode { id: Id::from_bits(55), ..episode() };
    let both = node(&person(), &[episode(), other], &[]);
    let fewer = node(&person(), &[Episode { plans: Vec::new(), ..episode() }], &[]);
    let sent = deltas(std::slice::from_ref(&fewer), &known(std::slice::from_ref(&both)), &OnRecord::new());
    let purged = &sent[0].node.social_care_episodes;
    assert_eq!(purged.len(), 2);
    assert!(purged[0].child_protection_plans[0].purge && !purged[0].purge);
    assert_eq!(
        purged[0].child_protection_plans[0].child_protection_plan_id,
        first.social_care_episodes[0].child_protection_plans[0].child_protection_plan_id
    );
    assert!(
        purged[1].purge
            && purged[1].social_care_episode_id == both.social_care_episodes[1].social_care_episode_id
    );
    is_valid(schema.as_ref(), &[sent[0].node.clone()]).unwrap();
    // What is acknowledged then is the node without its purges: sent again, nothing differs.
    assert_eq!(sent[0].then, Some(Acknowledged::of(&fewer)));
    // A child who was merged, the wrong one or adopted is purged whole; one who only left the cohort is not.
    let gone = deltas(&[], &known(std::slice::from_ref(&first)), &OnRecord::new());
    assert!(gone.len() == 1 && gone[0].node.purge && gone[0].then.is_none());
    is_valid(schema.as_ref(), &[gone[0].node.clone()]).unwrap();
    assert!(deltas(&[], &known(std::slice::from_ref(&first)), &on_record(&first)).is_empty());
}

/// The episodes of a node, as they stand on record.
fn on_record(node: &Child) -> OnRecord {
    let episodes = node.social_care_episodes.iter().map(|episode| episode.social_care_episode_id.clone());
    OnRecord::from([(node.la_child_id.clone(), episodes.collect())])
}

/// An episode that grew too old for the feed is no mistake: the Department keeps it. One that is gone from the record is taken out, also later.
#[test]
fn an_episode_that_grew_old_beside_an_open_one_is_not_purged() {
    let old = Episode { id: Id::from_bits(1), closed_on: Some(date(2025, 1, 1)), ..episode() };
    let both = node(&person(), &[old, episode()], &[]);
    let open = node(&person(), &[episode()], &[]);
    let sent = deltas(std::slice::from_ref(&open), &known(std::slice::from_ref(&both)), &on_record(&both));
    assert_eq!(sent[0].node, open, "nothing is purged");
    let then = sent[0].then.clone().unwrap();
    assert_eq!(then.parts.len(), 2, "the old one is still held");
    // Nothing differs from then on.
    let known = BTreeMap::from([("NB7".to_owned(), then)]);
    assert!(deltas(std::slice::from_ref(&open), &known, &on_record(&both)).is_empty());
    // Gone from the record, it is purged: while the child is in the feed, and after.
    for nodes in [vec![open.clone()], Vec::new()] {
        let sent = deltas(&nodes, &known, &on_record(&open));
        let purged: Vec<&str> = sent[0]
            .node
            .social_care_episodes
            .iter()
            .filter(|episode| episode.purge)
            .map(|episode| episode.social_care_episode_id.as_str())
            .collect();
        assert_eq!(purged, [both.social_care_episodes[0].social_care_episode_id.as_str()]);
        assert!(!sent[0].node.purge);
        assert_eq!(sent[0].then.as_ref().unwrap().parts.len(), 1);
        is_valid(schema().as_ref(), &[sent[0].node.clone()]).unwrap();
    }
}

/// A name goes out as it was given, in its parts; words in the place of a name do not.
#[test]
fn names_go_out_as_they_were_given() {
    for (name, first, last) in [
        (PersonName::new("Ava", "van der Berg"), Some("Ava"), Some("van der Berg")),
        (PersonName::new("Anna", "Smith Jones"), Some("Anna"), Some("Smith Jones")),
        (PersonName::new("", "Fennel"), None, Some("Fennel")),
        (PersonName::single("Baby of Ellie E"), Some("Baby of Ellie E"), None),
        (PersonName::single("Name not in the file (EF56)"), None, None),
    ] {
        let mut person = person();
        person.names[0].name = name;
        let details = node(&person, &[], &[]).child_details.unwrap();
        assert_eq!((details.first_name.as_deref(), details.surname.as_deref()), (first, last));
    }
}

#[test]
fn a_request_has_at_most_a_hundred_children() {
    let nodes: Vec<Child> =
        (0..250).map(|number| Child { la_child_id: format!("NB{number}"), ..Child::default() }).collect();
    let sent = deltas(&nodes, &BTreeMap::new(), &OnRecord::new());
    let sizes: Vec<usize> = batches(&sent).map(<[_]>::len).collect();
    assert_eq!(sizes, [MOST_TOGETHER, MOST_TOGETHER, 50]);
    let one = |size: usize| is_valid(schema().as_ref(), &nodes[..size]);
    assert!(one(100).is_ok());
    if schema().is_some() {
        assert!(one(101).is_err(), "the schema takes no more");
    }
}

#[test]
fn names_are_lasting_and_fit() {
    let one = node(&person(), &[episode()], &[]);
    let mut renamed = person();
    renamed.names[0].name = PersonName::new("Ava", "Other");
    let other = node(&renamed, &[episode()], &[]);
    let names = |node: &Child| {
        let episode = &node.social_care_episodes[0];
        vec![
            episode.social_care_episode_id.clone(),
            episode.child_and_family_assessments[0].child_and_family_assessment_id.clone(),
            episode.section_47_assessments[0].section_47_assessment_id.clone(),
            episode.child_protection_plans[0].child_protection_plan_id.clone(),
        ]
    };
    assert_eq!(names(&one), names(&other));
    let all = names(&one);
    assert!(all.iter().all(|name| name.len() <= 36 && !name.is_empty()), "{all:?}");
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), all.len());
}

#[test]
fn answers_are_final_or_tried_again_later_and_later() {
    let answer = |status, body: &str| Answer { status, retry_after: None, body: body.to_owned() };
    let uuid = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    assert_eq!(next(&answer(Some(200), &format!("\"{uuid}\"")), 1), Next::Acknowledged(uuid.into()));
    assert_eq!(next(&answer(Some(200), uuid), 1), Next::Acknowledged(uuid.into()));
    for status in [204, 400, 413, 302, 404] {
        assert!(matches!(next(&answer(Some(status), ""), 1), Next::Final(_)), "{status}");
    }
    for (status, renew) in [
        // Taken in, and the receipt was torn on its way.
        (Some(200), false),
        (Some(401), true),
        (Some(403), true),
        (Some(429), false),
        (Some(500), false),
        (Some(503), false),
        (None, false),
    ] {
        let wait = |tries| match next(&answer(status, ""), tries) {
            Next::Again { after, renew: asked } => {
                assert_eq!(asked, renew, "{status:?}");
                after
            }
            other => panic!("{status:?}: {other:?}"),
        };
        assert_eq!(wait(1), Duration::from_secs(30));
        assert_eq!(wait(2), Duration::from_secs(60));
        assert!((1..11).all(|tries| wait(tries) <= wait(tries + 1)));
        assert!(wait(11) <= Duration::from_secs(6 * 60 * 60));
        assert!(matches!(next(&answer(status, ""), 12), Next::Final(_)));
    }
    let asked = Answer { status: Some(429), retry_after: Some(600), body: String::new() };
    assert_eq!(next(&asked, 1), Next::Again { after: Duration::from_secs(600), renew: false });
    let absurd = Answer { retry_after: Some(u64::MAX), ..asked };
    assert_eq!(next(&absurd, 1), Next::Again { after: Duration::from_secs(6 * 60 * 60), renew: false });
}

fn any_day() -> impl Strategy<Value = Date> {
    (2024_i16..2027, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

prop_compose! {
    fn any_person()(
        first in "[A-Za-z '’-]{0,12}", last in "[A-Za-zÀ-ÿ '-]{0,14}", birth in prop::option::of(any_day()), expected in any::<bool>(),
        sex in prop::sample::select(vec![Known::NotAsked, Known::Is(Sex::Male), Known::Is(Sex::Unknown)]),
        ethnicity in prop::option::of("[A-Z]{0,7}"), upn in prop::option::of("[A-Za-z0-9 -]{0,16}"), reason in prop::option::of("UN[1-7]{1,3}"),
        disabilities in prop::collection::btree_set("[A-Z]{1,6}", 0..16), bits in any::<u128>(),
    ) -> Person {
        let mut person = Person::named(Id::from_bits(bits), Standing::Child, PersonName::new(first, last));
        person.birth = birth.map_or(Known::NotKnown, |day| Known::Is(if expected { PartialDate::Expected(day) } else { PartialDate::Exact(day) }));
        (person.sex, person.ethnicity, person.upn) = (sex, ethnicity.into(), upn.map(Upn::new).into());
        (person.upn_unknown, person.disabilities) = (reason, Known::Is(disabilities));
        person
    }
}

prop_compose! {
    fn any_episode()(
        bits in any::<u128>(), days in prop::collection::vec(any_day(), 8), source in prop::option::of("[0-9A-F]{0,4}"), closes in prop::option::of("RC[0-9]{1,3}"),
        factors in prop::collection::vec("[0-9A-F]{1,5}", 0..60), flags in any::<[bool; 5]>(), record in any::<u128>(),
    ) -> Episode {
        let of = |flag: bool, day: Date| flag.then_some(day);
        Episode {
            id: Id::from_bits(bits),
            referral_date: days[0],
            source,
            no_further_action: flags[0],
            closed_on: closes.as_ref().map(|_| days[1]),
            closure_reason: closes,
            assessments: vec![Assessment { started_on: days[2], authorised_on: of(flags[1], days[3]), factors, record: flags[2].then(|| Id::from_bits(record)) }],
            enquiries: vec![Enquiry { started_on: days[4], conference_on: of(flags[3], days[5]), conference_not_required: !flags[3] && flags[4], record: None }],
            plans: vec![
                Plan { kind: PlanKind::ChildInNeed, started_on: days[6], ended_on: of(flags[2], days[7]), category: None },
                Plan { kind: PlanKind::ChildProtection, started_on: days[7], ended_on: None, category: None },
            ],
            ..episode()
        }
    }
}

/// Whatever a record holds, its node is one that the Department's own schema takes, now and with everything purged that was there before.
#[test]
fn every_node_is_valid_by_the_official_schema() {
    let schema = schema();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(256));
    let cases = (
        any_person(),
        prop::collection::vec(any_episode(), 0..3),
        prop::collection::vec(any_episode(), 0..3),
        "[A-Za-z0-9]{1,20}",
        "[A-Z0-9 ]{0,10}",
    );
    let ran = runner.run(&cases, |(person, before, now, identifier, postcode)| {
        let of = |episodes: &[Episode]| {
            let worker = |staff: Id<domain::staff::Staff>| Some(staff.spoken(12));
            let asked = Asked { postcode: Some(&postcode), worker: &worker, on: ON };
            child(Held { episodes, ..Held::of(&person, &identifier) }, asked)
        };
        let (before, now) = (of(&before), of(&now));
        let sent: Vec<Child> =
            deltas(std::slice::from_ref(&now), &known(std::slice::from_ref(&before)), &OnRecord::new())
                .into_iter()
                .map(|delta| delta.node)
                .collect();
        for nodes in [vec![before], vec![now], sent] {
            is_valid(schema.as_ref(), &nodes).map_err(TestCaseError::fail)?;
        }
        Ok(())
    });
    ran.unwrap();
}
