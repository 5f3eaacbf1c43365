//! Strategy discussions as people meet them: begun from a contact, held now or gathered for first, one page while it is held, signed by its chair,
//! looked back on.

use std::sync::Arc;

use axum::http::StatusCode;
use casework::Sending;
use casework::child::restrict;
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::{ENGLAND, Pack};
use domain::person::Person;
use domain::staff::Role;
use jiff::SignedDuration;

use crate::house::{Answer, Invented, field};
use crate::neighbour::a_neighbour_rings;

struct Told {
    of: Invented,
    contact: Id<Contact>,
    child: Id<Person>,
}

fn told() -> Told {
    let of = Invented::new();
    let (contact, child) = a_neighbour_rings(&of, ("Leo", "Marlstone"), "A bruise on the cheek");
    Told { of, contact, child }
}

const MANAGER: Role = Role::MashManager;

impl Told {
    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, page: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, page);
        let (form, version) = (field(&page, "form"), field(&page, "version"));
        let mut fields = vec![("form", form.as_str()), ("version", version.as_str())];
        fields.extend(more);
        self.of.post(role, path, &fields)
    }

    fn begun(&self) -> String {
        let new = format!("/strategy/new?contact={}", self.contact);
        let (contact, child) = (self.contact.to_string(), self.child.to_string());
        let fields = [
            ("contact", contact.as_str()),
            ("children", child.as_str()),
            ("harm", "Being hit by an adult at home"),
            ("event", "A second bruise in a week"),
        ];
        let answer = self.fill(MANAGER, &new, "/strategy/new", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        answer.to().to_owned()
    }

    fn convene(&self, at: &str, more: &[(&str, &str)]) -> Answer {
        let path = format!("{at}/convene");
        self.fill(MANAGER, &path, &path, more)
    }

    /// Convenes it and writes down who is here now.
    fn held(&self) -> String {
        let at = self.begun();
        assert_eq!(
            self.convene(&at, &[("act", "hold"), ("urgency", "danger_now")]).status,
            StatusCode::SEE_OTHER
        );
        let path = format!("{at}/meeting");
        let (chair, police) =
            (self.of.staff[&MANAGER].to_string(), self.of.staff[&Role::Partner].to_string());
        let answer = self.fill(
            MANAGER,
            &format!("{path}?now=yes"),
            &path,
            &[
                ("kind", "strategy"),
                ("purpose", "Being hit at home"),
                ("date", "23 11 2026"),
                ("time", "08:30"),
                ("lasts", "60"),
                ("place", "Room 4"),
                ("chair", chair.as_str()),
                ("person", police.as_str()),
                ("guest-0-name", "Priya Nair"),
                ("guest-0-title", "Named nurse"),
                ("guest-0-agency", "health"),
                ("guest-0-organisation", "Community Health"),
                ("agenda", "Why now"),
            ],
        );
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        at
    }

    fn record_fields(&self) -> Vec<(String, String)> {
        let child = |part: &str| format!("child-0-{part}");
        let plan = |part: &str| format!("child-0-plan-{part}");
        let mut fields: Vec<(String, String)> = vec![
            ("likelihood".into(), "Likely: twice in a week".into()),
            ("severity".into(), "Injury to the face".into()),
            ("otherwise".into(), "A fall at nursery, not reported".into()),
            ("risk-0-words".into(), "Hit again tonight".into()),
            (child("outcome"), "s47_joint".into()),
            (child("reasons"), "Two unexplained bruises".into()),
            (child("considered"), "An assessment without an enquiry: too slow".into()),
            (child("interim"), "Stays with his aunt".into()),
            (child("interim-date"), "25 11 2026".into()),
            ("differs-0-agency".into(), "health|Community Health".into()),
            ("differs-0-words".into(), "Would have seen him first".into()),
            (plan("seen_by"), "Asha, with a detective".into()),
            (plan("place"), "At school".into()),
            (plan("seen-date"), "23 11 2026".into()),
            (plan("language"), "English".into()),
            (plan("capacity"), "None known".into()),
            (plan("communication"), "Speaks in short sentences".into()),
            (plan("medical-words"), "The paediatrician on call".into()),
            (plan("medical_consent"), "His mother".into()),
            (plan("interview-words"), "Too young".into()),
            (plan("parents-words"), "His mother, by the social worker".into()),
        ];
        for (part, needed) in [
            ("interpreter", "no"),
            ("intermediary", "no"),
            ("medical", "yes"),
            ("interview", "no"),
            ("legal", "no"),
            ("parents", "yes"),
        ] {
            fields.push((plan(part), needed.into()));
        }
        for place in 0..3 {
            fields.push((format!("attendance-{place}"), "in_person".into()));
        }
        fields
    }

    fn write(&self, at: &str, act: &str, change: impl Fn(&mut Vec<(String, String)>)) -> Answer {
        let path = format!("{at}/record");
        let page = self.of.get(MANAGER, &path);
        let mut fields = self.record_fields();
        for hidden in ["form", "version", "meeting_version"] {
            fields.push((hidden.into(), field(&page, hidden)));
        }
        fields.push(("act".into(), act.into()));
        change(&mut fields);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.of.post(MANAGER, &path, &fields)
    }
}

