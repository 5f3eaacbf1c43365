//! The law's sentences about powers, as properties and as cases.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{Strategy, any, proptest};
use proptest::{option, prop_assert, prop_assert_eq};

use super::*;
use crate::calendar::Calendar;
use crate::pack::england;
use crate::person::known::Known;
use crate::person::partial_date::PartialDate;
use crate::refusal::Refusal;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const NOW: &str = "2026-11-24T02:15:00Z";

fn asked(kind: &str, started: &str) -> PowerAsked {
    let powers = &england().powers;
    let adult = powers.kind(kind).is_some_and(|kind| kind.about == crate::pack::PowerAbout::Adult);
    PowerAsked {
        kind: kind.into(),
        started: Some(at(started)),
        made_by: MadeBy { name: "Kaur".into(), body: "Northbridge police".into(), ..MadeBy::default() },
        adult: adult.then(|| Bound { person: Some(Id::from_bits(9)), name: "Kevin Example".into() }),
        ..PowerAsked::default()
    }
}

fn record(asked: PowerAsked, now: &str) -> Result<Power, Refusal> {
    born(asked, now, "2012-03-04")
}

fn born(asked: PowerAsked, now: &str, birth: &str) -> Result<Power, Refusal> {
    let birth = Known::Is(PartialDate::Exact(birth.parse().unwrap()));
    let id = Id::from_bits(1);
    Power::record(
        (id, id),
        Id::from_bits(2),
        asked,
        &birth,
        &england().powers,
        &Calendar::england(),
        Id::from_bits(3),
        at(now),
    )
}

#[track_caller]
fn refused(found: Result<Power, Refusal>, field: &str, words: &str) {
    match found {
        Err(Refusal::Invalid(problems)) => {
            let said = problems.iter().any(|it| it.field == field && it.words.contains(words));
            assert!(said, "{field} {words}: {problems:?}");
        }
        Err(Refusal::NotNow(said)) if field.is_empty() => assert!(said.contains(words), "{said}"),
        other => panic!("{field}: {other:?}"),
    }
}

#[test]
fn each_kind_ends_when_the_law_says() {
    #[track_caller]
    fn check(kind: &str, started: &str, said: Option<&str>, expected: Result<&str, &str>) {
        let asked = PowerAsked { ends: said.map(at), ..asked(kind, started) };
        let mut agreed = asked;
        if england().powers.kind(kind).unwrap().agreement {
            agreed.agreement = Some(Agreement {
                of: AgreementOf::Parent,
                name: "Her mother".into(),
                in_writing: true,
                informed: "Told that she can take her home at any time".into(),
            });
        }
        let found = record(agreed, "2027-03-31T12:00:00Z");
        match expected {
            Ok(end) => assert_eq!(found.unwrap().end(), at(end), "{kind} from {started}"),
            Err(words) => refused(found, "ends-date", words),
        }
    }
    // Seventy-two hours to the minute, over both nights of the clocks, whatever anybody says.
    check("police_protection", "2026-11-23T02:10:00Z", None, Ok("2026-11-26T02:10:00Z"));
    check("police_protection", "2026-10-23T22:40:00+01:00", None, Ok("2026-10-26T21:40:00Z"));
    check("police_protection", "2026-03-27T22:40:00Z", None, Ok("2026-03-30T23:40:00+01:00"));
    check(
        "police_protection",
        "2026-11-23T02:10:00Z",
        Some("2026-12-23T02:10:00Z"),
        Ok("2026-11-26T02:10:00Z"),
    );
    check(
        "emergency_protection",
        "2026-11-23T15:00:00Z",
        Some("2026-11-30T12:00:00Z"),
        Ok("2026-11-30T12:00:00Z"),
    );
    check("emergency_protection", "2026-11-23T15:00:00Z", None, Ok("2026-12-01T15:00:00Z"));
    check(
        "emergency_protection",
        "2026-11-23T15:00:00Z",
        Some("2026-12-02T15:00:00Z"),
        Err("cannot last beyond 1 December 2026 at 15:00"),
    );
    // The eighth day is a Sunday: noon on Monday at the latest.
    check(
        "emergency_protection",
        "2026-11-21T15:00:00Z",
        Some("2026-11-30T12:00:00Z"),
        Ok("2026-11-30T12:00:00Z"),
    );
    // And over Christmas the first later day that is no holiday.
    check(
        "emergency_protection",
        "2026-12-17T15:00:00Z",
        Some("2026-12-26T12:00:00Z"),
        Ok("2026-12-26T12:00:00Z"),
    );
    check("child_assessment", "2026-11-23T15:00:00Z", Some("2026-12-01T15:00:00Z"), Err("cannot last"));
    check("police_bail", "2026-11-23T15:00:00Z", None, Err("until when"));
    check("police_bail", "2026-11-23T15:00:00Z", Some("2026-11-22T15:00:00Z"), Err("later than"));
    check("accommodation", "2026-11-23T15:00:00Z", None, Ok("2026-12-21T23:59:59Z"));
}

