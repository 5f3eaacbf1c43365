//! The network around a child: rings of how close people are, and a quarter each for those who live with the child, other family, friends, and people whose
//! work it is. Workers know it as a network map or four-field map; where somebody stands is always in the same quarter, so that an empty quarter
//! can be seen. How close is what somebody said (the pack's list), never a measure.

mod layout;
#[cfg(test)]
mod tests;

use maud::{Markup, Render, html};

use self::layout::{CHILD, LINE, Layout, Spot, Words};
use super::letters::px;
use crate::own::scroll_pane;

/// The network around a child as a picture. Its twin is a list that stands beneath it.
#[derive(Debug, Clone)]
pub struct Network {
    /// Before every id of the picture.
    pub prefix: String,
    /// What the picture shows: "Network on 3 September 2026".
    pub title: String,
    /// The child's name.
    pub child: String,
    /// The names of the rings, the closest first.
    pub rings: Vec<String>,
    /// Who stands round the child, in the order in which they are to stand.
    pub people: Vec<Around>,
    /// What is to be seen, in a sentence.
    pub sentence: String,
}

/// Somebody round the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// Their name.
    pub name: String,
    /// What they are to the child: "grandparent", "health visitor".
    pub what: String,
    /// How close, where the ring's name says several things.
    pub close: String,
    /// In which quarter.
    pub quarter: Quarter,
    /// In which of the rings, from 0; beyond the last is the last.
    pub ring: usize,
    /// Marks: a letter and what it means.
    pub badges: Vec<(String, String)>,
    /// Where more is to be read; empty when nowhere.
    pub href: String,
}

/// The four quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quarter {
    /// Those who live with the child.
    Household,
    /// Other family.
    Family,
    /// Friends, and adults who matter.
    Friends,
    /// Those whose work it is.
    Workers,
}

impl Quarter {
    /// The quarters, from above on the left, clockwise by rows.
    pub const ALL: [Quarter; 4] = [Quarter::Household, Quarter::Family, Quarter::Friends, Quarter::Workers];

    /// Its name.
    pub const fn words(self) -> &'static str {
        match self {
            Quarter::Household => "Lives with the child",
            Quarter::Family => "Other family",
            Quarter::Friends => "Friends and others",
            Quarter::Workers => "Professionals",
        }
    }

    /// Whether it is on the right, and whether it is in the lower half.
    const fn side(self) -> (bool, bool) {
        match self {
            Quarter::Household => (false, false),
            Quarter::Family => (true, false),
            Quarter::Friends => (false, true),
            Quarter::Workers => (true, true),
        }
    }
}

impl Render for Network {
    fn render(&self) -> Markup {
        let layout = Layout::of(self);
        let (title, description) = (format!("{}-title", self.prefix), format!("{}-desc", self.prefix));
        let (width, height) = layout.size;
        let linked = self.people.iter().any(|around| !around.href.is_empty());
        let picture = html! {
            svg class="app-picture__drawing app-kin" viewBox=(format!("0 0 {width:.0} {height:.0}")) width=(format!("{width:.0}")) height=(format!("{height:.0}"))
                role=(if linked { "group" } else { "img" }) aria-labelledby=(format!("{title} {description}")) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.sentence) }
                (rings(&layout))
                (words(&layout.child, "app-around__words app-around__words--bold"))
                @for name in &layout.names { (words(name, "app-around__words app-around__words--ring")) }
                @for spot in &layout.spots { (person(spot, &self.people[spot.person], &layout.lines[spot.person].0)) }
                @for (quarter, name) in &layout.quarters {
                    @let class = if quarter.side().0 { "app-around__corner app-around__corner--right" } else { "app-around__corner" };
                    (words(name, class))
                }
            }
        };
        html! {
            figure class="app-picture" {
                (scroll_pane(&self.title, picture))
                figcaption class="app-picture__caption" { (self.sentence) }
            }
        }
    }
}

/// The rings, the lines between the quarters, and the child in the middle.
fn rings(layout: &Layout) -> Markup {
    let (x, y) = layout.middle;
    let (across, up) = layout.rings.last().copied().unwrap_or_default();
    html! {
        @for (nth, (across, up)) in layout.rings.iter().enumerate().rev() {
            ellipse class=(if nth == 0 { "app-around__ring app-around__ring--first" } else { "app-around__ring" }) cx=(px(x)) cy=(px(y)) rx=(px(*across)) ry=(px(*up)) {}
        }
        line class="app-around__axis" x1=(px(x - across)) y1=(px(y)) x2=(px(x + across)) y2=(px(y)) {}
        line class="app-around__axis" x1=(px(x)) y1=(px(y - up)) x2=(px(x)) y2=(px(y + up)) {}
        circle class="app-kin__symbol" cx=(px(x)) cy=(px(y)) r=(px(CHILD)) {}
        circle class="app-kin__stroke" cx=(px(x)) cy=(px(y)) r=(px(CHILD - 5.0)) {}
    }
}

fn words(words: &Words, class: &str) -> Markup {
    html! {
        @for (nth, line) in words.lines.iter().enumerate() {
            text class={ "app-picture__text " (class) } x=(px(words.x)) y=(px(words.y + LINE * nth as f64)) { (line) }
        }
    }
}

/// Somebody: a symbol of their quarter, their marks beside it, their words on its outer side.
fn person(spot: &Spot, around: &Around, lines: &[String]) -> Markup {
    let area = spot.area;
    let drawn = html! {
        rect class="app-picture__hit" x=(px(area.left)) y=(px(area.top)) width=(px(area.right - area.left)) height=(px(area.bottom - area.top)) {}
        (symbol(around.quarter, spot.x, spot.y))
        @let begins = around.badges.iter().scan(spot.x + 12.0, |at, (letter, _)| { let here = *at; *at += super::letters::width(letter) + 6.0; Some((here, letter)) });
        @for (x, letter) in begins {
            text class="app-picture__text app-around__badge" x=(px(x)) y=(px(spot.y + 5.0)) { (letter) }
        }
        @for (nth, line) in lines.iter().enumerate() {
            text class="app-picture__text app-around__words" x=(px(spot.x)) y=(px(spot.words + LINE * nth as f64)) { (line) }
        }
    };
    let said: Vec<&str> = [around.name.as_str(), around.what.as_str(), around.close.as_str()]
        .into_iter()
        .chain(around.badges.iter().map(|(_, words)| words.as_str()))
        .filter(|words| !words.is_empty())
        .collect();
    html! {
        @if around.href.is_empty() { (drawn) } @else { a class="app-picture__link" href=(around.href) aria-label=(said.join(", ")) { (drawn) } }
    }
}

fn symbol(quarter: Quarter, x: f64, y: f64) -> Markup {
    match quarter {
        Quarter::Household => html! { circle class="app-around__solid" cx=(px(x)) cy=(px(y)) r="8" {} },
        Quarter::Family => html! { circle class="app-kin__symbol" cx=(px(x)) cy=(px(y)) r="8" {} },
        Quarter::Friends => {
            let corners = [(x, y - 10.0), (x + 10.0, y), (x, y + 10.0), (x - 10.0, y)];
            let points: Vec<String> = corners.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
            html! { polygon class="app-kin__symbol" points=(points.join(" ")) {} }
        }
        Quarter::Workers => {
            html! { rect class="app-kin__symbol" x=(px(x - 7.5)) y=(px(y - 7.5)) width="15" height="15" {} }
        }
    }
}
