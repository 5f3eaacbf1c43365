//! Ten years of births, weddings, partings, moves, step-families, refuge and fostering.

use super::chance::Chance;
use super::life::{Community, Day, FIRST_YEAR, LAST_YEAR, Seat, YEAR, day, held};
use super::naming;
use super::numbers;
use super::place::Home;
use super::tables::Tables;

impl Community {
    /// Lives the ten years, as often as such things happen to families whom children's services hear of.
    pub fn live(&mut self, tables: &Tables, chance: &mut Chance) {
        for year in FIRST_YEAR..=LAST_YEAR {
            for couple in 0..self.couples.len() {
                let when = day(year, 1, 1) + chance.between(0, 364);
                self.year_of(tables, couple, when, chance);
            }
        }
        // What was arranged ahead, a return or a new home, may stand before what came between.
        for person in &mut self.people {
            person.homes.sort_by_key(|(from, _)| *from);
            person.names.sort_by_key(|(from, _)| *from);
        }
    }

    fn year_of(&mut self, tables: &Tables, at: usize, when: Day, chance: &mut Chance) {
        let (mother, together) = (self.couples[at].mother, self.couples[at].together);
        let fertile =
            (17..43).contains(&self.people[mother].age(when)) && self.couples[at].children.len() < 7;
        if fertile && chance.happens(if together { 0.14 } else { 0.05 }) {
            self.birth(tables, at, when, chance);
        }
        if chance.happens(0.2) {
            let phone = numbers::mobile(chance);
            self.people[mother].phones.push((when, phone));
        }
        if chance.happens(0.12) {
            let home = self.area.home(chance.happens(0.35), chance);
            self.household_moves(at, when + 20, home);
        }
        if chance.happens(0.004) {
            self.flee(at, when + 40, chance);
        }
        match (self.couples[at].father, together) {
            (Some(father), true) if !self.couples[at].married && chance.happens(0.08) => {
                self.couples[at].married = true;
                self.wed(tables, mother, father, when, chance);
                self.children_take(tables, at, father, when, chance);
            }
            (Some(father), true) if chance.happens(0.05) => self.part(at, father, when, chance),
            (_, false) if chance.happens(0.12) => self.step_father(tables, at, when, chance),
            _ => {}
        }
        for child in self.couples[at].children.clone() {
            self.child_year(child, when, chance);
        }
    }

    /// A child is born to a couple, or two.
    pub fn birth(&mut self, tables: &Tables, at: usize, when: Day, chance: &mut Chance) {
        let first = self.newborn(tables, at, when, chance);
        if !chance.happens(0.024) {
            return;
        }
        let second = self.newborn(tables, at, when, chance);
        let (one, other) = (self.people[first].id, self.people[second].id);
        self.people[first].twin = Some(second);
        self.people[second].twin = Some(first);
        self.people[second].expected = self.people[first].expected;
        self.people[second].nhs = numbers::nhs(other, Some(one));
    }

    fn newborn(&mut self, tables: &Tables, at: usize, when: Day, chance: &mut Chance) -> usize {
        let (mother, father) = (self.couples[at].mother, self.couples[at].father);
        let girl = chance.happens(0.49);
        let (mother_name, clan) = (self.people[mother].naming(when), self.people[mother].clan);
        let known_father = father.filter(|_| self.couples[at].married || chance.happens(0.7));
        let father_name = known_father.map(|father| self.people[father].naming(when));
        let culture = self.people[known_father.unwrap_or(mother)].culture;
        let after = self.named_after(clan, girl, father, chance);
        let siblings = &self.couples[at].children;
        let taken = |given: &str| siblings.iter().any(|&child| self.people[child].names[0].1.given == given);
        let after = after.filter(|given| !taken(given));
        let mut named = naming::Naming::default();
        for _ in 0..6 {
            let (parent, rule) = (father_name.as_ref(), &tables.cultures[culture]);
            named = naming::child(rule, girl, &mother_name, parent, after.as_deref(), chance);
            // Muhammad may be every brother's first name; the second then tells them apart.
            if !taken(&named.given) || !named.middle.is_empty() && named.given == "Muhammad" {
                break;
            }
        }
        let home = held(&self.people[mother].homes, when).copied();
        let seat = Seat { clan, culture, home: home.unwrap_or_else(|| self.area.home(false, chance)) };
        let child = self.add(tables, &seat, girl, when, named, chance);
        let grandmother = self.people[mother].mother.or(father.and_then(|father| self.people[father].mother));
        let born = &mut self.people[child];
        (born.mother, born.father, born.grandmother) = (Some(mother), father, grandmother);
        self.couples[at].children.push(child);
        child
    }

