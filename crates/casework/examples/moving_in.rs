//! Measures moving in: `cargo run --release -p casework --example moving_in -- CENSUS.xml [postgres://…]`. A census comes into an empty council: it is read, becomes
//! proposals, all of them are accepted, it is brought once more, and the whole is taken back. `cargo run --release --example cin -p returns -- write 50000 CENSUS.xml`
//! makes one of as many invented children. What it prints goes into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use casework::House;
use casework::import::back::take_back;
use casework::import::decide::accept_all;
use casework::import::report::report;
use casework::import::{Bytes, Given, Open, Progress, Step, bring};
use casework::simulation::{SeededChance, SimulatedClock};
use domain::import::{Kind, Source};
use domain::pack::england;
use store::{Database, Key, Settings, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The steps of something, each with the time on the wall and the processor's.
struct Steps {
    began: Instant,
    worked: f64,
    step: Option<Step>,
    done: u64,
}

impl Steps {
    fn new() -> Self {
        Steps { began: Instant::now(), worked: processor_time(), step: None, done: 0 }
    }

    fn tell(&mut self, progress: Progress) {
        if self.step.is_some_and(|step| step != progress.step) {
            self.end();
        }
        self.step = Some(progress.step);
        self.done = progress.done;
    }

    fn end(&mut self) {
        let (wall, worked) = (self.began.elapsed().as_secs_f64(), processor_time() - self.worked);
        let step = self.step.map_or_else(|| "nothing".to_owned(), |step| format!("{step:?}"));
        println!(
            "{step:<12} {:>8} people {wall:>8.1} s on the wall {worked:>8.1} s of the processor, peak {:.0} MB",
            self.done,
            peak_memory()
        );
        *self = Steps::new();
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = PathBuf::from(arguments.first().ok_or("a census is expected")?);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("measure.sqlite");
    let database = match arguments.get(1) {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(file.clone()),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let clock = Arc::new(SimulatedClock::at("2026-11-23T08:00:00Z".parse()?));
    let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(9)));
    let given = || {
        let path = path.clone();
        let open: Open<'static> = Box::new(move || Ok(Box::new(File::open(&path)?) as Box<dyn Bytes>));
        Given {
            source: Source::Cin,
            name: "census.xml".into(),
            files: vec![("census.xml".into(), open)],
            as_of: None,
        }
    };
    let session = house.system();
    println!("{:.1} MB", fs::metadata(&path)?.len() as f64 / 1e6);
    let mut steps = Steps::new();
    let brought = bring(&session, &given(), &mut |progress| steps.tell(progress))?;
    steps.end();
    let kinds = [Kind::NewPerson, Kind::NewEpisodes, Kind::Changes];
    accept_all(&session, brought.import.id, &kinds, &mut |progress| steps.tell(progress))?;
    steps.end();
    let again = bring(&session, &given(), &mut |progress| steps.tell(progress))?;
    steps.end();
    let count =
        |tally: &domain::import::Tally| tally.0.values().map(|count| count.new + count.changed).sum::<u64>();
    println!(
        "{} rows in; new or changed the first time {}, the second {}",
        brought.tally.read(),
        count(&brought.tally),
        count(&again.tally)
    );
    if file.exists() {
        println!("the database is {:.0} MB", fs::metadata(&file)?.len() as f64 / 1e6);
    }
    take_back(&session, brought.import.id, "Measured", &mut |progress| steps.tell(progress))?;
    steps.end();
    print!("{}", report(&session, brought.import.id)?.text());
    Ok(())
}

/// How many seconds processors have worked for this process, as Linux counts them.
fn processor_time() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS_A_SECOND
}

/// The most memory this process has held, in megabytes, as Linux counts it.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1e3
}
