//! A closing in words: where it stands, what is outstanding, what repeats.

use casework::closure::Found;
use design::govuk::WarningText;
use design::own::Tone;
use domain::closure::{Kind, Outstanding, Repeated, Stage};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

/// A name that somebody typed, inside other words.
pub(super) fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Words as they were typed, line by line.
pub(super) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// Where a closing stands.
pub(super) fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Proposed => Tone::Waiting,
        Stage::Returned => Tone::Pressing,
        Stage::Closed => Tone::Done,
        Stage::Refused | Stage::Withdrawn | Stage::InError => Tone::Quiet,
    };
    tone.tag(stage.words()).render()
}

/// The page of something that is outstanding.
fn href(outstanding: &Outstanding) -> Option<String> {
    let id = outstanding.record;
    Some(match outstanding.kind {
        Kind::Section47 => format!("/section47/{id}"),
        Kind::Conference => format!("/conferences/{id}"),
        Kind::Discussion => format!("/strategy/{id}"),
        Kind::Power => format!("/powers/{id}"),
        Kind::SafetyPlan => format!("/safety-plans/{id}"),
        Kind::Disagreement => format!("/disagreements/{id}"),
        Kind::Prompt => "/watch".to_owned(),
        Kind::Request | Kind::Referral => return None,
    })
}

/// What is outstanding, as the program lists it.
pub(super) fn outstanding(list: &[Outstanding], closed: bool) -> Markup {
    html! {
        @if list.is_empty() {
            p class="govuk-body" { "Nothing that you can read is outstanding." }
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for one in list {
                    li {
                        @match href(one) {
                            Some(href) => { a class="govuk-link" href=(href) { (shown_in_line(&one.words)) } },
                            None => (shown_in_line(&one.words)),
                        }
                        @if one.kind == Kind::Section47 { " " (Tone::Pressing.tag("Nothing closes while it is open")) }
                    }
                }
            }
        }
        @if closed { p class="govuk-body" { "There is more in this child’s file that is closed to you." } }
    }
}

/// That contacts repeat.
pub(super) fn repeated(repeated: Repeated) -> Markup {
    html! {
        (WarningText::new(format!(
            "{} contacts about the child within {} months.",
            repeated.contacts, repeated.months
        )))
    }
}

/// What the program found around the child, above a form.
pub(super) fn found(found: &Found, contacts: Option<Repeated>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What is outstanding" }
        (outstanding(&found.standing.outstanding, found.closed))
        @if let Some(contacts) = contacts { (repeated(contacts)) }
        @if let Some(on) = found.standing.service_withdrawn {
            (WarningText::new(format!(
                "A consent to a service was withdrawn on {}.",
                domain::calendar::london::date_in_words(on)
            )))
        }
    }
}
