//! The record as it was known: different before and after a decision, at an address that can be sent on; nonsense is said in words.

use domain::staff::Role;

use super::family::{Family, contact, decided, held, keep, later, send_from, session};
use crate::house::Invented;

#[test]
fn a_page_says_what_was_known_then() {
    let of = Invented::new();
    let family = Family::new(&of);
    later(&of, 1);
    let worry = contact(&of, &[family.ava], "Bruise on the left arm");
    keep(&of, &worry);
    later(&of, 25);
    keep(&of, &decided(&of, &worry));
    let worker = Role::SocialWorker;
    let mut of = of;
    of.sign_in_again(worker);
    let outcome = of.house.pack.outcomes[0].name.clone();
    let now = of.get(worker, &family.page("/chronology"));
    now.says("Bruise on the left arm").says(&format!("Contact decided: {outcome}")).says_not("As known on");
    for query in ["?known=2026-11-23", "?known-day=23&known-month=11&known-year=2026"] {
        let then = of.get(worker, &family.page(&format!("/chronology{query}")));
        then.says("As known on 23 November 2026.").says("Bruise").says_not("Contact decided");
    }
    // Ava, three relationships, her worker, the contact received, the contact decided.
    let last = of.get(worker, &family.page("/chronology?event=7"));
    last.says("7 of 7 events known").says("Contact decided");
    let before = of.get(worker, &family.page("/chronology?event=6"));
    before.says("6 of 7 events known").says("Previous event").says("Next event").says_not("Contact decided");
    of.get(worker, &family.page("?event=5"))
        .says("5 of 7 events known")
        .says("Contacts No earlier contacts")
        .says_not("Bruise");
    of.get(worker, &family.page("?event=6")).says("To be screened").says("Due tomorrow");
    of.get(worker, &family.page("")).says("Previous event").says_not("As known on");
}

#[test]
fn a_chronology_says_who_when_and_everything_that_was_told() {
    let of = Invented::new();
    let family = Family::new(&of);
    let worry =
        contact(&of, &[family.ava], "Bruise on the left arm. Three weeks ago there was one on the back.");
    keep(&of, &worry);
    let mut ava = held(&of, family.ava);
    ava.provenance = Some(format!("contact {}", worry.reference));
    keep(&of, &ava);
    let worker = session(&of, Role::SocialWorker).staff.name;
    let told = [
        format!("Involvement began: {worker} , allocated social worker, "),
        "Bruise on the left arm. Three weeks ago there was one on the back.".to_owned(),
        "The child said: “I hide in the wardrobe”".to_owned(),
        "23 November 2026, 08:30".to_owned(),
    ];
    let chronology = of.get(Role::SocialWorker, &family.page("/chronology"));
    let record = of.get(Role::SocialWorker, &family.page(""));
    for words in &told {
        chronology.says(words);
        record.says(words);
    }
    chronology.says("– The same day – Nobody has said");
    let from_contact =
        format!("<a class=\"govuk-link\" href=\"/contacts/{}\">{}</a>", worry.id, worry.reference);
    assert!(record.body.contains(&format!("contact {from_contact}")), "{}", record.body);
}

#[test]
fn a_moment_that_is_none_is_said_in_words() {
    let of = Invented::new();
    let family = Family::new(&of);
    let asked = |query: &str, words: &str| {
        for page in ["", "/chronology"] {
            let answer = of.get(Role::SocialWorker, &family.page(&format!("{page}?{query}")));
            assert_eq!(answer.status, 200, "{query}");
            answer.says(words).says_not("As known on");
        }
        assert_eq!(of.get(Role::ContactOfficer, &family.page(&format!("?{query}"))).status, 200, "{query}");
    };
    asked("known=31-11-2026", "November 2026 has 30 days");
    asked("known=2026-11-24", "That day has not come yet");
    asked("known=1999-01-01", "Nothing was known about this child then");
    asked("known=%00%ff", "Enter a date");
    asked("entry=999999999", "Nothing was known about this child then");
    asked("entry=18446744073709551615", "Nothing was known about this child then");
    asked("entry=-1", "There is no such entry");
    asked("event=0", "Nothing was known about this child then");
    asked("event=99", "Nothing was known about this child then");
    for nowhere in [
        "/children/x",
        "/children/00000000000000000000000000000001?known=31-11-2026",
        "/openings/1",
        "/possible-matches/1",
    ] {
        assert_eq!(of.get(Role::MashManager, nowhere).status, 404, "{nowhere}");
    }
}

#[test]
fn a_chronology_is_curated_with_reasons() {
    let of = Invented::new();
    let family = Family::new(&of);
    let worry = contact(&of, &[family.ava], "Bruise on the left arm");
    keep(&of, &worry);
    later(&of, 1);
    let mut of = of;
    of.sign_in_again(Role::SocialWorker);
    of.sign_in_again(Role::Auditor);
    let worker = Role::SocialWorker;
    let entry = family.page(&format!("/chronology/entry?kind=contact&record={}&event=received", worry.id));
    let record = worry.id.to_string();
    let source = [("kind", "contact"), ("record", record.as_str()), ("event", "received")];
    let say = |said: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> = source.iter().chain(said).copied().collect();
        send_from(&of, worker, &of.get(worker, &entry), &fields)
    };
    let without = say(&[("verdict", "accepted"), ("significant", "yes"), ("reason", "")]);
    assert_eq!(without.status, 422);
    without.says("Say why it matters for the child");
    assert_eq!(say(&[]).status, 422);
    let edited = [
        ("verdict", "edited"),
        ("words", "Hit with a belt"),
        ("significant", "yes"),
        ("reason", "First injury seen"),
    ];
    assert_eq!(say(&edited).status, 303);
    of.get(worker, &family.page("/chronology"))
        .says("Hit with a belt")
        .says("From the record: Contact from")
        .says("Significant: First injury seen");
    of.get(worker, &family.page("")).says("Hit with a belt");
    // What was said is itself known only from its moment on.
    of.get(worker, &family.page("/chronology?event=6"))
        .says("Bruise on the left arm")
        .says_not("Hit with a belt");
    assert_eq!(say(&[("verdict", "rejected"), ("reason", "About another child")]).status, 303);
    of.get(worker, &family.page("/chronology"))
        .says_not("Hit with a belt")
        .says_not("Bruise")
        .says("Show what was rejected: 1");
    of.get(worker, &family.page("/chronology?rejected=shown")).says("Rejected").says("About another child");
    assert_eq!(of.get(Role::Auditor, &entry).status, 403);
    let unknown = family.page("/chronology/entry?kind=contact&record=7&event=received");
    assert_eq!(of.get(worker, &unknown).status, 404);
}
