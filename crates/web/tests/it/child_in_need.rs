//! Child in need plans and closing as people meet them: an outcome without a measure asked for once more, two people who change a plan at once, a review,
//! paper for the family; a closing that a manager decides, and what the page says where consent was withdrawn.

use axum::http::StatusCode;
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::Role;
use jiff::SignedDuration;
use jiff::civil::date;

use crate::canary::event::injury;
use crate::canary::planted::{keep, sending, session};
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
    for role in [Role::SocialWorker, Role::TeamManager] {
        let who = Involved::Worker { staff: of.staff[&role], team: "assessment_1".into() };
        let (id, from) = (of.house.id(), of.house.now());
        let role = "allocated social worker".into();
        keep(&of, &Involvement { id, child, who, role, from, until: None, reason: None });
    }
    let episode = Episode {
        primary_need: Some("N5".into()),
        ..Episode::opened(of.house.id(), child, date(2026, 9, 1))
    };
    keep(&of, &episode);
    Open { of, child }
}

impl Open {
    fn send(&self, role: Role, path: &str, opened: (&str, &str), more: &[(&str, &str)]) -> Answer {
        let mut fields = vec![("form", opened.0), ("version", opened.1)];
        fields.extend(more);
        self.of.post(role, path, &fields)
    }

    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.words());
        self.send(role, path, (&field(&page, "form"), &field(&page, "version")), more)
    }

    fn done(&self, role: Role, path: &str, more: &[(&str, &str)]) -> String {
        let answer = self.fill(role, path, more);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
        answer.to().to_owned()
    }

    fn page(&self, below: &str) -> String {
        format!("/children/{}{below}", self.child)
    }

    fn planned(&self) -> String {
        self.done(
            Role::SocialWorker,
            &self.page("/plan/new"),
            &with(&[("outcome-3-measure", "The register")]),
        )
    }
}

