//! The agencies' side through the real use cases, on each database: who sees which request, what a link opens, what an administrator may, who lapses,
//! what becomes of documents and of words left unfinished.

mod asked;
mod documents;
mod links;
mod people;

use casework::partner;
use domain::mash::{Handling, Standing};
use domain::refusal::Refusal;
use domain::staff::Role;
use jiff::SignedDuration;
use store::Stop;

use self::asked::{answer, hub, say};
use crate::house::{each_house, fields, refused};

const NOTHING: &str = "There is nothing here that you can see.";

#[test]
fn an_agency_sees_what_it_was_asked_and_nobody_else_does() {
    each_house(|story| {
        let hub = hub(story);
        let elm = hub.partner("Ela Elm", "school", "Elm School");
        let oak = hub.partner("Oda Oak", "school", "Oak School");
        let police = hub.partner("Pat Police", "police", "");
        let other = hub.partner("Sam Police", "police", "");
        let request = hub.ask("school", "Elm School", None);
        let named = hub.ask("police", "", Some(police.id));
        let open = |staff, id| partner::request(&story.of(staff), id).map(drop);
        open(&elm, request).unwrap();
        open(&police, named).unwrap();
        for (who, id) in [(&oak, request), (&police, request), (&elm, named), (&other, named)] {
            assert_eq!(refused(open(who, id)), NOTHING, "{}", who.name);
            let answered = partner::answer(&story.of(who), &story.form(1), id, say("x"), Vec::new());
            assert_eq!(refused(answered), NOTHING, "{}", who.name);
        }
        assert_eq!(
            refused(open(&hub.manager, request)),
            "Your role does not let you answer what their agency was asked."
        );
        // In the list stands what can be opened, and nothing else.
        let listed = |staff| partner::home(&story.of(staff)).unwrap().waiting.len();
        assert_eq!([&elm, &oak, &police, &other].map(listed), [1, 0, 1, 0]);

        hub.substitute(named, &other);
        open(&other, named).unwrap();
        hub.withdraw(named);
        assert_eq!(refused(open(&police, named)), NOTHING);
        hub.decide();
        hub.close(request, story.house.now() + SignedDuration::from_hours(1));
        let seen = partner::request(&story.of(&elm), request).unwrap();
        assert!(seen.outcome.unwrap().words.len() > 5);
        story.later(SignedDuration::from_hours(1));
        assert_eq!(refused(open(&elm, request)), NOTHING);
        assert_eq!([&elm, &oak, &police, &other].map(listed), [0, 0, 0, 0]);
    });
}

#[test]
fn an_answer_says_who_opened_it_first_and_can_be_added_to() {
    each_house(|story| {
        let hub = hub(story);
        let (first, second) =
            (hub.partner("Ela Elm", "school", "Elm School"), hub.partner("Eva Elm", "school", "Elm School"));
        let id = hub.ask("school", "Elm School", None);
        assert_eq!(hub.standing(id), Standing::NotOpened);
        // Looking at the list is not opening.
        partner::home(&story.of(&first)).unwrap();
        assert_eq!(hub.standing(id), Standing::NotOpened);
        let before = story.house.store.heads().unwrap()[0].seq;
        partner::request(&story.of(&first), id).unwrap();
        assert_eq!(story.house.store.heads().unwrap()[0].seq, before, "opening changes no record");
        assert_eq!(hub.standing(id), Standing::Viewed);
        story.later(SignedDuration::from_mins(5));
        // The hub chases while they write: that stands in nobody's way.
        hub.chase(id);
        answer(&hub, &second, id, 1, say("Attendance 71%")).unwrap();
        let record = hub.request(id);
        assert_eq!(record.viewed.map(|(staff, _)| staff), Some(first.id));
        assert_eq!(record.answered_in_minutes(), Some(5));
        assert_eq!(hub.standing(id), Standing::Answered);
        // Somebody who opened the page before that is told, and loses nothing.
        let stale = answer(&hub, &first, id, 1, say("Attendance 90%"));
        assert!(matches!(stale, Err(Stop::Refusal(Refusal::Changed { opened: 1, now: 3 }))), "{stale:?}");
        answer(&hub, &first, id, 3, say("Attendance 71%, late often")).unwrap();
        assert_eq!(hub.request(id).clock.met, record.clock.met, "the first answer stops the clock");
        let again = answer(&hub, &first, id, 4, say("Attendance 71%, late often"));
        assert_eq!(fields(again), ["words-0"]);
    });
}

#[test]
fn an_agency_is_told_what_was_shared_with_it_and_nothing_else() {
    each_house(|story| {
        let hub = hub(story);
        let health = hub.partner("Hal Health", "health", "Mill Practice");
        let police = hub.partner("Pat Police", "police", "");
        let (of_health, of_police) = (hub.ask("health", "Mill Practice", None), hub.ask("police", "", None));
        let mut asked = say("Three injuries in a year");
        asked.other = "Mother is afraid".into();
        asked.handling = Some(Handling::Agencies);
        answer(&hub, &health, of_health, 1, asked).unwrap();
        answer(&hub, &police, of_police, 1, say("Two call-outs")).unwrap();
        let told = |staff, id| {
            let view = partner::request(&story.of(staff), id).unwrap();
            view.shared.into_iter().map(|shared| shared.fact.words).collect::<Vec<_>>()
        };
        assert_eq!(told(&police, of_police), Vec::<String>::new());
        hub.share(of_health, 0, of_police);
        assert_eq!(told(&police, of_police), ["Three injuries in a year"]);
        assert_eq!(told(&health, of_health), Vec::<String>::new());
        assert!(partner::request(&story.of(&police), of_police).unwrap().outcome.is_none());
        hub.decide();
        let outcome = partner::request(&story.of(&police), of_police).unwrap().outcome.unwrap();
        assert!(!outcome.words.contains("Because of what health said"), "{}", outcome.words);
    });
}

#[test]
fn the_first_page_holds_what_waits_with_the_most_urgent_first() {
    each_house(|story| {
        let hub = hub(story);
        let police = hub.partner("Pat Police", "police", "");
        let (first, second) = (hub.ask("police", "", None), hub.ask("police", "", None));
        hub.decide_with_action("Check the address tonight", police.id);
        let home = partner::home(&story.of(&police)).unwrap();
        let kinds: Vec<String> = home
            .waiting
            .iter()
            .map(|item| match item {
                partner::Item::Request(asked) => asked.about.join(", "),
                partner::Item::Action(action) => action.what.clone(),
            })
            .collect();
        assert_eq!(kinds, ["Ava Example", "Ava Example", "Check the address tonight"]);
        answer(&hub, &police, first, 1, say("Nothing new")).unwrap();
        let home = partner::home(&story.of(&police)).unwrap();
        assert_eq!((home.waiting.len(), home.answered.len()), (2, 1));
        assert!(home.waiting.iter().all(|item| item.due().is_some()));
        let administrator = hub.administrator("Ada Police", "police", "");
        assert!(partner::home(&story.of(&administrator)).unwrap().waiting.is_empty());
        assert_ne!(first, second);
        assert!(story.colleague("Noor Officer", Role::ContactOfficer).active);
    });
}
