//! What of a record belongs into a year's census, on each side of its first and last day. Everybody is invented.

use domain::episode::{Assessment, Brought, BroughtPlan, Enquiry, Plan, TransferIn};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::upn::Upn;
use domain::person::{Person, Standing};

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn child() -> Person {
    let mut person = Person::named(Id::from_bits(7), Standing::Child, PersonName::single("Ava Example"));
    person.birth = Known::Is(PartialDate::Exact(day("2015-06-01")));
    person.sex = Known::Is(Sex::Female);
    person.ethnicity = Known::Is("WBRI".into());
    person.disabilities = Known::Is(["NONE".to_owned()].into());
    person.local_identifier = Some("NB1".into());
    person
}

fn episode(referral: &str) -> Episode {
    Episode {
        source: Some("2A".into()),
        primary_need: Some("N1".into()),
        ..Episode::opened(Id::from_bits(1), Id::from_bits(7), day(referral))
    }
}

/// The child as the census of 2025-26 has them.
fn told_of(person: Person, episodes: Vec<Episode>) -> Option<CinChild> {
    let holidays = BankHolidays::england();
    let period = Period::ending(2026, &holidays);
    let told = Told { person, episodes, conferences: Vec::new(), reviews: Vec::new() };
    Telling { period: &period, holidays: &holidays }.child(&told)
}

fn told(episode: Episode) -> Option<CinEpisode> {
    told_of(child(), vec![episode]).map(|mut child| child.episodes.remove(0))
}

#[test]
fn an_episode_counts_when_it_ran_on_a_day_of_the_year() {
    let closed = |on: &str| Episode {
        closed_on: Some(day(on)),
        closure_reason: Some("RC7".into()),
        ..episode("2024-06-03")
    };
    assert!(told(episode("2026-03-31")).is_some());
    assert!(told(episode("2026-04-01")).is_none());
    assert!(told(closed("2025-04-01")).is_some());
    assert!(told(closed("2025-03-31")).is_none());
    let last = told(closed("2026-03-31")).unwrap();
    assert_eq!((last.closed, last.closure_reason.as_deref()), (Given::Read(day("2026-03-31")), Some("RC7")));
    let later = told(closed("2026-04-01")).unwrap();
    assert_eq!(
        (later.closed, later.closure_reason),
        (Given::Missing, None),
        "it was open on the reference date"
    );
}

#[test]
fn a_referral_with_no_further_action_counts_in_its_own_year() {
    let nothing = |on: &str| Episode { no_further_action: true, ..episode(on) };
    for (on, counts) in
        [("2025-03-31", false), ("2025-04-01", true), ("2026-03-31", true), ("2026-04-01", false)]
    {
        assert_eq!(told(nothing(on)).is_some(), counts, "{on}");
    }
}

#[test]
fn an_assessment_counts_when_it_ended_in_the_year_or_was_open_at_its_end() {
    let with = |started: &str, authorised: Option<&str>| {
        let one = Assessment {
            started_on: day(started),
            authorised_on: authorised.map(day),
            factors: vec!["3B".into()],
            record: None,
        };
        told(Episode { assessments: vec![one], ..episode("2025-02-03") }).unwrap().assessments
    };
    assert!(with("2025-02-03", Some("2025-03-31")).is_empty());
    let first = with("2025-02-03", Some("2025-04-01"));
    assert_eq!((first[0].authorised, first[0].factors.len()), (Given::Read(day("2025-04-01")), 1));
    let later = with("2026-02-03", Some("2026-04-01"));
    assert_eq!((later[0].authorised, later[0].factors.len()), (Given::Missing, 0), "it was open");
    assert!(with("2026-04-01", None).is_empty());
    assert_eq!(with("2026-03-31", None).len(), 1);
}

