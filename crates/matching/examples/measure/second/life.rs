//! A community: some extended families of one town, and what each person is called, where they live and how they are reached over time.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::chance::Chance;
use super::naming::{self, Naming};
use super::numbers;
use super::place::{Area, Home};
use super::tables::Tables;

/// Days since the first of January 1970.
pub type Day = i32;

/// The ten years that are lived through.
pub const FIRST_YEAR: i16 = 2016;
pub const LAST_YEAR: i16 = 2025;

/// The days of a year, near enough for a life.
pub const YEAR: Day = 365;

pub fn day(year: i16, month: i8, of_month: i8) -> Day {
    (date(year, month, of_month) - date(1970, 1, 1)).get_days()
}

pub fn on(day: Day) -> Date {
    date(1970, 1, 1).saturating_add(day.days())
}

/// What held from a day on, oldest first.
pub type History<T> = Vec<(Day, T)>;

/// What held on a day; before the first, the first.
pub fn held<T>(history: &[(Day, T)], day: Day) -> Option<&T> {
    let last = history.iter().rev().find(|(from, _)| *from <= day);
    last.or(history.first()).map(|(_, what)| what)
}

/// Somebody's life as far as agencies could see it.
pub struct Person {
    pub id: u32,
    /// The extended family.
    pub clan: u32,
    pub culture: usize,
    pub girl: bool,
    pub born: Day,
    /// When the birth was expected.
    pub expected: Day,
    pub names: History<Naming>,
    /// What they go by; empty when it is their first name.
    pub called: String,
    /// A family name that a child uses without any paper: a stepfather's.
    pub informal_family: Option<(Day, String)>,
    pub homes: History<Home>,
    /// Their own phone.
    pub phones: History<String>,
    pub nhs: Option<String>,
    pub mother: Option<usize>,
    pub father: Option<usize>,
    pub grandmother: Option<usize>,
    pub twin: Option<usize>,
    /// Brought up away from the mother: she moves without them.
    pub fostered: bool,
    /// Days spent in a refuge.
    pub refuge: Option<(Day, Day)>,
}

impl Person {
    pub fn age(&self, day: Day) -> i32 {
        (day - self.born).div_euclid(YEAR)
    }

    pub fn naming(&self, day: Day) -> Naming {
        held(&self.names, day).cloned().unwrap_or_default()
    }
}

/// Two parents, or one, and their children.
pub struct Couple {
    pub mother: usize,
    pub father: Option<usize>,
    pub together: bool,
    pub married: bool,
    pub children: Vec<usize>,
}

/// The people of some streets over ten years.
pub struct Community {
    pub area: Area,
    pub people: Vec<Person>,
    pub couples: Vec<Couple>,
    /// What the first person is numbered.
    first: u32,
}

impl Community {
    /// Five extended families, founded and not yet lived through. `first` and `first_clan` are the numbers that they start from.
    pub fn found(tables: &Tables, first: u32, first_clan: u32, chance: &mut Chance) -> Community {
        let area = Area::some(chance);
        let mut community = Community { area, people: Vec::new(), couples: Vec::new(), first };
        for clan in 0..super::CLANS {
            community.found_clan(tables, first_clan + clan, chance);
        }
        community
    }

