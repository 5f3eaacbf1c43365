//! Is this child already known? What the caller said, what we hold, and why the two may be one person, in words: never a bare number.
//! The person decides: the same, a different child, or not sure yet.

use maud::{Markup, Render, html};

use super::restricted::Restricted;
use crate::element::Element;
use crate::govuk::{Choice, Legend, Radios};

/// How what was said agrees with what we hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Agreement {
    /// The same.
    Same,
    /// Nearly the same.
    Near,
    /// Not the same.
    Differs,
    /// One side does not know.
    #[default]
    Unknown,
}

impl Agreement {
    fn words(self) -> &'static str {
        match self {
            Agreement::Same => "Same",
            Agreement::Near => "Near",
            Agreement::Differs => "Differs",
            Agreement::Unknown => "Not known",
        }
    }
}

/// One fact on both sides.
#[derive(Debug, Clone, Default)]
pub struct MatchReason {
    /// Which fact: "Date of birth".
    pub fact: String,
    /// What the caller said.
    pub said: String,
    /// What we hold, as this viewer may see it.
    pub held: String,
    /// How they agree.
    pub agreement: Agreement,
    /// Why, in words: "Jon and John sound alike".
    pub why: String,
}

/// One person who may be the one spoken of.
#[derive(Debug, Clone, Default)]
pub struct Match {
    /// The name, as this viewer may see it.
    pub name: String,
    /// Where the record is; empty when only its existence may be known.
    pub href: String,
    /// How strong the likeness is, in words: "Strong: three facts agree".
    pub strength: String,
    /// Where the child stands: "Open to Team 2".
    pub standing: String,
    /// The facts compared.
    pub reasons: Vec<MatchReason>,
    /// The field's name for the decision; empty where no decision is asked.
    pub decision_name: String,
    /// What was decided: `same`, `different`, `unsure` or nothing yet.
    pub decision: String,
}

/// Those who may be the one spoken of.
#[derive(Debug, Clone, Default)]
pub struct MatchPanel {
    /// The level of the panel's heading: 2 when 0.
    pub heading_level: u8,
    /// Those found, likeliest first.
    pub matches: Vec<Match>,
    /// Whom to ring about each restricted record that is like; nothing else is said of it.
    pub restricted: Vec<Restricted>,
}

impl MatchPanel {
    fn level(&self) -> u8 {
        if self.heading_level == 0 { 2 } else { self.heading_level }
    }

    fn found(&self, found: &Match) -> Markup {
        html! {
            div class="app-match" {
                (Element::heading(self.level() + 1).class("app-match__name").holding(html! {
                    @if found.href.is_empty() {
                        (found.name)
                    } @else {
                        a class="govuk-link" href=(found.href) { (found.name) }
                    }
                }))
                p class="app-match__reasons" {
                    @if !found.strength.is_empty() { strong { (found.strength) } }
                    @if !found.standing.is_empty() { " " (found.standing) }
                }
                @if !found.reasons.is_empty() { (reasons(found)) }
                @if !found.decision_name.is_empty() { (decision(found)) }
            }
        }
    }
}

fn reasons(found: &Match) -> Markup {
    html! {
        table class="govuk-table govuk-!-font-size-16" {
            caption class="govuk-visually-hidden" { "What was said and what we hold about " (found.name) }
            thead class="govuk-table__head" {
                tr class="govuk-table__row" {
                    @for heading in ["Fact", "Said", "We hold", "Agreement"] {
                        th scope="col" class="govuk-table__header" { (heading) }
                    }
                }
            }
            tbody class="govuk-table__body" {
                @for reason in &found.reasons {
                    tr class="govuk-table__row" {
                        th scope="row" class="govuk-table__header" { (reason.fact) }
                        td class="govuk-table__cell app-wrap" { (said_or_not(&reason.said)) }
                        td class="govuk-table__cell app-wrap" { (said_or_not(&reason.held)) }
                        td class="govuk-table__cell" {
                            span class="app-agreement" { (reason.agreement.words()) }
                            @if !reason.why.is_empty() { ": " (reason.why) }
                        }
                    }
                }
            }
        }
    }
}

fn said_or_not(words: &str) -> &str {
    if words.is_empty() { "Not known" } else { words }
}

fn decision(found: &Match) -> Radios {
    let choices = vec![
        Choice::new("same", "The same person"),
        Choice::new("different", "A different person"),
        Choice::new("unsure", "Not sure yet"),
    ];
    let legend = Legend {
        content: format!("Is this {}?", found.name).into(),
        classes: "govuk-fieldset__legend--s".to_owned(),
        ..Legend::default()
    };
    Radios::new(&found.decision_name, legend, choices)
        .value(&found.decision)
        .classes("govuk-radios--small govuk-radios--inline")
}

impl Render for MatchPanel {
    fn render(&self) -> Markup {
        let nobody = self.matches.is_empty() && self.restricted.is_empty();
        html! {
            (Element::heading(self.level()).class("govuk-heading-s").holding("Already known?"))
            @if nobody { p class="govuk-body" { "Nobody found so far." } }
            @for found in &self.matches { (self.found(found)) }
            @for restricted in &self.restricted { (restricted) }
        }
    }
}

/// Where the live panel stands beside a form: what the server knows already, filled anew by a script while the child's details are typed.
/// `fields` is the beginning of the names of the fields to send.
pub fn live_matches(url: &str, form_id: &str, fields: &str, panel: &MatchPanel) -> Markup {
    html! {
        aside class="app-matches" aria-label="Already known?" aria-live="polite"
            data-matches-url=(url) data-matches-form=(form_id) data-matches-fields=(fields) { (panel) }
    }
}
