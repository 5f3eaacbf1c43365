//! Whom a page is about, as far as this viewer may know: the bar that stands above every one of a child's pages.

use casework::Stop;
use casework::child::{ChildPage, Existence, Moment, Shown, Summary, file, may, status};
use design::govuk::BackLink;
use design::own::{Hazard, IdentityBar, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::person::{Hazard as Known, NamedCircle, Person};
use domain::refusal::Refusal;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::power;
use crate::route::{View, Visit};

/// The bar of a record that is read.
pub(crate) fn of_page(page: &ChildPage, href: &str) -> Markup {
    let person = &page.file.child.record;
    let day = london::date_of(page.at);
    let mut bar = bar(
        &person.name(),
        person.birth.answer().map(|birth| birth.age_in_words(day)),
        words::born(&person.birth),
    );
    bar.href = href.into();
    bar.status = status(&page.file, day).join(". ").into();
    bar.hazards = hazards(&person.hazards);
    bar.running = power::said(&page.countdowns);
    if let Some(restriction) = &person.restriction {
        bar.facts.push((
            "Restricted".into(),
            format!("to a named circle; others ring {}", shown_in_line(&restriction.ring)).into(),
        ));
    }
    bar.render()
}

/// The bar of a summary.
pub(crate) fn of_summary(summary: &Summary, today: Date, href: &str) -> Markup {
    let mut bar = of_known(&summary.existence, today);
    bar.href = href.into();
    bar.status = summary.status.join(". ").into();
    bar.hazards = hazards(&summary.hazards);
    bar.running = power::said(&summary.countdowns);
    bar.render()
}

/// The bar of a child of whom no more may be known.
pub(crate) fn of_existence(existence: &Existence, today: Date, href: &str) -> Markup {
    IdentityBar { href: href.into(), ..of_known(existence, today) }.render()
}

fn of_known(existence: &Existence, today: Date) -> IdentityBar {
    let age = existence.birth.answer().map(|birth| birth.age_in_words(today));
    bar(&existence.name, age, words::born(&existence.birth))
}

fn bar(name: &str, age: Option<String>, born: String) -> IdentityBar {
    IdentityBar::new(shown_in_line(name), age.unwrap_or_else(|| "not known".into()), born)
}

/// What to know first: what endangers staff, then the rest, as the bar shows only three.
fn hazards(known: &[Known]) -> Vec<Hazard> {
    let mut known: Vec<&Known> = known.iter().collect();
    known.sort_by_key(|hazard| !hazard.for_staff);
    known.into_iter().map(|hazard| Hazard::new(shown_in_line(&hazard.words), "")).collect()
}

/// A page about a child with the bar above it and the way back to the record. `action` is what the page does: whoever may not do it is told so before
/// they type anything.
pub(crate) fn about(
    visit: &Visit<'_>,
    child: Id<Person>,
    action: Action,
    title: &str,
    body: Markup,
) -> Result<View, Stop> {
    if !may(&visit.session, child)?.contains(&action) {
        return Err(refused(visit, child, action)?.into());
    }
    let today = london::date_of(visit.session.at);
    let href = at(child, "");
    let identity = match file(&visit.session, child, Moment::Now)? {
        Shown::Content(page) => of_page(&page, &href),
        Shown::Summary(summary) => of_summary(&summary, today, &href),
        Shown::Existence(existence) => of_existence(&existence, today, &href),
        Shown::Restricted(_) => Markup::default(),
    };
    let back = BackLink { content: "Back to the child's record".into(), ..BackLink::to(href) };
    Ok(View::new(title, body).identity(identity).before(back.render()))
}

/// A page about a child for whoever may know of it, with as much of the bar as they may have.
pub(crate) fn around_known(
    visit: &Visit<'_>,
    child: Id<Person>,
    title: &str,
    body: Markup,
) -> Result<View, Stop> {
    let today = london::date_of(visit.session.at);
    let href = at(child, "");
    let identity = match file(&visit.session, child, Moment::Now)? {
        Shown::Content(page) => of_page(&page, &href),
        Shown::Summary(summary) => of_summary(&summary, today, &href),
        Shown::Existence(existence) => of_existence(&existence, today, &href),
        Shown::Restricted(words) => return Err(Refusal::not_allowed(words).into()),
    };
    let back = BackLink { content: "Back to the child's record".into(), ..BackLink::to(href) };
    Ok(View::new(title, body).identity(identity).before(back.render()))
}

/// Why an act is not this viewer's: the words of the restriction, that there is nothing, or that it is not their work.
pub(crate) fn refused(visit: &Visit<'_>, child: Id<Person>, action: Action) -> Result<Refusal, Stop> {
    match file(&visit.session, child, Moment::Now)? {
        Shown::Restricted(words) => Ok(Refusal::not_allowed(words)),
        _ if visit.may(action) => Ok(Refusal::not_allowed(
            "You can see that this child is known. To do this, ask the team named on the record, or open the record with a reason.",
        )),
        _ => Ok(Refusal::not_allowed(format!("Your role does not let you {}.", action.words()))),
    }
}

/// The record as it is read for a form, or why it may not be.
pub(crate) fn content(visit: &Visit<'_>, child: Id<Person>, action: Action) -> Result<Box<ChildPage>, Stop> {
    if !may(&visit.session, child)?.contains(&action) {
        return Err(refused(visit, child, action)?.into());
    }
    match file(&visit.session, child, Moment::Now)? {
        Shown::Content(page) => Ok(page),
        _ => Err(refused(visit, child, action)?.into()),
    }
}

/// The way back to another of the child's pages than the record, for whatever is opened from there.
pub(crate) fn back(words: &'static str, href: String) -> Markup {
    BackLink { content: words.into(), ..BackLink::to(href) }.render()
}

/// A page about a record that has been read already.
pub(crate) fn around(page: &ChildPage, title: &str, body: Markup) -> View {
    let href = at(page.file.child.record.id, "");
    let back = BackLink { content: "Back to the child's record".into(), ..BackLink::to(href.as_str()) };
    View::new(title, body).identity(of_page(page, &href)).before(back.render())
}

/// Whether the viewer is one of the circle that a record is restricted to. Only they read why it is: whoever is allocated, or opened it with a
/// reason, reads the record without it.
pub(crate) fn is_of_circle(visit: &Visit<'_>, restriction: &NamedCircle) -> bool {
    restriction.circle.contains(&visit.session.staff.id)
}

/// That the record is restricted, or open to this viewer for hours because they gave a reason.
pub(crate) fn notices(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let restriction = page.file.child.record.restriction.as_ref();
    html! {
        @if let Some(until) = page.open_until {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    strong { "You opened this record with a reason. It is open to you until " (london::time_in_words(until)) "." }
                    " The child's worker has been told, and somebody else will review it. Once another record is linked with it, it is open to you no more: what was "
                    "linked later was not opened."
                }
            }
        }
        @if let Some(restriction) = restriction {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    (Tone::Protected.tag("Restricted record")) " Only its named circle reads it, since " (words::day(restriction.since)) ". "
                    @if is_of_circle(visit, restriction) { (words::verbatim(&restriction.reason)) }
                }
            }
        }
    }
}
