//! By when something must be done. The words say it ("due 15:00", "overdue 40 minutes"), a shape helps the eye, and the colour comes last.

use maud::{Markup, PreEscaped, Render, html};

use crate::element::Element;

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockState {
    /// There is time.
    #[default]
    Due,
    /// There is little time.
    Soon,
    /// The time is past.
    Overdue,
    /// It was done in time or late; nothing is left to do.
    Met,
    /// It no longer runs.
    Stopped,
}

/// By when something must be done.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// How it stands.
    pub state: ClockState,
    /// In words, which stand alone: "Due 15:00", "Overdue 40 minutes".
    pub words: String,
    /// The moment it is due, as a machine reads it; empty for none.
    pub datetime: String,
    /// Which rule sets it, where it is shown: "Decide within one working day".
    pub rule: String,
}

impl Clock {
    /// A clock with its state in words.
    pub fn new(state: ClockState, words: impl Into<String>) -> Self {
        Clock { state, words: words.into(), ..Clock::default() }
    }

    /// Adds the moment it is due, as a machine reads it.
    #[must_use]
    pub fn at(mut self, datetime: impl Into<String>) -> Self {
        self.datetime = datetime.into();
        self
    }

    /// Adds the rule that sets it.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = rule.into();
        self
    }
}

impl ClockState {
    fn class(self) -> &'static str {
        match self {
            ClockState::Due => "app-clock--due",
            ClockState::Soon => "app-clock--soon",
            ClockState::Overdue => "app-clock--overdue",
            ClockState::Met => "app-clock--met",
            ClockState::Stopped => "app-clock--stopped",
        }
    }

    /// Circle, triangle, square, tick, bar: told apart without colour.
    fn shape(self) -> PreEscaped<&'static str> {
        PreEscaped(match self {
            ClockState::Due => "<circle cx=\"7\" cy=\"7\" r=\"6\"/>",
            ClockState::Soon => "<path d=\"M7 1l6.5 12h-13z\"/>",
            ClockState::Overdue => "<path d=\"M1 1h12v12H1z\"/>",
            ClockState::Met => "<path d=\"M1 7l4 5 8-10\" stroke-width=\"2\"/>",
            ClockState::Stopped => "<path d=\"M2 7h10\" stroke-width=\"2\"/>",
        })
    }
}

impl Render for Clock {
    fn render(&self) -> Markup {
        let words = if self.datetime.is_empty() {
            html! { span { (self.words) } }
        } else {
            Element::new("time").attribute("datetime", &self.datetime).holding(&self.words)
        };
        let clock = Element::new("span").class("app-clock").class(self.state.class()).holding(html! {
            svg class="app-clock__shape" viewBox="0 0 14 14" aria-hidden="true" focusable="false" {
                (self.state.shape())
            }
            (words)
        });
        html! { (clock) @if !self.rule.is_empty() { " " (self.rule) } }
    }
}
