//! HTML as it means, not as it is laid out: attribute order, the space between elements and round their words make no difference.

use scraper::node::Node;
use scraper::{ElementRef, Html};

/// One line per element, attribute set and run of words, indented by depth.
pub fn normalise(html: &str) -> String {
    let fragment = Html::parse_fragment(html);
    let mut lines = String::new();
    children(fragment.root_element(), 0, &mut lines);
    lines
}

fn children(element: ElementRef<'_>, depth: usize, lines: &mut String) {
    let as_written = element.value().name() == "textarea";
    for child in element.children() {
        match child.value() {
            Node::Text(text) if as_written => line(depth, &format!("{:?}", &**text), lines),
            Node::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    line(depth, &words, lines);
                }
            }
            Node::Element(_) => {
                if let Some(inner) = ElementRef::wrap(child) {
                    line(depth, &tag(inner), lines);
                    children(inner, depth + 1, lines);
                }
            }
            _ => {}
        }
    }
}

fn tag(element: ElementRef<'_>) -> String {
    let mut attributes: Vec<String> = element
        .value()
        .attrs()
        .map(|(name, value)| format!("{name}={:?}", value.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    attributes.sort();
    format!("<{} {}>", element.value().name(), attributes.join(" "))
}

fn line(depth: usize, text: &str, lines: &mut String) {
    lines.push_str(&"  ".repeat(depth));
    lines.push_str(text);
    lines.push('\n');
}

#[test]
fn what_means_the_same_is_the_same() {
    let same = [
        ("<p class=\"a\" id=b> x\n y </p>", "<p id=\"b\" class=\"a\">x y</p>"),
        ("<ul>\n <li>1</li>\n</ul>", "<ul><li>1</li></ul>"),
    ];
    for (one, other) in same {
        assert_eq!(normalise(one), normalise(other));
    }
    let different = [
        ("<p>x</p>", "<p>y</p>"),
        ("<p hidden>x</p>", "<p>x</p>"),
        ("<p>x</p>", "<div>x</div>"),
        ("<textarea>a b</textarea>", "<textarea>a  b</textarea>"),
        ("<p>x</p><p>y</p>", "<p>x<p>y</p>z"),
    ];
    for (one, other) in different {
        assert_ne!(normalise(one), normalise(other));
    }
}
