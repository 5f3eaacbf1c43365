//! Stories in simulated time, each in a database of its own.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use casework::House;
use casework::scenario::{Stage, Story, run};
use casework::simulation::{SeededChance, SimulatedClock};
use domain::pack::england;
use store::{Database, Key, Store};

use crate::arguments::{Format, Scenario};
use crate::place::other;
use crate::press::Letters;

/// The same story gives the same report each time.
const SEED: u64 = 1;

/// Runs a story and prints its report.
pub fn scenario(what: &Scenario) -> Result<()> {
    let Scenario::Run { file, format, database } = what;
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let story = Story::read(&text)
        .map_err(|problem| anyhow!("{}:{}: {}", file.display(), problem.line, problem.words))?;
    let folder = tempfile::tempdir()?;
    let stage = stage(database.as_deref(), folder.path(), &story)?;
    let report = run(&stage, &story)?;
    match format {
        Format::Text => print!("{}", report.in_words()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report)?),
    }
    ensure!(report.holds(), "{} of what the story expects was not so", report.failures.len());
    Ok(())
}

fn stage(database: Option<&str>, folder: &Path, story: &Story) -> Result<Stage> {
    let database = database.map_or_else(|| Database::Sqlite(folder.join("story.db")), other);
    let store = Store::open(database, Key::from_bytes([0; 32]), store::Settings::default())?;
    let empty = store.heads()?.iter().all(|head| head.seq.0 == 0);
    ensure!(empty, "a story needs an empty database: this one holds records");
    let clock = Arc::new(SimulatedClock::at(story.begins));
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let chance = Arc::new(SeededChance::from_seed(SEED));
    let house = House::new(store, pack, calendar, Arc::clone(&clock) as _, chance)
        .with_press(Arc::new(Letters))
        .with_drawing(Arc::new(web::Pictures));
    Ok(Stage { house, clock })
}
