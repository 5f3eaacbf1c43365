//! A child's record on one page, as much of it as the viewer may have: the record, a summary, that the child is known, or whom to ring.

mod contacts;
mod facts;
mod family;
mod history;
mod origins;

use casework::Stop;
use casework::child::{ChildPage, Existence, Shown, Summary, left_behind, may, worker_of};
use design::govuk::{Button, Cell, InsetText, SummaryList, SummaryRow, Table, button_group};
use design::own::{Restricted, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::person::{Person, Standing};
use maud::{Markup, Render, html};

use super::asked::{self, Asked, When};
use super::{at, department, identity, words};
use crate::handover;
use crate::power;
use crate::route::{Page, View, Visit};

/// A child's record.
pub static CHILD: Page<Id<Person>> =
    Page { path: "/children/{child}", name: "child's record", action: Action::KnowExists, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let may = may(&visit.session, child)?;
    let grown = grown(visit, child, &asked.shown, &may)?;
    let view = match &asked.shown {
        Shown::Content(page) => {
            // What is listed as it stands is left out of the page of an earlier day.
            let now = asked.when == When::Now;
            let as_it_stands = if now { as_it_stands(visit, child)? } else { Markup::default() };
            record(visit, &asked, page, &may, &as_it_stands)
        }
        Shown::Summary(summary) => {
            summarised(visit, summary, &may, &grown, &crate::case_summary::at_summary(visit, child, &may)?)
        }
        Shown::Existence(existence) => known(visit, existence, &may, &grown),
        Shown::Restricted(words) => restricted(words, &grown),
    };
    // A page of an earlier day says nothing of what asks today.
    if asked.when == When::Now { crate::watch::under_banner(visit, child, view) } else { Ok(view) }
}

/// Discussions, enquiries, meetings and disagreements about the child.
fn as_it_stands(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    Ok(html! {
        (crate::strategy::of_child(visit, child)?)
        (crate::section47::of_child(visit, child)?)
        (crate::meeting::of_child(visit, child)?)
        (crate::disagreement::of_child(visit, child)?)
        (crate::assessment::of_child(visit, child)?)
        (crate::import::about::of_child(visit, child)?)
    })
}

fn record(visit: &Visit<'_>, asked: &Asked, page: &ChildPage, may: &[Action], as_it_stands: &Markup) -> View {
    let child = page.file.child.record.id;
    let path = at(child, "");
    let title = match page.file.child.record.standing {
        Standing::Child => "Child's record",
        Standing::Adult => "Adult's record",
    };
    // An event is about children, and what a child says stands with children; an adult is named in both.
    let is_child = page.file.child.record.standing == Standing::Child;
    let of_page: Vec<Action> = may
        .iter()
        .copied()
        .filter(|action| is_child || !matches!(action, Action::RecordEvent | Action::ReadVoice))
        .collect();
    let body = html! {
        (asked.banner(page, &path))
        h1 class="govuk-heading-l" { (title) }
        @if is_child { (crate::case_summary::on_top(visit, page, may)) }
        (identity::notices(visit, page))
        (crate::person::also_on_record(page, asked.when == When::Now && may.contains(&Action::LinkRecords)))
        (power::on_top(&page.countdowns))
        (acts(child, &of_page))
        (department::on_record(page, may))
        (crate::person::act(page, may))
        (handover::acts(child, may))
        @if is_child {
            (power::acts(child, may))
            (crate::safety_plan::acts(child, may))
            (crate::conference::acts(child, may))
            (crate::disagreement::acts(child, may))
            (crate::child_in_need::acts(child, may))
            (crate::closure::acts(child, may))
            (crate::document::acts(child, may))
            (crate::assessment::act_of_child(child, may))
        }
        (involved(visit, page))
        (crate::safety_plan::of_child(visit, page))
        (power::of_child(visit, page))
        (as_it_stands)
        (crate::conference::of_child(visit, &page.file))
        (crate::child_in_need::of_child(visit, &page.file, page.at))
        (crate::closure::of_child(visit, &page.file))
        (contacts::clocks(visit, page))
        (contacts::previous(visit, page))
        (handover::of_child(visit, page))
        (crate::event::of_child(visit, asked, page))
        (crate::local_form::of_child(visit, asked, page, may))
        (history::chronology(visit, asked, page))
        (history::consents(visit, page))
        (family::people(page))
        (facts::phones(page))
        (facts::about(visit, page, may))
        (facts::addresses(page))
        (crate::acceptance::of_child(visit, &page.file, &page.names))
        (history::episodes(visit, page))
        (crate::person::of_child(page))
        (origins::brought(page))
        (asked.controls(page, &path))
    };
    View::new(title, body).identity(identity::of_page(page, "")).wide()
}

/// What can be done with the record, each on a page of its own.
fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    let offered: Vec<(&str, &str)> = [
        (Action::ReadFile, "/chronology", "Chronology"),
        (Action::ChangePerson, "/change", "Change what is held"),
        (Action::ChangePerson, "/people", "Add somebody to the family"),
        (Action::Allocate, "/allocate", "Allocate"),
        (Action::RestrictRecord, "/restrict", "Restrict this record"),
        (Action::LinkRecords, "/same-as", "Same person as another record"),
        (Action::SeeWhoLooked, "/looked", "Who has looked"),
        (Action::ArrangeMeeting, "/meeting", "Arrange a meeting"),
        (Action::RecordEvent, "/events/new", "Record a significant event"),
        (Action::BeginDiscussion, "/strategy", "Strategy discussions"),
        (Action::ReadFile, "/network", "Family and network"),
        (Action::ReadVoice, "/voice", "What the child says and shows"),
    ]
    .into_iter()
    .filter(|(action, _, _)| may.contains(action))
    .map(|(_, page, words)| (page, words))
    .collect();
    html! {
        @if !offered.is_empty() {
            nav aria-label="This record" {
                ul class="app-acts" {
                    @for (page, words) in offered { li { a class="govuk-link" href=(at(child, page)) { (words) } } }
                }
            }
        }
    }
}

