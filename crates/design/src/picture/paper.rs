//! A picture as it stands on paper: the same drawing, with its strokes and letters said in the drawing itself, because paper has no stylesheet. Black on
//! white, nothing to follow, nothing that is told by colour.

use std::collections::BTreeMap;

/// What a class of the stylesheet means on paper.
fn means(class: &str) -> &'static [(&'static str, &'static str)] {
    const INK: &str = "#0b0c0c";
    const LETTERS: (&str, &str) = ("font-family", "Noto Sans, Helvetica, Arial, sans-serif");
    match class {
        "app-picture__text" => &[LETTERS, ("font-size", "14"), ("fill", INK)],
        "app-picture__text--lane" | "app-kin__home-name" => &[("font-weight", "bold")],
        "app-picture__tick" => &[("stroke", "#b1b9bc"), ("stroke-width", "1")],
        "app-picture__now" => &[("stroke", "#505a5f"), ("stroke-width", "2"), ("stroke-dasharray", "1 3")],
        "app-picture__mark" => &[("fill", INK), ("stroke", INK), ("stroke-width", "2")],
        "app-picture__mark--hollow" => &[("fill", "#ffffff")],
        "app-picture__count" => {
            &[LETTERS, ("font-size", "14"), ("text-anchor", "middle"), ("fill", "#ffffff")]
        }
        "app-picture__count--hollow" => &[("fill", INK)],
        "app-picture__delay" => &[
            ("stroke", INK),
            ("stroke-width", "2"),
            ("stroke-dasharray", "1 4"),
            ("stroke-linecap", "round"),
        ],
        "app-picture__delay-end" => &[("stroke", INK), ("stroke-width", "2")],
        "app-picture__hit" => &[("fill", "none")],
        "app-kin__symbol" | "app-kin__badge" => {
            &[("fill", "#ffffff"), ("stroke", INK), ("stroke-width", "2")]
        }
        "app-kin__stroke" | "app-kin__line" => &[("fill", "none"), ("stroke", INK), ("stroke-width", "2")],
        "app-kin__line--loose" | "app-kin__line--placed" => &[("stroke-dasharray", "8 4")],
        "app-kin__line--step" | "app-kin__line--through" => &[("stroke-dasharray", "2 4")],
        "app-kin__home" => {
            &[("fill", "none"), ("stroke", "#505a5f"), ("stroke-width", "2"), ("stroke-dasharray", "10 6")]
        }
        "app-kin__words" => &[("text-anchor", "middle")],
        "app-kin__letter" => {
            &[LETTERS, ("font-size", "14"), ("font-weight", "bold"), ("text-anchor", "middle"), ("fill", INK)]
        }
        _ => &[],
    }
}

/// The drawing with what its classes mean in place of them. In a drawing of ours a quotation mark in words is escaped, so that a class is found by its name.
pub(super) fn on_paper(drawn: &str) -> String {
    const CLASS: &str = " class=\"";
    let mut done = String::with_capacity(drawn.len() * 2);
    let mut rest = drawn;
    while let Some((before, after)) = rest.split_once(CLASS) {
        let (classes, after) = after.split_once('"').unwrap_or((after, ""));
        done.push_str(before);
        // A later class has the last word, as in the stylesheet.
        let meant: BTreeMap<&str, &str> = classes.split_whitespace().flat_map(means).copied().collect();
        for (name, value) in meant {
            done.push_str(&format!(" {name}=\"{value}\""));
        }
        rest = after;
    }
    done.push_str(rest);
    done
}

#[cfg(test)]
mod tests {
    use super::on_paper;

    #[test]
    fn classes_become_strokes_and_letters_and_words_stay() {
        let drawn = r#"<g><text class="app-picture__count app-picture__count--hollow" x="1">2 class=&quot;x&quot;</text><circle class="strange" r="6"></circle></g>"#;
        assert_eq!(
            on_paper(drawn),
            r##"<g><text fill="#0b0c0c" font-family="Noto Sans, Helvetica, Arial, sans-serif" font-size="14" text-anchor="middle" x="1">2 class=&quot;x&quot;</text><circle r="6"></circle></g>"##
        );
    }
}
