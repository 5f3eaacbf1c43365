//! F1: a writer is killed in the middle, forty times. What it was told is written is there, nothing is half there, the chains hold.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use store::testing::{KEY, Throwaway, throwaways};
use store::{Database, Settings, Store};

use crate::jotting::{assert_sound, jotting, load, save, schema};

/// Holds the database of a writer that is to be killed; absent in an ordinary run.
const WRITER: &str = "FRONTDOOR_TEST_KILLED_WRITER";
const ROUNDS: u32 = 40;

/// The writer: saves without end from a first number on and says each number once it is saved. Only [`killed`] starts it as a process.
#[test]
fn writer() {
    let Ok(order) = std::env::var(WRITER) else { return };
    let (first, place) = order.split_once(' ').unwrap();
    let database = match place.strip_prefix("file:") {
        Some(path) => Database::Sqlite(path.into()),
        None => Database::Postgres(place.to_owned()),
    };
    let store = Store::open_with(database, KEY, Settings::default(), schema()).unwrap();
    for number in first.parse::<u128>().unwrap().. {
        save(&store, &jotting(number, "several words that are tagged", &[7, 8]), 0).unwrap();
        println!("\nsaved {number}");
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    for throwaway in throwaways() {
        let mut chance = ChaCha8Rng::seed_from_u64(1);
        let (mut first, mut acknowledged) = (1, 0);
        for _ in 0..ROUNDS {
            let told = killed(&throwaway, first, 1 + chance.next_u32() % 40);
            let store = throwaway.open_with(schema(), Settings::default());
            for number in first..=told {
                assert!(load(&store, number).is_some(), "{number} was acknowledged and is lost");
            }
            // The one after may have been written without the writer living to say so.
            let unsaid = u128::from(load(&store, told + 1).is_some());
            for number in (told + 2)..(told + 5) {
                assert!(load(&store, number).is_none(), "{number} was never begun");
            }
            acknowledged += told + 1 - first;
            first = told + 1 + unsaid;
            assert_sound(&store);
        }
        println!("{}: {acknowledged} acknowledged, none lost", throwaway.database.engine());
        assert!(acknowledged >= u128::from(ROUNDS));
    }
}

/// Starts a writer, kills it after it has said some numbers, and gives the last it said.
fn killed(throwaway: &Throwaway, first: u128, after: u32) -> u128 {
    let place = match &throwaway.database {
        Database::Sqlite(path) => format!("file:{}", path.display()),
        Database::Postgres(address) => address.clone(),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::writer", "--nocapture", "--test-threads=1"])
        .env(WRITER, format!("{first} {place}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut last = first - 1;
    let mut said = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        let Some(number) = line.strip_prefix("saved ") else { continue };
        last = number.parse().unwrap();
        said += 1;
        if said == after {
            // SIGKILL on Unix. What is still in the pipe was acknowledged too, so reading goes on to its end.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(said >= after, "the writer ended by itself");
    last
}
