//! Case summaries of Ava and of her restricted sister, what each says, and what is said of a relationship.

use casework::case_summary::{SummaryAsked, write};
use casework::network::{NewTie, add_tie};
use casework::voice::hear;
use domain::case_summary::SummaryWords;
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::{Kinship, TieAsked};
use domain::person::{Person, Standing};
use domain::staff::Role;
use domain::voice::{HeardAsked, Quote};
use jiff::SignedDuration;

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

/// Plants them, and gives back the records by what stands for them in a path. The words of a day are later than all other words, so that they stand under
/// the first heading of every plan.
pub fn stories(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let friend = NewTie {
        of: people.ava,
        kinship: Kinship::Friend,
        turned: false,
        who: Err(PersonName::new("Mina", "Exampleby")),
        standing: Standing::Child,
        asked: TieAsked {
            since: None,
            parental_responsibility: Known::NotAsked,
            closeness: "close".into(),
            says: "Siskinmoor".into(),
            source: "Ava".into(),
            further: own_answer("relationship", "Redpollcote"),
        },
        until: None,
    };
    let tie = add_tie(&session(of, Role::SocialWorker), &sending(of), people.ava, friend).unwrap();
    of.later(SignedDuration::from_mins(1));
    let avas = said(of, Role::SocialWorker, people.ava, "Wrynecton");
    let hers = said(of, Role::ShieldCoordinator, people.sister, "Hobbywick");
    summary(of, Role::SocialWorker, people.ava, "Nightjarwell");
    summary(of, Role::ShieldCoordinator, people.sister, "Dunlinbury");
    vec![
        ("voice", "avas_voice", avas),
        ("voice", "her_voice", hers),
        ("relationship", "avas_friend", tie.to_string()),
    ]
}

fn said(of: &Invented, role: Role, child: Id<Person>, words: &str) -> String {
    let asked = HeardAsked {
        on: Some(domain::calendar::london::date_of(of.house.now())),
        occasion: "visit".into(),
        heard_by: "Her worker".into(),
        setting: String::new(),
        quotes: vec![Quote { asked: String::new(), words: words.into(), way: "spoken".into() }],
        wishes: "To sleep".into(),
        feelings: "Tired".into(),
        answers: None,
    };
    hear(&session(of, role), &sending(of), child, asked).unwrap().to_string()
}

fn summary(of: &Invented, role: Role, child: Id<Person>, words: &str) {
    let part = |part: &str| format!("{words} {part}");
    let further = own_answer("case_summary", &part("own question"));
    let words = SummaryWords {
        who: part("who"),
        why: part("why"),
        plan: part("plan"),
        contingency: part("if"),
        contact: part("contact"),
        staff_safety: part("safety"),
    };
    write(
        &session(of, role),
        &sending(of),
        child,
        SummaryAsked { words, address_meant: false, long_why: String::new(), further },
    )
    .unwrap();
}
