//! What is most often compared of a row, on a card of two lines of a processor's cache: in a batch of millions the time goes into
//! fetching what lies far apart, not into comparing it.
//!
//! A card answers only where it is sure to say what [`Evidence::between`] would: of names, when they are the same, or so far apart
//! that no table, sound or slip can bring them together. All else is left to the longer way.

mod glimpse;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::description::Sex;
use crate::evidence::birth::births;
use crate::evidence::names::NamesFound;
use crate::evidence::{Evidence, Family, Given, Household, Kin, SexLevel, household, names, number};
use crate::person::{Home, Person};
use crate::vocabulary::{Part, Vocabulary, WordId};
use glimpse::{Glimpse, Seen};

/// How much of a row its card tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Tells {
    /// All of it.
    All,
    /// All but the names.
    NoNames,
    /// Relatives or several phones are not on it.
    Little,
}

/// Not known, where a day may stand.
const NO_DAY: i32 = i32::MIN;

/// A row's names, birth, numbers and home.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Card {
    tells: Tells,
    sex: Option<Sex>,
    /// As [`crate::Spoken::unnamed`].
    unnamed: u8,
    givens: u8,
    families: u8,
    given: WordId,
    whole_given: WordId,
    family: WordId,
    given_glimpse: Glimpse,
    whole_glimpse: Glimpse,
    family_glimpse: Glimpse,
    /// Bits for the given names and all their forms; for the family name's as if it were a given one, and as a family name.
    given_forms: u64,
    family_as_given: u64,
    family_forms: u64,
    born: (i32, i32),
    recorded: i32,
    nhs_number: u64,
    upn: u64,
    home: Home,
    phone: u64,
    /// About how many people are seen at the home, and at the phone.
    crowds: [u8; 2],
}

/// A card for each row.
#[derive(Debug)]
pub(crate) struct Cards {
    cards: Vec<Card>,
    /// By word, as given and as family name.
    rarities: Vec<[f32; 2]>,
}

impl Cards {
    pub(crate) fn of(people: &[Person], vocabulary: &Vocabulary) -> Cards {
        let words: Vec<WordId> = vocabulary.ids().collect();
        let seen: Vec<Seen> = words.par_iter().map(|word| Seen::of(*word, vocabulary)).collect();
        let rarity =
            |word: &WordId| [vocabulary.rarity(*word, Part::Given), vocabulary.rarity(*word, Part::Family)];
        Cards {
            cards: people.par_iter().map(|person| Card::of(person, &seen, vocabulary)).collect(),
            rarities: words.par_iter().map(rarity).collect(),
        }
    }

    /// Brings the cards of some rows near, all at once: one after the other each would be waited for.
    pub(crate) fn fetch(&self, rows: impl Iterator<Item = u32>) {
        let near = rows.map(|row| &self.cards[row as usize]);
        std::hint::black_box(near.fold(0, |sum, card| sum ^ card.nhs_number ^ u64::from(card.unnamed)));
    }

    /// How two rows stand in every fact.
    pub(crate) fn evidence(
        &self,
        (one, other): (u32, u32),
        people: &[Person],
        vocabulary: &Vocabulary,
    ) -> Evidence {
        let (card, beside) = (&self.cards[one as usize], &self.cards[other as usize]);
        let both = || (&people[one as usize], &people[other as usize]);
        let names = match card.tells.max(beside.tells) {
            Tells::All => self.names(card, beside, vocabulary),
            Tells::NoNames => None,
            Tells::Little => {
                let (one, other) = both();
                return Evidence::between(one, other, vocabulary);
            }
        };
        let names = names.unwrap_or_else(|| {
            let (one, other) = both();
            names::best(one, other, vocabulary).unwrap_or(NamesFound::NONE)
        });
        card.evidence(beside, &names, vocabulary)
    }

