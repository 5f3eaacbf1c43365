//! The chronology in a browser: what built up in lanes and as a table, what was known when, what somebody wants to see, what nobody has looked at, entries
//! written by hand, and what others get of it.

use domain::staff::Role;

use super::family::{Family, REFUGE, contact, keep, later, send, send_from};
use crate::house::Invented;

const WORKER: Role = Role::SocialWorker;

/// A family whose story has a contact and a move; the house is a day older.
fn told() -> (Invented, Family) {
    let of = Invented::new();
    let family = Family::new(&of);
    keep(&of, &contact(&of, &[family.ava], "Bruise on the left arm"));
    later(&of, 25);
    let mut of = of;
    for role in [WORKER, Role::Auditor, Role::Partner] {
        of.sign_in_again(role);
    }
    (of, family)
}

#[test]
fn the_story_stands_in_lanes_and_in_a_table() {
    let (of, family) = told();
    let page = of.get(WORKER, &family.page("/chronology"));
    page.says("proposed, not looked at")
        .says("The child moved home")
        .says("Nobody has said anything about an entry");
    for words in [
        "<svg",
        "aria-label=\"Home, 1 June 2026: The child moved home",
        "id=\"chronology-table\"",
        "Child’s voice",
    ] {
        let there = page.body.contains(words) || page.body.contains(&words.replace('’', "'"));
        assert!(there, "{words} is not in {}", page.body);
    }
    page.says_not(REFUGE).says_not("9 Juniper");
    let table = of.get(WORKER, &family.page("/chronology?view=table"));
    assert!(!table.body.contains("<svg class=\"app-picture"));
    table.says("Bruise on the left arm").says("Show the picture and the table");
}

#[test]
fn what_is_wanted_stands_in_the_address_and_can_be_taken_back() {
    let (of, family) = told();
    let voice = of.get(WORKER, &family.page("/chronology?lane=voice&view=table"));
    voice.says("I hide in the wardrobe").says("Lane: Child's voice");
    let table = voice.body.split("id=\"chronology-table\"").nth(1).unwrap();
    assert!(!table.contains("Bruise on the left arm"));
    let old = of.get(WORKER, &family.page("/chronology?until=2+6+2026&view=table"));
    old.says("The child moved home").says("Until 2 June 2026");
    let table = old.body.split("id=\"chronology-table\"").nth(1).unwrap();
    assert!(!table.contains("Bruise on the left arm"));
    let wrong = of.get(WORKER, &family.page("/chronology?from=31+2+2026"));
    assert_eq!(wrong.status, 200);
    wrong.says("February 2026 has 28 days").says("Bruise on the left arm");
    of.get(WORKER, &family.page("/chronology?person=nobody&page=99&lane=%00"))
        .says("Show everything")
        .says("entries");
}

#[test]
fn of_an_earlier_day_only_that_something_was_not_known_is_drawn() {
    let (of, family) = told();
    let write = [
        ("happened", "2020"),
        ("words", "Left alone at night"),
        ("known_from", "Paper file of Otherham"),
        ("lane", "harm"),
    ];
    assert_eq!(send(&of, WORKER, &family.page("/chronology/write"), &write).status, 303);
    let then = of.get(WORKER, &family.page("/chronology?known=2026-11-23"));
    then.says("events of the chronology were known").says_not("Left alone at night");
    assert!(then.body.contains("something we learned later, not known then"), "{}", then.body);
    let now = of.get(WORKER, &family.page("/chronology"));
    now.says("Left alone at night").says("Paper file of Otherham").says("Withdraw");
}

