//! Candidate pairs from keys, each once; and the pairs that clusters make.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::batch::common::day;
use crate::batch::keys::{Entry, Kind, Words};
use crate::batch::reading::People;
use crate::birth::calendar;
use crate::person::{Home, Person, Spoken};
use crate::vocabulary::WordId;

/// So many parts are put in order one by one.
const PARTS: usize = 256;
/// In a file of so few rows everybody is compared with everybody.
const EVERYBODY: u32 = 2_500;
/// Up to so many rows of one key are all paired; of more only those who share a finer part.
const FEW: usize = 40;
/// The same in a file of millions: chance brings more rows together there.
const FEW_AMONG_MANY: usize = 14;
/// In a small file.
const MOST_IN_FEW: usize = 150;
/// In a file of so many rows the first number is used; with more rows it falls, with fewer it rises.
const FEW_ROWS: usize = 60_000;
/// In larger files than this pairs that contradict each other are not weighed at all.
const MANY: usize = 150_000;
/// Rows that no finer part tells apart are paired with so many that follow.
const FOLLOWING: usize = 6;

/// Two rows as one number, the lower first.
pub(crate) fn packed(one: u32, other: u32) -> u64 {
    u64::from(one.min(other)) << 32 | u64::from(one.max(other))
}

pub(crate) const fn unpacked(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// Everybody with everybody, where they are few enough; nothing where they are not.
pub(crate) fn everybody(people: &People) -> Option<Vec<u64>> {
    let rows = 0..u32::try_from(people.len()).ok().filter(|rows| *rows <= EVERYBODY)?;
    let others = |one: u32| (one + 1..rows.end).filter(move |other| people.may_pair(one, *other));
    Some(rows.clone().flat_map(|one| others(one).map(move |other| packed(one, other))).collect())
}

/// Every pair of rows that share a key, in order.
pub(crate) fn candidates(people: &People) -> Vec<u64> {
    let glances = if people.len() >= MANY { Glance::all(people) } else { Vec::new() };
    let pairs: Vec<Vec<u64>> = Kind::ALL.iter().flat_map(|kinds| of_kinds(kinds, people, &glances)).collect();
    let rows = people.len().max(1) as u64;
    let mut parts = dealt(&pairs, |pair| ((*pair >> 32) * PARTS as u64 / rows) as usize);
    drop(pairs);
    parts.par_iter_mut().for_each(|part| {
        part.sort_unstable();
        part.dedup();
    });
    parts.concat()
}

/// The pairs of each of some kinds.
fn of_kinds<const KINDS: usize>(kinds: &[Kind; KINDS], people: &People, glances: &[Glance]) -> Vec<Vec<u64>> {
    let chunks = people.all().par_chunks(1 << 14).enumerate().map(|(chunk, persons)| {
        let mut entries = [const { Vec::new() }; KINDS];
        let first = (chunk << 14) as u32;
        for (row, person) in (first..).zip(persons) {
            let words = Words::of(person, &people.vocabulary);
            for (kind, entries) in kinds.iter().zip(&mut entries) {
                kind.enter(row, (person, &words), &people.vocabulary, entries);
            }
        }
        entries
    });
    let mut of_kinds: [Vec<Vec<Entry>>; KINDS] = [const { Vec::new() }; KINDS];
    for chunk in chunks.collect::<Vec<_>>() {
        of_kinds.iter_mut().zip(chunk).for_each(|(entries, chunk)| entries.push(chunk));
    }
    let pairs =
        kinds.iter().zip(of_kinds).flat_map(|(kind, entries)| of_kind(*kind, entries, people, glances));
    pairs.collect()
}

fn of_kind(kind: Kind, entries: Vec<Vec<Entry>>, people: &People, glances: &[Glance]) -> Vec<Vec<u64>> {
    let parts = dealt(&entries, |entry| entry.key as usize % PARTS);
    drop(entries);
    let more = people.len().max(1) as f64 / FEW_ROWS as f64;
    let few = ((FEW as f64 / more.sqrt()) as usize).clamp(FEW_AMONG_MANY, MOST_IN_FEW);
    let cut = Cut { kind, people, few, glances };
    let pairs = parts.into_par_iter().map(|mut part| {
        part.sort_unstable_by_key(Entry::order);
        let mut pairs = Vec::new();
        let blocks = part.chunk_by(|one, other| one.key == other.key);
        blocks.filter(|block| block.len() > 1).for_each(|block| cut.cut(block, 0, &mut pairs));
        pairs
    });
    pairs.collect()
}

/// Everything dealt into [`PARTS`], each small enough to be put in order within a processor's cache.
fn dealt<T: Copy>(pieces: &[Vec<T>], part: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut sizes = [0; PARTS];
    pieces.iter().flatten().for_each(|one| sizes[part(one).min(PARTS - 1)] += 1);
    let mut parts: Vec<Vec<T>> = sizes.into_iter().map(Vec::with_capacity).collect();
    pieces.iter().flatten().for_each(|one| parts[part(one).min(PARTS - 1)].push(*one));
    parts
}

/// How a block is cut.
struct Cut<'a> {
    kind: Kind,
    people: &'a People,
    few: usize,
    glances: &'a [Glance],
}

