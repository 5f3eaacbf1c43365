//! An assessment's page: where it stands, by when, its sections with the state of each, what waits (history not yet linked, comments, what does not fit,
//! agencies that have not answered, texts that stand elsewhere too), and who it is about.

use casework::Stop;
use casework::assessment::{AssessmentView, view};
use design::govuk::{Button, InsetText, SummaryList, SummaryRow, Table, button_group};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::assessment::{Assessment, Stage};
use domain::calendar::london;
use domain::id::Id;
use maud::{Markup, html};

use super::{
    address, around, authorise, carer_name, comments, evidence, form_of, heading, lines, name, strip, tasks,
    told,
};
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static PAGE: Page<Id<Assessment>> =
    Page { path: "/assessments/{assessment}", name: "assessment", action: Action::ReadAssessment, show };

fn show(visit: &Visit<'_>, id: Id<Assessment>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let known = &view.assessment.record;
    let form = form_of(&view);
    let written = super::writes(&view);
    let body = html! {
        (heading(&view, "Child and family assessment"))
        p class="govuk-body" { (stage(known.stage())) " Made by " (view.names.name(known.worker)) "." }
        (returned(&view))
        (acts(&view))
        (strip::strip(visit, &view))
        h2 class="govuk-heading-m" id="sections" { "Sections" }
        (tasks::list(&view, &form, written))
        (waits(&view))
        (comments::of_whole(&view))
        (about(&view))
        (told::told(visit, &view))
        (course(&view))
    };
    Ok(around(visit, &view, "Child and family assessment", body)?.wide())
}

/// Where an assessment stands.
pub(super) fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Begun => Tone::Active,
        Stage::Submitted => Tone::Waiting,
        Stage::Returned | Stage::ToTell => Tone::Pressing,
        Stage::Authorised => Tone::Done,
        Stage::Ended => Tone::Quiet,
    };
    html! { (tone.tag(stage.words())) }
}

/// Why it came back, while it is worked on again.
pub(super) fn returned(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let Some(returned) = known.returned.last().filter(|_| known.stage() == Stage::Returned) else {
        return Markup::default();
    };
    html! {
        (InsetText::new(html! {
            p class="govuk-body" { "It came back on " (london::moment_in_words(returned.at)) " from " (view.names.name(returned.by)) ":" }
            (lines(&returned.why))
        }))
    }
}

fn acts(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let links = [
        ("/read", "Read or print the whole", true),
        ("/history", "History and now", true),
        ("/mirror", "Quality mirror", super::writes(view) || !known.stage().is_written()),
        ("/contradictions", "What does not fit", true),
        ("/carers", "Parents and carers", super::writes(view)),
        ("/join", "A brother or sister joins", super::writes(view)),
        ("/hand", "Hand it over", super::is_open(view)),
        ("/review", "Review point", super::is_open(view)),
        ("/exception", "Ask for more time", super::is_open(view)),
        ("/comment/whole", "Comment on the whole", super::comments_on(view)),
        ("/told", "Who was told", super::tells(view)),
        ("/end", "End it without authorising", super::ends(view)),
    ];
    html! {
        @if super::submits(view) || super::authorises(view) {
            (button_group(html! {
                @if super::submits(view) { (Button::link("Put it before a manager", address(known.id, "/submit"))) }
                @if super::authorises(view) { (Button::link("Authorise or send back", address(known.id, "/authorise"))) }
            }))
        }
        nav aria-label="This assessment" {
            ul class="app-acts" {
                @for (below, words, _) in links.iter().filter(|(_, _, offered)| *offered) {
                    li { a class="govuk-link" href=(address(known.id, below)) { (words) } }
                }
            }
        }
    }
}

/// What waits to be done about the evidence: counts, each with the page on which it is done.
fn waits(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let history = view.mirror.history;
    let row = |words: &str, count: usize, note: String, below: &str, link: &str| {
        let count = html! {
            @if count > 0 { strong { (count) } } @else { "None" }
            @if !note.is_empty() { br; span class="govuk-hint" { (note) } }
        };
        vec![
            words.to_owned().into(),
            count.into(),
            html! { a class="govuk-link" href=(address(known.id, below)) { (link) } }.into(),
        ]
    };
    let linked =
        format!("{} relevant: {} linked, {} set aside", history.relevant, history.linked, history.set_aside);
    let rows = vec![
        row("Events of the past not yet linked to now", history.not_yet, linked, "/history", "Link them"),
        row(
            "Things that do not fit",
            evidence::unweighed(&view.contradictions),
            String::new(),
            "/contradictions",
            "Weigh them",
        ),
        row(
            "Agencies that have not answered",
            view.unanswered.len(),
            String::new(),
            "/contradictions#unanswered",
            "See whom",
        ),
        row(
            "Texts that stand elsewhere too, not explained",
            super::alike::unexplained(view),
            String::new(),
            "/mirror#alike",
            "Look at them",
        ),
        row("Comments to answer", known.open_comments().count(), String::new(), "#comments", "Read them"),
    ];
    html! {
        (scroll_pane("Evidence", Table::new("Evidence", ["What waits", "How many", "Where"], rows)))
    }
}

fn about(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let children = known.children.iter().zip(&view.children).map(|(assessed, child)| {
        let words = html! {
            a class="govuk-link" href={ "/children/" (assessed.child) } { (name(child)) }
            ", referred " (london::date_in_words(assessed.referral_date)) ", begun " (london::date_in_words(assessed.started_on))
        };
        SummaryRow::new("Child", words)
    });
    let carers = known.carers.iter().enumerate().map(|(place, carer)| {
        let words = html! { bdi { (carer_name(view, place)) } ", " (name(&carer.relation)) ". " (carer.stands.words()) "." };
        SummaryRow::new("Parent or carer", words)
    });
    let mut rows: Vec<SummaryRow> = vec![SummaryRow::new("Why it is made", lines(&known.purpose))];
    rows.extend(children);
    rows.extend(carers);
    html! {
        h2 class="govuk-heading-m" { "Whom it is about" }
        (SummaryList::new(rows))
    }
}

/// How it went from desk to desk: put forward with what was missing and why, sent back, signed.
fn course(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    if known.submissions.is_empty() {
        return Markup::default();
    }
    html! {
        h2 class="govuk-heading-m" { "How it went" }
        @for (number, submission) in known.submissions.iter().enumerate() {
            p class="govuk-body" { strong { "Put before a manager " (london::moment_in_words(submission.at)) } " by " (view.names.name(submission.by)) }
            (lines(&submission.words))
            @if !submission.urgent.is_empty() { p class="govuk-body" { "It could not wait: " (name(&submission.urgent)) } }
            (authorise::missing(view, submission))
            @if let Some(returned) = known.returned.get(number) {
                p class="govuk-body" { strong { "Sent back " (london::moment_in_words(returned.at)) } " by " (view.names.name(returned.by)) }
                (lines(&returned.why))
            }
        }
        @if let Some(authorised) = &known.authorised {
            p class="govuk-body" { strong { "Authorised " (london::moment_in_words(authorised.at)) } " by " (view.names.name(authorised.by)) }
            (lines(&authorised.reasons))
        }
    }
}