#[test]
fn it_is_begun_from_a_contact_with_what_is_known_put_in() {
    let told = told();
    told.of.get(MANAGER, &format!("/contacts/{}", told.contact)).says("Begin a strategy discussion");
    let empty = told.fill(
        MANAGER,
        &format!("/strategy/new?contact={}", told.contact),
        "/strategy/new",
        &[("contact", &told.contact.to_string()), ("event", "Words that stay")],
    );
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Choose the children it is about").says("Words that stay");
    let at = told.begun();
    let page = told.of.get(MANAGER, &at);
    page.says("Should we meet?")
        .says("Being hit by an adult at home")
        .says("Rule of this council")
        .says("A bruise on the cheek")
        .says("What cannot wait")
        .says("Must be there")
        .says("Hold now with who we have");
    assert!(page.body.contains("app-picture__drawing"), "the pictures are drawn");
    told.of.get(MANAGER, "/strategy").says("Leo Marlstone").says("To convene and hold");
    told.of.get(MANAGER, "/").says("Strategy discussions to hold");
    told.of.get(MANAGER, &format!("/children/{}", told.child)).says("Strategy discussions");
    told.of.get(MANAGER, &format!("/children/{}/strategy", told.child)).says("SD-");
}

#[test]
fn held_early_it_asks_the_reason_and_never_refuses_danger() {
    let told = told();
    let at = told.begun();
    let asked = told.convene(&at, &[("act", "hold"), ("gather_safe", "Words that stay")]);
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says("Why can it not wait?").says("Say why it cannot wait").says("Words that stay");
    assert!(asked.body.contains("href=\"#urgency\""), "the error leads to the reason");
    let operation = told.convene(&at, &[("act", "hold"), ("urgency", "police_operation")]);
    assert_eq!(operation.status, StatusCode::UNPROCESSABLE_ENTITY);
    operation.says("Write what makes it so");
    let danger = told.convene(&at, &[("act", "hold"), ("urgency", "danger_now")]);
    assert_eq!((danger.status, danger.to()), (StatusCode::SEE_OTHER, at.as_str()));
    told.of.get(MANAGER, &at).says("Convened by").says("Danger now").says("Ask everybody to the meeting");
}

#[test]
fn gathering_first_needs_what_keeps_the_child_safe_and_an_end() {
    let told = told();
    let at = told.begun();
    let blank = told.convene(&at, &[("act", "wait"), ("gather_from", "The hospital's letter")]);
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    blank
        .says("Write what keeps each child safe until then")
        .says("Write until when: within 24 hours")
        .says("The hospital's letter");
    let whole = [
        ("act", "wait"),
        ("gather_from", "Ask the hospital"),
        ("gather_changes", "Whether it was an accident"),
        ("gather_safe", "He is with his aunt"),
        ("gather-date", "23 11 2026"),
        ("gather-time", "16:00"),
    ];
    assert_eq!(told.convene(&at, &whole).status, StatusCode::SEE_OTHER);
    told.of
        .get(MANAGER, &at)
        .says("Gathering first until 23 November 2026 at 16:00")
        .says("He is with his aunt");
    told.of.later(SignedDuration::from_hours(9));
    let mut told = told;
    told.of.sign_in_again(MANAGER);
    told.of.get(MANAGER, &at).says("The time for gathering ended");
}