    fn found_clan(&mut self, tables: &Tables, clan: u32, chance: &mut Chance) {
        let at = naming::some_culture(chance);
        let culture = &tables.cultures[at];
        let start = day(FIRST_YEAR, 1, 1);
        let grandmother_born = start - YEAR * chance.between(48, 76) - chance.between(0, 364);
        let home = self.area.home(false, chance);
        let grandfather_name = naming::founder(culture, false, chance);
        let mut grandmother_name = naming::founder(culture, true, chance);
        if let Some(family) = naming::bride(culture, &grandmother_name, &grandfather_name, chance) {
            grandmother_name.family = family;
        }
        let seat = Seat { clan, culture: at, home };
        let grandfather_born = grandmother_born - chance.between(0, 2500);
        let grandfather = self.add(tables, &seat, false, grandfather_born, grandfather_name.clone(), chance);
        let grandmother = self.add(tables, &seat, true, grandmother_born, grandmother_name.clone(), chance);
        for _ in 0..chance.between(1, 4) {
            let girl = chance.happens(0.5);
            let born = grandmother_born + YEAR * chance.between(19, 30) + chance.between(0, 364);
            let after = (!girl && chance.happens(0.06)).then_some(grandfather_name.given.as_str());
            let named =
                naming::child(culture, girl, &grandmother_name, Some(&grandfather_name), after, chance);
            let home = match chance.below(10) {
                0..2 => home,
                2..5 => self.area.near(home, chance),
                _ => self.area.home(chance.happens(0.3), chance),
            };
            let seat = Seat { home, ..seat };
            let grown = self.add(tables, &seat, girl, born, named, chance);
            self.people[grown].mother = Some(grandmother);
            self.people[grown].father = Some(grandfather);
            self.settle(tables, &seat, grown, chance);
        }
    }

    /// A grown child finds somebody and has had children by the time the story starts.
    fn settle(&mut self, tables: &Tables, seat: &Seat, grown: usize, chance: &mut Chance) {
        let born = self.people[grown].born;
        let is_mother = self.people[grown].girl;
        let alone = is_mother && chance.happens(0.2);
        let spouse = (!alone).then(|| {
            let culture = if chance.happens(0.82) { seat.culture } else { naming::some_culture(chance) };
            let named = naming::founder(&tables.cultures[culture], !is_mother, chance);
            let seat = Seat { culture, ..*seat };
            self.add(tables, &seat, !is_mother, born + chance.between(-1800, 1800), named, chance)
        });
        let Some((mother, father)) =
            (if is_mother { Some((grown, spouse)) } else { spouse.map(|wife| (wife, Some(grown))) })
        else {
            return;
        };
        let mut couple =
            Couple { mother, father, together: father.is_some(), married: false, children: vec![] };
        if let Some(father) = father.filter(|_| chance.happens(0.55)) {
            couple.married = true;
            self.wed(tables, mother, father, Day::MIN, chance);
        }
        let place = self.couples.len();
        self.couples.push(couple);
        let start = day(FIRST_YEAR, 1, 1);
        let mut when = self.people[mother].born + YEAR * chance.between(18, 27) + chance.between(0, 364);
        while when < start && self.couples[place].children.len() < 5 {
            if when > start - 17 * YEAR {
                self.birth(tables, place, when, chance);
            }
            when += chance.between(400, 2200);
        }
    }

    /// Somebody joins the community.
    pub fn add(
        &mut self,
        tables: &Tables,
        seat: &Seat,
        girl: bool,
        born: Day,
        named: Naming,
        chance: &mut Chance,
    ) -> usize {
        let place = self.people.len();
        // Whose birth nobody wrote down was given the first of January at the border, and keeps it.
        let by_papers = matches!(tables.cultures[seat.culture].name, "afghan" | "somali" | "eritrean");
        let born = match by_papers && born < day(2008, 1, 1) && chance.happens(0.25) {
            true => day(on(born).year(), 1, 1),
            false => born,
        };
        let id = self.first + u32::try_from(place).unwrap_or_default();
        let phone = if chance.happens(0.85) { numbers::mobile(chance) } else { numbers::landline(chance) };
        self.people.push(Person {
            id,
            clan: seat.clan,
            culture: seat.culture,
            girl,
            born,
            expected: born + chance.between(-12, 20),
            called: naming::called(tables, &named, chance),
            names: vec![(Day::MIN, named)],
            informal_family: None,
            homes: vec![(Day::MIN, seat.home)],
            phones: vec![(Day::MIN, phone)],
            nhs: numbers::nhs(id, None),
            mother: None,
            father: None,
            grandmother: None,
            twin: None,
            fostered: false,
            refuge: None,
        });
        place
    }
}

/// Where somebody comes to be.
#[derive(Clone, Copy)]
pub struct Seat {
    pub clan: u32,
    pub culture: usize,
    pub home: Home,
}