    /// How two names stand; nothing when the cards cannot tell.
    fn names(&self, one: &Card, other: &Card, vocabulary: &Vocabulary) -> Option<NamesFound> {
        let waits = one.unnamed > 0 || other.unnamed > 0;
        let (given, given_rarity) =
            if waits { (one.unnamed_beside(other), 0.0) } else { self.given(one, other, vocabulary)? };
        let (family, family_rarity) = self.family(one, other, vocabulary)?;
        let family = match (given, family) {
            (Given::Different, Family::Different | Family::Initial)
                if !waits && !one.is_surely_not_turned(other) =>
            {
                return None;
            }
            (Given::Unnamed, Family::Different) => Family::Changed,
            (given, Family::Different) if given <= Given::Part && one.may_have_changed(other) => {
                Family::Changed
            }
            (_, family) => family,
        };
        Some(NamesFound { given, family, given_rarity, family_rarity, ..NamesFound::NONE })
    }

    /// How two given names stand; nothing when the cards cannot tell.
    fn given(&self, one: &Card, other: &Card, vocabulary: &Vocabulary) -> Option<(Given, f32)> {
        if one.whole_given == other.whole_given {
            return (one.whole_glimpse.length > 1)
                .then(|| (Given::Same, self.rarity(one.whole_given, Part::Given)));
        }
        let several = one.givens > 1 || other.givens > 1;
        if one.given == other.given {
            let either_has_one = one.givens == 1 || other.givens == 1;
            return (either_has_one && one.given_glimpse.length > 1)
                .then(|| (Given::Same, self.rarity(one.given, Part::Given)));
        }
        let far = one.given_forms & other.given_forms == 0
            && one.given_glimpse.is_far_from(other.given_glimpse)
            && (!several || one.whole_glimpse.is_far_from(other.whole_glimpse));
        match far {
            true => Some((Given::Different, 0.0)),
            false if several => None,
            false => {
                let [words, others] = [[one.given], [other.given]];
                Some(names::given(
                    (&words, Some(one.whole_given)),
                    (&others, Some(other.whole_given)),
                    vocabulary,
                ))
            }
        }
    }

    /// The same of family names.
    fn family(&self, one: &Card, other: &Card, vocabulary: &Vocabulary) -> Option<(Family, f32)> {
        let (glimpse, another) = (one.family_glimpse, other.family_glimpse);
        if one.family == other.family {
            return (glimpse.length > 1).then(|| (Family::Same, self.rarity(one.family, Part::Family)));
        }
        if one.families > 1 || other.families > 1 {
            return None;
        }
        let far = one.family_forms & other.family_forms == 0
            && glimpse.is_far_from(another)
            && !glimpse.may_end(another);
        if far {
            return Some((Family::Different, 0.0));
        }
        let [words, others] = [[one.family], [other.family]];
        Some(names::family((&words, Some(one.family)), (&others, Some(other.family)), vocabulary))
    }

    fn rarity(&self, word: WordId, part: Part) -> f32 {
        self.rarities[word.index()][part as usize]
    }
}

impl Card {
    fn evidence(&self, other: &Card, names: &NamesFound, vocabulary: &Vocabulary) -> Evidence {
        let (household, crowd) = self.household(other, vocabulary);
        Evidence {
            given: names.given,
            family: names.family,
            turned: names.turned,
            birth: births(self.born(), other.born(), self.unnamed > 0 || other.unnamed > 0),
            sex: match (self.sex, other.sex) {
                (Some(one), Some(other)) if one == other => SexLevel::Same,
                (Some(_), Some(_)) => SexLevel::Different,
                _ => SexLevel::NotGiven,
            },
            nhs_number: number::nhs_numbers(self.nhs_number, other.nhs_number),
            upn: number::upns(self.upn, other.upn),
            household,
            kin: Kin::NotGiven,
            crowd,
            other_middle: names.other_middle,
            named: false,
            given_rarity: names.given_rarity,
            family_rarity: names.family_rarity,
        }
    }

    fn born(&self) -> Option<(i32, i32)> {
        (self.born.0 != NO_DAY).then_some(self.born)
    }