#[test]
fn the_same_form_twice_is_one_convening_and_a_second_editor_loses_nothing() {
    let told = told();
    let at = told.begun();
    let page = told.of.get(MANAGER, &format!("{at}/convene"));
    let (form, version) = (field(&page, "form"), field(&page, "version"));
    let fields =
        [("form", form.as_str()), ("version", version.as_str()), ("act", "hold"), ("urgency", "danger_now")];
    let information = told.of.get(Role::MashSocialWorker, &format!("{at}/information"));
    let path = format!("{at}/convene");
    for _ in 0..2 {
        assert_eq!(told.of.post(MANAGER, &path, &fields).status, StatusCode::SEE_OTHER);
    }
    let known = told.of.get(MANAGER, &format!("{at}/known"));
    assert_eq!(known.body.matches("<h2 class=\"govuk-heading-m\">At convening").count(), 1);
    let (form, version) = (field(&information, "form"), field(&information, "version"));
    let second = told.of.post(
        Role::MashSocialWorker,
        &format!("{at}/information"),
        &[
            ("form", form.as_str()),
            ("version", version.as_str()),
            ("item-school-there", "yes"),
            ("item-school-state", "known"),
            ("item-school-known-words", "Off since Monday"),
            ("item-school-known-source", "The school"),
            ("item-school-known-on", "23 11 2026"),
        ],
    );
    assert_eq!(second.status, StatusCode::CONFLICT, "{}", second.words());
    second.says("Someone else saved this while you were writing").says("Off since Monday");
}

#[test]
fn an_item_is_told_where_it_is_wrong_and_stands_on_the_planner_when_right() {
    let told = told();
    let at = told.begun();
    let path = format!("{at}/information");
    let half = [
        ("item-school-there", "yes"),
        ("item-school-state", "known"),
        ("item-school-known-words", "Off since Monday"),
        ("item-health-there", "yes"),
        ("item-health-state", "unknown"),
        ("item-health-unknown-words", "The surgery opens at ten"),
    ];
    let answer = told.fill(MANAGER, &path, &path, &half);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for lands in ["item-school-known-source", "item-school-known-on", "item-health-unknown-wait"] {
        assert!(answer.body.contains(&format!("href=\"#{lands}\"")), "{lands}: {}", answer.words());
    }
    let mut whole = half.to_vec();
    whole.extend([
        ("item-school-known-source", "The school"),
        ("item-school-known-on", "23 11 2026"),
        ("item-health-unknown-wait", "no"),
    ]);
    let answer = told.fill(MANAGER, &path, &path, &whole);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    told.of.get(MANAGER, &at).says("Off since Monday").says("Cannot wait: The surgery opens at ten");
    let protected = told.of.get(Role::Partner, &at);
    assert_eq!(protected.status, StatusCode::FORBIDDEN);
}

#[test]
fn a_try_is_written_down_and_silence_offers_the_next_rung_in_one_click() {
    let mut told = told();
    let at = told.begun();
    let path = format!("{at}/ring");
    let half = told.fill(MANAGER, &path, &path, &[("agency", "health")]);
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    half.says("Write who was asked for").says("Say what came of it");
    let tried = [("agency", "health"), ("whom", "Named nurse"), ("answer", "no_answer")];
    assert_eq!(told.fill(MANAGER, &path, &path, &tried).status, StatusCode::SEE_OTHER);
    told.of.get(MANAGER, &at).says("Named nurse").says("Silent");
    told.of.later(SignedDuration::from_mins(45));
    told.of.sign_in_again(MANAGER);
    let page = told.of.get(MANAGER, &at);
    page.says("Escalate:");
    let why_not = told.fill(MANAGER, &path, &path, &[("agency", "probation"), ("answer", "not_asked")]);
    assert_eq!(why_not.status, StatusCode::UNPROCESSABLE_ENTITY);
    why_not.says("Write why this agency is not asked");
}

#[test]
fn a_councils_own_question_is_asked_of_each_child_when_it_is_decided_kept_and_shown() {
    let mut told = told();
    let file = "forms/strategy_record.toml";
    let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
    let own = "\n[[section]]\nid = \"more\"\ntitle = \"More\"\nrepeats = { per = \"child\", min = 1, max = 9, another = \"Another\" }\n\n\
               [[section.question]]\nid = \"own\"\nkind = \"short_text\"\nlabel = \"Who feeds the dog?\"\nneeded = \"submit\"\n\
               owner = \"A\"\nwhy = \"B\"\n";
    let asks = format!("{text}{own}");
    let pack = Pack::over_england([(file, asks.as_str())]).unwrap_or_else(|problems| panic!("{problems:?}"));
    told.of.set_up(|mut asked| {
        asked.pack = Arc::new(pack);
        asked
    });
    let at = told.held();
    let half = told.write(&at, "save", |_| ());
    assert_eq!(half.status, StatusCode::SEE_OTHER, "{}", half.words());
    let without = told.write(&at, "decide", |_| ());
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says("Answer “Who feeds the dog”.").says("Two unexplained bruises");
    let answer = |fields: &mut Vec<(String, String)>| fields.push(("more.0.own".into(), "The aunt".into()));
    let kept = told.write(&at, "save", answer);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    let page = told.of.get(MANAGER, &format!("{at}/record"));
    page.says_not("Also sent");
    assert_eq!(field(&page, "more.0.own"), "The aunt");
    let decided = told.write(&at, "decide", answer);
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.words());
    told.of.get(MANAGER, &at).says("Who feeds the dog? (Child 1)").says("The aunt");
}

