//! History linked to now: each relevant event of the children's chronologies, and for each whether it repeats, is different, is resolved or not known, and
//! what that means; or why it does not bear on now. Those that wait come first. Every other event can be asked for, lane by lane.

use std::collections::BTreeSet;

use casework::Stop;
use casework::assessment::{self, AssessmentView, view};
use design::govuk::{Button, Choice, InsetText};
use design::own::Tone;
use domain::access::Action;
use domain::assessment::{Assessment, LinkAsked, Now};
use domain::chronology::{Entry, Source};
use domain::form::Form;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::evidence::{code, decoded, place_in_words, told};
use super::{address, below, child_name, form_of, heading, in_address, lines, name, open, record, writes};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

/// The page.
pub(super) static HISTORY: Page<Id<Assessment>> = Page {
    path: "/assessments/{assessment}/history",
    name: "history and now in an assessment",
    action: Action::ReadAssessment,
    show,
};

/// Linking one event, or setting it aside.
pub(super) static LINK: Act<(Id<Assessment>, String)> = Act {
    path: "/assessments/{assessment}/history/{happening}",
    name: "link history to now in an assessment",
    action: Action::WriteAssessment,
    prefill,
    show: show_link,
    send,
};

/// So many other events stand on one page.
const A_PAGE: usize = 100;
/// The choice that is none of the ways: it does not bear on now.
const ASIDE: &str = "aside";

/// An event with the child in whose chronology it was met first. Brothers and sisters share events: each stands once.
fn events(view: &AssessmentView) -> Vec<(Id<Person>, &Entry)> {
    let known = &view.assessment.record;
    let mut seen: BTreeSet<&Source> = BTreeSet::new();
    let mut found = Vec::new();
    for (assessed, entries) in known.children.iter().zip(&view.entries) {
        for entry in entries.iter().filter(|entry| entry.stands()) {
            if seen.insert(&entry.source) {
                found.push((assessed.child, entry));
            }
        }
    }
    found.sort_by_key(|(_, entry)| entry.happened.earliest());
    found
}

fn is_said(known: &Assessment, source: &Source) -> bool {
    known.links.iter().any(|link| link.source == *source)
        || known.set_aside.iter().any(|aside| aside.source == *source)
}

fn show(visit: &Visit<'_>, id: Id<Assessment>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let known = &view.assessment.record;
    let all = events(&view);
    let significant = |entry: &Entry| entry.curation.as_ref().is_some_and(|curation| curation.significant);
    let (chosen, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, entry)| significant(entry) || is_said(known, &entry.source));
    let (done, waiting): (Vec<_>, Vec<_>) =
        chosen.into_iter().partition(|(_, entry)| is_said(known, &entry.source));
    let form = form_of(&view);
    let body = html! {
        (heading(&view, "History and now"))
        p class="govuk-body" { "A chronology tells what happened. Here it is said what it means today: take each event that somebody marked as significant, or that you rely on." }
        (counts(&view))
        h2 class="govuk-heading-m" id="waiting" { "Not yet linked: " (waiting.len()) }
        @if waiting.is_empty() { p class="govuk-body" { "Every relevant event is linked to now, or set aside with a reason." } }
        ul class="govuk-list app-evidence" { @for (child, entry) in &waiting { (line(visit, &view, &form, *child, entry)) } }
        h2 class="govuk-heading-m" { "Linked or set aside: " (done.len()) }
        ul class="govuk-list app-evidence" { @for (child, entry) in &done { (line(visit, &view, &form, *child, entry)) } }
        (other_events(visit, &view, &form, &others))
    };
    Ok(below(visit, &view, "History and now", body)?.wide())
}

fn counts(view: &AssessmentView) -> Markup {
    let history = view.mirror.history;
    html! {
        p class="govuk-body" {
            strong { (history.not_yet) } " of " (history.relevant) " relevant events are not yet linked. "
            (history.linked) " linked, " (history.set_aside) " set aside."
        }
    }
}

fn line(visit: &Visit<'_>, view: &AssessmentView, form: &Form, child: Id<Person>, entry: &Entry) -> Markup {
    let known = &view.assessment.record;
    let link = known.links.iter().find(|link| link.source == entry.source);
    let aside = known.set_aside.iter().find(|aside| aside.source == entry.source);
    let shared = known
        .children
        .iter()
        .zip(&view.entries)
        .filter(|(_, entries)| entries.iter().any(|one| one.source == entry.source && one.stands()))
        .map(|(assessed, _)| child_name(view, assessed.child));
    let about: Vec<String> = shared.collect();
    let used: Vec<String> =
        known.cited(&entry.source).iter().map(|cited| place_in_words(form, &cited.place)).collect();
    let lane = visit.house().pack.chronology.lane(&entry.lane).map(|lane| lane.name.as_str());
    html! {
        li class="app-evidence__event" {
            (told(entry))
            span class="app-evidence__note" { (about.join(", ")) @if let Some(lane) = lane { " · " (lane) } }
            @if let Some(link) = link {
                div { (Tone::Done.tag(link.now.words())) }
                (lines(&link.so_what))
            }
            @if let Some(aside) = aside {
                div { (Tone::Quiet.tag("Set aside")) }
                (lines(&aside.reason))
            }
            @if !used.is_empty() { span class="app-evidence__note" { "Used in: " (used.join("; ")) } }
            @if writes(view) {
                a class="govuk-link" href=(address(known.id, &format!("/history/{}", in_address(&code(child, &entry.source))))) {
                    @if link.is_some() || aside.is_some() { "Change" } @else { "Link it to now" }
                    span class="govuk-visually-hidden" { ": " (name(entry.words_that_stand())) }
                }
            }
        }
    }
}

