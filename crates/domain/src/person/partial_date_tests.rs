use jiff::civil::date;

use super::PartialDate::{About, Exact, Expected, Month, NotKnown, Year};
use super::*;

#[test]
fn what_people_type_is_read_as_they_mean_it() {
    fn check(text: &str, expected: PartialDate) {
        assert_eq!(PartialDate::parse(text), Ok(expected), "{text}");
    }
    check("29/02/2016", Exact(date(2016, 2, 29)));
    check("3 jan 2015", Exact(date(2015, 1, 3)));
    check("2016-02-29", Exact(date(2016, 2, 29)));
    check("March 2014", Month { year: 2014, month: 3 });
    check("mar 2014", Month { year: 2014, month: 3 });
    check("03/2014", Month { year: 2014, month: 3 });
    check("2014-03", Month { year: 2014, month: 3 });
    check(" 2014 ", Year(2014));
    for text in [
        "about 2014",
        "About 2014",
        "approx. 2014",
        "c. 2014",
        "c2014",
        "~2014",
        "2014?",
        "2014ish",
        "est 2014",
    ] {
        check(text, About(2014));
    }
    check("around March 2014", About(2014));
    for text in [
        "edd 3/5/2027",
        "EDD: 3 May 2027",
        "due 3 May 2027",
        "due 2027-05-03",
        "expected 3.5.2027",
        "Expected date 3 5 2027",
    ] {
        check(text, Expected(date(2027, 5, 3)));
    }
    for text in ["not known", "Unknown", "NK", "n/k", "?"] {
        check(text, NotKnown);
    }
}

#[test]
fn what_cannot_be_taken_says_why() {
    fn check(text: &str, expected: &str) {
        let read = PartialDate::parse(text).map_err(|refused| refused.to_string());
        assert_eq!(read, Err(expected.to_owned()), "{text}");
    }
    check("", "Enter a date, a year such as 2014, about 2014, or not known.");
    check("31/11/2015", "November 2015 has 30 days, so there is no 31 November 2015.");
    check("29/2/15", "Write the year with four digits, like 2016 and not 16.");
    check("March 14", "Write the year with four digits, like 2016 and not 16.");
    check("about 14", "Write the year with four digits, like 2016 and not 16.");
    check("1899", "The year 1899 is too long ago. It must be 1900 or later.");
    check("about 1899", "The year 1899 is too long ago. It must be 1900 or later.");
    check("due 1/1/9999", "The year 9999 is too far ahead. It must be 2100 or earlier.");
    check("13/2014", "There is no month 13. Write the day first and then the month, like 25 12 2015.");
    check("due May 2027", "Write the whole expected date, like due 3 5 2027. Your best estimate will do.");
    let unlike = "Enter a date like 29 2 2016, March 2014, 2014, about 2014, due 3 5 2027, or not known.";
    for text in [
        "seven",
        "due",
        "about",
        "aboutness 2014",
        "=cmd",
        "\u{202e}",
        "é2014é",
        "İstanbul",
        &"x".repeat(1_000_000),
    ] {
        check(text, unlike);
    }
}

#[test]
fn it_is_shown_and_kept_as_far_as_it_is_known() {
    fn check(date: PartialDate, words: &str, digits: &str, kept: &str) {
        assert_eq!(date.to_string(), words);
        assert_eq!(date.in_digits(), digits);
        assert_eq!(serde_json::to_string(&date).unwrap(), format!("\"{kept}\""));
        for text in [words, digits, kept] {
            assert_eq!(PartialDate::parse(text), Ok(date), "{text}");
        }
    }
    check(Exact(date(2016, 2, 29)), "29 February 2016", "29/02/2016", "2016-02-29");
    check(Month { year: 2014, month: 3 }, "March 2014", "03/2014", "2014-03");
    check(Year(2014), "2014", "2014", "2014");
    check(About(2014), "about 2014", "about 2014", "about 2014");
    check(Expected(date(2027, 5, 3)), "due 3 May 2027", "due 03/05/2027", "due 2027-05-03");
    check(NotKnown, "not known", "not known", "not known");
}

