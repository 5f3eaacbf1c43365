//! Who may be meant: lists are put together, the rarest first, until enough people are found. How many places are looked at is bounded
//! by numbers, never by a clock, so that the same question has the same answer on every machine.

use crate::index::Index;
use crate::index::births::{Standing, Window};
use crate::index::kept::Marks;
use crate::index::keys::{self, Kind};
use crate::index::lists::{Holders, Slots};
use crate::index::question::{Question, Typed};
use crate::index::recent::By;
use crate::index::search::Among;
use crate::index::slips::{each_letter_slip, each_slip, turned};
use crate::person::Person;
use crate::vocabulary::Nearness;

/// A list of at most so many people is taken whole.
const SHORT: usize = 600;
/// A name that at most so many have is looked at whatever the birth.
const RARE: usize = 150;
/// A list of one phone, house or number: who shares it with more tells nobody from anybody, and the rest must do it.
const SHARED: usize = 400;
/// The most people that are taken from lists laid over each other.
const MOST: usize = 2_400;
/// The most places of long lists that are looked at to lay them over each other.
const MOST_READ: usize = 600_000;
/// How many days around the birth that was asked for a birth is looked for.
const AROUND: i32 = 400;

/// The people found so far, some more than once.
pub(super) struct Found<'a> {
    index: &'a Index,
    among: Among<'a>,
    pub(super) slots: Vec<u32>,
    marks: Option<Marks>,
    left: usize,
}

impl<'a> Found<'a> {
    /// Everybody who may be meant.
    pub(super) fn of(question: &Question, index: &'a Index, among: Among<'a>) -> Vec<u32> {
        let mut found =
            Found { index, among, slots: Vec::with_capacity(2_048), marks: None, left: MOST_READ };
        found.by_numbers(question);
        found.by_homes(question);
        found.by_day(question);
        let names = found.by_names(question);
        found.by_places(question, &names);
        found.by_kin(question, &names);
        found.by_families_of_phones(question, &names);
        found.keep_those_who_may_be_found();
        if found.slots.is_empty() {
            found.by_what_is_common(question, names);
            found.keep_those_who_may_be_found();
        }
        found.slots.sort_unstable();
        found.slots.dedup();
        found.slots
    }

    /// NHS number, pupil number and phones; when nobody has the very number, those one slip away.
    fn by_numbers(&mut self, question: &Question) {
        let person = &question.person;
        let mut any = self.take_key(Kind::Nhs, keys::mixed(person.nhs_number), person.nhs_number != 0);
        if person.nhs_number != 0 {
            each_slip(person.nhs_number, 10, |number| {
                any |= self.take_key(Kind::Nhs, keys::mixed(number), true);
            });
        }
        for number in &question.numbers_meant {
            self.take_key(Kind::Nhs, keys::mixed(*number), true);
        }
        if person.upn != 0 && !self.take_key(Kind::Upn, keys::mixed(person.upn), true) {
            each_letter_slip(person.upn, |number| {
                self.take_key(Kind::Upn, keys::mixed(number), true);
            });
        }
        for phone in &person.phones {
            if !self.take_key(Kind::Phone, keys::mixed(*phone), true) {
                each_slip(*phone, 10, |number| {
                    self.take_key(Kind::Phone, keys::mixed(number), true);
                });
            }
        }
    }

    /// Takes everybody with a key, and says whether there was anybody.
    fn take_key(&mut self, kind: Kind, key: u32, known: bool) -> bool {
        if !known {
            return false;
        }
        let before = self.slots.len();
        let slots = Slots::Keyed(self.index.kept.keyed(kind).get(key));
        if slots.len() <= SHARED {
            // Whoever was taken out since, or may not be found, does not answer for those a slip away.
            slots.each(|slot| {
                if self.may_be_found(slot) {
                    self.slots.push(slot);
                }
            });
        }
        self.recent(By::Key(kind, key));
        self.slots.len() > before
    }

    fn keep_those_who_may_be_found(&mut self) {
        let mut slots = std::mem::take(&mut self.slots);
        slots.retain(|slot| self.may_be_found(*slot));
        self.slots = slots;
    }

    /// Whether whoever is at a place is still here and may be found.
    fn may_be_found(&self, slot: u32) -> bool {
        let here = self.index.person(slot);
        here.is_some_and(|(number, _)| self.among.is_none_or(|may_be_found| may_be_found(number)))
    }

    /// Everybody who was entered since and is found so.
    fn recent(&mut self, by: By) {
        self.recent_born(by, |_| true);
    }