#[test]
fn an_order_the_police_applied_for_counts_from_the_first_day_of_protection() {
    let asked = PowerAsked {
        counts_from: Some(at("2026-11-22T10:00:00Z")),
        ..asked("emergency_protection", "2026-11-23T15:00:00Z")
    };
    assert_eq!(record(asked, NOW).unwrap().end(), at("2026-11-30T10:00:00Z"));
}

#[test]
fn little_is_asked_at_two_in_the_morning_and_what_is_missing_is_said() {
    let power = record(asked("police_protection", "2026-11-24T02:10:00Z"), NOW).unwrap();
    let powers = &england().powers;
    let kind = powers.kind("police_protection").unwrap();
    let missing = power.missing(kind, |whom| powers.whom(whom).map_or("", |it| &it.name)).join("; ");
    assert!(missing.contains("rank") && missing.contains("where the child is"), "{missing}");
    assert!(missing.contains("designated officer"), "{missing}");
    let nobody = PowerAsked { made_by: MadeBy::default(), ..asked("police_protection", NOW) };
    refused(record(nobody, NOW), "name", "force or court");
    refused(record(asked("police_protection", "2026-11-24T03:00:00Z"), NOW), "started-date", "ahead");
    refused(record(asked("no_such_power", NOW), NOW), "kind", "Choose");
    let bail =
        PowerAsked { adult: None, ends: Some(at("2026-12-24T02:15:00Z")), ..asked("police_bail", NOW) };
    refused(record(bail, NOW), "adult", "whom it binds");
}

#[test]
fn a_child_of_sixteen_agrees_for_themself_and_a_younger_one_does_not() {
    let herself = |rights: &str| PowerAsked {
        agreement: Some(Agreement {
            of: AgreementOf::Child,
            name: String::new(),
            in_writing: true,
            informed: "She read it aloud and asked what happens if she leaves".into(),
        }),
        more: More { rights: rights.into(), ..More::default() },
        ..asked("accommodation", "2026-11-23T15:00:00Z")
    };
    refused(born(herself(""), NOW, "2010-11-24"), "agreement", "16 or 17");
    let agreed = born(herself(""), NOW, "2010-11-23").unwrap();
    let kind = england().powers.kind("accommodation").unwrap();
    let missing = |power: &Power| power.missing(kind, |_| "").join("; ");
    assert!(missing(&agreed).contains("rights"));
    let told = born(herself("Told of section 20, advocacy, and that she may leave"), NOW, "2010-11-23");
    assert!(!missing(&told.unwrap()).contains("rights"));
    let nobody = PowerAsked { agreement: None, ..herself("") };
    refused(record(nobody, NOW), "agreement", "whose agreement");
}

#[test]
fn an_order_is_extended_once_and_before_it_ends() {
    let powers = &england().powers;
    let calendar = Calendar::england();
    let extend = |power: &Power, until: &str, now: &str| {
        let asked = ExtensionAsked {
            granted: Some(at(now)),
            until: Some(at(until)),
            made_by: "Northbridge family court".into(),
            reason: String::new(),
        };
        power.extend(&asked, powers, &calendar, Id::from_bits(3), at(now))
    };
    let order = record(asked("emergency_protection", "2026-11-23T15:00:00Z"), NOW).unwrap();
    refused(extend(&order, "2026-12-08T15:00:01Z", "2026-11-30T10:00:00Z"), "until-date", "cannot last");
    refused(extend(&order, "2026-12-07T15:00:00Z", "2026-12-01T15:30:00Z"), "granted-date", "had ended");
    refused(extend(&order, "2026-12-01T15:00:00Z", "2026-11-30T10:00:00Z"), "until-date", "longer");
    let longer = extend(&order, "2026-12-08T15:00:00Z", "2026-11-30T10:00:00Z").unwrap();
    assert_eq!(longer.end(), at("2026-12-08T15:00:00Z"));
    refused(extend(&longer, "2026-12-09T15:00:00Z", "2026-12-01T10:00:00Z"), "", "as often as");
    let protection = record(asked("police_protection", "2026-11-23T15:00:00Z"), NOW).unwrap();
    refused(extend(&protection, "2026-11-27T15:00:00Z", NOW), "", "never extended");
}

