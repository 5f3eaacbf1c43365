//! Powers of Ava and of her restricted sister: who took them, where the child is, what was said and what happened next.

use casework::power::{end, record, tell};
use domain::id::Id;
use domain::person::Person;
use domain::power::{Bound, EndedAsked, HowEnded, MadeBy, More, Power, PowerAsked, ToldAsked};
use domain::staff::Role;
use jiff::SignedDuration;

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

fn asked(of: &Invented, kind: &str, name: &str, more: More) -> PowerAsked {
    PowerAsked {
        kind: kind.into(),
        started: Some(of.house.now()),
        made_by: MadeBy { name: name.into(), ..MadeBy::default() },
        more,
        ..PowerAsked::default()
    }
}

fn made(of: &Invented, role: Role, child: Id<Person>, asked: &PowerAsked) -> Id<Power> {
    record(&session(of, role), &sending(of), child, &[], asked).unwrap().power
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn powers(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let more = More {
        grounds: "Whimbrelow".into(),
        whereabouts: "Wheatearby".into(),
        wishes: "Turnstonely".into(),
        further: own_answer("power", "Ousellea"),
        ..More::default()
    };
    let avas = made(of, Role::NightWorker, people.ava, &asked(of, "police_protection", "Yaffleton", more));
    let told = ToldAsked { whom: "parents".into(), words: "Smewbridge".into(), ..ToldAsked::default() };
    let opened = |version| casework::Sending { opened: version, ..sending(of) };
    tell(&session(of, Role::NightWorker), &opened(1), avas, told).unwrap();
    let assessed = asked(of, "child_assessment", "Judge Abara", More::default());
    let ended = made(of, Role::SocialWorker, people.ava, &assessed);
    of.later(SignedDuration::from_mins(1));
    let next = EndedAsked { how: Some(HowEnded::Discharged), when: None, next: "Scoterham".into() };
    end(&session(of, Role::SocialWorker), &opened(1), ended, &next, false).unwrap();
    let more = More { conditions: "Nightjarry".into(), ..More::default() };
    let mut bail = asked(of, "police_bail", "", more);
    bail.adult = Some(Bound { person: None, name: "Pochardine".into() });
    bail.ends = Some(of.house.now() + SignedDuration::from_hours(24 * 30));
    let hers = made(of, Role::ServiceManager, people.sister, &bail);
    vec![
        ("power", "avas_power", avas.to_string()),
        ("power", "avas_ended", ended.to_string()),
        ("power", "her_power", hers.to_string()),
        ("kind", "police_protection", "police_protection".into()),
        ("kind", "police_bail", "police_bail".into()),
    ]
}
