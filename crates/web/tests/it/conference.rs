//! Conferences and professional disagreements as people meet them: asked for from the child's record, put on a day, decided with the child's views first,
//! handed over on one page; an agency's disagreement from its first page to its end.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::pack::{ENGLAND, Pack};
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::Role;
use jiff::civil::date;

use crate::canary::planted::keep;
use crate::house::{Answer, Invented, field};

struct Open {
    of: Invented,
    child: Id<Person>,
}

/// A child with a worker and an open episode, on a Monday in November.
fn open() -> Open {
    let of = Invented::new();
    let child: Id<Person> = of.house.id();
    keep(&of, &Person::named(child, Standing::Child, PersonName::new("Ava", "Quillon")));
    let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
    let (id, from) = (of.house.id(), of.house.now());
    keep(
        &of,
        &Involvement {
            id,
            child,
            who,
            role: "allocated social worker".into(),
            from,
            until: None,
            reason: None,
        },
    );
    keep(&of, &episode(&of, child));
    Open { of, child }
}

fn episode(of: &Invented, child: Id<Person>) -> Episode {
    Episode { primary_need: Some("N1".into()), ..Episode::opened(of.house.id(), child, date(2026, 11, 2)) }
}

impl Open {
    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.words());
        let (form, version) = (field(&page, "form"), field(&page, "version"));
        let mut fields = vec![("form", form.as_str()), ("version", version.as_str())];
        fields.extend(more);
        self.of.post(role, path.split('?').next().unwrap(), &fields)
    }

    fn done(&self, role: Role, path: &str, more: &[(&str, &str)]) -> String {
        let answer = self.fill(role, path, more);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
        answer.to().to_owned()
    }

    fn asked(&self) -> String {
        self.asked_with(&[])
    }

    fn asked_with(&self, more: &[(&str, &str)]) -> String {
        let manager = self.of.staff[&Role::MashManager].to_string();
        let fields = [
            ("initiated-date", "19 11 2026"),
            ("initiated-time", "10:00"),
            ("last-date", "20 11 2026"),
            ("last-time", "10:00"),
            ("decided-date", "20 11 2026"),
            ("decided-time", "15:00"),
            ("decided_by", manager.as_str()),
            ("why", "Two fractures\nthat nobody explains"),
            ("needs", "An interpreter"),
        ];
        let fields = [&fields[..], more].concat();
        self.done(Role::SocialWorker, &format!("/children/{}/conference", self.child), &fields)
    }
}

const DAY: &[(&str, &str)] = &[
    ("begins", "10:00"),
    ("venue", "Civic centre"),
    ("chair", "Joyce Amankwah"),
    ("invited-0-agency", "council"),
    ("invited-0-direct", "yes"),
    ("invited-3-agency", "school"),
    ("invited-3-organisation", "Elm Grove"),
];

fn on<'a>(day: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    DAY.iter().chain(more).copied().chain([("on", day)]).collect()
}

const HELD: &[(&str, &str)] = &[
    ("on", "23 11 2026"),
    ("chair", "Joyce Amankwah"),
    ("child_part", "worker"),
    ("views", "She brings her shoes\nwhen Nan comes"),
    ("family-1-who", "Mother"),
    ("family-1-part", "came"),
    ("there-0-agency", "council"),
    ("there-0-how", "in_person"),
    ("there-0-direct", "yes"),
    ("there-2-agency", "health"),
    ("there-2-organisation", "Ward 4"),
    ("there-2-how", "dialled"),
    ("there-2-direct", "yes"),
    ("plan", "plan"),
    ("category", "PHY"),
    ("reasons", "Nobody says how it happened"),
];

