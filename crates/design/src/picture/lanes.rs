//! What built up, and what did we know when: a child's story in lanes on an axis of time. Each event has two times. Where it stands says when it happened;
//! a filled mark was known on the chosen day, a hollow one was not yet; a dotted tail runs from when it happened to when it was learned. Events too close
//! for a mark each are drawn as one with their number, which opens them as a list. All of them stand in the table beneath.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::escalation::Line;
use super::letters::{SIZE, px, shortened, width};
use super::paper::on_paper;
use crate::own::scroll_pane;

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lane {
    /// Its code in the addresses of lists.
    pub code: String,
    /// Its name: "Police".
    pub name: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LaneEvent {
    /// When it happened, in seconds since 1970.
    pub at: i64,
    /// When it was known here, in seconds since 1970.
    pub known: i64,
    /// The day it happened as an address has it: `2023-03-04`.
    pub day: String,
    /// When, in words.
    pub when: String,
    /// What, in few words.
    pub words: String,
    /// Its lane, by its place among the lanes.
    pub lane: usize,
    /// Where its record is; empty for none.
    pub href: String,
    /// Whether it was known on the chosen day.
    pub is_known: bool,
    /// Whether somebody said that it is significant: then it has a label and its own shape.
    pub significant: bool,
    /// Its number in the list beneath, where the list is numbered: then the mark is labelled with it, and with nothing else.
    pub number: Option<usize>,
}

/// A child's story in lanes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lanes {
    /// Before every id of the picture.
    pub prefix: String,
    /// What is drawn: "Chronology since 2019".
    pub title: String,
    /// The lanes, from the top.
    pub lanes: Vec<Lane>,
    /// What happened, in any order.
    pub events: Vec<LaneEvent>,
    /// Moments named on the axis: 1 January of each year.
    pub ticks: Vec<Line>,
    /// The chosen day.
    pub chosen: Option<Line>,
    /// The address of a list of several events, up to its query's next part: `/children/1/chronology?`. Lane and days are added.
    pub list: String,
    /// What is to be seen, in a sentence.
    pub sentence: String,
    /// The id of the table that holds the same events.
    pub table: String,
}

pub(super) const WIDTH: f64 = 640.0;
/// The room for the lanes' names.
const NAMES: f64 = 116.0;
const INSET: f64 = 14.0;
/// Marks nearer than this are drawn as one: a finger's width, so that each can be touched.
const APART: f64 = 24.0;
const HEAD: f64 = 44.0;
const LANE: f64 = 46.0;
/// From the top of a lane to the middle of its marks, and to the foot of its labels.
const MIDDLE: f64 = 17.0;
const LABEL: f64 = 40.0;
const GAP: f64 = 8.0;
/// The longest label, and the shortest that says anything.
const LONGEST: f64 = 170.0;
const SHORTEST: f64 = 40.0;
/// A delay shorter than this cannot be seen.
const TAIL: f64 = 6.0;
const DAY: i64 = 86_400;

/// A mark where it stands: one event, or several.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark<'a> {
    pub x: f64,
    pub y: f64,
    /// Where the dotted tail ends; the mark itself where there is none.
    pub tail: f64,
    pub events: Vec<&'a LaneEvent>,
}

/// A label where it stands: its left end, the foot of its letters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub words: String,
}

impl Mark<'_> {
    /// What stands under it: the numbers of its events, or the words of one that is significant.
    fn label(&self) -> Option<String> {
        let numbers: Vec<usize> = self.events.iter().filter_map(|event| event.number).collect();
        match (numbers.iter().min(), numbers.iter().max()) {
            (Some(first), Some(last)) if first == last => Some(first.to_string()),
            (Some(first), Some(last)) => Some(format!("{first}–{last}")),
            _ => self.events.iter().find(|event| event.significant).map(|event| event.words.clone()),
        }
    }
}

