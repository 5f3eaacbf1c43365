//! What was said and what we hold, side by side, each with why it agrees or not, in words (ux 3.3). Never a number.

use casework::child::Existence;
use casework::search::{Agrees, Kind, Reason, Strength};
use design::own::{Agreement, MatchReason, Restricted};
use domain::calendar::london;
use domain::contact::Described;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;

use crate::route::Visit;

/// Which fact a reason is about.
fn fact(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "Name",
        Kind::Birth => "Date of birth",
        Kind::NhsNumber => "NHS number",
        Kind::Upn => "Pupil number",
        Kind::Address => "Address",
        Kind::Phone => "Telephone",
        Kind::Relative => "Family",
        Kind::Together => "Taken together",
    }
}

/// How strongly two descriptions seem to be one person.
pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "Strong: nearly all that is known agrees.",
        Strength::Likely => "Likely: much speaks for it.",
        Strength::Possible => "Possible: something speaks for it.",
        Strength::Unlikely => "Unlikely: little speaks for it, or much against.",
    }
}

/// The facts that were compared: what was said, what we hold as far as this viewer may see it, and why.
pub(super) fn reasons(
    said: &Described,
    held: &Existence,
    reasons: &[Reason],
    visit: &Visit<'_>,
) -> Vec<MatchReason> {
    let today = london::date_of(visit.session.at);
    let row = |reason: &Reason| MatchReason {
        fact: fact(reason.kind).into(),
        said: shown_in_line(&said_of(said, reason.kind)),
        held: shown_in_line(&held_of(held, reason, today)),
        agreement: agreement(reason.agrees),
        why: shown_in_line(&reason.words),
    };
    reasons.iter().map(row).collect()
}

fn said_of(said: &Described, kind: Kind) -> String {
    match kind {
        Kind::Name => said.name.display(),
        Kind::Birth => said.birth.words(),
        Kind::NhsNumber => {
            said.nhs_number.answer().map_or_else(String::new, domain::person::nhs_number::NhsNumber::written)
        }
        Kind::Address => "As said above".into(),
        Kind::Phone | Kind::Relative | Kind::Upn | Kind::Together => "As said in the contact".into(),
    }
}

/// Name and birth stand as we hold them; the reason quotes the rest, as far as this viewer may see it.
fn held_of(held: &Existence, reason: &Reason, today: jiff::civil::Date) -> String {
    match (reason.kind, reason.agrees) {
        (Kind::Name, _) => held.name.clone(),
        (Kind::Birth, _) => birth(&held.birth, today),
        (_, Agrees::Same) => "The same".into(),
        (_, Agrees::Near) => "Nearly the same".into(),
        (_, Agrees::Different) => "Something else".into(),
        (_, Agrees::Unknown) => "Nothing".into(),
    }
}

/// A birth with the age beside it: "4 March 2019 (age 7)".
pub(super) fn birth(birth: &Known<PartialDate>, today: jiff::civil::Date) -> String {
    match birth {
        Known::Is(date @ (PartialDate::Expected(_) | PartialDate::NotKnown)) => date.to_string(),
        Known::Is(date) => format!("{date} (age {})", date.age_in_words(today)),
        silence => silence.words(),
    }
}

fn agreement(agrees: Agrees) -> Agreement {
    match agrees {
        Agrees::Same => Agreement::Same,
        Agrees::Near => Agreement::Near,
        Agrees::Different => Agreement::Differs,
        Agrees::Unknown => Agreement::Unknown,
    }
}

/// How two facts agree, in a word.
pub(super) fn agreement_words(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "Same",
        Agreement::Near => "Near",
        Agreement::Differs => "Different",
        Agreement::Unknown => "Not known",
    }
}

/// A restricted record: whom to ring, and nothing else.
pub(super) fn restricted(words: &str) -> Restricted {
    let whom = words.strip_prefix("Restricted: ring ").unwrap_or(words);
    Restricted::ring(whom.trim_end_matches('.'))
}
