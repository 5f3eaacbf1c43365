//! Who lives, or lived, with whom. Two records without a home in common are nearer when both lived with the same third person: a
//! child who moved with its mother, or whose brother stands at both addresses.

use rustc_hash::FxHashMap;

use crate::batch::reading::People;
use crate::person::Home;

/// More different people at one place, and living there says nothing.
const MOST: usize = 9;

/// For each cluster the other clusters that share a home or phone, in order.
#[derive(Debug, Default)]
pub(crate) struct Kindred {
    cluster: Vec<u32>,
    near: FxHashMap<u32, Vec<u32>>,
}

impl Kindred {
    pub(crate) fn of(people: &People, clusters: &[u32]) -> Kindred {
        let mut places: Vec<(u64, u32)> = Vec::new();
        for (person, cluster) in people.all().iter().zip(clusters) {
            let homes = person.homes.iter().filter_map(Home::place);
            places.extend(homes.chain(person.phones.iter().copied()).map(|place| (place, *cluster)));
        }
        places.sort_unstable();
        places.dedup();
        let mut near: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for block in places.chunk_by(|one, other| one.0 == other.0) {
            if (2..=MOST).contains(&block.len()) {
                for (_, one) in block {
                    let others = block.iter().map(|(_, other)| *other).filter(|other| other != one);
                    near.entry(*one).or_default().extend(others);
                }
            }
        }
        for others in near.values_mut() {
            others.sort_unstable();
            others.dedup();
        }
        Kindred { cluster: clusters.to_vec(), near }
    }

    /// Whether two rows, not yet one, both live with the same third person.
    pub(crate) fn shared(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.cluster[one as usize], self.cluster[other as usize]);
        let (Some(ones), Some(others)) = (self.near.get(&one), self.near.get(&other)) else { return false };
        if one == other {
            return false;
        }
        ones.iter().any(|near| *near != other && others.binary_search(near).is_ok_and(|at| others[at] != one))
    }
}