impl Lanes {
    /// The drawing by itself, for a document: nothing in it leads anywhere. The words and the table stand beside it in the document.
    pub fn on_paper(&self) -> String {
        let height = self.height();
        let bare = Lanes {
            events: self
                .events
                .iter()
                .map(|event| LaneEvent { href: String::new(), ..event.clone() })
                .collect(),
            list: String::new(),
            ..self.clone()
        };
        let drawn = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH:.0} {height:.0}"))
                width=(format!("{WIDTH:.0}")) height=(format!("{height:.0}")) role="img" aria-label=(self.sentence) {
                (bare.drawing())
            }
        };
        on_paper(&drawn.into_string())
    }

    /// From when until when the axis runs.
    fn extent(&self) -> (i64, i64) {
        let times = self.events.iter().flat_map(|event| [event.at, event.known]);
        let times: Vec<i64> = times.chain(self.chosen.iter().map(|line| line.at)).collect();
        let from = times.iter().copied().min().unwrap_or_default();
        let until = times.iter().copied().max().unwrap_or_default();
        (from, if until > from { until } else { from.saturating_add(DAY) })
    }

    fn place(&self, (from, until): (i64, i64), at: i64) -> f64 {
        let share = at.saturating_sub(from) as f64 / until.saturating_sub(from).max(1) as f64;
        NAMES + INSET + share.clamp(0.0, 1.0) * (WIDTH - NAMES - 2.0 * INSET)
    }

    pub(super) fn height(&self) -> f64 {
        HEAD + LANE * self.lanes.len() as f64 + INSET
    }

    /// The marks, lane by lane from the left. No two of a lane stand nearer than a finger is wide.
    pub(super) fn marks(&self) -> Vec<Mark<'_>> {
        let extent = self.extent();
        let mut by_lane: BTreeMap<usize, Vec<&LaneEvent>> = BTreeMap::new();
        for event in self.events.iter().filter(|event| event.lane < self.lanes.len()) {
            by_lane.entry(event.lane).or_default().push(event);
        }
        let mut marks: Vec<Mark<'_>> = Vec::new();
        for (lane, mut events) in by_lane {
            events.sort_by(|one, other| {
                (one.at, &one.words, one.known, &one.href).cmp(&(
                    other.at,
                    &other.words,
                    other.known,
                    &other.href,
                ))
            });
            let y = HEAD + LANE * lane as f64 + MIDDLE;
            for event in events {
                let x = self.place(extent, event.at);
                let tail = self.place(extent, event.known).max(x);
                match marks.last_mut().filter(|last| last.y == y && x - last.x < APART) {
                    Some(last) => {
                        last.tail = last.tail.max(tail);
                        last.events.push(event);
                    }
                    None => marks.push(Mark { x, y, tail, events: vec![event] }),
                }
            }
        }
        marks
    }

    /// Labels of significant events, or of all by their numbers, under their marks, as far as there is room: none lies on another, none leaves the picture.
    pub(super) fn labels(&self, marks: &[Mark<'_>]) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for mark in marks {
            let Some(said) = mark.label() else { continue };
            let y = mark.y - MIDDLE + LABEL;
            let end =
                labels.last().filter(|last| last.y == y).map_or(NAMES, |last| last.x + last.width + GAP);
            let right = WIDTH - 2.0;
            let room = (right - end).min(LONGEST);
            let words = shortened(&said, room);
            let width = width(&words);
            let x = (mark.x - 7.0).min(right - width);
            if words.trim_end_matches('…').trim().is_empty() || room < SHORTEST || x < end {
                continue;
            }
            labels.push(Label { x, y, width, words });
        }
        labels
    }

    /// The names on the axis, as far as there is room.
    pub(super) fn names(&self) -> Vec<(f64, Label)> {
        let extent = self.extent();
        let mut ticks: Vec<&Line> =
            self.ticks.iter().filter(|tick| tick.at >= extent.0 && tick.at <= extent.1).collect();
        ticks.sort_by_key(|tick| tick.at);
        let mut names: Vec<(f64, Label)> = Vec::new();
        for tick in ticks {
            let at = self.place(extent, tick.at);
            let width = width(&tick.words);
            let x = at.min(WIDTH - 2.0 - width);
            let end = names.last().map_or(NAMES, |(_, last)| last.x + last.width + GAP);
            if x >= end {
                names.push((at, Label { x, y: HEAD - 8.0, width, words: tick.words.clone() }));
            }
        }
        names
    }

    /// What a mark is called, and where it leads.
    fn called(&self, mark: &Mark<'_>) -> (String, String) {
        let known = |event: &LaneEvent| if event.is_known { "" } else { ", not known then" };
        let lane = |event: &LaneEvent| self.lanes.get(event.lane).map_or("", |lane| lane.name.as_str());
        match mark.events.as_slice() {
            [event] => {
                let significant = if event.significant { ", significant" } else { "" };
                let words =
                    format!("{}, {}: {}{significant}{}", lane(event), event.when, event.words, known(event));
                (words, event.href.clone())
            }
            events => {
                let (Some(first), Some(last)) = (events.first(), events.last()) else {
                    return (String::new(), String::new());
                };
                let when = if first.when == last.when {
                    first.when.clone()
                } else {
                    format!("{} to {}", first.when, last.when)
                };
                let unknown = events.iter().filter(|event| !event.is_known).count();
                let known = if unknown == 0 { String::new() } else { format!(", {unknown} not known then") };
                let words = format!("{}: {} events, {when}{known}", lane(first), events.len());
                let code = self.lanes.get(first.lane).map_or("", |lane| lane.code.as_str());
                let list =
                    format!("{}lane={code}&from={}&until={}#{}", self.list, first.day, last.day, self.table);
                (words, if self.list.is_empty() { String::new() } else { list })
            }
        }
    }

    fn drawing(&self) -> Markup {
        let marks = self.marks();
        let labels = self.labels(&marks);
        let foot = HEAD + LANE * self.lanes.len() as f64;
        let chosen = self.chosen.as_ref().map(|line| {
            let x = self.place(self.extent(), line.at);
            let words = shortened(&line.words, WIDTH - NAMES);
            (x, (x - width(&words) / 2.0).clamp(NAMES, WIDTH - 2.0 - width(&words)), words)
        });
        html! {
            @for (n, lane) in self.lanes.iter().enumerate() {
                @let y = HEAD + LANE * n as f64;
                line class="app-picture__tick" x1="0" y1=(px(y)) x2=(px(WIDTH)) y2=(px(y)) {}
                text class="app-picture__text app-picture__text--lane" x="0" y=(px(y + MIDDLE + 5.0)) { (shortened(&lane.name, NAMES - GAP)) }
            }
            @for (x, name) in self.names() {
                line class="app-picture__tick" x1=(px(x)) y1=(px(HEAD - 4.0)) x2=(px(x)) y2=(px(foot)) {}
                text class="app-picture__text" x=(px(name.x)) y=(px(name.y)) { (name.words) }
            }
            @if let Some((x, left, words)) = chosen {
                line class="app-picture__now" x1=(px(x)) y1="18" x2=(px(x)) y2=(px(foot)) {}
                text class="app-picture__text" x=(px(left)) y=(px(SIZE)) { (words) }
            }
            @for mark in &marks { (self.mark(mark)) }
            @for label in &labels {
                text class="app-picture__text" x=(px(label.x)) y=(px(label.y)) aria-hidden="true" { (label.words) }
            }
        }
    }

    fn mark(&self, mark: &Mark<'_>) -> Markup {
        let (spoken, href) = self.called(mark);
        let (x, y) = (mark.x, mark.y);
        let known = mark.events.iter().all(|event| event.is_known);
        let class = if known { "app-picture__mark" } else { "app-picture__mark app-picture__mark--hollow" };
        let count = mark.events.len().to_string();
        let half = (width(&count) / 2.0 + 4.0).clamp(9.0, APART / 2.0);
        let diamond = format!(
            "{},{} {},{} {},{} {},{}",
            px(x),
            px(y - 9.0),
            px(x + 9.0),
            px(y),
            px(x),
            px(y + 9.0),
            px(x - 9.0),
            px(y)
        );
        let inner = html! {
            @if mark.tail - x > TAIL {
                line class="app-picture__delay" x1=(px(x)) y1=(px(y)) x2=(px(mark.tail)) y2=(px(y)) {}
                line class="app-picture__delay-end" x1=(px(mark.tail)) y1=(px(y - 4.0)) x2=(px(mark.tail)) y2=(px(y + 4.0)) {}
            }
            circle class="app-picture__hit" cx=(px(x)) cy=(px(y)) r="12" {}
            @if mark.events.len() > 1 {
                rect class={ (class) " app-picture__mark--several" } x=(px(x - half)) y=(px(y - 10.0)) width=(px(2.0 * half)) height="20" rx="4" {}
                text class={ "app-picture__count" @if !known { " app-picture__count--hollow" } } x=(px(x)) y=(px(y + 5.0)) { (count) }
            } @else if mark.events.iter().any(|event| event.significant) {
                polygon class=(class) points=(diamond) {}
            } @else {
                circle class=(class) cx=(px(x)) cy=(px(y)) r="6" {}
            }
        };
        html! {
            @if href.is_empty() { g role="img" aria-label=(spoken) { (inner) } } @else { a class="app-picture__link" href=(href) aria-label=(spoken) { (inner) } }
        }
    }
}

