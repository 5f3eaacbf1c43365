//! Pictures keep the rules of every page, say their finding in words, lay no label on another, and can be read in grey.

use proptest::prelude::*;

use super::escalation::{Label, labels};
use super::*;
use crate::rules::check_fragment;

const ODD: &str = "<script>alert(1)</script> \"&\" O'Brien";

fn trajectory(direction: Direction, counts: &[u32]) -> Trajectory {
    let point = |(week, count): (usize, &u32)| Point { when: format!("week {}", week + 1), count: *count };
    Trajectory {
        prefix: "rise".to_owned(),
        title: "Facts that count, each week".to_owned(),
        points: counts.iter().enumerate().map(point).collect(),
        direction,
        sentence: "4 events since 2 October.".to_owned(),
    }
}

fn moment(day: i64, words: &str, href: &str, mark: Mark) -> Moment {
    Moment {
        at: day * 86_400,
        when: format!("{day} October"),
        words: words.to_owned(),
        href: href.to_owned(),
        mark,
    }
}

fn escalation() -> Escalation {
    let line = |at: i64, words: &str| Some(Line { at, words: words.to_owned() });
    Escalation {
        prefix: "build".to_owned(),
        title: "What built up since 2 October".to_owned(),
        events: vec![
            moment(15, "call-out", "/children/1/chronology#e4", Mark::Counts),
            moment(2, "neighbour heard shouting", "/contacts/1", Mark::Happened),
            moment(9, "health visitor missed", "", Mark::NotKnownThen),
            moment(14, "bruise", "/contacts/2", Mark::Counts),
        ],
        trigger: line(15 * 86_400 + 34_800, "trigger, 15 October 09:40"),
        deadline: line(16 * 86_400 + 34_800, "due, 16 October 09:40"),
        now: line(15 * 86_400 + 50_000, "now, 15 October 13:53"),
        sentence: "Four events in two weeks, two of them since 14 October.".to_owned(),
    }
}

fn information(names: &[String]) -> Information {
    let item = |(number, name): (usize, &String)| Item {
        number: (number + 1).to_string(),
        name: name.clone(),
        state: State::ALL[number % 4],
        detail: format!("Detail {number}"),
        href: if number % 2 == 0 { format!("#item-{number}") } else { String::new() },
    };
    Information {
        prefix: "hand".to_owned(),
        title: "Information in hand".to_owned(),
        items: names.iter().enumerate().map(item).collect(),
        sentence: String::new(),
    }
}

fn fifteen() -> Information {
    let names = (1..=15).map(|number| format!("Adults in and out of the household, group {number}"));
    information(&names.collect::<Vec<_>>())
}

/// A picture, its title, and words that must stand in it.
#[test]
fn each_picture_says_what_it_shows() {
    let cases: Vec<(Markup, &[&str])> = vec![
        (
            trajectory(Direction::Rising, &[0, 1, 0, 2, 1, 3, 4, 4]).render(),
            &[
                "width=\"160\" height=\"40\"",
                "rising: 0, 1, 0, 2, 1, 3, 4, 4.",
                ">rising</strong>",
                "<polygon",
            ],
        ),
        (trajectory(Direction::Falling, &[3, 0]).render(), &["falling: 3, 0.", "<polygon"]),
        (trajectory(Direction::Steady, &[2]).render(), &["steady: 2.", "<circle"]),
        (trajectory(Direction::Steady, &[]).render(), &["Nothing to count."]),
        (
            escalation().render(),
            &[
                "role=\"group\"",
                "aria-label=\"2 October: neighbour heard shouting\"",
                "href=\"/contacts/2\"",
                "due, 16 October 09:40",
                "not known here at the time",
                "Each tick is a day.",
                "r=\"12\"",
            ],
        ),
        (
            Escalation { prefix: "none".into(), title: "Nothing".into(), ..Escalation::default() }.render(),
            &["role=\"img\""],
        ),
        (
            fifteen().render(),
            &["4 of 15 known, 4 asked, 4 unknown, 3 not applicable.", "aria-label=\"1 Adults", "Detail 14"],
        ),
        (information(&[]).render(), &["0 of 0 known."]),
    ];
    for (picture, expected) in cases {
        let html = picture.into_string();
        for words in expected {
            assert!(html.contains(words), "{words} is not in {html}");
        }
        let findings: Vec<String> = check_fragment(&html).iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
        assert!(!html.contains("style=") && html.contains("<figcaption") && html.contains("Show as a table"));
    }
}

