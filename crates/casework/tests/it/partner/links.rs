//! A link for one request: it goes to somebody who was checked, opens once with its code, on one device, one request; and to whoever holds a dead one
//! every dead one is alike.

use std::sync::{Arc, Mutex};

use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::partner::{self, LinkSent, Ways};
use casework::{Resumed, Session, resume};
use domain::id::Id;
use domain::mash::{AnsweredBy, Request};
use domain::partner::{AgencyContact, AnswerLink, CodeBy, ContactAsked, LinkState};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use super::NOTHING;
use super::asked::{Hub, hub, say};
use crate::house::{Story, each_house, fields, refused};

/// A post that remembers what it carried.
#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// A story of a house that knows its own address.
fn each_addressed(text: bool, story: impl Fn(&Story)) {
    each_house(|plain| {
        let ways = Ways {
            address: Some("https://frontdoor.northbridge.example".into()),
            text_gateway: text.then(|| "{phone}@sms.example".into()),
            scanner: None,
        };
        story(&plain.with(|house| house.with_ways(ways)));
    });
}

fn head(agency: &str, organisation: &str) -> ContactAsked {
    ContactAsked {
        agency: agency.into(),
        organisation: organisation.into(),
        name: "Hana Head".into(),
        role: "Head teacher".into(),
        email: "head@elm.example".into(),
        phone: "01632 960321".into(),
    }
}

fn listed(hub: &Hub<'_>, verified: bool) -> Id<AgencyContact> {
    let session = hub.story.of(&hub.manager);
    let id = partner::add_contact(&session, &hub.story.form(0), head("school", "Elm School")).unwrap();
    if verified {
        partner::verify_contact(&session, &hub.story.form(1), id, "Rang the school").unwrap();
    }
    id
}

fn send(hub: &Hub<'_>, request: Id<Request>, contact: Id<AgencyContact>) -> Result<LinkSent, store::Stop> {
    partner::send_link(&hub.story.of(&hub.manager), &hub.story.form(0), request, contact)
}

/// Sends a link and reads the message: what the link ends with, and the code.
fn sent(hub: &Hub<'_>, request: Id<Request>, contact: Id<AgencyContact>) -> (String, String) {
    let LinkSent { code, .. } = send(hub, request, contact).unwrap();
    let mails = posted(hub.story);
    let mail = mails.iter().rev().find(|mail| mail.words.contains("/answer/")).unwrap();
    (token(&mail.words), code.unwrap_or_default())
}

fn posted(story: &Story) -> Vec<Message> {
    let post = Arc::new(Post::default());
    Outbox::new(story.house.clone(), Arc::clone(&post) as _).run_due("test").unwrap();
    let carried = post.0.lock().unwrap();
    carried.clone()
}

fn token(words: &str) -> String {
    let after = words.split("https://frontdoor.northbridge.example/answer/").nth(1).unwrap();
    after.chars().take_while(char::is_ascii_hexdigit).collect()
}

fn came<'h>(story: &'h Story, token: &str) -> Session<'h> {
    match resume(&story.house, token).unwrap() {
        Resumed::Live { session, .. } => session,
        _ => panic!("not signed in"),
    }
}

fn is_out(story: &Story, token: &str) -> bool {
    !matches!(resume(&story.house, token).unwrap(), Resumed::Live { .. })
}

const HERE: &str = "192.0.2.9";

#[test]
fn only_somebody_who_was_checked_is_sent_a_link() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let unverified = listed(&hub, false);
        assert_eq!(fields(send(&hub, request, unverified)), ["contact"]);
        let known = listed(&hub, true);
        let other = hub.ask("school", "Oak School", None);
        assert_eq!(fields(send(&hub, other, known)), ["contact"]);
        let form = partner::link_form(&story.of(&hub.manager), request).unwrap();
        assert_eq!(form.contacts.iter().map(|contact| contact.id).collect::<Vec<_>>(), [known]);
        let analyst = story.colleague("Ann Analyst", Role::Analyst);
        assert!(partner::send_link(&story.of(&analyst), &story.form(0), request, known).is_err());
        let sent = send(&hub, request, known).unwrap();
        assert_eq!(sent.until, story.house.now() + SignedDuration::from_hours(24));
        partner::end_contact(&story.of(&hub.manager), &story.form(0), known).unwrap();
        assert_eq!(fields(send(&hub, request, known)), ["contact"]);
        // A link lives no longer than the due time with its grace.
        let late = listed(&hub, true);
        story.later(SignedDuration::from_hours(49));
        let until = send(&hub, request, late).unwrap().until;
        assert_eq!(until, story.house.now() + SignedDuration::from_hours(1));
        story.later(SignedDuration::from_hours(1));
        assert!(refused(send(&hub, request, late)).contains("gone by"));
    });
}

