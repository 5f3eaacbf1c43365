//! What the Department answered about Ava and about her restricted sister, each refused alone; and why neither is to stand with it.

use domain::calendar::london;
use domain::daily_feed::{FeedAnswer, FeedChild, FeedRequest};
use domain::id::Id;
use domain::person::Person;
use domain::person::department::{NotToStand, Why};
use domain::staff::Role;

use super::planted::{People, keep};
use crate::child::family::held;
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
    kept_from(of, people.ava, "Ullockthwaite");
    kept_from(of, people.sister, "Yarlhampton");
}

/// Says that a record is not to stand with the Department.
fn kept_from(of: &Invented, child: Id<Person>, reason: &str) {
    let known = held(of, child);
    let by = of.staff[&Role::ServiceManager];
    let said = NotToStand { why: Why::Adopted, reason: reason.into(), by, at: of.house.now() };
    keep(of, &known.not_standing(said).unwrap());
}
