//! One child on record twice: found, laid side by side, linked with a reason, undone with another, and never shown to whom one of the two is closed.

use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::staff::Role;

use super::family::{Family, RESTRICTED, RING, contact, keep, phone, send};
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
