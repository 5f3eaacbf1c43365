//! What a name may also be: Bill and William, Mohammed and Muhammad, Kowalski and Kowalska, "Baby" for a child not named yet.
//!
//! The tables are text files of our own making (`tables/*.txt`), each with its source at the head. They only ever say what a word
//! *may* be: nobody is refused a name, and whoever is truly called Baby or Null is found like anybody else. Every function takes
//! words that are already plain, as a name is read for comparing: small letters without accents or signs.

mod endings;
mod no_name;
#[cfg(test)]
mod tests;
mod usual;

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};

pub(crate) use no_name::may_begin;
pub use no_name::{NoName, Waiting, stands_for_no_name, without_title};
pub use usual::{Usual, usual};

/// One line of a table: the forms of one name. Given and family names never share a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(u16);

/// How two words may be one name, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Two spellings of one name: Mohammed and Muhammad, Clark and Clarke.
    Spelling,
    /// A man's and a woman's form of one family name: Kowalski and Kowalska.
    Gendered,
    /// One is short for the other: Bill and William.
    ShortForm,
    /// Both may be short for one name: Bill and Will.
    BothShort,
    /// Perhaps one name in two languages, or a part left out: Joseph and Yusuf, Silva and da Silva. A hint, no more.
    MayBe,
}

/// Set in the number of a family whose names are no more than perhaps one.
const WEAK: u16 = 1 << 15;
/// Set in the number of a family of family names.
const OF_FAMILY_NAMES: u16 = 1 << 14;

impl FamilyId {
    /// Whether names of this family may be one name in different languages, and are not said to be forms of one name.
    pub const fn is_weak(self) -> bool {
        self.0 & WEAK != 0
    }
}

/// The families that one word is in, and in which of them it is a short form.
#[derive(Debug, Default)]
struct Forms {
    families: Vec<FamilyId>,
    short: Vec<bool>,
}

struct Table {
    words: FxHashMap<&'static str, Forms>,
    /// The first word of each family: the name that the others are short for.
    heads: FxHashMap<FamilyId, &'static str>,
}

static GIVEN: LazyLock<Table> = LazyLock::new(|| Table::read(GIVEN_TEXT, 0));
static FAMILY: LazyLock<Table> = LazyLock::new(|| Table::read(FAMILY_TEXT, OF_FAMILY_NAMES));

const GIVEN_TEXT: &str = include_str!("../../tables/given_forms.txt");
const FAMILY_TEXT: &str = include_str!("../../tables/family_forms.txt");

impl Table {
    fn read(text: &'static str, kind: u16) -> Table {
        let mut table = Table { words: FxHashMap::default(), heads: FxHashMap::default() };
        for (number, line) in (0..OF_FAMILY_NAMES).zip(entries(text)) {
            let (weak, names) = match line.strip_prefix('~') {
                Some(names) => (WEAK, names),
                None => (0, line),
            };
            let family = FamilyId(number | kind | weak);
            let (full, short) = names.split_once(':').unwrap_or((names, ""));
            table.heads.extend(full.split_whitespace().next().map(|head| (family, head)));
            let full = full.split_whitespace().map(|word| (word, false));
            for (word, short) in full.chain(short.split_whitespace().map(|word| (word, true))) {
                let forms = table.words.entry(word).or_default();
                forms.families.push(family);
                forms.short.push(short);
            }
        }
        table
    }

    fn families(&self, word: &str) -> &[FamilyId] {
        self.words.get(word).map_or(&[], |forms| &forms.families)
    }

    fn tie(&self, one: &str, other: &str) -> Option<Tie> {
        let (ones, others) = (self.words.get(one)?, self.words.get(other)?);
        let shared = ones.each().flat_map(|(family, short)| {
            let same = others.each().filter(move |(other, _)| *other == family);
            same.map(move |(_, other_short)| tie_within(family, short, other_short))
        });
        shared.min()
    }
}

impl Forms {
    fn each(&self) -> impl Iterator<Item = (FamilyId, bool)> {
        self.families.iter().copied().zip(self.short.iter().copied())
    }
}

const fn tie_within(family: FamilyId, short: bool, other_short: bool) -> Tie {
    match (short, other_short) {
        _ if family.is_weak() => Tie::MayBe,
        (false, false) => Tie::Spelling,
        (true, true) => Tie::BothShort,
        (true, false) | (false, true) => Tie::ShortForm,
    }
}

