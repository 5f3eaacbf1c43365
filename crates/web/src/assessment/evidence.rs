//! What the record holds beside a question: what was said about the answer, the events it rests on, events of the chronology that bear on it with "use
//! this", the child's own words, agencies that have not answered, what does not fit, earlier assessments (ux.md 3.8). Everything that leaves the page
//! is a button of the page's form, so that what is typed is saved first and nobody loses a word without scripts.

use std::collections::BTreeSet;

use casework::assessment::AssessmentView;
use design::govuk::Details;
use design::own::quote;
use domain::assessment::{Comment, Contradiction, Side, Unanswered, Who};
use domain::calendar::london;
use domain::chronology::{Entry, Source};
use domain::form::evidence::is_pane;
use domain::form::{Form, Per, Place, Question};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::around_family::AroundFamily;
use super::{address, carer_name, child_name, name};
use crate::child::words::{happened, verbatim};
use crate::route::Visit;

/// The button that cites an event, and the one that takes that back.
pub(super) const CITE: &str = "cite";
/// See [`CITE`].
pub(super) const UNCITE: &str = "uncite";
/// The button that saves and goes somewhere.
pub(super) const THEN: &str = "then";

/// So many events stand open beside a question; the rest is folded.
const OPEN: usize = 3;
/// So many are offered at all; the history page has every one.
const MOST: usize = 15;

/// An event as a button's value and an address have it.
pub(super) fn code(child: Id<Person>, source: &Source) -> String {
    format!("{child}|{}|{}|{}", source.kind, source.record, source.event)
}

/// The event of a code.
pub(super) fn decoded(code: &str) -> Option<(Id<Person>, Source)> {
    let mut parts = code.splitn(4, '|');
    let (child, kind, record, event) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some((
        child.parse().ok()?,
        Source { kind: kind.into(), record: record.parse().ok()?, event: event.into() },
    ))
}

/// What stands beside the questions of an assessment.
pub(super) struct Beside<'a> {
    pub(super) visit: &'a Visit<'a>,
    pub(super) view: &'a AssessmentView,
    pub(super) form: &'a Form,
    /// Whether it stands in a form that is being written.
    pub(super) written: bool,
    /// What the records hold beside the chronologies.
    pub(super) around: &'a AroundFamily,
}