#[test]
fn an_end_is_recorded_as_it_was() {
    let power = record(asked("police_protection", "2026-11-23T02:10:00Z"), NOW).unwrap();
    let end = |how: HowEnded, when: Option<&str>, next: &str, now: &str| {
        let asked = EndedAsked { how: Some(how), when: when.map(at), next: next.into() };
        power.end_it(&asked, Id::from_bits(3), at(now))
    };
    refused(end(HowEnded::Lapsed, None, "At the aunt's", NOW), "how", "has not run out");
    refused(end(HowEnded::Withdrawn, None, "At the aunt's", NOW), "how", "agreement");
    refused(end(HowEnded::Released, None, " ", NOW), "next", "what happened next");
    let late = "2026-11-26T05:00:00Z";
    refused(end(HowEnded::Released, Some(late), "At the aunt's", late), "when-date", "ran out");
    refused(end(HowEnded::Released, Some(late), "At the aunt's", NOW), "when-date", "ahead");
    let lapsed = end(HowEnded::Lapsed, Some(late), "At the aunt's", late).unwrap();
    assert_eq!(lapsed.ended.as_ref().unwrap().when, at("2026-11-26T02:10:00Z"));
    assert!(matches!(
        lapsed.end_it(&EndedAsked::default(), Id::from_bits(3), at(late)),
        Err(Refusal::NotNow(_))
    ));
    assert_eq!(power.standing(at(late)), Standing::Passed);
    assert_eq!(lapsed.standing(at(late)), Standing::Ended);
}

#[test]
fn the_manager_is_told_before_the_end_and_at_the_end_and_once() {
    let power = record(asked("police_protection", "2026-11-23T02:10:00Z"), NOW).unwrap();
    assert_eq!(power.time_passes(at("2026-11-25T14:09:00Z")), None);
    let (warned, passed) = power.time_passes(at("2026-11-25T14:10:00Z")).unwrap();
    assert!(!passed && warned.time_passes(at("2026-11-25T20:00:00Z")).is_none());
    let (told, passed) = warned.time_passes(at("2026-11-26T02:10:00Z")).unwrap();
    assert!(passed && told.time_passes(at("2026-11-27T20:00:00Z")).is_none());
}

#[test]
fn bail_that_ends_sets_an_adult_free_from_then_on() {
    let bail = PowerAsked { ends: Some(at("2026-12-24T10:00:00Z")), ..asked("police_bail", NOW) };
    let bail = record(bail, NOW).unwrap();
    let fact = &bail.facts()[0];
    assert_eq!((fact.kind.as_str(), fact.counts_from), ("adult_released", at("2026-12-24T10:00:00Z")));
    assert_eq!((fact.known_at, fact.adults.as_slice()), (at(NOW), [Id::from_bits(9)].as_slice()));
    let end = |how| {
        let asked = EndedAsked { how: Some(how), when: None, next: "He lives at home again".into() };
        bail.end_it(&asked, Id::from_bits(3), at("2026-12-01T10:00:00Z")).unwrap().facts()
    };
    assert_eq!(end(HowEnded::Discharged)[0].counts_from, at("2026-12-01T10:00:00Z"));
    assert!(end(HowEnded::Order).is_empty());
    assert!(record(asked("police_protection", NOW), NOW).unwrap().facts().is_empty());
}

/// Anything anybody may do to a power, at any moment.
#[derive(Debug, Clone)]
enum AnAct {
    Complete,
    Tell,
    Extend(i64, i64),
    End(usize, i64),
    TimePasses,
}

fn acts() -> impl Strategy<Value = Vec<(i64, AnAct)>> {
    let hours = || -200..400_i64;
    let act = proptest::prop_oneof![
        proptest::strategy::Just(AnAct::Complete),
        proptest::strategy::Just(AnAct::Tell),
        (hours(), hours()).prop_map(|(granted, until)| AnAct::Extend(granted, until)),
        (0..HowEnded::ALL.len(), hours()).prop_map(|(how, when)| AnAct::End(how, when)),
        proptest::strategy::Just(AnAct::TimePasses),
    ];
    proptest::collection::vec((hours(), act), 0..8)
}

