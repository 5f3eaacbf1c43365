//! A child's chronology on one page: the story in sixty seconds, what nobody has looked at, the lanes, and the table that holds all of it.

use casework::Stop;
use casework::child::{ChildPage, Moment, Shown, file};
use design::govuk::Pagination;
use domain::access::Action;
use domain::calendar::london;
use domain::chronology::{Entry, in_short};
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::picture::{Drawn, TABLE};
use super::table::Rows;
use super::wanted::{Asking, Naming};
use super::{at, used};
use crate::child::asked::{self, Asked, When};
use crate::child::{identity, words};
use crate::route::{Page, View, Visit};

/// How many entries stand on one page of the table.
const ROWS: usize = 200;

/// A child's chronology.
pub(super) static CHRONOLOGY: Page<Id<Person>> =
    Page { path: "/children/{child}/chronology", name: "chronology", action: Action::ReadFile, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let Shown::Content(page) = &asked.shown else {
        return Err(identity::refused(visit, child, Action::ReadFile)?.into());
    };
    let pack = &visit.house().pack;
    let entries = page.file.chronology(pack);
    let asking = Asking::read(&visit.query);
    let naming = Naming::of(page, pack);
    let curates = casework::child::may(&visit.session, child)?.contains(&Action::CurateChronology);
    let then = asked.when != When::Now;
    let more = moment(&asked, page);
    let path = at(child, "");
    let shown = asking.wanted.of(&entries);
    let only_table = visit.query.get("view") == "table";
    let body = html! {
        (asked.banner(page, &path))
        h1 class="govuk-heading-l" { "Chronology" }
        (identity::notices(visit, page))
        (summary(page, &entries, visit))
        (acts(visit, child, curates))
        @if curates && !then { (waiting(page, &entries, pack.chronology.waiting_shown)) }
        (asking.form(&path, &more, &entries, &naming))
        (asking.chips(&path, &more, &naming))
        (rejected(&asking, &path, &more, &entries))
        (toggle(&asking, &path, &more, only_table))
        @if !only_table { (picture(visit, &asked, page, &asking, &shown)?) }
        div id=(TABLE) tabindex="-1" {
            (table(visit, &Rows { page, pack, naming: &naming, uses: used::uses(page, pack), curates }, &asking, &more, &shown))
        }
        @for closed in &page.closed { p class="govuk-body" { "A record that is also about another child. " (closed) } }
        (asked.controls_keeping(page, &path, &asking.kept()))
    };
    Ok(identity::around(page, "Chronology", body).wide())
}

/// The moment that the page is about, as its address has it.
fn moment(asked: &Asked, page: &ChildPage) -> Vec<(String, String)> {
    let query = asked.query(page);
    let pair = query.trim_start_matches('?').split_once('=');
    pair.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect()
}

/// The story in sixty seconds, with who looked last and when.
fn summary(page: &ChildPage, entries: &[Entry], visit: &Visit<'_>) -> Markup {
    let short = in_short(entries, &visit.house().pack);
    html! {
        div class="govuk-inset-text" {
            p class="govuk-body" { @for sentence in &short.sentences { (words::verbatim(sentence)) " " } }
            p class="govuk-hint" {
                @match short.last {
                    Some((by, when)) => { "Last looked at by " (words::name(page.names.name(by))) " on " (words::day(when)) "." },
                    None => "Nobody has said anything about an entry yet.",
                }
            }
        }
    }
}

fn acts(visit: &Visit<'_>, child: Id<Person>, curates: bool) -> Markup {
    html! {
        nav aria-label="This chronology" {
            ul class="app-acts" {
                li { a class="govuk-link" href=(at(child, "/print?format=page")) { "On one page" } }
                li { a class="govuk-link" href=(at(child, "/print?format=court")) { "For a court" } }
                @if visit.may(Action::ShareChronology) { li { a class="govuk-link" href=(at(child, "/for")) { "For an agency or the family" } } }
                @if curates { li { a class="govuk-link" href=(at(child, "/write")) { "Write an entry by hand" } } }
            }
        }
    }
}

