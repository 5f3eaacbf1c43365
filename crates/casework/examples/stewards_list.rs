//! Measures the list of records that may be one person: `cargo run --release -p casework --example stewards_list -- RECORDS.csv [postgres://…]`. Invented people
//! come on record, the whole record is gone through as the worker does, and the list is read page by page as a manager does.
//! `cargo run --release -p matching --example invented -- --out FOLDER --records 100000` makes the people. What it prints goes into `docs/evidence/`; no test depends
//! on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use casework::person::{duplicates, look_through};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::staff::{StaffAsked, add_staff};
use casework::{House, Sending};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::calendar::Calendar;
use domain::id::Id;
use domain::pack::england;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::{Person, PhoneNumber, Sex, Standing};
use domain::staff::Role;
use identity::password::Policy;
use matching::table::{Column, Reader, Row};
use store::{Database, Key, Settings, Store, Version, load, save};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// So many records are made in one transaction.
const AT_A_TIME: usize = 2_000;
/// Whoever was born before is on record as an adult.
const ADULT_BEFORE: i16 = 2008;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = PathBuf::from(arguments.first().ok_or("a file of people is expected")?);
    let folder = tempfile::tempdir()?;
    let database = match arguments.get(1) {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let house = house(Store::open(database, Key::from_bytes([1; 32]), Settings::default())?)?;
    let began = Instant::now();
    let people = on_record(&house, &path)?;
    println!("{people} people on record in {:.1} s", began.elapsed().as_secs_f64());

    let (began, before) = (Instant::now(), memory("VmRSS:"));
    look_through(&house)?;
    println!(
        "the whole record gone through in {:.1} s; {before:.0} MB held before, {:.0} MB at most, {:.0} MB after",
        began.elapsed().as_secs_f64(),
        memory("VmHWM:"),
        memory("VmRSS:")
    );
    let began = Instant::now();
    look_through(&house)?;
    println!("asked whether anybody changed in {:.4} s", began.elapsed().as_secs_f64());
    read(&house)
}

/// The list, page by page.
fn read(house: &House) -> Outcome<()> {
    let asked = StaffAsked {
        name: "Mo Manager".into(),
        title: "manager".into(),
        roles: vec![Role::ServiceManager.code().into()],
        teams: vec!["front_door".into()],
        agency: None,
        organisation: String::new(),
        phone: "01632 960101".into(),
        email: "mo@northbridge.example".into(),
    };
    let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
    let id = add_staff(&house.system(), &sending, asked)?;
    let system = house.system();
    let staff = system.read("measure", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(load(&permit, id)?)
    })?;
    let manager = house.session(staff.ok_or("the manager is on the staff")?.record);
    let (mut after, mut pages, mut people, mut several) = (None, Vec::new(), 0, 0);
    loop {
        let began = Instant::now();
        let list = duplicates(&manager, after)?;
        pages.push(began.elapsed().as_secs_f64());
        people += list.people.len();
        several += list.people.iter().filter(|together| together.records() > 2).count();
        after = list.next;
        if after.is_none() || pages.len() == 100 {
            break;
        }
    }
    println!("{people} people on {} pages, {several} of them with three records or more", pages.len());
    println!("the first page in {:.2} s", pages.first().copied().unwrap_or_default());
    pages.sort_by(f64::total_cmp);
    println!(
        "a page in {:.2} s in the middle, {:.2} s at most",
        pages.get(pages.len() / 2).copied().unwrap_or_default(),
        pages.last().copied().unwrap_or_default()
    );
    Ok(())
}

fn house(store: Store) -> Outcome<House> {
    let clock = Arc::new(SimulatedClock::at("2026-11-23T08:00:00Z".parse()?));
    let chance = Arc::new(SeededChance::from_seed(9));
    let house = House::new(store, Arc::new(england().clone()), Arc::new(Calendar::england()), clock, chance);
    Ok(house.with_passwords(Policy::cheap_for_invented_users()))
}

/// Everybody of the file comes on record.
fn on_record(house: &House, path: &PathBuf) -> Outcome<usize> {
    let mut reader = Reader::people(BufReader::new(File::open(path)?))?;
    let mut count = 0;
    loop {
        let mut rows = Vec::with_capacity(AT_A_TIME);
        while rows.len() < AT_A_TIME
            && let Some(row) = reader.read()?
        {
            rows.push(row);
        }
        if rows.is_empty() {
            return Ok(count);
        }
        count += rows.len();
        house.system().write("measure", |door| {
            let permit = door.permit(Action::RecordContact, Subject::House)?;
            for row in &rows {
                save(&permit, &person(house.id(), row), Version::NONE, "measure", None)?;
            }
            Ok(())
        })?;
    }
}

/// A row as a record.
fn person(id: Id<Person>, row: &Row) -> Person {
    let cell = |column| row.cell(column);
    let given = format!("{} {}", cell(Column::Forename), cell(Column::MiddleNames));
    let birth = row.birth();
    let is_adult = birth.is_some_and(|birth| birth.latest().year() < ADULT_BEFORE);
    let standing = if is_adult { Standing::Adult } else { Standing::Child };
    let mut person = Person::named(id, standing, PersonName::new(given.trim(), cell(Column::Surname)));
    if let Some(birth) = birth {
        let year = birth.earliest().year();
        person.birth = Known::Is(birth.day().map_or(PartialDate::Year(year), PartialDate::Exact));
    }
    person.sex = match row.sex() {
        Some(matching::Sex::Female) => Known::Is(Sex::Female),
        Some(matching::Sex::Male) => Known::Is(Sex::Male),
        None => Known::NotAsked,
    };
    if !cell(Column::NhsNumber).is_empty() {
        person.nhs_number = Known::Is(NhsNumber::new(cell(Column::NhsNumber)));
    }
    if !cell(Column::Address).is_empty() {
        let postcode = Some(cell(Column::Postcode)).filter(|code| !code.is_empty()).map(Postcode::new);
        let lines = AddressLines { lines: vec![cell(Column::Address).to_owned()], postcode };
        person.addresses.push(Address {
            place: id.of_kind(),
            lines: Sealed::new(lines, Guard::Content),
            from: None,
            until: None,
            source: cell(Column::Source).to_owned(),
        });
    }
    if !cell(Column::Phone).is_empty() {
        let number = Sealed::new(Phone::new(cell(Column::Phone)), Guard::Content);
        person.phones.push(PhoneNumber { number, whose: String::new(), do_not_use: None });
    }
    person
}

/// The memory of this process, in megabytes, as Linux counts it.
fn memory(what: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1e3
}
