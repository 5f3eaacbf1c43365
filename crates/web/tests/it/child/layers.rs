//! How much of a child's record each role has.

use domain::staff::Role;

use super::family::{CONTENT, Family, RESTRICTED, RING, contact, decided, keep, later, send};
use crate::house::Invented;

#[test]
fn each_role_has_its_layer_and_no_more() {
    let of = Invented::new();
    let family = Family::new(&of);
    keep(&of, &decided(&of, &contact(&of, &[family.ava], "Bruise on the left arm")));
    let outcome = of.house.pack.outcomes[0].name.clone();
    let layer = |role: Role, status: u16, heading: &str, says: &[&str], says_not: &[&str]| {
        let page = of.get(role, &family.page(""));
        assert_eq!(page.status, status, "{role:?}: {}", page.words());
        page.says(heading);
        for words in says {
            page.says(words);
        }
        for words in says_not {
            page.says_not(words);
        }
    };
    let content = [CONTENT, "01632 960001", "Kim Example", "Bruise"];
    layer(Role::SocialWorker, 200, "Child's record", &content, &[]);
    layer(Role::Auditor, 200, "Child's record", &content, &[]);
    layer(
        Role::MashManager,
        200,
        "Child's summary",
        &["Two-person visit", "Not open", "23 November 2026", &outcome],
        &content,
    );
    layer(Role::NightWorker, 200, "Child's summary", &["Open with a reason", "01632 960110"], &content);
    let no_summary = [CONTENT, "Kim Example", "Bruise", "Two-person visit", "23 November 2026"];
    layer(
        Role::ContactOfficer,
        200,
        "This child is known",
        &["Ava Example", "about 2019", "01632 960110", "Open with a reason"],
        &no_summary,
    );
    layer(Role::BusinessSupport, 404, "nothing here", &[], &["Ava"]);
    for role in [Role::Partner, Role::Analyst, Role::Administrator] {
        layer(role, 403, "", &[], &["Ava"]);
    }
    assert_eq!(of.get_as_nobody(&family.page("")).status, 303);
}

#[test]
fn a_record_says_first_what_must_be_known_first() {
    let of = Invented::new();
    let family = Family::new(&of);
    keep(&of, &contact(&of, &[family.ava], "Bruise on the left arm"));
    let page = of.get(Role::SocialWorker, &family.page(""));
    let words = page.words();
    let place = |what: &str| words.find(what).unwrap_or_else(|| panic!("{what:?} is not said: {words}"));
    // Danger to staff is the first of three hazards; the fourth is behind "more".
    assert!(place("Two-person visit") < place("Dog") && place("1 more to know first") < place("Parking"));
    assert!(place("Never: Ring after six") < place("Do not use: he answers it"));
    assert!(
        place("Do not use: he answers it") < place("01632 960002")
            && place("01632 960002") < place("01632 960001")
    );
    let order = [
        "Who is involved",
        "Due next",
        "Contacts: 1, 1 in the last year",
        "The whole chronology",
        "Consent and lawful basis",
        "Family and household",
        "How to reach the family",
        "About the child",
        "Addresses",
    ];
    assert!(order.map(place).is_sorted(), "{words}");
    page.says("Not asked yet Sex; Gender identity; Ethnicity; ").says_not("Communication;");
    page.says("Not asked yet").says("Religion or belief Asked, and not known");
    page.says("Living with the child on 23 November 2026 Kim Example")
        .says("Significant adults elsewhere Lee Fatherly , father");
    page.says("Due tomorrow").says_not("Elsewhere Street");
}

#[test]
fn a_night_worker_opens_a_record_with_a_reason_for_four_hours() {
    let of = Invented::new();
    let family = Family::new(&of);
    let night = Role::NightWorker;
    of.get(night, &family.page("")).says("Child's summary");
    assert_eq!(of.get(night, &family.page("/chronology")).status, 403);
    let short = send(&of, night, &family.page("/open"), &[("reason", ".")]);
    assert_eq!(short.status, 422);
    short.says("Say why you need to open this record");
    let opened = send(&of, night, &family.page("/open"), &[("reason", "Police are at\0the door with her")]);
    assert_eq!((opened.status.as_u16(), opened.to()), (303, family.page("").as_str()));
    of.get(night, &family.page("")).says(CONTENT).says("It is open to you until 12:30");
    later(&of, 5);
    let mut of = of;
    of.sign_in_again(night);
    of.get(night, &family.page("")).says("Child's summary").says_not(CONTENT);
}

#[test]
fn a_restricted_child_is_whom_to_ring_and_nothing_else() {
    let of = Invented::new();
    let family = Family::new(&of);
    // A contact about both children closes for those outside the circle.
    keep(&of, &contact(&of, &[family.ava, family.restricted], &format!("{RESTRICTED} was seen crying")));
    let own = |page: &str| format!("/children/{}{page}", family.restricted);
    for role in
        [Role::SocialWorker, Role::ContactOfficer, Role::MashManager, Role::NightWorker, Role::Auditor]
    {
        let page = of.get(role, &own(""));
        page.says(RING).says_not(RESTRICTED).says_not("Example").says_not("Open with a reason");
        for page in
            ["/chronology", "/people", "/change", "/allocate", "/restrict", "/open", "/looked", "/address"]
        {
            of.get(role, &own(page)).says_not(RESTRICTED);
        }
    }
    of.get(Role::ServiceManager, &own("")).says(RESTRICTED).says("Restricted record");
    let pages =
        ["", "/chronology", "/people", "/change", "/looked", "/address", "?event=2", "/chronology?event=5"];
    for page in pages {
        of.get(Role::SocialWorker, &family.page(page)).says_not(RESTRICTED);
        of.get(Role::Auditor, &family.page(page)).says_not(RESTRICTED);
    }
    of.get(Role::SocialWorker, &family.page("")).says(RING).says("A record that is also about another child");
}