/// What nobody has looked at: the newest, and how many there are.
fn waiting(page: &ChildPage, entries: &[Entry], most: usize) -> Markup {
    let mut waiting: Vec<&Entry> =
        entries.iter().filter(|entry| entry.stands() && !entry.is_looked_at()).collect();
    waiting.sort_by_key(|entry| std::cmp::Reverse(entry.known_at));
    html! {
        @if !waiting.is_empty() {
            h2 class="govuk-heading-m" { (waiting.len()) " proposed, not looked at" }
            ul class="govuk-list govuk-list--bullet" {
                @for entry in waiting.iter().take(most) { li { (words::happened(entry)) ": " (words::entry(page, entry)) } }
            }
            p class="govuk-body" { a class="govuk-link" href=(at(page.file.child.record.id, "/waiting")) { "Look at them" } }
        }
    }
}

/// Rejected entries are kept, and shown when asked for.
fn rejected(asking: &Asking, path: &str, more: &[(String, String)], entries: &[Entry]) -> Markup {
    let rejected = entries.iter().filter(|entry| !entry.stands()).count();
    let query = asking.query(more);
    let and = if query.is_empty() { "" } else { "&" };
    html! {
        @if rejected > 0 && !asking.wanted.rejected {
            p class="govuk-body" { a class="govuk-link" href={ (path) "?" (query) (and) "rejected=shown" } { "Show what was rejected: " (rejected) } }
        }
    }
}

fn toggle(asking: &Asking, path: &str, more: &[(String, String)], only_table: bool) -> Markup {
    let query = asking.query(more);
    let and = if query.is_empty() { "" } else { "&" };
    html! {
        p class="govuk-body" {
            @if only_table {
                a class="govuk-link" href={ (path) @if !query.is_empty() { "?" (query) } } { "Show the picture and the table" }
            } @else {
                a class="govuk-link" href={ (path) "?" (query) (and) "view=table" } { "Show only the table" }
            }
        }
    }
}

/// The lanes. Of an earlier day the events that stand now are drawn, and how many of them were known is said.
fn picture(
    visit: &Visit<'_>,
    asked: &Asked,
    page: &ChildPage,
    asking: &Asking,
    shown: &[&Entry],
) -> Result<Markup, Stop> {
    let pack = &visit.house().pack;
    let kept: Vec<(String, String)> = asking
        .kept()
        .into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "lane" | "from" | "until"))
        .collect();
    let mut kept_query = form_urlencoded::Serializer::new(String::new());
    kept_query.extend_pairs(moment(asked, page)).extend_pairs(&kept);
    let kept = kept_query.finish();
    if asked.when == When::Now {
        return Ok(Drawn { pack, page, entries: shown, chosen: None, kept }.picture());
    }
    let Shown::Content(now) = file(&visit.session, page.file.child.record.id, Moment::Now)? else {
        return Ok(Markup::default());
    };
    let all = now.file.chronology(pack);
    let wanted = asking.wanted.of(&all);
    // What was known then, in the words of then: a later edit is later knowledge too.
    let known = page.file.chronology(pack);
    let known = known.iter().filter(|entry| entry.stands()).map(|entry| (&entry.source, entry)).collect();
    let drawn = Drawn { pack, page: &now, entries: &wanted, chosen: Some((page.at, known)), kept };
    let (known, all) = drawn.known();
    Ok(html! {
        p class="govuk-body" role="status" { (known) " of " (all) " events of the chronology were known " (london::date_in_words(london::date_of(page.at))) "." }
        (drawn.picture())
    })
}

fn table(
    visit: &Visit<'_>,
    rows: &Rows<'_>,
    asking: &Asking,
    more: &[(String, String)],
    shown: &[&Entry],
) -> Markup {
    let last = shown.len().div_ceil(ROWS).max(1);
    let number = visit.query.get("page").parse::<usize>().unwrap_or(1).clamp(1, last);
    let part: Vec<&Entry> = shown.iter().copied().skip((number - 1) * ROWS).take(ROWS).collect();
    let caption = match shown.len() {
        1 => "1 entry".to_owned(),
        many if last > 1 => format!("{many} entries, oldest first, page {number} of {last}"),
        many => format!("{many} entries, oldest first"),
    };
    let query = asking.query(more);
    let path = at(rows.page.file.child.record.id, "");
    let href = |number: u32| {
        let view = visit.query.get("view");
        let view = if view.is_empty() { String::new() } else { "&view=table".to_owned() };
        format!("{path}?page={number}{view}&{query}#{TABLE}")
    };
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    html! {
        (rows.table(caption, &part))
        @if last > 1 { (Pagination::numbered(small(number), small(last), href).render()) }
    }
}
