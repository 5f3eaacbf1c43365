//! Two people's names: the best pair of all that they have or had is taken, read either way round.

use crate::description::Sex;
use crate::evidence::{Family, Given, Kin};
use crate::person::{Person, Spoken};
use crate::vocabulary::{Nearness, Part, Vocabulary, WordId};

/// What a family name begins with and may be written without.
const BEGINNINGS: [&str; 12] = ["mac", "mc", "o", "de", "di", "da", "van", "von", "al", "el", "bin", "ibn"];
/// From this age a family name may have been changed on marriage, in days.
const OF_AGE: i32 = 16 * 365;

/// The pair of names that agree best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NamesFound {
    pub(crate) given: Given,
    pub(crate) family: Family,
    pub(crate) turned: bool,
    pub(crate) given_rarity: f32,
    pub(crate) family_rarity: f32,
    /// Whether only the first of several given names agrees, and the others are not each other.
    pub(crate) other_middle: bool,
    /// The places of the two names in their descriptions.
    pub(crate) at: (usize, usize),
}

impl NamesFound {
    pub(crate) const NONE: NamesFound = NamesFound {
        given: Given::NotGiven,
        family: Family::NotGiven,
        turned: false,
        given_rarity: 0.0,
        family_rarity: 0.0,
        other_middle: false,
        at: (0, 0),
    };

    /// For choosing among pairs: no weight, but an order that does not depend on experience.
    fn standing(&self) -> i32 {
        let given = match self.given {
            Given::Same => 80,
            Given::Form => 60,
            Given::Alike => 50,
            Given::Part => 45,
            Given::Initial => 20,
            Given::Unnamed | Given::NotGiven => 0,
            Given::Different => -70,
        };
        let family = match self.family {
            Family::Same => 80,
            Family::Alike => 55,
            Family::Part => 45,
            Family::Initial => 15,
            Family::NotGiven => 0,
            Family::Changed => -20,
            Family::Different => -30,
        };
        // Rarity breaks a tie; the straight reading wins over the turned one.
        given + family + ((self.given_rarity + self.family_rarity) / 2.0) as i32 - i32::from(self.turned) * 10
    }
}

/// The best pair of names; nothing when one of the two has none.
pub(crate) fn best(one: &Person, other: &Person, vocabulary: &Vocabulary) -> Option<NamesFound> {
    let mut best: Option<NamesFound> = None;
    for (at, name) in one.names.iter().enumerate() {
        for (other_at, other_name) in other.names.iter().enumerate() {
            let Some(found) = names(name, other_name, vocabulary) else { continue };
            if best.is_none_or(|best| found.standing() > best.standing()) {
                best = Some(NamesFound { at: (at, other_at), ..found });
            }
        }
    }
    let mut best = best?;
    // An unborn child has its mother's name, and may be given its father's.
    let unnamed = best.given == Given::Unnamed;
    if best.family == Family::Different && (unnamed || may_have_changed(one, other, best.given)) {
        best.family = Family::Changed;
    }
    Some(best)
}

fn names(one: &Spoken, other: &Spoken, vocabulary: &Vocabulary) -> Option<NamesFound> {
    let is_empty = |name: &Spoken| name.given().is_empty() && name.family().is_empty() && name.unnamed() == 0;
    if is_empty(one) || is_empty(other) {
        return None;
    }
    let words = |name: &Spoken, part| match part {
        Part::Given => name.whole_given(),
        Part::Family => name.whole_family(),
    };
    let (given, given_rarity) = match (one.unnamed(), other.unnamed()) {
        (0, 0) => given(
            (one.given(), words(one, Part::Given)),
            (other.given(), words(other, Part::Given)),
            vocabulary,
        ),
        (twin, other_twin) if twin > 1 && other_twin > 1 && twin != other_twin => (Given::Different, 0.0),
        _ => (unnamed(one, other, vocabulary), 0.0),
    };
    let (family, family_rarity) = family(
        (one.family(), words(one, Part::Family)),
        (other.family(), words(other, Part::Family)),
        vocabulary,
    );
    let (family, family_rarity) = match (one.is_family_unknown(), other.is_family_unknown()) {
        (false, false) => (family, family_rarity),
        // Somebody may be called Null, and more often a form insisted.
        (true, true) if family == Family::Same => (Family::Initial, 0.0),
        _ => (Family::NotGiven, 0.0),
    };
    let other_middle = given == Given::Part
        && one.given().first() == other.given().first()
        && middle_names_differ(one.given(), other.given(), vocabulary);
    let straight =
        NamesFound { given, family, given_rarity, family_rarity, other_middle, ..NamesFound::NONE };
    let may_be_turned = matches!(given, Given::Part | Given::Different | Given::NotGiven)
        && matches!(family, Family::Different | Family::NotGiven | Family::Initial)
        && one.unnamed() == 0
        && other.unnamed() == 0;
    if !may_be_turned {
        return Some(straight);
    }
    let turned = turned(one, other, vocabulary);
    Some(if turned.standing() > straight.standing() { turned } else { straight })
}

