//! In which row somebody stands, and in which order a row stands: generations from the child outwards, couples side by side, brothers and sisters by age
//! under their parents, with as few lines crossing as a few sweeps can find.

use std::collections::{BTreeSet, VecDeque};

use super::{Family, Shape};

/// How often rows are put in order anew, down and up.
const SWEEPS: usize = 6;

/// The rows from the eldest generation down, each from left to right.
pub(super) fn rows(family: &Family) -> Vec<Vec<usize>> {
    let generation = generations(family);
    let levels: BTreeSet<i64> = generation.iter().copied().collect();
    let mut rows: Vec<Vec<Vec<usize>>> =
        levels.iter().map(|level| blocks(family, &generation, *level)).collect();
    let mut best = flat(&rows);
    let mut fewest = crossings(family, &best);
    for _ in 0..SWEEPS {
        for down in [true, false] {
            sweep(family, &mut rows, down);
            let now = flat(&rows);
            let crossed = crossings(family, &now);
            if crossed < fewest {
                (best, fewest) = (now, crossed);
            }
        }
    }
    best
}

fn flat(rows: &[Vec<Vec<usize>>]) -> Vec<Vec<usize>> {
    rows.iter().map(|blocks| blocks.iter().flatten().copied().collect()).collect()
}

/// Each person's generation: the child's is 0, the parents' one less. What contradicts itself is pushed down so often as there are people, and then left.
fn generations(family: &Family) -> Vec<i64> {
    let many = family.people.len();
    let mut known: Vec<Option<i64>> = vec![None; many];
    let mut starts: Vec<usize> = (0..many).collect();
    starts.sort_by_key(|person| (!family.people[*person].subject, *person));
    for start in starts {
        if known[start].is_some() {
            continue;
        }
        known[start] = Some(if start > 0 && family.people[start].adult { -1 } else { 0 });
        let mut waiting = VecDeque::from([start]);
        while let Some(person) = waiting.pop_front() {
            let here = known[person].unwrap_or_default();
            for (other, apart) in neighbours(family, person) {
                if known[other].is_none() {
                    known[other] = Some(here + apart);
                    waiting.push_back(other);
                }
            }
        }
    }
    let mut generation: Vec<i64> = known.into_iter().map(Option::unwrap_or_default).collect();
    for _ in 0..many {
        let mut moved = false;
        for each in &family.parents {
            let least = generation[each.parent] + i64::from(each.above.max(1));
            if generation[each.child] < least {
                generation[each.child] = least;
                moved = true;
            }
        }
        let pairs = family.pairs.iter().map(|pair| (pair.one, pair.other));
        for (one, other) in pairs.chain(family.siblings.iter().copied()) {
            let lower = generation[one].max(generation[other]);
            moved |= generation[one] != lower || generation[other] != lower;
            (generation[one], generation[other]) = (lower, lower);
        }
        if !moved {
            break;
        }
    }
    generation
}

fn neighbours(family: &Family, person: usize) -> Vec<(usize, i64)> {
    let mut found = Vec::new();
    for each in &family.parents {
        let above = i64::from(each.above.max(1));
        if each.child == person {
            found.push((each.parent, -above));
        } else if each.parent == person {
            found.push((each.child, above));
        }
    }
    let pairs = family.pairs.iter().map(|pair| (pair.one, pair.other));
    for (one, other) in pairs.chain(family.siblings.iter().copied()) {
        if one == person {
            found.push((other, 0));
        } else if other == person {
            found.push((one, 0));
        }
    }
    found
}

/// The people of one generation, those who are joined as couples side by side.
fn blocks(family: &Family, generation: &[i64], level: i64) -> Vec<Vec<usize>> {
    let here: Vec<usize> = (0..generation.len()).filter(|person| generation[*person] == level).collect();
    let partners = |person: usize| -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for pair in &family.pairs {
            let other = match person {
                _ if pair.one == person => pair.other,
                _ if pair.other == person => pair.one,
                _ => continue,
            };
            if generation[other] == level {
                found.push(other);
            }
        }
        found.sort_unstable();
        found
    };
    let mut placed = vec![false; generation.len()];
    let mut blocks = Vec::new();
    // Who has the fewest partners begins: a chain is then begun at its end.
    let mut starts = here.clone();
    starts.sort_by_key(|person| (partners(*person).len(), *person));
    for start in starts {
        if placed[start] {
            continue;
        }
        let (mut block, mut waiting) = (Vec::new(), vec![start]);
        while let Some(person) = waiting.pop() {
            if std::mem::replace(&mut placed[person], true) {
                continue;
            }
            block.push(person);
            waiting.extend(partners(person).into_iter().rev().filter(|other| !placed[*other]));
        }
        if let [one, other] = block[..] {
            let (left, right) = (family.people[one].shape, family.people[other].shape);
            if left == Shape::Circle && right == Shape::Square {
                block.reverse();
            }
        }
        blocks.push(block);
    }
    blocks.sort_by_key(|block| block.iter().min().copied());
    blocks
}

