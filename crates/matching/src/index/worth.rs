//! What agreement is worth for one question. Experience says it on the whole; here is known how many people were born in the very
//! year that was asked for, live in the very street, and how far numbers given out lie apart. The levels and the sum are the same.

use smallvec::SmallVec;

use crate::birth::calendar;
use crate::evidence::{BirthLevel, Evidence, Fact, Family, Given, Household, Number};
use crate::experience::Experience;
use crate::index::Index;
use crate::index::keys::{self, Kind};
use crate::index::question::Question;
use crate::index::search::Among;
use crate::index::spellings::likeness;
use crate::person::{Person, Spoken};
use crate::vocabulary::{Nearness, Part, WordId};

/// What is taken off when a given name agrees only with a family name or the other way round, in bits.
const TURNED: f32 = 1.5;
/// The most that a home or a phone in agreement adds, in bits: brothers and sisters share it.
const HOME: f32 = 12.5;
/// What it adds that neither has a name yet: whoever asks for "Baby Okoye" means the child who is on record so, sooner than one who has a name.
const WAITS_TOO: f32 = 1.5;
/// The most that a postcode and a street add.
const POSTCODE: f32 = 10.0;
const STREET: f32 = 8.5;
/// How much of the weight of a family name counts when not the person but whoever has the phone is known to bear it.
const OF_THE_FAMILY: f32 = 0.5;
/// How much of the weight against another name is given back when it is nearly alike, in bits.
const LIKE: f32 = 5.0;
/// What is taken off a name that is alike to the ear, in bits, if all of its letters were others; less the more are the same.
const UNLIKE: f32 = 4.0;
/// One slip from a number on record: no more than a hundred of the thousand million numbers are.
const SLIP: f32 = 14.0;
/// How often the year that is worked out from an age is the year of birth, and how often one beside it.
const RIGHT_YEAR: f32 = 0.8;
const YEAR_BESIDE: f32 = 0.09;
/// How often somebody still lives where they are said to live.
const STILL_THERE: f32 = 0.6;
/// The longest time that is a year asked for, in days.
const YEAR: i32 = 366;

/// The experience for one question.
pub(super) struct Worth {
    experience: Experience,
}

impl Worth {
    pub(super) fn of(question: &Question, index: &Index, among: Among<'_>) -> Worth {
        let mut experience = index.experience.clone();
        for fact in [Fact::NhsNumber, Fact::Upn] {
            let usual = experience.weight(fact, Number::Slip as u8);
            experience.set(fact, Number::Slip as u8, usual.max(SLIP));
        }
        experience.set(Fact::Household, Household::Different as u8, (1.0 - STILL_THERE).log2());
        names(question, &mut experience);
        birth(question, index, &mut experience);
        places(question, index, among, &mut experience);
        Worth { experience }
    }

    pub(super) const fn experience(&self) -> &Experience {
        &self.experience
    }

    /// What speaks for a person, in bits.
    pub(super) fn score(&self, question: &Question, person: &Person) -> f32 {
        let mut evidence = Evidence::between(&question.person, person, &question.vocabulary);
        let back = names_nearer(question, person, &mut evidence);
        placeholders(question, person, &mut evidence);
        if evidence.nhs_number == Number::NotGiven && question.numbers_meant.contains(&person.nhs_number) {
            evidence.nhs_number = Number::Slip;
        }
        if evidence.household >= Household::Postcode && question.lives_with_a_phone(person) {
            evidence.household = Household::PhoneSlip;
        }
        let mut score = self.experience.score(&evidence).total + back;
        score -= self.less_alike(question, person, &evidence);
        if evidence.turned {
            score -= TURNED;
        }
        if question.person.is_unnamed() && person.is_unnamed() {
            score += WAITS_TOO;
        }
        score + self.of_the_family(question, person)
    }

    /// What is taken off for names that are alike without being forms of one: Holhill is likelier meant by Halhill than Hill is. Never
    /// more than the likeness brought.
    fn less_alike(&self, question: &Question, person: &Person, evidence: &Evidence) -> f32 {
        if evidence.turned {
            return 0.0;
        }
        let less = |part: Part, fact: Fact, level: u8| {
            let unlike = 1.0 - likest(question, part, person);
            (UNLIKE * unlike).min(self.experience.weight(fact, level))
        };
        let given =
            (evidence.given == Given::Alike).then(|| less(Part::Given, Fact::Given, Given::Alike as u8));
        let family =
            (evidence.family == Family::Alike).then(|| less(Part::Family, Fact::Family, Family::Alike as u8));
        given.unwrap_or_default() + family.unwrap_or_default()
    }

