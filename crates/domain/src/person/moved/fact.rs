//! Facts about a person that can stand on the wrong record, and how each goes from one to the other. A fact that the other record answers already is not
//! written over: whoever moves it says first which is right there.

use serde::{Deserialize, Serialize};

use super::super::known::Known;
use super::super::{NameKind, Person};
use super::WHAT;
use crate::access::Unsealing;
use crate::refusal::Problem;

/// A fact about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// One answer.
    Answer(Answer),
    /// Another name, by its place: never the one that is used on every page.
    Name(usize),
    /// A stay at an address, by its place.
    Address(usize),
    /// A telephone number, by its place.
    Phone(usize),
    /// What anyone who meets the person must know first, by its place.
    Hazard(usize),
}

macro_rules! answers {
    ($($answer:ident = $code:literal, $words:literal, $field:ident, $shown:expr;)*) => {
        /// A question that a person's record answers once.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Answer { $(#[doc = $words] $answer,)* }

        impl Answer {
            /// Every one.
            pub const ALL: &'static [Answer] = &[$(Answer::$answer,)*];

            /// The code.
            pub const fn code(self) -> &'static str {
                match self { $(Answer::$answer => $code,)* }
            }

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(Answer::$answer => $words,)* }
            }

            /// What the record answers.
            pub fn shown(self, person: &Person) -> Option<String> {
                match self { $(Answer::$answer => person.$field.answer().map($shown),)* }
            }

            fn over(self, from: &mut Person, to: &mut Person) -> Result<(), Problem> {
                match self { $(Answer::$answer => over(&mut from.$field, &mut to.$field, $words),)* }
            }

            fn back(self, then: (&Person, &Person), now: (&mut Person, &mut Person)) -> bool {
                match self {
                    $(Answer::$answer => back((&then.0.$field, &then.1.$field), (&mut now.0.$field, &mut now.1.$field)),)*
                }
            }
        }
    };
}

answers! {
    Birth = "birth", "Date of birth", birth, ToString::to_string;
    NhsNumber = "nhs_number", "NHS number", nhs_number, super::super::nhs_number::NhsNumber::written;
    Upn = "upn", "Unique pupil number", upn, super::super::upn::Upn::written;
    School = "school", "School, nursery or college", school, Clone::clone;
    Gp = "gp", "GP practice", gp, Clone::clone;
    FirstLanguage = "first_language", "First language", first_language, Clone::clone;
    Religion = "religion", "Religion or belief", religion, Clone::clone;
    Communication = "communication", "How they communicate", communication, Clone::clone;
    GenderIdentity = "gender_identity", "Gender identity", gender_identity, Clone::clone;
    Immigration = "immigration", "Nationality and immigration status", immigration, Clone::clone;
}

fn over<T: Clone + PartialEq>(from: &mut Known<T>, to: &mut Known<T>, words: &str) -> Result<(), Problem> {
    let Known::Is(moves) = from.clone() else {
        return Err(gone(words));
    };
    if to.answer().is_some_and(|stands| *stands != moves) {
        return Err(Problem::new(
            WHAT,
            format!(
                "{words}: the other record says something else already. Put that right there first, with “Change what is held”."
            ),
        ));
    }
    *to = Known::Is(moves);
    *from = Known::NotAsked;
    Ok(())
}

/// Gives both answers back, each as far as nobody wrote anything else since; whether both could be.
#[expect(clippy::needless_pass_by_value, reason = "the two places that are written are handed over together")]
fn back<T: Clone + PartialEq>(then: (&Known<T>, &Known<T>), now: (&mut Known<T>, &mut Known<T>)) -> bool {
    let (is_as_moved, is_empty) = (*now.1 == *then.0, *now.0 == Known::NotAsked);
    if is_as_moved {
        now.1.clone_from(then.1);
    }
    if is_empty {
        now.0.clone_from(then.0);
    }
    is_as_moved && is_empty
}

fn gone(words: &str) -> Problem {
    Problem::new(WHAT, format!("{words}: it no longer stands on the record. Ask again without it."))
}