    /// Those of them whose birth is as it should be.
    fn recent_born(&mut self, by: By, fits: impl Fn(&Person) -> bool) {
        let index = self.index;
        if index.recent.is_empty() {
            return;
        }
        let first = u32::try_from(index.kept.people.len()).unwrap_or(u32::MAX);
        let (slots, among) = (&mut self.slots, self.among);
        index.recent.each(by, |at| {
            let here = index.recent.person(at as usize);
            let here = here.filter(|(number, _)| among.is_none_or(|may_be_found| may_be_found(*number)));
            if here.is_some_and(|(_, person)| fits(person)) {
                slots.push(first + at);
            }
        });
    }

    fn by_homes(&mut self, question: &Question) {
        self.slots.extend(&question.live_with_a_phone);
        for (home, street) in question.person.homes.iter().zip(&question.streets) {
            if home.number == 0 {
                continue;
            }
            if home.postcode != 0 {
                self.take_key(Kind::House, keys::house_at(home.number, home.postcode), true);
            }
            for (word, _) in street.iter().flat_map(|typed| &typed.variants) {
                self.take_key(Kind::House, keys::house(home.number, *word), true);
            }
        }
    }

    /// Everybody born on the very day, or with day and month changed round.
    fn by_day(&mut self, question: &Question) {
        let Some((day, latest)) = question.person.born else { return };
        if day != latest {
            return;
        }
        for day in [Some(day), turned(day)].into_iter().flatten() {
            let range = self.index.kept.births.of_days(day, day);
            if range.len() <= SHORT {
                self.slots.extend(range);
            }
            self.recent(By::Day(day));
        }
    }

