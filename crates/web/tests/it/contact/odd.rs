//! Whatever is typed, the answer is words, nothing is lost, and nothing of ours fails.

use axum::http::StatusCode;

use super::front::{ASHA, Front, RUTH};
use super::journey::{EARLY_HELP, call, matched};

#[test]
fn what_cannot_be_taken_is_said_beside_its_question() {
    let front = Front::open_for_business();
    let check = |field: &str, typed: &str, words: &str| {
        let form = call(&front, ASHA).with("received-date", "23 11 2026").with(field, typed);
        let answer = form.send();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={typed}: {}", answer.words());
        answer.says(words);
        let again = front.form_of(ASHA, "/contacts/new", &answer);
        for (name, value) in
            form.fields.iter().filter(|(name, value)| !value.is_empty() && name != "then" && name != "source")
        {
            assert_eq!(again.get(name), value, "{name} after {field}={typed}");
        }
    };
    check("child-0-birth", "31 November 2025", "November 2025 has 30 days");
    check("child-0-birth", "31/11/2025", "November 2025 has 30 days");
    check("child-0-birth", "29 2 2019", "February 2019 has 28 days");
    check("child-0-birth", "next year", "Enter a date like 29 2 2016");
    check("child-0-birth", "4 3 2030", "write “due” before the day");
    check("child-0-birth", "4 3 19", "four digits");
    check("happened", "32 1 2026", "January 2026 has 31 days");
    check("source", "", "Choose who is contacting us.");
    check("source-school", "", "Choose which of these is contacting us.");
}

#[test]
fn a_choice_that_is_not_offered_is_not_taken() {
    let front = Front::open_for_business();
    let check = |field: &str, typed: &str, words: &str| {
        let answer = call(&front, ASHA).with(field, typed).send();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={typed}");
        answer.says(words);
    };
    check("source", "<script>", "Choose who is contacting us.");
    check("source-school", "6", "Choose which of these is contacting us.");
    check("channel", "import", "Choose how it reached us.");
}

#[test]
fn a_moment_that_cannot_be_is_said() {
    let front = Front::open_for_business();
    let check = |date: &str, time: &str, words: &str| {
        let form = call(&front, ASHA).with_all(&[
            ("received", "earlier"),
            ("received-date", date),
            ("received-time", time),
        ]);
        let answer = form.send();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{date} {time}");
        answer.says(words);
    };
    check("31 11 2026", "10:00", "November 2026 has 30 days");
    check("23 11 2026", "25:00", "Enter a time like 15:00");
    check("25 10 2026", "01:30", "happened twice");
    check("29 3 2026", "01:30", "The clocks went forward");
    check("24 11 2026", "10:00", "cannot have reached us later than now");
    check("", "", "Enter a date");
}

