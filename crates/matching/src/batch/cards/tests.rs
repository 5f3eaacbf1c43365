use proptest::prelude::*;

use super::*;
use crate::batch::reading::people;
use crate::table::Row;

#[expect(clippy::too_many_lines, reason = "one list of names, a word a line")]
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let one_of = |texts: &'static [&'static str]| prop::sample::select(texts);
    let name = one_of(&[
        "Amara",
        "Amira",
        "Ann",
        "Anna Marie",
        "Annamarie",
        "Bill",
        "William",
        "J",
        "Jo",
        "Joseph Paul",
        "Joseph Karl",
        "Yusuf",
        "Baby",
        "Unknown",
        "Mohammed Ali",
        "Ali",
        "",
        "Bartholomew",
        "Bartolomeo",
    ]);
    let family = one_of(&[
        "Reed",
        "Read",
        "O'Brien",
        "Brien",
        "McLeod",
        "Leod",
        "Kowalski",
        "Kowalska",
        "Smith-Jones",
        "Smith",
        "Ali",
        "Joseph",
        "Amara",
        "Baby",
        "Unknown",
        "",
        "Nwosu",
        "Okonkwo",
    ]);
    let day = one_of(&["2015-03-12", "2015-12-03", "2015-01-01", "2014", "1984-05-06", "2016-03-12", ""]);
    let place = (
        one_of(&["12 Mill Lane", "21 Mill Ln", "Flat 2, 12 Mill Lane", "Rose Cottage", ""]),
        one_of(&["NB1 2CD", "NB1 2CE", "NB7 1AA", ""]),
        one_of(&["07700 900123", "07700 900132", "07700 900123; 07700 900456", "0000000", ""]),
    );
    let rest = (
        one_of(&["F", "M", ""]),
        one_of(&["9990000018", "9990000026", "9990000081", ""]),
        one_of(&["A850728973744", "A850728973754", ""]),
        one_of(&["", "", "", "Bill"]),
    );
    let row = (name, family, day, place, rest).prop_map(|(name, family, day, place, rest)| {
        Row::new([
            "",
            "",
            "2024-05-01",
            name,
            "",
            family,
            rest.3,
            day,
            rest.0,
            rest.1,
            rest.2,
            place.0,
            place.1,
            place.2,
        ])
    });
    prop::collection::vec(row, 2..12)
}

proptest! {
    #[test]
    fn a_card_says_what_the_longer_way_says_or_nothing(rows in rows()) {
        let people = people(&rows);
        for one in 0..rows.len() as u32 {
            for other in 0..rows.len() as u32 {
                let whole = Evidence::between(people.person(one), people.person(other), &people.vocabulary);
                let quick = people.evidence(one, other);
                prop_assert_eq!(quick, whole, "{:?} {:?}", rows[one as usize], rows[other as usize]);
            }
        }
    }
}

#[test]
fn a_card_answers_for_plain_names_and_leaves_the_rest() {
    let check = |one: [&str; 2], other: [&str; 2], expected: bool| {
        let row = |[given, family]: [&str; 2]| {
            Row::new(["", "", "", given, "", family, "", "2015-03-12", "", "", "", "", "", ""])
        };
        let people = people(&[row(one), row(other)]);
        let [one, other] = [0, 1].map(|row: usize| &people.cards.cards[row]);
        let told = one.tells == Tells::All && other.tells == Tells::All;
        let answered = told && people.cards.names(one, other, &people.vocabulary).is_some();
        assert_eq!(answered, expected, "{one:?} {other:?}");
    };
    check(["Amara", "Okafor"], ["Amara", "Okafor"], true);
    check(["Amara", "Okafor"], ["Thomas", "Reed"], true);
    check(["Amara Grace", "Okafor"], ["Amara", "Okafor"], true);
    check(["Bill", "Okafor"], ["William", "Okafor"], true);
    check(["Amara Grace", "Okafor"], ["Amira", "Okafor"], false);
    check(["Amara", "Okafor"], ["Okafor", "Amara"], false);
    check(["Baby", "Okafor"], ["Amara", "Okafor"], true);
    check(["Baby Grace", "Okafor"], ["Amara", "Okafor"], false);
    assert_eq!(size_of::<Card>(), 128, "two lines of a cache");
}
