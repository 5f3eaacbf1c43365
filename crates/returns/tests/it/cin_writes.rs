//! What is written is in the schema's order, breaks no rule, says again what was said, and a change that is wrong is found. The children are invented.

use std::collections::BTreeMap;

use domain::calendar::BankHolidays;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use returns::cin::check::{Scope, check, rule};
use returns::cin::{CinChild, Given, Head, PreProceedings, Writer, read};

#[path = "../../examples/invented/mod.rs"]
pub mod invented;

fn head(year: i16) -> Head {
    Head {
        year,
        lea: "399".into(),
        software: "Frontdoor".into(),
        release: "1.0 & more".into(),
        serial: "001".into(),
        written: date(year, 5, 1).at(9, 30, 0, 0),
    }
}

fn written(year: i16, children: &[CinChild]) -> String {
    let mut writer = Writer::begin(Vec::new(), &head(year)).unwrap();
    children.iter().for_each(|child| writer.child(child).unwrap());
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// A child without the lines of the file it was read from.
fn without_lines(mut child: CinChild) -> CinChild {
    child.line = 0;
    (child.identifiers.line, child.characteristics.line) = (0, 0);
    for episode in &mut child.episodes {
        episode.line = 0;
        episode.assessments.iter_mut().for_each(|each| each.line = 0);
        episode.plans.iter_mut().for_each(|each| each.line = 0);
        episode.section47s.iter_mut().for_each(|each| each.line = 0);
        episode.protection_plans.iter_mut().for_each(|each| each.line = 0);
        episode.pre_proceedings.iter_mut().for_each(|each| each.line = 0);
    }
    child
}

fn read_again(text: &str) -> Vec<CinChild> {
    let mut children = Vec::new();
    let summary = read(text.as_bytes(), &mut |child| children.push(without_lines(child))).unwrap();
    assert_eq!(summary.found, 0, "{:?} {:?}", summary.findings, children);
    children
}

/// The codes of rules on single children that are found in a return of these.
fn of_children(year: i16, children: &[CinChild]) -> Vec<String> {
    let found = check(written(year, children).as_bytes(), None, &BankHolidays::england()).unwrap();
    let of = |code: &String| rule(code).is_some_and(|rule| rule.scope == Scope::Child);
    found.rules.into_keys().filter(of).collect()
}

/// An element's place among its parent's, and how often it may stand there: the department's table of elements, with the two shapes of sex and the block that
/// comes with 2026-27.
#[derive(Debug, Clone, Copy)]
struct Place {
    order: usize,
    least: usize,
    most: usize,
}

fn schema(year: i16) -> BTreeMap<String, Place> {
    let mut table = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(include_bytes!("cin_elements.csv").as_slice());
    for (order, line) in reader.records().enumerate() {
        let line = line.unwrap();
        let path = line[0].to_owned();
        let path = if year < 2025 { path.replace("/Sex", "/GenderCurrent") } else { path };
        let most = line[4].parse().unwrap_or(usize::MAX);
        table.insert(path, Place { order, least: line[3].parse().unwrap(), most });
    }
    if year >= 2027 {
        let group = "Message/Children/Child/CINdetails/PreProceedingsandFGDM";
        let parts = [
            "",
            "/PPStartDate",
            "/LBPSentDate",
            "/FGDMMeetingOffer",
            "/FGDMMeetingFac",
            "/InitialPPMeetingDate",
            "/ReviewMeetingsCount",
            "/StepDecisionDate",
            "/PPOutcome",
            "/CourtAppDate",
            "/LetterInitCPDate",
        ];
        for (order, part) in parts.iter().enumerate() {
            let most = if part.is_empty() { usize::MAX } else { 1 };
            table.insert(format!("{group}{part}"), Place { order: 1_000 + order, least: 0, most });
        }
    }
    table
}

/// Holds a file against the table: every element known where it stands, in order, as often as it may and must.
pub fn fits(year: i16, text: &str) -> Result<(), String> {
    let table = schema(year);
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, BTreeMap<String, usize>, usize)> = vec![("".into(), BTreeMap::new(), 0)];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().0.to_owned();
                let (parent, seen, last) = open.last_mut().unwrap();
                let path = if parent.is_empty() { name } else { format!("{parent}/{name}") };
                *seen.entry(path.clone()).or_default() += 1;
                if path != "Message" {
                    let place = table.get(&path).ok_or_else(|| format!("{path} is not in the schema"))?;
                    if place.order < *last {
                        return Err(format!("{path} comes too late"));
                    }
                    if seen[&path] > place.most {
                        return Err(format!("{path} stands too often"));
                    }
                    *last = place.order;
                }
                open.push((path, BTreeMap::new(), 0));
            }
            Event::End(_) => {
                let (path, seen, _) = open.pop().unwrap();
                let inside = |child: &&String| {
                    child.strip_prefix(&format!("{path}/")).is_some_and(|rest| !rest.contains('/'))
                };
                for child in table.keys().filter(inside) {
                    if seen.get(child).copied().unwrap_or_default() < table[child].least {
                        return Err(format!("{child} is missing"));
                    }
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_fits_the_schema_breaks_no_rule_and_is_read_again(number in any::<u64>(), year in 2024i16..=2027) {
        let children: Vec<CinChild> = (0..3).map(|n| invented::child(number.wrapping_add(n), year)).collect();
        let text = written(year, &children);
        prop_assert_eq!(fits(year, &text), Ok(()));
        prop_assert_eq!(read_again(&text), children.clone());
        prop_assert_eq!(of_children(year, &children), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_wrong_is_found(number in any::<u64>(), which in 0..MISTAKES.len(), year in 2025i16..=2027) {
        let mistake = &MISTAKES[which];
        let makes = |child: &CinChild| (mistake.make)(&mut child.clone());
        let child = (0..2_000).map(|n| invented::child(number.wrapping_add(n), year)).find(makes).unwrap();
        let mut wrong = child.clone();
        (mistake.make)(&mut wrong);
        let found = of_children(year, &[wrong]);
        prop_assert!(found.iter().any(|code| code == mistake.rule), "{} is not among {found:?}: {child:?}", mistake.rule);
    }
}

/// Something a system gets wrong, and the rule that finds it.
struct Mistake {
    rule: &'static str,
    /// Makes the mistake, where the child's story has room for it.
    make: fn(&mut CinChild) -> bool,
}

const fn mistake(rule: &'static str, make: fn(&mut CinChild) -> bool) -> Mistake {
    Mistake { rule, make }
}

fn given(day: Date) -> Given<Date> {
    Given::Read(day)
}

/// Something about one of the child's episodes, or nothing.
macro_rules! at {
    ($child:ident, $episodes:ident . $group:ident, $which:expr, $change:expr) => {{
        let found = $child.$episodes.iter_mut().flat_map(|episode| &mut episode.$group).find($which);
        found.map($change).is_some()
    }};
}

const MISTAKES: &[Mistake] = &[
    mistake("8500", |child| {
        child.identifiers.la_child_id.clear();
        true
    }),
    mistake("1580", |child| {
        child.identifiers.la_child_id.push('/');
        true
    }),
    mistake("1510", |child| match &mut child.identifiers.upn {
        Some(upn) => {
            upn.replace_range(0..1, if upn.starts_with('A') { "B" } else { "A" });
            true
        }
        None => false,
    }),
    mistake("4180", |child| {
        child.identifiers.sex = None;
        true
    }),
    mistake("4220", |child| {
        child.characteristics.ethnicity = Some("NONE".into());
        true
    }),
    mistake("8525Q", |child| {
        child.identifiers.birth = Given::Missing;
        child.identifiers.expected_birth = Given::Missing;
        true
    }),
    mistake("8794", |child| match child.characteristics.disabilities.first().cloned() {
        Some(code) => {
            child.characteristics.disabilities.push(code);
            true
        }
        None => false,
    }),
    mistake("8610", |child| {
        let forward = child.episodes.iter_mut().find(|episode| episode.referral_no_further_action.is(&false));
        forward.map(|episode| episode.primary_need = None).is_some()
    }),
    mistake("8866", |child| {
        child.episodes[0].source = Some("2C".into());
        true
    }),
    mistake("8805", |child| {
        let closed = child.episodes.iter_mut().find(|episode| episode.closed.is_given());
        closed.map(|episode| episode.closure_reason = None).is_some()
    }),
    mistake("8810", |child| {
        let closed = child.episodes.iter_mut().find(|episode| episode.closed.is_given());
        closed.map(|episode| episode.closed = Given::Missing).is_some()
    }),
    mistake("8815", |child| {
        let Some(open) = child
            .episodes
            .last()
            .filter(|last| last.closed.is_missing() && last.referral_no_further_action.is(&false))
        else {
            return false;
        };
        let again = open.clone();
        child.episodes.push(again);
        true
    }),
    mistake("8831", |child| {
        let assessed = child.episodes.iter_mut().find(|episode| !episode.assessments.is_empty());
        assessed.map(|episode| episode.referral_no_further_action = Given::Read(true)).is_some()
    }),
    mistake("8568", |child| {
        child.episodes[0].referral_no_further_action = Given::Missing;
        true
    }),
    mistake("1103", |child| {
        let referral = child
            .episodes
            .iter()
            .find_map(|episode| episode.referral.read().filter(|_| !episode.assessments.is_empty()));
        let Some(referral) = referral else { return false };
        at!(child, episodes.assessments, |_| true, |each| each.started = given(referral - 1.days()))
    }),
    mistake("8608", |child| {
        at!(child, episodes.assessments, |each| each.authorised.is_given(), |each| {
            each.authorised = given(each.started.read().unwrap() - 1.days());
        })
    }),
    mistake("8898", |child| {
        at!(child, episodes.assessments, |each| !each.factors.is_empty(), |each| {
            let first = each.factors[0].clone();
            each.factors.push(first);
        })
    }),
    mistake("8614", |child| {
        at!(child, episodes.assessments, |each| !each.factors.is_empty(), |each| each.authorised =
            Given::Missing)
    }),
    mistake("8867", |child| {
        let Some(closed) = child.episodes.iter_mut().find(|episode| episode.closed.is_given()) else {
            return false;
        };
        closed.assessments.iter_mut().for_each(|each| each.authorised = Given::Missing);
        !closed.assessments.is_empty()
    }),
    mistake("8875", |child| {
        at!(child, episodes.section47s, |each| each.conference.is_given(), |each| {
            let mut day = each.conference.read().unwrap();
            while day.weekday() != Weekday::Saturday {
                day -= 1.days();
            }
            each.conference = given(day);
        })
    }),
    mistake("2885", |child| {
        at!(child, episodes.protection_plans, |_| true, |plan| {
            plan.started = given(plan.started.read().unwrap() - 1.days());
        })
    }),
    mistake("8841", |child| {
        at!(child, episodes.protection_plans, |_| true, |plan| plan.reviews = vec![plan.started])
    }),
    mistake("8730", |child| {
        at!(child, episodes.protection_plans, |_| true, |plan| plan.previous_plans = Given::Missing)
    }),
    mistake("8905", |child| {
        at!(child, episodes.protection_plans, |_| true, |plan| plan.initial_category = Some("PHYS".into()))
    }),
    mistake("4011", |child| {
        at!(child, episodes.plans, |plan| plan.ended.is_given(), |plan| {
            plan.ended = given(plan.started.read().unwrap() - 1.days());
        })
    }),
    mistake("4004", |child| {
        let Some(open) = child
            .episodes
            .iter_mut()
            .find(|episode| episode.plans.iter().any(|plan| plan.ended.is_missing()))
        else {
            return false;
        };
        let again = open.plans[0].clone();
        open.plans.push(again);
        true
    }),
];

#[test]
fn a_whole_return_of_many_breaks_no_rule_of_any_kind() {
    for year in 2024..=2027 {
        let children: Vec<CinChild> = (0..600).map(|number| invented::child(number, year)).collect();
        let found = check(written(year, &children).as_bytes(), None, &BankHolidays::england()).unwrap();
        assert_eq!(found.rules, BTreeMap::new(), "{year}");
        assert_eq!((found.year, found.children), (year, 600));
        let plans = children
            .iter()
            .flat_map(|child| &child.episodes)
            .filter(|each| !each.protection_plans.is_empty());
        assert!(plans.count() > 20, "there is something to find");
    }
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let children: Vec<CinChild> = (0..50).map(|number| invented::child(number, 2026)).collect();
    assert_eq!(written(2026, &children), written(2026, &children));
}

#[test]
fn a_year_is_told_only_what_its_schema_knows() {
    let mut child = invented::child(3, 2027);
    child.identifiers.expected_birth = Given::Missing;
    child.episodes[0].pre_proceedings =
        vec![PreProceedings { outcome: Some("A".into()), ..PreProceedings::default() }];
    for (year, sex, court) in [
        (2024, "<GenderCurrent>", false),
        (2025, "<Sex>", false),
        (2026, "<Sex>", false),
        (2027, "<Sex>", true),
    ] {
        let text = written(year, std::slice::from_ref(&child));
        assert!(text.contains(sex), "{year}");
        assert!(!(text.contains("Sex>") && text.contains("GenderCurrent>")), "{year}");
        assert_eq!(text.contains("<PreProceedingsandFGDM>"), court, "{year}");
        assert!(text.contains(&format!("<ReferenceDate>{year}-03-31</ReferenceDate>")), "{year}");
    }
}

#[test]
fn text_that_xml_has_words_for_itself_is_read_again() {
    let mut child = invented::child(7, 2026);
    child.identifiers.la_child_id = "A<b>&\"'é\u{1F9D2}".into();
    let text = written(2026, std::slice::from_ref(&child));
    assert_eq!(read_again(&text)[0].identifiers.la_child_id, "A<b>&\"'é\u{1F9D2}");
    // What XML cannot hold is left out, and what is around it stays.
    child.identifiers.la_child_id = "A\u{0}\u{b}\u{1b}B\u{fffe}C".into();
    assert_eq!(read_again(&written(2026, &[child]))[0].identifiers.la_child_id, "ABC");
}

#[test]
fn what_is_missing_or_unreadable_is_left_out() {
    let mut child = invented::child(9, 2026);
    child.identifiers.birth = Given::Unreadable;
    child.identifiers.expected_birth = Given::Missing;
    let text = written(2026, &[child]);
    assert!(!text.contains("BirthDate>"), "{text}");
}

#[test]
fn the_table_of_elements_can_tell_a_wrong_file() {
    let text = written(2026, &[invented::child(1, 2026)]);
    let line = |name: &str| text.lines().find(|line| line.contains(name)).unwrap().to_owned() + "\n";
    let sex = line("<Sex>");
    for (changed, words) in [
        (text.replace(&sex, ""), "Sex is missing"),
        (text.replace(&sex, &format!("{sex}{sex}")), "stands too often"),
        (text.replace(&sex, "<Gender>1</Gender>"), "is not in the schema"),
        (
            text.replace(&sex, "").replace(&line("<LAchildID>"), &format!("{sex}{}", line("<LAchildID>"))),
            "comes too late",
        ),
    ] {
        assert!(fits(2026, &changed).unwrap_err().contains(words), "{words}");
    }
    assert_eq!(fits(2026, &text), Ok(()));
}

/// The schemas that the sector keeps are not ours to hand on: they are used where somebody has put them beside the project, with libxml's own reader.
#[test]
fn the_sectors_schemas_take_what_is_written() {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/cin/xsd");
    // Named by the year in which a collection ends; the file of 2023 is the one that still asks for gender.
    for (year, schema) in [(2024, 2023), (2025, 2025), (2026, 2026)] {
        let schema = format!("{schemas}/CIN_schema_{schema}.xsd");
        let has_xmllint = std::process::Command::new("xmllint").arg("--version").output().is_ok();
        if !has_xmllint || !std::path::Path::new(&schema).exists() {
            return;
        }
        let children: Vec<CinChild> = (0..500).map(|number| invented::child(number, year)).collect();
        let file = std::env::temp_dir().join(format!("frontdoor-cin-{}-{year}.xml", std::process::id()));
        std::fs::write(&file, written(year, &children)).unwrap();
        let told =
            std::process::Command::new("xmllint").args(["--noout", "--schema", &schema]).arg(&file).output();
        let told = told.unwrap();
        std::fs::remove_file(&file).unwrap();
        assert!(told.status.success(), "{year}: {:.2000}", String::from_utf8_lossy(&told.stderr));
    }
}
