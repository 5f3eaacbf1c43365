//! Where everybody stands, to the pixel. People of a row keep their distance from each other exactly, and stand as near as that allows to where their
//! parents and children would have them.

use super::order::rows;
use super::{Bond, Family};

/// How wide a person is, with their words.
pub(super) const CELL: f64 = 128.0;
/// What is free between two people of a row: lines and the paths of households go through there.
pub(super) const GAP: f64 = 28.0;
/// The side of a square.
pub(super) const SYMBOL: f64 = 44.0;
/// From the top of a person's space to the symbol.
pub(super) const HEAD: f64 = 14.0;
/// The height of a line of words.
pub(super) const LINE: f64 = 17.0;
/// Lines of words under a symbol: two for the name, one for the age.
pub(super) const LINES: usize = 3;
/// What a household's name takes, under the words of its first person.
pub(super) const FOOT: f64 = 20.0;
/// How high a person is, with their words.
pub(super) const HEIGHT: f64 = HEAD + SYMBOL + 6.0 + LINE * LINES as f64 + FOOT;
/// What is free round the picture.
pub(super) const EDGE: f64 = 20.0;
/// How often people are drawn to where their families stand.
const PULLS: usize = 12;

/// Where people stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// The rows, from the top, each from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// Each person's row.
    pub(super) row: Vec<usize>,
    /// Each person's place in their row.
    pub(super) place: Vec<usize>,
    /// The middle of each person, from the left.
    pub(super) x: Vec<f64>,
    /// How wide the picture is.
    pub(super) width: f64,
}

impl Layout {
    /// Puts a family in place.
    pub(super) fn of(family: &Family) -> Self {
        let many = family.people.len();
        let rows = rows(family);
        let (mut row, mut place, mut x) = (vec![0; many], vec![0; many], vec![0.0; many]);
        for (number, people) in rows.iter().enumerate() {
            for (at, person) in people.iter().enumerate() {
                (row[*person], place[*person]) = (number, at);
                x[*person] = (at as f64 - (people.len() as f64 - 1.0) / 2.0) * (CELL + GAP);
            }
        }
        let mut layout = Layout { rows, row, place, x, width: 0.0 };
        for _ in 0..PULLS {
            for number in 0..layout.rows.len() {
                layout.pull(family, number, true);
            }
            for number in (0..layout.rows.len()).rev() {
                layout.pull(family, number, false);
            }
        }
        layout.shift();
        layout
    }

    /// Draws the people of a row to under their parents, or to above their children.
    fn pull(&mut self, family: &Family, number: usize, to_parents: bool) {
        let wanted: Vec<f64> =
            self.rows[number].iter().map(|person| self.wanted(family, *person, to_parents)).collect();
        for (at, x) in apart(&wanted).into_iter().enumerate() {
            let person = self.rows[number][at];
            self.x[person] = x;
        }
    }

    /// Where somebody would stand for the sake of their families: as far to the side as the middle of the parents is from the middle of the children.
    fn wanted(&self, family: &Family, person: usize, to_parents: bool) -> f64 {
        let middle = |people: &[usize]| {
            people.iter().map(|each| self.x[*each]).sum::<f64>() / people.len().max(1) as f64
        };
        let of = |child: usize| -> Vec<usize> { family.parents_of(child).collect() };
        let mut shifts: Vec<f64> = Vec::new();
        if to_parents {
            let parents = of(person);
            if !parents.is_empty() {
                let with: Vec<usize> = self.rows[self.row[person]]
                    .iter()
                    .copied()
                    .filter(|other| of(*other) == parents)
                    .collect();
                shifts.push(middle(&parents) - middle(&with));
            }
        } else {
            let mut seen: Vec<Vec<usize>> = Vec::new();
            let children =
                family.parents.iter().filter(|each| each.parent == person && each.bond != Bond::Through);
            for child in children.map(|each| each.child) {
                let parents = of(child);
                if !seen.contains(&parents) {
                    let with: Vec<usize> = family
                        .parents
                        .iter()
                        .filter(|each| each.parent == person && of(each.child) == parents)
                        .map(|each| each.child)
                        .collect();
                    shifts.push(middle(&with) - middle(&parents));
                    seen.push(parents);
                }
            }
        }
        let many = shifts.len().max(1) as f64;
        self.x[person] + shifts.iter().sum::<f64>() / many
    }

    /// Moves everything so that it begins at the edge.
    fn shift(&mut self) {
        let least = self.x.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if self.x.is_empty() {
            self.width = 2.0 * EDGE;
            return;
        }
        // Whole pixels: the same family gives the same bytes on every machine.
        let by = EDGE + GAP / 2.0 + CELL / 2.0 - least;
        for x in &mut self.x {
            *x = (*x + by).round();
        }
        for row in &self.rows {
            let mut left = f64::NEG_INFINITY;
            for person in row {
                self.x[*person] = self.x[*person].max(left + CELL + GAP);
                left = self.x[*person];
            }
        }
        let most = self.x.iter().copied().fold((most + by).round(), f64::max);
        self.width = most + CELL / 2.0 + GAP / 2.0 + EDGE;
    }

    /// The left and right side of somebody's space.
    pub(super) fn sides(&self, person: usize) -> (f64, f64) {
        (self.x[person] - CELL / 2.0, self.x[person] + CELL / 2.0)
    }

    /// The middle of the gap in a row that is nearest to a place: nobody stands there.
    pub(super) fn gap_near(&self, row: usize, x: f64) -> f64 {
        let Some(people) = self.rows.get(row) else { return x };
        let mut nearest: Option<f64> = None;
        for person in people {
            let (left, right) = self.sides(*person);
            for gap in [left - GAP / 2.0, right + GAP / 2.0] {
                if nearest.is_none_or(|known| (gap - x).abs() < (known - x).abs()) {
                    nearest = Some(gap);
                }
            }
        }
        nearest.unwrap_or(x)
    }
}

/// The places nearest to those wanted that keep their order and their distance: neighbours that would stand too near are moved together
/// (pool adjacent violators, the exact answer for least squares).
fn apart(wanted: &[f64]) -> Vec<f64> {
    let step = CELL + GAP;
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (at, x) in wanted.iter().enumerate() {
        pools.push((x - at as f64 * step, 1));
        while let [.., (before, many), (last, more)] = pools[..] {
            if before <= last {
                break;
            }
            pools.pop();
            pools.pop();
            let all = many + more;
            pools.push(((before * many as f64 + last * more as f64) / all as f64, all));
        }
    }
    let flat = pools.into_iter().flat_map(|(x, many)| std::iter::repeat_n(x, many));
    flat.enumerate().map(|(at, x)| x + at as f64 * step).collect()
}