/// Events that nobody has marked: by lane, a page at a time, the newest first.
fn other_events(
    visit: &Visit<'_>,
    view: &AssessmentView,
    form: &Form,
    others: &[(Id<Person>, &Entry)],
) -> Markup {
    let id = view.assessment.record.id;
    let asked: Vec<&str> =
        visit.query.get("lane").split([' ', '+']).filter(|lane| !lane.is_empty()).collect();
    let page: usize = visit.query.get("page").parse().unwrap_or(1).max(1);
    let found: Vec<_> = others
        .iter()
        .rev()
        .filter(|(_, entry)| asked.is_empty() || asked.contains(&entry.lane.as_str()))
        .collect();
    let shown = found.iter().skip((page - 1) * A_PAGE).take(A_PAGE);
    let lane = |words: &str, query: &str, current: bool| {
        html! {
            li { @if current { strong { (words) } } @else { a class="govuk-link" href=(address(id, &format!("/history{query}#others"))) { (words) } } }
        }
    };
    let mut rows = Vec::new();
    for (child, entry) in shown {
        rows.push(line(visit, view, form, *child, entry));
    }
    let query = asked.join("+");
    html! {
        h2 class="govuk-heading-m" id="others" { "Other events: " (found.len()) }
        p class="govuk-body" { "Nobody has marked these as significant. Link one, and it counts as relevant." }
        nav aria-label="Lanes" {
            ul class="app-acts" {
                (lane("All", "", asked.is_empty()))
                @for one in &visit.house().pack.chronology.lanes { (lane(&one.name, &format!("?lane={}", one.code), asked == [one.code.as_str()])) }
            }
        }
        ul class="govuk-list app-evidence" { @for row in &rows { (row) } }
        @if found.len() > page * A_PAGE {
            p class="govuk-body" { a class="govuk-link" href=(address(id, &format!("/history?lane={query}&page={}#others", page + 1))) { "Older events" } }
        }
    }
}

fn prefill(visit: &Visit<'_>, (id, event): &(Id<Assessment>, String), at: At) -> Result<Prefilled, Stop> {
    let (known, version) = record(visit, *id, at)?;
    let (_, source) = decoded(event).ok_or(Refusal::NotFound)?;
    let mut fields = Fields::default();
    if let Some(link) = known.links.iter().find(|link| link.source == source) {
        fields.set("now", link.now.code());
        fields.set("so_what", &*link.so_what);
    }
    if let Some(aside) = known.set_aside.iter().find(|aside| aside.source == source) {
        fields.set("now", ASIDE);
        fields.set("reason", &*aside.reason);
    }
    Ok(Prefilled { fields, version })
}

fn show_link(
    visit: &Visit<'_>,
    (id, event): (Id<Assessment>, String),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let (_, source) = decoded(&event).ok_or(Refusal::NotFound)?;
    let all = events(&view);
    let (_, entry) = all.iter().find(|(_, entry)| entry.source == source).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let so_what = asked.lines("so_what", "So what does it mean for the children now?").rows(4);
    let so_what = so_what.hint("What does it tell you about today, and about what may come?");
    let reason = asked.lines("reason", "Why does it not bear on now?").rows(3);
    let mut ways: Vec<Choice> =
        Now::ALL.into_iter().map(|now| Choice::new(now.code(), now.words())).collect();
    ways.push(Choice::new(ASIDE, "It does not bear on now").conditional(html! { (reason) }));
    let body = html! {
        (asked.summary())
        (heading(&view, "History and now"))
        (asked.conflict(&[("now", "What is it, seen from now?"), ("so_what", "So what?"), ("reason", "Why not?")], &|_, words| words.to_owned()))
        (InsetText::new(told(entry)))
        (asked.form(visit, html! {
            (asked.one_of("now", "What is it, seen from now?", ways))
            (so_what)
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "History and now", body)
}

fn send(visit: &Visit<'_>, (id, event): (Id<Assessment>, String), filling: &Filling) -> Result<Sent, Stop> {
    let (child, source) = decoded(&event).ok_or(Refusal::NotFound)?;
    let now = filling.get("now");
    let asked = LinkAsked {
        now: Now::from_code(now),
        so_what: filling.get("so_what").into(),
        set_aside: (now == ASIDE).then(|| filling.get("reason").into()),
    };
    assessment::link(&visit.session, &filling.sending(), id, child, source, asked)?;
    Ok(Sent::to(address(id, "/history#waiting")))
}