    /// A kinsman's name given again: the father's to a son, a cousin's or an uncle's to a child of the same clan.
    fn named_after(
        &self,
        clan: u32,
        girl: bool,
        father: Option<usize>,
        chance: &mut Chance,
    ) -> Option<String> {
        if !girl && chance.happens(0.06) {
            return father.map(|father| self.people[father].names[0].1.given.clone());
        }
        if !chance.happens(0.1) {
            return None;
        }
        let kin: Vec<_> = self.people.iter().filter(|one| one.clan == clan && one.girl == girl).collect();
        (!kin.is_empty()).then(|| chance.one(&kin).names[0].1.given.clone())
    }

    /// A wedding: the bride may be called otherwise from that day.
    pub fn wed(&mut self, tables: &Tables, wife: usize, husband: usize, when: Day, chance: &mut Chance) {
        let culture = &tables.cultures[self.people[husband].culture];
        let (mut bride, groom) = (self.people[wife].naming(when), self.people[husband].naming(when));
        let Some(family) = naming::bride(culture, &bride, &groom, chance) else { return };
        bride.family = family;
        self.people[wife].names.push((when, bride));
    }

    /// Children who had their mother's name take their father's.
    fn children_take(&mut self, tables: &Tables, at: usize, father: usize, when: Day, chance: &mut Chance) {
        if !chance.happens(0.5) {
            return;
        }
        let culture = &tables.cultures[self.people[father].culture];
        let family = self.people[father].naming(when).family;
        for child in self.couples[at].children.clone() {
            let child = &mut self.people[child];
            let mut named = child.naming(when);
            named.family = naming::handed_on(culture, &family, child.girl);
            child.names.push((when, named));
        }
    }

    fn part(&mut self, at: usize, father: usize, when: Day, chance: &mut Chance) {
        self.couples[at].together = false;
        let home = self.area.home(chance.happens(0.5), chance);
        self.people[father].homes.push((when, home));
        let mother = &mut self.people[self.couples[at].mother];
        if self.couples[at].married && mother.names.len() > 1 && chance.happens(0.3) {
            let maiden = mother.names[0].1.clone();
            mother.names.push((when + 200, maiden));
        }
        self.couples[at].married = false;
    }

    /// Somebody moves in, and the children may go by his name.
    fn step_father(&mut self, tables: &Tables, at: usize, when: Day, chance: &mut Chance) {
        let mother = self.couples[at].mother;
        let Some(home) = held(&self.people[mother].homes, when).copied() else { return };
        let culture =
            if chance.happens(0.75) { self.people[mother].culture } else { naming::some_culture(chance) };
        let born = self.people[mother].born + chance.between(-3000, 2000);
        let named = naming::founder(&tables.cultures[culture], false, chance);
        let seat = Seat { clan: self.people[mother].clan, culture, home };
        let family = named.family.clone();
        let partner = self.add(tables, &seat, false, born, named, chance);
        for child in self.couples[at].children.clone() {
            if chance.happens(0.25) && !family.is_empty() {
                self.people[child].informal_family = Some((when, family.clone()));
            }
        }
        self.couples[at].father = Some(partner);
        self.couples[at].together = true;
    }

    fn household_moves(&mut self, at: usize, when: Day, home: Home) {
        let couple = &self.couples[at];
        let partner = couple.father.filter(|_| couple.together);
        for one in couple.children.iter().copied().chain([couple.mother]).chain(partner) {
            let person = &mut self.people[one];
            if person.born <= when
                && !person.fostered
                && (person.age(when) < 18 || !couple.children.contains(&one))
            {
                person.homes.push((when, home));
            }
        }
    }

    /// Mother and children go to a refuge for some months, then to a new home.
    fn flee(&mut self, at: usize, when: Day, chance: &mut Chance) {
        let until = when + chance.between(60, 240);
        if let Some(father) = self.couples[at].father.filter(|_| self.couples[at].together) {
            self.part(at, father, when, chance);
        }
        for one in self.couples[at].children.iter().copied().chain([self.couples[at].mother]) {
            self.people[one].refuge = Some((when, until));
        }
        let home = self.area.home(true, chance);
        self.household_moves(at, until, home);
    }

    fn child_year(&mut self, child: usize, when: Day, chance: &mut Chance) {
        let age = self.people[child].age(when);
        if age < 0 || self.people[child].born > when {
            return;
        }
        let leaves = (18..26).contains(&age) && chance.happens(0.2);
        let fostered = (0..16).contains(&age) && !self.people[child].fostered && chance.happens(0.012);
        if !leaves && !fostered {
            return;
        }
        let home = self.area.home(true, chance);
        self.people[child].homes.push((when, home));
        self.people[child].fostered = true;
        if fostered && chance.happens(0.5) {
            let mother = self.people[child].mother;
            let back = when + YEAR;
            let home = mother.and_then(|mother| held(&self.people[mother].homes, back).copied());
            self.people[child].homes.extend(home.map(|home| (back, home)));
            self.people[child].fostered = false;
        }
    }
}