#[test]
fn one_page_takes_it_all_the_chair_signs_and_each_gets_their_copy() {
    let told = told();
    let at = told.held();
    let more = told.write(&at, "save", |fields| {
        fields.retain(|(name, _)| name != "act");
        fields.push(("_another".into(), "risk".into()));
        fields.push(("_blocks.risk".into(), "2".into()));
    });
    assert!(more.body.contains("id=\"risk-2-words\""), "{}", more.words());
    told.of.get(MANAGER, &format!("{at}/record")).says("Two unexplained bruises").says("Draft saved");
    let halves = told.write(&at, "decide", |fields| {
        fields.retain(|(name, _)| {
            !["child-0-plan-capacity", "child-0-interim-date", "otherwise"].contains(&name.as_str())
        });
    });
    assert_eq!(halves.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", halves.words());
    for lands in ["child-0-plan-capacity", "child-0-interim-date", "otherwise"] {
        assert!(halves.body.contains(&format!("href=\"#{lands}\"")), "{lands}: {}", halves.words());
    }
    let decided = told.write(&at, "decide", |_| ());
    assert_eq!((decided.status, decided.to()), (StatusCode::SEE_OTHER, at.as_str()), "{}", decided.words());
    let page = told.of.get(MANAGER, &at);
    page.says("Section 47 enquiry, jointly with police")
        .says("Community Health saw it differently")
        .says("His mother, by the social worker")
        .says("Hit again tonight")
        .says("Read and sign");
    told.of.get(MANAGER, "/").says("Strategy discussions to sign");
    let known = told.of.get(MANAGER, &format!("{at}/known"));
    known.says("At convening").says("At the decision").says("Item by item");
    let sign = format!("{at}/sign");
    assert_eq!(told.of.get(Role::MashSocialWorker, &sign).status, StatusCode::FORBIDDEN);
    let signed = told.fill(MANAGER, &sign, &sign, &[]);
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.words());
    let page = told.of.get(MANAGER, &at);
    page.says("Signed by").says("Give each their copy");
    let meeting = page.body.split("/meetings/").nth(1).unwrap()[..32].to_owned();
    let distribute = format!("/meetings/{meeting}/distribute");
    told.of.get(MANAGER, &distribute).says("What was known when").says("sees it");
    let given = told.fill(MANAGER, &distribute, &distribute, &[("place", "1")]);
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.words());
    let copy = told.of.get(Role::Partner, &format!("/meetings/{meeting}/copy"));
    copy.says("Two unexplained bruises").says_not("Stays with his aunt");
}