    /// What the family name of one who has the phone adds.
    pub(super) fn of_the_family(&self, question: &Question, person: &Person) -> f32 {
        let Some(word) = question.family_of_a_phone(person) else { return 0.0 };
        let rarity = self.experience.rarity().1.change(question.vocabulary.rarity(word, Part::Family));
        OF_THE_FAMILY * (self.experience.weight(Fact::Family, Family::Same as u8) + rarity).max(0.0)
    }
}

/// The first of January stands for a day that nobody knew, the first of a month often for one of the month, and 1900 for nothing.
fn placeholders(question: &Question, person: &Person, evidence: &mut Evidence) {
    let (Some((asked, latest)), Some((born, last))) = (question.person.born, person.born) else { return };
    let known = calendar(born);
    if born != last {
        return;
    }
    if known == (1900, 1, 1) {
        evidence.birth = BirthLevel::NotGiven;
        return;
    }
    let asked_for = calendar(asked);
    let stands_for_the_year = (known.1, known.2) == (1, 1) && known.0 == asked_for.0;
    match evidence.birth {
        BirthLevel::SameMonth if asked == latest && known.2 == 1 => evidence.birth = BirthLevel::FitsClosely,
        BirthLevel::Different if asked == latest && stands_for_the_year => {
            evidence.birth = BirthLevel::FitsLoosely;
        }
        _ => {}
    }
}

/// How much less than the very name a form of it is worth at most, and one that is alike, a part of it or its first letter, in bits.
const GIVEN_LESS: [(u8, f32); 4] = [
    (Given::Form as u8, 0.5),
    (Given::Alike as u8, 1.0),
    (Given::Part as u8, 1.0),
    (Given::Initial as u8, 2.0),
];
const FAMILY_LESS: [(u8, f32); 3] =
    [(Family::Alike as u8, 1.0), (Family::Part as u8, 1.0), (Family::Initial as u8, 2.0)];

/// Whoever has nearly the name that was asked for is no more likely meant than whoever has the very name, however common it is.
fn names(question: &Question, experience: &mut Experience) {
    let (given, family) = experience.rarity();
    let of_given = (Fact::Given, Part::Given, given, &GIVEN_LESS[..]);
    let of_family = (Fact::Family, Part::Family, family, &FAMILY_LESS[..]);
    for (fact, part, rarity, levels) in [of_given, of_family] {
        let commonest = question.rarities(part).fold(f32::INFINITY, f32::min);
        if commonest.is_infinite() {
            continue;
        }
        // The very name is the first level of both facts.
        let same = (experience.weight(fact, 0) + rarity.change(commonest)).max(0.0);
        for (level, less) in levels {
            let usual = experience.weight(fact, *level);
            experience.set(fact, *level, usual.min((same - less).max(0.0)));
        }
    }
}

/// A year of birth agrees by chance as often as people were born in it.
fn birth(question: &Question, index: &Index, experience: &mut Experience) {
    let Some((earliest, latest)) = question.person.born else { return };
    let days = latest.saturating_sub(earliest);
    if days == 0 || days > 10 * YEAR {
        return;
    }
    let share = |earliest: i32, latest: i32| index.months.share(earliest, latest);
    let level = match days {
        ..=125 => BirthLevel::FitsClosely,
        126..=731 => BirthLevel::Fits,
        _ => BirthLevel::FitsLoosely,
    };
    let fits = (RIGHT_YEAR / share(earliest, latest)).log2().clamp(0.5, 8.0);
    experience.set(Fact::Birth, level as u8, fits);
    let beside = share(earliest.saturating_sub(YEAR), latest.saturating_add(YEAR)) - share(earliest, latest);
    let near = (2.0 * YEAR_BESIDE / beside.max(1e-6)).log2().clamp(0.0, (fits - 1.5).max(0.0));
    experience.set(Fact::Birth, BirthLevel::NearYear as u8, near);
}