#[test]
fn the_same_facts_give_the_same_picture() {
    insta::assert_snapshot!("trajectory", pretty(trajectory(Direction::Rising, &[0, 1, 0, 2, 1, 3, 4, 4])));
    insta::assert_snapshot!("escalation", pretty(escalation()));
    insta::assert_snapshot!("information", pretty(fifteen()));
    let turned = Escalation { events: escalation().events.into_iter().rev().collect(), ..escalation() };
    assert_eq!(turned.render().into_string(), escalation().render().into_string());
}

fn pretty(picture: impl Render) -> String {
    picture.render().into_string().replace("><", ">\n<")
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let odd = vec![ODD.to_owned()];
    let strip = Escalation {
        events: vec![moment(1, ODD, "/a?b=\"><script>", Mark::Happened)],
        sentence: ODD.into(),
        ..escalation()
    };
    let line = Trajectory { sentence: ODD.into(), title: ODD.into(), ..trajectory(Direction::Rising, &[1]) };
    for picture in [strip.render(), information(&odd).render(), line.render()] {
        let html = picture.into_string();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(check_fragment(&html), []);
    }
}

#[test]
fn many_events_are_drawn_together_and_all_stand_in_the_table() {
    let events = (0..2_000).map(|day| moment(day, "call-out", "/contacts/1", Mark::Happened)).collect();
    let html = Escalation { events, ..escalation() }.render().into_string();
    assert!(html.matches("<text").count() <= 20, "{} labels", html.matches("<text").count());
    assert!(html.contains("href=\"#build-table\"") && html.contains("365 events from"));
    assert_eq!(html.matches("<tr class").count(), 2_004);
}

fn crossed(labels: &[Label]) -> Option<(&Label, &Label)> {
    let box_of = |label: &Label| (label.x + 5.0, label.x + 5.0 + label.width);
    labels.iter().enumerate().find_map(|(number, one)| {
        let other = labels.iter().skip(number + 1).find(|other| {
            let ((from, until), (other_from, other_until)) = (box_of(one), box_of(other));
            let overlap = one.lane == other.lane && from < other_until && other_from < until;
            // The leader of the mark that lies farther from the axis passes the lane of the nearer one.
            let (far, near) = if one.lane > other.lane { (one, *other) } else { (*other, one) };
            let (near_from, near_until) = box_of(near);
            let leader = far.lane > near.lane && far.x > near_from && far.x < near_until;
            overlap || leader
        });
        other.map(|other| (one, other))
    })
}

proptest! {
    #[test]
    fn no_label_lies_on_another_and_no_leader_runs_through_one(
        marks in prop::collection::vec((0.0_f64..450.0, "[a-zA-Z ]{0,40}"), 0..20),
    ) {
        let mut marks = marks;
        marks.sort_by(|one, other| one.0.total_cmp(&other.0));
        let placed = labels(&marks);
        prop_assert_eq!(crossed(&placed), None);
        prop_assert!(placed.iter().all(|label| label.x + 5.0 + label.width <= 640.5));
    }

    #[test]
    fn names_stay_inside_their_parts_and_parts_apart(
        names in prop::collection::vec("[a-zA-Z]{1,30}( [a-zA-Z]{1,14}){0,8}", 0..20),
    ) {
        let bar = information(&names);
        let (parts, height) = bar.parts();
        for (number, one) in parts.iter().enumerate() {
            prop_assert!(one.x + one.width <= 640.5 && one.y + one.height <= height + 0.5);
            prop_assert!(one.lines.iter().all(|line| letters::width(line) <= one.width));
            let foot = (one.lines.len() + 1) as f64 * 18.0;
            prop_assert!(foot <= one.height);
            for other in parts.iter().skip(number + 1) {
                let beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
                let under = one.y + one.height <= other.y || other.y + other.height <= one.y;
                prop_assert!(beside || under);
            }
        }
    }
}

/// Every mark of the stylesheet is drawn in an ink of the palette, whose contrast is held by the palette's own test.
#[test]
fn marks_are_drawn_in_inks_that_can_be_read() {
    let sheet = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/src/scss/_pictures.scss"));
    let paints = sheet
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';'))
        .filter(|line| ["fill:", "stroke:"].iter().any(|paint| line.starts_with(paint)));
    let allowed = [
        "none",
        "transparent",
        "#fff",
        "#000",
        "Canvas",
        "CanvasText",
        "LinkText",
        "govuk.$govuk-link-colour",
    ];
    let mut seen = 0;
    for paint in paints {
        seen += 1;
        let (_, colour) = paint.split_once(": ").unwrap();
        assert!(colour.starts_with("palette.$") || allowed.contains(&colour), "{paint}");
    }
    // The line colour is light: only ticks and leaders, which carry no meaning, are drawn in it.
    assert_eq!(sheet.matches("palette.$line").count(), 1);
    assert!(seen > 20, "only {seen} paints were found");
    assert!(sheet.contains("@media print") && sheet.contains("forced-colors: active"));
}
