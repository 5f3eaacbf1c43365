//! Significant events in a browser: a kind is chosen, its own questions asked, the event recorded once for each child it is about; put right with a
//! reason by one of two who wrote at once; taken back; and never shown to whoever may not learn of one of its children.

use domain::staff::Role;

use super::family::{CONTENT, Family, RESTRICTED, RING, send, send_from};
use crate::house::{Invented, field};

const INJURY: &[(&str, &str)] = &[
    ("happened", "23 11 2026"),
    ("happened-time", "08:10"),
    ("adults-other", "The mother's new partner\nA man from upstairs"),
    ("from", "health"),
    ("who", "Pat Invently, health visitor"),
    ("injury.what", "A bruise on the left cheek"),
    ("injury.mobile", "no"),
    ("injury.explanation", "inconsistent"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = fields.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    stays.chain(changed).copied().collect()
}

fn recorded(of: &Invented, family: &Family) -> String {
    let ava = family.ava.to_string();
    let fields = with(INJURY, &[("children", ava.as_str())]);
    let sent = send(of, Role::SocialWorker, &family.page("/events/new/injury"), &fields);
    assert_eq!(sent.status, 303, "{}", sent.words());
    sent.to().to_owned()
}

#[test]
fn an_event_is_recorded_by_its_kinds_own_form_and_nothing_typed_is_lost() {
    let of = Invented::new();
    let family = Family::new(&of);
    let ava = family.ava.to_string();
    of.get(Role::SocialWorker, &family.page("")).says("Record a significant event");
    let kinds = of.get(Role::SocialWorker, &family.page("/events/new"));
    kinds.says("Injury").says("Missing episode").says("Other significant event");
    let page = of.get(Role::SocialWorker, &family.page("/events/new/injury"));
    page.says("Can the child move about without help").says_not("When did it end");
    of.get(Role::SocialWorker, &family.page("/events/new/missing")).says("When did it end, if it has: day");
    assert_eq!(of.get(Role::SocialWorker, &family.page("/events/new/nothing")).status, 404);
    let empty = with(INJURY, &[("injury.mobile", ""), ("injury.what", ""), ("happened", "31 2 2026")]);
    let wrong = send_from(&of, Role::SocialWorker, &page, &empty);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#happened\""));
    assert_eq!(field(&wrong, "who"), "Pat Invently, health visitor");
    wrong.says("The mother's new partner");
    let nobody = with(INJURY, &[("injury.mobile", ""), ("children", "")]);
    let wrong = send_from(&of, Role::SocialWorker, &page, &nobody);
    assert_eq!(wrong.status, 422);
    wrong.says("Tick every child it is about.");
    let missing = with(INJURY, &[("injury.mobile", ""), ("children", ava.as_str())]);
    let wrong = send_from(&of, Role::SocialWorker, &page, &missing);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#injury.mobile\""), "{}", wrong.words());
    let right = with(INJURY, &[("children", ava.as_str())]);
    let sent = send_from(&of, Role::SocialWorker, &wrong, &right);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let event = of.get(Role::SocialWorker, sent.to());
    event.says("23 November 2026, 08:10").says("A bruise on the left cheek").says("A man from upstairs");
    event.says("Pat Invently").says("does not yet move about").says("the explanation does not fit");
    of.get(Role::SocialWorker, &family.page("")).says("A bruise on the left cheek");
    of.get(Role::SocialWorker, &family.page("/chronology")).says("Injury (the explanation does not fit");
    let list = of.get(Role::SocialWorker, &family.page("/events"));
    list.says("1 event").says("A bruise on the left cheek").says("Health: GP, health visitor, hospital");
    of.get(Role::SocialWorker, &family.page("/events?kind=visit")).says("None of this kind.");
    of.get(Role::SocialWorker, &family.page("/events?event=1")).says_not("A bruise");
}

#[test]
fn two_who_correct_at_once_lose_nothing_and_what_was_an_error_counts_for_nothing() {
    let of = Invented::new();
    let family = Family::new(&of);
    let event = recorded(&of, &family);
    let ava = family.ava.to_string();
    let correct = format!("{event}/correct");
    // The same person in two tabs: a form knows only that its record has moved on.
    let (mine, theirs) = (of.get(Role::SocialWorker, &correct), of.get(Role::SocialWorker, &correct));
    assert_eq!(field(&mine, "happened-time"), "08:10");
    assert_eq!(field(&mine, "who"), "");
    mine.says("A name is recorded. Leave this empty to keep it.");
    let fields = with(INJURY, &[("children", ava.as_str()), ("who", "")]);
    let refused = send_from(&of, Role::SocialWorker, &mine, &fields);
    assert_eq!(refused.status, 422);
    refused.says("Say what was wrong, and how you know.");
    let reason = ("reason", "The doctor saw it");
    let changed = with(&fields, &[("injury.explanation", "consistent"), reason]);
    assert_eq!(send_from(&of, Role::SocialWorker, &mine, &changed).status, 303);
    let late = with(&fields, &[("injury.what", "Two bruises"), ("reason", "There are two")]);
    let conflict = send_from(&of, Role::SocialWorker, &theirs, &late);
    assert_eq!(conflict.status, 409, "{}", conflict.words());
    conflict.says("Someone else saved this while you were writing").says("It fits").says("Two bruises");
    let page = of.get(Role::SocialWorker, &event);
    page.says("the explanation fits").says("Pat Invently").says("The doctor saw it");
    page.says("How it came to stand so");
    let error = format!("{event}/error");
    assert_eq!(send(&of, Role::SocialWorker, &error, &[("reason", " ")]).status, 422);
    let sent = send(&of, Role::SocialWorker, &error, &[("reason", "Another child's")]);
    assert_eq!((sent.status.as_u16(), sent.to()), (303, event.as_str()));
    let page = of.get(Role::SocialWorker, &event);
    page.says("Recorded in error").says("Another child's").says_not("What counts for the escalation watch");
    assert_eq!(of.get(Role::SocialWorker, &correct).status, 409);
    of.get(Role::SocialWorker, &family.page("/chronology")).says_not("A bruise on the left cheek");
    of.get(Role::SocialWorker, &family.page("/events")).says("Recorded in error");
}

#[test]
fn who_must_not_be_known_is_shown_to_nobody_and_the_night_records_what_it_cannot_read() {
    let of = Invented::new();
    let family = Family::new(&of);
    let ava = family.ava.to_string();
    let secret = with(INJURY, &[("children", ava.as_str()), ("unnamed", "yes"), ("who", "Aunt Jocasta")]);
    let sent = send(&of, Role::SocialWorker, &family.page("/events/new/injury"), &secret);
    of.get(Role::SocialWorker, sent.to()).says("They must not be known").says_not("Jocasta");
    of.get(Role::SocialWorker, &format!("{}/correct", sent.to()))
        .says("must not be known")
        .says_not("Jocasta");
    // By night the summary is read: an event is recorded, nobody's name is offered, and the record stays closed.
    let path = family.page("/events/new/missing");
    let page = of.get(Role::NightWorker, &path);
    page.says("When did it begin?").says_not(CONTENT).says_not("Kim");
    let fields = [
        ("children", ava.as_str()),
        ("happened", "23 11 2026"),
        ("happened-time", "02:15"),
        ("from", "police"),
        ("missing.what", "Not back"),
        ("missing.risk", "high"),
    ];
    let sent = send_from(&of, Role::NightWorker, &page, &fields);
    assert_eq!((sent.status.as_u16(), sent.to()), (303, family.page("").as_str()), "{}", sent.words());
    assert_eq!(of.get(Role::NightWorker, &family.page("/events")).status, 403);
    of.get(Role::SocialWorker, &family.page("/events")).says("high risk").says("Police");
}

#[test]
fn what_is_also_about_a_restricted_child_is_closed_to_whoever_may_not_learn_of_her() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (ava, sister) = (family.ava.to_string(), family.restricted.to_string());
    let path = family.page("/events/new/injury");
    of.get(Role::SocialWorker, &path).says_not(RESTRICTED);
    let both = with(INJURY, &[("children", ava.as_str())]);
    let mut both = both.clone();
    both.push(("children", sister.as_str()));
    let refused = send(&of, Role::SocialWorker, &path, &both);
    assert_eq!(refused.status, 403);
    refused.says(RING).says_not(RESTRICTED);
    // Her manager records it; Ava's worker reads only whom to ring.
    let hers = format!("/children/{sister}/events/new/injury");
    let sent = send(&of, Role::ServiceManager, &hers, &both);
    assert_eq!(sent.status, 303, "{}", sent.words());
    let event = sent.to().rsplit('/').next().unwrap();
    let of_ava = family.page(&format!("/events/{event}"));
    let closed = of.get(Role::SocialWorker, &of_ava);
    assert_eq!(closed.status, 403);
    closed.says(RING).says_not("A bruise").says_not(RESTRICTED);
    let list = of.get(Role::SocialWorker, &family.page("/events"));
    list.says("A record that is also about another child.").says(RING).says_not("A bruise");
    of.get(Role::SocialWorker, &family.page("")).says_not("A bruise");
    of.get(Role::SocialWorker, &family.page("/chronology")).says_not("A bruise");
    of.get(Role::ServiceManager, sent.to()).says("A bruise on the left cheek").says(RESTRICTED);
}
