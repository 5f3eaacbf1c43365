//! Where people live: streets, homes, and the houses that are many people's address and nobody's home.

use super::chance::Chance;

const FIRST: [&str; 64] = [
    "Alder",
    "Kiln",
    "Church",
    "Station",
    "Victoria",
    "Mill",
    "Park",
    "Queens",
    "Albert",
    "Manor",
    "Orchard",
    "Windmill",
    "Chapel",
    "School",
    "Lime",
    "Beech",
    "Priory",
    "Quarry",
    "Foundry",
    "Canal",
    "Lock",
    "Weavers",
    "Tanners",
    "Saddlers",
    "Heron",
    "Kestrel",
    "Swallow",
    "Linnet",
    "Primrose",
    "Bluebell",
    "Harebell",
    "Nelson",
    "Wellington",
    "Trafalgar",
    "Coronation",
    "Jubilee",
    "Attlee",
    "Bevan",
    "Keats",
    "Byron",
    "Tennyson",
    "Shelley",
    "St Anne's",
    "St Cuthbert's",
    "All Saints",
    "Abbey",
    "Castle",
    "Tower",
    "Bridge",
    "Ferry",
    "Marsh",
    "Fen",
    "Common",
    "Heath",
    "Warren",
    "Spinney",
    "Copse",
    "Long",
    "Back",
    "Upper",
    "Lower",
    "North",
    "South",
    "Tithe Barn",
];
const KINDS: [&str; 14] = [
    "Street", "Road", "Road", "Avenue", "Close", "Lane", "Drive", "Crescent", "Terrace", "Way", "Court",
    "Grove", "Place", "Gardens",
];
const TOWN_STARTS: [&str; 24] = [
    "Wex", "Thorn", "Mar", "Had", "Bram", "Kel", "Os", "Pen", "Row", "Stan", "Tid", "Ul", "Wick", "Yar",
    "Cal", "Dun", "Ever", "Fal", "Gis", "Hes", "In", "Kir", "Ludd", "Nether",
];
const TOWN_ENDS: [&str; 12] = [
    "moor", "bury", "minster", "mouth", "thorpe", "wick", "stead", "hampton", "sea", "borough", "gate",
    "holme",
];
const HOUSES: [&str; 12] = [
    "The Cottage",
    "Rose Cottage",
    "The Old Forge",
    "Hillcrest",
    "Fairview",
    "The Bungalow",
    "Ivy House",
    "The Lodge",
    "Brook House",
    "Greenacres",
    "The Laurels",
    "The Caravan",
];
/// Letters that stand at the end of postcodes.
const INWARD: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";

/// A street: one postcode.
pub struct Street {
    pub name: String,
    /// What it was called until it was named anew.
    pub before: Option<String>,
    pub postcode: String,
}

/// One dwelling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// Its street's place in the area.
    pub street: usize,
    pub number: u16,
    /// Flat 1 is 1 or A.
    pub flat: Option<u8>,
    /// A name instead of a number.
    pub name: Option<&'static str>,
}

/// A community's streets and its houses for many.
pub struct Area {
    pub town: String,
    pub district: u8,
    pub streets: Vec<Street>,
    /// Written where a child lives, by people in a hurry.
    pub school: (String, String),
    pub ward: (String, String),
    pub refuge: (String, String),
    pub police: (String, String),
}

impl Area {
    pub fn some(chance: &mut Chance) -> Area {
        let town = format!("{}{}", chance.one(&TOWN_STARTS), chance.one(&TOWN_ENDS));
        let district = u8::try_from(chance.between(1, 29)).unwrap_or(1);
        let house = |name: String, chance: &mut Chance| (name, postcode(district, chance));
        let school = format!("{} Primary School, {} Road", chance.one(&FIRST), chance.one(&FIRST));
        let ward = format!("Ward {}, {town} General Hospital", chance.between(1, 30));
        let refuge = format!("c/o Safe House, PO Box {}", chance.between(10, 99));
        let mut area = Area {
            school: house(school, chance),
            ward: house(ward, chance),
            refuge: house(refuge, chance),
            police: house(format!("{town} Police Station, {} Street", chance.one(&FIRST)), chance),
            streets: Vec::new(),
            town,
            district,
        };
        for _ in 0..6 {
            area.street(chance);
        }
        area
    }

    /// Another street, perhaps in the next town.
    pub fn street(&mut self, chance: &mut Chance) -> usize {
        let name = format!("{} {}", chance.one(&FIRST), chance.one(&KINDS));
        let before = chance.happens(0.06).then(|| format!("{} {}", chance.one(&FIRST), chance.one(&KINDS)));
        let district = if chance.happens(0.7) { self.district } else { 1 + (self.district + 3) % 29 };
        self.streets.push(Street { name, before, postcode: postcode(district, chance) });
        self.streets.len() - 1
    }

    /// A home in one of the first streets, or in a new one further off.
    pub fn home(&mut self, far: bool, chance: &mut Chance) -> Home {
        let street = if far { self.street(chance) } else { chance.below(self.streets.len().min(6)) };
        let number = u16::try_from(chance.between(1, 140)).unwrap_or(1);
        let flat = chance.happens(0.22).then(|| u8::try_from(chance.between(1, 9)).unwrap_or(1));
        let name = (flat.is_none() && chance.happens(0.03)).then(|| *chance.one(&HOUSES));
        Home { street, number, flat, name }
    }

    /// A home some doors on: where a brother lives.
    pub fn near(&self, home: Home, chance: &mut Chance) -> Home {
        let number = u16::try_from((i32::from(home.number) + chance.between(-12, 12)).max(1)).unwrap_or(1);
        Home { number, name: None, flat: None, ..home }
    }
}

fn postcode(district: u8, chance: &mut Chance) -> String {
    let letter = |chance: &mut Chance| char::from(*chance.one(INWARD));
    format!("NB{district} {}{}{}", chance.below(10), letter(chance), letter(chance))
}
