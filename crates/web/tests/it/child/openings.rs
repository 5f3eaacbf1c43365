//! Openings are reviewed by somebody else; who has looked can be seen; a doubt about two records is settled with a reason.

use domain::person::name::PersonName;
use domain::person::possible_match::PossibleMatch;
use domain::person::{Person, Standing};
use domain::staff::Role;

use super::family::{CONTENT, Family, contact, keep, send, session};
use crate::house::Invented;

#[test]
fn an_opening_is_reviewed_by_somebody_else() {
    let of = Invented::new();
    let family = Family::new(&of);
    for role in [Role::NightManager, Role::NightWorker] {
        let opened = send(&of, role, &family.page("/open"), &[("reason", "Police are at the door with her")]);
        assert_eq!(opened.status, 303);
    }
    of.get(Role::NightManager, &family.page("")).says(CONTENT);
    assert_eq!(of.get(Role::NightWorker, "/openings").status, 403);
    of.get(Role::NightManager, "/openings").says("To be reviewed: 2").says("Somebody else reviews yours");
    let openings = casework::child::openings_to_review(&session(&of, Role::MashManager)).unwrap();
    let by = |role: Role| {
        let opening = openings.iter().find(|known| known.record.staff == of.staff[&role]).unwrap();
        format!("/openings/{}", opening.record.id)
    };
    let own = by(Role::NightManager);
    of.get(Role::NightManager, &own).says("somebody else must review it");
    let form = of.house.id::<()>().to_string();
    let review = [("form", form.as_str()), ("justified", "yes"), ("words", "Fine")];
    assert_eq!(of.post(Role::NightManager, &own, &review).status, 403);
    let path = by(Role::NightWorker);
    assert_eq!(send(&of, Role::MashManager, &path, &[("justified", "yes")]).status, 422);
    let reviewed =
        send(&of, Role::MashManager, &path, &[("justified", "no"), ("words", "The team could be reached")]);
    assert_eq!((reviewed.status.as_u16(), reviewed.to()), (303, "/openings"));
    of.get(Role::MashManager, &path).says("the reason was not good enough").says("The team could be reached");
    of.get(Role::MashManager, "/openings").says("To be reviewed: 1");
}

#[test]
fn who_has_looked_is_seen_with_those_who_were_refused() {
    let of = Invented::new();
    let family = Family::new(&of);
    of.get(Role::SocialWorker, &family.page(""));
    of.get(Role::ContactOfficer, &family.page(""));
    let looked = of.get(Role::Auditor, &family.page("/looked"));
    looked.says("Invented Social worker read a child's record child's record Allowed");
    looked.says("Invented Contact and referral officer read a child's record child's record Refused");
    assert_eq!(of.get(Role::SocialWorker, &family.page("/looked")).status, 403);
    assert_eq!(of.get(Role::MashManager, &family.page("/looked")).status, 403);
}

#[test]
fn a_possible_match_is_settled_with_a_reason() {
    let of = Invented::new();
    let family = Family::new(&of);
    let made = Person::named(of.house.id(), Standing::Child, PersonName::new("Eva", "Exampel"));
    keep(&of, &made);
    let worry = contact(&of, &[made.id], "Bruise");
    keep(&of, &worry);
    let question = |held| PossibleMatch {
        id: of.house.id(),
        contact: worry.id,
        made: made.id,
        held,
        reasons: vec!["Name sounds alike".into()],
        by: of.staff[&Role::ContactOfficer],
        at: of.house.now(),
        resolved: None,
    };
    let (open, restricted) = (question(family.ava), question(family.restricted));
    keep(&of, &open);
    keep(&of, &restricted);
    let list = of.get(Role::ContactOfficer, "/possible-matches");
    list.says("Open questions: 2").says("Eva Exampel").says("Ava Example").says("Name sounds alike");
    list.says("Restricted: ring").says_not(super::family::RESTRICTED);
    let path = format!("/possible-matches/{}", open.id);
    assert_eq!(send(&of, Role::ContactOfficer, &path, &[("answer", "same")]).status, 422);
    let answer = [("answer", "different"), ("reason", "Seen both at school")];
    assert_eq!(send(&of, Role::ContactOfficer, &path, &answer).status, 303);
    of.get(Role::ContactOfficer, &path).says("Different people: Seen both at school");
    of.get(Role::ContactOfficer, "/possible-matches").says("Open questions: 1");
    assert_eq!(of.get(Role::Partner, "/possible-matches").status, 403);
}