/// A street agrees by chance as often as people live in it.
fn places(question: &Question, index: &Index, among: Among<'_>, experience: &mut Experience) {
    let people = index.len().max(2) as f32;
    let bits = |holders: usize| (STILL_THERE * people / (holders as f32 + 5.0)).log2();
    let mut raise = |level: Household, found: f32, most: f32| {
        let usual = experience.weight(Fact::Household, level as u8);
        experience.set(Fact::Household, level as u8, found.clamp(usual, most.max(usual)));
    };
    for home in &question.person.homes {
        if home.postcode != 0 {
            raise(
                Household::Postcode,
                bits(index.count(Kind::Postcode, keys::mixed(home.postcode), among)),
                POSTCODE,
            );
        }
        if home.number != 0 && home.postcode != 0 {
            let key = keys::house_at(home.number, home.postcode);
            raise(Household::Home, bits(index.count(Kind::House, key, among)), HOME);
        }
        let Some(first) = home.street[0] else { continue };
        let street = index.count(Kind::Street, keys::street(first, home.street[1]), among);
        raise(Household::Street, bits(street), STREET);
        if home.number != 0 {
            raise(
                Household::Home,
                bits(index.count(Kind::House, keys::house(home.number, first), among)),
                HOME,
            );
        }
    }
    for phone in &question.person.phones {
        let holders = index.count(Kind::Phone, keys::mixed(*phone), among);
        raise(Household::Phone, bits(holders), HOME);
        raise(Household::PhoneSlip, bits(holders) - 3.0, HOME - 3.0);
    }
}

/// What the index knows of names beyond two descriptions: what others here are called, how names are misheard, and that a name may
/// still be being typed. Returns what is given back of the weight against, in bits, when names are far apart but not unlike.
fn names_nearer(question: &Question, person: &Person, evidence: &mut Evidence) -> f32 {
    let mut back = 0.0;
    if evidence.given == Given::Different {
        let known: SmallVec<[WordId; 8]> = person.names.iter().flat_map(Spoken::given).copied().collect();
        match (nearest(question, Part::Given, &known), question.begun(Part::Given, person)) {
            (Some(Nearness::Same | Nearness::Form), _) => evidence.given = Given::Part,
            (Some(_), _) => evidence.given = Given::Alike,
            (None, true) => evidence.given = Given::Initial,
            (None, false) => back += LIKE * beyond_half(question, Part::Given, person),
        }
        evidence.turned &= evidence.given == Given::Different;
    }
    if matches!(evidence.family, Family::Different | Family::Changed) {
        let known: SmallVec<[WordId; 8]> = person.names.iter().flat_map(Spoken::family).copied().collect();
        match (nearest(question, Part::Family, &known), question.begun(Part::Family, person)) {
            (Some(Nearness::Same), _) => evidence.family = Family::Part,
            (Some(_), _) => evidence.family = Family::Alike,
            (None, true) => evidence.family = Family::Initial,
            (None, false) => back += 0.5 * LIKE * beyond_half(question, Part::Family, person),
        }
    }
    back
}

fn nearest(question: &Question, part: Part, known: &[WordId]) -> Option<Nearness> {
    known.iter().filter_map(|word| question.nearest(part, *word)).min()
}

/// How like the likest of two names is beyond about half of its letters, from 0 to 1.
fn beyond_half(question: &Question, part: Part, person: &Person) -> f32 {
    (likest(question, part, person) - 0.4).max(0.0) / 0.6
}

/// How like the likest of two names is, from 0 to 1: forms of one name are one.
fn likest(question: &Question, part: Part, person: &Person) -> f32 {
    let vocabulary = &question.vocabulary;
    let like = |asked: WordId, known: WordId| {
        let nearness = match part {
            Part::Given => vocabulary.nearness(asked, known),
            Part::Family => vocabulary.family_nearness(asked, known),
        };
        match nearness {
            Nearness::Same | Nearness::Form => 1.0,
            _ => likeness(vocabulary.text(asked), vocabulary.text(known)),
        }
    };
    let known: SmallVec<[WordId; 8]> = person
        .names
        .iter()
        .flat_map(|name| {
            let (words, whole) = words(name, part);
            words.iter().copied().chain(whole.filter(|_| words.len() > 1))
        })
        .collect();
    let asked = question.person.names.iter().flat_map(|name| {
        let (words, whole) = words(name, part);
        words.first().copied().into_iter().chain(whole.filter(|_| words.len() > 1))
    });
    let pairs = asked.flat_map(|asked| known.iter().map(move |known| like(asked, *known)));
    pairs.fold(0.0, f32::max)
}

/// The words of one part of a name, and what they are run together.
fn words(name: &Spoken, part: Part) -> (&[WordId], Option<WordId>) {
    match part {
        Part::Given => (name.given(), name.whole_given()),
        Part::Family => (name.family(), name.whole_family()),
    }
}