/// Puts each row in order by the row above, or by the row beneath.
fn sweep(family: &Family, rows: &mut [Vec<Vec<usize>>], down: bool) {
    let many = rows.len();
    let turns: Vec<usize> = if down { (0..many).collect() } else { (0..many).rev().collect() };
    for row in turns {
        let place = places(family.people.len(), rows);
        let mut keyed: Vec<(Key, Vec<usize>)> = rows[row]
            .iter()
            .map(|block| (key(family, &place, block, down), turned(family, &place, block)))
            .collect();
        keyed.sort_by_key(|(one, _)| *one);
        rows[row] = keyed.into_iter().map(|(_, block)| block).collect();
    }
}

/// By what blocks of a row are sorted: where the parents stand, whose children they are, how old.
type Key = (i64, usize, i64, usize);

fn key(family: &Family, place: &[i64], block: &[usize], down: bool) -> Key {
    let first = block.iter().copied().min().unwrap_or_default();
    let anchor = block.iter().copied().filter(|person| family.parents_of(*person).next().is_some()).min();
    let own = mean(block.iter().map(|person| place[*person]));
    match anchor {
        Some(anchor) => {
            let above = mean(family.parents_of(anchor).map(|parent| place[parent])).or(own);
            let sibship = family.parents_of(anchor).min().unwrap_or(anchor);
            (above.unwrap_or_default(), sibship, family.people[anchor].born, first)
        }
        None => {
            let beneath = family
                .parents
                .iter()
                .filter(|each| block.contains(&each.parent))
                .map(|each| place[each.child]);
            let wanted = if down { own } else { mean(beneath).or(own) };
            (wanted.unwrap_or_default(), first, family.people[first].born, first)
        }
    }
}

/// A couple turned so that each stands on the side of their own parents.
fn turned(family: &Family, place: &[i64], block: &[usize]) -> Vec<usize> {
    let mut block = block.to_vec();
    let (Some(first), Some(last)) = (block.first().copied(), block.last().copied()) else { return block };
    let above = |person: usize| mean(family.parents_of(person).map(|parent| place[parent]));
    if let (Some(left), Some(right)) = (above(first), above(last))
        && left > right
    {
        block.reverse();
    }
    block
}

/// Where everybody stands, in thousandths of the row's breadth, so that rows of different length can be compared.
fn places(many: usize, rows: &[Vec<Vec<usize>>]) -> Vec<i64> {
    let mut place = vec![0; many];
    for row in rows {
        let length = row.iter().map(Vec::len).sum::<usize>().max(1) as i64;
        for (number, person) in row.iter().flatten().enumerate() {
            place[*person] = (2 * number as i64 + 1 - length) * 500;
        }
    }
    place
}

fn mean(places: impl Iterator<Item = i64>) -> Option<i64> {
    let (mut sum, mut many) = (0, 0);
    for place in places {
        sum += place;
        many += 1;
    }
    (many > 0).then(|| sum / many)
}

/// How many lines from parents to children cross.
fn crossings(family: &Family, rows: &[Vec<usize>]) -> usize {
    let many = family.people.len();
    let (mut row_of, mut place) = (vec![0; many], vec![0; many]);
    for (number, row) in rows.iter().enumerate() {
        for (at, person) in row.iter().enumerate() {
            (row_of[*person], place[*person]) = (number, at);
        }
    }
    let mut crossed = 0;
    for (number, one) in family.parents.iter().enumerate() {
        for other in family.parents.iter().skip(number + 1) {
            let same = row_of[one.parent] == row_of[other.parent] && row_of[one.child] == row_of[other.child];
            let above = place[one.parent].cmp(&place[other.parent]);
            let beneath = place[one.child].cmp(&place[other.child]);
            crossed += usize::from(same && above == beneath.reverse() && above.is_ne());
        }
    }
    crossed
}
