//! The escalation watch in a browser: what a worker records asks a manager a question; the child's page says so with a link to each fact; the manager
//! answers in one of three ways, and everything of it stands to be read. Whoever may not learn of a child learns nothing of it here either.

use domain::staff::Role;
use jiff::SignedDuration;

use super::family::{Family, RESTRICTED, RING, send, send_from};
use crate::house::{Answer, Invented};

fn injury<'a>(child: &'a str, what: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("children", child),
        ("happened", "23 11 2026"),
        ("from", "health"),
        ("injury.what", what),
        ("injury.mobile", "no"),
        ("injury.explanation", "none"),
    ]
}

fn recorded(of: &Invented, role: Role, child: &str, what: &str) {
    let path = format!("/children/{child}/events/new/injury");
    let sent = send(of, role, &path, &injury(child, what));
    assert_eq!(sent.status, 303, "{}", sent.words());
}

/// The address of the first link in the page's content that ends so.
fn link(page: &Answer, begins: &str, ends: &str) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("main a").unwrap();
    let found = html.select(&selector).filter_map(|link| link.value().attr("href"));
    found
        .into_iter()
        .find(|href| href.starts_with(begins) && href.ends_with(ends) && *href != "/watch/rules")
        .map_or_else(|| panic!("no link {begins}…{ends}: {}", page.words()), str::to_owned)
}

#[test]
fn what_is_recorded_asks_a_manager_and_each_answer_stands_to_be_read() {
    let of = Invented::new();
    let family = Family::new(&of);
    let ava = family.ava.to_string();
    of.get(Role::MashManager, "/watch").says("Nothing waits for your answer.");
    of.get(Role::SocialWorker, &family.page("")).says_not("Consider a strategy discussion");
    recorded(&of, Role::SocialWorker, &ava, "A bruise on the left cheek");
    // The worker sees the question on the record, with the fact and no score; the answer is a manager's.
    let page = of.get(Role::SocialWorker, &family.page(""));
    page.says("Consider a strategy discussion").says("Injury, Monday 23 November 2026");
    page.says("does not move about yet").says_not("score");
    assert!(page.body.contains(&format!("/children/{ava}/events/")));
    let prompt = link(&page, "/watch/", "");
    of.get(Role::SocialWorker, &prompt).says("A manager answers it.").says("Immediate");
    assert_eq!(of.get(Role::SocialWorker, &format!("{prompt}/answer")).status, 403);
    // The record as it was on an earlier day says nothing of it.
    of.get(Role::SocialWorker, &family.page("?event=1")).says_not("Consider a strategy discussion");
    let work = of.get(Role::MashManager, "/");
    work.says("Consider a strategy discussion: 1");
    of.get(Role::MashManager, "/watch").says("Asked of you: 1").says("Waits for an answer");
    let answer = format!("{prompt}/answer");
    let nothing = send(&of, Role::MashManager, &answer, &[]);
    assert_eq!(nothing.status, 422);
    nothing.says("Choose one of the three answers.");
    let late = [("answer", "gather"), ("from", "The X-ray"), ("by-date", "25 11 2026"), ("safe", "")];
    let refused = send_from(&of, Role::MashManager, &nothing, &late);
    assert_eq!(refused.status, 422);
    refused.says("24 hours at most").says("Say what keeps the child safe until then.").says("The X-ray");
    assert!(refused.body.contains("href=\"#by-date\""));
    let gather = [
        ("answer", "gather"),
        ("from", "The X-ray, from the ward"),
        ("by-date", "23 11 2026"),
        ("by-time", "17:00"),
        ("safe", "She stays on the ward"),
    ];
    let sent = send_from(&of, Role::MashManager, &refused, &gather);
    assert_eq!((sent.status.as_u16(), sent.to()), (303, prompt.as_str()), "{}", sent.words());
    let page = of.get(Role::SocialWorker, &prompt);
    page.says("Gather first").says("She stays on the ward").says("23 November 2026 at 17:00");
    of.get(Role::MashManager, "/").says_not("Consider a strategy discussion: 1");
    of.get(Role::MashManager, "/watch").says("Answered, and not over: 1");
    // Somebody who had the page open meanwhile is told, and loses nothing.
    let brief = send(&of, Role::MashManager, &answer, &[("answer", "not_needed"), ("because", "No")]);
    assert_eq!(brief.status, 422);
    let because = "The X-ray shows an old accident that the hospital knew";
    let sent = send_from(&of, Role::MashManager, &brief, &[("answer", "not_needed"), ("because", because)]);
    assert_eq!(sent.status, 303, "{}", sent.words());
    of.get(Role::SocialWorker, &prompt).says(because).says("A manager said why no discussion is needed");
    of.get(Role::SocialWorker, &family.page("")).says_not("Consider a strategy discussion");
    assert_eq!(of.get(Role::MashManager, &answer).status, 409);
}