#[test]
fn a_conference_is_asked_for_from_the_childs_record_and_put_on_a_day() {
    let open = open();
    let record = format!("/children/{}", open.child);
    open.of.get(Role::SocialWorker, &record).says("Ask for a child protection conference");
    let conference = open.asked();
    let page = open.of.get(Role::SocialWorker, &conference);
    page.says("Requested")
        .says("The partnership’s own count")
        .says("due Thursday 10 December")
        .says("due Friday 11 December");
    open.of.get(Role::SocialWorker, "/").says("Conferences: 1").says("Quillon");
    open.of.get(Role::SocialWorker, "/conferences").says("Requested, or to be requested");

    let day = format!("{conference}/day");
    let refused = open.fill(Role::SocialWorker, &day, &on("28 11 2026", &[]));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("at a weekend").says("Civic centre");
    assert!(refused.body.contains("Elm Grove"));
    let late = open.fill(Role::SocialWorker, &day, &on("25 12 2026", &[]));
    late.says("is a bank holiday").says("later than 10 December 2026");
    open.done(Role::SocialWorker, &day, &on("30 11 2026", &[]));
    open.of
        .get(Role::SocialWorker, &conference)
        .says("Monday 30 November 2026")
        .says("due Saturday 28 November");
    open.fill(Role::SocialWorker, &day, &on("1 12 2026", &[])).says("Say why it is moved");
    open.of.get(Role::SocialWorker, "/conferences").says("Coming up");

    let moved = on("23 11 2026", &[("begins", "14:00"), ("moved_because", "She must not wait")]);
    open.done(
        Role::SocialWorker,
        &day,
        &moved.iter().copied().filter(|field| *field != ("begins", "10:00")).collect::<Vec<_>>(),
    );
    open.of.get(Role::SocialWorker, &conference).says("She must not wait").says("due Thursday 10 December");
}

#[test]
fn what_it_decided_begins_with_the_child_and_is_handed_over_on_one_page() {
    let open = open();
    let record = format!("/children/{}", open.child);
    let conference = open.asked();
    let today: Vec<_> = on("23 11 2026", &[]).into_iter().filter(|(name, _)| *name != "begins").collect();
    let today: Vec<_> = today.into_iter().chain([("begins", "14:00")]).collect();
    open.done(Role::SocialWorker, &format!("{conference}/day"), &today);
    let report = format!("{conference}/report");
    open.done(
        Role::SocialWorker,
        &report,
        &[("to", "family"), ("on", "23 11 2026"), ("how", "Read with the mother")],
    );
    let decision = format!("{conference}/decision");
    let form = open.of.get(Role::SocialWorker, &decision);
    form.says("The child first");
    assert!(form.body.contains("Joyce Amankwah"));
    let refused = open.fill(Role::SocialWorker, &decision, HELD);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("It was not quorate: 1 of 2 other agencies").says("She brings her shoes");
    assert!(refused.body.contains("Ward 4"));
    let held: Vec<_> =
        HELD.iter().copied().chain([("not_quorate_because", "She goes home tonight")]).collect();
    open.done(Role::SocialWorker, &decision, &held);
    let page = open.of.get(Role::SocialWorker, &conference);
    page.says("Not quorate")
        .says("She goes home tonight")
        .says("The core group met")
        .says("Physical abuse (PHY)");
    open.of.get(Role::SocialWorker, &record).says("Child protection plan").says("held on 23 November 2026");
    let handover = open.of.get(Role::SocialWorker, &format!("{conference}/handover"));
    handover
        .says("The child protection plan")
        .says("Section 47 started")
        .says("19 November 2026")
        .says("It goes on");

    let group = open.fill(Role::SocialWorker, &format!("{conference}/core-group"), &[("on", "23 11 2026")]);
    group.says("comes after the conference");
    let review = format!("{conference}/review");
    let wrong = [("on", "23 11 2026"), ("plan", "goes_on"), ("category", "MUL")];
    let wrong = open.fill(Role::SocialWorker, &review, &wrong);
    wrong.says("A review comes after the conference").says("This category is discouraged").says("Say why");
}

