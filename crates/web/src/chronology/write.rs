//! An entry written by hand, about something that no record here holds; and taking one back.

use casework::Stop;
use casework::child::ChildPage;
use casework::chronology::{withdraw, write};
use design::govuk::{Button, InsetText, Textarea};
use domain::access::Action;
use domain::chronology::{FORM, Written, WrittenAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::html;

use super::at;
use super::wanted::Naming;
use crate::child::{identity, words};
use crate::forms::page::Sheet;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing an entry.
pub(super) static WRITE: Act<Id<Person>> = Act {
    path: "/children/{child}/chronology/write",
    name: "chronology entry by hand",
    action: Action::CurateChronology,
    prefill: |visit, child, _| {
        identity::content(visit, *child, Action::CurateChronology)?;
        Ok(Prefilled { fields: Fields::default(), version: 0 })
    },
    show,
    send: |visit, child, filling| {
        let asked = asked(visit, child, filling)?;
        write(&visit.session, &filling.sending(), child, asked)?;
        Ok(Sent::to(at(child, "")))
    },
};

/// The form, with the lanes, themes and agencies of the pack and the people on the record.
fn sheet(visit: &Visit<'_>, page: &ChildPage) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let child = page.file.child.record.id;
    let naming = Naming::of(page, pack);
    let people: Vec<(String, String)> = naming
        .people()
        .filter(|(person, _)| *person != child)
        .map(|(person, name)| (person.to_string(), shown_in_line(name)))
        .collect();
    let out: &[&str] = if people.is_empty() { &["people"] } else { &[] };
    Ok(Sheet::new(pack, &FORM, None)?
        .offering("lane", pack.chronology.lanes.iter().map(|lane| (&*lane.code, &*lane.name)))
        .offering("agency", pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name)))
        .offering("themes", pack.chronology.themes.iter().map(|theme| (&*theme.code, &*theme.name)))
        .offering("people", people)
        .without(out))
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let sheet = sheet(visit, &page)?;
    let questions = html! {
        (sheet.asked(filling))
        (Button::new("Write it into the chronology"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Write an entry by hand" }
        p class="govuk-body" { "For what no record here holds: an old paper file, another council, something told long after. What happens now is recorded as what it is, and the chronology is made from it." }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Write an entry by hand", body)
        .before(identity::back("Back to the chronology", at(child, ""))))
}

fn asked(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<WrittenAsked, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let sheet = sheet(visit, &page)?;
    let mut given = sheet.read(&filling.fields)?;
    let happened = given.date("happened");
    given.all_right()?;
    Ok(WrittenAsked {
        happened,
        words: given.words("words"),
        known_from: given.words("known_from"),
        known_on: given.day("known_on"),
        lane: given.words("lane"),
        themes: given.all("themes"),
        agency: given.words("agency"),
        people: given.all("people").iter().filter_map(|person| person.parse().ok()).collect(),
        further: given.further(),
    })
}

/// Taking back an entry that was written by hand.
pub(super) static WITHDRAW: Act<(Id<Person>, Id<Written>)> = Act {
    path: "/children/{child}/chronology/written/{entry}/withdraw",
    name: "chronology entry withdrawn",
    action: Action::CurateChronology,
    prefill: |visit, (child, entry), _| {
        let page = identity::content(visit, *child, Action::CurateChronology)?;
        let (_, version) = written(&page, *entry)?;
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show: |visit, (child, entry), filling| {
        let page = identity::content(visit, child, Action::CurateChronology)?;
        let (written, _) = written(&page, entry)?;
        let body = html! {
            (filling.notices(&[("reason", "Why should it not stand?")]))
            h1 class="govuk-heading-l" { "Withdraw an entry" }
            (InsetText::new(html! { strong { (written.happened) } ": " (words::verbatim(&written.words)) div class="govuk-hint govuk-!-margin-bottom-0" { (words::name(&written.known_from)) } }))
            (visit.short_form(filling, html! {
                (Textarea::new("reason", "Why should it not stand?").rows(3).value(filling.get("reason")).error(filling.error("reason")))
                (Button::new("Withdraw it").warning())
            }))
        };
        Ok(identity::around(&page, "Withdraw an entry", body)
            .before(identity::back("Back to the chronology", at(child, ""))))
    },
    send: |visit, (child, entry), filling| {
        let page = identity::content(visit, child, Action::CurateChronology)?;
        written(&page, entry)?;
        withdraw(&visit.session, &filling.sending(), entry, filling.get("reason"))?;
        Ok(Sent::to(at(child, "")))
    },
};

fn written(page: &ChildPage, entry: Id<Written>) -> Result<(Written, u64), Stop> {
    let found = page.file.written.iter().find(|filed| filed.record.id == entry);
    found.map(|filed| (filed.record.clone(), filed.version)).ok_or(Stop::Refusal(Refusal::NotFound))
}
