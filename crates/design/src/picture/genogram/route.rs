//! The lines between people, before their heights are known: from which place in which row, through which gaps, to whom. Lines that would lie on each
//! other in the space between two rows have lanes of their own.

use super::layout::{CELL, GAP, Layout};
use super::{Bond, Family};

/// A stretch across the space above a row, in its lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// Above which row; as many as there are rows for the space beneath the last.
    pub(super) space: usize,
    /// From where.
    pub(super) from: f64,
    /// To where.
    pub(super) to: f64,
    /// Its lane.
    pub(super) lane: usize,
}

/// Children with the same parents, and how the line goes to them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// How the parents are parents.
    pub(super) bond: Bond,
    /// Where the line begins.
    pub(super) start: Start,
    /// The stretches to each child: the first from where the line begins, the last above the child.
    pub(super) ways: Vec<(usize, Vec<Stretch>)>,
}

/// Where a line down begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Start {
    /// Between two who stand side by side.
    Between {
        /// The row.
        row: usize,
        /// The middle of the gap.
        x: f64,
    },
    /// At the side of one.
    Beside {
        /// Whom.
        person: usize,
        /// How far to the right.
        x: f64,
        /// How many lines begin there already.
        nth: usize,
    },
    /// Nowhere: the parents are not on the record.
    Nowhere,
}

/// A couple who do not stand side by side, with the lane of their line above the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bracket {
    /// Which pair.
    pub(super) pair: usize,
    /// Their line.
    pub(super) stretch: Stretch,
}

/// Every line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lines {
    /// From parents to children.
    pub(super) units: Vec<Unit>,
    /// Couples who stand apart.
    pub(super) brackets: Vec<Bracket>,
    /// How many lanes each space needs.
    pub(super) lanes: Vec<usize>,
    /// Two who have a child together, stand side by side and are not said to be a couple.
    pub(super) loose: Vec<(usize, usize)>,
}

/// Finds the lines of a family that has been put in place.
pub(super) fn lines(family: &Family, layout: &Layout) -> Lines {
    let mut spaces: Vec<Vec<Vec<(f64, f64)>>> = vec![Vec::new(); layout.rows.len() + 1];
    let mut lines = Lines::default();
    let mut begun: Vec<usize> = vec![0; family.people.len()];
    for (bond, parents, children) in sibships(family) {
        let start = start(layout, &parents, &mut begun);
        if let (Start::Between { .. }, [one, other]) = (start, &parents[..]) {
            let couple =
                family.pairs.iter().any(|pair| (pair.one, pair.other) == (*one.min(other), *one.max(other)));
            if !couple && !lines.loose.contains(&(*one, *other)) {
                lines.loose.push((*one, *other));
            }
        }
        let (from_row, from_x) = match start {
            Start::Between { row, x } => (row, x),
            Start::Beside { person, x, .. } => (layout.row[person], x),
            // Their line begins above the first of them.
            Start::Nowhere => (layout.row[children[0]].wrapping_sub(1), layout.x[children[0]]),
        };
        lines.units.push(unit(
            layout,
            &mut spaces,
            (bond, start),
            (from_row.wrapping_add(1), from_x),
            &children,
        ));
    }
    for (number, pair) in family.pairs.iter().enumerate() {
        let apart = layout.row[pair.one] != layout.row[pair.other]
            || layout.place[pair.one].abs_diff(layout.place[pair.other]) != 1;
        if apart {
            let space = layout.row[pair.one].min(layout.row[pair.other]);
            let (from, to) = (layout.x[pair.one] + 8.0, layout.x[pair.other] - 8.0);
            let stretch = Stretch { space, from, to, lane: lane(&mut spaces[space], from, to) };
            lines.brackets.push(Bracket { pair: number, stretch });
        }
    }
    lines.lanes = spaces.iter().map(Vec::len).collect();
    lines
}

