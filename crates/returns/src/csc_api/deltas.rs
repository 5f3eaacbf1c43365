//! What differs from what the Department acknowledged last: each child's node has a digest, and a child is sent when it is another than the one that was
//! acknowledged. What was acknowledged and is not in the record any more is purged: the child as a whole, or each part by its name.

use std::collections::{BTreeMap, BTreeSet};

use domain::daily_feed::Parts;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::payload::{Assessment, Child, Episode, InNeedPlan, ProtectionPlan, Section47};

/// The most children of one request.
pub const MOST_TOGETHER: usize = 100;

/// SHA-256 of a child's node, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);

impl Digest {
    /// The digest of a node. The order of its fields is the schema's, so the same node has the same digest.
    pub fn of(child: &Child) -> Self {
        let bytes = serde_json::to_vec(child).unwrap_or_default();
        let digest = Sha256::digest(&bytes);
        Digest(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// What the Department acknowledged last of one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Our name of the child's record.
    #[serde(default)]
    pub child: Option<String>,
    /// The digest of the node; empty where it is not certain which node the Department holds, so that the child is sent again.
    pub digest: Digest,
    /// The names of its parts, by episode: what must be purged when it is gone.
    pub parts: BTreeMap<String, Parts>,
}

/// What is to be kept of a child once its node is acknowledged: nothing for one that was purged.
pub type Sent = Option<Acknowledged>;

/// One child to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The node, with what is to be purged in it.
    pub node: Child,
    /// What is then acknowledged.
    pub then: Sent,
    /// Our name of the child's record, also where the child is taken out.
    pub child: Option<String>,
}

/// The episodes on record of each child, by the identifier that the child goes out under: those that are too old for the feed as well. What is in it is right
/// where it stands and is not purged.
pub type OnRecord = BTreeMap<String, BTreeSet<String>>;

impl Acknowledged {
    /// What is acknowledged when this node is.
    pub fn of(child: &Child) -> Self {
        let parts = child
            .social_care_episodes
            .iter()
            .map(|episode| (episode.social_care_episode_id.clone(), parts_of(episode)));
        Acknowledged { child: child.mis_child_id.clone(), digest: Digest::of(child), parts: parts.collect() }
    }
}

/// The names of an episode's parts.
fn parts_of(episode: &Episode) -> Parts {
    Parts {
        assessments: episode
            .child_and_family_assessments
            .iter()
            .map(|one| one.child_and_family_assessment_id.clone())
            .collect(),
        in_need: episode.child_in_need_plans.iter().map(|one| one.child_in_need_plan_id.clone()).collect(),
        enquiries: episode
            .section_47_assessments
            .iter()
            .map(|one| one.section_47_assessment_id.clone())
            .collect(),
        protection: episode
            .child_protection_plans
            .iter()
            .map(|one| one.child_protection_plan_id.clone())
            .collect(),
    }
}

/// The parts that stood there before and stand there no more.
fn gone(before: &Parts, now: &Parts) -> Parts {
    let gone = |before: &BTreeSet<String>, now: &BTreeSet<String>| before.difference(now).cloned().collect();
    Parts {
        assessments: gone(&before.assessments, &now.assessments),
        in_need: gone(&before.in_need, &now.in_need),
        enquiries: gone(&before.enquiries, &now.enquiries),
        protection: gone(&before.protection, &now.protection),
    }
}

/// What is to be sent: children whose node is new or another, in their order, and then those who were acknowledged and are not in the feed any more. One of those
/// who is on record only grew out of the feed, and stays with the Department; what is gone of them is purged by its name. Who is on record no more is purged whole.
pub fn deltas(
    now: &[Child],
    acknowledged: &BTreeMap<String, Acknowledged>,
    on_record: &OnRecord,
) -> Vec<Delta> {
    let none = BTreeSet::new();
    let mut deltas = Vec::new();
    for child in now {
        let mut then = Acknowledged::of(child);
        let before = acknowledged.get(&child.la_child_id);
        let standing = on_record.get(&child.la_child_id).unwrap_or(&none);
        if let Some(before) = before {
            for (id, parts) in before.parts.iter().filter(|(id, _)| standing.contains(*id)) {
                // An episode that grew too old for the feed is still held by the Department.
                then.parts.entry(id.clone()).or_insert_with(|| parts.clone());
            }
            let same = before.digest == then.digest;
            if same && before.parts.keys().all(|id| then.parts.contains_key(id)) {
                continue;
            }
        }
        deltas.push(Delta {
            node: before.map_or_else(|| child.clone(), |before| with_purges(child, before, standing)),
            then: Some(then),
            child: child.mis_child_id.clone(),
        });
    }
    let here: BTreeSet<&str> = now.iter().map(|child| child.la_child_id.as_str()).collect();
    for (id, before) in acknowledged.iter().filter(|(id, _)| !here.contains(id.as_str())) {
        deltas.extend(grown_out(id, before, on_record.get(id).unwrap_or(&none)));
    }
    deltas
}

/// What is to be sent of a child who is not in the feed any more.
fn grown_out(id: &str, before: &Acknowledged, standing: &BTreeSet<String>) -> Option<Delta> {
    let (stays, gone): (Vec<&String>, Vec<&String>) =
        before.parts.keys().partition(|episode| standing.contains(*episode));
    let mut node = Child { la_child_id: id.to_owned(), ..Child::default() };
    if stays.is_empty() {
        node.purge = true;
        return Some(Delta { node, then: None, child: before.child.clone() });
    }
    if gone.is_empty() {
        return None;
    }
    node.social_care_episodes = gone.into_iter().map(|episode| taken_out(episode)).collect();
    let mut then = before.clone();
    then.parts.retain(|episode, _| standing.contains(episode));
    Some(Delta { node, then: Some(then), child: before.child.clone() })
}

fn taken_out(episode: &str) -> Episode {
    Episode { social_care_episode_id: episode.to_owned(), purge: true, ..Episode::default() }
}

/// A node with what was acknowledged and is gone, each to be purged by its name. An episode that stands on record is not gone, though it is not in the node.
fn with_purges(child: &Child, before: &Acknowledged, standing: &BTreeSet<String>) -> Child {
    let mut child = child.clone();
    for episode in &mut child.social_care_episodes {
        let Some(known) = before.parts.get(&episode.social_care_episode_id) else { continue };
        let gone = gone(known, &parts_of(episode));
        episode.child_and_family_assessments.extend(gone.assessments.into_iter().map(|id| Assessment {
            child_and_family_assessment_id: id,
            purge: true,
            ..Assessment::default()
        }));
        episode.child_in_need_plans.extend(gone.in_need.into_iter().map(|id| InNeedPlan {
            child_in_need_plan_id: id,
            purge: true,
            ..InNeedPlan::default()
        }));
        episode.section_47_assessments.extend(gone.enquiries.into_iter().map(|id| Section47 {
            section_47_assessment_id: id,
            purge: true,
            ..Section47::default()
        }));
        episode.child_protection_plans.extend(gone.protection.into_iter().map(|id| ProtectionPlan {
            child_protection_plan_id: id,
            purge: true,
            ..ProtectionPlan::default()
        }));
    }
    let here: BTreeSet<String> =
        child.social_care_episodes.iter().map(|episode| episode.social_care_episode_id.clone()).collect();
    let gone = before.parts.keys().filter(|id| !here.contains(*id) && !standing.contains(*id));
    child.social_care_episodes.extend(gone.map(|episode| taken_out(episode)));
    child
}

/// The requests that the deltas make: at most a hundred children each.
pub fn batches(deltas: &[Delta]) -> impl Iterator<Item = &[Delta]> {
    deltas.chunks(MOST_TOGETHER)
}
