//! Forms as people use them: what is asked, what is missing, what is kept.

use jiff::civil::date;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::pack::{Pack, england};
use crate::refusal::Problem;

const FORM: &str = r#"
id = "visit"
version = 3
title = "A visit"

[[section]]
id = "home"
title = "At home"

[[section.question]]
id = "seen"
kind = "yes_no"
label = "Was a child seen?"
needed = "save"
not_known = true
owner = "Test"
why = "Test"

[[section.question]]
id = "why_not"
kind = "short_text"
label = "Why not?"
needed = "submit"
when = { question = "seen", is = ["no", "not_known"] }
owner = "Test"
why = "Test"

[[section.question]]
id = "who_says"
kind = "short_text"
label = "Who says so?"
when = { question = "why_not", answered = true }
owner = "Test"
why = "Test"

[[section]]
id = "children"
title = "Children"
repeats = { per = "child", min = 1, max = 3, another = "Add another child" }

[[section.question]]
id = "name"
kind = "person_name"
label = "Name"
needed = "save"
not_known = true
prefill = "child.name"
fills = "child.name"
owner = "Test"
why = "Test"

[[section.question]]
id = "birth"
kind = "partial_date"
label = "Born"
not_known = true
prefill = "child.birth"
fills = "child.birth"
owner = "Test"
why = "Test"

[[section.question]]
id = "disability"
kind = "codes"
list = "disability"
label = "Disability"
not_known = true
fills = "child.disability"
owner = "Test"
why = "Test"

[[section.question]]
id = "hungry"
kind = "one"
label = "Hungry?"
needed = "authorise"
owner = "Test"
why = "Test"
choices = [
    { value = "never", words = "Never", weight = 0 },
    { value = "often", words = "Often", weight = 3 },
]

[[section.question]]
id = "words"
kind = "long_text"
label = "What the child said"
when = { question = "hungry", is = "often" }
owner = "Test"
why = "Test"

[[section]]
id = "after"
title = "Afterwards"
when = { question = "children.hungry", is = "often" }
bands = [{ from = 0, words = "low" }, { from = 3, words = "high" }]

[[section.question]]
id = "meals"
kind = "one"
label = "Who makes meals?"
not_known = true
owner = "Test"
why = "Test"
choices = [{ value = "adult", words = "An adult", weight = 1 }, { value = "child", words = "The child", weight = 2 }]

[[section.question]]
id = "cold"
kind = "several"
label = "What was cold?"
owner = "Test"
why = "Test"
choices = [{ value = "room", words = "The room", weight = 1 }, { value = "bed", words = "The bed", weight = 1 }]

[[section.question]]
id = "count"
kind = "number"
label = "How many rooms?"
min = 1
max = 20
owner = "Test"
why = "Test"
"#;

fn form() -> Form {
    let pack = Pack::over_england([("forms/visit.toml", FORM)]).unwrap();
    pack.form("visit").unwrap().clone()
}

fn posted(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn answered(fields: &[(&str, &str)]) -> Answers {
    form().read(&posted(fields)).answers
}

fn fields(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.field.as_str()).collect()
}

#[test]
fn what_is_missing_depends_on_the_step_and_on_what_was_answered() {
    let check = |given: &[(&str, &str)], stage: Stage, expected: &[&str]| {
        let missing = form().missing(&answered(given), stage);
        assert_eq!(fields(&missing), expected, "{given:?}");
    };
    check(&[], Stage::Save, &["home.seen", "children.0.name"]);
    check(&[("home.seen", "yes"), ("children.0.name", "Ava")], Stage::Submit, &[]);
    check(&[("home.seen", "no"), ("children.0.name", "Ava")], Stage::Submit, &["home.why_not"]);
    check(&[("home.seen", "no"), ("children.0.name", "Ava")], Stage::Save, &[]);
    check(
        &[("home.seen", "not_known"), ("children.0.name.not_known", "1")],
        Stage::Submit,
        &["home.why_not"],
    );
    check(
        &[("home.seen", "yes"), ("children.0.name", "Ava"), ("children.2.birth", "2019")],
        Stage::Authorise,
        &["children.0.hungry", "children.2.name", "children.2.hungry"],
    );
    // A repeat that nobody filled is not asked for, once another is there.
    check(&[("home.seen", "yes"), ("children.1.name", "Leo")], Stage::Save, &[]);
    check(
        &[("home.seen", " \r\n "), ("children.0.name", "")],
        Stage::Save,
        &["home.seen", "children.0.name"],
    );
}

