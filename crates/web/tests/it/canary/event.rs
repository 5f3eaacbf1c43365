//! Significant events about Ava, her restricted sister, and both; one told by somebody who must not be known, one corrected, one taken back. And what
//! they ask a manager.

use casework::Sending;
use casework::event::{correct, record, withdraw};
use casework::watch::answer;
use domain::event::{Adult, Event, EventAsked};
use domain::form::{Answer, Place};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::staff::Role;
use domain::watch::{AnswerAsked, Prompt};

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

pub fn injury(of: &Invented, children: &[Id<Person>], what: &str, adults: Vec<Adult>) -> EventAsked {
    let mut answers = of.house.pack.form("event_injury").unwrap().blank();
    for (place, answer) in [("what", what), ("mobile", "no"), ("explanation", "inconsistent")] {
        answers.put(Place::one("injury", place), Answer::text(answer));
    }
    EventAsked {
        kind: "injury".into(),
        children: children.to_vec(),
        adults,
        happened: PartialDate::NotKnown,
        moment: None,
        until: None,
        known_at: None,
        from: "family".into(),
        who: String::new(),
        unnamed: false,
        answers,
        further: None,
    }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn events(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let (worker, hers) = (session(of, Role::SocialWorker), session(of, Role::ShieldCoordinator));
    let (circle, manager) = (session(of, Role::ServiceManager), session(of, Role::MashManager));
    let opened = |opened| Sending { opened, ..sending(of) };
    let secret = EventAsked {
        who: "Jackdawmere".into(),
        unnamed: true,
        ..injury(of, &[people.ava], "Thornwistle", vec![Adult::Named("Kestrelby".into())])
    };
    let avas: Id<Event> = record(&worker, &sending(of), secret).unwrap();
    let asked = open_about(of, people.ava);
    let version = casework::watch::view(&manager, asked).unwrap().prompt.version.0;
    let because = AnswerAsked::NotNeeded { because: "Shelduckmoor: an old accident".into() };
    answer(&manager, &opened(version), asked, because).unwrap();
    let again = injury(of, &[people.ava], "Thornwistle", vec![Adult::Named("Kestrelby".into())]);
    correct(&worker, &opened(1), avas, again, "Whinchatter").unwrap();
    let named =
        EventAsked { who: "Ortolanwick".into(), ..injury(of, &[people.ava], "Smewholme", Vec::new()) };
    let wrong: Id<Event> = record(&worker, &sending(of), named).unwrap();
    withdraw(&worker, &opened(1), wrong, "Garganeywick").unwrap();
    let about_sister = EventAsked {
        further: own_answer("event", "Phalaropely"),
        ..injury(of, &[people.sister], "Fieldfarebeck", Vec::new())
    };
    let sisters = record(&hers, &sending(of), about_sister).unwrap();
    let both = record(
        &circle,
        &sending(of),
        injury(of, &[people.sister, people.ava], "Wigeonhurst", vec![Adult::Known(people.father)]),
    )
    .unwrap();
    [("avas_event", avas), ("wrong_event", wrong), ("sisters_event", sisters), ("event_of_both", both)]
        .into_iter()
        .map(|(name, id)| ("event", name, id.to_string()))
        .chain([("event_kind", "an_injury", "injury".to_owned())])
        .chain([
            ("prompt", "avas_answered", asked.to_string()),
            ("prompt", "avas_prompt", open_about(of, people.ava).to_string()),
            ("prompt", "sisters_prompt", open_about(of, people.sister).to_string()),
        ])
        .collect()
}

/// The open prompt about a child.
fn open_about(of: &Invented, child: Id<Person>) -> Id<Prompt> {
    let prompts = casework::watch::all_since(&of.house.system(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    let open = prompts.into_iter().find(|prompt| prompt.is_open() && prompt.children.contains(&child));
    open.unwrap().id
}
