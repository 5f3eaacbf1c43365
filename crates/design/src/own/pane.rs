//! What is too wide for a phone scrolls in its own pane, reachable by keyboard; the page itself never scrolls sideways.

use maud::{Markup, Render, html};

/// Wide content in a pane with a name.
pub fn scroll_pane(name: &str, wide: impl Render) -> Markup {
    html! { div class="app-pane" role="region" tabindex="0" aria-label=(name) { (wide) } }
}
