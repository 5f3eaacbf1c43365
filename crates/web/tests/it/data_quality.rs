//! What the returns will ask, as people meet it: a number by each rule, the children behind it, and the way to each child's record; counts alone for an analyst.

use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::Role;
use jiff::civil::date;

use crate::canary::planted::keep;
use crate::house::Invented;

/// A child of a social worker's with an open episode that lacks its primary need.
fn lacking() -> (Invented, Id<Person>) {
    let of = Invented::new();
    let child: Id<Person> = of.house.id();
    keep(&of, &Person::named(child, Standing::Child, PersonName::new("Ava", "Quillon")));
    let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
    let (id, from) = (of.house.id(), of.house.now());
    let role = "allocated social worker".into();
    keep(&of, &Involvement { id, child, who, role, from, until: None, reason: None });
    let opened = Episode::opened(of.house.id(), child, date(2026, 9, 1));
    let episode = Episode { source: Some("2A".into()), ..opened };
    keep(&of, &episode);
    (of, child)
}

#[test]
fn a_worker_sees_what_to_mend_and_where() {
    let (of, child) = lacking();
    let page = of.get(Role::SocialWorker, "/data-quality");
    page.says("Referral taken forward has no primary need code").says("Record the primary need");
    page.says("Ava Quillon").says("Assessment team 1").says("Children whose record you may read: 1");
    assert!(page.body.contains(&format!("href=\"/children/{child}\"")), "{}", page.body);
    of.get(Role::SocialWorker, "/data-quality?rule=8610").says("Ava Quillon");
    of.get(Role::SocialWorker, "/data-quality?rule=8500").says_not("Ava Quillon").says("Every child again");
    of.get(Role::SocialWorker, "/data-quality?team=assessment_2").says_not("Ava Quillon");
}

#[test]
fn an_analyst_counts_and_reads_no_name() {
    let (of, child) = lacking();
    let page = of.get(Role::Analyst, "/data-quality");
    page.says("Children of the council: 1").says("The return as a whole").says_not("Quillon");
    assert!(!page.body.contains(&child.to_string()));
    of.get(Role::Analyst, "/data-quality/years").says("Referrals in the year").says("To be explained");
}
