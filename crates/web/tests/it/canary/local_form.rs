//! Forms about Ava and her restricted sister: one finished and corrected, one being written, one recorded in error.

use casework::Sending;
use casework::local_form::{answer_comment, begin, comment, withdraw, write};
use domain::form::{Answer, CommentAsked, Place};
use domain::id::Id;
use domain::local_form::{FormAnswer, FormSent};
use domain::person::Person;
use domain::staff::Role;

use super::planted::{People, sending, session};
use crate::house::Invented;

fn told(of: &Invented, words: &str, finish: bool, reason: &str) -> FormSent {
    let mut answers = of.house.pack.form("young_carer").unwrap().blank();
    for (question, answer) in [("whom", words), ("wants", "Sleep"), ("tell", "yes")] {
        answers.put(Place::one("care", question), Answer::text(answer));
    }
    FormSent { answers, finish, reason: reason.into() }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn forms(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let filled = |role: Role, child: Id<Person>, words: &str, finish: bool| -> Id<FormAnswer> {
        begin(&session(of, role), &sending(of), child, told(of, words, finish, "")).unwrap()
    };
    let opened = Sending { opened: 1, ..sending(of) };
    let avas = filled(Role::SocialWorker, people.ava, "Yaffinghurst", true);
    let again = told(of, "Yaffinghurst", true, "Corncrakeby");
    write(&session(of, Role::SocialWorker), &opened, avas, again).unwrap();
    let asked = CommentAsked { place: Some(Place::one("care", "whom")), words: "Siskinbrook".into() };
    comment(&session(of, Role::SocialWorker), &sending(of), avas, asked).unwrap();
    answer_comment(&session(of, Role::SocialWorker), &sending(of), avas, 1, "Redpollgate").unwrap();
    let wrong = filled(Role::SocialWorker, people.ava, "Nightjarley", false);
    let opened = Sending { opened: 1, ..sending(of) };
    withdraw(&session(of, Role::SocialWorker), &opened, wrong, "Treecreepwick").unwrap();
    let sisters = filled(Role::ShieldCoordinator, people.sister, "Wrynecksted", false);
    vec![
        ("form_answer", "avas_form", avas.to_string()),
        ("form_answer", "wrong_form", wrong.to_string()),
        ("form_answer", "sisters_form", sisters.to_string()),
        ("form_comment", "a_comment", "1".to_owned()),
        ("form_place", "a_place", "care.whom".to_owned()),
        ("pack_form", "a_form", "young_carer".to_owned()),
    ]
}