    fn of(person: &Person, seen: &[Seen], vocabulary: &Vocabulary) -> Card {
        let spoken = person.names.first();
        let (given, family) =
            spoken.map_or((&[][..], &[][..]), |name| (name.given(), crate::Spoken::family(name)));
        let whole = |word: Option<WordId>| word.unwrap_or(WordId::at(0));
        let [whole_given, whole_family] = spoken
            .map_or([None; 2], |name| [crate::Spoken::whole_given(name), crate::Spoken::whole_family(name)]);
        let at = |word: Option<&WordId>| word.and_then(|word| seen.get(word.index()));
        let glimpse = |word: Option<&WordId>| at(word).map_or(Glimpse::default(), |seen| seen.glimpse);
        let as_given = |words: &[WordId], whole: Option<WordId>| {
            words
                .iter()
                .chain(&whole)
                .filter_map(|word| at(Some(word)))
                .fold(0, |bits, seen| bits | seen.as_given)
        };
        // "Baby Grace" may have been named Grace.
        let is_plain =
            spoken.is_some_and(|name| (name.unnamed() == 0) != given.is_empty() && !name.is_family_unknown());
        let home = person.homes.first().copied();
        let phone = person.phones.first().copied();
        let crowd = |place: Option<u64>| place.map_or(0, |place| vocabulary.crowd(place));
        let tells_names = is_plain && !family.is_empty() && person.names.len() == 1;
        let tells_rest = person.relatives.is_empty()
            && person.homes.len() <= 1
            && person.phones.len() <= 1
            && phone != Some(0);
        Card {
            tells: match (tells_rest, tells_names) {
                (true, true) => Tells::All,
                (true, false) => Tells::NoNames,
                (false, _) => Tells::Little,
            },
            sex: person.sex,
            unnamed: person.names.iter().map(crate::Spoken::unnamed).max().unwrap_or_default(),
            givens: given.len() as u8,
            families: family.len() as u8,
            given: whole(given.first().copied()),
            whole_given: whole(whole_given),
            family: whole(whole_family),
            given_glimpse: glimpse(given.first()),
            whole_glimpse: glimpse(whole_given.as_ref()),
            family_glimpse: glimpse(whole_family.as_ref()),
            given_forms: as_given(given, whole_given),
            family_as_given: as_given(family, whole_family),
            family_forms: at(whole_family.as_ref()).map_or(0, |seen| seen.as_family),
            born: person.born.unwrap_or((NO_DAY, NO_DAY)),
            recorded: person.recorded.unwrap_or(NO_DAY),
            nhs_number: person.nhs_number,
            upn: person.upn,
            home: home.unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            crowds: [crowd(home.as_ref().and_then(Home::place)), crowd(phone)],
        }
    }

    /// Two of whom one has no name yet.
    fn unnamed_beside(&self, other: &Card) -> Given {
        let both_of_several = self.unnamed > 1 && other.unnamed > 1;
        if both_of_several && self.unnamed != other.unnamed { Given::Different } else { Given::Unnamed }
    }

    fn is_surely_not_turned(&self, other: &Card) -> bool {
        let far = |given: &Card, family: &Card| {
            given.given_forms & family.family_as_given == 0
                && given.given_glimpse.is_far_from(family.family_glimpse)
                && (given.givens == 1 || given.whole_glimpse.is_far_from(family.family_glimpse))
        };
        far(self, other) && far(other, self)
    }

    fn may_have_changed(&self, other: &Card) -> bool {
        let men = self.sex == Some(Sex::Male) || other.sex == Some(Sex::Male);
        !men && {
            let recorded = self.recorded.max(other.recorded);
            names::is_of_age((recorded != NO_DAY).then_some(recorded), self.born().or(other.born()))
        }
    }

    fn household(&self, other: &Card, vocabulary: &Vocabulary) -> (Household, u8) {
        let nowhere = Home::default();
        let home = match self.home == nowhere || other.home == nowhere {
            true => Household::NotGiven,
            false => household::pair(&self.home, &other.home, vocabulary),
        };
        if self.phone != 0 && self.phone == other.phone {
            let level = if home == Household::Home { Household::HomeAndPhone } else { Household::Phone };
            return (level, self.crowds[1]);
        }
        if home == Household::Home {
            return (home, self.crowds[0].max(other.crowds[0]));
        }
        let phones = match (self.phone, other.phone) {
            (0, _) | (_, 0) => Household::NotGiven,
            (one, other) if number::one_slip_apart(one, other) => Household::PhoneSlip,
            _ => Household::Different,
        };
        (home.min(phones), 0)
    }
}