#[test]
fn a_conference_is_declined_with_reasons_by_somebody_else() {
    let open = open();
    let conference = open.asked();
    open.of.get(Role::SocialWorker, &conference).says("Call it off").says_not("Decline the conference");
    // A manager of the child's team declines; here the service manager, who is allocated as well.
    let who = Involved::Worker { staff: open.of.staff[&Role::ServiceManager], team: "front_door".into() };
    let (id, from, child) = (open.of.house.id(), open.of.house.now(), open.child);
    keep(&open.of, &Involvement { id, child, who, role: "manager".into(), from, until: None, reason: None });
    let decline = format!("{conference}/decline");
    let refused = open.fill(
        Role::ServiceManager,
        &decline,
        &[("reasons", "He moved out"), ("told-1-who", "Mother"), ("told-1-on", "soon")],
    );
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Enter a date like").says("He moved out");
    let fields = [
        ("reasons", "He moved out"),
        ("instead", "The aunt stays"),
        ("told-1-who", "Mother"),
        ("told-1-on", "23 11 2026"),
    ];
    open.done(Role::ServiceManager, &decline, &fields);
    let page = open.of.get(Role::SocialWorker, &conference);
    page.says("Declined").says("He moved out").says("Ask for it again");
}

impl Open {
    /// A conference that was declined: a manager of the child's team declines, here the service manager, who is allocated as well.
    fn declined(&self) -> String {
        let conference = self.asked();
        self.decline(&conference, &[]);
        conference
    }

    fn decline(&self, conference: &str, more: &[(&str, &str)]) {
        let who = Involved::Worker { staff: self.of.staff[&Role::ServiceManager], team: "front_door".into() };
        let (id, from, child) = (self.of.house.id(), self.of.house.now(), self.child);
        keep(
            &self.of,
            &Involvement { id, child, who, role: "manager".into(), from, until: None, reason: None },
        );
        let fields = [
            ("reasons", "He moved out"),
            ("instead", "The aunt stays"),
            ("told-1-who", "Mother"),
            ("told-1-on", "23 11 2026"),
        ];
        let fields = [&fields[..], more].concat();
        self.done(Role::ServiceManager, &format!("{conference}/decline"), &fields);
    }
}

#[test]
fn an_agency_challenges_what_was_declined_and_it_is_held_after_all() {
    let open = open();
    let conference = open.declined();
    open.of.get(Role::Partner, "/").says("Disagree with a decision about a child");
    let number = open.of.get(Role::SocialWorker, &conference).words();
    let number = number.split_whitespace().find(|word| word.starts_with("CF-")).unwrap().to_owned();
    let raised = open.fill(Role::Partner, "/disagreements/new", &[("about", "declined_conference")]);
    assert_eq!(raised.status, StatusCode::UNPROCESSABLE_ENTITY);
    raised.says("Name the child").says("what you disagree with");
    let fields = [
        ("said_children", "A girl in year 2"),
        ("said_number", number.as_str()),
        ("about", "declined_conference"),
        ("issue", "He fetched her yesterday"),
        ("wanted", "A conference"),
    ];
    let own = open.done(Role::Partner, "/disagreements/new", &fields);
    open.of.get(Role::Partner, &own).says("Stage 1").says("Nobody yet").says_not("Quillon");
    let id = own.rsplit('/').next().unwrap();
    let councils = format!("/disagreements/{id}");
    assert_eq!(open.of.get(Role::Partner, &councils).status, StatusCode::FORBIDDEN);
    assert_eq!(open.of.get(Role::SocialWorker, &councils).status, StatusCode::NOT_FOUND);
    // Only who keeps the door and knows the child says whom it is about: the service manager does both.
    open.of.get(Role::ServiceManager, &councils).says("Nobody").says("Say that it is about this child");
    let place = format!("/children/{}/disagreements/place", open.child);
    open.done(Role::ServiceManager, &format!("{place}?disagreement={id}"), &[("disagreement", id)]);
    open.of.get(Role::SocialWorker, &councils).says("Quillon").says("Declined");
    open.of.get(Role::SocialWorker, &format!("/children/{}", open.child)).says("Professional disagreements");
    open.of.get(Role::SocialWorker, "/disagreements").says("Stage 1");

    open.done(Role::SocialWorker, &format!("{councils}/answer"), &[("words", "We rang him"), ("act", "say")]);
    open.of.get(Role::Partner, &own).says("We rang him");
    open.done(Role::Partner, &own, &[("words", "That does not settle it"), ("act", "up")]);
    open.of.get(Role::Partner, &own).says("Stage 2").says("That does not settle it");
    let resolution = format!("{councils}/resolution");
    let no = [("outcome", "stands"), ("agreed", "no"), ("changed", "Nothing"), ("learning", "Nothing")];
    open.fill(Role::ServiceManager, &resolution, &no).says("goes up the ladder");
    let yes = [
        ("outcome", "changed"),
        ("agreed", "yes"),
        ("changed", "The conference is held"),
        ("learning", "Ask the school first"),
    ];
    open.done(Role::ServiceManager, &resolution, &yes);
    open.of.get(Role::Partner, &own).says("The conference is held").says_not("Ask the school first");
    let page = open.of.get(Role::SocialWorker, &conference);
    page.says("Requested").says("After disagreement").says("due Thursday 10 December");
    let measures = open.of.get(Role::ServiceManager, "/disagreements/measures");
    measures.says("Open now, by stage").says("What was decided changes");
}