/// The lines of a table that say something.
fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The families of forms that a given name is in, strong and [weak](FamilyId::is_weak) ones.
pub fn given(word: &str) -> &'static [FamilyId] {
    GIVEN.families(word)
}

/// The families of spellings that a family name is in, whichever its ending: Kowalska is in those of Kowalski.
///
/// What endings and beginnings do that are in no line, [`family_tie`] knows.
pub fn family(word: &str) -> &'static [FamilyId] {
    let families = FAMILY.families(word);
    if !families.is_empty() {
        return families;
    }
    let others = endings::other_forms(word);
    others
        .iter()
        .map(|other| FAMILY.families(other))
        .find(|families| !families.is_empty())
        .unwrap_or_default()
}

/// The names that a given name may be a form of, as the first of each family spells it, itself first.
pub fn full_names(word: &str) -> Vec<&str> {
    let strong = given(word).iter().filter(|family| !family.is_weak());
    let mut names = vec![word];
    for head in strong.filter_map(|family| GIVEN.heads.get(family).copied()) {
        if !names.contains(&head) {
            names.push(head);
        }
    }
    names
}

/// How two different given names may be one, or nothing when no table says so.
pub fn given_tie(one: &str, other: &str) -> Option<Tie> {
    GIVEN.tie(one, other)
}

/// Where a word stands in the tables, for comparing two words without reading their letters: a family of forms with whether the word
/// is a short form in it, or a form that a family name's ending leads back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FormPlace {
    place: u32,
    short: bool,
}

impl FormPlace {
    /// Set where the place is no line of a table but a word that an ending leads back to.
    const WORD: u32 = 1 << 31;

    fn of_word(word: &str) -> FormPlace {
        let mut hasher = FxHasher::default();
        word.hash(&mut hasher);
        FormPlace { place: (hasher.finish() >> 32) as u32 | FormPlace::WORD, short: false }
    }

    /// A number of the place's own.
    pub(crate) const fn number(self) -> u32 {
        self.place
    }

    /// Whether two places are one, and then whether it makes two words forms of one name or no more than perhaps so.
    pub(crate) const fn tie(self, other: FormPlace) -> Option<bool> {
        if self.place != other.place {
            return None;
        }
        let weak = self.place & FormPlace::WORD == 0 && self.place & WEAK as u32 != 0;
        Some(!(weak || self.short && other.short))
    }
}

impl From<(FamilyId, bool)> for FormPlace {
    fn from((family, short): (FamilyId, bool)) -> FormPlace {
        FormPlace { place: u32::from(family.0), short }
    }
}

/// Where a given name stands.
pub(crate) fn given_places(word: &str) -> Box<[FormPlace]> {
    GIVEN.words.get(word).map_or_else(Box::default, |forms| forms.each().map(FormPlace::from).collect())
}

/// Where a family name stands, by the table, by its ending and as Mc; nowhere for most.
pub(crate) fn family_places(word: &str) -> Box<[FormPlace]> {
    let others = endings::other_forms(word);
    let mut places: Vec<FormPlace> = Vec::new();
    for form in others.iter().map(String::as_str).chain([word]) {
        let listed = FAMILY.words.get(form).into_iter().flat_map(Forms::each);
        places.extend(listed.filter(|(family, _)| form == word || !family.is_weak()).map(FormPlace::from));
    }
    places.extend(others.iter().map(|form| FormPlace::of_word(form)));
    if let ("mc", rest) = endings::mc(word) {
        places.push(FormPlace::of_word(&format!("mc{rest}")));
    }
    // A man's name is what a woman's leads back to.
    places.push(FormPlace::of_word(word));
    places.into()
}

/// How two different family names may be one: by the table, by the endings for men and women, by Mc for Mac.
pub fn family_tie(one: &str, other: &str) -> Option<Tie> {
    let table = FAMILY.tie(one, other);
    if table.is_some_and(|tie| tie != Tie::MayBe) {
        return table;
    }
    if endings::mc(one) == endings::mc(other) {
        return Some(Tie::Spelling);
    }
    let (ones, others) = (endings::other_forms(one), endings::other_forms(other));
    if ones.is_empty() && others.is_empty() {
        return table;
    }
    let ones: Vec<&str> = ones.iter().map(String::as_str).chain([one]).collect();
    let gendered = others.iter().map(String::as_str).chain([other]).any(|other| {
        ones.iter().any(|one| *one == other || FAMILY.tie(one, other).is_some_and(|tie| tie != Tie::MayBe))
    });
    if gendered { Some(Tie::Gendered) } else { table }
}
