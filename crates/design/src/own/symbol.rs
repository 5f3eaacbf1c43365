//! The symbols of a child's own plan, drawn as plain lines that print well in black: each stands beside words that say the same, so it is decoration
//! to whoever hears the page.

use maud::{Markup, PreEscaped, html};

/// The symbols: a code and the paths of a drawing of 48 by 48.
const SYMBOLS: &[(&str, &str)] = &[
    ("cloud", r#"<path d="M14 36h20a8 8 0 0 0 1-16 11 11 0 0 0-21-2 9 9 0 0 0 0 18z"/>"#),
    (
        "sun",
        r#"<circle cx="24" cy="24" r="9"/><path d="M24 5v5M24 38v5M5 24h5M38 24h5M10.5 10.5l3.5 3.5M34 34l3.5 3.5M10.5 37.5L14 34M34 14l3.5-3.5"/>"#,
    ),
    ("heart", r#"<path d="M24 41S7 30 7 18a9 9 0 0 1 17-4 9 9 0 0 1 17 4c0 12-17 23-17 23z"/>"#),
    ("star", r#"<path d="M24 6l5.5 11.5L42 19l-9 9 2.2 13L24 35l-11.2 6L15 28l-9-9 12.500-1.500z"/>"#),
    ("person", r#"<circle cx="24" cy="14" r="7"/><path d="M10 42c0-11 6-17 14-17s14 6 14 17z"/>"#),
    (
        "people",
        r#"<circle cx="16" cy="15" r="6"/><circle cx="33" cy="17" r="5"/><path d="M4 40c0-10 5-15 12-15s12 5 12 15zM30 27c8-1 14 4 14 13H32"/>"#,
    ),
    ("house", r#"<path d="M6 24L24 8l18 16M11 20v21h26V20M20 41V29h8v12"/>"#),
    (
        "school",
        r#"<path d="M5 41V22l19-9 19 9v19zM24 13V5h9v5h-9M20 41v-9h8v9M11 27h5M32 27h5M11 34h5M32 34h5"/>"#,
    ),
    ("tree", r#"<path d="M21 43V31M27 43V31M24 5c9 0 14 6 14 13a12 12 0 0 1-28 2C9 12 15 5 24 5z"/>"#),
    ("bed", r#"<path d="M5 12v30M5 36h38M43 42V30a6 6 0 0 0-6-6H5M9 24v-5h10v5"/>"#),
    ("door", r#"<path d="M12 43V6h24v37M7 43h34M30 24v3"/>"#),
    ("phone", r#"<rect x="14" y="5" width="20" height="38" rx="3"/><path d="M14 11h20M14 35h20M23 39h2"/>"#),
    ("talk", r#"<path d="M6 8h36v24H22l-9 9v-9H6zM14 17h20M14 24h13"/>"#),
    (
        "hand",
        r#"<path d="M15 27V12a3 3 0 0 1 6 0v11V8a3 3 0 0 1 6 0v15V10a3 3 0 0 1 6 0v13-6a3 3 0 0 1 6 0v12c0 9-5 14-13 14-7 0-10-4-13-9l-5-8c-2-4 3-6 5-3z"/>"#,
    ),
    (
        "book",
        r#"<path d="M24 12c-5-4-11-5-18-4v30c7-1 13 0 18 4 5-4 11-5 18-4V8c-7-1-13 0-18 4zM24 12v30"/>"#,
    ),
    (
        "ball",
        r#"<circle cx="24" cy="24" r="18"/><path d="M24 15l8 6-3 9H19l-3-9zM24 6v9M41 20l-9 1M35 38l-6-8M13 38l6-8M7 20l9 1"/>"#,
    ),
    (
        "dog",
        r#"<path d="M6 16l8-8 6 6h14l4-5 4 5v8l-5 3v16h-5V31H20v10h-5V26l-4-3H6z"/><circle cx="15" cy="15" r=".5"/>"#,
    ),
    ("key", r#"<circle cx="15" cy="24" r="9"/><path d="M24 24h19v7M36 24v6"/>"#),
    ("promise", r#"<rect x="7" y="7" width="34" height="34" rx="4"/><path d="M15 24l7 8 12-16"/>"#),
];

/// A symbol by its code; nothing for a code that is not drawn.
pub fn symbol(code: &str) -> Markup {
    let Some((_, paths)) = SYMBOLS.iter().find(|(known, _)| *known == code) else { return Markup::default() };
    html! {
        svg class="app-symbol" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false" { (PreEscaped(*paths)) }
    }
}

/// The codes of the symbols that are drawn.
pub fn symbol_codes() -> impl Iterator<Item = &'static str> {
    SYMBOLS.iter().map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_drawn_once_and_an_unknown_one_is_nothing() {
        let codes: std::collections::BTreeSet<&str> = symbol_codes().collect();
        assert_eq!(codes.len(), SYMBOLS.len());
        for code in codes {
            assert!(symbol(code).into_string().contains("<path"), "{code}");
        }
        assert_eq!(symbol("unicorn").into_string(), "");
    }
}