/// "Baby Grace" was named Grace after all when the other record says so.
fn unnamed(one: &Spoken, other: &Spoken, vocabulary: &Vocabulary) -> Given {
    let named = |baby: &Spoken, child: &Spoken| {
        let own = baby.given().first().filter(|_| baby.unnamed() > 0);
        own.is_some_and(|own| {
            child.given().iter().any(|word| vocabulary.nearness(*own, *word) <= Nearness::Form)
        })
    };
    if named(one, other) || named(other, one) { Given::Part } else { Given::Unnamed }
}

/// Given names of one against family names of the other, and the other way round.
fn turned(one: &Spoken, other: &Spoken, vocabulary: &Vocabulary) -> NamesFound {
    let half = |given: &Spoken, family: &Spoken| {
        let (words, others) =
            ((given.given(), given.whole_given()), (family.family(), family.whole_family()));
        let (level, rarity) = self::given(words, others, vocabulary);
        // Williams is rare as a given name, and no rarer for standing in the wrong place.
        let same = if words.1 == others.1 { words.1 } else { words.0.first().copied() };
        let as_family = same.map_or(rarity, |word| vocabulary.rarity(word, Part::Family));
        (level, rarity.min(as_family))
    };
    let (there, back) = (half(one, other), half(other, one));
    // Which of the two is truly the given name is not known: the nearer counts as the given one.
    let ((given, given_rarity), (other_half, family_rarity)) =
        if there <= back { (there, back) } else { (back, there) };
    let family = match other_half {
        Given::Same => Family::Same,
        Given::Form | Given::Alike => Family::Alike,
        Given::Part => Family::Part,
        Given::Initial => Family::Initial,
        Given::Different => Family::Different,
        Given::Unnamed | Given::NotGiven => Family::NotGiven,
    };
    NamesFound { given, family, turned: true, given_rarity, family_rarity, ..NamesFound::NONE }
}

/// The words of one part of a name, and all run together.
pub(crate) type Words<'a> = (&'a [WordId], Option<WordId>);

/// Two people's given names, and how rare they are when they are the same.
pub(crate) fn given(one: Words<'_>, other: Words<'_>, vocabulary: &Vocabulary) -> (Given, f32) {
    let (([first, ..], Some(whole)), ([other_first, ..], Some(other_whole))) = (one, other) else {
        return (Given::NotGiven, 0.0);
    };
    if whole == other_whole || first == other_first {
        let same = if whole == other_whole { whole } else { *first };
        if vocabulary.text(same).len() == 1 {
            // A letter that both have is two initials.
            return (Given::Initial, 0.0);
        }
        if whole != other_whole && middle_names_differ(one.0, other.0, vocabulary) {
            return (Given::Part, 0.0);
        }
        return (Given::Same, vocabulary.rarity(same, Part::Given));
    }
    let level = match vocabulary.nearness(*first, *other_first) {
        Nearness::Same => return (Given::Same, vocabulary.rarity(*first, Part::Given)),
        Nearness::Form => Given::Form,
        Nearness::MayBe | Nearness::Sounds | Nearness::Spelt => Given::Alike,
        Nearness::Initial => Given::Initial,
        Nearness::Different => Given::Different,
    };
    let several = one.0.len() > 1 || other.0.len() > 1;
    if level < Given::Part || !several {
        return (level, 0.0);
    }
    let run_together = matches!(
        vocabulary.nearness(whole, other_whole),
        Nearness::Form | Nearness::MayBe | Nearness::Sounds | Nearness::Spelt
    );
    let shared = one.0.iter().any(|word| {
        let long = vocabulary.text(*word).len() > 1;
        long && other.0.iter().any(|other| vocabulary.nearness(*word, *other) <= Nearness::Form)
    });
    if run_together || shared { (Given::Part, 0.0) } else { (level, 0.0) }
}

/// Mohammed Ali and Mohammed Hassan are brothers: where a first name is given to every son, the second tells them apart.
fn middle_names_differ(one: &[WordId], other: &[WordId], vocabulary: &Vocabulary) -> bool {
    let (Some((_, ones)), Some((_, others))) = (one.split_first(), other.split_first()) else { return false };
    let mut pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
    !ones.is_empty()
        && !others.is_empty()
        && pairs.all(|(one, other)| vocabulary.nearness(one, other) == Nearness::Different)
}

