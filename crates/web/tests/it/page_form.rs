//! A council's own question in a form with a page of its own: asked there, kept with the record in the version that was asked, shown wherever the record
//! is read, and gone on with after the form has changed. What nobody asks is not lost, and two who write at once are shown both.

use std::sync::Arc;

use domain::pack::{ENGLAND, Pack};
use domain::staff::Role;

use crate::child::family::{Family, REFUGE, send, send_from};
use crate::house::{Invented, field};

const WORKER: Role = Role::SocialWorker;
const CARD: &[(&str, &str)] = &[
    ("kind", "interim_safety_plan"),
    ("step-1-trigger", "The father rings"),
    ("step-1-plan", "Tell him nothing"),
    ("call-0-who", "Aunt Jo"),
    ("call-0-number", "01632 960311"),
    ("until-date", "25 11 2026"),
];
const OWN: &str = "\n[[section]]\nid = \"more\"\ntitle = \"More\"\n\n[[section.question]]\nid = \"pets\"\nkind = \"short_text\"\n\
                   label = \"Who feeds the dog?\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n";

/// A form with a question of the council's own.
pub fn with_own(file: &str) -> String {
    let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
    format!("{text}{OWN}")
}

/// The card's form with that, and other words.
fn asks_for_the_dog() -> String {
    with_own("forms/night_card.toml").replacen("What is safe?", "What keeps her safe?", 1)
}

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = CARD.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    stays.chain(more).copied().collect()
}

/// England's pack with other files.
pub fn house(files: &[(&str, &str)]) -> Arc<Pack> {
    let pack = Pack::over_england(files.iter().copied());
    Arc::new(pack.unwrap_or_else(|problems| panic!("{problems:?}")))
}

#[test]
fn a_question_of_the_councils_own_is_asked_kept_shown_and_gone_on_with() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/card");
    let first = asks_for_the_dog();
    of.set_up(|mut asked| {
        asked.pack = house(&[("forms/night_card.toml", &first)]);
        asked
    });
    let page = of.get(WORKER, &path);
    page.says("Who feeds the dog?")
        .says("What keeps her safe?")
        .says("Add another plan")
        .says_not("What is safe?");
    let without = send(&of, WORKER, &path, CARD);
    assert_eq!(without.status, 422);
    without.says("Answer “Who feeds the dog”.");
    assert!(without.body.contains("href=\"#more.pets\""), "{}", without.body);
    assert_eq!(field(&without, "step-1-plan"), "Tell him nothing");
    // The rules of the record hold for the council's own words as well.
    let refuge = format!("Fetched from 1 {REFUGE}");
    send(&of, WORKER, &path, &with(&[("more.pets", &refuge)])).says("A protected address stands here.");
    // What nobody asks is shown and not lost.
    let odd = send(&of, WORKER, &path, &with(&[("more.pets", "The aunt"), ("odd", "A word")]));
    assert_eq!(odd.status, 422);
    odd.says("Also sent").says("A word");
    let sent = send(&of, WORKER, &path, &with(&[("more.pets", "The aunt")]));
    assert_eq!(sent.status, 303, "{}", sent.words());
    let waiting = of.get(Role::ServiceManager, "/").body;
    let from = waiting.find("/cards/").unwrap();
    let card = waiting[from..].split('"').next().unwrap();
    of.get(Role::ServiceManager, card).says("Who feeds the dog?").says("The aunt");
    assert_eq!(send(&of, Role::ServiceManager, card, &[]).status, 303);
    of.get(Role::NightWorker, "/tonight").says("Who feeds the dog?").says("The aunt");
    // The form asks something else by now: the card stands as it was asked, and is gone on with in that version.
    let second = first.replacen("version = 1", "version = 2", 1).replacen(
        "Who feeds the dog?",
        "Who feeds the cat?",
        1,
    );
    of.set_up(|mut asked| {
        asked.pack = house(&[("forms/night_card.toml", &second), ("forms/night_card.1.toml", &first)]);
        asked
    });
    of.get(Role::NightWorker, "/tonight").says("Who feeds the dog?").says_not("Who feeds the cat?");
    let page = of.get(WORKER, &path);
    page.says("Who feeds the dog?").says_not("Who feeds the cat?");
    assert_eq!(field(&page, "more.pets"), "The aunt");
    // Two who write at once are shown both.
    let other = of.get(WORKER, &path);
    let theirs = send_from(&of, WORKER, &page, &with(&[("more.pets", "A neighbour")]));
    assert_eq!(theirs.status, 303, "{}", theirs.words());
    let yours = send_from(&of, WORKER, &other, &with(&[("more.pets", "Nobody")]));
    assert_eq!(yours.status, 409, "{}", yours.words());
    yours.says("Someone else saved this while you were writing.").says("A neighbour").says("Nobody");
}