#[test]
fn an_enquiry_counts_when_it_began_or_was_settled_in_the_year_or_waits() {
    let with = |started: &str, held: Option<&str>, not_required: bool| {
        let one = Enquiry {
            started_on: day(started),
            conference_on: held.map(day),
            conference_not_required: not_required,
            record: None,
        };
        told(Episode { enquiries: vec![one], ..episode("2025-02-03") }).unwrap().section47s
    };
    assert!(with("2025-03-10", Some("2025-03-31"), false).is_empty());
    assert_eq!(with("2025-03-10", Some("2025-04-01"), false).len(), 1);
    assert!(with("2025-03-31", None, true).is_empty());
    assert_eq!(with("2025-04-01", None, true).len(), 1);
    assert_eq!(with("2025-03-31", None, false).len(), 1, "it waits: the department will ask why");
    assert!(with("2026-04-01", None, false).is_empty());
    let later = with("2026-03-24", Some("2026-04-14"), false);
    assert_eq!(later[0].conference, Given::Missing);
    // Fifteen working days from Friday 27 March 2026, over Easter.
    assert_eq!(with("2026-03-27", None, false)[0].conference_due, Given::Read(day("2026-04-21")));
    assert_eq!(with("2026-03-27", None, true)[0].conference_due, Given::Missing);
}

#[test]
fn a_plan_counts_when_it_ran_on_a_day_of_the_year() {
    for kind in [PlanKind::ChildInNeed, PlanKind::ChildProtection] {
        let with = |started: &str, ended: Option<&str>| {
            let plan = Plan {
                kind,
                started_on: day(started),
                ended_on: ended.map(day),
                category: Some("NEG".into()),
            };
            let told = told(Episode { plans: vec![plan], ..episode("2024-02-05") }).unwrap();
            let need = told.plans.first().map(|plan| plan.ended);
            need.or(told.protection_plans.first().map(|plan| plan.ended))
        };
        assert_eq!(with("2024-05-07", Some("2025-03-31")), None);
        assert_eq!(with("2024-05-07", Some("2025-04-01")), Some(Given::Read(day("2025-04-01"))));
        assert_eq!(with("2024-05-07", Some("2026-03-31")), Some(Given::Read(day("2026-03-31"))));
        assert_eq!(with("2024-05-07", Some("2026-04-01")), Some(Given::Missing));
        assert_eq!(with("2026-03-31", None), Some(Given::Missing));
        assert_eq!(with("2026-04-01", None), None);
    }
}

#[test]
fn a_protection_plan_says_what_a_return_brought_and_counts_those_before_it() {
    let plan = |started: &str, ended: Option<&str>| Plan {
        kind: PlanKind::ChildProtection,
        started_on: day(started),
        ended_on: ended.map(day),
        category: Some("EMO".into()),
    };
    let brought = Brought {
        plans: vec![BroughtPlan {
            started_on: day("2025-09-10"),
            first_category: Some("NEG".into()),
            plans_before: Some(2),
            reviews: vec![day("2026-04-01"), day("2025-12-02"), day("2025-09-10")],
        }],
        ..Brought::default()
    };
    let now = Episode {
        plans: vec![plan("2025-09-10", None)],
        brought: Some(Box::new(brought)),
        ..episode("2025-08-04")
    };
    let earlier = Episode {
        id: Id::from_bits(2),
        plans: vec![plan("2020-02-04", Some("2020-08-04"))],
        closed_on: Some(day("2020-08-04")),
        closure_reason: Some("RC7".into()),
        ..episode("2020-02-03")
    };
    let told = told_of(child(), vec![earlier, now.clone()]).unwrap();
    assert_eq!(told.episodes.len(), 1);
    let found = &told.episodes[0].protection_plans[0];
    assert_eq!(found.previous_plans, Given::Read(2), "the return knew of more than the record");
    assert_eq!(
        (found.initial_category.as_deref(), found.latest_category.as_deref()),
        (Some("NEG"), Some("EMO"))
    );
    assert_eq!(
        found.reviews,
        [Given::Read(day("2025-12-02"))],
        "after its start, and not after the reference date"
    );
    let one_before = Episode {
        plans: vec![plan("2020-02-04", Some("2020-08-04")), plan("2025-09-10", None)],
        brought: None,
        ..now
    };
    let told = told_of(child(), vec![one_before]).unwrap();
    assert_eq!(told.episodes[0].protection_plans[0].previous_plans, Given::Read(1));
}

