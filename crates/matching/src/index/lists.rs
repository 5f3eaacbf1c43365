//! Who has a word, a phone, a house: lists of the places where people are kept, always in their order.

use std::ops::Range;

use crate::index::births::Window;

/// Who has each word. Words are numbered without gaps.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    slots: Vec<u32>,
}

impl Lists {
    /// `words` calls back with every word of every person, in the order in which people are kept; it is called twice.
    pub(super) fn of(words: usize, each: impl Fn(&mut dyn FnMut(u32, usize))) -> Lists {
        let mut starts = vec![0_u32; words + 2];
        each(&mut |_, word| starts[word + 2] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut slots = vec![0; starts.last().copied().unwrap_or_default() as usize];
        each(&mut |slot, word| {
            let next = &mut starts[word + 1];
            slots[*next as usize] = slot;
            *next += 1;
        });
        starts.pop();
        starts.shrink_to_fit();
        Lists { starts, slots }
    }

    pub(super) fn get(&self, word: usize) -> &[u32] {
        let (Some(start), Some(end)) = (self.starts.get(word), self.starts.get(word + 1)) else { return &[] };
        &self.slots[*start as usize..*end as usize]
    }

    pub(super) const fn bytes(&self) -> usize {
        (self.starts.capacity() + self.slots.capacity()) * 4
    }
}

/// Who has each of many keys: pairs of a key and a place in one table in their order. Two keys may be taken for one, seldom: whoever
/// is found is compared anyhow.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyed {
    /// A key in the upper half, a place in the lower.
    entries: Vec<u64>,
    /// Where the entries begin whose keys begin with these bits.
    starts: Vec<u32>,
    bits: u32,
}

impl Keyed {
    pub(super) fn of(mut entries: Vec<u64>) -> Keyed {
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        let bits = (entries.len() / 4).max(2).ilog2();
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (at, entry) in (0_u32..).zip(&entries) {
            while starts.len() as u64 <= *entry >> (64 - bits) {
                starts.push(at);
            }
        }
        starts.resize((1 << bits) + 1, u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Keyed { entries, starts, bits }
    }

    /// Everybody with a key.
    pub(super) fn get(&self, key: u32) -> &[u64] {
        self.between(key, key)
    }

    /// Everybody with a key between two, both included.
    pub(super) fn between(&self, first: u32, last: u32) -> &[u64] {
        if self.entries.is_empty() {
            return &[];
        }
        let start = self.starts[(first >> (32 - self.bits)) as usize] as usize;
        let end = self.starts[(last >> (32 - self.bits)) as usize + 1] as usize;
        let near = &self.entries[start..end];
        let from = near.partition_point(|entry| *entry < entry_of(first, 0));
        let until = near.partition_point(|entry| *entry <= entry_of(last, u32::MAX));
        &near[from..until]
    }

    pub(super) const fn bytes(&self) -> usize {
        self.entries.capacity() * 8 + self.starts.capacity() * 4
    }
}

pub(super) const fn entry_of(key: u32, slot: u32) -> u64 {
    (key as u64) << 32 | slot as u64
}

/// A list of either kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slots<'a> {
    Plain(&'a [u32]),
    Keyed(&'a [u64]),
}

impl<'a> Slots<'a> {
    pub(super) const fn len(self) -> usize {
        match self {
            Slots::Plain(slots) => slots.len(),
            Slots::Keyed(entries) => entries.len(),
        }
    }

    pub(super) fn each(self, mut told: impl FnMut(u32)) {
        match self {
            Slots::Plain(slots) => slots.iter().for_each(|slot| told(*slot)),
            Slots::Keyed(entries) => entries.iter().for_each(|entry| told(*entry as u32)),
        }
    }

    /// The part of a plain list that is kept at some places.
    pub(super) fn within(slots: &'a [u32], window: &Window) -> impl Iterator<Item = Slots<'a>> {
        window.iter().map(|range: &Range<u32>| {
            let from = slots.partition_point(|slot| *slot < range.start);
            let until = from + slots[from..].partition_point(|slot| *slot < range.end);
            Slots::Plain(&slots[from..until])
        })
    }
}

/// Everybody for whom one thing holds that is asked: several lists, one for each form of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Holders<'a> {
    pub(super) lists: Vec<Slots<'a>>,
    pub(super) size: usize,
}

impl<'a> Holders<'a> {
    pub(super) fn add(&mut self, slots: Slots<'a>) {
        if slots.len() > 0 {
            self.size += slots.len();
            self.lists.push(slots);
        }
    }

    pub(super) fn each(&self, mut told: impl FnMut(u32)) {
        for list in &self.lists {
            list.each(&mut told);
        }
    }
}