impl Render for Lanes {
    fn render(&self) -> Markup {
        let (title, description) = (format!("{}-title", self.prefix), format!("{}-desc", self.prefix));
        let drawn = html! {
            svg class="app-picture__drawing app-picture__drawing--wide" viewBox=(format!("0 0 {WIDTH:.0} {:.0}", self.height()))
                role="group" aria-labelledby=(format!("{title} {description}")) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.sentence) }
                (self.drawing())
            }
        };
        html! {
            figure class="app-picture" {
                (scroll_pane(&self.title, drawn))
                figcaption class="app-picture__caption" {
                    (self.sentence)
                    p class="govuk-hint" {
                        "Filled: known by then. Hollow: not known yet. A diamond is significant, a number is several events. A dotted tail runs from when it happened to when we learned of it. "
                        a class="govuk-link" href=(format!("#{}", self.table)) { "The same as a table" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::check_fragment;

    fn event(at: i64, delay: i64, lane: usize, significant: bool) -> LaneEvent {
        LaneEvent {
            at: at * DAY,
            known: (at + delay) * DAY,
            day: format!("day-{at}"),
            when: format!("day {at}"),
            words: format!("Something of the day {at}, told at length"),
            lane,
            href: format!("/events/{at}"),
            is_known: delay < 20,
            significant,
            number: None,
        }
    }

    fn lanes(events: Vec<LaneEvent>) -> Lanes {
        let names = ["Harm", "Police", "Health", "School", "Home", "Our action", "Child's voice"];
        let lane = |name: &str| Lane { code: name.to_lowercase(), name: name.to_owned() };
        Lanes {
            prefix: "story".into(),
            title: "Chronology since 1970".into(),
            lanes: names.into_iter().map(lane).collect(),
            events,
            ticks: (0..9)
                .map(|year| Line { at: year * 365 * DAY, words: (1970 + year).to_string() })
                .collect(),
            chosen: Some(Line { at: 800 * DAY, words: "known on 12 March 1972".into() }),
            list: "/children/1/chronology?".into(),
            sentence: "6 of 7 events known.".into(),
            table: "table".into(),
        }
    }

    fn few() -> Vec<LaneEvent> {
        vec![
            event(30, 0, 0, true),
            event(200, 400, 0, true),
            event(210, 0, 0, false),
            event(400, 2, 1, false),
            event(700, 90, 4, false),
            event(790, 0, 5, true),
            event(800, 1, 6, true),
        ]
    }

    #[test]
    fn a_story_in_lanes_says_what_it_shows() {
        let html = lanes(few()).render().into_string();
        for words in [
            "aria-label=\"Harm, day 30: Something of the day 30, told at length, significant\"",
            "2 events, day 200 to day 210, 1 not known then",
            "href=\"/children/1/chronology?lane=harm&amp;from=day-200&amp;until=day-210#table\"",
            "app-picture__mark--hollow",
            "app-picture__delay\"",
            "known on 12 March 1972",
            "id=\"story-title\"",
            "r=\"12\"",
        ] {
            assert!(html.contains(words), "{words} is not in {html}");
        }
        assert!(!html.contains("style="));
        // The table that the caption leads to stands on the page itself.
        let page = format!("{html}<div id=\"table\"></div>");
        let findings: Vec<String> = check_fragment(&page).iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
        insta::assert_snapshot!("lanes", html.replace("><", ">\n<"));
    }

    #[test]
    fn what_people_typed_never_becomes_markup() {
        let odd = LaneEvent { words: "<script>alert(1)</script> \"&\"".into(), ..event(1, 0, 0, true) };
        assert!(!lanes(vec![odd]).render().into_string().contains("<script"));
    }

    #[test]
    fn two_thousand_events_are_few_marks_and_all_can_be_reached() {
        let events = (0..2_000)
            .map(|day| event(day, day % 40, usize::try_from(day % 7).unwrap(), day % 9 == 0))
            .collect();
        let picture = lanes(events);
        let marks = picture.marks();
        assert!(marks.len() < 200, "{}", marks.len());
        assert_eq!(marks.iter().map(|mark| mark.events.len()).sum::<usize>(), 2_000);
        assert!(picture.render().into_string().len() < 120_000);
    }

    fn any_event() -> impl Strategy<Value = LaneEvent> {
        (0_i64..4_000, 0_i64..900, 0_usize..7, any::<bool>(), "[a-zA-Z ]{0,40}").prop_map(
            |(at, delay, lane, significant, words)| LaneEvent {
                words,
                ..event(at, delay, lane, significant)
            },
        )
    }

    fn overlap(one: &Label, other: &Label) -> bool {
        one.y == other.y && one.x < other.x + other.width && other.x < one.x + one.width
    }

    proptest! {
        #[test]
        fn nothing_lies_on_another_and_everything_stands_inside(events in prop::collection::vec(any_event(), 0..120)) {
            let picture = lanes(events.clone());
            let marks = picture.marks();
            prop_assert_eq!(marks.iter().map(|mark| mark.events.len()).sum::<usize>(), events.len());
            for (n, mark) in marks.iter().enumerate() {
                prop_assert!(mark.x - 12.0 >= NAMES && mark.x + 12.0 <= WIDTH && mark.tail <= WIDTH - INSET + 0.01);
                prop_assert!(mark.y - 12.0 >= HEAD && mark.y + 12.0 <= picture.height());
                for other in marks.iter().skip(n + 1) {
                    prop_assert!(mark.y != other.y || (mark.x - other.x).abs() >= APART);
                }
            }
            let mut labels = picture.labels(&marks);
            labels.extend(picture.names().into_iter().map(|(_, label)| label));
            for (n, label) in labels.iter().enumerate() {
                prop_assert!(label.x >= NAMES && label.x + label.width <= WIDTH && label.y <= picture.height());
                prop_assert!(labels.iter().skip(n + 1).all(|other| !overlap(label, other)));
                // A label's letters stand wholly under the marks of its lane and above the next lane's.
                prop_assert!(marks.iter().all(|mark| label.y - SIZE >= mark.y + 9.0 || label.y + 3.0 <= mark.y - 9.0));
            }
        }

        #[test]
        fn the_same_facts_give_the_same_bytes(events in prop::collection::vec(any_event(), 0..60), turn in 0_usize..60) {
            let mut turned = events.clone();
            let length = turned.len().max(1);
            turned.rotate_left(turn % length);
            prop_assert_eq!(lanes(events).render().into_string(), lanes(turned).render().into_string());
        }
    }
}