/// Children with the same parents in the same way; parents who do not stand side by side have a line each.
fn sibships(family: &Family) -> Vec<(Bond, Vec<usize>, Vec<usize>)> {
    let mut found: Vec<(Bond, Vec<usize>, Vec<usize>)> = Vec::new();
    let bonds = [Bond::Birth, Bond::Adopted, Bond::Placed, Bond::Step, Bond::Through];
    for bond in bonds {
        for child in 0..family.people.len() {
            let mut parents: Vec<usize> = family
                .parents
                .iter()
                .filter(|each| each.child == child && each.bond == bond)
                .map(|each| each.parent)
                .collect();
            parents.sort_unstable();
            if parents.is_empty() {
                continue;
            }
            match found.iter_mut().find(|(known, of, _)| *known == bond && *of == parents) {
                Some((_, _, children)) => children.push(child),
                None => found.push((bond, parents, vec![child])),
            }
        }
    }
    for (one, other) in &family.siblings {
        let shares =
            family.parents_of(*one).any(|parent| family.parents_of(*other).any(|theirs| theirs == parent));
        if !shares {
            found.push((Bond::Birth, Vec::new(), vec![*one, *other]));
        }
    }
    found
}

/// Where the line of these parents begins.
fn start(layout: &Layout, parents: &[usize], begun: &mut [usize]) -> Start {
    match parents {
        [] => Start::Nowhere,
        [one, other]
            if layout.row[*one] == layout.row[*other]
                && layout.place[*one].abs_diff(layout.place[*other]) == 1 =>
        {
            Start::Between { row: layout.row[*one], x: (layout.x[*one] + layout.x[*other]) / 2.0 }
        }
        [one, ..] => {
            let nth = begun[*one];
            begun[*one] += 1;
            // Beyond the household's line, and before the middle, where couples' lines go down.
            let aside = 8.0 + 2.5 * nth.min(2) as f64;
            Start::Beside { person: *one, x: layout.x[*one] + CELL / 2.0 + aside, nth }
        }
    }
}

fn unit(
    layout: &Layout,
    spaces: &mut [Vec<Vec<(f64, f64)>>],
    (bond, start): (Bond, Start),
    (space, x): (usize, f64),
    children: &[usize],
) -> Unit {
    let near: Vec<usize> = children.iter().copied().filter(|child| layout.row[*child] == space).collect();
    // Those in the next row share one bar.
    let bar = (!near.is_empty()).then(|| {
        let all = near.iter().map(|child| layout.x[*child]).chain([x]);
        let (from, to) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), x| (from.min(x), to.max(x)));
        lane(&mut spaces[space], from, to)
    });
    let ways = children.iter().map(|child| {
        let way = match bar {
            Some(bar) if near.contains(child) => {
                vec![Stretch { space, from: x, to: layout.x[*child], lane: bar }]
            }
            _ => way(layout, spaces, (space, x), *child),
        };
        (*child, way)
    });
    Unit { bond, start, ways: ways.collect() }
}

/// The way to somebody in another row than the next: through the gaps of the rows between, down or, where the record contradicts itself, up.
fn way(
    layout: &Layout,
    spaces: &mut [Vec<Vec<(f64, f64)>>],
    (space, x): (usize, f64),
    child: usize,
) -> Vec<Stretch> {
    let (target, to) = (layout.row[child], layout.x[child]);
    let (mut here, mut at, mut way) = (space, x, Vec::new());
    while here != target {
        // Going down from a space one meets the row of the same number; going up, the one before.
        let (row, next) = if here < target { (here, here + 1) } else { (here - 1, here - 1) };
        let gap = layout.gap_near(row, to) + GAP / 2.0 - 8.0;
        way.push(Stretch { space: here, from: at, to: gap, lane: lane(&mut spaces[here], at, gap) });
        (here, at) = (next, gap);
    }
    way.push(Stretch { space: here, from: at, to, lane: lane(&mut spaces[here], at, to) });
    way
}

/// The first lane of a space in which a stretch lies on no other.
fn lane(lanes: &mut Vec<Vec<(f64, f64)>>, from: f64, to: f64) -> usize {
    let (left, right) = (from.min(to) - 4.0, from.max(to) + 4.0);
    let free = |lane: &Vec<(f64, f64)>| lane.iter().all(|(from, to)| right <= *from || *to <= left);
    let number = lanes.iter().position(free).unwrap_or(lanes.len());
    if number == lanes.len() {
        lanes.push(Vec::new());
    }
    lanes[number].push((left, right));
    number
}
