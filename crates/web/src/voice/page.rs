//! What a child says and shows, on one page: their words, their drawings, their wishes and feelings over time, and every day somebody listened.

use casework::Stop;
use casework::voice::{VoiceView, view};
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::voice::ChildVoice;
use maud::{Markup, Render, html};

use super::{at, change, gallery, lines};
use crate::child::{identity, words};
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static PAGE: Page<Id<Person>> = Page {
    path: "/children/{child}/voice",
    name: "what a child says and shows",
    action: Action::ReadVoice,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    identity::about(visit, child, Action::ReadVoice, "", Markup::default())?;
    let view = view(&visit.session, child)?;
    let pack = &visit.house().pack;
    let body = html! {
        h1 class="govuk-heading-l" { "What " (words::name(&view.first_name)) " says and shows" }
        @if view.may.contains(&Action::WriteVoice) {
            (button_group(html! {
                (Button::link("Write down what the child said", at(child, "/hear")).render())
                (Button::link("Keep a drawing", at(child, "/draw")).secondary().render())
            }))
        }
        h2 class="govuk-heading-m" { "In their own words" }
        (lines::all(pack, &view))
        h2 class="govuk-heading-m" { "Drawings and direct work" }
        (gallery::gallery(pack, &view))
        h2 class="govuk-heading-m" { "Questions about the help they get" }
        (change::over_time(pack, &view))
        (days(pack, &view))
    };
    identity::about(visit, child, Action::ReadVoice, "What the child says and shows", body)
}

fn days(pack: &Pack, view: &VoiceView) -> Markup {
    html! {
        @if !view.voices.is_empty() {
            h2 class="govuk-heading-m" { "Days on which somebody listened" }
            ul class="govuk-list" { @for voice in &view.voices { li { (day(pack, view, voice)) } } }
        }
    }
}

fn day(pack: &Pack, view: &VoiceView, voice: &ChildVoice) -> Markup {
    let heard = &voice.heard;
    html! {
        strong { (london::date_in_words(heard.on)) } ", " (pack.voice.occasion(&heard.occasion)) ". Heard by " (words::name(&heard.heard_by))
        @if !heard.setting.is_empty() { ". " (words::name(&heard.setting)) }
        ". Written down by " (words::name(view.names.name(voice.by))) ", " (london::moment_in_words(voice.at)) ". "
        @match &voice.taken_back {
            Some(back) => {
                strong { "Taken back" } " by " (words::name(view.names.name(back.by))) ", " (london::moment_in_words(back.at)) ": " (words::verbatim(&back.reason))
                details class="govuk-details" {
                    summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "What was written" } }
                    div class="govuk-details__text" {
                        @for quote in &heard.quotes { p class="govuk-body" { (words::verbatim(&quote.words)) } }
                        @for said in [&heard.wishes, &heard.feelings].into_iter().filter(|said| !said.is_empty()) { p class="govuk-body" { (words::verbatim(said)) } }
                    }
                }
            },
            None if view.may.contains(&Action::WriteVoice) => {
                a class="govuk-link" href=(at(view.child, &format!("/{}/take-back", voice.id))) {
                    "Take it back" span class="govuk-visually-hidden" { ": " (london::date_in_words(heard.on)) }
                }
            },
            None => {},
        }
    }
}
