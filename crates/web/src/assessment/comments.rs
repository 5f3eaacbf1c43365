//! Comments at the place: a manager says at an answer what is still to be thought about, and whoever writes says there what was done about it.

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::Button;
use domain::access::Action;
use domain::assessment::{Assessment, Comment, CommentAsked};
use domain::form::{Answer, Form, Place};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::evidence::{comment_here, place_in_words};
use super::{address, below, comments_on, form_of, heading, lines, open, record};
use crate::contact::filled::Asked;
use crate::forms;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing one: at a place, or about the whole.
pub(super) static WRITE: Act<(Id<Assessment>, String)> = Act {
    path: "/assessments/{assessment}/comment/{about}",
    name: "comment on an assessment",
    action: Action::WriteAssessment,
    prefill: |visit, (id, _), at| {
        let (_, version) = record(visit, *id, at)?;
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show: show_write,
    send: send_write,
};

/// Answering one.
pub(super) static ANSWER: Act<(Id<Assessment>, u32)> = Act {
    path: "/assessments/{assessment}/comments/{comment}",
    name: "answer a comment on an assessment",
    action: Action::WriteAssessment,
    prefill: |visit, (id, number), at: At| {
        let (known, version) = record(visit, *id, at)?;
        find(&known, *number)?;
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show: show_answer,
    send: send_answer,
};

/// The address that stands for the whole.
const WHOLE: &str = "whole";

fn place(form: &Form, written: &str) -> Result<Option<Place>, Refusal> {
    if written == WHOLE {
        return Ok(None);
    }
    let place: Place = written.parse().map_err(|_| Refusal::NotFound)?;
    form.has_place(&place).then_some(Some(place)).ok_or(Refusal::NotFound)
}

fn find(known: &Assessment, number: u32) -> Result<&Comment, Refusal> {
    known.comments.iter().find(|comment| comment.id == number).ok_or(Refusal::NotFound)
}

/// The question and its answer, above what is said about them.
fn said_there(view: &AssessmentView, form: &Form, place: Option<&Place>) -> Markup {
    let Some(place) = place else { return Markup::default() };
    let answer = view.assessment.record.answers.at(place);
    let words = match (form.question(place), answer) {
        (Some(question), Some(answer)) => forms::answer_words(question, answer),
        (None, Some(answer)) => Answer::words(answer),
        (_, None) => "Not answered yet.".to_owned(),
    };
    html! {
        h2 class="govuk-heading-s" { bdi { (place_in_words(form, place)) } }
        div class="govuk-inset-text" { (lines(&words)) }
    }
}

fn show_write(
    visit: &Visit<'_>,
    (id, written): (Id<Assessment>, String),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = open(visit, id, comments_on)?;
    let form = form_of(&view);
    let place = place(&form, &written)?;
    let asked = Asked::new(filling, &[]);
    let there = view.assessment.record.comments.iter().filter(|comment| comment.place == place);
    let body = html! {
        (asked.summary())
        (heading(&view, "Comment"))
        (asked.conflict(&[("words", "Your comment")], &|_, words| words.to_owned()))
        (said_there(&view, &form, place.as_ref()))
        @for comment in there { (comment_here(&view, comment, false)) }
        (asked.form(visit, html! {
            (asked.lines("words", "What should be thought about again?").hint("Whoever writes answers it here. The family reads neither").rows(4))
            (Button::new("Save the comment"))
        }))
    };
    below(visit, &view, "Comment on an assessment", body)
}

fn send_write(
    visit: &Visit<'_>,
    (id, written): (Id<Assessment>, String),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let view = open(visit, id, comments_on)?;
    let form = form_of(&view);
    let place = place(&form, &written)?;
    let back = match &place {
        Some(place) => format!("/read#{place}"),
        None => "#comments".to_owned(),
    };
    let asked = CommentAsked { place, words: filling.get("words").into() };
    assessment::comment(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, &back)))
}

fn show_answer(
    visit: &Visit<'_>,
    (id, number): (Id<Assessment>, u32),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = open(visit, id, comments_on)?;
    let form = form_of(&view);
    let comment = find(&view.assessment.record, number)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Answer a comment"))
        (asked.conflict(&[("words", "Your answer")], &|_, words| words.to_owned()))
        (said_there(&view, &form, comment.place.as_ref()))
        div class="app-comment" {
            p class="app-comment__who" { "Comment by " (view.names.name(comment.by)) }
            (lines(&comment.words))
        }
        (asked.form(visit, html! {
            (asked.lines("words", "What did you do about it, or why nothing?").rows(4))
            (Button::new("Answer the comment"))
        }))
    };
    below(visit, &view, "Answer a comment", body)
}

fn send_answer(
    visit: &Visit<'_>,
    (id, number): (Id<Assessment>, u32),
    filling: &Filling,
) -> Result<Sent, Stop> {
    assessment::answer_comment(&visit.session, &filling.sending(), id, number, filling.get("words"))?;
    Ok(Sent::to(address(id, "#comments")))
}

/// Every comment, those about the whole in full, on the assessment's page.
pub(super) fn of_whole(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let form = &form_of(view);
    html! {
        @if !known.comments.is_empty() {
            h2 class="govuk-heading-m" id="comments" { "Comments" }
            @for comment in &known.comments {
                @if let Some(place) = &comment.place {
                    p class="govuk-body govuk-!-margin-bottom-1" {
                        a class="govuk-link" href=(address(known.id, &format!("/read#{place}"))) { bdi { (place_in_words(form, place)) } }
                    }
                }
                div id={ "comment-" (comment.id) } { (comment_here(view, comment, false)) }
            }
        } @else {
            p class="govuk-body" id="comments" { "No comment stands." }
        }
    }
}