    /// By the words of the names, within the years that were asked for when there are such. Returns who has each word.
    fn by_names(&mut self, question: &Question) -> Vec<Holders<'a>> {
        let days = question
            .person
            .born
            .map(|(earliest, latest)| (earliest.saturating_sub(AROUND), latest.saturating_add(AROUND)));
        let window = days.map(|(earliest, latest)| self.index.kept.births.around(earliest, latest));
        let mut names = Vec::new();
        for typed in &question.names {
            for (word, nearness) in &typed.variants {
                let any_age = *nearness <= Nearness::Form;
                self.recent_born(By::Word(word.index()), |person| {
                    any_age || days.is_none_or(|days| Standing::of(person).is_around(days))
                });
            }
            let all = self.holders(typed, window.as_ref(), Nearness::Spelt);
            if all.size > SHORT {
                let close = self.holders(typed, window.as_ref(), Nearness::Form);
                if close.size <= SHORT {
                    self.take(&close);
                }
            }
            names.push(all);
        }
        names.sort_by_key(|holders| holders.size);
        for (at, one) in names.iter().enumerate() {
            if one.size <= SHORT {
                self.take(one);
                continue;
            }
            for other in &names[at + 1..] {
                self.take_both(one, other);
            }
        }
        if window.is_some() {
            self.by_names_at_any_age(question);
        }
        names
    }

    /// A year may be wrong by more than one: whoever has all of the names, or a rare one, is looked at whatever the birth.
    fn by_names_at_any_age(&mut self, question: &Question) {
        let close = |typed: &Typed| self.holders(typed, None, Nearness::Form);
        let mut names: Vec<Holders<'a>> = question.names.iter().map(close).collect();
        names.sort_by_key(|holders| holders.size);
        let rare = names.partition_point(|holders| holders.size <= RARE);
        names[..rare].iter().for_each(|holders| self.take(holders));
        if let (0, [one, other, ..]) = (rare, names.as_slice())
            && one.size + other.size <= MOST_READ / 8
        {
            self.take_both(one, other);
        }
    }

    fn holders(&self, typed: &Typed, window: Option<&Window>, furthest: Nearness) -> Holders<'a> {
        let mut holders = Holders::default();
        for (word, nearness) in &typed.variants {
            if *nearness > furthest {
                break;
            }
            let slots = self.index.kept.words.get(word.index());
            match window {
                None => holders.add(Slots::Plain(slots)),
                Some(window) => Slots::within(slots, window).for_each(|slots| holders.add(slots)),
            }
        }
        holders
    }

    fn take(&mut self, holders: &Holders<'_>) {
        holders.each(|slot| self.slots.push(slot));
    }

    /// Takes those who are in both.
    fn take_both(&mut self, one: &Holders<'_>, other: &Holders<'_>) {
        let (shorter, longer) = if one.size <= other.size { (one, other) } else { (other, one) };
        if shorter.size == 0 || shorter.size + longer.size > self.left {
            return;
        }
        self.left -= shorter.size + longer.size;
        let mut marks = self.marks.take().unwrap_or_else(|| Marks::new(self.index.kept.people.len()));
        shorter.each(|slot| marks.set(slot as usize));
        let most = self.slots.len() + MOST;
        longer.each(|slot| {
            if marks.has(slot as usize) && self.slots.len() < most {
                self.slots.push(slot);
            }
        });
        shorter.each(|slot| marks.clear(slot as usize));
        self.marks = Some(marks);
    }

    /// Streets and postcodes: whole when they are short, else those there who have one of the names.
    fn by_places(&mut self, question: &Question, names: &[Holders<'a>]) {
        let kept = &self.index.kept;
        for (home, street) in question.person.homes.iter().zip(&question.streets) {
            let mut holders = Holders::default();
            if home.postcode != 0 {
                let key = keys::mixed(home.postcode);
                self.recent(By::Key(Kind::Postcode, key));
                holders.add(Slots::Keyed(kept.keyed(Kind::Postcode).get(key)));
                self.take_at(&holders, names);
            }
            let Some(typed) = street else { continue };
            let mut holders = Holders::default();
            for (word, _) in &typed.variants {
                let first = keys::street(*word, None);
                self.recent(By::Key(Kind::Street, keys::street(*word, home.street[1])));
                let streets = kept.keyed(Kind::Street);
                holders.add(Slots::Keyed(match home.street[1] {
                    Some(second) => streets.get(keys::street(*word, Some(second))),
                    None => streets.between(first, first | 0xffff),
                }));
            }
            self.take_at(&holders, names);
        }
    }

    fn take_at(&mut self, place: &Holders<'_>, names: &[Holders<'_>]) {
        if place.size <= SHORT {
            return self.take(place);
        }
        for name in names {
            self.take_both(place, name);
        }
    }

    /// Whoever has relatives of these names, and one of the names asked for.
    fn by_kin(&mut self, question: &Question, names: &[Holders<'a>]) {
        let index = self.index;
        let holders = |typed: &Typed| {
            let mut holders = Holders::default();
            for (word, _) in &typed.variants {
                holders.add(Slots::Keyed(index.kept.keyed(Kind::Kin).get(keys::of_word(*word))));
            }
            holders
        };
        for typed in &question.kin {
            for (word, _) in &typed.variants {
                self.recent(By::Key(Kind::Kin, keys::of_word(*word)));
            }
        }
        let mut kin: Vec<Holders<'_>> = question.kin.iter().map(holders).collect();
        kin.sort_by_key(|holders| holders.size);
        for (at, one) in kin.iter().enumerate() {
            self.take_at(one, names);
            if one.size > SHORT {
                kin[at + 1..].iter().for_each(|other| self.take_both(one, other));
            }
        }
    }

    /// Whoever has one of the names asked for and the family name of one who has the phone.
    fn by_families_of_phones(&mut self, question: &Question, names: &[Holders<'a>]) {
        for word in &question.families_of_phones {
            self.recent(By::Word(word.index()));
            let mut family = Holders::default();
            family.add(Slots::Plain(self.index.kept.words.get(word.index())));
            self.take_at(&family, names);
        }
    }

    /// Nothing that was asked is rare, alone or together: the first of those for whom the rarest of it holds.
    fn by_what_is_common(&mut self, question: &Question, mut names: Vec<Holders<'a>>) {
        if let Some((earliest, latest)) = question.person.born {
            let everybody = self.index.kept.births.around(earliest, latest);
            self.slots.extend(everybody.into_iter().take(2).flatten().take(MOST));
            let first = u32::try_from(self.index.kept.people.len()).unwrap_or(u32::MAX);
            let recent = self.index.recent.within(earliest, latest).take(MOST);
            self.slots.extend(recent.map(|at| first + at));
        }
        for place in question.person.homes.iter().filter(|home| home.postcode != 0) {
            let mut holders = Holders::default();
            let key = keys::mixed(place.postcode);
            holders.add(Slots::Keyed(self.index.kept.keyed(Kind::Postcode).get(key)));
            names.push(holders);
        }
        names.retain(|holders| holders.size > 0);
        let Some(rarest) = names.iter().min_by_key(|holders| holders.size) else { return };
        let most = self.slots.len() + MOST;
        for list in &rarest.lists {
            list.each(|slot| {
                if self.slots.len() < most {
                    self.slots.push(slot);
                }
            });
        }
    }
}
