//! Audits, calibration and practice development as people see them: a second auditor learns nothing of the first, the alarm is told at once, nothing typed is
//! lost, and the service sees sums of enough people only.

use casework::Sending;
use domain::access::{Action, Subject};
use domain::audit::{Audit, Audited, Draw, Drawn};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use store::{Version, save};

use crate::house::{Answer, Invented, field};
use crate::neighbour::a_neighbour_rings;

const IRIS: Role = Role::Auditor;
const ADAEZE: Role = Role::PrincipalSocialWorker;
const MARGARET: Role = Role::ServiceManager;
const TOM: Role = Role::SocialWorker;

struct Audits {
    of: Invented,
    audit: Id<Audit>,
    child: Id<Person>,
}

impl Audits {
    /// An audit of Tom's work with Ava by Iris and Margaret.
    fn new() -> Self {
        let of = Invented::new();
        let (contact, child) = a_neighbour_rings(&of, ("Ava", "Example"), "Crying at night.");
        let practitioner = of.staff[&TOM];
        let audited = Audited {
            draw: Draw::Contact,
            record: contact.any(),
            entry: of.house.store.heads().unwrap()[0].seq.0,
            at: of.house.now(),
            practitioner,
            had_a_part: [practitioner].into(),
            team: "assessment_1".into(),
            teams: ["assessment_1".to_owned()].into(),
            children: vec![child],
        };
        let auditors = vec![of.staff[&IRIS], of.staff[&MARGARET]];
        let drawn = Drawn { id: of.house.id(), sample: None, of: audited, auditors, second_missing: false };
        let audit = Audit::draw(drawn, of.house.now(), &of.house.pack, &of.house.calendar);
        let (session, sending) =
            (of.house.system(), Sending { form: of.house.id(), opened: 0, content: Vec::new() });
        let kept = session.send(&sending, "draw_audit", |door| {
            let permit = door.permit(Action::DrawSample, Subject::House)?;
            save(&permit, &audit, Version::NONE, "draw_audit", None)?;
            Ok(())
        });
        kept.unwrap();
        let audit = audit.id;
        Audits { of, audit, child }
    }

    fn path(&self, below: &str) -> String {
        format!("/audits/{}{below}", self.audit)
    }

    /// Fills in the form of a page and sends it.
    fn send(&self, role: Role, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        assert_eq!(page.status, 200, "{path}: {}", page.words());
        let (form, version) = (field(&page, design::FORM_FIELD), field(&page, design::VERSION_FIELD));
        let mut all = vec![(design::FORM_FIELD, form.as_str()), (design::VERSION_FIELD, version.as_str())];
        all.extend(fields);
        self.of.post(role, path, &all)
    }

    /// The same grade and quotation for each domain.
    fn graded(&self, role: Role, grade: &str, quote: &str) -> Answer {
        let codes: Vec<String> =
            self.of.house.pack.audit.domains.iter().map(|domain| domain.code.clone()).collect();
        let mut fields: Vec<(String, String)> = Vec::new();
        for code in codes {
            fields.push((format!("grade-{code}"), grade.into()));
            fields.push((format!("quote-{code}"), quote.into()));
        }
        fields.push(("impact".into(), "She sleeps through the night.".into()));
        fields.push(("without_why".into(), "He was away.".into()));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(role, &self.path("/grade"), &fields)
    }
}

#[test]
fn a_second_auditor_learns_nothing_of_the_first_until_both_have_graded() {
    let audits = Audits::new();
    assert_eq!(audits.graded(IRIS, "good", "Wagtail at the window").status, 303);
    audits.of.get(IRIS, &audits.path("")).says("Wagtail at the window").says("To be graded");
    for (role, below) in [(MARGARET, ""), (MARGARET, "/grade"), (ADAEZE, "")] {
        let page = audits.of.get(role, &audits.path(below));
        page.says_not("Wagtail");
        assert_eq!(page.status, 200);
    }
    audits.of.get(MARGARET, &audits.path("")).says_not("Invented Auditor");
    assert_eq!(audits.of.get(TOM, &audits.path("")).status, 404, "his work, and not graded yet");
    audits.of.get(ADAEZE, "/quality").says_not("Wagtail").says("0 audits graded");
    assert_eq!(audits.graded(MARGARET, "inadequate", "Nobody looked up").status, 303);
    for role in [IRIS, MARGARET, ADAEZE, TOM] {
        let page = audits.of.get(role, &audits.path(""));
        page.says("Wagtail at the window").says("Nobody looked up").says("To be moderated");
    }
    audits.of.get(ADAEZE, "/quality").says("1 audits graded").says("Too few to say: 1 audit");
}

#[test]
fn whoever_moderates_after_somebody_else_is_told_so_and_loses_nothing() {
    let audits = Audits::new();
    assert_eq!(audits.graded(IRIS, "good", "Wagtail at the window").status, 303);
    assert_eq!(audits.graded(MARGARET, "inadequate", "Nobody looked up").status, 303);
    let path = audits.path("/moderate");
    let opened = audits.of.get(ADAEZE, &path);
    let first = [("grade-child", "good"), ("why-child", "She is quoted.")];
    assert_eq!(audits.send(ADAEZE, &path, &first).status, 303);
    let (form, version) = (field(&opened, design::FORM_FIELD), field(&opened, design::VERSION_FIELD));
    let late = [
        (design::FORM_FIELD, form.as_str()),
        (design::VERSION_FIELD, version.as_str()),
        ("grade-child", "inadequate"),
        ("why-child", "Nobody saw her."),
    ];
    let conflict = audits.of.post(ADAEZE, &path, &late);
    assert_eq!(conflict.status, 409);
    conflict.says("Someone else saved this while you were writing").says("She is quoted.");
    assert_eq!(field(&conflict, "why-child"), "Nobody saw her.");
}