#[test]
fn to_hold_it_now_leads_on_to_convening() {
    let of = Invented::new();
    let family = Family::new(&of);
    recorded(&of, Role::SocialWorker, &family.ava.to_string(), "A bruise");
    let answer = link(&of.get(Role::MashManager, &family.page("")), "/watch/", "/answer");
    let prompt = answer.trim_end_matches("/answer");
    let sent = send(&of, Role::MashManager, &answer, &[("answer", "hold"), ("words", "Today")]);
    let id = prompt.rsplit('/').next().unwrap();
    assert_eq!((sent.status.as_u16(), sent.to()), (303, format!("/strategy/new?prompt={id}").as_str()));
    of.get(Role::SocialWorker, prompt).says("To be held now").says("Hold now");
}

#[test]
fn what_nobody_answers_climbs_until_it_stands_on_the_clinic_list() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    recorded(&of, Role::SocialWorker, &family.ava.to_string(), "A bruise");
    let prompt = link(&of.get(Role::MashManager, "/watch"), "/watch/", "");
    of.get(Role::ServiceManager, "/watch").says("Nothing stands on the clinic list");
    for (hours, words) in [(30, "Service manager"), (72, "Clinic list")] {
        of.later(SignedDuration::from_hours(hours));
        casework::watch::pass_time(&of.house).unwrap();
        of.sign_in_again(Role::ServiceManager);
        of.get(Role::ServiceManager, &prompt).says(words);
    }
    of.get(Role::ServiceManager, "/watch").says("Clinic list: 1").says("On the clinic list");
    of.get(Role::ServiceManager, "/").says("The clinic list of the escalation watch: 1 prompt");
    of.get(Role::ServiceManager, &prompt).says("nobody had answered in time; it went on to");
}

#[test]
fn a_question_about_a_restricted_child_says_whom_to_ring_and_nothing_else() {
    let of = Invented::new();
    let family = Family::new(&of);
    recorded(&of, Role::ServiceManager, &family.restricted.to_string(), "A burn");
    let own = of.get(Role::ServiceManager, "/watch");
    own.says(RESTRICTED);
    let prompt = link(&own, "/watch/", "");
    for role in [Role::MashManager, Role::SocialWorker, Role::ContactOfficer, Role::Auditor] {
        of.get(role, "/watch").says(RING).says_not(RESTRICTED).says_not("Injury");
        let closed = of.get(role, &prompt);
        assert_eq!(closed.status, 403, "{role:?}");
        closed.says(RING).says_not(RESTRICTED).says_not("Injury");
    }
}

#[test]
fn the_rules_are_read_in_words_with_their_numbers_and_sources() {
    let of = Invented::new();
    let rules = of.get(Role::SocialWorker, "/watch/rules");
    for rule in &of.house.pack.watch.rules {
        rules.says(&format!("{}: {}", rule.code, rule.name)).says(&rule.source);
    }
    rules.says("3 missing episodes in 90 days").says("“Gather first” lasts 24 hours at most");
}
