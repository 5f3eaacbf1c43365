use std::collections::HashSet;

use super::*;
use crate::description::Sex;
use crate::normal::name_words;

fn plain(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

#[test]
fn every_table_says_where_it_is_from_and_is_read_whole() {
    for text in [GIVEN_TEXT, FAMILY_TEXT, usual::TEXT, no_name::TEXT] {
        assert!(text.lines().take(4).any(|line| line.starts_with("# Source: our own")), "{text:.60}");
    }
    for (text, least) in [(GIVEN_TEXT, 600), (FAMILY_TEXT, 300)] {
        let mut lines = HashSet::new();
        for line in entries(text) {
            let words: Vec<&str> =
                line.trim_start_matches('~').split([' ', ':']).filter(|w| !w.is_empty()).collect();
            assert!(words.len() > 1, "one word is no family: {line}");
            assert!(words.iter().all(|word| plain(word) && name_words(word) == [*word]), "not plain: {line}");
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len(), "a word twice: {line}");
            assert!(!line.starts_with(':') && line.matches(':').count() < 2, "not readable: {line}");
            assert!(lines.insert(line), "twice: {line}");
        }
        assert!(lines.len() >= least && lines.len() < usize::from(OF_FAMILY_NAMES), "{}", lines.len());
    }
}

#[test]
fn usual_names_are_counted_once_and_add_up_to_a_people() {
    let (mut seen, mut sums, mut counts, mut part) = (HashSet::new(), [0.0_f32; 2], [0; 2], 0);
    for line in entries(usual::TEXT) {
        if let Some(section) = ["[given]", "[family]"].iter().position(|section| *section == line) {
            part = section;
            continue;
        }
        let mut words = line.split(' ');
        let share: f32 = words.next().unwrap().parse().unwrap();
        for word in words {
            assert!(plain(word) && name_words(word) == [word], "{word}");
            assert!(seen.insert((part, word)), "{word} twice");
            sums[part] += share;
            counts[part] += 1;
        }
    }
    assert!(counts.iter().all(|count| *count >= 400), "{counts:?}");
    assert!(sums.iter().all(|sum| *sum > 1_000.0 && *sum < 10_000.0), "{sums:?}");
    assert!(usual("smith").unwrap().family > usual("nowak").unwrap().family);
    assert!(usual("james").is_some_and(|james| james.given > 0.0 && james.family > 0.0));
    assert_eq!(usual("brambleworth"), None);
}

#[test]
fn given_names_are_tied_as_people_use_them() {
    use Tie::{BothShort, MayBe, ShortForm, Spelling};
    for (one, other, expected) in [
        ("mohammed", "muhammad", Some(Spelling)),
        ("mohammed", "md", Some(ShortForm)),
        ("mhmd", "mohamed", Some(Spelling)),
        ("aisha", "ayesha", Some(Spelling)),
        ("yusuf", "yousef", Some(Spelling)),
        ("yusuf", "joseph", Some(MayBe)),
        ("bill", "william", Some(ShortForm)),
        ("bill", "will", Some(BothShort)),
        ("agnieszka", "aga", Some(ShortForm)),
        ("malgorzata", "gosia", Some(ShortForm)),
        ("volodymyr", "vladimir", Some(Spelling)),
        ("oleksandr", "sasha", Some(ShortForm)),
        ("siobhan", "shivaun", Some(Spelling)),
        ("caoimhe", "keeva", Some(Spelling)),
        ("chukwuemeka", "emeka", Some(ShortForm)),
        ("oluwaseun", "seun", Some(ShortForm)),
        ("kwame", "kwamena", Some(Spelling)),
        ("sukhwinder", "sukhi", Some(ShortForm)),
        ("jose", "ze", Some(ShortForm)),
        ("zeynep", "zainab", Some(Spelling)),
        ("joseph", "joanne", None),
        ("oliver", "olivia", None),
        ("anna", "hannah", Some(MayBe)),
        ("ava", "eva", Some(MayBe)),
        ("jayden", "kayden", None),
        ("brambleworth", "bill", None),
        ("", "", None),
    ] {
        assert_eq!(given_tie(one, other), expected, "{one} {other}");
        assert_eq!(given_tie(other, one), expected, "{other} {one}");
    }
    assert!(full_names("bill").contains(&"william"));
    assert!(!full_names("yusuf").contains(&"joseph"));
    assert_eq!(full_names("brambleworth"), ["brambleworth"]);
}

