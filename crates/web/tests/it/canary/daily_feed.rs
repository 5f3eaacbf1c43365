//! What the Department answered about Ava and about her restricted sister, each refused alone.

use domain::calendar::london;
use domain::daily_feed::{FeedAnswer, FeedChild, FeedRequest};
use domain::id::Id;
use domain::person::Person;

use super::planted::{People, keep};
use crate::house::Invented;

fn refused(of: &Invented, child: Id<Person>, identifier: &str, said: &str) {
    let now = of.house.now();
    let child = FeedChild {
        identifier: identifier.into(),
        child: Some(child),
        purge: false,
        digest: "0".repeat(64),
        parts: [].into(),
    };
    let request = FeedRequest {
        id: of.house.id(),
        day: london::date_of(now),
        sent_at: now,
        tries: 1,
        digest: "0".repeat(64),
        bytes: 2,
        children: vec![child],
        status: Some(400),
        answer: FeedAnswer::Refused(format!("It says: {said}")),
    };
    keep(of, &request);
}

/// Plants them. They have no page of their own.
pub fn refusals(of: &Invented, people: &People) {
    refused(of, people.ava, "Ruffbridge", "Sanderlingway");
    refused(of, people.sister, "Turnstoneley", "Whinchatham");
}
