//! Police protection in a browser: recorded at night with two answers, in words wherever the child appears, completed, told, and ended; nothing typed is
//! lost; of a restricted child nothing is said to those outside.

use domain::staff::Role;
use jiff::SignedDuration;

use super::family::{Family, contact, send, send_from};
use crate::house::{Answer, Invented, field};

/// Police protection as it is typed at night: when, and who.
fn at_night(of: &Invented) -> Vec<(&'static str, String)> {
    let began = of.house.now() - SignedDuration::from_mins(30);
    let day = domain::calendar::london::date_in_digits(domain::calendar::london::date_of(began));
    let time = domain::calendar::london::time_in_words(began);
    vec![("started-date", day), ("started-time", time), ("body", "Northbridge police".into())]
}

fn fields<'a>(typed: &'a [(&'static str, String)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = typed.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect()
}

fn recorded(of: &Invented, family: &Family) -> Answer {
    let path = family.page("/powers/new/police_protection");
    let sent = send(of, Role::NightWorker, &path, &fields(&at_night(of), &[]));
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.words());
    assert!(sent.to().starts_with("/powers/"));
    sent
}

#[test]
fn police_protection_is_recorded_at_night_with_two_answers_and_stands_wherever_the_child_does() {
    let of = Invented::new();
    let family = Family::new(&of);
    let call = contact(&of, &[family.ava], "Bruise on the left arm");
    super::family::keep(&of, &call);
    let sent = recorded(&of, &family);
    let power = sent.to().to_owned();
    let page = of.get(Role::NightWorker, &power);
    let left = "Police protection ends in 71 hours 30 minutes";
    page.says(left).says("Still to be recorded:").says("where the child is").says("the designated officer");
    page.says_not("Extend it");
    for (role, at) in [
        (Role::SocialWorker, family.page("")),
        (Role::SocialWorker, family.page("/chronology")),
        (Role::SocialWorker, family.page("/powers")),
        (Role::SocialWorker, "/".into()),
        (Role::MashManager, family.page("/allocate")),
        (Role::NightWorker, family.page("")),
        (Role::NightWorker, "/tonight".into()),
        (Role::NightManager, "/powers".into()),
        (Role::ContactOfficer, "/queue".into()),
        (Role::ContactOfficer, "/".into()),
        (Role::ContactOfficer, format!("/contacts/{}", call.id)),
    ] {
        let page = of.get(role, &at);
        assert!(page.words().contains(left), "{role:?} {at}: {}", page.words());
    }
    let found = of.post(Role::MashManager, "/search", &[("query", "Ava Example")]);
    found.says(left);
    // Those who may not know of it are not told, and those who do not work with children have no such page.
    for role in [Role::TeamManager, Role::ShieldCoordinator] {
        of.get(role, "/powers").says("Nothing runs that you may know of").says_not("Northbridge police");
        assert_eq!(of.get(role, &power).status, 403, "{role:?}");
        of.post(role, "/search", &[("query", "Ava Example")]).says_not("Police protection");
    }
    assert_eq!(of.get(Role::Partner, "/powers").status, 403);
    of.get(Role::SocialWorker, "/morning").says("Police protection, recorded by night").says(left);
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/powers/new/police_protection");
    of.get(Role::NightWorker, &family.page("/powers/new")).says("At most 72 hours; never extended.");
    let typed = at_night(&of);
    let wrong = send(
        &of,
        Role::NightWorker,
        &path,
        &fields(&typed, &[("started-time", "25:10"), ("wishes", "I want my brother")]),
    );
    assert_eq!(wrong.status, 422);
    wrong.says("Enter a time like 15:00 or 3pm.").says("I want my brother");
    assert_eq!(field(&wrong, "started-time"), "25:10");
    let nobody = send_from(
        &of,
        Role::NightWorker,
        &wrong,
        &fields(&typed, &[("body", ""), ("wishes", "I want my brother")]),
    );
    assert_eq!(nobody.status, 422);
    nobody.says("a name, or the force or court").says("I want my brother");
    let sent =
        send_from(&of, Role::NightWorker, &nobody, &fields(&typed, &[("wishes", "I want my brother")]));
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.words());
    let twice = send(&of, Role::NightWorker, &path, &fields(&typed, &[]));
    assert_eq!(twice.status, 422);
    twice.says("Police protection is recorded already");
    let order = family.page("/powers/new/emergency_protection");
    let long = fields(&typed, &[("ends-date", "31 12 2026"), ("ends-time", "12:00")]);
    send(&of, Role::SocialWorker, &order, &long).says("Emergency protection order cannot last beyond");
    let agreed = family.page("/powers/new/accommodation");
    let younger = fields(&typed, &[("agreement", "child"), ("in_writing", "yes")]);
    send(&of, Role::SocialWorker, &agreed, &younger).says("Only a child of 16 or 17");
    let bail = family.page("/powers/new/police_bail");
    let open_ended = fields(&typed, &[("adult", "Dale Exampleton")]);
    send(&of, Role::SocialWorker, &bail, &open_ended).says("It cannot be open-ended.");
    assert_eq!(of.get(Role::SocialWorker, &family.page("/powers/new/no_such_thing")).status, 404);
}