/// England's pack with a question of the council's own in each form of a conference.
fn asks_more() -> Arc<Pack> {
    let files: Vec<(String, String)> = ["request", "day", "decline", "decision", "review"]
        .iter()
        .map(|form| {
            let file = format!("forms/conference_{form}.toml");
            let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
            let own = format!(
                "\n[[section]]\nid = \"more\"\ntitle = \"More\"\n\n[[section.question]]\nid = \"own\"\nkind = \"short_text\"\n\
                 label = \"Our question of the {form}?\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n"
            );
            (file, format!("{text}{own}"))
        })
        .collect();
    let pack = Pack::over_england(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    Arc::new(pack.unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// The day's form for this afternoon.
fn today<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fixed = [("on", "23 11 2026"), ("begins", "14:00")];
    let rest = DAY.iter().filter(|(name, _)| *name != "begins");
    rest.chain(&fixed).chain(more).copied().collect()
}

#[test]
fn a_councils_own_questions_are_asked_in_each_form_kept_and_shown() {
    let mut open = open();
    open.of.set_up(|mut asked| {
        asked.pack = asks_more();
        asked
    });
    let conference = open.asked_with(&[("more.own", "The aunt drives")]);
    open.of.get(Role::SocialWorker, &conference).says("Our question of the request?").says("The aunt drives");
    let day = format!("{conference}/day");
    let without = open.fill(Role::SocialWorker, &day, &today(&[]));
    without.says("Answer “Our question of the day”.").says("Civic centre");
    let with = [("more.own", "Ring the lift first")];
    open.done(Role::SocialWorker, &day, &today(&with));
    open.of.get(Role::SocialWorker, &conference).says("Our question of the day?").says("Ring the lift first");
    assert_eq!(field(&open.of.get(Role::SocialWorker, &day), "more.own"), "Ring the lift first");
    open.decline(&conference, &[("more.own", "The school was rung")]);
    let handover = format!("{conference}/handover");
    for page in [&conference, &handover] {
        open.of
            .get(Role::SocialWorker, page)
            .says("Our question of the decline?")
            .says("The school was rung");
    }
    let again = [("why", "He is back"), ("more.own", "A taxi")];
    open.done(Role::SocialWorker, &format!("{conference}/request"), &again);
    open.of.get(Role::SocialWorker, &conference).says("The aunt drives").says("A taxi");
    open.done(Role::SocialWorker, &day, &today(&with));
    let held =
        [HELD, &[("not_quorate_because", "She goes home tonight"), ("more.own", "She stayed outside")]];
    open.done(Role::SocialWorker, &format!("{conference}/decision"), &held.concat());
    for page in [&conference, &handover] {
        open.of
            .get(Role::SocialWorker, page)
            .says("Our question of the decision?")
            .says("She stayed outside");
    }
    open.of.get(Role::SocialWorker, &format!("{conference}/review")).says("Our question of the review?");
}
