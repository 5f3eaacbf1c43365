//! What is told of a file is never larger than a bound, whatever is wrong in it, and the children of each rule are told in full all the same. The files are
//! made to harm, or are a council's own with one figure of the head wrong.

use std::sync::Arc;

use domain::calendar::BankHolidays;
use jiff::civil::date;
use returns::cin::check::{Checked, MOST_PLACES, NO_ID, check};
use returns::cin::{Head, Writer};

use crate::cin_rules::file;
use crate::cin_writes::invented;

/// The most bytes that may be kept of what is found, apart from `rules`.
const BOUND: usize = 32 * 1024 * 1024;
/// The most memory, in megabytes, that a check may add to what the program held before.
const ADDED: f64 = 64.0 * 1.048_576;

/// Checks a file. What it keeps is within its bound, and so is the process where this test has one of its own.
fn bounded(text: &[u8]) -> Checked {
    let before = peak_memory();
    let checked = check(text, None, &BankHolidays::england()).unwrap();
    let added = peak_memory() - before;
    if std::env::var("NEXTEST_EXECUTION_MODE").is_ok_and(|mode| mode == "process-per-test") {
        assert!(added <= ADDED, "{added} MB were added");
    }
    let places = checked.places.len() * size_of_val(&checked.places[0]);
    let ids: usize = checked.places.iter().map(|place| place.child.len()).max().unwrap_or_default();
    let findings = checked.findings.iter().map(|found| {
        size_of_val(found) + found.element.len() + found.words.len() + found.text.len() + found.child.len()
    });
    let kept = places + findings.sum::<usize>();
    assert!(kept <= BOUND, "{kept} bytes are kept");
    assert!(ids <= 800, "an identifier of {ids} bytes is kept with each place");
    for rule in checked.rules.keys() {
        let told = checked.places.iter().filter(|place| place.rule == rule).count() as u64;
        assert!((1..=MOST_PLACES).contains(&told), "{rule} is told {told} times");
    }
    checked
}

/// The most memory this process has held, in megabytes, as Linux counts it.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1e3
}

fn children_of(checked: &Checked, rule: &str) -> usize {
    checked.rules.get(rule).map_or(0, std::collections::BTreeSet::len)
}

#[test]
fn a_long_identifier_is_not_told_with_each_of_its_places() {
    let (id, plans) = ("A".repeat(60_000), "<CINPlanDates/>".repeat(15_000));
    let child = format!(
        "<Child><ChildIdentifiers><LAchildID>{id}</LAchildID></ChildIdentifiers><CINdetails>{plans}</CINdetails></Child>"
    );
    let checked = bounded(file(2026, &child).as_bytes());
    assert_eq!(checked.rules["4010"].iter().map(|id| id.len()).collect::<Vec<_>>(), [200]);
    assert!(checked.rules.contains_key("1570"), "it was as long as it was");
    // Two rules on each plan, and of each the first places.
    assert!(checked.untold.places >= 2 * (15_000 - MOST_PLACES), "{:?}", checked.untold);
}

#[test]
fn many_empty_children_are_counted() {
    let checked = bounded(file(2026, &"<Child/>".repeat(300_000)).as_bytes());
    assert_eq!(checked.children, 300_000);
    assert_eq!(checked.rules["8500"].iter().map(AsRef::as_ref).collect::<Vec<_>>(), [NO_ID]);
    assert!(
        checked.untold.places >= 295_000 * 4 && checked.untold.findings >= 299_000,
        "{:?}",
        checked.untold
    );
}

#[test]
fn the_children_of_a_rule_are_told_in_full() {
    let children: String = (0..10_000)
        .map(|number| {
            format!(
                "<Child><ChildIdentifiers><LAchildID>A{number}</LAchildID></ChildIdentifiers>{}</Child>",
                "<CINdetails/>".repeat(30)
            )
        })
        .collect();
    let checked = bounded(file(2026, &children).as_bytes());
    for rule in ["4180", "4220", "8600", "8568"] {
        assert_eq!(children_of(&checked, rule), 10_000, "{rule}");
    }
    assert!(checked.untold.places >= 2 * (300_000 - MOST_PLACES), "{:?}", checked.untold);
    let ids: std::collections::BTreeSet<*const u8> =
        checked.rules["8600"].iter().map(|id| id.as_ptr()).collect();
    let others: Vec<&Arc<str>> = checked.rules["8568"].iter().collect();
    assert!(others.iter().all(|id| ids.contains(&id.as_ptr())), "one identifier is kept once");
}

#[test]
fn many_unknown_elements_are_counted() {
    let child = format!("<Child>{}</Child>", "<x/>".repeat(19_000));
    let checked = bounded(file(2026, &child.repeat(20)).as_bytes());
    assert_eq!(checked.findings.len() as u64 + checked.untold.findings, 20 * (19_000 + 2));
    let unknown = checked.findings.iter().filter(|found| found.element == "x").count();
    assert_eq!(unknown, 1_000);
}

#[test]
fn a_council_whose_year_is_one_too_low_is_told_all_its_children() {
    let head = Head {
        year: 2026,
        lea: "399".into(),
        software: "Frontdoor".into(),
        release: "1".into(),
        serial: "001".into(),
        written: date(2026, 5, 1).at(9, 0, 0, 0),
    };
    let mut writer = Writer::begin(Vec::new(), &head).unwrap();
    (0..8_000).for_each(|number| writer.child(&invented::child(number, 2026)).unwrap());
    let file = String::from_utf8(writer.finish().unwrap()).unwrap();
    let file = file.replace("2026-03-31</ReferenceDate>", "2025-03-31</ReferenceDate>");
    let checked = bounded(file.as_bytes());
    let late = children_of(&checked, "8600");
    assert!(late as u64 > MOST_PLACES, "{late} referrals come after the year");
    assert_eq!(checked.places.iter().filter(|place| place.rule == "8600").count() as u64, MOST_PLACES);
}
