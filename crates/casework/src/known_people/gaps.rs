//! What two descriptions do not both say. What to ask a caller for is said by the engine ([`Match::to_ask`]); what is sealed is in neither description, so that
//! neither gives it away.

use matching::{Agrees, Description, Kind, Match};

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

/// The facts that could not be compared, with which side is silent.
pub(super) fn between(query: &Description, held: &Description, matched: &Match) -> Vec<Gap> {
    let compared = |kind: Kind| {
        matched.reasons.iter().any(|reason| reason.kind == kind && reason.agrees != Agrees::Unknown)
    };
    let gap = |kind: Kind| Gap { kind, said: says(query, kind), held: says(held, kind) };
    FACTS.into_iter().filter(|kind| !compared(*kind)).map(gap).collect()
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
