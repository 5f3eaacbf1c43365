//! The spellings in which authorities write the values of the lists, as they are known from their own tables: each is read as what it means, and told of as a
//! spelling at most.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Cursor;

use returns::annex_a::check::{Finding, Got, check, read};
use returns::annex_a::layout::{Kind, list, lists as layout};

use crate::books::{Book, headings, lists, row};

/// A workbook in which each of these values stands in a row of its own, and the row of each.
fn book(values: &[(u8, &'static str, String)]) -> Book {
    let mut book = lists(0, &[]);
    for list_of in layout() {
        let mut rows = row(1, &headings(list_of.number));
        let here = values.iter().filter(|(number, ..)| *number == list_of.number);
        for (number, (_, column, written)) in (2..).zip(here) {
            let mut cells = vec![""; list_of.columns.len()];
            cells[0] = "NB7";
            cells[list_of.place(column).unwrap()] = written;
            rows += &row(number, &cells);
        }
        book.sheets[usize::from(list_of.number) - 1].1 = rows;
    }
    book
}

/// What each value was read as: nothing, a code, or "unreadable".
fn meant(values: &[(u8, &'static str, String)]) -> Vec<String> {
    let mut got: BTreeMap<u8, VecDeque<String>> = BTreeMap::new();
    read(Cursor::new(book(values).bytes()), &mut |given| {
        let of_list = got.entry(given.list).or_default();
        let here = values.iter().filter(|(number, ..)| *number == given.list).nth(of_list.len());
        let column = here.unwrap().1;
        of_list.push_back(match given.values.get(column) {
            Some(Got::Code(code)) => (*code).to_owned(),
            Some(other) => format!("{other:?}"),
            None if given.unreadable.contains(&column) => "unreadable".into(),
            None => String::new(),
        });
    })
    .unwrap();
    values.iter().map(|(number, ..)| got.get_mut(number).unwrap().pop_front().unwrap()).collect()
}

fn rules(values: &[(u8, &'static str, String)], among: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    check(Cursor::new(book(values).bytes()), None, &mut |finding| {
        if among.contains(&finding.rule) {
            found.push(finding.clone());
        }
    })
    .unwrap();
    found
}

/// A column of a list by its name, which lives as long as the program.
fn column(number: u8, name: &str) -> &'static str {
    let list = list(number).unwrap();
    list.columns[list.place(name).unwrap()].name
}

#[test]
fn every_spelling_that_authorities_use_is_read() {
    let table = csv::Reader::from_reader(include_bytes!("annex_a_spellings.csv").as_slice()).into_records();
    let lines: Vec<(u8, String, String, String)> = table
        .map(|line| {
            let line = line.unwrap();
            (line[0].parse().unwrap(), line[1].to_owned(), line[2].to_owned(), line[3].to_owned())
        })
        .collect();
    assert!(lines.len() > 400);
    let values: Vec<_> = lines
        .iter()
        .map(|(number, name, written, _)| (*number, column(*number, name), written.clone()))
        .collect();
    let wrong: Vec<String> = lines
        .iter()
        .zip(meant(&values))
        .filter(|((.., code), got)| code != got)
        .map(|((number, name, written, code), got)| {
            format!("list {number}, {name}: “{written}” is {code} and was read as {got:?}")
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let refused = rules(&values, &["C02"]);
    assert!(refused.is_empty(), "{refused:#?}");
}

/// Every value of the guidance without the letter or the code before it, as many systems hand it out.
#[test]
fn every_value_is_known_without_its_code() {
    let mut values = Vec::new();
    let mut codes = Vec::new();
    for list in layout() {
        for column in &list.columns {
            let Kind::Choice(choices) = column.kind else { continue };
            let behind = |value: &'static str| {
                let value = value.split_once(") ").map_or(value, |(_, behind)| behind);
                value.split_once(": ").or_else(|| value.split_once(" - ")).map_or(value, |(_, behind)| behind)
            };
            let names: Vec<&str> = choices.iter().map(|choice| behind(choice.value)).collect();
            for (choice, name) in choices.iter().zip(&names) {
                // What several are called by is told of as such; "Other" is a name of two more sources.
                let alone = names.iter().filter(|other| *other == name).count() == 1;
                if alone && !(column.name.ends_with("Source") && *name == "Other") {
                    values.push((list.number, column.name, (*name).to_owned()));
                    codes.push(choice.code);
                }
            }
        }
    }
    let wrong: BTreeSet<String> = values
        .iter()
        .zip(meant(&values))
        .zip(codes)
        .filter(|((_, got), code)| got != code)
        .map(|(((_, column, written), got), code)| format!("{column}: “{written}” is {code}, not {got:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_only_other_tables_have_is_told_of() {
    let values = [
        (3, column(3, "Referral NFA?"), "c) Unknown".to_owned()),
        (9, column(9, "Activity Status"), "F3: Full time in training or employment".to_owned()),
    ];
    assert_eq!(meant(&values), ["", "F3"]);
    let words: Vec<String> = rules(&values, &["C02", "C03"]).into_iter().map(|one| one.words).collect();
    assert_eq!(
        words,
        [
            "The guidance has no “c) Unknown” here: it was read as not said.",
            "The guidance has no such value: it was read as “F3: Full time in training or employment”.",
        ]
    );
}

#[test]
fn a_placement_is_with_an_authority_that_there_is() {
    let of = |written: &str| (8, column(8, "LA of Placement"), written.to_owned());
    let values: Vec<_> = [
        "Leeds",
        "383",
        "Leeds City Council",
        "London Borough of Camden",
        "Bristol",
        "Isle of Wight Council",
        "Bournemouth, Christchurch & Poole",
        "City of York",
        "Atlantis",
        "Home Town",
    ]
    .map(of)
    .into();
    assert_eq!(
        meant(&values),
        ["383", "383", "383", "202", "801", "921", "839", "816", "unreadable", "unreadable"]
    );
    let found: Vec<String> =
        rules(&values, &["C02", "C03"]).into_iter().map(|one| format!("{} {}", one.rule, one.cell)).collect();
    let spelt = (3..=9).map(|number| format!("C03 AB{number}"));
    let refused = (10..=11).map(|number| format!("C02 AB{number}"));
    assert_eq!(found, spelt.chain(refused).collect::<Vec<_>>());
}