#[test]
fn without_a_worry_or_a_child_it_is_no_contact() {
    let front = Front::open_for_business();
    call(&front, ASHA).with("facts", " ").with("opinion", "").send().says("Write what you are worried about");
    let blank: Vec<(String, String)> =
        [("source", "police"), ("channel", "telephone"), ("facts", "Shouting")]
            .map(|(n, v)| (n.into(), v.into()))
            .into();
    front.post(ASHA, "/contacts/new", &blank).says("Say which child this is about.");
    assert_eq!(front.post(ASHA, "/contacts/new", &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn whatever_is_said_is_kept_and_flagged() {
    let front = Front::open_for_business();
    let long = "worry ".repeat(1 << 18);
    let check = |field: &str, typed: &str, shown: &str| {
        let contact = call(&front, ASHA).with(field, typed).taken();
        front.get(ASHA, &contact).says(shown).says_not("\u{202e}").says_not("\0");
    };
    check("child-0-nhs_number", "999 000 0019", "This NHS number has a wrong digit.");
    check("child-0-nhs_number", "99", "An NHS number has 10 digits.");
    check("child-0-postcode", "nowhere", "This is not like a postcode.");
    check("child-0-name", "O'Brien-Ñandú \u{1f98a}", "O'Brien-Ñandú \u{1f98a}");
    check("child-0-name", "Ava\u{202e}gpj.exe", "Ava\u{fffd}gpj.exe");
    check("child-0-name", "<script>alert(1)</script>", "<script>alert(1)</script>");
    check("child-0-name", "a\0b", "a\u{fffd}b");
    check("child-0-name", "not known", "Child 1: Not known");
    check("child-0-name", " ", "Child 1: Not known");
    check("child-0-birth", "aged 7", "about 2019");
    check("child-0-birth", "due 3 5 2027", "due 3 May 2027");
    check("child-0-birth", "not known", "Not known");
    check("child-0-school", "unknown", "Not known");
    check("facts", "first\r\nsecond\u{2028}third\0fourth", "first second");
    check("facts", &long, "worry worry worry");
    check("referrer-phone", "hello", "hello");
    check("referrer-email", "no e-mail, ring her", "no e-mail, ring her");
    check("never", "a\0b", "a\u{fffd}b");
    check("child-7-name", "Second Child", "Child 2: Second Child");
}

#[test]
fn what_looks_wrong_is_marked_and_in_nobodys_way() {
    let front = Front::open_for_business();
    let typed = [
        ("referrer-email", "ring her"),
        ("child-0-nhs_number", "999 000 0019"),
        ("child-0-more", "a\0b"),
        ("source", ""),
    ];
    let answer = call(&front, ASHA).with_all(&typed).send();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Choose who is contacting us.")
        .says("Please check: Enter an e-mail address")
        .says("Please check: This NHS number has a wrong digit.")
        .says("It holds a character that nobody can see");
    let problems = scraper::Selector::parse(".govuk-error-summary__list li").unwrap();
    let page = scraper::Html::parse_document(&answer.body);
    assert_eq!(page.select(&problems).count(), 1, "only what is needed is refused: {}", answer.words());
    // A time half typed before somebody chose "now" again is in nobody's way.
    call(&front, ASHA)
        .with_all(&[("received", "now"), ("received-date", "31 11"), ("received-time", "x")])
        .taken();
    call(&front, ASHA).with("happened", "about 2024").taken();
}

#[test]
fn a_councils_own_questions_are_asked_with_the_others_and_kept() {
    let front = Front::open_for_business();
    front
        .get(ASHA, "/contacts/new")
        .says("Does a child in this family look after somebody?")
        .says("Find out who is with the child, and stay on the line.")
        .says_not("Lives with the first child");
    let contact = call(&front, ASHA)
        .with_all(&[("local.young_carer", "yes"), ("local.young_carer_who", "Ava helps her mother")])
        .taken();
    front
        .get(ASHA, &contact)
        .says("The council’s own questions")
        .says("Who looks after whom?")
        .says("Ava helps her mother")
        .says_not("Where does the family sleep tonight?");
    let contact = call(&front, ASHA).taken();
    front.get(ASHA, &contact).says_not("The council’s own questions");
    let answer = call(&front, ASHA).with("local.home_tonight", "a palace").send();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("“a palace” is not one of the answers offered.");
}

/// Names of fields of every form here, and some of none.
const NAMES: &[&str] = &[
    "source",
    "danger_now",
    "received",
    "received-date",
    "outcome",
    "also",
    "level",
    "paragraph-",
    "agreement",
    "words",
    "kind",
    "answer",
    "purpose",
    "legal_basis",
    "whom",
    "act",
    "action-0-owner",
    "action-0-date",
    "action-9-what",
    "child-0-birth",
    "child-0-sex",
    "other-0-kinship",
    "more",
    "then",
    "form",
    "version",
    "local.young_carer",
    "local.none",
];

#[test]
fn nothing_that_is_posted_fails() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let below = ["/proposal", "/decision", "/consent", "/feedback", "/hold", "/children/0", "/children/99"];
    let paths = below.map(|below| format!("{contact}{below}"));
    for path in paths.iter().map(String::as_str).chain(["/contacts/new"]) {
        for value in ["", "x", "-1", "99999999999999999999", "\0", "\u{202e}", "%", "<b>", "0"] {
            let fields: Vec<(String, String)> =
                NAMES.iter().map(|name| ((*name).to_owned(), value.to_owned())).collect();
            let answer = front.post(RUTH, path, &fields);
            assert!(
                !answer.status.is_server_error(),
                "{path} {value:?}: {} {}",
                answer.status,
                answer.words()
            );
        }
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let none = "00000000000000000000000000000000";
    for path in [
        "/contacts/x".to_owned(),
        format!("/contacts/{none}"),
        format!("{contact}/children/x"),
        format!("{contact}/children/99"),
        format!("{contact}/consent/{none}/dispense"),
    ] {
        assert_eq!(front.get(RUTH, &path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_proposal_says_what_is_missing() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let check = |field: &str, typed: &str, words: &str| {
        let form = front.form(ASHA, &format!("{contact}/proposal")).with_all(EARLY_HELP).with(field, typed);
        let answer = form.send();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={typed}");
        answer.says(words);
    };
    check("outcome", "", "Choose what should happen.");
    check("level", "", "Choose the level of need.");
    check("level", "9", "Choose the level of need.");
    check("paragraph-2", "", "Choose the threshold paragraph that fits.");
    check("paragraph-2", "neglect_4", "Choose the threshold paragraph that fits.");
    check("rationale", "agreed", "Say why");
    check("considered", "", "Say what else you considered.");
    check("action-0-what", "", "Say what is to be done.");
    check("action-0-owner", "", "Choose who does it.");
    check("action-0-date", "31 11 2026", "November 2026 has 30 days");
    check("action-0-date", "1 11 2026", "must lie ahead");
    let unlooked = call(&front, ASHA).taken();
    let answer = front.form(ASHA, &format!("{unlooked}/proposal")).with_all(EARLY_HELP).send();
    answer.says("Say whether Ava Example is already known before proposing an outcome.");
}

#[test]
fn who_is_already_known_is_asked_while_typing() {
    let front = Front::open_for_business();
    matched(&front, ASHA);
    let check_of = |child: u16, fields: &[(&str, &str)], words: &str| {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let answer = front.post(ASHA, &format!("/contacts/new/known/{child}"), &fields);
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
        let found: Vec<String> =
            design::rules::check_fragment(&answer.body).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{found:#?}");
    };
    let check = |fields: &[(&str, &str)], words: &str| check_of(0, fields, words);
    check(&[("child-0-name", "Eva Exampel"), ("child-0-birth", "4 3 2019")], "Ava Example");
    check_of(3, &[("child-3-name", "Ava Example")], "Ava Example");
    check_of(0, &[("child-3-name", "Ava Example")], "Nobody was looked for yet.");
    check(&[("child-0-name", "Zebedee Quill")], "Nobody found so far.");
    check(&[("child-0-name", "A")], "Nobody was looked for yet.");
    check(&[("child-0-name", ""), ("child-0-birth", "4 3 2019")], "Nobody was looked for yet.");
    check(&[("child-0-name", "Ava Example"), ("child-0-birth", "31 11 2019")], "Ava Example");
}

#[test]
fn an_address_that_must_not_be_found_is_not_shown() {
    let front = Front::open_for_business();
    let contact = call(&front, ASHA)
        .with_all(&[
            ("child-0-address", "12 Elm Way"),
            ("child-0-postcode", "ZZ99 3VZ"),
            ("child-0-address_hidden", "yes"),
            ("referrer-anonymous", "yes"),
        ])
        .taken();
    for who in [ASHA, RUTH] {
        for below in ["", "/children/0", "/proposal"] {
            let page = front.get(who, &format!("{contact}{below}"));
            page.says_not("Elm Way").says_not("ZZ99").says_not("Jo Reed").says_not("jo.reed");
        }
    }
    front
        .get(ASHA, &contact)
        .says("Hidden: it is on the record")
        .says("Withheld: they asked not to be named");
}