#[test]
fn a_link_opens_once_with_its_code_one_request_on_one_device() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let (request, other) = (hub.ask("school", "Elm School", None), hub.ask("school", "Elm School", None));
        let contact = listed(&hub, true);
        let (link, code) = sent(&hub, request, contact);
        // A scanner comes to the page as often as it likes.
        for _ in 0..5 {
            partner::link_waits(&story.house, &link).unwrap();
        }
        let opened = partner::open_link(&story.house, &link, &code.to_lowercase(), HERE).unwrap();
        assert_eq!(opened.request, request);
        let session = came(story, &opened.token);
        partner::request(&session, request).unwrap();
        // Everything else is nothing.
        assert_eq!(refused(partner::request(&session, other)), NOTHING);
        assert_eq!(refused(partner::home(&session)), NOTHING);
        assert_eq!(refused(casework::work::own_work(&session)), NOTHING);
        assert_eq!(refused(casework::work::own_referrals(&session)), NOTHING);
        let invited = partner::answer(&session, &story.form(1), other, say("x"), Vec::new());
        assert_eq!(refused(invited), NOTHING);
        // A second device, or the same again.
        let again = refused(partner::open_link(&story.house, &link, &code, HERE));
        assert!(again.starts_with("This link does not open anything."), "{again}");
        partner::answer(&session, &story.form(1), request, say("Attendance 71%"), Vec::new()).unwrap();
        let answer = hub.request(request).answer.unwrap();
        assert!(matches!(answer.by, AnsweredBy::Partner(staff) if staff == session.staff.id));
        let links = hub_links(&hub, request);
        assert_eq!(links.iter().map(|(state, _)| *state).collect::<Vec<_>>(), [LinkState::Used]);
    });
}

fn hub_links(hub: &Hub<'_>, request: Id<Request>) -> Vec<(LinkState, Id<AnswerLink>)> {
    let form = partner::link_form(&hub.story.of(&hub.manager), request).unwrap();
    form.links.into_iter().map(|sent| (sent.state, sent.link.id)).collect()
}

#[test]
fn every_dead_link_says_the_same_words() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let contact = listed(&hub, true);
        let unknown = "ab".repeat(32);
        let said = |link: &str, code: &str| {
            let page = refused(partner::link_waits(&story.house, link));
            let posted = refused(partner::open_link(&story.house, link, code, HERE));
            assert_eq!(page, posted);
            page
        };
        let words = said(&unknown, "0000-0000");
        assert!(words.contains(&story.house.pack.council.duty_phone), "{words}");
        assert_eq!(said("nonsense", ""), words);
        // Taken back.
        let (link, code) = sent(&hub, request, contact);
        let (_, id) = hub_links(&hub, request)[0];
        partner::revoke_link(&story.of(&hub.manager), &story.form(0), request, id).unwrap();
        assert_eq!(said(&link, &code), words);
        // Another sent to the same person: the one before is dead.
        let (before, code_before) = sent(&hub, request, contact);
        let (link, code) = sent(&hub, request, contact);
        assert_eq!(said(&before, &code_before), words);
        partner::link_waits(&story.house, &link).unwrap();
        // Too old.
        story.later(SignedDuration::from_hours(24));
        assert_eq!(said(&link, &code), words);
        // The person was taken off the list.
        let fresh = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, fresh, contact);
        partner::end_contact(&story.of(&hub.manager), &story.form(0), contact).unwrap();
        assert_eq!(said(&link, &code), words);
    });
}

#[test]
fn a_request_that_was_taken_back_is_opened_by_no_link() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, request, listed(&hub, true));
        hub.withdraw(request);
        let words = refused(partner::open_link(&story.house, &link, &code, HERE));
        assert!(words.starts_with("This link does not open anything."), "{words}");
    });
}

