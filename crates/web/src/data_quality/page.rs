//! The rehearsal of the year's census: how many children each rule finds something in, and the children, by team and worker, with what is wrong and how to mend it.

use casework::Stop;
use casework::data_quality::{Asked, Broken, IN_SIGHT, Rehearsal, Row, rehearse};
use casework::returns::cin::check::{Rule, Scope};
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use maud::{Markup, html};

use crate::child::words;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> =
    Page { path: "/data-quality", name: "what the returns will ask", action: Action::SeeDataQuality, show };

/// The address of a part of the list.
fn part(of: &[(&str, &str)]) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(of).finish();
    format!("{}?{query}", PAGE.path)
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let query = &visit.query;
    let given = |name: &str| query.has(name).then(|| query.get(name).to_owned());
    let asked = Asked { team: given("team"), worker: query.get("worker").parse().ok(), rule: given("rule") };
    let found = rehearse(&visit.session, &asked)?;
    let body = html! {
        h1 class="govuk-heading-l" { "What the returns will ask" }
        (summary(&found))
        p class="govuk-body" { a class="govuk-link" href="/data-quality/years" { "The figures of two years beside each other" } }
        (rules(&found))
        @if !found.teams.is_empty() { (places(visit, &found)) }
        (children(visit, &found, &asked))
        p class="govuk-hint" { (visit.house().pack.returns.source) ". Nothing here is typed into a return: mend the child’s record, and the return is right." }
    };
    Ok(View::new("What the returns will ask", body).wide())
}

fn summary(found: &Rehearsal) -> Markup {
    let whose = if found.whole { "Children of the council" } else { "Children whose record you may read" };
    html! {
        p class="govuk-body" {
            "The children in need census of the year that ends on 31 March " (found.year) ", as it would be on "
            (london::date_in_words(found.on)) ". " (whose) ": " (found.children) ". With something to mend: " (found.wrong) "."
        }
        @if found.blind > 0 {
            p class="govuk-body" {
                "Children left out: " (found.blind) ". You are to read a contact about them a second time and have not answered yet."
            }
        }
    }
}

fn rules(found: &Rehearsal) -> Markup {
    let row = |(rule, many): &(&'static Rule, usize)| -> Vec<Content> {
        let code = rule.code;
        let number = match rule.scope {
            Scope::Return | Scope::Header => html! { "The return as a whole" },
            Scope::Child => html! { a class="govuk-link" href=(part(&[("rule", code)])) { (many) } },
        };
        vec![html! { (kind(rule)) " " (code) }.into(), rule.words.into(), rule.mend.into(), number.into()]
    };
    let columns = ["Rule", "What is wrong", "How to mend it", "Children"].map(Column::new).into();
    let rows: Vec<Vec<Content>> = found.rules.iter().map(row).collect();
    let caption = format!("Rules that find something: {}", rows.len());
    html! { (CaseTable { empty: "No rule finds anything in what you may see.".into(), ..CaseTable::new(caption, columns, rows) }) }
}

fn kind(rule: &Rule) -> Markup {
    html! { @if rule.is_query() { (Tone::Quiet.tag("Query")) } @else { (Tone::Pressing.tag("Error")) } }
}

fn team_name(visit: &Visit<'_>, team: &str) -> String {
    let known = visit.house().pack.council.team(team);
    known.map_or_else(|| "Nobody is allocated".to_owned(), |team| team.name.clone())
}

/// Teams and workers, each with how many children, and the way to theirs alone.
fn places(visit: &Visit<'_>, found: &Rehearsal) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "By team and worker" }
        ul class="govuk-list" {
            @for (team, many) in &found.teams {
                li { a class="govuk-link" href=(part(&[("team", team)])) { (team_name(visit, team)) } ": " (many) }
            }
            @for (worker, many) in &found.workers {
                li { a class="govuk-link" href=(part(&[("worker", &worker.to_string())])) { (words::name(found.names.name(*worker))) } ": " (many) }
            }
        }
    }
}

fn children(visit: &Visit<'_>, found: &Rehearsal, asked: &Asked) -> Markup {
    let row = |row: &Row| -> Vec<Content> {
        let worker = row.worker.map(|worker| words::name(found.names.name(worker)));
        vec![
            html! { a class="govuk-link" href={ "/children/" (row.child) } { (words::name(&row.name)) } }
                .into(),
            html! { (team_name(visit, &row.team)) @if let Some(worker) = worker { br; (worker) } }.into(),
            html! {
                ul class="govuk-list" {
                    @for Broken { rule, parts } in &row.rules {
                        li {
                            (kind(rule)) " " (rule.code) ": " (rule.words)
                            @if !parts.is_empty() { " Found in " (parts.join(", ")) "." }
                            br;
                            span class="govuk-hint" { (rule.mend) }
                        }
                    }
                }
            }
            .into(),
        ]
    };
    let columns = ["Child", "Who works with the child", "What to mend"].map(Column::new).into();
    let rows: Vec<Vec<Content>> = found.rows.iter().map(row).collect();
    let caption = format!("Children: {}", found.found);
    let empty = "No child whose record you may read has anything to mend here.".into();
    html! {
        @if *asked != Asked::default() { p class="govuk-body" { a class="govuk-link" href=(PAGE.path) { "Every child again" } } }
        @if found.found > IN_SIGHT { p class="govuk-body" { "The first " (IN_SIGHT) " are shown: choose a team, a worker or a rule." } }
        (CaseTable { empty, ..CaseTable::new(caption, columns, rows) })
    }
}
