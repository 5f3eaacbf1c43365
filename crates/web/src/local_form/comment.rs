//! What colleagues and managers say about an answer, beside it: written, answered, taken back.

use casework::Stop;
use casework::local_form::{AnswerView, answer_comment, comment, withdraw_comment};
use design::govuk::{Button, Textarea, button_group};
use domain::access::Action;
use domain::form::{Comment, CommentAsked, Place};
use domain::id::Id;
use domain::local_form::FormAnswer;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{at_form, page};
use crate::child::{identity, words};
use crate::forms;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// The address that stands for the whole form.
const WHOLE: &str = "whole";
/// The field that takes a comment back.
const BACK: &str = "_back";

/// Writing a comment.
pub(super) static WRITE: Act<(Id<Person>, Id<FormAnswer>, String)> = Act {
    path: "/children/{child}/forms/{form_answer}/comment/{form_place}",
    name: "comment on a local form",
    action: Action::FillLocalForm,
    prefill: |visit, (child, id, written), _: At| {
        let view = open(visit, *child, *id)?;
        place(&view, written)?;
        Ok(Prefilled { fields: Fields::default(), version: view.answer.version.0 })
    },
    show: |visit, (child, id, written), filling| {
        let view = open(visit, child, id)?;
        let place = place(&view, &written)?;
        let body = html! {
            (filling.notices(&[("words", "Your comment")]))
            h1 class="govuk-heading-l" { "Comment" }
            (said_there(visit, &view, place.as_ref()))
            (visit.form(filling, html! {
                (Textarea::new("words", "What should be thought about again?").rows(4).value(filling.get("words")).error(filling.error("words")))
                (Button::new("Save the comment"))
            }))
        };
        identity::about(visit, child, Action::FillLocalForm, "Comment on a form", body)
    },
    send: |visit, (child, id, written), filling| {
        let view = open(visit, child, id)?;
        let place = place(&view, &written)?;
        let back = place.as_ref().map_or_else(String::new, |place| format!("#{place}"));
        let asked = CommentAsked { place, words: filling.get("words").to_owned() };
        comment(&visit.session, &filling.sending(), id, asked)?;
        Ok(Sent::to(at_form(child, id, &back)))
    },
};

/// Answering a comment, or taking one's own back.
pub(super) static ANSWER: Act<(Id<Person>, Id<FormAnswer>, u32)> = Act {
    path: "/children/{child}/forms/{form_answer}/comments/{form_comment}",
    name: "answer a comment on a local form",
    action: Action::FillLocalForm,
    prefill: |visit, (child, id, number), _: At| {
        let view = open(visit, *child, *id)?;
        find(&view, *number)?;
        Ok(Prefilled { fields: Fields::default(), version: view.answer.version.0 })
    },
    show: show_answer,
    send: |visit, (child, id, number), filling| {
        open(visit, child, id)?;
        let sending = filling.sending();
        match filling.fields.has(BACK) {
            true => withdraw_comment(&visit.session, &sending, id, number)?,
            false => answer_comment(&visit.session, &sending, id, number, filling.get("words"))?,
        }
        Ok(Sent::to(at_form(child, id, &format!("#comment-{number}"))))
    },
};

fn show_answer(
    visit: &Visit<'_>,
    (child, id, number): (Id<Person>, Id<FormAnswer>, u32),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = open(visit, child, id)?;
    let known = find(&view, number)?;
    let mine = known.by == visit.session.staff.id;
    let body = html! {
        (filling.notices(&[("words", "Your answer")]))
        h1 class="govuk-heading-l" { "Answer a comment" }
        (said_there(visit, &view, known.place.as_ref()))
        div class="app-comment" {
            p class="app-comment__who" { "Comment by " (words::name(view.names.name(known.by))) }
            p class="govuk-body" { (words::verbatim(&known.words)) }
        }
        (visit.form(filling, html! {
            (Textarea::new("words", "What did you do about it, or why nothing?").rows(4).value(filling.get("words")).error(filling.error("words")))
            (button_group(html! {
                (Button::new("Answer the comment"))
                @if mine { (Button::new("Take the comment back").secondary().sends(BACK, "yes")) }
            }))
        }))
    };
    identity::about(visit, child, Action::FillLocalForm, "Answer a comment", body)
}

