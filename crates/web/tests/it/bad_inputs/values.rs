//! What is typed that nobody expects: names that are words of computing, letters of every kind, markup, formulas, queries; dates that cannot be;
//! bodies that no browser sends.

const FORM: &str = "application/x-www-form-urlencoded";

/// A body that is longer than any form.
pub const LONG: &str = "nine megabytes";

/// Words for any field.
pub fn words() -> Vec<String> {
    let fixed = [
        "O'Brien",
        "Null",
        "Test",
        "undefined",
        "NaN",
        "x",
        "Ava\u{202e}elpmaxE",
        "zero\u{200b}\u{200d}\u{feff}width",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f98a}",
        "محمد Ñandú 王",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "'; drop table person; --",
        "{{7*7}} ${7*7} %s %n",
        "%00 %zz &amp; &#x202e;",
        "x\r\ntyped: typed=by\r\n\r\n<p>",
        "a\0b",
        "../../etc/passwd",
        " padded\tout  ",
    ];
    let mut words: Vec<String> = fixed.map(str::to_owned).into();
    words.extend(["a".repeat(120), format!("e{}", "\u{301}".repeat(100)), "worry ".repeat(175_000) + "."]);
    words.push(String::new());
    words
}

/// Days that no calendar has.
pub const BAD_DATES: &[&str] =
    &["31 11 2020", "29 02 2023", "32 1 2020", "0 0 0", "4 13 2020", "next week", "4 3 19"];

/// Days that may be or may not, depending on what is asked.
pub const DATES: &[&str] = &[
    "4 3 2020",
    "1899",
    "9999",
    "about 2014",
    "99999999999999999999",
    "-1",
    "\u{664} \u{663} \u{662}",
    "25 11 2026",
    "20\u{202e}20",
];

/// Bodies with their kind and their content type.
pub fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let mut bodies = vec![
        ("nothing", FORM, Vec::new()),
        ("only signs", FORM, text("&&&=&==&?#")),
        (
            "broken percent signs",
            FORM,
            text("facts=%zz&child-0-name=%&query=%e&user_name=%&words=%u0041&name-0-given=%"),
        ),
        (
            "escaped bytes that are no text",
            FORM,
            text("facts=%ff%fe%c3%28&query=%ff&user_name=%fe&rationale=%ed%a0%80"),
        ),
        ("bytes that are no text", FORM, b"facts=\xff\xfe\xc3\x28&query=\xff&user_name=\xfe\x00".to_vec()),
        (
            "fields twice",
            FORM,
            text("facts=a&facts=b&query=a&query=b&user_name=a&user_name=b&form=1&form=2&version=1&version=2"),
        ),
        (
            "fields nobody asked for",
            FORM,
            text("unknown=1&__proto__=2&form.form=3&_method=DELETE&id=4&restriction=none"),
        ),
        (
            "a form and version that are none",
            FORM,
            text("form=../../x&version=-1&form=%00&version=99999999999999999999999"),
        ),
        ("json", "application/json", text("{\"facts\":\"x\"}")),
        (
            "parts",
            "multipart/form-data; boundary=x",
            text("--x\r\nContent-Disposition: form-data; name=\"facts\"\r\n\r\nx\r\n--x--"),
        ),
        ("no type", "", text("facts=x&query=x&user_name=x")),
        (LONG, FORM, [text("facts="), vec![b'x'; 9 * 1024 * 1024]].concat()),
    ];
    bodies.extend(numbered());
    bodies
}

/// Bodies with more fields than any page has, and with numbers that none has.
fn numbered() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let many = |name: fn(usize) -> String| {
        (0..10_000).map(|number| format!("{}=x", name(number))).collect::<Vec<_>>().join("&").into_bytes()
    };
    vec![
        ("ten thousand fields", FORM, many(|number| format!("field{number}"))),
        ("ten thousand children", FORM, many(|number| format!("child-{number}-name"))),
        ("ten thousand repeats", FORM, many(|number| format!("children.{number}.name"))),
        ("ten thousand names", FORM, many(|number| format!("name-{number}-given"))),
        ("ten thousand actions", FORM, many(|number| format!("action-{number}-what"))),
        (
            "a child numbered too high",
            FORM,
            text(
                "child-18446744073709551615-name=x&more=child&children.65535.name=x&_another=children&_blocks.children=65535",
            ),
        ),
        (
            "an action numbered too high",
            FORM,
            text(
                "action-18446744073709551615-what=x&more=action&children.99999999999999999999.name=x&_blocks.children=99999999999999999999",
            ),
        ),
        ("a name numbered too high", FORM, text("name-18446744073709551615-given=x&reason=why")),
        (
            "a hazard numbered high",
            FORM,
            text("hazard-4000000000-words=x&address-4000000000-lines=x&phone-4000000000-number=1&reason=why"),
        ),
    ]
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}
