//! What a child says and shows, line by line: quoted, dated, with who heard it. On their own page and under the first heading of every plan.

use casework::Stop;
use casework::voice::{VoiceView, beside_a_plan};
use design::own::quote;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::person::name::shown;
use domain::voice::{Line, Shows};
use maud::{Markup, html};

use super::at;
use crate::child::words;
use crate::route::Visit;

/// The latest of what a child says and shows, for the top of a plan. Nothing for a viewer who may not read it.
///
/// # Errors
/// When the store fails.
pub(crate) fn under_heading(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    let Some(view) = beside_a_plan(&visit.session, child)? else { return Ok(Markup::default()) };
    let pack = &visit.house().pack;
    Ok(html! {
        div class="app-voice" {
            h2 class="govuk-heading-m" { "What " (words::name(&view.first_name)) " says and shows" }
            @if view.lines.is_empty() {
                p class="govuk-body" { "Nobody has written down what " (words::name(&view.first_name)) " says. Ask, and listen." }
            }
            @for one in view.lines.iter().take(pack.voice.under_plans) { (line(pack, one)) }
            p class="govuk-body" {
                a class="govuk-link" href=(at(child, "")) {
                    "Everything " (words::name(&view.first_name)) " says and shows"
                    @if view.lines.len() > pack.voice.under_plans { " (" (view.lines.len()) ")" }
                }
            }
        }
    })
}

/// The same for all the children of a plan.
///
/// # Errors
/// When the store fails.
pub(crate) fn under_headings(
    visit: &Visit<'_>,
    children: impl IntoIterator<Item = Id<Person>>,
) -> Result<Markup, Stop> {
    let each: Vec<Markup> =
        children.into_iter().map(|child| under_heading(visit, child)).collect::<Result<_, _>>()?;
    Ok(html! { @for one in &each { (one) } })
}

/// One line.
pub(super) fn line(pack: &Pack, line: &Line) -> Markup {
    let day = london::date_in_words(line.on);
    let heard = |way: &str| {
        let by = if line.heard_by.is_empty() {
            String::new()
        } else {
            format!(", heard by {}", shown(&line.heard_by))
        };
        let way = if way.is_empty() { String::new() } else { format!(". {}", pack.voice.way(way)) };
        format!("{day}{by}{way}")
    };
    html! {
        @if !line.asked.is_empty() { p class="govuk-body govuk-!-margin-bottom-1" { "Asked: " (words::name(&line.asked)) } }
        @match &line.shows {
            Shows::Said { way } => (quote(&shown(&line.words), &heard(way))),
            Shows::Wishes => {
                p class="govuk-body govuk-!-margin-bottom-1" { strong { "Wishes: " } (words::verbatim(&line.words)) }
                p class="govuk-hint" { (heard("")) }
            },
            Shows::Feels => {
                p class="govuk-body govuk-!-margin-bottom-1" { strong { "Feels: " } (words::verbatim(&line.words)) }
                p class="govuk-hint" { (heard("")) }
            },
            Shows::Work { kind, .. } => {
                @let name = pack.section47.work(kind).map_or(kind.as_str(), |kind| kind.name.as_str());
                p class="govuk-body govuk-!-margin-bottom-1" { strong { (name) ": " } (words::verbatim(&line.words)) }
                p class="govuk-hint" { (day) }
            },
        }
    }
}

/// Every line, the latest first.
pub(super) fn all(pack: &Pack, view: &VoiceView) -> Markup {
    let said: Vec<&Line> =
        view.lines.iter().filter(|line| !matches!(line.shows, Shows::Work { .. })).collect();
    html! {
        @if said.is_empty() { p class="govuk-body" { "Nobody has written down what the child says." } }
        @for one in said { (line(pack, one)) }
    }
}
