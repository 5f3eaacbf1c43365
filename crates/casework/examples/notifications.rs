//! Measures a Monday: `cargo run --release -p casework --example notifications -- [families] [postgres://…]`. An invented council is made, and five
//! hundred notifications are taken in as CSV, as XML and as JSON, looked up, put together by household and read page by page. What it prints goes
//! into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::council::{Plan, make};
use casework::notification::{Sent, Sketch, look_up, page, take_in, waiting};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::{House, Session, contact, work};
use domain::notification::{Format, Way};
use domain::pack::england;
use domain::person::known::Known;
use jiff::Timestamp;
use store::{Database, Key, Settings, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many notifications come on a Monday.
const MANY: usize = 500;
/// How many households stand on one page.
const ON_A_PAGE: usize = 20;
/// How often a page is read.
const READS: usize = 200;

/// Names of children nobody knows.
const GIVEN: [&str; 11] =
    ["Ottilie", "Bastian", "Merrin", "Kezia", "Ludo", "Perpetua", "Rafe", "Saskia", "Tobin", "Uma", "Wystan"];
const BEGINS: [&str; 9] = ["Amble", "Brack", "Clough", "Dun", "Fen", "Gars", "Hollin", "Quarn", "Thistle"];
const ENDS: [&str; 8] = ["bourne", "combe", "dale", "field", "mere", "ridge", "thorpe", "wick"];

/// One incident as the police know it: where, who, when born.
struct Incident {
    reference: String,
    at: String,
    kind: &'static str,
    address: String,
    name: String,
    born: String,
}

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let families = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(3_000);
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    let monday: Timestamp = "2026-11-23T08:00:00Z".parse()?;
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let made = make(&store, &pack, &calendar, Plan::of(families), monday, &mut |_, _| {})?;
    println!("{} children, {} contacts on {}", made.children, made.contacts, store.database().engine());
    let clock = Arc::new(SimulatedClock::at(monday));
    let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(9)));
    let session = house.system();
    let known = known(&session)?;
    println!("{} children of contacts at the door lend their names", known.len());
    for format in [Format::Csv, Format::Xml, Format::Json] {
        monday_of(&session, format, &known)?;
        read_pages(&session)?;
    }
    Ok(())
}

/// Names and births of children on the record.
fn known(session: &Session<'_>) -> Outcome<Vec<(String, String)>> {
    let mut known = Vec::new();
    for row in work::queue(session)?.0 {
        let view = contact::view(session, row.listed.id)?;
        for child in &view.contact.record.children {
            if let Known::Is(born) = child.said.birth {
                known.push((child.said.name.display(), born.to_string()));
            }
        }
    }
    Ok(known)
}

/// A third are about children who are known; a fifth are second calls to one home.
fn incidents(known: &[(String, String)], format: Format) -> Vec<Incident> {
    let kinds = ["domestic_abuse", "concern", "missing", "crime", "mental_health"];
    (0..MANY)
        .map(|number| {
            let home = if number % 5 == 4 { number - 1 } else { number };
            let given = GIVEN[home % GIVEN.len()];
            let family = format!("{}{}", BEGINS[home / 7 % BEGINS.len()], ENDS[home / 3 % ENDS.len()]);
            let born = format!("{}-{:02}-{:02}", 2009 + home % 15, 1 + home % 12, 1 + home % 28);
            let stranger = (format!("{given} {family}"), born);
            let of_known = known.get(home % known.len().max(1)).filter(|_| home.is_multiple_of(3));
            let (name, born) = of_known.cloned().unwrap_or(stranger);
            Incident {
                reference: format!("{}-{number}", format.code()),
                at: format!("2026-11-2{} {:02}:{:02}", 1 + number % 2, number % 24, number % 60),
                kind: kinds[home % kinds.len()],
                address: format!("{} Measure Road", home + 1),
                name,
                born,
            }
        })
        .collect()
}

fn written(incidents: &[Incident], format: Format) -> Outcome<String> {
    let words = "Called by a neighbour: shouting for half an hour, a child seen at the window. Two adults spoken to apart; one had been \
                 drinking. The child was seen and says she is all right. Referred as a matter of course.";
    let mut text = String::new();
    if format == Format::Csv {
        text.push_str("reference,incident_at,kinds,what_happened,address,postcode,role,name,born\n");
    }
    let mut objects = Vec::new();
    for Incident { reference, at, kind, address, name, born } in incidents {
        match format {
            Format::Csv => writeln!(text, "{reference},{at},{kind},\"{words}\",{address},ZZ99 3AB,child,{name},{born}")?,
            Format::Xml => writeln!(
                text,
                "<notification><reference>{reference}</reference><incident_at>{at}</incident_at><kind>{kind}</kind>\
                 <what_happened>{words}</what_happened><address>{address}</address><postcode>ZZ99 3AB</postcode>\
                 <person><role>child</role><name>{name}</name><born>{born}</born></person></notification>"
            )?,
            Format::Json => objects.push(serde_json::json!({
                "reference": reference, "incident_at": at, "kinds": [kind], "what_happened": words, "address": address,
                "postcode": "ZZ99 3AB", "people": [{ "role": "child", "name": name, "born": born }],
            })),
        }
    }
    Ok(match format {
        Format::Csv => text,
        Format::Xml => format!("<notifications>\n{text}</notifications>"),
        Format::Json => serde_json::json!({ "notifications": objects }).to_string(),
    })
}

fn monday_of(session: &Session<'_>, format: Format, known: &[(String, String)]) -> Outcome<()> {
    let text = written(&incidents(known, format), format)?;
    let sent =
        Sent { agency: "police", way: Way::CommandLine, name: "monday", format, bytes: text.as_bytes() };
    let started = Instant::now();
    let receipt = take_in(session, &sent, None)?;
    let taken = started.elapsed();
    look_up(session.house)?;
    let looked_up = started.elapsed() - taken;
    let begun = Instant::now();
    let wait = waiting(session)?;
    let grouped = begun.elapsed();
    println!(
        "{} notifications as {} ({} KiB): taken in {taken:.0?}, looked up {looked_up:.0?}, in all {:.0?}; then {} households of {} known, read in {grouped:.1?}",
        receipt.batch.taken,
        format.words(),
        text.len() / 1024,
        started.elapsed(),
        wait.households.len(),
        wait.households.iter().filter(|sketch| sketch.known).count(),
    );
    Ok(())
}

/// Reads the list as its page does, from the first page to the last and again.
fn read_pages(session: &Session<'_>) -> Outcome<()> {
    let mut times: Vec<Duration> = Vec::new();
    for number in 0..READS {
        let started = Instant::now();
        let wait = waiting(session)?;
        let pages = wait.households.len().div_ceil(ON_A_PAGE).max(1);
        let here: Vec<Sketch> =
            wait.households.into_iter().skip(number % pages * ON_A_PAGE).take(ON_A_PAGE).collect();
        page(session, &here)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    println!("a page of {ON_A_PAGE} households: half within {:.1?}, 95 of 100 within {:.1?}", at(50), at(95));
    Ok(())
}
