//! How something is spread: a row for each team or time, a column for each step of a scale, as many dots as there are, with their number. The rows stand in the
//! order they are given (teams by name), all to the same scale: a spread, and no ranking.

use maud::{Markup, Render, html};

use super::Figure;
use super::letters::{px, wrapped};
use crate::govuk::{Cell, Table};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// What it is of: "Assessment team 1".
    pub name: String,
    /// How many at each step of the scale.
    pub counts: Vec<u32>,
    /// Where each number leads; empty for none.
    pub hrefs: Vec<String>,
}

/// A spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Before every id of the picture.
    pub prefix: String,
    /// What is spread: "Grades overall, by team".
    pub title: String,
    /// The steps of the scale, in order.
    pub steps: Vec<String>,
    /// The rows.
    pub strips: Vec<Strip>,
    /// What is to be seen, in a sentence.
    pub sentence: String,
}

const NAMES: f64 = 200.0;
const STEP: f64 = 140.0;
/// The height of the scale's names, in one line; a second takes a line more.
const HEAD: f64 = 30.0;
const ROW: f64 = 48.0;
const LINE: f64 = 17.0;
/// So many dots stand in one line of a cell, and two lines in a cell; what is more is told by the number alone.
const DOTS: usize = 8;

impl Spread {
    fn size(&self) -> (f64, f64) {
        (NAMES + STEP * self.steps.len() as f64, self.head() + ROW * self.strips.len().max(1) as f64)
    }

    fn head(&self) -> f64 {
        let lines = self.steps.iter().map(|step| step_lines(step).len()).max().unwrap_or(1).max(1);
        HEAD + LINE * (lines - 1) as f64
    }

    fn cell(&self, strip: &Strip, column: usize, top: f64) -> Markup {
        let count = strip.counts.get(column).copied().unwrap_or_default();
        let left = NAMES + STEP * column as f64;
        let many = usize::try_from(count).unwrap_or(usize::MAX).min(2 * DOTS);
        let dot = |number: usize| {
            let (across, down) = (number % DOTS, number / DOTS);
            (left + 36.0 + across as f64 * 12.0, top + 16.0 + down as f64 * 14.0)
        };
        let drawn = html! {
            text class="app-picture__text" x=(px(left + 8.0)) y=(px(top + 28.0)) { (count) }
            @for number in 0..many {
                @let (x, y) = dot(number);
                circle class="app-picture__mark" cx=(px(x)) cy=(px(y)) r="4" {}
            }
        };
        let href = strip.hrefs.get(column).map(String::as_str).unwrap_or_default();
        let step = self.steps.get(column).map(String::as_str).unwrap_or_default();
        html! {
            @if href.is_empty() || count == 0 { g { (drawn) } }
            @else {
                a class="app-picture__link" href=(href) aria-label=(format!("{}, {step}: {count}", strip.name)) {
                    rect class="app-picture__hit" x=(px(left + 2.0)) y=(px(top + 2.0)) width=(px(STEP - 4.0)) height=(px(ROW - 4.0)) {}
                    (drawn)
                }
            }
        }
    }
}

/// The name of a step of the scale, in one line or two.
fn step_lines(step: &str) -> Vec<String> {
    wrapped(step, STEP - 12.0, 2)
}

/// The name of a row, in one line or two, so that what differs at its end can be read.
fn name_lines(name: &str) -> Vec<String> {
    // Bold letters are wider.
    wrapped(name, (NAMES - 12.0) / 1.12, 2)
}

