//! Whole files: which records are one person, told from records that are their brothers', twins' and namesakes'.

use matching::batch::{dedupe, link};
use matching::cluster::{self, Edge, Weigh};
use matching::table::Row;
use proptest::prelude::*;

/// A file: `who | forename | surname | dob | sex | nhs | address | postcode | phone`. Rows of one `who` are one person.
fn file(text: &str) -> (Vec<Row>, Vec<&str>) {
    let rows = text.lines().map(str::trim).filter(|line| !line.is_empty());
    rows.enumerate()
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
            let id = at.to_string();
            let row = Row::new([
                &id,
                "",
                "2024-05-01",
                cell(1),
                "",
                cell(2),
                "",
                cell(3),
                cell(4),
                cell(5),
                "",
                cell(6),
                cell(7),
                cell(8),
            ]);
            (row, cell(0))
        })
        .unzip()
}

/// A town beside which the rows of a case are not alone: names, births and homes of its own.
fn town() -> Vec<Row> {
    let given = ["Ada", "Bram", "Cleo", "Dara", "Ewan", "Fern", "Gita", "Hugo", "Ines", "Jory"];
    let family = ["Ashdown", "Birkett", "Carrow", "Dunmore", "Eskdale", "Farrant", "Gorse"];
    let row = |number: usize| {
        let day = format!("{}-{:02}-{:02}", 1940 + number, 1 + number % 12, 1 + number * 5 % 28);
        let home = format!("{} {} Road", 1 + number, ["Larch", "Fell", "Tarn", "Beck"][number % 4]);
        let code = format!("NB{} {}Z{}", 10 + number, number % 9, ["A", "B", "D"][number % 3]);
        let (given, family) = (given[number % 10], family[number % 7]);
        Row::new(["", "", "", given, "", family, "", &day, "", "", "", &home, &code, ""])
    };
    (0..70).map(row).collect()
}

/// What is so, and the rows of it.
const CASES: [(&str, &str); 11] = [
    (
        "a short form, a slip in the birthday, a moved family",
        "
            a | Thomas | Reed | 2014-03-12 | M | 999 000 0018 | 4 Mill Lane | NB1 2CD | 07700 900123
            a | Tom | Reed | 2014-03-21 | M | | 4 Mill Ln | NB1 2CD | 07700 900123
            a | THOMAS | REED | 12/03/2014 | | 9990000018 | 19 Quay Street | NB2 1AA |",
    ),
    (
        "twins",
        "
            a | Amara | Okafor | 2016-07-02 | F | | 7 Hill Rise | NB3 4EF | 07700 900555
            b | Adanna | Okafor | 2016-07-02 | F | | 7 Hill Rise | NB3 4EF | 07700 900555
            a | AMARA | OKAFOR | 2016-07-02 | F | | 7 HILL RISE | NB3 4EF |
            b | ADANNA | OKAFOR | 2016-07-02 | F | | 7 HILL RISE | NB3 4EF |",
    ),
    (
        "father and son of one name",
        "
            a | Michael | Tarrant | 1979-11-05 | M | | 7 Hill Rise | NB3 4EF |
            b | Michael | Tarrant | 2011-02-17 | M | | 7 Hill Rise | NB3 4EF |",
    ),
    (
        "a brother's number on a record",
        "
            a | Idris | Warsame | 2010-01-09 | M | 999 000 0018 | 3 Dock Road | NB4 1GH |
            b | Yusuf | Warsame | 2013-06-21 | M | 999 000 0018 | 3 Dock Road | NB4 1GH |",
    ),
    (
        "an unborn child and the child that was born",
        "
            a | Unborn | Castell | 2024-06-20 | | | 11 Weir Close | NB5 2JK | 07700 900777
            a | Ottilie | Castell | 2024-06-14 | F | | 11 Weir Close | NB5 2JK | 07700 900777
            b | Rupert | Castell | 2019-09-30 | M | | 11 Weir Close | NB5 2JK | 07700 900777",
    ),
    (
        "an unborn child, and twins were born: nobody can tell which",
        "
            a | Unborn | Castell | 2024-06-20 | | | 11 Weir Close | NB5 2JK | 07700 900777
            b | Ottilie | Castell | 2024-06-14 | F | | 11 Weir Close | NB5 2JK | 07700 900777
            c | Rupert | Castell | 2024-06-14 | M | | 11 Weir Close | NB5 2JK | 07700 900777",
    ),
    (
        "a whole name in one cell, and a title",
        "
            a | THORNE, JOSIAH | | 1984-10-10 | M | | 5 Kiln Yard | NB6 3LM |
            a | Mr Josiah | Thorne | 1984-10-10 | M | | 5 Kiln Yard | NB6 3LM |",
    ),
    (
        "one street written in one word and in two",
        "
            a | Nia | Pryce | 2012-04-05 | F | | 9 Emily Bulcock Crescent | |
            a | Nia | Pryce | | F | | 9 Emilybulcock Crescent | |",
    ),
    (
        "mothers of one name who expect at about the same time",
        "
            a | Unborn | Castell | 2024-06-20 | | | 11 Weir Close | NB5 2JK |
            b | Baby | Castell | 2024-06-14 | | | 86 Tansy Gardens | NB5 9QP |",
    ),
    (
        "two of one name, of whom one has no birthday",
        "
            a | Dylan | Castell | 1984-06-05 | M | | 43 Lighthouse Gardens | NB5 2JK |
            b | Dylan | Castell | | | | 25 Trafalgar Court | NB5 9QP |",
    ),
    (
        "a refuge is nobody's home",
        "
            a | Wren | Halloran | | F | | Women's Refuge, 101 Laurel Court | NB7 1NP |
            b | Imogen | Halloran | 1990-04-04 | F | | Women's Refuge, 101 Laurel Court | NB7 1NP |",
    ),
];

