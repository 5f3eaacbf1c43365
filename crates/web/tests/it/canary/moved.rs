//! Something of Ava's that was moved to a boy whom her worker reads too, and something that was moved to her restricted sister; one that was not moved, and
//! one that was taken back.

use domain::event::Said;
use domain::id::Id;
use domain::person::moved::{Done, Fact, Item, Moved, Stage};
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::Role;

use super::planted::{People, keep, works_with};
use crate::house::Invented;

/// Plants them, and gives back the records by what stands for them in a path.
pub fn moves(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let worker = of.staff[&Role::SocialWorker];
    let corin: Id<Person> = of.house.id();
    keep(of, &Person::named(corin, Standing::Child, PersonName::new("Corin", "Example")));
    works_with(of, corin);
    let at = of.house.now();
    let done = || Done { by: worker, at, records: Vec::new(), to_before: 1 };
    let said = |reason: &str| Said { by: worker, at, reason: reason.into() };
    let moved = |to: Id<Person>, reason: &str, stage: Stage| -> String {
        let id: Id<Moved> = of.house.id();
        let (items, two_people) = (vec![Item::Fact(Fact::Hazard(0))], false);
        let (from, by, reason) = (people.ava, worker, reason.to_owned());
        keep(of, &Moved { id, from, to, items, opened: 1, reason, by, at, two_people, stage });
        id.to_string()
    };
    let back =
        Stage::TakenBack { done: done(), asked: said("Firecrestham"), by: worker, at, left: Vec::new() };
    vec![
        ("child", "corin", corin.to_string()),
        ("moved", "avas_move", moved(corin, "Whitethroaton", Stage::Done(done()))),
        ("moved", "her_move", moved(people.sister, "Blackcapley", Stage::Done(done()))),
        ("moved", "not_moved", moved(corin, "Goldcrestwick", Stage::NotDone(said("Chiffchaffton")))),
        ("moved", "moved_back", moved(corin, "Redstartmere", back)),
    ]
}
