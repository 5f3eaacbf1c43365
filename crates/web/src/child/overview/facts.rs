//! What is held about the child: facts with which kind of silence where there is none, where they live and have lived, how to reach them safely.

use casework::child::ChildPage;
use design::govuk::{Action as Act, SummaryList, SummaryRow, WarningText};
use design::own::Tone;
use domain::access::Action;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::person::{NameKind, Person, PhoneNumber, Standing};
use maud::{Markup, html};

use super::super::{at, words};
use super::in_pane;
use crate::forms::page::further_told;
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
    let (unasked, asked): (Vec<_>, Vec<_>) =
        answers(visit, person).into_iter().partition(|answer| answer.said.is_none());
    rows.extend(asked.into_iter().filter_map(|answer| Some(SummaryRow::new(answer.question, answer.said?))));
    if let Some(provenance) = &person.provenance {
        rows.push(SummaryRow::new("Where this record came from", words::known_from(page, provenance)));
    }
    if may.contains(&Action::ChangePerson)
        && let Some(first) = rows.first_mut()
    {
        *first = first.clone().action(Act::change(at(person.id, "/change"), "what is held"));
    }
    let unasked: Vec<&str> = unasked.iter().map(|answer| answer.question).collect();
    let heading = match person.standing {
        Standing::Child => "About the child",
        Standing::Adult => "About them",
    };
    html! {
        h2 class="govuk-heading-m" { (heading) }
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, person.further.as_ref()))
        @if !unasked.is_empty() {
            p class="govuk-body" { (Tone::Quiet.tag("Not asked yet")) " " (unasked.join("; ")) }
        }
    }
}

/// A question with what was said to it; nothing when nobody asked.
struct Answer {
    question: &'static str,
    said: Option<Markup>,
}

impl Answer {
    fn to<T>(question: &'static str, known: &Known<T>, said: impl FnOnce() -> Markup) -> Self {
        Answer { question, said: (!matches!(known, Known::NotAsked)).then(said) }
    }
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

fn answers(visit: &Visit<'_>, person: &Person) -> Vec<Answer> {
    let pack = &visit.house().pack;
    let coded = |list: &str, code: &String| {
        pack.code_list(list).and_then(|list| list.words(code)).unwrap_or(code.as_str()).to_owned()
    };
    let text = |question, known: &Known<String>| Answer::to(question, known, || words::answer(known));
    let disabilities = person
        .disabilities
        .clone()
        .map(|codes| codes.iter().map(|code| coded("disability", code)).collect::<Vec<_>>().join(", "));
    vec![
        text("Sex", &person.sex.map(|sex| sex.to_string())),
        text("Gender identity", &person.gender_identity),
        text("Ethnicity", &person.ethnicity.clone().map(|code| coded("ethnicity", &code))),
        text("First language", &person.first_language),
        Answer::to("Interpreter needed", &person.interpreter, || words::yes_no(person.interpreter)),
        text("Religion or belief", &person.religion),
        text("Disability", &disabilities),
        text("Communication", &person.communication),
        text("School or nursery", &person.school),
        text("GP", &person.gp),
        Answer::to("NHS number", &person.nhs_number, || nhs_number(person)),
        Answer::to("Unique pupil number", &person.upn, || upn(person)),
        text("Nationality and immigration", &person.immigration),
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
        vec![dates.into(), lines.into(), words::known_from(page, &address.source).into()]
    };
    let rows: Vec<_> = person.addresses.iter().rev().map(row).collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Addresses" }
            p class="govuk-body" { "No address is recorded." }
        } @else {
            (in_pane("Addresses", ["When", "Address", "Known from"], rows))
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
