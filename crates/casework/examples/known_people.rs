//! Measures who may already be known, through the use case: `cargo run --release -p casework --example known_people -- [people] [postgres://…]`. An invented town
//! comes onto the record, everybody is read into memory, and questions are asked as a contact officer types them. What it prints goes into `docs/evidence/`; no test
//! depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use casework::contact::matches_typed;
use casework::simulation::{SeededChance, SimulatedClock};
use casework::staff::{StaffAsked, add_staff};
use casework::{Chance, House, Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::Described;
use domain::id::Id;
use domain::pack::england;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::postcode::Postcode;
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use store::{Database, Key, Settings, Store, Version, load, save};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many come onto the record in one act.
const TOGETHER: u32 = 600;
/// How many questions are asked.
const QUESTIONS: u32 = 1_000;

const GIVEN: [&str; 24] = [
    "William",
    "Amara",
    "Chidi",
    "Wanda",
    "Isla",
    "Thomas",
    "Mohammed",
    "Agnieszka",
    "Siobhan",
    "Ngozi",
    "Olivia",
    "Elizabeth",
    "Arjun",
    "Linh",
    "Yusuf",
    "Katarzyna",
    "Joseph",
    "Samuel",
    "Alexandra",
    "Benjamin",
    "Catherine",
    "Daniel",
    "Eleanor",
    "Fatima",
];
const BEGINS: [&str; 20] = [
    "Amble", "Brack", "Clough", "Dun", "Fen", "Gars", "Hollin", "Quarn", "Thistle", "Mar", "Win", "Stan",
    "Ash", "Bram", "Cold", "Elm", "Far", "Green", "Hart", "Kings",
];
const ENDS: [&str; 16] = [
    "bourne", "combe", "dale", "field", "mere", "ridge", "thorpe", "wick", "ley", "ton", "worth", "ham",
    "well", "brook", "gate", "hurst",
];

struct Town(SeededChance);

impl Town {
    fn below(&self, most: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes) as usize % most
    }

    fn one<'t>(&self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    /// A family in which every third is an adult: their mother.
    fn family(&self) -> (String, AddressLines) {
        let family = format!("{}{}", self.one(&BEGINS), self.one(&ENDS));
        let street = format!("{} {}{} Road", 1 + self.below(90), self.one(&BEGINS), self.one(&ENDS));
        let letter = |place: usize| char::from(b"ABDEFGHJLNPQRSTUWXYZ"[place]);
        let postcode = format!(
            "ZZ{} {}{}{}",
            1 + self.below(99),
            self.below(10),
            letter(self.below(20)),
            letter(self.below(20))
        );
        (family, AddressLines { lines: vec![street], postcode: Some(Postcode::new(postcode)) })
    }

    fn person(&self, number: u32, family: &str, home: &AddressLines) -> Outcome<Person> {
        let is_mother = number.is_multiple_of(3);
        let name = PersonName::Parts { given: self.one(&GIVEN).into(), family: family.into() };
        let standing = if is_mother { Standing::Adult } else { Standing::Child };
        let mut person = Person::named(Id::from_bits(u128::from(number) + 1), standing, name);
        let year = if is_mother { 1975 + self.below(25) } else { 2008 + self.below(18) };
        let born = format!("{} {} {year}", 1 + self.below(28), 1 + self.below(12));
        person.birth = Known::Is(PartialDate::parse(&born)?);
        person.nhs_number = Known::Is(NhsNumber::new(nhs_number(number)));
        person.addresses = vec![Address {
            place: Id::from_bits(u128::from(number / 3) + 1),
            lines: Sealed::new(home.clone(), Guard::Content),
            from: None,
            until: None,
            source: "invented".into(),
        }];
        Ok(person)
    }
}

/// A number from the range that is given to nobody, with its check digit.
fn nhs_number(number: u32) -> String {
    let nine = 999_000_000 + u64::from(number) * 7 % 1_000_000;
    let digits: Vec<u64> = format!("{nine}").bytes().map(|digit| u64::from(digit - b'0')).collect();
    let sum: u64 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    format!("{nine}{}", (11 - sum % 11) % 11 % 10)
}

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let people: u32 = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database.clone(), Key::from_bytes([1; 32]), Settings::default())?;
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let clock = Arc::new(SimulatedClock::at("2026-11-23T08:00:00Z".parse()?));
    let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(9)));
    let town = Town(SeededChance::from_seed(5));
    settle(&house.system(), &town, people)?;
    let begun = Instant::now();
    let size = house.store.know_everybody()?;
    println!(
        "{} people on {}: read into memory in {:.1} s, {} bytes each",
        size.people,
        house.store.database().engine(),
        begun.elapsed().as_secs_f64(),
        size.bytes / size.people.max(1)
    );
    let officer = officer(&house)?;
    ask(&house.session(officer.clone()), &town, people)?;
    follow(&house, &officer, &town, people)
}

/// Everybody comes onto the record.
fn settle(session: &Session<'_>, town: &Town, people: u32) -> Outcome<()> {
    let mut families = (0..people).step_by(3);
    loop {
        let some: Vec<u32> = families.by_ref().take(TOGETHER as usize / 3).collect();
        if some.is_empty() {
            return Ok(());
        }
        let mut made = Vec::new();
        for first in some {
            let (family, home) = town.family();
            for number in first..first + 3 {
                made.push(town.person(number, &family, &home)?);
            }
        }
        session.write("settle", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            for (place, person) in made.iter().enumerate() {
                save(&permit, person, Version::NONE, "settle", None)?;
                if place % 3 > 0 {
                    save(&permit, &mother(&made[place - place % 3], person), Version::NONE, "settle", None)?;
                }
            }
            Ok(())
        })?;
    }
}