#[test]
fn a_question_is_asked_when_its_condition_holds() {
    let check = |given: &[(&str, &str)], place: &str, expected: bool| {
        assert_eq!(form().asks(&answered(given), &place.parse().unwrap()), expected, "{place} {given:?}");
    };
    check(&[], "home.seen", true);
    check(&[], "home.nothing", false);
    check(&[], "home.why_not", false);
    check(&[("home.seen", "not_known")], "home.why_not", true);
    check(&[("home.seen", "yes")], "home.why_not", false);
    // In the same repeat, not in its neighbour.
    check(&[("children.1.hungry", "often")], "children.1.words", true);
    check(&[("children.1.hungry", "often")], "children.0.words", false);
    // In another section one child is enough.
    check(&[("children.0.hungry", "never"), ("children.2.hungry", "often")], "after.meals", true);
    check(&[("children.0.hungry", "never")], "after.meals", false);
    // The answer of a question that is no longer asked is kept, and counts for nothing.
    let stale = [("home.seen", "yes"), ("home.why_not", "asleep")];
    check(&stale, "home.who_says", false);
    assert_eq!(answered(&stale).one("home", "why_not"), Some(&Answer::text("asleep")));
}

#[test]
fn not_known_is_an_answer_and_not_asked_is_none() {
    let answers = answered(&[
        ("children.0.name.not_known", "yes"),
        ("home.seen", "not_known"),
        ("children.0.birth", " "),
    ]);
    assert_eq!(answers.nth("children", 0, "name"), Some(&Answer::NotKnown));
    assert_eq!(answers.one("home", "seen"), Some(&Answer::NotKnown));
    assert_eq!(answers.nth("children", 0, "birth"), None);
    let both = form().read(&posted(&[("children.0.name", "Ava"), ("children.0.name.not_known", "yes")]));
    assert_eq!(both.answers.nth("children", 0, "name"), Some(&Answer::text("Ava")));
    assert_eq!(fields(&both.problems), ["children.0.name"]);
}

#[test]
fn every_word_is_kept_and_what_cannot_be_taken_is_told() {
    let check = |name: &str, text: &str, told: &[&str]| {
        let read = form().read(&posted(&[(name, text)]));
        assert_eq!(fields(&read.problems), told, "{name} {}", text.chars().take(40).collect::<String>());
        let kept: Vec<String> = read.answers.given.values().map(Answer::words).collect();
        let unknown: Vec<String> = read.unknown.iter().map(|(_, text)| text.clone()).collect();
        assert_eq!([kept, unknown].concat(), [text], "{name}");
    };
    for name in [
        "O'Brien",
        "Null",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\u{202e}nevE",
        "Zoe\u{308}",
        "伊藤",
    ] {
        check("children.0.name", name, &[]);
    }
    check("children.0.name", &"n".repeat(120), &[]);
    check("children.0.words", &"w".repeat(250_000), &[]);
    check("children.0.words", &"w".repeat(1_000_000), &["children.0.words"]);
    check("children.0.words", "two\r\nlines ", &[]);
    check("children.0.words", "a\0b", &["children.0.words"]);
    check("children.0.birth", "31 November 2019", &["children.0.birth"]);
    check("children.0.birth", "1899", &["children.0.birth"]);
    check("children.0.birth", "about 7 years old", &[]);
    check("children.0.hungry", "sometimes", &["children.0.hungry"]);
    check("children.0.disability", "AUT", &[]);
    check("children.0.disability", "XYZ", &["children.0.disability"]);
    check("after.count", "0", &["after.count"]);
    check("after.count", "many", &["after.count"]);
    check("children.3.name", "Fourth", &["children.3.name"]);
    check("children.00.name", "Ava", &["children.00.name"]);
    check("children.name", "Ava", &["children.name"]);
    check("children", "Ava", &["children"]);
    check("children.0", "Ava", &["children.0"]);
    check("home.0.seen", "yes", &["home.0.seen"]);
    check("home.seen.more", "yes", &["home.seen.more"]);
    check("home.why_not.not_known", "yes", &["home.why_not.not_known"]);
    check("secret.admin", "yes", &["secret.admin"]);
    check("", "x", &[""]);
}

#[test]
fn a_field_sent_twice_is_not_half_lost() {
    let read =
        form().read(&posted(&[("children.0.name", "Ava"), ("children.0.name", "Eva"), ("_draft", "d")]));
    assert_eq!(read.answers.nth("children", 0, "name"), Some(&Answer::text("Ava")));
    assert_eq!(read.unknown, posted(&[("children.0.name", "Eva")]));
    assert_eq!(fields(&read.problems), ["children.0.name"]);
    let several = answered(&[("children.0.disability", "AUT"), ("children.0.disability", "LD")]);
    assert_eq!(several.nth("children", 0, "disability").map(Answer::words).as_deref(), Some("AUT, LD"));
}

