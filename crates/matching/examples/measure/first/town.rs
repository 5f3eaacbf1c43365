//! An invented town: streets, houses, flats, postcodes of areas that do not exist, and places where many people stay.

use super::dice::Dice;

const STREETS: [&str; 96] = [
    "Mill",
    "Church",
    "Station",
    "Victoria",
    "Albert",
    "Park",
    "Queen",
    "King",
    "Manor",
    "School",
    "York",
    "Grange",
    "Chapel",
    "Windsor",
    "Springfield",
    "Alder",
    "Ash",
    "Beech",
    "Birch",
    "Cedar",
    "Elm",
    "Hazel",
    "Hawthorn",
    "Holly",
    "Juniper",
    "Larch",
    "Laurel",
    "Lime",
    "Maple",
    "Oak",
    "Poplar",
    "Rowan",
    "Sycamore",
    "Willow",
    "Yew",
    "Bramble",
    "Clover",
    "Heather",
    "Lavender",
    "Primrose",
    "Tansy",
    "Harbour",
    "Quay",
    "Anchor",
    "Beacon",
    "Lighthouse",
    "Shore",
    "Dune",
    "Gull",
    "Heron",
    "Kestrel",
    "Lapwing",
    "Linnet",
    "Curlew",
    "Swift",
    "Wren",
    "Plover",
    "Sandpiper",
    "Tern",
    "Brickfield",
    "Foundry",
    "Forge",
    "Furnace",
    "Gasworks",
    "Loom",
    "Shuttle",
    "Tannery",
    "Weaver",
    "Cooper",
    "Chandler",
    "Ropewalk",
    "Saddler",
    "Abbey",
    "Bishop",
    "Canon",
    "Deacon",
    "Friar",
    "Minster",
    "Priory",
    "Vicarage",
    "Nelson",
    "Wellington",
    "Trafalgar",
    "Cromwell",
    "Stuart",
    "Tudor",
    "Alma",
    "Balmoral",
    "Clarence",
    "Gladstone",
    "Hanover",
    "Lansdowne",
    "Marlborough",
    "Russell",
    "Salisbury",
    "Wharf",
];
const KINDS: [&str; 14] = [
    "Road", "Street", "Lane", "Avenue", "Close", "Drive", "Grove", "Way", "Court", "Gardens", "Terrace",
    "Crescent", "Place", "Hill",
];
const SHORT_KINDS: [&str; 14] =
    ["Rd", "St", "Ln", "Ave", "Cl", "Dr", "Gr", "Way", "Ct", "Gdns", "Tce", "Cres", "Pl", "Hill"];
const SUBURBS: [&str; 16] = [
    "Netherbourne",
    "Upper Thornwick",
    "Eastmarsh",
    "Saltbeck",
    "Hollowell",
    "Quarrydale",
    "Brackenside",
    "Westholme",
    "Fernhithe",
    "Old Staithe",
    "Cinderford Green",
    "Mirkwell",
    "Larkrise End",
    "Tollgate",
    "Whinmoor Bank",
    "Stonequay",
];
/// Postcode areas that the country does not have.
const AREAS: [&str; 8] = ["NB", "QX", "VY", "XW", "ZF", "JD", "QH", "VN"];
const UNIT: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    pub street: u32,
    pub number: u16,
    pub flat: u16,
    /// A refuge, a hostel, a ward or a school, where many people are; 0 for a home.
    pub shared: u8,
}

pub struct Town {
    streets: u32,
}

impl Town {
    /// A town for so many people.
    pub fn of(people: usize) -> Town {
        Town { streets: u32::try_from(people / 90).unwrap_or(u32::MAX).max(60) }
    }

    pub fn home(&self, dice: &mut Dice) -> Home {
        let street = dice.below(self.streets as usize) as u32;
        if dice.chance(0.16) {
            let number = *dice.pick(&[2, 7, 15, 28, 40]);
            return Home { street, number, flat: dice.between(1, 24) as u16, shared: 0 };
        }
        Home { street, number: dice.between(1, 96) as u16, flat: 0, shared: 0 }
    }

    /// A home not far away.
    pub fn near(&self, home: Home, dice: &mut Dice) -> Home {
        let mut near = self.home(dice);
        near.street = (home.street + dice.below(4) as u32) % self.streets;
        near
    }

    /// A place where many people stay: there is one of each for some thousands.
    pub fn shared(&self, kind: u8, dice: &mut Dice) -> Home {
        let places = (self.streets / 60).max(2);
        let street = dice.below(places as usize) as u32 * 13 % self.streets;
        Home { street, number: 100 + u16::from(kind), flat: 0, shared: kind }
    }

    /// An address as an agency writes it: `short` for "Mill Ln", `suburb` for the suburb after it.
    pub fn address(&self, home: Home, short: bool, suburb: bool) -> String {
        let kind = kind(home);
        let kind = if short { SHORT_KINDS[kind] } else { KINDS[kind] };
        let name = STREETS[home.street as usize % STREETS.len()];
        let mut text = match home.shared {
            1 => format!("Women's Refuge, {} {name} {kind}", home.number),
            2 => format!("{name} House Hostel, {} {name} {kind}", home.number),
            3 => format!("Maternity Ward, {} General Hospital", self.suburb(home)),
            4 => format!("{name} Primary School, {name} {kind}"),
            _ if home.flat > 0 && short => format!("Flat {} {} {name} {kind}", home.flat, home.number),
            _ if home.flat > 0 => format!("Flat {}, {} {name} {kind}", home.flat, home.number),
            _ => format!("{} {name} {kind}", home.number),
        };
        if suburb {
            text.push_str(", ");
            text.push_str(self.suburb(home));
        }
        text
    }

    pub fn street(&self, home: Home) -> String {
        format!("{} {}", STREETS[home.street as usize % STREETS.len()], KINDS[kind(home)])
    }

    fn suburb(&self, home: Home) -> &'static str {
        SUBURBS[home.street as usize / 40 % SUBURBS.len()]
    }

    /// Each street has four postcodes, which its houses share.
    pub fn postcode(&self, home: Home) -> String {
        let code = home.street as usize * 4 + usize::from(home.number % 97) / 25;
        let unit = code % 400;
        let (one, other) = (UNIT[unit / 20] as char, UNIT[unit % 20] as char);
        let (sector, district) = (code / 400 % 10, code / 4_000 % 24 + 1);
        format!("{}{district} {sector}{one}{other}", AREAS[code / 96_000 % AREAS.len()])
    }
}

/// Whether the street is a road, a lane, …: as many names as can be before one comes again in another suburb.
fn kind(home: Home) -> usize {
    let street = home.street as usize;
    (street % STREETS.len() * 3 + street / STREETS.len()) % KINDS.len()
}
