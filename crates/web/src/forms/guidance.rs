//! Guidance that can be closed: folded under each question until it is wanted; hidden on the whole page, or open for a page that is printed, by
//! what the address asks, so that no script is needed.

use maud::{Markup, html};

use crate::route::Fields;

/// How guidance stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guidance {
    /// Folded under each question.
    #[default]
    Folded,
    /// Open under each question.
    Open,
    /// Left out.
    Hidden,
}

/// The name in an address.
const NAME: &str = "guidance";

impl Guidance {
    /// What an address asks for: `guidance=hidden`, `guidance=open`.
    pub fn asked(query: &Fields) -> Self {
        match query.get(NAME) {
            "hidden" => Guidance::Hidden,
            "open" => Guidance::Open,
            _ => Guidance::Folded,
        }
    }

    /// The link that hides all guidance of a page, or shows it again. What is typed and not yet sent is kept by the page's draft.
    pub fn link(self, path: &str) -> Markup {
        let (asks, words) = match self {
            Guidance::Hidden => ("folded", "Show guidance"),
            Guidance::Folded | Guidance::Open => ("hidden", "Hide all guidance"),
        };
        let and = if path.contains('?') { '&' } else { '?' };
        html! {
            p class="govuk-body app-not-printed" {
                a class="govuk-link" href={ (path) (and) (NAME) "=" (asks) } { (words) }
            }
        }
    }
}
