//! What is held about the child: facts with which kind of silence where there is none, where they live and have lived, how to reach them safely.

use casework::child::ChildPage;
use design::govuk::{Action as Act, SummaryList, SummaryRow, Table, WarningText};
use domain::access::Action;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::person::{NameKind, Person, PhoneNumber};
use maud::{Markup, html};

use super::super::{at, words};
use crate::route::Visit;

/// The facts, with a way to change them.
pub(super) fn about(visit: &Visit<'_>, page: &ChildPage, may: &[Action]) -> Markup {
    let person = &page.file.child.record;
    let mut rows = vec![SummaryRow::new("Names", names(person))];
    let born = html! { (words::born(&person.birth)) };
    rows.push(SummaryRow::new("Born", born));
    if let Some(died) = &person.died {
        rows.push(SummaryRow::new("Died", died.to_string()));
    }
    for (question, answer) in answers(visit, person) {
        rows.push(SummaryRow::new(question, answer));
    }
    if let Some(provenance) = &person.provenance {
        rows.push(SummaryRow::new("Where this record came from", shown_in_line(provenance)));
    }
    if may.contains(&Action::ChangePerson)
        && let Some(first) = rows.first_mut()
    {
        *first = first.clone().action(Act::change(at(person.id, "/change"), "what is held"));
    }
    html! { h2 class="govuk-heading-m" { "About the child" } (SummaryList::new(rows)) }
}

fn names(person: &Person) -> Markup {
    let kind = |kind: NameKind| match kind {
        NameKind::Used => "",
        NameKind::Legal => " (legal name)",
        NameKind::Alias => " (also known as)",
    };
    html! {
        @for (place, known) in person.names.iter().enumerate() {
            @if place > 0 { br; }
            (words::name(&known.name.display())) (kind(known.kind))
        }
    }
}

fn answers(visit: &Visit<'_>, person: &Person) -> Vec<(&'static str, Markup)> {
    let pack = &visit.house().pack;
    let coded = |list: &str, code: &String| {
        pack.code_list(list).and_then(|list| list.words(code)).unwrap_or(code.as_str()).to_owned()
    };
    let disabilities = person
        .disabilities
        .clone()
        .map(|codes| codes.iter().map(|code| coded("disability", code)).collect::<Vec<_>>().join(", "));
    let ethnicity = person.ethnicity.clone().map(|code| coded("ethnicity", &code));
    vec![
        ("Sex", words::answer(&person.sex.map(|sex| sex.to_string()))),
        ("Gender identity", words::answer(&person.gender_identity)),
        ("Ethnicity", words::answer(&ethnicity)),
        ("First language", words::answer(&person.first_language)),
        ("Interpreter needed", words::yes_no(person.interpreter)),
        ("Religion or belief", words::answer(&person.religion)),
        ("Disability", words::answer(&disabilities)),
        ("Communication", words::answer(&person.communication)),
        ("School or nursery", words::answer(&person.school)),
        ("GP", words::answer(&person.gp)),
        ("NHS number", nhs_number(person)),
        ("Unique pupil number", upn(person)),
        ("Nationality and immigration", words::answer(&person.immigration)),
    ]
}

/// The number as people write it; one that cannot be right stays as typed, with what is wrong.
fn nhs_number(person: &Person) -> Markup {
    let flag = person.nhs_number.answer().and_then(|number| number.check().words());
    flagged(&person.nhs_number.clone().map(|number| number.written()), flag)
}

fn upn(person: &Person) -> Markup {
    let flag = person.upn.answer().and_then(|upn| upn.check().words());
    flagged(&person.upn.clone().map(|upn| upn.written()), flag)
}

fn flagged(number: &Known<String>, flag: Option<&str>) -> Markup {
    html! { (words::answer(number)) @if let Some(flag) = flag { br; strong { (flag) } } }
}

/// Where the child lives and has lived, newest first. A protected address stands on no page.
pub(super) fn addresses(page: &ChildPage) -> Markup {
    let person = &page.file.child.record;
    let row = |address: &domain::person::address::Address| {
        let lines = match words::address(address, page.unsealing) {
            Some(lines) => html! { bdi { (lines) } },
            None => html! {
                "Withheld: protected address. "
                a class="govuk-link" href=(at(person.id, "/address")) { "Reveal" span class="govuk-visually-hidden" { " the protected address" } }
            },
        };
        let dates = words::between(address.from.as_ref(), address.until.as_ref());
        vec![dates.into(), lines.into(), shown_in_line(&address.source).into()]
    };
    let rows: Vec<_> = person.addresses.iter().rev().map(row).collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Addresses" }
            p class="govuk-body" { "No address is recorded." }
        } @else {
            (Table::new("Addresses", ["When", "Address", "Known from"], rows))
        }
    }
}

/// How to reach the family, what must not be done first.
pub(super) fn phones(page: &ChildPage) -> Markup {
    let mut phones: Vec<&PhoneNumber> = page.file.child.record.phones.iter().collect();
    phones.sort_by_key(|phone| phone.do_not_use.is_none());
    let latest = page.file.contacts.iter().rev().map(|filed| &filed.record.safe_contact);
    let never = latest.clone().find(|safe| !safe.never.trim().is_empty());
    let how = latest.clone().find(|safe| !safe.how.trim().is_empty());
    html! {
        h2 class="govuk-heading-m" { "How to reach the family" }
        @if let Some(safe) = never { (WarningText::new(format!("Never: {}", shown_in_line(&safe.never)))) }
        @if let Some(safe) = how { p class="govuk-body" { "Safely: " (words::verbatim(&safe.how)) } }
        @if phones.is_empty() { p class="govuk-body" { "No telephone number is recorded." } } @else {
            ul class="govuk-list" { @for number in phones { li { (phone(page, number)) } } }
        }
    }
}

fn phone(page: &ChildPage, phone: &PhoneNumber) -> Markup {
    html! {
        @if let Some(words) = &phone.do_not_use { strong { "Do not use: " (shown_in_line(words)) } ". " }
        @match phone.number.open(page.unsealing) {
            Some(number) => (words::name(number.typed())),
            None => "Withheld",
        }
        @if !phone.whose.trim().is_empty() { ", " (words::name(&phone.whose)) }
    }
}
