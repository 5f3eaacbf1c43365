//! The quality mirror: the lines that whoever signs will look at, for whoever writes to look at first. Yes or no, in one vocabulary for author, manager and
//! auditor. It never scores a person and counts no words.

use casework::Stop;
use casework::assessment::{AssessmentView, view};
use design::govuk::Table;
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::assessment::Assessment;
use domain::assessment::mirror::{About, Line, Mirror};
use domain::form::Form;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::evidence::place_in_words;
use super::{address, alike, below, carer_name, form_of, heading, name};
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static MIRROR: Page<Id<Assessment>> = Page {
    path: "/assessments/{assessment}/mirror",
    name: "quality mirror of an assessment",
    action: Action::ReadAssessment,
    show,
};

fn show(visit: &Visit<'_>, id: Id<Assessment>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let written = super::writes(&view);
    if view.assessment.record.stage().is_written() && !written {
        return Err(Refusal::NotNow(
            "The quality mirror is for those who write this assessment, until it is put before a manager."
                .into(),
        )
        .into());
    }
    let body = html! {
        (heading(&view, "Quality mirror"))
        @if written { p class="govuk-body" { "Only those who work on this assessment see this page before it is sent. The manager will look at the same lines. Nothing here is a score, and nothing stops you: what is missing asks for a reason." } }
        (lines(visit, &view, &view.mirror, written))
        h2 class="govuk-heading-m" id="alike" { "Texts that stand elsewhere too" }
        (alike::list(&view))
    };
    Ok(below(visit, &view, "Quality mirror", body)?.wide())
}

/// What a block is called: "A. The child’s life".
fn block(visit: &Visit<'_>, letter: &str) -> String {
    match visit.house().pack.assessment.block(letter) {
        Some(block) => format!("{letter}. {}", block.name),
        None => letter.to_owned(),
    }
}

/// The lines, block by block.
pub(super) fn lines(visit: &Visit<'_>, view: &AssessmentView, mirror: &Mirror, written: bool) -> Markup {
    let form = form_of(view);
    let mut blocks: Vec<&str> = mirror.lines.iter().map(|line| line.asks.block()).collect();
    blocks.dedup();
    html! {
        @for letter in blocks {
            @let rows = mirror.lines.iter().filter(|line| line.asks.block() == letter).map(|line| row(view, &form, line, written)).collect::<Vec<_>>();
            @let title = block(visit, letter);
            (scroll_pane(&title, Table::new(title.as_str(), ["What is asked", "Is it so?", "What there is"], rows)))
        }
    }
}

fn row(view: &AssessmentView, form: &Form, line: &Line, written: bool) -> Vec<design::govuk::Cell> {
    let id = view.assessment.record.id;
    let whom = about(view, line.about);
    let asks = html! {
        @if !whom.is_empty() { strong { (name(&whom)) } ": " }
        (line.asks.words())
    };
    let state = html! { @if line.is_so { (Tone::Done.tag("Yes")) } @else { (Tone::Waiting.tag("Not yet")) } };
    let place = line.places.first();
    let words = html! {
        (name(&line.words))
        @if let About::Copy(at) = line.about {
            @if !line.words.is_empty() { br; }
            a class="govuk-link" href=(address(id, &format!("/alike/{at}"))) { "Look at it" span class="govuk-visually-hidden" { ": " (whom) } }
        } @else if let Some(place) = place {
            @if !line.words.is_empty() { br; }
            @let part = super::tasks::part_of(form, place);
            @let below = if written { format!("/sections/{part}#{place}") } else { format!("/read#{place}") };
            a class="govuk-link" href=(address(id, &below)) {
                @if line.is_so || !written { "Read it" } @else { "Write it" }
                span class="govuk-visually-hidden" { ": " (whom) " " (line.asks.words()) }
            }
        } @else if line.key == "history_used" {
            br; a class="govuk-link" href=(address(id, "/history")) { "History and now" }
        }
    };
    vec![asks.into(), state.into(), words.into()]
}

/// Whom a line is about.
pub(super) fn about(view: &AssessmentView, about: About) -> String {
    match about {
        About::Family => String::new(),
        About::Child(at) => view.children.get(usize::from(at)).cloned().unwrap_or_default(),
        About::Carer(at) => carer_name(view, usize::from(at)),
        About::Need(at) => format!("Need {}", at + 1),
        About::Copy(at) => match view.assessment.record.copies.get(usize::from(at)) {
            Some(copied) => {
                format!("Text {}, “{}”", at + 1, place_in_words(&form_of(view), &copied.place))
            }
            None => format!("Text {}", at + 1),
        },
    }
}
