//! Notifications in three formats, one schema; everything that other systems do to text; and bytes that mean harm.

use std::fmt::Write;

use domain::notification::{Format, Row, checked};
use domain::pack::england;
use proptest::prelude::*;
use returns::notification::{Contents, MOST_BYTES, format_of, read};

const CSV: &str = "Reference,Incident time,Kind,What happened,Address,Postcode,Role,Forename,Surname,DOB,Colour of car\n\
    NP-1,2026-11-21 23:10,domestic_abuse;crime,\"Shouting.\nA child cried.\",\"14 Larch Road, Northbridge\",ZZ99 3AB,victim,Kim,Example,1990,red\n\
    NP-1,,,,,,child,Ava,Example,03/02/2019,\n\
    NP-2,22/11/2026 01:00,Missing child,\"=HYPERLINK(\"\"http://x\"\")\",,,missing,Bo,Sample,2012,\n";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<notifications>\n<notification>\n<reference>NP-1</reference>\
    <incident_at>2026-11-21 23:10</incident_at><kind>domestic_abuse</kind><kind>crime</kind>\
    <what_happened>Shouting.\nA child cried.</what_happened><address>14 Larch Road, Northbridge</address><postcode>ZZ99 3AB</postcode>\
    <person><role>victim</role><given_name>Kim</given_name><family_name>Example</family_name><born>1990</born></person>\
    <person><role>child</role><given_name>Ava</given_name><family_name>Example</family_name><born>03/02/2019</born></person>\
    </notification>\n</notifications>";

const JSON: &str = "{\"notifications\": [\n{\"reference\": \"NP-1\", \"incident_at\": \"2026-11-21 23:10\", \"kinds\": [\"domestic_abuse\", \"crime\"],\
    \"what_happened\": \"Shouting.\\nA child cried.\", \"address\": \"14 Larch Road, Northbridge\", \"postcode\": \"ZZ99 3AB\", \"people\": [\
    {\"role\": \"victim\", \"given_name\": \"Kim\", \"family_name\": \"Example\", \"born\": 1990},\
    {\"role\": \"child\", \"given_name\": \"Ava\", \"family_name\": \"Example\", \"born\": \"03/02/2019\"}]}]}";

fn rows(text: impl AsRef<[u8]>, format: Format) -> Contents {
    read(text.as_ref(), format).unwrap()
}

#[track_caller]
fn refused(text: impl AsRef<[u8]>, format: Format, line: u64, words: &str) {
    let refused = read(text.as_ref(), format).unwrap_err();
    assert!(
        refused.line == line && refused.words.contains(words),
        "{refused:?}, expected line {line}: {words}"
    );
}

#[test]
fn the_same_incident_says_the_same_in_every_format() {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    let first = |contents: Contents| checked(&contents.rows[0], england(), now).unwrap();
    let csv = first(rows(CSV, Format::Csv));
    assert_eq!(csv.people.len(), 2);
    assert_eq!(csv.kinds.len(), 2);
    assert_eq!(first(rows(XML, Format::Xml)), csv);
    assert_eq!(first(rows(JSON, Format::Json)), csv);
    assert_eq!(first(rows(format!("\u{feff}{XML}"), Format::Xml)), csv);
}

#[test]
fn rows_of_one_reference_are_one_incident_and_what_is_not_known_is_kept() {
    let contents = rows(CSV, Format::Csv);
    assert_eq!(contents.rows.len(), 2);
    assert_eq!(contents.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(contents.rows[0].more, [("Colour of car".to_owned(), "red".to_owned())]);
    assert!(contents.findings[0].contains("Colour of car"));
    // A formula is text.
    assert_eq!(contents.rows[1].get("what_happened"), "=HYPERLINK(\"http://x\")");
}

#[test]
fn a_row_is_wrong_by_itself() {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    let head = "reference,kinds,what_happened,address,incident_at,risk,role,name,born,sex\n";
    for (row, fields) in [
        (",concern,x,1 Elm Way,,,,,,", &["reference"][..]),
        ("A,,x,1 Elm Way,,,,,,", &["kinds"]),
        ("A,concern; cheese,x,1 Elm Way,,,,,,", &["kinds"]),
        ("A,concern,,1 Elm Way,,,,,,", &["what_happened"]),
        ("A,concern,x,,,,,,,", &["people"]),
        ("A,concern,x,1 Elm Way,31/11/2026,,,,,", &["incident_at"]),
        ("A,concern,x,1 Elm Way,2027-01-01,,,,,", &["incident_at"]),
        ("A,concern,x,1 Elm Way,,enormous,,,,", &["risk"]),
        (
            "A,concern,x,1 Elm Way,,,baker,Ava,31/02/2019,Q",
            &["person-0-role", "person-0-born", "person-0-sex"],
        ),
        ("A,concern,x,1 Elm Way,,,child,Ava,2031,", &["person-0-born"]),
        ("A,concern,x,1 Elm Way,,,child,Ava,7,F,too,many", &["row"]),
        ("A,concern,x", &["row", "people"]),
        ("A,concern,x,1 Elm Way,,,child,\"Ava,7,F", &["row", "row"]),
    ] {
        let contents = rows(format!("{head}{row}"), Format::Csv);
        let problems = checked(&contents.rows[0], england(), now).unwrap_err();
        let found: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(found, fields, "{row}");
        assert_eq!(contents.rows[0].line, 2);
    }
    let contradiction = format!("{head}A,concern,x,1 Elm Way,,,,,,\nA,crime,x,,,,child,Ava,7,F\n");
    assert_eq!(rows(contradiction, Format::Csv).rows[0].problems[0].field, "kinds");
}

#[test]
fn any_encoding_and_delimiter_an_older_system_writes_is_read() {
    let text = "reference;kinds;what_happened;name\r\nA;concern;Zo\u{eb} cried;Zo\u{eb}\r\n";
    let utf16 = |to: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(to).collect()
    };
    let windows: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    let expected = rows(text, Format::Csv).rows;
    assert_eq!(expected[0].people[0]["name"], "Zo\u{eb}");
    for bytes in [
        format!("\u{feff}{text}").into_bytes(),
        utf16(u16::to_le_bytes, true),
        utf16(u16::to_be_bytes, true),
        utf16(u16::to_le_bytes, false),
        utf16(u16::to_be_bytes, false),
        windows,
        text.replace(';', "\t").into_bytes(),
        text.replace(';', "|").into_bytes(),
        text.replace(';', ",").into_bytes(),
    ] {
        assert_eq!(rows(&bytes, Format::Csv).rows, expected, "{bytes:?}");
    }
}

