//! Measures the search of words: `cargo run --release -p store --example words -- [postgres://…] [passages]`. Without an address a SQLite file in a temporary
//! folder is used. What it prints goes into `docs/evidence/search.md`; no test depends on it. The words are invented: a few stand everywhere, most are rare.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::collections::BTreeSet;
use std::error::Error;
use std::time::{Duration, Instant};

use domain::access::{Action, Actor, Subject};
use domain::chronology::Written;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use jiff::Timestamp;
use store::ledger::{self, Version};
use store::search::{Asked, found};
use store::{Database, Key, Settings, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Passages of one child.
const OF_A_CHILD: u64 = 10;
/// Words of one passage.
const LENGTH: u64 = 60;
/// Different words.
const VOCABULARY: u64 = 30_000;
/// Children saved in one session while filling.
const TOGETHER: u64 = 50;
/// Searches of one kind.
const SEARCHES: usize = 40;
/// The worker who holds twenty children.
const WORKER: u128 = 1 << 100;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let passages: u64 = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let file = folder.path().join("words.sqlite");
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(file.clone()),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    println!("{passages} passages of {LENGTH} words on {}", store.database().engine());
    let started = Instant::now();
    fill(&store, passages / OF_A_CHILD)?;
    let took = started.elapsed();
    println!("saved in {took:.1?}, {:.0} a second", passages as f64 / took.as_secs_f64());
    if let Ok(kept) = std::fs::metadata(&file) {
        println!("the file has {} MB", kept.len() / 1_000_000);
    }
    for (who, actor) in [
        ("reads every open record", actor(1, Role::Auditor)),
        ("holds twenty children", actor(WORKER, Role::SocialWorker)),
    ] {
        println!("a viewer who {who}:");
        measure(&store, &actor, "a rare word", |turn| word(20_000 + turn * 37))?;
        measure(&store, &actor, "a word in one passage of ten", |turn| word(400 + turn))?;
        measure(&store, &actor, "a word in nearly every passage", |turn| word(turn % 3))?;
        measure(&store, &actor, "two words", |turn| format!("{} {} ", word(60 + turn), word(900 + turn)))?;
        measure(&store, &actor, "two in quotation marks", |turn| {
            format!("\"{} {}\"", word(turn % 5), word(40 + turn))
        })?;
        measure(&store, &actor, "a beginning of three letters", |turn| {
            word(300 + turn).chars().take(3).collect()
        })?;
        measure(&store, &actor, "a word that stands nowhere", |turn| format!("zz{turn}qq "))?;
    }
    Ok(())
}

fn actor(staff: u128, role: Role) -> Actor {
    Actor { staff: Id::<Staff>::from_bits(staff), roles: BTreeSet::from([role]), ..Actor::system() }
}

fn measure(store: &Store, actor: &Actor, what: &str, typed: impl Fn(u64) -> String) -> Outcome<()> {
    let mut times: Vec<Duration> = Vec::with_capacity(SEARCHES);
    let mut records = 0;
    for turn in 0..SEARCHES as u64 {
        let asked = Asked::read(&typed(turn));
        let started = Instant::now();
        let hits = store.read(actor, moment(0), "measuring", |door| {
            let permit = door.permit(Action::SearchText, Subject::House)?;
            Ok(found(&permit, &asked)?.len())
        })?;
        times.push(started.elapsed());
        records += hits;
    }
    times.sort_unstable();
    let at = |of: f64| times[((times.len() - 1) as f64 * of) as usize];
    println!(
        "  {what:32} p50 {:>9.2?}  p99 {:>9.2?}  {:>4} records each",
        at(0.5),
        at(0.99),
        records / SEARCHES
    );
    Ok(())
}

fn fill(store: &Store, children: u64) -> Outcome<()> {
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for first in (0..children).step_by(TOGETHER as usize) {
        store.write(&Actor::system(), moment(first), "measuring", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            for number in first..children.min(first + TOGETHER) {
                let child = Id::<Person>::from_bits(u128::from(number) + 1);
                let name = PersonName::new("Sam", format!("Northbridge the {number}th"));
                let person = Person::named(child, Standing::Child, name);
                ledger::save(&permit, &person, Version::NONE, "import", None)?;
                if number % (children / 20).max(1) == 0 {
                    ledger::save(&permit, &held(child, number), Version::NONE, "import", None)?;
                }
                for place in 0..OF_A_CHILD {
                    let entry = written(child, number * OF_A_CHILD + place, &mut chance);
                    ledger::save(&permit, &entry, Version::NONE, "import", None)?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn held(child: Id<Person>, number: u64) -> Involvement {
    Involvement {
        id: Id::from_bits((2 << 64) + u128::from(number)),
        child,
        who: Involved::Worker { staff: Id::from_bits(WORKER), team: "assessment_1".into() },
        role: "allocated social worker".into(),
        from: moment(0),
        until: None,
        reason: None,
    }
}

fn written(child: Id<Person>, number: u64, chance: &mut u64) -> Written {
    let words: Vec<String> = (0..LENGTH).map(|_| word(drawn(chance))).collect();
    Written {
        id: Id::from_bits((1 << 64) + u128::from(number)),
        child,
        happened: PartialDate::NotKnown,
        words: words.join(" "),
        known_from: String::new(),
        known_at: moment(number),
        lane: "harm".into(),
        themes: Vec::new(),
        agency: None,
        people: Vec::new(),
        further: None,
        by: Id::from_bits(1),
        at: moment(number),
        withdrawn: None,
    }
}

/// The number of a word: the smaller, the oftener.
fn drawn(chance: &mut u64) -> u64 {
    *chance ^= *chance << 13;
    *chance ^= *chance >> 7;
    *chance ^= *chance << 17;
    let even = (*chance >> 11) as f64 / (1_u64 << 53) as f64;
    ((VOCABULARY as f64).powf(even) - 1.0) as u64
}

/// A word by its number, of letters that no stemmer takes for an ending.
fn word(number: u64) -> String {
    let (sounds, ends) =
        (["ba", "ko", "mu", "ri", "to", "na", "gu", "pi", "lo", "zu"], ["k", "m", "n", "p", "t"]);
    let mut left = number;
    let mut word = String::new();
    loop {
        word.push_str(sounds[(left % 10) as usize]);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    word.push_str(ends[(number % 5) as usize]);
    word
}

fn moment(number: u64) -> Timestamp {
    let seconds = i64::try_from(number).unwrap_or(0);
    Timestamp::from_second(1_790_000_000 + seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
