//! Is it time to meet: what happened, to scale on an axis of time, with the line at which the trigger came and the line by which the discussion is due.

use maud::{Markup, Render, html};

use super::Figure;
use super::letters::{SIZE, px, shortened, width};
use crate::govuk::{Cell, Table};

/// What a mark stands for; each has its own shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// It happened: a filled circle.
    #[default]
    Happened,
    /// It counts for a rule of the watch: a triangle.
    Counts,
    /// It happened, and nobody here knew at the time: a hollow circle.
    NotKnownThen,
}

impl Mark {
    fn words(self) -> &'static str {
        match self {
            Mark::Happened => "happened",
            Mark::Counts => "counts towards the trigger",
            Mark::NotKnownThen => "not known here at the time",
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moment {
    /// When, in seconds since 1970: where it stands on the axis.
    pub at: i64,
    /// When, in words: "2 October".
    pub when: String,
    /// What: "neighbour heard shouting".
    pub words: String,
    /// Where its record is; empty for none.
    pub href: String,
    /// What its mark stands for.
    pub mark: Mark,
}

/// A line across the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in seconds since 1970.
    pub at: i64,
    /// In words: "trigger, 26 November 09:40".
    pub words: String,
}

/// What built up, and by when people meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Escalation {
    /// Before every id of the picture.
    pub prefix: String,
    /// What is drawn: "What built up since 2 October".
    pub title: String,
    /// What happened, in any order.
    pub events: Vec<Moment>,
    /// When the trigger came.
    pub trigger: Option<Line>,
    /// By when the discussion is due.
    pub deadline: Option<Line>,
    /// Now, or the moment the page shows.
    pub now: Option<Line>,
    /// What is to be seen, in a sentence.
    pub sentence: String,
}

const WIDTH: f64 = 640.0;
const INSET: f64 = 14.0;
/// Room for a label right of the last mark.
const LABEL: f64 = 190.0;
/// The longest label.
const LONGEST: f64 = 300.0;
/// A row of labels: as high as a finger is wide.
const LANE: f64 = 24.0;
const GAP: f64 = 10.0;
/// Between a mark's leader and its label.
const OFFSET: f64 = 5.0;
/// The most labels under the axis; more are drawn together.
const MOST: usize = 14;
const DAY: i64 = 86_400;

/// A label where it stands: from `x` on in its lane, the first lane nearest to the axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub x: f64,
    pub lane: usize,
    pub words: String,
    pub width: f64,
}

/// Labels of marks from left to right. Each begins at its mark and runs to the right; a mark whose label runs under a later mark stands in a lane
/// farther from the axis, so that no label lies on another and no leader runs through one.
pub(super) fn labels(marks: &[(f64, String)]) -> Vec<Label> {
    let mut placed: Vec<Label> = Vec::new();
    for (x, words) in marks.iter().rev() {
        let words = shortened(words, (WIDTH - x - OFFSET).min(LONGEST));
        let width = width(&words);
        let end = x + OFFSET + width + GAP;
        let under = placed.iter().filter(|later| later.x < end).map(|later| later.lane + 1).max();
        placed.push(Label { x: *x, lane: under.unwrap_or_default(), words, width });
    }
    placed.reverse();
    placed
}

/// One mark: an event, or several that stand too close for a label each.
struct Drawn<'a> {
    at: i64,
    first: &'a Moment,
    count: usize,
}

impl Escalation {
    fn ordered(&self) -> Vec<&Moment> {
        let mut events: Vec<&Moment> = self.events.iter().collect();
        events.sort_by_key(|event| event.at);
        events
    }

    /// From when until when the axis runs.
    fn extent(&self) -> (i64, i64) {
        let lines = [&self.trigger, &self.deadline, &self.now];
        let lines = lines.into_iter().flatten().map(|line| line.at);
        let all: Vec<i64> = self.events.iter().map(|event| event.at).chain(lines).collect();
        let from = all.iter().copied().min().unwrap_or_default();
        let until = all.iter().copied().max().unwrap_or_default();
        (from, if until > from { until } else { from.saturating_add(DAY) })
    }

