//! What comparing promises of any two people, whoever they are.

use jiff::civil::date;
use matching::{Address, Agrees, Birth, Description, Kind, Match, Name, Relative, Sex, compare};
use proptest::prelude::*;

/// What everything that is said adds up to, in bits.
fn total(outcome: &Match) -> f32 {
    outcome.reasons.iter().map(|reason| reason.bits).sum()
}

fn choice(of: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(of)
}

/// Somebody of whom only the names are known, and perhaps when they were written down.
fn somebody() -> impl Strategy<Value = Description> {
    let given = choice(&[
        "Amara",
        "Amarah",
        "Chidi",
        "Baby",
        "Baby of Ngozi",
        "Twin 1",
        "Twin 2",
        "J",
        "Mary Jane",
        "Mary Ann",
        "Jane",
        "Mohammed Ali",
        "Muhammad",
        "Unknown",
        "",
        "محمد",
    ]);
    let family = choice(&[
        "Okoye",
        "Okoy",
        "Smith-Jones",
        "Jones",
        "O'Brien",
        "Kowalska",
        "Kowalski",
        "",
        "Null",
        "Jane",
    ]);
    let other = choice(&["", "Kit", "Amara"]);
    (given, family, other).prop_map(|(given, family, other)| {
        let mut names = vec![Name::new(given, family)];
        if !other.is_empty() {
            names.push(Name::new(other, "Marlow"));
        }
        Description { names, ..Description::default() }
    })
}

/// A thing that may be known of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Birth,
    Sex,
    Nhs,
    Upn,
    Home,
    Phone,
    Kin,
}

const ALL: [Known; 7] =
    [Known::Birth, Known::Sex, Known::Nhs, Known::Upn, Known::Home, Known::Phone, Known::Kin];

impl Known {
    /// Somebody of whom this is known too: `other` is what cannot be the same person's.
    fn of(self, mut person: Description, other: bool) -> Description {
        let pick = |one: &'static str, two: &'static str| if other { two.to_owned() } else { one.to_owned() };
        match self {
            Known::Birth if other => person.birth = Some(Birth::on(date(1984, 8, 30))),
            Known::Birth => person.birth = Some(Birth::on(date(2015, 3, 12))),
            Known::Sex => person.sex = Some(if other { Sex::Male } else { Sex::Female }),
            Known::Nhs => person.nhs_number = Some(pick("9990000018", "9991234578")),
            Known::Upn => person.upn = Some(pick("A850728973744", "H801200112001")),
            Known::Home => {
                let (line, postcode) = (pick("12 Mill Lane", "3 High Street"), pick("NB1 2CD", "NB9 9ZZ"));
                person.addresses.push(Address { lines: vec![line], postcode });
            }
            Known::Phone => person.phones.push(pick("07700 900123", "07700 955999")),
            Known::Kin => {
                let name = Name::new(pick("Zofia", "Shahida"), pick("Wisniewska", "Begum"));
                person.relatives.push(Relative { relation: "mother".to_owned(), name, phones: Vec::new() });
            }
        }
        person
    }

    const fn kind(self) -> Kind {
        match self {
            Known::Birth => Kind::Birth,
            Known::Sex => Kind::Sex,
            Known::Nhs => Kind::NhsNumber,
            Known::Upn => Kind::Upn,
            Known::Home => Kind::Address,
            Known::Phone => Kind::Phone,
            Known::Kin => Kind::Relative,
        }
    }
}

