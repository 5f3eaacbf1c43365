//! Do we know enough: a labelled part for each thing that should be known before deciding, or for each agency that was asked.

use maud::{Markup, Render, html};

use super::Figure;
use super::letters::{SIZE, px, wrapped};
use crate::govuk::Table;

/// How one thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is known.
    Known,
    /// Somebody was asked.
    Asked,
    /// Nobody knows, and nobody was asked.
    Unknown,
    /// It does not apply to this child.
    NotApplicable,
}

impl State {
    /// The states in the order they are counted.
    pub const ALL: [State; 4] = [State::Known, State::Asked, State::Unknown, State::NotApplicable];

    /// The state in words.
    pub fn words(self) -> &'static str {
        match self {
            State::Known => "known",
            State::Asked => "asked",
            State::Unknown => "unknown",
            State::NotApplicable => "not applicable",
        }
    }

    fn class(self) -> &'static str {
        match self {
            State::Known => "app-picture__part app-picture__part--known",
            State::Asked => "app-picture__part app-picture__part--asked",
            State::Unknown => "app-picture__part app-picture__part--unknown",
            State::NotApplicable => "app-picture__part app-picture__part--none",
        }
    }
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the list people know: "7", or empty.
    pub number: String,
    /// What should be known: "Police check".
    pub name: String,
    /// How it stands.
    pub state: State,
    /// From where and since when, who was asked and by when, why it can or cannot wait. It stands in the table.
    pub detail: String,
    /// Where more of it is; empty for none.
    pub href: String,
}

/// What is in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Information {
    /// Before every id of the picture.
    pub prefix: String,
    /// What the picture shows: "Information in hand at 14:02".
    pub title: String,
    /// The things, in the order of the practice pack.
    pub items: Vec<Item>,
    /// What is to be seen; made from the counts when empty.
    pub sentence: String,
}

const WIDTH: f64 = 640.0;
const GAP: f64 = 6.0;
const COLUMNS: usize = 5;
const LINE: f64 = 18.0;
const INSET: f64 = 8.0;
/// The lines that a name may take.
const LINES: usize = 3;

/// One part of the bar, where it stands.
pub(super) struct Part<'a> {
    pub item: &'a Item,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub lines: Vec<String>,
}

impl Item {
    /// Its number and name.
    fn called(&self) -> String {
        format!("{} {}", self.number, self.name).trim().to_owned()
    }
}

impl Information {
    /// "9 of 15 known, 2 asked, 3 unknown, 1 not applicable".
    pub fn counts(&self) -> String {
        let of = |state| self.items.iter().filter(|item| item.state == state).count();
        let others = State::ALL.into_iter().skip(1).filter(|state| of(*state) > 0);
        let others = others.map(|state| format!(", {} {}", of(state), state.words()));
        format!("{} of {} known{}", of(State::Known), self.items.len(), others.collect::<String>())
    }

    /// Where every part stands: rows of five, each as high as its longest name, and the height of all of them.
    pub(super) fn parts(&self) -> (Vec<Part<'_>>, f64) {
        let columns = self.items.len().clamp(1, COLUMNS);
        let width = (WIDTH - GAP * (columns - 1) as f64) / columns as f64;
        let (mut parts, mut top) = (Vec::new(), 0.0);
        for items in self.items.chunks(columns) {
            let names: Vec<Vec<String>> =
                items.iter().map(|item| wrapped(&item.called(), width - 2.0 * INSET, LINES)).collect();
            let lines = names.iter().map(Vec::len).max().unwrap_or_default();
            let height = (lines + 1) as f64 * LINE + 2.0 * INSET;
            for (column, (item, lines)) in items.iter().zip(names).enumerate() {
                let x = column as f64 * (width + GAP);
                parts.push(Part { item, x, y: top, width, height, lines });
            }
            top += height + GAP;
        }
        (parts, if top > 0.0 { top - GAP } else { LINE })
    }
}

/// A tick, a half-filled circle, a question mark, a bar: told apart without colour.
fn shape(state: State, x: f64, y: f64) -> Markup {
    let at = |dx: f64, dy: f64| format!("{},{}", px(x + dx), px(y + dy));
    html! {
        @match state {
            State::Known => polyline class="app-picture__stroke" points=(format!("{} {} {}", at(1.0, 7.0), at(5.0, 11.0), at(12.0, 2.0))) {},
            State::Asked => {
                circle class="app-picture__stroke" cx=(px(x + 7.0)) cy=(px(y + 7.0)) r="5.5" {}
                path class="app-picture__solid" d=(format!("M{} A5.5 5.5 0 0 1 {} Z", at(7.0, 1.5), at(7.0, 12.5))) {}
            },
            State::Unknown => circle class="app-picture__stroke" cx=(px(x + 7.0)) cy=(px(y + 7.0)) r="5.5" {},
            State::NotApplicable => line class="app-picture__stroke" x1=(px(x + 1.0)) y1=(px(y + 7.0)) x2=(px(x + 13.0)) y2=(px(y + 7.0)) {},
        }
    }
}

fn part(part: &Part<'_>) -> Markup {
    let item = part.item;
    let (left, first) = (part.x + INSET, part.y + INSET + SIZE);
    let drawn = html! {
        rect class=(item.state.class()) x=(px(part.x + 1.0)) y=(px(part.y + 1.0)) width=(px(part.width - 2.0)) height=(px(part.height - 2.0)) {}
        (shape(item.state, left, part.y + INSET))
        text class="app-picture__text" x=(px(left + 20.0)) y=(px(first)) { (item.state.words()) }
        @for (number, line) in part.lines.iter().enumerate() {
            text class="app-picture__text" x=(px(left)) y=(px(first + LINE * (number + 1) as f64)) { (line) }
        }
    };
    html! {
        @if item.href.is_empty() {
            g { (drawn) }
        } @else {
            a class="app-picture__link" href=(item.href) aria-label=(format!("{}: {}", item.called(), item.state.words())) { (drawn) }
        }
    }
}

impl Render for Information {
    fn render(&self) -> Markup {
        let (parts, height) = self.parts();
        let counts = self.counts();
        let rows = self.items.iter().map(|item| {
            let name = item.called();
            let name = html! { @if item.href.is_empty() { (name) } @else { a class="govuk-link" href=(item.href) { (name) } } };
            vec![name.into(), item.state.words().into(), item.detail.as_str().into()]
        });
        let table =
            Table::new(self.title.as_str(), ["What", "State", "From where, by whom, or why"], rows.collect());
        Figure {
            prefix: &self.prefix,
            title: &self.title,
            description: format!("{counts}."),
            linked: self.items.iter().any(|item| !item.href.is_empty()),
            class: "app-picture__drawing--wide",
            size: (WIDTH, height),
            fixed: false,
            drawing: html! { @for one in &parts { (part(one)) } },
            beside: Markup::default(),
            caption: html! { @if self.sentence.is_empty() { (counts) "." } @else { (self.sentence) } },
            table,
        }
        .render()
    }
}
