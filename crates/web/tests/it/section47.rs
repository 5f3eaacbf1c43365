//! Section 47 enquiries as people meet them: begun from a signed discussion, every risk ticked or explained, the child's own words, a drawing that is
//! described, the outcome in two clicks without typing anything again, and another manager's authorisation.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::contact::Contact;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::pack::EnquiryBy;
use domain::person::Person;
use domain::staff::Role;
use domain::strategy::{ChildDecision, Discussion, EnquiryPlan, NewDiscussion, Risk, WhyNow};
use jiff::SignedDuration;

use crate::canary::planted::keep;
use crate::house::{Answer, Invented, field};
use crate::neighbour::a_neighbour_rings;
use crate::page_form::{house as pack, with_own};

struct Enquired {
    of: Invented,
    child: Id<Person>,
    discussion: Id<Discussion>,
}

/// A child with a worker, and a signed discussion that decided on an enquiry.
fn enquired() -> Enquired {
    let of = Invented::new();
    let house = of.house.clone();
    let (contact, child) = a_neighbour_rings(&of, ("Idris", "Farrow"), "Bruises");
    let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
    let (id, role, from) = (house.id(), "allocated social worker".into(), house.now());
    keep(&of, &Involvement { id, child, who, role, from, until: None, reason: None });
    let discussion = discussion(&of, child, contact, &["Bruise on the arm", "Left with the uncle"]);
    of.later(SignedDuration::from_mins(5));
    Enquired { of, child, discussion }
}

fn discussion(of: &Invented, child: Id<Person>, contact: Id<Contact>, risks: &[&str]) -> Id<Discussion> {
    let (house, manager, now) = (&of.house, of.staff[&Role::MashManager], of.house.now());
    let id = house.id();
    let new = NewDiscussion {
        id,
        reference: "SD-ABCDE".into(),
        children: vec![child],
        contact: Some(contact),
        enquiry: None,
        prompts: Vec::new(),
        follows: None,
        why: WhyNow { harm: "Injury".into(), event: "A bruise".into(), ..WhyNow::default() },
        threshold_at: None,
        decided: None,
        watch_due: None,
        offers: Vec::new(),
    };
    let mut discussion = Discussion::begin(new, manager, now, &house.pack, &house.calendar).unwrap();
    discussion.held_at = Some(now);
    discussion.risks = risks
        .iter()
        .zip(1..)
        .map(|(words, number)| Risk { number, words: (*words).into(), children: vec![child] })
        .collect();
    let plan = EnquiryPlan {
        seen_by: "Tom with PC Dale".into(),
        place: "School".into(),
        seen_by_when: Some(now + SignedDuration::from_hours(4)),
        ..EnquiryPlan::default()
    };
    discussion.decisions =
        vec![ChildDecision { begins: Some(EnquiryBy::Joint), plan, ..ChildDecision::blank(child) }];
    discussion.decided = Some((manager, now));
    discussion.signed = Some((manager, now));
    keep(of, &discussion);
    id
}

impl Enquired {
    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        let (form, version) = (field(&page, "form"), field(&page, "version"));
        let mut fields = vec![("form", form.as_str()), ("version", version.as_str())];
        fields.extend(more);
        self.of.post(role, path, &fields)
    }

    #[track_caller]
    fn taken(&self, role: Role, path: &str, more: &[(&str, &str)]) -> String {
        let answer = self.fill(role, path, more);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
        answer.to().to_owned()
    }

    #[track_caller]
    fn refused(&self, role: Role, path: &str, more: &[(&str, &str)], words: &str) {
        let answer = self.fill(role, path, more);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.words());
        answer.says(words);
    }

    fn begun(&self) -> String {
        let from = format!("/section47/from/{}/{}", self.discussion, self.child);
        self.of.get(Role::MashManager, &from).says("Bruise on the arm").says("nothing is typed again");
        self.taken(Role::MashManager, &from, &[])
    }

    /// Everything but the risks, as the worker writes it.
    fn made(&self, page: &str) {
        let worker = Role::SocialWorker;
        let now = self.of.house.now();
        let (day, time) = (
            domain::calendar::london::date_in_digits(domain::calendar::london::date_of(now)),
            domain::calendar::london::time_in_words(now),
        );
        let seen = [
            ("seen", "yes"),
            ("at-date", day.as_str()),
            ("at-time", time.as_str()),
            ("who", "Tom"),
            ("place", "School"),
            ("alone", "yes"),
            ("looked", "Quiet, a bruise on the left arm"),
            ("day.morning", "Gets himself up"),
        ];
        self.taken(worker, &format!("{page}/seen"), &seen);
        let words = [("words", "He squeezed me"), ("on", day.as_str()), ("heard_by", "Tom"), ("asked", "")];
        self.taken(worker, &format!("{page}/words"), &words);
        let family = [
            ("carer-0-name", "Rhian"),
            ("carer-0-relation", "mother"),
            ("carer-0-seen", "no"),
            ("carer-0-words", "In hospital until Monday"),
        ];
        self.taken(worker, &format!("{page}/family"), &family);
        let medical = [("state", "not_needed"), ("findings", "Seen by the paediatrician today")];
        self.taken(worker, &format!("{page}/medical"), &medical);
        let check = [
            ("agency", "police"),
            ("asked_on", day.as_str()),
            ("whom", "PC Dale"),
            ("answered_on", ""),
            ("result", ""),
        ];
        self.taken(worker, &format!("{page}/check"), &check);
        let answered = [("answered_on", day.as_str()), ("result", "A caution of 2022")];
        let again = [&check[..3], &answered[..]].concat();
        self.taken(worker, &format!("{page}/checks/0"), &again);
        let harm = [
            ("finding", "suffered"),
            ("category", "PHY"),
            ("reasons", "The bruise and his own words say the same."),
            ("history", "Nothing like it is known."),
            ("weigh.else", "A fall would leave another shape"),
        ];
        self.taken(worker, &format!("{page}/harm"), &harm);
    }

    fn risks<'a>(&self, second: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut fields = vec![
            ("risk-0-enquired", "yes"),
            ("risk-0-words", "A grip, the doctor says"),
            ("risk-0-who", "Tom"),
            ("risk-0-on", "23 11 2026"),
        ];
        fields.extend(second);
        fields
    }
}

