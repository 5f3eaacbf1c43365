//! The line round people who live together: their own spaces, joined by paths that go between rows and through gaps, where nobody stands. So it goes round
//! exactly those who belong to it, wherever they stand.

use super::Together;
use super::draw::Heights;
use super::layout::{GAP, Layout};

/// How far the line stands from a person's space.
const PAD: f64 = 5.0;
/// Half the width of a path.
const HALF: f64 = 4.0;

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    fn spanning(one: (f64, f64), other: (f64, f64), around: f64) -> Rect {
        Rect {
            left: one.0.min(other.0) - around,
            top: one.1.min(other.1) - around,
            right: one.0.max(other.0) + around,
            bottom: one.1.max(other.1) + around,
        }
    }

    /// Whether two lie on each other.
    #[cfg(test)]
    pub(super) fn meets(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// People of a household who stand side by side.
struct Run {
    row: usize,
    first: usize,
    rect: Rect,
}

/// A household's line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hull {
    /// What lies inside.
    pub(super) rects: Vec<Rect>,
    /// Where its name stands: the left and the bottom of the first person's space.
    pub(super) label: (f64, f64),
}

/// The line round a household. `nth` is its number, so that the paths of two do not lie on each other.
pub(super) fn hull(home: &Together, nth: usize, layout: &Layout, heights: &Heights) -> Hull {
    let runs = runs(home, layout, heights);
    let mut rects: Vec<Rect> = runs.iter().map(|run| run.rect).collect();
    for pair in runs.windows(2) {
        if let [one, other] = pair {
            rects.extend(join(one, other, nth, layout, heights));
        }
    }
    let label = runs.first().map_or((0.0, 0.0), |run| {
        let (left, _) = layout.sides(layout.rows[run.row][run.first]);
        (left, run.rect.bottom - PAD)
    });
    Hull { rects, label }
}

/// The runs, row by row from the left.
fn runs(home: &Together, layout: &Layout, heights: &Heights) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (row, people) in layout.rows.iter().enumerate() {
        let mut last: Option<usize> = None;
        for (place, person) in people.iter().enumerate() {
            if !home.members.contains(person) {
                last = None;
                continue;
            }
            let (left, right) = layout.sides(*person);
            match (last, runs.last_mut()) {
                (Some(_), Some(run)) => run.rect.right = right + PAD,
                _ => {
                    let (top, bottom) = (heights.top[row] - PAD, heights.bottom(row) + PAD);
                    runs.push(Run {
                        row,
                        first: place,
                        rect: Rect { left: left - PAD, top, right: right + PAD, bottom },
                    });
                }
            }
            last = Some(place);
        }
    }
    runs
}

/// The path between two runs.
fn join(one: &Run, other: &Run, nth: usize, layout: &Layout, heights: &Heights) -> Vec<Rect> {
    let overlap = (one.rect.left.max(other.rect.left), one.rect.right.min(other.rect.right));
    if other.row == one.row + 1 && overlap.1 - overlap.0 > 2.0 * HALF {
        return vec![Rect {
            left: overlap.0,
            top: one.rect.bottom,
            right: overlap.1,
            bottom: other.rect.top,
        }];
    }
    let across = |space: usize| heights.path(space, nth);
    let mut rects = Vec::new();
    let to = (other.rect.left + other.rect.right) / 2.0;
    let from = to.clamp(one.rect.left + HALF, one.rect.right - HALF);
    let mut at = (from, one.rect.bottom);
    let mut go = |next: (f64, f64)| {
        rects.push(Rect::spanning(at, next, HALF));
        at = next;
    };
    go((from, across(one.row + 1)));
    if one.row == other.row {
        go((to, across(one.row + 1)));
        go((to, other.rect.bottom));
        return rects;
    }
    let mut x = from;
    for row in one.row + 1..other.row {
        // The left part of a gap: lines of families go through the right one.
        let gap = layout.gap_near(row, x) - GAP / 2.0 + PAD + HALF + 1.0;
        go((gap, across(row)));
        go((gap, across(row + 1)));
        x = gap;
    }
    go((to, across(other.row)));
    go((to, other.rect.top));
    rects
}

/// The outline of rectangles that lie on each other, as closed rounds of corners.
pub(super) fn outline(rects: &[Rect]) -> Vec<Vec<(f64, f64)>> {
    let lines = |all: Vec<f64>| {
        let mut all = all;
        all.sort_by(f64::total_cmp);
        all.dedup_by(|one, other| (*one - *other).abs() < 0.01);
        all
    };
    let xs = lines(rects.iter().flat_map(|rect| [rect.left, rect.right]).collect());
    let ys = lines(rects.iter().flat_map(|rect| [rect.top, rect.bottom]).collect());
    let inside = |column: usize, row: usize| {
        let (Some(left), Some(right)) = (xs.get(column), xs.get(column + 1)) else { return false };
        let (Some(top), Some(bottom)) = (ys.get(row), ys.get(row + 1)) else { return false };
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        rects.iter().any(|rect| rect.left < x && x < rect.right && rect.top < y && y < rect.bottom)
    };
    // Every side between inside and outside, walked with the inside on the right hand.
    let mut sides: Vec<((usize, usize), (usize, usize))> = Vec::new();
    for row in 0..ys.len().saturating_sub(1) {
        for column in 0..xs.len().saturating_sub(1) {
            if !inside(column, row) {
                continue;
            }
            if row == 0 || !inside(column, row - 1) {
                sides.push(((column, row), (column + 1, row)));
            }
            if !inside(column + 1, row) {
                sides.push(((column + 1, row), (column + 1, row + 1)));
            }
            if !inside(column, row + 1) {
                sides.push(((column + 1, row + 1), (column, row + 1)));
            }
            if column == 0 || !inside(column - 1, row) {
                sides.push(((column, row + 1), (column, row)));
            }
        }
    }
    let mut rounds = Vec::new();
    while let Some((start, mut here)) = sides.pop() {
        let mut corners = vec![start];
        while here != start {
            corners.push(here);
            let Some(next) = sides.iter().position(|(from, _)| *from == here) else { break };
            here = sides.swap_remove(next).1;
        }
        let corners: Vec<(f64, f64)> =
            corners.into_iter().map(|(column, row)| (xs[column], ys[row])).collect();
        rounds.push(straightened(&corners));
    }
    rounds
}

/// Without corners that lie on a straight line.
fn straightened(corners: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let many = corners.len();
    let turns = |at: usize| {
        let (before, here, after) = (corners[(at + many - 1) % many], corners[at], corners[(at + 1) % many]);
        !((before.0 == here.0 && here.0 == after.0) || (before.1 == here.1 && here.1 == after.1))
    };
    (0..many).filter(|at| turns(*at)).map(|at| corners[at]).collect()
}