#[test]
fn what_means_harm_is_refused_with_its_line() {
    let columns = vec!["x"; 10_000].join(",");
    refused(&columns, Format::Csv, 1, "10000 columns");
    refused("reference,kinds\nA,concern", Format::Csv, 1, "what_happened");
    refused("", Format::Csv, 1, "empty");
    refused("reference,kinds,what_happened\n\n", Format::Csv, 1, "no notification");
    refused(
        "<!DOCTYPE n [\n<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<notifications>&b;</notifications>",
        Format::Xml,
        2,
        "document type",
    );
    refused(
        "<notifications>\n<notification>&secret;</notification></notifications>",
        Format::Xml,
        2,
        "&secret;",
    );
    refused("<notifications>\n<notification><reference>A", Format::Xml, 2, "ends before");
    refused("<Message/>", Format::Xml, 1, "begins with <Message>");
    refused(
        format!("<notifications>\n<n a=\"{}\"/></notifications>", "x".repeat(100_000)),
        Format::Xml,
        2,
        "longer than 64 KiB",
    );
    refused(format!("{}{}", "<notifications>", "<a>".repeat(100)), Format::Xml, 1, "nested");
    refused("{\"notifications\": [\n{\"reference\": \"A\"", Format::Json, 2, "ends too early");
    refused("{\"notifications\": [], \"more\": 1}", Format::Json, 1, "nothing else");
    refused("[\n[[", Format::Json, 2, "");
    refused("[".repeat(100_000), Format::Json, 1, "");
    refused(vec![b' '; MOST_BYTES + 1], Format::Json, 1, "8 MiB");
    let mut many = String::from("reference,kinds,what_happened,address\n");
    for number in 0..5_001 {
        writeln!(many, "{number},concern,x,1 Elm Way").unwrap();
    }
    refused(many, Format::Csv, 5_002, "More than 5000");
}

#[test]
fn members_of_the_wrong_kind_are_kept_and_said() {
    let text = "[{\"reference\": {\"a\": 1}, \"kinds\": 3, \"people\": [4, {\"name\": [\"x\"]}], \"what_happened\": true, \"x\": null}, 7]";
    let contents = rows(text, Format::Json);
    let said = |row: &Row| row.problems.iter().map(|problem| problem.field.clone()).collect::<Vec<_>>();
    assert_eq!(said(&contents.rows[0]), ["reference", "people", "name"]);
    assert_eq!(said(&contents.rows[1]), ["row"]);
    assert!(contents.rows[0].more.iter().any(|(_, value)| value.contains("\"a\":1")));
    assert_eq!(contents.rows[1].more[0].1, "7");
}

#[test]
fn a_file_says_by_name_or_beginning_how_it_is_written() {
    for (name, bytes, expected) in [
        ("monday.CSV", "<", Format::Csv),
        ("monday.json", "", Format::Json),
        ("monday.txt", "\u{feff} <n", Format::Xml),
        ("monday", "\n{", Format::Json),
        ("monday", "reference", Format::Csv),
    ] {
        assert_eq!(format_of(name, bytes.as_bytes()), expected, "{name}");
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0usize..400, place in 0usize..3) {
        let now = "2026-11-23T08:00:00Z".parse().unwrap();
        let whole = [CSV, XML, JSON][place].as_bytes();
        let mut broken = whole[..cut.min(whole.len())].to_vec();
        broken.extend(&bytes);
        for text in [&bytes, &broken] {
            for format in Format::ALL {
                let _ = read(text, *format).map(|contents| {
                    contents.rows.iter().map(|row| checked(row, england(), now).is_ok()).collect::<Vec<_>>()
                });
            }
        }
    }
}

#[test]
fn the_examples_in_the_documentation_are_read_alike() {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    let read = |end: &str, format: Format| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations/examples");
        let bytes = std::fs::read(folder.join(format!("notifications.{end}"))).unwrap();
        let contents = read(&bytes, format).unwrap();
        assert!(contents.findings.is_empty(), "{:?}", contents.findings);
        let said: Vec<_> = contents.rows.iter().map(|row| checked(row, england(), now).unwrap()).collect();
        said
    };
    let csv = read("csv", Format::Csv);
    assert_eq!(csv.len(), 3);
    assert_eq!(read("xml", Format::Xml), csv[..1]);
    assert_eq!(read("json", Format::Json), csv[..1]);
}

#[test]
fn the_documentation_names_every_column() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations");
    let text = std::fs::read_to_string(folder.join("notifications.md")).unwrap();
    for column in domain::notification::INCIDENT.iter().chain(domain::notification::PERSON) {
        assert!(text.contains(&format!("| `{}` |", column.name)), "{} is not documented", column.name);
    }
}
