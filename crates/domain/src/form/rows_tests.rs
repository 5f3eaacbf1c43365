//! Sections whose rows the page gives: what each row asks, under which names its fields stand, and what is missing there.

use super::page::{Need, PageForm, Takes};
use super::*;
use crate::pack::Pack;

const ROUND: PageForm = PageForm {
    id: "round",
    needs: &[
        Need::row("asked", "why", Takes::Words).field("#-why"),
        Need::row("asked", "to", Takes::OneOfPage),
        Need::row("asked", "by", Takes::Moment).field("by-#"),
    ],
    beside: &[],
};

const FORM: &str = r#"
id = "round"
version = 1
title = "A round"

[[section]]
id = "asked"
title = "What they are asked"
repeats = { per = "free", min = 1, max = 9, another = "Add another" }

[[section.question]]
id = "why"
kind = "long_text"
label = "Why?"
needed = "submit"
owner = "Test"
why = "Test"

[[section.question]]
id = "to"
kind = "short_text"
label = "To whom?"
owner = "Test"
why = "Test"

[[section.question]]
id = "by"
kind = "moment"
label = "By when?"
owner = "Test"
why = "Test"

[[section.question]]
id = "own"
kind = "short_text"
label = "Our own question"
owner = "Test"
why = "Test"
"#;

fn round() -> Form {
    let pack = Pack::over_england([("forms/round.toml", FORM)]).unwrap();
    let mut form = pack.form("round").unwrap().clone();
    // A pack may have such a section only where a page of the program gives its rows.
    if let Some(repeats) = &mut form.sections[0].repeats {
        repeats.per = Per::Page;
    }
    form.sections[0].questions[1].kind = Kind::Code { list: kind::PAGE_LIST.into(), choices: Vec::new() };
    let police = Row::new("police", "Police").offering("to", [("s1", "Sgt Whitlock")]);
    let school =
        Row::new("school", "").worded("why", "Why this school?").hinted("why", "In a line").without("to");
    form.with_rows("asked", &[police, school])
}

fn place(index: u16, question: &str) -> Place {
    Place::nth("asked", index, question)
}

#[test]
fn a_row_has_its_own_words_choices_and_questions() {
    let form = round();
    let asked: Vec<(String, &str)> = form
        .asked(&form.blank())
        .into_iter()
        .map(|(place, question)| (place.to_string(), question.label.as_str()))
        .collect();
    let asked: Vec<(&str, &str)> = asked.iter().map(|(place, label)| (place.as_str(), *label)).collect();
    assert_eq!(
        asked,
        [
            ("asked.0.why", "Why?"),
            ("asked.0.to", "To whom?"),
            ("asked.0.by", "By when?"),
            ("asked.0.own", "Our own question"),
            ("asked.1.why", "Why this school?"),
            ("asked.1.by", "By when?"),
            ("asked.1.own", "Our own question"),
        ]
    );
    assert!(form.question(&place(0, "to")).unwrap().kind.offers("s1"));
    assert_eq!(form.question(&place(1, "why")).unwrap().hint.as_deref(), Some("In a line"));
    assert_eq!(form.question(&place(1, "to")), None);
}

#[test]
fn a_field_has_the_key_of_its_row_and_is_read_back_at_its_place() {
    let form = round();
    for (at, field) in [
        (place(0, "why"), "police-why"),
        (place(1, "why"), "school-why"),
        (place(0, "to"), "asked-police-to"),
        (place(1, "own"), "asked.1.own"),
    ] {
        assert_eq!(ROUND.field(&form, &at), field);
        assert_eq!(ROUND.read_as(&form, field), Some(at.to_string()), "{field}");
    }
    assert_eq!(ROUND.field(&form, &place(1, "by")), "by-school");
    assert_eq!(ROUND.read_as(&form, "by-school-date").as_deref(), Some("asked.1.by.date"));
    assert_eq!(ROUND.read_as(&form, "by-police-time").as_deref(), Some("asked.0.by.time"));
    // What nobody asks keeps its own name, and is handed back.
    assert_eq!(ROUND.read_as(&form, "nursery-why").as_deref(), Some("nursery-why"));
}

#[test]
fn what_is_missing_names_the_row_that_has_a_name() {
    let form = round();
    let missing = form.missing(&form.blank(), Stage::Submit);
    let missing: Vec<(&str, &str)> =
        missing.iter().map(|problem| (problem.field.as_str(), problem.words.as_str())).collect();
    assert_eq!(
        missing,
        [("asked.0.why", "Police: Answer “Why”."), ("asked.1.why", "Answer “Why this school”.")]
    );
}

#[test]
fn what_is_sent_of_a_row_that_is_not_there_is_told_and_kept() {
    let form = round();
    let sent = [("asked.1.to".to_owned(), "s1".to_owned()), ("asked.2.why".to_owned(), "More".to_owned())];
    let read = form.read(&sent);
    assert_eq!(read.unknown, sent);
    assert_eq!(read.problems.len(), 2, "{:?}", read.problems);
}
