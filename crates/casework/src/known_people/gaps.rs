//! What two descriptions do not both say, and what to ask a caller that would settle whether they are one person.
//!
//! Only what we hold and nobody said is asked for, because only that can be compared; what is sealed is in neither description, so that no question gives it
//! away. A question never says the answer: "Ask what the mother is called", and not "Is the mother Kim?".

use matching::{Agrees, Description, Kind, Match, Reason, Strength};

/// A fact that could not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Which.
    pub kind: Kind,
    /// Whether it was said of the one who is looked for.
    pub said: bool,
    /// Whether we hold it, as far as it may be compared for this viewer.
    pub held: bool,
}

/// The facts that are laid beside each other, in the order of a page.
const FACTS: [Kind; 7] =
    [Kind::Name, Kind::Birth, Kind::NhsNumber, Kind::Upn, Kind::Address, Kind::Phone, Kind::Relative];

/// The most questions that somebody is given while the caller waits.
const MOST_ASKED: usize = 3;

/// The facts that could not be compared, with which side is silent.
pub(super) fn between(query: &Description, held: &Description, matched: &Match) -> Vec<Gap> {
    let compared = |kind: Kind| {
        matched.reasons.iter().any(|reason| reason.kind == kind && reason.agrees != Agrees::Unknown)
    };
    let gap = |kind: Kind| Gap { kind, said: says(query, kind), held: says(held, kind) };
    FACTS.into_iter().filter(|kind| !compared(*kind)).map(gap).collect()
}

/// What to ask that would settle it, the weightiest first. Nothing where nearly all that is known agrees already.
pub(super) fn would_settle(query: &Description, held: &Description, matched: &Match) -> Vec<String> {
    let mut ask = Vec::new();
    let says_twin = |reason: &Reason| reason.kind == Kind::Together && reason.words.contains("twin");
    let perhaps_a_twin = matched.reasons.iter().any(says_twin);
    if perhaps_a_twin {
        ask.push("Ask whether the child has a twin, and what each is called.".to_owned());
    }
    if matched.strength < Strength::Strong {
        let wanted = |kind: Kind| says(held, kind) && !says(query, kind);
        ask.extend(birth(query, held).map(str::to_owned));
        if wanted(Kind::NhsNumber) {
            ask.push("Ask for the NHS number.".into());
        }
        ask.extend(relative(query, held));
        if wanted(Kind::Address) {
            ask.push("Ask where the child lives now, and where before.".into());
        }
        if wanted(Kind::Phone) {
            ask.push("Ask for a telephone number of the family.".into());
        }
        if wanted(Kind::Upn) {
            ask.push("Ask the school for the pupil number.".into());
        }
        if says(held, Kind::Name) && query.names.iter().all(|name| name.family.trim().is_empty()) {
            ask.push("Ask for the whole name, and any other name the child has had.".into());
        }
        if ask.is_empty() {
            ask.extend(doubted(matched));
        }
    }
    ask.truncate(MOST_ASKED);
    ask
}

fn says(description: &Description, kind: Kind) -> bool {
    match kind {
        Kind::Name => !description.names.is_empty(),
        Kind::Birth => description.birth.is_some(),
        Kind::NhsNumber => description.nhs_number.is_some(),
        Kind::Upn => description.upn.is_some(),
        Kind::Address => !description.addresses.is_empty(),
        Kind::Phone => {
            !description.phones.is_empty() || description.relatives.iter().any(|one| !one.phones.is_empty())
        }
        Kind::Relative => !description.relatives.is_empty(),
        Kind::Sex => description.sex.is_some(),
        Kind::Together => false,
    }
}

fn birth(query: &Description, held: &Description) -> Option<&'static str> {
    let held = held.birth?;
    match query.birth {
        None => Some("Ask for the date of birth."),
        Some(said) if said.day().is_none() && held.day().is_some() => {
            Some("Ask for the exact date of birth.")
        }
        Some(_) => None,
    }
}

