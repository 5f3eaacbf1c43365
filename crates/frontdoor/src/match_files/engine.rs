//! Where the commands meet the engine: rows in, pairs or hits out, and how far it has come.

use std::sync::Mutex;

use matching::batch::{self, Pair, Step};
use matching::index::Index;
use matching::table::Row;
use matching::{Description, Experience};

use crate::progress::Telling;

/// The steps of a batch, by which its progress is told: each is about as long as another.
const STEPS: [Step; 5] = [Step::Reading, Step::Gathering, Step::Learning, Step::Weighing, Step::Joining];

/// Every pair of rows of a file at or above the engine's own threshold.
pub fn dedupe(rows: &[Row]) -> Vec<Pair> {
    let telling = Steps::default();
    batch::dedupe(rows, &|step| telling.tell(step)).pairs
}

/// Every pair of a row of one file and a row of the other at or above the engine's own threshold.
pub fn link(ones: &[Row], others: &[Row]) -> Vec<Pair> {
    let telling = Steps::default();
    batch::link(ones, others, &|step| telling.tell(step)).pairs
}

/// A line for the step that a batch is at.
#[derive(Default)]
struct Steps(Mutex<Option<Telling>>);

impl Steps {
    fn tell(&self, step: Step) {
        let what = match step {
            Step::Reading => "reading names and addresses",
            Step::Gathering => "gathering records that may be one person",
            Step::Learning => "learning what agreement is worth",
            Step::Weighing => "weighing pairs",
            Step::Joining => "putting records of one person together",
        };
        let place = (1..).zip(STEPS).find(|(_, known)| *known == step).map_or(0, |(place, _)| place);
        // Where somebody failed while telling, there is nothing more to tell.
        let Ok(mut line) = self.0.lock() else { return };
        drop(line.take());
        line.insert(Telling::of(what)).tell(place, Some(STEPS.len() as u64));
    }
}

/// Everybody of a file, ready to be searched: a person's number is the place of their row.
pub fn searched(rows: &[Row]) -> Index {
    let mut telling = Telling::timed("reading names and addresses");
    let of = rows.len() as u64;
    let people = (0..).zip(rows).map(|(place, row): (u128, &Row)| {
        telling.tell(place as u64 + 1, Some(of));
        (place, row.description())
    });
    Index::build(people, Experience::usual().clone())
}

/// The places of the rows that fit best, the best first, with their scores.
pub fn search(index: &Index, question: &Description, most: usize) -> Vec<(usize, f32)> {
    let hits = index.search(question, most).into_iter();
    hits.filter_map(|hit| Some((usize::try_from(hit.number).ok()?, hit.score))).collect()
}
