//! A family drawn: symbols and words, the lines between them, the households' lines, and the same facts as a table.

use maud::{Markup, Render, html};

use super::super::letters::{px, shortened, wrapped};
use super::super::paper::on_paper;
use super::hull::{Hull, hull, outline};
use super::layout::{CELL, EDGE, FOOT, HEAD, HEIGHT, LINE, LINES, Layout, SYMBOL};
use super::route::{Bracket, Lines, Start, Stretch, Unit, lines};
use super::{Bond, Family, Kin, Pair, Shape};
use crate::govuk::{Details, Table};
use crate::own::scroll_pane;

/// The space between two rows without any line.
const SPACE: f64 = 26.0;
/// What a lane takes.
const LANE: f64 = 9.0;

/// A family as a picture.
#[derive(Debug, Clone)]
pub struct Genogram {
    /// Before every id of the picture.
    pub prefix: String,
    /// What the picture shows: "Family of Ava on 3 September 2026".
    pub title: String,
    /// The family.
    pub family: Family,
    /// What is to be seen, in a sentence.
    pub sentence: String,
    /// The same facts.
    pub table: Table,
}

/// How high everything stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heights {
    /// The top of each row.
    pub(super) top: Vec<f64>,
    /// The lanes of each space, and how many households' paths may cross it.
    lanes: Vec<usize>,
    homes: usize,
    /// How high the picture is.
    pub(super) height: f64,
}

impl Heights {
    pub(super) fn of(layout: &Layout, lines: &Lines, homes: usize) -> Self {
        let (mut top, mut y) = (Vec::new(), EDGE);
        for row in 0..layout.rows.len() {
            let paths = if row == 0 { 0 } else { homes };
            y += space(lines.lanes.get(row).copied().unwrap_or_default(), paths);
            top.push(y);
            y += HEIGHT;
        }
        y += space(lines.lanes.last().copied().unwrap_or_default(), homes);
        Heights { top, lanes: lines.lanes.clone(), homes, height: y + EDGE }
    }

    pub(super) fn bottom(&self, row: usize) -> f64 {
        self.top[row] + HEIGHT
    }

    /// Where a space begins.
    fn begins(&self, space: usize) -> f64 {
        space.checked_sub(1).and_then(|row| self.top.get(row)).map_or(EDGE, |top| top + HEIGHT)
    }

    /// Where the nth household's path crosses a space: households first, lines of families beneath them.
    pub(super) fn path(&self, space: usize, nth: usize) -> f64 {
        self.begins(space) + 12.0 + LANE * nth.min(self.homes) as f64
    }

    /// Where a lane of a space is.
    fn lane(&self, space: usize, lane: usize) -> f64 {
        let lane = lane.min(self.lanes.get(space).copied().unwrap_or_default());
        let paths = if space == 0 { 0 } else { self.homes };
        self.begins(space) + 14.0 + LANE * (paths + lane) as f64
    }

    /// The middle of the symbols of a row.
    fn middle(&self, row: usize) -> f64 {
        self.top[row] + HEAD + SYMBOL / 2.0
    }
}

fn space(lanes: usize, homes: usize) -> f64 {
    SPACE + LANE * (lanes + homes) as f64
}

/// Everything in its place.
pub(super) struct Drawn {
    pub(super) family: Family,
    pub(super) layout: Layout,
    pub(super) heights: Heights,
    pub(super) hulls: Vec<Hull>,
    lines: Lines,
}

impl Drawn {
    pub(super) fn of(family: &Family) -> Self {
        let family = family.tidied();
        let layout = Layout::of(&family);
        let lines = lines(&family, &layout);
        let heights = Heights::of(&layout, &lines, family.homes.len());
        let hulls =
            family.homes.iter().enumerate().map(|(nth, home)| hull(home, nth, &layout, &heights)).collect();
        Drawn { family, layout, heights, hulls, lines }
    }

    /// The middle of somebody's symbol.
    pub(super) fn at(&self, person: usize) -> (f64, f64) {
        (self.layout.x[person], self.heights.middle(self.layout.row[person]))
    }

    /// The way from where a unit's line begins to one child, corner by corner.
    fn corners(&self, unit: &Unit, child: usize, way: &[Stretch]) -> Vec<(f64, f64)> {
        let mut corners = match unit.start {
            Start::Between { row, x } => vec![(x, self.heights.middle(row))],
            Start::Beside { person, x, nth } => {
                let (middle, y) = self.at(person);
                let y = y + 8.0 + 5.0 * nth.min(2) as f64;
                vec![(middle + SYMBOL / 2.0, y), (x, y)]
            }
            Start::Nowhere => Vec::new(),
        };
        for stretch in way {
            let y = self.heights.lane(stretch.space, stretch.lane);
            corners.extend([(stretch.from, y), (stretch.to, y)]);
        }
        let (x, y) = self.at(child);
        corners.push((x, y - SYMBOL / 2.0));
        corners
    }