const PLAN: &[(&str, &str)] = &[
    ("started_on", "16 11 2026"),
    ("child-says", "I want to be on time"),
    ("child-kept", "Do not tell Dad that I said so"),
    ("outcome-3-what", "She is at school on time"),
    ("outcome-3-step-1-who", "Mum"),
    ("outcome-3-step-1-what", "sets the alarm"),
    ("outcome-3-step-1-by", "1 12 2026"),
    ("contingency", "We meet within two days"),
    ("family-1-who", "Mum"),
    ("family-1-answer", "agreed"),
    ("family-1-view", "It is fair"),
    ("agency-0-agency", "school"),
    ("agency-0-organisation", "Elm Grove"),
    ("agency-0-part", "Breakfast"),
    ("visit_days", "28"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    PLAN.iter().chain(more).copied().collect()
}

#[test]
fn an_outcome_without_a_measure_is_asked_for_once_more_where_it_was_typed() {
    let open = open();
    open.of.get(Role::SocialWorker, &open.page("")).says("Child in need plan").says("Propose to close");
    let refused = open.fill(Role::SocialWorker, &open.page("/plan/new"), PLAN);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("How will we know? Say it, or say below why").says("Breakfast");
    assert!(refused.body.contains("href=\"#outcome-3-measure\""), "{}", refused.body);
    let plan = open.done(
        Role::SocialWorker,
        &open.page("/plan/new"),
        &with(&[("outcome-3-without", "The school counts from Monday")]),
    );
    let page = open.of.get(Role::TeamManager, &plan);
    page.says("I want to be on time").says("The school counts from Monday").says("28 December 2026");
    open.of.get(Role::TeamManager, &open.page("")).says("She is at school on time");
    open.of.get(Role::TeamManager, "/plans").says("Ava Quillon");
    open.of.get(Role::TeamManager, "/queues").says("Child in need plans with a review overdue");
}

#[test]
fn what_a_child_asked_not_to_have_passed_on_stands_on_no_paper() {
    let open = open();
    let plan = open.planned();
    open.of.get(Role::SocialWorker, &plan).says("Do not tell Dad").says("Not to be passed on");
    let family = open.of.get(Role::SocialWorker, &format!("{plan}/paper/family"));
    family
        .says("Our plan for Ava Quillon")
        .says("I want to be on time")
        .says("It is fair")
        .says_not("Do not tell Dad");
    let school = open.of.get(Role::SocialWorker, &format!("{plan}/paper/0"));
    school
        .says("Breakfast")
        .says("She is at school on time")
        .says_not("Do not tell Dad")
        .says_not("It is fair");
    assert_eq!(open.of.get(Role::SocialWorker, &format!("{plan}/paper/7")).status, StatusCode::NOT_FOUND);
}

#[test]
fn two_people_change_a_plan_at_once_and_nobodys_words_are_lost() {
    let open = open();
    let plan = open.planned();
    let change = format!("{plan}/change");
    let first = open.of.get(Role::SocialWorker, &change);
    let more = with(&[
        ("outcome-0-number", "1"),
        ("outcome-0-what", "On time, and fed"),
        ("outcome-0-step-0-who", "Mum"),
        ("outcome-0-step-0-by", "1 12 2026"),
        ("outcome-0-measure", "Register"),
        ("why", "She eats now"),
    ]);
    let asked = |(name, _): &(&str, &str)| !name.starts_with("outcome-3") && *name != "started_on";
    let more: Vec<_> = more.into_iter().filter(asked).collect();
    open.done(Role::TeamManager, &change, &more);
    let mut second = more.clone();
    second.push(("contingency", "We meet the same day"));
    let second: Vec<_> =
        second.into_iter().filter(|field| *field != ("contingency", "We meet within two days")).collect();
    let conflict =
        open.send(Role::SocialWorker, &change, (&field(&first, "form"), &field(&first, "version")), &second);
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    conflict.says("Nothing you wrote is lost").says("We meet the same day").says("She is at school on time");
    open.of
        .get(Role::SocialWorker, &format!("{plan}/changes"))
        .says("Outcome 1")
        .says("She eats now")
        .says("On time, and fed");
}

#[test]
fn a_review_steps_down_and_a_closing_waits_for_a_manager_who_did_not_propose_it() {
    let open = open();
    let plan = open.planned();
    let review = [
        ("on", "23 11 2026"),
        ("child-says", "Mornings are better"),
        ("progress-0-how", "met"),
        ("progress-0-words", "Five of five"),
        ("came", "Mum and the school"),
        ("decision", "early_help"),
        ("reasons", "It is done"),
    ];
    open.done(Role::SocialWorker, &format!("{plan}/review"), &review);
    open.of
        .get(Role::SocialWorker, &plan)
        .says("Stepped down to early help")
        .says("Mornings are better")
        .says("Propose to close");
    let refused = open.fill(Role::SocialWorker, &open.page("/close"), CLOSING);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Say who leads early help");
    let mut closing = CLOSING.to_vec();
    closing.extend([("lead", "Maud Okoro"), ("organisation", "Family hub")]);
    let closure = open.done(Role::SocialWorker, &open.page("/close"), &closing);
    open.of.get(Role::SocialWorker, &closure).says("Waits for a manager").says_not("Decide");
    open.of.get(Role::TeamManager, "/").says("Closings that wait for you");
    open.of.get(Role::TeamManager, "/queues").says("Closures to decide");
    let decided = [("ruling", "close"), ("reasons", "Reached and agreed")];
    open.done(Role::TeamManager, &format!("{closure}/decide"), &decided);
    open.of
        .get(Role::SocialWorker, &closure)
        .says("Nobody has accepted it")
        .says("Reached and agreed")
        .says("A child who needs help again has a new referral");
    a_letter_is_composed(&open, &closure);
    open.of.get(Role::SocialWorker, &closure).says("To be looked at");
    open.done(
        Role::SocialWorker,
        &format!("{closure}/accepted"),
        &[("who", "Maud Okoro"), ("on", "23 11 2026")],
    );
    open.done(
        Role::SocialWorker,
        &format!("{closure}/told/0"),
        &[("how", "By letter"), ("on", "23 11 2026")],
    );
    open.of.get(Role::SocialWorker, &closure).says("By letter").says("Accepted");
    // What is urgent is recorded on a closed child as ever.
    assert_eq!(open.of.get(Role::SocialWorker, &open.page("/events/new")).status, StatusCode::OK);
    open.of.get(Role::SocialWorker, &open.page("/close")).says("there is nothing to close");
}

/// The letters of the pack are offered on the closing's page, and one is composed for its reader before anybody has it.
fn a_letter_is_composed(open: &Open, closure: &str) {
    let page = open.of.get(Role::SocialWorker, closure);
    page.says("Nothing is sent by itself").says("We are saying goodbye").says("Still allocated");
    let compose = page.body.split("href=\"").find(|part| part.contains("letter=ended_child")).unwrap();
    let compose = compose.split('"').next().unwrap().replace("&amp;", "&");
    let blank = open.of.get(Role::SocialWorker, &compose);
    let what = format!("letter {} ended_child", closure.rsplit('/').next().unwrap());
    assert!(blank.body.contains(&format!("<option value=\"{what}\" selected>")), "{}", blank.body);
    assert_eq!(field(&blank, "name"), "Ava Quillon");
    let letter = open.done(
        Role::SocialWorker,
        &open.page("/documents/new"),
        &[("what", &what), ("kind", "child"), ("name", "Ava Quillon"), ("purpose", "share")],
    );
    open.of
        .get(Role::SocialWorker, &letter)
        .says("The last day was 23 November 2026")
        .says_not("{closed_on}");
}

const CLOSING: &[(&str, &str)] = &[
    ("closed_on", "23 11 2026"),
    ("reason", "RC7"),
    ("because", "early_help"),
    ("changed", "On time for weeks"),
    ("child_says", "You can go"),
    ("risks", "Dad may come back"),
    ("in_mind", "Her form tutor"),
    ("consent", "agrees"),
    ("family", "Told today"),
    ("agreed", "yes"),
    ("agreement", "Mum, today"),
    ("step_contingency", "Maud rings us"),
    ("tell-1-whom", "Elm Grove"),
];

#[test]
fn where_consent_was_withdrawn_the_page_asks_the_manager_for_the_risk() {
    let open = open();
    let mut closing: Vec<_> =
        CLOSING.iter().copied().filter(|(name, _)| !["because", "consent"].contains(name)).collect();
    closing.extend([("because", "no_engagement"), ("consent", "withdrawn"), ("consent_words", "Mum rang")]);
    let closure = open.done(Role::SocialWorker, &open.page("/close"), &closing);
    let decide = format!("{closure}/decide");
    open.of
        .get(Role::TeamManager, &decide)
        .says("How do you see the risk to the child?")
        .says("Was a strategy discussion considered?");
    let refused =
        open.fill(Role::TeamManager, &decide, &[("ruling", "close"), ("reasons", "We cannot go on")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("say how you see the risk to the child").says("We cannot go on");
    open.done(Role::TeamManager, &decide, &[("ruling", "return"), ("reasons", "Who saw her last?")]);
    open.of.get(Role::SocialWorker, "/").says("Closings that wait for you");
    let again = format!("{closure}/again");
    open.of.get(Role::SocialWorker, &again).says("Who saw her last?").says("Her form tutor");
    open.done(Role::SocialWorker, &again, &closing);
    open.of.later(SignedDuration::from_mins(5));
    let risk =
        [("ruling", "close"), ("reasons", "We cannot go on"), ("risk", "Moderate: seen at school daily")];
    open.done(Role::TeamManager, &decide, &risk);
    let page = open.of.get(Role::TeamManager, &closure);
    page.says("Moderate: seen at school daily").says("It was closed in error");
    let correct = format!("{closure}/correct");
    open.done(Role::TeamManager, &correct, &[("open_again", "open"), ("why", "The wrong sister")]);
    open.of.get(Role::SocialWorker, &closure).says("the episode is open again").says("The wrong sister");
    open.of.get(Role::SocialWorker, &open.page("")).says("Open since 1 September 2026");
}

#[test]
fn a_manager_who_did_not_write_a_plan_agrees_to_it_and_the_child_stands_first() {
    let open = open();
    let plan = open.planned();
    let page = open.of.get(Role::SocialWorker, &plan);
    page.says("No manager has agreed yet").says_not("Agree, or ask for a change");
    let heading = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words}: {}", page.body));
    assert!(heading("What the child says and shows") < heading("What will be different"));
    open.of.get(Role::TeamManager, "/").says("Child in need plans to agree: 1");
    let agree = format!("{plan}/agree");
    let refused = open.fill(Role::TeamManager, &agree, &[("agrees", "no")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Say what must be changed, and why");
    open.done(Role::TeamManager, &agree, &[("agrees", "yes"), ("words", "It is hers")]);
    open.of.get(Role::SocialWorker, &plan).says("Agreed by a manager").says("It is hers");
    open.of.get(Role::TeamManager, "/").says_not("Child in need plans to agree");
}

/// The list of summaries to write, as a social worker reads it: missing, current, stale at once on news, written anew, due again after a quarter.
#[test]
fn the_list_of_summaries_names_who_has_none_and_whose_is_stale_or_due() {
    let open = open();
    let listed = |words: &str| {
        open.of.get(Role::SocialWorker, "/case-summaries").says(words).says("Ava Quillon");
    };
    let summary = [
        ("who", "Seven, quick to laugh"),
        ("why", "Her mother was hit"),
        ("plan", "Visits each week"),
        ("contingency", "Ring the aunt, then 999"),
        ("staff_safety", "Two workers"),
    ];
    let write = || {
        open.of.later(SignedDuration::from_mins(5));
        open.done(Role::SocialWorker, &format!("/children/{}/summary/write", open.child), &summary);
        open.of
            .get(Role::SocialWorker, "/case-summaries")
            .says_not("Ava Quillon")
            .says("has a current summary");
    };
    listed("1 missing, 0 stale, 0 due again");
    write();
    open.of.later(SignedDuration::from_mins(5));
    let news = injury(&open.of, &[open.child], "A bruise on the arm", Vec::new());
    casework::event::record(&session(&open.of, Role::SocialWorker), &sending(&open.of), news).unwrap();
    listed("0 missing, 1 stale, 0 due again");
    write();
    let due = i64::from(open.of.house.pack.case_summary.due_days);
    open.of.later(SignedDuration::from_hours(24 * (due - 1)));
    let mut of = open.of;
    of.sign_in_again(Role::SocialWorker);
    of.get(Role::SocialWorker, "/case-summaries").says_not("Ava Quillon");
    of.later(SignedDuration::from_hours(24));
    of.sign_in_again(Role::SocialWorker);
    of.get(Role::SocialWorker, "/case-summaries").says("0 missing, 0 stale, 1 due again").says("Ava Quillon");
}
