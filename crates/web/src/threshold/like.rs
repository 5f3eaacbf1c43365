//! "Decisions like this": recent decisions that cite the same paragraph. Whoever may read a record is led to it; of the others nothing stands here but
//! level, outcome and month, so that nobody is known by it.

use casework::Stop;
use casework::threshold::{Like, decisions_like};
use design::govuk::{BackLink, Details};
use domain::access::Action;
use domain::calendar::london;
use domain::contact::{Contact, RulingBasis};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use crate::contact::basis::paragraph_field;
use crate::route::{Filling, Page, View, Visit};

pub(super) static LIKE: Page<String> = Page {
    path: "/thresholds/{paragraph}",
    name: "decisions that cite a paragraph",
    action: Action::SeeDecisionsLike,
    show,
};

/// So many characters of the reasons stand in a list; the record has the rest.
const IN_SIGHT: usize = 240;

/// Where the decisions of a paragraph are.
pub(super) fn address(paragraph: &str) -> String {
    format!("/thresholds/{paragraph}")
}

/// Where the document stands as it was under a version of the pack.
pub(super) fn kept_address(pack_version: &str) -> String {
    let query: String =
        form_urlencoded::Serializer::new(String::new()).append_pair("pack", pack_version).finish();
    format!("/thresholds?{query}")
}

/// The paragraphs a ruling cites by number and name, led to the document as it stood that day.
pub(crate) fn cites(pack: &Pack, basis: &RulingBasis) -> Markup {
    let called = pack.thresholds.called(&basis.paragraph).unwrap_or_else(|| "The paragraph".into());
    html! {
        @if basis.pack_version.is_empty() { (called) } @else {
            a class="govuk-link" href=(format!("{}#{}", kept_address(&basis.pack_version), basis.paragraph)) {
                (called) span class="govuk-visually-hidden" { ", as it stood then" }
            }
        }
    }
}

/// The way to the decisions of every paragraph of a level, in a tab of its own so that nothing typed is lost.
pub(crate) fn way_to_level(level: u8) -> Markup {
    html! {
        p class="govuk-body govuk-!-margin-top-2" {
            a class="govuk-link" href=(format!("/thresholds#level-{level}")) target="_blank" rel="noopener" {
                "Recent decisions at level " (level) ", by paragraph (opens in a new tab)"
            }
        }
    }
}

/// Decisions like the one being made, under the paragraph that is chosen in a form so far; nothing where none is being made.
pub(crate) fn of_chosen(
    visit: &Visit<'_>,
    filling: &Filling,
    contact: Option<Id<Contact>>,
) -> Result<Markup, Stop> {
    let level: u8 = filling.get("level").parse().unwrap_or_default();
    let paragraph = filling.get(&paragraph_field(level));
    if contact.is_none() || visit.house().pack.thresholds.paragraph(paragraph).is_none() {
        return Ok(Markup::default());
    }
    folded(visit, paragraph, contact)
}

/// Decisions like this one, folded away.
pub(crate) fn folded(
    visit: &Visit<'_>,
    paragraph: &str,
    contact: Option<Id<Contact>>,
) -> Result<Markup, Stop> {
    let Some(called) = visit.house().pack.thresholds.called(paragraph) else { return Ok(Markup::default()) };
    if !visit.may(Action::SeeDecisionsLike) {
        return Ok(Markup::default());
    }
    let found = decisions_like(&visit.session, paragraph, contact)?;
    let summary = format!("Decisions like this: {} ({})", called, found.len());
    Ok(Details::new(summary, list(visit, &found)).render())
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn show(visit: &Visit<'_>, paragraph: String) -> Result<View, Stop> {
    let thresholds = &visit.house().pack.thresholds;
    let found = thresholds.paragraph(&paragraph).ok_or(Refusal::NotFound)?;
    let called = thresholds.called(&paragraph).unwrap_or_default();
    let like = decisions_like(&visit.session, &paragraph, None)?;
    let months = visit.house().pack.consistency.like_this_months;
    let body = html! {
        h1 class="govuk-heading-l" { "Decisions that cite " (called) }
        p class="govuk-body" { (found.text) }
        h2 class="govuk-heading-m" { "The latest in " (months) " months: " (like.len()) }
        (list(visit, &like))
    };
    let back = BackLink { content: "Back to the threshold document".into(), ..BackLink::to("/thresholds") };
    Ok(View::new("Decisions that cite a paragraph", body).before(back.render()))
}

fn list(visit: &Visit<'_>, found: &[Like]) -> Markup {
    html! {
        @if found.is_empty() { p class="govuk-body" { "None in this time." } } @else {
            ul class="govuk-list govuk-list--spaced" { @for like in found { li { (one(visit, like)) } } }
            p class="govuk-hint" { "Of decisions that you may not read only level, outcome and month are shown." }
        }
    }
}

fn one(visit: &Visit<'_>, like: &Like) -> Markup {
    let pack = &visit.house().pack;
    let outcome = pack.outcome(&like.outcome).map_or(like.outcome.as_str(), |outcome| &outcome.name);
    let day = london::date_of(like.at);
    let in_words = london::date_in_words(day);
    let month = in_words.split_once(' ').map_or(in_words.as_str(), |(_, month)| month);
    html! {
        @match &like.open {
            None => { (month) ": level " (like.level) ", " (outcome) "." }
            Some(open) => {
                a class="govuk-link" href=(format!("/contacts/{}", open.contact)) { (open.reference) }
                ", " (ago(day.until(london::date_of(visit.session.at)).map_or(0, |span| span.get_days()))) ": level " (like.level) ", " (outcome) ". "
                bdi { (in_short(&open.rationale)) }
            }
        }
    }
}

fn ago(days: i32) -> String {
    match days {
        ..=0 => "today".into(),
        1 => "yesterday".into(),
        days => format!("{days} days ago"),
    }
}

/// The beginning of a text in one line.
fn in_short(words: &str) -> String {
    let line = shown_in_line(words);
    if line.chars().count() <= IN_SIGHT {
        return line;
    }
    let cut: String = line.chars().take(IN_SIGHT).collect();
    format!("{}…", cut.trim_end())
}
