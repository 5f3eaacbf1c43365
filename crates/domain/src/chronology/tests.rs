//! A chronology keeps the last word said of each entry, shows what was wanted, and is put together in an order that nothing but the facts decides.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::pack::england;

fn entry(number: u128) -> Proposed {
    let day =
        date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::try_from(number % 900).unwrap())).unwrap();
    let lanes = &england().chronology.lanes;
    Proposed {
        source: Source { kind: "event".into(), record: Id::from_bits(number), event: "event".into() },
        happened: PartialDate::Exact(day),
        moment: None,
        known_at: crate::calendar::london::start_of(day)
            + jiff::SignedDuration::from_hours(24 * i64::try_from(number % 50).unwrap()),
        words: format!("Event {number}"),
        lane: lanes[usize::try_from(number).unwrap() % lanes.len()].code.clone(),
        themes: vec!["neglect".into()],
        agency: number.is_multiple_of(3).then(|| "police".into()),
        told_by_others: false,
        people: vec![Id::from_bits(1), Id::from_bits(number)],
        known_from: "Significant event".into(),
        kind: Some(if number.is_multiple_of(2) { "neglect_tool" } else { "injury" }.into()),
    }
}

fn said(number: u128, of: u128, verdict: Verdict, significant: bool) -> Curation {
    Curation {
        id: Id::from_bits(number),
        child: Id::from_bits(1),
        source: entry(of).source,
        verdict,
        significant,
        reason: format!("Because {number}"),
        by: Id::from_bits(9),
        at: Timestamp::from_second(1_700_000_000 + i64::try_from(number).unwrap()).unwrap(),
    }
}

#[test]
fn the_last_word_stands_and_undone_waits_again() {
    let verdicts = [
        (vec![], true, false, false),
        (vec![(Verdict::Accepted, true)], true, true, true),
        (vec![(Verdict::Accepted, true), (Verdict::Rejected, false)], false, true, false),
        (vec![(Verdict::Rejected, false), (Verdict::Undone, false)], true, false, false),
        (vec![(Verdict::Accepted, true), (Verdict::Undone, true)], true, false, false),
        (vec![(Verdict::Undone, false), (Verdict::Edited { words: "Other".into() }, true)], true, true, true),
    ];
    for (said_of_it, stands, looked, significant) in verdicts {
        let curations: Vec<Curation> = said_of_it
            .iter()
            .zip(1..)
            .map(|((verdict, significant), number)| said(number, 5, verdict.clone(), *significant))
            .collect();
        let entries = chronology(vec![entry(5), entry(6)], &curations);
        let one = entries.iter().find(|each| each.source == entry(5).source).unwrap();
        let other = entries.iter().find(|each| each.source == entry(6).source).unwrap();
        assert_eq!(
            (one.stands(), one.is_looked_at(), one.is_significant()),
            (stands, looked, significant),
            "{said_of_it:?}"
        );
        assert_eq!(other.curation, None);
    }
}

#[test]
fn what_was_wanted_is_shown_and_nothing_else() {
    let entries = chronology(
        (0..60).map(entry).collect(),
        &[said(1, 3, Verdict::Accepted, true), said(2, 4, Verdict::Rejected, false)],
    );
    let count = |wanted: Wanted| wanted.of(&entries).len();
    let lanes = england().chronology.lanes.len();
    assert_eq!(count(Wanted::default()), 59);
    assert_eq!(count(Wanted { rejected: true, ..Wanted::default() }), 60);
    assert_eq!(count(Wanted { significant: true, ..Wanted::default() }), 1);
    assert_eq!(count(Wanted { waiting: true, ..Wanted::default() }), 58);
    assert_eq!(count(Wanted { agencies: vec!["police".into()], ..Wanted::default() }), 20);
    assert_eq!(count(Wanted { people: vec![Id::from_bits(7)], ..Wanted::default() }), 1);
    assert_eq!(count(Wanted { themes: vec!["home".into()], ..Wanted::default() }), 0);
    assert_eq!(
        count(Wanted { from: Some(date(2020, 1, 11)), until: Some(date(2020, 1, 12)), ..Wanted::default() }),
        2
    );
    let voice = Wanted { lanes: vec!["voice".into()], ..Wanted::default() };
    assert_eq!(count(voice), (0..60).filter(|number| number % lanes == lanes - 1).count());
    let known = Wanted { known_by: Some(entry(20).known_at), ..Wanted::default() };
    assert!(
        count(known.clone()) < 59 && known.of(&entries).iter().all(|one| one.known_at <= entry(20).known_at)
    );
    assert!(!Wanted::default().chooses() && known.chooses());
}