    fn place(&self, at: i64) -> f64 {
        let (from, until) = self.extent();
        let share = at.saturating_sub(from) as f64 / until.saturating_sub(from).max(1) as f64;
        INSET + share * (WIDTH - LABEL - 2.0 * INSET)
    }

    /// The events as they are drawn: each by itself, or by the day, the week, the month when there are too many.
    fn drawn(&self) -> Vec<Drawn<'_>> {
        let events = self.ordered();
        let mut drawn: Vec<Drawn<'_>> =
            events.iter().map(|event| Drawn { at: event.at, first: event, count: 1 }).collect();
        for together in [DAY, 7 * DAY, 30 * DAY, 91 * DAY, 365 * DAY, i64::MAX] {
            if drawn.len() <= MOST {
                break;
            }
            drawn = Vec::new();
            for event in &events {
                match drawn.last_mut() {
                    Some(last) if event.at.saturating_sub(last.at) < together => last.count += 1,
                    _ => drawn.push(Drawn { at: event.at, first: event, count: 1 }),
                }
            }
        }
        drawn
    }

    /// How far apart the ticks are, and what that is called.
    fn ticks(&self) -> (i64, &'static str) {
        let (from, until) = self.extent();
        match until.saturating_sub(from) / DAY {
            ..=2 => (3_600, "an hour"),
            3..=30 => (DAY, "a day"),
            31..=210 => (7 * DAY, "a week"),
            _ => (30 * DAY, "30 days"),
        }
    }

    fn lines(&self) -> Vec<(&Line, &'static str)> {
        let kinds = ["app-picture__trigger", "app-picture__deadline", "app-picture__now"];
        let lines = [&self.trigger, &self.deadline, &self.now].into_iter().zip(kinds);
        let mut lines: Vec<(&Line, &str)> =
            lines.filter_map(|(line, kind)| line.as_ref().map(|line| (line, kind))).collect();
        lines.sort_by_key(|(line, _)| line.at);
        lines
    }

    fn table(&self) -> Table {
        let event = |event: &&Moment| -> (i64, Vec<Cell>) {
            let what = html! {
                @if event.href.is_empty() { (event.words) } @else { a class="govuk-link" href=(event.href) { (event.words) } }
            };
            (event.at, vec![event.when.as_str().into(), what.into(), event.mark.words().into()])
        };
        let mut rows: Vec<(i64, Vec<Cell>)> = self.ordered().iter().map(event).collect();
        for (line, kind) in self.lines() {
            let (what, when) = line.words.split_once(", ").unwrap_or((line.words.as_str(), ""));
            let means = match kind {
                "app-picture__trigger" => "the trigger",
                "app-picture__deadline" => "due by then",
                _ => "now",
            };
            rows.push((line.at, vec![when.into(), what.into(), means.into()]));
        }
        rows.sort_by_key(|(at, _)| *at);
        Table::new(
            self.title.as_str(),
            ["When", "What happened", "Mark"],
            rows.into_iter().map(|(_, row)| row).collect(),
        )
    }
}

/// The height of the lanes that these labels take.
fn height(labels: &[Label]) -> f64 {
    labels.iter().map(|label| label.lane + 1).max().unwrap_or_default() as f64 * LANE
}

fn mark(mark: Mark, x: f64, y: f64) -> Markup {
    let triangle =
        format!("{},{} {},{} {},{}", px(x), px(y - 9.0), px(x - 8.0), px(y + 5.0), px(x + 8.0), px(y + 5.0));
    html! {
        @match mark {
            Mark::Counts => polygon class="app-picture__mark app-picture__mark--counts" points=(triangle) {},
            Mark::Happened => circle class="app-picture__mark" cx=(px(x)) cy=(px(y)) r="6" {},
            Mark::NotKnownThen => circle class="app-picture__mark app-picture__mark--hollow" cx=(px(x)) cy=(px(y)) r="6" {},
        }
    }
}

