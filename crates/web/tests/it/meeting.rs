//! Meetings as people meet them: arranged in three clicks from a contact, answered on one screen, one page during the meeting, each their own copy.

use axum::http::StatusCode;
use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
use casework::staff::{StaffAsked, add_staff};
use casework::{Sending, Session};
use domain::contact::Contact;
use domain::id::Id;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use crate::house::{Answer, Invented, PASSWORD, field};
use crate::neighbour::a_neighbour_rings;

struct Met {
    of: Invented,
    contact: Id<Contact>,
    teacher: Id<Staff>,
    teachers_token: String,
}

fn met() -> Met {
    let of = Invented::new();
    let house = of.house.clone();
    let session: Session<'_> = house.system();
    let sending = |opened| Sending { form: house.id(), opened, content: Vec::new() };
    let (contact, _) = a_neighbour_rings(&of, ("Ava", "Quillon"), "Bruises");
    let asked = StaffAsked {
        name: "Ruth Adeyemi".into(),
        title: "Safeguarding lead".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some("school".into()),
        organisation: "Elm Grove".into(),
        phone: "01632 960104".into(),
        email: "ruth@school.example".into(),
    };
    let teacher = add_staff(&session, &sending(0), asked).unwrap();
    demo_person(&house, teacher, "ruth", PASSWORD).unwrap();
    let begun = begin(&house, "ruth", PASSWORD, "192.0.2.9").unwrap();
    let code = demo_codes(&house, "ruth").unwrap().unwrap();
    let teachers_token = second_factor(&house, &begun.token, &code, "192.0.2.9").unwrap().token;
    Met { of, contact, teacher, teachers_token }
}

impl Met {
    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        let (form, version) = (field(&page, "form"), field(&page, "version"));
        let mut fields = vec![("form", form.as_str()), ("version", version.as_str())];
        fields.extend(more);
        self.of.post(role, path, &fields)
    }

    fn arrange(&self) -> String {
        let (chair, writes) = (self.of.staff[&Role::MashManager], self.of.staff[&Role::BusinessSupport]);
        let (police, school) = (self.of.staff[&Role::Partner], self.teacher);
        let [chair, writes, police, school] = [chair, writes, police, school].map(|id| id.to_string());
        let fields = [
            ("kind", "multi_agency"),
            ("purpose", "Bruises at Ivelmarsh"),
            ("date", "24 11 2026"),
            ("time", "10:00"),
            ("lasts", "60"),
            ("place", "Room 4"),
            ("dial_in", ""),
            ("chair", chair.as_str()),
            ("minute_taker", writes.as_str()),
            ("person", police.as_str()),
            ("person", school.as_str()),
            ("needed", police.as_str()),
            ("agenda", "Why now"),
        ];
        let answer =
            self.fill(Role::MashSocialWorker, &format!("/contacts/{}/meeting", self.contact), &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        answer.to().to_owned()
    }

    fn as_teacher(&self, path: &str) -> Answer {
        self.of.ask(axum::http::Method::GET, Some(&self.teachers_token), path, "")
    }

    fn minutes<'a>(&self, extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut fields = vec![
            ("attendance-0", "in_person"),
            ("attendance-1", "in_person"),
            ("attendance-2", "in_person"),
            ("attendance-3", "dialled"),
            ("fact-0-agency", "police|"),
            ("fact-0-by", "Sergeant"),
            ("fact-0-words", "Tarnside informant"),
            ("fact-0-handling", "meeting"),
            ("fact-3-agency", "school|Elm Grove"),
            ("fact-3-by", "Ruth, lead"),
            ("fact-3-words", "Gorsley club"),
            ("fact-3-handling", "family"),
            ("decision", "Hexenford"),
            ("considered", "Nothing else"),
            ("decision_handling", "agencies"),
            ("dissent-0-agency", "school|Elm Grove"),
            ("dissent-0-words", "Ask the mother first"),
        ];
        fields.extend(extra);
        fields
    }
}

#[test]
fn three_clicks_from_a_contact_send_the_invitations() {
    let met = met();
    let contact = met.of.get(Role::MashSocialWorker, &format!("/contacts/{}", met.contact));
    contact.says("Arrange a meeting");
    let planner = met.of.get(Role::MashSocialWorker, &format!("/contacts/{}/meeting", met.contact));
    planner.says("Multi-agency meeting").says("Elm Grove").says("No free time published");
    planner.says_not("Quillon");
    let meeting = met.arrange();
    let page = met.of.get(Role::MashSocialWorker, &meeting);
    page.says("Not quorate").says("Ruth Adeyemi").says("Bruises at Ivelmarsh");
    met.of.get(Role::MashSocialWorker, "/meetings").says("0 of 4").says_not("Ivelmarsh");
}

