//! Changing what is held: odd dates, silence of both kinds, what is protected, two people at once; family, worker, circle.

use std::collections::BTreeSet;

use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::Role;

use super::family::{CONTENT, Family, REFUGE, held, keep, send, send_from};
use crate::house::{Answer, Invented, field};

/// Every field of a page's form as the browser would send it.
fn filled(page: &Answer) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("main form[method=post] [name]").unwrap();
    let mut fields = Vec::new();
    for element in html.select(&selector) {
        let value = element.value();
        let (name, kind) = (value.attr("name").unwrap(), value.attr("type").unwrap_or_default());
        let answer = match value.name() {
            "textarea" => element.text().collect(),
            "select" => {
                let option = scraper::Selector::parse("option[selected]").unwrap();
                let chosen = element.select(&option).next().and_then(|option| option.value().attr("value"));
                chosen.unwrap_or_default().to_owned()
            }
            "button" => continue,
            _ if matches!(kind, "radio" | "checkbox") && value.attr("checked").is_none() => continue,
            _ => value.attr("value").unwrap_or_default().to_owned(),
        };
        fields.push((name.to_owned(), answer));
    }
    fields
}

/// Sends a page's form with some answers changed.
fn change(of: &Invented, role: Role, page: &Answer, changed: &[(&str, &str)]) -> Answer {
    let mut fields = filled(page);
    for (name, value) in changed {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let html = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("main form[method=post]").unwrap();
    let action = html.select(&selector).next().unwrap().value().attr("action").unwrap().to_owned();
    of.post(role, &action, &fields)
}

#[test]
fn what_is_held_changes_with_a_reason_and_nothing_else_moves() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (worker, path) = (Role::SocialWorker, family.page("/change"));
    let before = held(&of, family.ava);
    // Nothing but the reason: the record is what it was.
    let same = change(&of, worker, &of.get(worker, &path), &[("reason", "Looked through")]);
    assert_eq!(same.status, 303, "{}", same.words());
    assert_eq!(held(&of, family.ava), before);
    let without = change(&of, worker, &of.get(worker, &path), &[("gp", "Elm Practice")]);
    assert_eq!(without.status, 422);
    without.says("Say why it is changed").says("Error:");
    let odd = [("birth", "31 November 2019"), ("reason", "x"), ("address-2-from", "soon")];
    let odd = change(&of, worker, &of.get(worker, &path), &odd);
    assert_eq!(odd.status, 422);
    odd.says("November 2019 has 30 days").says("Enter a date like");
    let new = [
        ("birth", "March 2019"),
        ("gp", "Elm Practice"),
        ("school-not_known", "yes"),
        ("nhs_number", "999 000 0000"),
        ("disabilities", "MOB"),
        ("name-1-given", "Avie"),
        ("name-1-kind", "alias"),
        ("address-2-lines", "3 Newhidden Close\nNorthbridge"),
        ("address-2-from", "2026"),
        ("address-2-protect", "yes"),
        ("phone-2-number", "01632 960003"),
        ("phone-2-never", "His work"),
        ("hazard-0-words", ""),
        ("reason", "Birth certificate seen"),
    ];
    let saved = change(&of, worker, &of.get(worker, &path), &new);
    assert_eq!(saved.status, 303, "{}", saved.words());
    let after = held(&of, family.ava);
    assert_eq!(after.birth, Known::Is(PartialDate::Month { year: 2019, month: 3 }));
    assert_eq!(after.school, Known::NotKnown);
    assert_eq!((after.names.len(), after.hazards.len(), after.phones.len()), (2, 3, 3));
    assert_eq!(after.addresses[..2], before.addresses[..2]);
    assert!(after.addresses[2].is_protected());
    let page = of.get(worker, &family.page(""));
    page.says("Avie")
        .says("Elm Practice")
        .says("Mobility")
        .says("Do not use: His work")
        .says_not("Newhidden")
        .says_not(REFUGE);
    assert_eq!(of.get(Role::Auditor, &path).status, 403);
}

#[test]
fn two_who_change_at_once_lose_nothing() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (worker, path) = (Role::SocialWorker, family.page("/change"));
    let (one, other) = (of.get(worker, &path), of.get(worker, &path));
    assert_eq!(change(&of, worker, &one, &[("gp", "Elm Practice"), ("reason", "Told by GP")]).status, 303);
    let late = change(&of, worker, &other, &[("gp", "Oak Practice"), ("reason", "Told by mother")]);
    assert_eq!(late.status, 409);
    late.says("Someone else saved this while you were writing").says("Elm Practice").says_not(REFUGE);
    assert!(late.body.contains("Oak Practice"));
    assert_eq!(held(&of, family.ava).gp, Known::Is("Elm Practice".into()));
    assert_eq!(change(&of, worker, &late, &[]).status, 303);
    assert_eq!(held(&of, family.ava).gp, Known::Is("Oak Practice".into()));
}