fn involved(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let rows: Vec<_> = page
        .file
        .involved_at(page.at)
        .map(|involvement| {
            let worker = worker_of(&visit.session, involvement, &page.names);
            vec![
                words::name(&worker.name).into(),
                worker.role.into(),
                worker.team.into(),
                worker.phone.into(),
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Who is involved" }
            p class="govuk-body" { "Nobody is allocated." }
        } @else {
            (in_pane("Who is involved", ["Name", "Role", "Team or agency", "Ring"], rows))
        }
    }
}

/// A table that on a phone scrolls in its own pane, named by its caption.
fn in_pane<const COLUMNS: usize>(caption: &str, head: [&str; COLUMNS], rows: Vec<Vec<Cell>>) -> Markup {
    scroll_pane(caption, Table::new(caption, head, rows))
}

/// Where the child stands, what to know first, earlier contacts by date and outcome: nothing else.
fn summarised(visit: &Visit<'_>, summary: &Summary, may: &[Action], grown: &Markup, brief: &Markup) -> View {
    let child = summary.existence.child;
    let rows = summary
        .contacts
        .iter()
        .map(|earlier| vec![words::day(earlier.received_at).into(), earlier.outcome.as_str().into()])
        .collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Child's summary" }
        (grown)
        (brief)
        @if let Some(then) = summary.known_at {
            p class="govuk-body" role="status" { strong { "As known on " (london::moment_in_words(then)) "." } }
        }
        (power::on_top(&summary.countdowns))
        (SummaryList::new(vec![SummaryRow::new("Status", summary.status.join(". "))]))
        h2 class="govuk-heading-m" { "To know first" }
        @if summary.hazards.is_empty() {
            p class="govuk-body" { "Nothing is recorded." }
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for hazard in &summary.hazards { li { (shown_in_line(&hazard.words)) } }
            }
        }
        @if summary.contacts.is_empty() {
            h2 class="govuk-heading-m" { "Earlier contacts" }
            p class="govuk-body" { "No earlier contacts." }
        } @else {
            (in_pane("Earlier contacts", ["Received", "Outcome"], rows))
        }
        (handover::acts(child, may))
        (power::acts(child, may))
        (crate::safety_plan::acts(child, may))
        (whom_to_ring(visit, &summary.existence))
        @if may.contains(&Action::ArrangeMeeting) {
            p class="govuk-body" { a class="govuk-link" href=(at(child, "/meeting")) { "Arrange a meeting" } }
        }
        @if may.contains(&Action::RecordEvent) {
            p class="govuk-body" { a class="govuk-link" href=(at(child, "/events/new")) { "Record a significant event" } }
        }
        (to_read_more(child, may))
    };
    let today = london::date_of(visit.session.at);
    View::new("Child's summary", body).identity(identity::of_summary(summary, today, ""))
}

/// That what the viewer opened with a reason is more by now: what was linked with it since was not opened, and so nothing of it is.
fn grown(visit: &Visit<'_>, child: Id<Person>, shown: &Shown, may: &[Action]) -> Result<Markup, Stop> {
    if matches!(shown, Shown::Content(_)) || !may.contains(&Action::BreakGlass) {
        return Ok(Markup::default());
    }
    let opened = left_behind(&visit.session, child)?;
    Ok(html! {
        @if let Some(opened) = opened {
            (InsetText::new(format!(
                "You opened this record with a reason at {}. Since then more is read with it, which that does not open. If you still need it, open it again with a reason.",
                london::time_in_words(opened)
            )))
        }
    })
}

fn known(visit: &Visit<'_>, existence: &Existence, may: &[Action], grown: &Markup) -> View {
    let body = html! {
        h1 class="govuk-heading-l" { "This child is known" }
        (grown)
        (whom_to_ring(visit, existence))
        (to_read_more(existence.child, may))
    };
    let today = london::date_of(visit.session.at);
    View::new("This child is known", body).identity(identity::of_existence(existence, today, ""))
}

fn whom_to_ring(visit: &Visit<'_>, existence: &Existence) -> Markup {
    let council = &visit.house().pack.council;
    html! {
        h2 class="govuk-heading-m" { "Whom to ring" }
        @if existence.involved.is_empty() {
            p class="govuk-body" { "Nobody is allocated. Ring the front door, " (council.duty_phone) ", or at night " (council.night_phone) "." }
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for who in &existence.involved { li { bdi { (shown_in_line(who)) } } }
            }
        }
    }
}

fn to_read_more(child: Id<Person>, may: &[Action]) -> Markup {
    let open = Button::link("Open with a reason", at(child, "/open"));
    html! {
        @if may.contains(&Action::BreakGlass) {
            p class="govuk-body" { "To read more, ask whoever is named above. If it cannot wait, open the record with a reason: the child's worker is told, and somebody else reviews it." }
            (button_group(open))
        }
    }
}

fn restricted(words: &str, grown: &Markup) -> View {
    // The words are the door's own: "Restricted: ring …". The component says the first two itself.
    let whom = words.strip_prefix("Restricted: ring ").map(|whom| whom.trim_end_matches('.'));
    let body = html! {
        h1 class="govuk-heading-l" { "Restricted record" }
        (grown)
        @match whom {
            Some(whom) => (Restricted::ring(whom).render()),
            None => p class="govuk-body" { (words) },
        }
    };
    View::new("Restricted record", body)
}