#[test]
fn a_plan_that_is_not_taken_keeps_every_word() {
    let met = met();
    let path = format!("/contacts/{}/meeting", met.contact);
    let fields = [
        ("kind", "taf"),
        ("purpose", "Words that stay"),
        ("date", "31 11 2026"),
        ("time", "10:00"),
        ("place", "Hall"),
    ];
    let answer = met.fill(Role::MashSocialWorker, &path, &fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("November 2026 has 30 days").says("Words that stay");
    let fields = [
        ("kind", "taf"),
        ("purpose", "Words that stay"),
        ("date", "30 11 2026"),
        ("time", "10:00"),
        ("lasts", "60"),
        ("place", "with Ava Quillon"),
    ];
    let answer = met.fill(Role::MashSocialWorker, &path, &fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("no child's name and no address").says("alone it is no meeting");
}

#[test]
fn whoever_is_asked_answers_on_one_screen_and_nobody_else_learns_of_it() {
    let met = met();
    let meeting = met.arrange();
    let invitation = format!("{meeting}/invitation");
    met.as_teacher(&invitation).says("Bruises at Ivelmarsh").says("Ava Quillon").says("Please answer by");
    met.as_teacher("/meetings/mine").says("Answer").says_not("Ivelmarsh");
    let answer = met.fill(Role::Partner, &invitation, &[("for", "2"), ("coming", "cannot")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Say why you cannot come");
    let answer = met.fill(Role::Partner, &invitation, &[("for", "2"), ("coming", "coming")]);
    assert_eq!((answer.status, answer.to()), (StatusCode::SEE_OTHER, "/meetings/mine"));
    let others = met.fill(Role::Partner, &invitation, &[("for", "3"), ("coming", "coming")]);
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    for path in ["", "/room", "/sign", "/distribute", "/copies/2", "/family-copy", "/plan"] {
        let answer = met.as_teacher(&format!("{meeting}{path}"));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    for role in [Role::TeamManager, Role::EarlyHelpWorker] {
        let answer = met.of.get(role, &invitation);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[test]
fn a_calendars_file_is_taken_from_the_page_and_names_nobody() {
    let met = met();
    let meeting = met.arrange();
    let answer = met.as_teacher(&format!("{meeting}/calendar.ics"));
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let name = answer.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"MT-") && name.contains(".ics\""), "{name}");
    assert!(
        answer.body.starts_with("BEGIN:VCALENDAR\r\n") && answer.body.contains("DTSTART:20261124T100000Z")
    );
    for word in ["Ivelmarsh", "Quillon", "Ruth"] {
        assert!(!answer.body.contains(word), "{word}");
    }
    assert_eq!(
        met.of.get(Role::TeamManager, &format!("{meeting}/calendar.ics")).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn the_room_takes_it_all_and_each_gets_their_own_copy() {
    let met = met();
    let meeting = met.arrange();
    let room = format!("{meeting}/room");
    met.of.later(SignedDuration::from_hours(26));
    // The sign-in has ended: everybody signs in again.
    let mut met = met;
    for role in [Role::MashManager, Role::BusinessSupport, Role::Partner] {
        met.of.sign_in_again(role);
    }
    let begun = begin(&met.of.house, "ruth", PASSWORD, "192.0.2.9").unwrap();
    let code = demo_codes(&met.of.house, "ruth").unwrap().unwrap();
    met.teachers_token = second_factor(&met.of.house, &begun.token, &code, "192.0.2.9").unwrap().token;
    // One more block, and nothing that was typed is lost.
    let more = met.minutes(&[("more", "action")]);
    let answer = met.fill(Role::MashManager, &room, &more);
    assert!(answer.to().starts_with(&format!("{room}#action-")), "{}", answer.to());
    met.of.get(Role::MashManager, &room).says("Tarnside informant").says("Draft saved");
    // A fact without a handling is told where it stands: in the fourth block.
    let mut halves = met.minutes(&[("act", "save")]);
    halves.retain(|(name, _)| *name != "fact-3-handling");
    let answer = met.fill(Role::MashManager, &room, &halves);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
    assert!(answer.body.contains("href=\"#fact-3-handling\""), "{}", answer.words());
    let owner = met.of.staff[&Role::Partner].to_string();
    let all = met.minutes(&[
        ("action-0-what", "Check the custody record"),
        ("action-0-owner", owner.as_str()),
        ("action-0-date", "26 11 2026"),
        ("action-0-time", "12:00"),
        ("action-0-handling", "council"),
        ("act", "end"),
    ]);
    let answer = met.fill(Role::MashManager, &room, &all);
    assert_eq!((answer.status, answer.to()), (StatusCode::SEE_OTHER, meeting.as_str()), "{}", answer.words());
    met.of.get(Role::BusinessSupport, &room).says("Hexenford").says_not("name=\"decision\"");
    assert_eq!(met.of.get(Role::BusinessSupport, &format!("{meeting}/sign")).status, StatusCode::FORBIDDEN);
    met.as_teacher(&format!("{meeting}/copy")).says("not ready");
    let answer = met.fill(Role::MashManager, &format!("{meeting}/sign"), &[("act", "sign")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let distribute = format!("{meeting}/distribute");
    let page = met.of.get(Role::BusinessSupport, &distribute);
    page.says("School or college, Elm Grove, sees it")
        .says("1 of the things that were told are not in this copy");
    let answer = met.fill(Role::BusinessSupport, &distribute, &[("place", "2"), ("place", "3")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let school = met.as_teacher(&format!("{meeting}/copy"));
    school
        .says("Gorsley club")
        .says("Hexenford")
        .says("Ask the mother first")
        .says("For School or college, Elm Grove only");
    school.says_not("Tarnside").says_not("custody");
    let police = met.of.get(Role::Partner, &format!("{meeting}/copy"));
    police.says("Tarnside informant").says("Check the custody record");
    met.of.get(Role::Partner, "/meetings/mine").says("Check the custody record").says("Read your copy");
    let done = met.fill(Role::Partner, &format!("{meeting}/actions/0"), &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    met.of.get(Role::Partner, "/meetings/mine").says_not("custody");
    let whole = met.of.get(Role::MashManager, &meeting);
    whole.says("Minutes distributed").says("Who got what when").says("2 of 2 things told");
    met.of.get(Role::MashManager, &format!("{meeting}/copies/3")).says_not("Tarnside");
    met.of.get(Role::MashManager, &format!("{meeting}/family-copy")).says("Gorsley").says_not("Hexenford");
    met.of.get(Role::MashManager, "/meetings/measures").says("Minutes in time").says_not("Quillon");
}

#[test]
fn an_agency_publishes_when_it_can_come_and_the_planner_sees_it() {
    let met = met();
    let bad = met.fill(
        Role::Partner,
        "/meetings/slots",
        &[("date", "24 11 2026"), ("from", "12:00"), ("until", "10:00"), ("act", "publish")],
    );
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    bad.says("must end after it begins");
    let good = [("date", "24 11 2026"), ("from", "10:00"), ("until", "12:00"), ("act", "publish")];
    assert_eq!(met.fill(Role::Partner, "/meetings/slots", &good).status, StatusCode::SEE_OTHER);
    let page = met.of.get(Role::Partner, "/meetings/slots");
    page.says("24 November 2026 at 10:00 to 12:00");
    let planner = format!("/contacts/{}/meeting", met.contact);
    met.of.get(Role::MashSocialWorker, &planner).says("24 November 2026 at 10:00 to 12:00");
    let slot = field(&page, "slot");
    let back = met.fill(Role::Partner, "/meetings/slots", &[("slot", slot.as_str()), ("act", "take_back")]);
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.words());
    met.of.get(Role::MashSocialWorker, &planner).says_not("10:00 to 12:00");
}

#[test]
fn everybodys_calendar_follows_a_change_and_a_meeting_called_off() {
    let met = met();
    let meeting = met.arrange();
    let path = format!("{meeting}/plan");
    let page = met.of.get(Role::MashSocialWorker, &path);
    assert_eq!((field(&page, "time"), field(&page, "place")), ("10:00".into(), "Room 4".into()));
    let (chair, police) =
        (met.of.staff[&Role::MashManager].to_string(), met.of.staff[&Role::Partner].to_string());
    let fields = [
        ("purpose", "Bruises"),
        ("date", "25 11 2026"),
        ("time", "11:00"),
        ("lasts", "30"),
        ("place", "Room 5"),
        ("chair", chair.as_str()),
        ("person", police.as_str()),
        ("agenda", "Why now"),
    ];
    let answer = met.fill(Role::MashSocialWorker, &path, &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert_eq!(met.as_teacher(&format!("{meeting}/invitation")).status, StatusCode::NOT_FOUND);
    met.of.get(Role::Partner, &format!("{meeting}/invitation")).says("25 November 2026 at 11:00");
    let off =
        met.fill(Role::MashSocialWorker, &format!("{meeting}/call-off"), &[("why", "The family moved")]);
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.words());
    let ics = met.of.get(Role::Partner, &format!("{meeting}/calendar.ics"));
    assert!(ics.body.contains("STATUS:CANCELLED") && ics.body.contains("SEQUENCE:2"), "{}", ics.body);
    met.of.get(Role::MashSocialWorker, &meeting).says("Called off by");
}
