//! Measures the store: `cargo run --release -p store --example measure -- [postgres://…] [entries]`. Without an address a SQLite file in a
//! temporary folder is used. What it prints goes into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::time::{Duration, Instant};

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use jiff::Timestamp;
use store::ledger::{self, Known, Version};
use store::{Database, Key, Settings, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Records saved in one session while filling.
const TOGETHER: u64 = 1_000;
/// Readers and writers at once.
const AT_ONCE: u64 = 8;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let entries = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(500_000);
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    println!("{entries} people on {}", store.database().engine());
    fill(&store, entries)?;
    verify(&store)?;
    let read = at_once("reads of a child's file", 20_000, |number| read(&store, number % entries))?;
    let note = at_once("writes of one record", 2_000, |number| change(&store, number % entries))?;
    println!("slowest read {read:?}, slowest write {note:?}");
    Ok(())
}

fn child(number: u64) -> Person {
    let name = PersonName::new("Sam", format!("Northbridge the {number}th"));
    Person::named(Id::from_bits(u128::from(number) + 1), Standing::Child, name)
}

fn fill(store: &Store, entries: u64) -> Outcome<()> {
    let started = Instant::now();
    for first in (0..entries).step_by(TOGETHER as usize) {
        store.write(&Actor::system(), moment(first), "measuring", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            for number in first..entries.min(first + TOGETHER) {
                ledger::save(&permit, &child(number), Version::NONE, "import", None)?;
            }
            Ok(())
        })?;
    }
    told("saved, a thousand to a session", entries, started.elapsed());
    Ok(())
}

fn verify(store: &Store) -> Outcome<()> {
    let (mut step, mut started, mut done) = (None, Instant::now(), 0);
    let report = store.verify(&[], &mut |progress| {
        if step != Some(progress.step) {
            if let Some(step) = step {
                told(&format!("verified, {step:?}"), done, started.elapsed());
            }
            (step, started) = (Some(progress.step), Instant::now());
        }
        done = progress.done;
    })?;
    told("verified, the rest", done, started.elapsed());
    if report.is_sound() { Ok(()) } else { Err(format!("{:?}", report.findings).into()) }
}

fn read(store: &Store, number: u64) -> Outcome<()> {
    let id = child(number).id;
    store.read(&Actor::system(), moment(number), "measuring", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(id))?;
        ledger::child_records(&permit, id, Known::Now).map(drop)
    })?;
    Ok(())
}

fn change(store: &Store, number: u64) -> Outcome<()> {
    let id = child(number).id;
    store.write(&Actor::system(), moment(number), "measuring", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let Some(held) = ledger::load(&permit, id)? else { return Ok(()) };
        ledger::save(&permit, &held.record, held.version, "change_person", None).map(drop)
    })?;
    Ok(())
}

/// Does something many times from several threads and gives the longest it took.
fn at_once(what: &str, times: u64, act: impl Fn(u64) -> Outcome<()> + Sync) -> Outcome<Duration> {
    let started = Instant::now();
    let slowest: Vec<Result<Duration, String>> = std::thread::scope(|scope| {
        let worker = |worker: u64| {
            let act = &act;
            scope.spawn(move || {
                let mut slowest = Duration::ZERO;
                for number in (worker..times).step_by(AT_ONCE as usize) {
                    let begun = Instant::now();
                    act(number * 7_919).map_err(|error| error.to_string())?;
                    slowest = slowest.max(begun.elapsed());
                }
                Ok(slowest)
            })
        };
        let threads: Vec<_> = (0..AT_ONCE).map(worker).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a worker panicked".to_owned())))
            .collect()
    });
    told(what, times, started.elapsed());
    let slowest: Result<Vec<Duration>, String> = slowest.into_iter().collect();
    Ok(slowest?.into_iter().max().unwrap_or_default())
}

fn told(what: &str, times: u64, took: Duration) {
    println!("{what}: {times} in {took:.2?}, {:.0} a second", times as f64 / took.as_secs_f64());
}

fn moment(number: u64) -> Timestamp {
    let second = i64::try_from(number).unwrap_or_default();
    Timestamp::from_second(1_774_958_400 + second).unwrap_or(Timestamp::UNIX_EPOCH)
}
