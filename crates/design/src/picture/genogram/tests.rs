//! Whatever a family looks like: no two people lie on each other, everybody is inside the picture, a household's line goes round exactly its own, and the
//! same family gives the same bytes.

use maud::Render;
use proptest::prelude::*;

use super::draw::Drawn;
use super::hull::{Rect, outline};
use super::layout::{CELL, GAP, SYMBOL};
use super::*;
use crate::govuk::Table;
use crate::rules::check_fragment;

fn kin(number: usize) -> Kin {
    Kin {
        name: format!("Person {number}"),
        about: format!("{}", number % 60),
        shape: [Shape::Square, Shape::Circle, Shape::Diamond][number % 3],
        subject: number == 0,
        dead: number % 11 == 5,
        badges: Vec::new(),
        href: format!("/children/{number}"),
        born: (number as i64 * 37) % 50,
        adult: number % 2 == 1,
    }
}

fn parent(parent: usize, child: usize) -> Parentage {
    Parentage { parent, child, bond: Bond::Birth, above: 1 }
}

/// Three generations, two fathers: Ava and Bram with Kim and Lee, Cal with Kim and Moe; Kim's parents, Lee's mother; a foster carer for Cal.
fn two_fathers() -> Family {
    let mut people: Vec<Kin> = (0..10).map(kin).collect();
    let names = ["Ava", "Kim", "Lee", "Bram", "Moe", "Cal", "Gran", "Grandad", "Nana", "Foster"];
    let shapes = ["c", "c", "s", "s", "s", "d", "c", "s", "c", "c"];
    let born = [6, 1, 1, 9, 1, 12, 0, 0, 0, 1];
    for (number, person) in people.iter_mut().enumerate() {
        person.name = names[number].into();
        person.born = born[number];
        person.shape = match shapes[number] {
            "c" => Shape::Circle,
            "s" => Shape::Square,
            _ => Shape::Diamond,
        };
        person.adult = !matches!(number, 0 | 3 | 5);
    }
    people[4].badges = vec![("P".into(), "alleged perpetrator".into()), ("S".into(), "staff warning".into())];
    people[7].dead = true;
    let placed = Parentage { parent: 9, child: 5, bond: Bond::Placed, above: 1 };
    Family {
        people,
        parents: vec![
            parent(1, 0),
            parent(2, 0),
            parent(1, 3),
            parent(2, 3),
            parent(1, 5),
            parent(4, 5),
            parent(6, 1),
            parent(7, 1),
            parent(8, 2),
            placed,
        ],
        pairs: vec![
            Pair { one: 1, other: 2, strokes: 2 },
            Pair { one: 4, other: 1, strokes: 0 },
            Pair { one: 6, other: 7, strokes: 0 },
        ],
        siblings: Vec::new(),
        homes: vec![
            Together { label: "12 Mill Lane".into(), members: vec![1, 4, 0, 3] },
            Together { label: "Address protected".into(), members: vec![9, 5] },
        ],
    }
}

fn picture(family: Family) -> Genogram {
    let table = Table::new("Family", ["Name"], Vec::new());
    Genogram {
        prefix: "family".into(),
        title: "Family".into(),
        family,
        sentence: "Ava lives with Kim.".into(),
        table,
    }
}

