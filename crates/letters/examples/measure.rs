//! How long files of documents take: an assessment of sixty questions and a chronology of 2,000 events, both invented. With a folder as its argument it
//! keeps them there, to be looked at.
//!
//! `cargo run --release -p letters --example measure -- /tmp/looked-at`

#![expect(clippy::print_stdout, reason = "an example tells what it measured")]
#![expect(clippy::expect_used, reason = "an example that cannot go on has nothing to tell")]

use std::path::PathBuf;
use std::time::Instant;

use domain::document::{Document, Image, Part, Picture, Run, Table};
use jiff::Timestamp;

fn main() {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    for (name, document) in
        [("assessment", assessment()), ("chronology", chronology(2_000)), ("family", family())]
    {
        for round in ["first", "again"] {
            let (pdf, took) = timed(|| letters::pdf(&document).expect("a PDF"));
            let (word, wrote) = timed(|| letters::word(&document).expect("a Word file"));
            println!(
                "{name:<12} {round:<6} PDF {took:>8.1} ms {:>8} bytes   Word {wrote:>8.1} ms {:>8} bytes",
                pdf.len(),
                word.len()
            );
            if let Some(folder) = &folder {
                std::fs::create_dir_all(folder).expect("a folder");
                std::fs::write(folder.join(format!("{name}.pdf")), pdf).expect("written");
                std::fs::write(folder.join(format!("{name}.docx")), word).expect("written");
            }
        }
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let made = act();
    (made, began.elapsed().as_secs_f64() * 1000.0)
}

fn holding(title: &str, composed_for: &str, parts: Vec<Part>) -> Document {
    Document {
        title: title.into(),
        language: "en-GB".into(),
        from: "Northbridge Council".into(),
        composed_for: composed_for.into(),
        made: Timestamp::from_second(1_790_000_000).expect("a moment"),
        dated: "21 September 2026. Reference D-K7Q2MXA.".into(),
        parts,
    }
}

const ANSWER: &str = "Leo says that he hears shouting at night and that he goes to his sister's bed. His teacher sees that he is tired on Mondays. His mother says that it has got better since the summer, and that his grandmother comes on Thursdays. Nobody has asked his father, who lives in another town and has not seen Leo since March.";

fn assessment() -> Document {
    let mut parts = vec![Part::Facts(vec![
        ("Child".into(), "Leo Exampleton".into()),
        ("Born".into(), "3 April 2020".into()),
    ])];
    for block in 0..6 {
        parts.push(Part::heading(1, format!("Block {}: what life is like for Leo", block + 1)));
        let answers = (0..10).map(|number| {
            (
                format!("Question {}: what did you see, and who told you?", block * 10 + number + 1),
                ANSWER.to_owned(),
            )
        });
        parts.push(Part::Facts(answers.collect()));
        parts.push(Part::Quote {
            words: "I don't like it when it is loud.".into(),
            who: "Leo".into(),
            when: "12 March 2026".into(),
        });
    }
    holding(
        "Assessment: Leo Exampleton",
        "File copy: not composed for anybody outside children's social care",
        parts,
    )
}

fn chronology(events: usize) -> Document {
    let row = |number: usize| {
        vec![
            format!("{:02}/{:02}/20{:02}", number % 28 + 1, number % 12 + 1, 12 + number % 14),
            format!(
                "Contact from a school: entry {number}. Leo came without a coat and said that nobody was at home in the morning."
            ),
            format!("{:02}/{:02}/20{:02}", number % 28 + 1, number % 12 + 1, 12 + number % 14),
            if number.is_multiple_of(7) {
                "It repeats what was known of his brother.".into()
            } else {
                String::new()
            },
        ]
    };
    let table = Table {
        caption: format!("{events} entries, oldest first"),
        head: ["When", "What happened", "Known to us since", "Why it matters"].map(Into::into).into(),
        widths: vec![16, 46, 16, 22],
        rows: (0..events).map(row).collect(),
    };
    let about =
        Part::Facts(vec![("Child".into(), "Leo Exampleton".into()), ("Born".into(), "3 April 2020".into())]);
    holding(
        "Chronology: Leo Exampleton",
        "Composed for Northbridge Family Court, NB26C00123",
        vec![about, Part::heading(1, "Events"), Part::Table(table)],
    )
}

fn family() -> Document {
    let lanes = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 140" font-family="Noto Sans"><rect width="600" height="140" fill="#f8f8f8"/><text x="8" y="40" font-size="14">School</text><text x="8" y="100" font-size="14">Home</text><circle cx="160" cy="35" r="8" fill="#1d70b8"/><circle cx="300" cy="95" r="8" fill="none" stroke="#1d70b8" stroke-width="2"/><line x1="308" y1="95" x2="420" y2="95" stroke="#1d70b8" stroke-dasharray="3 4"/></svg>"##;
    let parts = vec![
        Part::heading(1, "What has happened, as we wrote it down"),
        Part::list(["2 March 2026: Somebody told us that they were worried.", "4 March 2026: We began an assessment.", "9 March 2026: Our own worker visited."]),
        Part::Picture(Picture { description: "What happened in March: school told us on the 4th; what happened at home on the 9th we knew on the 20th.".into(), image: Image::Svg(lanes.into()) }),
        Part::heading(1, "What we are worried about"),
        Part::words("We are worried that Leo sees and hears people shouting at night, and that he is too tired to learn."),
        Part::heading(1, "What you said"),
        Part::Quote { words: "It got better when my mother came on Thursdays.\nI want somebody to talk to him.".into(), who: "Kim Exampleton".into(), when: "12 March 2026".into() },
        Part::heading(1, "What must happen, and by when"),
        Part::Table(Table {
            caption: "Who does what".into(),
            head: ["Who", "What", "By when"].map(Into::into).into(),
            widths: vec![25, 50, 25],
            rows: vec![
                vec!["Kim Exampleton".into(), "Rings the doctor and makes an appointment for Leo.".into(), "20 March 2026".into()],
                vec!["Tom Okafor, social worker".into(), "Comes every Tuesday and talks with Leo alone.".into(), "From 17 March 2026".into()],
            ],
        }),
        Part::Note("If anybody is hurt, ring 999.".into()),
        Part::heading(1, "If you do not agree"),
        Part::Paragraph(vec![Run::plain("Ring us on "), Run::strong("01632 960001"), Run::plain(". You can complain at any time.")]),
        Part::heading(1, "Names in many scripts"),
        Part::list(["محمد علی", "আনোয়ারা খাতুন", "गुरप्रीत कौर", "ਹਰਜੀਤ ਕੌਰ", "தமிழ்ச்செல்வி", "王小明", "김민준", "Żółć Łukasz", "አበበ ከበደ", "עדינה כהן", "Ольга Їжакевич", "สมชาย", "⚠ ✓ ★"]),
    ];
    holding("What has happened", "Composed for Kim Exampleton", parts)
}
