//! Who lives, or lived, with whom. Two records without a home in common are nearer when both lived with the same third person: a
//! child who moved with its mother, or whose brother stands at both addresses.

use rayon::prelude::*;

use crate::batch::reading::People;
use crate::person::Home;

/// More different people at one place, and living there says nothing.
const MOST: usize = 9;

/// For each cluster the other clusters that share a home or phone, in order.
#[derive(Debug, Default)]
pub(crate) struct Kindred {
    cluster: Vec<u32>,
    /// By cluster: where its own begin among those near.
    begins: Vec<u32>,
    near: Vec<u32>,
}

impl Kindred {
    pub(crate) fn of(people: &People, clusters: &[u32]) -> Kindred {
        let mut places: Vec<(u64, u32)> = Vec::new();
        for (person, cluster) in people.all().iter().zip(clusters) {
            let homes = person.homes.iter().filter_map(Home::place);
            places.extend(homes.chain(person.phones.iter().copied()).map(|place| (place, *cluster)));
        }
        places.par_sort_unstable_by_key(|(place, cluster)| u128::from(*place) << 32 | u128::from(*cluster));
        places.dedup();
        let mut pairs: Vec<u64> = Vec::new();
        for block in places.chunk_by(|one, other| one.0 == other.0) {
            if (2..=MOST).contains(&block.len()) {
                for (_, one) in block {
                    let others = block.iter().map(|(_, other)| *other).filter(|other| other != one);
                    pairs.extend(others.map(|other| u64::from(*one) << 32 | u64::from(other)));
                }
            }
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        let mut begins = vec![0; clusters.len() + 1];
        pairs.iter().for_each(|pair| begins[(pair >> 32) as usize + 1] += 1);
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        Kindred {
            cluster: clusters.to_vec(),
            begins,
            near: pairs.into_iter().map(|pair| pair as u32).collect(),
        }
    }

    fn near(&self, cluster: u32) -> &[u32] {
        let [begin, end] = [0, 1].map(|at| self.begins[cluster as usize + at] as usize);
        &self.near[begin..end]
    }

    /// Whether two rows, not yet one, both live with the same third person.
    pub(crate) fn shared(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.cluster[one as usize], self.cluster[other as usize]);
        if one == other {
            return false;
        }
        let (ones, others) = (self.near(one), self.near(other));
        ones.iter().any(|near| *near != other && others.binary_search(near).is_ok_and(|at| others[at] != one))
    }
}