#[test]
fn a_transfer_conference_stands_with_the_episode_in_its_year() {
    for (on, expected) in
        [("2025-03-31", false), ("2025-04-01", true), ("2026-03-31", true), ("2026-04-01", false)]
    {
        let transfer_in = Some(TransferIn {
            authority: "Westmarch".into(),
            notified_on: day("2025-03-03"),
            conference_on: Some(day(on)),
        });
        let told = told(Episode { transfer_in, ..episode("2025-03-03") }).unwrap();
        assert_eq!(told.initial_conference.is_given(), expected, "{on}");
    }
}

#[test]
fn who_was_not_born_on_the_reference_date_was_expected() {
    let born = |birth: PartialDate| {
        let person = Person { birth: Known::Is(birth), ..child() };
        told_of(person, vec![episode("2026-03-02")]).unwrap()
    };
    let there = born(PartialDate::Exact(day("2026-03-31")));
    assert_eq!(there.identifiers.birth, Given::Read(day("2026-03-31")));
    assert_eq!(there.identifiers.sex_code.as_deref(), Some("F"));
    for birth in [PartialDate::Exact(day("2026-04-01")), PartialDate::Expected(day("2026-04-01"))] {
        let unborn = born(birth);
        assert_eq!(unborn.identifiers.expected_birth, Given::Read(day("2026-04-01")));
        assert_eq!(unborn.identifiers.birth, Given::Missing);
        assert_eq!(unborn.identifiers.sex_code.as_deref(), Some("U"));
        assert_eq!(unborn.characteristics.ethnicity.as_deref(), Some("NOBT"));
        assert!(unborn.characteristics.disabilities.is_empty());
        assert_eq!(unborn.identifiers.upn_unknown, None);
    }
    let about = born(PartialDate::About(2015)).identifiers;
    assert!(about.birth.is_missing() && about.expected_birth.is_missing(), "no day is invented");
}

#[test]
fn why_there_is_no_pupil_number_follows_from_the_record() {
    let reason =
        |person: Person, episode: Episode| told_of(person, vec![episode]).unwrap().identifiers.upn_unknown;
    let aged = |birth: &str| Person { birth: Known::Is(PartialDate::Exact(day(birth))), ..child() };
    let open = || episode("2025-09-01");
    assert_eq!(reason(aged("2020-09-01"), open()).as_deref(), Some("UN1"));
    assert_eq!(reason(aged("2020-08-31"), open()), None, "the department will ask");
    let nothing = Episode { no_further_action: true, ..open() };
    assert_eq!(reason(aged("2015-06-01"), nothing).as_deref(), Some("UN7"));
    let said = |reason: &str| Person { upn_unknown: Some(reason.into()), ..child() };
    assert_eq!(reason(said("UN3"), open()).as_deref(), Some("UN3"));
    assert_eq!(reason(said("UN7"), open()), None, "last year's reason is not this year's");
    assert_eq!(reason(child(), episode("2026-03-25")).as_deref(), Some("UN4"));
    assert_eq!(reason(child(), episode("2026-03-24")), None);
    let numbered = Person { upn: Known::Is(Upn::new("H801200001001")), ..said("UN3") };
    assert_eq!(reason(numbered, open()), None);
}

#[test]
fn a_child_without_an_identifier_has_one_that_lasts() {
    let made = Person { local_identifier: None, ..child() }.returned_identifier();
    assert_eq!(made.len(), 20);
    assert!(made.chars().all(|character| character.is_ascii_alphanumeric()), "{made}");
    assert_eq!(made, Person { local_identifier: None, ..child() }.returned_identifier());
    let other = Person { id: Id::from_bits(8), local_identifier: None, ..child() };
    assert_ne!(made, other.returned_identifier());
    assert_eq!(child().returned_identifier(), "NB1");
}
