//! What must hold for every start and every limit from 2020 to 2040.

use domain::calendar::clock::State;
use domain::calendar::{
    BankHolidays, Calendar, Clock, Due, Limit, MashHours, due, london, typed, working_days,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// Any second from 2020 to 2040, as often as not within a day of the clocks going forward or back.
fn any_start() -> impl Strategy<Value = Timestamp> {
    let first = london::start_of(date(2020, 1, 1)).as_second();
    let last = london::end_of(date(2040, 12, 31)).as_second();
    let at = |second| Timestamp::from_second(second).unwrap();
    let odd_night = (2020..=2040_i16, prop_oneof![Just(3), Just(10)], -86_400..86_400_i64);
    prop_oneof![
        (first..=last).prop_map(at),
        odd_night.prop_map(|(year, month, off)| clocks_change(year, month) + SignedDuration::from_secs(off)),
    ]
}

/// The last Sunday of the month at 01:00 UTC, when the clocks change.
fn clocks_change(year: i16, month: i8) -> Timestamp {
    let mut day = date(year, month, 31);
    while day.weekday() != jiff::civil::Weekday::Sunday {
        day = day.yesterday().unwrap();
    }
    day.at(1, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

fn any_day() -> impl Strategy<Value = Date> {
    any_start().prop_map(london::date_of)
}

/// Limits that look ahead, each beside the same kind with no fewer.
fn shorter_and_longer() -> impl Strategy<Value = (Limit, Limit)> {
    let kinds: [fn(u16) -> Limit; 6] = [
        Limit::WorkingDays,
        Limit::Hours,
        Limit::MashHours,
        Limit::Weeks,
        Limit::CalendarMonths,
        Limit::Days,
    ];
    (prop::sample::select(kinds.to_vec()), 0..60_u16, 0..60_u16)
        .prop_map(|(kind, count, more)| (kind(count), kind(count + more)))
}

fn moment(limit: Limit, start: Timestamp) -> Timestamp {
    due(limit, start, &Calendar::england()).unwrap().instant()
}

proptest! {
    #[test]
    fn no_due_moment_is_before_its_start(start in any_start(), (limit, _) in shorter_and_longer()) {
        prop_assert!(moment(limit, start) >= start);
    }

    #[test]
    fn a_later_start_or_a_longer_limit_is_never_due_sooner(
        one in any_start(), gap in 0..400_000_i64, (shorter, longer) in shorter_and_longer(),
    ) {
        let later = one + SignedDuration::from_secs(gap);
        prop_assert!(moment(shorter, one) <= moment(shorter, later));
        prop_assert!(moment(shorter, one) <= moment(longer, one));
        prop_assert_ne!(shorter.is_looser_than(longer), Some(true));
    }

    #[test]
    fn a_report_before_a_conference_is_never_due_after_it(start in any_start(), count in 0..60_u16) {
        for kind in [Limit::WorkingDaysBefore, Limit::DaysBefore] {
            let day = due(kind(count), start, &Calendar::england()).unwrap().day();
            prop_assert!(day <= london::date_of(start));
            prop_assert!(moment(kind(count + 1), start) <= moment(kind(count), start));
        }
    }

    #[test]
    fn adding_and_counting_working_days_agree(start in any_day(), count in 1..80_u32) {
        let holidays = BankHolidays::england();
        let end = working_days::add(start, count, &holidays);
        prop_assert!(working_days::is_working_day(end, &holidays));
        prop_assert_eq!(working_days::between(start, end, &holidays), count);
        prop_assert_eq!(working_days::between(start, end.yesterday().unwrap(), &holidays), count - 1);
        let back = working_days::subtract(end, count, &holidays);
        prop_assert!(back <= end && working_days::between(back, end, &holidays) == count);
    }

    #[test]
    fn mash_hours_pass_only_while_the_mash_works(start in any_start(), hours in 1..60_u16) {
        let holidays = BankHolidays::england();
        let mash = MashHours::office();
        let end = mash.add(start, hours, &holidays);
        let (opens, closes) = mash.open_on(london::date_of(end), &holidays).expect("it ends on a day of work");
        prop_assert!(opens < end && end <= closes);
        prop_assert_eq!(mash.between(start, end, &holidays), SignedDuration::from_hours(i64::from(hours)));
    }

    #[test]
    fn a_day_limit_ends_with_the_day_on_the_wall(start in any_start(), (limit, _) in shorter_and_longer()) {
        if let Some(Due::EndOf(day)) = due(limit, start, &Calendar::england()) {
            let last = london::end_of(day);
            prop_assert_eq!(london::time_in_words(last), "23:59");
            prop_assert_eq!(london::date_of(last), day);
            prop_assert_eq!(last + SignedDuration::from_secs(1), london::start_of(day.tomorrow().unwrap()));
        }
    }

    #[test]
    fn elapsed_hours_are_real_hours_on_both_odd_nights(start in any_start(), hours in 0..100_u16) {
        let end = moment(Limit::Hours(hours), start);
        prop_assert_eq!(start.duration_until(end), SignedDuration::from_hours(i64::from(hours)));
    }

    #[test]
    fn no_clock_is_reset_by_re_allocation(
        start in any_start(), (limit, _) in shorter_and_longer(), later in 0..5_000_000_i64,
    ) {
        // Whoever holds the work, and however often the record is written and read, the clock is its start, its limit and when it was met.
        let england = Calendar::england();
        let clock = Clock::start("T01", start, limit, &england);
        let now = start + SignedDuration::from_secs(later);
        let kept: Clock = serde_json::from_str(&serde_json::to_string(&clock).unwrap()).unwrap();
        prop_assert_eq!(&kept, &clock);
        prop_assert_eq!(&kept.recomputed(&england), &clock);
        prop_assert_eq!(kept.state(now), clock.state(now));
        let late = clock.due.unwrap().is_past(now);
        prop_assert_eq!(clock.state(now) == State::Overdue, late);
        prop_assert_eq!(clock.in_words(now, &england).starts_with("overdue"), late);
        let done = Clock { met: Some(now), ..clock };
        prop_assert_eq!(done.state(now), if late { State::MetLate } else { State::Met });
    }

    #[test]
    fn a_moment_that_is_printed_can_be_typed_again(start in any_start()) {
        let minute = start - SignedDuration::from_secs(start.as_second().rem_euclid(60));
        let (day, time) = (london::date_of(minute), london::time_in_words(minute));
        prop_assert_eq!(typed::parse_moment(&london::date_in_words(day), &time), Ok(minute));
    }

    #[test]
    fn nothing_typed_breaks_the_reading(text in "\\PC{0,40}", digits in "[0-9 /.:-]{0,12}(am|pm| BST| jan| 2015)?") {
        for text in [text, digits] {
            if let Ok(day) = typed::parse_date(&text) {
                prop_assert!((typed::FIRST_YEAR..=typed::LAST_YEAR).contains(&day.year()));
            }
            let read = domain::person::partial_date::PartialDate::parse(&text);
            if let Ok(date) = read {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
            let _ = typed::parse_time(&text);
            let name = domain::person::name::PersonName::single(text.clone());
            prop_assert_eq!(domain::person::name::shown(&name.display()), name.display());
            prop_assert!(domain::person::phone::Phone::new(text.clone()).digits().chars().all(|c| c.is_ascii_digit()));
            let postcode = domain::person::postcode::Postcode::new(text.clone());
            let again = domain::person::postcode::Postcode::new(postcode.written());
            prop_assert_eq!(again.written(), postcode.written());
            let _ = domain::person::upn::Upn::new(text.clone()).check();
            let _ = domain::person::nhs_number::NhsNumber::new(text).check();
        }
    }
}
