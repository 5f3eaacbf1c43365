//! Changing what a document says before it goes: its own words, and parts that are left out with a reason.

use casework::Stop;
use casework::document::{reword, version, view};
use design::govuk::{BackLink, Button, Checkboxes, Choice, Input, Textarea};
use domain::access::Action;
use domain::document::{Issued, Section};
use domain::id::Id;
use maud::{Markup, Render, html};

use super::{at, drawn};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing the words.
pub(super) static WORDS: Act<Id<Issued>> = Act {
    path: "/documents/{issued}/words",
    name: "change the words of a document before it goes",
    action: Action::PrepareDocument,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Issued>, moment: At) -> Result<Prefilled, Stop> {
    let now = view(&visit.session, *id)?.issued;
    let (issued, version) = match moment {
        At::Now => (now.record, now.version.0),
        At::Version(opened) => (version(&visit.session, *id, opened)?, opened),
    };
    let mut fields = Fields::default();
    for section in &issued.sections {
        if section.own {
            fields.set(&format!("words_{}", section.code), section.words.clone());
        }
        if let Some(why) = &section.left_out {
            fields.set(&format!("without_{}", section.code), "yes");
            fields.set(&format!("why_{}", section.code), why.clone());
        }
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Issued>, filling: &Filling) -> Result<View, Stop> {
    let shown = view(&visit.session, id)?;
    let issued = &shown.issued.record;
    let names: Vec<(String, String)> =
        issued.sections.iter().map(|section| (format!("words_{}", section.code), heading(section))).collect();
    let names: Vec<(&str, &str)> =
        names.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let headings = visit.house().pack.documents.headings(issued.recipient.kind);
    let hint = |section: &Section| {
        let found = headings.iter().find(|heading| heading.code == section.code);
        found.map_or("Empty words are not printed. Lines that begin with “- ” become a list.", |heading| {
            &heading.hint
        })
    };
    let questions = html! {
        @for section in &issued.sections { (one(section, hint(section), filling)) }
        (Button::new("Keep these words"))
    };
    let body = html! {
        (filling.notices(&names))
        h1 class="govuk-heading-l" { "Change what it says" }
        p class="govuk-body" { (drawn::line(&shown.document.title)) ". " (drawn::line(&shown.document.composed_for)) "." }
        p class="govuk-body" { "What the record gives is left out or stays; it is not changed here. You look at it again before it goes." }
        (visit.form(filling, questions))
    };
    let back = BackLink { content: "Back to the document".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new("Change what it says", body).before(back.render()))
}

fn heading(section: &Section) -> String {
    if section.heading.is_empty() { "Below the title".into() } else { section.heading.clone() }
}

fn one(section: &Section, hint: &str, filling: &Filling) -> Markup {
    let (words, without, why) = (
        format!("words_{}", section.code),
        format!("without_{}", section.code),
        format!("why_{}", section.code),
    );
    let leave = vec![Choice::new("yes", "Leave this part out")];
    html! {
        h2 class="govuk-heading-m" { (drawn::line(&heading(section))) }
        @if section.own {
            (Textarea::new(&words, format!("Words below “{}”", heading(section))).hint(hint).rows(7).value(filling.get(&words)).error(filling.error(&words)))
        }
        (Checkboxes::new(&without, format!("Leave out “{}”?", heading(section)), leave).values(filling.fields.all(&without)).error(filling.error(&without)))
        (Input::new(&why, format!("Why is “{}” left out?", heading(section))).value(filling.get(&why)).error(filling.error(&why)))
    }
}

fn send(visit: &Visit<'_>, id: Id<Issued>, filling: &Filling) -> Result<Sent, Stop> {
    let sections = view(&visit.session, id)?.issued.record.sections;
    let typed = |section: &Section| {
        let field = |part: &str| format!("{part}_{}", section.code);
        let words = section.own.then(|| filling.get(&field("words")).to_owned());
        let left_out =
            (filling.get(&field("without")) == "yes").then(|| filling.get(&field("why")).trim().to_owned());
        (section.code.clone(), words, left_out)
    };
    let sections: Vec<_> = sections.iter().map(typed).collect();
    reword(&visit.session, &filling.sending(), id, &sections)?;
    Ok(Sent::to(at(id, "")))
}