fn symbol(drawn: &Drawn, person: usize) -> Rect {
    let (x, y) = drawn.at(person);
    let half = SYMBOL / 2.0;
    Rect { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

/// Everything that must hold of any picture.
fn holds(family: &Family) -> Result<(), TestCaseError> {
    let drawn = Drawn::of(family);
    let many = family.people.len();
    prop_assert_eq!(drawn.layout.rows.iter().map(Vec::len).sum::<usize>(), many);
    for one in 0..many {
        let rect = symbol(&drawn, one);
        prop_assert!(rect.left >= 0.0 && rect.right <= drawn.layout.width, "{} is outside", one);
        prop_assert!(rect.top >= 0.0 && rect.bottom <= drawn.heights.height, "{} is outside", one);
        for other in one + 1..many {
            prop_assert!(!rect.meets(&symbol(&drawn, other)), "{} lies on {}", one, other);
            if drawn.layout.row[one] == drawn.layout.row[other] {
                let apart = (drawn.layout.x[one] - drawn.layout.x[other]).abs();
                prop_assert!(apart >= CELL + GAP - 0.01, "{} and {} are {} apart", one, other, apart);
            }
        }
    }
    for (home, hull) in drawn.family.homes.iter().zip(&drawn.hulls) {
        for person in 0..many {
            let rect = symbol(&drawn, person);
            let touched = hull.rects.iter().any(|part| part.meets(&rect));
            let whole = hull.rects.iter().any(|part| {
                part.left <= rect.left
                    && rect.right <= part.right
                    && part.top <= rect.top
                    && rect.bottom <= part.bottom
            });
            let member = home.members.contains(&person);
            prop_assert_eq!(touched, member, "{} at the line of {}", person, &home.label);
            prop_assert_eq!(whole, member, "{} inside the line of {}", person, &home.label);
        }
        for part in &hull.rects {
            prop_assert!(part.left >= 0.0 && part.right <= drawn.layout.width);
            prop_assert!(part.top >= 0.0 && part.bottom <= drawn.heights.height);
        }
        let rounds = outline(&hull.rects);
        prop_assert!(!rounds.is_empty() && rounds.iter().all(|round| round.len() >= 4));
    }
    Ok(())
}

#[test]
fn a_family_of_two_fathers_stands_in_three_rows_with_couples_side_by_side_and_children_by_age() {
    let drawn = Drawn::of(&two_fathers());
    let row = |person: usize| drawn.layout.row[person];
    assert_eq!([6, 7, 8].map(row), [0; 3]);
    assert_eq!([1, 2, 4, 9].map(row), [1; 4]);
    assert_eq!([0, 3, 5].map(row), [2; 3]);
    let beside = |one: usize, other: usize| drawn.layout.place[one].abs_diff(drawn.layout.place[other]) == 1;
    assert!(beside(1, 2) && beside(1, 4) && beside(6, 7));
    assert!(drawn.layout.x[0] < drawn.layout.x[3], "the elder child stands left");
    holds(&two_fathers()).unwrap();
}

#[test]
fn the_picture_says_what_it_shows_and_is_the_same_each_time() {
    let html = picture(two_fathers()).render().into_string();
    for words in [
        "aria-label=\"Moe, 4, male, alleged perpetrator, staff warning\"",
        "role=\"group\"",
        "app-kin__line--placed",
        "Address protected",
        "Show as a table",
    ] {
        assert!(html.contains(words), "{words} is not in {html}");
    }
    assert_eq!(html, picture(two_fathers()).render().into_string());
    let findings: Vec<String> = check_fragment(&html).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(!html.contains("style="));
    insta::assert_snapshot!("genogram", html.replace("><", ">\n<"));
}

#[test]
fn families_that_cannot_be_are_drawn_all_the_same() {
    let people = |many: usize| (0..many).map(kin).collect::<Vec<Kin>>();
    let all = |many: usize| vec![Together { label: "All".into(), members: (0..many).collect() }];
    let cases = [
        Family::default(),
        Family { people: people(1), ..Family::default() },
        // Everybody is their own grandparent.
        Family {
            people: people(3),
            parents: vec![parent(0, 1), parent(1, 2), parent(2, 0)],
            homes: all(3),
            ..Family::default()
        },
        // A parent who is also the partner, and the child's child.
        Family {
            people: people(4),
            parents: vec![parent(1, 0), parent(0, 2), parent(1, 2), parent(2, 3)],
            pairs: vec![Pair { one: 0, other: 1, strokes: 0 }, Pair { one: 2, other: 0, strokes: 1 }],
            homes: all(4),
            ..Family::default()
        },
        // Five partners.
        Family {
            people: people(7),
            pairs: (1..6).map(|other| Pair { one: 0, other, strokes: 1 }).collect(),
            parents: (1..6).map(|other| parent(other, 6)).collect(),
            homes: vec![Together { label: "Far apart".into(), members: vec![6, 5, 1] }],
            ..Family::default()
        },
        // Nobody's parents are known, and some are named who are nobody.
        Family {
            people: people(5),
            siblings: vec![(0, 1), (1, 2), (9, 9)],
            parents: vec![parent(8, 0)],
            homes: all(40),
            ..Family::default()
        },
    ];
    for family in cases {
        holds(&family).unwrap();
        let html = picture(family).render().into_string();
        assert_eq!(check_fragment(&html), []);
    }
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let mut family = two_fathers();
    for kin in &mut family.people {
        kin.name = "<script>alert(1)</script> \"&\" O'Brien".into();
    }
    family.homes[0].label = "<b>12".into();
    let html = picture(family).render().into_string();
    assert!(!html.contains("<script") && !html.contains("<b>"));
    assert_eq!(check_fragment(&html), []);
}

fn any_family() -> impl Strategy<Value = Family> {
    (1_usize..60).prop_flat_map(|many| {
        let person = 0..many;
        let bond = prop_oneof![
            Just(Bond::Birth),
            Just(Bond::Adopted),
            Just(Bond::Placed),
            Just(Bond::Step),
            Just(Bond::Through)
        ];
        let parents = prop::collection::vec((person.clone(), person.clone(), bond, 1_u8..3), 0..many + 8);
        let pairs = prop::collection::vec((person.clone(), person.clone(), 0_u8..3), 0..many / 2 + 1);
        let siblings = prop::collection::vec((person.clone(), person.clone()), 0..6);
        let homes = prop::collection::vec(prop::collection::vec(person, 0..8), 0..6);
        (parents, pairs, siblings, homes).prop_map(move |(parents, pairs, siblings, homes)| Family {
            people: (0..many).map(kin).collect(),
            parents: parents
                .into_iter()
                .map(|(parent, child, bond, above)| Parentage { parent, child, bond, above })
                .collect(),
            pairs: pairs.into_iter().map(|(one, other, strokes)| Pair { one, other, strokes }).collect(),
            siblings,
            homes: homes.into_iter().map(|members| Together { label: "Home".into(), members }).collect(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn no_two_people_lie_on_each_other_and_a_households_line_goes_round_exactly_its_own(family in any_family()) {
        holds(&family)?;
        prop_assert_eq!(picture(family.clone()).render().into_string(), picture(family).render().into_string());
    }
}
