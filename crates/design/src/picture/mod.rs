//! Pictures that say more than a table, drawn on the server (ux 4.2). Each is a figure with a title, a description, a caption that states what is
//! to be seen, and the same facts as a table. Marks differ in shape and fill before they differ in colour; letters are 14 pixels high as drawn;
//! nothing is styled inline; every id begins with the picture's own prefix, so that several stand on one page; the same facts give the same bytes.
//!
//! | Question | Picture |
//! |---|---|
//! | Is it better or worse? | [`Trajectory`] |
//! | Is it time to meet? | [`Escalation`] |
//! | Do we know enough? | [`Information`] |
//! | How do grades spread? | [`Spread`] |
//! | What built up, and what did we know when? | [`Lanes`] |
//! | Who is who, who lives with whom? | [`Genogram`] |
//! | Who stands round the child, and how close? | [`Network`] |

mod escalation;
mod information;
mod letters;
mod spread;
#[cfg(test)]
mod tests;
mod trajectory;

mod genogram;

use maud::{Markup, Render, html};

use crate::govuk::{Details, Table};
use crate::own::scroll_pane;

pub use escalation::{Escalation, Line, Mark, Moment};
pub use information::{Information, Item, State};
pub use spread::{Spread, Strip};
pub use trajectory::{Direction, Point, Trajectory};
// A child's story in lanes.
mod lanes;
// A picture on paper.
mod paper;
pub use lanes::{Lane, LaneEvent, Lanes};

// The network around a child.
mod network;
pub use network::{Around, Network, Quarter};

pub use genogram::{Bond, Family, Genogram, Kin, Pair, Parentage, Shape, Together};

/// What stands round every drawing.
struct Figure<'a> {
    /// Before every id.
    prefix: &'a str,
    /// What is drawn.
    title: &'a str,
    /// What is to be seen, at length.
    description: String,
    /// Whether there are links inside: then it is a group of things, not one picture.
    linked: bool,
    /// More classes of the drawing.
    class: &'static str,
    /// How wide and high it is.
    size: (f64, f64),
    /// Whether it keeps its width in pixels wherever it stands.
    fixed: bool,
    /// What is drawn.
    drawing: Markup,
    /// What stands beside the drawing.
    beside: Markup,
    /// What it shows, in a sentence.
    caption: Markup,
    /// The same facts.
    table: Table,
}

impl Render for Figure<'_> {
    fn render(&self) -> Markup {
        let (title, description) = (format!("{}-title", self.prefix), format!("{}-desc", self.prefix));
        let (width, height) = self.size;
        let fixed = |length: f64| self.fixed.then(|| format!("{length:.0}"));
        let drawn = html! {
            svg class={ "app-picture__drawing " (self.class) } viewBox=(format!("0 0 {width:.0} {height:.0}"))
                width=[fixed(width)] height=[fixed(height)] role=(if self.linked { "group" } else { "img" })
                aria-labelledby=(format!("{title} {description}")) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.description) }
                (self.drawing)
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
                @if self.fixed {
                    div class="app-picture__row" { (drawn) (self.beside) }
                } @else {
                    (scroll_pane(self.title, drawn))
                    (self.beside)
                }
                figcaption class="app-picture__caption" { (self.caption) }
                (folded)
            }
        }
    }
}
