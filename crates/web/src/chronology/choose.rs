//! Choosing what an agency or the family gets of a chronology, line by line. What an agency told itself, and what stands for it on the sharing sheet, is chosen
//! until somebody says otherwise; for the family nothing is.

use casework::Stop;
use casework::chronology::{Choice as Chosen, candidates, choose};
use design::govuk::{Button, Checkboxes, Choice, Input, Textarea};
use domain::access::Action;
use domain::chronology::Recipient;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::at;
use crate::child::{identity, words};
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Choosing the lines.
pub(super) static CHOOSE: Act<Id<Person>> = Act {
    path: "/children/{child}/chronology/for",
    name: "chronology for somebody: lines",
    action: Action::ShareChronology,
    prefill: |visit, child, _| {
        identity::content(visit, *child, Action::ShareChronology)?;
        let fields = Fields::default()
            .with("agency", visit.query.get("agency"))
            .with("family", visit.query.get("family"));
        let Some(recipient) = recipient(&fields) else { return Ok(Prefilled { fields, version: 0 }) };
        let mut fields = fields;
        for (key, candidate) in candidates(&visit.session, *child, &recipient)? {
            if candidate.offered {
                fields.add("lines", key);
            }
        }
        Ok(Prefilled { fields, version: 0 })
    },
    show,
    send: |visit, child, filling| {
        let recipient =
            recipient(&filling.fields).ok_or_else(|| Refusal::field("agency", "Choose who gets it."))?;
        let choice = Chosen {
            recipient,
            purpose: filling.get("purpose").into(),
            lines: filling.fields.all("lines").map(str::to_owned).collect(),
        };
        let id = choose(&visit.session, &filling.sending(), child, &choice)?;
        Ok(Sent::to(at(child, &format!("/for/{id}/look"))))
    },
};

/// Who gets it, as far as the address or the form says.
fn recipient(fields: &Fields) -> Option<Recipient> {
    if !fields.get("family").is_empty() {
        return Some(Recipient::Family { who: fields.get("who").into() });
    }
    let agency = fields.get("agency");
    let organisation = fields.get("organisation").trim().to_owned();
    (!agency.is_empty()).then(|| Recipient::Agency { agency: agency.into(), organisation })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ShareChronology)?;
    let title = "Chronology for somebody";
    let body = match recipient(&filling.fields) {
        None => html! {
            h1 class="govuk-heading-l" { "Who gets it?" }
            (who(visit, child, &page))
        },
        Some(recipient) => html! {
            (filling.notices(&[("purpose", "What do they need it for?")]))
            h1 class="govuk-heading-l" { "Choose what they get" }
            (visit.short_form(filling, questions(visit, child, filling, &recipient)?))
        },
    };
    Ok(identity::around(&page, title, body).before(identity::back("Back to the chronology", at(child, ""))))
}

fn who(visit: &Visit<'_>, child: Id<Person>, page: &casework::child::ChildPage) -> Markup {
    let pack = &visit.house().pack;
    html! {
        p class="govuk-body" { "An agency is offered what it told itself. For the family nothing is chosen beforehand. You choose each line, and look at it once more as they will read it." }
        ul class="govuk-list govuk-list--spaced" {
            li { a class="govuk-link" href=(at(child, "/for?family=yes")) { "The family" } }
            @for agency in &pack.agencies { li { a class="govuk-link" href=(at(child, &format!("/for?agency={}", agency.id))) { (agency.name) } } }
        }
        @if !page.file.selections.is_empty() {
            h2 class="govuk-heading-m" { "Chosen before" }
            ul class="govuk-list govuk-list--spaced" {
                @for selection in page.file.selections.iter().rev().map(|filed| &filed.record) {
                    li {
                        @let below = if selection.made.is_some() { "" } else { "/look" };
                        a class="govuk-link" href=(at(child, &format!("/for/{}{below}", selection.id))) { (words::name(&selection.recipient.words(pack))) }
                        ", " (words::day(selection.at)) ", " (words::name(page.names.name(selection.by)))
                        @if selection.made.is_none() { ". Not made yet" }
                    }
                }
            }
        }
    }
}

fn questions(
    visit: &Visit<'_>,
    child: Id<Person>,
    filling: &Filling,
    recipient: &Recipient,
) -> Result<Markup, Stop> {
    let lines = candidates(&visit.session, child, recipient)?;
    let boxes: Vec<Choice> = lines
        .into_iter()
        .map(|(key, candidate)| {
            let written = if candidate.line.words.is_empty() {
                "(words to be written)"
            } else {
                candidate.line.words.as_str()
            };
            let content = html! { strong { (candidate.line.happened) } ": " (words::verbatim(written)) };
            Choice::new(key, content).hint(candidate.why)
        })
        .collect();
    Ok(html! {
        @for name in ["agency", "family"] { input type="hidden" name=(name) value=(filling.get(name)); }
        @match recipient {
            Recipient::Family { .. } => (Input::new("who", "Who of the family gets it?").hint("Name, and what they are to the child").value(filling.get("who")).error(filling.error("who"))),
            Recipient::Agency { agency, .. } => {
                p class="govuk-body" { "For " strong { (visit.house().pack.agency_name(agency)) } "." }
                (Input::new("organisation", "Which of its organisations?").hint("Leave it empty for the agency as a whole").value(filling.get("organisation")))
            },
        }
        (Textarea::new("purpose", "What do they need it for?").rows(2).value(filling.get("purpose")).error(filling.error("purpose")))
        (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("lines", "Which lines?", boxes) }
            .values(filling.fields.all("lines"))
            .error(filling.error("lines")))
        (Button::new("Look at each line as they will read it"))
    })
}
