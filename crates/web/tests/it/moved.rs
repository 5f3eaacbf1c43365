//! "Something here belongs to another child" in a browser, without a script: ticked, the other child found, looked at once more, moved, read on both records,
//! and taken back; and a second person where a plan is in force.

use domain::episode::{Episode, Plan, PlanKind};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::nhs_number::NhsNumber;
use domain::staff::Role;
use jiff::SignedDuration;

use crate::child::family::{held, keep, send, send_from};
use crate::house::Invented;
use crate::neighbour::a_neighbour_rings;

const OFFICER: Role = Role::ContactOfficer;
const REASON: &str = "The school rang: it was the younger of the two.";

/// Two children of two contacts at the front door; on the first stands the second's NHS number.
fn two(of: &Invented) -> (Id<Person>, Id<Person>) {
    let (_, ava) = a_neighbour_rings(of, ("Avelinda", "Example"), "Crying at night, heard through the wall.");
    let (_, bram) = a_neighbour_rings(of, ("Bram", "Marlowe"), "Alone at home.");
    let mut person = held(of, ava);
    person.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
    keep(of, &person);
    (ava, bram)
}

/// Asks for the number to be moved, and gives back the page of what was asked.
fn asked(of: &Invented, role: Role, ava: Id<Person>, bram: Id<Person>) -> String {
    let bram = bram.to_string();
    let fields = [("what", "fact:nhs_number"), ("whose", bram.as_str()), ("reason", REASON)];
    let answer = send(of, role, &format!("/children/{ava}/moves"), &fields);
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer.to().to_owned()
}

#[test]
fn a_number_on_the_wrong_child_is_moved_read_on_both_and_taken_back() {
    let mut of = Invented::new();
    let (ava, bram) = two(&of);
    let (avas, brams) = (format!("/children/{ava}"), format!("/children/{bram}"));
    of.get(OFFICER, &avas).says("Something here belongs to another child").says_not("Moved between records");
    let page = of.get(OFFICER, &format!("{avas}/moves"));
    page.says("999 000 0018").says("Contact").says("Search for the other record");
    let wrong = send_from(&of, OFFICER, &page, &[("reason", "It is Bram’s")]);
    assert_eq!(wrong.status, 422);
    wrong.says("Search for the other child and choose them.");
    let searched = send(
        &of,
        OFFICER,
        &format!("{avas}/moves"),
        &[("step", "search"), ("find", "Bram Marlowe"), ("what", "fact:nhs_number")],
    );
    assert_eq!(searched.status, 303, "{}", searched.words());
    let page = of.get(OFFICER, &format!("{avas}/moves"));
    assert!(page.body.contains(&bram.to_string()), "he is found: {}", page.words());
    let named = bram.to_string();
    let fields = [("what", "fact:nhs_number"), ("whose", named.as_str()), ("reason", "It is Bram’s")];
    let wrong = send_from(&of, OFFICER, &page, &fields);
    assert_eq!(wrong.status, 422);
    wrong.says("Write it without either child’s name");

    let moved = asked(&of, OFFICER, ava, bram);
    let page = of.get(OFFICER, &moved);
    page.says("Move this to the other record?")
        .says("Avelinda Example")
        .says("Bram Marlowe")
        .says("999 000 0018")
        .says(REASON);
    of.get(OFFICER, "/").says("Moves between records that wait for you");
    of.get(OFFICER, "/moves").says("Move it").says("Bram Marlowe");
    of.get(OFFICER, &avas).says("Waits to be moved to the record of Bram Marlowe : NHS number");
    let done = send_from(&of, OFFICER, &page, &[("step", "confirm")]);
    assert_eq!((done.status.as_u16(), done.to()), (303, moved.as_str()), "{}", done.words());
    of.get(OFFICER, &brams)
        .says("999 000 0018")
        .says("Moved here from the record of Avelinda Example : NHS number")
        .says(REASON);
    of.get(OFFICER, &avas).says_not("999 000 0018").says("Moved to the record of Bram Marlowe : NHS number");
    // Nothing is done twice, and whoever may read only one of the two learns nothing of the other.
    let again = send_from(&of, OFFICER, &page, &[("step", "confirm")]);
    assert!(again.status != 200, "{}", again.words());
    of.later(SignedDuration::from_hours(24 * 31));
    of.sign_in_again(OFFICER);
    let page = of.get(OFFICER, &moved);
    let wrong = send_from(&of, OFFICER, &page, &[("step", "back"), ("reason", " ")]);
    assert_eq!(wrong.status, 422);
    let asks = send_from(&of, OFFICER, &page, &[("step", "back"), ("reason", "It was right before.")]);
    assert_eq!(asks.status, 303, "{}", asks.words());
    let page = of.get(OFFICER, &moved);
    page.says("Take this back to the first record?").says("It was right before.");
    assert_eq!(send_from(&of, OFFICER, &page, &[("step", "confirm")]).status, 303);
    of.get(OFFICER, &moved).says("Moved, and taken back");
    of.get(OFFICER, &avas).says("999 000 0018").says("and taken back: NHS number");
    of.get(OFFICER, &brams).says_not("999 000 0018");
}

