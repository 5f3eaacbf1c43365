//! What leaves for the Department and for inspectors tells of a child once who is on record twice.

use casework::person::undo_link;
use returns::cin::read;

use super::*;
use crate::house::each_house;

/// Each child of the census, with how many episodes.
fn census(story: &Story) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    casework::census::write(&story.house.system(), 2027, None, &mut out).unwrap();
    let mut children = Vec::new();
    read(out.as_slice(), &mut |child: returns::cin::CinChild| {
        children.push((child.identifiers.la_child_id.clone(), child.episodes.len()));
    })
    .unwrap();
    children.sort();
    children
}

/// Each child of the feed, with how many episodes, and every purge.
fn feed(story: &Story, acknowledged: &Acknowledgements) -> (Vec<(String, usize)>, Vec<String>) {
    let feed = casework::feed::feed(&story.house.system(), acknowledged).unwrap();
    let nodes = feed.nodes.iter().map(|node| (node.la_child_id.clone(), node.social_care_episodes.len()));
    let purged = feed.deltas.iter().filter(|delta| delta.node.purge);
    (nodes.collect(), purged.map(|delta| delta.node.la_child_id.clone()).collect())
}

type Acknowledgements = std::collections::BTreeMap<String, returns::csc_api::Acknowledged>;

/// Everybody of the dataset's table of people.
fn dataset(story: &Story) -> std::collections::BTreeMap<&'static str, u64> {
    casework::dataset::write(&story.house.system(), &mut |_| Ok(Vec::new())).unwrap()
}

#[test]
fn census_dataset_and_feed_tell_of_one_child_and_of_two_again() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let nobody = Acknowledgements::new();
        let (before, sent, table) = (census(story), feed(story, &nobody).0, dataset(story));
        assert_eq!(before.iter().map(|(_, episodes)| *episodes).collect::<Vec<_>>(), [1, 1]);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let (one, nodes) = (census(story), feed(story, &nobody).0);
        let stands = before.iter().find(|(id, _)| one.iter().any(|(other, _)| id == other)).unwrap();
        assert_eq!(one, [(stands.0.clone(), 2)]);
        assert_eq!(nodes, one);
        assert_eq!(dataset(story)["ssd_person"], 1);
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert_eq!((census(story), feed(story, &nobody).0, dataset(story)), (before, sent, table));
    });
}
