//! The engine as the measures call it. Everything that a set or a search is measured with goes through here.

use matching::index::Index;
use matching::{Experience, batch};

use crate::set::{SearchSet, Set};

/// Every pair that the engine takes for one person, with its score, and the cluster of each row.
pub fn found(set: &Set, times: bool) -> (Vec<(u32, u32, f32)>, Vec<u32>) {
    if set.side.is_empty() {
        let found = batch::dedupe(&set.rows, &|step| told(step, times));
        return (found.pairs.iter().map(|pair| (pair.one, pair.other, pair.score)).collect(), found.clusters);
    }
    let places = |side: u8| -> Vec<u32> {
        (0..).zip(&set.side).filter(|(_, of)| **of == side).map(|(place, _)| place).collect()
    };
    let rows =
        |places: &[u32]| places.iter().map(|place| set.rows[*place as usize].clone()).collect::<Vec<_>>();
    let (ones, others) = (places(0), places(1));
    let found = batch::link(&rows(&ones), &rows(&others), &|step| told(step, times));
    let pairs = found.pairs.iter();
    let pairs =
        pairs.map(|pair| (ones[pair.one as usize], others[pair.other as usize], pair.score)).collect();
    let all = [ones, others].concat();
    let mut clusters = vec![0; all.len()];
    for (place, cluster) in all.iter().zip(&found.clusters) {
        clusters[*place as usize] = all[*cluster as usize];
    }
    (pairs, clusters)
}

/// How much of the processors' time was used when a step began: wall time says little on a machine that others use.
fn told(step: batch::Step, times: bool) {
    if times {
        println!("  {step:?} begins at {:.1} s of processor time", processor_time());
    }
}

pub fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split(' ').skip(13).take(2).filter_map(|cell| cell.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// A register ready to be searched: the number of a person is the row's place.
pub fn index_of(set: &SearchSet) -> Index {
    let people = set.register.iter().map(matching::table::Row::description);
    Index::build((0..).zip(people), Experience::usual().clone())
}
