//! The form of a contact as its page asks it: what can be chosen comes from other files of the pack, and three things of the page stand among the questions:
//! what to do at once when a child is in danger, who is already known, and which question is which of a source.

use casework::Stop;
use design::govuk::InsetText;
use domain::contact::FORM;
use domain::form::Place;
use domain::pack::Pack;
use domain::person::relationship::Kinship;
use maud::{Markup, Render, html};

use super::sources::{SOURCES, Sources};
use crate::forms::page::Sheet;

/// The form, with what can be chosen.
pub(super) fn sheet(pack: &Pack) -> Result<Sheet, Stop> {
    let agencies = pack.agencies.iter().map(|agency| (agency.id.as_str(), agency.name.as_str()));
    let sheet = Sheet::new(pack, &FORM, None)?
        .offering("referrer_agency", agencies)
        .offering("kinship", Kinship::ALL.iter().map(|kind| (kind.code(), kind.words())));
    let (asked, plain): (Vec<&Sources>, Vec<&Sources>) =
        SOURCES.iter().partition(|group| group.codes(pack).len() > 1);
    let sheet = asked.into_iter().fold(sheet, |sheet, group| {
        let codes = group.codes(pack).into_iter().map(|code| (code.code.as_str(), code.words.as_str()));
        sheet.offering(&group.question(), codes)
    });
    let plain: Vec<String> = plain.into_iter().map(Sources::question).collect();
    Ok(sheet.without(&plain.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// What stands above a question: when a child is in danger now, what to do before anything is written.
pub(super) fn above(place: &Place, pack: &Pack) -> Markup {
    if place.question != "danger_words" {
        return Markup::default();
    }
    InsetText::new(html! {
        p class="govuk-body govuk-!-font-weight-bold" { "If nobody has rung 999 yet, ask the caller to do it now, or ring 999 yourself." }
        p class="govuk-body" {
            "Find out who is with the child, and stay on the line. Saving this contact tells every duty manager at once. "
            "Duty: " (pack.council.duty_phone) ". Nights: " (pack.council.night_phone) "."
        }
    })
    .render()
}
