//! Safety plans in a browser: made in one form, on paper for the family, withheld; and the child's own plan, measured and printed.

use domain::staff::Role;

use super::family::{CONTENT, Family, REFUGE, send};
use crate::house::{Answer, Invented, field};

const PLAN: &[(&str, &str)] = &[
    ("danger.what", "The father comes at night"),
    ("adult.whereabouts", "At the Ship Inn"),
    ("child.rings", "Aunt Jo, 01632 960311"),
    ("contingency.fails", "Ring 999"),
    ("action-1-who", "The mother"),
    ("action-1-part", "victim_parent"),
    ("action-1-what", "Locks the door"),
    ("agreed-0-who", "The mother"),
    ("agreed-0-answer", "signed"),
    ("voluntary", "yes"),
    ("expires-date", "27 11 2026"),
    ("next-date", "24 11 2026"),
];

fn with<'a>(changed: &[(&'a str, &'a str)], monitor: &'a str) -> Vec<(&'a str, &'a str)> {
    let stays = PLAN.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let mut fields: Vec<(&str, &str)> = stays.chain(changed).copied().collect();
    fields.push(("monitor", monitor));
    fields
}

fn made(of: &Invented, family: &Family) -> (String, String) {
    let monitor = of.staff[&Role::SocialWorker].to_string();
    let path = family.page("/safety-plan/new");
    let sent = send(of, Role::SocialWorker, &path, &with(&[], &monitor));
    assert_eq!(sent.status, 303, "{}", sent.words());
    (sent.to().to_owned(), monitor)
}

#[track_caller]
fn done(answer: &Answer) {
    assert_eq!(answer.status, 303, "{}", answer.words());
}

#[test]
fn a_plan_is_made_in_one_form_and_nothing_typed_is_lost() {
    let of = Invented::new();
    let family = Family::new(&of);
    let monitor = of.staff[&Role::SocialWorker].to_string();
    let path = family.page("/safety-plan/new");
    // Without an end there is no plan; everything that is wrong is told at once, and all that was typed is still there.
    let changed = [("expires-date", ""), ("action-1-what", ""), ("contingency.fails", "")];
    let wrong = send(&of, Role::SocialWorker, &path, &with(&changed, &monitor));
    assert_eq!(wrong.status, 422);
    wrong.says("it cannot be without an end").says("Say what they do, and when.");
    wrong.says("Say what happens if the plan fails.");
    assert!(wrong.body.contains("href=\"#action-1-what\""), "{}", wrong.words());
    assert_eq!(field(&wrong, "action-1-who"), "The mother");
    let far = send(&of, Role::SocialWorker, &path, &with(&[("expires-date", "27 12 2026")], &monitor));
    far.says("holds for at most 14 days");
    let refuge = format!("Takes her to 1 {REFUGE}");
    let told = send(&of, Role::SocialWorker, &path, &with(&[("action-1-what", &refuge)], &monitor));
    assert_eq!(told.status, 422);
    told.says("A protected address stands here.");

    let (plan, _) = made(&of, &family);
    let page = of.get(Role::SocialWorker, &plan);
    page.says("Every action falls on the parent who is harmed or on a child. Nobody has said why.");
    page.says("Waits for a manager").says("At the Ship Inn").says("Made by night");
    of.get(Role::SocialWorker, &family.page(""))
        .says("The father comes at night")
        .says("Falls on those in danger");
    // The night sees it without a card, and the morning has it.
    of.get(Role::NightWorker, "/tonight").says("Locks the door").says_not(CONTENT);
    of.get(Role::SocialWorker, "/morning").says("Safety plan made by night");
    of.get(Role::SocialWorker, &family.page("/chronology")).says("Interim safety plan made");
    done(&send(
        &of,
        Role::SocialWorker,
        &format!("{plan}/why"),
        &[("only_theirs", "The aunt comes on Friday")],
    ));
    of.get(Role::SocialWorker, &plan).says("Why: The aunt comes on Friday");
    let agree = format!("{plan}/agree");
    assert_eq!(of.get(Role::SocialWorker, &agree).status, 403);
    done(&send(&of, Role::MashManager, &agree, &[]));
    of.get(Role::SocialWorker, &plan).says("A manager agrees");
    of.get(Role::MashManager, "/safety-plans").says("Ava Example").says("Made by night");
}