    fn units(&self) -> Markup {
        html! {
            @for unit in &self.lines.units {
                @for (child, way) in &unit.ways {
                    @let corners = self.corners(unit, *child, way);
                    polyline class=(line_class(unit.bond)) points=(points(&corners)) {}
                    @if unit.bond == Bond::Adopted {
                        @let beside: Vec<(f64, f64)> = corners.iter().map(|(x, y)| (x + 4.0, *y)).collect();
                        polyline class=(line_class(Bond::Placed)) points=(points(&beside)) {}
                    }
                }
            }
        }
    }

    fn pairs(&self) -> Markup {
        let bracket = |pair: usize| self.lines.brackets.iter().find(|bracket| bracket.pair == pair);
        html! {
            @for (one, other) in &self.lines.loose { (self.joined(*one, *other, "app-kin__line app-kin__line--loose")) }
            @for (number, pair) in self.family.pairs.iter().enumerate() {
                @match bracket(number) {
                    Some(bracket) => (self.bracket(pair, bracket)),
                    None => {
                        (self.joined(pair.one, pair.other, "app-kin__line"))
                        @let (one, other) = (self.at(pair.one), self.at(pair.other));
                        // Aside from where the line to the children begins.
                        (strokes(one.0.min(other.0) + CELL / 2.0, one.1, pair.strokes))
                    },
                }
            }
        }
    }

    fn joined(&self, one: usize, other: usize, class: &str) -> Markup {
        let (one, other) = (self.at(one), self.at(other));
        let (left, right) = (one.0.min(other.0) + SYMBOL / 2.0, one.0.max(other.0) - SYMBOL / 2.0);
        html! { line class=(class) x1=(px(left)) y1=(px(one.1)) x2=(px(right)) y2=(px(one.1)) {} }
    }

    /// The line of a couple who do not stand side by side: over the heads of whoever stands between.
    fn bracket(&self, pair: &Pair, bracket: &Bracket) -> Markup {
        let y = self.heights.lane(bracket.stretch.space, bracket.stretch.lane);
        let (one, other) = (self.at(pair.one), self.at(pair.other));
        let head = SYMBOL / 2.0;
        let corners = [
            (bracket.stretch.from, one.1 - head),
            (bracket.stretch.from, y),
            (bracket.stretch.to, y),
            (bracket.stretch.to, other.1 - head),
        ];
        html! {
            polyline class="app-kin__line" points=(points(&corners)) {}
            (strokes((bracket.stretch.from + bracket.stretch.to) / 2.0, y, pair.strokes))
        }
    }

    fn homes(&self) -> Markup {
        html! {
            @for (home, hull) in self.family.homes.iter().zip(&self.hulls) {
                path class="app-kin__home" d=(outline(&hull.rects).iter().map(|round| format!("M{}Z", round.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect::<Vec<_>>().join("L"))).collect::<String>()) {}
                text class="app-picture__text app-kin__home-name" x=(px(hull.label.0 + 2.0)) y=(px(hull.label.1 - 6.0)) { (shortened(&home.label, CELL - 4.0)) }
            }
        }
    }

    fn drawing(&self) -> Markup {
        html! {
            (self.homes())
            (self.units())
            (self.pairs())
            @for (number, kin) in self.family.people.iter().enumerate() { (self.person(number, kin)) }
        }
    }

    fn person(&self, number: usize, kin: &Kin) -> Markup {
        let (x, y) = self.at(number);
        let name = wrapped(&kin.name, CELL - 6.0, LINES - 1);
        let words: Vec<String> = name
            .into_iter()
            .chain((!kin.about.is_empty()).then(|| shortened(&kin.about, CELL - 6.0)))
            .collect();
        let first = y + SYMBOL / 2.0 + 6.0 + LINE - 3.0;
        let drawn = html! {
            (symbol(kin.shape, x, y, SYMBOL / 2.0))
            @if kin.subject { (symbol(kin.shape, x, y, SYMBOL / 2.0 - 5.0)) }
            @if kin.dead {
                @let far = SYMBOL / 2.0 - 2.0;
                path class="app-kin__stroke" d=(format!("M{},{}L{},{}M{},{}L{},{}", px(x - far), px(y - far), px(x + far), px(y + far), px(x - far), px(y + far), px(x + far), px(y - far))) {}
            }
            @for (place, (letter, _)) in kin.badges.iter().take(2).enumerate() {
                @let aside = if place == 0 { SYMBOL / 2.0 + 4.0 } else { -SYMBOL / 2.0 - 4.0 };
                circle class="app-kin__badge" cx=(px(x + aside)) cy=(px(y - SYMBOL / 2.0 + 2.0)) r="11" {}
                text class="app-kin__letter" x=(px(x + aside)) y=(px(y - SYMBOL / 2.0 + 7.0)) { (letter) }
            }
            @for (line, words) in words.iter().enumerate() {
                text class="app-picture__text app-kin__words" x=(px(x)) y=(px(first + LINE * line as f64)) { (words) }
            }
        };
        html! {
            @if kin.href.is_empty() { g { (drawn) } } @else {
                a class="app-picture__link" href=(kin.href) aria-label=(said(kin)) { (drawn) }
            }
        }
    }
}