/// Somebody near the child who is held and was not said: mothers and fathers before others.
fn relative(query: &Description, held: &Description) -> Option<String> {
    const ASKED_FOR: [&str; 4] = ["mother", "father", "parent", "carer"];
    let said = |relation: &str| query.relatives.iter().any(|one| one.relation == relation);
    let known = |relation: &str| held.relatives.iter().any(|one| one.relation == relation);
    let relation = ASKED_FOR.into_iter().find(|relation| known(relation) && !said(relation))?;
    Some(format!("Ask what the {relation} is called."))
}

/// Where both sides say everything and some of it differs, what to ask again.
fn doubted(matched: &Match) -> Option<String> {
    let doubted = matched.reasons.iter().find(|reason| reason.agrees != Agrees::Same)?;
    Some(
        match doubted.kind {
            Kind::Name => "Ask how the name is spelt, and whether it was ever another.",
            Kind::Birth => "Ask for the date of birth once more.",
            Kind::NhsNumber => "Ask for the NHS number once more.",
            Kind::Upn => "Ask the school for the pupil number once more.",
            Kind::Address => "Ask where the child lived before.",
            Kind::Phone => "Ask whether the family had another telephone number.",
            Kind::Sex => "Ask whether the child is a boy or a girl.",
            Kind::Relative => "Ask who looks after the child, and who did before.",
            Kind::Together => return None,
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use matching::{Address, Birth, Name, Relative, compare};

    use super::*;

    fn ava() -> Description {
        let mother =
            Relative { relation: "mother".into(), name: Name::new("Kim", "Example"), phones: Vec::new() };
        Description {
            names: vec![Name::new("Ava", "Example")],
            birth: Some(Birth::on(date(2019, 3, 4))),
            nhs_number: Some("9990000018".into()),
            addresses: vec![Address { lines: vec!["12 Elm Way".into()], postcode: "ZZ99 3VZ".into() }],
            relatives: vec![mother],
            ..Description::default()
        }
    }

    fn named(given: &str, family: &str) -> Description {
        Description { names: vec![Name::new(given, family)], ..Description::default() }
    }

    #[test]
    fn what_we_hold_and_nobody_said_is_asked_for() {
        let check = |query: Description, expected: &[&str]| {
            let ask = would_settle(&query, &ava(), &compare(&query, &ava()));
            assert_eq!(ask, expected, "{query:?}");
        };
        check(
            named("Ava", "Example"),
            &["Ask for the date of birth.", "Ask for the NHS number.", "Ask what the mother is called."],
        );
        let about = Some(Birth::between(date(2019, 1, 1), date(2019, 12, 31)));
        check(
            Description { birth: about, nhs_number: Some("9990000018".into()), ..named("Eve", "Sample") },
            &[
                "Ask for the exact date of birth.",
                "Ask what the mother is called.",
                "Ask where the child lives now, and where before.",
            ],
        );
        let mother = Relative { name: Name::new("Joan", "Roe"), ..ava().relatives.remove(0) };
        let unlike = Description {
            birth: Some(Birth::on(date(2019, 9, 9))),
            relatives: vec![mother],
            ..Description { names: vec![Name::new("Ava", "Example")], ..ava() }
        };
        check(Description { nhs_number: None, ..unlike.clone() }, &["Ask for the NHS number."]);
        check(
            Description { nhs_number: Some("9990000093".into()), ..unlike },
            &["Ask for the date of birth once more."],
        );
    }

    #[test]
    fn nothing_is_asked_where_nearly_all_agrees() {
        let query = Description { relatives: Vec::new(), ..ava() };
        let matched = compare(&query, &ava());
        assert_eq!(matched.strength, Strength::Strong);
        assert!(would_settle(&query, &ava(), &matched).is_empty());
    }

    #[test]
    fn a_gap_says_which_side_is_silent() {
        let query = Description { phones: vec!["01632 960001".into()], ..named("Ava", "Example") };
        let gaps = between(&query, &ava(), &compare(&query, &ava()));
        let said_held: Vec<(Kind, bool, bool)> =
            gaps.iter().map(|gap| (gap.kind, gap.said, gap.held)).collect();
        assert_eq!(
            said_held,
            [
                (Kind::Birth, false, true),
                (Kind::NhsNumber, false, true),
                (Kind::Upn, false, false),
                (Kind::Address, false, true),
                (Kind::Phone, true, false),
                (Kind::Relative, false, true),
            ]
        );
    }
}