#[test]
fn paper_shows_the_family_what_is_theirs_and_says_when_it_is_replaced() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (plan, monitor) = made(&of, &family);
    let paper = of.get(Role::SocialWorker, &format!("{plan}/family"));
    paper.says("Our safety plan").says("Locks the door").says("Ring 999").says_not("Ship Inn");
    done(&send(&of, Role::SocialWorker, &format!("{plan}/copies"), &[("to", "Aunt Jo"), ("of", "family")]));
    let copy = format!("{plan}/copies/0");
    of.get(Role::SocialWorker, &copy).says("For Aunt Jo").says_not("Replaced");
    // Renewed: her copy is of the version before.
    let renew = format!("{plan}/renew");
    let opened = of.get(Role::SocialWorker, &renew);
    assert_eq!(field(&opened, "action-0-who"), "The mother");
    let asked = with(&[("expires-date", "30 11 2026"), ("contingency.fails", "Ring 999 and Jo")], &monitor);
    send(&of, Role::SocialWorker, &renew, &asked).says("Say what the review found");
    let asked = with(
        &[("expires-date", "30 11 2026"), ("contingency.fails", "Ring 999 and Jo"), ("why", "It held")],
        &monitor,
    );
    done(&send(&of, Role::SocialWorker, &renew, &asked));
    of.get(Role::SocialWorker, &copy).says("Replaced: a newer version of this plan stands.");
    of.get(Role::SocialWorker, &plan).says("Replaced: collect it").says("Version 2");
    let changes = of.get(Role::SocialWorker, &format!("{plan}/changes"));
    changes.says("If this plan fails, what happens then?").says("Ring 999 and Jo").says("It held");
    done(&send(&of, Role::SocialWorker, &format!("{plan}/copies/0/collected"), &[("words", "Shredded")]));
    of.get(Role::SocialWorker, &plan).says("Collected").says_not("Replaced: collect it");
    // Broken, and ended with the reason.
    let check = format!("{plan}/check");
    let broken = [("kept", "no"), ("seen", "He was in the kitchen")];
    send(&of, Role::SocialWorker, &check, &broken).says("Say what was done at once");
    done(&send(&of, Role::SocialWorker, &check, &[broken[0], broken[1], ("done", "Rang 999")]));
    of.get(Role::SocialWorker, &plan).says("Broken");
    let end = format!("{plan}/end");
    assert_eq!(send(&of, Role::SocialWorker, &end, &[("ending", "safe")]).status, 422);
    done(&send(&of, Role::SocialWorker, &end, &[("ending", "safe"), ("reason", "He was remanded")]));
    of.get(Role::SocialWorker, &copy).says("Replaced: this plan has ended.");
    of.get(Role::NightWorker, "/tonight").says_not("Locks the door");
    of.get(Role::SocialWorker, &family.page("/safety-plan")).says("Earlier plans").says("He was remanded");
}

#[test]
fn nobody_on_the_list_gets_a_copy_or_a_printed_heading() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (plan, _) = made(&of, &family);
    let copies = format!("{plan}/copies");
    done(&send(&of, Role::SocialWorker, &copies, &[("to", "Marek Dolan"), ("of", "family")]));
    let withheld = [("from", "Marek Dolan"), ("why", "He would find them")];
    done(&send(&of, Role::SocialWorker, &format!("{plan}/withheld"), &withheld));
    let refused = send(&of, Role::SocialWorker, &copies, &[("to", "mr marek dolan"), ("of", "worker")]);
    assert_eq!(refused.status, 422);
    refused.says("This plan is withheld from them: no copy is given and nothing is printed for them.");
    assert!(refused.body.contains("href=\"#to\""));
    let printed = of.get(Role::SocialWorker, &format!("{plan}/copies/0"));
    assert_eq!(printed.status, 403);
    printed.says("withheld from them").says_not("Locks the door");
    of.get(Role::SocialWorker, &plan).says("Withheld from them: collect it");
    of.get(Role::SocialWorker, &format!("{plan}/family")).says_not("Marek");
    // Whoever put him there does not take him off.
    let lift = format!("{plan}/withheld/0/lift");
    assert_eq!(send(&of, Role::SocialWorker, &lift, &[("why", "He asked")]).status, 403);
    done(&send(&of, Role::MashManager, &lift, &[("why", "The court has heard him")]));
    of.get(Role::SocialWorker, &plan).says("No longer");
}

#[test]
fn a_childs_own_plan_is_measured_printed_and_its_promises_are_looked_at() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/own-plan/write");
    let own = [
        ("worried-0-words", "I can hug Biscuit."),
        ("worried-0-symbol", "dog"),
        ("people_title", "My people"),
        (
            "people-2-words",
            "Nan will immediately arrange supervised contact whenever professionals identify concerns.",
        ),
        ("promise-0-who", "Tom"),
        ("promise-0-what", "Tom will ring me."),
        ("promise-0-check", "23 11 2026"),
        ("said-0-words", "I like it when it is quiet."),
    ];
    let nothing = send(&of, Role::SocialWorker, &path, &[("title", "Mine")]);
    assert_eq!(nothing.status, 422);
    nothing.says("Write at least one line");
    let missing: Vec<_> = own.iter().filter(|(name, _)| *name != "promise-0-check").copied().collect();
    send(&of, Role::SocialWorker, &path, &missing).says("Say on which day somebody looks");
    done(&send(&of, Role::SocialWorker, &path, &own));
    let page = of.get(Role::SocialWorker, &family.page("/own-plan"));
    page.says("I can hug Biscuit.")
        .says("My people")
        .says("Could be simpler")
        .says("somebody safe stays with you");
    page.says("These sentences are long or hard for a child:").says("I said this on 23 November 2026");
    let paper = of.get(Role::SocialWorker, &family.page("/own-plan/print"));
    paper
        .says("My plan")
        .says("When I feel worried I can…")
        .says("Tom will ring me.")
        .says_not("Could be simpler");
    assert!(paper.body.contains("app-symbol"));
    // A promise that is due stands on the worker's own page.
    of.get(Role::SocialWorker, "/").says("Was it kept?");
    let promise = family.page("/own-plan/promises/0");
    send(&of, Role::SocialWorker, &promise, &[("kept", "no")]).says("what happens now");
    done(&send(
        &of,
        Role::SocialWorker,
        &promise,
        &[("kept", "no"), ("words", "Tom was ill. He rings on Monday.")],
    ));
    of.get(Role::SocialWorker, "/").says_not("Was it kept?");
    of.get(Role::SocialWorker, &family.page("/own-plan/print")).says("Not kept.").says("Tom was ill.");
}

#[test]
fn every_symbol_of_a_childs_plan_is_drawn() {
    let drawn: std::collections::BTreeSet<&str> = design::own::symbol_codes().collect();
    let known = domain::safety_plan::Symbol::ALL.iter().map(|symbol| symbol.code());
    assert_eq!(drawn, known.collect());
}
