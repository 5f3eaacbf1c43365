//! A chronology on paper: one page, numbered for a court, or as it was made for an agency or the family. It says for whom it was composed and when, and holds
//! no more than its reader may have.

use casework::chronology::version as made_for;
use design::govuk::BackLink;
use domain::access::Action;
use domain::calendar::london;
use domain::chronology::{Composed, Selection, version};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::at;
use crate::child::{identity, words};
use crate::route::{Page, View};

/// `?format=page`, `?format=court`, with `significance=yes` and `unlooked=yes` where they are asked for.
pub(super) static PRINTED: Page<Id<Person>> = Page {
    path: "/children/{child}/chronology/print",
    name: "chronology on paper",
    action: Action::ReadFile,
    show: |visit, child| {
        let page = identity::content(visit, child, Action::ReadFile)?;
        let pack = &visit.house().pack;
        let entries = page.file.chronology(pack);
        let about = page.file.child.record.name();
        let asked = |name: &str| visit.query.get(name) == "yes";
        let court = visit.query.get("format") == "court";
        let composed = if court {
            version::court(&entries, &about, asked("significance"), asked("unlooked"))
        } else {
            version::one_page(&entries, &about, pack)
        };
        let other = |significance: bool, unlooked: bool| {
            let yes = |is: bool| if is { "yes" } else { "no" };
            at(
                child,
                &format!("/print?format=court&significance={}&unlooked={}", yes(significance), yes(unlooked)),
            )
        };
        let curates = casework::child::may(&visit.session, child)?.contains(&Action::CurateChronology);
        let waits = curates && entries.iter().any(|entry| entry.stands() && !entry.is_looked_at());
        let choices = html! {
            @if court {
                nav aria-label="What stands in it" class="app-known__row" {
                    ul class="app-acts" {
                        li { a class="govuk-link" href=(other(!asked("significance"), asked("unlooked"))) {
                            @if asked("significance") { "Without significance" } @else { "With significance, as it was asked for" } } }
                        li { a class="govuk-link" href=(other(asked("significance"), !asked("unlooked"))) {
                            @if asked("unlooked") { "Without what nobody confirmed" } @else { "With what nobody has confirmed" } } }
                        @if waits { li { a class="govuk-link" href=(at(child, "/waiting")) { "Look at what nobody has confirmed" } } }
                    }
                }
            }
        };
        Ok(paper(child, &composed, visit.session.at, &choices))
    },
};

/// What was made for an agency or the family.
pub(super) static VERSION: Page<(Id<Person>, Id<Selection>)> = Page {
    path: "/children/{child}/chronology/for/{version}",
    name: "chronology for somebody",
    action: Action::ReadFile,
    show: |visit, (child, id)| {
        let (known, composed) = made_for(&visit.session, id)?;
        if known.record.child != child {
            return Err(Refusal::NotFound.into());
        }
        let Some((_, made)) = known.record.made else {
            return Err(Refusal::NotNow(
                "It was not made yet: each line is looked at a second time first.".into(),
            )
            .into());
        };
        Ok(paper(child, &composed, made, &Markup::default()))
    },
};

fn paper(child: Id<Person>, composed: &Composed, made: Timestamp, choices: &Markup) -> View {
    let has_why = composed.lines.iter().any(|line| !line.why.is_empty());
    let has_known = composed.lines.iter().any(|line| !line.known.is_empty());
    let has_source = composed.lines.iter().any(|line| !line.known_from.is_empty());
    let body = html! {
        (choices)
        div class="app-paper" {
            h1 class="govuk-heading-l" { (composed.title) }
            p class="govuk-body" { "About " strong { (words::name(&composed.about)) } ". Composed for " strong { (words::name(&composed.for_whom)) } ", " (london::date_in_words(london::date_of(made))) "." }
            @for note in &composed.notes { p class="govuk-body" { (note) } }
            @if composed.lines.is_empty() { p class="govuk-body" { "No event stands in it." } } @else {
                div class="app-pane" tabindex="0" role="region" aria-label=(composed.title) {
                    table class="govuk-table" {
                        caption class="govuk-table__caption govuk-visually-hidden" { (composed.title) }
                        thead class="govuk-table__head" { tr class="govuk-table__row" {
                            th scope="col" class="govuk-table__header" { "No." }
                            th scope="col" class="govuk-table__header" { "When" }
                            th scope="col" class="govuk-table__header" { "What happened" }
                            @if has_known { th scope="col" class="govuk-table__header" { "Known to us" } }
                            @if has_source { th scope="col" class="govuk-table__header" { "Source" } }
                            @if has_why { th scope="col" class="govuk-table__header" { "Significance" } }
                        } }
                        tbody class="govuk-table__body" {
                            @for line in &composed.lines {
                                tr class="govuk-table__row" {
                                    th scope="row" class="govuk-table__header" { (line.number) }
                                    td class="govuk-table__cell" { (line.happened) }
                                    td class="govuk-table__cell" { (words::verbatim(&line.words)) }
                                    @if has_known { td class="govuk-table__cell" { @if line.known.is_empty() { "The same day" } @else { (line.known) } } }
                                    @if has_source { td class="govuk-table__cell" { (words::name(&line.known_from)) } }
                                    @if has_why { td class="govuk-table__cell" { (words::verbatim(&line.why)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let back = BackLink { content: "Back to the chronology".into(), ..BackLink::to(at(child, "")) };
    View::new(composed.title.clone(), body).before(back.render())
}
