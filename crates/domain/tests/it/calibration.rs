//! Calibration: invented texts only, private grades, sums of enough people and never before the end.

use domain::audit::Grade;
use domain::calibration::{Calibration, CalibrationAsked, CalibrationGrading, sums};
use domain::id::Id;
use domain::pack::england;
use domain::refusal::Refusal;
use domain::statistics::Figure;
use jiff::Timestamp;
use jiff::civil::{Date, date};

const OPEN: Date = date(2026, 3, 20);
const AFTER: Date = date(2026, 4, 1);

fn now() -> Timestamp {
    "2026-03-20T11:00:00Z".parse().unwrap()
}

fn asked() -> CalibrationAsked {
    let text = |name: &str| {
        (
            name.to_owned(),
            "An invented child lives in an invented house.".to_owned(),
            "No day in the child's life\n\nThe father is not asked\n".to_owned(),
        )
    };
    CalibrationAsked {
        title: "Spring".into(),
        texts: vec![text("The Rookwood family"), text("The Starling family"), Default::default()],
        domains: vec!["child".into(), "carers".into()],
        closes_on: Some(date(2026, 3, 31)),
        invented: true,
        further: None,
    }
}

fn set() -> Calibration {
    Calibration::set(Id::from_bits(1), Id::from_bits(2), asked(), (now(), OPEN), england()).unwrap()
}

fn grade(
    calibration: &Calibration,
    by: u128,
    codes: [&str; 2],
    today: Date,
) -> Result<CalibrationGrading, Refusal> {
    let one = || {
        (
            vec![("child".to_owned(), codes[0].to_owned()), ("carers".to_owned(), codes[1].to_owned())],
            "Her words are missing.".to_owned(),
        )
    };
    calibration.grade(None, Id::from_bits(100 + by), Id::from_bits(by), vec![one(), one()], (now(), today))
}

#[test]
fn a_calibration_is_two_or_three_invented_texts_with_what_should_be_seen() {
    let calibration = set();
    assert_eq!(calibration.texts.len(), 2);
    assert_eq!(calibration.texts[0].key_points, ["No day in the child's life", "The father is not asked"]);
    for (change, expected) in [
        (CalibrationAsked { invented: false, ..asked() }, "everybody in the texts is invented"),
        (CalibrationAsked { texts: asked().texts[..1].to_vec(), ..asked() }, "two or three"),
        (CalibrationAsked { domains: vec!["weather".into()], ..asked() }, "Choose what is graded"),
        (CalibrationAsked { closes_on: Some(date(2026, 3, 19)), ..asked() }, "today or later"),
    ] {
        let found = Calibration::set(Id::from_bits(1), Id::from_bits(2), change, (now(), OPEN), england());
        assert!(found.unwrap_err().to_string().contains(expected), "{expected}");
    }
}

#[test]
fn each_grades_alone_until_it_closes_and_looks_back_afterwards() {
    let calibration = set();
    let one = grade(&calibration, 11, ["good", "inadequate"], OPEN).unwrap();
    assert_eq!(one.texts[1].grades[1], ("carers".to_owned(), Grade::Inadequate));
    let words = |found: Result<CalibrationGrading, Refusal>| found.unwrap_err().to_string();
    assert!(words(grade(&calibration, 11, ["good", ""], OPEN)).contains("Choose a grade"));
    assert!(words(grade(&calibration, 11, ["good", "good"], AFTER)).contains("It has closed"));
    assert!(words(grade(&calibration, 2, ["good", "good"], OPEN)).contains("You wrote these texts"));
    assert!(words(calibration.look_back(&one, [(0, 1)].into(), OPEN)).contains("open until"));
    assert!(words(calibration.look_back(&one, [(0, 2)].into(), AFTER)).contains("points on the page"));
    assert_eq!(calibration.look_back(&one, [(0, 1)].into(), AFTER).unwrap().missed, Some([(0, 1)].into()));
}

#[test]
fn the_service_sees_sums_of_five_at_least_and_none_before_the_end() {
    let calibration = set();
    let grades = [
        ["good", "inadequate"],
        ["good", "requires_improvement"],
        ["outstanding", "inadequate"],
        ["good", "inadequate"],
        ["good", "requires_improvement"],
    ];
    let all: Vec<CalibrationGrading> =
        (11..).zip(grades).map(|(by, codes)| grade(&calibration, by, codes, OPEN).unwrap()).collect();
    let mut chance = || 3;
    let of = |all: &[CalibrationGrading], today, chance: &mut dyn FnMut() -> u64| {
        sums(&calibration, all, today, england(), chance)
    };
    assert_eq!(of(&all, OPEN, &mut chance), None, "open");
    assert_eq!(of(&all[..4], AFTER, &mut chance), None, "four could be traced");
    let found = of(&all, AFTER, &mut chance).unwrap();
    assert_eq!((found.people, found.spread.len()), (5, 4));
    assert_eq!(found.spread[1].counts, [0, 0, 2, 3]);
    assert!(matches!(found.agreement, Figure::Said { n: 4, .. }), "{:?}", found.agreement);
    assert!(found.missed.is_empty(), "nobody has looked back");
    let looked =
        |grading: &CalibrationGrading| calibration.look_back(grading, [(1, 0)].into(), AFTER).unwrap();
    let all: Vec<CalibrationGrading> = all.iter().map(looked).collect();
    let found = of(&all, AFTER, &mut chance).unwrap();
    assert_eq!((found.missed[0], found.looked), ((1, 0, 5), 5));
}