#[test]
fn the_ledger_can_always_be_read() {
    for date in [
        Exact(date(1066, 10, 14)),
        Month { year: 1899, month: 12 },
        Year(14),
        About(9999),
        Expected(date(2101, 1, 1)),
    ] {
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date, "{json}");
    }
    assert!(serde_json::from_str::<PartialDate>("\"sometime\"").is_err());
}

#[test]
fn an_age_says_no_more_than_is_known() {
    fn check(birth: PartialDate, on: Date, words: &str, range: Option<(i16, i16)>) {
        assert_eq!(birth.age_in_words(on), words, "{birth} on {on}");
        let age = birth.age_on(on).map(|age| (age.at_least, age.at_most));
        assert_eq!(age, range, "{birth} on {on}");
    }
    let today = date(2026, 9, 4);
    check(Exact(date(2019, 9, 4)), today, "7", Some((7, 7)));
    check(Exact(date(2019, 9, 5)), today, "6", Some((6, 6)));
    check(Exact(date(2016, 2, 29)), date(2026, 2, 28), "9", Some((9, 9)));
    check(Exact(date(2016, 2, 29)), date(2026, 3, 1), "10", Some((10, 10)));
    check(Exact(date(2024, 9, 4)), today, "2", Some((2, 2)));
    check(Exact(date(2024, 9, 5)), today, "23 months", Some((1, 1)));
    check(Exact(date(2025, 8, 4)), today, "13 months", Some((1, 1)));
    check(Exact(date(2026, 8, 4)), today, "1 month", Some((0, 0)));
    check(Exact(date(2026, 8, 5)), today, "30 days", Some((0, 0)));
    check(Exact(date(2026, 1, 31)), date(2026, 2, 28), "1 month", Some((0, 0)));
    check(Exact(date(2026, 9, 3)), today, "1 day", Some((0, 0)));
    check(Exact(today), today, "born today", Some((0, 0)));
    check(Exact(date(2026, 9, 5)), today, "not yet born", None);
    check(Month { year: 2014, month: 3 }, today, "12", Some((12, 12)));
    check(Month { year: 2014, month: 9 }, today, "11 or 12", Some((11, 12)));
    check(Year(2014), today, "11 or 12", Some((11, 12)));
    check(Year(2014), date(2026, 12, 31), "12", Some((12, 12)));
    check(Year(2025), today, "under 2", Some((0, 1)));
    check(Year(2026), today, "under 1", Some((0, 0)));
    check(Month { year: 2026, month: 8 }, today, "under 1", Some((0, 0)));
    check(About(2028), today, "under 1", Some((0, 0)));
    check(Year(2027), today, "not yet born", None);
    check(About(2014), today, "about 12", Some((9, 14)));
    check(About(2026), today, "under 1", Some((0, 2)));
    check(Expected(date(2027, 5, 3)), today, "unborn, due 3 May 2027", None);
    check(Expected(today), today, "unborn, due 4 September 2026", None);
    check(Expected(date(2026, 9, 1)), today, "due 1 September 2026, birth not recorded", None);
    check(NotKnown, today, "age not known", None);
}

#[test]
fn two_dates_are_compared_by_the_days_they_can_be() {
    fn check(one: PartialDate, other: PartialDate, expected: bool) {
        assert_eq!(one.may_be_same_as(&other), expected, "{one} and {other}");
        assert_eq!(other.may_be_same_as(&one), expected, "{other} and {one}");
    }
    let day = Exact(date(2014, 3, 31));
    check(day, day, true);
    check(day, Month { year: 2014, month: 3 }, true);
    check(day, Month { year: 2014, month: 4 }, false);
    check(day, Year(2014), true);
    check(day, About(2016), true);
    check(day, About(2017), false);
    check(day, NotKnown, true);
    check(NotKnown, NotKnown, true);
    assert_eq!(Month { year: 2016, month: 2 }.latest(), Some(date(2016, 2, 29)));
    assert_eq!(Year(2016).earliest(), Some(date(2016, 1, 1)));
}

#[test]
fn years_no_calendar_has_do_not_break_it() {
    for year in [i16::MIN, i16::MAX] {
        for date in [Year(year), About(year), Month { year, month: 0 }] {
            assert!(date.earliest() <= date.latest(), "{date:?}");
            assert!(!date.age_in_words(jiff::civil::date(2026, 9, 4)).is_empty());
            assert!(!date.to_string().is_empty());
        }
    }
}
