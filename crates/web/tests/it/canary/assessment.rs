//! Assessments of Ava and of her restricted sister: why they are made, an answer, a carer who is named, an event linked to now and one set aside, a comment,
//! what does not fit and what is made of it, more time that is asked for, who was told of the review point.

use casework::assessment::{
    BeginAsked, ask_exception, begin, cite, comment, link, mark, name_carer, save, view, weigh,
};
use domain::assessment::{
    Assessment, CarerNamed, CommentAsked, ExceptionAsked, LinkAsked, Now, ReviewAsked, SectionSaved, Stands,
};
use domain::calendar::london;
use domain::form::{Answer, Place};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use jiff::ToSpan;

use super::planted::{People, sending, session};
use crate::house::Invented;

/// The words: purpose, who was told, day, carer, so what, set aside, comment, contradiction, what is made of it, more time, meanwhile.
type Words = [&'static str; 11];
const AVAS: Words = [
    "Avocetham purpose",
    "Bitternlow was told",
    "Cotingaside day",
    "Dunnockmere carer",
    "Fieldfareham so what",
    "Goosanderly reason, long enough to be one",
    "Hobbydownton comment",
    "Jackdawmoor against",
    "Oystercatchby weighed",
    "Lapwingstone more time, as long as a reason is",
    "Merlinshaw meanwhile, as long as a reason is",
];
const HERS: Words = [
    "Nuthatchmoss purpose",
    "Nuthatchmoss was told",
    "Nuthatchmoss day",
    "Nuthatchmoss carer",
    "Nuthatchmoss so what",
    "Nuthatchmoss reason, long enough to be one",
    "Nuthatchmoss comment",
    "Nuthatchmoss against",
    "Nuthatchmoss weighed",
    "Nuthatchmoss more time, as long as a reason is",
    "Nuthatchmoss meanwhile, as long as a reason is",
];

/// Plants them, and gives back the records by what stands for them in a path.
pub fn assessments(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let (avas, linked) = assessment(of, Role::SocialWorker, people.ava, &AVAS);
    let (hers, her_linked) = assessment(of, Role::ServiceManager, people.sister, &HERS);
    vec![
        ("assessment", "avas_assessment", avas.to_string()),
        ("assessment", "hers_assessment", hers.to_string()),
        ("part", "a_life", "lived.0".into()),
        ("part", "a_harm", "harm".into()),
        ("about", "the_whole", "whole".into()),
        ("about", "a_question", "lived.0.day".into()),
        ("comment", "a_comment", "1".into()),
        ("contradiction", "a_contradiction", "marked.1".into()),
        ("copy", "a_copy", "0".into()),
        ("happening", "a_happening", linked),
        ("happening", "her_happening", her_linked),
    ]
}

fn assessment(of: &Invented, role: Role, child: Id<Person>, words: &Words) -> (Id<Assessment>, String) {
    let session = session(of, role);
    let [purpose, told, day, carer, so_what, reason, said, against, weighed, time, meanwhile] = *words;
    let today = london::date_of(of.house.now());
    let review = ReviewAsked {
        on: Some(today.saturating_add(5.days())),
        why: String::new(),
        shared_on: Some(today),
        shared_with: told.into(),
    };
    let asked = BeginAsked { others: Vec::new(), purpose: purpose.into(), worker: None, review };
    let id = begin(&session, &sending(of), child, asked).unwrap();
    let named = CarerNamed {
        person: None,
        name: carer.into(),
        relation: "a friend".into(),
        stands: Some(Stands::NewPartner),
    };
    name_carer(&session, &sending(of), id, named).unwrap();
    let known = view(&session, id).unwrap();
    let place = Place::nth("lived", 0, "day");
    let mut answers = known.assessment.record.answers.clone();
    answers.given.clear();
    answers.put(place.clone(), Answer::text(day));
    let mut opened = sending(of);
    opened.opened = known.assessment.version.0;
    save(&session, &opened, id, SectionSaved { sections: vec!["lived".into()], answers }).unwrap();
    let events: Vec<_> = known.entries[0].iter().filter(|entry| entry.stands()).collect();
    let first = events.first().unwrap().source.clone();
    let asked = LinkAsked { now: Some(Now::Repeats), so_what: so_what.into(), set_aside: None };
    link(&session, &sending(of), id, child, first.clone(), asked).unwrap();
    let last = events.last().unwrap().source.clone();
    assert_ne!(first, last, "two events");
    let asked = LinkAsked { set_aside: Some(reason.into()), ..LinkAsked::default() };
    link(&session, &sending(of), id, child, last, asked).unwrap();
    cite(&session, &sending(of), id, place.clone(), child, first.clone()).unwrap();
    comment(&session, &sending(of), id, CommentAsked { place: Some(place), words: said.into() }).unwrap();
    mark(&session, &sending(of), id, None, against).unwrap();
    weigh(&session, &sending(of), id, "marked.1", weighed).unwrap();
    let until = Some(today.saturating_add(90.days()));
    let asked = ExceptionAsked { reason: time.into(), meanwhile: meanwhile.into(), until };
    ask_exception(&session, &sending(of), id, &asked).unwrap();
    let code = format!("{child}|{}|{}|{}", first.kind, first.record, first.event);
    let encoded: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    (id, encoded.replace('+', "%20"))
}
