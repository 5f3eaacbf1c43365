//! What nobody has looked at: read through and accepted in one go, the newest first. Accepting says that it stands, and nothing of what it means: whatever is
//! significant is opened by itself.

use casework::Stop;
use casework::child::{ChildPage, CurationAsked, curate_several};
use design::govuk::{Button, Checkboxes, Choice};
use domain::access::Action;
use domain::chronology::{Entry, Verdict};
use domain::id::Id;
use domain::person::Person;
use maud::html;

use super::at;
use super::entry::query;
use crate::child::{identity, words};
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// How many stand on one page.
const MOST: usize = 100;

/// Accepting several.
pub(super) static WAITING: Act<Id<Person>> = Act {
    path: "/children/{child}/chronology/waiting",
    name: "proposed chronology entries",
    action: Action::CurateChronology,
    prefill: |visit, child, _| {
        identity::content(visit, *child, Action::CurateChronology)?;
        Ok(Prefilled { fields: Fields::default(), version: 0 })
    },
    show,
    send: |visit, child, filling| {
        let page = identity::content(visit, child, Action::CurateChronology)?;
        let ticked: Vec<&str> = filling.fields.all("entries").collect();
        let asked = waiting(visit, &page)
            .into_iter()
            .filter(|entry| ticked.contains(&query(&entry.source).as_str()))
            .map(|entry| CurationAsked {
                source: entry.source,
                verdict: Verdict::Accepted,
                significant: false,
                reason: String::new(),
            });
        curate_several(&visit.session, &filling.sending(), child, asked.collect())?;
        Ok(Sent::to(at(child, "/waiting")))
    },
};

fn waiting(visit: &Visit<'_>, page: &ChildPage) -> Vec<Entry> {
    let entries = page.file.chronology(&visit.house().pack);
    let mut waiting: Vec<Entry> =
        entries.into_iter().filter(|entry| entry.stands() && !entry.is_looked_at()).collect();
    waiting.sort_by_key(|entry| std::cmp::Reverse(entry.known_at));
    waiting
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let waiting = waiting(visit, &page);
    let choice = |entry: &Entry| {
        let open = format!("{}?{}", at(child, "/entry"), query(&entry.source));
        let content = html! { strong { (words::happened(entry)) } ": " (words::entry(&page, entry)) };
        Choice::new(query(&entry.source), content).hint(html! {
            (words::name(&entry.known_from)) ". "
            a class="govuk-link" href=(open) { "Say what it means" span class="govuk-visually-hidden" { ": " (entry.happened) ", " (entry.source.event) } }
        })
    };
    let boxes: Vec<Choice> = waiting.iter().take(MOST).map(choice).collect();
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Proposed, not looked at" }
        @if waiting.is_empty() {
            p class="govuk-body" { "Somebody has looked at every entry." }
            p class="govuk-body" { a class="govuk-link" href=(at(child, "")) { "The chronology" } }
        } @else {
            p class="govuk-body" {
                "The records propose these entries. Tick those that belong in the child's story as they stand. What is significant, wrong or not part of it, open by itself."
                @if waiting.len() > MOST { " The newest " (MOST) " of " (waiting.len()) " stand here." }
            }
            (visit.short_form(filling, html! {
                (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("entries", "Which of them stand?", boxes) }
                    .values(filling.fields.all("entries"))
                    .error(filling.error("entries")))
                (Button::new("Accept what is ticked"))
            }))
        }
    };
    Ok(identity::around(&page, "Proposed, not looked at", body)
        .before(identity::back("Back to the chronology", at(child, ""))))
}