impl Beside<'_> {
    /// What stands beside one question.
    pub(super) fn of(&self, place: &Place, question: &Question) -> Markup {
        let known = &self.view.assessment.record;
        let comments: Vec<&Comment> =
            known.comments.iter().filter(|comment| comment.place.as_ref() == Some(place)).collect();
        html! {
            @for comment in comments { (comment_here(self.view, comment, self.written)) }
            (self.cited(place))
            @if !self.written { (self.commenting(place, question)) }
            @if self.written {
                (self.events(place, question))
                @for pane in question.evidence.iter().filter(|name| is_pane(name)) { (self.pane(place, pane)) }
            }
        }
    }

    fn commenting(&self, place: &Place, question: &Question) -> Markup {
        html! {
            @if super::comments_on(self.view) {
                p class="govuk-body app-not-printed" {
                    a class="govuk-link" href=(address(self.view.assessment.record.id, &format!("/comment/{place}"))) {
                        "Comment" span class="govuk-visually-hidden" { " on: " (question.label) }
                    }
                }
            }
        }
    }

    /// The events on which the answer rests.
    fn cited(&self, place: &Place) -> Markup {
        let known = &self.view.assessment.record;
        let cited: Vec<_> = known.citations_at(place).collect();
        html! {
            @if !cited.is_empty() {
                p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Rests on" } }
                ul class="govuk-list app-evidence" {
                    @for citation in cited {
                        li class="app-evidence__event app-evidence__event--used" {
                            @match self.entry(citation.child, &citation.source) {
                                Some(entry) => (told(entry)),
                                None => "An event that you may not read, or that no longer stands",
                            }
                            @if self.written {
                                (small("Do not use", UNCITE, &format!("{place} {}", code(citation.child, &citation.source)), self.entry(citation.child, &citation.source)))
                            }
                        }
                    }
                }
            }
        }
    }

    fn entry(&self, child: Id<Person>, source: &Source) -> Option<&Entry> {
        let place = self.view.assessment.record.place_of(child)?;
        self.view.entries.get(usize::from(place))?.iter().find(|entry| entry.source == *source)
    }

    /// Events in the lanes of the question, about the child or carer it is asked of; what is significant or linked comes first, then the newest.
    fn events(&self, place: &Place, question: &Question) -> Markup {
        let lanes: Vec<&str> =
            question.evidence.iter().map(String::as_str).filter(|name| !is_pane(name)).collect();
        if lanes.is_empty() {
            return Markup::default();
        }
        let known = &self.view.assessment.record;
        let mut found = self.bearing(place, &lanes);
        found.retain(|(_, entry)| !known.citations_at(place).any(|cited| cited.source == entry.source));
        let all = found.len();
        found.truncate(MOST);
        let (open, folded) = found.split_at(found.len().min(OPEN));
        let lane_words = self.lanes_in_words(&lanes);
        let history = address(known.id, &format!("/history?lane={}", lanes.join("+")));
        html! {
            p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Chronology: " } (lane_words) @if all == 0 { ". No event." } }
            @if !open.is_empty() {
                ul class="govuk-list app-evidence" { @for (child, entry) in open { (self.event(place, *child, entry)) } }
            }
            @if !folded.is_empty() {
                (Details::new(format!("{} more events", folded.len()), html! {
                    ul class="govuk-list app-evidence" { @for (child, entry) in folded { (self.event(place, *child, entry)) } }
                    @if all > MOST {
                        p class="govuk-body-s" { (all - MOST) " more: " a class="govuk-link" href=(history) { "all events of " (lane_words) } }
                    }
                }))
            }
        }
    }

    fn bearing(&self, place: &Place, lanes: &[&str]) -> Vec<(Id<Person>, &Entry)> {
        let known = &self.view.assessment.record;
        let per =
            self.form.section(&place.section).and_then(|section| section.repeats.as_ref()).map(|one| one.per);
        let index = place.index.map(usize::from);
        let carer = (per == Some(Per::Carer)).then(|| known.carers.get(index?)?.person).flatten();
        let mut seen: BTreeSet<&Source> = BTreeSet::new();
        let mut found: Vec<(Id<Person>, &Entry)> = Vec::new();
        for (number, (assessed, entries)) in known.children.iter().zip(&self.view.entries).enumerate() {
            if per == Some(Per::Child) && index != Some(number) {
                continue;
            }
            let in_lane = |entry: &&Entry| entry.stands() && lanes.contains(&entry.lane.as_str());
            for entry in entries.iter().filter(in_lane) {
                if seen.insert(&entry.source) {
                    found.push((assessed.child, entry));
                }
            }
        }
        let weight = |(child, entry): &(Id<Person>, &Entry)| {
            let about = carer.is_some_and(|carer| entry.people.contains(&carer));
            (!about, !known.is_relevant(*child, entry), std::cmp::Reverse(entry.happened.earliest()))
        };
        found.sort_by_cached_key(weight);
        found
    }

    fn event(&self, place: &Place, child: Id<Person>, entry: &Entry) -> Markup {
        let known = &self.view.assessment.record;
        let used: Vec<String> =
            known.cited(&entry.source).iter().map(|cited| self.place_in_words(&cited.place)).collect();
        html! {
            li class="app-evidence__event" {
                (told(entry))
                @if let Some(link) = known.link(child, &entry.source) {
                    span class="app-evidence__note" { (link.now.words()) ": " bdi { (shown_in_line(&link.so_what)) } }
                }
                @if !used.is_empty() { span class="app-evidence__note" { "Used in: " (used.join("; ")) } }
                (small("Use this", CITE, &format!("{place} {}", code(child, &entry.source)), Some(entry)))
            }
        }
    }

    /// A place of the form as people call it.
    pub(super) fn place_in_words(&self, place: &Place) -> String {
        place_in_words(self.form, place)
    }

    fn lanes_in_words(&self, lanes: &[&str]) -> String {
        let rules = &self.visit.house().pack.chronology;
        let named = |lane: &&str| {
            rules.lane(lane).map_or_else(|| (*lane).to_owned(), |lane| lane.name.to_lowercase())
        };
        let names: Vec<String> = lanes.iter().map(named).collect();
        names.join(", ")
    }

    fn pane(&self, place: &Place, pane: &str) -> Markup {
        let view = self.view;
        match pane {
            "child_words" => self.child_words(place),
            "unanswered" | "agencies" => unanswered(view, pane == "unanswered"),
            "contradictions" => html! {
                @if !view.contradictions.is_empty() {
                    p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Does not fit: " (view.contradictions.len()) } }
                    ul class="govuk-list govuk-list--bullet govuk-body-s" {
                        @for one in view.contradictions.iter().take(MOST) { li { bdi { (shown_in_line(&one.about)) } } }
                    }
                    (go("Save, and weigh them", "contradictions"))
                }
            },
            "earlier_assessments" => html! {
                @if !self.around.earlier.is_empty() {
                    p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Earlier assessments" } }
                    ul class="govuk-list govuk-body-s" {
                        @for earlier in &self.around.earlier {
                            li {
                                a class="govuk-link" href=(address(earlier.id, "/read")) target="_blank" rel="noopener" { (earlier.reference) " (opens in a new tab)" }
                                ", " (london::date_in_words(earlier.started_on())) ". " (earlier.stage().words())
                            }
                        }
                    }
                }
            },
            _ => Markup::default(),
        }
    }

    fn child_words(&self, place: &Place) -> Markup {
        let per =
            self.form.section(&place.section).and_then(|section| section.repeats.as_ref()).map(|one| one.per);
        let known = &self.view.assessment.record;
        let mine = |child: Id<Person>| match (per, place.index) {
            (Some(Per::Child), Some(index)) => known.place_of(child) == Some(index),
            _ => true,
        };
        let said: Vec<_> = self.around.said.iter().filter(|said| mine(said.child)).collect();
        html! {
            p class="govuk-body-s govuk-!-margin-bottom-1" {
                strong { "The child’s words" } @if said.is_empty() { ": none are written down." }
            }
            @for said in said.iter().take(OPEN) {
                (quote(&shown_in_line(&said.words), &format!("{}, {}, to {}", child_name(self.view, said.child), london::date_in_words(said.on), shown_in_line(&said.heard_by))))
            }
        }
    }
}

