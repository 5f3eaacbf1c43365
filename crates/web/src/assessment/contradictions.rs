//! What does not fit, and who has not answered. Each contradiction stands with its sides; a person weighs them in words. Nothing is decided by the program.

use casework::Stop;
use casework::assessment::{self, AssessmentView, view};
use design::govuk::{Button, InsetText, Table};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::assessment::{Assessment, Contradiction};
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, below, evidence, heading, in_address, lines, name, open, record, writes};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

/// The list.
pub(super) static LIST: Page<Id<Assessment>> = Page {
    path: "/assessments/{assessment}/contradictions",
    name: "what does not fit in an assessment",
    action: Action::ReadAssessment,
    show: list,
};

/// Weighing one.
pub(super) static WEIGH: Act<(Id<Assessment>, String)> = Act {
    path: "/assessments/{assessment}/contradictions/{contradiction}",
    name: "weigh what does not fit in an assessment",
    action: Action::WriteAssessment,
    prefill: |visit, (id, key), at: At| {
        let (known, version) = record(visit, *id, at)?;
        let words = known.weighed.get(key).map_or("", |weighed| weighed.words.as_str());
        Ok(Prefilled { fields: Fields::default().with("words", words), version })
    },
    show: show_one,
    send: send_one,
};

/// Marking one that the program does not see.
pub(super) static MARK: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/contradictions/new",
    name: "mark what does not fit in an assessment",
    action: Action::WriteAssessment,
    prefill: super::blank,
    show: show_mark,
    send: send_mark,
};

fn list(visit: &Visit<'_>, id: Id<Assessment>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let may = writes(&view);
    let rows: Vec<_> = view
        .unanswered
        .iter()
        .map(|asked| {
            let who = html! {
                (name(visit.house().pack.agency_name(&asked.agency)))
                @if !asked.organisation.is_empty() { ", " (name(&asked.organisation)) }
            };
            let due = asked.due.map_or_else(|| "No day set".to_owned(), london::moment_in_words);
            vec![
                who.into(),
                html! { (asked.of.words()) " " (asked.reference) }.into(),
                london::date_in_words(asked.asked_on).into(),
                due.into(),
            ]
        })
        .collect();
    let body = html! {
        (heading(&view, "What does not fit"))
        @if view.contradictions.is_empty() { p class="govuk-body" { "Nothing is found or marked that contradicts something else." } }
        @for one in &view.contradictions {
            div class="app-comment" {
                h2 class="govuk-heading-s" { (name(&one.about)) " " @if one.weighed.is_none() { (Tone::Pressing.tag("Not weighed")) } }
                (sides(&view, one))
                @if let Some(weighed) = &one.weighed {
                    p class="app-comment__who" { "Weighed by " (view.names.name(weighed.by)) ", " (london::moment_in_words(weighed.at)) }
                    (lines(&weighed.words))
                }
                @if may {
                    p class="govuk-body" {
                        a class="govuk-link" href=(address(id, &format!("/contradictions/{}", in_address(&one.key)))) {
                            @if one.weighed.is_none() { "Weigh it" } @else { "Weigh it again" }
                            span class="govuk-visually-hidden" { ": " (one.about) }
                        }
                    }
                }
            }
        }
        @if may { p class="govuk-body" { a class="govuk-link" href=(address(id, "/contradictions/new")) { "Mark something else that does not fit" } } }
        h2 class="govuk-heading-m" id="unanswered" { "Asked, and not answered" }
        @if rows.is_empty() {
            p class="govuk-body" { "Nobody who was asked is still to answer." }
        } @else {
            (scroll_pane("Agencies that have not answered", Table { caption_classes: "govuk-visually-hidden".into(), ..Table::new("Agencies that have not answered", ["Agency", "Where", "Asked", "Due"], rows) }))
        }
    };
    Ok(below(visit, &view, "What does not fit", body)?.wide())
}

fn sides(view: &AssessmentView, one: &Contradiction) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for side in &one.sides {
                li {
                    (evidence::side(view, side))
                    @if let Some(place) = &side.place {
                        " " a class="govuk-link" href=(address(view.assessment.record.id, &format!("/read#{place}"))) { "Read the answer" }
                    }
                }
            }
        }
    }
}

fn show_one(visit: &Visit<'_>, (id, key): (Id<Assessment>, String), filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let one = view.contradictions.iter().find(|one| one.key == key).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "What does not fit"))
        (asked.conflict(&[("words", "What you make of it")], &|_, words| words.to_owned()))
        (InsetText::new(html! { p class="govuk-body" { (name(&one.about)) } (sides(&view, one)) }))
        (asked.form(visit, html! {
            (asked.lines("words", "Which is believed, and why? Or what will you do to find out?").rows(4))
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "What does not fit", body)
}

fn send_one(visit: &Visit<'_>, (id, key): (Id<Assessment>, String), filling: &Filling) -> Result<Sent, Stop> {
    assessment::weigh(&visit.session, &filling.sending(), id, &key, filling.get("words"))?;
    Ok(Sent::to(address(id, "/contradictions")))
}

fn show_mark(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Mark what does not fit"))
        (asked.conflict(&[("words", "What does not fit")], &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.lines("words", "What contradicts what?").hint("Who says which, and where it is written").rows(4))
            (Button::new("Mark it"))
        }))
    };
    below(visit, &view, "Mark what does not fit", body)
}

fn send_mark(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    assessment::mark(&visit.session, &filling.sending(), id, None, filling.get("words"))?;
    Ok(Sent::to(address(id, "/contradictions")))
}
