//! Two descriptions laid beside each other: how strongly they seem to be one person, and every reason for and against, in words.
//!
//! Inside, evidence is added up as points, chosen so that no single slip hides a child and no single agreement settles anything.
//! The sum is never shown. What a sum may not do is said as rules: brothers and sisters are not each other, and two NHS numbers are
//! two people until somebody looks.

use rapidfuzz::distance::osa;

use crate::description::{Description, Relative};
use crate::names::{Nearness, nearest};
use crate::normal::{nhs_number, phone, shown, upn};
use crate::{address, birth};

/// How strongly two descriptions seem to be one person. A person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Little speaks for it, or much against.
    Unlikely,
    /// Something speaks for it: look.
    Possible,
    /// Much speaks for it.
    Likely,
    /// Nearly all that is known agrees.
    Strong,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Names and aliases.
    Name,
    /// Date of birth.
    Birth,
    /// NHS number.
    NhsNumber,
    /// Unique pupil number.
    Upn,
    /// Address.
    Address,
    /// Phone.
    Phone,
    /// A relative's name or phone.
    Relative,
    /// Several of these taken together.
    Together,
}

/// Whether the two sides agree in one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agrees {
    /// The same.
    Same,
    /// Near enough to be a slip, a short form or a change.
    Near,
    /// Not the same.
    Different,
    /// Asked for, and not on record.
    Unknown,
}

/// One reason for or against, in words for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub kind: Kind,
    /// A sentence without its full stop. It quotes both sides.
    pub words: String,
    /// Whether they agree.
    pub agrees: Agrees,
}

/// The outcome of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// How strongly the two seem to be one.
    pub strength: Strength,
    /// Every reason, the weightiest first.
    pub reasons: Vec<Reason>,
    rank: Rank,
}

/// For putting matches in order, the strongest greatest. It means nothing else, and cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(Strength, i32);

impl Match {
    /// The place of this match among others: sort by `std::cmp::Reverse(m.rank())` for the strongest first.
    pub const fn rank(&self) -> Rank {
        self.rank
    }
}

/// A reason with its weight.
pub(crate) struct Evidence {
    pub(crate) points: i32,
    pub(crate) reason: Reason,
}

impl Evidence {
    pub(crate) fn new(kind: Kind, points: i32, agrees: Agrees, words: String) -> Evidence {
        Evidence { points, reason: Reason { kind, words, agrees } }
    }
}

/// Compares what is known of somebody with a person on record.
pub fn compare(query: &Description, candidate: &Description) -> Match {
    let names = nearest(&query.names, &candidate.names);
    let given = names.map_or(Nearness::NotKnown, |names| names.given);
    let mut evidence: Vec<Evidence> = Vec::new();
    evidence.extend(names.map(|names| {
        let agrees = match (names.given, names.family) {
            (Nearness::Same, Nearness::Same | Nearness::NotKnown) | (Nearness::NotKnown, Nearness::Same) => {
                Agrees::Same
            }
            _ if names.points() > 0 => Agrees::Near,
            _ => Agrees::Different,
        };
        Evidence::new(Kind::Name, names.points(), agrees, names.words())
    }));
    match (query.birth, candidate.birth) {
        (Some(one), Some(other)) => evidence.push(birth::compare(one, other)),
        (Some(_), None) => evidence.push(not_recorded(Kind::Birth, "Date of birth")),
        _ => {}
    }
    evidence.extend(number(
        Kind::NhsNumber,
        "NHS number",
        &query.nhs_number,
        &candidate.nhs_number,
        nhs_number,
        (12, -8),
    ));
    evidence.extend(number(Kind::Upn, "Pupil number", &query.upn, &candidate.upn, upn, (10, -3)));
    evidence.extend(address::compare(&query.addresses, &candidate.addresses));
    evidence.extend(phones(query, candidate));
    evidence.extend(relatives(&query.relatives, &candidate.relatives));
    let points = evidence.iter().map(|evidence| evidence.points).sum();
    let strength = strength(points, given, &mut evidence);
    evidence.sort_by_key(|evidence| std::cmp::Reverse(evidence.points.abs()));
    let reasons = evidence.into_iter().map(|evidence| evidence.reason).collect();
    Match { strength, reasons, rank: Rank(strength, points) }
}

