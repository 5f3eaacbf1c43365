//! Whoever stands round a child: nothing in the picture lies on anything else or outside it, everybody keeps to their quarter, the closer stand further in, and
//! the same people give the same bytes.

use maud::Render;
use proptest::prelude::*;

use super::layout::{Area, Layout};
use super::*;
use crate::rules::check_fragment;

fn around(name: &str, what: &str, quarter: Quarter, ring: usize) -> Around {
    Around {
        name: name.into(),
        what: what.into(),
        close: String::new(),
        quarter,
        ring,
        badges: Vec::new(),
        href: format!("/children/{ring}"),
    }
}

fn network(rings: &[&str], people: Vec<Around>) -> Network {
    Network {
        prefix: "network".into(),
        title: "Network on 3 September 2026".into(),
        child: "Ava Quillfeather".into(),
        rings: rings.iter().map(|name| (*name).to_owned()).collect(),
        people,
        sentence: "One person is very close.".into(),
    }
}

const RINGS: &[&str] =
    &["Very close", "Close", "Some contact", "Distant, or no contact; Difficult or frightening"];

fn ava() -> Network {
    let mut people = vec![
        around("Kim Quillfeather", "mother", Quarter::Household, 0),
        around("Bram Quillfeather", "brother or sister", Quarter::Household, 0),
        around("Rosa Quillfeather-Marchbanks", "grandparent", Quarter::Family, 1),
        around("Lee Tanner", "father", Quarter::Family, 3),
        around("Mina", "friend", Quarter::Friends, 1),
        around("Grace Obuya", "allocated social worker, Assessment team 1", Quarter::Workers, 2),
    ];
    people[3].badges = vec![("P".into(), "alleged perpetrator".into()), ("S".into(), "staff warning".into())];
    people[3].close = "Difficult or frightening".into();
    people[5].href = String::new();
    network(RINGS, people)
}

/// Everything that must hold of any picture.
fn holds(network: &Network) -> Result<(), TestCaseError> {
    let layout = Layout::of(network);
    let spots = layout.spots.iter().map(|spot| ("somebody", spot.area));
    let names = layout.names.iter().map(|words| ("a ring's name", words.area));
    let quarters = layout.quarters.iter().map(|(_, words)| ("a quarter's name", words.area));
    let all: Vec<(&str, Area)> =
        spots.chain(names).chain(quarters).chain([("the child", layout.child.area)]).collect();
    for (nth, (what, area)) in all.iter().enumerate() {
        prop_assert!(
            area.left >= -0.01 && area.right <= layout.size.0 + 0.01,
            "{} is outside: {:?}",
            what,
            area
        );
        prop_assert!(
            area.top >= -0.01 && area.bottom <= layout.size.1 + 0.01,
            "{} is outside: {:?}",
            what,
            area
        );
        for (other, place) in &all[nth + 1..] {
            prop_assert!(!area.meets(place), "{} lies on {}: {:?} {:?}", what, other, area, place);
        }
    }
    prop_assert_eq!(layout.rings.len(), network.rings.len());
    prop_assert!(layout.rings.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
    prop_assert_eq!(layout.spots.len(), network.people.len());
    let (x, y) = layout.middle;
    for spot in &layout.spots {
        let around = &network.people[spot.person];
        let (right, lower) = around.quarter.side();
        let kept = if right { spot.area.left >= x } else { spot.area.right <= x };
        prop_assert!(kept, "{:?} is not beside its axis", around);
        let kept = if lower { spot.area.top >= y } else { spot.area.bottom <= y };
        prop_assert!(kept, "{:?} is not in its half", around);
        // On the line of their ring.
        let (across, up) = layout.rings[around.ring.min(layout.rings.len() - 1)];
        let far = ((spot.x - x) / across).hypot((spot.y - y) / up);
        prop_assert!((far - 1.0).abs() < 0.001, "{:?} is {} from the middle", around, far);
        let room = spot.area.right - spot.area.left + 0.01;
        let fits =
            layout.lines[spot.person].0.iter().all(|line| crate::picture::letters::width(line) <= room);
        prop_assert!(fits, "words of {:?} are wider than their place", around);
    }
    Ok(())
}

#[test]
fn the_picture_says_what_it_shows_and_is_the_same_each_time() {
    let html = ava().render().into_string();
    for words in [
        "aria-label=\"Lee Tanner, father, Difficult or frightening, alleged perpetrator, staff warning\"",
        "role=\"group\"",
        "Lives with the child",
        "One person is very close.",
        ">Very close<",
    ] {
        assert!(html.contains(words), "{words} is not in {html}");
    }
    assert_eq!(html.matches("<ellipse").count(), 4, "a ring without anybody is drawn as well");
    assert_eq!(html.matches("<a ").count(), 5, "who has no page is no link");
    assert_eq!(html, ava().render().into_string());
    let findings: Vec<String> = check_fragment(&html).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(!html.contains("style="));
    holds(&ava()).unwrap();
}

#[test]
fn nobody_and_rings_without_names_are_drawn_too() {
    for network in [network(&[], Vec::new()), network(RINGS, Vec::new()), network(&["", ""], ava().people)] {
        holds(&network).unwrap();
        assert_eq!(check_fragment(&network.render().into_string()), []);
    }
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let mut network = ava();
    network.child = "<b>Ava".into();
    for around in &mut network.people {
        around.name = "<script>alert(1)</script> \"&\" O'Brien".into();
        around.what = "<i>".into();
    }
    let html = network.render().into_string();
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"));
    assert_eq!(check_fragment(&html), []);
}

fn any_network() -> impl Strategy<Value = Network> {
    let word = "[a-zA-Z]{1,24}( [a-zA-Z]{1,14}){0,3}";
    let person = (word, "[a-z]{0,20}( [a-z]{1,12}){0,4}", 0_usize..4, 0_usize..8, 0_usize..3, any::<bool>());
    (prop::collection::vec(word, 1..8), prop::collection::vec(person, 0..40)).prop_map(|(rings, people)| {
        let people = people.into_iter().map(|(name, what, quarter, ring, badges, close)| Around {
            badges: vec![("P".into(), "alleged perpetrator".into()); badges],
            close: if close { "Difficult or frightening".into() } else { String::new() },
            ..around(&name, &what, Quarter::ALL[quarter], ring)
        });
        Network { rings, people: people.collect(), ..ava() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn nothing_lies_on_anything_else_and_everybody_stands_on_their_ring_in_their_quarter(network in any_network()) {
        holds(&network)?;
        prop_assert_eq!(network.render().into_string(), network.render().into_string());
    }
}