#[test]
fn an_enquiry_from_its_discussion_to_its_conference() {
    let house = enquired();
    let worker = Role::SocialWorker;
    let page = house.begun();
    let shown = house.of.get(worker, &page);
    for words in [
        "Not yet seen",
        "0 of 2 enquired into or explained",
        "Tom with PC Dale",
        "local clock, from the last discussion",
    ] {
        shown.says(words);
    }
    house.of.get(worker, "/").says("Children to be seen in section 47 enquiries: 1");
    house
        .of
        .get(worker, &format!("/children/{}", house.child))
        .says("Section 47 enquiries")
        .says("Child not yet seen");
    house.of.get(worker, "/section47").says("Idris Farrow").says("2 open");
    house.made(&page);
    let shown = house.of.get(worker, &page);
    for words in [
        "Seen alone",
        "He squeezed me",
        "Gets himself up",
        "A caution of 2022",
        "A fall would leave another shape",
        "Rhian",
    ] {
        shown.says(words);
    }
    house.concluded(&page);
    house.authorised(&page);
}

impl Enquired {
    /// One risk is left: the outcome names it, and a page mends it. Then two clicks: the outcome's page, and send.
    fn concluded(&self, page: &str) {
        let worker = Role::SocialWorker;
        let (risks, outcome) = (format!("{page}/risks"), format!("{page}/outcome"));
        let conference = [("finding", "continuing_risk"), ("follows", "conference")];
        self.taken(worker, &risks, &self.risks(&[]));
        self.refused(worker, &outcome, &conference, "“Left with the uncle”");
        let silent = self.risks(&[("risk-1-enquired", "no")]);
        self.refused(worker, &risks, &silent, "why this risk was not enquired into");
        let explained = self.risks(&[("risk-1-enquired", "no"), ("risk-1-words", "He moved away in May")]);
        self.taken(worker, &risks, &explained);
        let services = [("finding", "continuing_risk"), ("follows", "services")];
        self.refused(worker, &outcome, &services, "child protection conference");
        // The reasoning stands there and is not asked again.
        self.of.get(worker, &outcome).says("The bruise and his own words say the same.");
        self.taken(worker, &outcome, &conference);
        self.of.get(worker, page).says("Waits for a manager");
        assert_eq!(self.of.get(worker, &format!("{page}/seen")).status, StatusCode::CONFLICT);
    }

    /// A manager who did not work on it authorises it; people are told.
    fn authorised(&self, page: &str) {
        let (worker, manager) = (Role::SocialWorker, Role::MashManager);
        self.of.get(manager, "/").says("Section 47 outcomes to authorise: 1");
        let authorise = format!("{page}/authorise");
        self.refused(manager, &authorise, &[("words", "")], "Say why this is right for the child.");
        self.taken(manager, &authorise, &[("words", "Each risk was followed.")]);
        let shown = self.of.get(worker, page);
        for words in [
            "Authorised: a conference is to be held",
            "requested from the conference service",
            "Still to be told",
            "Parent or carer",
        ] {
            shown.says(words);
        }
        let told =
            [("whom", "parent"), ("name", "Rhian"), ("way", "letter"), ("on", "23 11 2026"), ("words", "")];
        self.taken(worker, &format!("{page}/told"), &told);
        self.of.get(worker, page).says("In writing");
        let from = format!("/section47/from/{}/{}", self.discussion, self.child);
        self.of.get(manager, &from).says("A child has one at a time").says("This discussion is part of it");
    }
}