#[test]
fn records_of_one_person_stand_together_and_no_others() {
    for (what, text) in CASES {
        let (mut rows, who) = file(text);
        rows.extend(town());
        let found = dedupe(&rows, &|_| ());
        for (one, person) in who.iter().enumerate() {
            for (other, another) in who.iter().enumerate().skip(one + 1) {
                let together = found.clusters[one] == found.clusters[other];
                assert_eq!(together, person == another, "{what}: rows {one} and {other}");
                let named =
                    found.pairs.iter().any(|pair| (pair.one as usize, pair.other as usize) == (one, other));
                assert_eq!(named, together, "{what}: the pairs are those of the clusters");
            }
        }
        assert!(
            found.pairs.iter().all(|pair| pair.score >= 0.0 && (pair.one as usize) < who.len()),
            "{what}"
        );
    }
}

#[test]
fn two_files_are_linked_and_neither_is_paired_with_itself() {
    let (ones, _) = file(
        "a | Thomas | Reed | 2014-03-12 | M | | 4 Mill Lane | NB1 2CD |
                          a | Thomas | Reed | 2014-03-12 | M | | 4 Mill Lane | NB1 2CD |",
    );
    let mut others = town();
    others.extend(file("a | Tom | Reed | 2014-03-12 | M | | 4 Mill Lane | NB1 2CD |").0);
    let found = link(&ones, &others, &|_| ());
    let mut pairs: Vec<(u32, u32)> = found.pairs.iter().map(|pair| (pair.one, pair.other)).collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [(0, 70), (1, 70)]);
}

#[test]
fn empty_files_and_columns_are_no_fault() {
    assert!(dedupe::<Row>(&[], &|_| ()).pairs.is_empty());
    assert!(link::<Row, Row>(&[], &town(), &|_| ()).pairs.is_empty());
    let nothing = vec![Row::new([""; 14]); 30];
    assert!(dedupe(&nothing, &|_| ()).pairs.is_empty(), "rows that say nothing are nobody's");
}

/// Rows of people whose truth is known, for putting them together.
struct Truth {
    person: Vec<u8>,
}

impl Weigh for Truth {
    fn together(&self, ones: &[u32], others: &[u32]) -> f32 {
        let same = ones
            .iter()
            .all(|one| others.iter().all(|other| self.person[*one as usize] == self.person[*other as usize]));
        if same { 5.0 } else { -5.0 }
    }

    fn waits(&self, _: u32) -> bool {
        false
    }
}

proptest! {
    #[test]
    fn a_weak_bridge_never_joins_two_well_known_people(
        person in proptest::collection::vec(0..6_u8, 2..40),
        bridges in proptest::collection::vec((0..40_u32, 0..40_u32), 0..60),
    ) {
        let rows = person.len() as u32;
        let told = Truth { person };
        let mut edges: Vec<Edge> = (0..rows)
            .flat_map(|one| (one + 1..rows).map(move |other| (one, other)))
            .filter(|(one, other)| told.person[*one as usize] == told.person[*other as usize])
            .map(|(one, other)| Edge { one, other, score: 9.0 })
            .collect();
        // Each person has several rows that know each other; a bridge leads from one to another.
        let several = |row: u32| told.person.iter().filter(|person| **person == told.person[row as usize]).count() > 1;
        let bridges = bridges.into_iter().filter(|(one, other)| one != other && *one < rows && *other < rows);
        let bridges = bridges.filter(|(one, other)| several(*one) && several(*other));
        edges.extend(bridges.map(|(one, other)| Edge { one, other, score: 1.0 }));
        let clusters = cluster::clusters(rows as usize, &edges, &told);
        for one in 0..rows as usize {
            for other in 0..rows as usize {
                prop_assert_eq!(clusters[one] == clusters[other], told.person[one] == told.person[other]);
            }
        }
    }

    #[test]
    fn any_file_is_read_and_its_pairs_are_those_of_its_clusters(
        cells in proptest::collection::vec(("\\PC{0,12}", "\\PC{0,12}", "[0-9/-]{0,10}", "\\PC{0,14}"), 0..30),
    ) {
        let rows: Vec<Row> = cells
            .iter()
            .map(|(given, family, born, place)| {
                Row::new(["", "", "", given, "", family, "", born, "", born, "", place, place, born])
            })
            .collect();
        let found = dedupe(&rows, &|_| ());
        prop_assert_eq!(found.clusters.len(), rows.len());
        let together = |one: usize, other: usize| found.clusters[one] == found.clusters[other];
        let all = (0..rows.len()).flat_map(|one| (one + 1..rows.len()).map(move |other| (one, other)));
        let expected: Vec<_> = all.filter(|(one, other)| together(*one, *other)).collect();
        let mut named: Vec<_> = found.pairs.iter().map(|pair| (pair.one as usize, pair.other as usize)).collect();
        named.sort_unstable();
        prop_assert_eq!(named, expected);
    }
}
