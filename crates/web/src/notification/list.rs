//! The list of what waits, by household. Chosen and sorted by ordinary links, some households at a time, each with what may be done at once.

use casework::Stop;
use casework::notification::{Household, Sketch, Wait, page, waiting};
use design::govuk::{Button, PageLink, Pagination, button_group};
use design::own::PersonCard;
use design::{Content, Form, Render};
use domain::access::Action;
use maud::{Markup, html};

use super::words;
use crate::route::{Page, View, Visit};

pub(super) static LIST: Page<()> =
    Page { path: "/notifications", name: "notifications", action: Action::SeeNotifications, show };

/// How many households stand on one page.
const ON_A_PAGE: usize = 20;
/// How much of an incident's words stands in the list.
const WORDS: usize = 220;

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    All,
    DomesticAbuse,
    HighRisk,
    Repeated,
    Open,
    Known,
    Changed,
}

impl Choice {
    const ALL: [(Choice, &str, &str); 7] = [
        (Choice::All, "all", "All"),
        (Choice::HighRisk, "high", "High risk"),
        (Choice::DomesticAbuse, "abuse", "Domestic abuse"),
        (Choice::Repeated, "repeated", "Told of before"),
        (Choice::Open, "open", "Open to a worker"),
        (Choice::Known, "known", "Known"),
        (Choice::Changed, "changed", "Sent again"),
    ];

    fn read(code: &str) -> (Choice, &'static str) {
        let found = Self::ALL.into_iter().find(|(_, known, _)| *known == code);
        found.map_or((Choice::All, "all"), |(choice, code, _)| (choice, code))
    }

    fn holds(self, sketch: &Sketch) -> bool {
        match self {
            Choice::All => true,
            Choice::DomesticAbuse => sketch.domestic_abuse,
            Choice::HighRisk => sketch.risk == 3,
            Choice::Repeated => sketch.repeats.in_a_year > 1,
            Choice::Open => sketch.open,
            Choice::Known => sketch.known,
            Choice::Changed => sketch.changed,
        }
    }
}

/// The orders that can be asked for.
const ORDERS: [(&str, &str); 3] =
    [("worst", "Worst first"), ("oldest", "Oldest first"), ("often", "Most often told of first")];

/// What an address asks for.
struct Asked {
    choice: Choice,
    code: &'static str,
    order: &'static str,
    page: usize,
}

impl Asked {
    fn read(visit: &Visit<'_>) -> Self {
        let (choice, code) = Choice::read(visit.query.get("show"));
        let asked = visit.query.get("sort");
        let order = ORDERS.iter().map(|(code, _)| *code).find(|code| *code == asked).unwrap_or("worst");
        let page = visit.query.get("page").parse().unwrap_or(1).max(1);
        Asked { choice, code, order, page }
    }