#[test]
fn parts_of_records_are_named_without_their_numbers() {
    for (kind, event, expected) in [
        ("episode", "plan 2 ended", "episode.plan_ended"),
        ("contact", "words 11", "contact.words"),
        ("strategy_discussion", "not held", "strategy_discussion.not_held"),
        ("person", "moved 0123456789abcdef0123456789abcdef", "person.moved"),
    ] {
        let source = Source { kind: kind.into(), record: Id::from_bits(1), event: event.into() };
        assert_eq!(source.part(), expected);
        assert!(PARTS.contains(&expected));
    }
}

#[test]
fn a_court_reads_no_opinion_unless_it_is_asked_for() {
    let entries = chronology(
        (0..4).map(entry).collect(),
        &[
            said(1, 1, Verdict::Accepted, true),
            said(2, 2, Verdict::Accepted, false),
            said(3, 3, Verdict::Rejected, false),
        ],
    );
    let plain = version::court(&entries, "A", false, false);
    assert_eq!(plain.lines.len(), 2);
    assert!(plain.lines.iter().all(|line| line.why.is_empty() && !line.known_from.is_empty()));
    assert_eq!(plain.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2]);
    assert!(plain.notes.iter().any(|note| note.contains("1 proposed")));
    assert_eq!(version::court(&entries, "A", true, false).lines[0].why, "Because 1");
    assert_eq!(version::court(&entries, "A", true, true).lines.len(), 3);
    let page = version::one_page(&entries, "A", england());
    assert_eq!((page.lines.len(), page.lines[0].why.as_str()), (1, "Because 1"));
}

#[test]
fn an_agency_is_offered_what_it_told_and_the_family_nothing_that_was_told_in_confidence() {
    let contact = |number: u128, agency: Option<&str>| Proposed {
        source: Source { kind: "contact".into(), record: Id::from_bits(number), event: "received".into() },
        agency: agency.map(str::to_owned),
        told_by_others: true,
        words: "Contact from police: Kim Exampleton drank".into(),
        ..entry(number)
    };
    let entries = chronology(vec![contact(1, Some("police")), contact(2, Some("health")), entry(4)], &[]);
    let names =
        [Instead { name: "Kim Exampleton".into(), instead: "the mother".into(), ..Instead::default() }];
    let police = Recipient::Agency { agency: "police".into(), organisation: String::new() };
    let lines = police.candidates(&entries, &[], &names, england());
    assert_eq!(lines.iter().filter(|line| line.offered).count(), 1);
    assert!(lines.iter().all(|line| !line.line.words.contains("Exampleton")));
    let family = Recipient::Family { who: "Kim".into() };
    let lines = family.candidates(&entries, &[], &[], england());
    assert!(lines.iter().all(|line| !line.offered && !line.line.words.contains("drank")));
    assert!(lines.iter().any(|line| line.line.words == "Event 4"));
    let new = |chosen| {
        Selection::choose(
            Id::from_bits(1),
            Id::from_bits(1),
            (family.clone(), "They asked".into()),
            chosen,
            (Id::from_bits(9), entry(1).known_at),
            england(),
        )
    };
    assert!(new(Vec::new()).is_err());
    let chosen = new(lines.into_iter().map(|line| line.line).collect()).unwrap();
    let (by, at) = (Id::from_bits(8), entry(1).known_at);
    assert!(chosen.make(&[], false, by, at).is_err());
    let made = chosen.make(&["First".into(), " ".into()], true, by, at).unwrap();
    assert_eq!(made.chosen.len(), 2);
    assert_eq!(version::of_selection(&made, "Ava", england()).lines[0].words, "First");
    assert!(made.make(&[], true, by, at).is_err());
}

#[test]
fn the_family_is_offered_no_words_of_the_child_and_nothing_that_a_neighbour_told() {
    let family = Recipient::Family { who: "Kim".into() };
    let offered = |kind: &str, event: &str, told_by_others: bool| {
        let source = Source { kind: kind.into(), record: Id::from_bits(1), event: event.into() };
        let words = "A man shouts at night".into();
        let told = Proposed { source, words, told_by_others, ..entry(1) };
        let lines = family.candidates(&chronology(vec![told], &[]), &[], &[], england());
        (lines[0].line.words.clone(), lines[0].why)
    };
    let told = offered("event", "event", true);
    assert_eq!((told.0.as_str(), told.1.split(':').next()), ("", Some("Told in confidence")));
    assert_eq!(offered("event", "event", false).0, "A man shouts at night");
    let childs = "The child's own words. Ask the child before anybody of the family reads them.";
    for (kind, event) in [
        ("section47", "words 0"),
        ("child_in_need_plan", "words"),
        ("child_in_need_plan", "review 0 words"),
        ("child_voice", "quote 2"),
        ("power", "wishes"),
        ("conference", "views"),
    ] {
        assert_eq!(offered(kind, event, false), (String::new(), childs), "{kind} {event}");
    }
}

