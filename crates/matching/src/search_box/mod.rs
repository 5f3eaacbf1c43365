//! One search box: "jon smith 7 mill lane mum Ngozi" read as whoever takes a call types it, in any order and half of it.
//!
//! Whatever is understood finds its place: dates and ages, numbers, homes, who is near the child, what else they are called. What is not
//! understood counts as a word of the name, so that nothing typed is dropped silently.

mod births;
mod numbers;
mod people;
mod places;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::description::{Address, Birth, Description, Name, Relative, Sex};
use crate::normal::{phone, upn};
use births::When;
use numbers::{digits, is_nhs_number};

/// The most of a search that is read.
const LONGEST: usize = 400;

/// Reads what somebody typed into the one search box, today being the day from which ages count.
///
/// Anywhere and in any order: names ("MENSAH, Ama"); a birth as a date, part of one ("March 2015", "spring 2019", "12/3" beside an age),
/// an age ("7", "8 months", "aged 7") or a school year ("year 4"); NHS numbers, pupil numbers, phones; a street, with or without the
/// house, and a postcode; "mum Ngozi Okoye"; "known as Kit", "née Smith"; "boy", "girl".
/// A number of ten digits that does not begin with 0 is an NHS number unless it can only be a mobile phone, any other long one a phone.
pub fn read_search(text: &str, today: Date) -> Description {
    let text: String = text.chars().take(LONGEST).collect();
    let words: Vec<Word<'_>> = text.split_whitespace().map(Word::read).collect();
    let mut reading = Reading::default();
    let mut rest = words.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = match reading.understood(rest, today) {
            0 => {
                reading.keep(*first);
                after
            }
            taken => rest.get(taken..).unwrap_or_default(),
        };
    }
    reading.finish()
}

/// A word as typed, and what of it can be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    written: &'a str,
    /// Without brackets, quotation marks, commas and colons around it.
    bare: &'a str,
    /// Whether a comma, a bracket or the like ends what it belongs to.
    ends: bool,
}

impl<'a> Word<'a> {
    fn read(written: &'a str) -> Word<'a> {
        let around = |c: char| matches!(c, '(' | ')' | ',' | ';' | ':' | '"' | '“' | '”' | '[' | ']');
        let ends = written.ends_with([',', ';', ')']);
        Word { written, bare: written.trim_matches(around), ends }
    }

    /// Whether the word is one of these, however capital.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.bare.eq_ignore_ascii_case(word))
    }

    fn has_digit(&self) -> bool {
        self.bare.contains(|c: char| c.is_ascii_digit())
    }
}

/// A word that is kept for the name.
#[derive(Debug, Clone, Copy)]
struct Kept<'a> {
    word: Word<'a>,
    /// Whether it may be a street's: "Amara Mill Lane" is a girl in Mill Lane, or somebody called Lane.
    perhaps_street: bool,
    /// Whether it is hardly a name: it has digits, or is half of a date.
    odd: bool,
}

#[derive(Debug, Default)]
struct Reading<'a> {
    kept: Vec<Kept<'a>>,
    /// Names beside the one in use; `true` for a family name alone.
    others: Vec<(Name, bool)>,
    birth: Option<Birth>,
    /// Days without their year, with the words that are kept for the name where none is found.
    days: Vec<((i8, i8), Vec<Word<'a>>)>,
    sex: Option<Sex>,
    nhs_number: Option<String>,
    upn: Option<String>,
    addresses: Vec<Address>,
    phones: Vec<String>,
    relatives: Vec<Relative>,
}