#[test]
fn what_was_typed_into_a_grading_is_there_again_with_what_is_missing() {
    let audits = Audits::new();
    let answer = audits.graded(IRIS, "good", "");
    assert_eq!(answer.status, 422);
    answer.says("Quote the words of the record").says("She sleeps through the night.");
    assert_eq!(field(&answer, "without_why"), "He was away.");
    audits.of.get(IRIS, &audits.path("/grade")).says("She sleeps through the night.");
    assert!(audits.of.get(TOM, &audits.path("/grade")).status.is_client_error());
    assert!(audits.of.get(ADAEZE, &audits.path("/grade")).status.is_client_error(), "not hers");
}

#[test]
fn an_alarm_is_told_at_once_and_answered_by_whoever_was_told() {
    let audits = Audits::new();
    let sent = audits.send(IRIS, &audits.path("/alarm"), &[("words", "Who is with the baby?")]);
    assert_eq!(sent.status, 303);
    audits.of.get(MARGARET, "/").says("Immediate safety").says_not("Who is with the baby?");
    audits.of.get(MARGARET, &audits.path("")).says("Who is with the baby?");
    let answer = audits.path("/alarms/0/answer");
    assert_eq!(audits.send(MARGARET, &answer, &[("words", "Seen, with her aunt.")]).status, 303);
    audits.of.get(IRIS, &audits.path("")).says("Seen, with her aunt.");
    // A child's record is what it was.
    audits.of.get(IRIS, &format!("/children/{}", audits.child)).says_not("Who is with the baby?");
}

#[test]
fn actions_wait_on_their_owners_page_and_are_closed_by_somebody_else() {
    let audits = Audits::new();
    audits.graded(IRIS, "good", "As it was said");
    audits.graded(MARGARET, "good", "As it was said");
    let tom = audits.of.staff[&TOM].to_string();
    let set =
        audits.send(IRIS, &audits.path("/actions/new"), &[("words", "See Ava alone."), ("owner", &tom)]);
    assert_eq!(set.status, 303, "{}", set.words());
    audits.of.get(TOM, "/").says("Do it, and say how one can see it");
    let done = audits.send(TOM, &audits.path("/actions/0/done"), &[("evidence", "Seen on Tuesday.")]);
    assert_eq!(done.status, 303);
    let own =
        audits.send(TOM, &audits.path("/actions/0/look"), &[("closed", "yes"), ("words", "I know it.")]);
    own.says("somebody else must look");
    let look = [("closed", "yes"), ("words", "Her words are there.")];
    assert_eq!(audits.send(IRIS, &audits.path("/actions/0/look"), &look).status, 303);
    audits.of.get(TOM, &audits.path("")).says("Closed").says("Her words are there.");
    audits.of.get(ADAEZE, "/queues").says("Audits to be graded").says("Audit actions overdue");
}

#[test]
fn a_calibration_is_set_graded_alone_and_shown_in_no_sum_of_few() {
    let audits = Audits::new();
    let text = [
        ("title", "Spring"),
        ("title-0", "The Larkmeads"),
        ("words-0", "Invented. Mother says that she is managing."),
        ("points-0", "Nobody asked the children"),
        ("title-1", "The Quillfeathers"),
        ("words-1", "Invented. Jude says where he goes."),
        ("points-1", "Jude's words are used"),
        ("domains", "child"),
        ("closes_on", "31 12 2026"),
        ("invented", "yes"),
    ];
    let set = audits.send(ADAEZE, "/calibration/new", &text);
    assert_eq!(set.status, 303, "{}", set.words());
    let path = set.to().to_owned();
    audits.of.get(TOM, "/").says("Grade invented assessments: Spring");
    audits.of.get(TOM, &path).says("The Larkmeads").says_not("Nobody asked the children");
    let grade = format!("{path}/grade");
    let missing = audits.send(TOM, &grade, &[("grade-0-child", "good"), ("saw-0", "Mother speaks for all.")]);
    assert_eq!(missing.status, 422);
    missing.says("Choose a grade").says("Mother speaks for all.");
    let both = [("grade-0-child", "good"), ("grade-1-child", "good"), ("saw-0", "Mother speaks for all.")];
    assert_eq!(audits.send(TOM, &grade, &both).status, 303);
    audits.of.get(ADAEZE, &path).says_not("Mother speaks for all.");
    audits.of.get(ADAEZE, "/calibration/sums").says("It is open").says_not("Mother speaks");
}

#[test]
fn a_practice_session_stands_beside_its_measure() {
    let audits = Audits::new();
    let tom = audits.of.staff[&TOM].to_string();
    let session = [
        ("theme", "Children's words"),
        ("on", "1 11 2026"),
        ("came", tom.as_str()),
        ("done", "Three texts read in pairs."),
        ("measure", "audit_good"),
        ("domain", "child"),
        ("direction", "up"),
    ];
    let kept = audits.send(ADAEZE, "/practice/sessions/new", &session);
    assert_eq!(kept.status, 303, "{}", kept.words());
    let page = audits.of.get(TOM, kept.to());
    page.says("Three texts read in pairs.").says("Before").says("do not say that it caused anything");
    let missing = audits.send(ADAEZE, "/practice/sessions/new", &[("theme", "Fathers")]);
    assert_eq!(missing.status, 422);
    missing.says("Say who came").says("Choose the measure");
}