#[test]
fn several_are_accepted_at_once_one_is_marked_and_taken_back() {
    let (of, family) = told();
    let waiting = family.page("/chronology/waiting");
    let page = of.get(WORKER, &waiting);
    assert_eq!(send_from(&of, WORKER, &page, &[]).status, 422);
    let html = scraper::Html::parse_document(&page.body);
    let boxes = scraper::Selector::parse("input[name=entries]").unwrap();
    let keys: Vec<String> =
        html.select(&boxes).map(|each| each.value().attr("value").unwrap().to_owned()).collect();
    assert!(keys.len() >= 3, "{keys:?}");
    let ticked: Vec<(&str, &str)> = keys.iter().map(|key| ("entries", key.as_str())).collect();
    assert_eq!(send_from(&of, WORKER, &page, &ticked).status, 303);
    of.get(WORKER, &waiting).says("Somebody has looked at every entry");
    let received = keys.iter().find(|key| key.ends_with("event=received")).unwrap();
    let marking = family.page(&format!("/chronology/entry?{received}&mark=significant"));
    let parts: Vec<(String, String)> = form_urlencoded::parse(received.as_bytes()).into_owned().collect();
    let source: Vec<(&str, &str)> =
        parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let say = |more: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> = source.iter().chain(more).copied().collect();
        send_from(&of, WORKER, &of.get(WORKER, &marking), &fields).status
    };
    let mark = [("verdict", "accepted"), ("significant", "yes"), ("reason", "The first injury")];
    assert_eq!(say(&mark), 303);
    of.get(WORKER, &family.page("/chronology?significant=yes&view=table"))
        .says("The first injury")
        .says("1 entry");
    of.get(WORKER, &family.page("/chronology/print?format=page")).says("The first injury").says("Bruise");
    of.get(WORKER, &family.page("/chronology/print?format=court"))
        .says("Bruise")
        .says_not("The first injury");
    assert_eq!(say(&[("verdict", "undone")]), 303);
    of.get(WORKER, &family.page("/chronology")).says("Taken back").says("1 proposed, not looked at");
    let entry = of.get(WORKER, &family.page(&format!("/chronology/entry?{received}")));
    entry.says("What was said of it").says("The first injury").says("Taken back");
    assert_eq!(of.get(Role::Auditor, &waiting).status, 403);
}

#[test]
fn an_agency_gets_what_was_chosen_for_it_after_a_second_look() {
    let (of, family) = told();
    of.get(WORKER, &family.page("/chronology/for")).says("The family").says("Police");
    let choosing = of.get(WORKER, &family.page("/chronology/for?agency=police"));
    choosing.says("Choose what they get").says("The council's own record");
    let html = scraper::Html::parse_document(&choosing.body);
    let boxes = scraper::Selector::parse("input[name=lines]").unwrap();
    let keys: Vec<String> =
        html.select(&boxes).map(|each| each.value().attr("value").unwrap().to_owned()).collect();
    let moved = keys.iter().find(|key| key.contains("moved")).unwrap();
    let without = [("agency", "police"), ("lines", moved.as_str())];
    let wrong = send_from(&of, WORKER, &choosing, &without);
    assert_eq!(wrong.status, 422);
    wrong.says("Say what they need it for").says("Choose what they get");
    let chosen =
        send_from(&of, WORKER, &wrong, &[("agency", "police"), ("purpose", "A search"), ("lines", moved)]);
    assert_eq!(chosen.status, 303, "{}", chosen.words());
    let look = chosen.to().to_owned();
    let made = look.strip_suffix("/look").unwrap();
    assert_eq!(of.get(WORKER, made).status, 409);
    let second = of.get(WORKER, &look);
    second.says("Read it as").says("The child moved home");
    let hidden =
        send_from(&of, WORKER, &second, &[("words-0", &format!("Moved to 9 {REFUGE}")), ("looked", "yes")]);
    assert_eq!(hidden.status, 422);
    hidden.says("A protected address stands here");
    let not_looked = send_from(&of, WORKER, &second, &[("words-0", "She moved")]);
    assert_eq!(not_looked.status, 422);
    not_looked.says("Read each line as its reader will");
    assert_eq!(send_from(&of, WORKER, &second, &[("words-0", "She moved"), ("looked", "yes")]).status, 303);
    of.get(WORKER, made).says("She moved").says("Composed for Police").says_not("Bruise");
    of.get(WORKER, &look).says("made already");
    assert_eq!(of.get(Role::Partner, made).status, 403);
    let another = made.replace(&family.ava.to_string(), &family.restricted.to_string());
    assert_ne!(of.get(WORKER, &another).status, 200);
}
