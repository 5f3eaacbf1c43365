//! The second look: every line as its reader will read it, with words that can still be changed or taken away. Only then is it made, and never changed again.

use casework::Stop;
use casework::chronology::{make, version};
use design::govuk::{Button, Checkboxes, Choice, InsetText, Textarea};
use domain::access::Action;
use domain::chronology::{Recipient, Selection};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::html;

use super::at;
use crate::child::{identity, words};
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Looking a second time, and making it.
pub(super) static MAKE: Act<(Id<Person>, Id<Selection>)> = Act {
    path: "/children/{child}/chronology/for/{version}/look",
    name: "chronology for somebody: second look",
    action: Action::ShareChronology,
    prefill: |visit, (child, id), _| {
        let (selection, opened) = read(visit, *child, *id)?;
        let fields = selection.chosen.iter().enumerate().fold(Fields::default(), |fields, (place, line)| {
            fields.with(&format!("words-{place}"), line.words.as_str())
        });
        Ok(Prefilled { fields, version: opened })
    },
    show,
    send: |visit, (child, id), filling| {
        let (selection, _) = read(visit, child, id)?;
        let said: Vec<String> = (0..selection.chosen.len())
            .map(|place| filling.get(&format!("words-{place}")).to_owned())
            .collect();
        let looked = filling.get("looked") == "yes";
        make(&visit.session, &filling.sending(), id, &said, looked)?;
        Ok(Sent::to(at(child, &format!("/for/{id}"))))
    },
};

/// What was chosen for this child, and its version.
fn read(visit: &Visit<'_>, child: Id<Person>, id: Id<Selection>) -> Result<(Selection, u64), Stop> {
    let (known, _) = version(&visit.session, id)?;
    if known.record.child != child {
        return Err(Refusal::NotFound.into());
    }
    Ok((known.record, known.version.0))
}

fn show(
    visit: &Visit<'_>,
    (child, id): (Id<Person>, Id<Selection>),
    filling: &Filling,
) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ShareChronology)?;
    let (selection, _) = read(visit, child, id)?;
    let reader = selection.recipient.words(&visit.house().pack);
    let family = matches!(selection.recipient, Recipient::Family { .. });
    let lines = selection.chosen.iter().enumerate();
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Read it as " (words::name(&reader)) " will" }
        (InsetText::new(html! {
            "Change words where they name somebody else, give away who told us, or could endanger anybody. Take all words of a line away to leave it out. "
            @if family { "Nothing that others told in confidence may stand here: plain words of your own, or none." }
            @else { "People other than the child are named by what they are to the child." }
        }))
        @if selection.made.is_some() {
            p class="govuk-body" { "This was made already. " a class="govuk-link" href=(at(child, &format!("/for/{id}"))) { "Read it" } }
        } @else {
            (visit.form(filling, html! {
                @for (place, line) in lines {
                    @let name = format!("words-{place}");
                    (Textarea::new(name.as_str(), line.happened.as_str()).rows(2).value(filling.get(&name)).error(filling.error(&name)))
                }
                (Checkboxes::single("looked", Choice::new("yes", "I have read every line as they will read it")).values([filling.get("looked")]).error(filling.error("looked")))
                (Button::new("Make it"))
            }))
        }
    };
    Ok(identity::around(&page, "Second look", body)
        .before(identity::back("Back to the chronology", at(child, ""))))
}