#[test]
fn an_address_that_names_what_and_whose_opens_with_both_chosen() {
    let of = Invented::new();
    let (ava, bram) = two(&of);
    let moves = format!("/children/{ava}/moves");
    let ticked = |page: &str, value: &str| {
        let at = page.find(&format!("value=\"{value}\"")).unwrap_or_else(|| panic!("{value} is on the page"));
        page[at..].split('>').next().unwrap().contains("checked")
    };
    let plain = of.get(OFFICER, &moves);
    assert!(!ticked(&plain.body, "fact:nhs_number") && !plain.body.contains(&bram.to_string()));
    let led = of.get(OFFICER, &format!("{moves}?what=fact%3Anhs_number&whose={bram}"));
    assert!(ticked(&led.body, "fact:nhs_number") && ticked(&led.body, &bram.to_string()));
    led.says("Bram Marlowe");
    // Nobody is named by an address whom the record does not hold.
    of.get(OFFICER, &format!("{moves}?whose={ava}")).says_not("Which record is it?");
}

#[test]
fn where_a_plan_is_in_force_the_one_who_asked_waits_for_a_second_person() {
    let of = Invented::new();
    let (ava, bram) = two(&of);
    let mut episode = Episode::opened(of.house.id(), bram, "2026-10-01".parse().unwrap());
    let kind = PlanKind::ChildProtection;
    let (started_on, category) = ("2026-10-20".parse().unwrap(), Some("NEG".into()));
    episode.plans.push(Plan { kind, started_on, ended_on: None, category });
    keep(&of, &episode);
    of.get(OFFICER, &format!("/children/{bram}/moves")).says("Episodes of need").says("by a referral");
    let moved = asked(&of, OFFICER, ava, bram);
    let page = of.get(OFFICER, &moved);
    page.says("a second person looks at both records")
        .says("somebody else must confirm it")
        .says_not("\"confirm\"");
    let refused = send_from(&of, OFFICER, &page, &[("step", "confirm")]);
    assert_eq!(refused.status, 403, "{}", refused.words());
    of.get(OFFICER, "/").says_not("Moves between records that wait for you");
    of.get(Role::MashManager, "/")
        .says("Moves between records that wait for you")
        .says("A second person confirms it");
    let page = of.get(Role::MashManager, &moved);
    assert_eq!(send_from(&of, Role::MashManager, &page, &[("step", "decline"), ("reason", "")]).status, 422);
    assert_eq!(send_from(&of, Role::MashManager, &page, &[("step", "confirm")]).status, 303);
    of.get(Role::MashManager, &format!("/children/{bram}")).says("999 000 0018");
    assert_eq!(of.get(Role::SocialWorker, &moved).status, 403, "who reads neither does not open it");
}