#[test]
fn agencies_are_asked_with_a_sheet_that_says_how_things_stand_and_never_what() {
    let told = told();
    let at = told.begun();
    told.convene(&at, &[("act", "hold"), ("urgency", "danger_now")]);
    let path = format!("{at}/meeting");
    let (chair, police) = (told.of.staff[&MANAGER].to_string(), told.of.staff[&Role::Partner].to_string());
    let fields = [
        ("kind", "strategy"),
        ("purpose", "Being hit at home"),
        ("date", "23 11 2026"),
        ("time", "14:00"),
        ("lasts", "60"),
        ("place", "Room 4"),
        ("chair", chair.as_str()),
        ("person", police.as_str()),
        ("agenda", "Why now"),
        ("wanted-date", "23 11 2026"),
        ("wanted-time", "10:00"),
    ];
    let answer = told.fill(MANAGER, &path, &path, &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let page = told.of.get(MANAGER, &at);
    page.says("Not to be had").says("no time was published");
    let meeting = page.body.split("/meetings/").nth(1).unwrap()[..32].to_owned();
    told.of.get(MANAGER, &format!("/meetings/{meeting}")).says("Should we meet?");
    let invitation = told.of.get(Role::Partner, &format!("/meetings/{meeting}/invitation"));
    invitation
        .says("Information sheet")
        .says("Please bring")
        .says("Police check")
        .says_not("A bruise on the cheek");
}

#[test]
fn by_telephone_a_manager_and_a_police_supervisor_are_named_and_a_meeting_follows() {
    let told = told();
    let at = told.begun();
    told.convene(&at, &[("act", "hold"), ("urgency", "danger_now")]);
    let path = format!("{at}/telephone");
    let (chair, police) = (told.of.staff[&MANAGER].to_string(), told.of.staff[&Role::Partner].to_string());
    let mut fields = vec![
        ("kind", "strategy"),
        ("purpose", "Being hit at home"),
        ("date", "23 11 2026"),
        ("time", "08:30"),
        ("lasts", "20"),
        ("place", "By telephone"),
        ("chair", chair.as_str()),
        ("person", police.as_str()),
        ("agenda", "Why now"),
        ("manager", chair.as_str()),
    ];
    let answer = told.fill(MANAGER, &path, &path, &fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
    answer.says("police supervisor's name and rank");
    fields.extend([("supervisor", "DS Halloran"), ("telephone_why", "No room until tomorrow")]);
    let answer = told.fill(MANAGER, &path, &path, &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    told.of.get(MANAGER, &at).says("By telephone: agreed between").says("DS Halloran");
}

#[test]
fn late_it_asks_one_cause_and_the_partnership_counts_it() {
    let mut told = told();
    let at = told.begun();
    told.of.later(SignedDuration::from_hours(25));
    told.of.sign_in_again(MANAGER);
    told.of.get(MANAGER, &at).says("This discussion is late");
    told.of.get(MANAGER, "/strategy/late").says("Leo Marlstone");
    told.of.get(MANAGER, "/").says("is late and says no cause");
    let path = format!("{at}/late");
    let half = told.fill(MANAGER, &path, &path, &[("cause", "police")]);
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("href=\"#police-asked-date\""), "{}", half.words());
    let whole = [("cause", "police"), ("police-asked-date", "23 11 2026"), ("police-asked-time", "10:00")];
    assert_eq!(told.fill(MANAGER, &path, &path, &whole).status, StatusCode::SEE_OTHER);
    told.of.get(MANAGER, &at).says("Late. Cause: Waiting for police");
    told.of.get(MANAGER, "/strategy/late").says_not("Marlstone");
    let measures = told.of.get(MANAGER, "/strategy/measures");
    measures.says("Waiting for police").says("No line is read alone").says("Leo Marlstone");
    assert!(measures.body.contains("href=\"#cause-police\""), "a count opens the children behind it");
    told.of.sign_in_again(Role::ServiceManager);
    told.of.get(Role::ServiceManager, "/strategy/measures").says("Waiting for police").says_not("Marlstone");
}

#[test]
fn a_restricted_child_closes_it_with_whom_to_ring_and_nothing_else() {
    let told = told();
    let at = told.begun();
    let system = told.of.house.system();
    let sending = Sending { form: told.of.house.id(), opened: 0, content: Vec::new() };
    let circle = [told.of.staff[&Role::ServiceManager]].into();
    restrict(
        &system,
        &sending,
        told.child,
        circle,
        "R. Khan 01632 960777".into(),
        "A colleague's child".into(),
    )
    .unwrap();
    for path in ["", "/record", "/information", "/known", "/convene"] {
        let answer = told.of.get(MANAGER, &format!("{at}{path}"));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}: {}", answer.words());
        answer.says("R. Khan 01632 960777").says_not("Marlstone").says_not("Being hit");
    }
    let new = told.of.get(MANAGER, &format!("/strategy/new?child={}", told.child));
    new.says("R. Khan 01632 960777").says_not("Marlstone");
    for path in ["/strategy", "/", "/strategy/late", "/strategy/measures"] {
        told.of.get(MANAGER, path).says_not("Marlstone").says_not("SD-");
    }
    told.of.get(Role::ServiceManager, &at).says("Being hit by an adult at home");
}

#[test]
fn no_discussion_is_a_managers_word_with_what_makes_it_safe() {
    let told = told();
    let at = told.begun();
    let path = format!("{at}/not-held");
    assert_eq!(told.of.get(Role::MashSocialWorker, &path).status, StatusCode::FORBIDDEN);
    assert_eq!(told.fill(MANAGER, &path, &path, &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = told.fill(MANAGER, &path, &path, &[("why", "The bruise is explained by the hospital")]);
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    told.of.get(MANAGER, &at).says("Not held").says("explained by the hospital");
}
