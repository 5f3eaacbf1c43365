//! One child on record twice: found, laid side by side, linked with a reason, undone with another, and never shown to whom one of the two is closed.

use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::staff::Role;

use super::family::{Family, RESTRICTED, RING, contact, keep, phone, send, send_from};
use crate::house::Invented;

/// Ava once more, as the school wrote her down, with the same worker.
fn again(of: &Invented) -> Id<Person> {
    let mut eva = Person::named(of.house.id(), Standing::Child, PersonName::new("Ava", "Exampel"));
    eva.birth = Known::Is(PartialDate::About(2019));
    eva.phones = vec![phone("01632 960001", "mother", None)];
    eva.school = Known::Is("Thornmere Primary".into());
    keep(of, &eva);
    let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
    let (id, role, from) = (of.house.id(), "allocated social worker".into(), of.house.now());
    keep(of, &Involvement { id, child: eva.id, who, role, from, until: None, reason: None });
    keep(of, &contact(of, &[eva.id], "Came to school hungry"));
    eva.id
}

#[test]
fn two_records_are_laid_side_by_side_linked_and_undone() {
    let of = Invented::new();
    let family = Family::new(&of);
    let eva = again(&of);
    let worker = Role::SocialWorker;
    of.get(worker, "/who-is-who").says("Probably one person").says("Exampel");
    let chosen = send(&of, worker, &family.page("/same-as"), &[("other", &eva.to_string())]);
    let beside = format!("{}/{eva}", family.page("/same-as"));
    assert_eq!((chosen.status.as_u16(), chosen.to()), (303, beside.as_str()));
    of.get(worker, &beside).says("Are these two records one person?").says("Date of birth").says("Exampel");
    assert_eq!(send(&of, worker, &beside, &[("reason", "Seen both")]).status, 422);
    let unsaid = send(&of, worker, &beside, &[("answer", "same"), ("stands", &family.ava.to_string())]);
    assert_eq!(unsaid.status, 422);
    let answer = [("answer", "same"), ("stands", &family.ava.to_string()), ("reason", "The school has one")];
    let linked = send(&of, worker, &beside, &answer);
    assert_eq!(linked.status, 303);
    let link = linked.to().to_owned();
    of.get(worker, &link).says("Two records that are read as one").says("The school has one");
    for child in [family.ava, eva] {
        let record = of.get(worker, &format!("/children/{child}"));
        record.says("Also on record as").says("Undo").says("Came to school hungry").says("Thornmere Primary");
    }
    of.get(worker, &beside).says("read as one already");
    let undone = send(&of, worker, &format!("{link}/undo"), &[("reason", "Cousins of one name")]);
    assert_eq!((undone.status.as_u16(), undone.to()), (303, format!("{link}/sort").as_str()));
    of.get(worker, undone.to()).says("whose is it?");
    of.get(worker, &family.page("")).says_not("Also on record as").says_not("Thornmere Primary");
    let different = [("answer", "different"), ("reason", "Cousins of one name")];
    assert_eq!(send(&of, worker, &beside, &different).status, 303);
    of.get(worker, &family.page("/same-as")).says("Said to be other people").says("Cousins of one name");
    of.get(worker, "/who-is-who").says_not("Exampel");
}

#[test]
fn a_restricted_record_is_laid_beside_nothing() {
    let of = Invented::new();
    let family = Family::new(&of);
    let beside = format!("{}/{}", family.page("/same-as"), family.restricted);
    of.get(Role::SocialWorker, &beside).says(RING).says_not(RESTRICTED);
    of.get(Role::SocialWorker, "/who-is-who").says_not(RESTRICTED).says_not("Restricted");
    for role in [Role::Partner, Role::Analyst, Role::Administrator] {
        for page in ["/who-is-who", beside.as_str(), family.page("/same-as").as_str()] {
            assert_eq!(of.get(role, page).status, 403, "{role:?} {page}");
        }
    }
    let nothing = format!("/links/{}", "f".repeat(32));
    assert_eq!(of.get(Role::SocialWorker, &nothing).status, 404);
}

#[test]
fn a_page_that_was_opened_before_undoing_was_asked_answers_the_question_that_it_shows() {
    let of = Invented::new();
    let family = Family::new(&of);
    let eva = again(&of);
    let mut episode = Episode::opened(of.house.id(), eva, "2026-01-05".parse().unwrap());
    let plan =
        serde_json::json!({ "kind": "child_protection", "started_on": "2026-01-06", "ended_on": null });
    episode.plans.push(serde_json::from_value(plan).unwrap());
    keep(&of, &episode);
    let (worker, manager) = (Role::SocialWorker, Role::MashManager);
    let beside = format!("{}/{eva}", family.page("/same-as"));
    let reason = "<script>alert(1)</script>\u{202e} Seen both";
    let answer = [("answer", "same"), ("stands", &family.ava.to_string()), ("reason", reason)];
    let link = send(&of, worker, &beside, &answer).to().to_owned();
    let (first, left_open) = (of.get(manager, &link), of.get(manager, &link));
    first.says("Are they one person?");
    assert!(!first.body.contains("<script>alert") && !first.body.contains('\u{202e}'), "{}", first.body);
    assert_eq!(send_from(&of, manager, &first, &[("answer", "one")]).status, 303);
    of.get(worker, &link).says("Two records that are read as one");
    assert_eq!(send(&of, worker, &format!("{link}/undo"), &[("reason", "Cousins")]).status, 303);
    of.get(manager, &link).says("Are they two people?");
    let late = send_from(&of, manager, &left_open, &[("answer", "one")]);
    assert_ne!(late.status, 303);
    late.says("confirmed this already");
    of.get(worker, &link).says("Two records that are to be two again");
    assert_eq!(send(&of, manager, &link, &[("answer", "two")]).status, 303);
    of.get(worker, &link).says("Two records that were read as one");
}
