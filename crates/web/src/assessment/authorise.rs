//! A manager who wrote none of it reads the assessment with the quality mirror beside it, the texts that stand elsewhere too and what was said to be missing;
//! comments at the place and sends it back, or authorises it with the reasons.

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::{Button, Checkboxes, Choice, Details, InsetText, button_group};
use domain::access::Action;
use domain::assessment::{Assessment, AuthoriseAsked, Submission};
use domain::calendar::london;
use domain::id::Id;
use maud::{Markup, html};

use super::mirror::about as about_line;
use super::{
    address, alike, authorises, below, blank, comments, evidence, form_of, heading, lines, mirror, name,
    open, read, strip, told,
};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Authorising it.
pub(super) static AUTHORISE: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/authorise",
    name: "authorise an assessment",
    action: Action::AuthoriseAssessment,
    prefill: blank,
    show,
    send,
};

const ACT: &str = "act";
const BACK: &str = "back";
/// The mirror as the page showed it.
const SEEN: &str = "seen";

fn show(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, authorises)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Authorise or send back"))
        (asked.conflict(&[("reasons", "Your reasons"), ("why", "What is to be done again")], &|_, words| words.to_owned()))
        (submitted(&view))
        (strip::strip(visit, &view))
        h2 class="govuk-heading-m" id="mirror" { "Quality mirror" }
        (mirror::lines(visit, &view, &view.mirror, false))
        h2 class="govuk-heading-m" id="alike" { "Texts that stand elsewhere too" }
        (alike::list(&view))
        @if evidence::unweighed(&view.contradictions) > 0 {
            p class="govuk-body" { a class="govuk-link" href=(address(id, "/contradictions")) { "What does not fit: " (evidence::unweighed(&view.contradictions)) " not weighed" } }
        }
        (comments::of_whole(&view))
        h2 class="govuk-heading-m" { "The assessment" }
        p class="govuk-body" { a class="govuk-link" href=(address(id, "/read")) { "Read it on a page of its own" } ", or here:" }
        (Details::new("The whole assessment", html! { (read::whole(visit, &view)?) }))
        h2 class="govuk-heading-m" { "Your decision" }
        (asked.form(visit, decision(visit, &view, filling, &asked)))
    };
    Ok(below(visit, &view, "Authorise an assessment", body)?.wide())
}

/// What was said to be missing, and why.
fn submitted(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let Some(submission) = known.submission() else { return Markup::default() };
    html! {
        (InsetText::new(html! {
            p class="govuk-body" { "Put before you on " (london::moment_in_words(submission.at)) " by " (view.names.name(submission.by)) "." }
            (lines(&submission.words))
            @if !submission.urgent.is_empty() { p class="govuk-body" { "It cannot wait: " (name(&submission.urgent)) } }
            (missing(view, submission))
        }))
    }
}

/// What was said to be missing when it was put forward, and why.
pub(super) fn missing(view: &AssessmentView, submission: &Submission) -> Markup {
    html! {
        @if !submission.missing.is_empty() {
            p class="govuk-body" { "Said to be missing:" }
            ul class="govuk-list govuk-list--bullet" {
                @for (key, why) in &submission.missing {
                    li { (gap(view, key)) @if !why.is_empty() { br; (name(why)) } }
                }
            }
        }
    }
}

fn gap(view: &AssessmentView, key: &str) -> Markup {
    if let Some(line) = view.mirror.line(key) {
        let whom = about_line(view, line.about);
        return html! { @if !whom.is_empty() { (name(&whom)) ": " } (line.asks.words()) };
    }
    match key.parse() {
        Ok(place) => name(&evidence::place_in_words(&form_of(view), &place)),
        Err(_) => html! { (key) },
    }
}

fn decision(visit: &Visit<'_>, view: &AssessmentView, filling: &Filling, asked: &Asked<'_>) -> Markup {
    let looked = Choice {
        checked: Some(filling.fields.has("looked")),
        ..Choice::new("yes", "I looked at the quality mirror, and at what stands elsewhere too")
    };
    html! {
        input type="hidden" name=(SEEN) value=(view.mirror.seen_as());
        (Checkboxes::single("looked", looked).error(filling.error("looked")))
        (asked.lines("reasons", "Why is this right for the children, and what else was considered?").rows(5))
        (told::with_authorisation(visit, asked))
        (button_group(Button::new("Authorise").sends(ACT, "authorise")))
        (asked.lines("why", "Or: what is to be done again, and why?").rows(4).hint("Comments at the place stand as well. They are answered before it comes back"))
        (button_group(Button::new("Send it back").secondary().sends(ACT, BACK)))
    }
}

fn send(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    if filling.get(ACT) == BACK {
        assessment::send_back(&visit.session, &filling.sending(), id, filling.get("why"), Vec::new())?;
        return Ok(Sent::to(address(id, "")));
    }
    let asked = AuthoriseAsked {
        reasons: filling.get("reasons").into(),
        seen: filling.get(SEEN).into(),
        looked: filling.fields.has("looked"),
        told: told::asked_with_authorisation(&filling.fields)?,
    };
    assessment::authorise(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
