//! The answer to a question: the most promising compared in full, the best first.

use crate::description::Description;
use crate::evidence::Evidence;
use crate::index::gather::Found;
use crate::index::promise::promise;
use crate::index::question::Question;
use crate::index::worth::Worth;
use crate::index::{Index, Number};
use crate::person::Person;
use crate::vocabulary::Vocabulary;

/// How many are compared in full.
const COMPARED: usize = 200;
/// How many of the best say how sure the others are.
const RIVALS: usize = 48;
/// How many times more likely it is, on the whole, that somebody who is asked for is not here than that they are, in bits.
const UNKNOWN: f64 = 0.0;

/// Who may be found: everybody, or those of whom this says yes.
pub(super) type Among<'a> = Option<&'a dyn Fn(Number) -> bool>;

/// Somebody who may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What the caller calls the person.
    pub number: Number,
    /// How likely it is that they are meant, and neither one of the others nor somebody who is not here at all: the logarithm of the
    /// odds, in bits. Hits come in this order. Falls with the number of people. For thresholds; never shown.
    pub score: f32,
    /// What speaks for them by themselves, in bits.
    pub bits: f32,
    /// How far they lead the best of the others, in bits; for those who do not lead, how far they are behind (negative). Others who
    /// seem to be another record of the same person are left out.
    pub lead: f32,
}

/// Somebody compared in full.
struct Compared<'a> {
    number: Number,
    person: &'a Person,
    bits: f32,
}

impl Index {
    /// The people who are most likely meant, the likeliest first; of equals the one of the lower number.
    pub fn search(&self, question: &Description, most: usize) -> Vec<Hit> {
        self.found(question, most, None)
    }

    /// As [`Index::search`], among those of whom `may_be_found` says yes. Nobody else is a hit, takes a place, stands against a hit, leads to one by a phone or
    /// a home, or is counted at one. The others still tell, as they do of everybody, how common names and years of birth are.
    pub fn search_among(
        &self,
        question: &Description,
        most: usize,
        may_be_found: &dyn Fn(Number) -> bool,
    ) -> Vec<Hit> {
        self.found(question, most, Some(may_be_found))
    }

    fn found(&self, question: &Description, most: usize, among: Among<'_>) -> Vec<Hit> {
        let mut question = Question::read(question, self, among);
        let found = Found::of(&question, self, among);
        let mut people: Vec<(f32, Number, &Person)> = found
            .into_iter()
            .filter_map(|slot| self.person(slot))
            .map(|(number, person)| (0.0, number, person))
            .collect();
        see_who_shares(&mut question, &people);
        let worth = Worth::of(&question, self, among);
        if people.len() > COMPARED {
            question.weigh(worth.experience());
            for (bits, _, person) in &mut people {
                *bits =
                    promise(&question, person, worth.experience()) + worth.of_the_family(&question, person);
            }
            people.select_nth_unstable_by(COMPARED, |one, other| {
                other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
            });
            people.truncate(COMPARED);
        }
        let compared = people.into_iter().map(|(_, number, person)| Compared {
            number,
            person,
            bits: worth.score(&question, person),
        });
        self.hits(&in_order(compared.collect()), most, &question.vocabulary)
    }

    /// As [`Index::search`], with everybody here compared: seconds among a million. For measuring what is lost in looking people up.
    pub fn search_everybody(&self, question: &Description, most: usize) -> Vec<Hit> {
        let mut question = Question::read(question, self, None);
        let slots = 0..u32::try_from(self.kept.people.len() + self.recent.places()).unwrap_or(u32::MAX);
        let people = slots.filter_map(|slot| self.person(slot));
        let people: Vec<(f32, Number, &Person)> =
            people.map(|(number, person)| (0.0, number, person)).collect();
        see_who_shares(&mut question, &people);
        let worth = Worth::of(&question, self, None);
        let compared = people.into_iter().map(|(_, number, person)| Compared {
            number,
            person,
            bits: worth.score(&question, person),
        });
        self.hits(&in_order(compared.collect()), most, &question.vocabulary)
    }

    fn hits(&self, compared: &[Compared<'_>], most: usize, vocabulary: &Vocabulary) -> Vec<Hit> {
        let Some(first) = compared.first() else { return Vec::new() };
        let rivals = &compared[..compared.len().min(RIVALS)];
        let weight = |score: f32| f64::from(score - first.bits).exp2();
        let nobody = ((self.len() as f64).log2() + UNKNOWN - f64::from(first.bits)).exp2();
        let all: f64 = rivals.iter().map(|rival| weight(rival.bits)).sum();
        // A second record of the one who leads is no rival.
        let twice: Vec<bool> = rivals.iter().map(|rival| self.is_one(first, rival, vocabulary)).collect();
        let of_first: f64 =
            rivals.iter().zip(&twice).filter(|(_, twice)| **twice).map(|(rival, _)| weight(rival.bits)).sum();
        let second =
            rivals.iter().zip(&twice).find(|(_, twice)| !**twice).map_or(0.0, |(rival, _)| rival.bits);
        let hits = compared.iter().take(most).enumerate().map(|(at, hit)| {
            let own = weight(hit.bits);
            let others = match at {
                0 => all - of_first,
                at if at < RIVALS => all - own,
                _ => all,
            };
            let lead = if at == 0 { hit.bits - second.max(0.0) } else { hit.bits - first.bits };
            let score = (own / (others.max(0.0) + nobody)).log2() as f32;
            Hit { number: hit.number, score, bits: hit.bits, lead }
        });
        hits.collect()
    }

    /// Whether two on record seem to be one person.
    fn is_one(&self, one: &Compared<'_>, other: &Compared<'_>, vocabulary: &Vocabulary) -> bool {
        if one.number == other.number {
            return true;
        }
        if one.bits - other.bits > 12.0 {
            return false;
        }
        let score = self.experience.score(&Evidence::between(one.person, other.person, vocabulary));
        self.experience.strength(&score) >= crate::Strength::Likely
    }
}

/// The likeliest first; of equals the one of the lower number.
fn in_order(mut compared: Vec<Compared<'_>>) -> Vec<Compared<'_>> {
    compared
        .sort_unstable_by(|one, other| other.bits.total_cmp(&one.bits).then(one.number.cmp(&other.number)));
    compared
}

/// Counts who is seen at the homes and phones that were asked for, so that a hostel's address says little.
fn see_who_shares(question: &mut Question, people: &[(f32, Number, &Person)]) {
    let asked = &question.person;
    if asked.homes.is_empty() && asked.phones.is_empty() {
        return;
    }
    let mut seen = Vec::new();
    for (_, _, person) in people {
        let phones = person.phones.iter().filter(|phone| asked.phones.contains(phone)).copied();
        let at_home = |home: &&crate::Home| asked.homes.iter().any(|asked| asked.number == home.number);
        let homes = person.homes.iter().filter(at_home).filter_map(crate::Home::place);
        let who = person.who(&question.vocabulary);
        seen.extend(phones.chain(homes).map(|place| (place, who)));
    }
    for (place, who) in seen {
        question.vocabulary.seen_at(place, who);
    }
}