impl Render for Spread {
    fn render(&self) -> Markup {
        let (size, head) = (self.size(), self.head());
        let drawing = html! {
            @for (column, step) in self.steps.iter().enumerate() {
                @let left = NAMES + STEP * column as f64;
                @for (nth, line) in step_lines(step).iter().enumerate() {
                    text class="app-picture__text" x=(px(left + 8.0)) y=(px(18.0 + LINE * nth as f64)) { (line) }
                }
                line class="app-picture__tick" x1=(px(left)) y1="0" x2=(px(left)) y2=(px(size.1)) {}
            }
            @for (row, strip) in self.strips.iter().enumerate() {
                @let top = head + ROW * row as f64;
                @let lines = name_lines(&strip.name);
                @let first = if lines.len() > 1 { top + 20.0 } else { top + 28.0 };
                line class="app-picture__tick" x1="0" y1=(px(top)) x2=(px(size.0)) y2=(px(top)) {}
                @for (nth, line) in lines.iter().enumerate() {
                    text class="app-picture__text app-picture__text--lane" x="0" y=(px(first + LINE * nth as f64)) { (line) }
                }
                @for column in 0..self.steps.len() { (self.cell(strip, column, top)) }
            }
        };
        let row = |strip: &Strip| -> Vec<Cell> {
            let counts = (0..self.steps.len()).map(|column| {
                let count = strip.counts.get(column).copied().unwrap_or_default();
                match strip.hrefs.get(column).filter(|href| !href.is_empty() && count > 0) {
                    Some(href) => {
                        let hidden = format!(": {}, {}", strip.name, self.steps[column]);
                        html! { a class="govuk-link" href=(href) { (count) span class="govuk-visually-hidden" { (hidden) } } }.into()
                    }
                    None => Cell::numeric(count.to_string()),
                }
            });
            std::iter::once(Cell::from(strip.name.as_str())).chain(counts).collect()
        };
        let mut heads = vec![String::from("Of")];
        heads.extend(self.steps.iter().cloned());
        let described = |strip: &Strip| {
            let counts = self.steps.iter().zip(&strip.counts).map(|(step, count)| format!("{step} {count}"));
            format!("{}: {}.", strip.name, counts.collect::<Vec<_>>().join(", "))
        };
        let description = match self.strips.as_slice() {
            [] => "Nothing to show.".to_owned(),
            strips => strips.iter().map(described).collect::<Vec<_>>().join(" "),
        };
        Figure {
            prefix: &self.prefix,
            title: &self.title,
            description,
            linked: self.strips.iter().flat_map(|strip| &strip.hrefs).any(|href| !href.is_empty()),
            class: "app-picture__drawing--wide",
            size,
            fixed: false,
            drawing,
            beside: Markup::default(),
            caption: html! { (self.sentence) },
            table: Table::new(self.title.as_str(), heads, self.strips.iter().map(row).collect()),
        }
        .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::check_fragment;

    fn spread(strips: Vec<Strip>) -> Spread {
        Spread {
            prefix: "spread".into(),
            title: "Grades overall, by team".into(),
            steps: ["Outstanding", "Good", "Requires improvement", "Inadequate"].map(String::from).into(),
            strips,
            sentence: "Two teams.".into(),
        }
    }

    #[test]
    fn long_names_keep_their_ends_in_a_second_line() {
        let strip = |name: &str| Strip { name: name.into(), counts: vec![1, 0, 0, 0], hrefs: Vec::new() };
        let drawn = spread(vec![
            strip("The child's life and words, before"),
            strip("The child's life and words, now"),
        ]);
        let text = drawn.render().into_string();
        assert!(text.contains("before</text>") && text.contains("now</text>"), "{text}");
        assert!(text.contains(">Requires</text>") && text.contains(">improvement</text>"), "{text}");
        assert!(!text.contains('…'), "{text}");
    }

    #[test]
    fn a_spread_keeps_the_rules_and_says_the_same_in_its_table() {
        let strip = |name: &str, counts: [u32; 4]| Strip {
            name: name.into(),
            counts: counts.into(),
            hrefs: counts.iter().map(|count| format!("/quality/behind?n={count}")).collect(),
        };
        let drawn = spread(vec![
            strip("Assessment <team> & \"1\"", [0, 3, 2, 1]),
            strip("Assessment team 2", [1, 40, 0, 0]),
        ]);
        let text = drawn.render().into_string();
        assert_eq!(check_fragment(&text), []);
        assert_eq!(
            text.matches("<circle").count(),
            6 + 1 + 2 * DOTS,
            "what has no room is told by its number"
        );
        assert!(text.contains("Assessment &lt;team&gt;") && text.contains(">40<"), "{text}");
        assert_eq!(text, drawn.render().into_string(), "the same facts give the same bytes");
        assert_eq!(check_fragment(&spread(Vec::new()).render().into_string()), []);
    }
}