fn mother(from: &Person, to: &Person) -> Relationship {
    Relationship {
        id: Id::from_bits(to.id.bits() + (1 << 64)),
        from: from.id,
        to: to.id,
        kind: Kinship::Mother,
        parental_responsibility: Known::NotAsked,
        since: None,
        until: None,
        source: "invented".into(),
        tie: Tie::default(),
    }
}

fn officer(house: &House) -> Outcome<Staff> {
    let asked = StaffAsked {
        name: "Olu Officer".into(),
        title: "Contact officer".into(),
        roles: vec![Role::ContactOfficer.code().into()],
        teams: vec!["front_door".into()],
        agency: None,
        organisation: String::new(),
        phone: "01632 960101".into(),
        email: "olu@northbridge.example".into(),
    };
    let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
    let id = add_staff(&house.system(), &sending, asked)?;
    let known = house.system().read("measure", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(load(&permit, id)?)
    })?;
    Ok(known.ok_or("the officer is not there")?.record)
}

/// What somebody says of a person on the record who knows little.
fn question(person: &Person, number: u32) -> Described {
    let PersonName::Parts { given, family } = &person.names[0].name else {
        return Described::named(person.names[0].name.clone());
    };
    let year = match person.birth.answer().and_then(PartialDate::earliest) {
        Some(day) => Known::Is(PartialDate::About(day.year())),
        None => Known::NotAsked,
    };
    let home = person.addresses[0].lines.unshown();
    let street = home.lines[0].split_once(' ').map_or("", |(_, street)| street).to_owned();
    let lives = |lines, postcode| Known::Is(Sealed::new(AddressLines { lines, postcode }, Guard::Content));
    let mut slip: Vec<char> = person.nhs_number.answer().map_or("", NhsNumber::typed).chars().collect();
    slip.swap(7, 8);
    match number % 5 {
        0 => Described { birth: year, ..Described::named(PersonName::single(format!("{given} {family}"))) },
        1 => Described {
            address: lives(vec![street], None),
            ..Described::named(PersonName::single(given.clone()))
        },
        2 => Described {
            birth: person.birth,
            address: lives(Vec::new(), home.postcode.clone()),
            ..Described::named(PersonName::single(given.chars().take(1).collect::<String>()))
        },
        3 => Described {
            nhs_number: Known::Is(NhsNumber::new(slip.into_iter().collect::<String>())),
            ..Described::named(PersonName::single("Not known"))
        },
        _ => Described { birth: year, ..Described::named(PersonName::single(family.clone())) },
    }
}

fn ask(session: &Session<'_>, town: &Town, people: u32) -> Outcome<()> {
    let kinds = [
        "name and year",
        "given name and street",
        "initial, birth and postcode",
        "a number with a slip",
        "family name and year",
    ];
    let mut waits: Vec<Vec<f64>> = vec![Vec::new(); kinds.len()];
    let mut found = vec![[0; 2]; kinds.len()];
    for number in 0..QUESTIONS {
        let meant = Id::<Person>::from_bits(town.below(people as usize) as u128 + 1);
        let known = session.house.system().read("measure", |door| {
            let permit = door.permit(Action::SearchPeople, Subject::House)?;
            Ok(load(&permit, meant)?)
        })?;
        let said = question(&known.ok_or("nobody is there")?.record, number);
        let begun = Instant::now();
        let look = matches_typed(session, &said, &[])?;
        let kind = number as usize % kinds.len();
        waits[kind].push(begun.elapsed().as_secs_f64() * 1_000.0);
        let place = look.like.iter().position(|like| like.existence.child == meant);
        found[kind][0] += usize::from(place == Some(0));
        found[kind][1] += usize::from(place.is_some());
    }
    println!("| question | first | shown | p50 ms | p95 ms | worst ms |\n|---|---|---|---|---|---|");
    for ((kind, waits), [first, shown]) in kinds.iter().zip(&mut waits).zip(&found) {
        waits.sort_by(f64::total_cmp);
        let share = |count: usize| count as f64 / waits.len() as f64;
        let at = |percent: usize| waits[(waits.len() * percent / 100).min(waits.len() - 1)];
        println!(
            "| {kind} | {:.2} | {:.2} | {:.1} | {:.1} | {:.1} |",
            share(*first),
            share(*shown),
            at(50),
            at(95),
            at(100)
        );
    }
    Ok(())
}

/// What the first question costs after another process has written.
fn follow(house: &House, officer: &Staff, town: &Town, people: u32) -> Outcome<()> {
    let mut other = house.clone();
    other.store = Store::open(house.store.database().clone(), Key::from_bytes([1; 32]), Settings::default())?;
    let newcomers = [3_u32, 600, 3_000];
    let mut number = people.next_multiple_of(3);
    for count in newcomers {
        let (family, home) = town.family();
        let made = (number..number + count)
            .map(|number| town.person(number, &family, &home))
            .collect::<Outcome<Vec<_>>>()?;
        number += count;
        other.system().write("settle", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            made.iter().try_for_each(|person| save(&permit, person, Version::NONE, "settle", None).map(drop))
        })?;
        let session = house.session(officer.clone());
        let begun = Instant::now();
        matches_typed(&session, &question(&made[0], 0), &[])?;
        println!(
            "the first question after {count} people came in elsewhere: {:.1} ms",
            begun.elapsed().as_secs_f64() * 1_000.0
        );
    }
    let begun = Instant::now();
    house.store.put_everybody_in_order();
    println!("everybody put in order beside: {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}