/// The strength that points stand for, within the rules that no sum may break.
fn strength(points: i32, given: Nearness, evidence: &mut Vec<Evidence>) -> Strength {
    let says =
        |kind, agrees| evidence.iter().any(|e: &Evidence| e.reason.kind == kind && e.reason.agrees == agrees);
    let same_number = says(Kind::NhsNumber, Agrees::Same) || says(Kind::Upn, Agrees::Same);
    let shares_family = says(Kind::Birth, Agrees::Same)
        && [Kind::Address, Kind::Phone, Kind::Relative].into_iter().any(|kind| says(kind, Agrees::Same));
    let other_nhs_number = says(Kind::NhsNumber, Agrees::Different);
    let by_points = match points {
        13.. => Strength::Strong,
        9..=12 => Strength::Likely,
        4..=8 => Strength::Possible,
        _ => Strength::Unlikely,
    };
    if given == Nearness::Different && !same_number && shares_family {
        let words =
            "Born on the same day into the same family with another given name: perhaps a twin".to_owned();
        evidence.push(Evidence::new(Kind::Together, 5, Agrees::Different, words));
    }
    if same_number {
        // Numbers are mistyped, and names change on adoption: never hide, and never settle it alone.
        return by_points.max(Strength::Possible);
    }
    match given {
        _ if other_nhs_number => by_points.min(Strength::Possible),
        Nearness::Different => by_points.min(Strength::Possible),
        Nearness::SoundsAlike | Nearness::SpeltAlike | Nearness::PartOf | Nearness::Initial => {
            by_points.min(Strength::Likely)
        }
        Nearness::Same | Nearness::ShortForm | Nearness::NotKnown => by_points,
    }
}

fn not_recorded(kind: Kind, what: &str) -> Evidence {
    Evidence::new(kind, 0, Agrees::Unknown, format!("{what} is not recorded"))
}

/// Compares a number that belongs to one person. `points` are for the same and for a different one.
fn number(
    kind: Kind,
    what: &str,
    one: &Option<String>,
    other: &Option<String>,
    read: fn(&str) -> Option<String>,
    points: (i32, i32),
) -> Option<Evidence> {
    let one = one.as_deref().and_then(read)?;
    let Some(other) = other.as_deref().and_then(read) else { return Some(not_recorded(kind, what)) };
    Some(match osa::distance(one.chars(), other.chars()) {
        0 => Evidence::new(kind, points.0, Agrees::Same, format!("Same {}", lower_first(what))),
        1 => Evidence::new(kind, 3, Agrees::Near, format!("{what}s {one} and {other} are one slip apart")),
        _ => Evidence::new(
            kind,
            points.1,
            Agrees::Different,
            format!("Different {}s: {one} and {other}", lower_first(what)),
        ),
    })
}

/// "NHS number" keeps its capitals; "Pupil number" does not.
fn lower_first(what: &str) -> String {
    if what.starts_with("NHS") { what.to_owned() } else { what.to_lowercase() }
}

/// Every phone of a person and of those near them, with whose it is.
fn phones_of(person: &Description) -> Vec<(String, &str)> {
    let own = person.phones.iter().map(|number| (number, ""));
    let theirs = person.relatives.iter().flat_map(|relative| {
        let whose = if relative.relation.is_empty() { "a relative" } else { relative.relation.as_str() };
        relative.phones.iter().map(move |number| (number, whose))
    });
    own.chain(theirs).take(40).filter_map(|(number, whose)| Some((phone(number)?, whose))).collect()
}

fn phones(query: &Description, candidate: &Description) -> Option<Evidence> {
    let (ones, others) = (phones_of(query), phones_of(candidate));
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let nearest = pairs
        .map(|(one, other)| (osa::distance(one.0.chars(), other.0.chars()), one, other))
        .min_by_key(|pair| pair.0);
    let (slips, one, other) = nearest?;
    let same = match (one.1, other.1) {
        ("", "") => "Phone is the same".to_owned(),
        ("", theirs) | (theirs, "") => format!("Phone given is {}'s", shown(theirs)),
        (_, theirs) => format!("{}'s phone is the same", upper_first(&shown(theirs))),
    };
    Some(match slips {
        0 => Evidence::new(Kind::Phone, 4, Agrees::Same, same),
        1 => Evidence::new(
            Kind::Phone,
            2,
            Agrees::Near,
            format!("Phones {} and {} are one slip apart", one.0, other.0),
        ),
        _ => Evidence::new(Kind::Phone, 0, Agrees::Different, "Different phones".to_owned()),
    })
}

fn relatives(ones: &[Relative], others: &[Relative]) -> Option<Evidence> {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let compared = pairs.filter_map(|(one, other)| {
        let names = nearest(std::slice::from_ref(&one.name), std::slice::from_ref(&other.name))?;
        Some((names, other))
    });
    let (names, relative) = compared.max_by_key(|(names, _)| names.points())?;
    let who = if relative.relation.is_empty() { "relative" } else { &relative.relation };
    let who = upper_first(&shown(who));
    Some(match names.points() {
        8.. => {
            Evidence::new(Kind::Relative, 3, Agrees::Same, format!("{who}: {}", lower_same(&names.words())))
        }
        4..=7 => {
            Evidence::new(Kind::Relative, 2, Agrees::Near, format!("{who}: {}", lower_same(&names.words())))
        }
        _ => Evidence::new(Kind::Relative, 0, Agrees::Different, "No relative of the same name".to_owned()),
    })
}

/// After a colon a sentence goes on in small letters, but a name keeps its capital.
fn lower_same(words: &str) -> String {
    words.strip_prefix("Same name").map_or_else(|| words.to_owned(), |rest| format!("same name{rest}"))
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
