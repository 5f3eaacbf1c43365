//! Better or worse: a small line of eight to twelve numbers with a dot at its end, and the word beside it.

use maud::{Markup, Render, html};

use super::Figure;
use super::letters::px;
use crate::govuk::{Cell, Table};

/// Which way it goes, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More than before.
    Rising,
    /// As before.
    Steady,
    /// Less than before.
    Falling,
}

impl Direction {
    /// The word beside the line.
    pub fn words(self) -> &'static str {
        match self {
            Direction::Rising => "rising",
            Direction::Steady => "steady",
            Direction::Falling => "falling",
        }
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Of which time: "week from 2 October".
    pub when: String,
    /// How many.
    pub count: u32,
}

/// Which way something went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectory {
    /// Before every id of the picture.
    pub prefix: String,
    /// What is counted: "Facts that count, each week since 2 October".
    pub title: String,
    /// The numbers, oldest first. The last twelve are drawn.
    pub points: Vec<Point>,
    /// Which way they go.
    pub direction: Direction,
    /// What is to be seen, in a sentence: "4 events since 2 October, 3 of them in the last week".
    pub sentence: String,
}

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 40.0;
const INSET: f64 = 8.0;
/// The most that are drawn.
const MOST: usize = 12;

impl Trajectory {
    fn drawn(&self) -> &[Point] {
        self.points.get(self.points.len().saturating_sub(MOST)..).unwrap_or_default()
    }

    /// Where each number stands.
    fn places(&self) -> Vec<(f64, f64)> {
        let points = self.drawn();
        let most = f64::from(points.iter().map(|point| point.count).max().unwrap_or_default().max(1));
        let between = points.len().saturating_sub(1).max(1);
        let step = (WIDTH - 2.0 * INSET) / between as f64;
        let place = |(number, point): (usize, &Point)| {
            let up = f64::from(point.count) / most * (HEIGHT - 2.0 * INSET);
            (INSET + number as f64 * step, HEIGHT - INSET - up)
        };
        points.iter().enumerate().map(place).collect()
    }

    fn numbers(&self) -> String {
        self.drawn().iter().map(|point| point.count.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// A triangle that points up or down, or a circle.
    fn end(&self, (x, y): (f64, f64)) -> Markup {
        let triangle = |tip: f64| {
            let foot = if tip < 0.0 { 4.0 } else { -4.0 };
            format!(
                "{},{} {},{} {},{}",
                px(x),
                px(y + tip),
                px(x - 6.0),
                px(y + foot),
                px(x + 6.0),
                px(y + foot)
            )
        };
        html! {
            @match self.direction {
                Direction::Rising => polygon class="app-picture__end" points=(triangle(-7.0)) {},
                Direction::Falling => polygon class="app-picture__end" points=(triangle(7.0)) {},
                Direction::Steady => circle class="app-picture__end" cx=(px(x)) cy=(px(y)) r="5" {},
            }
        }
    }
}

impl Render for Trajectory {
    fn render(&self) -> Markup {
        let places = self.places();
        let line: Vec<String> = places.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
        let drawing = html! {
            line class="app-picture__axis" x1="0" y1="36" x2="160" y2="36" {}
            @if line.len() > 1 { polyline class="app-picture__line" points=(line.join(" ")) {} }
            @if let Some(last) = places.last() { (self.end(*last)) }
        };
        let rows: Vec<Vec<Cell>> = self
            .points
            .iter()
            .map(|point| vec![point.when.as_str().into(), Cell::numeric(point.count.to_string())])
            .collect();
        let description = match self.drawn() {
            [] => "Nothing to count.".to_owned(),
            _ => format!("{}: {}.", self.direction.words(), self.numbers()),
        };
        Figure {
            prefix: &self.prefix,
            title: &self.title,
            description,
            linked: false,
            class: "app-picture__drawing--line",
            size: (WIDTH, HEIGHT),
            fixed: true,
            drawing,
            beside: html! { strong class="app-picture__word" { (self.direction.words()) } },
            caption: html! { (self.sentence) },
            table: Table::new(self.title.as_str(), ["When", "How many"], rows),
        }
        .render()
    }
}
