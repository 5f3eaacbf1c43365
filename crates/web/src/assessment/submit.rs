//! Putting it before a manager. What is missing is shown line by line, each with room for the reason; and where it cannot wait, one reason is enough for all
//! of it: a form never stands in the way of a child.

use std::collections::BTreeMap;

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::Button;
use domain::access::Action;
use domain::assessment::mirror::About;
use domain::assessment::{Assessment, SubmitAsked};
use domain::id::Id;
use domain::refusal::Problem;
use maud::{Markup, html};

use super::mirror::about as about_line;
use super::{address, below, blank, evidence, form_of, heading, name, open, page, submits};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Submitting it.
pub(super) static SUBMIT: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/submit",
    name: "put an assessment before a manager",
    action: Action::SubmitAssessment,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, submits)?;
    let gaps = &view.missing;
    let asked = Asked::new(filling, &[]);
    let known = &view.assessment.record;
    let comments: Vec<_> = known.open_comments().collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Put it before a manager"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (page::returned(&view))
        @if comments.is_empty() { } @else {
            h2 class="govuk-heading-m" { "Comments that nobody has answered" }
            @for comment in &comments { div id={ "comment-" (comment.id) } { (evidence::comment_here(&view, comment, false)) } }
        }
        (asked.form(visit, html! {
            @if gaps.is_empty() {
                p class="govuk-body" { "Nothing that whoever signs looks for is missing." }
            } @else {
                h2 class="govuk-heading-m" { "What is not there yet: " (gaps.len()) }
                p class="govuk-body" { "Go back and write it, or say here why it is not there." }
                @for gap in gaps { (this(&asked, &view, gap)) }
                (asked.lines("urgent", "Or: it cannot wait for any of this. Why?").rows(2).hint("One reason is then enough for all of it"))
            }
            (asked.lines("words", "Anything to say to the manager").rows(3))
            (Button::new("Put it before a manager"))
        }))
    };
    below(visit, &view, "Put an assessment before a manager", body)
}

fn this(asked: &Asked<'_>, view: &AssessmentView, gap: &Problem) -> Markup {
    let line = view.mirror.line(&gap.field);
    let whom = line.map_or_else(String::new, |line| about_line(view, line.about));
    let words = if whom.is_empty() { gap.words.clone() } else { format!("{whom}: {}", gap.words) };
    let place = line.and_then(|line| line.places.first().cloned()).or_else(|| gap.field.parse().ok());
    let part = place.as_ref().map(|place| super::tasks::part_of(&form_of(view), place));
    let id = view.assessment.record.id;
    html! {
        (asked.lines(format!("why-{}", gap.field), &words).rows(2))
        @if let Some(About::Copy(at)) = line.map(|line| line.about) {
            p class="govuk-body" {
                a class="govuk-link" href=(address(id, &format!("/alike/{at}"))) { "Look at it and explain it" span class="govuk-visually-hidden" { ": " (name(&whom)) } }
            }
        } @else if let (Some(part), Some(place)) = (part, place) {
            p class="govuk-body" {
                a class="govuk-link" href=(address(id, &format!("/sections/{part}#{place}"))) { "Write it" span class="govuk-visually-hidden" { ": " (name(&words)) } }
            }
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let reasons: BTreeMap<String, String> = filling
        .fields
        .pairs()
        .iter()
        .filter_map(|(field, words)| Some((field.strip_prefix("why-")?.to_owned(), words.clone())))
        .collect();
    let asked =
        SubmitAsked { reasons, urgent: filling.get("urgent").into(), words: filling.get("words").into() };
    assessment::submit(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
