//! Changing what is held about a person, with a reason. What was held before stays in the ledger; what somebody else saved meanwhile is shown beside
//! what this person wrote, and nothing of either is lost.

mod facts;
mod groups;

use casework::Stop;
use casework::child::{PersonAsked, change_person, person_to_change};
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::person::{FORM, Person};
use domain::refusal::Problem;
use maud::html;

use super::{at, identity};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing what is held.
pub static CHANGE: Act<Id<Person>> = Act {
    path: "/children/{child}/change",
    name: "change what is held",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, version: At) -> Result<Prefilled, Stop> {
    let page = identity::content(visit, *child, Action::ChangePerson)?;
    let version = match version {
        At::Now => None,
        At::Version(version) => Some(version),
    };
    let held = person_to_change(&visit.session, *child, version)?;
    let mut fields = Fields::default();
    facts::write(&held.record, &mut fields);
    groups::write(&held.record, page.unsealing, &mut fields);
    let further = held.record.further.as_ref();
    Sheet::new(&visit.house().pack, &FORM, further)?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version: held.version.0 })
}

/// The form, with the lists of the pack. A row that is protected has its place and no lines or number: they do not pass through the form.
fn sheet(visit: &Visit<'_>, fields: &Fields, held: &Person) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let listed = |list: &str| {
        let codes = pack.code_list(list).map(|list| list.codes.as_slice()).unwrap_or_default();
        codes.iter().map(|code| (code.code.clone(), code.words.clone())).collect::<Vec<_>>()
    };
    let mut sheet = Sheet::new(pack, &FORM, held.further.as_ref())?
        .offering("ethnicity", listed("ethnicity"))
        .offering("upn_unknown", listed("upn_unknown_reason"))
        .offering("disabilities", listed("disability"));
    let sealed = |group: &str, part: &str| {
        let mut rows = groups::held_rows(fields, group);
        rows.retain(|row| !fields.has(&groups::field(group, usize::from(*row), part)));
        rows
    };
    for row in sealed("address", "lines") {
        let words = "Protected address: withheld. Its dates can be changed.";
        sheet = sheet.withholding("address", row, "lines", words);
        sheet = sheet.withholding("address", row, "postcode", "").withholding("address", row, "protect", "");
    }
    for row in sealed("phone", "number") {
        sheet = sheet.withholding("phone", row, "number", "Protected number: withheld.");
    }
    Ok(sheet)
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let sheet = sheet(visit, &filling.fields, &page.file.child.record)?;
    let held = filling.fields.pairs().iter().filter(|(name, _)| name.starts_with(groups::HELD));
    let questions = html! {
        @for (name, value) in held { input type="hidden" name=(name) value=(value); }
        (sheet.asked(filling))
        (Button::new("Save the change"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Change what is held" }
        p class="govuk-body" { "What was held before is kept, with who changed it and why." }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Change what is held", body))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let mut person = person_to_change(&visit.session, child, None)?.record;
    let sheet = sheet(visit, &filling.fields, &person)?;
    let mut given = sheet.read(&filling.fields)?;
    facts::read(&mut person, &mut given);
    let rows = groups::read(&mut person, &mut given, &filling.fields, || visit.house().id());
    let reason = given.words("reason");
    if reason.trim().is_empty() {
        let words = "Say why it is changed: a correction says what was wrong.";
        given.problems.push(Problem::new("reason", words));
    }
    given.all_right()?;
    let further =
        given.further_counting(&|section| rows.of(section).unwrap_or_else(|| given.repeats(section)));
    // Where nothing was ever answered to a question of the council's own, nothing is kept.
    person.further = further.filter(|further| !further.is_empty() || person.further.is_some());
    change_person(&visit.session, &filling.sending(), child, PersonAsked { person, reason })?;
    Ok(Sent::to(at(child, "")))
}
