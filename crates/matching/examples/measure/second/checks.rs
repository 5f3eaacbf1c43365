//! What a set must be, whoever is measured on it.

use std::collections::{BTreeMap, BTreeSet};

use matching::table::Column;

use super::{numbers, search_set, set, stream};

#[test]
fn one_seed_gives_one_set_and_another_seed_another() {
    let (one, again, other) = (set(2000, 7), set(2000, 7), set(2000, 8));
    assert_eq!((&one.rows, &one.truth, &one.faults), (&again.rows, &again.truth, &again.faults));
    assert_ne!(one.rows, other.rows);
}

#[test]
fn a_set_has_the_rows_asked_for_and_every_row_its_truth() {
    let set = set(20_000, 1);
    assert_eq!(set.rows.len(), 20_000);
    for length in [set.truth.len(), set.family.len(), set.culture.len(), set.faults.len()] {
        assert_eq!(length, 20_000);
    }
    let ids: BTreeSet<&str> = set.rows.iter().map(matching::table::Row::id).collect();
    assert_eq!(ids.len(), 20_000, "a row is named once");
    let mut rows_of: BTreeMap<u32, usize> = BTreeMap::new();
    set.truth.iter().for_each(|person| *rows_of.entry(*person).or_default() += 1);
    let several = rows_of.values().filter(|rows| **rows > 1).count();
    assert!(several * 3 > rows_of.len(), "{several} of {} have several rows", rows_of.len());
    assert_eq!(set.culture.iter().collect::<BTreeSet<_>>().len(), 18);
}

#[test]
fn nothing_goes_wrong_where_nothing_may() {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut births: BTreeMap<u32, matching::Birth> = BTreeMap::new();
    stream(10_000, 3, 0.0, &mut |record| {
        let wrong = record.faults.iter().find(|fault| !fault.starts_with("earlier "));
        assert_eq!(wrong, None, "{:?}", record.form);
        let row = record.form.row();
        if let Some(birth) = row.birth() {
            assert_eq!(*births.entry(record.truth).or_insert(birth), birth, "{:?}", record.form);
        }
        let nhs = row.cell(Column::NhsNumber).replace(' ', "");
        if !nhs.is_empty() {
            assert_eq!(*numbers.entry(nhs).or_insert(record.truth), record.truth, "{:?}", record.form);
        }
    });
    for number in numbers.keys() {
        let digits: u64 = number.parse().unwrap();
        assert!(number.starts_with("99"), "{number}");
        assert_eq!(numbers::check_digit(digits / 10), Some(digits % 10), "{number}");
    }
}

#[test]
fn every_habit_is_met_in_a_set_of_sixty_thousand() {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    stream(60_000, 5, super::USUAL, &mut |record| {
        record.faults.iter().for_each(|fault| *met.entry(fault).or_default() += 1);
    });
    for fault in [
        "unborn",
        "baby",
        "hospital ward as address",
        "sibling's NHS number",
        "mother's NHS number",
        "twin's NHS number",
        "slip in NHS number",
        "slip in NHS number that passes the check",
        "day and month swapped",
        "first of January",
        "1900",
        "reckoned from an age",
        "half of a double surname",
        "hyphen lost",
        "apostrophe lost",
        "names in the other order",
        "one of two surnames",
        "another spelling",
        "by ear",
        "mistyped",
        "misread",
        "accents lost",
        "initial for forename",
        "title in name",
        "one field split badly",
        "cut to the field",
        "grandmother's phone",
        "slip in phone",
        "street's earlier name",
        "house number swapped",
        "flat left off",
        "school as address",
        "refuge as address",
        "stepfather's surname",
        "earlier surname",
        "earlier address",
        "temporary pupil number",
        "called name as forename",
        "middle name as forename",
        "Singh or Kaur as surname",
        "father's name as surname",
        "without Muhammad",
        "father's address",
        "two phones",
        "note in name",
        "surname with the other ending",
    ] {
        assert!(met.contains_key(fault), "{fault} in {met:?}");
    }
}

#[test]
fn questions_are_about_people_on_the_register_and_off_it() {
    let set = search_set(20_000, 1000, 2);
    assert_eq!(set.register.len(), set.truth.len());
    assert!((900..=1000).contains(&set.questions.len()), "{}", set.questions.len());
    let entered: BTreeSet<u32> = set.truth.iter().copied().collect();
    assert_eq!(entered.len(), 20_000);
    let strangers = set.questions.iter().filter(|question| question.person.is_none()).count();
    assert!((115..190).contains(&strangers), "{strangers}");
    for question in &set.questions {
        assert!(question.person.is_none_or(|person| entered.contains(&person)), "{question:?}");
        let said =
            Column::ALL.iter().filter(|column| column.compares() && !question.row.cell(**column).is_empty());
        assert!(said.count() >= 2, "{question:?}");
    }
}