#[test]
fn family_names_are_tied_by_spelling_and_by_ending() {
    use Tie::{Gendered, MayBe, Spelling};
    for (one, other, expected) in [
        ("hussain", "hussein", Some(Spelling)),
        ("chowdhury", "chaudhry", Some(Spelling)),
        ("clark", "clarke", Some(Spelling)),
        ("macdonald", "mcdonald", Some(Spelling)),
        ("macphee", "mcphee", Some(Spelling)),
        ("kowalski", "kowalska", Some(Gendered)),
        ("kovalska", "kowalski", Some(Gendered)),
        ("zawadzka", "zawadzki", Some(Gendered)),
        ("petrov", "petrova", Some(Gendered)),
        ("novak", "novakova", Some(Gendered)),
        ("nowak", "novakova", Some(Gendered)),
        ("havlicek", "havlickova", Some(Gendered)),
        ("svoboda", "svobodova", Some(Gendered)),
        ("novotny", "novotna", Some(Gendered)),
        ("balciunas", "balciunaite", Some(Gendered)),
        ("stankevicius", "stankeviciene", Some(Gendered)),
        ("petraityte", "petraitiene", Some(Gendered)),
        ("berzins", "berzina", Some(Gendered)),
        ("papadopoulos", "papadopoulou", Some(Gendered)),
        ("jonsson", "jonsdottir", Some(Gendered)),
        ("silva", "dasilva", Some(MayBe)),
        ("zhang", "cheung", Some(Spelling)),
        ("rosa", "ross", None),
        ("mack", "mck", None),
        ("machin", "mchin", None),
        ("smith", "jones", None),
        ("ali", "alexander", None),
    ] {
        assert_eq!(family_tie(one, other), expected, "{one} {other}");
        assert_eq!(family_tie(other, one), expected, "{other} {one}");
    }
    assert_eq!(family("kowalska"), family("kowalski"));
    assert!(family("brambleworth").is_empty());
}

#[test]
fn given_and_family_names_never_share_a_number() {
    assert!(given("ali").iter().all(|id| !family("ali").contains(id)));
    assert!(!given("ali").is_empty() && !family("ali").is_empty());
}

#[test]
fn what_stands_for_no_name_says_why_which_twin_and_whose() {
    use Waiting::{Baby, Unborn, Unknown};
    let (boy, girl) = (Some(Sex::Male), Some(Sex::Female));
    for (text, expected) in [
        ("Baby", Some((Baby, None, None, false, ""))),
        ("Baby Boy", Some((Baby, None, boy, false, ""))),
        ("Baby Girl Smith", Some((Baby, None, girl, false, "smith"))),
        ("Unborn", Some((Unborn, None, None, false, ""))),
        ("Unborn Baby of Sarah Jones", Some((Unborn, None, None, true, "sarah jones"))),
        ("Baby unborn", Some((Unborn, None, None, false, ""))),
        ("UB Okoye", Some((Unborn, None, None, false, "okoye"))),
        ("Twin 1", Some((Baby, Some(1), None, false, ""))),
        ("Twin B", Some((Baby, Some(2), None, false, ""))),
        ("TWIN2", Some((Baby, Some(2), None, false, ""))),
        ("Second twin", Some((Baby, Some(2), None, false, ""))),
        ("Baby Girl Twin One", Some((Baby, Some(1), girl, false, ""))),
        ("Unborn twin ii", Some((Unborn, Some(2), None, false, ""))),
        ("B/O Ngozi", Some((Baby, None, None, true, "ngozi"))),
        ("Infant", Some((Baby, None, None, false, ""))),
        ("Newborn (M)", Some((Baby, None, boy, false, ""))),
        ("Male child", Some((Baby, None, boy, false, ""))),
        ("Daughter of Ama", Some((Baby, None, girl, true, "ama"))),
        ("Unk", Some((Unknown, None, None, false, ""))),
        ("Unknown female", Some((Unknown, None, girl, false, ""))),
        ("Not known", Some((Unknown, None, None, false, ""))),
        ("N/K", Some((Unknown, None, None, false, ""))),
        ("TBC", Some((Unknown, None, None, false, ""))),
        ("Test Patient", Some((Unknown, None, None, false, ""))),
        ("Mrs", Some((Unknown, None, None, false, ""))),
        ("Null", Some((Unknown, None, None, false, ""))),
        ("Master Baby", Some((Baby, None, None, false, ""))),
        ("Ngozi", None),
        ("Babygirl", None),
        ("Boyd", None),
        ("Grace Baby", None),
        ("Mr Smith", None),
        ("A", None),
        ("Son", None),
        ("", None),
    ] {
        let read = stands_for_no_name(&name_words(text));
        let read = read.map(|no| (no.waiting, no.twin, no.sex, no.of_somebody, no.words_left.join(" ")));
        let expected =
            expected.map(|(waiting, twin, sex, of, left)| (waiting, twin, sex, of, left.to_owned()));
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn a_title_is_left_off_only_before_a_name() {
    for (text, expected) in [("Mrs Jones", "jones"), ("Mrs", "mrs"), ("Amy Sister", "amy sister"), ("", "")] {
        assert_eq!(without_title(&name_words(text)).join(" "), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_ties_are_the_same_both_ways(one in "\\PC{0,40}", other in "[a-z]{0,12}(ova|ska|iene|aite|ina|a)?") {
        for word in [&one, &other] {
            let _ = (given(word), family(word), usual(word), full_names(word));
        }
        proptest::prop_assert_eq!(given_tie(&one, &other), given_tie(&other, &one));
        proptest::prop_assert_eq!(family_tie(&one, &other), family_tie(&other, &one));
    }

    #[test]
    fn what_is_left_beside_no_name_was_written(text in "(baby|unborn|twin|boy|x|mr|of|test|not|known|[12ab]|grace|\\PC{0,9}| ){0,9}") {
        let words = name_words(&text);
        if let Some(no_name) = stands_for_no_name(&words) {
            proptest::prop_assert!(words.ends_with(&no_name.words_left));
            proptest::prop_assert!(no_name.words_left.len() < words.len());
        }
    }
}
