//! The same events as a table, oldest first: when, what, since when it was known, what people said of it, where it comes from and where it is used.

use std::collections::BTreeMap;

use casework::child::ChildPage;
use design::own::{CaseTable, Column};
use domain::calendar::london;
use domain::chronology::{Entry, Source, Verdict};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use maud::{Markup, html};

use super::used::{self, Use};
use super::wanted::Naming;
use super::{at, entry as curating};
use crate::child::words;

/// What a row needs beside its entry.
pub(super) struct Rows<'a> {
    pub(super) page: &'a ChildPage,
    pub(super) pack: &'a Pack,
    pub(super) naming: &'a Naming<'a>,
    pub(super) uses: BTreeMap<Source, Vec<Use>>,
    pub(super) curates: bool,
}

impl Rows<'_> {
    /// The table.
    pub(super) fn table(&self, caption: String, entries: &[&Entry]) -> CaseTable {
        let heads = ["Happened", "What happened", "Known", "Significance", "Source"];
        let rows = entries.iter().map(|entry| self.row(entry)).collect();
        CaseTable {
            empty: "Nothing is recorded.".into(),
            ..CaseTable::new(caption, heads.map(Column::new).into(), rows)
        }
    }

    fn row(&self, entry: &Entry) -> Vec<design::Content> {
        vec![
            words::happened(entry).into(),
            self.told(entry).into(),
            known(entry).into(),
            significance(self.page, entry).into(),
            self.source(entry).into(),
        ]
    }

    /// The words that stand; where a person wrote others, the proposed ones beside them. Its lane, and who else it is about.
    fn told(&self, entry: &Entry) -> Markup {
        let edited =
            entry.curation.as_ref().is_some_and(|said| matches!(said.verdict, Verdict::Edited { .. }));
        let others = self.naming.others(self.page.file.child.record.id, entry);
        let lane = self.pack.chronology.lane(&entry.lane).map(|lane| lane.name.as_str());
        html! {
            (words::entry(self.page, entry))
            @if edited { div class="govuk-hint govuk-!-margin-bottom-0" { "From the record: " (words::verbatim(&entry.words)) } }
            @if !entry.stands() { " " strong { "Rejected" } }
            @if lane.is_some() || !others.is_empty() {
                div class="govuk-hint govuk-!-margin-bottom-0" {
                    (lane.unwrap_or_default())
                    @if !others.is_empty() { ". Also about " @for (n, name) in others.iter().enumerate() { @if n > 0 { ", " } (words::name(name)) } }
                }
            }
        }
    }

    fn source(&self, entry: &Entry) -> Markup {
        let child = self.page.file.child.record.id;
        let source = &entry.source;
        let curate = |more: &str| format!("{}?{}{more}", at(child, "/entry"), curating::query(source));
        let withdraw = (source.kind == "chronology_entry")
            .then(|| at(child, &format!("/written/{}/withdraw", source.record)));
        html! {
            @match record(child, entry) {
                Some((href, kind)) => a class="govuk-link" href=(href) { (kind) },
                None => (shown_in_line(&entry.known_from)),
            }
            (used::shown(self.uses.get(source)))
            @if self.curates {
                br;
                @if !entry.is_significant() && entry.stands() {
                    a class="govuk-link" href=(curate("&mark=significant")) { "Mark significant" (hidden(entry)) }
                    br;
                }
                a class="govuk-link" href=(curate("")) { "Say what it means" (hidden(entry)) }
                @if let Some(href) = withdraw { br; a class="govuk-link" href=(href) { "Withdraw" (hidden(entry)) } }
            }
        }
    }
}

fn hidden(entry: &Entry) -> Markup {
    html! { span class="govuk-visually-hidden" { ": " (entry.happened) ", " (shown_in_line(&entry.known_from)) ", " (entry.source.event) } }
}

/// When the council knew, where that differs from when it happened.
fn known(entry: &Entry) -> Markup {
    let day = london::date_of(entry.known_at);
    match entry.happened {
        PartialDate::Exact(happened) if happened == day => words::nothing("The same day"),
        _ => html! { (london::date_in_words(day)) },
    }
}

/// What somebody said of it, who and when: also that it was taken back.
pub(super) fn significance(page: &ChildPage, entry: &Entry) -> Markup {
    let Some(said) = &entry.curation else { return words::nothing("Nobody has said") };
    html! {
        @match said.verdict {
            Verdict::Undone => "Taken back: nobody has said since",
            Verdict::Rejected => "Not part of it: ",
            _ if said.significant => strong { "Significant: " },
            _ => { "Not significant" @if !said.reason.trim().is_empty() { ": " } },
        }
        @if said.verdict != Verdict::Undone { (words::verbatim(&said.reason)) }
        div class="govuk-hint govuk-!-margin-bottom-0" { (words::name(page.names.name(said.by))) ", " (words::day(said.at)) }
    }
}

/// Where the record of an entry is read, and what it is called.
pub(super) fn record(child: Id<Person>, entry: &Entry) -> Option<(String, &'static str)> {
    let id = entry.source.record;
    match entry.source.kind.as_str() {
        "contact" => Some((format!("/contacts/{id}"), "Contact")),
        "event" => Some((format!("/children/{child}/events/{id}"), "Significant event")),
        "safety_plan" => Some((format!("/safety-plans/{id}"), "Safety plan")),
        "strategy_discussion" => Some((format!("/strategy/{id}"), "Strategy discussion")),
        "section47" => Some((format!("/section47/{id}"), "Section 47 enquiry")),
        "conference" => Some((format!("/conferences/{id}"), "Child protection conference")),
        "power" => Some((format!("/powers/{id}"), "Power or order")),
        _ => None,
    }
}
