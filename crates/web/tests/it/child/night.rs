//! Day and night in a browser: a card is written, authorised by somebody else and seen by night; the night writes down what it did; the morning says
//! "I have it". Nothing typed is lost on the way.

use domain::staff::Role;

use super::family::{CONTENT, Family, REFUGE, RESTRICTED, RING, send, send_from};
use crate::house::{Answer, Invented, field};

const CARD: &[(&str, &str)] = &[
    ("kind", "interim_safety_plan"),
    ("step-1-trigger", "The father rings"),
    ("step-1-plan", "Tell him nothing"),
    ("call-2-who", "Aunt Jo"),
    ("call-2-number", "01632 960311"),
    ("never", "The mother's address: give to nobody"),
    ("safe", "At the aunt's"),
    ("until-date", "25 11 2026"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = CARD.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    stays.chain(changed).copied().collect()
}

/// The address a link with these words leads to.
fn link(page: &Answer, words: &str) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("main a").unwrap();
    let found = html.select(&selector).find(|link| link.text().collect::<String>().starts_with(words));
    found
        .unwrap_or_else(|| panic!("no link {words}: {}", page.words()))
        .value()
        .attr("href")
        .unwrap()
        .to_owned()
}

#[test]
fn a_card_is_written_authorised_by_somebody_else_and_seen_by_night() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/card");
    // What is wrong stands beside the block it was typed in, and everything typed is still there.
    let wrong =
        send(&of, Role::SocialWorker, &path, &with(&[("step-1-plan", ""), ("call-2-number", "no number")]));
    assert_eq!(wrong.status, 422);
    wrong.says("Say what the night team does then.").says("Enter the number to ring.");
    assert!(wrong.body.contains("href=\"#step-1-plan\"") && wrong.body.contains("href=\"#call-2-number\""));
    assert_eq!(field(&wrong, "step-1-trigger"), "The father rings");
    let open_ended = send(&of, Role::SocialWorker, &path, &with(&[("until-date", "")]));
    open_ended.says("A card cannot be open-ended.");
    let refuge = format!("Fetch her from 1 {REFUGE}");
    let told = send(&of, Role::SocialWorker, &path, &with(&[("step-1-plan", &refuge)]));
    assert_eq!(told.status, 422);
    told.says("A protected address stands here.");
    let sent = send(&of, Role::SocialWorker, &path, CARD);
    assert_eq!((sent.status.as_u16(), sent.to()), (303, path.as_str()));
    of.get(Role::SocialWorker, &path).says("Waits for a manager");
    of.get(Role::SocialWorker, "/").says("You wrote it: a manager authorises it");
    of.get(Role::NightWorker, "/tonight").says("No card is authorised for it.").says_not("Tell him nothing");
    let authorise = link(&of.get(Role::ServiceManager, "/"), "Authorise");
    assert_eq!(of.get(Role::SocialWorker, &authorise).status, 403);
    assert_eq!(send(&of, Role::ServiceManager, &authorise, &[]).to(), "/tonight");
    let board = of.get(Role::NightWorker, "/tonight");
    board.says("If: The father rings").says("Tell him nothing").says("01632 960311").says_not(REFUGE);
    board.says("25 November 2026 at 09:00").says_not(CONTENT);
    of.get(Role::SocialWorker, &family.page(""))
        .says("Card for the night: Interim safety plan")
        .says("Authorised");
    let end = link(&of.get(Role::SocialWorker, &path), "End this card");
    assert_eq!(send(&of, Role::SocialWorker, &end, &[("reason", "")]).status, 422);
    assert_eq!(send(&of, Role::SocialWorker, &end, &[("reason", "He was bailed away")]).status, 303);
    of.get(Role::NightWorker, "/tonight").says_not("Tell him nothing");
}