#[test]
fn what_others_told_of_an_event_is_known_as_that_whoever_they_are() {
    for (from, ours) in [
        ("ourselves", true),
        ("council", true),
        ("public", false),
        ("family", false),
        ("child", false),
        ("police", false),
    ] {
        let told = crate::event::Told { from: from.into(), who: None, unnamed: false };
        assert_eq!(told.is_ours(), ours, "{from}");
    }
}

#[test]
fn a_hand_written_entry_says_when_what_and_where_from() {
    let at: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    let asked = WrittenAsked {
        happened: Some(PartialDate::Year(2014)),
        words: "On a plan of another council".into(),
        known_from: "Paper file of Otherham".into(),
        lane: "action".into(),
        known_on: Some(date(2020, 5, 4)),
        ..WrittenAsked::default()
    };
    let write = |asked: WrittenAsked| {
        Written::write(asked, Id::from_bits(1), Id::from_bits(2), Id::from_bits(3), at, england())
    };
    let written = write(asked.clone()).unwrap();
    assert_eq!(london(written.known_at), "2020-05-04");
    for (wrong, field) in [
        (WrittenAsked { happened: None, ..asked.clone() }, "happened"),
        (WrittenAsked { happened: Some(PartialDate::Year(2030)), ..asked.clone() }, "happened"),
        (WrittenAsked { words: " ".into(), ..asked.clone() }, "words"),
        (WrittenAsked { known_from: String::new(), ..asked.clone() }, "known_from"),
        (WrittenAsked { known_on: Some(date(2026, 3, 3)), ..asked.clone() }, "known_on"),
        (WrittenAsked { known_on: Some(date(2013, 3, 3)), ..asked.clone() }, "known_on"),
        (WrittenAsked { lane: "sky".into(), ..asked.clone() }, "lane"),
        (WrittenAsked { agency: "polis".into(), ..asked.clone() }, "agency"),
    ] {
        let Err(Refusal::Invalid(problems)) = write(wrong) else { panic!("{field}") };
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), [field]);
    }
    assert!(written.withdraw(Id::from_bits(3), at, " ").is_err());
    let gone = written.withdraw(Id::from_bits(3), at, "It is another child's").unwrap();
    assert!(proposed(Told::Written(&gone), Id::from_bits(2), england()).is_empty());
    assert!(gone.withdraw(Id::from_bits(3), at, "Again").is_err());
    let told = proposed(Told::Written(&written), Id::from_bits(2), england());
    assert_eq!((told[0].lane.as_str(), told[0].known_from.as_str()), ("action", "Paper file of Otherham"));
}

fn london(at: Timestamp) -> String {
    crate::calendar::london::date_of(at).to_string()
}

#[test]
fn the_story_in_short_counts_and_quotes() {
    assert_eq!(in_short(&[], england()).sentences, ["Nothing is recorded yet."]);
    let entries = chronology((0..60).map(entry).collect(), &[said(1, 3, Verdict::Accepted, true)]);
    let short = in_short(&entries, england());
    assert_eq!(short.waiting, 59);
    assert!(short.last.is_some());
    assert!(short.sentences[0].starts_with("60 events since 2020"), "{short:?}");
    assert!(
        short
            .sentences
            .iter()
            .any(|words| words.starts_with("1 is significant") && words.contains("Event 3"))
    );
}

proptest! {
    /// The order in which records and what was said of them came out of the database decides nothing but which of two curations is the later.
    #[test]
    fn the_same_facts_give_the_same_chronology(numbers in prop::collection::btree_set(0_u128..400, 0..40), seed in any::<u64>()) {
        let mut turned: Vec<u128> = numbers.iter().copied().collect();
        let length = turned.len().max(1);
        turned.rotate_left(usize::try_from(seed % 1000).unwrap() % length);
        let straight = chronology(numbers.iter().map(|number| entry(*number)).collect(), &[]);
        let other = chronology(turned.into_iter().map(entry).collect(), &[]);
        prop_assert_eq!(straight, other);
    }
}

#[test]
fn a_tool_is_one_of_the_kinds_that_can_be_asked_for() {
    let entries = chronology((1..=6).map(entry).collect(), &[]);
    let of = |kinds: &[&str]| {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        Wanted { kinds, ..Wanted::default() }.of(&entries).len()
    };
    assert_eq!((of(&[]), of(&["neglect_tool"]), of(&["injury"]), of(&["missing"])), (6, 3, 3, 0));
    assert_eq!(of(&["neglect_tool", "injury"]), 6);
}