/// Everything that the symbol and its words say: "Kim, 34, female, staff warning".
fn said(kin: &Kin) -> String {
    let shape = match kin.shape {
        Shape::Square => "male",
        Shape::Circle => "female",
        Shape::Diamond => "sex not known",
    };
    let mut said = vec![kin.name.as_str(), kin.about.as_str(), shape];
    said.extend(kin.dead.then_some("has died"));
    said.extend(kin.subject.then_some("this child"));
    said.extend(kin.badges.iter().map(|(_, words)| words.as_str()));
    said.retain(|part| !part.is_empty());
    said.join(", ")
}

fn symbol(shape: Shape, x: f64, y: f64, half: f64) -> Markup {
    html! {
        @match shape {
            Shape::Square => rect class="app-kin__symbol" x=(px(x - half)) y=(px(y - half)) width=(px(2.0 * half)) height=(px(2.0 * half)) {},
            Shape::Circle => circle class="app-kin__symbol" cx=(px(x)) cy=(px(y)) r=(px(half)) {},
            Shape::Diamond => polygon class="app-kin__symbol" points=(points(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)])) {},
        }
    }
}

/// Strokes through a couple's line.
fn strokes(x: f64, y: f64, many: u8) -> Markup {
    html! {
        @for nth in 0..many.min(2) {
            @let x = x + 7.0 * f64::from(nth);
            line class="app-kin__stroke" x1=(px(x - 4.0)) y1=(px(y + 9.0)) x2=(px(x + 4.0)) y2=(px(y - 9.0)) {}
        }
    }
}

fn line_class(bond: Bond) -> &'static str {
    match bond {
        Bond::Birth | Bond::Adopted => "app-kin__line",
        Bond::Placed => "app-kin__line app-kin__line--placed",
        Bond::Step => "app-kin__line app-kin__line--step",
        Bond::Through => "app-kin__line app-kin__line--through",
    }
}

fn points(corners: &[(f64, f64)]) -> String {
    let mut last = None;
    let mut all = Vec::new();
    for (x, y) in corners {
        let point = format!("{},{}", px(*x), px(*y));
        if last.as_ref() != Some(&point) {
            all.push(point.clone());
        }
        last = Some(point);
    }
    all.join(" ")
}

impl Genogram {
    /// The drawing by itself, for a document: nothing in it leads anywhere. Its sentence and the same facts stand beside it in the document.
    pub fn on_paper(&self) -> String {
        let mut family = self.family.clone();
        for kin in &mut family.people {
            kin.href.clear();
        }
        let drawn = Drawn::of(&family);
        let (width, height) = (drawn.layout.width, drawn.heights.height);
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width:.0} {height:.0}"))
                width=(format!("{width:.0}")) height=(format!("{height:.0}")) role="img" aria-label=(self.sentence) {
                (drawn.drawing())
            }
        };
        on_paper(&picture.into_string())
    }
}

impl Render for Genogram {
    fn render(&self) -> Markup {
        let drawn = Drawn::of(&self.family);
        let (title, description) = (format!("{}-title", self.prefix), format!("{}-desc", self.prefix));
        let (width, height) = (drawn.layout.width, drawn.heights.height);
        let linked = drawn.family.people.iter().any(|kin| !kin.href.is_empty());
        let picture = html! {
            svg class="app-picture__drawing app-kin" viewBox=(format!("0 0 {width:.0} {height:.0}")) width=(format!("{width:.0}")) height=(format!("{height:.0}"))
                role=(if linked { "group" } else { "img" }) aria-labelledby=(format!("{title} {description}")) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.sentence) }
                (drawn.drawing())
            }
        };
        let folded = Details {
            id: format!("{}-table", self.prefix),
            ..Details::new(
                "Show as a table",
                scroll_pane(&format!("{}, as a table", self.title), &self.table),
            )
        };
        html! {
            figure class="app-picture" {
                (scroll_pane(&self.title, picture))
                figcaption class="app-picture__caption" { (self.sentence) }
                (folded)
            }
        }
    }
}

/// What is free under the words of a person for the household's name.
const _: () = assert!(FOOT >= 18.0);