#[test]
fn the_night_says_why_it_did_not_act_and_a_named_worker_has_it_in_the_morning() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/night-note");
    let found = ("found", "Her father rang");
    let silent = send(
        &of,
        Role::NightWorker,
        &path,
        &[found, ("happened-date", "23 11 2026"), ("happened-time", "01:55")],
    );
    assert_eq!(silent.status, 422);
    silent.says("If you did nothing, say why not.").says("Her father rang");
    let noted = send_from(
        &of,
        Role::NightWorker,
        &silent,
        &[
            found,
            ("why_not", "The aunt is awake"),
            ("day_must", "See her"),
            ("day_by-date", "23 11 2026"),
            ("happened-date", "23 11 2026"),
            ("happened-time", "01:55"),
        ],
    );
    assert_eq!((noted.status.as_u16(), noted.to()), (303, family.page("").as_str()), "{}", noted.words());
    let record = of.get(Role::SocialWorker, &family.page(""));
    record.says("Why nothing was done The aunt is awake").says("It happened on 23 November 2026 at 01:55");
    record.says("See her (by 23 November 2026 at 12:00)");
    let list = of.get(Role::SocialWorker, "/morning");
    list.says("1 waits to be accepted by 09:30").says("Her father rang").says("Nobody has it yet");
    // Somebody who may learn of her and not read her can take it over all the same.
    of.get(Role::ShieldCoordinator, "/morning").says("To read it, be allocated").says_not("Her father rang");
    let form = scraper::Html::parse_document(&list.body);
    let selector = scraper::Selector::parse("main form[action^='/morning/']").unwrap();
    let action = form.select(&selector).next().unwrap().value().attr("action").unwrap().to_owned();
    let hand = format!("{action}/hand");
    assert_eq!(of.get(Role::SocialWorker, &hand).status, 403);
    assert_eq!(send(&of, Role::MashManager, &hand, &[("to", "")]).status, 422);
    let partner = of.staff[&Role::Partner].to_string();
    send(&of, Role::MashManager, &hand, &[("to", &partner)])
        .says("Choose a colleague who works with children.");
    let worker = of.staff[&Role::SocialWorker].to_string();
    assert_eq!(send(&of, Role::MashManager, &hand, &[("to", &worker)]).to(), "/morning");
    of.get(Role::ContactOfficer, "/morning").says("Handed on").says_not("I have it");
    let page = of.get(Role::SocialWorker, "/morning");
    let item = field(&page, "item");
    let id = of.house.id::<()>().to_string();
    let press = [("form", id.as_str()), ("item", item.as_str())];
    assert_eq!(of.post(Role::SocialWorker, &action, &press).to(), "/morning");
    // Pressed twice it is one act.
    assert_eq!(of.post(Role::SocialWorker, &action, &press).to(), "/morning");
    of.get(Role::MashManager, "/morning")
        .says("Nothing waits to be accepted.")
        .says("Invented Social worker has it");
    of.get(Role::SocialWorker, &family.page("")).says("Invented Social worker has it");
}

#[test]
fn of_a_restricted_child_the_lists_say_whom_to_ring() {
    let of = Invented::new();
    let family = Family::new(&of);
    let child = format!("/children/{}", family.restricted);
    assert_eq!(of.get(Role::NightWorker, &format!("{child}/night-note")).status, 403);
    send(&of, Role::NightWorker, &format!("{child}/open"), &[("reason", "The police hold her hand")]);
    let note = [("found", "Kestrelmoor"), ("done", "Rang her grandmother")];
    assert_eq!(send(&of, Role::NightWorker, &format!("{child}/night-note"), &note).status, 303);
    assert_eq!(send(&of, Role::ServiceManager, &format!("{child}/card"), CARD).status, 303);
    for role in [Role::SocialWorker, Role::MashManager, Role::ContactOfficer] {
        for path in ["/morning", "/tonight", "/"] {
            let page = of.get(role, path);
            page.says_not(RESTRICTED).says_not("Kestrelmoor");
            if path == "/morning" {
                page.says(&format!("Restricted: ring {RING}"));
            }
        }
    }
    of.get(Role::ServiceManager, "/morning").says("Kestrelmoor").says(RESTRICTED);
}