#[test]
fn it_is_completed_told_and_ended_and_never_extended() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    let power = recorded(&of, &family).to().to_owned();
    let more = format!("{power}/more");
    let kept = send(
        &of,
        Role::NightWorker,
        &more,
        &[
            ("name", "Kaur"),
            ("rank", "Constable"),
            ("body", "Northbridge police"),
            ("whereabouts", "With a carer"),
            ("wishes", "Sam too"),
        ],
    );
    assert_eq!(kept.to(), power);
    // Somebody who opened the form before is shown both.
    let stale = of.get(Role::SocialWorker, &more);
    send(&of, Role::NightWorker, &more, &[("name", "Kaur"), ("whereabouts", "With her aunt")]);
    let second =
        send_from(&of, Role::SocialWorker, &stale, &[("name", "Kaur"), ("whereabouts", "On the ward")]);
    assert_eq!(second.status.as_u16(), 409, "{}", second.words());
    second.says("On the ward").says("With her aunt");
    let told = format!("{power}/told");
    send(&of, Role::NightWorker, &told, &[("whom", "parents")]).says("why they were not");
    let words = [("whom", "parents"), ("words", "Their telephones are off")];
    assert_eq!(send(&of, Role::NightWorker, &told, &words).to(), power);
    of.get(Role::NightWorker, &power).says("Not told").says("Their telephones are off").says("With her aunt");
    let extend = send(&of, Role::NightManager, &format!("{power}/extend"), &[("made_by", "The inspector")]);
    assert_ne!(extend.status.as_u16(), 303);
    extend.says("never extended");
    let end = format!("{power}/end");
    send(&of, Role::SocialWorker, &end, &[("how", "released")]).says("Say what happened next");
    of.later(SignedDuration::from_hours(80));
    of.sign_in_again(Role::SocialWorker);
    of.get(Role::SocialWorker, "/").says("and what happened next is not recorded");
    of.get(Role::SocialWorker, &family.page("")).says("Police protection ended 8 hours 30 minutes ago");
    let late = [("how", "released"), ("next", "At her aunt's")];
    send(&of, Role::SocialWorker, &end, &late).says("nobody may have held to it since");
    assert_eq!(
        send(&of, Role::SocialWorker, &end, &[("how", "lapsed"), ("next", "At her aunt's")]).to(),
        power
    );
    of.get(Role::SocialWorker, &power).says("Ended").says("At her aunt's");
    of.get(Role::SocialWorker, &family.page("")).says("It ran out by itself").says_not("not recorded");
}

#[test]
fn of_a_restricted_childs_powers_nothing_is_said_to_those_outside() {
    let of = Invented::new();
    let family = Family::new(&of);
    let child = format!("/children/{}", family.restricted);
    let path = format!("{child}/powers/new/police_protection");
    assert_eq!(of.get(Role::NightWorker, &path).status, 403);
    let sent = send(&of, Role::ServiceManager, &path, &fields(&at_night(&of), &[("name", "Kestrelmoor")]));
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.words());
    for role in [Role::SocialWorker, Role::MashManager, Role::NightWorker, Role::NightManager, Role::Auditor]
    {
        assert_eq!(of.get(role, sent.to()).status, 403, "{role:?}");
        for page in ["/powers", "/", "/tonight", "/morning"] {
            of.get(role, page).says_not("Kestrelmoor").says_not("Police protection ends");
        }
    }
    of.get(Role::ServiceManager, "/powers").says("Police protection ends in 71 hours 30 minutes");
}
