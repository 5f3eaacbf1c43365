//! Fields of a page and places of its form, and words that are kept as they are typed.

use super::Answer;
use crate::contact::FORM;
use crate::pack::england;

#[test]
fn a_field_of_the_page_belongs_to_one_question() {
    let form = england().form("contact").unwrap();
    let check = |field: &str, read_as: &str, place: Option<&str>| {
        assert_eq!(FORM.read_as(form, field).as_deref(), Some(read_as), "{field}");
        assert_eq!(FORM.place_at(form, field).map(|place| place.to_string()).as_deref(), place, "{field}");
    };
    // Now or earlier, and its two boxes: three fields of two questions that share a name.
    check("received", "who.received", Some("who.received"));
    check("received-date", "who.received_at.date", Some("who.received_at"));
    check("received-time", "who.received_at.time", Some("who.received_at"));
    check("source", "who.source", Some("who.source"));
    check("source-school", "who.source_school", Some("who.source_school"));
    check("child-7-name", "child.7.name", Some("child.7.name"));
    check("child-0-address", "child.0.address", Some("child.0.address"));
    check("child-0-address_hidden", "child.0.address_hidden", Some("child.0.address_hidden"));
    check("local.young_carer.not_known", "local.young_carer.not_known", Some("local.young_carer"));
    check("more", "more", None);
    check("child-007-name", "child-007-name", None);
    assert_eq!(FORM.read_as(form, "then"), None);
}

#[test]
fn words_are_kept_as_they_are_typed_and_marked() {
    let form = england().form("contact").unwrap();
    let long = "worry ".repeat(50_000);
    let check = |field: &str, typed: &str, mark: Option<&str>| {
        let place = FORM.place_at(form, field).unwrap();
        assert!(FORM.keeps_as_typed(form, &place), "{field}");
        let told = form.question(&place).unwrap().mark(&Answer::text(typed));
        match mark {
            Some(words) => {
                assert!(told.as_ref().is_some_and(|told| told.contains(words)), "{field}: {told:?}");
            }
            None => assert_eq!(told, None, "{field}"),
        }
    };
    check("facts", "Shouting", None);
    check("facts", &long, Some("very long"));
    check("facts", "a\0b", Some("nobody can see"));
    check("referrer-email", "ring her", Some("Enter an e-mail address"));
    check("referrer-email", "jo@school.example", None);
    check("child-0-nhs_number", "999 000 0019", Some("wrong digit"));
    check("child-0-postcode", "nowhere", Some("not like a postcode"));
    // What is chosen or read is not words: it is refused where it cannot be.
    for field in ["source", "channel", "danger_now", "received-date", "child-0-sex", "local.young_carer_who"]
    {
        assert!(!FORM.keeps_as_typed(form, &FORM.place_at(form, field).unwrap()), "{field}");
    }
}
