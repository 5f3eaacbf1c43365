//! The child's story in a browser: the summary with its age and a second writer, family and network by form, what the child says and shows.

use domain::staff::Role;

use super::family::{Family, REFUGE, RESTRICTED, RING, send, send_from};
use crate::house::{Answer, Invented, field};

const SUMMARY: &[(&str, &str)] = &[
    ("who", "Seven, quick to laugh"),
    ("why", "Her mother was hit"),
    ("plan", "Visits each week"),
    ("contingency", "Ring the aunt, then 999"),
    ("staff_safety", "Two workers"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = SUMMARY.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    stays.chain(changed).copied().collect()
}

#[track_caller]
fn done(answer: &Answer) {
    assert_eq!(answer.status, 303, "{}", answer.words());
}

#[test]
fn a_summary_stands_first_on_the_record_signed_and_with_its_age() {
    let of = Invented::new();
    let family = Family::new(&of);
    of.get(Role::SocialWorker, &family.page(""))
        .says("60-second summary")
        .says("Nobody has written a summary");
    let write = family.page("/summary/write");
    let early = of.get(Role::SocialWorker, &write);
    let wrong = send(&of, Role::SocialWorker, &write, &with(&[("plan", "")]));
    assert_eq!(wrong.status, 422);
    wrong.says("Say what the plan is");
    assert_eq!(field(&wrong, "why"), "Her mother was hit");
    // A protected address is pointed out, and stands only on purpose.
    let refuge = format!("She lives at 9 {REFUGE}");
    let told = send(&of, Role::SocialWorker, &write, &with(&[("contact", &refuge)]));
    assert_eq!(told.status, 422);
    told.says("A protected address stands here").says("the words stand here on purpose");
    // More than a page is asked for once more, and every word is still there; with the reason it stands.
    let long = "word ".repeat(500);
    let told = send(&of, Role::SocialWorker, &write, &with(&[("plan", &long)]));
    assert_eq!(told.status, 422);
    told.says("one page holds 450").says("Why must it be longer than one page?");
    assert_eq!(field(&told, "plan").split_whitespace().count(), 500);
    done(&send(&of, Role::SocialWorker, &write, SUMMARY));
    for role in [Role::SocialWorker, Role::NightWorker] {
        let record = of.get(role, &family.page(""));
        record.says("Written today").says("Ring the aunt, then 999").says("Current");
    }
    of.get(Role::SocialWorker, &family.page("/summary/print")).says("Two workers").says_not(REFUGE);
    // Whoever opened the form before is shown both, and loses nothing.
    let conflict = send_from(&of, Role::SocialWorker, &early, &with(&[("plan", "No plan yet")]));
    assert_eq!(conflict.status, 409, "{}", conflict.words());
    conflict
        .says("Someone else saved this while you were writing")
        .says("Visits each week")
        .says("No plan yet");
    of.get(Role::SocialWorker, &family.page("/summary")).says("Visits each week");
    of.get(Role::SocialWorker, "/case-summaries").says("Case summaries").says_not("Ava Example");
    assert_eq!(of.get(Role::BusinessSupport, &family.page("/summary")).status, 403);
}

#[test]
fn a_family_is_written_down_by_form_and_a_protected_address_stands_on_no_household() {
    let of = Invented::new();
    let family = Family::new(&of);
    let network = family.page("/network");
    let page = of.get(Role::SocialWorker, &network);
    page.says("Address protected").says(RING).says_not(REFUGE).says_not(RESTRICTED);
    page.says("Ava Example lives with Kim Example").says("What the symbols mean");
    assert!(page.body.contains("aria-label=\"Kim Example"), "{}", page.words());
    let add = family.page("/network/add");
    let wrong = send(
        &of,
        Role::SocialWorker,
        &add,
        &[("of", &family.ava.to_string()), ("kinship", "friend"), ("says", "Plays football")],
    );
    assert_eq!(wrong.status, 422);
    wrong.says("Say who it is: choose somebody, or write a name.");
    assert_eq!(field(&wrong, "says"), "Plays football");
    let ava = family.ava.to_string();
    let friend = [
        ("of", ava.as_str()),
        ("kinship", "friend"),
        ("who", "child"),
        ("child-given", "Mina"),
        ("child-family", "Sampleford"),
        ("closeness", "close"),
        ("says", "Plays football"),
        ("source", "Ava"),
    ];
    done(&send(&of, Role::SocialWorker, &add, &friend));
    let page = of.get(Role::SocialWorker, &network);
    page.says("Mina Sampleford , friend: Close").says("Plays football");
    let end = page
        .body
        .split("href=\"")
        .find(|rest| rest.split('"').next().is_some_and(|href| href.ends_with("/end")));
    let end = end.and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let wrong = send(&of, Role::SocialWorker, &end, &[("until", "2025")]);
    assert_eq!(wrong.status, 422);
    wrong.says("Choose how it ended.");
    done(&send(
        &of,
        Role::SocialWorker,
        &end,
        &[("until", "2025"), ("how", "other"), ("reason", "Kim said so")],
    ));
    of.get(Role::SocialWorker, &network).says("Ended: It ended in another way, Kim said so");
    // As at a day before the refuge nobody lived together; a day to come is refused in words.
    of.get(Role::SocialWorker, &format!("{network}?on=2026-05-01"))
        .says("is not recorded")
        .says_not("Address protected");
    of.get(Role::SocialWorker, &format!("{network}?on=2099-05-01")).says("Nobody knows yet who lives where");
    assert_eq!(of.get(Role::NightWorker, &network).status, 403);
}

#[test]
fn what_a_child_says_stands_on_their_page_and_under_the_plans_heading() {
    let of = Invented::new();
    let family = Family::new(&of);
    let hear = family.page("/voice/hear");
    let said = [
        ("occasion", "visit"),
        ("quote-0-asked", "Who helps you?"),
        ("quote-0-words", "Bear does."),
        ("quote-0-way", "spoken"),
        ("wishes", "That Gran comes"),
        ("voice.explained_worries", "no"),
        ("on", "23 11 2026"),
        ("heard_by", "Asha, social worker"),
    ];
    let wrong = send(&of, Role::SocialWorker, &hear, &said[1..]);
    assert_eq!(wrong.status, 422);
    wrong.says("Choose on what occasion");
    assert_eq!(field(&wrong, "wishes"), "That Gran comes");
    done(&send(&of, Role::SocialWorker, &hear, &said));
    let page = of.get(Role::SocialWorker, &family.page("/voice"));
    page.says("What Ava says and shows").says("Asked: Who helps you?").says("Bear does.").says("Not asked");
    of.get(Role::SocialWorker, &family.page("/safety-plan")).says("Bear does.");
    // Whoever reads the plan and not the record does not read the child's words there.
    of.get(Role::NightWorker, &family.page("/safety-plan")).says_not("Bear does.");
    let back = page
        .body
        .split("href=\"")
        .find(|rest| rest.split('"').next().is_some_and(|href| href.ends_with("/take-back")));
    let back = back.and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    done(&send(&of, Role::SocialWorker, &back, &[("reason", "It was her sister")]));
    of.get(Role::SocialWorker, &family.page("/safety-plan")).says_not("Bear does.");
    of.get(Role::SocialWorker, &family.page("/voice")).says("Taken back").says("It was her sister");
}
