use super::*;
use crate::pack::{Pack, england};
use crate::refusal::Refusal;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn staff() -> Id<Staff> {
    Id::from_bits(7)
}

fn recipient(kind: Kind, name: &str) -> Recipient {
    let agency = (kind == Kind::Agency).then(|| england().agencies[0].id.clone());
    Recipient { kind, name: name.into(), person: None, agency, agency_name: String::new() }
}

fn asked(kind: Kind, name: &str, purpose: &str) -> Prepared {
    Prepared {
        of: Of::Chronology,
        record: None,
        letter: None,
        children: vec![Id::from_bits(1)],
        recipient: recipient(kind, name),
        purpose: purpose.into(),
        purpose_words: String::new(),
        withhold: None,
        known: 12,
        title: "Your story".into(),
        sections: vec![
            Section::own("worried", "What we are worried about", "First.\n\nSecond."),
            Section::of("events", "What happened", vec![Part::words("An event")]),
        ],
        left_out: Vec::new(),
    }
}

fn prepare(prepared: Prepared, pack: &Pack) -> Result<Issued, Refusal> {
    Issued::prepare(Id::from_bits(9), "D-1".into(), prepared, staff(), NOW, pack)
}

fn prepared() -> Issued {
    prepare(asked(Kind::Family, "Rosa Marlowe", "share"), england()).unwrap()
}

fn files(how: &str) -> GivenFiles {
    GivenFiles { how: how.into(), pdf: "a".into(), word: "b".into() }
}

fn fields(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::Invalid(problems) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn nothing_is_composed_for_nobody_or_for_nothing() {
    let check = |kind, name: &str, purpose: &str, expected: &[&str]| {
        let found = prepare(asked(kind, name, purpose), england()).err().map(fields).unwrap_or_default();
        assert_eq!(found, expected, "{kind:?} {name} {purpose}");
    };
    check(Kind::Family, "Rosa Marlowe", "share", &[]);
    check(Kind::Family, " ", "share", &["name"]);
    check(Kind::Child, "", "share", &[]);
    check(Kind::Family, "Rosa Marlowe", "proceedings", &["purpose"]);
    check(Kind::Family, "Rosa Marlowe", "", &["purpose"]);
    check(Kind::Court, "", "proceedings", &["name"]);
    check(Kind::File, "", "file", &[]);
    check(Kind::Agency, "", "plan", &[]);
    check(Kind::File, "", "other", &["purpose_words"]);
}

#[test]
fn nothing_is_given_before_it_is_said_how_and_nothing_changes_afterwards() {
    let prepared = prepared();
    assert_eq!(fields(prepared.give(files(""), staff(), NOW).unwrap_err()), ["how"]);
    let given = prepared.give(files("By hand"), staff(), NOW).unwrap();
    assert_eq!(given.stage(), Stage::Given);
    assert!(matches!(given.reworded(&[], staff(), NOW), Err(Refusal::NotNow(_))));
    assert!(matches!(given.throw("Wrong", staff(), NOW), Err(Refusal::NotNow(_))));
    assert!(matches!(given.give(files("Again"), staff(), NOW), Err(Refusal::NotNow(_))));
    assert_eq!(given.collect("Shredded", staff(), NOW).unwrap().stage(), Stage::Collected);
}

#[test]
fn only_own_words_are_changed_and_what_is_left_out_has_a_reason() {
    let prepared = prepared();
    let reworded = |code: &str, words: Option<&str>, left_out: Option<&str>| {
        let section = (code.to_owned(), words.map(str::to_owned), left_out.map(str::to_owned));
        prepared.reworded(&[section], staff(), NOW)
    };
    let changed = reworded("worried", Some("Other words"), None).unwrap();
    assert_eq!(changed.section("worried").unwrap().words, "Other words");
    let kept = reworded("events", Some("Other events"), None).unwrap();
    assert_eq!(kept.section("events"), prepared.section("events"));
    assert_eq!(fields(reworded("events", None, Some(" ")).unwrap_err()), ["why_events"]);
    let left_out = reworded("events", None, Some("About somebody else")).unwrap().document(NOW);
    assert!(!left_out.texts().contains(&"An event"));
    let none = reworded("events", None, Some("x")).unwrap().reworded(
        &[("worried".into(), Some(String::new()), None)],
        staff(),
        NOW,
    );
    assert!(matches!(none.unwrap().give(files("By hand"), staff(), NOW), Err(Refusal::NotNow(_))));
}

#[test]
fn a_document_once_given_reads_the_same_at_any_later_time() {
    let given = prepared().give(files("By hand"), staff(), NOW).unwrap();
    let later = NOW.saturating_add(jiff::SignedDuration::from_hours(1000)).unwrap();
    assert_eq!(given.document(NOW), given.document(later));
    assert!(given.document(NOW).texts().contains(&"Composed for Rosa Marlowe"));
}

#[test]
fn nobody_from_whom_it_is_withheld_is_given_one() {
    let mut asked = asked(Kind::Family, "Rosa Marlowe", "share");
    let from = recipient(Kind::Family, "Dean Hollis").holder();
    asked.withhold = Some((from.clone(), String::new()));
    assert_eq!(fields(prepare(asked.clone(), england()).unwrap_err()), ["withhold_why"]);
    asked.withhold = Some((from, "He must not learn where they live".into()));
    let earlier = [prepare(asked, england()).unwrap()];
    let check = |of, kind, name: &str, expected: bool| {
        let found = withheld_from(of, &recipient(kind, name), &[], &earlier).is_ok();
        assert_eq!(found, expected, "{of:?} {name}");
    };
    check(Of::Chronology, Kind::Family, "Rosa Marlowe", true);
    check(Of::Chronology, Kind::Family, "dean  HOLLIS", false);
    check(Of::Letter, Kind::Family, "Dean Hollis", true);
    check(Of::Chronology, Kind::File, "", true);
}

#[test]
fn a_newer_one_replaces_only_its_like() {
    let given = prepared().give(files("By hand"), staff(), NOW).unwrap();
    let newer = |kind, name: &str| {
        let newer = prepare(asked(kind, name, "share"), england()).unwrap();
        Issued { id: Id::from_bits(10), ..newer }
    };
    assert!(given.is_replaced_by(&newer(Kind::Family, "Rosa Marlowe")));
    assert!(!given.is_replaced_by(&newer(Kind::Family, "Kofi Mensah")));
    assert!(!given.is_replaced_by(&newer(Kind::Child, "")));
    assert!(!given.is_replaced_by(&given.clone()));
}