/// Two people of whom some things are known and agree, some are known of both and do not, some of one alone; and a thing that is left out.
fn pair() -> impl Strategy<Value = (Description, Description, Known)> {
    let standings = prop::collection::vec(0u8..5, ALL.len());
    (somebody(), somebody(), any::<bool>(), standings, prop::sample::select(&ALL[..])).prop_map(
        |(one, other, same, standings, left_out)| {
            let (mut left, mut right) = (one.clone(), if same { one } else { other });
            for (known, standing) in ALL.into_iter().zip(standings).filter(|(known, _)| *known != left_out) {
                if standing < 3 {
                    left = known.of(left, false);
                }
                match standing {
                    0 | 3 => right = known.of(right, false),
                    1 => right = known.of(right, true),
                    _ => {}
                }
            }
            (left, right, left_out)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_answer_is_the_same_whichever_way_round((one, other, _) in pair()) {
        let (there, back) = (compare(&one, &other), compare(&other, &one));
        prop_assert_eq!(there.strength, back.strength);
        prop_assert_eq!(&there.would_settle, &back.would_settle);
        prop_assert!((total(&there) - total(&back)).abs() < 0.01);
        let kinds = |outcome: &Match| {
            let mut kinds: Vec<String> = outcome.reasons.iter().map(|one| format!("{:?} {:?}", one.kind, one.agrees)).collect();
            kinds.sort();
            kinds
        };
        prop_assert_eq!(kinds(&there), kinds(&back));
    }

    #[test]
    fn a_fact_in_agreement_never_lowers_it((one, other, known) in pair()) {
        let without = compare(&known.of(one.clone(), false), &other);
        let with = compare(&known.of(one, false), &known.of(other, false));
        prop_assert!(total(&with) >= total(&without) - 0.001, "{:?} {:#?} {:#?}", known, without.reasons, with.reasons);
        prop_assert!(with.strength >= without.strength);
    }

    #[test]
    fn a_fact_in_conflict_never_raises_it((one, other, known) in pair()) {
        let without = compare(&known.of(one.clone(), false), &other);
        let with = compare(&known.of(one, false), &known.of(other, true));
        prop_assert!(total(&with) <= total(&without) + 0.001, "{:?} {:#?} {:#?}", known, without.reasons, with.reasons);
        prop_assert!(with.strength <= without.strength);
    }

    #[test]
    fn a_fact_that_one_side_does_not_give_changes_nothing_and_is_said((one, other, known) in pair()) {
        // "Baby of Ngozi" gives a mother.
        let gives_a_mother = [&one, &other].iter().any(|one| one.names[0].given.contains("of "));
        prop_assume!(known != Known::Kin || !gives_a_mother);
        let without = compare(&one, &other);
        for (left, right) in [(known.of(one.clone(), false), other.clone()), (one.clone(), known.of(other.clone(), false))] {
            let with = compare(&left, &right);
            prop_assert!((total(&with) - total(&without)).abs() < 0.001, "{:?} {:#?} {:#?}", known, without.reasons, with.reasons);
            prop_assert_eq!(with.strength, without.strength);
            let said = with.reasons.iter().find(|reason| reason.kind == known.kind() && reason.agrees == Agrees::Unknown);
            let words = said.map(|reason| reason.words.as_str());
            prop_assert!(words.is_some_and(|words| words.contains("not given")), "{:?} {:#?}", known, with.reasons);
        }
    }

    #[test]
    fn what_is_said_is_words_and_never_a_number_of_ours((one, other, known) in pair()) {
        let outcome = compare(&known.of(one, false), &known.of(other, true));
        for words in outcome.reasons.iter().map(|reason| &reason.words).chain(&outcome.would_settle).chain(&outcome.to_ask) {
            for unsaid in ["%", " bit", "score", "weight", "probab", "per cent"] {
                prop_assert!(!words.contains(unsaid), "{}", words);
            }
            // A decimal point would be ours: nothing that people write here has one.
            prop_assert!(!words.contains('.'), "{}", words);
        }
    }

    #[test]
    fn layout_tricks_huge_texts_and_other_scripts_do_no_harm(
        text in "(\u{202e}|\u{200b}|a{300}|Иван|王|محمد|<b>|\n|\u{0}|é|[\\PC]|'|/| ){1,40}", other in "\\PC{0,60}", year in 1900i16..2030,
    ) {
        let person = |text: &str, other: &str| Description {
            names: vec![Name::new(text, other), Name::new(other, text)],
            birth: Some(Birth::on(date(year, 1, 1))),
            nhs_number: Some(text.to_owned()),
            upn: Some(other.to_owned()),
            addresses: vec![Address { lines: vec![text.to_owned(); 9], postcode: other.to_owned() }],
            phones: vec![text.to_owned()],
            relatives: vec![Relative { relation: text.to_owned(), name: Name::new(text, other), phones: vec![other.to_owned()] }],
            ..Description::default()
        };
        let (one, two) = (person(&text, &other), person(&other, &text));
        for outcome in [compare(&one, &one), compare(&one, &two), compare(&two, &one)] {
            for reason in &outcome.reasons {
                prop_assert!(reason.words.chars().count() < 900, "{}", reason.words);
                let tricks = ['\u{202e}', '\u{200b}', '\n', '\u{0}'];
                prop_assert!(!reason.words.contains(tricks), "{:?}", reason.words);
            }
        }
    }
}
