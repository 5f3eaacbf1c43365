//! The prompts that wait: those asked of the viewer, those that went further because nobody answered, the rest of their team's; what is gathered or to be
//! held; and for service managers the clinic's list.

use casework::Stop;
use casework::staff::Names;
use casework::watch::{PromptList, PromptRow, prompts};
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::staff::Role;
use domain::watch::Waits;
use maud::{Markup, html};

use super::{at, words};
use crate::route::{Page, View, Visit};

/// The prompts that wait.
pub(super) static WAITING: Page<()> =
    Page { path: "/watch", name: "prompts of the escalation watch", action: Action::SeePrompts, show };

/// The parts of the page, each with what it says when it is empty; nothing for one that is left out then.
const PARTS: &[(Part, &str, &str)] = &[
    (
        Part::Clinic,
        "Clinic list",
        "Nothing stands on the clinic list: every prompt was answered before it came so far.",
    ),
    (Part::Mine, "Asked of you", "Nothing waits for your answer."),
    (Part::Climbed, "Unanswered, and gone further", ""),
    (Part::Team, "Your team's", ""),
    (Part::Others, "Others", ""),
    (Part::Answered, "Answered, and not over", ""),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Clinic,
    Mine,
    Climbed,
    Team,
    Others,
    Answered,
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let PromptList { rows, rings, names } = prompts(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Escalation watch" }
        p class="govuk-body" {
            "Something recorded about a child asks: should we meet? It is a question to a manager and no score. Whoever thinks that a discussion cannot wait holds it, whatever stands here. "
            a class="govuk-link" href="/watch/rules" { "The rules" } "."
        }
        @for (part, title, empty) in PARTS.iter().filter(|(part, ..)| shows(visit, *part)) {
            @let own: Vec<&PromptRow> = rows.iter().filter(|row| part_of(visit, row) == *part).collect();
            @if !own.is_empty() || !empty.is_empty() { (table(visit, title, empty, &own, &names)) }
        }
        @if !rings.is_empty() {
            h2 class="govuk-heading-m" { "On restricted records" }
            ul class="govuk-list govuk-list--bullet" { @for ring in &rings { li { "Restricted: ring " (ring) "." } } }
        }
    };
    Ok(View::new("Escalation watch", body).wide())
}

/// The clinic's list is a service manager's; nothing is asked of those who do not answer.
fn shows(visit: &Visit<'_>, part: Part) -> bool {
    match part {
        Part::Clinic => visit.session.actor.is(Role::ServiceManager),
        Part::Mine => visit.may(Action::AnswerPrompt),
        Part::Climbed | Part::Team | Part::Others | Part::Answered => true,
    }
}

fn part_of(visit: &Visit<'_>, row: &PromptRow) -> Part {
    let prompt = &row.prompt.record;
    let teams = &visit.session.actor.teams;
    if prompt.waits != Waits::Answer {
        Part::Answered
    } else if prompt.is_for_clinic() && shows(visit, Part::Clinic) {
        Part::Clinic
    } else if row.mine && shows(visit, Part::Mine) {
        Part::Mine
    } else if !prompt.climbs.is_empty() {
        Part::Climbed
    } else if prompt.team.as_ref().is_some_and(|team| teams.contains(team)) {
        Part::Team
    } else {
        Part::Others
    }
}

fn table(visit: &Visit<'_>, title: &str, empty: &str, rows: &[&PromptRow], names: &Names) -> Markup {
    let caption = format!("{title}: {}", rows.len());
    let rows: Vec<Vec<Content>> = rows.iter().map(|one| row(visit, one, names)).collect();
    let columns = ["About", "What asks", "Since", "By when", "State", "What to do"];
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { (title) }
            p class="govuk-body" { (empty) }
        } @else {
            (CaseTable::new(caption, columns.map(Column::new).into(), rows))
        }
    }
}

/// One prompt in a list; the last cell is the next act as a verb.
pub(super) fn row(visit: &Visit<'_>, row: &PromptRow, names: &Names) -> Vec<Content> {
    let prompt = &row.prompt.record;
    let answers = visit.may(Action::AnswerPrompt) && prompt.waits == Waits::Answer;
    let (verb, to) = if answers { ("Answer", at(prompt.id, "")) } else { ("Open", at(prompt.id, "")) };
    vec![
        words::children(&row.children).into(),
        html! {
            @if prompt.immediate { (Tone::Pressing.tag("Immediate")) " " }
            (row.rules.join("; "))
        }
        .into(),
        london::moment_in_short(prompt.triggered_at(), visit.session.at).into(),
        words::by_when(visit, prompt).into(),
        html! { (words::state(prompt)) (asked_of(row, names)) }.into(),
        html! {
            a class="govuk-link" href=(to) {
                (verb) span class="govuk-visually-hidden" { ": " @for (_, name) in &row.children { (words::called(name)) " " } (row.rules.join("; ")) }
            }
        }
        .into(),
    ]
}

/// Whose answer is waited for.
fn asked_of(row: &PromptRow, names: &Names) -> Markup {
    let prompt = &row.prompt.record;
    let asked: Vec<&str> = prompt.told.iter().map(|staff| names.name(*staff)).collect();
    html! {
        @if prompt.waits == Waits::Answer && !asked.is_empty() { br; span class="govuk-hint" { "Asked of " (asked.join(", ")) } }
    }
}
