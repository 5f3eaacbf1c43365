//! What speaks for two records being one person, and what against it, in the words of matching.

use domain::person::Person;
use domain::person::link::Side;
use matching::{Agrees, Description, Kind, Match, Reason, compare};
use store::{Permit, Stop};

/// The reasons why two sides are alike, the weightiest first, for the link's own record: which facts agree, and of addresses, numbers and relatives not what they
/// say. The link is read by whoever may learn of both, for ever, also once an address is protected.
pub(super) fn likenesses(one: &Side, other: &Side) -> Vec<String> {
    let pairs = one.people.iter().flat_map(|person| other.people.iter().map(move |with| (person, with)));
    let compared = pairs
        .map(|(person, with)| compare(&store::person::described(person), &store::person::described(with)));
    let best = compared.max_by_key(Match::rank);
    let alike = |agrees| matches!(agrees, Agrees::Same | Agrees::Near);
    let mut said: Vec<String> = Vec::new();
    for reason in best.into_iter().flat_map(|best| best.reasons).filter(|reason| alike(reason.agrees)) {
        let words = without_values(reason);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

fn without_values(reason: Reason) -> String {
    let about = match reason.kind {
        Kind::Name | Kind::Birth | Kind::Sex => return reason.words,
        Kind::NhsNumber => "NHS number",
        Kind::Upn => "pupil number",
        Kind::Address => "address",
        Kind::Phone => "phone",
        Kind::Relative => "relative",
        Kind::Together => "facts, taken together",
    };
    match reason.agrees {
        Agrees::Same => format!("Same {about}"),
        Agrees::Near | Agrees::Different | Agrees::Unknown => format!("Nearly the same {about}"),
    }
}

/// Whether a record may be named as one that is meant: one that was closed by adoption only by its own name. No likeness of a birthday or an address leads from
/// the new identity to the old.
pub(crate) fn may_be_named(person: &Person, matched: &Match) -> bool {
    !person.is_closed_by_adoption() || has_same_name(matched)
}

/// Whether two are called the same.
pub(crate) fn has_same_name(matched: &Match) -> bool {
    matched.reasons.iter().any(|reason| reason.kind == Kind::Name && reason.agrees == Agrees::Same)
}

/// A record as matching compares it, with the relatives whose names may be quoted.
pub(super) fn described(permit: &Permit<'_>, person: &Person) -> Result<Description, Stop> {
    Ok(store::everybody::with_relatives(permit, person.id, store::person::described(person))?)
}
