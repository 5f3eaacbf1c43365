//! The canary crawl: a unique word in every protected place, every page asked for by everybody, and no word anywhere but where the policy says.
//! Whoever may see a word must see it, so that the crawl cannot pass by finding nothing.

mod audit;
mod conferences;
mod crawl;
pub mod event;
mod hub;
mod night;
mod person;
pub mod planted;
mod policy;
mod power;
mod section47;
mod strategy;

mod childs_story;
mod chronology;
mod safety_plan;
// Documents that are given to somebody.
mod document;

mod assessment;
mod local_form;

mod child_in_need;
// What is sent to the Department each day.
mod daily_feed;
// Moving in.
mod import;
// What was moved between records.
mod moved;

use std::collections::BTreeSet;
use std::sync::Barrier;

use axum::http::{Method, StatusCode};
use domain::staff::Role;

use self::crawl::{Sighting, Visitor, none_is_out_of_place, out_of_place, seen, squeezed};
use self::planted::Planted;
use self::policy::{CANARIES, FOUND, is_under};
use crate::house::{Answer, encoded};

#[test]
fn every_page_shows_a_protected_word_only_to_those_who_may_see_it() {
    let planted = Planted::new();
    let pages = planted.pages();
    let mut misplaced: Vec<Sighting> = Vec::new();
    let mut sightings: BTreeSet<(&str, Role, &str)> = BTreeSet::new();
    for visitor in Visitor::everybody(&planted) {
        for page in &pages {
            let answer = visitor.ask(&planted.of, &Method::GET, &planted.real(page), "");
            let found = seen(&visitor, page, &answer);
            misplaced.extend(out_of_place(&visitor, page, &found));
            if let Some(role) = visitor.role {
                sightings.extend(found.iter().map(|canary| (canary.what, role, page.as_str())));
            }
        }
    }
    none_is_out_of_place(misplaced);
    let mut missing = Vec::new();
    for canary in CANARIES {
        for (role, under) in canary.must_be_seen() {
            let is_seen = |(what, by, page): &(&str, Role, &str)| {
                *what == canary.what && *by == role && is_under(page, under)
            };
            if !sightings.iter().any(is_seen) {
                missing.push(format!("{} is not shown to {role:?} under {under}", canary.what));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Those who may ask for Ava's address: they read her record, and work with it.
const MAY_REVEAL: &[Role] =
    &[Role::ContactOfficer, Role::SocialWorker, Role::MashSocialWorker, Role::MashManager];
const REVEALED: [&str; 3] =
    ["Ava's protected address", "Ava's protected postcode", "Ava's address, protected later"];

#[test]
fn a_protected_address_is_shown_to_whoever_asked_and_on_that_page_alone() {
    let planted = Planted::new();
    let address = "/children/{ava}/address";
    let mut misplaced: Vec<Sighting> = Vec::new();
    for visitor in Visitor::everybody(&planted) {
        let allowed = visitor.role.is_some_and(|role| MAY_REVEAL.contains(&role));
        let fields = encoded(&[("reason", "Ravenscarth: the police take her home"), ("version", "2")]);
        let asked = visitor.ask(&planted.of, &Method::POST, &planted.real(address), &fields);
        misplaced.extend(out_of_place(
            &visitor,
            "the answer to the asking",
            &echoed(seen(&visitor, address, &asked)),
        ));
        assert_eq!(
            asked.status == StatusCode::SEE_OTHER && asked.to() == planted.real(address),
            allowed,
            "{visitor:?}"
        );
        let answer = visitor.ask(&planted.of, &Method::GET, &planted.real(address), "");
        let mut found: Vec<&str> =
            seen(&visitor, address, &answer).iter().map(|canary| canary.what).collect();
        found.retain(|what| REVEALED.contains(what));
        assert_eq!(found, if allowed { &REVEALED[..] } else { &[] }, "{visitor:?}");
        let others = planted.pages().into_iter().filter(|page| page.contains("{ava}") && page != address);
        for page in others.chain(["/".to_owned(), "/drafts".to_owned(), "/search".to_owned()]) {
            let answer = visitor.ask(&planted.of, &Method::GET, &planted.real(&page), "");
            misplaced.extend(out_of_place(&visitor, &page, &seen(&visitor, &page, &answer)));
        }
    }
    // Why it was revealed stands where somebody else reviews who has looked.
    misplaced.retain(|seen| {
        let reviews = ["MashManager", "Auditor", "PrincipalSocialWorker"].contains(&seen.who.as_str());
        !(seen.canary == "why an address was revealed" && reviews && seen.page == "/children/{ava}/looked")
    });
    none_is_out_of_place(misplaced);
}

/// A reason that was not taken is given back to whoever wrote it.
fn echoed(mut found: Vec<&'static policy::Canary>) -> Vec<&'static policy::Canary> {
    found.retain(|canary| canary.what != "why an address was revealed");
    found
}

/// Names and addresses as somebody types them who half remembers them: nothing in them is a whole canary.
const HALF_REMEMBERED: &[&str] = &[
    "Avelnda Example",
    "Quincbury Row",
    "9 Quincebry Row",
    "ZZ99 7Q",
    "Larkmor Yard",
    "Zenobia Tarnquil",
    "Zenobah",
    "Tansyane",
    "3 Thistlebek Close",
    "Umberlo School",
    "0163296088",
    "0163296065",
    "Ignatius Bramblethor",
    // One letter aside, and not one left out: "Perpetu and …" in a sentence would read as the name.
    "Perpetia Hollo",
    "Example",
];

#[test]
fn searching_gives_back_nothing_that_is_protected() {
    let planted = Planted::new();
    let typed = CANARIES.iter().map(|canary| canary.text).chain(HALF_REMEMBERED.iter().copied());
    let typed: Vec<&str> = typed.chain(["9 Quincebury Row, ZZ99 7QK", "Zenobiah Tarnquill"]).collect();
    let mut misplaced: Vec<Sighting> = Vec::new();
    let mut found: BTreeSet<(&str, Role)> = BTreeSet::new();
    for visitor in Visitor::everybody(&planted) {
        for page in ["/search", "/contacts/new/known/0"] {
            // What is typed stands alone, and beside the name of somebody who is found by it.
            let ask = |name: &str, words: &str| {
                let typed = format!("{name} {words}");
                let query = typed.trim();
                let fields = [
                    ("query", query),
                    ("child-0-name", if name.is_empty() { words } else { name }),
                    ("child-0-address", words),
                    ("child-0-postcode", words),
                    ("other-0-name", words),
                    ("other-0-kinship", "father"),
                ];
                visitor.ask(&planted.of, &Method::POST, page, &encoded(&fields))
            };
            let times = |answer: &Answer, word: &str| squeezed(&answer.body).matches(&squeezed(word)).count();
            for (name, typed) in
                ["", "Avelnda Example"].iter().flat_map(|name| typed.iter().map(move |typed| (name, typed)))
            {
                let answer = ask(name, typed);
                for canary in seen(&visitor, page, &answer) {
                    // Words are given back to whoever typed them: as often as nonsense of their kind in their place would be. A number that is nonsense
                    // is near none that is planted, as none of these is near another, or what is told of a near one would pass for giving back.
                    let is_number = !canary.text.contains(char::is_alphabetic);
                    let instead = if is_number { "01632 960209" } else { "Xylquorth" };
                    let nonsense = typed.replace(canary.text, instead);
                    let given_back =
                        if nonsense == *typed { 0 } else { times(&ask(name, &nonsense), instead) };
                    if times(&answer, canary.text) <= given_back {
                        continue;
                    }
                    let listed = FOUND.iter().any(|(what, roles)| {
                        *what == canary.what && visitor.role.is_some_and(|role| roles.contains(&role))
                    });
                    let reads =
                        page == "/search" && visitor.role.is_some_and(|role| canary.may_be_found(role));
                    let may = listed || reads;
                    match visitor.role {
                        Some(role) if may => {
                            found.insert((canary.what, role));
                        }
                        _ => misplaced.push(Sighting {
                            canary: canary.what,
                            who: visitor.who.clone(),
                            page: format!("{page} for {typed:?}"),
                        }),
                    }
                }
            }
        }
    }
    none_is_out_of_place(misplaced);
    for (what, roles) in FOUND {
        let missed = roles.iter().find(|role| !found.contains(&(*what, **role)));
        assert!(missed.is_none(), "{missed:?} does not find {what}");
    }
}

/// What would end a sign-in that the next request needs.
const ENDS_SIGN_IN: &[&str] = &["/sign-out", "/account/sign-out-everywhere", "/sign-in", "/sign-in/code"];

#[test]
fn what_cannot_be_taken_says_nothing_that_is_protected() {
    let planted = Planted::new();
    let mut misplaced: Vec<Sighting> = Vec::new();
    let mounts = web::mounts();
    let acts =
        mounts.iter().filter(|mount| mount.kind().takes_post() && !ENDS_SIGN_IN.contains(&mount.path()));
    let pages: Vec<String> = acts.flat_map(|mount| planted.about_each(mount.path())).collect();
    let mut form: u128 = 0;
    for visitor in Visitor::everybody(&planted) {
        for page in &pages {
            // Opened at an older version and left empty: what is wrong is said, and what somebody else saved is laid beside it.
            form += 1;
            let fields =
                [("form", format!("{form:032x}")), ("version", "1".into()), ("words", String::new())];
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = visitor.ask(&planted.of, &Method::POST, &planted.real(page), &encoded(&fields));
            misplaced.extend(out_of_place(&visitor, page, &seen(&visitor, page, &answer)));
        }
    }
    none_is_out_of_place(misplaced);
}

/// Who asks at the same time.
const AT_ONCE: [Role; 8] = [
    Role::ContactOfficer,
    Role::SocialWorker,
    Role::MashManager,
    Role::ServiceManager,
    Role::NightWorker,
    Role::ShieldCoordinator,
    Role::Partner,
    Role::Administrator,
];
/// Pages each of them asks for.
const EACH: usize = 60;

#[test]
fn eight_people_at_once_see_only_what_is_theirs() {
    let planted = Planted::new();
    let pages: Vec<String> = planted.pages().into_iter().filter(|page| page.contains('{')).collect();
    let visitors = AT_ONCE.map(|role| Visitor::of(&planted, role));
    let together = Barrier::new(visitors.len());
    let (planted, pages, together) = (&planted, &pages, &together);
    let misplaced: Vec<Sighting> = std::thread::scope(|threads| {
        let crawl = |(place, visitor): (usize, &Visitor)| {
            let (visitor, step) = (visitor.clone(), pages.len() / EACH + 1);
            threads.spawn(move || {
                together.wait();
                let mine = format!("Invented {}", visitor.role.map_or("", Role::words));
                let mut misplaced = Vec::new();
                for page in pages.iter().cycle().skip(place).step_by(step).take(EACH) {
                    let answer = visitor.ask(&planted.of, &Method::GET, &planted.real(page), "");
                    misplaced.extend(out_of_place(&visitor, page, &seen(&visitor, page, &answer)));
                    visitor.ask(&planted.of, &Method::GET, "/account", "").says(&mine);
                }
                misplaced
            })
        };
        let crawls: Vec<_> = visitors.iter().enumerate().map(crawl).collect();
        crawls.into_iter().flat_map(|crawl| crawl.join().unwrap()).collect()
    });
    none_is_out_of_place(misplaced);
}