fn after(start: Timestamp, hours: i64) -> Timestamp {
    start + SignedDuration::from_hours(hours)
}

fn done(power: &Power, now: Timestamp, start: Timestamp, act: &AnAct) -> Power {
    let (powers, calendar, by) = (&england().powers, Calendar::england(), Id::from_bits(7));
    let changed = match act {
        AnAct::Complete => Ok(power.complete(MadeBy::default(), More::default(), by, now)),
        AnAct::Tell => {
            let asked =
                ToldAsked { whom: "parents".into(), words: "By telephone".into(), ..ToldAsked::default() };
            power.tell(asked, powers, by, now)
        }
        AnAct::Extend(granted, until) => {
            let asked = ExtensionAsked {
                granted: Some(after(start, *granted)),
                until: Some(after(start, *until)),
                made_by: "A court".into(),
                reason: String::new(),
            };
            power.extend(&asked, powers, &calendar, by, now)
        }
        AnAct::End(how, when) => {
            let how = HowEnded::ALL.get(*how).copied();
            let asked = EndedAsked { how, when: Some(after(start, *when)), next: "At the aunt's".into() };
            power.end_it(&asked, by, now)
        }
        AnAct::TimePasses => Ok(power.time_passes(now).map_or_else(|| power.clone(), |(power, _)| power)),
    };
    changed.unwrap_or_else(|_| power.clone())
}

proptest! {
    #[test]
    fn no_act_ever_lengthens_police_protection(second in 1_500_000_000..1_900_000_000_i64, said in option::of(any::<u16>()), acts in acts()) {
        let start = Timestamp::from_second(second).unwrap();
        let asked = PowerAsked {
            started: Some(start),
            ends: said.map(|hours| after(start, i64::from(hours))),
            counts_from: said.map(|hours| after(start, -i64::from(hours))),
            ..asked("police_protection", NOW)
        };
        let birth = Known::NotAsked;
        let id = Id::from_bits(1);
        let (powers, calendar) = (&england().powers, Calendar::england());
        let mut power =
            Power::record((id, id), Id::from_bits(2), asked, &birth, powers, &calendar, Id::from_bits(3), start).unwrap();
        for (hours, act) in &acts {
            power = done(&power, after(start, *hours), start, act);
            prop_assert_eq!(power.end(), after(start, 72));
            prop_assert!(power.ended.as_ref().is_none_or(|ended| ended.when <= after(start, 72)));
        }
    }

    #[test]
    fn an_end_is_always_set_and_lies_within_the_law(second in 1_500_000_000..1_900_000_000_i64, kind in any::<proptest::sample::Index>(), said in option::of(-100..20_000_i64), acts in acts()) {
        let (powers, calendar) = (&england().powers, Calendar::england());
        let kind = kind.get(&powers.kinds);
        let start = Timestamp::from_second(second).unwrap();
        let agreement = Agreement { of: AgreementOf::Parent, name: "Her mother".into(), in_writing: false, informed: String::new() };
        let asked = PowerAsked {
            started: Some(start),
            ends: said.map(|hours| after(start, hours)),
            agreement: Some(agreement),
            ..asked(&kind.code, NOW)
        };
        let id = Id::from_bits(1);
        let made = Power::record((id, id), Id::from_bits(2), asked, &Known::NotAsked, powers, &calendar, Id::from_bits(3), start);
        let Ok(mut power) = made else { return Ok(()) };
        for (hours, act) in &acts {
            power = done(&power, after(start, *hours), start, act);
        }
        prop_assert!(power.end() > start);
        // Three days more than the limit and its extensions: noon after a holiday.
        let limit = longest(kind.limit, start, &calendar);
        if let (Some(limit), Some(times)) = (limit, kind.extension.map_or(Some(0), |rule| rule.times)) {
            let more = kind.extension.and_then(|rule| longest(rule.limit, start, &calendar)).map_or(0, |end| end.duration_since(start).as_hours() + 1);
            let latest = after(limit, 24 * 5 + i64::from(times) * more);
            prop_assert!(power.end() <= latest, "{} {:?}", power.end(), latest);
        }
    }
}