fn open(visit: &Visit<'_>, child: Id<Person>, id: Id<FormAnswer>) -> Result<AnswerView, Stop> {
    let view = page::of_child(visit, child, id)?;
    if !view.may_write {
        return Err(Refusal::not_allowed(
            "You read this form, and somebody who works with the child comments on it.",
        )
        .into());
    }
    Ok(view)
}

fn place(view: &AnswerView, written: &str) -> Result<Option<Place>, Refusal> {
    if written == WHOLE {
        return Ok(None);
    }
    let place: Place = written.parse().map_err(|_| Refusal::NotFound)?;
    view.answer.record.answers.at(&place).is_some().then_some(Some(place)).ok_or(Refusal::NotFound)
}

fn find(view: &AnswerView, number: u32) -> Result<&Comment, Refusal> {
    view.answer.record.comments.iter().find(|comment| comment.id == number).ok_or(Refusal::NotFound)
}

/// The question and its answer, above what is said about them.
fn said_there(visit: &Visit<'_>, view: &AnswerView, place: Option<&Place>) -> Markup {
    let answer = &view.answer.record;
    let Some(place) = place else { return Markup::default() };
    let question = page::form_for(visit, answer).and_then(|form| form.question(place));
    let given = answer.answers.at(place).map(|given| match question {
        Some(question) => forms::answer_words(question, given),
        None => given.words(),
    });
    html! {
        h2 class="govuk-heading-s" {
            @match question { Some(question) => (shown_in_line(&question.label)), None => (place) }
        }
        div class="govuk-inset-text" { (words::verbatim(&given.unwrap_or_default())) }
    }
}

/// What stands beside an answer: the comments on it, each with the way to answer it, and the way to write one.
pub(super) fn beside(view: &AnswerView, writes: bool, place: &Place) -> Markup {
    let answer = &view.answer.record;
    html! {
        (forms::comments_at(&answer.comments, Some(place), &view.names, &|one| act(view, writes, one)))
        @if writes && answer.answers.at(place).is_some() {
            p class="govuk-body-s app-not-printed" {
                a class="govuk-link" href=(at_form(answer.child, answer.id, &format!("/comment/{place}"))) {
                    "Comment" span class="govuk-visually-hidden" { " on the answer " (place) }
                }
            }
        }
    }
}

/// The comments on the whole, and the list that leads to those on answers.
pub(super) fn on_top(visit: &Visit<'_>, view: &AnswerView, writes: bool) -> Markup {
    let answer = &view.answer.record;
    let Some(form) = page::form_for(visit, answer) else { return Markup::default() };
    let to = |comment: &Comment| format!("#{}", forms::anchor(comment));
    html! {
        (forms::comment_list(&answer.comments, form, &view.names, &to))
        (forms::comments_at(&answer.comments, None, &view.names, &|one| act(view, writes, one)))
        @if writes {
            p class="govuk-body app-not-printed" {
                a class="govuk-link" href=(at_form(answer.child, answer.id, "/comment/whole")) { "Comment on the whole form" }
            }
        }
    }
}

fn act(view: &AnswerView, writes: bool, comment: &Comment) -> Markup {
    let answer = &view.answer.record;
    html! {
        @if writes && comment.is_open() {
            p class="govuk-body-s app-not-printed" {
                a class="govuk-link" href=(at_form(answer.child, answer.id, &format!("/comments/{}", comment.id))) {
                    "Answer" span class="govuk-visually-hidden" { " comment " (comment.id) }
                }
            }
        }
    }
}
