//! One answered form beside the questions of the version it answers, every version it has had, and the same on paper.

use casework::Stop;
use casework::local_form::{AnswerView, kept_version, view};
use design::govuk::{Button, InsetText, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::form::Form;
use domain::id::Id;
use domain::local_form::FormAnswer;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{at, at_form, comment};
use crate::child::{identity, words};
use crate::forms::{self, Guidance, Paper};
use crate::route::{Page, View, Visit};

/// One answered form.
pub(super) static FORM: Page<(Id<Person>, Id<FormAnswer>)> = Page {
    path: "/children/{child}/forms/{form_answer}",
    name: "local form",
    action: Action::ReadLocalForm,
    show,
};

/// The same on paper.
pub(super) static PAPER: Page<(Id<Person>, Id<FormAnswer>)> = Page {
    path: "/children/{child}/forms/{form_answer}/paper",
    name: "local form on paper",
    action: Action::ReadLocalForm,
    show: paper,
};

/// An answered form of this child; another child's is not here.
pub(super) fn of_child(
    visit: &Visit<'_>,
    child: Id<Person>,
    answer: Id<FormAnswer>,
) -> Result<AnswerView, Stop> {
    let view = view(&visit.session, answer)?;
    if view.answer.record.child != child {
        return Err(Refusal::NotFound.into());
    }
    Ok(view)
}

/// The form to read an answer by: in its own version, or the newest when the pack threw that away.
pub(super) fn form_for<'p>(visit: &'p Visit<'_>, answer: &FormAnswer) -> Option<&'p Form> {
    let pack = &visit.house().pack;
    answer.form(pack).or_else(|| pack.form(&answer.answers.form))
}

fn show(visit: &Visit<'_>, (child, id): (Id<Person>, Id<FormAnswer>)) -> Result<View, Stop> {
    let view = of_child(visit, child, id)?;
    let pack = &visit.house().pack;
    let asked = visit.query.get("version");
    let older = asked.parse().ok().filter(|version| *version != view.answer.version.0);
    let shown = match older {
        Some(version) => kept_version(&visit.session, id, version)?,
        None => view.answer.record.clone(),
    };
    let writes = older.is_none() && view.may_write && shown.form(pack).is_some();
    let title = shown.title(pack).to_owned();
    let body = html! {
        span class="govuk-caption-l" { (shown.state()) }
        h1 class="govuk-heading-l" { (shown_in_line(&title)) }
        @if older.is_some() {
            (InsetText::new(html! { "This is how it stood in an earlier version. " a class="govuk-link" href=(at_form(child, id, "")) { "See it as it stands" } "." }))
        }
        @if let Some(act) = &shown.in_error {
            (InsetText::new(html! { "It was recorded in error: " (words::verbatim(&act.reason)) }))
        }
        @if writes {
            (button_group(html! {
                (Button::link(if shown.finished.is_some() { "Correct this form" } else { "Go on with this form" }, at_form(child, id, "/write")))
                (Button::link("Recorded in error", at_form(child, id, "/error")).secondary())
            }))
        }
        @if shown.form(pack).is_none() {
            (InsetText::new(format!("The practice pack no longer has version {} of this form. It can be read and not changed.", shown.answers.version)))
        }
        @if older.is_none() { (comment::on_top(visit, &view, view.may_write)) }
        h2 class="govuk-heading-m" { "What was answered" }
        @if let Some(form) = form_for(visit, &shown) {
            @if older.is_none() { (forms::Answered::new(form, &shown.answers).beside(&|place, _| comment::beside(&view, view.may_write, place))) }
            @else { (forms::read_only(form, &shown.answers)) }
            (scores(form, &shown))
        } @else { (unknown(&shown)) }
        p class="govuk-body app-not-printed" { a class="govuk-link" href=(at_form(child, id, "/paper")) { "On paper" } }
        (versions(&view, child))
    };
    Ok(identity::about(visit, child, Action::ReadLocalForm, &title, body)?
        .before(identity::back("Back to the child’s forms", at(child, "")))
        .wide())
}

/// What an instrument adds up to, beside what was not answered: it never decides.
fn scores(form: &Form, answer: &FormAnswer) -> Markup {
    let sections = form.sections.iter().flat_map(|section| {
        let repeats = form.repeats(&answer.answers, section).into_iter();
        repeats.filter_map(move |index| Some((section, form.score(&answer.answers, section, index)?)))
    });
    html! {
        @for (section, score) in sections {
            p class="govuk-body" {
                strong { (section.title) ": " (score.sum) }
                @if let Some(band) = &score.band { ", " (band) }
                ". " (score.answered) " of " (score.asked) " items answered. The sum does not decide: your judgement does."
            }
        }
    }
}

/// Answers to a form that the pack no longer has at all.
fn unknown(answer: &FormAnswer) -> Markup {
    html! {
        dl class="govuk-summary-list" {
            @for (place, given) in &answer.answers.given {
                div class="govuk-summary-list__row" {
                    dt class="govuk-summary-list__key" { (place) }
                    dd class="govuk-summary-list__value" { (words::verbatim(&given.words())) }
                }
            }
        }
    }
}

fn versions(view: &AnswerView, child: Id<Person>) -> Markup {
    let now = view.answer.version.0;
    html! {
        @if view.versions.len() > 1 {
            h2 class="govuk-heading-m" { "How it came to stand so" }
            ol class="govuk-list govuk-list--number" {
                @for kept in &view.versions {
                    li {
                        (london::moment_in_words(kept.at)) ", " (words::name(view.names.name(kept.by))) ": "
                        @if kept.reason.is_empty() { "written" } @else { (words::verbatim(&kept.reason)) }
                        @if kept.version != now {
                            ". " a class="govuk-link" href={ (at_form(child, view.answer.record.id, "")) "?version=" (kept.version) } { "See it as it stood" span class="govuk-visually-hidden" { " in version " (kept.version) } }
                        }
                    }
                }
            }
        }
    }
}

fn paper(visit: &Visit<'_>, (child, id): (Id<Person>, Id<FormAnswer>)) -> Result<View, Stop> {
    let view = of_child(visit, child, id)?;
    let answer = &view.answer.record;
    let guidance = Guidance::asked(&visit.query);
    let guidance = if visit.query.has("guidance") { guidance } else { Guidance::Hidden };
    let form = form_for(visit, answer).ok_or(Refusal::NotFound)?;
    let body = html! {
        (guidance.link(&at_form(child, id, "/paper")))
        div class="app-paper" {
            (Paper::filled(form, &answer.answers).guidance(guidance))
            p class="govuk-hint" {
                "About " (words::name(&view.child)) ". " (answer.state()) ". Begun by " (words::name(view.names.name(answer.by))) ", " (london::moment_in_words(answer.at)) ". Printed " (london::moment_in_words(visit.session.at)) "."
            }
        }
    };
    Ok(identity::about(visit, child, Action::ReadLocalForm, "Form on paper", body)?
        .before(identity::back("Back to the form", at_form(child, id, ""))))
}