/// Finds the place of what words begin with; tells how many were read.
type Reader<'a> = fn(&mut Reading<'a>, &[Word<'a>], Date) -> usize;

impl<'a> Reading<'a> {
    fn keep(&mut self, word: Word<'a>) {
        self.kept.push(Kept { word, perhaps_street: false, odd: word.has_digit() });
    }

    /// Finds the place of what the words begin with; tells how many were read, none when it is not understood.
    fn understood(&mut self, words: &[Word<'a>], today: Date) -> usize {
        let readers: [Reader<'a>; 7] = [
            |reading, words, _| reading.place(words),
            |reading, words, _| reading.pupil(words),
            Reading::born,
            |reading, words, _| reading.number(words),
            Reading::somebody_near,
            |reading, words, today| reading.other_name(words, today),
            |reading, words, _| reading.boy_or_girl(words),
        ];
        readers.iter().map(|read| read(self, words, today)).find(|taken| *taken > 0).unwrap_or(0)
    }

    fn place(&mut self, words: &[Word<'a>]) -> usize {
        let Some(place) = places::read(words, !self.kept.is_empty()) else { return 0 };
        self.addresses.push(place.address);
        if !place.sure {
            let kept = |word: &Word<'a>| Kept { word: *word, perhaps_street: true, odd: false };
            self.kept.extend(words.iter().take(place.taken).map(kept));
        }
        place.taken
    }

    fn pupil(&mut self, words: &[Word<'a>]) -> usize {
        let announced = usize::from(words[0].is(&["upn"]));
        // A letter and twelve digits, of which the last is a letter in a temporary number.
        let shaped = |word: &&Word<'_>| {
            let digits = word.bare.bytes().filter(u8::is_ascii_digit).count();
            word.bare.bytes().all(|letter| letter.is_ascii_alphanumeric()) && digits >= 11
        };
        let number = words.get(announced).filter(shaped).and_then(|word| upn(word.bare));
        if number.is_none() || self.upn.is_some() {
            return 0;
        }
        self.upn = number;
        announced + 1
    }

    fn born(&mut self, words: &[Word<'a>], today: Date) -> usize {
        match births::read(words, today) {
            Some((taken, When::Between(birth))) => {
                match self.birth.map_or(Some(birth), |known| both(known, birth)) {
                    Some(birth) => {
                        self.birth = Some(birth);
                        taken
                    }
                    None => 0,
                }
            }
            Some((taken, When::DayOf(day))) => {
                self.days.push((day, words.iter().take(taken).copied().collect()));
                taken
            }
            None => 0,
        }
    }

    /// NHS numbers and phones, in one piece or in groups.
    fn number(&mut self, words: &[Word<'a>]) -> usize {
        let said_nhs = words[0].is(&["nhs"]);
        let announced = match words {
            [nhs, number, ..] if nhs.is(&["nhs"]) && number.is(&["number", "no", "no."]) => 2,
            [first, ..] if said_nhs || first.is(&["tel", "phone", "mobile", "telephone"]) => 1,
            _ => 0,
        };
        let Some((digits, taken)) = digits(&words[announced..], said_nhs) else { return 0 };
        let is_nhs = said_nhs || (announced == 0 && is_nhs_number(&digits));
        if is_nhs && self.nhs_number.is_none() {
            self.nhs_number = Some(digits);
        } else if phone(&digits).is_some() {
            self.phones.push(digits);
        } else {
            return 0;
        }
        announced + taken
    }

    fn somebody_near(&mut self, words: &[Word<'a>], today: Date) -> usize {
        let Some((relation, mut taken)) = people::relation(words) else { return 0 };
        let name = people::name(&words[taken..], today, people::MOST_NAMES);
        taken += name.len();
        let mut relative =
            Relative { relation: relation.to_owned(), name: people::named(name), phones: Vec::new() };
        let announced = words.get(taken).filter(|word| word.is(&["tel", "phone", "mobile", "number", "on"]));
        let announced = usize::from(announced.is_some());
        if let Some((number, more)) = digits(&words[taken + announced..], false)
            && !is_nhs_number(&number)
            && phone(&number).is_some()
        {
            relative.phones.push(number);
            taken += announced + more;
        }
        if name.is_empty() && relative.phones.is_empty() {
            return 0;
        }
        self.relatives.push(relative);
        taken
    }

    fn other_name(&mut self, words: &[Word<'a>], today: Date) -> usize {
        let Some((kind, begins)) = people::other_name(words, !self.kept.is_empty()) else { return 0 };
        let most = if words[0].written.starts_with('(') && begins == 0 { 1 } else { 2 };
        let name = people::name(&words[begins..], today, most);
        if name.is_empty() {
            return 0;
        }
        self.others.push((people::named(name), kind == people::Other::Family));
        begins + name.len()
    }

    /// "Girl" says the sex, but "Baby Girl Smith" is what stands on the record.
    fn boy_or_girl(&mut self, words: &[Word<'a>]) -> usize {
        let sex = match words[0] {
            word if word.is(&["boy", "male"]) => Sex::Male,
            word if word.is(&["girl", "female"]) => Sex::Female,
            _ => return 0,
        };
        let waiting = ["baby", "unborn", "twin", "triplet", "newborn", "infant", "unknown"];
        let of_a_baby = self.kept.last().is_some_and(|kept| kept.word.is(&waiting));
        if of_a_baby || self.sex.is_some() || (self.kept.is_empty() && words.len() == 1) {
            return 0;
        }
        self.sex = Some(sex);
        1
    }

    fn finish(mut self) -> Description {
        for (day, words) in std::mem::take(&mut self.days) {
            match self.birth.and_then(|birth| births::in_range(day, birth)) {
                Some(exact) => self.birth = Some(Birth::on(exact)),
                None => self.kept.extend(words.into_iter().map(|word| Kept {
                    word,
                    perhaps_street: false,
                    odd: true,
                })),
            }
        }
        let mut names: Vec<Name> = Vec::new();
        names.extend(whole(self.kept.iter().filter(|kept| !kept.perhaps_street)));
        names.extend(whole(self.kept.iter()));
        let in_use = names.first().cloned().unwrap_or_default();
        names.extend(self.others.into_iter().map(|(name, is_family)| {
            match (is_family, name.family.is_empty()) {
                (true, _) => Name::new(in_use.given.clone(), name.whole()),
                (false, true) => Name::new(name.given, in_use.family.clone()),
                (false, false) => name,
            }
        }));
        let mut seen: Vec<Name> = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(name.clone());
                true
            }
        });
        Description {
            names,
            birth: self.birth,
            sex: self.sex,
            nhs_number: self.nhs_number,
            upn: self.upn,
            addresses: places::together(self.addresses),
            phones: self.phones,
            relatives: self.relatives,
            ..Description::default()
        }
    }
}

/// The name that words make; what is hardly a name comes after the given names, where it does the least harm.
fn whole<'w, 'a: 'w>(words: impl Iterator<Item = &'w Kept<'a>>) -> Option<Name> {
    let (odd, plain): (Vec<&Kept<'_>>, Vec<&Kept<'_>>) = words.partition(|kept| kept.odd);
    let join = |words: &[&Kept<'_>]| words.iter().map(|kept| kept.word.written).collect::<Vec<_>>().join(" ");
    let mut name = Name::from_text(join(&plain).trim_end_matches([',', ';', ' '])).or_family_name();
    if !odd.is_empty() {
        name.given = format!("{} {}", name.given, join(&odd)).trim().to_owned();
    }
    (!name.whole().is_empty()).then_some(name)
}

/// Two things said of one birth; nothing when they contradict each other.
fn both(one: Birth, other: Birth) -> Option<Birth> {
    let (earliest, latest) = (one.earliest().max(other.earliest()), one.latest().min(other.latest()));
    (earliest <= latest).then(|| Birth::between(earliest, latest))
}
