//! Two records of one person in the house of the canaries: one is restricted, and so both are read by its circle alone.

use std::collections::BTreeSet;

use casework::person::{LinkAsked, different_from, link, say_different};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::Role;

use super::planted::{People, keep, sending};
use crate::house::Invented;

/// A child on record twice, and another child who is said to be somebody else.
pub fn twice(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let [hidden, open]: [Id<Person>; 2] = std::array::from_fn(|_| of.house.id());
    let mut restricted = Person::named(hidden, Standing::Child, PersonName::new("Sophronetta", "Wexcombe"));
    restricted.restriction = Some(NamedCircle {
        circle: BTreeSet::from([of.staff[&Role::ServiceManager]]),
        ring: "Priya Shah, 01632 960177".into(),
        reason: "Xanthorpe: a colleague's nephew".into(),
        since: of.house.now(),
    });
    keep(of, &restricted);
    let mut child = Person::named(open, Standing::Child, PersonName::new("Quaverley", "Wexcombe"));
    child.communication = Known::Is("Gallowglass signs".into());
    keep(of, &child);
    let system = of.house.system();
    let reason = "Quernbiter: seen by the same nurse".to_owned();
    let asked = LinkAsked { joined: open, stands: hidden, reason, household: Vec::new() };
    let link = link(&system, &sending(of), &asked).unwrap();
    let reason = "Thrapstonian: seen both at once";
    say_different(&system, &sending(of), (hidden, people.ava), reason).unwrap();
    let said = different_from(&system, hidden).unwrap()[0].id;
    vec![
        ("child", "hidden_twice", hidden.to_string()),
        ("child", "open_twice", open.to_string()),
        ("other", "open_twice_too", open.to_string()),
        ("link", "link", link.to_string()),
        ("said", "said", said.to_string()),
    ]
}
