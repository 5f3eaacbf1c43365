//! What somebody who knows families would say of two descriptions, and what must be said to them: `oracle.txt`.

use jiff::civil::{Date, date};
use matching::{Address, Birth, Description, Match, Name, Relative, Sex, Strength, compare};

/// One case: the line that tells what is expected, and the two people.
struct Case {
    place: usize,
    expected: String,
    people: [Description; 2],
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/oracle.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .collect();
    let cases = lines.chunks(3).map(|three| {
        let [(place, expected), (_, one), (_, other)] = three else {
            panic!("half a case at the end: {three:?}")
        };
        assert!(
            !expected.starts_with(' ') && one.starts_with("  ") && other.starts_with("  "),
            "line {}",
            place + 1
        );
        Case { place: place + 1, expected: (*expected).to_owned(), people: [person(one), person(other)] }
    });
    cases.collect()
}

/// A person in one line.
pub fn person(line: &str) -> Description {
    let mut person = Description::default();
    let mut parts = line.split(';').map(str::trim);
    let named = parts.next().unwrap_or_default();
    if !named.trim_matches('/').trim().is_empty() {
        person.names.push(name(named));
    }
    for part in parts {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        match word {
            "aka" => person.names.push(name(rest)),
            "born" | "due" => person.birth = Some(birth(rest)),
            "f" => person.sex = Some(Sex::Female),
            "m" => person.sex = Some(Sex::Male),
            "nhs" => person.nhs_number = Some(rest.to_owned()),
            "upn" => person.upn = Some(rest.to_owned()),
            "at" | "was" => live(&mut person, rest),
            "tel" => person.phones.push(rest.to_owned()),
            "recorded" => person.recorded = Some(rest.parse().unwrap()),
            "" => {}
            relation => {
                let (named, phone) = rest.split_once(',').unwrap_or((rest, ""));
                let phones = if phone.is_empty() { Vec::new() } else { vec![phone.trim().to_owned()] };
                person.relatives.push(Relative { relation: relation.to_owned(), name: name(named), phones });
            }
        }
    }
    person
}

fn name(text: &str) -> Name {
    let (given, family) = text.split_once('/').unwrap_or((text, ""));
    Name::new(given.trim(), family.trim())
}

fn birth(text: &str) -> Birth {
    let parts: Vec<i16> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let month = |month: i16| i8::try_from(month).unwrap();
    match *parts.as_slice() {
        [year] => Birth::between(date(year, 1, 1), date(year, 12, 31)),
        [year, number] => {
            let first = date(year, month(number), 1);
            Birth::between(first, first.last_of_month())
        }
        [year, number, day] => Birth::on(date(year, month(number), month(day))),
        _ => panic!("not a birth: {text}"),
    }
}

fn live(person: &mut Description, text: &str) {
    let (text, left) = match text.split_once(" until ") {
        Some((text, year)) => (text, Some(Date::constant(year.parse().unwrap(), 12, 31))),
        None => (text, None),
    };
    let (line, postcode) = match text.rsplit_once(',') {
        Some((line, code)) => (line, code),
        None if text.starts_with("NB") => ("", text),
        None => (text, ""),
    };
    let lines = if line.trim().is_empty() { Vec::new() } else { vec![line.trim().to_owned()] };
    person.addresses.push(Address { lines, postcode: postcode.trim().to_owned() });
    person.left.push(left);
}

/// What is wrong with an answer; nothing when it is right.
fn faults(expected: &str, outcome: &Match) -> Vec<String> {
    let (strength, said) = expected.split_once(':').unwrap_or((expected, ""));
    let word = |word: &str| match word {
        "strong" => Strength::Strong,
        "likely" => Strength::Likely,
        "possible" => Strength::Possible,
        "unlikely" => Strength::Unlikely,
        other => panic!("no strength: {other}"),
    };
    let right = match strength.strip_prefix("at least ") {
        Some(least) => outcome.strength >= word(least),
        None => match strength.strip_prefix("at most ") {
            Some(most) => outcome.strength <= word(most),
            None => outcome.strength == word(strength),
        },
    };
    let mut faults = Vec::new();
    if !right {
        faults.push(format!("{:?}, and should be {strength}", outcome.strength));
    }
    let reasons = || outcome.reasons.iter().map(|reason| reason.words.to_lowercase());
    for words in said.split('|').map(|words| words.trim().to_lowercase()).filter(|words| !words.is_empty()) {
        let wanted = match (words.strip_prefix("ask "), words.strip_prefix("not ")) {
            (Some(asked), _) => outcome.would_settle.iter().any(|ask| ask.to_lowercase().contains(asked)),
            (_, Some(unsaid)) => !reasons().any(|reason| reason.contains(unsaid)),
            _ => reasons().any(|reason| reason.contains(&words)),
        };
        if !wanted {
            faults.push(format!("should say: {words}"));
        }
    }
    faults
}

#[test]
fn families_are_judged_as_somebody_who_knows_them_would() {
    let cases = cases();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let [one, other] = &case.people;
        let outcome = compare(one, other);
        let mut faults = faults(&case.expected, &outcome);
        let back = compare(other, one);
        if back.strength != outcome.strength || back.would_settle != outcome.would_settle {
            faults.push(format!("the other way round {:?} {:?}", back.strength, back.would_settle));
        }
        if !faults.is_empty() {
            let reasons: Vec<String> = outcome
                .reasons
                .iter()
                .map(|reason| format!("    {:+.1} {}", reason.bits, reason.words))
                .collect();
            let (faults, reasons) = (faults.join("; "), reasons.join("\n"));
            let total: f32 = outcome.reasons.iter().map(|reason| reason.bits).sum();
            wrong.push(format!(
                "line {}: {faults}\n    {total:.1} ask {:?}\n{reasons}",
                case.place, outcome.would_settle
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
