//! A register of few people, as a council's first week is: what is learnt from a handful of pairs does not carry strangers, families and namesakes together, and
//! whoever is there twice is found all the same.

use jiff::civil::{Date, date};
use matching::batch::dedupe;
use matching::{Address, Birth, Description, Name, Relative};

/// `given | family | born | nhs | address | postcode | phone | relatives, as "mother Kim Quillon; brother Ben Quillon"`.
fn described(line: &str) -> Description {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
    let some = |place: usize| Some(cell(place)).filter(|text| !text.is_empty()).map(str::to_owned);
    let relative = |said: &str| {
        let (relation, name) = said.trim().split_once(' ').unwrap();
        Relative { relation: relation.into(), name: Name::from_text(name), phones: Vec::new() }
    };
    Description {
        names: vec![Name::new(cell(0), cell(1))],
        birth: some(2).map(|day| match day.parse::<i16>() {
            Ok(year) => Birth::between(date(year, 1, 1), date(year, 12, 31)),
            Err(_) => Birth::on(day.parse::<Date>().unwrap()),
        }),
        nhs_number: some(3),
        addresses: some(4)
            .map(|line| Address { lines: vec![line], postcode: cell(5).into() })
            .into_iter()
            .collect(),
        phones: some(6).into_iter().collect(),
        relatives: cell(7).split(';').filter(|said| !said.trim().is_empty()).map(relative).collect(),
        ..Description::default()
    }
}

fn people(text: &str) -> Vec<Description> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(described).collect()
}

/// So many people of a town who have nothing to do with anybody.
fn town(people: usize) -> Vec<Description> {
    let given = ["Ada", "Bram", "Cleo", "Dara", "Ewan", "Fern", "Gita", "Hugo", "Ines", "Jory", "Kofi"];
    let family = ["Ash", "Birk", "Car", "Dun", "Esk", "Far", "Gor"];
    let ending = ["by", "ton", "ham", "well", "ley", "wick", "field"];
    (0..people)
        .map(|at| {
            let (given, family) = (given[at % 11], format!("{}{}", family[at % 7], ending[at / 7 % 7]));
            let born = format!("{}-{:02}-{:02}", 1950 + at * 7 % 70, 1 + at % 12, 1 + at * 5 % 28);
            let (street, code) = (["Larch", "Fell", "Tarn", "Beck"][at % 4], at * 3 % 7);
            described(&format!(
                "{given} | {family} | {born} | | {} {street} Road | NB{code} {}ZA",
                1 + at,
                at % 9
            ))
        })
        .collect()
}

/// In a register of nobody else, of a demo's size and of a school's: who stands together with whom among the first rows.
fn check(what: &str, text: &str, together: &[(usize, usize)]) {
    for others in [0, 1, 5, 36, 400] {
        let mut all = people(text);
        let own = all.len();
        all.extend(town(others));
        let found = dedupe(&all, &|_| ());
        let pairs: Vec<(usize, usize)> =
            found.pairs.iter().map(|pair| (pair.one as usize, pair.other as usize)).collect();
        let mut mine: Vec<_> =
            pairs.iter().copied().filter(|(one, other)| *one < own || *other < own).collect();
        mine.sort_unstable();
        assert_eq!(mine, together, "{what}, among {others} others");
        assert_eq!(pairs.len(), mine.len(), "{what}: nobody of the town is another, among {others}");
    }
}

#[test]
fn whoever_is_there_twice_is_found_among_few() {
    check(
        "a slip in the family name, another home",
        "Ava | Quillon | 2016-02-29 | | 1 Juniper Lane |
         Ava | Quillan | 2016-02-29 | | 2 Juniper Lane |",
        &[(0, 1)],
    );
    check(
        "the same with a family beside",
        "Ava | Quillon | 2016-02-29 | | 1 Juniper Lane | | | mother Kim Quillon; brother Ben Quillon
         Ava | Quillan | 2016-02-29 | | 2 Juniper Lane | | | mother Kim Quillon; brother Ben Quillon
         Ben | Quillon | 2018-05-03 | | 1 Juniper Lane | | | mother Kim Quillon; sister Ava Quillon
         Kim | Quillon | 1990-05-03 | | 1 Juniper Lane | | | daughter Ava Quillon; son Ben Quillon",
        &[(0, 1)],
    );
    check(
        "a short form, a slip in the birthday, the same home",
        "Thomas | Reed | 2014-03-12 | 999 000 0018 | 4 Mill Lane | NB1 2CD | 07700 900123
         Tom | Reed | 2014-03-21 | | 4 Mill Ln | NB1 2CD | 07700 900123",
        &[(0, 1)],
    );
    check(
        "misheard, about one age, and their mother's phone",
        "Ava | Example | 2019 | | | | 01632 960001 | mother Kim Example
         Ava | Exampel | 2019 | | | | 01632 960001 |
         Kim | Example | | | | | |",
        &[(0, 1)],
    );
    check(
        "three records of one",
        "Idris | Warsame | 2010-01-09 | 999 000 0018 | 3 Dock Road | NB4 1GH |
         Idriss | Warsame | 2010-01-09 | | 3 Dock Road | NB4 1GH |
         Idris | Warsama | 2010-01-09 | 999 000 0018 | 8 Quay | NB9 1GH |",
        &[(0, 1), (0, 2), (1, 2)],
    );
}

#[test]
fn nobody_is_taken_for_another_because_a_register_is_small() {
    check("one child alone", "Ava | Quillon | 2016-02-29 | | 1 Juniper Lane |", &[]);
    check(
        "a family of four",
        "Ava | Quillon | 2016-02-29 | | 1 Juniper Lane | NB1 1AA | 07700 900123 | mother Kim Quillon; father Lee Quillon; brother Ben Quillon
         Ben | Quillon | 2018-05-03 | | 1 Juniper Lane | NB1 1AA | 07700 900123 | mother Kim Quillon; father Lee Quillon; sister Ava Quillon
         Kim | Quillon | 1990-05-03 | | 1 Juniper Lane | NB1 1AA | 07700 900123 | daughter Ava Quillon
         Lee | Quillon | 1989-07-03 | | 1 Juniper Lane | NB1 1AA | 07700 900123 | daughter Ava Quillon",
        &[],
    );
    check(
        "twins",
        "Amara | Okafor | 2016-07-02 | | 7 Hill Rise | NB3 4EF | 07700 900555 | mother Ngozi Okafor
         Chidi | Okafor | 2016-07-02 | | 7 Hill Rise | NB3 4EF | 07700 900555 | mother Ngozi Okafor",
        &[],
    );
    check(
        "father and son of one name",
        "Michael | Tarrant | 1979-11-05 | | 7 Hill Rise | NB3 4EF |
         Michael | Tarrant | 2011-02-17 | | 7 Hill Rise | NB3 4EF |",
        &[],
    );
    check(
        "a common name and nothing else",
        "Olivia | Jones | | | |
         Olivia | Jones | | | |",
        &[],
    );
    check(
        "one name, two years",
        "Mohammed | Khan | 2012-03-04 | | 3 Dock Road | NB4 1GH |
         Mohammed | Khan | 2015-08-19 | | 90 Weir Close | NB7 2AA |",
        &[],
    );
    check(
        "given names and nothing more",
        "Ava | | | | |
         Ava | | | | |
         Ben | | | | |
         Ben | | | | |",
        &[],
    );
    check(
        "records that say nothing",
        "Not known | | | | |
         | | | | |
         | | | | |",
        &[],
    );
}