#[test]
fn one_more_plan_is_asked_for_and_nothing_is_lost() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/card");
    let more = send(&of, WORKER, &path, &with(&[("_another", "step"), ("_blocks.step", "3")]));
    assert!(more.body.contains("id=\"step-3-plan\""), "{}", more.body);
    assert_eq!(field(&more, "step-1-plan"), "Tell him nothing");
    of.get(WORKER, &path).says_not("Waits for a manager");
}

/// A form of a child's pages: its file, the page, what it needs, and where the record is read.
type OfChild<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

#[test]
fn a_question_of_the_councils_own_is_kept_by_every_form_of_a_child() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    let (ava, monitor) = (family.ava.to_string(), of.staff[&WORKER].to_string());
    let plan = [
        ("danger.what", "He comes at night"),
        ("contingency.fails", "Ring 999"),
        ("action-0-who", "The aunt"),
        ("action-0-part", "relative"),
        ("action-0-what", "Sleeps there"),
        ("agreed-0-who", "The mother"),
        ("agreed-0-answer", "signed"),
        ("expires-date", "27 11 2026"),
        ("next-date", "24 11 2026"),
        ("monitor", &monitor),
    ];
    let friend = [
        ("of", &*ava),
        ("kinship", "friend"),
        ("who", "child"),
        ("child-given", "Mina"),
        ("child-family", "Sampleford"),
        ("source", "Ava"),
    ];
    let forms: [OfChild<'_>; 3] = [
        ("forms/relationship.toml", "/network/add", &friend, "/network"),
        ("forms/safety_plan.toml", "/safety-plan/new", &plan, "/safety-plan"),
        ("forms/person.toml", "/change", &[("name-0-given", "Ava"), ("reason", "Looked through")], ""),
    ];
    for (file, page, needed, shown) in forms {
        let asked = with_own(file);
        of.set_up(|mut set_up| {
            set_up.pack = house(&[(file, &asked)]);
            set_up
        });
        let path = family.page(page);
        of.get(WORKER, &path).says("Who feeds the dog?");
        let without = send(&of, WORKER, &path, needed);
        assert_eq!(without.status, 422, "{file}");
        without.says("Answer “Who feeds the dog”.");
        let fields: Vec<(&str, &str)> = needed.iter().copied().chain([("more.pets", "The aunt")]).collect();
        let sent = send(&of, WORKER, &path, &fields);
        assert_eq!(sent.status, 303, "{file}: {}", sent.words());
        of.get(WORKER, &family.page(shown)).says("Who feeds the dog?").says("The aunt");
    }
}

#[test]
fn every_event_is_asked_a_question_of_the_councils_own_beside_its_kinds() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    let (every, injury) = (with_own("forms/event.toml"), with_own("forms/event_injury.toml"));
    of.set_up(|mut set_up| {
        set_up.pack = house(&[("forms/event.toml", &every), ("forms/event_injury.toml", &injury)]);
        set_up
    });
    let ava = family.ava.to_string();
    let needed = [
        ("children", &*ava),
        ("happened", "23 11 2026"),
        ("from", "health"),
        ("injury.what", "A bruise on the left cheek"),
        ("injury.mobile", "no"),
        ("injury.explanation", "inconsistent"),
        ("more.pets", "The aunt"),
    ];
    let path = family.page("/events/new/injury");
    let without = send(&of, WORKER, &path, &needed);
    assert_eq!(without.status, 422);
    assert!(without.body.contains("href=\"#event-more.pets\""), "{}", without.words());
    let fields: Vec<(&str, &str)> =
        needed.iter().copied().chain([("event-more.pets", "A neighbour")]).collect();
    let sent = send(&of, WORKER, &path, &fields);
    assert_eq!(sent.status, 303, "{}", sent.words());
    of.get(WORKER, sent.to()).says("The aunt").says("A neighbour");
    let correct = of.get(WORKER, &format!("{}/correct", sent.to()));
    assert_eq!(field(&correct, "event-more.pets"), "A neighbour");
}