#[test]
fn an_enquiry_goes_back_to_its_worker_with_the_reasons() {
    let house = enquired();
    let (worker, manager) = (Role::SocialWorker, Role::MashManager);
    let page = house.begun();
    house.made(&page);
    let risks = house.risks(&[
        ("risk-1-enquired", "no"),
        ("risk-1-words", "He moved away"),
        ("risk-2-named", "A second uncle"),
    ]);
    house.taken(worker, &format!("{page}/risks"), &risks);
    let outcome = [("finding", "not_substantiated"), ("follows", "nothing")];
    house.refused(worker, &format!("{page}/outcome"), &outcome, "A second uncle");
    let answered = [
        ("risk-1-enquired", "no"),
        ("risk-1-words", "He moved away"),
        ("risk-2-enquired", "no"),
        ("risk-2-words", "There is none"),
    ];
    house.taken(worker, &format!("{page}/risks"), &house.risks(&answered));
    house.taken(worker, &format!("{page}/outcome"), &outcome);
    house.taken(
        manager,
        &format!("{page}/authorise"),
        &[("act", "back"), ("words", "Ask the neighbour first")],
    );
    house.of.get(worker, &page).says("Being enquired into").says("Ask the neighbour first");
    house.of.get(worker, &format!("{page}/outcome")).says("It came back on");
}

/// A page of an enquiry below its own, with what it needs.
type Asks<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// What is found, page by page, and the outcome.
const FOUND: &[Asks<'_>] = &[
    (
        "/seen",
        &[
            ("seen", "no"),
            ("at-date", "23 11 2026"),
            ("at-time", "00:05"),
            ("who", "Tom"),
            ("place", "Home"),
            ("why", "Nobody opened"),
        ],
    ),
    ("/words", &[("words", "I hid"), ("on", "23 11 2026"), ("heard_by", "Tom")]),
    (
        "/family",
        &[
            ("carer-0-name", "Rhian"),
            ("carer-0-relation", "mother"),
            ("carer-0-seen", "no"),
            ("carer-0-words", "In hospital"),
        ],
    ),
    ("/medical", &[("state", "not_needed"), ("findings", "Seen by the paediatrician today")]),
    ("/check", &[("agency", "police"), ("asked_on", "23 11 2026")]),
    (
        "/harm",
        &[
            ("finding", "none"),
            ("reasons", "Nothing that was feared has happened."),
            ("history", "Nothing like it is known."),
        ],
    ),
    (
        "/risks",
        &[
            ("risk-0-enquired", "no"),
            ("risk-0-words", "An old bruise"),
            ("risk-1-enquired", "no"),
            ("risk-1-words", "He moved away"),
        ],
    ),
    (
        "/outcome",
        &[("finding", "not_substantiated"), ("follows", "nothing"), ("unseen", "The family went away")],
    ),
];

#[test]
fn a_question_of_the_councils_own_is_kept_in_all_that_an_enquiry_finds() {
    let mut house = enquired();
    let files: Vec<(String, String)> =
        ["day", "words", "family", "medical", "check", "harm", "risks", "outcome", "told"]
            .into_iter()
            .map(|name| format!("forms/section47_{name}.toml"))
            .map(|file| (file.clone(), with_own(&file)))
            .collect();
    house.of.set_up(|mut asked| {
        let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (&**file, &**text)).collect();
        asked.pack = pack(&files);
        asked
    });
    let (worker, manager) = (Role::SocialWorker, Role::MashManager);
    let page = house.begun();
    for (number, (below, needed)) in FOUND.iter().enumerate() {
        house.asks_beside(&page, below, needed, &format!("The aunt, {number}"));
    }
    house.taken(manager, &format!("{page}/authorise"), &[("words", "It is right.")]);
    let told = [("whom", "parent"), ("name", "Rhian"), ("way", "not_told"), ("words", "Not found yet")];
    house.asks_beside(&page, "/told", &told, "The aunt, at last");
    // Everything else stands where it stood.
    let shown = house.of.get(worker, &page);
    for number in 0..FOUND.len() {
        shown.says(&format!("The aunt, {number}"));
    }
}

