//! A child's own words, exactly as they were said, with who heard them and when.

use maud::{Markup, html};

/// Words as they were said, and who heard them when.
pub fn quote(words: &str, heard: &str) -> Markup {
    html! {
        figure class="govuk-!-margin-0" {
            blockquote class="govuk-body app-quote" { (words) }
            @if !heard.is_empty() { figcaption class="govuk-hint" { (heard) } }
        }
    }
}
