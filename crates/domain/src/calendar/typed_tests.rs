use jiff::Timestamp;

use super::*;

#[test]
fn dates_are_read_as_people_type_them() {
    fn check(text: &str, expected: &str) {
        assert_eq!(parse_date(text).map(|day| day.to_string()), Ok(expected.to_owned()), "{text}");
    }
    for text in [
        "29/02/2016",
        " 29.2.2016 ",
        "29-02-2016",
        "29 2 2016",
        "2016-02-29",
        "2016/2/29",
        "29022016",
        "20160229",
    ] {
        check(text, "2016-02-29");
    }
    for text in [
        "3 jan 2015",
        "3rd January, 2015",
        "Jan 3 2015",
        "3jan2015",
        "Saturday the 3rd of JANUARY 2015",
        "03-Jan-2015",
    ] {
        check(text, "2015-01-03");
    }
    check("Tues 1 Sept 2026", "2026-09-01");
    check("19122012", "2012-12-19");
    check("1/1/1900", "1900-01-01");
    check("31/12/2100", "2100-12-31");
}

#[test]
fn dates_that_cannot_be_taken_say_why() {
    fn check(text: &str, expected: &str) {
        assert_eq!(
            parse_date(text).map_err(|refused| refused.to_string()),
            Err(expected.to_owned()),
            "{text}"
        );
    }
    check("", "Enter a date.");
    check(" \t ", "Enter a date.");
    check("31 11 2015", "November 2015 has 30 days, so there is no 31 November 2015.");
    check("29 feb 2015", "February 2015 has 28 days, so there is no 29 February 2015.");
    check("0/1/2015", "January 2015 has 31 days, so there is no 0 January 2015.");
    check("12/25/2015", "There is no month 25. Write the day first and then the month, like 25 12 2015.");
    check("1/0/2015", "There is no month 0. Write the day first and then the month, like 25 12 2015.");
    check("3/5/15", "Write the year with four digits, like 2016 and not 16.");
    check("3 May 15", "Write the year with four digits, like 2016 and not 16.");
    check("31/12/1899", "The year 1899 is too long ago. It must be 1900 or later.");
    check("1/1/9999", "The year 9999 is too far ahead. It must be 2100 or earlier.");
    check("99999999", "The year 9999 is too far ahead. It must be 2100 or earlier.");
    check("March 2014", "Enter the day, the month and the year, like 29 2 2016.");
    check("2014", "Enter the day, the month and the year, like 29 2 2016.");
    let unlike = "Enter a date like 29 2 2016 or 29 February 2016.";
    for text in [
        "yesterday",
        "3 ma 2015",
        "3 5 2015 7",
        "1/1/02015",
        "3/005/2015",
        "<script>",
        "--",
        "\u{202e}x",
        "١3 jan 2015",
        "12",
    ] {
        let expected =
            if text == "12" { "Write the year with four digits, like 2016 and not 16." } else { unlike };
        check(text, expected);
    }
    check(&"9".repeat(1_000_000), unlike);
}

#[test]
fn times_are_read_as_people_type_them() {
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            parse_time(text).ok().map(|time| time.strftime("%H:%M").to_string()).as_deref(),
            expected,
            "{text}"
        );
    }
    for text in ["15:00", "15.00", "1500", "3pm", "3 PM", "3.00 p.m.", "3:00pm", "15:00:00"] {
        check(text, Some("15:00"));
    }
    check("0:05", Some("00:05"));
    check("12am", Some("00:00"));
    check("12:30pm", Some("12:30"));
    check("noon", Some("12:00"));
    check("930", Some("09:30"));
    check("01:30 BST (+01:00)", Some("01:30"));
    for text in
        ["", "15", "24:00", "15:60", "13pm", "0am", "midnight", "m", "3xm", "15:0", "1:2:3:4", ":", "é"]
    {
        check(text, None);
    }
    check(&"1".repeat(1_000_000), None);
}

#[test]
fn moments_are_london_time_and_the_odd_hours_are_asked_about() {
    fn check(date: &str, time: &str, expected: Result<&str, &str>) {
        let read = parse_moment(date, time).map(|at| at.to_string()).map_err(|refused| refused.to_string());
        assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{date} {time}");
    }
    check("4/9/2026", "15:00", Ok("2026-09-04T14:00:00Z"));
    check("4/12/2026", "15:00", Ok("2026-12-04T15:00:00Z"));
    check("25/10/2026", "00:59", Ok("2026-10-24T23:59:00Z"));
    check("25/10/2026", "01:30 BST", Ok("2026-10-25T00:30:00Z"));
    check("25/10/2026", "01:30 BST (+01:00)", Ok("2026-10-25T00:30:00Z"));
    check("25/10/2026", "1.30am gmt", Ok("2026-10-25T01:30:00Z"));
    check("4/12/2026", "15:00 gmt", Ok("2026-12-04T15:00:00Z"));
    check(
        "25/10/2026",
        "01:30",
        Err(
            "01:30 happened twice on 25 October 2026. Write 01:30 BST for the first, or 01:30 GMT for the second.",
        ),
    );
    check(
        "29/3/2026",
        "01:30",
        Err(
            "The clocks went forward on 29 March 2026: there was no time between 01:00 and 02:00. Enter another time.",
        ),
    );
    check("4/9/2026", "15:00 GMT", Err("The clocks were not on GMT then. Enter the time without it."));
    check("31/11/2026", "x", Err("November 2026 has 30 days, so there is no 31 November 2026."));
    check("30/11/2026", "x", Err("Enter a time like 15:00 or 3pm."));
}

#[test]
fn what_we_print_can_be_typed_back() {
    use super::super::london::{date_in_words, date_of, time_in_words, weekday_in_words};
    for at in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-03-29T01:00:00Z", "2026-09-04T14:00:00Z"]
    {
        let at: Timestamp = at.parse().unwrap();
        let day = date_of(at);
        assert_eq!(parse_moment(&date_in_words(day), &time_in_words(at)), Ok(at));
        assert_eq!(parse_date(&weekday_in_words(day)), Ok(day));
    }
}
