//! The name of a document as it is kept and handed out: no way out of a folder, no sign that turns the reading round, no name that a machine
//! takes for a device, and an ending that says what the document is.

use super::DocumentKind;

/// The longest name, without its ending.
const LONGEST: usize = 80;
/// Names that some machines take for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name that is safe to keep and to hand out, from the one that came with the file.
pub fn tamed(name: &str, kind: DocumentKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut kept = String::new();
    let mut space = false;
    for sign in last.chars() {
        let unseen = sign.is_control() || is_unseen(sign);
        if sign.is_whitespace() || unseen {
            space = true;
            continue;
        }
        if space && !kept.is_empty() {
            kept.push(' ');
        }
        space = false;
        kept.push(if "\"'`<>|:*?%;&$#{}".contains(sign) { '-' } else { sign });
    }
    let kept = match kept.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => kept.as_str(),
    };
    let kept: String = kept.trim_matches(['.', ' ', '-']).chars().take(LONGEST).collect();
    let kept = kept.trim_end_matches(['.', ' ']);
    let lower = kept.to_lowercase();
    let first =
        lower.split('.').next().unwrap_or_default().trim_end_matches(|sign: char| sign.is_ascii_digit());
    let stem = if kept.is_empty() {
        "document".to_owned()
    } else if DEVICES.contains(&first.trim()) {
        format!("document {kept}")
    } else {
        kept.to_owned()
    };
    format!("{stem}.{}", kind.ending())
}

fn is_ending(ending: &str) -> bool {
    (1..=5).contains(&ending.chars().count()) && ending.chars().all(|sign| sign.is_ascii_alphanumeric())
}

/// Signs that cannot be seen: marks of direction, joiners, the byte order mark.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        let long = "é".repeat(300);
        let kept_long = format!("{}.pdf", "é".repeat(LONGEST));
        for (name, expected) in [
            ("attendance.pdf", "attendance.pdf"),
            ("Report of 3 May.PDF", "Report of 3 May.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("..\\..\\x", "x.pdf"),
            ("C:\\Users\\ada\\Elm School.docx", "Elm School.pdf"),
            ("", "document.pdf"),
            ("..", "document.pdf"),
            ("...", "document.pdf"),
            ("CON.txt", "document CON.pdf"),
            ("lpt1", "document lpt1.pdf"),
            ("aux.h.txt", "document aux.h.pdf"),
            ("a\r\nSet-Cookie: x=y", "a Set-Cookie- x=y.pdf"),
            ("evil\u{202e}fdp.exe", "evil fdp.pdf"),
            ("a\0b.pdf", "a b.pdf"),
            ("say \"hello\".pdf", "say -hello.pdf"),
            ("x.php;.jpg", "x.php.pdf"),
            (long.as_str(), kept_long.as_str()),
        ] {
            assert_eq!(tamed(name, DocumentKind::Pdf), expected, "{name:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_name_it_is_one_plain_file(name in "\\PC{0,400}|[\\x00-\\x7f]{0,40}") {
            let tamed = tamed(&name, DocumentKind::Jpeg);
            proptest::prop_assert!(tamed.ends_with(".jpg"));
            proptest::prop_assert!(tamed.chars().count() <= LONGEST + 14);
            proptest::prop_assert!(!tamed.contains(['/', '\\', '"', '\r', '\n', '\0']) && !tamed.starts_with('.'));
        }
    }
}