/// Two family names, and how rare they are when they are the same.
pub(crate) fn family(one: Words<'_>, other: Words<'_>, vocabulary: &Vocabulary) -> (Family, f32) {
    let ((words, Some(whole)), (other_words, Some(other_whole))) = (one, other) else {
        return (Family::NotGiven, 0.0);
    };
    let level = match vocabulary.family_nearness(whole, other_whole) {
        Nearness::Same if vocabulary.text(whole).len() == 1 => Family::Initial,
        Nearness::Same => return (Family::Same, vocabulary.rarity(whole, Part::Family)),
        Nearness::Form | Nearness::MayBe | Nearness::Sounds | Nearness::Spelt => Family::Alike,
        Nearness::Initial => Family::Initial,
        Nearness::Different => Family::Different,
    };
    if level == Family::Alike {
        return (level, 0.0);
    }
    let several = words.len() > 1 || other_words.len() > 1;
    let long = |word: &WordId| vocabulary.text(*word).len() > 2;
    let shared = several
        && words.iter().filter(|word| long(word)).any(|word| {
            let mut others = other_words.iter().filter(|word| long(word));
            others.any(|other| vocabulary.family_nearness(*word, *other) <= Nearness::Spelt)
        });
    let (text, other_text) = (vocabulary.text(whole), vocabulary.text(other_whole));
    if shared || differs_in_its_beginning(text, other_text) { (Family::Part, 0.0) } else { (level, 0.0) }
}

/// O'Brien and Brien, McLeod and Leod.
fn differs_in_its_beginning(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let beginning = longer.strip_suffix(shorter).unwrap_or_default();
    shorter.len() > 2 && BEGINNINGS.contains(&beginning)
}

/// Whether one of two family names can have been taken since: neither is a man, and the later record is of somebody of age.
fn may_have_changed(one: &Person, other: &Person, given: Given) -> bool {
    let men = one.sex == Some(Sex::Male) || other.sex == Some(Sex::Male);
    !men && given <= Given::Part && is_of_age(one.recorded.max(other.recorded), one.born.or(other.born))
}

/// Whether somebody born then was of age when last written down.
pub(crate) fn is_of_age(recorded: Option<i32>, born: Option<(i32, i32)>) -> bool {
    recorded.zip(born).is_some_and(|(recorded, (_, latest))| recorded - latest >= OF_AGE)
}

/// The relatives who agree best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct KinFound {
    pub(crate) level: Kin,
    pub(crate) names: NamesFound,
}

/// The nearest pair of relatives; nothing when one of the two has none.
pub(crate) fn kin(one: &Person, other: &Person, vocabulary: &Vocabulary) -> Option<KinFound> {
    let mut best: Option<KinFound> = None;
    for (at, relative) in one.relatives.iter().enumerate() {
        for (other_at, other_relative) in other.relatives.iter().enumerate() {
            let Some(names) = names(relative, other_relative, vocabulary) else { continue };
            let mothers = one.is_mother(at) && other.is_mother(other_at);
            let level = kin_level(&names, mothers);
            // Two mothers of two names say more than that none agrees; one relative who does says more than either.
            let nearer = best.is_none_or(|best| match best.level {
                Kin::Different => level != Kin::Different,
                Kin::OtherMother => level < Kin::Different,
                _ => level < best.level,
            });
            if level != Kin::NotGiven && nearer {
                best = Some(KinFound { level, names: NamesFound { at: (at, other_at), ..names } });
            }
        }
    }
    best
}

const fn kin_level(names: &NamesFound, mothers: bool) -> Kin {
    match (names.given, names.family) {
        (Given::Same, Family::Same) => Kin::Same,
        (
            Given::Same | Given::Form | Given::Alike | Given::Part,
            Family::Same | Family::Alike | Family::Part,
        )
        | (Given::Same, Family::NotGiven)
        | (Given::Initial, Family::Same) => Kin::Near,
        // Mothers marry.
        (Given::Same, _) if mothers => Kin::Near,
        (Given::NotGiven | Given::Unnamed, _) => Kin::NotGiven,
        (Given::Different, _) if mothers => Kin::OtherMother,
        (_, Family::NotGiven) => Kin::NotGiven,
        _ => Kin::Different,
    }
}

/// Where one person is named among the other's relatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamedFound {
    /// Whether it is the second who names the first.
    pub(crate) second_names_first: bool,
    /// The relative's place.
    pub(crate) relative: usize,
}

/// Whether one of two people is named among the other's relatives by given and family name.
pub(crate) fn named(one: &Person, other: &Person, vocabulary: &Vocabulary) -> Option<NamedFound> {
    let among = |named: &Person, relatives: &[Spoken]| {
        relatives.iter().position(|relative| {
            named.names.iter().any(|name| {
                names(name, relative, vocabulary).is_some_and(|found| {
                    found.given <= Given::Form && found.family <= Family::Part && !found.turned
                })
            })
        })
    };
    // A mother in "Baby of Ngozi" is nobody whom the baby can be taken for, and relatives of both are the same family's.
    let second =
        among(other, &one.relatives).map(|relative| NamedFound { second_names_first: false, relative });
    second.or_else(|| {
        among(one, &other.relatives).map(|relative| NamedFound { second_names_first: true, relative })
    })
}
