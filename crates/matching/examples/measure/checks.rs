//! What the measures themselves promise.

use crate::figures::{of_clusters, of_pairs, recalls, strangers, unborn};
use crate::first::{first, first_search};
use crate::set::{Form, Set};

/// Six rows of three people in two families, the last an unborn child.
fn six() -> Set {
    let truth = vec![0, 0, 0, 1, 2, 2];
    let mut set = Set { family: vec![0, 0, 0, 0, 1, 1], culture: vec!["welsh"; 6], truth, ..Set::default() };
    set.rows = (0..6).map(|row| Form { rec_id: row.to_string(), ..Form::default() }.row()).collect();
    set.faults = vec![vec![], vec!["nickname"], vec![], vec![], vec![], vec!["unborn"]];
    set
}

#[test]
fn pairs_and_clusters_are_counted_as_they_are_defined() {
    let set = six();
    let (pairs, clusters) = ([(0, 1, 1.0), (2, 3, 1.0)], [0, 0, 2, 2, 4, 4]);
    let quality = of_pairs(&set, &pairs);
    assert_eq!((quality.named, quality.right, quality.of), (2, 1, 4));
    assert!((quality.f1() - 1.0 / 3.0).abs() < 1e-9, "{quality:?}");
    let quality = of_clusters(&set, &clusters);
    assert_eq!((quality.named, quality.right, quality.of), (3, 2, 4));
    assert_eq!(strangers(&set, &clusters), (3, 1, 0));
    assert_eq!(strangers(&set, &[0, 0, 0, 0, 0, 5]), (1, 1, 1));
    assert_eq!((unborn(&set, &clusters), unborn(&set, &[0, 0, 0, 0, 4, 5])), ((1, 1), (1, 0)));
    let (faults, cultures) = recalls(&set, &pairs, &clusters);
    assert_eq!((faults["nickname"], faults["(none)"], faults["unborn"]), ([2, 1, 1], [1, 0, 0], [1, 0, 1]));
    assert_eq!(cultures["welsh"], [4, 1, 2]);
}

#[test]
fn only_pairs_between_two_files_count_when_they_are_linked() {
    let set = Set { side: vec![0, 1, 1, 0, 0, 1], ..six() };
    assert_eq!(of_pairs(&set, &[]).of, 3);
    assert_eq!(of_clusters(&set, &[0, 0, 0, 3, 4, 5]).named, 2);
}

#[test]
fn the_same_seed_makes_the_same_people_and_another_seed_others() {
    let [one, again, other] = [1, 1, 2].map(|seed| first(2_000, seed));
    assert_eq!(one.rows.len(), 2_000);
    assert!(one.rows == again.rows && one.truth == again.truth && one.faults == again.faults);
    assert!(one.rows != other.rows);
    let mut ids: Vec<&str> = one.rows.iter().map(matching::table::Row::id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2_000);
}

#[test]
fn questions_are_about_people_on_the_register_or_about_others() {
    let set = first_search(2_000, 200, 1);
    assert!(set.register.len() >= 2_000);
    let known = set.questions.iter().filter_map(|question| question.person).collect::<Vec<_>>();
    assert_eq!(set.questions.len(), 200);
    assert!((120..=180).contains(&known.len()), "{}", known.len());
    assert!(known.iter().all(|person| set.truth.contains(person)));
}