impl Cut<'_> {
    fn cut(&self, block: &[Entry], depth: u32, pairs: &mut Vec<u64>) {
        if block.len() <= self.few << depth || self.kind.is_for_waiting() {
            return self.pair(block, usize::MAX, pairs);
        }
        match depth {
            0 => block
                .chunk_by(|one, other| one.finer >> 16 == other.finer >> 16)
                .for_each(|part| self.cut(part, 1, pairs)),
            1 => block
                .chunk_by(|one, other| one.finer == other.finer)
                .for_each(|part| self.cut(part, 2, pairs)),
            _ => self.pair(block, FOLLOWING, pairs),
        }
    }

    fn pair(&self, block: &[Entry], following: usize, pairs: &mut Vec<u64>) {
        if self.kind.is_for_waiting() {
            return self.pair_waiting(block, pairs);
        }
        for (at, one) in block.iter().enumerate() {
            for other in block[at + 1..].iter().take(following) {
                if self.people.may_pair(one.row, other.row) && self.is_worth_weighing(one.row, other.row) {
                    pairs.push(packed(one.row, other.row));
                }
            }
        }
    }

    fn is_worth_weighing(&self, one: u32, other: u32) -> bool {
        match (self.glances.get(one as usize), self.glances.get(other as usize)) {
            (Some(one), Some(other)) => self.kind == Kind::Number || one.may_be(other, self.kind),
            _ => true,
        }
    }

    /// Those without a name yet with everybody of the block.
    fn pair_waiting(&self, block: &[Entry], pairs: &mut Vec<u64>) {
        const MOST: usize = 120;
        let waiting = block.iter().filter(|entry| self.people.person(entry.row).is_unnamed());
        // Of many whose family names sound alike only those count who bear one name, or live near each other.
        let crowded = block.len() > self.few;
        for one in waiting.take(MOST) {
            for other in block.iter().take(MOST).filter(|other| self.people.may_pair(one.row, other.row)) {
                if !crowded || self.are_near(one.row, other.row) {
                    pairs.push(packed(one.row, other.row));
                }
            }
        }
    }

    /// Whether two rows have one family name or one postal district.
    fn are_near(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.people.person(one), self.people.person(other));
        let family = |person: &Person| person.names.first().and_then(Spoken::whole_family);
        let district = |person: &Person| person.homes.first().map(Home::district).filter(|code| *code != 0);
        let same_district = district(one).is_some_and(|code| district(other) == Some(code));
        same_district || family(one).is_some_and(|name| family(other) == Some(name))
    }
}

/// The rows of each cluster of several.
pub(crate) fn together(clusters: &[u32]) -> Vec<Vec<u32>> {
    let mut rows: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut sizes = vec![0_u32; clusters.len()];
    clusters.iter().for_each(|cluster| sizes[*cluster as usize] += 1);
    for (row, cluster) in (0..).zip(clusters) {
        if sizes[*cluster as usize] > 1 {
            rows.entry(*cluster).or_default().push(row);
        }
    }
    let mut groups: Vec<Vec<u32>> = rows.into_values().collect();
    groups.sort_unstable();
    groups
}

/// What is seen of a row at a glance, to leave out pairs that can be no one person.
#[derive(Debug, Clone, Copy)]
struct Glance {
    /// Year, month and day of birth; 0 when it is not exactly known.
    year: i16,
    month: u8,
    day: u8,
    /// The given name's first letter; 0 for none.
    initial: u8,
    /// The family name's.
    family: u8,
}

impl Glance {
    fn all(people: &People) -> Vec<Glance> {
        let glance = people.all().par_iter().map(|person| {
            let (year, month, day) = day(person).map_or((0, 0, 0), calendar);
            let name = person.names.first();
            let first = |word: Option<&WordId>| {
                word.and_then(|word| people.vocabulary.text(*word).bytes().next()).unwrap_or_default()
            };
            Glance {
                year: i16::try_from(year).unwrap_or_default(),
                month: month as u8,
                day: day as u8,
                initial: first(name.and_then(|name| name.given().first())),
                family: first(name.and_then(|name| name.family().first())),
            }
        });
        glance.collect()
    }

    /// Two births without anything in common are two people, unless a home or phone and something of a name is shared.
    fn may_be(&self, other: &Glance, kind: Kind) -> bool {
        let swapped = self.month == other.day && self.day == other.month;
        let births = [self.year == other.year, self.month == other.month, self.day == other.day];
        let agreeing = births.iter().filter(|same| **same).count();
        if self.year == 0 || other.year == 0 || agreeing >= 2 || (swapped && births[0]) {
            return true;
        }
        // Another day near the one expected.
        if (self.initial == 0 || other.initial == 0) && (self.year - other.year).abs() <= 1 {
            return true;
        }
        let turned = self.initial == other.family || self.family == other.initial;
        match kind {
            Kind::Home | Kind::Phone => agreeing == 1 && (self.initial == other.initial || turned),
            _ => false,
        }
    }
}