impl Enquired {
    /// The council's own question is asked for, kept and shown; where a page can be opened again, it stands in it.
    fn asks_beside(&self, page: &str, below: &str, needed: &[(&str, &str)], said: &str) {
        let (worker, path) = (Role::SocialWorker, format!("{page}{below}"));
        self.refused(worker, &path, needed, "Answer “Who feeds the dog”.");
        let fields: Vec<(&str, &str)> = needed.iter().copied().chain([("more.pets", said)]).collect();
        self.taken(worker, &path, &fields);
        self.of.get(worker, page).says("Who feeds the dog?").says(said);
        let again = match below {
            "/check" => format!("{page}/checks/0"),
            "/family" | "/medical" | "/harm" | "/risks" => path,
            _ => return,
        };
        assert_eq!(field(&self.of.get(worker, &again), "more.pets"), said);
    }
}

#[test]
fn a_question_of_the_councils_own_about_each_risk_is_asked_of_the_risks_that_are_answered() {
    const FILE: &str = "forms/section47_risks.toml";
    let mut house = enquired();
    let asked = with_own(FILE);
    // A question at the end of the section of the risks, where each row has it.
    let (rows, _) = asked.split_once("\n[[section]]\nid = \"more\"").unwrap();
    let rows = format!(
        "{rows}\n[[section.question]]\nid = \"knows\"\nkind = \"short_text\"\nlabel = \"Who else knows of it?\"\n\
         needed = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n"
    );
    house.of.set_up(|mut asked| {
        asked.pack = pack(&[(FILE, &rows)]);
        asked
    });
    let worker = Role::SocialWorker;
    let page = house.begun();
    let risks = format!("{page}/risks");
    house.of.get(worker, &risks).says("Bruise on the arm").says("Another risk that came up");
    house.refused(worker, &risks, &house.risks(&[]), "Risk 1: Answer “Who else knows of it”.");
    let unnamed = house.risks(&[("risk.0.knows", "The school"), ("risk.2.knows", "Nobody")]);
    house.refused(worker, &risks, &unnamed, "Write what is feared, or leave the whole of it empty.");
    house.taken(worker, &risks, &house.risks(&[("risk.0.knows", "The school")]));
    house.of.get(worker, &page).says("Who else knows of it?").says("The school");
    assert_eq!(field(&house.of.get(worker, &risks), "risk.0.knows"), "The school");
}

/// A photograph of one grey point, with Exif that says where it was taken.
fn photograph() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    };
    let table = |class: u8| [&[class, 1][..], &[0; 16]].concat();
    [
        vec![0xff, 0xd8],
        segment(0xe1, b"Exif\0\0 taken at Larchgate"),
        segment(0xdb, &[&[0][..], &[1; 64]].concat()),
        segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xc4, &table(0)),
        segment(0xc4, &table(0x10)),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0x3f, 0xff, 0xd9],
    ]
    .concat()
}

impl Enquired {
    fn draws(&self, page: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let path = format!("{page}/direct-work");
        let form = self.of.get(Role::SocialWorker, &path);
        let own = [("form", field(&form, "form")), ("version", field(&form, "version"))];
        let mut body = Vec::new();
        let mut part = |name: &str, more: &str, content: &[u8]| {
            body.extend(
                format!("--parted\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
                    .as_bytes(),
            );
            body.extend(content);
            body.extend(b"\r\n");
        };
        for (name, value) in &own {
            part(name, "", value.as_bytes());
        }
        for (name, value) in fields {
            part(name, "", value.as_bytes());
        }
        if let Some((name, bytes)) = file {
            part("file", &format!("; filename=\"{name}\""), bytes);
        }
        body.extend(b"--parted--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("__Host-frontdoor={}", self.of.token(Role::SocialWorker)))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=parted");
        self.of.raw(request.body(Body::from(body)).unwrap())
    }
}

#[test]
fn a_drawing_is_described_and_tells_nothing_but_the_picture() {
    let house = enquired();
    let page = house.begun();
    let words = [
        ("kind", "drawing"),
        ("on", "23 11 2026"),
        ("description", "A house with a dark door"),
        ("agreed", "Yes"),
    ];
    let silent = [words[0], words[1], ("description", ""), words[3]];
    let picture = photograph();
    let refused = house.draws(&page, &silent, Some(("a.jpg", &picture)));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    refused.says("Describe what it shows");
    let report = house.draws(&page, &words, Some(("a.pdf", b"%PDF-1.7\n1 0 obj")));
    assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY);
    report.says("Send a PNG or JPEG picture");
    let kept = house.draws(&page, &words, Some(("a.jpg", &picture)));
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    let shown = house.of.get(Role::SocialWorker, &page);
    shown.says("A house with a dark door").says("The picture was not scanned.");
    let source = shown.body.split("<img src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(shown.body.contains("alt=\"Drawing, described below\""));
    let file = house.of.get(Role::SocialWorker, source);
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert!(!file.body.contains("Exif") && !file.body.contains("Larchgate"));
    assert_eq!(house.of.get(Role::TeamManager, source).status, StatusCode::FORBIDDEN);
}