/// Two restricted records with one ring: the page says it once, and so does not tell that there are two.
#[test]
fn how_many_restricted_records_are_like_is_told_to_nobody() {
    let of = Invented::new();
    let family = Family::new(&of);
    for _ in 0..2 {
        let name = PersonName::new("Marlow", "Hiddenborough");
        let mut hidden = Person::named(of.house.id(), Standing::Child, name);
        hidden.birth = Known::Is(PartialDate::Exact(super::family::day("2015-03-12")));
        hidden.restriction = Some(NamedCircle {
            circle: BTreeSet::new(),
            ring: "Quintessa Varley, 01632 960987".into(),
            reason: "A parent works here".into(),
            since: of.house.now(),
        });
        keep(&of, &hidden);
    }
    let manager = of.staff[&Role::TeamManager].to_string();
    let to = [("staff", manager.as_str()), ("team", "assessment_2"), ("role", "case manager")];
    assert_eq!(send(&of, Role::MashManager, &family.page("/allocate"), &to).status, 303);
    for (role, page) in [(Role::SocialWorker, "/people"), (Role::TeamManager, "/department")] {
        let path = family.page(page);
        let find = [("why", "same_as"), ("step", "search"), ("find", "Marlow Hiddenborough 12/03/2015")];
        assert_eq!(send(&of, role, &path, &find).status, 303, "{page}");
        let found = of.get(role, &path);
        assert_eq!(found.words().matches("Quintessa Varley").count(), 1, "{page}: {}", found.words());
    }
}

#[test]
fn somebody_is_found_or_made_and_added_to_the_family() {
    let of = Invented::new();
    let family = Family::new(&of);
    let (worker, path) = (Role::SocialWorker, family.page("/people"));
    let searched = send(&of, worker, &path, &[("step", "search"), ("find", "Lee Fatherly")]);
    assert_eq!((searched.status.as_u16(), searched.to()), (303, path.as_str()));
    let found = of.get(worker, &path);
    found.says("Lee Fatherly");
    let lee = field(&found, "who");
    let added = [("find", "Lee Fatherly"), ("who", lee.as_str()), ("kinship", "carer"), ("source", "school")];
    assert_eq!(send_from(&of, worker, &found, &added).status, 303);
    of.get(worker, &family.page("")).says("carer");
    let nobody = send(&of, worker, &path, &[("who", "adult"), ("kinship", "aunt_or_uncle")]);
    assert_eq!(nobody.status, 422);
    nobody.says("Write the person's name").says("Say who said so");
    let new = [
        ("who", "adult"),
        ("adult-given", "Nan"),
        ("adult-family", "O'Brien"),
        ("kinship", "grandparent"),
        ("source", "Ava"),
    ];
    assert_eq!(send_from(&of, worker, &nobody, &new).status, 303);
    of.get(worker, &family.page("")).says("Nan O'Brien").says("grandparent");
}

#[test]
fn a_child_is_allocated_and_its_record_restricted() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/allocate");
    assert_eq!(of.get(Role::SocialWorker, &path).status, 403);
    assert_eq!(send(&of, Role::MashManager, &path, &[("role", "allocated social worker")]).status, 422);
    let worker = of.staff[&Role::TeamManager].to_string();
    let to = [("staff", worker.as_str()), ("team", "assessment_2"), ("role", "allocated social worker")];
    assert_eq!(send(&of, Role::MashManager, &path, &to).status, 303);
    of.get(Role::TeamManager, &family.page("")).says(CONTENT).says("01632 960120");
    // Whoever held the part before does not any more.
    of.get(Role::SocialWorker, &family.page("")).says("This child is known").says_not(CONTENT);
    let path = family.page("/restrict");
    assert_eq!(send(&of, Role::TeamManager, &path, &[("reason", "Colleague's child")]).status, 422);
    let told = [("ring", "Jo Bell, 01632 960188"), ("reason", "Colleague's child")];
    assert_eq!(send(&of, Role::TeamManager, &path, &told).status, 303);
    of.get(Role::TeamManager, &family.page("")).says("Colleague's child");
    of.get(Role::SocialWorker, &family.page("")).says("Jo Bell").says_not("Ava").says_not("Colleague");
}

#[test]
fn a_manager_takes_a_record_out_at_the_department_and_lets_it_stand_again() {
    let of = Invented::new();
    let family = Family::new(&of);
    let path = family.page("/department");
    assert_eq!(of.get(Role::SocialWorker, &path).status, 403);
    let manager = of.staff[&Role::TeamManager].to_string();
    let to = [("staff", manager.as_str()), ("team", "assessment_2"), ("role", "allocated social worker")];
    assert_eq!(send(&of, Role::MashManager, &family.page("/allocate"), &to).status, 303);
    let manager = Role::TeamManager;
    of.get(manager, &family.page("")).says("Not to stand with the Department");
    // What is not said is asked for, and nothing that was typed is lost.
    let asked = send(&of, manager, &path, &[("reason", "Another Ava lives there")]);
    assert_eq!(asked.status, 422);
    asked.says("Say why it is not to stand").says("Another Ava lives there");
    assert_eq!(send(&of, manager, &path, &[("why", "wrong_child")]).status, 422);
    assert_eq!(send(&of, manager, &path, &[("why", "same_as"), ("reason", "Twice")]).status, 422);
    // The other record is found by searching; of a restricted one only whom to ring is told.
    let searched =
        send(&of, manager, &path, &[("why", "same_as"), ("find", "Ava Example"), ("step", "search")]);
    assert_eq!(searched.status, 303);
    let told = [("why", "wrong_child"), ("reason", "Another Ava lives there")];
    assert_eq!(send(&of, manager, &path, &told).status, 303);
    let page = of.get(manager, &family.page(""));
    page.says("This record is not to stand with the Department").says("Another Ava lives there");
    page.says("It was opened for the wrong child").says("Let it stand with the Department again");
    // A correction of the record leaves it so.
    assert!(held(&of, family.ava).not_to_stand.is_some());
    assert_eq!(send(&of, manager, &path, &[("reason", " ")]).status, 422);
    assert_eq!(send(&of, manager, &path, &[("reason", "It was the right Ava")]).status, 303);
    of.get(manager, &family.page("")).says_not("This record is not to stand").says_not("Another Ava lives");
    assert!(held(&of, family.ava).not_to_stand.is_none());
}