#[test]
fn whoever_guesses_waits_and_then_the_link_is_dead() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, request, listed(&hub, true));
        let guess = |code: &str| refused(partner::open_link(&story.house, &link, code, HERE));
        let mut waits = 0;
        let mut dead = false;
        for _ in 0..40 {
            let words = guess("0000-0000");
            if words.starts_with("There were too many tries") {
                waits += 1;
                story.later(SignedDuration::from_mins(20));
            } else if words.starts_with("This link does not open") {
                dead = true;
                break;
            } else {
                assert!(words.starts_with("The code is not right"), "{words}");
            }
        }
        assert!(waits > 0 && dead, "{waits} {dead}");
        assert!(guess(&code).starts_with("This link does not open"), "even with the right code");
        assert_eq!(hub_links(&hub, request)[0].0, LinkState::Revoked);
    });
}

#[test]
fn a_link_that_is_taken_back_closes_what_it_opened() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, request, listed(&hub, true));
        let opened = partner::open_link(&story.house, &link, &code, HERE).unwrap();
        came(story, &opened.token);
        let (_, id) = hub_links(&hub, request)[0];
        partner::revoke_link(&story.of(&hub.manager), &story.form(0), request, id).unwrap();
        assert!(is_out(story, &opened.token));
        // The agency's access ends with the round, whoever holds a session.
        let other = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, other, listed(&hub, true));
        let opened = partner::open_link(&story.house, &link, &code, HERE).unwrap();
        hub.close(other, story.house.now() + SignedDuration::from_mins(5));
        let session = came(story, &opened.token);
        partner::request(&session, other).unwrap();
        story.later(SignedDuration::from_mins(5));
        assert_eq!(refused(partner::request(&came(story, &opened.token), other)), NOTHING);
    });
}

#[test]
fn what_a_link_opened_ends_with_the_link_s_own_time() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let (link, code) = sent(&hub, request, listed(&hub, true));
        story.later(SignedDuration::from_mins(24 * 60 - 20));
        let opened = partner::open_link(&story.house, &link, &code, HERE).unwrap();
        story.later(SignedDuration::from_mins(19));
        came(story, &opened.token);
        story.later(SignedDuration::from_mins(1));
        assert!(is_out(story, &opened.token));
    });
}

#[test]
fn the_link_goes_by_one_way_and_the_code_by_another_and_neither_names_a_child() {
    each_addressed(true, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let sending = story.form(0);
        let contact = listed(&hub, true);
        let manager = story.of(&hub.manager);
        let sent = partner::send_link(&manager, &sending, request, contact).unwrap();
        assert_eq!((sent.code, sent.code_by), (None, CodeBy::Text));
        // The same form again is the same link.
        partner::send_link(&manager, &sending, request, contact).unwrap();
        assert_eq!(hub_links(&hub, request).len(), 1);
        let mails = posted(story);
        let to: Vec<String> = mails.iter().map(|mail| mail.to.email.to_string()).collect();
        assert_eq!(to.len(), 2, "{to:?}");
        assert!(to.contains(&"head@elm.example".into()) && to.contains(&"01632960321@sms.example".into()));
        let link = mails.iter().find(|mail| mail.words.contains("/answer/")).unwrap();
        let text = mails.iter().find(|mail| mail.words.contains("code is")).unwrap();
        let code: String = text.words.split("code is ").nth(1).unwrap().chars().take(9).collect();
        assert!(!link.words.contains(&code) && !text.words.contains("/answer/"));
        for mail in &mails {
            for word in ["Ava", "Example", "2019", "FD-TEST", "attend"] {
                assert!(!mail.words.contains(word) && !mail.subject.contains(word), "{word}: {}", mail.words);
            }
        }
        partner::open_link(&story.house, &token(&link.words), &code, HERE).unwrap();
        // Nothing is sent a second time.
        assert!(posted(story).is_empty());
    });
}

#[test]
fn a_code_that_is_read_out_is_shown_once() {
    each_addressed(false, |story| {
        let hub = hub(story);
        let request = hub.ask("school", "Elm School", None);
        let (sending, contact) = (story.form(0), listed(&hub, true));
        let manager: &Staff = &hub.manager;
        let first = partner::send_link(&story.of(manager), &sending, request, contact).unwrap();
        let again = partner::send_link(&story.of(manager), &sending, request, contact).unwrap();
        assert!(first.code.is_some() && again.code.is_none());
        assert_eq!(posted(story).len(), 1);
    });
}
