//! Is this child already known? Beside a form while it is typed: who it may be, why, in words and never a bare number, and what to ask that would settle it.
//! How many are shown is said aloud; whom to ring about a restricted record is said with it, and is in no number.

use maud::{Markup, Render, html};

use super::Tone;
use super::restricted::Restricted;
use crate::element::Element;
use crate::govuk::{Button, Details};

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
    /// How they agree, in a word.
    pub const fn words(self) -> &'static str {
        match self {
            Agreement::Same => "Same",
            Agreement::Near => "Near",
            Agreement::Differs => "Different",
            Agreement::Unknown => "Not given",
        }
    }

    /// The word as a tag: it is read as well as seen.
    pub fn tag(self) -> Markup {
        let tone = match self {
            Agreement::Same => Tone::Done,
            Agreement::Near => Tone::Waiting,
            Agreement::Differs => Tone::Pressing,
            Agreement::Unknown => Tone::Quiet,
        };
        tone.tag(self.words()).render()
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

/// The facts one under the other, each with the word in a column of its own.
pub fn facts_compared(reasons: &[MatchReason]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            ul class="govuk-list govuk-!-font-size-16 app-match__facts" {
                @for reason in reasons {
                    li class="app-match__fact" { (reason.agreement.tag()) " " span class="app-wrap" { (reason.fact) ": " (reason.why) } }
                }
            }
        }
    }
}

/// One person who may be the one spoken of.
#[derive(Debug, Clone, Default)]
pub struct Match {
    /// The name, as this viewer may see it.
    pub name: String,
    /// Where the record is; empty when only its existence may be known.
    pub href: String,
    /// How strong the likeness is, in words: "Strong: nearly all that is known agrees".
    pub strength: String,
    /// When they were born: "4 March 2019 (age 7)".
    pub born: String,
    /// With whom they live or belong: "Kim Example, mother".
    pub with: Vec<String>,
    /// Where the child stands: "Open to Team 2".
    pub standing: String,
    /// The facts compared, and those that could not be.
    pub reasons: Vec<MatchReason>,
    /// What to ask that would settle it, in sentences.
    pub ask: Vec<String>,
}

/// Those who may be the one spoken of.
#[derive(Debug, Clone, Default)]
pub struct MatchPanel {
    /// The panel's heading: "Already known?" when empty.
    pub heading: String,
    /// The level of the panel's heading: 2 when 0.
    pub heading_level: u8,
    /// Those found, likeliest first.
    pub matches: Vec<Match>,
    /// Those of whom little speaks: folded away.
    pub less_likely: Vec<Match>,
    /// Whom to ring about restricted records that are like; nothing else is said of them.
    pub restricted: Vec<Restricted>,
    /// Whether enough was said to look for anybody.
    pub looked: bool,
    /// Whether the panel stands still on its page: then nothing of it is read aloud by itself.
    pub still: bool,
}

impl MatchPanel {
    fn level(&self) -> u8 {
        if self.heading_level == 0 { 2 } else { self.heading_level }
    }

    /// How many are shown, in words: what is said aloud.
    pub fn count(&self) -> String {
        let people = |number: usize| match number {
            1 => "1 person".to_owned(),
            _ => format!("{number} people"),
        };
        match (self.matches.len(), self.less_likely.len()) {
            _ if !self.looked => "Nobody was looked for yet. Half a name and an age are enough.".to_owned(),
            (0, 0) if !self.restricted.is_empty() => "Nobody else found so far.".to_owned(),
            (0, 0) => "Nobody found so far.".to_owned(),
            (0, less) => format!("{} found, and little speaks for it.", people(less)),
            (shown, 0) => format!("{} may be the same.", people(shown)),
            (shown, less) => format!("{} may be the same. {less} less likely.", people(shown)),
        }
    }

    fn heading(&self) -> Markup {
        let words = if self.heading.is_empty() { "Already known?" } else { &self.heading };
        Element::heading(self.level()).class("govuk-heading-s").holding(html! { bdi { (words) } }).render()
    }

    fn found(&self, found: &Match) -> Markup {
        html! {
            div class="app-match" {
                (Element::heading(self.level() + 1).class("app-match__name").holding(html! {
                    @if found.href.is_empty() { bdi { (found.name) } } @else {
                        a class="govuk-link" href=(found.href) { bdi { (found.name) } }
                    }
                }))
                p class="app-match__reasons" {
                    @if !found.strength.is_empty() { strong { (found.strength) } }
                    @if !found.born.is_empty() { " Born: " (found.born) "." }
                    @if !found.with.is_empty() { " With: " bdi { (found.with.join("; ")) } "." }
                    @if !found.standing.is_empty() { " " (found.standing) }
                }
                (facts_compared(&found.reasons))
                @for question in &found.ask { p class="app-match__ask" { (question) } }
            }
        }
    }

    /// What is said aloud when it changes: the count, and whom to ring.
    fn said(&self) -> Markup {
        html! {
            p class="govuk-body govuk-!-font-size-16" data-matches-count="" { (self.count()) }
            @for restricted in &self.restricted { (restricted) }
        }
    }

    fn shown(&self) -> Markup {
        let less = html! { @for found in &self.less_likely { (self.found(found)) } };
        let summary = format!("Less likely ({})", self.less_likely.len());
        html! {
            @for found in &self.matches { (self.found(found)) }
            @if !self.less_likely.is_empty() { (Details::new(summary, less)) }
        }
    }
}

impl Render for MatchPanel {
    fn render(&self) -> Markup {
        if self.still {
            return html! { (self.heading()) (self.said()) (self.shown()) };
        }
        html! {
            (self.heading())
            div role="status" data-matches-said="" { (self.said()) }
            div data-matches-found="" { (self.shown()) }
        }
    }
}

/// Where the live panel stands beside a form: what the server knows already, filled anew by a script while the child's details are typed.
#[derive(Debug, Clone, Default)]
pub struct LiveMatches {
    /// The panel's id: a link leads to it where it stands below the form.
    pub id: String,
    /// Where the script asks.
    pub url: String,
    /// The form's id.
    pub form_id: String,
    /// How the names of the fields begin that are sent and watched, each apart by a space.
    pub fields: String,
    /// The button that looks without a script.
    pub button: Button,
    /// Where to go back to from the panel: the first question about this child.
    pub back: String,
    /// What is known already.
    pub panel: MatchPanel,
}

impl Render for LiveMatches {
    fn render(&self) -> Markup {
        html! {
            aside id=(self.id) class="app-matches" tabindex="-1" aria-label="Already known?"
                data-matches-url=(self.url) data-matches-form=(self.form_id) data-matches-fields=(self.fields) {
                (self.panel)
                div data-matches-button="" { (self.button) }
                @if !self.back.is_empty() {
                    p class="govuk-body govuk-!-font-size-16 app-matches__way" { a class="govuk-link" href={ "#" (self.back) } { "Back to the child’s details" } }
                }
            }
        }
    }
}

impl LiveMatches {
    /// The way to the panel where it stands below the questions, on a narrow screen, with how many are shown there: the script keeps it true.
    pub fn way(&self) -> Markup {
        html! {
            p class="govuk-body govuk-!-font-size-16 app-matches__way" {
                a class="govuk-link" href={ "#" (self.id) } { "Who may already be known" }
                span data-matches-way=(self.id) { @if self.panel.looked { ": " (self.panel.count()) } }
            }
        }
    }
}