#[test]
fn an_answer_is_read_by_its_kind() {
    let check = |given: &[(&str, &str)], place: &str, expected: Result<Value, ()>| {
        let (form, place) = (form(), place.parse().unwrap());
        let answers = answered(given);
        let value = form.question(&place).unwrap().value(answers.at(&place).unwrap());
        assert_eq!(value.map_err(|_| ()), expected, "{given:?}");
    };
    check(&[("home.seen", "yes")], "home.seen", Ok(Value::YesNo(true)));
    check(&[("home.seen", "not_known")], "home.seen", Ok(Value::NotKnown));
    check(&[("after.count", " 7 ")], "after.count", Ok(Value::Number(7)));
    check(&[("children.0.hungry", "often")], "children.0.hungry", Ok(Value::Chosen("often".into())));
    check(&[("children.0.birth", "7")], "children.0.birth", Ok(Value::Age(7)));
    check(&[("children.0.birth", "about 14 months")], "children.0.birth", Ok(Value::Age(1)));
    let birth = |day: &str, month: &str, year: &str, precision: &str| {
        let fields = [("day", day), ("month", month), ("year", year), ("precision", precision)];
        let fields: Vec<_> = fields
            .iter()
            .map(|(part, text)| (format!("children.0.birth.{part}"), (*text).to_owned()))
            .collect();
        let answers = form().read(&fields).answers;
        let answer = answers.nth("children", 0, "birth").unwrap().clone();
        let value = form().question(&Place::nth("children", 0, "birth")).unwrap().value(&answer);
        value.map(|value| value.birth(date(2026, 11, 23)).unwrap().to_string()).map_err(|_| answer.words())
    };
    assert_eq!(birth("5", "3", "2019", ""), Ok("5 March 2019".into()));
    assert_eq!(birth("", "3", "2019", ""), Ok("March 2019".into()));
    assert_eq!(birth("", "", "2019", "about"), Ok("about 2019".into()));
    assert_eq!(birth("14", "1", "2027", "expected"), Ok("due 14 January 2027".into()));
    assert_eq!(birth("31", "11", "2019", ""), Err("31/11/2019".into()));
    assert_eq!(Value::Age(7).birth(date(2026, 11, 23)).unwrap().to_string(), "about 2019");
}

#[test]
fn a_wrong_check_digit_is_told_and_never_in_the_way() {
    let text = FORM.replace("kind = \"number\"", "kind = \"nhs_number\"").replace("min = 1\nmax = 20\n", "");
    let pack = Pack::over_england([("forms/visit.toml", text)]).unwrap();
    let form = pack.form("visit").unwrap();
    let check = |number: &str, warned: bool| {
        let read = form.read(&posted(&[("after.count", number)]));
        assert_eq!(read.problems, []);
        assert_eq!(!read.warnings.is_empty(), warned, "{number}");
        assert_eq!(read.answers.one("after", "count"), Some(&Answer::text(number)));
    };
    check("999 000 0018", false);
    check("999 000 0019", true);
    check("none yet", true);
}

#[test]
fn what_is_already_known_is_not_asked_twice() {
    let names = ["Ava", "Leo"];
    let mut answers = answered(&[("children.1.name", "Leo K")]);
    form().prefill(&mut answers, |source, child| match source {
        Source::Record(Target::ChildName) => names.get(usize::from(child?)).map(|name| Answer::text(*name)),
        _ => None,
    });
    assert_eq!(answers.nth("children", 0, "name"), Some(&Answer::text("Ava")));
    assert_eq!(
        answers.nth("children", 1, "name"),
        Some(&Answer::text("Leo K")),
        "an answer is never replaced"
    );
    assert_eq!(answers.repeats("children"), [0, 1]);
}

#[test]
fn answers_fill_the_core_of_a_contact() {
    let form = form();
    let answers = answered(&[
        ("children.0.name", "Ava"),
        ("children.1.name.not_known", "y"),
        ("children.1.birth", "2019"),
    ]);
    let filled: Vec<_> =
        form.filled(&answers).iter().map(|f| (f.target, f.index, f.answer.words())).collect();
    let expected = [
        (Target::ChildName, Some(0), "Ava".to_owned()),
        (Target::ChildName, Some(1), String::new()),
        (Target::ChildBirth, Some(1), "2019".to_owned()),
    ];
    assert_eq!(filled, expected);
    for target in Target::ALL {
        assert_eq!(Target::named(target.as_str()), Some(*target));
    }
}

