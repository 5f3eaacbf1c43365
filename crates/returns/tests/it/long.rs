//! Files broken in as many ways as there is time for. By itself a few hundred; for so many seconds as `FRONTDOOR_LONG` says in the test command's long form
//! (`cargo xtask test --long`). Whatever is found gives its number, and that number makes the same file again.

use std::time::{Duration, Instant};

use domain::calendar::BankHolidays;
use jiff::civil::date;
use returns::cin::check::check;
use returns::cin::{Head, Writer};

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