impl Fact {
    /// The code.
    pub fn code(self) -> String {
        match self {
            Fact::Answer(answer) => answer.code().to_owned(),
            Fact::Name(place) => format!("name-{place}"),
            Fact::Address(place) => format!("address-{place}"),
            Fact::Phone(place) => format!("phone-{place}"),
            Fact::Hazard(place) => format!("hazard-{place}"),
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Fact> {
        if let Some(answer) = Answer::ALL.iter().find(|answer| answer.code() == code) {
            return Some(Fact::Answer(*answer));
        }
        let (kind, place) = code.split_once('-')?;
        let place = place.parse().ok()?;
        match kind {
            "name" => Some(Fact::Name(place)),
            "address" => Some(Fact::Address(place)),
            "phone" => Some(Fact::Phone(place)),
            "hazard" => Some(Fact::Hazard(place)),
            _ => None,
        }
    }

    /// In words, without what it says.
    pub const fn words(self) -> &'static str {
        match self {
            Fact::Answer(answer) => answer.words(),
            Fact::Name(_) => "Another name",
            Fact::Address(_) => "Address",
            Fact::Phone(_) => "Telephone number",
            Fact::Hazard(_) => "What must be known first",
        }
    }

    /// Every fact of a person that can be moved.
    pub fn all_of(person: &Person) -> Vec<Fact> {
        let answers = Answer::ALL.iter().copied().filter(|answer| answer.shown(person).is_some());
        answers
            .map(Fact::Answer)
            .chain((1..person.names.len()).map(Fact::Name))
            .chain((0..person.addresses.len()).map(Fact::Address))
            .chain((0..person.phones.len()).map(Fact::Phone))
            .chain((0..person.hazards.len()).map(Fact::Hazard))
            .collect()
    }

    /// The same fact in a later version of the record; nothing when it no longer stands there.
    fn found(self, then: &Person, now: &Person) -> Option<Fact> {
        match self {
            Fact::Answer(answer) => (answer.shown(then) == answer.shown(now)).then_some(self),
            Fact::Name(place) if place > 0 => {
                same(&then.names, place, &now.names).filter(|at| *at > 0).map(Fact::Name)
            }
            Fact::Name(_) => None,
            Fact::Address(place) => same(&then.addresses, place, &now.addresses).map(Fact::Address),
            Fact::Phone(place) => same(&then.phones, place, &now.phones).map(Fact::Phone),
            Fact::Hazard(place) => same(&then.hazards, place, &now.hazards).map(Fact::Hazard),
        }
    }
}

fn same<T: PartialEq>(then: &[T], place: usize, now: &[T]) -> Option<usize> {
    let wanted = then.get(place)?;
    now.iter().position(|each| each == wanted)
}

/// What a fact says, for a viewer; nothing when there is none. What is protected is said to be so.
pub fn shown(fact: Fact, person: &Person, unsealing: Unsealing) -> Option<String> {
    let withheld = |what: &str| format!("{what}: protected, and moved as it stands");
    match fact {
        Fact::Answer(answer) => answer.shown(person),
        Fact::Name(place) => person.names.get(place).map(|known| known.name.display()),
        Fact::Address(place) => person.addresses.get(place).map(|stay| {
            stay.lines
                .open(unsealing)
                .map_or_else(|| withheld("An address"), super::super::address::AddressLines::one_line)
        }),
        Fact::Phone(place) => person.phones.get(place).map(|phone| {
            let number = phone
                .number
                .open(unsealing)
                .map_or_else(|| withheld("A number"), |number| number.typed().to_owned());
            if phone.whose.is_empty() { number } else { format!("{number}, {}", phone.whose) }
        }),
        Fact::Hazard(place) => person.hazards.get(place).map(|hazard| hazard.words.clone()),
    }
}

/// Moves facts: each is withdrawn on the one record and stands on the other. `then` is the first person as they were when the facts were chosen; what is
/// given back beside the two people is the same facts, counted in `from`.
///
/// # Errors
/// When one no longer stands there, or the other record says something else already.
pub fn facts_over(
    facts: &[Fact],
    then: &Person,
    from: &Person,
    to: &Person,
) -> Result<(Person, Person, Vec<Fact>), Vec<Problem>> {
    let (mut after, mut other) = (from.clone(), to.clone());
    let (mut problems, mut found) = (Vec::new(), Vec::new());
    for fact in facts {
        let Some(fact) = fact.found(then, from) else {
            problems.push(gone(fact.words()));
            continue;
        };
        found.push(fact);
        match fact {
            Fact::Answer(answer) => problems.extend(answer.over(&mut after, &mut other).err()),
            Fact::Name(place) => {
                let mut moves = from.names.get(place).cloned();
                moves
                    .iter_mut()
                    .filter(|known| known.kind == NameKind::Used)
                    .for_each(|known| known.kind = NameKind::Alias);
                add(&mut other.names, moves);
                take(&mut after.names, from.names.get(place));
            }
            Fact::Address(place) => {
                add(&mut other.addresses, from.addresses.get(place).cloned());
                take(&mut after.addresses, from.addresses.get(place));
            }
            Fact::Phone(place) => {
                add(&mut other.phones, from.phones.get(place).cloned());
                take(&mut after.phones, from.phones.get(place));
            }
            Fact::Hazard(place) => {
                add(&mut other.hazards, from.hazards.get(place).cloned());
                take(&mut after.hazards, from.hazards.get(place));
            }
        }
    }
    if problems.is_empty() { Ok((after, other, found)) } else { Err(problems) }
}

fn add<T: PartialEq>(held: &mut Vec<T>, one: Option<T>) {
    if let Some(one) = one.filter(|one| !held.contains(one)) {
        held.push(one);
    }
}

fn take<T: PartialEq>(held: &mut Vec<T>, one: Option<&T>) {
    if let Some(at) = one.and_then(|one| held.iter().position(|each| each == one)) {
        held.remove(at);
    }
}

/// Gives facts back. `then` are the two people as they stood before, `now` as they stand. What somebody wrote since stays, and those facts are named.
pub fn facts_back(
    facts: &[Fact],
    then: (&Person, &Person),
    now: (&Person, &Person),
) -> (Person, Person, Vec<&'static str>) {
    let (mut from, mut to) = (now.0.clone(), now.1.clone());
    let mut left = Vec::new();
    for fact in facts {
        let is_back = match *fact {
            Fact::Answer(answer) => answer.back(then, (&mut from, &mut to)),
            Fact::Name(place) => {
                let moved = then.0.names.get(place).map(|known| {
                    let kind = if known.kind == NameKind::Used { NameKind::Alias } else { known.kind };
                    super::super::KnownAs { kind, ..known.clone() }
                });
                let was = moved.as_ref().is_some_and(|moved| then.1.names.contains(moved));
                if !was {
                    take(&mut to.names, moved.as_ref());
                }
                put(&mut from.names, place, then.0.names.get(place))
            }
            Fact::Address(place) => {
                again((&then.0.addresses, &then.1.addresses), place, (&mut from.addresses, &mut to.addresses))
            }
            Fact::Phone(place) => {
                again((&then.0.phones, &then.1.phones), place, (&mut from.phones, &mut to.phones))
            }
            Fact::Hazard(place) => {
                again((&then.0.hazards, &then.1.hazards), place, (&mut from.hazards, &mut to.hazards))
            }
        };
        if !is_back {
            left.push(fact.words());
        }
    }
    (from, to, left)
}

#[expect(clippy::needless_pass_by_value, reason = "the two places that are written are handed over together")]
fn again<T: Clone + PartialEq>(then: (&[T], &[T]), place: usize, now: (&mut Vec<T>, &mut Vec<T>)) -> bool {
    let moved = then.0.get(place);
    // Changed on the other record since: it is theirs now, and stays.
    if moved.is_some_and(|moved| !now.1.contains(moved)) {
        return false;
    }
    if moved.is_some_and(|moved| !then.1.contains(moved)) {
        take(now.1, moved);
    }
    put(now.0, place, moved)
}

fn put<T: Clone + PartialEq>(held: &mut Vec<T>, place: usize, one: Option<&T>) -> bool {
    let Some(one) = one else { return false };
    if !held.contains(one) {
        held.insert(place.min(held.len()), one.clone());
    }
    true
}