#[test]
fn an_instrument_adds_up_and_says_what_was_not_answered() {
    let check = |given: &[(&str, &str)], expected: (i32, usize, usize, &str)| {
        let form = form();
        let hungry = ("children.0.hungry", "often");
        let answers = answered(&[&[hungry], given].concat());
        let score = form.score(&answers, form.section("after").unwrap(), None).unwrap();
        assert_eq!(
            (score.sum, score.answered, score.asked, score.band.as_deref().unwrap_or("")),
            expected,
            "{given:?}"
        );
    };
    check(&[], (0, 0, 2, "low"));
    check(&[("after.meals", "child")], (2, 1, 2, "low"));
    check(&[("after.meals", "not_known"), ("after.cold", "bed")], (1, 1, 2, "low"));
    check(&[("after.meals", "child"), ("after.cold", "bed"), ("after.cold", "room")], (4, 2, 2, "high"));
    assert_eq!(form().score(&answered(&[]), form().section("home").unwrap(), None), None);
}

#[test]
fn the_stored_shape_stays() {
    let answers = answered(&[
        ("home.seen", "not_known"),
        ("children.0.name", "Ava"),
        ("children.10.name", "lost"),
        ("children.2.birth.year", "2019"),
        ("children.0.disability", "LD"),
    ]);
    let text = r#"{"form":"visit","version":3,"given":{"children.0.disability":{"several":["LD"]},"children.0.name":{"text":"Ava"},"children.2.birth":{"date":{"year":"2019"}},"home.seen":"not_known"}}"#;
    assert_eq!(serde_json::to_string(&answers).unwrap(), text);
    assert_eq!(serde_json::from_str::<Answers>(text).unwrap(), answers);
    for wrong in
        ["children.0", "children.x.name", "Home.seen", "home", "a.b.c.d", "home.01.seen", "home..seen"]
    {
        assert!(wrong.parse::<Place>().is_err(), "{wrong}");
    }
}

#[test]
fn the_forms_of_england_can_be_filled_in() {
    let pack = england();
    let public = pack.form("referral_public").unwrap();
    assert_eq!(
        fields(&public.missing(&public.blank(), Stage::Submit)),
        ["worry.facts"],
        "one answer is enough"
    );
    let referral = pack.form("referral_professional").unwrap();
    let fields: Vec<(String, String)> = referral
        .asked(&referral.blank())
        .iter()
        .filter(|(_, question)| question.not_known)
        .map(|(place, question)| match question.kind.is_choice() {
            true => (place.to_string(), NOT_KNOWN.to_owned()),
            false => (format!("{place}.not_known"), "yes".to_owned()),
        })
        .collect();
    let read = referral.read(&fields);
    assert_eq!(read.problems, []);
    assert_eq!(referral.missing(&read.answers, Stage::Authorise), [], "“not known” answers everything");
    assert_eq!(
        referral.sections.iter().filter(|section| section.title.starts_with(char::is_numeric)).count(),
        8
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever a browser sends: no word is lost, every problem lands on a field, and the same page read again gives the same.
    #[test]
    fn whatever_is_posted_is_kept(
        fields in proptest::collection::vec(
            ("(home|children|after|x)(\\.(0|1|2|3|00|name|seen))?(\\.(name|birth|hungry|disability|cold|count|day|not_known))?", "\\PC{0,12}|yes|often|AUT|7"),
            0..8,
        )
    ) {
        let form = form();
        let read = form.read(&fields);
        for (name, text) in &fields {
            let written = || read.answers.given.iter().any(|(_, answer)| match answer {
                Answer::Text(kept) => kept == text,
                Answer::Several(kept) => kept.contains(text),
                Answer::Date(parts) => [&parts.day, &parts.month, &parts.year].contains(&text),
                Answer::NotKnown => text == NOT_KNOWN,
            });
            let handed_back = || read.unknown.iter().any(|(_, kept)| kept == text);
            prop_assert!(text.trim().is_empty() || name.ends_with("not_known") || written() || handed_back(), "{name} {text}");
        }
        let sent: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        for problem in &read.problems {
            prop_assert!(sent.iter().any(|name| name.starts_with(problem.field.as_str())), "{problem:?}");
        }
        prop_assert_eq!(form.check(&read.answers).len() <= read.problems.len(), true);
        let missing = form.missing(&read.answers, Stage::Authorise);
        prop_assert!(missing.iter().all(|problem| problem.field.parse::<Place>().is_ok()));
    }
}