fn event(drawn: &Drawn<'_>, label: &Label, axis: f64, prefix: &str) -> Markup {
    let row = axis + 14.0 + label.lane as f64 * LANE;
    let inner = html! {
        circle class="app-picture__hit" cx=(px(label.x)) cy=(px(axis)) r="12" {}
        rect class="app-picture__hit" x=(px(label.x)) y=(px(row)) width=(px((label.width + 2.0 * OFFSET).max(LANE))) height=(px(LANE)) {}
        line class="app-picture__leader" x1=(px(label.x)) y1=(px(axis)) x2=(px(label.x)) y2=(px(row + LANE - 6.0)) {}
        (mark(drawn.first.mark, label.x, axis))
        text class="app-picture__text" x=(px(label.x + OFFSET)) y=(px(row + SIZE + 3.0)) { (label.words) }
    };
    let (href, spoken) = match drawn.count {
        1 => (drawn.first.href.clone(), format!("{}: {}", drawn.first.when, drawn.first.words)),
        count => (format!("#{prefix}-table"), format!("{count} events from {}", drawn.first.when)),
    };
    html! {
        @if href.is_empty() { g { (inner) } } @else { a class="app-picture__link" href=(href) aria-label=(spoken) { (inner) } }
    }
}

impl Render for Escalation {
    fn render(&self) -> Markup {
        let drawn = self.drawn();
        let named = |drawn: &Drawn<'_>| match drawn.count {
            1 => format!("{} {}", drawn.first.when, drawn.first.words),
            count => format!("{count} events from {}", drawn.first.when),
        };
        let below: Vec<(f64, String)> =
            drawn.iter().map(|drawn| (self.place(drawn.at), named(drawn))).collect();
        let lines = self.lines();
        let above: Vec<(f64, String)> =
            lines.iter().map(|(line, _)| (self.place(line.at), line.words.clone())).collect();
        let (below, above) = (labels(&below), labels(&above));
        let axis = height(&above) + 20.0;
        let foot = axis + 14.0 + height(&below) + 6.0;
        let (tick, tick_words) = self.ticks();
        let (from, until) = self.extent();
        let ticks = (0..400).map(|number| from.saturating_add(number * tick)).take_while(|at| *at <= until);
        let drawing = html! {
            line class="app-picture__axis" x1="0" y1=(px(axis)) x2=(px(WIDTH - LABEL)) y2=(px(axis)) {}
            @for at in ticks { line class="app-picture__tick" x1=(px(self.place(at))) y1=(px(axis - 4.0)) x2=(px(self.place(at))) y2=(px(axis + 4.0)) {} }
            @for ((_, kind), label) in lines.iter().zip(&above) {
                @let row = axis - 20.0 - label.lane as f64 * LANE;
                line class=(kind) x1=(px(label.x)) y1=(px(row - SIZE)) x2=(px(label.x)) y2=(px(axis + 10.0)) {}
                text class="app-picture__text" x=(px(label.x + OFFSET)) y=(px(row)) { (label.words) }
            }
            @for (drawn, label) in drawn.iter().zip(&below) { (event(drawn, label, axis, &self.prefix)) }
        };
        Figure {
            prefix: &self.prefix,
            title: &self.title,
            description: self.sentence.clone(),
            linked: drawn.iter().any(|drawn| drawn.count > 1 || !drawn.first.href.is_empty()),
            class: "app-picture__drawing--wide",
            size: (WIDTH, foot),
            fixed: false,
            drawing,
            beside: Markup::default(),
            caption: html! { (self.sentence) @if !self.events.is_empty() { " Each tick is " (tick_words) "." } },
            table: self.table(),
        }
        .render()
    }
}