    fn href(&self, code: &str, order: &str, page: usize) -> String {
        format!("/notifications?show={code}&sort={order}&page={page}")
    }
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let wait = waiting(&visit.session)?;
    let asked = Asked::read(visit);
    let mut chosen: Vec<Sketch> =
        wait.households.iter().filter(|sketch| asked.choice.holds(sketch)).cloned().collect();
    match asked.order {
        "oldest" => chosen.sort_by_key(|sketch| sketch.received_at),
        "often" => chosen.sort_by_key(|sketch| std::cmp::Reverse(sketch.repeats.in_a_year)),
        _ => {}
    }
    let pages = chosen.len().div_ceil(ON_A_PAGE).max(1);
    let asked = Asked { page: asked.page.min(pages), ..asked };
    let here: Vec<Sketch> =
        chosen.iter().skip((asked.page - 1) * ON_A_PAGE).take(ON_A_PAGE).cloned().collect();
    let households = page(&visit.session, &here)?;
    let told: usize = wait.households.iter().map(|sketch| sketch.notifications.len()).sum();
    let body = html! {
        h1 class="govuk-heading-l" { "Notifications" }
        p class="govuk-body" {
            (counted(told, "notification waits", "notifications wait"))
            @if told > 0 { " in " (counted(wait.households.len(), "household", "households")) }
            "."
            @if wait.arriving > 0 {
                " " (wait.arriving) " more arrived; who is known in them is being looked up."
            }
        }
        p class="govuk-body" { a class="govuk-link" href="/notifications/batches" { "Batches, and rows to mend" } }
        @for ring in &wait.rings { (words::ring(ring)) }
        @if !wait.households.is_empty() { (choices(&wait, &asked)) }
        @for home in &households { (card(visit, home)) }
        @if households.is_empty() { p class="govuk-body" { "Nothing waits here." } }
        (turning(&asked, pages))
    };
    Ok(View::new("Notifications", body).wide())
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What is shown and in which order, as links.
fn choices(wait: &Wait, asked: &Asked) -> Markup {
    let count = |choice: Choice| wait.households.iter().filter(|sketch| choice.holds(sketch)).count();
    html! {
        nav aria-label="Choose and sort" {
            p class="govuk-body govuk-!-margin-bottom-2" {
                "Show: "
                @for (choice, code, words) in Choice::ALL {
                    @if choice == asked.choice { strong aria-current="true" { (words) " (" (count(choice)) ")" } }
                    @else { a class="govuk-link" href=(asked.href(code, asked.order, 1)) { (words) " (" (count(choice)) ")" } }
                    " "
                }
            }
            p class="govuk-body" {
                "Order: "
                @for (code, words) in ORDERS {
                    @if code == asked.order { strong aria-current="true" { (words) } }
                    @else { a class="govuk-link" href=(asked.href(asked.code, code, 1)) { (words) } }
                    " "
                }
            }
        }
    }
}

fn turning(asked: &Asked, pages: usize) -> Markup {
    let to = |page: usize| PageLink {
        label_text: format!("{page} of {pages}"),
        ..PageLink::to(asked.href(asked.code, asked.order, page))
    };
    let previous = (asked.page > 1).then(|| to(asked.page - 1));
    let next = (asked.page < pages).then(|| to(asked.page + 1));
    html! { @if pages > 1 { (Pagination { previous, next, ..Pagination::default() }) } }
}

/// A household: where, what, who, whether known, and what may be done at once.
fn card(visit: &Visit<'_>, home: &Household) -> Markup {
    let Some(first) = home.notifications.first() else { return html! {} };
    let mut card = PersonCard::new(words::called(home), format!("/notifications/{}", first.record.id));
    card.heading_level = 2;
    card.tags = words::tags(&home.sketch);
    for told in &home.notifications {
        let told = &told.record;
        let line: Content = html! {
            strong { (words::kinds(visit, told)) } ", " (words::when(visit, told)) ". "
            span class="app-wrap" dir="auto" { (words::cut(&told.what_happened, WORDS)) }
            " " (words::people_in_line(told))
        }
        .into();
        card = card.line(format!("{} {}", words::agency(visit, &told.agency), told.reference), line);
    }
    card.actions = html! {
        (words::earlier(visit, &home.sketch))
        (words::known(&home.known))
        @if visit.may(Action::TriageNotification) { (acts(visit, home)) }
    };
    card.render()
}

/// What may be done at once. Each button says of which household it is to whoever hears the page.
pub(super) fn acts(visit: &Visit<'_>, home: &Household) -> Markup {
    let Some(first) = home.notifications.first() else { return html! {} };
    let about = html! { span class="govuk-visually-hidden" { ": " (first.record.reference) } };
    let form = |below: &str, more: Markup, button: Button| {
        let path = format!("/notifications/{}/{below}", first.record.id);
        let questions = html! { (words::of(&home.notifications)) (more) (button) };
        Form::new(path, visit.house().id::<casework::SentForm>().to_string(), questions)
    };
    let workers = home.known.iter().flat_map(|known| &known.workers);
    button_group(html! {
        (form("contact", html! {}, Button::new(html! { "Make a contact" (about) })))
        @for worker in workers {
            (form(
                "worker",
                html! { input type="hidden" name="to" value={ (worker.child) "." (worker.staff) }; },
                Button::new(html! { "Send to " (worker.name) (about) }).secondary(),
            ))
        }
        a class="govuk-link" href={ "/notifications/" (first.record.id) "/not-needed" } { "No contact needed" (about) }
        @if home.notifications.len() > 1 {
            a class="govuk-link" href={ "/notifications/" (first.record.id) "/contact" } { "Make a contact of some of them" (about) }
        }
    })
}
