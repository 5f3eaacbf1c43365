//! Cards for the night, notes of the night and what it left, about Ava, her restricted sister, and both.

use casework::handover::{authorise_card, draft_card, morning, note_on_child, note_on_contact};
use casework::{Sending, Session};
use domain::contact::Contact;
use domain::handover::{Call, CardWords, Left, NightNoteAsked, Step};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use jiff::SignedDuration;

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

fn words(of: &Invented, plan: &str, number: &str) -> CardWords {
    CardWords {
        kind: "interim_safety_plan".into(),
        steps: vec![Step { trigger: "If he rings".into(), plan: plan.into() }],
        call: vec![Call { who: "Aunt".into(), number: number.into() }],
        never: "The mother's address: give to nobody".into(),
        staff_safety: String::new(),
        safe: "At the aunt's".into(),
        until: of.house.now() + SignedDuration::from_hours(3 * 24),
        further: None,
    }
}

fn opened(of: &Invented, opened: u64) -> Sending {
    Sending { opened, ..sending(of) }
}

fn card(
    of: &Invented,
    child: Id<Person>,
    (author, manager): (&Session<'_>, &Session<'_>),
    said: CardWords,
) -> String {
    let card = draft_card(author, &sending(of), child, said).unwrap();
    authorise_card(manager, &opened(of, 1), card).unwrap();
    card.to_string()
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn night(of: &Invented, people: &People, both: Id<Contact>) -> Vec<(&'static str, &'static str, String)> {
    let (worker, manager) = (session(of, Role::SocialWorker), session(of, Role::MashManager));
    let (hers, circle) = (session(of, Role::ShieldCoordinator), session(of, Role::ServiceManager));
    let night = session(of, Role::NightWorker);
    let avas = card(of, people.ava, (&worker, &manager), words(of, "Harrowmist", "01632 960534"));
    let change = words(of, "Dunmarrow", "01632 960100");
    draft_card(&worker, &opened(of, 2), people.ava, change).unwrap();
    let hers_says = CardWords {
        further: own_answer("night_card", "Wrenholme"),
        ..words(of, "Peatwhistle", "01632 960415")
    };
    let sisters = card(of, people.sister, (&hers, &circle), hers_says);
    let found = |found: &str| NightNoteAsked {
        found: found.into(),
        why_not: "Lapwinge".into(),
        day_must: "Curlewmarsh".into(),
        day_by: Some(of.house.now() + SignedDuration::from_hours(12)),
        ..NightNoteAsked::default()
    };
    let of_ava = NightNoteAsked {
        found: "Quaverstone".into(),
        done: "Rang".into(),
        further: own_answer("night_note", "Plovermoss"),
        ..NightNoteAsked::default()
    };
    note_on_child(&night, &sending(of), people.ava, of_ava).unwrap();
    note_on_child(&night, &sending(of), people.sister, found("Sedgemoorine")).unwrap();
    let of_both =
        NightNoteAsked { found: "Tidewarble".into(), done: "Rang".into(), ..NightNoteAsked::default() };
    note_on_contact(&night, &sending(of), both, of_both).unwrap();
    let mut named = vec![("card", "avas", avas), ("card", "hers", sisters)];
    for item in morning(&circle).unwrap().groups.into_iter().flat_map(|group| group.items) {
        let name = match item.item.left {
            Left::Note(_) if item.item.children == [people.ava] => "avas_note",
            Left::Note(_) if item.item.children == [people.sister] => "her_note",
            Left::Note(_) => "note_of_both",
            Left::Opening(_) => "opened_by_night",
            Left::Contact(_) | Left::Card(_) | Left::Power(_) | Left::SafetyPlan(_) => continue,
        };
        named.push(("item", name, item.item.id.to_string()));
    }
    named
}