/// A place of the form as people call it: "The child’s life: Ava, What is a day like".
pub(super) fn place_in_words(form: &Form, place: &Place) -> String {
    let label = form.question(place).map_or_else(|| place.to_string(), |question| question.label.clone());
    match form.whose(place) {
        Some(whose) => format!("{}: {label}", shown_in_line(whose)),
        None => label,
    }
}

/// An event in a line: the day, the words.
pub(super) fn told(entry: &Entry) -> Markup {
    let significant = entry.curation.as_ref().is_some_and(|curation| curation.significant);
    html! {
        span class="app-evidence__day" { (happened(entry)) @if significant { " · significant" } }
        span class="app-evidence__words" { bdi { (shown_in_line(entry.words_that_stand())) } }
    }
}

/// A small button of the page's form; who listens hears which event it is about.
fn small(words: &str, field: &str, value: &str, entry: Option<&Entry>) -> Markup {
    let about =
        entry.map(|entry| shown_in_line(entry.words_that_stand()).chars().take(80).collect::<String>());
    html! {
        button type="submit" class="app-small-button" name=(field) value=(value) {
            (words) @if let Some(about) = about { span class="govuk-visually-hidden" { ": " (about) } }
        }
    }
}

/// A button that saves the page and goes to a page below the assessment.
fn go(words: &str, where_to: &str) -> Markup {
    html! { button type="submit" class="app-small-button" name=(THEN) value=(where_to) { (words) } }
}

fn unanswered(view: &AssessmentView, also_when_none: bool) -> Markup {
    let one = |asked: &Unanswered| {
        html! {
            bdi { (shown_in_line(&asked.agency)) @if !asked.organisation.is_empty() { ", " (shown_in_line(&asked.organisation)) } }
            ": " (asked.of.words().to_lowercase()) " " (london::date_in_words(asked.asked_on))
        }
    };
    html! {
        @if !view.unanswered.is_empty() {
            p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Asked, and not answered" } }
            ul class="govuk-list govuk-list--bullet govuk-body-s" { @for asked in view.unanswered.iter().take(MOST) { li { (one(asked)) } } }
        } @else if also_when_none {
            p class="govuk-body-s" { "Nobody who was asked is still to answer." }
        }
    }
}

/// A comment at its place. In a form the way to answer it saves what is typed.
pub(super) fn comment_here(view: &AssessmentView, comment: &Comment, written: bool) -> Markup {
    let id = view.assessment.record.id;
    html! {
        div class="app-comment" {
            p class="app-comment__who" { "Comment by " (name(view.names.name(comment.by))) ", " (london::moment_in_words(comment.at)) }
            p class="govuk-body" { (verbatim(&comment.words)) }
            @match &comment.answered {
                Some(answer) => {
                    p class="app-comment__who" { "Answered by " (name(view.names.name(answer.by))) ", " (london::moment_in_words(answer.at)) }
                    p class="govuk-body" { (verbatim(&answer.words)) }
                }
                None if written => (go("Save, and answer this comment", &format!("comments/{}", comment.id))),
                None if super::comments_on(view) => {
                    p class="govuk-body app-not-printed" { a class="govuk-link" href=(address(id, &format!("/comments/{}", comment.id))) { "Answer this comment" } }
                }
                None => {}
            }
        }
    }
}

/// One side of a contradiction.
pub(super) fn side(view: &AssessmentView, side: &Side) -> Markup {
    let known = &view.assessment.record;
    let who = match &side.who {
        Who::Agency(agency) => shown_in_line(agency),
        Who::Child(number) => {
            known.children.get(*number).map_or_else(String::new, |one| child_name(view, one.child))
        }
        Who::Carer(number) => carer_name(view, *number),
        Who::Staff(staff) => shown_in_line(view.names.name(*staff)),
    };
    html! { strong { bdi { (who) } } ": " bdi { (shown_in_line(&side.words)) } }
}

/// How many contradictions nobody has weighed.
pub(super) fn unweighed(contradictions: &[Contradiction]) -> usize {
    contradictions.iter().filter(|one| one.weighed.is_none()).count()
}
