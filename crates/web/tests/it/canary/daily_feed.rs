//! What the Department answered about Ava and about her restricted sister, each refused alone; and two children who were adopted, of whom one is restricted: why
//! their old records are not to stand with it.

use domain::calendar::london;
use domain::daily_feed::{FeedAnswer, FeedChild, FeedRequest};
use domain::id::Id;
use domain::person::department::{NotToStand, Why};
use domain::person::name::PersonName;
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::Role;

use super::planted::{People, keep, works_with};
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

/// Plants them. What was answered has no page of its own.
pub fn refusals(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    refused(of, people.ava, "Ruffbridge", "Sanderlingway");
    refused(of, people.sister, "Turnstoneley", "Whinchatham");
    let circle = held(of, people.sister).restriction;
    let circle = circle.map(|circle| NamedCircle { reason: "A colleague's cousin".into(), ..circle });
    let open = adopted(of, "Ullockthwaite", None);
    works_with(of, open);
    let restricted = adopted(of, "Yarlhampton", circle);
    vec![("child", "adopted", open.to_string()), ("child", "adopted_restricted", restricted.to_string())]
}

/// A child who was adopted, and why the old record is not to stand with the Department.
fn adopted(of: &Invented, reason: &str, circle: Option<NamedCircle>) -> Id<Person> {
    let mut child = Person::named(of.house.id(), Standing::Child, PersonName::new("Jem", "Farrowby"));
    child.restriction = circle;
    let by = of.staff[&Role::ServiceManager];
    let said = NotToStand { why: Why::Adopted, reason: reason.into(), by, at: of.house.now() };
    let child = child.not_standing(said).unwrap();
    keep(of, &child);
    child.id
}
