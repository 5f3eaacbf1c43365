//! Files broken in as many ways as there is time for. By itself a few hundred; for so many seconds as `FRONTDOOR_LONG` says in the test command's long form
//! (`cargo xtask test --long`). Whatever is found gives its number, and that number makes the same file again.

use std::io::Cursor;
use std::time::{Duration, Instant};

use domain::calendar::BankHolidays;
use jiff::civil::date;
use returns::cin::check::check;
use returns::cin::{Head, Writer};
use returns::{annex_a, csv_table};

use crate::books::{Book, row};
use crate::cin_writes::invented::{self, Dice};

/// How many files are tried without being asked for more.
const FEW: u64 = 300;

/// Tries one number after the other.
fn as_long_as_asked(tried: impl Fn(u64)) {
    let seconds = std::env::var("FRONTDOOR_LONG").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut number = 0;
    while number < FEW || Instant::now() < until {
        tried(number);
        number += 1;
    }
    assert!(number >= FEW, "{number} files were tried");
}

fn sound(number: u64) -> Vec<u8> {
    let year = 2024 + (number % 4) as i16;
    let head = Head {
        year,
        lea: "399".into(),
        software: "Frontdoor".into(),
        release: "1".into(),
        serial: "001".into(),
        written: date(year, 5, 1).at(9, 0, 0, 0),
    };
    let mut writer = Writer::begin(Vec::new(), &head).unwrap();
    (0..3).for_each(|child| writer.child(&invented::child(number * 3 + child, year)).unwrap());
    writer.finish().unwrap()
}

/// What strangers' systems and strangers do to a file: bytes changed, cut out, doubled, moved, and words that mean something to a parser put in.
fn broken(mut file: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    const WORDS: [&str; 16] = [
        "<",
        ">",
        "&",
        "&amp;",
        "&#0;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE x [",
        "<?xml version=\"1.0\"?>",
        "</Child>",
        "<Child>",
        "<Sex>M</Sex>",
        " xmlns=\"urn:example\"",
        "2025-02-30",
    ];
    for _ in 0..=dice.below(4) {
        let at = dice.below(file.len().max(1));
        let until = (at + dice.below(200)).min(file.len());
        match dice.below(6) {
            0 if !file.is_empty() => file[at] = dice.below(256) as u8,
            1 => drop(file.drain(at..until)),
            2 => {
                let part = file[at..until].to_vec();
                let to = dice.below(file.len().max(1));
                file.splice(to..to, part);
            }
            3 => file.truncate(at),
            _ => drop(file.splice(at..at, WORDS[dice.below(WORDS.len())].bytes())),
        }
    }
    file
}

#[test]
fn a_census_broken_anyhow_is_checked_or_refused_with_a_line_of_its_own() {
    let holidays = BankHolidays::england();
    as_long_as_asked(|number| {
        let mut dice = Dice::new(number);
        let file = broken(sound(number), &mut dice);
        let lines = file.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        match check(file.as_slice(), None, &holidays) {
            Ok(checked) => {
                assert!(
                    checked.places.iter().all(|place| place.line <= lines),
                    "file {number}: {:?}",
                    checked.places
                );
                assert!(
                    checked.findings.iter().all(|found| found.line <= lines),
                    "file {number}: {:?}",
                    checked.findings
                );
            }
            Err(refused) => {
                assert!((1..=lines).contains(&refused.line), "file {number}: {refused}");
                assert!(!refused.words.is_empty(), "file {number}");
            }
        }
    });
}

#[test]
fn a_workbook_broken_anyhow_is_checked_or_refused_with_its_place() {
    let headings = [
        "Child Unique ID",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Age",
        "Date of referral",
        "Referral Source",
    ];
    let child = ["NB7", "a) Female", "a) WBRI", "d:42128", "10", "d:45902", "1A"];
    as_long_as_asked(|number| {
        let mut dice = Dice::new(number);
        let rows = row(1, &headings) + &row(2, &child) + &row(3, &child);
        let rows = String::from_utf8_lossy(&broken(rows.into_bytes(), &mut dice)).into_owned();
        let mut book = Book::of(&[("List 3", rows), ("List 6", row(1, &headings))]);
        if number % 3 == 0 {
            let shared = b"<sst><si><t>NB7</t></si><si><r><t>a) Female</t></r></si></sst>".to_vec();
            book.shared = Some(String::from_utf8_lossy(&broken(shared, &mut dice)).into_owned());
        }
        let bytes = book.bytes();
        let mut found = 0_u64;
        let checked =
            annex_a::check::check(Cursor::new(&bytes), Some(date(2026, 6, 30)), &mut |_| found += 1);
        let mut given = 0_u64;
        let read = annex_a::check::read(Cursor::new(&bytes), &mut |_| given += 1);
        match (checked, read) {
            (Ok(_), Ok(_)) => {}
            (Err(checked), Err(read)) => {
                assert!(!checked.words.is_empty() && checked == read, "file {number}: {checked} {read}");
            }
            (checked, read) => {
                panic!("file {number} is read by one and not by the other: {checked:?} {read:?}")
            }
        }
    });
}

#[test]
fn a_table_broken_anyhow_is_read_or_refused_with_a_line_of_its_own() {
    let sound = "id,given name,date of birth,notes\n1,Mara,2015-05-04,\"quiet, then\nloud\"\n2,Zo\u{eb},04/05/2015,\n";
    as_long_as_asked(|number| {
        let mut dice = Dice::new(number);
        let mut file = sound.repeat(1 + (number % 3) as usize).into_bytes();
        if number % 5 == 0 {
            file = file.iter().map(|byte| if *byte == b',' { b';' } else { *byte }).collect();
        }
        let file = broken(file, &mut dice);
        // A line ends with a line feed, a carriage return, or both.
        let lines = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
        let mut rows = 0_u64;
        let read = csv_table::read(file.as_slice(), &mut |_| {}, &mut |row| {
            assert!((1..=lines).contains(&row.line), "file {number}: line {}", row.line);
            rows += 1;
        });
        if let Err(refused) = read {
            assert!(
                (1..=lines).contains(&refused.line) && !refused.words.is_empty(),
                "file {number}: {refused}"
            );
        }
        assert!(rows <= lines, "file {number}");
    });
}
