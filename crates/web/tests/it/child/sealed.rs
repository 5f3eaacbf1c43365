//! A refuge's address stands on no page but one, and there only for whoever asked with a reason.

use domain::staff::Role;
use jiff::SignedDuration;

use super::family::{Family, REFUGE, held, keep, send};
use crate::house::Invented;

const PAGES: &[&str] = &[
    "",
    "/chronology",
    "/people",
    "/change",
    "/allocate",
    "/restrict",
    "/open",
    "/looked",
    "/address",
    "?event=1",
    "?known=2026-11-23",
];

#[test]
fn a_refuge_is_on_no_page_until_somebody_asks() {
    let of = Invented::new();
    let family = Family::new(&of);
    for role in [Role::SocialWorker, Role::Auditor, Role::MashManager, Role::NightWorker] {
        for page in PAGES {
            of.get(role, &family.page(page)).says_not(REFUGE);
        }
    }
    of.get(Role::SocialWorker, &family.page("")).says("Withheld: protected address. Reveal");
    let path = family.page("/address");
    let without = send(&of, Role::SocialWorker, &path, &[("reason", " ")]);
    assert_eq!(without.status, 422);
    without.says("Say why you need the address").says_not(REFUGE);
    let asked = send(&of, Role::SocialWorker, &path, &[("reason", "The police are taking her home")]);
    assert_eq!((asked.status.as_u16(), asked.to()), (303, path.as_str()));
    of.get(Role::SocialWorker, &path).says(REFUGE);
    of.get(Role::SocialWorker, &family.page("")).says_not(REFUGE);
    // To nobody else, and not for long.
    assert_eq!(of.get(Role::Auditor, &path).status, 403);
    of.later(SignedDuration::from_mins(6));
    of.get(Role::SocialWorker, &path).says_not(REFUGE).says("Why do you need the address?");
    of.get(Role::Auditor, &family.page("/looked"))
        .says("reveal a protected address: The police are taking her home")
        .says_not(REFUGE);
}

#[test]
fn an_address_protected_later_is_withheld_in_the_past_too() {
    let of = Invented::new();
    let family = Family::new(&of);
    of.get(Role::SocialWorker, &family.page("?event=1")).says("1 Old Road");
    let mut ava = held(&of, family.ava);
    ava.addresses[0].lines = ava.addresses[0].lines.clone().guarded(domain::access::Guard::Protected);
    keep(&of, &ava);
    for page in ["", "?event=1", "/change"] {
        of.get(Role::SocialWorker, &family.page(page)).says_not("1 Old Road");
    }
}
